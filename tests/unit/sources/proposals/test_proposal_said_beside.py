"""Codes of which nobody knows the meaning and whose lines say it: by their descriptions, or by what their list is of."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, questions, text_of

LEASES = [[f"C{n}", f"H{n}", "O1", "Woning", "01-01-2020"] for n in range(9)]
CONTRACTS = Sheet("Contracten.csv", [["Lease ID", "Resident ID", "Entity", "Unit Type", "Lease Start"], *LEASES])
CHARGES = ["Trx No", "Lease ID", "Trx Type", "Charge Code", "Omschrijving", "Trx Date", "Vervaldatum", "Amount"]
RECEIPTS = ["Receipt No", "Type", "Receipt Date", "Lease ID", "Bedrag"]
TEXTS = {
    "SVK": "Service charges 2026-{:02}",
    "HUR": "Kale huur 2026-{:02}",
    "STK": "Voorschot service en stook 2026-{:02}",
    "XYZ": "Post {:02}",
}


def charges(*more: list[str], texts: dict[str, str] = TEXTS, file: str = "AR_Charges.csv") -> dict:
    """What is proposed for a list of charges with two kinds, or a code that says nothing."""
    lines = [
        [f"10{at}{n}", f"C{n}", "CH", code, text.format(n + 1), f"0{n + 1}-03-2026", f"1{n + 1}-03-2026", f"7{n}5,25"]
        for at, (code, text) in enumerate(texts.items())
        for n in range(9)
    ]
    text = text_of(propose([CONTRACTS, Sheet(file, [CHARGES, *lines, *more])])[0])
    return {**tomllib.loads(text)["ledger_entries"][0], "text": text}


def test_what_a_code_is_for_is_what_all_its_descriptions_say_and_that_is_asked():
    found = charges()

    assert found["values"]["category"] == {"SVK": "service_charges", "HUR": "rent", "STK": "service_charges"}
    assert "op elke regel hetzelfde" in asked_of(found["text"], '"STK" = "service_charges"')
    assert '# "XYZ" = ""' in found["text"]


def test_one_whose_descriptions_say_two_things_waits_for_a_person():
    line = ["2000", "C1", "CH", "STK", "Incassokosten", "01-03-2026", "11-03-2026", "48,40"]
    assert "STK" not in charges(line)["values"]["category"]


CREDIT = ["2000", "C1", "CR", "HUR", "Kale huur 2026-03", "01-03-2026", "", "-95,00"]
PAID = ["2001", "C1", "PY", "HUR", "Kale huur 2026-03", "01-03-2026", "", "95,00"]


def test_in_a_list_of_charges_the_sign_says_what_a_code_is_and_one_that_is_not_due_is_none():
    found = charges(CREDIT, PAID)

    assert found["values"]["entry_type"] == {"CH": "charge", "CR": "credit_note"}
    assert "lijst van vorderingen" in asked_of(found["text"], '"CH" = "charge"')
    assert '# "PY" = ""' in found["text"]


def test_where_a_word_says_receipt_or_no_name_says_charges_every_code_waits():
    receipt = ["2001", "C1", "Ontvangst", "HUR", "", "01-03-2026", "", "95,00"]

    assert '# "CH" = ""' in charges(receipt)["text"]
    assert '# "CH" = ""' in charges(file="Mutaties.csv")["text"]


def receipts(back: str) -> str:
    lines = [[f"R{kind}{n}", kind, f"0{n + 1}-03-2026", f"C{n}", f"7{n}5,25"] for kind in ("Bank", "INC") for n in range(9)]
    lines.append(["R99", "Storno", "09-03-2026", "C1", back])
    return text_of(propose([CONTRACTS, Sheet("Receipts.csv", [RECEIPTS, *lines])])[0])


@pytest.mark.parametrize(("back", "is_payment"), [("-715,25", True), ("715,25", False)])
def test_among_receipts_a_code_without_a_minus_came_in_where_what_went_back_has_one(back, is_payment):
    text = receipts(back)

    assert ('"INC" = "payment"' in text) is is_payment
    assert ('# "INC" = ""' in text) is not is_payment


def test_of_a_list_of_receipts_it_is_not_asked_when_an_unknown_code_is_due():
    """The day of its deposit was offered for it, and a person who took it had receipts that were due."""
    assert not any("vervaldatum" in each for each in questions(receipts("715,25")))
