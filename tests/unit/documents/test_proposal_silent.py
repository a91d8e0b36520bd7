"""Whoever confirms a mapping sees in brief which words were read without a question, and says which are not so."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from documents.proposal_choices import Later
from documents.proposal_silent import MOST, OWN_CALL, confirmed, in_words, silent_words
from orchestration.cli import main
from orchestration.cli.map_questions import Answers, agree, confirm, with_corrections
from sources.proposals.answers import Proposal
from sources.words.notes import Line, Note, answer, look
from tests.unit.documents.test_proposal_dialogue import KINDS, after, block, proposal, replies, said, title


def log(*asked: Line, **words: str) -> Proposal:
    """A list of letters and calls with words that are clear, and `asked` ones."""
    lines = [Line(word.replace("_", " "), code) for word, code in words.items()]
    passed = Line("skip_lines", {"Soort": ["^huur\\ omhoog$"], "Nr": ["^(sub)?totaal"]})
    columns = [title("action_type", "Soort", asks=False), title("channel", "Hoe", asks=False)]
    return proposal(
        block("collection_actions", [passed], columns=columns, values__action_type=[*lines, *asked],
              values__channel=[Line("Bellen", "phone")]),
        block("leases", columns=[title("unit_type", "Type", asks=False)], values__unit_type=[Line("Flat", "dwelling")]),
    )  # fmt: skip


CALLS = log(Herinnering="reminder_letter", Gesprek_huurder="phone_call", Belpoging="phone_call")


def test_words_that_nobody_asked_about_stand_on_one_line_for_each_kind_by_what_they_mean():
    shown = in_words(silent_words(CALLS, CALLS))
    _, letters, units, passed = shown.splitlines()
    assert '"Gesprek huurder", "Belpoging" = telefoongesprek' in letters and '"Herinnering" = brief' in letters
    assert OWN_CALL in letters and '"Flat" = woning' in units and '"huur omhoog"' in passed
    assert "Bellen" not in shown and "totaal" not in shown  # how a call was made decides nothing


def test_a_code_stands_there_with_its_text():
    letter = Line("1", "reminder_letter", Note(shown="Herinnering"))
    start = proposal(
        block("collection_actions", columns=[title("action_type", "Stap", asks=False)], values__action_type=[letter])
    )
    assert '"1" ("Herinnering") = brief zonder meer' in in_words(silent_words(start, start))


def test_what_was_asked_and_answered_is_not_shown_again():
    waiting = Line("Mail", "", answer(options=KINDS), waits=True)
    start = log(waiting, Line("Aanmaning", "demand_letter", look("wijst deze brief op schuldhulp?")), Brief="reminder_letter")
    found = after(after(start, '"Mail"', "1"), "schuldhulp", "j")
    shown = in_words(silent_words(start, found))
    assert '"Brief"' in shown and "Mail" not in shown and "Aanmaning" not in shown and OWN_CALL not in shown


def test_of_many_words_that_mean_the_same_a_few_are_shown_with_how_many_more():
    start = log(**{f"Brief{n}": "reminder_letter" for n in range(MOST + 3)})
    assert f'"Brief{MOST - 1}" en nog 3 = brief' in in_words(silent_words(start, start))


def test_where_every_word_was_asked_a_mapping_is_confirmed_without_a_list():
    shown: list[str] = []
    start = proposal(block("objections"))
    assert confirmed([], start, lambda text: (shown.append(text), "j")[1]) == (start, True)
    assert "nummers" not in shown[0] and not in_words(silent_words(start, start))


@pytest.mark.parametrize(("typed", "expected"), [("j", True), ("ja", True), ("n", False), ("", False)])
def test_only_a_yes_confirms(typed, expected):
    assert confirmed(silent_words(CALLS, CALLS), CALLS, replies("9", "x", typed)) == (CALLS, expected)


@pytest.mark.parametrize(
    ("typed", "meanings"),
    [
        (("1", "2", "0"), {"Herinnering": "reminder_letter", "Belpoging": "phone_call"}),
        (
            ("1", "2 3", "1", "5"),
            {"Herinnering": "reminder_letter", "Gesprek huurder": "reminder_letter", "Belpoging": "home_visit"},
        ),
    ],
)
def test_a_word_that_means_something_else_is_corrected_and_that_confirms_nothing_yet(typed, meanings):
    found, is_agreed = confirmed(silent_words(CALLS, CALLS), CALLS, replies(*typed))
    assert not is_agreed and said(found)["collection_actions"][0]["values"]["action_type"] == meanings


@pytest.mark.parametrize("typed", [("3",), ("1", ""), ("1", "2", "")])
def test_what_is_passed_over_is_for_the_file_and_what_is_left_stays_as_it_was(typed):
    with pytest.raises(Later):
        confirmed(silent_words(CALLS, CALLS), CALLS, replies(*typed))


def at_the_keyboard(answers: Answers, typed: str) -> tuple[Proposal, bool, str]:
    with CliRunner().isolation(input=typed) as (out, *_):
        found, is_agreed = confirm(CALLS, with_corrections(CALLS, CALLS, answers), answers, lambda _: None)
        return found, is_agreed, out.getvalue().decode()


def test_a_correction_is_shown_and_kept_and_another_day_it_is_made_again():
    answers = Answers()
    found, is_agreed, shown = at_the_keyboard(answers, "1\n2\n0\nj\n")
    assert is_agreed and shown.count("Bevestigt u deze mapping?") == 2
    assert said(with_corrections(CALLS, CALLS, answers)) == said(found) != said(CALLS)
    found, is_agreed, shown = at_the_keyboard(answers, "2\n2\n")
    assert not is_agreed and '"Gesprek huurder"' not in shown  # Flat is a shop; and there the input ends
    assert said(with_corrections(CALLS, CALLS, answers))["leases"][0]["values"]["unit_type"] == {"Flat": "commercial"}


def left_open(answers: Answers, typed: str) -> tuple[Proposal, str]:
    with CliRunner().isolation(input=typed) as (out, *_):
        return agree(CALLS, with_corrections(CALLS, CALLS, answers), answers, lambda _: None), out.getvalue().decode()


def test_whoever_leaves_something_open_sees_them_too_until_he_agrees_and_confirms_nothing_by_that():
    answers = Answers()
    found, shown = left_open(answers, "\n")
    assert found == CALLS and "Klopt dit? Er staat nog iets open" in shown and "Bevestigt u" not in shown
    found, shown = left_open(answers, "n\n1\n2\n0\nj\n")
    assert "Gesprek huurder" not in said(found)["collection_actions"][0]["values"]["action_type"]
    assert "typ j voor ja; of de nummers" in shown and shown.count("Klopt dit?") == 2
    found, shown = left_open(answers, "")
    assert not shown and "Gesprek huurder" not in said(found)["collection_actions"][0]["values"]["action_type"]
    assert "Bevestigt u" in at_the_keyboard(answers, "j\n")[2]  # once nothing is open, he is asked after all


def test_whoever_fills_in_the_file_by_hand_sees_them_with_the_proposal(tmp_path):
    (tmp_path / "landing" / "exports").mkdir(parents=True)
    letters = ("Herinnering", "Huisbezoek")
    rows = [
        ["Contractnr.", "Soort", "Datum"],
        *[[f"C{n}", letters[n % 2], "02-03-2026"] for n in range(12)],
    ]
    (tmp_path / "landing" / "exports" / "brieven.csv").write_text("\n".join(map(";".join, rows)), encoding="utf-8")
    found = CliRunner().invoke(main, ["map"], env={"VROEGSIGNAAL_HOME": str(tmp_path)})
    assert found.output.index('"Huisbezoek" = huisbezoek') < found.output.index("Nu te doen")
