"""Whose a contract or an objection is: the only column that holds numbers of the list of tenants."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import LIKELY, Sheet

NUMBERS = [f"rec{n}AA" for n in range(10, 22)]
PEOPLE = Sheet("Gebruikers.csv", [["Record ID", "Achternaam", "Initialen", "E-mail"],
                                  *[[each, "Kade", "A.", f"a{at}@mail.example"] for at, each in enumerate(NUMBERS)]])  # fmt: skip


def contracts(*titles, numbers=NUMBERS):
    rows = [["O" + str(at), *[each] * len(titles), "Kade", str(at), "1011AB", "01-02-2020"] for at, each in enumerate(numbers)]
    return Sheet("Overeenkomsten.csv", [["Overeenkomst", *titles, "Straat", "Huisnummer", "Postcode", "Start"], *rows])


def tenant_of(*sheets, table="leases"):
    return next((block.choices.get("tenant_id") for block in propose(sheets)[0] if block.table == table), None)


def test_a_user_with_the_number_of_a_tenant_is_the_tenant_and_is_asked():
    choice = tenant_of(PEOPLE, contracts("Gebruiker (record)"))

    assert (choice.profile.title, choice.certainty) == ("Gebruiker (record)", LIKELY)
    assert "de cellen staan in Gebruikers.csv" in choice.why.doubts


@pytest.mark.parametrize(
    ("titles", "numbers"),
    [
        (["Gebruiker"], [f"KV{n}" for n in range(12)]),  # who works here
        (["Gebruiker", "Gebruiker 2"], NUMBERS),  # which of the two?
    ],
)
def test_who_works_here_and_one_of_two_columns_of_tenants_is_not_the_tenant(titles, numbers):
    assert tenant_of(PEOPLE, contracts(*titles, numbers=numbers)) is None


def test_an_objection_is_of_the_user_whose_number_it_has():
    head = ["Bezwaar", "Gebruiker (record)", "Ontvangen", "Bij wie", "Ingetrokken"]
    rows = [[f"B{at}", each, "12-09-2026", "Kantoor", ""] for at, each in enumerate(NUMBERS[:4])]

    assert tenant_of(PEOPLE, contracts("Gebruiker"), Sheet("Bezwaren.csv", [head, *rows]), table="objections") is not None
