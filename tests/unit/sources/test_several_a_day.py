"""Several files of one day, one for each administration: all of the newest day count, this month and the next."""

from datetime import date
from pathlib import Path

import pytest

from sources.reading.shapes import are_apart, newest, without_day
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from sources.words.names import choose, pattern_of_all
from tests.unit.sources.mapping.test_mapping import prepared, rows
from tests.unit.sources.mapping.test_mapping_sheets import MAPPING as HUUR
from tests.unit.sources.mapping.test_mapping_sheets import booked, made, month
from tests.unit.sources.proposals.test_proposal_open_parts import invoices

MAPPING = """
[[stated_balances]]
file = "Saldi *.csv"
choose = "{choose}"
columns = {{lease_id = "Contract", open_rent = "Open"}}
constants = {{as_of = "(naam)"}}
"""
CASES = """
[[collection_cases]]
file = "Zaken *.csv"
choose = "latest"
columns = {case_id = "Zaak", lease_id = "Contract", handed_over_on = "Op"}
constants = {agency_id = "Bureau", agency_reference = "Z"}
"""
BOTH = ("120 20-11-2026", "130 20-11-2026")


def read(folder, *names, choose="newest"):
    """(the leases whose balances are read, the rules of what was found); each file has a line of its own."""
    files = {f"Saldi {name}__csv": f"Contract;Open\nC{at};12,50\n" for at, name in enumerate(names)}
    report = prepared(folder, MAPPING.format(choose=choose), **files)
    leases = [row[0] for row in rows(report, "stated_balances")] if "stated_balances" in report.tables else []
    return leases, [each.rule for each in report.findings if each.severity != "note"]


def test_all_files_of_the_newest_day_that_differ_in_something_else_count(tmp_path):
    assert read(tmp_path, "120 20-10-2026", "130 20-10-2026", *BOTH) == (["C2", "C3"], [])


ONCE_MORE = ["(1)", "kopie", "_v2", "_def", "correctie", "_correctie_final", "versie_2"]


@pytest.mark.parametrize("other", ["120 2026-11-20", *(f"120 20-11-2026 {each}" for each in ONCE_MORE), "20-11-2026", "130"])
def test_two_that_differ_in_nothing_else_or_have_no_day_are_refused(tmp_path, other):
    assert read(tmp_path, "120 20-11-2026", other) == ([], ["newest_unknown"])


def test_fewer_of_the_newest_day_than_of_the_day_before_is_pointed_out(tmp_path):
    leases, found = read(tmp_path, "120 20-10-2026", "130 20-10-2026", "120 20-11-2026")
    assert (leases, found) == (["C2"], ["fewer_than_before"])


def test_a_number_in_two_files_of_the_newest_day_is_left_twice_and_one_of_an_older_day_gives_way(tmp_path):
    line = "Zaak;Contract;Op\nZ1;C1;{}\n"
    files = {f"Zaken {name}__csv": line.format(day) for name, day in
             (("120 20-10-2026", "01-10-2026"), ("120 20-11-2026", "02-10-2026"), ("130 20-11-2026", "03-10-2026"))}  # fmt: skip
    report = prepared(tmp_path, CASES, **files)
    days = sorted(cell for row in rows(report, "collection_cases") for cell in row if isinstance(cell, date))
    assert days == [date(2026, 10, 2), date(2026, 10, 3)]


@pytest.mark.parametrize(
    ("names", "apart"),
    [
        (["Posten"], True), (["Posten 120", "Posten 130"], True), (["Posten Fonds A", "Posten Fonds B", "Posten Haven"], True),
        (["Posten", "Posten 130"], False), (["Posten v2", "Posten_v3"], False),
        (["Posten 120", "Posten 130", "Posten 130 na"], False),
    ],
)  # fmt: skip
def test_names_are_apart_where_each_has_a_word_of_its_own_and_none_is_another_with_something_behind_it(names, apart):
    assert are_apart([f"{name} 20-11-2026.xlsx" for name in names]) == apart


def test_what_is_left_of_a_name_is_what_tells_one_administration_from_another():
    assert (
        without_day("Saldi 120 20-11-2026.xlsx")
        == without_day("Saldi_120_2026-12-20 (2).xlsx")
        != without_day("Saldi 130 okt 2026.xlsx")
    )
    names = [Path(f"Saldi {name}.csv") for name in BOTH]
    assert newest(names) == names


def lists(*names):
    """Open items of one administration each, by the first figures of the name: the same lines in each file of it."""
    found = []
    for name in names:
        head, *lines = invoices().rows
        of_own = [[f"{name[:3]}{debtor}", kind, f"{name[:3]}{number}", *more] for debtor, kind, number, *more in lines]
        found.append(Sheet(f"Openstaande posten {name}.csv", [head, *of_own]))
    return found


def test_the_proposal_reads_those_of_the_newest_day_and_fits_next_month():
    (block,) = [each for each in propose(lists(*BOTH))[0] if each.table == "ledger_entries"]
    assert choose(block).value == "newest" and not choose(block).note.asks
    assert pattern_of_all([each.file for each in (block.sheet, *block.alike)]) == "Openstaande posten * *.csv"


def test_so_it_does_where_two_months_of_each_lie_there_and_the_lines_come_back():
    months = ("120 20-10-2026", "130 20-10-2026", *BOTH)
    (block,) = [each for each in propose(lists(*months))[0] if each.table == "ledger_entries"]
    assert choose(block).value == "newest"


def test_sheets_of_one_month_that_are_of_an_administration_each_count_together_and_a_lacking_one_is_pointed_out(tmp_path):
    new = HUUR.replace("huur*", "huur 2026").replace('"(naam)"', '"2026-11-01"')

    def found(*names):
        report = made(
            tmp_path, '"*"', *(month(name, f"C{at}") for at, name in enumerate(names)), says='choose = "newest"', mapping=new
        )
        return [lease for lease, _ in booked(report)], [each.rule for each in report.findings if each.severity == "warning"]

    assert found("120 okt 2026", "120 nov 2026", "130 nov 2026") == (["C1", "C2"], [])
    assert found("120 okt 2026", "130 okt 2026", "120 nov 2026") == (["C2"], ["fewer_than_before"])
