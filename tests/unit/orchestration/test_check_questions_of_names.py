"""`check --ask` shows words of code lists, and never what may be somebody's name; of what it does not show it asks no part."""

from __future__ import annotations

import pytest

from documents.check import check_landing
from documents.check_dialogue import steps_of
from sources.ways import Some
from tests.builders import AS_OF
from tests.unit.orchestration.test_check_questions import NO_MEMO, TITLES, landing, letters


def shown(folder) -> tuple[str, list[Some]]:
    report = check_landing(folder, AS_OF)
    ways = [each.way for each in steps_of(report, (folder / "mapping.toml").read_text())]
    return f"{report.text()}{ways}", [each for each in ways if isinstance(each, Some)]


@pytest.mark.parametrize("odd", ["gesproken met dhr. De Vries", "er is gebeld, maar niemand nam op - " * 3])
def test_outcomes_of_which_one_is_not_shown_are_not_asked_word_by_word(tmp_path, odd):
    lines = [f"{each};{odd if number == 3 else 'gesproken'}" for number, each in enumerate(NO_MEMO)]
    said, some = shown(letters(tmp_path, titles=f"{TITLES};Resultaat", lines=lines))
    assert not some and "Resultaat" in said and odd not in said


def test_a_word_without_a_meaning_that_names_somebody_is_neither_shown_nor_asked(tmp_path):
    lines = [*NO_MEMO, "L1;12-02-2026;Gesproken met mevr. Bakker", "L1;13-02-2026;Memo", "L1;14-02-2026;Memo"]
    said, _ = shown(letters(tmp_path, lines=lines))
    assert "Bakker" not in said and "'Memo'" in said


def test_what_is_wrong_in_a_list_that_a_person_filled_in_is_set_right_there_and_not_in_the_mapping(tmp_path):
    mapping = '[objections]\nfile = "b.csv"\nmade_ids = {objection_id = ["tenant_id", "received_on"]}\n'
    mapping += 'columns = {tenant_id = "Huurder", received_on = "Dag"}\nconstants = {received_by = "landlord"}\n'
    own = ["Huurder;Bezwaar ontvangen op;Bezwaar ingetrokken op;Ontvangen door", ";03-03-2026;;verhuurder"]
    folder = landing(tmp_path, mapping, "objections", b=["Huurder;Dag", "T1;01-02-2026"], bezwaren=own)
    [line] = next(each for each in check_landing(folder, AS_OF).tables if each.table == "objections").lines
    assert "bezwaren.csv regel 2" in line and "mapping.toml" not in line and not shown(folder)[1]
