"""The cells of other people's spreadsheets, as text and as they stand, ready to be converted.

Belongs here: opening an xlsx or csv export, its encoding, separator and sheet, and where its titles are. Does not belong
here: how text and sheets are proved and opened (`exports/delimited*.py`, `exports/inbox/sheets.py`), what the cells mean
(mapping.py), or the mapping file's own rules (rules.py).
"""

from __future__ import annotations

import codecs
import glob
import os
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import dropwhile
from pathlib import Path

import duckdb

from exports.ground.duck import only_row
from exports.inbox.delimited import TOP, UTF16_BOMS, copy_rows, find_top, in_chunks, lines_of, mapped
from exports.inbox.delimited import Top as DelimitedTop
from exports.inbox.delimited_proof import prove
from exports.inbox.sheets import refuse_old_excel
from sources.findings import Finding, SourcesRefused
from sources.reading.footer import without_footer
from sources.reading.nothing import emptied, names_unknown
from sources.reading.page_lines import without_page_lines
from sources.reading.rules import DELIMITERS, ENCODINGS, Export
from sources.reading.rulings import without_rulings
from sources.reading.settings import OF_CHARGE
from sources.reading.shapes import joined_titles
from sources.reading.workbooks import LIMITS, is_workbook, workbook_at
from validations.unreadable import Unreadable

LARGEST_CSV = 4 << 30  # bytes
ROWS_SHOWN = 10
TITLES_SOUGHT = 40  # lines from the top, where the titles are not on the line that the mapping names
# Letters with accents as UTF-8 writes them. As windows-1252 these bytes would be Ã, Ä or Å before a sign that no word has.
_ACCENTS_IN_UTF8 = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")


@dataclass(frozen=True)
class Opened:
    """An export that was read into `cells`.

    Attributes:
        first_lines: (line, cells) of its first rows, for whoever looks for titles in another place.
        lines: row numbers (the first row below the titles is 1) -> their lines, as an editor or Excel shows them.
        delimiter: of a csv; None of a workbook.
        notes: what a person should know of the file itself.
    """

    first_lines: Sequence[tuple[int, Sequence[str]]]
    lines: Callable[[Sequence[int]], list[int]]
    delimiter: str | None = None
    notes: Sequence[Finding] = ()


def read_cells(con: duckdb.DuckDBPyConnection, export: Export, path: Path, work_dir: Path) -> Opened:
    """Reads an xlsx or csv into the table `cells` (c0, c1, ..., all text), and its titles into `titles` (place, title, and
    as the file writes it).

    Raises:
        SourcesRefused, Unreadable: what is wrong with the file, without a cell of it.
        duckdb.Error: the machine failed; its text may quote cells.
    """
    opened = _cells_of(con, export, path, work_dir)
    said = emptied(con, keeps_unknown=names_unknown(vars(export)))
    return replace(opened, notes=[*opened.notes, *said, *without_page_lines(con)])


def _cells_of(con: duckdb.DuckDBPyConnection, export: Export, path: Path, work_dir: Path) -> Opened:
    if is_workbook(path):
        return _workbook_into(con, export, path)
    with path.open("rb") as stream:
        start = stream.read(8)
    refuse_old_excel(start if start[:1] != b"\xd0" else _bytes_of(path))
    return _csv_into(con, export, path, work_dir)


def refused(rule: str, text: str) -> SourcesRefused:
    """The refusal of one file, to be raised; whoever catches it knows the file's name."""
    return SourcesRefused([Finding("refused", "", rule, text)])


def _bytes_of(path: Path) -> bytes:
    if path.stat().st_size > LIMITS.max_bytes:
        raise Unreadable("too_large")
    return path.read_bytes()


# --- xlsx ----------------------------------------------------------------------------------------------------------


def _workbook_into(con: duckdb.DuckDBPyConnection, export: Export, path: Path) -> Opened:
    above, rows = _sheet_rows(path, export.sheet)
    first_lines = [(above + place, row) for place, row in enumerate(rows[:TITLES_SOUGHT], start=1)]
    rows = rows[export.title_row - 1 :]
    if not rows:
        raise refused("no_titles", "er staan geen titels in.")
    titles, body = joined_titles(rows[: export.title_rows]), rows[export.title_rows :]
    line = above + export.title_row + export.title_rows - 1
    width = len(titles)
    while width and not titles[width - 1]:
        width -= 1
    wide = [line + number for number, row in enumerate(body, start=1) if any(row[width:])]
    if wide:
        raise Unreadable("ragged_row", wide, len(wide))
    import pandas as pd  # `map` and `check` of text files need no frame

    frame = pd.DataFrame([(row + [""] * width)[:width] for row in body], columns=[f"c{n}" for n in range(width)], dtype=str)
    if width and not body:
        frame = pd.DataFrame({f"c{n}": pd.Series([], dtype=str) for n in range(width)})
    con.register("frame", frame)
    try:
        con.execute("create or replace table cells as select * from frame")
    finally:
        con.unregister("frame")
    _remember_titles(con, titles[:width])
    return Opened(first_lines, lambda numbers: [line + number for number in numbers])


