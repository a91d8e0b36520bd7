"""Words of a code list that a first mapping does not know: each is asked, however long, and none is passed over in silence."""

from __future__ import annotations

import pytest

from documents.proposal_waiting import lines_to_answer
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, questions, text_of

LETTERS = ("Betalingsherinnering (1)", "Aanmaning incl. schuldhulptekst (2)")


def letters(*words: str, title: str = "Taaktype", each: int = 8) -> Sheet:
    """A list of letters in which each word stands as often."""
    said = [word for _ in range(each) for word in (*LETTERS, *words)]
    rows = [[f"T{n}", f"C{n % 5}", word, "post", "01-02-2026"] for n, word in enumerate(said)]
    return Sheet("Taken.csv", [["Taaknummer", "Contractnummer", title, "Kanaal", "Afgerond op"], *rows])


def text(*sheets: Sheet) -> str:
    return text_of(propose(sheets)[0])


@pytest.mark.parametrize("title", ["Taaktype", "Omschrijving"])
def test_a_long_word_of_a_list_is_asked_as_a_short_one_is(title):
    long = "Overleg incl. gegevensdeling met de gemeente (3)"
    said = text(letters(long, title=title))
    (line,) = (each for each in said.partition("\nconfirmed")[2].splitlines() if "gegevensdeling" in each)

    assert line.strip().startswith("# ") and "kies uit reminder_letter" in asked_of(said, line.strip().partition("  #")[0])


def test_a_long_word_whose_meaning_is_known_is_taken():
    assert '"Sommatie incl. gegevensdeling gemeente (3)" = "summons_letter"' in text(
        letters("Sommatie incl. gegevensdeling gemeente (3)")
    )


def test_a_text_too_long_to_be_a_word_is_asked_by_its_lines():
    said = text(letters("Een heel verhaal " * 5))

    assert "nog geen betekenis onder values.action_type: wat er" in said and "staat op regel 4, 7, 10" in said
    assert "heel verhaal" not in said and lines_to_answer(said)


@pytest.mark.parametrize(("other", "is_asked"), [("Creditnota", False), ("Nota", True), ("Iets", True)])
def test_a_due_date_is_asked_only_of_a_list_that_can_hold_charges(other, is_asked):
    kinds = ("Kwijtschelding credit", "Afboeking oninbaar", other)
    rows = [[f"K{n}", f"C{n}", kind, "-100,00", f"0{n}-02-2026"] for n, kind in enumerate(kinds, start=1)]
    titles = ["Regelnr.", "Contractnummer", "Soort boeking", "Bedrag", "Datum"]

    assert ("# due_on" in text(Sheet("Boekingen.csv", [titles, *rows]))) == is_asked


INCOMING = ("Telefoon inkomend", "Telefoon inkomend over onderhoud")


@pytest.mark.parametrize(
    ("each", "skipped"), [(4, ["telefoon\\\\s+inkomend$", "over\\\\s+onderhoud$"]), (1, ["inkomend|", "onderhoud|"])]
)
def test_calls_of_the_tenant_are_passed_over_where_only_a_description_says_so(each, skipped):
    rows = [[f"T{n}", f"C{n % 5}", word, "01-02-2026"] for n, word in enumerate((*LETTERS, "Gebeld", *INCOMING) * each)]
    said = text(Sheet("Contacten.csv", [["Activiteit", "Contractnummer", "Omschrijving", "Datum activiteit"], *rows]))
    (line,) = (line for line in said.splitlines() if line.startswith("skip_lines"))

    assert all(each in line for each in skipped)
    assert "past nog niets" not in said and "inkomend" not in asked_of(said, "action_type =")


def test_a_call_by_the_tenant_is_passed_over_and_one_to_him_is_not():
    rows = [[f"T{n}", f"C{n % 5}", word, "01-02-2026"] for n, word in enumerate(("Gebeld (uitgaand)", "Gebeld door huurder") * 4)]
    said = text(Sheet("Contactmomenten.csv", [["Nr", "Contractnummer", "Contactvorm", "Datum contact"], *rows]))

    assert 'skip_lines = {"Contactvorm" = ["^gebeld\\\\ door\\\\ huurder$"]}' in said
    assert '"Gebeld (uitgaand)" = "phone_call"' in said and '"Gebeld (uitgaand)" = "phone"' in said
    assert '"Gebeld door huurder"' not in said  # nor is it asked how that went


@pytest.mark.parametrize("each", [8, 1])
def test_a_step_without_a_meaning_can_be_answered_to_be_none(each):
    said = text(letters("Afwachten", each=each))
    (asked,) = (each for each in questions(said) if "nog geen betekenis" in each or '"Afwachten"' in each)

    assert (
        "is het geen brief aan of gesprek met de huurder over de achterstand, zet" in asked
        and 'skip_lines = {"Taaktype" = [' in asked
    )


@pytest.mark.parametrize(("marks", "is_asked"), [(("", ""), True), (("ja", "nee"), False)])
def test_a_mark_that_nobody_has_is_asked_to_be_no_for_a_column_that_must_be_filled(marks, is_asked):
    rows = [[f"E{n}", "Beheer BV", mark] for n, mark in enumerate(marks)]
    said = text(Sheet("Opdrachtgevers.csv", [["Opdrachtgevernr", "Naam", "Kleine verhuurder"], *rows]))

    assert 'is_small_landlord = "Kleine verhuurder"' in said
    assert ('{"" = "false"}' in said) == is_asked


@pytest.mark.parametrize(
    ("ways", "is_asked"), [(("Intern", "Intern"), False), (("Intern", "post"), True), (("post", "post"), True)]
)
def test_a_word_of_which_each_line_is_passed_over_by_its_way_is_not_asked(ways, is_asked):
    sheet = letters()
    rows = [[f"N{n}", "C1", "Kladje", way, "01-02-2026"] for n, way in enumerate((*ways, *ways))]
    said = text(Sheet(sheet.file, [*sheet.rows, *rows]))

    assert ('"Kladje"' in said) == is_asked and ('"^intern$"' in said) == ("Intern" in ways)
