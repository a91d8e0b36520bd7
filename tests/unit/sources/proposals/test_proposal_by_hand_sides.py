"""Books kept by hand: what comes off is what was received, and which of two balances is owed is asked."""

from __future__ import annotations

import pytest

from sources.proposals.draft import drafts_of
from sources.recognition.sheets import SURE, Block, propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, questions, text_of

LINES = range(1, 13)
CONTRACTS = [["Contractnr", "Huurdernr", "Ingangsdatum", "Soort", "Postcode"]]
CONTRACTS += [[f"C{100 + n}", f"H{200 + n}", "01-01-2020", "Woning", "3512 JE"] for n in LINES]


def card(due: str, off: str, *further: str, cells: tuple[str, ...] = ()) -> list[list[str]]:
    """What is due and what comes off, each on a line of its own."""
    rows = [["Contractnr", "Datum", due, off, *further]]
    for n in LINES:
        for month in ("08", "09", "10"):
            rows.append([f"C{100 + n}", f"01-{month}-2026", "850,00", "", *cells])
            rows += [[f"C{100 + n}", f"05-{month}-2026", "", "850,00", *cells]] if n % 3 else []
    return rows


def blocks_of(rows: list[list[str]], name: str = "Huurkaart") -> list[Block]:
    return propose([Sheet("Contracten.csv", CONTRACTS), Sheet(f"{name}.csv", rows)])[0]


def sides(rows: list[list[str]]) -> dict[str, str]:
    ledger = next(block for block in blocks_of(rows) if block.table == "ledger_entries")
    return {name: profile.title for name, profile in ledger.amounts.items()}


@pytest.mark.parametrize("off", ["Eraf", "Er af", "Gaat eraf"])
@pytest.mark.parametrize("due", ["Regel huur", "Huurregel", "Huur", "Erbij"])
def test_what_comes_off_was_received_and_what_stands_beside_it_is_due(due, off):
    assert sides(card(due, off)) == {"debit": due, "credit": off}


@pytest.mark.parametrize("balances", [(), ("Saldo 1", "Saldo 2")])
def test_both_are_asked_and_no_balance_is_an_amount(balances):
    text = text_of(blocks_of(card("Regel huur", "Eraf", *balances, cells=("0,00", "850,00")[: len(balances)])))
    asked = " ".join(questions(text))

    assert '"Eraf" is gelezen als wat is ontvangen, "Regel huur" als wat verschuldigd is: klopt dat?' in asked
    assert 'constants = {entry_type = "charge"}' in text and 'amount = "Saldo' not in text


def test_a_title_that_says_what_is_due_goes_before_a_line_of_the_rent():
    rows = [[*line[:3], line[2], line[3]] for line in card("Vordering", "Eraf")]
    rows[0][2] = "Regel huur"

    assert sides(rows)["debit"] == "Vordering"


def test_a_day_below_it_stays_the_last_one_of_who_rents_along():
    people = [["Contractnr", "Medehuurder", "Erbij", "Eraf"]]
    people += [[f"C{100 + n}", f"H{300 + n}", "01-01-2021", "01-01-2026" if n == 3 else ""] for n in range(1, 7)]
    shared = next(block for block in blocks_of(people, "Medehuurders") if block.table == "co_tenants")

    assert shared.choices["until_on"].profile.title == "Eraf"


def test_a_number_of_the_line_of_a_rent_is_no_amount():
    rows = [[*line, f"R{at}" if at else "Regel huur"] for at, line in enumerate(card("Vordering", "Betaald"))]

    assert "Regel huur" not in sides(rows).values()


def stated(*titles: str) -> list[Block]:
    rows = [["Contractnr", "Stand per", *titles]]
    rows += [[f"C{100 + n}", "31-10-2026", *[f"{n % 4 * 850 + at * 10},00" for at, _ in enumerate(titles)]] for n in LINES]
    return [block for block in blocks_of(rows, "Saldi") if block.table == "stated_balances"]


@pytest.mark.parametrize("titles", [("Saldo 1", "Saldo 2"), ("Saldo voor", "Saldo na"), ("Saldo oud", "Saldo nieuw")])
def test_of_two_balances_neither_is_taken_and_it_is_asked_which(titles):
    (block,) = stated(*titles)
    (draft,) = drafts_of([block])

    assert "open_rent" not in block.choices
    assert any("kies er een" in said and all(title in said for title in titles) for said in draft.asked)
    assert "open_rent" in asked_of(text_of([block]), "# open_rent = ")


@pytest.mark.parametrize("titles", [("Saldo 1",), ("Saldo",), ("Saldo", "Bedrag")])
def test_one_balance_is_taken(titles):
    (block,) = stated(*titles)

    assert block.choices["open_rent"].profile.title == titles[0]
    assert titles[0] == "Saldo" or block.choices["open_rent"].certainty != SURE
