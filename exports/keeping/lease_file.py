"""Everything that is held of one lease's decisions, reported or not: evidence by date, register, and the tables last read.

Belongs here: gathering. Does not belong here: judging or describing it (documents/dossier_lease.py). What is not there any
more is None or empty, never an error: that it is gone is part of the answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from exports.ground.duck import in_memory, rows
from exports.ground.home import Home
from exports.register.chain import Verdict
from exports.register.events import RecordedEvent
from exports.register.log import Register

Record = Mapping[str, Any]
DECISIONS, COUNTS = "decisions_", "counts_"
RUN_EVENTS = ("run_finished", "batch_delivered", "landing_loaded")

# What the tables as last read say of a lease: collection actions by day, objections of whoever rents it, agreements.
ACTIONS = """
select action_id, action_type, channel, performed_on, document_ref, name_nl, is_letter, offers_sharing, received_on
from intermediate.int_collection_actions
where lease_id = ?
order by performed_on, action_id
"""
OBJECTIONS = """
select objection_id, received_on, withdrawn_on, received_by
from landing.objections
where tenant_id in (
    select tenant_id from landing.leases where lease_id = $lease
    union
    select tenant_id from landing.co_tenants where lease_id = $lease
)
order by received_on, objection_id
"""
AGREEMENTS = """
select agreement_id, municipality_code, applied_on, signed_on, ended_on, system
from landing.municipality_agreements
where list_contains(?::varchar[], municipality_code)
order by applied_on, agreement_id
"""


class NoSuchLease(Exception):
    """No table, kept decision or signal of this home has the lease. `in_tables`: the tables were there to look in."""

    def __init__(self, in_tables: bool) -> None:
        super().__init__("no table, kept decision or signal has this lease")
        self.in_tables = in_tables


@dataclass(frozen=True)
class Tables:
    """What the tables, as last read, hold of the lease.

    Attributes:
        is_known: whether `leases` has it.
        actions: action_id, name_nl, channel, performed_on, received_on, document_ref, is_letter, offers_sharing.
        objections: objection_id, received_on, withdrawn_on, received_by; of its tenant and co-tenants.
        agreements: agreement_id, municipality_code, applied_on, signed_on, ended_on, system; with its municipalities.
    """

    is_known: bool
    actions: Sequence[Record]
    objections: Sequence[Record]
    agreements: Sequence[Record]


@dataclass(frozen=True)
class LeaseFile:
    """One lease, as far as it is still known.

    Attributes:
        decisions: the kept rows of evidence/decisions_<as-of>.parquet about it, by date.
        whole: the dates of which all decisions are kept.
        purged: the dates of which only some are kept, with the counts.
        tables: what the tables last read hold; None where they are gone.
        signals: its `signal_delivered` events.
        seen_until: the date of the latest run, None before the first.
        register: whether the chain is whole, and its head.
    """

    lease_id: str
    decisions: Sequence[Record]
    whole: Sequence[date]
    purged: Sequence[date]
    tables: Tables | None
    signals: Sequence[RecordedEvent]
    seen_until: date | None
    register: Verdict


def file_stem(lease_id: str) -> str:
    """The name of its dossier's files, which does not say whose it is."""
    return f"huurovereenkomst_{hashlib.sha256(lease_id.encode()).hexdigest()[:16]}"


def gather_lease(home: Home, lease_id: str, con: duckdb.DuckDBPyConnection | None) -> LeaseFile:
    """All that is held of `lease_id`; `con` is the copy of the warehouse that people read, None where that is gone.

    Raises:
        NoSuchLease: nothing in this home has it.
    """
    decisions = _decisions(home, lease_id)
    with Register.read_only(home.register) as register:
        signals = register.events_of("signal_delivered", lease_id=lease_id)
        runs = register.events_of(RUN_EVENTS)
        verdict = register.verify()
    tables = None if con is None else _tables(con, lease_id, decisions)
    if not decisions and not signals and (tables is None or not tables.is_known):
        raise NoSuchLease(in_tables=tables is not None)
    purged = _dates(home, COUNTS, ".json")
    return LeaseFile(
        lease_id=lease_id,
        decisions=decisions,
        whole=sorted(set(_dates(home, DECISIONS, ".parquet")) - set(purged)),
        purged=purged,
        tables=tables,
        signals=signals,
        seen_until=max((event.as_of_date for event in runs), default=None),
        register=verdict,
    )


def _decisions(home: Home, lease_id: str) -> list[dict[str, Any]]:
    files = [str(path) for path in sorted(home.evidence.glob(f"{DECISIONS}*.parquet"))]
    if not files:
        return []
    sql = "select * from read_parquet(?, union_by_name => true) where lease_id = ? order by as_of_date"
    with in_memory() as con:
        return rows(con, sql, [files, lease_id])


def _dates(home: Home, prefix: str, suffix: str) -> list[date]:
    found = home.evidence.glob(f"{prefix}*{suffix}")
    return sorted(date.fromisoformat(path.stem.removeprefix(prefix)) for path in found)


def _tables(con: duckdb.DuckDBPyConnection, lease_id: str, decisions: Sequence[Record]) -> Tables:
    municipalities = sorted({str(row["municipality_code"]) for row in decisions if row["municipality_code"]})
    return Tables(
        is_known=bool(rows(con, "select 1 from landing.leases where lease_id = ?", [lease_id])),
        actions=rows(con, ACTIONS, [lease_id]),
        objections=rows(con, OBJECTIONS, {"lease": lease_id}),
        agreements=rows(con, AGREEMENTS, [municipalities]),
    )
