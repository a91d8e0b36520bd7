"""A list of open items that stand among the entries already is set aside, and that is asked; any other file is not."""

from __future__ import annotations

import tomllib

import pytest

from documents.proposal_text import written
from sources.proposals.aside import open_items
from sources.proposals.draft import drafts_of
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of

ENTRIES = [[f"C{n % 5}", f"7{n}00", f"{n}-01-2026", f"{n}-02-2026", "Huur", "700,00"] for n in range(10, 28)]


def proposed(*open_numbers: str, title: str = "Openstaand"):
    ledger = [["Contractnr", "Boekstuknr", "Boekdatum", "Vervaldatum", "Soort", "Bedrag"], *ENTRIES]
    open_rows = [[f"C{n}", number, "10-01-2026", "10-02-2026", "800,00", "700,00"] for n, number in enumerate(open_numbers)]
    titles = ["Contractnr", "Boekstuknr", "Factuurdatum", "Vervaldatum", "Factuurbedrag", title]
    sheets = [
        Sheet("Boekingen.csv", ledger),
        Sheet("Posten.csv", [titles, *open_rows]),
    ]
    blocks, _ = propose(sheets)
    return open_items([sheets[1]], [each for each in blocks if each.sheet.file == "Boekingen.csv"]), blocks


@pytest.mark.parametrize(
    ("numbers", "title", "is_aside"),
    [
        (("71000", "71200", "72000"), "Openstaand", True), (("71000", "71200", "99999"), "Openstaand", False),
        (("71000", "71200", "72000"), "Totaal", False), (("71000", "71000", "72000"), "Openstaand", False),
    ],
)  # fmt: skip
def test_open_items_are_set_aside_where_each_of_their_numbers_is_that_of_an_entry(numbers, title, is_aside):
    assert proposed(*numbers, title=title)[0] == ({"Posten.csv": "Boekingen.csv"} if is_aside else {})


def test_what_is_set_aside_is_one_line_that_counts_and_is_asked():
    aside, blocks = proposed("71000", "71200", "72000")
    text = written(drafts_of(blocks), aside).text

    assert tomllib.loads(text)["unread_files"] == ["Posten.csv"]
    assert "al in Boekingen.csv staan" in asked_of(text, "unread_files = ")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("Ouderdom 20-11-2026.xlsx", "Ouderdom *.xlsx"),
        ("20-11-2026.xlsx", "20-11-2026.xlsx"),
        ("Posten [oud].csv", "Posten ?oud].csv"),
    ],
)
def test_what_is_set_aside_this_month_is_next_month_too_unless_its_name_is_a_day_alone(file, said):
    _, blocks = proposed("71000", "71200", "72000")
    assert tomllib.loads(written(drafts_of(blocks), {file: "Boekingen.csv"}).text)["unread_files"] == [said]
