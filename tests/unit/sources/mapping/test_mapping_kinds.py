"""A note of costs that becomes rent, a garage called a dwelling and a company called a person are refused."""

import pytest

from sources.guards.said import words_said_otherwise
from sources.reading.rules import Export
from tests.unit.sources.mapping.test_mapping import prepared

ENTRIES = """
[ledger_entries]
file = "boekingen.csv"
only = {"Soort" = ["huurnota", "incassokostennota"]}
SAYS
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Datum"
amount = "Bedrag"
category = "Tekst"
[ledger_entries.constants]
entry_type = "charge"
[ledger_entries.patterns]
category = [["^kosten", "collection_costs"], ["huur", "rent"]]
"""
TITLES = "Nr;Contract;Datum;Bedrag;Soort;Tekst\n"


def refused(folder, mapping, says="", **files):
    report = prepared(folder, mapping.replace("SAYS", says), **files)
    return [(each.rule, each.count) for each in report.findings if each.severity == "refused"]


def entries(folder, kind, text, **said):
    line = f"1;C1;01-04-2026;40,00;{kind};{text}\n"
    return refused(folder, said.pop("mapping", ENTRIES), boekingen__csv=TITLES + line, **said)


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("Incassokostennota", "Huur september", [("category_said_otherwise", 1)]),
        ("Incassokostennota", "Kosten september", []),
        ("Huurnota", "Huur september", []),
    ],
)
def test_a_charge_that_its_own_kind_calls_costs_does_not_become_rent_by_its_text(tmp_path, kind, text, found):
    assert entries(tmp_path, kind, text) == found


def test_so_does_one_whose_block_says_rent_of_every_line_and_a_person_may_be_sure(tmp_path):
    said = ENTRIES.partition("[ledger_entries.patterns]")[0].replace('category = "Tekst"\n', "") + 'category = "rent"\n'
    assert entries(tmp_path, "Incassokostennota", "Huur", mapping=said) == [("category_said_otherwise", 1)]
    assert entries(tmp_path, "Incassokostennota", "Huur", mapping=said, says='sure_of = ["Soort"]') == []


def test_the_word_that_says_what_kind_of_entry_it_is_speaks_of_costs_too(tmp_path):
    said = ENTRIES.replace('only = {"Soort" = ["huurnota", "incassokostennota"]}', "").replace(
        '[ledger_entries.constants]\nentry_type = "charge"\n',
        'entry_type = "Soort"\n[ledger_entries.values.entry_type]\nrentenota = "charge"\nincasso = "payment"\n',
    )
    assert entries(tmp_path, "Rentenota", "Huur mei", mapping=said) == [("category_said_otherwise", 1)]
    assert entries(tmp_path, "Incasso", "Huur mei", mapping=said) == []


LEASES = """
[leases]
file = "contracten.csv"
SAYS
[leases.columns]
lease_id = "Contract"
tenant_id = "Huurder"
landlord_id = "Eigenaar"
started_on = "Ingang"
[leases.constants]
unit_type = "dwelling"
[tenants]
file = "contracten.csv"
SAYS
[tenants.columns]
tenant_id = "Huurder"
[tenants.constants]
tenant_type = "person"
"""


@pytest.mark.parametrize(
    ("title", "cell", "found"),
    [
        ("Soort object", "Garagebox", [("kind_said_otherwise", 1)]),
        ("Soort", "Parkeerplaats", [("kind_said_otherwise", 1)]),
        ("Omschrijving contractsoort", "Huurcontract parkeren", [("kind_said_otherwise", 1)]),
        ("Soort object", "Appartement", []),
        ("Soort object", "Woning met garage", []),
        ("Soort object", "Bedrijfswoning", []),
        ("Soort object", "G", []),  # of one letter nobody knows
        ("Rechtsvorm", "Stichting", [("kind_said_otherwise", 1)]),
        ("Rechtsvorm", "Natuurlijk persoon", []),
        ("Afspraken", "garage erbij", []),
    ],
)
def test_a_garage_in_a_list_of_dwellings_and_a_company_among_persons_are_refused(tmp_path, title, cell, found):
    lines = f"Contract;Huurder;Eigenaar;Ingang;{title}\nC1;T1;O1;01-01-2020;{cell}\n"
    assert refused(tmp_path, LEASES, says='unread = ["Afspraken"]', contracten__csv=lines) == found
    if found:
        assert refused(tmp_path, LEASES, says=f'sure_of = ["{title}"]', contracten__csv=lines) == []


@pytest.mark.parametrize(
    ("table", "column", "word", "ours", "severity"),
    [
        ("leases", "unit_type", "garagebox", "dwelling", ["refused"]),
        ("leases", "unit_type", "g", "dwelling", ["warning"]),
        ("leases", "unit_type", "standplaats", "dwelling", ["warning"]),  # of a caravan, perhaps
        ("leases", "unit_type", "woning met garage", "dwelling", []),
        ("leases", "unit_type", "bedrijfswoning", "dwelling", []),
        ("leases", "unit_type", "appartement", "parking", []),  # reports less
        ("tenants", "tenant_type", "stichting", "person", ["refused"]),
        ("tenants", "tenant_type", "particulier", "person", []),
        ("tenants", "tenant_type", "particulier", "organisation", []),
    ],
)
def test_a_word_for_another_kind_of_unit_or_tenant_that_would_be_reported_is_refused(table, column, word, ours, severity):
    block = Export(table=table, file="lijst.csv", columns={column: "Soort"}, values={column: {word: ours}})
    assert [each.severity for each in words_said_otherwise([block])] == severity
    sure = Export(table=table, file="lijst.csv", columns={column: "Soort"}, values={column: {word: ours}}, sure_of=("soort",))
    assert words_said_otherwise([sure]) == []
