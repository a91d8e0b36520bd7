"""The life of signals in tests: runs on one date after another, each doing what the models propose.

Belongs here: playing the product's part after the models (append events, keep delivered lines) in the plainest way, so
that the models can be followed through several runs in seconds. Does not belong here: batches, files, sending, or
anything that judges; the product's own run is tested through its command line.

    life = Life(tmp_path / "home")
    life.run(date(2026, 4, 20), landing)
    life.run(date(2026, 4, 27), landing_a_week_later, inbox)
    life.rows("select * from marts.signals")
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from exports.events import Event
from exports.history import DELIVERED_COLUMNS, write_history
from exports.inbox import load_feedback_rows, read_inbox, scan
from exports.register import Register
from exports.register_copies import copy_events
from tests.support.warehouse import fill_sources, rows, run_models

FACTS_OF_A_NOTICE = ("case_id", "agency_id", "message", "starts_on", "until", "hold_status", "ends_on")


@dataclass(frozen=True)
class Life:
    """A home with a register, delivered lines and a warehouse; `run` takes it through one date."""

    home: Path

    @property
    def register(self) -> Path:
        return self.home / "register.duckdb"

    def run(self, as_of: date, landing: Path, inbox: Path | None = None, **parameters: object) -> None:
        """Judges `as_of` on `landing` and the files in `inbox`, then records what the models propose, each once."""
        warehouse = fill_sources(self.home, landing, as_of, **parameters)
        self._read_feedback(warehouse, inbox)
        run_models(warehouse)
        for proposals in (feedback, withdrawals, closings, deliveries, notices, passed_terms):
            self.record(as_of, self.ask(proposals))
        with duckdb.connect(str(warehouse)) as con:
            self._keep_delivered_lines(con)
            copy_events(self.register, con)
            write_history(con, self.home / "delivered", self.home / "evidence")

    def record(self, as_of: date, events: Iterable[Event]) -> None:
        """Appends what the register does not say yet."""
        with Register.open(self.register) as register:
            known = {_identity(event) for event in register.events()}
            register.append([event for event in events if _identity(event) not in known], as_of)

    def rows(self, sql: str) -> list[dict[str, object]]:
        return self.ask(lambda con: rows(con, sql))

    def ask(self, question: Callable[[duckdb.DuckDBPyConnection], list]) -> list:
        with duckdb.connect(str(self.home / "warehouse.duckdb"), read_only=True) as con:
            return question(con)

    def _read_feedback(self, warehouse: Path, inbox: Path | None) -> None:
        if inbox is None:
            return
        with Register.read_only(self.register) as register:
            known = {event.payload["file_sha256"] for event in register.events_of("feedback_read")}
        files = read_inbox(scan(inbox, quiet_seconds=0, now=float(2**40)), known)
        with duckdb.connect(str(warehouse)) as con:
            load_feedback_rows(con, files)

    def _keep_delivered_lines(self, con: duckdb.DuckDBPyConnection) -> None:
        folder = self.home / "delivered"
        folder.mkdir(exist_ok=True)
        for batch_id, desk in con.execute(f"select distinct {_BATCH_ID}, desk from marts.signal_lines").fetchall():
            known = {"batch_id": f"'{batch_id}'"}
            columns = ", ".join(f"{known.get(name, name)} as {name}" for name in DELIVERED_COLUMNS)
            lines = f"select {columns} from marts.signal_lines where desk = '{desk}' order by line_number"
            con.execute(f"copy ({lines}) to '{folder / batch_id}.parquet' (format parquet)")


_BATCH_ID = "'B-' || desk || '-' || as_of_date"


def feedback(con: duckdb.DuckDBPyConnection) -> list[Event]:
    events = []
    for row in rows(con, "select * from intermediate.int_feedback_matches order by file_name, row_number"):
        source = {"file_sha256": row["file_sha256"], "row": row["row_number"]}
        if row["outcome"] == "accepted":
            facts = source | {"accepted_on": row["accepted_on"], "by": "feedback", "who": None, "why": None}
            events.append(Event("help_accepted", signal_id=row["signal_id"], payload=facts))
        elif row["outcome"] != "repeated":
            facts = source | {
                "file_name": row["file_name"], "reason": row["outcome"], "candidate": row["signal_id"],
            }  # fmt: skip
            events.append(Event("feedback_unmatched", payload=facts))
    return events


def withdrawals(con: duckdb.DuckDBPyConnection) -> list[Event]:
    due = rows(con, "select * from marts.withdrawals_due where not needs_person")
    return [
        Event("signal_withdrawn", signal_id=row["signal_id"], lease_id=row["lease_id"],
              payload={"reason": row["reason"], "by": "run"})
        for row in due
    ]  # fmt: skip


def closings(con: duckdb.DuckDBPyConnection) -> list[Event]:
    due = rows(con, "select * from marts.closings_due")
    return [
        Event("signal_closed", signal_id=row["signal_id"], lease_id=row["lease_id"],
              payload={"reason": row["reason"], "by": "run"})
        for row in due
    ]  # fmt: skip


def deliveries(con: duckdb.DuckDBPyConnection) -> list[Event]:
    covered: dict[object, list] = {}
    for row in rows(con, "select signal_id, entry_id, amount from marts.signal_covered_charges"):
        covered.setdefault(row["signal_id"], []).append({"entry_id": row["entry_id"], "amount": str(row["amount"])})
    events = []
    for row in rows(con, f"select *, {_BATCH_ID} as batch_id from marts.signal_lines order by desk, line_number"):
        facts = {
            "signal_as_of": row["as_of_date"], "covered": covered[row["signal_id"]], "amount": str(row["amount"]),
            "replaces": row["replaces_signal_id"],
        }  # fmt: skip
        same = ("desk", "line_number", "months", "oldest_due_on", "municipality_code", "landlord_id", "tenant_id",
                "threatening")  # fmt: skip
        facts |= {name: row[name] for name in same}
        about = {"batch_id": row["batch_id"], "lease_id": row["lease_id"]}
        events.append(Event("signal_delivered", signal_id=row["signal_id"], payload=facts, **about))
        if row["replaces_signal_id"]:
            facts = {"reason": "replaced", "replaced_by": row["signal_id"], "by": "run"}
            events.append(Event("signal_closed", signal_id=row["replaces_signal_id"], payload=facts))
    return events


def notices(con: duckdb.DuckDBPyConnection) -> list[Event]:
    events = []
    for row in rows(con, "select * from marts.hold_notices_due order by agency_id, line_number"):
        facts = {name: row[name] for name in FACTS_OF_A_NOTICE} | {"reason": row["reason_code"]}
        about = {"signal_id": row["signal_id"], "lease_id": row["lease_id"], "batch_id": f"B-{row['agency_id']}"}
        events.append(Event("hold_notice_delivered", payload=facts, **about))
    return events


def passed_terms(con: duckdb.DuckDBPyConnection) -> list[Event]:
    due = rows(con, "select * from marts.terms_passed where not already_listed")
    return [
        Event("term_passed", signal_id=row["signal_id"], payload={"threatening": row["is_threatening"]}) for row in due
    ]


def _identity(event: object) -> str:
    """What makes two events the same thing done: all but the batch it was done with."""
    facts = {key: str(value) for key, value in event.payload.items()}
    return json.dumps([event.event_type, event.signal_id, facts], sort_keys=True)
