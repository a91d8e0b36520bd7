"""Lines that say themselves that money came in are not taken for what is owed by every block of a file."""

from __future__ import annotations

import pytest

from sources.guards.received_nowhere import received_nowhere
from sources.reading.rules import Export

RECEIPT, WRITTEN_OFF = "Ontvangst bank", "Afboeking oninbaar"


def block(kind: str = "", *words: str, title: str = "Type mutatie", **settings) -> Export:
    constants = {"entry_type": kind} if kind else {}
    given = {"columns": {"amount": "Bedrag"}, "only": {title: words}, "constants": constants}
    return Export(**{"table": "ledger_entries", "file": "journaal.csv", **given, **settings})


def by_words(**kinds: str) -> Export:
    columns = {"amount": "Bedrag", "entry_type": "Type mutatie"}
    return block(only={}, columns=columns, values={"entry_type": kinds})


@pytest.mark.parametrize(
    "export",
    [
        block("reversal", RECEIPT, storno=True),
        block("charge", RECEIPT),
        block("charge", WRITTEN_OFF),
        block("charge", "Huur", "Betalingen huurders"),
        by_words(huur="charge", betaling="charge"),
        by_words(huur="charge", ontvangst="reversal"),
    ],
)
def test_a_receipt_that_every_block_takes_for_what_is_owed_is_refused(export):
    (found,) = received_nowhere([export, block("payment", "Storting")])
    assert (found.severity, found.rule, found.count) == ("refused", "received_nowhere", 1)
    assert "lijkt zo achterstand te hebben" in found.text and "sure_of" in found.text


@pytest.mark.parametrize(
    "exports",
    [
        [block("payment", RECEIPT)],
        [block("write_off", WRITTEN_OFF)],
        [block("payment", RECEIPT), block("reversal", RECEIPT, columns={"amount": "Debet"})],  # two columns of one bank book
        [by_words(huur="charge", betaling="payment")],
        [block(only={}, by_sign={"positive": "charge", "negative": "payment"}), block("reversal", RECEIPT)],
        [block("charge", "Huur", "Betalingsregeling", "Nog te ontvangen", "Geen betaling")],
        [block("charge", "Betaling ontvangen", title="Status")],  # of an invoice
        [block("reversal", RECEIPT, sure_of=("Ontvangst bank",))],
        [Export(table="collection_actions", file="l.csv", columns={}, only={"Soort": ("Betaling",)}, constants={})],
    ],
)
def test_what_some_block_takes_for_money_or_a_person_is_sure_of_passes(exports):
    assert received_nowhere(exports) == []


def test_a_block_of_another_file_takes_nothing_of_this_one():
    other = block("payment", RECEIPT, file="bank.csv")
    assert [each.count for each in received_nowhere([block("reversal", RECEIPT, "Ontvangst incasso"), other])] == [2]
