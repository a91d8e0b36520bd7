"""Streets that are called by a year: which of the two numbers of `Plein 1944 3` is the house's, a person is asked."""

from __future__ import annotations

import duckdb
import pytest

from sources.reading.shapes import part_of
from sources.recognition.sheets import Sheet, propose
from tests.support.proposal import asked_of, text_of

PARTS = ("street_year", "house_number_year", "house_number_suffix_year")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Plein 1944 185 bis", ("Plein 1944", "185", "bis")), ("Plein 1944 nr. 3", ("Plein 1944", "3", "")),
        ("Plein 1944 3, 6511 JB Nijmegen", ("Plein 1944", "3", "")), ("Plein 1944 12-2", ("Plein 1944", "12", "2")),
        ("Kerkstraat 12-A", ("Kerkstraat", "12", "A")), ("Laan van 1914 7", ("Laan van 1914", "7", "")),
        ("Dorpsstraat 12 3", ("", "", "")), ("Hoofdweg 1944", ("Hoofdweg", "1944", "")),
    ],
)  # fmt: skip
def test_where_the_mapping_says_so_a_year_is_of_the_street_and_of_two_other_numbers_neither_is_taken(cell, parts):
    sql = ", ".join(part_of("cell", name) for name in PARTS)

    assert duckdb.connect().execute(f"select {sql} from (select ? as cell)", [cell]).fetchall() == [parts]


@pytest.mark.parametrize(
    ("street", "part"), [("Plein 1944", "house_number_year"), ("Kerkstraat", "house_number"), ("Dorpsstraat 12", "house_number")]
)
def test_years_in_addresses_are_proposed_as_those_of_streets_and_asked(street, part):
    addresses = [f"{street} {n}" if n < 3 else f"Bosweg {n}" for n in range(1, 11)]
    rows = [["Contractnr", "Huurdernr", "Adres", "Ingangsdatum"]]
    rows += [[f"C{n}", f"H{n}", address, "01-02-2020"] for n, address in enumerate(addresses)]
    text = text_of(propose([Sheet("Contracten.csv", rows)])[0])

    assert f'house_number = ["Adres", "{part}"]' in text
    assert ("een jaar bij de straat" in asked_of(text, "split = ")) == part.endswith("year")
