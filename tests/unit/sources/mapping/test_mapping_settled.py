"""Settlements whose charge and receipt stand the wrong way about are refused, single mistakes are not."""

import duckdb
import pytest

from sources.guards.settled import settled_the_wrong_way
from sources.reading.rules import Export
from tests.unit.sources.mapping.test_mapping import prepared, words_of

ENTRIES = "(values ('1', 'charge'), ('2', 'charge'), ('8', 'payment'), ('9', 'credit_note')) as e(entry_id, entry_type)"


@pytest.mark.parametrize(
    ("pairs", "wrong"),
    [
        ("('8', '1'), ('9', '2')", []),
        ("('8', '1'), ('9', '2'), ('1', '8')", []),  # one of three
        ("('1', '8'), ('2', '9')", ["credit_entry_id", "charge_entry_id"]),
        ("('1', '2')", ["credit_entry_id"]),
        ("('x', 'y')", []),  # of entries that are not there
    ],
)
def test_a_credit_that_names_charges_is_refused(pairs, wrong):
    con = duckdb.connect()
    con.execute(f"create table made_ledger_entries as from {ENTRIES}")
    con.execute(f"create table made_allocations as from (values {pairs}) as s(credit_entry_id, charge_entry_id)")
    block = Export(table="allocations", file="l.csv", columns={"credit_entry_id": "Betaling"})
    found = list(settled_the_wrong_way(con, [block]))
    assert [(each.severity, each.text.split()[0]) for each in found] == [("refused", column) for column in wrong]
    sure = Export(table="allocations", file="l.csv", columns={"credit_entry_id": "A", "charge_entry_id": "B"}, sure_of=("a", "b"))
    assert list(settled_the_wrong_way(con, [sure])) == []


def test_without_settlements_there_is_nothing_to_say():
    assert list(settled_the_wrong_way(duckdb.connect(), [])) == []


SETTLED = """
[allocations]
file = "afletteringen.csv"
{said}
columns = {{credit_entry_id = "Betaling", charge_entry_id = "Vordering", amount = "Bedrag", allocated_on = "Datum"}}
"""


@pytest.mark.parametrize(
    ("title", "said", "is_named"),
    [
        ("Vereffening ongedaan", "", True),
        ("Teruggedraaid", "", True),
        ("Ongedaan gemaakt", 'skip_lines = {"Ongedaan gemaakt" = ["^ja$"]}', False),
        ("Ongedaan gemaakt door volgnr.", "", False),
        ("Gebruiker", "", False),
    ],
)
def test_a_title_that_says_which_settlements_were_undone_is_named_where_no_block_reads_it(tmp_path, title, said, is_named):
    lines = f"Betaling;Vordering;Bedrag;Datum;{title}\n8;1;700,00;01-02-2026;Nee\n9;2;700,00;01-02-2026;Ja\n"
    found = words_of(prepared(tmp_path, SETTLED.format(said=said), afletteringen__csv=lines))
    assert ("aflettering die ongedaan is gemaakt" in found) == is_named
