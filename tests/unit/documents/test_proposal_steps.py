"""What a person does after a proposal: in the file, or by the same command where he is asked."""

from __future__ import annotations

import pytest

from documents.proposal_steps import steps_text
from documents.proposal_text import written
from sources.words.notes import Line, answer
from tests.unit.documents.test_proposal_dialogue import block, letters, proposal
from validations.landing import TABLE_NAMES

OPEN, DONE = written(proposal(letters()).sheets), written(proposal(block("objections")).sheets)


@pytest.mark.parametrize("is_asked", [True, False])
def test_whoever_left_a_question_is_sent_back_to_it_and_whoever_works_in_the_file_to_its_lines(is_asked):
    text = steps_text(OPEN, "landing/mapping.toml", TABLE_NAMES, [], [], is_asked=is_asked)
    assert ("1. vroegsignaal map --lists --ask stelt nog eens wat openstaat (vraag 1-" in text) is is_asked
    assert ("haal daar ook het hekje weg" in text and "Liever een voor een" in text) is not is_asked
    assert text.endswith("Begin nu met 1." if is_asked else "Begin nu met 1, in landing/mapping.toml.")


@pytest.mark.parametrize("is_asked", [True, False])
def test_how_a_mapping_is_confirmed_is_always_said(is_asked):
    text = steps_text(DONE, "landing/mapping.toml", TABLE_NAMES, [], [], is_asked=is_asked)
    assert "confirmed = true" in text and ("dezelfde opdracht vraagt dat" in text) is is_asked
    assert "stelt nog eens" not in text and "VUL IN" not in text


def test_whoever_cannot_choose_his_answer_reads_on_which_line_it_goes():
    draft = block("objections", values__received_by=[Line("X", "", answer(options=("landlord",)), waits=True)])
    found = written(proposal(draft).sheets)
    text = steps_text(found, "landing/mapping.toml", TABLE_NAMES, [], [], is_asked=True)
    assert f"verbetert u in mapping.toml, op regel {found.to_answer[0]} " in text
