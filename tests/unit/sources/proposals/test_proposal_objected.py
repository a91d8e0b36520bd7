"""Lists of objections to all sorts of things: only those to the sharing of data keep a signal back."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

TITLES = ["Bezwaarnr", "Huurdernr", "Ontvangen op", "Ingetrokken op", "Binnengekomen bij"]


def objections(title: str, *against: str, codes: dict[str, str] | None = None) -> tuple[dict[str, object], str]:
    """The block of a list in which each objection is against one of these, and the whole text. `codes`: what a table beside the
    list says of them.
    """
    rows = [[f"B{n}", f"H{n}", f"0{n + 1}-10-2026", "", "verhuurder", each] for n, each in enumerate(against)]
    sheets = [Sheet("Bezwaren.csv", [[*TITLES, title], *rows])]
    sheets += [Sheet("tlkpBezwSoort.csv", [["cd", "oms"], *map(list, codes.items())])] if codes else []
    text = text_of(propose(sheets)[0])
    (block,) = tomllib.loads(text)["objections"]
    return block, text


@pytest.mark.parametrize("title", ["Soort bezwaar", "Onderwerp", "Waartegen", "Betreft"])
def test_only_objections_to_sharing_are_taken_and_this_is_asked(title):
    block, text = objections(title, "Huurverhoging", "Delen van gegevens", "Afrekening servicekosten", "Vroegsignalering")

    assert block["only"] == {title: ["Delen van gegevens", "Vroegsignalering"]}
    assert block["skip_lines"] == {title: [r"^afrekening\s+servicekosten$", "^huurverhoging$"]}
    assert "houden geen melding tegen" in asked_of(text, "only")


def test_what_a_code_says_elsewhere_is_what_the_objection_is_against():
    said = {"1": "Huurverhoging", "2": "Delen gegevens gemeente"}
    block, _ = objections("soort", "1", "2", "1", codes=said)

    assert block["only"] == {"soort": ["2"]} and block["skip_lines"] == {"soort": ["^1$"]}


def test_an_objection_of_which_nothing_says_what_it_is_against_counts():
    block, _ = objections("Betreft", "Huurverhoging", "Delen van gegevens", "")

    assert block["only"] == {"Betreft": ["Delen van gegevens", ""]}


@pytest.mark.parametrize(
    "against", [("Huurverhoging", "Servicekosten"), ("VS", "HV", "X2"), ("Huurverhoging", "Delen", "Divers")]
)
def test_a_word_that_may_be_of_either_waits_for_an_answer(against):
    _, text = objections("Onderwerp", *against)

    assert "staat waartegen elk bezwaar is" in text.partition("KIJK NA")[0].replace("\n#     ", " ")


@pytest.mark.parametrize(
    ("title", "against"),
    [
        ("Soort bezwaar", ("Delen van gegevens", "Vroegsignalering")),  # each against sharing
        ("Soort", ("Schriftelijk", "Mondeling")),
        ("Opmerking", ("Huurverhoging", "Delen van gegevens")),  # free text says anything
    ],
)
def test_where_no_word_says_something_else_each_objection_counts(title, against):
    block, _ = objections(title, *against)

    assert "only" not in block and "skip_lines" not in block
