"""What a person must do because of the register's batches: doubt, files to hand in, refused lines, signals nobody accounts for.

Does not belong here: reading the register, and what follows from the warehouse (todo.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from documents.dutch import counted, day
from documents.todo_item import TodoItem
from documents.words import desk_name
from exports.delivery.account import DeskAccount
from exports.delivery.batch_records import BatchRecord, in_doubt, to_upload
from exports.register.events import RecordedEvent

MOST_FILES = 20


def register_todo(records: Sequence[BatchRecord], as_of: date, refusals: Sequence[RecordedEvent] = ()) -> list[TodoItem]:
    """What follows from the batches: deliveries in doubt, files that a person brings to their desk, refused lines.

    `refusals`: the lines that desks would not take under this date (`line_refused`).
    """
    waiting = to_upload(records, as_of)
    more = [f"… en nog {len(waiting) - MOST_FILES}: vroegsignaal status"] if len(waiting) > MOST_FILES else []
    items = [
        TodoItem(
            "Levering in twijfel",
            "Vraag bij het meldpunt na of het bestand is aangekomen en leg het antwoord vast.",
            [record.batch.batch_id for record in in_doubt(records)],
            urgency="now",
            command="vroegsignaal resolve BATCH delivered|not-delivered",
        ),
        TodoItem(
            "Bestanden aanleveren",
            "Zij staan klaar in outbox/; de bladzijde checklist_… naast elk bestand zegt wat er te doen is. Leg vast dat "
            "het gedaan is.",
            [_file_words(record, as_of) for record in waiting[-MOST_FILES:]] + more,
            command="vroegsignaal uploaded BESTAND",
            count=len(waiting),
        ),
        TodoItem(
            "Regels die het meldpunt niet aannam",
            "Verbeter de gegevens in het bronsysteem; de volgende run beoordeelt opnieuw.",
            [
                f"{event.lease_id} bij {desk_name(event.payload['desk'])}, regel {event.payload['line_number']}: "
                f"{event.payload['code']}"
                for event in refusals
            ],
        ),
    ]
    return [item for item in items if item.items]


def lost_todo(accounts: Sequence[DeskAccount]) -> list[TodoItem]:
    """The signals that were decided and of which nobody can say why they did not leave."""
    return [
        TodoItem(
            "Besloten te melden, maar niet aangeleverd",
            "Niemand bedient dit meldpunt, of de aanlevering mislukte. Laat het datateam dit uitzoeken.",
            [f"{desk_name(account.desk)}: {account.lost} van {account.decided}" for account in accounts],
            urgency="now",
        )
    ]


def held_back_todo(count: int, *, is_dry: bool = False) -> list[TodoItem]:
    """The signals that were decided and wait for a person's word; `status` names each with its reason, of a trial run its own."""
    words = counted(count, "melding", "meldingen")
    status = f"vroegsignaal status{' --preview' if is_dry else ''}"
    action = f"Elk met haar reden, en wat u doet, staat in het overzicht van wat openstaat: {status}."
    return [TodoItem("Besloten te melden, maar vastgehouden", action, [words])] if count else []


def _file_words(record: BatchRecord, as_of: date) -> str:
    lines = counted(len(record.batch.lines), "regel", "regels")
    since = record.state.delivered_on
    waits = f", wacht sinds {day(since)}" if since and since < as_of else ""
    return f"{desk_name(record.batch.desk)}: {record.batch.file_name}, {lines}{waits}"
