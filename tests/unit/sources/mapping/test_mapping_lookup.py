"""Entries that name a debtor get the contract that the contract list has for him; whoever has two is never given one of them."""

from __future__ import annotations

import re
from datetime import date

import pytest
import xlsxwriter

from sources.findings import SourcesRefused
from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

MAPPING = """
[leases]
file = "Contracten_*.csv"
choose = "newest"
title_row = 3
lookup = {"Adres" = ["Debiteur", "debiteuren.csv", "Nummer", "Adres"]}
[leases.columns]
lease_id = "Contract"
tenant_id = "Debiteur"
landlord_id = "Eigenaar"
started_on = "Ingang"
[leases.split]
street = ["Adres", "street"]
house_number = ["Adres", "house_number"]
[leases.constants]
unit_type = "dwelling"

[tenants]
file = "debiteuren.csv"
[tenants.columns]
tenant_id = "Nummer"
last_name = "Naam"
[tenants.constants]
tenant_type = "person"

[ledger_entries]
file = "kaart.csv"
fill_down = ["Deb."]
lookup = {"Contract" = ["Deb.", "Contracten_*.csv", "Debiteur", "Contract"]}
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Verval"
amount = "Bedrag"
[ledger_entries.constants]
entry_type = "charge"
category = "rent"
"""
CONTRACTS = "Contractenlijst;;;\n;;;\nContract;Debiteur;Eigenaar;Ingang\nC1;10;O1;01-01-2020\nC2;20;O1;01-01-2020\n"
DEBTORS = "Nummer;Naam;Adres\n10;Jansen;Kerkstraat 3\n20;Smit;\n"
ENTRIES = "Nr;Deb.;Datum;Verval;Bedrag\n1;10;20-02-2026;01-03-2026;500,00\n2;;20-03-2026;01-04-2026;500,00\n"


def read(tmp_path, mapping=MAPPING, contracts=CONTRACTS, entries=ENTRIES):
    old = CONTRACTS.replace("C1;10", "C9;10")  # last month's list, which is not asked
    return prepared(
        tmp_path,
        mapping,
        Contracten_202603__csv=old,
        Contracten_202604__csv=contracts,
        debiteuren__csv=DEBTORS,
        kaart__csv=entries,
    )


def test_the_lines_of_a_debtor_become_those_of_his_contract_and_an_address_comes_from_the_card(tmp_path):
    report = read(tmp_path)
    assert [row[:2] for row in rows(report, "ledger_entries")] == [("1", "C1"), ("2", "C1")]
    assert [(row[0], *row[5:7]) for row in rows(report, "leases")] == [("C1", "Kerkstraat", "3"), ("C2", None, None)]


def test_a_debtor_with_two_contracts_is_refused_with_his_lines_and_what_to_do(tmp_path):
    report = read(tmp_path, contracts=CONTRACTS + "C3;10;O1;01-01-2020\n")
    assert "ledger_entries" not in report.tables and "leases" in report.tables
    assert "(regel 2, 3)" in words_of(report) and "meer dan één 'Contract'" in words_of(report)


def test_a_debtor_without_a_contract_names_no_lease_and_is_named(tmp_path):
    report = read(tmp_path, entries=ENTRIES + "3;C2;20-03-2026;01-04-2026;9,00\n")
    assert [row[1] for row in rows(report, "ledger_entries")] == ["C1", "C1", "geen contract bij C2"]
    assert "bij 1 regel (regel 4) staat het nummer uit 'Deb.' niet in Contracten_*.csv" in words_of(report)


