"""Workbooks of who lets a few dozen houses: one number is contract and tenant, people stand on several tabs, a tab a year."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import propose
from sources.words.months import sheet_of_a_year
from tests.support.proposal import asked_of, questions, text_of
from tests.unit.sources.proposals.test_proposal_sheets import said_of, sheet

HEAD = [
    "Debnr",
    "Eig.",
    "Adres",
    "Postcode",
    "Plaats",
    "Soort",
    "Voorl.",
    "Tussenv.",
    "Achternaam",
    "P/Z",
    "Ingang",
    "Einde",
    "Overleden",
]
NAMES = ["Vries", "Kuiper", "Meulen", "Smit", "Hoekstra", "Dongen", "Bos", "Vos"]
BOOK = "Huurcontracten 2026.xlsx"


def contract(n: int, name: str, *, kind: str = "app.", left: str = "") -> list[str]:
    who = ["J.", "de" if n % 2 else "", name, "Z" if n == 7 else "P"]
    return [f"2000{n}", "FVH", f"Kade {n}", "2023 CB", "Haarlem", kind, *who, "01-11-2013", left, "03-05-2026" if n == 3 else ""]


def houses(name: str = "Woningen"):
    return sheet(BOOK, HEAD, *(contract(n, each, kind="studio" if n == 4 else "app.") for n, each in enumerate(NAMES)), name=name)


def those_who_left():
    head = [title if title != "Einde" else "Vertrokken per" for title in HEAD]
    return sheet(BOOK, head, contract(8, "Mol", left="31-07-2026"), contract(9, "Das", left="30-09-2025"), name="Vertrokken")


def garages():
    head = ["Debnr", "Eig.", "Adres", "PC", "Plaats", "Wat", "Huurder", "P/Z", "Ingang", "Einde"]
    lines = [[f"2001{n}", "FVH", f"Pad {n}", "2011 TC", "Haarlem", kind, f"J. de {name}", "P", "01-02-2017", ""]
             for n, (kind, name) in enumerate([("garage", "Vries"), ("pp", "Kuiper"), ("winkel", "Smit")])]  # fmt: skip
    return sheet(BOOK, head, *lines, name="Garages en winkels")


def relations():
    head = ["Code", "Naam", "Type", "Adresregel 1", "Postcode", "Plaats", "Telefoon", "Mobiel", "E-mailadres"]
    names = [*NAMES, "Mol", "Das", "Wit", "Kok", "Pol"]
    numbers = [*(f"2000{n}" for n in range(10)), *(f"2001{n}" for n in range(3))]
    where = ["2023 CB", "Haarlem"]
    lines = [[number, f"J. de {name}", "Klant", f"Kade {n % 8}", *where, f"023-12345{n:02}", f"06-123456{n:02}", f"h{n}@a.nl"]
             for n, (number, name) in enumerate(zip(numbers, names, strict=True))]  # fmt: skip
    return sheet("Relaties.csv", head, *lines, ["60001", "Knol B.V.", "Leverancier", "Laan 1", "2031 BP", "Haarlem", "", "", ""])


def test_a_kind_of_dwelling_that_is_a_word_for_a_message_too_makes_no_letters_of_contracts():
    found = said_of(houses())

    assert "collection_actions" not in found
    assert found["leases"][0]["values"]["unit_type"]["app."] == "dwelling"


def test_people_whom_the_tabs_of_contracts_say_in_full_are_read_there_and_the_list_of_relations_says_how_to_reach_them():
    found = said_of(houses(), those_who_left(), garages(), relations())

    assert [block["sheet"] for block in found["tenants"]] == ["Woningen", "Vertrokken", "Garages en winkels"]
    first, left, garage = found["tenants"]
    names = {"tenant_id": "Debnr", "tenant_type": "P/Z", "last_name": "Achternaam", "name_prefix": "Tussenv."}
    assert names.items() <= first["columns"].items() and names.items() <= left["columns"].items()
    assert {block["columns"]["deceased_on"] for block in (first, left)} == {"Overleden"}
    assert garage["columns"]["tenant_type"] == "P/Z" and garage["split"]["last_name"] == ["Huurder", "last_name"]
    assert "deceased_on" not in garage["columns"]  # that of somebody on another tab
    assert all(block["lookup"]["Telefoon"] == ["Debnr", "Relaties.csv", "Code", "Telefoon"] for block in found["tenants"])
    assert all(block["values"]["tenant_type"] == {"P": "person", "Z": "organisation"} for block in found["tenants"])


def test_people_are_read_from_the_list_of_relations_where_only_that_has_who_shares_a_contract():
    lines = [[f"2000{n}", f"2001{n}", "01-05-2019"] for n in range(2)]
    shared = sheet("Medehuurders.csv", ["Debnr", "Relatie", "Vanaf"], *lines)
    (tenants,) = said_of(houses(), relations(), shared)["tenants"]

    assert tenants["file"] == "Relaties.csv"


def test_what_is_the_same_on_each_tab_of_a_workbook_is_asked_once_with_all_its_lines():
    text = text_of(propose([houses(), those_who_left(), garages(), relations()])[0])
    asked = questions(text)
    left = next(each for each in asked if '"Vertrokken per"' in each)

    assert sum('"Soort" = ' in each for each in asked) == sum('"Telefoon"' in each for each in asked) == 1
    assert '"Soort"' not in left and left.startswith("regel") and "Vertrokken: " in left
    assert ", " in next(each for each in asked if '"Soort" = ' in each).partition(":")[0]  # the lines of both tabs


def test_the_number_that_is_contract_and_tenant_at_once_is_asked_of_the_contracts_and_of_no_other_list():
    days = [[f"2000{n}", "14-10-2026", "", ""] for n in range(3)]
    arrangements = sheet("Lijsten.xlsx", ["Deb.nr", "Afgesproken", "Afgerond", "Niet nagekomen"], *days, name="Regelingen")
    strangers = sheet("Lijsten.xlsx", arrangements.rows[0], *days, ["20077", "14-10-2026", "", ""], name="Regelingen")

    for other, is_asked in ((arrangements, False), (strangers, True)):
        text = text_of(propose([houses(), other])[0])
        assert "contractnummer" in asked_of(text, 'lease_id = "Debnr"')
        assert ('"Deb.nr" = contractnummer' in " ".join(questions(text))) == is_asked


def test_what_is_let_on_a_tab_with_titles_of_its_own_is_known_by_its_cells():
    (leases,) = (each for each in said_of(houses(), garages())["leases"] if each["sheet"] == "Garages en winkels")

    assert leases["columns"]["unit_type"] == "Wat"


def test_who_died_is_never_looked_up_by_an_address_or_a_kind():
    lines = [[f"R{n}", name, f"{n}", f"Kade {n}"] for n, name in enumerate(NAMES)]
    found = said_of(houses(), sheet("Huurders.csv", ["Huurdernr", "Achternaam", "Kamer", "Adresregel 1"], *lines))

    assert all("Adresregel 1" not in str(block.get("lookup")) for block in found["tenants"])


@pytest.mark.parametrize(("title", "cells", "is_number"), [
    ("Mnr", ("M01", "M02", "M03"), True), ("Opmerk", ("dochter", "zoon", "vriend"), False), ("Mnr", ("M01", "M01", "M03"), False),
])  # fmt: skip
def test_co_tenants_keep_the_number_and_the_days_that_their_own_tab_gives(title, cells, is_number):
    head = ["Debnr", title, "Voorl.", "Achternaam", "Vanaf", "Tot"]
    lines = [[f"2000{n}", cell, "V.", NAMES[-n - 1], "01-05-2019", "31-03-2025" if n else ""] for n, cell in enumerate(cells)]
    found = said_of(houses(), sheet(BOOK, head, *lines, name="Medehuurders"))
    (shared,) = found["co_tenants"]

    assert {"from_on": "Vanaf", "until_on": "Tot"}.items() <= shared["columns"].items()
    assert (shared["columns"].get("tenant_id") == title) == is_number
    assert ("made_ids" in shared) != is_number


@pytest.mark.parametrize("title", ["Naam", "Wie", "Termijn €"])
def test_a_surname_or_an_instalment_is_no_number_of_what_somebody_agreed_to(title):
    cells = ("275", "300") if "€" in title else ("Smit", "Leersum")
    lines = [[f"2000{n}", cell, "14-10-2026", "" if n else "28-10-2026"] for n, cell in enumerate(cells)]
    arrangements = sheet("Lijsten.xlsx", ["Deb.nr", title, "Afgesproken", "Niet nagekomen"], *lines, name="Regelingen")
    (block,) = said_of(houses(), arrangements)["payment_arrangements"]

    assert "arrangement_id" not in block["columns"] and block["made_ids"]["arrangement_id"]


@pytest.mark.parametrize(("numbers", "is_theirs"), [
    (("G26-10442", "2026/0331", "G26-09871", "2025/0118"), True), (("Z001", "Z002", "Z003", "Z004"), False),
])  # fmt: skip
def test_the_only_number_of_a_case_is_the_agency_s_where_each_writes_its_own_way_and_is_asked(numbers, is_theirs):
    firms = ("Van Gelder Gerechtsdeurwaarders", "Incassobureau Kennemer")
    lines = [[f"2000{n}", firms[n % 2], number, "08-09-2026", ""] for n, number in enumerate(numbers)]
    head = ["Deb.nr", "Bureau", "Dossier", "Overgedragen", "Gesloten"]
    blocks, _ = propose([houses(), sheet("Lijsten.xlsx", head, *lines, name="Deurwaarder")])
    (block,) = (each for each in blocks if each.table == "collection_cases")

    assert block.choices["case_id"].profile.title == "Dossier"
    assert ("agency_reference" in block.choices) == is_theirs
    assert ("elk bureau schrijft dit nummer op zijn manier" in asked_of(text_of(blocks), '= "Dossier"').lower()) == is_theirs


def test_agreements_that_name_each_municipality_ask_for_its_code():
    head = ["Gemeente", "Aangevraagd", "Getekend", "Opgezegd", "Loket", "Ondergrens"]
    lines = [
        ["Haarlem", "05-02-2024", "01-03-2024", "", "RIS Matching", "75"],
        ["Zandvoort", "05-02-2024", "01-03-2024", "", "VPS", ""],
    ]
    found = propose([houses(), sheet("Lijsten.xlsx", head, *lines, name="Gemeentes")])[0]
    text = text_of(found)

    assert "municipality_agreements" in {block.table for block in found}
    assert '# "Haarlem" = ""  # vraag' in text and '# "Zandvoort" = ""  # vraag' in text
    assert "welke gemeentecode heeft deze" in text


@pytest.mark.parametrize(("name", "pattern"), [
    ("2025", "20??"), ("Brieven 2025", "Brieven 20??"), ("okt 2025", "* 20??"), ("2024-2025", "2024-2025"),
    ("kwartaal 2 2025", "kwartaal 2 2025"), ("Woningen", "Woningen"),
])  # fmt: skip
def test_a_tab_of_a_year_is_known_by_its_name(name, pattern):
    assert sheet_of_a_year(name) == pattern


def test_letters_of_a_year_a_tab_are_one_list_and_no_year_is_left_out():
    head = ["Datum", "Deb.", "Wat", "Hoe"]
    old = sheet("Brieven.xlsx", head, ["07-10-2025", "20002", "ketelonderhoud", "tel"], name="2025")
    lines = [[f"{n + 1:02}-10-2026", f"2000{n % 8}", ("herinnering", "aanmaning", "gebeld")[n % 3], "mail"] for n in range(24)]
    (block,) = said_of(houses(), old, sheet("Brieven.xlsx", head, *lines, name="2026"))["collection_actions"]

    assert (block["sheet"], block["choose"], block["columns"]["action_type"]) == ("20??", "all", "Wat")
    assert block["skip_lines"] == {"Wat": ["^ketelonderhoud$"]}


def test_steps_in_court_are_passed_over_as_the_whole_word_for_a_kind_only():
    head = ["Contract", "Datum", "Soort actie", "Fase"]
    kinds = ("Herinnering", "Aanmaning", "Vonnis", "Dagvaarding uitgebracht", "Sommatie voor dagvaarding")
    lines = [[f"2000{n % 8}", f"{n + 1:02}-10-2026", kinds[n % 5], ("Vonnis", "Minnelijk")[n % 2]] for n in range(20)]
    (block,) = said_of(houses(), sheet("Incassoacties.csv", head, *lines))["collection_actions"]

    assert block["skip_lines"] == {"Soort actie": ["^vonnis$", "^dagvaarding\\ uitgebracht$"]}
    assert set(block["values"]["action_type"].values()) == {"reminder_letter", "demand_letter", "summons_letter"}


def ledger():
    """A card of account 1300: a journal with its text, and what went back on the side of what is owed."""
    head = ["Dagboek", "Dagboek: Omschrijving", "Boekstuknummer", "Datum", "Relatie: Code", "Omschrijving", "Uw ref."]
    head += ["Vervaldatum", "Debet", "Credit"]
    lines = []
    for n in range(24):
        lines.append(
            [
                "70",
                "Verkoop huur",
                f"2470{n:04}",
                "20-12-2025",
                f"2000{n % 8}",
                "Huur januari 2026",
                "",
                "01-01-2026",
                "947,50",
                "",
            ]
        )
        lines.append(
            [
                "20",
                "ABN AMRO 0412",
                f"2420{n:04}",
                "30-12-2025",
                f"2000{n % 8}",
                f"overboeking {NAMES[n % 8]}",
                "",
                "",
                "",
                "947,50",
            ]
        )
    lines.append(["20", "ABN AMRO 0412", "24200099", "02-01-2026", "20001", "Storno Kuiper", "24200001", "", "947,50", ""])
    lines.append(["90", "Memoriaal", "24900001", "31-12-2025", "20002", "Afboeking klein verschil", "", "", "", "5,00"])
    return sheet("Grootboekkaart_1300.csv", head, *lines)


def said_by(block: dict) -> str:
    """The kinds of entries of a block, whatever the journal is called there."""
    return block.get("constants", {}).get("entry_type") or ", ".join(block["values"]["entry_type"].values())


def test_what_receipts_say_is_not_asked_of_charges_and_a_journal_that_no_word_knows_is_what_its_lines_say():
    found = said_of(houses(), ledger())["ledger_entries"]
    text = text_of(propose([houses(), ledger()])[0])
    kinds = {said_by(each): each for each in found}

    assert list(kinds) == ["charge", "payment, write_off", "reversal"]
    assert "overboeking" not in text and "afboeking" not in str(kinds["charge"]).lower()
    assert kinds["reversal"]["columns"]["reverses_entry_id"] == "Uw ref."
