"""Kinds of damage to a VERA export, which is JSON: the same names as those of a csv (kinds.py), where they can befall it.

Belongs here: what goes wrong with records between a source system and `landing/vera`. Does not belong here: readers. What
shifts cells or changes separators has no meaning where each value carries its name.
"""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

Records = list[dict[str, Any]]
Place = tuple[Any, Any]  # a dict or list, and the key or number in it

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}.*")


def written(records: Records, indent: int | None = 1) -> str:
    return json.dumps(records, ensure_ascii=False, indent=indent)


def _places(part: Any) -> Iterator[Place]:
    pairs = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in list(pairs):
        if isinstance(value, dict | list):
            yield from _places(value)
        else:
            yield part, key


def _changed(records: Records, dice: random.Random, fits: Callable[[Any, Any], bool], change: Callable[[Any], Any]) -> bytes:
    changed = copy.deepcopy(records)
    places = [(part, key) for part, key in _places(changed) if fits(key, part[key])]
    for part, key in dice.sample(places, min(1, len(places))) if dice.random() < 0.7 else places:
        part[key] = change(part[key])
    return written(changed).encode()


def cut(records: Records, dice: random.Random) -> bytes:
    data = written(records).encode()
    return data[: dice.randrange(1, len(data) - 1)]


def rows_lost_at_the_end(records: Records, dice: random.Random) -> bytes:
    return written(records[: -dice.randint(1, 2)] or records[:1]).encode()


def hole(records: Records, dice: random.Random) -> bytes:
    data = written(records).encode()
    over = dice.choice([found.start() for found in re.finditer(rb'["\n]', data)][1:-1])
    start = max(0, over - dice.randint(0, 20))
    return data[:start] + data[over + dice.randint(1, 40) :]


def stray_quote(records: Records, dice: random.Random) -> bytes:
    text = written(records)
    place = dice.randrange(1, len(text))
    return (text[:place] + '"' + text[place:]).encode()


def unquoted(records: Records, dice: random.Random) -> bytes:
    text = written(records)
    found = dice.choice(list(re.finditer(r'"([^"\n]+)"', text)))
    return (text[: found.start()] + found[1] + text[found.end() :]).encode()


def re_encoded(records: Records, dice: random.Random) -> bytes:
    text = written(records)
    return dice.choice([
        lambda: text.encode("cp1252", "replace"), lambda: text.encode("utf-16"), lambda: text.encode("utf-16-le"),
        lambda: text.encode().decode("cp1252", "replace").encode(), lambda: text.encode().replace(b"\xc3", b"\xc3\xc3", 1),
    ])()  # fmt: skip


def same_in_other_bytes(records: Records, dice: random.Random) -> bytes:
    """No damage at all: one line, an object a line, signs as codes, a byte order mark."""
    text = dice.choice([
        lambda: written(records, None), lambda: json.dumps(records), lambda: written(records, 4),
        lambda: "\n".join(json.dumps(each, ensure_ascii=False) for each in records) + "\n",
    ])()  # fmt: skip
    return (b"\xef\xbb\xbf" if dice.random() < 0.3 else b"") + text.encode()


def mixed_line_ends(records: Records, dice: random.Random) -> bytes:
    return "".join(line + dice.choice(["\n", "\r\n", "\n\n"]) for line in written(records).split("\n")).encode()


def re_ordered(records: Records, dice: random.Random) -> bytes:
    return written([dict(dice.sample(list(each.items()), len(each))) for each in dice.sample(records, len(records))]).encode()


def extra_empty_cells(records: Records, dice: random.Random) -> bytes:
    changed = copy.deepcopy(records)
    dice.choice(changed)["kenmerk"] = dice.choice(["", None, [], {}])
    return written(changed).encode()


