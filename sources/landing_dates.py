"""Dates of loaded tables that cannot be right: what ends before it begins, and what happened after today.

Belongs here: counts and rows of them, named at landing. Does not belong here: dates that cannot be read (`landing_sql.py`), or
what a date means for a rule (dbt): an objection withdrawn before it was received is not in force, one of next year not yet.

A day and a month that changed places (04/10 for 10 April) are two good dates; most of them show by lying in the future.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb

from sources.landing_references import CREDITS, Read
from sources.landing_report import BACKWARDS, FUTURE, LandingFinding
from sources.landing_rows import numbered, where
from validations.landing import LANDING_TABLES, Table

# Table -> the days on which something happened: none can lie after today.
HAPPENED = {
    "tenants": ("deceased_on",),
    "objections": ("received_on", "withdrawn_on"),
    "payment_arrangements": ("agreed_on", "broken_on"),
    "reported_elsewhere": ("reported_on",),
    "collection_actions": ("performed_on",),
    "ledger_entries": ("booked_on",),
    "allocations": ("allocated_on",),
    "export_info": ("bank_cut_off_on",),
}
# Charges are booked ahead; money is not.
ONLY_WHERE = {"ledger_entries": f"entry_type IN {(*CREDITS, 'reversal')!r}"}
# Table -> (first day, last day): what a last day before its first one is reported as.
SPANS = {
    "leases": ("started_on", "ended_on"),
    "objections": ("received_on", "withdrawn_on"),
    "payment_arrangements": ("agreed_on", "coalesce(ended_on, broken_on)"),
    "co_tenants": ("from_on", "until_on"),
    "reported_elsewhere": ("reported_on", "ended_on"),
    "mandates": ("valid_from", "valid_until"),
    "municipality_agreements": ("signed_on", "ended_on"),
}


def odd_dates(
    con: duckdb.DuckDBPyConnection, read: Read, today: date | None, put_in_order: Callable[[Table], None]
) -> list[LandingFinding]:
    """Findings: rows whose dates contradict each other, and, where `today` is known, those of what has yet to happen."""
    findings = []
    for table in LANDING_TABLES:
        if table.name not in read:
            continue
        for kind, condition in _conditions(table.name, today):
            if con.execute(f"SELECT 1 FROM landing.{table.name} WHERE {condition} LIMIT 1").fetchone():
                put_in_order(table)
                count, rows = where(con, f"SELECT row FROM {numbered(table)} WHERE {condition}")
                findings.append(LandingFinding(f"{table.name}{kind}", count, rows=rows, lines=read[table.name][0].lines_of(rows)))
    return findings


def _conditions(table: str, today: date | None) -> list[tuple[str, str]]:
    found = []
    if table in SPANS:
        first, last = SPANS[table]
        found.append((BACKWARDS, f"coalesce({last} < {first}, false)"))
    if table in HAPPENED and today:
        later = " OR ".join(f"coalesce({column} > DATE '{today}', false)" for column in HAPPENED[table])
        found.append((FUTURE, f"({later}) AND {ONLY_WHERE.get(table, 'true')}"))
    return found
