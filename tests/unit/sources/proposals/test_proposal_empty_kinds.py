"""Entries without a word for their kind, and reminders that are booked, in a ledger of which all else says what it is."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

CONTRACTS = Sheet("Contracten.csv", [
    ["Contractnr.", "Klantnr.", "Ingangsdatum", "Postcode", "Huisnr."],
    *[[f"C{n}", f"K{n}", "01-02-2020", "1011AB", f"{n}"] for n in range(6)],
])  # fmt: skip
LETTERS = Sheet("Geregistreerde aanmaningen.csv", [
    ["Nr.", "Contractnr.", "Documentdatum", "Soort brief", "Verzendwijze"],
    *[[f"AM{n}", f"C{n}", "05-03-2026", "Herinnering" if n % 2 else "Aanmaning", "Post"] for n in range(6)],
])  # fmt: skip


def ledger(kind: str, source: str, amount: str, *, lines: int = 3) -> Sheet:
    """Charges and receipts, and a few lines of another kind."""
    said = [("Factuur", "PROLONG", "700,00"), ("Betaling", "BANKBOEK", "-700,00")] * 9 + [(kind, source, amount)] * lines
    head = ["Volgnr.", "Contractnr.", "Boekingsdatum", "Vervaldatum", "Documentsoort", "Broncode", "Bedrag"]
    rows = [[f"10{n:02}", f"C{n % 6}", "01-03-2026", "01-03-2026", *each] for n, each in enumerate(said)]
    return Sheet("Klantposten.csv", [head, *rows])


def proposed(*sheets: Sheet) -> str:
    return text_of(propose([CONTRACTS, *sheets])[0])


def test_what_a_line_without_a_word_is_another_column_says_and_a_person_looks_at_it():
    text = proposed(ledger("", "AFBOEKDBK", "-3,12"))

    assert tomllib.loads(text)["ledger_entries"][0]["values"]["entry_type"][""] == "write_off"
    assert 'zegt "Broncode" het' in asked_of(text, '"" = "write_off"')


@pytest.mark.parametrize(("source", "amount", "is_asked"), [("MEMO", "-3,12", True), ("MEMO", "0,00", False)])
def test_where_none_says_it_a_person_is_asked_unless_they_have_no_amount(source, amount, is_asked):
    text = proposed(ledger("", source, amount))

    assert ('# "" = ""' in text) == is_asked and '"" = "write_off"' not in text


def test_a_reminder_that_was_booked_is_an_entry_of_which_is_asked_what_it_is_where_another_list_gives_the_letters():
    text = proposed(ledger("Aanmaning", "AANMANING", "48,40"), LETTERS)
    (entries,) = tomllib.loads(text)["ledger_entries"]

    assert "only" not in entries
    assert '# "Aanmaning" = ""' in text
    assert [each["file"] for each in tomllib.loads(text)["collection_actions"]] == ["Geregistreerde aanmaningen.csv"]


@pytest.mark.parametrize("others", [False, True])
def test_a_word_that_nobody_knows_is_that_of_reversals_where_its_entries_and_no_others_name_what_they_take_back(others):
    said = [("Invoice", "700,00", "0"), ("Payment", "-700,00", "0")] * 9 + [
        ("Refund", "700,00", "1001"),
        ("Refund", "700,00", "1003"),
    ]
    said += [("Invoice", "700,00", "1005"), ("Invoice", "700,00", "1007")] if others else []
    head = ["Entry No.", "Contract No.", "Posting Date", "Due Date", "Document Type", "Amount", "Reversed Entry No."]
    rows = [[f"10{n:02}", f"C{n % 6}", "01-03-2026", "01-03-2026", *each] for n, each in enumerate(said)]
    text = proposed(Sheet("Customer Ledger Entries.csv", [head, *rows]))

    assert ('"Refund" = "reversal"' in text) != others and ('# "Refund" = ""' in text) == others
    assert others or "elke regel noemt een ontvangst die terugging" in asked_of(text, '"Refund" = "reversal"')


def test_how_a_tenant_pays_is_no_kind_of_entry_as_it_stands_on_what_he_owes_too_and_the_text_of_the_line_says_it():
    said = [("Factuur", "Huur", "700,00"), ("Betaling", "Ontvangst", "-700,00")] * 9 + [("", "Afboeking oninbaar", "-50,00")]
    head = ["Volgnr.", "Contractnr.", "Boekingsdatum", "Vervaldatum", "Documentsoort", "Betalingswijze", "Omschrijving", "Bedrag"]
    rows = [
        [f"10{n:02}", f"C{n % 6}", "01-03-2026", "01-03-2026", kind, "INCASSO", *each] for n, (kind, *each) in enumerate(said)
    ]
    text = proposed(Sheet("Klantposten.csv", [head, *rows]))

    assert tomllib.loads(text)["ledger_entries"][0]["values"]["entry_type"][""] == "write_off"
    assert 'zegt "Omschrijving" het' in asked_of(text, '"" = "write_off"')
