"""Charges with nothing below the title of what they are for, of which their kind says it: costs and interest among rents."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from sources.recognition.sheets import Sheet, propose
from tests.support.proposal import asked_of, text_of

HEAD = ["Mutatienummer", "Contractnummer", "Soort", "Component", "Boekdatum", "Vervaldatum", "Bedrag", "Omschrijving"]


def proposed(*kinds: tuple[str, str, str, str]) -> tuple[list[dict[str, Any]], str]:
    """Rents and receipts, and two lines of each further (kind, component, amount, description)."""
    lines = [("PRO", "Huur", "600,00", "Prolongatie")] * 24 + [("BET", "", "-600,00", "Betaling")] * 12
    lines += [each for each in kinds for _ in range(2)]
    rows = []
    for n, (kind, component, amount, text) in enumerate(lines):
        booked, due = (f"{n % 27 + 1:02}-{month:02}-2026" for month in (8, 9))
        rows.append([f"{4000 + n}", f"{100700 + n % 9}", kind, component, booked, due, amount, text])
    text = text_of(propose([Sheet("mutaties.csv", [HEAD, *rows])])[0])
    return tomllib.loads(text)["ledger_entries"], text


def test_a_code_whose_lines_are_all_described_as_costs_or_interest_says_it_and_is_asked():
    costs, interest = ("INC", "", "48,40", "Incassokosten cf. WIK"), ("RTE", "", "4,12", "Wettelijke rente")
    [block], text = proposed(costs, interest)

    assert block["if_empty"] == {"category": "Soort"}
    assert {"INC": "collection_costs", "RTE": "interest"}.items() <= block["values"]["category"].items()
    assert "BET" not in block["values"]["category"] and asked_of(text, "if_empty")


def test_a_word_for_the_kind_may_say_it_by_itself():
    [block], _ = proposed(("Incassokosten", "", "48,40", ""))

    assert block["values"]["category"]["Incassokosten"] == "collection_costs"


@pytest.mark.parametrize(
    "kind",
    [
        ("INC", "Huur", "48,40", "Incassokosten cf. WIK"),  # the title itself says it
        ("INC", "", "48,40", "Nota 14"),  # nothing does
        ("INC", "", "-600,00", "Incassokosten"),  # that money came in
        ("AIN", "", "600,00", "Automatische incasso"),  # as did this
        ("PRO", "", "48,40", "Incassokosten"),  # a kind that has something there on other lines
    ],
)
def test_of_another_kind_nothing_is_said_by_it(kind):
    assert not any("if_empty" in block for block in proposed(kind)[0])
