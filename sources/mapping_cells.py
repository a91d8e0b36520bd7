"""The cells of other people's spreadsheets, as text and as they stand, ready to be converted.

Belongs here: opening an xlsx or csv export, its encoding, separator and sheet, and where its titles are. Does not belong
here: what the cells mean (mapping.py), or the mapping file's own rules (mapping_rules.py).
"""

from __future__ import annotations

import codecs
import csv
import glob
import io
import os
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import dropwhile
from pathlib import Path

import duckdb
import pandas as pd
import python_calamine

from exports.spreadsheets import ENCRYPTED_PART, OLE_MAGIC, UTF16_BOMS, ZIP_MAGIC, Limits, Unreadable
from exports.xlsx_guard import BadWorkbook, guarded_workbook
from sources.findings import Finding, SourcesRefused
from sources.mapping_rules import ENCODINGS, Export
from sources.mapping_shapes import joined_titles

LIMITS = Limits(max_bytes=256_000_000, max_unpacked=1_000_000_000, max_rows=1_048_576, max_cells=40_000_000)
TITLES_SOUGHT = 40  # lines from the top, where the titles are not on the line that the mapping names


@dataclass(frozen=True)
class Top:
    """The top of an export: the line its titles stand on, as a person counts lines in the file, and its first lines."""

    line: int
    first_lines: list[list[str]]


def read_cells(con: duckdb.DuckDBPyConnection, export: Export, path: Path, work_dir: Path) -> Top:
    """Reads an xlsx or csv into the table `cells` (c0, c1, ..., all text), and its titles into `titles` (place, title).

    Raises:
        SourcesRefused, Unreadable: what is wrong with the file, without a cell of it.
        duckdb.Error: a csv that is no csv; its text quotes cells.
    """
    with path.open("rb") as stream:
        start = stream.read(8)
    if start == OLE_MAGIC:
        raise Unreadable("password_protected" if ENCRYPTED_PART in path.read_bytes() else "old_excel_format")
    return _workbook_into(con, export, path) if start.startswith(ZIP_MAGIC) else _csv_into(con, export, path, work_dir)


def refused(rule: str, text: str) -> SourcesRefused:
    """The refusal of one file, to be raised; whoever catches it knows the file's name."""
    return SourcesRefused([Finding("refused", "", rule, text)])


def _workbook_into(con: duckdb.DuckDBPyConnection, export: Export, path: Path) -> Top:
    above, rows = _sheet_rows(path.read_bytes(), export.sheet)
    first_lines, rows = rows[:TITLES_SOUGHT], rows[export.title_row - 1 :]
    if not rows:
        raise refused("no_titles", "er staan geen titels in.")
    titles, body = joined_titles(rows[: export.title_rows]), rows[export.title_rows :]
    width = len(titles)
    frame = pd.DataFrame([(row + [""] * width)[:width] for row in body], columns=[f"c{n}" for n in range(width)], dtype=str)
    if width and not body:
        frame = pd.DataFrame({f"c{n}": pd.Series([], dtype=str) for n in range(width)})
    con.register("frame", frame)
    con.execute("create or replace table cells as select * from frame")
    con.unregister("frame")
    _remember_titles(con, titles)
    return Top(above + export.title_row + export.title_rows - 1, first_lines)


def _sheet_rows(data: bytes, name: str | None) -> tuple[int, list[list[str]]]:
    """The worksheet's rows from the first that holds something, cells as text, and how many lines are above it. The guard
    sees the bytes first.
    """
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(guarded_workbook(data, LIMITS)))
        names = {each.strip().lower(): each for each in workbook.sheet_names}
        if name is None:
            filled = [rows for each in workbook.sheet_names if any(map(any, rows := _texts(workbook, each)))]
        else:
            filled = [_texts(workbook, names[name.strip().lower()])] if name.strip().lower() in names else None
    except BadWorkbook as bad:
        raise Unreadable(bad.rule) from None
    except Exception:
        raise Unreadable("broken_workbook") from None
    if filled is None:
        raise refused("sheet_missing", f"heeft geen werkblad '{name}'.")
    if len(filled) > 1:
        text = "op meer dan een werkblad staat iets, misschien op een verborgen blad. Noem het goede in mapping.toml met sheet."
        raise refused("several_sheets", text)
    rows = filled[0] if filled else []
    kept = list(dropwhile(lambda row: not any(row), rows))
    return len(rows) - len(kept), kept


