"""Beside a title with all that is due per month a bare rent is not certain: a person says which is that of the contract."""

import pytest

from sources.recognition.sheets import layout_of
from sources.words.blocks import SURE
from sources.words.choices import choices_of


def rent_beside(title):
    rows = [["Contractnummer", "Straat", "Ingangsdatum", "Kale huur", title]]
    rows += [[f"C{n}", "Dorpsstraat", "01-02-2020", f"6{n},50", f"7{n},50"] for n in range(10)]
    return choices_of("leases", layout_of(rows))["monthly_rent"]


@pytest.mark.parametrize("title", ["Totaal pm", "Te innen/mnd", "Termijnbedrag incl.", "Prolongatiebedrag", "Huur totaal"])
def test_a_bare_rent_beside_all_that_is_due_is_not_certain(title):
    assert rent_beside(title).certainty != SURE


@pytest.mark.parametrize("title", ["Servicekosten", "Waarborgsom", "Woz-waarde"])
def test_it_is_beside_something_else(title):
    found = rent_beside(title)
    assert (found.profile.title, found.certainty) == ("Kale huur", SURE)
