"""Which lines of a list are what, claim by claim: one that is wrong is named without the others being done again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from documents.proposal_claims import ASKED
from documents.proposal_turns import turns_of
from sources.proposals.answers import Proposal
from sources.proposals.part import OTHERS_NOT
from sources.words.notes import Draft, Line, look
from tests.unit.documents.test_proposal_dialogue import after, block, proposal, said, still_asks, title

KINDS = {"charge": ["VF", "MB"], "payment": ["BK"], "reversal": ["ST"], "credit_note": ["CF"]}


def taking(kind: str, words: Sequence[str], further: Sequence[Line] = (), side: str = "") -> Draft:
    """A block of the entries with these words below `Type boeking`."""
    only = Line("only", {**({"D/C": [side]} if side else {}), "Type boeking": list(words)}, look(OTHERS_NOT))
    return block("ledger_entries", [only, *further], columns=[title("amount", "Bedrag", asks=False)],
                 constants=[Line("entry_type", kind)])  # fmt: skip


def ledger(*drafts: Draft) -> Proposal:
    drafts = drafts or tuple(taking(kind, words) for kind, words in KINDS.items())
    return Proposal((replace(proposal(drafts[0]).sheets[0], drafts=drafts),), {})


def taken(found: Proposal) -> dict[str, Any]:
    return {each["constants"]["entry_type"]: each["only"]["Type boeking"] for each in said(found)["ledger_entries"]}


def test_each_claim_of_a_list_stands_on_a_line_of_its_own():
    [key] = [each.key for each in turns_of(ledger())]
    claims = ['Vorderingen zijn alleen de regels met "Type boeking" "VF" of "MB"', '"BK"', "Storno's zijn", "Creditnota's zijn"]
    assert [sum(claim in line for line in key.splitlines()) for claim in claims] == [1, 1, 1, 1] and OTHERS_NOT not in key
    assert not [*turns_of(after(ledger(), ASKED, "j"))] and taken(after(ledger(), ASKED, "j")) == KINDS


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("1", "2", "1"), {**KINDS, "charge": ["VF"], "payment": ["BK", "MB"]}),
        (("4", "3"), {"charge": ["VF", "MB"], "payment": ["BK"], "reversal": ["ST", "CF"]}),  # a block of no word is none
        (("n", "1", "2", "0"), {**KINDS, "charge": ["VF"]}),
        (("1 4", "1", "2", "1"), {"charge": ["MB", "CF"], "payment": ["BK"], "reversal": ["ST", "VF"]}),
    ],
)
def test_of_a_claim_that_is_wrong_a_person_says_what_its_words_are_and_the_others_stand(typed, expected):
    found = after(ledger(), ASKED, *typed)
    assert taken(found) == expected and not [*turns_of(found)]


def test_whoever_says_which_words_are_wrong_reads_of_which_list_that_is():
    shown: list[str] = []
    typed = iter(["1 4", "1", "2", "1"])
    next(each for each in turns_of(ledger())).answer(lambda text: shown.append(text) or next(typed, ""))
    assert any('Welke woorden onder "Type boeking" horen niet bij de vorderingen?' in each for each in shown)


def test_a_word_that_counts_nowhere_is_passed_over():
    found = said(after(ledger(), ASKED, "1", "2", "0"))["ledger_entries"][0]
    assert found["skip_lines"] == {"Type boeking": ["^mb$"]} and found["only"] == {"Type boeking": ["VF"]}


@pytest.mark.parametrize("typed", [("2", ""), ("1", "2", ""), ("1", "2", "a"), ("1", "")])
def test_a_claim_of_which_nobody_says_what_it_is_instead_stays_open_as_it_was_and_the_others_do_not(typed):
    found = after(ledger(), ASKED, *typed)
    assert taken(found) == KINDS and not still_asks(found, "zijn alleen de regels")
    [key] = [each.key for each in turns_of(replace(found, left=frozenset()))]
    assert key.count("zijn alleen de regels") == 1 and ("Ontvangsten" if typed[0] == "2" else "Vorderingen") in key


@pytest.mark.parametrize(("typed", "moved", "stays"), [(("1", ""), "VF", "MB"), (("", "1"), "MB", "VF")])
def test_the_word_of_which_a_person_says_what_it_is_goes_there_and_the_one_he_leaves_is_asked_again(typed, moved, stays):
    for drafts in ([], [taking(kind, KINDS[kind]) for kind in ("charge", "payment")]):  # beside other claims
        found = after(ledger(*drafts), ASKED, "1", "1 2", *typed)
        assert taken(found)["charge"] == [stays] and taken(found)["payment"] == ["BK", moved]
        assert not still_asks(found, "zijn alleen de regels")  # not twice in one conversation
        [key] = [each.key for each in turns_of(replace(found, left=frozenset()))]
        assert f'Vorderingen zijn alleen de regels met "Type boeking" "{stays}"' in key and "Ontvangsten" not in key


def test_a_claim_that_is_wrong_and_that_no_other_block_takes_is_left_to_be_corrected_in_the_file():
    signs = Line("by_sign", {"positive": "charge", "negative": "credit_note"}, look("3 bedragen met een min"))
    start = ledger(taking("charge", ["VF"], [signs]), taking("payment", ["BK"]))
    found = after(start, ASKED, "2")
    assert found.by_hand == found.left and found.left and not after(start, ASKED, "1", "").by_hand


def test_a_side_is_moved_nowhere_and_beside_it_the_kind_is():
    sides = [block("ledger_entries", [Line("only", {"D/C": [each]}, look(OTHERS_NOT))]) for each in "DC"]
    found = after(ledger(*sides), ASKED, "1")
    assert said(found) == said(ledger(*sides)) and still_asks(replace(found, left=frozenset()), '"D"')

    both = ledger(taking("charge", ["VF", "ST"], side="D"), taking("reversal", ["RT"], side="D"))
    parts = said(after(both, ASKED, "1", "2", "1"))["ledger_entries"]
    assert [each["only"] for each in parts] == [
        {"D/C": ["D"], "Type boeking": ["VF"]}, {"D/C": ["D"], "Type boeking": ["RT", "ST"]}
    ]  # fmt: skip


def test_what_is_claimed_of_a_sign_or_of_lines_that_are_not_read_is_a_line_too_and_is_corrected_in_the_file():
    signs = Line("by_sign", {"positive": "charge", "negative": "credit_note"}, look("3 bedragen met een min"))
    skipped = Line("skip_lines", {"Naam": ["^totaal$"]}, look("tussentellingen"))
    start = ledger(taking("charge", ["VF"], [signs, skipped]), taking("payment", ["BK"]))
    [key] = [each.key for each in turns_of(start)]
    assert [line.strip()[:1] for line in key.splitlines()[2:]] == ["1", "2", "3", "4"]
    found = after(start, ASKED, "2")
    [later] = [each.key for each in turns_of(replace(found, left=frozenset()))]
    assert "Boven nul" in later and "alleen" not in later and said(found) == said(start)


def test_a_word_of_letters_moved_to_another_table_means_nothing_among_letters_any_more():
    letters = block(
        "collection_actions", [Line("only", {"Soort": ["BRF", "BZW"]}, look(OTHERS_NOT))],
        columns=[title("action_type", "Soort", asks=False)],
        values__action_type=[Line("BRF", "reminder_letter"), Line("BZW", "phone_call")],
    )  # fmt: skip
    objections = block("objections", [Line("only", {"Soort": ["Bezwaar"]}, look(OTHERS_NOT))])
    found = said(after(ledger(letters, objections), ASKED, "1", "2", "1"))
    assert found["objections"][0]["only"] == {"Soort": ["Bezwaar", "BZW"]}
    assert found["collection_actions"][0]["values"]["action_type"] == {"BRF": "reminder_letter"}