def renamed(records: Records, dice: random.Random) -> bytes:
    """A property in all records, as another system or version calls it."""
    changed = copy.deepcopy(records)
    name = dice.choice(sorted({name for each in changed for name in each}))
    other = dice.choice([name.capitalize(), name.upper(), f" {name} ", f"{name}2", name[:-1], f"{name[:4]}_{name[4:]}"])
    return written([{other if key == name else key: value for key, value in each.items()} for each in changed]).encode()


def doubled(records: Records, dice: random.Random) -> bytes:
    if dice.random() < 0.5:
        return written([*records, dice.choice(records)]).encode()
    text = written(records)
    line = dice.choice([found for found in re.finditer(r"\n  (\"\w+\": [^\[{\n]+,)", text)])
    return (text[: line.end()] + line[0] + text[line.end() :]).encode()


def other_amounts(records: Records, dice: random.Random) -> bytes:
    write = dice.choice([
        lambda euros: f"{euros:.2f}", lambda euros: f"{euros:,.2f}", lambda euros: f"{euros:_.2f}",
        lambda euros: f"{euros:,.2f}".translate(str.maketrans(",.", ".,")), lambda euros: f"{euros:.2f}".replace(".", ","),
        lambda euros: f"€ {euros:.2f}", lambda euros: f"{euros:.3f}", lambda euros: -euros, lambda euros: f"{euros:.2E}",
    ])  # fmt: skip
    return _changed(records, dice, lambda key, value: isinstance(value, float) and bool(value), write)


def other_dates(records: Records, dice: random.Random) -> bytes:
    write = dice.choice([
        lambda day: 46310, lambda day: "46310", lambda day: f"{day[8:10]}-{day[5:7]}-{day[2:4]}",
        lambda day: day.replace("-", "/"), lambda day: f"{day[:10]} 25:00", lambda day: "2026-02-30", lambda day: "#########",
        lambda day: f"{date.fromisoformat(day[:10]) - timedelta(days=1)}T23:30:00Z[UTC]",
        lambda day: f"{day[:10]}T00:00:00.000+0100", lambda day: "infinity",
        lambda day: [2026, 2, 3],
    ])  # fmt: skip
    return _changed(records, dice, lambda key, value: isinstance(value, str) and bool(_DAY.fullmatch(value)), write)


def error_cells(records: Records, dice: random.Random) -> bytes:
    word = dice.choice(["#N/A", "#N/B", "#REF!", "#VERW!", "#DEEL/0!", "#WAARDE!", "#NAME?"])
    return _changed(records, dice, lambda key, value: key not in ("naam", "omschrijving"), lambda value: word)


def other_keys(records: Records, dice: random.Random) -> bytes:
    write = dice.choice([
        lambda key: key.lower(), lambda key: f"0{key}", lambda key: key[:1] + " " + key[1:], lambda key: key + ".0",
        lambda key: f" {key} ", lambda key: key[:1] + key[1:].lstrip("0"),
    ])  # fmt: skip
    return _changed(records, dice, lambda key, value: key == "id" and isinstance(value, str), write)


def leading_zeros_lost(records: Records, dice: random.Random) -> bytes:
    changed = copy.deepcopy(records)
    for part, key in list(_places(changed)):
        if key == "id":
            part[key] = re.sub(r"^([A-Z]*)0+(\d)", r"\1\2", str(part[key]))
    return written(changed).encode()


def odd_signs(records: Records, dice: random.Random) -> bytes:
    data = written(records).encode()
    place = dice.randrange(len(data))
    return data[:place] + dice.choice([b"\0", b"\x0b", b"\x1f", b"\xff", b"\xe2\x80\x8b", b"\xef\xbf\xbd"]) + data[place:]


KINDS: dict[str, Callable[[Records, random.Random], bytes]] = {
    each.__name__: each
    for each in (
        extra_empty_cells, cut, rows_lost_at_the_end, hole, stray_quote, unquoted, re_encoded, same_in_other_bytes,
        mixed_line_ends, re_ordered, renamed, doubled, other_amounts, other_dates, error_cells, other_keys, leading_zeros_lost,
        odd_signs,
    )
}  # fmt: skip
