"""`vroegsignaal explain [LEASE]`: why this lease was or was not reported; without one, ten leases in a line each.

Belongs here: finding the evidence of the date and printing the explanation. Does not belong here: its words
(documents/explanation.py, documents/ten_leases.py), or which lease a name or an address is of (documents/lease_search.py).
"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import click
import duckdb

from documents.explanation import Rule, no_row, no_row_any_more, unknown_lease
from documents.explanation import explain as explanation
from documents.lease_search import NOBODY, found, is_like_a_number, one_found, several
from documents.mandates import why_no_mandate
from documents.no_longer import no_longer
from documents.source_warnings import of_lease
from documents.stated_balance import stated_balance_of
from documents.ten_leases import chosen, outcomes, square_leases, ten_text
from documents.trial_page import file_name
from exports.ground.duck import in_memory, rows
from exports.ground.home import Home
from orchestration import warehouse_snapshot
from orchestration.cli import dutch
from orchestration.environment import DBT_PROJECT
from orchestration.reader_settings import reader_settings

# Where a lease is known from, besides its signals: the tables as last loaded.
_KNOWN = "select 1 from landing.leases where lease_id = ?"
# Each signal of the lease, with what the latest run said of it.
_SIGNALS = """
select
    signals.*, holds.status as hold_status, holds.ends_on, due.reason as due_reason,
    ends.who as ended_who, ends.why as ended_why
from marts.signals as signals
left join (
    select signal_id, first(payload ->> 'who' order by seq) as who, first(payload ->> 'why' order by seq) as why
    from register_copy.events
    where event_type in ('signal_withdrawn', 'signal_closed')
    group by signal_id
) as ends on signals.signal_id = ends.signal_id
left join marts.collection_holds as holds on signals.signal_id = holds.signal_id
left join marts.withdrawals_by_hand as due on signals.signal_id = due.signal_id
where signals.lease_id = ?
order by signals.delivered_on, signals.signal_id
"""
_REFUSALS = """
select payload ->> 'desk' as desk, payload ->> 'code' as code
from register_copy.events
where
    event_type = 'line_refused' and payload ->> 'kind' = 'signals' and lease_id = $lease and as_of_date = $day
