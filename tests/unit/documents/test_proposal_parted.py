"""A word in a list of all that happens, of a table that no other line of it is of: it gets a block of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from documents.check_words import TABLES
from documents.proposal_dialogue import proposal_of
from documents.proposal_turns import turns_of
from sources.proposals.answers import Proposal
from sources.proposals.chosen import HANG_TOGETHER, TO_CHOOSE
from sources.proposals.draft import drafts_of
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.unit.documents.test_proposal_dialogue import after, replies, said, still_asks

HAPPENS = ("Aanmaning", "Telefoongesprek", "Bezwaar", "Betalingsregeling", "Sommatie")
NEW = [each for each in TO_CHOOSE if each not in HANG_TOGETHER]


def all_that_happens(*words: str) -> Proposal:
    kinds = [*HAPPENS, *words]
    rows = [[f"A{n}", f"D{n % 12}", f"C{n % 12}", kinds[n % len(kinds)], f"{n % 27 + 1:02}-10-2026"] for n in range(84)]
    sheet = Sheet("gebeurtenissen.csv", [["Itemnr", "Debiteurnummer", "Contractnummer", "Soort", "Datum"], *rows])
    blocks = propose([sheet])[0]
    return proposal_of(drafts_of(blocks), {}, read=[each.sheet for each in blocks])


def saying(start: Proposal, table: str, *typed: str) -> Proposal:
    """A person says that the lines of the word that nobody knows are of a table that the list does not give yet."""
    given = {draft.table for sheet in start.sheets for draft in sheet.drafts}
    place = [each for each in NEW if each not in given].index(table) + 1
    return after(start, "ij welk blok", "a", str(place), *typed)


def only(found: Proposal, table: str) -> Sequence[Any]:
    return [each["only"] for each in said(found).get(table, ())]


@pytest.mark.parametrize("table", ["eviction_notices", "collection_cases", "reported_elsewhere", "co_tenants", "stated_balances"])
def test_a_word_of_a_table_that_the_list_gives_no_lines_of_gets_a_block_of_its_own(table):
    start = all_that_happens("Xyzzy")
    found = saying(start, table)
    assert only(start, table) == [] and only(found, table) == [{"Soort": ["Xyzzy"]}]
    assert only(found, "collection_actions") == only(start, "collection_actions") and not still_asks(found, "ij welk blok")


def test_of_the_new_block_nothing_is_certain_and_of_the_other_words_nothing_is_asked():
    found = saying(all_that_happens("Xyzzy"), "eviction_notices")
    [block] = said(found)["eviction_notices"]
    assert block["columns"]["lease_id"] == "Contractnummer" and "Datum" in block["columns"].values()
    [page] = [
        each.key for each in turns_of(found) if "Kloppen deze titels" in each.key and TABLES["eviction_notices"] in each.key
    ]
    assert '"Contractnummer"' in page and '"Datum"' in page
    assert not any("welke dossiers" in each.key for each in turns_of(saying(all_that_happens("Xyzzy"), "collection_cases")))


def test_a_second_word_may_be_of_the_table_that_the_first_was_said_to_be_of():
    start = all_that_happens("Xyzzy", "Plugh")
    given = [draft.table for draft in start.sheets[0].drafts]
    found = saying(start, "eviction_notices", str(len(given) + 1))
    assert only(found, "eviction_notices") == [{"Soort": ["Xyzzy", "Plugh"]}]


@pytest.mark.parametrize("typed", [("a", "0"), ("a", ""), ("",)])
def test_a_word_that_is_of_none_of_these_stays_for_the_file(typed):
    start = all_that_happens("Xyzzy", "Plugh")
    found = after(start, "ij welk blok", *typed, "0")
    assert {*said(found)} == {*said(start)}
    assert "Xyzzy" in str(found.sheets) and not still_asks(found, "ij welk blok")


def test_a_word_that_was_taken_wrongly_gets_a_block_of_its_own_too():
    start = all_that_happens()
    [turn] = [each for each in turns_of(start) if "Klopt elk van deze regels" in each.key]
    number = next(line.split()[0] for line in turn.key.splitlines() if "Bezwaren zijn" in line)
    given = {draft.table for draft in start.sheets[0].drafts}
    place = [each for each in NEW if each not in given].index("eviction_notices") + 1
    found = turn.answer(replies(number, "a", str(place)))
    assert only(found, "eviction_notices") == [{"Soort": ["Bezwaar"]}] and only(found, "objections") == []


CLOSED = ["Dossiernr", "Soort", "Contractnummer", "Relatienummer", "Openingsdatum", "Sluitdatum", "Externe partij"]


def cases_and_more(closed: str = "Sluitdatum") -> Proposal:
    """A list of cases at a bailiff, of evictions, and of lines that nobody knows, all closed below one title."""
    kinds = ("DWR", "ONT", "XYZ")
    rows = [
        [f"2026-{140 + n}", kinds[n % 3], f"{100700 + n}", f"{20500 + n:07}", f"{n % 27 + 1:02}-08-2026",
         f"{n % 27 + 1:02}-10-2026" if n % 2 else "", "" if n % 3 == 2 else "DW1"]
        for n in range(24)
    ]  # fmt: skip
    sheet = Sheet("dossier.csv", [[*CLOSED[:5], closed, CLOSED[6]], *rows])
    blocks = propose([sheet])[0]
    return proposal_of(drafts_of(blocks), {}, read=[each.sheet for each in blocks])


def last_day_of(table: str, column: str) -> tuple[str | None, str]:
    """(the title that a block of the table takes for its last day, what is asked of that) once a person said what the word is."""
    start = cases_and_more()
    [turn] = [each for each in turns_of(start) if "Klopt elk van deze regels" in each.key]
    place = [each for each in NEW if each not in {draft.table for draft in start.sheets[0].drafts}].index(table) + 1
    found = turn.answer(replies("1", "2", "a", str(place)))
    [block] = said(found)[table]
    asked = [each.key for each in turns_of(found) if "Kloppen deze titels" in each.key and '"Sluitdatum"' in each.key]
    return block["columns"].get(column), " ".join(asked)


@pytest.mark.parametrize(("table", "column"), [("objections", "withdrawn_on"), ("payment_arrangements", "ended_on")])
def test_the_closing_day_of_the_other_kinds_is_asked_of_a_new_one_and_what_it_may_be_instead(table, column):
    title, asked = last_day_of(table, column)

    assert title == "Sluitdatum"
    assert "zo eindigen ook andere regels van deze lijst" in asked and "? dan klopt dit niet" in asked
