"""What follows delivery as dbt compiles it, over tables in memory: a run costs a fraction of a second.

Belongs here: the models as compiled, putting a world in front of them, and what they propose for it. Does not belong
here: what they should propose (life_by_hand.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import duckdb

from exports.ground.canonical import canonical_json
from exports.ground.history import DECISION_COLUMNS, DELIVERED_COLUMNS
from exports.register.copies import COPIED, make_kept
from sources.control import RunParameters, write_calendar, write_run_parameters
from tests.support.compiled_models import WAREHOUSE, compiled_models
from tests.support.life_by_hand import World
from validations.landing import LANDING_TABLES, SQL_TYPES

ASKED = (
    "int_feedback_matches", "int_signal_blocks", "int_lease_arrears", "withdrawals_due", "closings_due",
    "collection_holds", "hold_notices_due", "terms_passed", "signals", "settlements_due",
)  # fmt: skip
TERMS = ("response_days", "threatening_working_days", "hold_days")  # of the law: the seed legal_terms has them
FEEDBACK = {
    "file_sha256": "varchar", "file_name": "varchar", "row_number": "integer", "last_name": "varchar",
    "postcode": "varchar", "house_number": "varchar", "house_number_suffix": "varchar", "answer": "varchar",
    "accepted_on": "date",
}  # fmt: skip


class LifeInMemory:
    """Every model named in `ASKED` and all above them."""

    def __init__(self) -> None:
        self._con = duckdb.connect()
        self._con.execute(f"attach ':memory:' as {WAREHOUSE}")
        self._con.execute(f"use {WAREHOUSE}")
        for schema in ("landing", "control", "register_copy", "inbox", "reference", "staging", "intermediate", "marts"):
            self._con.execute(f"create schema {schema}")
        self._columns = {
            f"landing.{table.name}": {column.name: SQL_TYPES[column.kind] for column in table.columns} for table in LANDING_TABLES
        } | {
            "register_copy.events": COPIED,
            "register_copy.delivered_lines": DELIVERED_COLUMNS,
            "register_copy.decisions_history": DECISION_COLUMNS,
            "inbox.feedback_rows": FEEDBACK,
        }
        for table, columns in self._columns.items():
            self._con.execute(f"create table {table} ({', '.join(f'{n} {kind}' for n, kind in columns.items())})")
        write_run_parameters(self._con, RunParameters(as_of_date=date(2026, 4, 20)))
        write_calendar(self._con, date(2026, 4, 20))
        self._models = compiled_models(*ASKED)

    def close(self) -> None:
        self._con.close()

    def days_off(self) -> frozenset[date]:
        """The days of the calendar that are no working days although they are no weekend."""
        found = self._con.execute("select day from control.calendar where holiday is not null").fetchall()
        return frozenset(row[0] for row in found)

    def judge(self, world: World) -> None:
        """Puts `world` before the models and makes them all again."""
        chosen = {name: value for name, value in world.settings.items() if name not in TERMS}
        write_run_parameters(self._con, RunParameters(as_of_date=world.as_of, **chosen))
        for table, rows in world.tables.items():
            self._put(f"landing.{table}", rows)
        self.refresh(world)
        self._put("inbox.feedback_rows", world.feedback)
        for model in self._models:
            kind = "table" if model.is_table else "view"
            self._con.execute(f"create or replace {kind} {model.name} as {model.code}")

    def refresh(self, world: World) -> None:
        """Copies the register and the delivered lines again, as at the end of a run."""
        events = [{**event, "payload": canonical_json(event["payload"])} for event in world.events]
        self._put("register_copy.events", events)
        self._put("register_copy.delivered_lines", world.lines)
        make_kept(self._con)

    def rows(self, sql: str) -> list[dict]:
        result = self._con.execute(sql)
        names = [column[0] for column in result.description]
        return [dict(zip(names, values, strict=True)) for values in result.fetchall()]

    def _put(self, table: str, rows: Iterable[Mapping]) -> None:
        self._con.execute(f"delete from {table}")
        names = list(self._columns[table])
        plain = [{name: _plain(row.get(name)) for name in names} for row in rows]
        if plain:
            shape = json.dumps([{name: "VARCHAR" for name in names}])
            cast = ", ".join(f"cast(r.{name} as {kind}) as {name}" for name, kind in self._columns[table].items())
            sql = f"insert into {table} select {cast} from (select unnest(from_json(?, '{shape}')) as r)"
            self._con.execute(sql, [json.dumps(plain)])


def _plain(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)
