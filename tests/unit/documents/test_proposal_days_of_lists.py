"""The day of a list as a whole: in the name of its file or above its titles, and one that the mapping keeps from last month."""

from __future__ import annotations

import pytest

from documents.proposal_dialogue import proposal_of
from documents.proposal_turns import turns_of
from sources.proposals.draft import drafts_of
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.unit.documents.test_proposal_dialogue import replies, said
from tests.unit.sources.mapping.test_mapping import prepared, words_of

ROWS = [["Ouderdomsanalyse", "", ""], ["Peildatum: 20-11-2026", "", ""], ["", "", ""],
        ["Contr.nr.", "Naam huurder", "Openstaande huur"], *[[f"C{n}", "Bos", f"{n}12,50"] for n in range(1, 8)]]  # fmt: skip


def asked(file: str, *typed: str):
    """(the constants once it was answered so, what was shown)."""
    blocks, _ = propose([Sheet(file, ROWS, "Blad1")])
    start = proposal_of(drafts_of(blocks), {}, read=[each.sheet for each in blocks])
    shown: list[str] = []
    reply = replies(*typed)
    turn = next(each for each in turns_of(start) if "as_of" in each.key)
    found = turn.answer(lambda text: (shown.append(text), reply(text))[1])
    return said(found)["stated_balances"][0]["constants"], shown[0]


@pytest.mark.parametrize(
    ("file", "typed", "day"),
    [
        ("Saldi 21-11-2026.xlsx", ("d",), "(naam)"),
        ("Saldi 21-11-2026.xlsx", ("b",), "20-11-2026"),
        ("Saldi 21 november 2026.xlsx", ("d",), "(naam)"),
        ("Saldi.xlsx", ("b",), "20-11-2026"),
        ("Saldi.xlsx", ("v", "19-11-2026"), "19-11-2026"),
    ],
)
def test_the_day_in_the_name_and_the_one_above_the_titles_are_offered(file, typed, day):
    constants, shown = asked(file, *typed)
    assert constants == {"as_of": day}
    assert "b  20-11-2026: de dag boven de titels" in shown


@pytest.mark.parametrize("file", ["Saldi 20-11-2026.xlsx", "Saldi 20 november 2026.xlsx"])
def test_a_day_that_the_name_and_the_line_above_the_titles_agree_on_is_that_of_the_name_and_not_asked(file):
    blocks, _ = propose([Sheet(file, ROWS, "Blad1")])
    start = proposal_of(drafts_of(blocks), {}, read=[each.sheet for each in blocks])
    assert not [each for each in turns_of(start) if "as_of" in each.key]
    assert said(start)["stated_balances"][0]["constants"] == {"as_of": "(naam)"}


@pytest.mark.parametrize(("days", "questions"), [(("20-11-2026", "20-11-2026"), 1), (("20-11-2026", "21-11-2026"), 2)])
def test_lists_that_are_offered_the_same_days_are_asked_for_it_once(days, questions):
    rows = [[[f"Peildatum: {day}" if each[0].startswith("Peil") else each[0], *each[1:]] for each in ROWS] for day in days]
    blocks, _ = propose([Sheet("Saldilijst.xlsx", each, name) for name, each in zip(("120", "130"), rows, strict=True)])
    start = proposal_of(drafts_of(blocks), {}, read=[each.sheet for each in blocks])
    turns = [each for each in turns_of(start) if "as_of" in each.key]
    found = turns[0].answer(replies("b"))

    assert len(turns) == questions
    given = [each.get("constants", {}).get("as_of") for each in said(found)["stated_balances"]]
    assert given == ([days[0]] * 2 if questions == 1 else [days[0], None])


def test_a_name_with_no_more_than_a_month_offers_no_day():
    assert "in de naam" not in asked("Saldi november 2026.xlsx", "b")[1]


MAPPING = """
[[stated_balances]]
file = "Saldi_*.csv"
choose = "newest"
columns = {{lease_id = "Contract", open_rent = "Open"}}
constants = {{as_of = "{day}"}}
"""


@pytest.mark.parametrize(
    ("day", "name", "is_named"),
    [
        ("20-11-2026", "Saldi_18-12-2026__csv", True),
        ("20-11-2026", "Saldi_20261120__csv", False),
        ("(naam)", "Saldi_18-12-2026__csv", False),
        ("20-11-2026", "Saldi_202612__csv", False),  # of which day of that month it is, nobody knows
    ],
)
def test_a_fixed_day_beside_a_name_with_another_is_named(tmp_path, day, name, is_named):
    report = prepared(tmp_path, MAPPING.format(day=day), **{name: "Contract;Open\nC1;12,50\n"})
    warned = [each.rule for each in report.findings if each.severity == "warning"]
    assert warned == ["day_of_name_differs"] * is_named
    assert ("vast op 20-11-2026, en de naam van dit bestand zegt 18-12-2026" in words_of(report)) is is_named
