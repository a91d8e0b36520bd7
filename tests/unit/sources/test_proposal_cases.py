"""The list of cases that a bailiff sends himself: his number, our contract as a reference, and what he reported."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import SURE
from tests.unit.sources.test_proposal_by_hand import CONTRACTS
from tests.unit.sources.test_proposal_phrases import proposed, titles

DAYS = {"reported_on": "Gemeld bij gemeente", "ended_on": "Melding ingetrokken"}


def cases(reference: str, *, others: str = ""):
    """The blocks of four cases, one of them reported; `others`: a number that the bailiff has beside that of the case."""
    head = ";".join(["Zaaknummer", reference, "Opdracht ontvangen", *DAYS.values(), *([others] if others else [])])
    lines = [
        f"2026{n};C-{n};20-10-2026;{'28-10-2026;02-11-2026' if n == 12 else ';'}" + (f";G{n}" if others else "")
        for n in range(10, 14)
    ]
    return proposed(CONTRACTS, ("Zakenlijst deurwaarder.csv", "\n".join([head, *lines])))


def test_in_the_list_that_a_bailiff_sends_the_reference_is_our_contract_and_a_day_of_reporting_is_his():
    found = cases("Uw kenmerk")
    numbers = {name: titles(found["collection_cases"])[name] for name in ("case_id", "lease_id", "agency_reference")}
    reports = found["reported_elsewhere"]

    assert numbers == {"case_id": "Zaaknummer", "lease_id": "Uw kenmerk", "agency_reference": "Zaaknummer"}
    assert titles(reports) == {"lease_id": "Uw kenmerk", **DAYS} and "zelf gemeld" in reports.asked
    assert SURE not in {each.certainty for each in reports.choices.values()}


@pytest.mark.parametrize(
    ("reference", "others", "is_his"), [("Contractnr", "", False), ("Uw kenmerk", "Ons dossiernummer deurwaarder", True)]
)
def test_a_list_with_our_own_titles_says_of_nobody_who_reported_and_his_other_number_stays_his_reference(
    reference, others, is_his
):
    found = cases(reference, others=others)

    assert ("reported_elsewhere" in found) == is_his
    assert titles(found["collection_cases"]).get("agency_reference") == (others or None)


@pytest.mark.parametrize(("kinds", "day", "tables"), [
    (("Gerechtelijk", "Minnelijk"), "Gesloten op", {"collection_cases"}),  # how far each came
    (("Gerechtelijk", "Sommatie"), "Verzonden op", {"collection_cases", "collection_actions"}),
])  # fmt: skip
def test_cases_are_no_letters_because_a_word_says_how_far_each_came(kinds, day, tables):
    head = f"Incasso ID;Contract ID;Incassopartij;Doorgezet op;{day};Fase"
    lines = [f"cc{n};C-{n};collectum;2026-10-{n};2026-11-{n};{kinds[n % 2]}" for n in range(10, 14)]
    found = proposed(CONTRACTS, ("incasso.csv", "\n".join([head, *lines])))

    assert {table for table in found if table.startswith("collection")} == tables
    assert titles(found["collection_cases"])["handed_over_on"] == "Doorgezet op"
