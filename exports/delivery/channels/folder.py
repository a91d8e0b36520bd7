"""The folder channel: the file stands in outbox/<desk>/ and a person brings it to the desk, with a page that says how.

Belongs here: the checklist beside the file. Does not belong here: writing the file itself (delivery/once.py does that for
every channel) and recording the person's upload (`vroegsignaal uploaded`).
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from exports.delivery.batches import Batch, outbox_path
from exports.delivery.channels import Arrival, Arrived, Receipt, Recorder
from exports.delivery.outbox import checklist_path, stands
from exports.ground.failures import PermanentFailure
from exports.ground.files import write_atomically
from exports.ground.home import Home
from validations.desks import desk_named

T = TypeVar("T")
WHAT = {"signals": "Signalen aanleveren", "withdrawals": "Signalen intrekken", "hold_notices": "Opschorting doorgeven"}


class FolderChannel:
    """Delivered is: the file stands in the outbox, whole. It is there before this channel is called."""

    name = "folder"

    def __init__(self, home: Home) -> None:
        self._home = home

    def carries(self, kind: str) -> bool:
        return True

    def send(self, batch: Batch, recorder: Recorder) -> Receipt:
        """See that the file stands in its place and put the checklist beside it.

        Raises:
            PermanentFailure: the file is not there, or not as it was written.
        """
        path = outbox_path(self._home, batch.desk, batch.file_name)
        if not stands(path, batch.sha256):
            raise PermanentFailure(
                "not_in_outbox", f"{batch.file_name} does not stand in outbox/{batch.desk}/ as written; run again"
            )
        recorder.at("before_checklist")
        self._put_checklist(batch)
        return Receipt(where=f"outbox/{batch.desk}", checked="file")

    def arrived(self, batch: Batch) -> Arrival:
        if stands(outbox_path(self._home, batch.desk, batch.file_name), batch.sha256):
            return Arrival(Arrived.YES, "in_outbox")
        return Arrival(Arrived.NO, "not_in_outbox")

    def tidy(self, batch: Batch) -> None:
        """Nothing of it is elsewhere."""

    def close(self) -> None:
        """Nothing is held open."""

    def _put_checklist(self, batch: Batch) -> None:
        """The file counts without its page, so a page that cannot be written does not undo the delivery."""
        path = checklist_path(outbox_path(self._home, batch.desk, batch.file_name))
        try:
            write_atomically(path, checklist(batch).encode("utf-8"))
        except OSError:
            return


def checklist(batch: Batch) -> str:
    """The page beside the file: what to do with it where, in Dutch; numbers and names of places, nobody's data."""
    text = html.escape
    amount = sum((Decimal(str(line.facts.get("amount", 0))) for line in batch.lines), Decimal(0))
    facts = [("Bestand", batch.file_name), ("Batch", batch.batch_id), ("Peildatum", _dutch_date(batch.as_of)),
             ("Aantal regels", str(len(batch.lines)))]  # fmt: skip
    if batch.kind == "signals":
        facts.append(("Totaalbedrag", f"€ {_dutch_amount(amount)}"))
    if batch.agency_id:
        facts.append(("Bureau", batch.agency_id))
    facts.append(("SHA-256", batch.sha256))
    desk = desk_named(batch.desk)
    steps = [*desk.steps(batch.kind), *_closing(batch)]
    return PAGE.format(
        title=text(f"{WHAT[batch.kind]} bij {desk.place}"),
        facts=_each(facts, lambda fact: f"<tr><th scope='row'>{text(fact[0])}</th><td>{text(fact[1])}</td></tr>"),
        steps=_each(steps, lambda step: f"<li><label><input type='checkbox'> {step}</label></li>"),
        numbers=_each(list(enumerate(batch.signal_ids, start=1)), lambda n: f"<li value='{n[0]}'>{text(n[1])}</li>"),
    )


def _closing(batch: Batch) -> list[str]:
    batch_id = html.escape(batch.batch_id)
    return [
        f"Leg vast dat het gedaan is: <code>vroegsignaal uploaded {batch_id}</code>",
        "Laat geen kopie achter in Downloads of in een mailbox: het bestand bevat persoonsgegevens.",
    ]


def _each(items: Sequence[T], show: Callable[[T], str]) -> str:
    return "\n".join(show(item) for item in items)


def _dutch_date(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _dutch_amount(amount: Decimal) -> str:
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


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
