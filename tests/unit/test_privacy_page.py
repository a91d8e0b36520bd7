"""The privacy page answers all fifteen questions, and names only commands, files and settings that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exports.keeping.retention import Retention
from orchestration.cli import COMMANDS

CHECKOUT = Path(__file__).parents[2]
PAGE = CHECKOUT / "docs" / "privacy.md"


@pytest.fixture(scope="module")
def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_all_fifteen_questions_have_an_answer_and_something_that_shows_it(text):
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 16)]
    assert all(len(row) == 4 and all(row) for row in rows)


def test_each_command_it_names_exists(text):
    named = set(re.findall(r"vroegsignaal ([a-z-]+)", text))
    assert named - set(COMMANDS) == set()
    assert {"dossier", "subject", "purge", "docs", "processing-register", "register", "explain"} <= named


def test_each_file_it_points_to_exists(text):
    links = re.findall(r"\]\(([^)#]+)\)", text) + re.findall(r"`((?:tests|docs)/[\w./-]+)`", text)
    places = [
        CHECKOUT / link if link.startswith(("tests/", "docs/")) else PAGE.parent / link for link in links if "://" not in link
    ]
    assert [str(place) for place in places if not place.exists()] == []


def test_the_terms_it_names_are_the_defaults(text):
    terms = Retention()
    table = text.split("| class | default | why |")[1].split("\n\n")[0]
    for words in (
        f"{terms.landing_days} days", f"{terms.outbox_days} days after delivery", f"{terms.lines_days} days after withdrawal",
        f"{terms.decisions_days} days, then counts", f"{terms.register_years} whole years",
    ):  # fmt: skip
        assert words in table
    assert terms.evidence_days == 731 and terms.evidence_years == 5
