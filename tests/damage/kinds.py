"""Kinds of damage: each takes the text of a good csv apart and gives bytes back, the same for the same random numbers.

Belongs here: what goes wrong with an export between a source system and a landing folder. Does not belong here: readers.
"""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

Rows = list[list[str]]


@dataclass(frozen=True)
class Good:
    """A good export: titles and rows as text, the separator, and what a comma is in its amounts."""

    rows: Rows
    delimiter: str = ","

    def written(self, rows: Rows | None = None, *, delimiter: str | None = None, end: str = "\n") -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter or self.delimiter, lineterminator=end).writerows(rows or self.rows)
        return out.getvalue()


def copied(good: Good) -> Rows:
    return [list(row) for row in good.rows]


def _body_row(rows: Rows, dice: random.Random) -> list[str]:
    return rows[dice.randrange(1, len(rows))] if len(rows) > 1 else rows[0]


def _cell(rows: Rows, dice: random.Random, fits: Callable[[str], bool]) -> tuple[list[str], int] | None:
    places = [(row, place) for row in rows[1:] for place, cell in enumerate(row) if fits(cell)]
    return dice.choice(places) if places else None


def shifted_right(good: Good, dice: random.Random) -> bytes:
    rows = copied(good)
    row = _body_row(rows, dice)
    row.insert(dice.randrange(len(row) + 1), "")
    return good.written(rows).encode()


def shifted_left(good: Good, dice: random.Random) -> bytes:
    rows = copied(good)
    row = _body_row(rows, dice)
    del row[dice.randrange(len(row))]
    return good.written(rows).encode()


def extra_empty_cells(good: Good, dice: random.Random) -> bytes:
    rows = copied(good)
    _body_row(rows, dice).extend([""] * dice.randint(1, 3))
    return good.written(rows).encode()


def cut(good: Good, dice: random.Random) -> bytes:
    data = good.written().encode()
    place = dice.randrange(1, len(data))
    # Ended behind a whole row it is another file: `rows_lost_at_the_end`.
    return data[: place + (2 if data[place - 1 : place + 1].count(b"\n") else 0)]


def cut_in_the_last_cell(good: Good, dice: random.Random) -> bytes:
    """The end of the file lost behind a row's last separator, whichever column stands last: each row has its cells."""
    rows = copied(good)
    filled = [place for place in range(len(rows[0])) if len(rows[-1][place]) > 1]
    last = dice.choice(filled)
    written = good.written([[*row[:last], *row[last + 1 :], row[last]] for row in rows]).rstrip("\n")
    return written[: -dice.randrange(1, len(rows[-1][last]))].encode()


def rows_lost_at_the_end(good: Good, dice: random.Random) -> bytes:
    """Ended exactly behind a row: the last objection, the last mandate is gone."""
    rows = copied(good)
    return good.written(rows[: max(1, len(rows) - dice.randint(1, 3))]).encode()


def hole(good: Good, dice: random.Random) -> bytes:
    """Bytes lost in the midst, over the border of a cell, as when a transfer is resumed at the wrong place. Lost within one
    cell, they leave another value, as good as any: only a checksum made by the sender could show that.
    """
    data = good.written().encode()
    borders = [place for place in range(1, len(data)) if data[place : place + 1] in (good.delimiter.encode(), b"\n")]
    over = dice.choice(borders)
    start = max(0, over - dice.randint(0, 20))
    return data[:start] + data[over + dice.randint(1, 40) :]


def in_a_row(kind: Callable[[Good, random.Random], bytes]) -> Callable[[Good, random.Random], bytes]:
    """A hole or a cut that leaves a row of another width: where none is, whole rows are gone, and nothing is seen of them."""

    def spoiled(good: Good, dice: random.Random) -> bytes:
        while True:
            data = kind(good, dice)
            if len({line.count(good.delimiter.encode()) for line in data.split(b"\n") if line}) > 1:
                return data

    return spoiled


def stray_quote(good: Good, dice: random.Random) -> bytes:
    """A quote before, behind or in the midst of a cell, that nobody doubled or closed."""
    rows = copied(good)
    lines = good.written(rows).split("\n")
    for _ in range(dice.choice([1, 1, 2])):
        number = dice.randrange(1, max(2, len(lines) - 1))
        cells = lines[number].split(good.delimiter)
        place = dice.randrange(len(cells))
        cells[place] = dice.choice(['"' + cells[place], '"x" y' + cells[place]])
        lines[number] = good.delimiter.join(cells)
    return "\n".join(lines).encode()


