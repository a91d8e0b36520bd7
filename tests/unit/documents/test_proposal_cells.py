"""A title whose cells hold several columns of ours is corrected in the conversation, where it is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.proposal_cells import BY_HAND
from documents.proposal_choices import Later
from documents.proposal_turns import turns_of
from sources.proposals.answers import Proposal
from sources.words.notes import Evidence, Line, Note, Unused
from sources.words.split import OF_A_YEAR
from tests.unit.documents.test_proposal_dialogue import after, block, proposal, said, title

PARTS = {name: f"{name}_year" for name in ("street", "house_number", "house_number_suffix")}
YEARS = Note("", Evidence((OF_A_YEAR,), 20, 20))


def contracts(*others: str, parts: dict[str, str] = PARTS, unused: tuple[str, ...] = ("Nr", "Straat")) -> Proposal:
    """Contracts with their street and number in one cell, and `others` that are asked on the same page."""
    columns = [title("lease_id", "Contract", asks=False), *(title(each, each.title()) for each in others)]
    split = [Line(column, ["Adres", part], YEARS) for column, part in parts.items()]
    return proposal(block("leases", columns=columns, split=split), unused=[Unused(each) for each in unused])


@pytest.mark.parametrize("others", [(), ("city", "postcode")])
def test_where_no_street_is_called_by_a_year_one_answer_says_so_of_all_parts(others):
    typed = ("1", "1") if others else ("n", "1")
    found = after(contracts(*others), '"Adres"', *(("3", "1") if others else typed))

    assert said(found)["leases"][0]["split"] == {each: ["Adres", each] for each in PARTS}
    assert not [*turns_of(found)]


def test_a_number_that_stands_in_a_column_of_its_own_is_read_there():
    found = said(after(contracts(), '"Adres"', "n", "3", "2", "0"))["leases"][0]

    assert found["columns"] == {"lease_id": "Contract", "street": "Straat", "house_number": "Nr"} and "split" not in found


def test_what_is_written_otherwise_is_for_the_file_and_is_not_asked_again_on_another_page():
    found = after(contracts("city"), '"Adres"', "2", "b", "b", "b")

    assert not [*turns_of(found)] and found.by_hand == found.left and len(found.left) == len(PARTS)
    assert [*turns_of(replace(found, left=frozenset()))] and said(found)["leases"][0]["split"].keys() == PARTS.keys()


def test_of_a_page_with_nothing_else_it_is_said_where_to_correct_it():
    with pytest.raises(Later, match="bij split"):
        after(contracts(), '"Adres"', "n", "b")


def test_a_street_without_years_offers_no_year_and_says_what_may_be_typed():
    shown: list[str] = []
    [turn] = turns_of(contracts(parts={"house_number": "house_number"}, unused=()))
    with pytest.raises(Later):
        turn.answer(lambda text: (shown.append(text), "n" if len(shown) == 1 else "")[1])
    assert "jaar" not in shown[1] and BY_HAND in shown[1] and "Huisnummer wordt uit" in shown[1]
