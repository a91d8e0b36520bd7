"""Surnames with their prefix in front, in a column of their own: `de Vries`."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import prepared
from tests.unit.sources.proposals.test_proposal_companies import of_table

TITLES = ["Huurdernr", "Soort huurder", "Voorletters", "Achternaam"]
NAMES = ["Jansen", "de Vries", "van den Berg", "Smit", "in 't Veld", "Bakker"]


def tenants(*names: str, more: str = "") -> tuple[dict, str]:
    head = [*TITLES, *([more] if more else [])]
    lines = [[f"H{n}", "Particulier", f"{'ABCDEFGH'[n % 8]}.", name, *([""] if more else [])] for n, name in enumerate(names, 10)]
    if more:
        lines[0][-1] = "van"
    text = text_of(propose([Sheet("Huurders.csv", [head, *lines])])[0])
    return tomllib.loads(text)["tenants"][0], text


def test_the_prefix_is_taken_apart_and_that_is_asked():
    found, text = tenants(*NAMES)

    assert found["split"] == {
        "last_name": ["Achternaam", "surname_after_prefix"], "name_prefix": ["Achternaam", "prefix_before_surname"]
    }  # fmt: skip
    assert "in 3 van 6 cellen staat een voorvoegsel voor de achternaam" in asked_of(text, "surname_after_prefix")


@pytest.mark.parametrize(
    ("names", "more"),
    [(("Jansen", "Smit", "Deventer", "Bakker"), ""), (("de la Cruz", "El Amrani", "Da Silva"), ""), (NAMES, "Tussenvoegsel")],
)
def test_names_without_one_and_lists_with_a_column_for_it_are_left_as_they_are(names, more):
    found, _ = tenants(*names, more=more)
    assert found["columns"]["last_name"] == "Achternaam" and "split" not in found


MAPPING = """
[tenants]
file = "huurders.csv"
columns = {tenant_id = "Nr"}
constants = {tenant_type = "person"}
split = {last_name = ["Naam", "surname_after_prefix"], name_prefix = ["Naam", "prefix_before_surname"]}
"""


@pytest.mark.parametrize(
    ("name", "surname", "prefix"),
    [
        ("de Vries", "Vries", "de"), ("van den Berg", "Berg", "van den"), ("van 't Hof", "Hof", "van 't"),
        ("in ’t Veld", "Veld", "in ’t"), ("van der Meer-de Boer", "Meer-de Boer", "van der"), ("van Öttingen", "Öttingen", "van"),
        ("Jansen", "Jansen", None), ("Denissen", "Denissen", None), ("de la Cruz", "de la Cruz", None),
        ("De Smet", "De Smet", None), ("El Amrani", "El Amrani", None), ("erven de Vries", None, None),
    ],
)  # fmt: skip
def test_a_run_takes_a_dutch_prefix_in_small_letters_from_before_a_capital(tmp_path, name, surname, prefix):
    report = prepared(tmp_path, MAPPING, huurders__csv=f"Nr;Naam\n1;{name}\n")
    assert of_table(report, "last_name, name_prefix") == [(surname, prefix)]
