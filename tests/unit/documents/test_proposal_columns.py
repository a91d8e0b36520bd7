"""Which title gives a column, once a person said that the one which was proposed does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.proposal_text import written
from documents.proposal_turns import turns_of
from sources.proposals.answers import Proposal
from sources.words.notes import Line, Unused, look
from tests.unit.documents.test_proposal_dialogue import after, block, proposal, replies, said, still_asks, title


def ledger(only: str) -> object:
    columns = [title("entry_id", "Referentie"), title("lease_id", "Contract", asks=False), title("amount", "Bedrag", asks=False)]
    return block("ledger_entries", [Line("only", {"Soort": [only]}, look())], columns=columns,
                 constants=[Line("entry_type", "charge")])  # fmt: skip


def of_blocks(*drafts, unused=("Boekingsnr.", "Regel")) -> Proposal:
    sheet = replace(proposal(drafts[0]).sheets[0], drafts=drafts, unused=tuple(Unused(each) for each in unused))
    return Proposal((sheet,), {})


BOTH = (ledger("F"), ledger("B"))


def shown_of(start: Proposal, words: str, *typed: str) -> list[str]:
    shown: list[str] = []
    reply = replies(*typed)
    next(each for each in turns_of(start) if words in each.key).answer(lambda text: (shown.append(text), reply(text))[1])
    return shown


def test_for_all_blocks_of_a_list_it_is_asked_once():
    found = said(after(of_blocks(*BOTH), "Kloppen", "n", "1"))
    assert [each["columns"]["entry_id"] for each in found["ledger_entries"]] == ["Boekingsnr."] * 2
    assert len(shown_of(of_blocks(*BOTH), "Kloppen", "n", "1")) == 2


@pytest.mark.parametrize("typed", ["1 2", "1, 2", "1+2", "1 en 2"])
def test_two_titles_may_be_the_number_together(typed):
    found = after(of_blocks(*BOTH), "Kloppen", "n", typed)
    for each in said(found)["ledger_entries"]:
        assert each["made_ids"] == {"entry_id": ["=Boekingsnr.", "=Regel"]} and "entry_id" not in each["columns"]
    assert [each.title for each in found.sheets[0].unused] == ["Referentie"]


@pytest.mark.parametrize("typed", ["0", ""])
def test_the_number_of_an_entry_that_no_title_has_is_made_and_the_wrong_one_goes_also_where_nothing_is_answered(typed):
    found = said(after(of_blocks(*BOTH), "Kloppen", "n", typed))
    for each in found["ledger_entries"]:
        assert each["made_ids"] == {"entry_id": ["lease_id", "entry_type", "amount"]} and "entry_id" not in each["columns"]


def test_two_numbers_are_no_answer_for_another_column_nor_one_twice():
    cases = block("collection_cases", columns=[title("lease_id", "Naam"), title("case_id", "Dossier", asks=False)])
    start = of_blocks(cases, unused=("Kenmerk", "Ref"))
    assert len(shown_of(start, "Kloppen", "n", "1 2", "1")) == 3
    assert len(shown_of(of_blocks(*BOTH), "Kloppen", "n", "1 1", "1 9", "1")) == 4


def test_every_title_of_the_list_may_be_chosen_also_one_that_another_column_has_or_that_is_empty_now():
    cases = block(
        "collection_cases", columns=[title("case_id", "uw_kenmerk"), title("agency_reference", "dossiernummer", asks=False),
                                     title("ended_on", "sluiting", asks=False)],
    )  # fmt: skip
    notices = block("eviction_notices", columns=[title("announced_on", "aangezegd", asks=False)])
    start = of_blocks(cases, notices, unused=("fase",))
    start = replace(start, sheets=(replace(start.sheets[0], unused=(Unused("leeg", is_empty=True), *start.sheets[0].unused)),))
    _, asked = shown_of(start, "Kloppen", "n", "3")

    assert [each.split()[-1] for each in asked.split("\n") if each.strip()[:1] in "123456" and '"' in each] == [
        '"fase"', '"aangezegd"', '"dossiernummer"', '"sluiting"', '"leeg"',
    ]  # fmt: skip
    found = after(start, "Kloppen", "n", "3")
    assert said(found)["collection_cases"][0]["columns"]["case_id"] == "dossiernummer"
    assert "uw_kenmerk" in {each.title for each in found.sheets[0].unused}


def test_a_title_that_is_wrong_gives_nothing_any_more_though_no_other_is_named_and_is_asked_later_once_for_all_blocks():
    drafts = [block(each, columns=[title("lease_id", "Naam")]) for each in ("collection_cases", "eviction_notices")]
    found = after(of_blocks(*drafts, unused=("Kenmerk",)), "Kloppen", "n", "")

    assert [each["columns"] for name in ("collection_cases", "eviction_notices") for each in said(found)[name]] == [{}, {}]
    assert written(found.sheets).text.count('# lease_id = ""') == 2 and not still_asks(found, '"Naam"')
    later = replace(found, left=frozenset())
    assert len(shown_of(later, '"Naam"', "1")) == 1
    answered = said(after(later, '"Naam"', "1"))
    assert [answered[name][0]["columns"] for name in ("collection_cases", "eviction_notices")] == [{"lease_id": "Kenmerk"}] * 2
