"""A warehouse for tests: landing tables from a folder, the run's parameters, an empty register and inbox, dbt's models.

Belongs here: building it with the product's own parts, and reading rows back. Does not belong here: rows
(tests/builders.py), register events (tests/support/events.py), or anything that judges.

    con = build_warehouse(tmp_path, portfolio.write(tmp_path / "landing"), AS_OF)
    rows(con, "select * from marts.signal_decisions")
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from exports.ground.history import write_history
from exports.inbox.incoming import load_feedback_rows
from exports.register.copies import copy_events
from orchestration.model_build import build_models
from sources.control import RunParameters, write_calendar, write_run_parameters
from sources.landing import load_landing


def fill_sources(folder: Path, landing: Path, as_of: date, **parameters: object) -> Path:
    """Makes `folder/warehouse.duckdb` with all tables that the models read; gives its path.

    `folder` is read as a home: its register, delivered lines and evidence are taken along where they exist.
    `parameters` change fields of `RunParameters`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        load_landing(con, landing, previous_counts=None)
        write_run_parameters(con, RunParameters(as_of_date=as_of, **parameters))
        write_calendar(con, as_of)
        copy_events(folder / "register.duckdb", con)
        write_history(con, folder / "delivered", folder / "evidence")
        load_feedback_rows(con, [])
    return path


def run_models(path: Path) -> None:
    """Builds models, seeds and data tests in the warehouse at `path`, as a run does.

    Raises AssertionError with the names of the nodes that did not end well.
    """
    nodes = build_models(path)
    bad = [f"{node.unique_id} ({node.status}, {node.failures})" for node in nodes if not node.is_good]
    assert nodes and not bad, f"{', '.join(bad) or 'nothing was run'}"


def build_warehouse(folder: Path, landing: Path, as_of: date, **parameters: object) -> duckdb.DuckDBPyConnection:
    """A warehouse in `folder` with every model built for `as_of`; gives a connection that only reads."""
    path = fill_sources(folder, landing, as_of, **parameters)
    run_models(path)
    return duckdb.connect(str(path), read_only=True)


def rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: list | None = None) -> list[dict[str, object]]:
    """The rows of a query as dictionaries; amounts stay Decimal."""
    result = con.execute(sql, parameters or [])
    names = [column[0] for column in result.description]
    return [dict(zip(names, values, strict=True)) for values in result.fetchall()]