def _sheet_rows(path: Path, name: str | None) -> tuple[int, list[list[str]]]:
    """The worksheet's rows from the first that holds something, cells as text, and how many lines are above it."""
    found = workbook_at(path)
    if name is None:
        filled = [rows for sheet in found.values() if any(map(any, rows := sheet.rows()))]
    else:
        named = {each.strip().lower(): sheet for each, sheet in found.items()}
        if name.strip().lower() not in named:
            raise refused("sheet_missing", f"heeft geen werkblad '{name}'.")
        filled = [named[name.strip().lower()].rows()]
    if len(filled) > 1:
        text = "op meer dan een werkblad staat iets, misschien op een verborgen blad. Noem het goede in mapping.toml met sheet."
        raise refused("several_sheets", text)
    rows = filled[0] if filled else []
    kept = list(dropwhile(lambda row: not any(row), rows))
    return len(rows) - len(kept), kept


# --- csv -----------------------------------------------------------------------------------------------------------


def _csv_into(con: duckdb.DuckDBPyConnection, export: Export, path: Path, work_dir: Path) -> Opened:
    if path.stat().st_size > LARGEST_CSV:
        raise Unreadable("too_large")
    plain, rows = _as_utf8(path, export.encoding, work_dir), work_dir / "export_rows.csv"
    top, proof = _top_of(plain, export), None
    if _missing(export, top.titles):  # named by whoever looks for them; what stands below another row is not judged
        _remember_titles(con, list(top.titles))
        return Opened(_seen(top), lambda numbers: list(numbers), top.delimiter)
    plain, drawn = without_rulings(plain, top, work_dir)
    plain, footer = without_footer(plain, top, work_dir)
    try:
        proof = prove(in_chunks(plain), top, lambda: mapped(plain))
    except Unreadable as error:
        raise _with_hint(error, export) from None
    before = os.umask(0o077)
    try:
        copy_rows(plain, top, rows, with_one_line_end=proof.mixes_line_ends)
        columns = "{" + ", ".join(f"'c{n}': 'varchar'" for n in range(top.width)) + "}"
        con.execute(
            f"""create or replace table cells as from read_csv(?, delim = '{top.delimiter}', columns = {columns},
            auto_detect = false, header = false, quote = '"', escape = '"', null_padding = false, strict_mode = true)""",
            [glob.escape(str(rows))],
        )
    finally:
        os.umask(before)
        rows.unlink(missing_ok=True)
    _remember_titles(con, list(top.titles))

    def lines(numbers: Sequence[int]) -> list[int]:
        with mapped(plain) as data:
            return lines_of(data, top, numbers, counts_empty=top.width == 1 and not proof.mixes_line_ends)

    return Opened(_seen(top), lines, top.delimiter, [*drawn, *footer, *_open_line(proof.open_line, top, export)])


def _open_line(line: int, top: DelimitedTop, export: Export) -> list[Finding]:
    if not line or plain_title(top.titles[-1]) not in wanted_titles(export):
        return []
    text = f"de laatste regel (regel {line}) heeft geen regeleinde. Is de laatste cel heel?"
    return [Finding("warning", "", "open_line", text)]


def _top_of(plain: Path, export: Export) -> DelimitedTop:
    wanted = wanted_titles(export)
    try:
        with plain.open("rb") as stream:
            return find_top(
                stream.read(TOP),
                export.delimiter or "".join(DELIMITERS),
                known=lambda cells: len(wanted & {plain_title(cell) for cell in cells}),
                title_row=export.title_row,
                join=joined_titles if export.title_rows == 2 else None,
                look_further=TITLES_SOUGHT,
            )
    except Unreadable as error:
        raise _with_hint(error, export) from None


def named_titles(export: Export) -> list[str]:
    """The titles that an export must have, as the mapping writes them."""
    further = [*export.if_empty.values(), *([export.sign] if export.sign else [])]
    further += [each.own for each in export.lookup.values()]
    further += [title for each in export.next_line.values() for title in (each.same, each.take, *each.only)]
    further += export.matched.read_titles if export.matched else ()
    further += [part[1:] for parts in export.made_ids.values() for part in parts if part.startswith("=")]
    if export.months:
        further += export.months.read_titles
    made = {
        plain_title(title)
        for title in (*(export.months.own_titles if export.months else ()), *export.group[:1], *export.lookup, *export.next_line)
    }
    named = (*export.columns.values(), *(title for title, _ in export.split.values()), *further)
    if export.matched:
        named = tuple(title.removesuffix(OF_CHARGE) for title in named)
    return [title for title in named if plain_title(title) not in made]


def wanted_titles(export: Export) -> set[str]:
    """The titles that an export must have, as titles are compared."""
    return set(map(plain_title, named_titles(export)))


def _missing(export: Export, titles: Sequence[str]) -> set[str]:
    return wanted_titles(export) - {plain_title(title) for title in titles}


