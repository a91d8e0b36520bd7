"""What was read of a damaged export beside what should have been: all that a decision looks at, and what was said of it.

Belongs here: the comparison. Equal landing tables and feedback rows give equal decisions, so no day is run. Does not belong here:
reading (readers.py), the damage (kinds.py, json_kinds.py) or the good exports (goods.py).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb

from documents.check import remarks
from sources.findings import SourcesRefused
from validations.feedback import FeedbackRefused
from validations.landing import LANDING_TABLES
from validations.problems import TableRefused
from validations.unreadable import Unreadable

AS_OF = date(2026, 4, 20)
# What no decision looks at: contact data, and how things are called.
NO_DECISION = {
    # Own keys too: what refers to one that changed is refused, and nothing else looks at them.
    "ledger_entries": {"entry_id"},
    "payment_arrangements": {"arrangement_id"},
    "objections": {"objection_id"},
    "mandates": {"mandate_id"},
    "municipality_agreements": {"agreement_id"},
    "reported_elsewhere": {"reported_by"},
    "tenants": {"initials", "phone_1", "phone_2", "phone_3", "email"},
    "leases": {"street", "city", "monthly_rent"},
    "postcodes": {"house_number"},  # where a postcode lies in one municipality, as here, it is found by the postcode alone
    "landlords": {"name"},
    "municipalities": {"name"},
    "collection_actions": {"action_id", "document_ref"},
}


def judged(right: tuple[object, set], read: Callable[[], tuple[object, Callable[[], set]]]) -> str:
    """`right`, `refused`, `flagged` or `silent`; `right`: contents and warnings of the good export, `read` those of this one."""
    try:
        contents, warnings_of = read()
    except (TableRefused, SourcesRefused, Unreadable, FeedbackRefused):
        return "refused"
    if contents == right[0]:
        return "right"
    return "flagged" if warnings_of() - right[1] else "silent"


def known(read: tuple[object, Callable[[], set]]) -> tuple[object, set]:
    """Contents and warnings of an export that was just read."""
    return read[0], read[1]()


def contents(con: duckdb.DuckDBPyConnection, tables: list[str]) -> dict[str, list]:
    """Table -> its rows, in the columns that a decision looks at."""
    found = {}
    for table in LANDING_TABLES:
        if table.name in tables:
            kept = [column.name for column in table.columns if column.name not in NO_DECISION.get(table.name, ())]
            rows = con.execute(f"select {', '.join(kept)} from landing.{table.name}").fetchall()
            found[table.name] = sorted(rows, key=repr)
    return found


def warnings(con: duckdb.DuckDBPyConnection, report) -> set:
    """All that a run or `check` would say of what was read."""
    findings = {(finding.kind, finding.count) for finding in report.findings}
    unlisted = {(name, table.unlisted_columns) for name, table in report.tables.items() if table.unlisted_columns}
    # Rows of one pair add up: what is allocated twice is more than there is, and blocks the lease (ledger_inconsistent).
    too_much = con.execute(
        """select a.credit_entry_id from landing.allocations as a join landing.ledger_entries as e
        on e.entry_id = a.credit_entry_id group by a.credit_entry_id, e.amount having sum(a.amount) > e.amount"""
    ).fetchall()
    # A balance stands beside our own count: a lower one blocks the lease, a higher one is a warning.
    balances = con.execute("select * from landing.stated_balances").fetchall()
    return findings | unlisted | set(too_much) | set(balances) | set(remarks(con, report, AS_OF, max_age_days=7))
