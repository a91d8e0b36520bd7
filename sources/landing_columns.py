"""Which column of a file is which of the contract's, by their titles, before a row is read.

Belongs here: titles and types of a file, what is missing or stands there twice, and the transaction that an unreadable file
breaks. Does not belong here: reading rows (`landing.py`), or how a cell of each type is read (`landing_sql.py`).
"""

from __future__ import annotations

import contextlib
import glob
from dataclasses import replace

import duckdb

from sources.landing_files import LandingFile, problem, top_level_titles
from sources.landing_sql import SourceColumn, relation
from validations.landing import Table
from validations.problems import Problem


def match_columns(
    con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile
) -> tuple[dict[str, SourceColumn], tuple[str, ...], list[Problem]]:
    """(our column -> the file's, titles not listed, problems)."""
    if file.format == "csv":
        given = [(title, SourceColumn(f"c{position}")) for position, title in enumerate(file.titles)]
    else:
        described = parquet_columns(con, file)
        if described is None:
            return {}, (), [problem(table.name, "unreadable_file")]
        given = described
        if any(parquet_columns(con, replace(file, parts=(part,))) != given for part in file.parts[1:]):
            return {}, (), [problem(table.name, "parts_differ")]
    names = [title.strip().lower() for title, _ in given]
    listed = {column.name for column in table.columns}
    columns = {name: column for name, (_, column) in zip(names, given, strict=True) if name in listed}
    twice = {name for name in names if name and names.count(name) > 1}
    # An unlisted title is not named in a refusal: where the titles are missing, it would be a cell of the first row.
    problems = [
        problem(table.name, "duplicate_column", column=each)
        for each in sorted({name if name in listed else "(not listed)" for name in twice})
    ]
    if listed - columns.keys() and _is_one_filled(con, file, [each for title, each in given if not title.strip()]):
        problems.append(problem(table.name, "untitled_column"))
    required = [column.name for column in table.columns if column.required and column.name not in columns]
    problems += [problem(table.name, "missing_column", column=each) for each in required]
    unlisted = tuple(title.strip()[:60] for title, _ in given if title.strip() and title.strip().lower() not in listed)
    return columns, unlisted, problems


def _is_one_filled(con: duckdb.DuckDBPyConnection, file: LandingFile, untitled: list[SourceColumn]) -> bool:
    """Whether a column that has no title holds anything: it may be one that is listed, and its cells would be passed over."""
    if not untitled:
        return False
    source, parameters = relation(file)
    filled = " OR ".join(f"trim(CAST({each.sql_name} AS VARCHAR)) <> ''" for each in untitled)
    try:
        return con.execute(f"SELECT 1 FROM {source} WHERE {filled} LIMIT 1", parameters).fetchone() is not None
    except duckdb.Error:  # what cannot be read is refused, so no table that was read before is missed
        new_transaction(con)
        return True


def parquet_columns(con: duckdb.DuckDBPyConnection, file: LandingFile) -> list[tuple[str, SourceColumn]] | None:
    """[(title, column)] or None where the file is no sound Parquet file."""
    source, parameters = relation(file)
    try:
        first = str(file.parts[0] if file.parts else file.path)
        described = con.execute(f"DESCRIBE SELECT * FROM {source}", parameters).fetchall()
        elements = con.execute("SELECT name, num_children FROM parquet_schema(?)", [glob.escape(first)]).fetchall()
    except duckdb.Error:
        new_transaction(con)
        return None
    # The reader renames a title that stands there twice, so the titles themselves come from the file's own schema.
    titles = top_level_titles(elements)
    if len(titles) != len(described):
        return None
    return [(title, SourceColumn(name, type_)) for title, (name, type_, *_) in zip(titles, described, strict=True)]


def rollback(con: duckdb.DuckDBPyConnection) -> None:
    with contextlib.suppress(duckdb.TransactionException):  # nothing to undo: committed, or undone already
        con.rollback()


def new_transaction(con: duckdb.DuckDBPyConnection) -> None:
    """After an error DuckDB takes no more in this transaction; the rest is still checked, in one that is undone too."""
    rollback(con)
    con.begin()
    con.execute("CREATE SCHEMA IF NOT EXISTS landing")
