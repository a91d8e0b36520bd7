"""A ledger with two numbers on each line: the entry's own is that which settlements or reversals name, whatever it is called."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import SURE, Block, Sheet, propose

LINES = range(1, 10)
CONTRACTS = [["Contractnr", "Huurdernr", "Ingangsdatum"], *([f"C{n}", f"H{n}", "01-02-2020"] for n in LINES)]
KINDS = (("Prolongatie", "", 4000), ("Betaling", "-", 5000))
Rows = list[list[str]]


def ledger(*, reversal: str = "Corrigeert recordnr.", undone: str = "500{}") -> Rows:
    """Each contract has a charge and its receipt, of which the first three went back."""
    lines = [
        [f"{number + n}", f"PRL-{number + n}", f"C{n}", f"0{n}-03-2026", kind, f"{sign}70{n},50", "0,00", ""]
        for kind, sign, number in KINDS
        for n in LINES
    ]
    lines += [
        [f"{6000 + n}", f"STO-{n}", f"C{n}", f"1{n}-03-2026", "Storno", f"70{n},50", "0,00", undone.format(n)] for n in LINES[:3]
    ]
    return [["Recordnummer", "Boekstuk", "Contractnr", "Datum", "Transactietype", "Bedrag", "Saldo", reversal], *lines]


def settlements(paid: str, charge: str, amount: str = "Vereffend bedrag", day: str = "Datum vereffening") -> Rows:
    return [[paid, charge, amount, day], *([f"{5000 + n}", f"{4000 + n}", f"70{n},50", f"0{n}-04-2026"] for n in LINES)]


def found(*sheets: tuple[str, Rows]) -> dict[str, Block]:
    blocks, _ = propose([Sheet("Contracten.csv", CONTRACTS), *(Sheet(f"{name}.csv", rows) for name, rows in sheets)])
    return {block.table: block for block in blocks}


def titles(block: Block) -> dict[str, str]:
    return {name: choice.profile.title for name, choice in block.choices.items()}


@pytest.mark.parametrize("name", ["Vereffende transacties", "Vereffeningen", "Blad7"])
def test_settlements_need_no_contract_and_where_they_add_up_neither_they_nor_the_entries_are_asked(name):
    rows = settlements("Recordnr. betaling", "Recordnr. factuur")
    blocks = found(("Klanttransacties", ledger()), (name, rows))

    assert titles(blocks["allocations"]) == {
        "credit_entry_id": "Recordnr. betaling", "charge_entry_id": "Recordnr. factuur",
        "amount": "Vereffend bedrag", "allocated_on": "Datum vereffening",
    }  # fmt: skip
    assert {choice.certainty for choice in blocks["allocations"].choices.values()} == {SURE}
    certain = {name: blocks["ledger_entries"].choices[name] for name in ("entry_id", "amount")}
    assert [(each.profile.title, each.certainty) for each in certain.values()] == [("Recordnummer", SURE), ("Bedrag", SURE)]


def test_a_list_below_titles_that_nobody_knows_is_one_of_settlements_by_the_numbers_of_entries():
    blocks = found(("Klanttransacties", ledger(reversal="Qz", undone="")), ("Blad7", settlements("Qa", "Qb", "Qc", "Qd")))

    assert titles(blocks["ledger_entries"])["entry_id"] == "Recordnummer"
    assert (titles(blocks["allocations"])["credit_entry_id"], titles(blocks["allocations"])["charge_entry_id"]) == ("Qa", "Qb")


def test_of_two_days_of_such_a_list_that_on_which_its_lines_were_made_is_not_the_day_of_settling():
    head, *rows = settlements("Qa", "Qb", "Qc", "TransDate")
    rows = [[*head, "CreatedDateTime"], *([*row, f"{row[3]} 14:05"] for row in rows)]
    blocks = found(("Klanttransacties", ledger(reversal="Qz", undone="")), ("Blad7", rows))

    assert titles(blocks["allocations"])["allocated_on"] == "TransDate"


@pytest.mark.parametrize(("undone", "own"), [("500{}", "Recordnummer"), ("PRL-500{}", "Boekstuk"), ("{}", "Boekstuk")])
def test_the_number_of_an_entry_is_the_one_by_which_its_reversal_names_it(undone, own):
    assert titles(found(("Klanttransacties", ledger(undone=undone)))["ledger_entries"])["entry_id"] == own


CHARGES = [
    ["Trx No", "Contractnr", "Type", "Datum", "Vervaldatum", "Bedrag"],
    *([f"{4000 + n}", f"C{n}", "CH", f"0{n}-03-2026", f"0{n}-03-2026", f"70{n},50"] for n in LINES),
]
APPLIED = settlements("Receipt No", "Trx No", "Applied Amount", "Applied Date")


def receipts(number: str, own: str = "500{}") -> Rows:
    """Receipts of two kinds, one of which nobody knows, and one that went back."""
    went_back = [["7001", "C1", "NSF", "11-04-2026", "-701,50", "5001"]]
    lines = [[own.format(n), f"C{n}", ("BNK", "QZ")[n % 2], f"0{n}-04-2026", f"70{n},50", ""] for n in LINES]
    return [[number, "Contractnr", "Type", "Receipt Date", "Bedrag", "Reverses Receipt"], *lines, *went_back]


@pytest.mark.parametrize("number", ["Receipt No", "Payment ID", "Ontvangst nr."])
def test_the_number_of_a_receipt_is_that_of_its_entry_in_a_list_of_receipts_and_what_it_settled_is_read(number):
    blocks, _ = propose([
        Sheet("Contracten.csv", CONTRACTS), Sheet("Charges.csv", CHARGES), Sheet("Receipts.csv", receipts(number)),
        Sheet("Applications.csv", APPLIED),
    ])  # fmt: skip
    own = next(block for block in blocks if block.sheet.file == "Receipts.csv")
    settled = next(block for block in blocks if block.table == "allocations")

    assert (titles(own)["entry_id"], titles(own)["reverses_entry_id"]) == (number, "Reverses Receipt")
    assert titles(settled) == {
        "credit_entry_id": "Receipt No", "charge_entry_id": "Trx No", "amount": "Applied Amount", "allocated_on": "Applied Date",
    }  # fmt: skip


def test_the_number_of_a_receipt_that_stands_on_several_lines_is_the_number_of_none():
    ledgers = found(("Receipts", receipts("Receipt No", own="5001")))

    assert "entry_id" not in titles(ledgers["ledger_entries"])
