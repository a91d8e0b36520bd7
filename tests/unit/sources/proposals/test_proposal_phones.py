"""Two telephone numbers in one cell: together they are none."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import prepared
from tests.unit.sources.proposals.test_proposal_companies import of_table

TITLES = ["Huurdernr", "Soort huurder", "Voorletters", "Achternaam"]
ONE, TWO = "06-12345678", "06-12345678 / 020-1234567"


def tenants(*phones: tuple[str, ...], titles: tuple[str, ...] = ("Telefoon",)) -> tuple[dict, str]:
    lines = [[f"H{n}", "Particulier", "A.", f"Jansen{'abcdefgh'[n % 8]}", *each] for n, each in enumerate(phones, 10)]
    text = text_of(propose([Sheet("Huurders.csv", [[*TITLES, *titles], *lines])])[0])
    return tomllib.loads(text)["tenants"][0], text


@pytest.mark.parametrize("cells", [(ONE, TWO, ONE), (TWO, TWO, TWO)])
def test_each_is_a_number_of_the_tenant_and_that_is_asked(cells):
    found, text = tenants(*((each,) for each in cells))

    assert found["split"] == {"phone_1": ["Telefoon", "first_phone"], "phone_2": ["Telefoon", "second_phone"]}
    assert "twee telefoonnummers" in asked_of(text, "first_phone")


def test_beside_a_second_column_the_second_of_a_cell_is_the_third():
    found, _ = tenants((TWO, ONE), (ONE, ONE), (ONE, ""), titles=("Telefoon", "Mobiel"))
    assert found["split"] == {"phone_1": ["Telefoon", "first_phone"], "phone_3": ["Telefoon", "second_phone"]}


def test_a_column_of_one_number_each_is_read_as_it_is():
    found, _ = tenants((ONE,), ("020/1234567",), ("+31 20 123 4567",))
    assert found["columns"]["phone_1"] == "Telefoon" and "split" not in found


MAPPING = """
[tenants]
file = "huurders.csv"
columns = {tenant_id = "Nr", last_name = "Naam"}
constants = {tenant_type = "person"}
split = {phone_1 = ["Tel", "first_phone"], phone_2 = ["Tel", "second_phone"]}
"""


@pytest.mark.parametrize(
    ("cell", "first", "second"),
    [
        (ONE, ONE, None), (TWO, ONE, "020-1234567"), ("0612345678/0201234567", "0612345678", "0201234567"),
        ("06 12345678 of 020 1234567", "06 12345678", "020 1234567"),
        ("+31612345678, +31201234567", "+31612345678", "+31201234567"),
        ("020/1234567", "020/1234567", None), ("06-12345678 (moeder)", "06-12345678 (moeder)", None), ("", None, None),
    ],
)  # fmt: skip
def test_a_run_takes_two_apart_and_leaves_a_cell_with_anything_else_in_it_as_it_is(tmp_path, cell, first, second):
    report = prepared(tmp_path, MAPPING, huurders__csv=f'Nr;Naam;Tel\n1;Jansen;"{cell}"\n')
    assert of_table(report, "phone_1, phone_2") == [(first, second)]