def unquoted(good: Good, dice: random.Random) -> bytes:
    """A separator or a line break in a cell that nobody put in quotes."""
    lines = good.written().split("\n")
    number = dice.randrange(1, max(2, len(lines) - 1))
    place = dice.randrange(len(lines[number]) + 1)
    return "\n".join([*lines[:number], lines[number][:place] + dice.choice([good.delimiter, "\n", "\r"]) + lines[number][place:],
        *lines[number + 1 :]]).encode()  # fmt: skip


def re_encoded(good: Good, dice: random.Random) -> bytes:
    text = good.written()
    return dice.choice([
        lambda: text.encode("cp1252", "replace"), lambda: text.encode("utf-16"), lambda: text.encode("utf-16-le"),
        lambda: text.encode().decode("cp1252", "replace").encode(), lambda: text.encode().replace(b"\xc3", b"\xc3\xc3", 1),
    ])()  # fmt: skip


def same_in_other_bytes(good: Good, dice: random.Random) -> bytes:
    """No damage at all: a byte order mark, other line ends, empty lines, quotes around everything."""
    rows, out = copied(good), io.StringIO()
    csv.writer(out, delimiter=good.delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    text = dice.choice([good.written(rows), out.getvalue()])
    text = text.replace("\n", dice.choice(["\n", "\r\n", "\n\n"]))
    return (b"\xef\xbb\xbf" if dice.random() < 0.5 else b"") + text.encode()


def mixed_line_ends(good: Good, dice: random.Random) -> bytes:
    lines = good.written().split("\n")
    text = "".join(line + dice.choice(["\n", "\r\n"]) for line in lines[:-1])
    if dice.random() < 0.5 and len(lines) > 3:  # and a row too wide among them
        text = text.replace(lines[2], lines[2] + good.delimiter + dice.choice(["", "x"]), 1)
    return text.encode()


def re_ordered(good: Good, dice: random.Random) -> bytes:
    rows = copied(good)
    body = rows[1:]
    dice.shuffle(body)
    order = list(range(len(rows[0])))
    dice.shuffle(order)
    return good.written([[row[place] for place in order] for row in [rows[0], *body]]).encode()


def renamed(good: Good, dice: random.Random) -> bytes:
    rows = copied(good)
    place = dice.randrange(len(rows[0]))
    title = rows[0][place]
    rows[0][place] = dice.choice([title.upper(), f" {title} ", f"{title}2", "", title[:-1], rows[0][place - 1]])
    return good.written(rows).encode()


def doubled(good: Good, dice: random.Random) -> bytes:
    rows = copied(good)
    if dice.random() < 0.3:
        place = dice.randrange(len(rows[0]))
        return good.written([[*row, row[place]] for row in rows]).encode()
    if dice.random() < 0.3:
        return (good.written(rows) + good.written(rows)).encode()
    rows.insert(dice.randrange(1, len(rows) + 1), list(_body_row(rows, dice)))
    return good.written(rows).encode()


_AMOUNT = re.compile(r"-?\d[\d.]*[.,]\d{2}$")


def other_amounts(good: Good, dice: random.Random) -> bytes:
    """Thousands and decimals as another country, program or setting writes them; in one cell, or in all."""
    rows = copied(good)
    write = dice.choice([
        lambda euros: f"{euros:.2f}", lambda euros: f"{euros:,.2f}", lambda euros: f"{euros:.3f}",
        lambda euros: f"{euros:.2f}".replace(".", ","), lambda euros: f"{euros:_.2f}", lambda euros: f"{euros:.2E}",
        lambda euros: f"{euros:,.2f}".translate(str.maketrans(",.", ".,")), lambda euros: f"{-euros:.2f}", cents,
    ])  # fmt: skip
    places = [(row, place) for row in rows[1:] for place, cell in enumerate(row) if _AMOUNT.fullmatch(cell)]
    in_all = dice.random() < 0.5
    if write is cents and (not in_all or len(places) <= 4):  # one, or two or three: as good an amount as the others
        return good.written(rows).encode()
    for row, place in places if in_all else dice.sample(places, min(1, len(places))):
        row[place] = write(_euros(row[place]))
    text = good.written(rows)
    if dice.random() < 0.3:  # and nobody put them in quotes
        text = "\n".join(good.delimiter.join(row) for row in rows) + "\n"
    return text.encode()


def cents(euros: float) -> str:
    return f"{euros:.0f}00"


def _euros(text: str) -> float:
    return float(text.replace(".", "").replace(",", ".") if "," in text else text)


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{2}-\d{2}-\d{4}")


def other_dates(good: Good, dice: random.Random) -> bytes:
    """Serial numbers, months and days the other way round, times, two digits of a year."""
    rows = copied(good)
    found = _cell(rows, dice, lambda cell: bool(_DATE.fullmatch(cell)))
    if found:
        row, place = found
        parts = re.findall(r"\d+", row[place])
        row[place] = dice.choice(["46310", "46310.5", "/".join(parts), f"{parts[-1]}-{parts[1]}-{parts[0][-2:]}", "00-00-0000",
            f"{row[place]} 25:00", "2026-02-30", "#########", "infinity", "9999-99-99"])  # fmt: skip
    return good.written(rows).encode()


def error_cells(good: Good, dice: random.Random) -> bytes:
    rows = copied(good)
    row = _body_row(rows, dice)
    row[dice.randrange(len(row))] = dice.choice(["#N/A", "#N/B", "#REF!", "#VERW!", "#DEEL/0!", "#WAARDE!", "#NAME?"])
    return good.written(rows).encode()


_KEY = re.compile(r"(?:[A-Z]{1,2}\d*|0\d+)(?:-[A-Z]\d)?")


def other_keys(good: Good, dice: random.Random) -> bytes:
    """Leading zeros lost or won, capitals, spaces: what a spreadsheet or a person does to a number."""
    rows = copied(good)
    found = _cell(rows, dice, lambda cell: bool(_KEY.fullmatch(cell)))
    if found:
        row, place = found
        row[place] = dice.choice([
            lambda key: key.lower(), lambda key: f"0{key}", lambda key: key.lstrip("0"), lambda key: key[:1] + " " + key[1:],
            lambda key: key + ".0", lambda key: f" {key} ", lambda key: key[:1] + "0" + key[1:],
        ])(row[place])  # fmt: skip
    return good.written(rows).encode()


def leading_zeros_lost(good: Good, dice: random.Random) -> bytes:
    """A column opened and saved in a spreadsheet: every number in it is one, without the zeros before it."""
    rows = copied(good)
    places = [
        place
        for place in range(len(rows[0]))
        if any(_LEADING.fullmatch(row[place]) for row in rows[1:]) and not any(_AMOUNT.fullmatch(row[place]) for row in rows[1:])
    ]
    for place in dice.sample(places, min(1, len(places))):
        for row in rows[1:]:
            row[place] = _LEADING.sub(r"\1\2", row[place])
    return good.written(rows).encode()


_LEADING = re.compile(r"([A-Z]*)0+(\d+)")


def other_separator(good: Good, dice: random.Random) -> bytes:
    """The same with another separator, with cells quoted as they should be or not."""
    sign = dice.choice([";", ",", "\t", "|"])
    if dice.random() < 0.5:
        return good.written(delimiter=sign).encode()
    return ("\n".join(sign.join(row) for row in good.rows) + "\n").encode()


def odd_signs(good: Good, dice: random.Random) -> bytes:
    data = good.written().encode()
    place = dice.randrange(len(data))
    return data[:place] + dice.choice([b"\0", b"\x0b", b"\x1f", b"\xff", b"\xe2\x80\x8b", b"\xef\xbf\xbd"]) + data[place:]


KINDS: dict[str, Callable[[Good, random.Random], bytes]] = {
    each.__name__: each
    for each in (
        shifted_right, shifted_left, extra_empty_cells, cut, cut_in_the_last_cell, rows_lost_at_the_end, hole, stray_quote,
        unquoted, re_encoded, same_in_other_bytes, mixed_line_ends, re_ordered, renamed, doubled, other_amounts, other_dates,
        error_cells, other_keys, leading_zeros_lost, other_separator, odd_signs,
    )
}  # fmt: skip


def without(*names: str) -> dict[str, Callable[[Good, random.Random], bytes]]:
    """The kinds that can befall an export of another form."""
    return {name: kind for name, kind in KINDS.items() if name not in names}
