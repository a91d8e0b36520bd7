"""Of two titles that say the kind of an entry, that which tells more kinds apart is proposed, and asked."""

import pytest

from sources.proposals.chosen import chosen_as
from sources.recognition.fuller_kinds import with_fuller_kind
from sources.recognition.sheets import layout_of, propose
from sources.words.blocks import LIKELY, SURE, Sheet
from sources.words.choices import choices_of
from tests.support.proposal import text_of

JOURNAL_AND_KIND = [("Verkoop", "Verkoopfactuur"), ("Bank", "Ontvangst"), ("Bank", "Storno"), ("Verkoop", "Creditnota")]


def kind_in(lines, titles=("Dagboek", "Soort")):
    rows = [["Boekstuknr.", "Contract", "Datum", "Bedrag", *titles]]
    rows += [[f"B{n}", f"C{n}", "01-11-2026", "100,00", *line] for n, line in enumerate(lines * 5)]
    layout = layout_of(rows)
    choices = {"entry_type": choices_of("ledger_entries", layout)["entry_type"]}
    journal = next(each for each in layout.columns if each.title == "Dagboek")
    choices["entry_type"] = type(choices["entry_type"])("entry_type", journal, SURE, choices["entry_type"].why)
    return with_fuller_kind(Sheet("Boekingen.csv", rows), layout, choices)["entry_type"]


def test_a_journal_gives_way_to_a_kind_that_names_reversals_and_it_is_asked():
    found = kind_in(JOURNAL_AND_KIND)
    assert (found.profile.title, found.certainty) == ("Soort", LIKELY)


def test_it_stays_where_the_other_title_has_a_word_that_is_not_known():
    assert kind_in([*JOURNAL_AND_KIND, ("Verkoop", "Zzz")]).profile.title == "Dagboek"


def test_it_stays_where_the_other_title_says_no_more():
    assert kind_in([("Verkoop", "Verkoopfactuur"), ("Bank", "Ontvangst")]).profile.title == "Dagboek"


@pytest.mark.parametrize(
    "lines",
    [
        [*JOURNAL_AND_KIND, ("Verkoop", ""), ("Bank", "")],  # said of some lines: the others would have no kind
        [("Verkoop", "Ontvangst"), ("Verkoop", "Factuur"), ("Bank", "Ontvangst"), ("Bank", "Storno")],  # a status: what is paid
        [("Verkoop", "Verkoopfactuur"), ("Bank", "Factuur"), ("Bank", "Storno"), ("Bank", "Ontvangst")],
        [("Verkoop", "Storno"), ("Verkoop", "Factuur"), ("Bank", "Ontvangst")],  # what is taken back there was due
    ],
)
def test_it_stays_where_the_other_title_says_nothing_of_some_lines_or_what_the_journal_cannot_mean(lines):
    assert kind_in(lines).profile.title == "Dagboek"


def test_a_line_of_which_the_journal_says_nothing_may_be_anything():
    found = kind_in([*JOURNAL_AND_KIND, ("Memo", "Storno"), ("Memo", "Afboeking oninbaar")])
    assert found.profile.title == "Soort"


def ledger(third, said):
    """Debit and credit with their journal, and a third title that says something of each kind of line."""
    rows = [["Boekstuk", "Contractnr", "Datum", "Vervaldatum", "Dagboek", "Debet", "Credit", third]]
    for n in range(60):
        kind = ("charge", "payment", "charge", "payment", "charge", "reversal")[n % 6]
        sides = ("850,00", "") if kind != "payment" else ("", "850,00")
        journal = "VRK" if kind == "charge" else "BNK"
        due = "01-11-2026" if kind == "charge" else ""
        rows.append([f"B{n}", f"C{n % 10}", "01-11-2026", due, journal, *sides, said(kind, n)])
    contracts = [
        ["Contractnr", "Huurdernr", "Ingangsdatum", "Postcode"],
        *([f"C{n}", f"H{n}", "01-01-2020", "3512 JE"] for n in range(10)),
    ]
    blocks, _ = propose([Sheet("Contracten.csv", contracts), Sheet("Debiteurenkaart.csv", rows)])
    return text_of(blocks)


@pytest.mark.parametrize(
    ("third", "said"),
    [
        (
            "Bijzonderheid",
            lambda kind, n: {"charge": "Factuur", "payment": "Ontvangst", "reversal": "Storno"}[kind] if n < 12 else "",
        ),
        (
            "Status",
            lambda kind, n: {"charge": ("Betaald", "Vordering")[n % 4 == 0], "payment": "Betaald", "reversal": "Storno"}[kind],
        ),
    ],
)
def test_beside_debit_and_credit_no_kind_is_taken_from_a_remark_or_a_status(third, said):
    text = ledger(third, said)

    assert f'"{third}" = ["' not in text and f'entry_type = "{third}"' not in text
    assert 'only = {"Dagboek" = ["VRK"]}' in text


def test_a_list_that_a_person_calls_one_of_entries_has_its_kind_from_the_fuller_title_too():
    rows = [["Boekstuknr.", "Contract", "Datum", "Bedrag", "Dagboek", "Soort"]]
    rows += [[f"B{n}", f"C{n}", "01-11-2026", "100,00", *line] for n, line in enumerate(JOURNAL_AND_KIND * 5)]
    draft = chosen_as(Sheet("Lijst.csv", rows), "ledger_entries")
    read = {
        line.key: line.value for part in draft.drafts for each in part.sections if each.name == "columns" for line in each.lines
    }

    assert read["entry_type"] == "Soort"
