"""Lists that say by their name, or by a title of their own, which table they give; and titles that speak of two numbers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sources.proposal import SURE, Choice, Sheet, propose

CASES = [[f"D{n}", f"C{n}", "Bos & Zn. Deurwaarders", f"26/{n}00", "01-09-2026", ""] for n in range(4)]


def choices(name: str, head: list[str], lines: list[list[str]], table: str) -> Mapping[str, Choice]:
    """What is chosen for each of our columns; nothing where the list does not give the table."""
    blocks = propose([Sheet(f"{name}.csv", [head, *lines])])[0]
    return next((block.choices for block in blocks if block.table == table), {})


def given(name: str, head: list[str], lines: list[list[str]], table: str) -> dict[str, str]:
    """Our columns and the titles taken for them."""
    return {column: choice.profile.title for column, choice in choices(name, head, lines, table).items()}


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Deurwaarderszaken", ["Dossiernr", "Contractnr", "Uit handen aan", "Kenmerk GDW", "Naar deurwaarder", "Afgedaan"]),
        ("Bailiff cases", ["Case no", "Lease no", "Collection agency", "Agency ref", "Handover date", "Closed"]),
        ("Incasso extern", ["Incassozaak", "Verhuring", "Overgedragen aan", "Dossiernr deurwaarder", "Aangemeld op", "Retour"]),
    ],
)
def test_cases_in_other_hands_name_the_bailiff_by_his_name(name, head):
    case, lease, agency, reference, handed_over, closed = head

    assert given(name, head, CASES, "collection_cases") == {
        "case_id": case, "lease_id": lease, "agency_id": agency, "agency_reference": reference,
        "handed_over_on": handed_over, "ended_on": closed,
    }  # fmt: skip
    assert not given(name, head, CASES, "collection_actions")


def test_a_list_of_letters_is_none_of_cases_or_evictions_though_it_has_a_day_that_they_could_have():
    head = ["Actie", "Contractnr", "Soort brief", "Kenmerk", "Verstuurd", "Opmerking"]
    lines = [[f"A{n}", f"C{n}", "Aanmaning", f"K{n}", "01-09-2026", ""] for n in range(4)]

    assert not given("Brieven", head, lines, "collection_cases") and not given("Brieven", head, lines, "eviction_notices")
    assert given("Brieven", head, lines, "collection_actions")["performed_on"] == "Verstuurd"


def test_the_number_of_a_contract_of_a_tenant_is_certain_of_neither_and_that_of_the_tenant_alone_comes_first():
    head = ["Contract nr. huurder", "Deb.nr", "Ingangsdatum", "Soort", "Postcode"]
    lines = [[f"C{n}", f"H{n}", "01-01-2020", "Woning", "1011AB"] for n in range(4)]
    of_leases = choices("Contracten", head, lines, "leases")

    assert of_leases["tenant_id"].profile.title == "Deb.nr"
    assert all(choice.certainty != SURE for choice in of_leases.values() if choice.profile.title == "Contract nr. huurder")


def test_numbers_of_contracts_that_look_like_amounts_are_no_rent():
    head = ["Plan no.", "Nr. huurovereenkomst", "Regeling d.d.", "Verbroken", "Aangemaakt op"]
    lines = [[f"B{n}", f"0200{n}.01", "01-09-2026", "", "02-09-2026"] for n in range(5)]

    assert {each.table for each in propose([Sheet("Betalingsafspraken.csv", [head, *lines])])[0]} == {"payment_arrangements"}