def test_what_was_looked_up_may_be_looked_up_further(tmp_path):
    (tmp_path / "exports").mkdir()
    for name, text in (("eenheden.csv", "Eenheid;Complex\n10;X1\n20;X2\n"), ("complexen.csv", "Nr;Van wie\nX1;O1\nX2;O2\n")):
        (tmp_path / "exports" / name).write_text(text, encoding="utf-8")
    steps = '"Complex" = ["Debiteur", "eenheden.csv", "Eenheid", "Complex"], '
    steps += '"Van wie" = ["Complex", "complexen.csv", "Nr", "Van wie"]'
    mapping = MAPPING.replace('lookup = {"Adres"', f'lookup = {{{steps}, "Adres"', 1).replace('= "Eigenaar"', '= "Van wie"')

    assert [row[2] for row in rows(read(tmp_path, mapping), "leases")] == ["O1", "O2"]


def test_what_nobody_exports_may_stand_in_a_list_of_ones_own(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "overleden.csv").write_text("Nummer;Overleden op\n20;03-04-2026\n", encoding="utf-8")
    own = 'file = "debiteuren.csv"\nlookup = {"Overleden op" = ["Nummer", "overleden.csv", "Nummer", "Overleden op"]}\n'
    mapping = MAPPING.replace(
        'file = "debiteuren.csv"\n[tenants.columns]\n', own + '[tenants.columns]\ndeceased_on = "Overleden op"\n'
    )
    report = read(tmp_path, mapping)
    assert [row[2] for row in rows(report, "tenants")] == [None, date(2026, 4, 3)]
    assert tmp_path / "exports" / "overleden.csv" in report.files  # it is read, and not named as a file that nothing reads


def test_a_day_of_death_that_is_looked_up_and_goes_into_no_column_is_refused_and_an_address_is_not(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "overleden.csv").write_text("Nummer;Overleden op\n20;03-04-2026\n", encoding="utf-8")
    own = 'file = "debiteuren.csv"\nlookup = {{"{}" = ["Nummer", "overleden.csv", "Nummer", "Overleden op"]}}\n'
    report = read(tmp_path, MAPPING.replace('file = "debiteuren.csv"\n[tenants', own.format("Overleden op") + "[tenants"))
    assert "'Overleden op' wordt opgezocht en komt in geen kolom van tenants" in words_of(report)
    assert [each.severity for each in report.findings if each.rule == "title_not_read"] == ["refused"]

    in_vain = '"Oud adres" = ["Debiteur", "debiteuren.csv", "Nummer", "Adres"], "Adres"'
    assert "komt in geen kolom" not in words_of(read(tmp_path, MAPPING.replace('"Adres"', in_vain, 1)))


def test_a_lookup_in_a_file_that_is_not_there_or_of_too_few_parts_is_refused(tmp_path):
    report = read(tmp_path, MAPPING.replace('"debiteuren.csv", "Nummer", "Adres"]', '"anders.csv", "Nummer", "Adres"]'))
    assert "leases" not in report.tables and "het bestand 'anders.csv' (lookup) staat niet in landing" in words_of(report)
    with pytest.raises(SourcesRefused, match="lookup: verwacht"):
        read(tmp_path, MAPPING.replace('["Debiteur", "debiteuren.csv", "Nummer", "Adres"]', '["Debiteur", "debiteuren.csv"]'))


