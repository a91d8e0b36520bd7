"""Settlements of which one title names a receipt and the other a charge, or the other way about, and those that were undone."""

from __future__ import annotations

import tomllib

import pytest

from tests.support.proposal import asked_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import CONTRACTS, mapped

LEDGER = "Volgnr.;Contractnr;Soort;Boekdatum;Vervaldatum;Bedrag\n"
TITLES = ("Klantenpostvolgnr.", "Vereffend met klantenpostvolgnr.")


def entries(at: int) -> str:
    charge = f"10{at};C{at % 2 + 1};Factuur;01-0{at}-2026;01-0{at}-2026;70{at},00\n"
    return f"{charge}20{at};C{at % 2 + 1};Betaling;02-0{at}-2026;;-70{at},00\n"


def settled(tmp_path, *, own: str, other: str, titles: tuple[str, str] = TITLES, undone: str = "", marks: str = ""):
    """The proposal, and (receipt, charge) of what it makes: `own` and `other` begin the numbers below the two titles."""
    lines = [f"9{at};{own}{at};{other}{at};02-0{at}-2026;70{at},00;{marks[at - 1 : at]}" for at in range(1, 8)]
    head = f"Nr.;{titles[0]};{titles[1]};Boekingsdatum;Bedrag;{undone}"
    text, report = mapped(
        tmp_path, Contracten=CONTRACTS, Klantenposten=LEDGER + "".join(map(entries, range(1, 8))),
        Afletteringen="\n".join([head, *lines]) + "\n",
    )  # fmt: skip
    return text, {(row[0], row[1]) for row in rows(report, "allocations")}


PAIRS = {(f"20{at}", f"10{at}") for at in range(1, 8)}


@pytest.mark.parametrize(("own", "other"), [("10", "20"), ("20", "10")])
@pytest.mark.parametrize("titles", [TITLES, ("Post", "Vereffend met post"), ("Boekingnr.", "Afgeletterd op boeking")])
def test_which_of_two_numbers_is_the_receipt_is_what_the_entries_say_whatever_their_titles(tmp_path, own, other, titles):
    text, pairs = settled(tmp_path, own=own, other=other, titles=titles)
    assert pairs == PAIRS
    assert titles != TITLES or not asked_of(text, "charge_entry_id")  # the amounts add up


@pytest.mark.parametrize(
    ("title", "marks"), [("Vereffening ongedaan", "NNJNNNN"), ("Ongedaan gemaakt", "  x    "), ("Teruggedraaid", "0010000")]
)
def test_a_settlement_that_was_undone_is_none(tmp_path, title, marks):
    text, pairs = settled(tmp_path, own="20", other="10", undone=title, marks=marks)
    assert pairs == PAIRS - {("203", "103")}
    assert [*tomllib.loads(text)["allocations"][0]["skip_lines"]] == [title]


def test_where_none_was_undone_a_later_one_will_be_passed_over(tmp_path):
    text, pairs = settled(tmp_path, own="20", other="10", undone="Vereffening ongedaan", marks="NNNNNNN")
    assert pairs == PAIRS
    assert tomllib.loads(text)["allocations"][0]["skip_lines"] == {"Vereffening ongedaan": ["^(ja|j|true|waar|yes)$"]}
