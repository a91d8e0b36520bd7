"""The worked example of after delivery: three runs with payments, objections, a death and two feedback files between.

Expected states, holds and rows for a person stand beside the landing tables in tests/data/april_2026_later.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.support.product import Product

DATA = Path(__file__).parents[1] / "data"
FIRST = DATA / "april_2026"
LATER = DATA / "april_2026_later"
RUNS = ((date(2026, 4, 20), FIRST), (date(2026, 4, 27), LATER), (date(2026, 6, 5), LATER))

STATES = """
select s.lease_id, s.state, s.withdrawal_reason, h.status as hold_status, h.hold_until, h.ends_on
from marts.signals as s
left join marts.collection_holds as h on h.signal_id = s.signal_id
order by s.lease_id
"""


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> dict[str, dict[str, list[dict]]]:
    """The three runs, the second one done twice, and what stood in the warehouse after each."""
    product = Product(tmp_path_factory.mktemp("home"))
    after = {}
    for as_of, export in RUNS:
        product.put_landing(export / "landing")
        for file in sorted((LATER / f"inbox_{as_of}").glob("*.csv")):
            product.put_feedback(file.name, file.read_text(encoding="utf-8"))
        product.run(as_of)
        after[str(as_of)] = standing(product)
        if export is LATER and "again" not in after:
            product.run(as_of)
            after["again"] = standing(product)
    return after


def standing(product: Product) -> dict[str, list[dict]]:
    return {
        "states": product.rows(STATES),
        "unmatched": product.rows("select file, row, reason from marts.unmatched_feedback order by file, row"),
        "withdrawals": product.rows("select lease_id, reason, needs_person from marts.withdrawals_due order by lease_id"),
        "decisions": product.rows(
            "select d.* from marts.signal_decisions as d, control.run_parameters as p "
            "where d.as_of_date = p.as_of_date order by lease_id"
        ),
        "findings": product.rows("select lease_id, finding from marts.signal_findings"),
        "file": product.rows('select "Huisnummer" from exports.withdrawals_ris_matching'),
        "done": product.rows(
            "select event_type, signal_id, payload from register_copy.events where signal_id is not null order by seq"
        ),
    }


def expected(name: str) -> list[dict[str, str]]:
    with (LATER / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def named(row: dict[str, str]) -> str:
    return f"{row['lease_id']}-{row['after_run_of']}"


@pytest.mark.parametrize("row", expected("expected_signals.csv"), ids=named)
def test_each_signal_has_the_state_and_hold_of_the_example(lived, row):
    found = next(each for each in lived[row["after_run_of"]]["states"] if each["lease_id"] == row["lease_id"])
    columns = ("lease_id", "state", "withdrawal_reason", "hold_status", "hold_until", "ends_on")
    assert {name: str(found[name] or "") for name in columns} == {name: row[name] for name in columns}


def test_the_first_run_delivers_the_signals_of_the_example_and_later_ones_follow_when_their_time_has_come(lived):
    leases = {run: {row["lease_id"] for row in after["states"]} for run, after in lived.items()}
    assert leases["2026-04-20"] == {row["lease_id"] for row in expected("expected_signals.csv")}
    # L08: the time to object is over; L31: its payment was allocated to the rent of May.
    assert leases["2026-04-27"] - leases["2026-04-20"] == {"L08", "L31"}
    assert leases["2026-06-05"] == leases["2026-04-27"]


def test_the_rows_for_a_person_are_those_of_the_example(lived):
    found = [{name: str(value) for name, value in row.items()} for row in lived["2026-06-05"]["unmatched"]]
    assert found == expected("expected_unmatched.csv")


def test_a_withdrawal_that_could_take_back_the_wrong_signal_is_not_in_the_file(lived):
    after = lived["2026-04-27"]
    assert [row["lease_id"] for row in after["withdrawals"] if row["needs_person"]] == ["L06"]
    assert [row["Huisnummer"] for row in after["file"]] == ["1", "9"]  # L01 and L09; L11 and L13 go to the other desk


def test_ledger_rows_that_vanished_are_a_finding_and_no_withdrawal(lived):
    assert lived["2026-04-27"]["findings"] == [{"lease_id": "L32", "finding": "covered_charges_vanished"}]


def test_the_same_date_run_again_gives_the_same_rows_and_does_nothing_twice(lived):
    assert lived["again"] == lived["2026-04-27"]


def test_nothing_happens_twice_to_one_signal(lived):
    done = [(row["event_type"], row["signal_id"]) for row in lived["2026-06-05"]["done"]]
    assert len(done) == len(set(done))
