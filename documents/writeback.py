"""What happened today, for the landlord's own system: the work instruction asks to register each report with the tenant.

Belongs here: one line per lease and event of the as-of date, for signals, withdrawals, acceptances, holds and letters; and
what a person recorded since the file before. Does not belong here: names or addresses (the system knows them by the
lease), or deciding that something happened (the register says it).

The file is for a machine that people look into as well: semicolons, UTF-8 with BOM and CRLF as Dutch spreadsheets open
it, dates as 2026-10-20, as the landing tables have them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from documents import words
from documents.explanation import REASONS
from documents.letters.make import letters_made
from documents.manager import ManagerFacts
from documents.words import words_of
from exports.ground.duck import rows
from exports.ground.files import write_atomically
from exports.ground.home import Home

TITLES = ("Huurovereenkomst", "Gebeurtenis", "Datum", "Kenmerk", "Batch", "Toelichting")
REPORTED = "gemeld"
HOLD_BEGAN, HOLD_ENDED = "opschorting begonnen", "opschorting beëindigd"
LETTER_EVENTS = {
    "reminder_letter": "herinnering klaargezet",
    "demand_letter": "aanmaning klaargezet",
    "summons_letter": "sommatie klaargezet",
}
CLOSED_BECAUSE = {"replaced": "opnieuw gemeld", "refused_by_desk": "geweigerd door het meldpunt"} | REASONS
DAYS_LOOKED_BACK = 60


@dataclass(frozen=True, order=True)
class Line:
    """One line of the file.

    Attributes:
        reference: the signal's number, or for a letter what to record as its document.
        batch: the file the signal went in, where it did.
        note: a word more, such as the reason; never about a person.
    """

    lease_id: str
    event: str
    on: date
    reference: str
    batch: str = ""
    note: str = ""


def make_writeback(con: duckdb.DuckDBPyConnection, home: Home, as_of: date, manager: ManagerFacts | None = None) -> list[Path]:
    """Write `worklists/terugschrijven_<as-of>.csv`; gives its path. Made after the letters, whose overview it reads.

    Args:
        con: a connection on the warehouse of `as_of`, with the register's events of this run copied; only read.
        home: where to write; earlier files are read from the real home, so that the end of a hold is written once.
        as_of: the date whose events are written.
        manager: not needed; taken so that all documents are made alike.

    Raises:
        OSError: the disk is full; what stood there stays.
    """
    lines = sorted({*_of_register(con, as_of), *_handed_in(con, as_of), *_ended_holds(con, home, as_of), *_letters(home, as_of)})
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(TITLES)
    writer.writerows(astuple(line) for line in lines)
    path = home.worklists / f"terugschrijven_{as_of}.csv"
    write_atomically(path, text.getvalue().encode("utf-8-sig"))
    return [path]


def _of_register(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[Line]:
    for event in rows(con, _EVENTS, [as_of]):
        facts = json.loads(event["payload"] or "{}")
        yield from _LINES_OF[event["event_type"]](event, facts)


def _delivered(event: dict[str, Any], facts: dict[str, Any]) -> Iterator[Line]:
    """A file that a person uploads is made here, and handed in when that upload is recorded."""
    note = words.desk_name(facts.get("desk"))
    what = REPORTED if event["handed_in_on"] == event["as_of_date"] else "melding klaargezet"
    yield Line(event["lease_id"], what, event["as_of_date"], event["signal_id"], event["batch_id"] or "", note)


def _handed_in(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[Line]:
    for row in rows(con, _UPLOADS, [as_of]):
        note = words.desk_name(row["system"])
        yield Line(row["lease_id"], REPORTED, row["as_of_date"], row["signal_id"], row["batch_id"], note)


def _withdrawn(event: dict[str, Any], facts: dict[str, Any]) -> Iterator[Line]:
    note = words_of(REASONS, facts.get("reason"))
    yield Line(event["lease_id"], "ingetrokken", event["as_of_date"], event["signal_id"], event["batch_id"] or "", note)


def _closed(event: dict[str, Any], facts: dict[str, Any]) -> Iterator[Line]:
    note = words_of(CLOSED_BECAUSE, facts.get("reason"))
    yield Line(event["lease_id"], "afgesloten", event["as_of_date"], event["signal_id"], "", note)


def _accepted(event: dict[str, Any], facts: dict[str, Any]) -> Iterator[Line]:
    on = date.fromisoformat(facts["accepted_on"])
    yield Line(event["lease_id"], "hulp geaccepteerd", on, event["signal_id"])
    if event["hold_until"]:
        yield Line(event["lease_id"], HOLD_BEGAN, on, event["signal_id"], "", f"uiterlijk tot {event['hold_until']}")


_LINES_OF = {
    "signal_delivered": _delivered,
    "signal_withdrawn": _withdrawn,
    "signal_closed": _closed,
    "help_accepted": _accepted,
}

# Under this date, or under an earlier one that no file since has written: what a person recorded after that day's file was made.
_NOT_YET_WRITTEN = """
        (
            events.as_of_date = $1
            or events.as_of_date < $1 and not exists (
                select 1 from register_copy.events as runs
                where
                    runs.event_type = 'run_finished' and runs.seq > events.seq
                    and runs.as_of_date >= events.as_of_date and runs.as_of_date < $1
            )
        )
"""
# The lease of an event that names only its signal is the one the signal was delivered about.
_EVENTS = f"""
    select
        events.event_type,
        events.as_of_date,
        events.signal_id,
        events.batch_id,
        events.payload,
        coalesce(events.lease_id, signals.lease_id) as lease_id,
        holds.hold_until,
        signals.handed_in_on
    from register_copy.events as events
    left join marts.signals as signals using (signal_id)
    left join marts.collection_holds as holds using (signal_id)
    where
        {_NOT_YET_WRITTEN}
        and events.event_type in ('signal_delivered', 'signal_withdrawn', 'signal_closed', 'help_accepted')
    order by events.seq
"""
_UPLOADS = f"""
    select events.as_of_date, signals.lease_id, signals.signal_id, signals.batch_id, signals.system
    from register_copy.events as events
    inner join marts.signals as signals on events.batch_id = signals.batch_id
    where {_NOT_YET_WRITTEN} and events.event_type = 'batch_uploaded'
"""


def _ended_holds(con: duckdb.DuckDBPyConnection, home: Home, as_of: date) -> Iterator[Line]:
    """Holds that are over and whose end no earlier file has."""
    written = _written_before(home, as_of)
    oldest = as_of - timedelta(days=DAYS_LOOKED_BACK)
    for hold in rows(con, "select * from marts.collection_holds where status <> 'active' order by signal_id"):
        if hold["ends_on"] > oldest and hold["signal_id"] not in written:
            note = words_of(words.HOLD_STATES, hold["status"])
            yield Line(hold["lease_id"], HOLD_ENDED, hold["ends_on"], hold["signal_id"], "", note)


def _written_before(home: Home, as_of: date) -> set[str]:
    return {
        row["Kenmerk"]
        for back in range(1, DAYS_LOOKED_BACK + 1)
        for row in _read(home.root / "worklists" / f"terugschrijven_{as_of - timedelta(days=back)}.csv")
        if row["Gebeurtenis"] == HOLD_ENDED
    }


def _read(path: Path) -> Iterable[dict[str, str]]:
    if not path.exists():
        return []
    return csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";")


def _letters(home: Home, as_of: date) -> Iterator[Line]:
    for row in letters_made(home, as_of):
        yield Line(row["lease_id"], LETTER_EVENTS[row["step"]], as_of, row["document_ref"], "", row["file"])
