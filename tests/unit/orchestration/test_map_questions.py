"""The conversation of `map --ask` at the keyboard: whatever was answered is kept, wherever the input ends."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from orchestration.cli.map_questions import Answers, ask, ask_of_absent, kept_answers
from sources.proposals.answers import Proposal
from sources.words.notes import Line, Unused, answer, look
from tests.unit.documents.test_proposal_dialogue import KINDS, block, letters, proposal, said, title

MEANINGS = {"A": "reminder_letter", "B": "demand_letter", "C": "phone_call"}
WORDS = proposal(
    block(
        "collection_actions", columns=[title("action_type", "Stap", asks=False)],
        values__action_type=[Line("A", "", answer(options=KINDS), waits=True), Line("B", "", answer(options=KINDS), waits=True),
                             Line("C", "phone_call")],
    )
)  # fmt: skip
TWO = proposal(
    block("objections", columns=[title("tenant_id", "Een"), title("received_on", "Twee")]),
    unused=[Unused("Drie"), Unused("Vier")],
)


def talk(start: Proposal, answers: Answers, typed: str) -> tuple[Proposal, str]:
    """Answers in a terminal; gives what came of it and what was shown. Behind the last line the input ends."""
    with CliRunner().isolation(input=typed) as (out, *_):
        found = ask(start, answers, lambda _: None)
        return found, out.getvalue().decode()


def meanings(found: Proposal) -> dict[str, str]:
    return said(found)["collection_actions"][0]["values"]["action_type"]


@pytest.mark.parametrize("end", ["", "stop\n", "9\nstop\n"])
def test_the_answer_to_the_first_of_two_words_is_kept_where_the_input_ends_at_the_second(end, tmp_path):
    answers = Answers()
    found, _ = talk(WORDS, answers, f"1\n{end}")
    assert meanings(found) == {"A": MEANINGS["A"], "C": MEANINGS["C"]} and answers.is_stopped

    answers.keep(tmp_path)
    again = kept_answers(tmp_path)
    found, shown = talk(WORDS, again, "2\n")
    assert meanings(found) == MEANINGS and shown.count("telefoongesprek") == 1  # the meanings are shown once more
    assert meanings(talk(WORDS, again, "")[0]) == MEANINGS


def test_the_title_chosen_first_is_kept_where_the_input_ends_at_the_second():
    answers = Answers()
    found, _ = talk(TWO, answers, "1 2\n1\n")
    assert said(found)["objections"][0]["columns"] == {"tenant_id": "Drie"}  # the other is wrong as well, and counts no more
    found, _ = talk(TWO, answers, "n\n1\n")
    assert said(found)["objections"][0]["columns"] == {"tenant_id": "Drie", "received_on": "Vier"}
    assert said(talk(TWO, answers, "")[0]) == said(found)


def test_whoever_stops_after_no_goes_on_behind_it_and_sees_what_it_was_said_to():
    word = Line("Aanmaning", "demand_letter", look("wijst deze brief op schuldhulp? zo niet: reminder_letter"))
    start = proposal(block("collection_actions", columns=[title("action_type", "Brief", asks=False)], values__action_type=[word]))
    answers = Answers()
    assert said(talk(start, answers, "n\n")[0]) == said(start)
    found, shown = talk(start, answers, "1\n")
    assert meanings(found) == {"Aanmaning": "reminder_letter"} and shown.index("schuldhulp?") < shown.index("> n")
    assert meanings(talk(start, answers, "")[0]) == {"Aanmaning": "reminder_letter"}


def test_what_is_left_for_later_is_asked_the_next_time_and_what_was_answered_beside_it_is_not():
    answers = Answers()
    _, shown = talk(WORDS, answers, "\n3\n")
    assert "Wat u oversloeg, blijft staan voor later." in shown
    found, shown = talk(WORDS, answers, "1\n")
    assert meanings(found) == {"A": "reminder_letter", "B": "summons_letter", "C": "phone_call"} and '"B"' not in shown


@pytest.mark.parametrize("stops", range(1, 9))
def test_wherever_a_person_stops_the_same_lines_typed_in_two_goes_answer_the_same(stops):
    lines = ["n", "2 3", "1", "2", "1", "2", "3", "1", "1"]
    start = proposal(letters(), unused=[Unused("Soort", words=(("X", 2),)), Unused("Weg")])
    whole, parts = Answers(), Answers()
    talk(start, whole, "".join(f"{each}\n" for each in lines))
    talk(start, parts, "".join(f"{each}\n" for each in lines[:stops]))
    found, _ = talk(start, parts, "".join(f"{each}\n" for each in lines[stops:]))
    assert said(found) == said(talk(start, whole, "")[0])


def test_what_a_person_said_of_a_table_that_nothing_gives_is_kept_and_not_asked_again(tmp_path):
    answers = Answers()
    with CliRunner().isolation(input="2\n") as (out, *_):
        ask_of_absent(["allocations", "collection_cases", "objections"], answers)  # the last has a list of its own
        assert "afletteringen" in out.getvalue().decode() and "bezwaren" not in out.getvalue().decode()
    answers.keep(tmp_path)
    again = kept_answers(tmp_path)
    assert again.kept == {"allocations": False, "collection_cases": True}
    with CliRunner().isolation(input="1\n") as (out, *_):
        ask_of_absent(["allocations", "collection_cases"], again)
        assert not out.getvalue()
