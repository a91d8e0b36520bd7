"""The worked examples through whole runs: decisions, files, states, holds and rows for a person, exactly as expected.

Belongs here: what stands in warehouse, register and files after the runs of the example. Does not belong here: the same
rows straight from the models (test_worked_example*.py), dry runs (test_dry_run.py).
"""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.integration.conftest import FIRST, LATER

GOLDEN = Path(__file__).parents[1] / "golden" / "worked_example"
DECISIONS = """
select lease_id, oldest_due_on, days_in_arrears, months_in_arrears, amount_in_arrears, municipality_code, system,
    decision, array_to_string(blocking_reasons, ' ') as blocking_reasons
from marts.signal_decisions where as_of_date = date '2026-04-20' order by lease_id
"""
STATES = """
select s.lease_id, s.state, s.withdrawal_reason, h.status as hold_status, h.hold_until, h.ends_on
from marts.signals as s left join marts.collection_holds as h on h.signal_id = s.signal_id
"""


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_text(row: dict[str, object]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in row.items()}


def test_every_run_of_the_example_ends_well(example):
    for moment in (example.first, example.second, example.again, example.third):
        assert moment.result.is_good, moment.result.text


def test_every_decision_is_the_one_worked_out_by_hand(example):
    found = [as_text(row) for row in example.first.rows(DECISIONS)]
    wanted = [
        {name: row[name] for name in found[0] if name != "decision"}
        | {"decision": "blocked" if row["blocking_reasons"] else "deliver"}
        for row in read_csv(FIRST / "expected_decisions.csv")
    ]
    assert found == [{name: row[name] for name in found[0]} for row in wanted]


def golden_files() -> list[Path]:
    return sorted(GOLDEN.glob("*.csv"))


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: path.stem)
def test_the_cells_of_each_file_are_exactly_these(example, path):
    day, desk, kind = path.stem.split("__")
    moment = {"2026-04-20": example.first, "2026-04-27": example.second, "2026-06-05": example.third}[day]
    with path.open(encoding="utf-8", newline="") as file:
        wanted = list(csv.reader(file, delimiter=";"))
    titles, *lines = moment.place.cells(f"{kind}_{day}")[desk]
    assert [titles, *([written(*cell) for cell in zip(titles, line, strict=True)] for line in lines)] == wanted


def written(title: str, cell: object) -> str:
    """A cell as the golden files write it; a workbook knows one kind of number, we have two."""
    if title == "Bedrag achterstand":
        return f"{Decimal(str(cell)):.2f}"
    return str(int(cell)) if title == "Aantal maanden achterstand" else str(cell)


def test_no_other_file_was_made_than_those(example):
    made = Counter((path.name.split("_")[1], path.parent.name, path.name.split("_")[0]) for path in example.third.place.files())
    assert made == Counter(tuple(path.stem.split("__")) for path in golden_files())


@pytest.mark.parametrize("row", read_csv(LATER / "expected_signals.csv"), ids=lambda r: f"{r['lease_id']} {r['after_run_of']}")
def test_each_signal_has_the_state_and_hold_of_the_example(example, row):
    moment = {"2026-04-27": example.second, "2026-06-05": example.third}[row["after_run_of"]]
    found = {found["lease_id"]: as_text(found) for found in moment.rows(STATES)}[row["lease_id"]]
    assert found == {name: row[name] for name in found}


def test_the_rows_for_a_person_are_those_of_the_example(example):
    found = example.third.rows("select file, row, reason from marts.unmatched_feedback order by file, row")
    assert [as_text(row) for row in found] == read_csv(LATER / "expected_unmatched.csv")


def test_later_signals_follow_when_their_time_has_come(example):
    first = set(example.first.place.states())
    assert first == {row["lease_id"] for row in read_csv(LATER / "expected_signals.csv")}
    assert set(example.second.place.states()) - first == {"L08", "L31"}


def test_a_date_run_twice_gives_the_same_decisions_withdrawals_and_holds(example):
    assert example.again.tables == example.second.tables


def test_a_date_run_twice_delivers_once_and_leaves_every_file_as_it_was(example):
    before, after = example.second.place, example.again.place
    signals = [event.signal_id for event in after.events("signal_delivered")]
    assert len(signals) == len(set(signals))
    for kind in ("signal_delivered", "signal_withdrawn", "signal_closed", "help_accepted", "batch_prepared", "feedback_read"):
        assert after.events(kind) == before.events(kind)
    kept = ("outbox", "delivered", "evidence")
    assert {n: s for n, s in after.fingerprint().items() if n.startswith(kept)} == {
        n: s for n, s in before.fingerprint().items() if n.startswith(kept)
    }


def test_decisions_of_earlier_dates_are_kept_as_they_were(example):
    earlier = [row for row in example.third.tables["signal_decisions"] if str(row[0]) == "2026-04-20"]
    assert earlier == example.first.tables["signal_decisions"]
    dates = example.third.rows("select distinct as_of_date from marts.signal_decisions order by 1")
    assert [str(row["as_of_date"]) for row in dates] == ["2026-04-20", "2026-04-27", "2026-06-05"]


def test_the_register_is_whole_and_says_nothing_that_a_name_or_address_could_be_read_from(example):
    place = example.third.place
    assert place.is_chained()
    assert place.command("register", "verify").is_good
    with duckdb.connect(str(place.home.register), read_only=True) as con:
        text = " ".join(row[0] for row in con.execute("select payload from events").fetchall())
    for value in ("Jansen", "Voorbeeldstraat", "1011AB", "1011 AB", "@voorbeeld", "0201234567", "Voorbeeld"):
        assert value not in text


def test_the_lines_as_they_left_are_those_in_the_files(example):
    place = example.third.place
    kept = place.rows("select desk, house_number, amount from register_copy.delivered_lines order by desk, batch_id, line_number")
    in_files = [
        (path.parent.name, line[3], Decimal(str(line[10])).quantize(Decimal("0.01")))
        for path in place.files("signals")
        for line in place.cells(path.name)[path.parent.name][1:]
    ]
    assert sorted((row["desk"], row["house_number"], row["amount"]) for row in kept) == sorted(in_files)


def test_feedback_files_lie_in_the_archive_once_they_were_read(example):
    place = example.third.place
    assert [path.name for path in place.home.inbox.iterdir() if path.is_file()] == []
    archived = sorted(path.name.split("_", 1)[1] for path in place.home.inbox_archive.iterdir())
    assert archived == ["terugkoppeling_a.csv", "terugkoppeling_b.csv"]
