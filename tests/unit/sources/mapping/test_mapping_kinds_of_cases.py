"""A list of cases of several kinds is no list of cases: an objection among them, by a code that nobody knows, would keep nothing
back.
"""

from __future__ import annotations

import pytest

from documents.check_ways import ways_in_words
from tests.unit.sources.mapping.test_mapping import prepared

MAPPING = """
[collection_cases]
file = "dossiers.csv"
{said}
columns = {{case_id = "Nr", lease_id = "Contract", agency_reference = "Nr", handed_over_on = "Begin"}}
constants = {{agency_id = "Bureau"}}
"""


def found(tmp_path, title: str, kinds: list[str], said: str = ""):
    lines = [f"D{n};C{n};0{n}-02-2026;{kind}" for n, kind in enumerate(kinds, start=1)]
    text = "\n".join([f"Nr;Contract;Begin;{title}", *lines]) + "\n"
    report = prepared(tmp_path, MAPPING.format(said=said), dossiers__csv=text)
    return [each for each in report.findings if each.rule == "cases_of_several_kinds"]


def test_a_kind_that_nobody_reads_is_refused_with_what_to_write(tmp_path):
    (refused,) = found(tmp_path, "Soort", ["DWR", "DWR", "BZV", "ONT"])
    assert refused.severity == "refused" and "staan 3 soorten" in refused.text and "BZV" not in refused.text
    (question,) = ways_in_words(refused)
    assert question.asks.endswith("Zijn het alle dossiers van een bureau of deurwaarder?")
    assert question.options[0].changes[0].key == ("unread",)


@pytest.mark.parametrize(
    "said", ['only = {"Soort" = ["DWR"]}', 'unread = ["Soort"]', 'skip_lines = {"Soort" = ["^bzv$", "^ont$"]}']
)
def test_whoever_said_which_kinds_are_cases_is_not_refused(tmp_path, said):
    assert not found(tmp_path, "Soort", ["DWR", "DWR", "BZV", "ONT"], said)


@pytest.mark.parametrize(
    ("title", "kinds"), [("Soort", ["DWR"] * 4), ("Soort huurder", ["P", "P", "O", "P"]), ("Soort", ["A", "B", "C", "D"])]
)
def test_one_kind_the_kind_of_something_else_and_free_words_are_no_kinds_of_cases(tmp_path, title, kinds):
    assert not found(tmp_path, title, kinds)
