"""A rent roll whose contracts are called a line (`Regel`), by which all other lists name them: that is the contract's number."""

from __future__ import annotations

import pytest

from sources.recognition.keys import lease_numbers
from sources.recognition.sheets import SURE, Sheet, propose
from sources.words.excel_days import layout_of

LINES = range(1, 9)
HEAD = ["Regel", "Straat", "Nr.", "Postcode", "Plaats", "Huurder nr", "Huurder", "Ingang"]


def lists_of(of_contract: str, elsewhere: str, title: str = "Regel rentroll", amount: str = "Huur"):
    """Contracts, with an invoice, an agreement and what is owed of each: how a line is written there, and elsewhere."""
    contracts = [
        [
            of_contract.format(n),
            "Slotlaan",
            f"{n}",
            f"29{n}0KE",
            "Schiedam",
            f"H1{n:02}",
            f"A. Voorbeeld{'abcdefghi'[n]}",
            f"2020-0{n}-01",
            f"6{n}0.50",
        ]
        for n in LINES
    ]
    invoices = [["Factuur", title, "Soort", "Factuurdatum", "Te betalen voor", "Bedrag"]]
    invoices += [[f"F{n:04}", elsewhere.format(n), "huur", "2026-05-20", "2026-06-01", f"6{n}0.50"] for n in LINES]
    plans = [["Nr", title.split()[0], "Afgesproken op", "Per maand"]]
    plans += [[f"R{n:02}", elsewhere.format(n), "2026-10-09", f"1{n}6.15"] for n in (2, 5)]
    owed = [[title, "Peildatum", "Openstaand huur+service"]]
    owed += [[elsewhere.format(n), "2026-11-20", f"{n}21.40"] for n in LINES]
    lists = {"Rentroll": [[*HEAD, amount], *contracts], "Facturen": invoices, "Regelingen": plans, "Stand": owed}
    return [Sheet("Beheer.xlsx", rows, name) for name, rows in lists.items()]


def test_the_line_by_which_the_other_lists_name_a_contract_is_its_number_and_is_asked():
    blocks, _ = propose(lists_of("RR-{:03}", "RR-{:03}"))
    numbers = {block.table: block.choices["lease_id"] for block in blocks if "lease_id" in block.choices}

    assert {table: number.profile.title for table, number in numbers.items()} == {
        "leases": "Regel",
        "ledger_entries": "Regel rentroll",
        "payment_arrangements": "Regel",
        "stated_balances": "Regel rentroll",
    }
    assert all(number.certainty != SURE for number in numbers.values())


@pytest.mark.parametrize(
    ("of_contract", "elsewhere", "title", "amount"),
    [
        ("{}", "{}", "Regel rentroll", "Huur"),  # counts from 1, as lines do everywhere
        ("RR-{:03}", "FR-{:03}", "Regel rentroll", "Huur"),  # lines of their own
        ("RR-{:03}", "RR-{:03}", "Boekstuk", "Huur"),  # called something else
        ("RR-{:03}", "RR-{:03}", "Regel rentroll", "Bedrag"),  # lines of entries
    ],
)
def test_lines_that_the_others_do_not_share_are_no_number_of_a_contract(of_contract, elsewhere, title, amount):
    seen = [(sheet, layout_of(sheet.rows)) for sheet in lists_of(of_contract, elsewhere, title, amount)]
    named = [each["lease_id"].profile.title for each in lease_numbers(seen).values()]

    assert "Regel" not in named
