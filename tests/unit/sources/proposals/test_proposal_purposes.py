"""What charges are for: a short list of words says it before a free text beside it does."""

from __future__ import annotations

import pytest

from sources.recognition.purposes import with_list_of_purposes
from sources.words.blocks import LIKELY, Sheet
from sources.words.choices import choices_of
from sources.words.excel_days import layout_of

TITLES = ["Boekingsnummer", "Contract", "Soort boeking", "Tegenpost", "Omschrijving", "Boekdatum", "Bedrag"]
MONTHS = ("06", "07", "08", "09", "10", "11")
LINES = (("Factuur", "Basis", "Huur {}"), ("Factuur", "Servicekosten", "Servicekosten {}"), ("Factuur", "Rente", "Rente {}"),
         ("Factuur", "Aanmaankosten", "Incassokosten {}"), ("Betaling", "Servicekosten", "Betaling huur {}"))  # fmt: skip


def purpose(lines=LINES, months=MONTHS, title="Tegenpost"):
    titles = [title if each == "Tegenpost" else each for each in TITLES]
    rows = [
        [f"B{at}{month}", "C1", kind, what, text.format(month), f"01-{month}-2026", "12,00"]
        for month in months
        for at, (kind, what, text) in enumerate(lines)
    ]
    sheet = Sheet("boekingen.csv", [titles, *rows])
    layout = layout_of(sheet.rows)
    return with_list_of_purposes(sheet, layout, choices_of("ledger_entries", layout)).get("category")


def test_a_list_of_words_that_says_what_charges_are_for_comes_before_a_text_and_is_asked():
    choice = purpose()

    assert (choice.profile.title, choice.certainty) == ("Tegenpost", LIKELY)


@pytest.mark.parametrize(
    ("title", "words", "taken"),
    [
        ("Kostendrager", ("HUUR", "SERV", "INCASSO"), "Kostendrager"),
        ("Kostenplaats", ("Huur", "Servicekosten", "Rente"), "Kostenplaats"),
        ("Kostendrager", ("C0101", "C0102", "C0103"), "Omschrijving"),
        ("Kostendrager", ("SERV", "INCASSO", "RENTE"), "Omschrijving"),
    ],
)
def test_what_bears_costs_says_what_a_charge_is_for_where_its_words_are_those_of_charges_and_rent_is_one(title, words, taken):
    rows = [[f"B{n}", "C1", "Factuur", words[n % 3], f"Huur {n % 9 + 1}", f"01-{n % 9 + 1:02}-2026", "12,00"] for n in range(30)]
    titles = [title if each == "Tegenpost" else each for each in TITLES]
    choice = choices_of("ledger_entries", layout_of([titles, *rows])).get("category")

    assert (choice.profile.title, choice.certainty) == (taken, LIKELY)


@pytest.mark.parametrize(("texts", "taken"), [(("Incassokosten {}",), "Tegenpost"), (("Incassokosten", "Rente"), "Omschrijving")])
def test_a_code_that_nobody_knows_is_a_purpose_where_the_text_on_each_of_its_lines_says_the_same(texts, taken):
    costs = [("Factuur", "KOST", text) for text in texts]
    assert purpose([*LINES[:2], *costs]).profile.title == taken


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"lines": [(kind, "Basis" if what == "Rente" else what, text) for kind, what, text in LINES]}, "too few purposes"),
        ({"lines": [*LINES[:2], ("Factuur", "Rente", "Huur {}"), *LINES[3:]]}, "the text says otherwise"),
        ({"lines": [(kind, "" if what == "Basis" else what, text) for kind, what, text in LINES]}, "of the rent it says nothing"),
        ({"title": "Btw-soort"}, "its title is that of a tax"),
    ],
)
def test_a_text_stays_where_a_list_says_less_or_otherwise(changed, why):
    assert purpose(**changed).profile.title == "Omschrijving", why


def test_words_of_kinds_that_are_what_charges_are_for_too_come_before_a_text():
    kinds = (("Huur", "Huur {}"), ("Servicekosten", "Servicekosten {}"), ("Incassokosten", "Kosten {}"), ("Rente", "Rente {}"))
    lines = [(kind, "x", text) for kind, text in (*kinds, ("Incasso", "Betaling huur {}"), ("Doorbelasting", "Reparatie {}"))]

    assert purpose(lines).profile.title == "Soort boeking"
