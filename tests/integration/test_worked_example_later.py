"""The worked example of after delivery: three runs with payments, objections, a death and two feedback files between.

Expected states, holds and rows for a person stand beside the landing tables in tests/data/april_2026_later.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.support.life import Life

DATA = Path(__file__).parents[1] / "data"
FIRST = DATA / "april_2026"
LATER = DATA / "april_2026_later"
RUNS = (date(2026, 4, 20), date(2026, 4, 27), date(2026, 6, 5))

STATES = """
select s.lease_id, s.state, s.withdrawal_reason, h.status as hold_status, h.hold_until, h.ends_on
from marts.signals as s
left join marts.collection_holds as h on h.signal_id = s.signal_id
"""


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> dict[str, object]:
    """The three runs, and what stood in the warehouse after each."""
    life = Life(tmp_path_factory.mktemp("home"))
    landings = (FIRST / "landing", LATER / "landing", LATER / "landing")
    after = {}
    for as_of, landing in zip(RUNS, landings, strict=True):
        inbox = LATER / f"inbox_{as_of}"
        life.run(as_of, landing, inbox if inbox.exists() else None)
        after[str(as_of)] = {
            "states": {row["lease_id"]: row for row in life.rows(STATES)},
            "unmatched": life.rows("select file, row, reason from marts.unmatched_feedback order by file, row"),
            "withdrawals": life.rows("select lease_id, reason, needs_person from marts.withdrawals_due"),
            "file": life.rows('select "Huisnummer" from exports.withdrawals_ris_matching'),
            "findings": life.rows("select lease_id, finding from marts.signal_findings"),
            "events": life.rows("select event_type, signal_id from register_copy.events"),
        }
    return after


def expected(name: str) -> list[dict[str, str]]:
    with (LATER / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def named(row: dict[str, str]) -> str:
    return f"{row['lease_id']}-{row['after_run_of']}"


@pytest.mark.parametrize("row", expected("expected_signals.csv"), ids=named)
def test_each_signal_has_the_state_and_hold_of_the_example(lived, row):
    found = lived[row["after_run_of"]]["states"][row["lease_id"]]
    columns = ("lease_id", "state", "withdrawal_reason", "hold_status", "hold_until", "ends_on")
    assert {name: str(found[name] or "") for name in columns} == {name: row[name] for name in columns}


def test_the_first_run_delivers_the_signals_of_the_example_and_later_ones_follow_when_their_time_has_come(lived):
    first = {row["lease_id"] for row in expected("expected_signals.csv")}
    assert set(lived["2026-04-20"]["states"]) == first
    # L08: the time to object is over; L31: its payment was allocated to the rent of May.
    assert set(lived["2026-04-27"]["states"]) - first == {"L08", "L31"}


def test_the_rows_for_a_person_are_those_of_the_example(lived):
    found = [{name: str(value) for name, value in row.items()} for row in lived["2026-06-05"]["unmatched"]]
    assert found == expected("expected_unmatched.csv")


def test_a_withdrawal_that_could_take_back_the_wrong_signal_is_not_in_the_file(lived):
    after = lived["2026-04-27"]
    assert [row["lease_id"] for row in after["withdrawals"] if row["needs_person"]] == ["L06"]
    assert [row["Huisnummer"] for row in after["file"]] == ["1", "9"]  # L01 and L09; L11 and L13 go to the other desk


def test_ledger_rows_that_vanished_are_a_finding_and_no_withdrawal(lived):
    assert lived["2026-04-27"]["findings"] == [{"lease_id": "L32", "finding": "covered_charges_vanished"}]


def test_nothing_is_recorded_twice_of_one_signal(lived):
    events = [(row["event_type"], row["signal_id"]) for row in lived["2026-06-05"]["events"] if row["signal_id"]]
    assert len(events) == len(set(events))
