"""A ledger of debit and credit by journals, in which one column names the charge of a receipt and the receipt of a reversal."""

from __future__ import annotations

import tomllib

import pytest

from tests.support.proposal import asked_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import CONTRACTS, mapped

HEAD = "Mutatienr;Contractnr;Dagboek;Datum;Vervaldatum;Debet;Credit;Afgeletterd met;Afletterdatum\n"


def lines(back: str = "B{}", *, settled: bool = True) -> str:
    """Seven charges with a receipt each, two of which came back; `back`: which number stands beside those."""
    found = []
    for at in range(1, 8):
        own = f"C{at % 2 + 1}"
        found.append(f"F{at};{own};Verkoopboek;01-0{at}-2026;01-0{at}-2026;70{at},00;;;")
        found.append(
            f"B{at};{own};Bank;02-0{at}-2026;;;70{at},00;{f'F{at}' if settled else ''};{f'09-0{at}-2026' if settled else ''}"
        )
    found += [f"S{at};C{at % 2 + 1};Bank;05-0{at}-2026;;70{at},00;;{back.format(at)};" for at in (3, 5)]
    return HEAD + "\n".join(found) + "\n"


def reversals(text: str) -> dict:
    (block,) = (
        each for each in tomllib.loads(text)["ledger_entries"] if each.get("constants", {}).get("entry_type") == "reversal"
    )
    return block


def test_a_reversal_takes_back_the_receipt_that_it_names_and_that_is_asked(tmp_path):
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Transacties=lines())

    assert reversals(text)["columns"]["reverses_entry_id"] == "Afgeletterd met" and "storno" not in reversals(text)
    assert "bij elke storno staat daar het nummer" in asked_of(text, 'reverses_entry_id = "Afgeletterd met"')
    taken_back = {row[0]: row[-1] for row in rows(report, "ledger_entries") if row[0].startswith("S")}
    assert taken_back == {"S3": "B3", "S5": "B5"}


@pytest.mark.parametrize("back", ["", "F{}", "B1"])
def test_where_not_each_names_a_receipt_of_its_contract_the_last_of_its_amount_is_taken(tmp_path, back):
    text, _ = mapped(tmp_path, Contracten=CONTRACTS, Transacties=lines(back))

    assert reversals(text)["storno"] is True and "reverses_entry_id" not in reversals(text)["columns"]


def test_a_receipt_settles_its_charge_on_the_day_that_a_title_says_it_did(tmp_path):
    text, _ = mapped(tmp_path, Contracten=CONTRACTS, Transacties=lines())

    (allocations,) = tomllib.loads(text)["allocations"]
    assert allocations["columns"]["allocated_on"] == "Afletterdatum"
