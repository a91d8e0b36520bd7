"""The terms of the law in days, as they were in force on a day, for the pages and words that name them.

Belongs here: reading the seed `legal_terms`, which the models read too. Does not belong here: any term itself.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

SEED = Path(__file__).resolve().parents[1] / "dbt_project" / "seeds" / "legal_terms.csv"


def term_on(term: str, day: date) -> int:
    """How many days `term` (such as `hold_days`) ran on `day`; before the first row of the seed, as in that row.

    Raises:
        KeyError: there is no such term.
    """
    known = sorted((valid_from, days) for name, valid_from, days in _terms() if name == term)
    if not known:
        raise KeyError(term)
    return [days for valid_from, days in known if valid_from <= day or valid_from == known[0][0]][-1]


@cache
def _terms() -> tuple[tuple[str, date, int], ...]:
    with SEED.open(encoding="utf-8", newline="") as file:
        return tuple((row["term"], date.fromisoformat(row["valid_from"]), int(row["days"])) for row in csv.DictReader(file))
