"""What is asked of the lists that no system gives: that nobody stands on one is said by a person, never by pressing Enter."""

from __future__ import annotations

import pytest

from documents.list_questions import line_of
from documents.proposal_choices import Later
from sources.reading.own_lists import is_filled_in, own_lists
from tests.unit.documents.test_proposal_dialogue import replies

ASKED = [each for each in own_lists().values() if each.question]


def test_a_list_that_one_answer_fills_is_asked_about_and_the_others_are_not():
    assert {each.file for each in ASKED if not each.asks} == {"bank.csv"}
    assert {each.file for each in own_lists().values() if each.asks} == {each.file for each in ASKED if each.asks}


@pytest.mark.parametrize("each", ASKED, ids=lambda each: each.file)
def test_what_a_person_says_is_read_as_a_list_that_is_filled_in(each, tmp_path):
    path = tmp_path / each.file
    path.write_bytes(each.text().encode("utf-8-sig"))
    assert not is_filled_in(path)
    path.write_bytes(each.text(line_of(each, replies("n" if each.asks else "31-10-2026"))).encode("utf-8-sig"))
    assert is_filled_in(path)


@pytest.mark.parametrize("typed", [(), ("j",), ("zo", ""), ("31-11-2026", "")])
@pytest.mark.parametrize("each", ASKED, ids=lambda each: each.file)
def test_nothing_else_fills_a_list(each, typed):
    with pytest.raises(Later):
        line_of(each, replies(*typed))
