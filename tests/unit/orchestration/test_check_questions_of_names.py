"""`check --ask` shows words of code lists, and never what may be somebody's name; of what it does not show it asks no part."""

from __future__ import annotations

import pytest

from documents.check import check_landing
from documents.check_dialogue import steps_of
from sources.ways import Some
from tests.builders import AS_OF
from tests.unit.orchestration.test_check_questions import NO_MEMO, TITLES, letters


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
