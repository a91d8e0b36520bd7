"""A title that speaks of reports by others in a list of something else is offered as what it is, never only waved away."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from documents.proposal_choices import Later
from documents.proposal_dialogue import proposal_of
from documents.proposal_text import written
from documents.proposal_turns import Turn, turns_of
from sources.proposals.answers import Proposal
from sources.proposals.draft import drafts_of
from sources.proposals.unread import with_unread
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet

TITLES = ["dossiernummer", "contractnummer", "bureau", "dossiernummer bureau", "datum_aanlevering", "datum_sluiting"]


def proposal(tmp_path: Path, *titles: str, cell: str = "2026-09-22") -> Proposal:
    rows = [[*TITLES, *titles]]
    for n in range(1, 9):
        cells = [cell if n == 3 else "" for _ in titles]
        rows.append([f"D-{n}", f"C{n}", "Bureau Zuid", f"Z26/{n}", f"2026-0{n}-10", "2026-10-01" if n == 4 else "", *cells])
    blocks, _ = propose([Sheet("dossiers.csv", rows, delimiter=",")])
    assert "collection_cases" in {each.table for each in blocks}
    drafts = with_unread(drafts_of(blocks), blocks, tmp_path)
    return proposal_of(drafts, {}, read=[each.sheet for each in blocks])


def turn_of(found: Proposal, title: str) -> Turn:
    return next(each for each in turns_of(found) if f'"{title}" leest niemand' in each.key)


def answered(found: Proposal, title: str, typed: str) -> tuple[Proposal, str]:
    shown: list[str] = []
    return turn_of(found, title).answer(lambda text: (shown.append(text), typed)[1]), shown[0]


TWO = ("melding_gemeente", "melding_gemeente_2")


def test_it_is_said_in_words_what_stands_there_without_what_is_to_be_written_in_the_file(tmp_path):
    _, shown = answered(proposal(tmp_path, *TWO), TWO[0], "2")

    assert "1  dag waarop een ander deze huurder meldde" in shown and "2  wat u zelf meldde" in shown
    assert not any(word in shown for word in ("hekje", "reported_elsewhere", "blok", TWO[1]))


def test_as_what_another_reported_it_becomes_a_block_of_its_days_with_the_contracts_of_the_list(tmp_path):
    found, _ = answered(proposal(tmp_path, *TWO), TWO[0], "1")
    [block] = tomllib.loads(written(found.sheets).text)["reported_elsewhere"]

    assert block["columns"] == {"lease_id": "contractnummer", "reported_on": TWO[0], "reported_by": "bureau"}
    assert block["skip_empty"] == ["reported_on"]
    assert turn_of(found, TWO[1])  # the other is asked after it


def test_as_our_own_it_is_set_aside_and_the_other_title_is_still_asked(tmp_path):
    found, _ = answered(proposal(tmp_path, *TWO), TWO[0], "2")
    unread = [each["unread"] for blocks in tomllib.loads(written(found.sheets).text).values() if isinstance(blocks, list)
              for each in blocks if "unread" in each]  # fmt: skip

    assert unread == [[TWO[0]]] and turn_of(found, TWO[1])


def test_a_yes_without_a_day_gives_no_block_and_stays_open(tmp_path):
    start = proposal(tmp_path, "melding_gemeente", cell="ja")
    with pytest.raises(Later, match="niet op welke dag"):
        answered(start, "melding_gemeente", "1")


def test_a_title_of_a_block_that_a_person_takes_away_is_again_one_that_nobody_reads(tmp_path):
    found, _ = answered(proposal(tmp_path, *TWO), TWO[0], "1")
    [sheet] = found.sheets
    draft = next(each for each in sheet.drafts if each.table == "reported_elsewhere")
    [without] = found.without(draft).sheets

    assert [each.title for each in without.unused] == [*(each.title for each in sheet.unused), TWO[0]]
