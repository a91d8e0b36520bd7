"""A journal beside a title for kinds of entries says less, and a text less than a title for components: these are proposed."""

from __future__ import annotations

import pytest

from sources.words.blocks import LIKELY
from sources.words.choices import choices_of
from sources.words.excel_days import layout_of

# Journal, kind, component, text: a memorial holds kinds that only the kind tells apart.
LINES = [
    ("PRL", "HUR", "01", "Prolongatie {}"),
    ("PRL", "HUR", "02", "Prolongatie {}"),
    ("BNK", "ONT", "", "Huur {}"),
    ("BNK", "STO", "", "Storno huur {}"),
    ("MEM", "AMK", "90", "Aanmaningskosten {}"),
    ("MEM", "AFB", "", "Afboeking {}"),
]


def chosen(lines=LINES, kind="Mutatiesoort", component="Component", journal="Dagboek"):
    titles = ["Boekingsnr", "Contractnr", journal, kind, component, "Omschrijving", "Boekdatum", "Bedrag"]
    rows = [
        [f"B{at}{n}", f"C{n}", *line[:3], line[3].format(n), f"0{n}-03-2026", f"{n}5,25"]
        for n in range(1, 9)
        for at, line in enumerate(lines)
    ]
    return choices_of("ledger_entries", layout_of([titles, *rows]))


@pytest.mark.parametrize(
    "kind", ["Mutatiesoort", "Soort mutatie", "Type boeking", "Boekingssoort", "Soort boeking", "Mutatietype"]
)
@pytest.mark.parametrize("journal", ["Dagboek", "Journaal", "Dagboekcode"])
def test_the_kind_of_an_entry_is_read_from_the_title_for_kinds_also_where_of_its_words_fewer_are_known_and_is_asked(
    kind, journal
):
    choice = chosen(kind=kind, journal=journal)["entry_type"]

    assert (choice.profile.title, choice.certainty) == (kind, LIKELY)


@pytest.mark.parametrize(
    "lines",
    [
        [(journal, "Handmatig" if journal == "MEM" else "Automatisch", *more) for journal, _, *more in LINES],
        [(journal, "" if journal == "MEM" else kind, *more) for journal, kind, *more in LINES],
        [(journal, f"X{kind}", *more) for journal, kind, *more in LINES],
    ],
    ids=["how it was made", "of some lines", "no word known"],
)
def test_a_journal_stays_where_the_other_title_says_no_kind_of_each_line(lines):
    assert chosen(lines)["entry_type"].profile.title == "Dagboek"


def test_a_journal_without_a_title_for_kinds_is_read():
    assert chosen(kind="Valuta")["entry_type"].profile.title == "Dagboek"


@pytest.mark.parametrize("component", ["Component", "Kostensoort", "Artikel", "Componentcode"])
def test_what_a_charge_is_for_is_read_from_the_title_for_components_though_nobody_knows_its_codes(component):
    assert chosen(component=component)["category"].profile.title == component


@pytest.mark.parametrize(
    "codes", [("01", "01", "01"), ("1A", "2B", "3C")], ids=["always the same", "its own title is no component"]
)
def test_a_text_stays_where_no_title_for_components_tells_any_apart(codes):
    given = dict(zip(("01", "02", "90"), codes, strict=True))
    lines = [(*line[:2], given.get(line[2], ""), line[3]) for line in LINES]
    found = chosen(lines, component="Component" if codes[0] == codes[1] else "Rubriek 9")

    assert found["category"].profile.title == "Omschrijving"
