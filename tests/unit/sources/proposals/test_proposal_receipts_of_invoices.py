"""A list of payments with the number of an invoice each, beside a list of invoices that says of no receipt."""

from __future__ import annotations

import tomllib
from decimal import Decimal

from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import CONTRACTS, mapped
from tests.unit.sources.proposals.test_proposal_reports import found

INVOICES = "Factuurnummer;Contractnr;Factuurdatum;Vervaldatum;Soort;Factuurbedrag\n" + "".join(
    f"2026-{at};C{at % 2 + 1};01-0{at}-2026;01-0{at}-2026;Huurnota;70{at},00\n" for at in range(1, 9)
)
PAYMENTS = "Betaling ID;Factuurnummer;Betaaldatum;Bedrag;Betaalmethode;Creditfactuur\n"
CREDIT = "2026-9;C1;05-08-2026;05-08-2026;Huurnota;-50,00\n"


def paid(at: int, *, number: str = "") -> str:
    return f"88{at};{number or f'2026-{at}'};03-0{at}-2026;70{at},00;Bankoverschrijving;\n"


RECEIVED = "".join(paid(at) for at in range(1, 8))


def entries(report) -> dict[str, tuple[str, str, Decimal]]:
    """Each entry of the list of payments: its contract, kind and amount."""
    names = [row for row in rows(report, "ledger_entries") if row[0].startswith("88")]
    return {row[0]: (row[1], row[2], row[6]) for row in names}


def test_each_payment_is_a_receipt_of_the_contract_of_its_invoice_and_settles_it(tmp_path):
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Facturen=INVOICES, Betalingen=PAYMENTS + RECEIVED)

    assert entries(report) == {f"88{at}": (f"C{at % 2 + 1}", "payment", Decimal(f"70{at}.00")) for at in range(1, 8)}
    assert {(row[0], row[1]) for row in rows(report, "allocations")} == {(f"88{at}", f"2026-{at}") for at in range(1, 8)}
    assert "geen andere lijst zegt wat er ontvangen is" in text


def test_one_with_a_minus_went_back_and_settles_nothing(tmp_path):
    back = "889;2026-7;20-07-2026;-707,00;Bankoverschrijving;\n"
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Facturen=INVOICES, Betalingen=PAYMENTS + RECEIVED + back)

    assert entries(report)["889"] == ("C2", "reversal", Decimal("707.00"))
    assert "889" not in {row[0] for row in rows(report, "allocations")}


def test_a_credit_invoice_that_was_settled_is_no_receipt_and_settles_the_invoice_beside_it(tmp_path):
    line = "889;2026-8;20-08-2026;50,00;Verrekening creditfactuur;2026-9\n"
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Facturen=INVOICES + CREDIT, Betalingen=PAYMENTS + RECEIVED + line)

    assert "889" not in entries(report)
    assert ("2026-9", "2026-8", Decimal("50.00")) in {row[:3] for row in rows(report, "allocations")}
    assert "Verrekening creditfactuur" not in str(tomllib.loads(text)["ledger_entries"])
    assert "geen geld" in text


def test_where_a_ledger_has_receipts_they_are_not_taken_again_from_a_list_of_payments():
    journal = "Factuurnummer;Contractnr;Soort;Factuurdatum;Vervaldatum;Omschrijving;Bedrag\n" + "".join(
        f"2026-{at};C{at % 2 + 1};Huur;01-0{at}-2026;01-0{at}-2026;Huur;70{at},00\n"
        f"R{at};C{at % 2 + 1};Ontvangst;03-0{at}-2026;;Bank;-70{at},00\n"
        for at in range(1, 9)
    )
    blocks = found(Contracten=CONTRACTS, Facturen=journal, Betalingen=PAYMENTS + RECEIVED)

    assert blocks["ledger_entries"].sheet.file == "Facturen.csv"


def test_of_payments_of_invoices_that_are_not_there_nobody_knows_whose_they_are():
    strange = "".join(paid(at, number=f"2019-{at}") for at in range(1, 8))
    blocks = found(Contracten=CONTRACTS, Facturen=INVOICES, Betalingen=PAYMENTS + strange)

    assert blocks["ledger_entries"].sheet.file == "Facturen.csv"


def test_an_invoice_of_two_lines_says_whose_receipt_it_is_and_not_which_line_was_paid():
    lines = "Regelnummer;" + INVOICES.splitlines()[0] + "\n"
    for at, line in enumerate(INVOICES.splitlines()[1:]):
        lines += f"7{at}1;{line}\n7{at}2;{line.replace('Huurnota', 'Servicekosten').rsplit(';', 1)[0]};30,00\n"
    blocks = found(Contracten=CONTRACTS, Facturen=lines, Betalingen=PAYMENTS + RECEIVED)

    assert blocks["ledger_entries"].sheet.file == "Betalingen.csv"
    assert [each.own for each in blocks["ledger_entries"].lookups.values()] == ["Factuurnummer"]
