"""The landlord's own system is notified once, by lease, what happened on a day."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

from documents.letters.make import make_letters
from documents.manager import ManagerFacts
from documents.writeback import make_writeback
from tests.unit.documents.warehouse import AS_OF, Warehouse

MANAGER = ManagerFacts(
    "Beheer", "bezwaar@beheer.example", address="Plein 1, 3511 AA Utrecht", telephone="030 000 0000",
    iban="NL00 BANK 0000 0000 00", collection_register="0000", complaints_address="klacht@beheer.example",
)  # fmt: skip


def event(
    warehouse: Warehouse, event_type: str, as_of: date = AS_OF, lease_id: str | None = "H1", seq: int = 1, **payload
) -> None:
    warehouse.add("register_copy.events", seq=seq, as_of_date=as_of, event_type=event_type, signal_id="S1", batch_id="B1",
                  lease_id=lease_id, payload=json.dumps(payload))  # fmt: skip


def written(warehouse: Warehouse, as_of: date = AS_OF) -> list[tuple[str, ...]]:
    (path,) = make_writeback(warehouse.con, warehouse.home, as_of)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    return [tuple(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")]


def hold(warehouse: Warehouse, status: str, ends_on: date) -> None:
    warehouse.add("marts.collection_holds", as_of_date=AS_OF, signal_id="S1", lease_id="H1", status=status,
                  accepted_on=date(2026, 4, 10), hold_until=date(2026, 5, 10), ends_on=ends_on)  # fmt: skip


def test_a_day_without_events_has_a_file_with_titles_alone(warehouse):
    assert written(warehouse) == [("Huurovereenkomst", "Gebeurtenis", "Datum", "Kenmerk", "Batch", "Toelichting")]


def test_a_report_a_withdrawal_and_a_closing_are_written_with_reference_and_reason(warehouse):
    warehouse.signal("S1", lease_id="H1", batch_id="B1", delivered_on=AS_OF)
    event(warehouse, "signal_delivered", desk="ris_matching")
    event(warehouse, "signal_withdrawn", reason="settled")
    event(warehouse, "signal_closed", reason="refused_by_desk")
    event(warehouse, "batch_delivered", desk="ris_matching")
    assert written(warehouse)[1:] == [
        ("H1", "afgesloten", "2026-04-20", "S1", "", "geweigerd door het meldpunt"),
        ("H1", "gemeld", "2026-04-20", "S1", "B1", "RIS Matching"),
        ("H1", "ingetrokken", "2026-04-20", "S1", "B1", "voldaan"),
    ]


def test_a_file_that_a_person_uploads_is_made_on_one_day_and_reported_on_another(warehouse):
    before = AS_OF - timedelta(days=1)
    warehouse.signal("S1", lease_id="H1", batch_id="B1", delivered_on=before, handed_in_on=AS_OF)
    event(warehouse, "signal_delivered", as_of=before, desk="ris_matching")
    event(warehouse, "batch_uploaded", lease_id=None, seq=2)
    assert written(warehouse)[1:] == [
        ("H1", "gemeld", "2026-04-20", "S1", "B1", "RIS Matching"),
        ("H1", "melding klaargezet", "2026-04-19", "S1", "B1", "RIS Matching"),
    ]


def test_what_an_earlier_run_recorded_was_written_in_its_own_file(warehouse):
    event(warehouse, "signal_delivered", as_of=AS_OF - timedelta(days=1), desk="vps")
    event(warehouse, "run_finished", as_of=AS_OF - timedelta(days=1), lease_id=None, seq=2)
    assert len(written(warehouse)) == 1


def test_what_a_person_recorded_after_an_earlier_run_is_written_in_the_next_file_and_once(warehouse):
    before = AS_OF - timedelta(days=1)
    event(warehouse, "run_finished", as_of=before, lease_id=None, seq=2)
    event(warehouse, "signal_closed", as_of=before, seq=3, reason="refused_by_desk")
    shown = ("H1", "afgesloten", "2026-04-19", "S1", "", "geweigerd door het meldpunt")
    assert written(warehouse)[1:] == [shown]
    event(warehouse, "run_finished", lease_id=None, seq=4)
    assert written(warehouse)[1:] == [shown]  # the same date again gives the same file
    assert written(warehouse, AS_OF + timedelta(days=1))[1:] == []


def test_an_acceptance_writes_the_hold_too_and_finds_the_lease_by_its_signal(warehouse):
    warehouse.signal("S1", lease_id="H7")
    hold(warehouse, "active", date(2026, 5, 10))
    event(warehouse, "help_accepted", lease_id=None, accepted_on="2026-04-10")
    assert written(warehouse)[1:] == [
        ("H7", "hulp geaccepteerd", "2026-04-10", "S1", "", ""),
        ("H7", "opschorting begonnen", "2026-04-10", "S1", "", "uiterlijk tot 2026-05-10"),
    ]


def test_the_end_of_a_hold_is_written_once_also_when_a_day_was_missed(warehouse):
    hold(warehouse, "lapsed", AS_OF - timedelta(days=3))
    shown = ("H1", "opschorting beëindigd", "2026-04-17", "S1", "", "vervallen")
    assert written(warehouse)[1:] == [shown]
    assert written(warehouse)[1:] == [shown]  # the same date again gives the same file
    assert written(warehouse, AS_OF + timedelta(days=1))[1:] == []


def test_a_letter_is_written_with_the_version_of_its_text(warehouse):
    warehouse.letter("H1", "summons_letter")
    make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    assert written(warehouse)[1:] == [
        ("H1", "sommatie klaargezet", "2026-04-20", "sommatie@1 2026-04-20 0001", "", "0001_sommatie.docx")
    ]
