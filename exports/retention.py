"""How long each class of data is kept, and why: the one place where a term is named.

Belongs here: the terms, as data. Does not belong here: deleting (purge*.py) or reading settings from the environment
(orchestration/settings.py gives these names under VROEGSIGNAAL_RETENTION__).

No law gives a term for signals at their sender; AVG art. 5(1)(e) asks for no longer than needed. Each term below says
what it is needed for, and is a choice that a property manager's privacy officer may change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Retention:
    """The terms, in days unless named years. What an active signal needs is kept whatever the term."""

    landing_days: int = 30
    warehouse_days: int = 30
    outbox_days: int = 30
    contact_days: int = 30
    lines_days: int = 183
    inbox_days: int = 30
    unmatched_days: int = 183
    evidence_days: int = 731
    evidence_years: int = 5
    decisions_days: int = 90
    worklists_days: int = 30
    reports_days: int = 183
    dossiers_days: int = 30
    preview_days: int = 7
    backup_days: int = 30
    dagster_days: int = 90
    register_years: int = 5

    def __post_init__(self) -> None:
        short = [field.name for field in fields(self) if getattr(self, field.name) < 1]
        if short:
            raise ValueError(f"a term is at least 1: {', '.join(short)}")


@dataclass(frozen=True)
class Term:
    """One class of data: where it lies, what it is, from when its term runs, and why it is kept so long."""

    name: str
    place: str
    what: str
    runs_from: str
    reason: str


# The key is the setting; two settings that limit one class stand side by side.
TERMS: Mapping[str, Term] = {
    "landing_days": Term(
        "landing", "landing/", "what the property manager's system exported about tenants, leases and their ledgers",
        "the day the file was written", "only the newest export is judged; its system keeps the originals",
    ),
    "warehouse_days": Term(
        "warehouse", "warehouse.duckdb, read/", "the same, in tables, with what follows from it",
        "the as-of date of the run that made it", "made anew by every run; an old one answers nothing",
    ),
    "outbox_days": Term(
        "outbox", "outbox/", "the files for the desks and agencies, with names, addresses and contact data",
        "delivery", "time to upload and to ask the desk; later the sum in the register proves any copy",
    ),
    "contact_days": Term(
        "contact", "delivered/", "telephone numbers and e-mail addresses in the lines as they left",
        "delivery", "neither matching nor withdrawing needs them",
    ),
    "lines_days": Term(
        "lines", "delivered/", "the lines as they left: name and address",
        "withdrawal or closing of the signal", "late feedback is matched by them; while a signal is active, its "
        "withdrawal is made from them",
    ),
    "inbox_days": Term(
        "inbox", "inbox/archive/, inbox/quarantine/", "feedback files of municipalities",
        "the day they were read", "time to look up a row; what they said stands in the register without names",
    ),
    "unmatched_days": Term(
        "inbox", "inbox/archive/", "feedback files with a row that no person has dealt with yet",
        "the day they were read", "a tenant who accepted help must not get lost",
    ),
    "evidence_days": Term(
        "evidence", "evidence/signals/", "what each signal rested on: ids, dates, amounts, document references",
        "withdrawal or closing of the signal", "a court may ask for it until the claim is settled, and some time after",
    ),
    "evidence_years": Term(
        "evidence", "evidence/signals/", "the same, whatever became of the claim",
        "delivery", "claims for rent lapse after five years (BW art. 3:308)",
    ),
    "decisions_days": Term(
        "decisions", "evidence/decisions_*.parquet", "why each lease in arrears was not reported",
        "the as-of date", "questions about a refusal come soon; afterwards counts by reason remain, for good",
    ),
    "worklists_days": Term(
        "worklists", "worklists/", "lists and letters for the manager's own people",
        "the day they were written", "made anew by every run; letters belong in the manager's own archive",
    ),
    "reports_days": Term(
        "reports", "reports/", "the day's reports", "the day they were written", "half a year of looking back",
    ),
    "dossiers_days": Term(
        "dossiers", "reports/dossiers/, reports/subjects/", "dossiers and answers to access requests",
        "the day they were written", "made anew at any time while their ground is kept",
    ),
    "preview_days": Term(
        "preview", "preview/", "what a dry run would have made", "the day it was written", "looked at once",
    ),
    "backup_days": Term(
        "backup", "backup/", "copies made by hand; the register's own copy follows the register",
        "the day they were written", "an old copy would hold what was purged since",
    ),
    "dagster_days": Term(
        "dagster", "dagster/", "the history of runs: counts and sums, no personal data",
        "the end of the run", "enough to look into a failure",
    ),
    "register_years": Term(
        "register", "register.duckdb, backup/register.jsonl", "events: lease and tenant numbers, dates, amounts, sums",
        "the end of the year", "as long as evidence; a year goes as a whole and leaves its last hash",
    ),
}  # fmt: skip
