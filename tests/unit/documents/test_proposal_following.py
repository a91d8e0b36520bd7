"""What one answer settles is not asked again: how a letter went, a code in two lists, the one office of a list of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from documents.proposal_choices import Later
from documents.proposal_turns import turns_of
from sources.proposals.answers import Proposal
from sources.proposals.part import OF_ONE_OFFICE
from sources.words.notes import Draft, Line, SheetDraft, answer
from tests.unit.documents.test_proposal_dialogue import KINDS, after, block, proposal, said, title

WAYS = ("post", "email", "phone", "sms", "visit")


def codes(*words: str, way: str = "Stap") -> Draft:
    """Letters of which nobody knows what the words mean, nor below `way` how they went."""
    return block(
        "collection_actions", columns=[title("action_type", "Stap", asks=False), title("channel", way, asks=False)],
        values__action_type=[Line(each, "", answer(options=KINDS), waits=True) for each in words],
        values__channel=[Line(each, "", answer(options=WAYS), waits=True) for each in words],
    )  # fmt: skip


def booked(name: str, *words: str, kind: str = "Soort", options: Sequence[str] = ("charge", "payment")) -> SheetDraft:
    lines = [Line(each, "", answer(options=options), waits=True) for each in words]
    draft = block("ledger_entries", columns=[title("entry_type", kind, asks=False)], values__entry_type=lines)
    return replace(proposal(draft).sheets[0], file=name)


def keys(found: Proposal) -> list[str]:
    return [each.key for each in turns_of(found)]


def kinds(found: Proposal) -> list[Any]:
    return [each.get("values", {}).get("entry_type") for each in said(found)["ledger_entries"]]


@pytest.mark.parametrize(
    ("word", "typed", "way"),
    [("HB1", "1", "post"), ("aanmaning gemaild", "2", "email"), ("T", "4", "phone"), ("B", "5", "visit"), ("WA", "6", "sms")],
)
def test_how_an_action_went_follows_from_its_kind_where_both_are_one_word(word, typed, way):
    start = proposal(codes(word))
    assert len(keys(start)) == 1
    found = after(start, f'"{word}"', typed)
    assert said(found)["collection_actions"][0]["values"]["channel"] == {word: way} and not keys(found)


def test_how_it_went_is_asked_where_another_title_says_it():
    assert len(keys(proposal(codes("X", way="Wijze")))) == 2


def test_what_does_not_count_has_no_way_and_what_is_left_for_later_waits_for_both():
    start = proposal(codes("X", "Y"))
    found = after(start, '"X"', "0", "")
    block_said = said(found)["collection_actions"][0]
    assert block_said["skip_lines"] == {"Stap": ["^x$"]} and not any(block_said["values"].values()) and not keys(found)
    assert len(keys(replace(found, left=frozenset()))) == 1


def test_a_code_below_one_title_in_two_lists_is_asked_once_and_said_to_be_of_both():
    start = Proposal((booked("open.csv", "DR"), booked("oud.csv", "DR", "DZ")), {})
    shown: list[str] = []
    first, second = list(turns_of(start))
    assert "open.csv" in first.key and "DZ" in second.key

    def reply(text: str) -> str:
        shown.append(text)
        return "1"

    found = first.answer(reply)
    assert "ook in oud.csv" in shown[0] and kinds(found) == [{"DR": "charge"}, {"DR": "charge"}]
    assert ['"DZ"' in each and '"DR"' not in each for each in keys(found)] == [True]


def test_a_code_that_does_not_count_counts_in_neither_list():
    found = after(Proposal((booked("open.csv", "XX"), booked("oud.csv", "XX")), {}), '"XX"', "0")
    assert [each["skip_lines"] for each in said(found)["ledger_entries"]] == [{"Soort": ["^xx$"]}] * 2 and not keys(found)


@pytest.mark.parametrize(
    "other",
    [booked("oud.csv", "DR", kind="Type"), booked("oud.csv", "DR", options=("payment", "reversal")), booked("oud.csv", "DZ")],
)
def test_another_title_or_side_or_code_is_a_question_of_its_own(other):
    start = Proposal((booked("open.csv", "DR"), other), {})
    assert len(keys(start)) == 2
    assert kinds(after(start, "open.csv", "1"))[1] == {}


def test_a_code_that_is_left_for_later_is_not_asked_again_for_the_other_list():
    start = Proposal((booked("open.csv", "DR"), booked("oud.csv", "DR")), {})
    with pytest.raises(Later):
        after(start, "open.csv", "")
    [turn] = turns_of(start)
    assert "open.csv" in turn.key


def test_the_office_of_a_list_of_cases_made_the_reports_of_that_list_too():
    def of_office(table: str, column: str) -> Draft:
        asked = answer(OF_ONE_OFFICE[column])
        return block(table, columns=[title("lease_id", "Nr", asks=False)], constants=[Line(column, "", asked, waits=True)])

    drafts = (of_office("collection_cases", "agency_id"), of_office("reported_elsewhere", "reported_by"))
    start = Proposal((replace(proposal(drafts[0]).sheets[0], drafts=drafts),), {})
    assert len(keys(start)) == 1
    found = said(after(start, "welk bureau", "Vesting"))
    assert found["collection_cases"][0]["constants"] == {"agency_id": "Vesting"}
    assert found["reported_elsewhere"][0]["constants"] == {"reported_by": "Vesting"}

    alone = proposal(drafts[1])
    assert len(keys(alone)) == 1
