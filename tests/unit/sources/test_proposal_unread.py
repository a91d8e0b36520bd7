"""What a check would refuse because nothing reads it is asked by `map` already, in the block where the answer belongs."""

from __future__ import annotations

import tomllib
from pathlib import Path

from documents.proposal_layout import laid_out
from documents.proposal_steps import lines_of
from documents.proposal_text import mapping_text
from sources.proposal import propose
from sources.proposal_blocks import Sheet
from sources.proposal_unread import with_unread

LETTERS = [[f"C{n}", f"0{n}-09-2026", "Herinnering" if n % 2 else "Aanmaning", "Post"] for n in range(1, 9)]


def proposed(tmp_path: Path, title: str, *cells: str) -> str:
    rows = [["Contractnr", "Datum", "Soort brief", "Kanaal", title]]
    rows += [[*line, cell] for line, cell in zip(LETTERS, cells * 4, strict=True)]
    blocks, _ = propose([Sheet("Brieven.csv", rows, delimiter=";")])
    return laid_out(with_unread(mapping_text(blocks), blocks, tmp_path))


def test_an_outcome_that_nothing_reads_is_a_question_with_its_answer_ready(tmp_path):
    text = proposed(tmp_path, "Resultaat", "verzonden", "retour")
    number = lines_of(text).to_answer[0]
    line = text.splitlines()[number - 1]

    assert line == '# unread = ["Resultaat"]  # vraag 1' and "niet gebruikt" not in text
    answered = tomllib.loads(text.replace(line, line.lstrip("# ")))
    assert answered["collection_actions"][0]["unread"] == ["Resultaat"]


def test_an_empty_outcome_and_any_other_title_are_not_asked(tmp_path):
    assert "unread" not in proposed(tmp_path, "Resultaat", "", "")
    assert "unread" not in proposed(tmp_path, "Medewerker", "JK", "MB")
