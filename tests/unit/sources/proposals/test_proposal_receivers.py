"""At whom an objection came in, by a cross or a yes below a title that names one of the two: `Via gemeente?`."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import text_of


def values(title: str, *cells: str) -> dict[str, str] | None:
    """What each cell below the title means, of a list of objections; None where the title is not read."""
    head = ["Volgnr", "Huurdernr", "Naam", "Datum bezwaar", title, "Ingetrokken d.d."]
    rows = [[f"{n}", f"1300{n}", "Bos", f"1{n}-10-2026", cell, ""] for n, cell in enumerate(cells, 1)]
    (found,) = tomllib.loads(text_of(propose([Sheet("Lijsten.xlsx", [head, *rows], "Bezwaren")])[0]))["objections"]
    return found["values"]["received_by"] if found["columns"].get("received_by") == title else None


@pytest.mark.parametrize("title", ["Via gemeente?", "Via gemeente", "Door gemeente", "Ontvangen door gemeente", "Via gem."])
def test_a_cross_says_that_it_came_in_at_the_municipality_and_an_empty_cell_that_it_did_not(title):
    assert values(title, "", "X", "") == {"X": "municipality", "": "landlord"}


def test_a_yes_and_a_no_say_so_too():
    assert values("Via gemeente?", "nee", "ja", "nee") == {"ja": "municipality", "nee": "landlord"}
    assert values("Ontvangen door kantoor", "j", "n", "j") == {"j": "landlord", "n": "municipality"}


def test_other_letters_are_not_taken_for_a_yes():
    assert values("Via gemeente?", "q", "X", "") is None
