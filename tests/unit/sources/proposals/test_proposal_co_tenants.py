"""Co-tenants in an own export, as `map` proposes them: by their numbers, in columns of their own, or by name only."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sources import cbs_names
from sources.recognition.beside_co_tenants import is_co_tenant
from sources.recognition.sheets import SURE, propose
from tests.support.proposal import text_of
from tests.unit.sources.proposals.test_proposal_sheets import CONTRACTS, PEOPLE, said_of, sheet


def test_a_typed_list_of_co_tenants_by_name_makes_them_tenants_too_and_never_the_tenant_himself():
    typed = sheet("medehuurders.csv", ["Huurdernr", "Achternaam", "Voorletters"], ["D1", "Yilmaz", "F."])
    found = said_of(sheet("Contracten.csv", *PEOPLE), typed)
    (co_tenant,), (_, person) = found["co_tenants"], found["tenants"]

    assert co_tenant["made_ids"] == person["made_ids"] == {"tenant_id": ["=Huurdernr", "=Achternaam"]}
    assert co_tenant["lookup"] == {"Contractnr.": ["Huurdernr", "Contracten.csv", "Huurdernr", "Contractnr."]}
    assert "tenant_id" not in co_tenant["columns"] and person["columns"]["initials"] == "Voorletters"


def test_a_second_tenant_in_columns_of_his_own_is_a_co_tenant_and_a_tenant():
    head = [*PEOPLE[0], "Medehuurder"]
    rows = [[*row, "A. de Wit" if n < 3 else ""] for n, row in enumerate(PEOPLE[1:])]
    found = said_of(sheet("Contracten.csv", head, *rows))

    assert found["co_tenants"][0]["made_ids"] == {"tenant_id": ["=Contractnr.", "=Medehuurder"]}
    assert found["co_tenants"][0]["skip_lines"] == {"Medehuurder": ["^$"]}
    assert found["tenants"][1]["split"]["last_name"] == ["Medehuurder", "last_name"]


@pytest.mark.parametrize(
    ("head", "cells", "named"),
    [
        (("2e huurder nr", "2e huurder vl.", "2e huurder naam", "2e huurder v.a."), ("M1", "A.", "Wit", "01-01-2021"),
         {"tenant_id": "2e huurder nr", "initials": "2e huurder vl.", "last_name": "2e huurder naam"}),
        (("Medeh. voorletters", "Medehuurder", "Medeh. mail"), ("AB", "Wit", "a@b.nl"),
         {"initials": "Medeh. voorletters", "last_name": "Medehuurder", "email": "Medeh. mail"}),
    ],
)  # fmt: skip
def test_each_column_of_a_second_tenant_says_what_it_holds_and_initials_are_no_number(head, cells, named):
    rows = [[*row, *(cells if n < 3 else [""] * len(cells))] for n, row in enumerate(PEOPLE[1:])]
    found = said_of(sheet("Contracten.csv", [*PEOPLE[0], *head], *rows))

    assert named.items() <= found["tenants"][1]["columns"].items()
    assert ("made_ids" in found["tenants"][1]) == ("tenant_id" not in named)


def test_numbers_of_co_tenants_that_no_list_of_tenants_has_are_named():
    head = [*PEOPLE[0], "Medehuurder nr"]
    rows = [[*row, f"M{n}" if n < 3 else ""] for n, row in enumerate(PEOPLE[1:])]
    text = text_of(propose([sheet("Contracten.csv", head, *rows)])[0])

    assert "deze nummers staan in geen lijst van huurders" in text
    assert 'skip_empty = ["tenant_id"]' in text


def test_co_tenants_are_not_made_of_names_where_a_list_has_them_by_their_numbers():
    people = [[f"K{n}", "particulier", "A. Jansen"] for n in range(10, 30)]
    second = [[*row, "B. Smit" if n < 2 else ""] for n, row in enumerate(CONTRACTS[1:])]
    sheets = (
        sheet("Contracten.csv", [*CONTRACTS[0], "Contractpartij 2"], *second),
        sheet("Partijen.csv", ["Klantnr.", "Soort", "Naam"], *people),
    )
    listed = sheet("Medehuurders.csv", ["Contractnr.", "Klantnr."], ["HC10", "K28"], ["HC11", "K29"])
    alone, beside = said_of(*sheets), said_of(*sheets, listed)

    assert [each.get("made_ids", {}) for each in alone["co_tenants"]] == [{"tenant_id": ["=Contractnr.", "=Contractpartij 2"]}]
    (found,) = beside["co_tenants"]
    assert (found["file"], found["columns"]) == ("Medehuurders.csv", {"lease_id": "Contractnr.", "tenant_id": "Klantnr."})


def test_a_list_of_co_tenants_with_numbers_that_no_list_of_tenants_has_gives_their_names_too():
    people = [[f"K{n}", "particulier", "A. Jansen"] for n in range(10, 30)]
    second = [[f"HC{n}", f"K{n + 90}", f"B.{'CDEF'[n % 4]}. van der Smit"] for n in range(10, 16)]
    found = said_of(
        sheet("Contracten.csv", *CONTRACTS),
        sheet("Klanten.csv", ["Klantnr.", "Soort", "Naam"], *people),
        sheet("Medehuurders.csv", ["Contract", "Code medehuurder", "Naam medehuurder"], *second),
    )
    (named,) = [each for each in found["tenants"] if each["file"] == "Medehuurders.csv"]

    assert named["columns"]["tenant_id"] == "Code medehuurder"
    assert named["split"]["last_name"] == ["Naam medehuurder", "last_name"]
    assert found["co_tenants"][0]["columns"] == {"lease_id": "Contract", "tenant_id": "Code medehuurder"}


def test_a_list_of_business_partners_that_holds_the_tenants_makes_nobody_a_co_tenant_of_himself():
    partners = [[row[1], "Jansen", "A."] for row in PEOPLE[1:]]
    contracts = [row[:4] for row in PEOPLE]
    found = said_of(
        sheet("Contracten.csv", *contracts), sheet("BP_PARTNERS.txt", ["Huurdernr", "Achternaam", "Voorletters"], *partners)
    )

    assert "co_tenants" not in found and len(found["tenants"]) == 1


@pytest.mark.parametrize("is_each_once", [True, False])
def test_a_second_tenant_in_a_list_kept_beside_the_contracts_is_a_co_tenant_where_each_line_is_a_contract(is_each_once):
    kept = [[row[0], "01-09-2026", "Wit, A. de" if n < 3 else ""] for n, row in enumerate(PEOPLE[1:])]
    kept += [] if is_each_once else [[PEOPLE[1][0], "01-10-2026", ""]]
    found = said_of(sheet("Contracten.csv", *PEOPLE), sheet("Lopend.csv", ["Contractnr.", "Herinnering", "Medehuurder"], *kept))

    assert ("co_tenants" in found) == is_each_once
    if is_each_once:
        (co_tenant,) = found["co_tenants"]
        assert (co_tenant["file"], co_tenant["made_ids"]) == ("Lopend.csv", {"tenant_id": ["=Contractnr.", "=Medehuurder"]})


@pytest.mark.parametrize(("name", "is_shared"), [("huurcontract_medebewoner.csv", True), ("huurcontract_bewoner.csv", False)])
def test_a_list_named_after_contracts_and_who_shares_them_gives_their_numbers_and_days(name, is_shared):
    shared = sheet(name, ["Contractnr", "Huurdernr", "Van"], ["HC10", "D11", "01-05-2018"], ["HC12", "D13", "01-06-2017"])
    found = said_of(sheet("Contracten.csv", *PEOPLE), shared)

    wanted = {"lease_id": "Contractnr", "tenant_id": "Huurdernr", "from_on": "Van"}
    assert [each["columns"] for each in found.get("co_tenants", [])] == ([wanted] if is_shared else [])


def test_a_list_of_co_tenants_says_of_each_whether_he_is_a_person_and_whether_he_died():
    people = [[f"K{n}", "particulier", "A. Jansen"] for n in range(10, 30)]
    head = ["Contract", "Medehuurder nr.", "Achternaam", "Voorletters", "Part./zakelijk", "Overleden op"]
    second = [[f"HC{n}", f"K{n + 90}", "Smit", "A.", "part.", "03-10-2026" if n == 10 else ""] for n in range(10, 14)]
    found = said_of(
        sheet("Contracten.csv", *CONTRACTS),
        sheet("Klanten.csv", ["Klantnr.", "Soort", "Naam"], *people),
        sheet("Medehuurders.csv", head, *second),
    )
    (named,) = [each for each in found["tenants"] if each["file"] == "Medehuurders.csv"]

    assert named["columns"].items() >= {"tenant_type": "Part./zakelijk", "deceased_on": "Overleden op"}.items()


def test_the_name_of_a_municipality_is_no_role_of_a_co_tenant():
    """`Utrecht` may be taken for two short forms: of a last day, and of a spouse."""
    changes = Path(cbs_names.__file__).with_name("municipality_changes.csv").read_text(encoding="utf-8")
    names = {"Utrecht", *(cell for row in csv.DictReader(changes.splitlines()) for key, cell in row.items() if "name" in key)}

    assert len(names) > 10 and not [name for name in names if is_co_tenant(name)]
    assert is_co_tenant("medehuurder") and is_co_tenant("2e huurder")


def test_co_tenants_in_columns_of_the_contracts_are_not_those_of_one_town():
    head = [*PEOPLE[0], "Gemeente", "Medehuurder nr.", "Medehuurder"]
    rows = [
        [*row, ("Utrecht", "Zeist")[n % 2], f"M{n}" if n < 4 else "", "Wit" if n < 4 else ""] for n, row in enumerate(PEOPLE[1:])
    ]
    found = said_of(sheet("Contracten.csv", head, *rows))

    assert all("Gemeente" not in each.get("only", {}) for each in found["co_tenants"])


@pytest.mark.parametrize("own", ["Contractnummer", "Ordernr"])  # the second is no certain number of the contracts themselves
def test_of_co_tenants_in_the_list_of_contracts_the_number_of_the_contract_is_not_asked_again(own):
    tenants = sheet("Huurders.csv", ["Huurdernr", "Achternaam"], *([f"H{n}", f"Naam{'abcdefghi'[n]}"] for n in range(9)))
    rows = [[f"C{n}", f"H{n}", "01-02-2020", f"H{n + 1}" if n < 4 else "", "01-03-2021" if n < 4 else ""] for n in range(8)]
    contracts = sheet("Contracten.csv", [own, "Huurdernr", "Ingangsdatum", "Medehuurder", "Medehuurder per"], *rows)
    found = propose([tenants, contracts])[0]
    numbers = {each.table: each.choices["lease_id"] for each in found if "lease_id" in each.choices}

    assert {"leases", "co_tenants"} == {*numbers}
    assert numbers["co_tenants"].certainty == numbers["leases"].certainty
    assert next(each for each in found if each.table == "co_tenants").choices["tenant_id"].certainty != SURE


@pytest.mark.parametrize(
    ("cells", "named", "split"),
    [
        (["A.", "van", "Visser"], {"initials": "Voorl.", "name_prefix": "Tussenv.", "last_name": "Naam medehuurder"}, None),
        (["", "", "A. van der Smit"], {"last_name": None}, ["Naam medehuurder", "last_name"]),
    ],
)
def test_a_list_of_co_tenants_with_numbers_of_their_own_gives_their_names_below_a_title_that_says_whose(cells, named, split):
    people = [[f"K{n}", "particulier", "A. Jansen"] for n in range(10, 30)]
    second = [[f"HC{n}", f"R{n}", *cells[:2], cells[2] + "abcd"[n % 4]] for n in range(10, 14)]
    found = said_of(
        sheet("Contracten.csv", *CONTRACTS),
        sheet("Klanten.csv", ["Klantnr.", "Soort", "Naam"], *people),
        sheet("Medehuurders.csv", ["Contractnr.", "Relatienr medehuurder", "Voorl.", "Tussenv.", "Naam medehuurder"], *second),
    )
    (theirs,) = [each for each in found["tenants"] if each["file"] == "Medehuurders.csv"]

    assert {name: theirs["columns"].get(name) for name in named} == named
    assert theirs.get("split", {}).get("last_name") == split
