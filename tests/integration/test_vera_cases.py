"""A day on VERA exports that were once read wrong: each lease is judged as its case says, and what was found reaches people.

Belongs here: whole runs on `tests/data/vera_cases`, several cases in one home, since their leases have nothing to do with each
other. Does not belong here: each way of writing (tests/unit/sources).
"""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.day import Place

CASES = Path(__file__).parents[1] / "data" / "vera_cases"
SAME = CASES.with_name("vera_cases_same")  # what all of them have beside their own exports
ALONE = "paid-elsewhere"  # its letters are a landing table
UNPROVED = ["no_written_reminder", "no_personal_contact_effort", "no_debt_help_notice", "no_sharing_offer"]
# case -> lease -> (reasons, amount, oldest due), of every lease of the case that has a row.
RIGHT = {
    "receipt-without-lease": {"L06": (["ledger_inconsistent"], None, date(2026, 2, 1))},
    "receipt-for-two-leases": {"L39": ([], Decimal(2000), date(2026, 3, 1))},
    "arrangement-over-two-leases": {
        "L37": (["payment_arrangement"], Decimal(3000), date(2026, 2, 1)),
        "L38": (["not_a_dwelling", "payment_arrangement"], Decimal(1000), date(2026, 2, 1)),
    },
    "ended-arrangement-with-planned-end": {
        "L03": ([], Decimal(3000), date(2026, 2, 1)),
        "L35": ([], Decimal(3000), date(2026, 2, 1)),
    },
    "storno-settled-against-charge": {"L08": ([], Decimal(2000), date(2026, 2, 1))},
    "letters-of-the-old-home": {
        "L09": (UNPROVED, Decimal(2000), date(2026, 3, 1)),
        "L10": (["lease_ended", *UNPROVED], Decimal(2000), date(2026, 1, 1)),
    },
    # A debtor's arrangement that names him by one of his keys alone holds for each of his leases.
    "arrangement-of-a-debtor": {
        "L41": (["payment_arrangement"], Decimal(3000), date(2026, 2, 1)),
        "L42": (["not_a_dwelling", "payment_arrangement"], Decimal(1000), date(2026, 2, 1)),
        "L44": (["payment_arrangement"], Decimal(3000), date(2026, 2, 1)),
        "L45": (["payment_arrangement"], Decimal(3000), date(2026, 2, 1)),
    },
    # Bookings in two files, their link with an id in one and without in the other: it counts once.
    "copies-in-two-files": {"L43": ([], Decimal(2000), date(2026, 3, 1))},
}


def together(folder: Path) -> Path:
    """The cases of `RIGHT` as one landing folder: VERA takes several files of a resource."""
    shutil.copytree(SAME, folder, copy_function=shutil.copyfile)
    for case in RIGHT:
        for path in (CASES / case / "vera").iterdir():
            shutil.copyfile(path, folder / "vera" / f"{path.stem}_{case}.json")
    # A few receipts of March do not show how far the bank was read: without this nothing would leave.
    (folder / "export_info.csv").write_text("bank_cut_off_on\n2026-04-20\n")
    return folder


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """(place, what the run printed) of all cases but one."""
    folder = tmp_path_factory.mktemp("vera")
    place = Place.at(folder / "home").put(together(folder / "landing"))
    return place, place.run("2026-04-20")


@pytest.fixture(scope="module")
def decided(day):
    place, result = day
    assert result.is_good, result.text
    rows = place.rows("select lease_id, decision, blocking_reasons, amount_in_arrears, oldest_due_on from marts.signal_decisions")
    return {row["lease_id"]: row for row in rows}


def test_the_cases_are_all_of_those_that_are_kept():
    assert {path.name for path in CASES.iterdir()} == {*RIGHT, ALONE}


@pytest.mark.parametrize("case", list(RIGHT))
def test_each_lease_of_a_case_is_judged_as_it_says(decided, case):
    for lease_id, (reasons, amount, oldest) in RIGHT[case].items():
        row = decided[lease_id]
        found = (row["blocking_reasons"], row["amount_in_arrears"], row["oldest_due_on"])
        assert found == (reasons, amount, oldest), lease_id
        assert row["decision"] == ("blocked" if reasons else "deliver")


def test_no_other_lease_is_behind_and_exactly_the_right_ones_are_delivered(day, decided):
    expected = {lease_id: not reasons for leases in RIGHT.values() for lease_id, (reasons, *_) in leases.items()}
    assert set(decided) == set(expected)
    delivered = {row["lease_id"] for row in day[0].rows("select lease_id from marts.signals where state = 'delivered'")}
    assert delivered == {lease_id for lease_id, is_right in expected.items() if is_right}


def test_what_the_readers_warn_of_is_shown_in_the_summary_the_status_the_report_and_for_the_lease(day):
    place, result = day
    assert "money of unsure lease: 1" in result.text and "L06" not in result.text
    words = "niet te zeggen is bij welke overeenkomst"
    assert words in place.command("status").text
    assert words in place.command("explain", "L06").text
    assert words in (place.home.reports / "2026-04-20.html").read_text(encoding="utf-8")
    assert words not in (place.home.reports / "2026-04-20-extern.html").read_text(encoding="utf-8")


@pytest.mark.long
def test_a_charge_that_somebody_elses_money_is_said_to_have_paid_is_not_reported(tmp_path):
    place = Place.at(tmp_path / "home").put(CASES / ALONE)
    (place.home.landing / "export_info.csv").write_text("bank_cut_off_on\n2026-04-20\n")
    result = place.run("2026-04-20")
    assert result.is_good, result.text
    rows = place.rows("select lease_id, blocking_reasons from marts.signal_decisions")
    # O1 by money of before the export, O3 by O2's money, O4 by a balance that is lower; O2's money is not its own alone.
    unsure = {row["lease_id"] for row in rows if "ledger_inconsistent" in row["blocking_reasons"]}
    assert {"O1", "O3", "O4"} <= unsure <= {"O1", "O2", "O3", "O4"}
    assert [row["lease_id"] for row in place.rows("select lease_id from marts.signals")] == ["O5"]
