"""A journal with both legs of each booking: only that of the debtors, which has a contract, is the tenant's."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import prepared

LEASES = [["Contractnr", "Huurdernr", "Ingangsdatum", "Postcode", "Huisnr"]]
LEASES += [[f"HC-{n}", f"H{n}", "01-02-2020", "5651CA", f"{n}"] for n in range(10, 40)]
HEAD = ["Boekingsnr.", "Datum", "{account}", "Omschrijving rekening", "Contractnr", "Soort mutatie", "Debet", "Credit"]


def _receipts() -> list[list[str]]:
    found = []
    for n in range(10, 40):
        found.append(
            [f"7{n}1", f"{n % 28 + 1:02}-10-2026", "1300", "Debiteuren huur", f"HC-{n}", "Ontvangst bank", "", f"7{n},50"]
        )
        found.append([f"7{n}2", f"{n % 28 + 1:02}-10-2026", "1110", "Rabobank", "", "", f"7{n},50", ""])
    return found


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


BOTH = ["Boekingsnr.", "Dagboek", "Datum", "Grootboek", "Omschr. grootboek", "Contractnr", "Soort mutatie", "Debet", "Credit"]
ACCOUNTS = {"1300": "Debiteuren huur", "1110": "Rabobank", "8000": "Huuropbrengst"}


def mirrored(names=ACCOUNTS, *, day_of_receipt: str = "05", is_mirrored: bool = True) -> list[dict[str, object]]:
    """The blocks of a journal of rent and receipts, of which each leg bears the contract."""
    rows = [BOTH]
    for n in range(10, 40):
        legs = [
            ("1", "70", "01", "1300", "Huur", f"7{n},50", ""),
            ("2", "70", "01", "8000", "Huur", "", f"7{n},50"),
            ("3", "20", day_of_receipt, "1300", "Ontvangst", "", f"7{n},50"),
            ("4", "20", day_of_receipt, "1110", "Ontvangst", f"7{n},50", ""),
        ]
        for at, journal_, day, account, kind, debit, credit in legs if is_mirrored else [legs[0], legs[2]]:
            rows.append([f"{n}{at}", journal_, f"{day}-10-2026", account, names.get(account, ""), f"HC-{n}", kind, debit, credit])
    return tomllib.loads(text_of(propose([Sheet("Contracten.csv", LEASES), Sheet("Grootboekmutaties.csv", rows)])[0]))[
        "ledger_entries"
    ]


@pytest.mark.parametrize("names", [ACCOUNTS, {}])
def test_where_both_legs_bear_the_contract_the_debtors_account_is_taken_by_its_name_or_by_standing_in_each_booking(names):
    blocks = mirrored(names)

    assert all(each["skip_lines"] == {"Grootboek": ["^1110$", "^8000$"]} for each in blocks)
    assert [each["columns"]["amount"] for each in blocks] == ["Debet", "Credit"]


@pytest.mark.parametrize("day_of_receipt", ["05", "01"])
def test_tenants_who_paid_all_that_they_owe_do_not_make_a_journal_of_two_legs(day_of_receipt):
    assert all("skip_lines" not in each for each in mirrored(is_mirrored=False, day_of_receipt=day_of_receipt))


def test_receipts_beside_their_other_leg_need_no_day_on_which_they_are_due_and_one_that_goes_back_later_is_refused(tmp_path):
    _, text = journal(*WRITTEN_OFF)
    found = {}
    for more in ("", "79009;12-10-2026;1300;Debiteuren huur;HC-12;Ontvangst bank;12,00;\n"):
        lines = "\n".join(";".join(row) for row in [[each.format(account="Rekeningnr.") for each in HEAD], *_receipts()]) + "\n"
        report = prepared(tmp_path, text[text.index("[[ledger_entries]]") :], Journaalposten__csv=lines + more)
        found[bool(more)] = [each.rule for each in report.findings if each.severity == "refused"]

    assert found == {False: [], True: ["amount_not_read"]}
