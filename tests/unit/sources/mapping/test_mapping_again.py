"""Open posts read as entries beside the ledger that they stand in already are refused: every debt would count twice."""

import duckdb
import pytest

from sources.guards.again import charges_again
from sources.reading.rules import Export

LEDGER = [(f"C{n}", "charge", "2026-10-18", "2026-11-01", amount) for n in range(1, 6) for amount in (600 + n, 40)]


def found(lines, ledger=LEDGER, **settings):
    con = duckdb.connect()
    columns = "source_no int, lease_id text, entry_type text, booked_on date, due_on date, amount decimal(12, 2)"
    con.execute(f"create table made_ledger_entries ({columns})")
    rows = [(no, *line) for no, block in enumerate((ledger, lines)) for line in block]
    con.executemany("insert into made_ledger_entries values (?, ?, ?, ?, ?, ?)", rows)
    exports = [Export("ledger_entries", file, {"amount": "Open"}, **settings) for file in ("Boekingen.csv", "Open posten*.csv")]
    sources = [("Boekingen.csv", None), ("Open posten 20-11.csv", None)]
    return [(each.source, each.rule, each.count) for each in charges_again(con, exports, sources)]


@pytest.mark.parametrize(
    "lines",
    [
        [(f"C{n}", "charge", "2026-10-18", "2026-11-01", 600 + n) for n in range(1, 5)],
        [(f"C{n}", "charge", "2026-11-01", None, 640 + n) for n in range(1, 5)],  # an invoice of rent and service costs
        [(f"C{n}", "charge", "2026-10-20", "2026-11-01", 600 + n if n < 4 else 5) for n in range(1, 6)],
    ],
)
def test_charges_that_stand_in_another_file_too_are_refused_until_a_person_is_sure(lines):
    assert [each[:2] for each in found(lines)] == [("exports/Open posten 20-11.csv", "charges_again")]
    assert found(lines, sure_of=("Open",)) == []


@pytest.mark.parametrize(
    "lines",
    [
        [(f"C{n}", "charge", "2026-09-18", "2026-10-01", 600 + n) for n in range(1, 6)],  # another month
        [(f"C{n}", "charge", "2026-10-18", "2026-11-01", 25) for n in range(1, 6)],  # service costs beside the rent
        [(f"C{n}", "payment", "2026-10-18", None, 600 + n) for n in range(1, 6)],
        [(f"C{n}", "charge", "2026-10-18", "2026-11-01", 600 + n if n < 3 else 5) for n in range(1, 6)],
        [],
    ],
)
def test_further_charges_are_not(lines):
    assert found(lines) == []
