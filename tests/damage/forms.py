"""A damaged text in the other forms an export can have: a workbook, Parquet, and bytes that a transfer spoiled.

Belongs here: writing cells. Does not belong here: damage (kinds.py), or what a reader makes of the file (readers.py).
"""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import duckdb
import pandas as pd
import xlsxwriter


def rows_of_csv(path: Path) -> list[list[str]]:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    return [list(frame.columns), *frame.values.tolist()]


def spoil_bytes(path: Path, kind: str, dice: random.Random) -> None:
    """What a transfer does to a workbook or a Parquet file, it does to its bytes."""
    whole = path.read_bytes()
    place = dice.randrange(1, len(whole))
    path.write_bytes(whole[:place] if kind == "cut" else whole[:place] + whole[place + dice.randint(1, 40) :])


def workbook(data: bytes) -> bytes:
    """The same cells as a workbook, where the bytes are a csv at all; otherwise the bytes as they are."""
    try:
        table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    except (UnicodeDecodeError, csv.Error):
        return data
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
    return out.getvalue()


def write_parquet(con: duckdb.DuckDBPyConnection, path: Path, cells: list[list[str]], *, typed: bool) -> None:
    """Each column as text, or `typed`: as the numbers and days that a program sees in it."""
    titles = [title if title and title not in cells[0][:place] else f"kolom {place}" for place, title in enumerate(cells[0])]
    columns = {f"c{place}": [row[place] or None for row in cells[1:] if row] for place in range(len(titles))}
    frame = pd.DataFrame(columns, dtype="string")
    if typed:
        for place in columns:
            frame[place] = _as_a_program_sees(frame[place])
    named = ", ".join(f'{place} as "{_quoted(title)}"' for place, title in zip(columns, titles, strict=True))
    beside = con.cursor()  # the reader may stand in the midst of a transaction
    beside.register("frame", frame)
    beside.execute(f"copy (select {named} from frame) to '{path}' (format parquet)")
    beside.close()


def _quoted(title: str) -> str:
    return title.replace('"', '""')


def _as_a_program_sees(column: pd.Series) -> pd.Series:
    filled = column.dropna()
    if filled.empty:
        return column
    if filled.str.fullmatch(r"\d{4}-\d{2}-\d{2}").all():
        days = pd.to_datetime(column, errors="coerce", format="%Y-%m-%d")
        return days if days.notna().sum() == len(filled) else column
    if filled.str.fullmatch(r"-?\d+(\.\d+)?").all():
        return pd.to_numeric(column).astype("float64")
    return column.map({"true": True, "false": False}) if set(filled) <= {"true", "false"} else column
