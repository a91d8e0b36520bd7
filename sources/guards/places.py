"""Where a row of a table that was made of other people's exports comes from: their file, its line, and their title.

Belongs here: keeping that beside the table and looking it up. Does not belong here: making the table (mapping.py), or words
for what is wrong with a row (check_words.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from exports.ground.duck import count_of
from exports.ground.files import PRIVATE_FILE
from sources.reading.cells import Opened
from sources.reading.kinds_beside import KindsBeside
from sources.reading.lacking import Lacking
from sources.reading.rules import Export
from sources.reading.settings import is_sign
from sources.reading.where import line_of

COLUMNS = ("source_no", "line_no")  # beside the columns of the table, while it is made


@dataclass(frozen=True)
class MadeOf:
    """What one prepared table was made of.

    Attributes:
        titles: our column -> the title that it is read from.
        lines: Parquet with the number of the source and the row in it, one row per row of the table.
        sources: file name and how it was opened, by number.
        said_on: our column -> the lines of mapping.toml that name its title; `` -> those on which its blocks begin.
        made: our column -> what the mapping makes its number of, where the export has none.
        lacking: our column -> what sets the lines apart that lack it.
        kinds: our column -> the words for the kind of the lines that lack it.
        begins: for each source, the line of mapping.toml on which the block begins that read it; 0 for a filled-in list.
    """

    titles: Mapping[str, str]
    lines: Path
    sources: Sequence[tuple[str, Opened]]
    said_on: Mapping[str, Sequence[int]] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)
    lacking: Mapping[str, Lacking] = field(default_factory=dict)
    begins: Sequence[int] = ()
    kinds: Mapping[str, KindsBeside] = field(default_factory=dict)

    def places(self, rows: Sequence[int]) -> dict[str, list[int]]:
        """File name -> the lines, as an editor or Excel shows them, of rows of the table (the first is 1)."""
        found: dict[str, list[int]] = {}
        for source, line in self._where(rows):
            name, opened = self.sources[source]
            found.setdefault(name, []).extend(opened.lines([line]))
        return found

    def blocks(self, rows: Sequence[int]) -> tuple[int, ...]:
        """The lines of mapping.toml on which the blocks begin that gave rows of the table; of a filled-in list none does."""
        return tuple(dict.fromkeys(begin for source, _ in self._where(rows) if (begin := self.begins[source])))

    def _where(self, rows: Sequence[int]) -> list[tuple[int, int]]:
        """(the number of its source, its line in that) of each row."""
        sql = "select source_no, line_no from read_parquet(?, file_row_number = true) where file_row_number + 1 = ?"
        with duckdb.connect() as con:
            return [found for row in rows for found in con.execute(sql, [str(self.lines), row]).fetchall()]


def write_places(con: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    """Writes where each row of `made_<table>` comes from, in the order in which the table itself is written."""
    name = str(path).replace("'", "''")
    con.execute(f"copy (select {', '.join(COLUMNS)} from made_{table}) to '{name}' (format parquet)")
    path.chmod(PRIVATE_FILE)


def write_table(con: duckdb.DuckDBPyConnection, table: str, path: Path) -> int:
    """Writes `made_<table>` as Parquet; gives its rows."""
    name = str(path).replace("'", "''")
    rows = count_of(con, f"copy (select * exclude ({', '.join(COLUMNS)}) from made_{table}) to '{name}' (format parquet)")
    path.chmod(PRIVATE_FILE)
    return rows


def title_of(export: Export, column: str) -> str:
    """The title that a block reads one of our columns from."""
    return export.columns.get(column) or export.split.get(column, (column,))[0]


def titles_by_column(table: str, exports: Sequence[Export]) -> dict[str, str]:
    """Our column -> the title that it is read from, of a table of which each block names the same."""
    found: dict[str, set[str]] = {}
    for export in exports:
        for column in {*export.columns, *export.split} if export.table == table else ():
            found.setdefault(column, set()).add(title_of(export, column))
    return {column: " of ".join(sorted(titles)) for column, titles in found.items()}


def title_in_words(table: str, column: str, exports: Sequence[Export]) -> str:
    """The title, in quotes, that a column of a table is read from."""
    title = titles_by_column(table, exports).get(column)
    return f"'{title}'" if title else "een vast of gemaakt nummer"


def made_by_column(table: str, exports: Sequence[Export]) -> dict[str, str]:
    """Our column -> what its number is made of (`made_ids`), as its block says it."""
    made = [(column, parts) for export in exports if export.table == table for column, parts in export.made_ids.items()]
    return {column: ", ".join(part.removeprefix("=") for part in parts if not is_sign(part)) for column, parts in made}


def lines_by_column(table: str, exports: Sequence[Export]) -> dict[str, list[int]]:
    """Our column -> the lines of mapping.toml that name its title; `` -> those on which the table's blocks begin."""
    found: dict[str, list[int]] = {}
    for export in exports:
        for column in ("", *export.columns, *export.split) if export.table == table and export.where else ():
            number = line_of(export.where, title_of(export, column)) if column else export.where[""]
            found.setdefault(column, []).append(number or export.where[""])
    return found