@pytest.mark.parametrize(
    ("content", "said"),
    [("Lijst;\nContract;Debiteur\nC1;10\n", "de titel 'Debiteur' (lookup) hoort één keer in lijst.csv"),
     ('Contract;Debiteur\nC1;"10\n', "het bestand lijst.csv (lookup): Een aanhalingsteken")],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_refused_by_its_own_name_with_where_its_titles_may_be(tmp_path, content, said):
    lookup = 'lookup = {"Contract" = ["Deb.", "lijst.csv", "Debiteur", "Contract"]}'
    mapping = re.sub(r"lookup = .*Contracten_.*", lookup, MAPPING)
    files = {"lijst__csv": content, "Contracten_202604__csv": CONTRACTS, "debiteuren__csv": DEBTORS, "kaart__csv": ENTRIES}
    found = words_of(prepared(tmp_path, mapping, **files))
    assert said in found and ("{title_row = 2}" in found) == ("titel" in said)


def test_a_title_of_a_lookup_that_is_there_already_is_refused(tmp_path):
    twice = 'lookup = {"Eigenaar" = ["Debiteur", "debiteuren.csv", "Nummer", "Naam"], "Adres"'
    report = read(tmp_path, MAPPING.replace('lookup = {"Adres"', twice))
    assert "leases" not in report.tables and "de titel 'Eigenaar' staat al in het bestand" in words_of(report)


def test_a_title_that_the_other_list_lacks_is_refused_by_name(tmp_path):
    report = read(tmp_path, MAPPING.replace('"Debiteur", "Contract"]}', '"Relatie", "Contract"]}'))
    assert "ledger_entries" not in report.tables and "'Relatie' (lookup) hoort één keer in Contracten_202604.csv" in words_of(
        report
    )


def test_a_number_that_the_list_has_with_nothing_beside_it_is_not_named_as_missing_and_a_missing_one_is(tmp_path):
    assert "'Debiteur' niet in debiteuren.csv" not in words_of(read(tmp_path))
    missing = words_of(read(tmp_path, contracts=CONTRACTS + "C4;40;O1;01-01-2020\n"))
    assert "bij 1 regel (regel 6) staat het nummer uit 'Debiteur' niet in debiteuren.csv" in missing


def test_a_lookup_may_count_only_the_lines_of_a_dwelling_where_somebody_has_a_garage_too(tmp_path):
    contracts = CONTRACTS.replace("Ingang\n", "Ingang;Soort\n").replace("2020\n", "2020;Woning\n").replace(";;;\n", ";;;;\n")
    limited = MAPPING.replace('"Debiteur", "Contract"]', '"Debiteur", "Contract", {only = {"Soort" = ["Woning"]}}]')
    report = read(tmp_path, limited, contracts=contracts + "C3;10;O1;01-01-2020;Garage\n")
    assert [row[:2] for row in rows(report, "ledger_entries")] == [("1", "C1"), ("2", "C1")]
    assert "titel 'Soort'" not in words_of(report)
    with pytest.raises(SourcesRefused, match="lookup: verwacht"):
        read(tmp_path, MAPPING.replace('"Debiteur", "Contract"]', '"Debiteur", "Contract", {alleen = "Woning"}]'))


def test_a_lookup_names_the_sheet_of_a_workbook_that_holds_several(tmp_path):
    (tmp_path / "exports").mkdir()
    with xlsxwriter.Workbook(str(tmp_path / "exports" / "kaart.xlsx")) as book:
        card, people = book.add_worksheet("Kaart"), book.add_worksheet("Huurders")
        card.write_row(0, 0, ["Nr", "Huurder", "Datum", "Verval", "Bedrag"])
        card.write_row(1, 0, ["1", "A. Jansen", "20-02-2026", "01-03-2026", "500,00"])
        people.write_row(0, 0, ["Huurder", "Contract"])
        people.write_row(1, 0, ["A. Jansen", "C1"])
    own = (
        MAPPING[MAPPING.index("[ledger_entries]") :]
        .replace("kaart.csv", "kaart.xlsx")
        .replace('fill_down = ["Deb."]', 'sheet = "Kaart"')
    )
    own = own.replace(
        '["Deb.", "Contracten_*.csv", "Debiteur", "Contract"]',
        '["Huurder", "kaart.xlsx", "Huurder", "Contract", {sheet = "Huurders"}]',
    )
    assert [row[1] for row in rows(prepared(tmp_path, own), "ledger_entries")] == ["C1"]


def test_lines_may_be_passed_over_for_what_is_found_elsewhere(tmp_path):
    more = 'skip_lines = {"Contract" = ["^c2$"]}\nfill_down = ["Deb."]'
    lines = ENTRIES + "3;20;20-03-2026;01-04-2026;500,00\n"
    report = read(tmp_path, MAPPING.replace('fill_down = ["Deb."]', more), entries=lines)
    assert {row[0] for row in rows(report, "ledger_entries")} == {"1", "2"}
