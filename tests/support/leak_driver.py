"""`vroegsignaal …` in a process of its own, with a part that crashes where SABOTAGE says so.

    python -m tests.support.leak_driver run --as-of 2026-04-20

Belongs here: that process alone. What crashes does so the worst way: with cells of the data in the exception's text, in
the exceptions before it, and in the variables around it. The product knows nothing of the environment variable.
"""

from __future__ import annotations

import os

import duckdb

from orchestration.cli import main


def crash(con: duckdb.DuckDBPyConnection, *_: object, **__: object) -> None:
    """Raise as careless code would: a conversion error of DuckDB, quoted by an error of our own making."""
    people = con.execute("select last_name, email, phone_1 from landing.tenants").fetchall()
    try:
        con.execute("select cast(last_name as integer) from landing.tenants").fetchall()
    except duckdb.Error as error:
        raise ValueError(f"no number: {people}") from error


def sabotage(what: str) -> None:
    """Put the crash in the place named: `history`, which each run reads."""
    if what == "history":
        from exports.ground import history

        history.write_history = crash
    elif what:
        raise SystemExit(f"no such sabotage: {what}")


if __name__ == "__main__":
    sabotage(os.environ.get("SABOTAGE", ""))
    main()
