"""The worked example after delivery: what a person has to look at, and what therefore is in no file.

Belongs here: withdrawals that a file could get wrong, and findings. Does not belong here: states, holds, files and
unmatched rows of the same runs (test_worked_examples.py).
"""

from __future__ import annotations


def test_a_withdrawal_that_could_take_back_the_wrong_signal_is_for_a_person_and_in_no_file(example):
    due = example.second.rows("select lease_id, needs_person from marts.withdrawals_due order by lease_id")
    assert [row["lease_id"] for row in due if row["needs_person"]] == ["L06"]
    numbers = {desk: [line[1] for line in lines[1:]] for desk, lines in example.second.place.cells("withdrawals").items()}
    assert numbers == {"ris_matching": ["1", "9"], "vps": ["11", "13"]}  # L01 and L09; L11 and L13


def test_it_stays_on_the_list_until_that_person_has_recorded_it(example):
    due = example.third.rows("select lease_id, reason, needs_person from marts.withdrawals_due")
    assert due == [{"lease_id": "L06", "reason": "settled", "needs_person": True}]
    assert example.third.place.states()["L06"] == "delivered"


def test_ledger_rows_that_vanished_are_a_finding_and_no_withdrawal(example):
    for moment in (example.second, example.third):
        found = moment.rows("select lease_id, finding from marts.signal_findings")
        assert found == [{"lease_id": "L32", "finding": "covered_charges_vanished"}]


def test_nothing_happens_twice_to_one_signal(example):
    done = [(event.event_type, event.signal_id) for event in example.third.place.events() if event.signal_id]
    assert len(done) == len(set(done))
