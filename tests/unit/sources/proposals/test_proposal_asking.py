"""Titles that ask: what a question asks for is read from its content words."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import Sheet, propose
from sources.words.asking import answer_of
from sources.words.titles import concepts_of, is_by_parts


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Wie is de huurder?", {"tenant"}),
        ("Om welke overeenkomst gaat dit?", {"contract"}),
        ("Wanneer gaat de huur in?", {"date", "rent", "start"}),
        ("Vanaf wanneer woont hij mee?", {"?hij", "co_tenant", "start"}),
        ("Wanneer trok de huurder het bezwaar in?", {"date", "objection", "tenant", "withdrawn"}),
        ("Wanneer zegden we de ontruiming aan?", {"announced", "date", "eviction"}),
        ("Hoe heet de opdrachtgever?", {"landlord", "name"}),
        ("Voor wanneer moet het betaald zijn?", {"date", "due"}),
        ("Op welke dag is het afgeletterd?", {"date", "settled"}),
        ("Wie ontving het bezwaar?", {"by", "objection", "received"}),
        ("Wanneer meldde het bureau dat bij de gemeente?", {"agency", "reported"}),
        ("Wanneer ging de ontruiming niet door?", {"cancelled", "date", "eviction"}),
        ("Hoeveel staat er nog open?", {"amount", "balance"}),
        ("Waar is het voor?", {"component"}),  # a phrase that is known stays one
        ("Wat kosten de gordijnen?", {"?gordijnen", "component"}),  # nothing of ours
    ],
)
def test_a_question_says_what_its_content_words_say(title, said):
    assert concepts_of(title) == said


@pytest.mark.parametrize("title", ["Bedrijf?", "Kleine verhuurder?", "Contractnummer", "Van", "Op naam van"])
def test_a_title_that_asks_nothing_is_no_question(title):
    assert answer_of(title) is None


def test_a_question_is_read_as_by_parts_and_a_number_behind_a_word_is_a_number():
    titles = ["Welk nummer heeft het bezwaar?", "Om welk huurdernummer gaat het?", "Wanneer kwam het bezwaar binnen?"]
    sheet = Sheet("Bezwaren.xlsx", [titles, *([f"bezwaar {n}", f"H{n + 70}", f"0{n}-03-2026"] for n in range(1, 8))])
    blocks, _ = propose([sheet])
    choices = next(block.choices for block in blocks if block.table == "objections")
    assert {name: choices[name].profile.title for name in ("objection_id", "tenant_id", "received_on")} == dict(
        zip(("objection_id", "tenant_id", "received_on"), titles, strict=True)
    )
    assert is_by_parts("Wat is het contractnummer?") and not is_by_parts("Contractnummer")
