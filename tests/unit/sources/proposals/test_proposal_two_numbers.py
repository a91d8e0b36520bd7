"""A list of contracts with two numbers that are called the tenant's: that which the entries name is the contract's."""

from __future__ import annotations

import pytest

from sources.recognition.entries import with_numbers_settled
from sources.recognition.sheets import SURE
from sources.words.blocks import Block, Sheet
from sources.words.choices import choices_of
from sources.words.excel_days import layout_of
from tests.unit.sources.proposals.test_proposal_phrases import proposed, titles

LINES = range(1, 9)


def rent_list(*, numbers_again: bool = False) -> tuple[str, str]:
    """Each line has a customer's code, a tenant (the last two are one person's) and the number of a key."""
    head = "Klantcode;Huurder nr;Naam;Wat;Pc;Huur sinds;Sleutelnr"
    codes = {n: f"{1000 + min(n, 4 if numbers_again else n)}" for n in LINES}
    lines = [f"{codes[n]};P{min(n, 7):03};Bos, A.;woning;1011 AB;01-0{n}-2020;{40 + n}" for n in LINES]
    return "Huurlijst.csv", "\n".join([head, *lines])


def entries(named: str) -> tuple[str, str]:
    lines = [f"M{n};0{n}-03-2026;0{n}-04-2026;{named.format(n)};70{n},50;" for n in LINES]
    lines += [f"B{n};0{n}-04-2026;;{named.format(n)};;70{n},50" for n in LINES]
    return "Debiteurmutaties.csv", "\n".join(["Mutatie-id;Datum;Verloopdatum;Klant;Debet;Credit", *lines])


def test_the_number_that_the_entries_name_is_the_contracts_and_the_other_is_the_tenants():
    found = proposed(rent_list(), entries("100{}"))
    leases = found["leases"]

    assert (titles(leases)["lease_id"], titles(leases)["tenant_id"]) == ("Klantcode", "Huurder nr")
    assert titles(found["ledger_entries"])["lease_id"] == "Klant" and not found["ledger_entries"].lookups
    assert SURE not in {leases.choices[name].certainty for name in ("lease_id", "tenant_id")}


@pytest.mark.parametrize(("named", "numbers_again"), [("P00{}", False), ("100{}", True), ("9{}", False)])
def test_a_number_of_persons_or_of_several_lines_or_that_no_entry_names_is_not_taken_for_the_contracts_by_them(
    named, numbers_again
):
    leases = proposed(rent_list(numbers_again=numbers_again), entries(named)).get("leases")

    assert leases is None or "boekingen" not in str(leases.choices["lease_id"].why)


def test_the_number_of_a_door_key_is_no_number_of_a_contract_and_a_list_that_agrees_with_itself_is_not_certain():
    leases = proposed(rent_list())["leases"]

    assert "Sleutelnr" not in titles(leases).values()
    assert leases.choices["tenant_id"].certainty != SURE


def block(table: str, text: str) -> Block:
    sheet = Sheet(f"{table}.csv", [line.split(";") for line in text.splitlines()])
    layout = layout_of(sheet.rows)
    assert layout is not None
    return Block(table, sheet, layout, choices_of(table, layout))


@pytest.mark.parametrize(("settled", "taken"), [("88{}", "Id"), ("20{}", "Factuurnummer"), ("77{}", "Factuurnummer")])
def test_of_two_numbers_of_an_entry_that_counts_which_the_list_of_settlements_names(settled, taken):
    charges = "\n".join(["Id;Boekdatum;Bedrag;Factuurnummer", *(f"88{n};01-03-2026;70{n},50;20{n}" for n in LINES)])
    pairs = "\n".join(["Ontvangst-id;Vordering-id", *(f"99{n};{settled.format(n)}" for n in LINES)])
    (ledger, _) = with_numbers_settled([block("ledger_entries", charges), block("allocations", pairs)])

    found = ledger.choices["entry_id"]
    assert (found.profile.title, found.certainty != SURE) == (taken, True)
