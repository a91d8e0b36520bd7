"""A file or sheet in which a mapping only looks something up is looked into too: it may be a list that counts itself."""

from __future__ import annotations

import pytest

from sources.files_not_read import files_not_read
from sources.mapping import prepare_mapped
from sources.reading.rules import load_exports
from tests.unit.sources.mapping.test_mapping import workbook

LETTERS = [["Zaak", "Datum", "Soort"], *([f"Z-{n}", f"0{n}-10-2026", "Aanmaning"] for n in range(1, 7))]
MAPPING = """{says}
[[collection_actions]]
file = "Brieven.csv"
lookup = {{"Contract" = ["Zaak", "{file}", "Zaaknr", "Contractnr"{opening}]}}
made_ids = {{action_id = ["lease_id", "performed_on"]}}
columns = {{lease_id = "Contract", performed_on = "Datum"}}
constants = {{action_type = "demand_letter", channel = "post"}}
"""
SHEET = ', {sheet = "Zaken"}'


def cases(*titles: str, cells: tuple[str, ...] = ()) -> list[list[str]]:
    """A register of cases, with titles of its own and the same cells on each line."""
    return [["Zaaknr", "Contractnr", *titles], *([f"Z-{n}", f"C-{n}01", *cells] for n in range(1, 7))]


def csv(folder, name, rows):
    (folder / "exports").mkdir(exist_ok=True)
    (folder / "exports" / name).write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")


def found(folder, given=("collection_actions",)):
    """What a check says of files that no block reads: severity, rule and text."""
    exports = load_exports(folder)
    report = prepare_mapped(folder, folder / "work")
    assert all(each.severity != "refused" for each in report.findings if each.rule != "only_looked_in"), report.findings
    optional = ("objections", "co_tenants", "payment_arrangements", "reported_elsewhere")
    said = files_not_read(
        folder, ("exports", "mapping.toml", "work"), report.files, (*given, *optional), {each.file for each in exports},
        report.tables, exports, report.shapes,
    )  # fmt: skip
    return [(each.severity, each.rule, each.text) for each in [*said, *report.findings] if each.severity != "note"]


def of_cases(folder, *titles, cells=(), says="", name="Zaken.csv", given=("collection_actions",)):
    csv(folder, "Brieven.csv", LETTERS)
    csv(folder, name, cases(*titles, cells=cells))
    (folder / "mapping.toml").write_text(MAPPING.format(file=name, says=says, opening=""), encoding="utf-8")
    return found(folder, given)


@pytest.mark.parametrize(
    ("title", "cell", "table"),
    [
        ("Gemeld aan gemeente op", "01-10-2026", "reported_elsewhere"),
        ("Bezwaar ontvangen op", "01-10-2026", "objections"),
        ("Betalingsregeling sinds", "01-10-2026", "payment_arrangements"),
    ],
)
def test_a_list_in_which_is_only_looked_refuses_where_it_says_what_keeps_a_signal_back(tmp_path, title, cell, table):
    [(severity, rule, text)] = of_cases(tmp_path, title, cells=(cell,))

    assert (severity, rule) == ("refused", "only_looked_in")
    assert f"[[{table}]]" in text and 'unread_files = ["Zaken.csv"]' in text and "C-101" not in text


@pytest.mark.parametrize(
    ("titles", "cells"),
    [((), ()), (("Bezwaar ontvangen op",), ("",)), (("Bouwjaar", "Kleur"), ("1978", "rood")), (("Straat",), ("Kerkstraat",))],
)
def test_one_that_says_nothing_of_the_kind_is_explained_by_its_lookup(tmp_path, titles, cells):
    assert of_cases(tmp_path, *titles, cells=cells) == []


def test_a_person_may_say_that_it_is_of_no_matter_and_it_stays_named(tmp_path):
    said = of_cases(tmp_path, "Bezwaar ontvangen op", cells=("01-10-2026",), says='unread_files = ["Zaken.csv"]')

    assert [(severity, rule) for severity, rule, _ in said] == [("warning", "file_set_aside")]


@pytest.mark.parametrize(("given", "severity"), [((), "refused"), (("ledger_entries",), "warning")])
def test_invoices_in_which_is_only_looked_are_a_doubt_where_other_entries_are_read_and_refused_where_none_are(
    tmp_path, given, severity
):
    invoices = ("Boekdatum", "Vervaldatum", "Soort boeking", "Bedrag")
    said = of_cases(tmp_path, *invoices, cells=("01-09-2026", "01-10-2026", "Huur", "850,00"), given=given, name="Facturen.csv")

    assert [(each, rule) for each, rule, _ in said] == [(severity, "only_looked_in")]


