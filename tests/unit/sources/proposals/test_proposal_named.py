"""Lists whose lines have a number for people and a key for other lists: what these name a line by is its number."""

from __future__ import annotations

import uuid

import pytest

from sources.recognition.sheets import SURE, Sheet, propose

LINES = range(12)


def guid(what: str, n: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{what}/{n}"))


CONTRACTS = [["Sleutel", "Nummer", "Bewoner.sleutel", "Eigenaar.sleutel", "Ingangsdatum", "Postcode", "Huisnr", "Soort"]]
CONTRACTS += [[guid("c", n), f"C{n:03}", guid("b", n), guid("e", n % 2), "2020-01-01", "1011AB", f"{n}", "Woning"] for n in LINES]
PEOPLE = [
    ["Sleutel", "Bewonersnr", "Achternaam"],
    *([guid("b", n), f"{700 + n}", f"Voorbeeld{'abcdefghijkl'[n]}"] for n in LINES),
]
ENTRIES = [["Sleutel", "Contract.sleutel", "Boekdatum", "Vervaldatum", "Soort boeking", "Bedrag", "Tegenboeking van"]]
ENTRIES += [[guid("v", n), guid("c", n), "2026-01-01", "2026-01-01", "Huur", f"9{n:02}.50", ""] for n in LINES]
ENTRIES += [[guid("o", n), guid("c", n), "2026-01-03", "", "Betaling", f"-9{n:02}.50", ""] for n in LINES]
OBJECTIONS = [["Bezwaarnr", "Bewoner.sleutel", "Ontvangen op"], *([f"B{n}", guid("b", n), "2026-02-01"] for n in (2, 5))]


def found(*further: tuple[str, list[list[str]]], people: list[list[str]] = PEOPLE):
    lists = [("Contracten.csv", CONTRACTS), ("Bewoners.csv", people), *further]
    blocks, _ = propose([Sheet(name, lines) for name, lines in lists])
    return {block.table: block for block in blocks}


def test_a_list_is_known_by_the_number_that_others_name_it_by_and_nothing_is_looked_up():
    blocks = found(("Boekingen.csv", ENTRIES), ("Bezwaren.csv", OBJECTIONS))
    own = {("leases", "lease_id"), ("tenants", "tenant_id")}
    named = {("ledger_entries", "lease_id"), ("objections", "tenant_id"), ("leases", "tenant_id")}

    assert {blocks[table].choices[column].profile.title for table, column in own} == {"Sleutel"}
    assert all(blocks[table].choices[column].certainty != SURE for table, column in own)
    assert {blocks[table].choices[column].profile.title for table, column in named} == {"Contract.sleutel", "Bewoner.sleutel"}
    assert not any(block.lookups for block in blocks.values())


def test_where_others_name_the_number_for_people_that_is_the_key_though_each_line_has_another():
    numbered = [
        ["Sleutel", "Bewonersnr", "Achternaam"],
        *([f"{700 + n}", guid("b", n), line[2]] for n, line in enumerate(PEOPLE[1:])),
    ]

    assert found(people=numbered)["tenants"].choices["tenant_id"].profile.title == "Bewonersnr"


@pytest.mark.parametrize(("title", "is_settled"), [("Tegenboeking.sleutel", True), ("Tegenboeking.bedrag", False)])
def test_in_a_list_of_settlements_the_booking_against_it_is_the_receipt(title, is_settled):
    lines = [["Boeking.sleutel", title, "Datum", "Bedrag"]]
    lines += [[guid("v", n), guid("o", n) if is_settled else f"1{n}.25", "2026-01-04", f"9{n:02}.50"] for n in LINES]
    settled = found(("Boekingen.csv", ENTRIES), ("Afgeletterd.csv", lines)).get("allocations")

    assert (settled is not None) == is_settled
    if settled:
        assert settled.choices["credit_entry_id"].profile.title == title


@pytest.mark.parametrize("name", ["Uit-handen.csv", "Incasso_extern.csv"])
def test_cases_in_the_hands_of_an_agency_are_no_letters_however_their_list_is_spelt(name):
    lines = [["Dossiernr", "Contract.sleutel", "Bureau", "Overgedragen op", "Soort"]]
    lines += [[f"D{n}", guid("c", n), "Voorbeeld Deurwaarders", "2026-03-01", "GDW"] for n in LINES]
    blocks = found((name, lines))

    assert "collection_cases" in blocks
    assert "collection_actions" not in blocks
