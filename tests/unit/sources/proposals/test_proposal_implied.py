"""A title is not asked beside a question that says it: each of its words, or what its block is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sources.proposals.draft import drafts_of
from sources.proposals.implied import without_implied
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from sources.words.notes import NOTHING, Draft, Evidence, Line, Note, Section, answer, look

HEAD = Note('heeft het bureau zelf gemeld, op de dag onder "Gemeld"? is het uw eigen melding, haal dit blok dan weg')
UNKNOWN = Line("A", "", answer(), waits=True)
KIND = Line("action_type", "Stap", Note("", Evidence((), 3, 20)))


def block(table: str, columns: Sequence[Line], head: Note = NOTHING, **sections: Sequence[Line]) -> Draft:
    named = {"columns": columns, **{name.replace("__", "."): each for name, each in sections.items()}}
    return Draft(table, head, tuple(Section(name, tuple(lines)) for name, lines in named.items()))


def asked(*drafts: Draft) -> list[str]:
    found = without_implied(drafts)
    return [
        line.key
        for each in found
        for section in each.sections
        if section.name == "columns"
        for line in section.lines
        if line.note.asks
    ]


def test_a_title_whose_words_are_each_asked_or_known_is_not_asked_itself():
    words = [UNKNOWN, Line("Gebeld", "phone_call")]
    assert not asked(block("collection_actions", [KIND], values__action_type=words))


def test_it_is_asked_where_every_word_is_known_and_nothing_is_asked_of_any():
    assert asked(block("collection_actions", [KIND], values__action_type=[Line("Gebeld", "phone_call")])) == ["action_type"]
    letter = Line("Sommatie", "summons_letter", look("biedt deze brief aan?"))
    assert not asked(block("collection_actions", [KIND], values__action_type=[letter]))


@pytest.mark.parametrize(
    ("line", "sections"),
    [
        (KIND, {}),  # of which no word is read
        (KIND, {"patterns__action_type": [Line("aanmaning", "demand_letter")], "values__action_type": [UNKNOWN]}),
        (Line("action_type", "Stap", Note("", Evidence(("kloppen deze korte codes?",), 3, 20))),
         {"values__action_type": [UNKNOWN]}),
        (Line("action_type", "Stap", look("is het deze?")), {"values__action_type": [UNKNOWN]}),
        (Line("performed_on", "Op", look()), {"values__action_type": [UNKNOWN]}),
    ],
)  # fmt: skip
def test_it_is_asked_where_more_is_to_be_said_of_it_or_its_texts_are_read_by_patterns(line, sections):
    assert asked(block("collection_actions", [line], **sections)) == [line.key]


def test_a_block_that_is_asked_as_a_whole_asks_neither_for_the_day_that_it_names_nor_for_what_its_list_says_for_certain():
    cases = block("collection_cases", [Line("lease_id", "Contract"), Line("agency_id", "Bureau")])
    lines = [Line("lease_id", "Contract", look()), Line("reported_by", "Bureau", look()), Line("reported_on", "Gemeld", look())]
    assert not asked(cases, block("reported_elsewhere", lines, HEAD))


def test_what_its_list_does_not_say_for_certain_is_asked():
    unsure = block("collection_cases", [Line("lease_id", "Contract", look()), Line("agency_id", "Bureau")])
    lines = [Line("lease_id", "Contract", look()), Line("reported_by", "Naam", look()), Line("reported_on", "Dag", look())]
    assert asked(unsure, block("reported_elsewhere", lines, HEAD)) == ["lease_id", "lease_id", "reported_by", "reported_on"]
    assert asked(unsure, block("reported_elsewhere", lines[2:])) == ["lease_id", "reported_on"]


def test_what_no_rule_reads_is_not_asked_whatever_else_may_say_it():
    doubted = Note("", Evidence(("een andere titel zegt ook wat er per maand te betalen is",)))
    lines = [Line("monthly_rent", "Kale huur", doubted), Line("ended_on", "Einddatum", doubted)]
    assert asked(block("leases", lines)) == ["ended_on"]
    assert asked(block("leases", [Line("monthly_rent", "Huur", Note("", Evidence(("hele getallen",))))])) == ["monthly_rent"]
    [read] = [
        path.name
        for path in (Path(__file__).parents[4] / "dbt_project" / "models").rglob("*.sql")
        if "monthly_rent" in path.read_text()
    ]
    assert read == "stg_leases.sql"


def kinds_and_ways(*lines: tuple[str, str]) -> list[Line]:
    """What becomes of the codes below `Wijze` in a list of letters and contacts."""
    rows = [[f"C{100 + n}", f"{n:02}-10-2026", kind, code] for n in range(1, 7) for kind, code in lines]
    sheet = Sheet("Brieven.csv", [["Contractnr", "Datum", "Soort", "Wijze"], *rows])
    [draft] = [each for found in drafts_of(propose([sheet])[0]) for each in found.drafts if each.table == "collection_actions"]
    return [line for each in draft.sections if each.name == "values.channel" for line in each.lines]


def test_how_contacts_went_is_not_asked_of_a_code_that_stands_beside_contacts_of_one_way_only():
    lines = kinds_and_ways(("Aanmaning", "post"), ("Huisbezoek", "H"), ("Belpoging", "telefoon"))
    assert {line.key: (line.value, line.note.asks) for line in lines}["H"] == ("visit", False)


def test_it_is_asked_of_a_code_beside_a_letter_or_beside_contacts_of_two_ways():
    for other in ("Aanmaning", "Belpoging"):
        lines = kinds_and_ways(("Aanmaning", "post"), ("Huisbezoek", "H"), (other, "H"), ("Belpoging", "telefoon"))
        assert [(line.value, line.waits) for line in lines if line.key == "H"] == [("", True)]


@pytest.mark.parametrize(("beside", "ours"), [("post", "email"), ("e-mail", "post")])
def test_mail_beside_the_other_way_that_it_may_be_is_not_asked(beside, ours):
    lines = kinds_and_ways(("Aanmaning", beside), ("Herinnering", "mail"), ("Belpoging", "telefoon"))
    assert [(line.value, line.note.asks) for line in lines if line.key == "mail"] == [(ours, False)]
