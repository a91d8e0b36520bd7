"""What is looked up in other lists, asked one at a time: only what a person calls wrong goes."""

from __future__ import annotations

import pytest

from documents.proposal_turns import turns_of
from sources.words.notes import Draft, Line, Unused, look
from tests.unit.documents.test_proposal_dialogue import after, block, proposal, said, still_asks, title


@pytest.mark.parametrize(
    ("typed", "expected"),
    [(("j",), {"lookup": {"G": ["Nr", "x.csv", "Nr", "G"]}, "columns": {"municipality_code": "G"}}),
     (("n", "1"), {"columns": {"municipality_code": "CBS"}})],
)  # fmt: skip
def test_what_was_looked_up_in_another_list_may_come_from_the_list_itself(typed, expected):
    looked_up = Line("lookup", {"G": ["Nr", "x.csv", "Nr", "G"]}, look("een nieuwe titel, opgezocht in het andere bestand"))
    draft = block("postcodes", [looked_up], columns=[title("municipality_code", "G", asks=False)])
    found = after(proposal(draft, unused=[Unused("CBS")]), "opgezocht", *typed)
    assert {key: each for key, each in said(found)["postcodes"][0].items() if key != "file"} == expected
    assert [each.title for each in found.sheets[0].unused] == [each for each in ["CBS"] if typed == ("j",)]


BY_OTHERS = {
    "G": ["Nr", "x.csv", "Nr", "G"], "Naam": ["Klant", "y.csv", "Nr", "Naam"], "Land": ["G", "z.csv", "G", "Land"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "looked_up", "columns"),
    [
        (("j",), ["G", "Naam", "Land"], {"municipality_code": "G", "name": "Naam"}),
        (("2", "1"), ["G", "Land"], {"municipality_code": "G", "name": "CBS"}),
        (("1", "1"), ["Naam"], {"municipality_code": "CBS", "name": "Naam"}),  # and nothing is looked up by it any more
        (("n", "1 2", "1", "1"), [], {"municipality_code": "CBS", "name": "Los"}),
    ],
)
def test_of_several_titles_that_are_looked_up_only_the_wrong_ones_are_chosen_again(typed, looked_up, columns):
    line = Line("lookup", BY_OTHERS, look("een nieuwe titel, opgezocht in het andere bestand"))
    draft = block("municipalities", [line], columns=[title("municipality_code", "G"), title("name", "Naam")])
    start = proposal(draft, unused=[Unused("CBS"), Unused("Los")])
    key = next(each.key for each in turns_of(start) if "opgezocht" in each.key)
    found = after(start, "opgezocht", *typed)
    assert said(found)["municipalities"][0]["columns"] == columns and not still_asks(found, "opgezocht"), key
    assert [*said(found)["municipalities"][0].get("lookup", {})] == looked_up


def test_what_two_lists_look_up_alike_is_wrong_for_both_or_for_neither():
    def draft(at: int) -> Draft:
        line = Line("lookup", BY_OTHERS, look("een nieuwe titel, opgezocht in het andere bestand"))
        return block(
            "municipalities", [line, Line("sheet", f"B{at}")], columns=[title("municipality_code", "G"), title("name", "Naam")]
        )

    start = proposal(draft(1), draft(2), unused=[Unused("CBS"), Unused("Los")])
    found = after(start, "opgezocht", "2", "1", "1")

    assert sum("opgezocht" in each.key for each in turns_of(start)) == 1
    assert ["Naam" in each["lookup"] for each in said(found)["municipalities"]] == [False, False]
    assert [each["columns"]["name"] for each in said(found)["municipalities"]] == ["CBS", "CBS"]
