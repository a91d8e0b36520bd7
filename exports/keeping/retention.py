"""How long each class of data is kept: the one place where a term is named.

Belongs here: the terms, as data. Does not belong here: what each is needed for (documents/retention_terms.py), deleting
(purge*.py) or reading settings from the environment (orchestration/settings.py gives these names under
VROEGSIGNAAL_RETENTION__).
"""

from __future__ import annotations

from dataclasses import dataclass, fields

# Said once by a home's first run, and whenever Dagster's page is started.
PURGE_BY_ITSELF = (
    "where Dagster's schedules run (vroegsignaal ui), what is past its term is deleted every Sunday at 5 "
    "(docs/privacy.md has the terms); the newest copy of a table in landing/ never is"
)


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
