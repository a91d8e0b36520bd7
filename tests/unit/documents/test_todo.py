"""What a person must do because of a batch: the part of the list that the register knows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from documents.todo_register import MOST_FILES, held_back_todo, register_todo
from exports.delivery.batch_records import BatchRecord
from exports.delivery.batches import Batch, Line
from exports.register.events import RecordedEvent
from exports.register.state import BatchState

DAY = date(2026, 4, 20)


def record(number: int, state: str = "delivered", delivered_on: date = DAY, channel: str = "folder") -> BatchRecord:
    batch_id, name = f"B-{number}", f"signals_{number}.xlsx"
    lines = (Line("S1", "L1"), Line("S2", "L2"))
    stands = BatchState(
        batch_id, "signals", "vps", None, name, "ab" * 32, "xlsx", channel, ("S1", "S2"), ({}, {}), DAY, number,
        state=state, delivered_on=delivered_on if state == "delivered" else None,
    )  # fmt: skip
    return BatchRecord(Batch(batch_id, "signals", "vps", DAY, name, "xlsx", b"", "ab" * 32, lines), stands, channel)


def test_a_file_made_this_morning_is_to_be_handed_in_today():
    [item] = register_todo([record(1)], DAY)
    assert (item.title, item.urgency, item.number) == ("Bestanden aanleveren", "today", 1)
    assert item.items == ["VPS: signals_1.xlsx, 2 regels"] and item.command == "vroegsignaal uploaded BESTAND"


def test_one_that_lies_there_longer_says_since_when():
    [item] = register_todo([record(1, delivered_on=DAY - timedelta(days=3))], DAY)
    assert item.items == ["VPS: signals_1.xlsx, 2 regels, wacht sinds 17-04-2026"]


def test_what_a_connection_delivered_is_nobodys_work_and_doubt_comes_first():
    items = register_todo([record(1, channel="sftp"), record(2), record(3, state="in_doubt", channel="sftp")], DAY)
    assert [(item.urgency, item.items[0]) for item in items] == [("now", "B-3"), ("today", "VPS: signals_2.xlsx, 2 regels")]


def test_a_line_the_desk_refused_is_fixed_in_the_source_by_its_lease():
    facts = {"kind": "signals", "desk": "ris_matching", "line_number": 3, "code": "unknown_postcode"}
    refusal = RecordedEvent(7, datetime(2026, 4, 20), DAY, "line_refused", "S1", "B-1", "L1", facts, "", "")
    [item] = register_todo([], DAY, [refusal])
    assert item.items == ["L1 bij RIS Matching, regel 3: unknown_postcode"]


def test_of_very_many_files_the_newest_are_named_and_the_rest_counted():
    [item] = register_todo([record(number) for number in range(MOST_FILES + 5)], DAY)
    assert item.number == MOST_FILES + 5
    assert "signals_24.xlsx" in item.items[-2] and item.items[-1] == "… en nog 5: vroegsignaal status"


def test_what_a_trial_run_holds_back_is_looked_up_in_that_trial():
    (item,) = held_back_todo(1, is_dry=True)
    assert item.action.endswith("vroegsignaal status --preview.")
    (item,) = held_back_todo(1)
    assert item.action.endswith("vroegsignaal status.") and held_back_todo(0) == []
