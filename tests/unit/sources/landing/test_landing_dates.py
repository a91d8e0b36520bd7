"""Dates of loaded tables that cannot be right are named with their rows, and change nothing.

Belongs here: each kind of them, and what is ordinary. Does not belong here: dates that cannot be read (test_landing_cells.py).
"""

from datetime import date

import duckdb

from documents.check_words import finding_in_words
from sources.landing_report import LandingFinding
from tests.builders import (
    Portfolio,
    action,
    allocation,
    arrangement,
    charge,
    export_info,
    mandate,
    objection,
    payment,
    reported_elsewhere,
)
from tests.support.landing import load

TODAY = date(2026, 4, 20)
LATER = "2026-10-04"  # 10 April, its day and month the other way round
BACKWARDS = [
    objection(objection_id="O8", withdrawn_on="2026-04-01"),
    arrangement(arrangement_id="PA8", broken_on="2026-04-01"),
    mandate(mandate_id="M8", valid_until="2024-12-31"),
]
AHEAD = [
    objection(objection_id="O9", received_on=LATER),
    arrangement(arrangement_id="PA9", agreed_on=LATER),
    reported_elsewhere(reported_on=LATER),
    payment(booked_on=LATER),
    allocation(allocated_on=LATER, charge_entry_id="L1-E1"),
    action(action_id="A9", performed_on=LATER),
]
ORDINARY = [charge(entry_id="E2", booked_on=LATER, due_on="2026-11-01"), objection(withdrawn_on="2026-04-18"), arrangement()]


def findings_of(tmp_path, *rows, today=TODAY):
    report = load(duckdb.connect(), Portfolio.lawful("L1").add(*rows).write(tmp_path / "landing"), today=today)
    return {finding.kind: finding.lines for finding in report.findings}


def test_rows_that_end_before_they_begin_or_have_yet_to_happen_are_named_with_their_lines(tmp_path):
    backwards = {"objections": (3,), "payment_arrangements": (3,), "mandates": (3,)}
    ahead = {"objections": (4,), "payment_arrangements": (4,), "reported_elsewhere": (2,), "ledger_entries": (4,),
        "allocations": (2,), "collection_actions": (6,)}  # fmt: skip
    assert findings_of(tmp_path, *ORDINARY, *BACKWARDS, *AHEAD) == {
        **{f"{table}_ending_before_they_begin": lines for table, lines in backwards.items()},
        **{f"{table}_dated_in_the_future": lines for table, lines in ahead.items()},
    }


def test_a_bank_that_would_be_booked_up_to_a_day_to_come_is_named(tmp_path):
    assert findings_of(tmp_path, export_info(bank_cut_off_on=LATER)) == {"export_info_dated_in_the_future": (2,)}
    assert findings_of(tmp_path, export_info(bank_cut_off_on=TODAY.isoformat())) == {}
    finding = LandingFinding("export_info_dated_in_the_future", 1, lines=(2,))
    assert finding_in_words(finding)[1].endswith("Is het jaar goed?")


def test_rent_booked_ahead_and_what_ends_on_its_first_day_are_ordinary(tmp_path):
    assert findings_of(tmp_path, *ORDINARY) == {}


def test_nothing_is_said_of_days_to_come_where_today_is_not_known(tmp_path):
    assert findings_of(tmp_path, *ORDINARY, *AHEAD, today=None) == {}
