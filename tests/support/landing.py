"""Loading landing folders in tests: a fresh warehouse, the load, and what a refusal said."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import pytest

from sources import landing
from sources.landing import LandingReport, load_landing
from tests.builders import DEFAULTS, Portfolio, write_csv
from validations.problems import Problem, TableRefused

MARKER = "ZXQGEHEIM7"  # stands in cells; must never come back in a text


def load(con: duckdb.DuckDBPyConnection, folder: Path, **words) -> LandingReport:
    """load_landing without anything to compare with, unless given."""
    return load_landing(con, folder, **{"previous_counts": None, **words})


def laid_out(case: Path, folder: Path) -> Path:
    """The landing folder of a case of tests/data: its tables over those that the cases have alike (`<cases>_same`).

    A case without a table of its own is about its exports alone, and gets none.
    """
    same = case.parent.with_name(f"{case.parent.name}_same")
    for part in [same, case] if any(case.glob("*.csv")) else [case]:
        shutil.copytree(part, folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
    return folder


def refusal(con: duckdb.DuckDBPyConnection, folder: Path, **words) -> tuple[Problem, ...]:
    """The problems a folder is refused for; checks on the way that the refusal holds no marked value."""
    try:
        load(con, folder, **words)
    except TableRefused as refused:
        refusal_text = f"{refused} {refused!r} {refused.problems!r}"
        assert MARKER.lower() not in refusal_text.lower()
        assert refused.__context__ is None and refused.__cause__ is None
        return refused.problems
    raise AssertionError("the tables were not refused")


def rules(problems: tuple[Problem, ...]) -> set[tuple[str, str | None, str]]:
    """(table, column, rule) of each problem."""
    return {(problem.table, problem.column, problem.rule) for problem in problems}


def write_text(folder: Path, table: str, text: str) -> None:
    """Puts these very characters in landing/<table>.csv."""
    (folder / f"{table}.csv").write_bytes(text.encode())


def write_rows(folder: Path, table: str, *rows: Mapping[str, object], columns: list[str] | None = None) -> None:
    """Writes rows (defaults with changes) as landing/<table>.csv, with other columns where given."""
    filled = [{**DEFAULTS[table], **each} for each in rows]
    write_csv(folder / f"{table}.csv", columns or list(DEFAULTS[table]), filled)


def write_parquet(folder: Path, table: str, select: str) -> None:
    """Writes the rows of a SELECT as landing/<table>.parquet, in place of the CSV."""
    (folder / f"{table}.csv").unlink(missing_ok=True)
    with duckdb.connect() as con:
        con.execute(f"COPY ({select}) TO '{folder / table}.parquet' (FORMAT parquet)")


def lawful_folder(place: Path, change: Callable[[Portfolio], object] | None = None) -> Path:
    """A folder with one deliverable lease, after `change`."""
    portfolio = Portfolio.lawful()
    if change:
        change(portfolio)
    return portfolio.write(place / "landing")


def rows_of(con: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, object]]:
    """The rows of landing.<table> as dicts."""
    cursor = con.execute(f"SELECT * FROM landing.{table}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def tables_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tables that are read whole from now on, in order; it grows while loads go on."""
    names: list[str] = []
    create = landing._create

    def counted(con, table, *arguments, **named):
        names.append(table.name)
        return create(con, table, *arguments, **named)

    monkeypatch.setattr(landing, "_create", counted)
    return names