def _texts(workbook: python_calamine.CalamineWorkbook, name: str) -> list[list[str]]:
    return [[_text(cell) for cell in row] for row in workbook.get_sheet_by_name(name).iter_rows()]


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        written = format(Decimal(format(cell, ".15g")), "f")
        # A number's three decimals must not look like thousands: in Dutch text 12.345 is over twelve thousand.
        return f"{written}0" if re.fullmatch(r"-?\d+\.\d{3}", written) else written
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(sep=" ", timespec="seconds")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell).strip()


def _csv_into(con: duckdb.DuckDBPyConnection, export: Export, path: Path, work_dir: Path) -> Top:
    plain = _as_utf8(path, export.encoding, work_dir)
    try:
        with plain.open(encoding="utf-8-sig", newline="") as stream:
            lines = [stream.readline() for _ in range(export.title_row + TITLES_SOUGHT)]
        # What Excel writes and does not show: the first line a person sees is the next one.
        named = re.fullmatch(r"sep=(.)\s*", lines[0], re.IGNORECASE)
        above, seen = (1, lines[1:]) if named else (0, lines)
        first = seen[export.title_row - 1]
        delimiter = export.delimiter or (named[1] if named else max(";,\t|", key=first.count))
        titles = joined_titles([_csv_cells(line, delimiter) for line in seen[export.title_row - 1 :][: export.title_rows]])
        last = export.title_row + export.title_rows - 1
        columns = "{" + ", ".join(f"'c{n}': 'varchar'" for n in range(len(titles))) + "}"
        con.execute(
            f"""create or replace table cells as from read_csv(?, delim = '{delimiter}', columns = {columns},
            auto_detect = false, header = false, skip = {above + last}, quote = '"', escape = '"',
            null_padding = true, strict_mode = false)""",
            [glob.escape(str(plain))],
        )
    finally:
        if plain != path:
            plain.unlink(missing_ok=True)
    _remember_titles(con, titles)
    return Top(last, [_csv_cells(line, delimiter) for line in seen if line])


def _csv_cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line[: csv.field_size_limit()]], delimiter=delimiter), [])


def _as_utf8(path: Path, encoding: str, work_dir: Path) -> Path:
    """The file itself where it is UTF-8; a copy in UTF-8 where it says it is not. Refuses what is neither."""
    with path.open("rb") as stream:
        if stream.read(2) in UTF16_BOMS:
            raise refused("wrong_encoding", "is UTF-16 ('Unicode-tekst'). Bewaar het in Excel als 'CSV UTF-8' of als .xlsx.")
    decoder = codecs.getincrementaldecoder(ENCODINGS[encoding])()
    target = work_dir / "export_utf8.csv" if encoding != "utf-8" else None
    before = os.umask(0o077)
    out = target.open("w", encoding="utf-8", newline="") if target else None
    try:
        with path.open("rb") as stream:
            while piece := stream.read(1 << 20):
                text = decoder.decode(piece)
                if out:
                    out.write(text)
            decoder.decode(b"", True)
    except UnicodeDecodeError:
        advice = 'is geen UTF-8. Komt het uit Excel, zet dan encoding = "windows-1252" in mapping.toml.'
        raise refused("wrong_encoding", advice) from None
    finally:
        os.umask(before)
        if out:
            out.close()
    return target or path


def _remember_titles(con: duckdb.DuckDBPyConnection, titles: list[str]) -> None:
    con.execute("create or replace table titles (place integer, title varchar)")
    con.executemany("insert into titles values (?, ?)", [(place, plain_title(title)) for place, title in enumerate(titles)])


def plain_title(title: str) -> str:
    """A title as titles are compared: small letters, single spaces."""
    return " ".join(title.split()).lower()
