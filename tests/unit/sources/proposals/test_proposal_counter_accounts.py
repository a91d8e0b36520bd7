"""A journal with both legs of each booking: only that of the debtors, which has a contract, is the tenant's."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

LEASES = [["Contractnr", "Huurdernr", "Ingangsdatum", "Postcode", "Huisnr"]]
LEASES += [[f"HC-{n}", f"H{n}", "01-02-2020", "5651CA", f"{n}"] for n in range(10, 40)]
HEAD = ["Boekingsnr.", "Datum", "{account}", "Omschrijving rekening", "Contractnr", "Soort mutatie", "Debet", "Credit"]


def journal(*further: Sequence[str], account: str = "Rekeningnr.") -> tuple[list[dict[str, object]], str]:
    """The blocks of a journal of receipts, each with its other leg at the bank, and `further` lines; and the text."""
    rows = [[each.format(account=account) for each in HEAD]]
    for n in range(10, 40):
        rows.append(
            [f"7{n}1", f"{n % 28 + 1:02}-10-2026", "1300", "Debiteuren huur", f"HC-{n}", "Ontvangst bank", "", f"7{n},50"]
        )
        rows.append([f"7{n}2", f"{n % 28 + 1:02}-10-2026", "1110", "Rabobank", "", "", f"7{n},50", ""])
    rows += [list(each) for each in further]
    sheets = [Sheet("Contracten.csv", LEASES), Sheet("Journaalposten.csv", rows)]
    text = text_of(propose(sheets)[0])
    return tomllib.loads(text)["ledger_entries"], text


WRITTEN_OFF = (
    ("79001", "12-10-2026", "1300", "Debiteuren huur", "HC-12", "Afboeking oninbaar", "", "48,40"),
    ("79002", "12-10-2026", "4750", "Afschrijving debiteuren", "", "", "48,40", ""),
)


@pytest.mark.parametrize("account", ["Rekeningnr.", "Grootboek", "GB-rekening", "Gbr.nr"])
def test_the_other_leg_is_passed_over_and_this_is_asked(account):
    (block,), text = journal(*WRITTEN_OFF, account=account)

    assert block["skip_lines"] == {account: ["^1110$", "^4750$"]}
    assert block["columns"]["amount"] == "Credit"
    assert block["values"]["entry_type"] == {"Ontvangst bank": "payment", "Afboeking oninbaar": "write_off"}
    assert "de andere kant van een boeking" in asked_of(text, "skip_lines")


def test_the_name_of_an_account_does_not_turn_titles_that_say_debit_and_credit():
    _, text = journal(*WRITTEN_OFF)

    assert 'Credit" = wat de huurder moet betalen' not in text.replace("\n#     ", " ")


def test_a_receipt_of_which_nobody_knows_the_tenant_yet_is_not_the_other_leg():
    unknown = ("79003", "13-10-2026", "1300", "Debiteuren huur", "", "Ontvangst bank", "", "12,50")
    blocks, _ = journal(unknown)

    assert all(each["skip_lines"]["Rekeningnr."] == ["^1110$"] for each in blocks)


def test_lines_of_which_each_has_a_contract_are_all_taken():
    rows = [["Boekingsnr.", "Datum", "Rekeningnr.", "Contractnr", "Soort mutatie", "Debet", "Credit"]]
    rows += [[f"7{n}1", "01-10-2026", ("1300", "8000")[n % 2], f"HC-{n}", ("Ontvangst bank", "Huur")[n % 2],
              f"7{n},50" if n % 2 else "", "" if n % 2 else f"7{n},50"] for n in range(10, 40)]  # fmt: skip
    said = tomllib.loads(text_of(propose([Sheet("Contracten.csv", LEASES), Sheet("Boekingen.csv", rows)])[0]))

    assert all("skip_lines" not in each for each in said["ledger_entries"])
