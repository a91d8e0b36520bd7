"""Ten leases of a run in a line each, so that whoever knows these tenants sees whether what was decided is right.

Belongs here: which ten, so that as many different outcomes as possible are seen, and their words (Dutch). Does not belong here:
every rule of one lease (explanation.py), or deciding anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from documents.dutch import counted, day, euros
from documents.words import HELD_BACK, SIGNALS_HELD_BACK, words_of
from exports.ground.duck import is_there, rows

Row = Mapping[str, Any]

MANY = 10
FIRST_REPORTED = 2  # of those to be reported that are shown before any other; more of them where there is room
NEARLY = 2
SQUARE = 2
# What made a lease reportable: the start of its columns, and how it is called.
PROOFS = {
    "written_reminder": "herinnering", "personal_contact_effort": "contact", "debt_help_notice": "schuldhulp",
    "sharing_offer": "aanbod",
}  # fmt: skip
_DAYS = [f"{proof}_on" for proof in PROOFS]
# Grain: one row per lease in arrears. Evidence of an earlier version may have fewer columns.
_JUDGED = f"""
with judged as (
    select columns('^({"|".join([
        "lease_id", "amount_in_arrears", "days_in_arrears", "decision", "blocking_reasons", "held_back_why", *_DAYS,
    ])})$')
    from read_parquet(?)
)
"""  # fmt: skip
_LARGEST = "amount_in_arrears desc nulls last, days_in_arrears desc, lease_id"
_REPORTED = f"{_JUDGED} from judged where decision = 'deliver' order by {_LARGEST}"
# Of each reason the largest; the reason that holds most back comes first.
_REASONS = f"""{_JUDGED}
select * from (select *, unnest(blocking_reasons) as code from judged)
qualify row_number() over (partition by code order by {_LARGEST}) = 1
order by count(*) over (partition by code) desc, code
"""
_NEARLY = f"""{_JUDGED}
from judged where blocking_reasons in (['under_30_days'], ['below_minimum_amount'])
order by days_in_arrears desc, {_LARGEST} limit {MANY}
"""
_OTHERS = f"{_JUDGED} from judged where decision <> 'deliver' order by {_LARGEST} limit {MANY}"
_THESE = f"{_JUDGED} from judged where list_contains($leases, lease_id)".replace("?", "$path")
_SQUARE = f"""
select lease_id from landing.leases
where
    unit_type = 'dwelling' and started_on <= $day and (ended_on is null or ended_on >= $day)
    and exists (from staging.stg_run_parameters where as_of_date = $day)
    and lease_id not in (select lease_id from read_parquet($path))
order by lease_id limit {SQUARE}
"""


@dataclass(frozen=True)
class Ten:
    """The leases to show, in order, and the reasons of others that found no room."""

    leases: Sequence[Row] = ()
    square: Sequence[str] = ()
    not_shown: Sequence[str] = field(default=())


def chosen(con: duckdb.DuckDBPyConnection, evidence: Path, square: Sequence[str] = ()) -> Ten:
    """From what is kept of the decisions of one date, and of who owes nothing (`square`); the same ones each time."""
    reported, reasons, nearly, others = (rows(con, sql, [str(evidence)]) for sql in (_REPORTED, _REASONS, _NEARLY, _OTHERS))
    picked = {row["lease_id"]: row for row in _various(reported)[:FIRST_REPORTED]}
    seen: set[str] = set()
    for row in reasons:
        if row["code"] not in seen and len(picked) < MANY:
            picked[row["lease_id"]] = row
            seen.update(row["blocking_reasons"])
    _fill(picked, nearly[:NEARLY], MANY)
    square = square[: MANY - len(picked)]
    _fill(picked, [*reported, *others], MANY - len(square))
    leases = sorted(picked.values(), key=lambda row: row["decision"] != "deliver")
    return Ten(leases, square, [row["code"] for row in reasons if row["code"] not in seen])


def _fill(picked: dict[str, Row], more: Sequence[Row], room: int) -> None:
    for row in more:
        if len(picked) < room:
            picked.setdefault(row["lease_id"], row)


def square_leases(con: duckdb.DuckDBPyConnection, evidence: Path, as_of: date) -> list[str]:
    """A few that owe nothing on `as_of`, from the tables of the last run; nothing where that is another date."""
    if not is_there(con, "landing.leases"):
        return []
    return [row["lease_id"] for row in rows(con, _SQUARE, {"day": as_of, "path": str(evidence)})]


def outcomes(con: duckdb.DuckDBPyConnection, evidence: Path, leases: Sequence[str]) -> dict[str, str]:
    """Of each of these that was in arrears, what was decided, in words."""
    found = rows(con, _THESE, {"path": str(evidence), "leases": list(leases)})
    return {row["lease_id"]: f"{euros(row['amount_in_arrears'])}, {_outcome(row)}" for row in found}


def _various(reported: Sequence[Row]) -> list[Row]:
    """First one of each different fate: leaving, or held back for a different cause."""
    fates: dict[str | None, Row] = {}
    for row in reported:
        fates.setdefault(row.get("held_back_why"), row)
    ones = list(fates.values())
    return [*ones, *(row for row in reported if row not in ones)]


def ten_text(ten: Ten, as_of: date, again: str) -> list[str]:
    """Lines for a terminal. `again`: the options of this question, for the question about one lease."""
    if not ten.leases and not ten.square:
        return [f"Op {day(as_of)} had geen contract een huurachterstand: er is niets beoordeeld."]
    shown = counted(len(ten.leases) + len(ten.square), "contract", "contracten")
    return [
        f"{shown}, peildatum {day(as_of)}. Klopt elke regel met wat u van deze huurder weet?",
        "",
        *_lines(ten),
        "",
        *(
            [f"Ook, maar niet hierbij: {', '.join(words_of(HELD_BACK, code) for code in ten.not_shown)}."]
            if ten.not_shown
            else []
        ),
        "In plaats van het nummer mag ook: een deel van de naam, postcode en huisnummer, of het adres.",
        f"Klopt er een niet: vroegsignaal explain CONTRACTNUMMER{again}",
    ]


def _lines(ten: Ten) -> Iterator[str]:
    wide = max(len(lease) for lease in [*(row["lease_id"] for row in ten.leases), *ten.square])
    money = max([len(euros(row["amount_in_arrears"])) for row in ten.leases], default=1)
    for row in ten.leases:
        yield (
            f"  {row['lease_id']:<{wide}}  {euros(row['amount_in_arrears']):>{money}}  {row['days_in_arrears']:>4} dagen  "
            f"{_outcome(row)}"
        )
    yield from (f"  {lease:<{wide}}  {euros(None):>{money}}  {'':>10}  geen achterstand" for lease in ten.square)


def _outcome(row: Row) -> str:
    if row["decision"] != "deliver":
        return f"niet: {', '.join(words_of(HELD_BACK, code) for code in row['blocking_reasons'])}"
    proof = ", ".join(f"{words} {day(row[f'{start}_on'])}" for start, words in PROOFS.items() if row.get(f"{start}_on"))
    held = f", maar vastgehouden ({words_of(SIGNALS_HELD_BACK, row['held_back_why'])})" if row.get("held_back_why") else ""
    return f"WORDT GEMELD{held}: {proof}"