def _seen(top: DelimitedTop) -> list[tuple[int, Sequence[str]]]:
    above = 1 if top.first and top.first[0].line > 1 else 0  # Excel's own line, which a person does not see
    return [(record.line - above, record.cells) for record in top.first]


def _with_hint(error: Unreadable, export: Export) -> Exception:
    if error.rule != "wrong_encoding" or export.encoding != "utf-8":
        return error
    line = f" (regel {error.lines[0]})" if error.lines else ""
    return refused(error.rule, f'is geen UTF-8{line}. Komt het uit Excel, zet dan encoding = "windows-1252" in mapping.toml.')


def _as_utf8(path: Path, encoding: str, work_dir: Path) -> Path:
    """The file itself where it is said to be UTF-8; a copy in UTF-8 where it is said not to be. Refuses what it is not."""
    with path.open("rb") as stream:
        start = stream.read(4)
    if start.startswith(UTF16_BOMS):
        raise refused("wrong_encoding", "is UTF-16 ('Unicode-tekst'). Bewaar het in Excel als 'CSV UTF-8' of als .xlsx.")
    if encoding == "utf-8":
        return path
    if start.startswith(codecs.BOM_UTF8):
        advice = f'begint als UTF-8, maar mapping.toml zegt encoding = "{encoding}". Haal die regel daar weg.'
        raise refused("wrong_encoding", advice)
    _refuse_utf8(path, encoding)
    target = work_dir / f"export_utf8_{len(list(work_dir.glob('export_utf8_*')))}.csv"  # kept: a line may be asked for later
    decoder = codecs.getincrementaldecoder(ENCODINGS[encoding])()
    before = os.umask(0o077)
    try:
        with target.open("w", encoding="utf-8", newline="") as out:
            for piece in in_chunks(path):
                text = _decoded(decoder, piece)
                if text is None:
                    raise refused("wrong_encoding", f"is geen {encoding}. Bewaar het in Excel als 'CSV UTF-8' of als .xlsx.")
                out.write(text)
    finally:
        os.umask(before)
    return target


def _decoded(decoder: codecs.IncrementalDecoder, piece: bytes) -> str | None:
    try:
        return decoder.decode(piece)
    except UnicodeDecodeError:
        return None


def _refuse_utf8(path: Path, encoding: str) -> None:
    with mapped(path) as data:
        found = _ACCENTS_IN_UTF8.search(data)
        if found is None:
            return
        line = 1 + data[: found.start()].count(b"\n")
    advice = (
        f'bevat letters zoals UTF-8 ze schrijft (regel {line}), maar mapping.toml zegt encoding = "{encoding}": namen zouden '
        "verminkt worden. Haal die regel daar weg; is het bestand een mengsel, maak de export dan opnieuw."
    )
    raise refused("wrong_encoding", advice)


def _remember_titles(con: duckdb.DuckDBPyConnection, titles: list[str]) -> None:
    con.execute("create or replace table titles (place integer, title varchar, written varchar)")
    if titles:
        named = [(place, plain_title(title), " ".join(title.split())) for place, title in enumerate(titles)]
        con.executemany("insert into titles values (?, ?, ?)", named)


def text_of(place: int) -> str:
    """SQL: a cell of `cells`, trimmed as landing tables are; NULL where nothing is left."""
    return f"nullif(trim(c{place}, ' ' || chr(9) || chr(10) || chr(13) || chr(160)), '')"


def found_where(con: duckdb.DuckDBPyConnection, condition: str, opened: Opened) -> tuple[int, str]:
    """(how many rows of `cells` meet a condition, the lines of the first of them in words)."""
    rows_found = f"select *, rowid + 1 as n from cells where {condition}"
    count, rows = only_row(con, f"select count(*), list(n order by n)[1:{ROWS_SHOWN}] from ({rows_found})")
    lines = ", ".join(map(str, dict.fromkeys(opened.lines(rows)))) if count else ""  # of several months of one line once
    return count, f"(regel {lines}{' en meer' if count > ROWS_SHOWN else ''})"


def holding(con: duckdb.DuckDBPyConnection, conditions: Sequence[str]) -> list[bool]:
    """For each condition whether some row of `cells` meets it: one question, whatever their number."""
    if not conditions:
        return []
    return [bool(each) for each in only_row(con, f"select {', '.join(f'count_if({each})' for each in conditions)} from cells")]


def plain_title(title: str) -> str:
    """A title as titles are compared: small letters, single spaces."""
    return " ".join(title.split()).lower()


def is_sure_of(export: Export, title: str) -> bool:
    """Whether a person says that this title is right where a guard doubts it (`sure_of`)."""
    return plain_title(title) in map(plain_title, export.sure_of)


def looks_like(title: str, titles: Collection[str]) -> str:
    """The title that somebody who mistyped one may have meant, as a question; nothing where none is near."""
    # What holds a quote is the rest of a row that was cut off, and may be part of a name.
    near = get_close_matches(plain_title(title), [each for each in titles if each and '"' not in each], n=1, cutoff=0.7)
    return f" Bedoelt u '{near[0]}'?" if near else ""
