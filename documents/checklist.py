"""The page beside a file in the outbox: what whoever brings it to its desk has to do, in Dutch.

Belongs here: the page and what is on it for every desk. Does not belong here: a desk's own steps (`checklist` in
validations/desks/<desk>.toml), or putting it beside the file (exports/delivery/channels/folder.py).
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from documents.dutch import day, euros
from exports.delivery.batches import Batch
from validations.desks import Desk, desk_named

T = TypeVar("T")
WHAT = {"signals": "Signalen aanleveren", "withdrawals": "Signalen intrekken", "hold_notices": "Opschorting doorgeven"}


def checklist(batch: Batch) -> str:
    """The page beside the file: what to do with it where, in Dutch; numbers and names of places, nobody's data."""
    text = html.escape
    amount = sum((Decimal(str(line.facts.get("amount", 0))) for line in batch.lines), Decimal(0))
    facts = [("Bestand", batch.file_name), ("Batch", batch.batch_id), ("Peildatum", day(batch.as_of)),
             ("Aantal regels", str(len(batch.lines)))]  # fmt: skip
    if batch.kind == "signals":
        facts.append(("Totaalbedrag", euros(amount)))
    if batch.agency_id:
        facts.append(("Bureau", batch.agency_id))
    facts.append(("SHA-256", batch.sha256))
    desk = desk_named(batch.desk)
    steps = [*_opening(batch), *_steps(desk, batch.kind), *_closing(batch)]
    return PAGE.format(
        title=text(f"{WHAT[batch.kind]} bij {desk.place}"),
        facts=_each(facts, lambda fact: f"<tr><th scope='row'>{text(fact[0])}</th><td>{text(fact[1])}</td></tr>"),
        steps=_each(steps, lambda step: f"<li><label><input type='checkbox'> {step}</label></li>"),
        numbers=_each(list(enumerate(batch.signal_ids, start=1)), lambda n: f"<li value='{n[0]}'>{text(n[1])}</li>"),
    )


def _steps(desk: Desk, kind: str) -> tuple[str, ...]:
    return next((steps for known, steps in desk.checklist.items() if known == kind), ("Breng dit bestand naar het meldpunt.",))


def _opening(batch: Batch) -> list[str]:
    """A withdrawal names an address: brought after the signals, it would take back a new one of a neighbour as well."""
    if batch.kind != "signals":
        return []
    return [
        "Ligt er voor dit meldpunt nog een bestand met intrekkingen, van vandaag of eerder? Lever dat eerst in: het neemt alles "
        "terug op die postcode en dat huisnummer, ook een melding die er net bij kwam."
    ]


def _closing(batch: Batch) -> list[str]:
    batch_id = html.escape(batch.batch_id)
    return [
        f"Leg vast dat het gedaan is: <code>vroegsignaal uploaded {batch_id}</code>",
        "Laat geen kopie achter in Downloads of in een mailbox: het bestand bevat persoonsgegevens.",
    ]


def _each(items: Sequence[T], show: Callable[[T], str]) -> str:
    return "\n".join(show(item) for item in items)


PAGE = """<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b }}
table {{ border-collapse: collapse; width: 100% }}
th {{ white-space: nowrap; vertical-align: top }}
th, td {{ text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #ccc; overflow-wrap: anywhere }}
li {{ margin: .5rem 0 }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<table>
{facts}
</table>
<h2>Wat te doen</h2>
<ol>
{steps}
</ol>
<details>
<summary>Signaalnummer per regel van het bestand (de titels tellen niet mee)</summary>
<ol>
{numbers}
</ol>
</details>
</main>
</body>
</html>
"""