order by seq
"""


TRIAL = "PROEFRUN: dit is wat er zou gebeuren. Lever niets aan uit de map preview: niets ervan is vastgelegd."


@dutch.command(short_help="Waarom een contract wel of niet is gemeld, regel voor regel.")
@click.argument("words", metavar="[CONTRACT]", nargs=-1)
@dutch.option("--as-of", "as_of_text", metavar="DATUM", help="De datum om uit te leggen; anders die van de laatste run.")
@dutch.option("--preview", is_flag=True, help="Legt de laatste proefrun uit.")
def explain(words: tuple[str, ...], as_of_text: str | None, preview: bool) -> None:
    """Waarom CONTRACT wel of niet is gemeld: elke regel, haar feiten, haar bron. Geen of meer dan een contract: afsluitcode 1.

    CONTRACT is het nummer van het contract of de huurder, (een deel van) de naam, postcode en huisnummer, of het adres. Zonder
    CONTRACT: tien contracten met verschillende uitkomsten, op een regel elk, om te zien of het klopt.
    """
    home = warehouse_snapshot.home_of_readers(reader_settings().home, preview)
    as_of = dutch.as_of(as_of_text) if as_of_text else _latest(home)
    if not _evidence(home, as_of).exists() and not _counts(home, as_of).exists():
        kept = ", ".join(_dates(home)) or "geen"
        raise dutch.Refused(f"Van {as_of} zijn geen besluiten bewaard. Wel van: {kept}.")
    again = (f" --as-of {as_of_text}" if as_of_text else "") + (" --preview" if home.is_preview else "")
    lease_id, lines, is_one = _lease_of(home, " ".join(words), as_of, again) if words else ("", _ten(home, as_of, again), True)
    if lease_id:
        lines += _of_lease(home, lease_id, as_of)
    if home.is_preview:
        click.echo(f"{TRIAL}\n")
        if not words and (page := home.reports / file_name(as_of)).exists():
            click.echo(f"Met huurder, adres en brieven erbij: preview/reports/{page.name}\n")
    for line in lines:
        click.echo(line)
    if not is_one:
        raise SystemExit(1)


def _lease_of(home: Home, text: str, as_of: date, again: str) -> tuple[str, list[str], bool]:
    """(the lease, lines above its explanation, whether it is one) of what was typed: its number, or else of a tenant's, a name
    or an address. Where that is not one lease, the lines say so.
    """
    try:
        with warehouse_snapshot.opened(home) as warehouse:
            leases = [] if _is_number(home, warehouse, text, as_of) else found(warehouse, text)
            is_known = not leases and (is_like_a_number(text) or _is_number(home, warehouse, text, as_of))
    except warehouse_snapshot.NothingYet:
        return text, [], True  # only what is kept by number can be asked
    if is_known or any(each["lease_id"] == text for each in leases):
        return text, [], True
    counts = _counts(home, as_of)
    if not leases and counts.exists():  # what was typed may have been of a lease that no table has any more
        return "", no_row_any_more("dit contract", as_of, json.loads(counts.read_text(encoding="utf-8"))), True
    if not leases:
        raise dutch.Refused(NOBODY)
    if len(leases) == 1:
        return leases[0]["lease_id"], [one_found(leases[0])], True
    evidence = _evidence(home, as_of)
    with in_memory() as con:
        decided = outcomes(con, evidence, [each["lease_id"] for each in leases]) if evidence.exists() else None
    return "", [*several(leases, decided, again)], False


def _is_number(home: Home, warehouse: duckdb.DuckDBPyConnection, text: str, as_of: date) -> bool:
    """Whether a decision that is kept, or a signal, has this very number: then nothing is sought."""
    return any(_facts(path, text) for path in (_evidence(home, as_of), *_kept(home))) or bool(rows(warehouse, _SIGNALS, [text]))


def _ten(home: Home, as_of: date, again: str) -> list[str]:
    evidence = _evidence(home, as_of)
    if not evidence.exists() or _counts(home, as_of).exists():
        raise dutch.Refused(f"Van {as_of} is na de bewaartermijn niet meer alles bewaard. Noem een contractnummer.")
    try:
        with warehouse_snapshot.opened(home) as warehouse:
            square = square_leases(warehouse, evidence, as_of)
    except warehouse_snapshot.NothingYet:
        square = []  # who owes nothing is in no evidence
    with in_memory() as con:
        return ten_text(chosen(con, evidence, square), as_of, again)


def _of_lease(home: Home, lease_id: str, as_of: date) -> list[str]:
    evidence, counts = _evidence(home, as_of), _counts(home, as_of)
    facts = _facts(evidence, lease_id)
    try:
        known, signals, refusals, warned = _from_the_copy(home, lease_id, as_of)
        facts = [
            each | {"why_no_mandate": _why_no_mandate(home, each, as_of)} | _no_longer(home, lease_id, as_of) for each in facts
        ]
    except warehouse_snapshot.NothingYet as nothing:
        click.echo(f"! {nothing}\n")
        known, signals, refusals, warned = False, None, [], []
    if not facts and counts.exists():
        lines = no_row_any_more(lease_id, as_of, json.loads(counts.read_text(encoding="utf-8")))
    elif not facts and not known and not any(_facts(path, lease_id) for path in _kept(home)):
        raise dutch.Refused(unknown_lease(lease_id, as_of))
    elif not facts:
        lines = no_row(lease_id, as_of, signals)
    else:
        lines = explanation(facts[0], rules(), signals, facts[0]["decision"] == "deliver", refusals)
    return [*lines, *warned]


def _why_no_mandate(home: Home, facts: dict[str, Any], as_of: date) -> str:
    if not facts["no_mandate"]:
        return ""
    with warehouse_snapshot.opened(home) as warehouse:
        landlord, complex_id = facts["landlord_id"], facts["complex_id"]
        return why_no_mandate(warehouse, landlord, complex_id, as_of, is_landlord_known=facts["is_landlord_known"])


def _no_longer(home: Home, lease_id: str, as_of: date) -> dict[str, str]:
    with warehouse_snapshot.opened(home) as warehouse:
        return no_longer(warehouse, lease_id, as_of)


def _evidence(home: Home, as_of: date) -> Path:
    return home.evidence / f"decisions_{as_of}.parquet"


def _counts(home: Home, as_of: date) -> Path:
    """What is left of a date whose decisions are past their term."""
    return home.evidence / f"counts_{as_of}.json"


def _facts(evidence: Path, lease_id: str) -> list[dict[str, Any]]:
    if not evidence.exists():
        return []
    with in_memory() as con:
        return rows(con, "select * from read_parquet(?) where lease_id = ?", [str(evidence), lease_id])


def _from_the_copy(home: Home, lease_id: str, as_of: date) -> tuple[bool, list[dict[str, Any]], list[dict[str, Any]], list[str]]:
    """Whether the tables know the lease, its signals, the desks that refused its line on that date, another balance that
    the source states, and what was warned of it at the last load.
    """
    with warehouse_snapshot.opened(home) as warehouse:
        signals = rows(warehouse, _SIGNALS, [lease_id])
        known = bool(signals or rows(warehouse, _KNOWN, [lease_id]))
        is_reported = any(signal["delivered_on"] == as_of for signal in signals)
        refusals = [] if is_reported else rows(warehouse, _REFUSALS, {"lease": lease_id, "day": as_of})
        stated = stated_balance_of(warehouse, lease_id, as_of, is_mapped=home.mapping.exists())
        return known, signals, refusals, [*stated, *of_lease(warehouse, lease_id)]


def rules() -> list[Rule]:
    """The catalogue, from the seed itself: it is there also when the warehouse has been deleted past its term."""
    with (DBT_PROJECT / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
        seed = sorted(csv.DictReader(file), key=lambda row: int(row["position"]))
    return [Rule(row["code"], row["words_nl"], row["source"]) for row in seed]


def _kept(home: Home) -> list[Path]:
    return sorted(home.evidence.glob("decisions_*.parquet"))


def _dates(home: Home) -> list[str]:
    counted = [path.stem.removeprefix("counts_") for path in home.evidence.glob("counts_*.json")]
    return sorted({*counted, *(path.stem.removeprefix("decisions_") for path in _kept(home))})


def _latest(home: Home) -> date:
    dates = _dates(home)
    if not dates:
        raise dutch.Refused(warehouse_snapshot.nothing_yet(home))
    return date.fromisoformat(dates[-1])