def test_what_is_taken_of_the_list_counts_and_is_no_matter(tmp_path):
    csv(tmp_path, "Dossiers.csv", [["Zaak"], *([f"Z-{n}"] for n in range(1, 7))])
    csv(tmp_path, "Zaken.csv", cases("Regeling sinds", cells=("01-10-2026",)))
    lookup = (
        '"Contract" = ["Zaak", "Zaken.csv", "Zaaknr", "Contractnr"], "Op" = ["Zaak", "Zaken.csv", "Zaaknr", "Regeling sinds"]'
    )
    mapping = f'[[payment_arrangements]]\nfile = "Dossiers.csv"\nlookup = {{{lookup}}}\n'
    mapping += 'made_ids = {arrangement_id = ["lease_id"]}\ncolumns = {lease_id = "Contract", agreed_on = "Op"}\n'
    (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")

    assert found(tmp_path, ("payment_arrangements",)) == []


def of_workbook(folder, *sheets, says=""):
    csv(folder, "Brieven.csv", LETTERS)
    workbook(folder / "exports" / "Stam.xlsx", *sheets)
    mapping = MAPPING.format(file="Stam.xlsx", says=says, opening=SHEET)
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    return found(folder)


@pytest.mark.parametrize(
    ("name", "rows", "severities"),
    [
        ("Bezwaren", [["Huurder", "Ontvangen op"], ["H1", "01-10-2026"]], ["refused"]),
        ("Hypotheken", [["Bank", "Looptijd"], ["ABC", "30"]], ["warning"]),
        ("Leeg", [], []),
    ],
)
def test_the_other_sheets_of_a_workbook_in_which_is_only_looked_are_named_too(tmp_path, name, rows, severities):
    said = of_workbook(tmp_path, ("Zaken", cases()), (name, rows))

    assert [severity for severity, _, _ in said] == severities and all(f"'{name}'" in text for *_, text in said)


def test_a_workbook_in_which_is_only_looked_is_set_aside_as_a_whole(tmp_path):
    sheets = ("Zaken", cases()), ("Hypotheken", [["Bank", "Looptijd"], ["ABC", "30"]])

    assert of_workbook(tmp_path, *sheets, says='unread_files = ["Stam.xlsx"]') == []


@pytest.mark.parametrize(("cell", "is_refused"), [("01-10-2026", True), ("", False)])
def test_a_sheet_in_which_is_only_looked_refuses_beside_one_that_a_block_reads(tmp_path, cell, is_refused):
    (tmp_path / "exports").mkdir()
    workbook(tmp_path / "exports" / "Alles.xlsx", ("Brieven", LETTERS), ("Zaken", cases("Bezwaar ontvangen op", cells=(cell,))))
    mapping = MAPPING.format(file="Alles.xlsx", says="", opening=SHEET)
    mapping = mapping.replace('file = "Brieven.csv"', 'file = "Alles.xlsx"\nsheet = "Brieven"')
    (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
    said = found(tmp_path)

    assert [rule for _, rule, _ in said] == ["only_looked_in"] * is_refused
    (tmp_path / "mapping.toml").write_text(mapping.replace("lookup =", 'unread_sheets = ["Zaken"]\nlookup ='), encoding="utf-8")
    assert [rule for _, rule, _ in found(tmp_path)] == ["file_set_aside"] * is_refused


@pytest.mark.parametrize("name", ["aantekeningen.docx", "uitleg.pdf", "dump.dat", "zonder_einde", "oud/Brieven.csv"])
def test_whatever_lies_among_the_exports_is_named_also_what_no_table_can_be(tmp_path, name):
    of_cases(tmp_path)
    (tmp_path / "exports" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "exports" / name).write_text("x", encoding="utf-8")

    assert [(severity, rule) for severity, rule, _ in found(tmp_path)] == [("warning", "file_not_read")]


@pytest.mark.parametrize("name", [".DS_Store", "~$Brieven.xlsx", "leeg/"])
def test_what_programs_leave_and_an_empty_folder_are_not(tmp_path, name):
    of_cases(tmp_path)
    path = tmp_path / "exports" / name
    path.mkdir() if name.endswith("/") else path.touch()

    assert found(tmp_path) == []
