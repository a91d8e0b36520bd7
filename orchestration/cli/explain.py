"""`vroegsignaal explain LEASE_ID`: why this lease was or was not reported.

Belongs here: finding the evidence of the date and printing the explanation. Does not belong here: its words
(documents/explanation.py).
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click
import duckdb

from documents.explanation import Rule, no_row, no_row_any_more
from documents.explanation import explain as explanation
from exports.duck import rows
from exports.home import Home
from orchestration import guards, read_copy
from orchestration.settings import Settings

# Each signal of the lease, with what the latest run said of it.
_SIGNALS = """
select signals.*, holds.status as hold_status, holds.ends_on, due.reason as due_reason
from marts.signals as signals
left join marts.collection_holds as holds on signals.signal_id = holds.signal_id
left join marts.withdrawals_due as due on signals.signal_id = due.signal_id and due.needs_person
where signals.lease_id = ?
order by signals.delivered_on, signals.signal_id
"""
_REFUSALS = """
select payload ->> 'desk' as desk, payload ->> 'code' as code
from register_copy.events
where
    event_type = 'line_refused' and payload ->> 'kind' = 'signals' and lease_id = $lease and as_of_date = $day
    and not exists (select 1 from marts.signals where lease_id = $lease and delivered_on = $day)
order by seq
"""


@click.command(short_help="Why a lease was or was not reported, rule by rule.")
@click.argument("lease_id")
@click.option("--as-of", "as_of_text", metavar="DATE", help="The date to explain; default: the latest run's.")
def explain(lease_id: str, as_of_text: str | None) -> None:
    """Why LEASE_ID was or was not reported: each rule, its facts, its source."""
    home = Home.at(Settings().home)
    try:
        as_of = guards.read_as_of(as_of_text) if as_of_text else _latest(home)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from None
    evidence = home.evidence_read / f"decisions_{as_of}.parquet"
    if not evidence.exists():
        raise click.ClickException(f"No decisions were kept for {as_of}. Kept dates: {', '.join(_dates(home)) or 'none'}")
    for line in _lines(home, evidence, lease_id, as_of):
        click.echo(line)


def _lines(home: Home, evidence: Path, lease_id: str, as_of: date) -> list[str]:
    con = duckdb.connect()
    facts = rows(con, "select * from read_parquet(?) where lease_id = ?", [str(evidence), lease_id])
    con.close()
    with read_copy.opened(home) as warehouse:
        catalogue = rows(warehouse, "select code, words_nl, source from reference.rules order by position")
        signals = rows(warehouse, _SIGNALS, [lease_id])
        refusals = rows(warehouse, _REFUSALS, {"lease": lease_id, "day": as_of})
    counts = home.evidence_read / f"counts_{as_of}.json"
    if not facts and counts.exists():
        return no_row_any_more(lease_id, as_of, json.loads(counts.read_text(encoding="utf-8")))
    if not facts:
        return no_row(lease_id, as_of, signals)
    rules = [Rule(rule["code"], rule["words_nl"], rule["source"]) for rule in catalogue]
    return explanation(facts[0], rules, signals, facts[0]["decision"] == "deliver", refusals)


def _dates(home: Home) -> list[str]:
    return [path.stem.removeprefix("decisions_") for path in sorted(home.evidence_read.glob("decisions_*.parquet"))]


def _latest(home: Home) -> date:
    dates = _dates(home)
    if not dates:
        raise click.ClickException("No run has ended in this home yet. Start with: vroegsignaal run --as-of DATE")
    return date.fromisoformat(dates[-1])
