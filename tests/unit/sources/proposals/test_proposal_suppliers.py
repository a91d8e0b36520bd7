"""Bookings with suppliers and others in the books of a small landlord, and invoices with a minus among those without."""

from __future__ import annotations

import tomllib

import pytest

from sources.words.evidence import meaning_of
from tests.support.proposal import asked_of, questions, text_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import mapped
from tests.unit.sources.proposals.test_proposal_phrases import proposed

HEAD = "Mutatienummer;Datum;Vervaldatum;Soort;Relatiecode;Omschrijving;Bedrag"
SENT, PAID = "Factuur verstuurd", "Factuurbetaling ontvangen"
BOUGHT = [("Factuur ontvangen", "L01", "90,00"), ("Factuurbetaling verstuurd", "L01", "90,00"), ("Geld uitgegeven", "", "12,00")]


def books(*further: tuple[str, str, str]) -> str:
    """A rent invoice and its payment of six contracts, and further bookings (kind, of whom, amount)."""
    lines = [(kind, f"C-{n}", "701,00") for n in range(10, 16) for kind in (SENT, PAID)] + [*further]
    due = {SENT: "1-11-2026"}
    return "\n".join(
        [HEAD, *(f"{at + 900};{at % 9 + 1}-11-2026;{due.get(kind, '')};{kind};{of};Huur;{amount}"
                 for at, (kind, of, amount) in enumerate(lines))]
    )  # fmt: skip


def entries(text: str) -> list[dict]:
    return tomllib.loads(text)["ledger_entries"]


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("Factuur ontvangen", None), ("Factuurbetaling verstuurd", None), ("Inkoopcreditnota", None),
        ("Betaling leverancier", None), ("Crediteurenbetaling", None), ("Supplier payment", None), ("Vendor invoice", None),
        ("Purchase invoice", None),
        ("Uitgaande betaling", None), ("Bankuitgave", None), ("Betaling aan eigenaar", None), ("Binnengekomen factuur", None),
        ("Factuur verstuurd", "charge"), ("Verkoopcreditnota", "credit_note"), ("Creditering", "credit_note"),
        ("Factuurbetaling ontvangen", "payment"), ("Geld ontvangen", "payment"), ("Betaling van huurder", "payment"),
        ("Payment made", "payment"), ("Uitgaande factuur", "charge"),
    ],
)  # fmt: skip
def test_a_booking_with_a_supplier_or_of_money_that_went_out_is_none_of_a_tenant(word, ours):
    assert meaning_of("entry_type", word) == ours


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("Huurbetaling", "payment"), ("Termijnbetaling", "payment"), ("Huurontvangsten", "payment"), 
        ("Terugbetaling", "reversal"), ("Boete huurbetaling te laat", None), ("Huurincasso", None), ("Huurfactuur", "charge"),
    ],
)  # fmt: skip
def test_of_a_compound_the_last_part_says_what_it_is_and_one_that_may_be_both_is_asked(word, ours):
    assert meaning_of("entry_type", word) == ours


def test_what_is_booked_with_suppliers_is_passed_over_and_that_is_asked():
    text = text_of(list(proposed(("Mutaties.csv", books(*BOUGHT))).values()))
    (block,) = entries(text)

    assert {word for word, *_ in BOUGHT}.isdisjoint(block["values"]["entry_type"])
    assert len(block["skip_lines"]["Soort"]) == len(BOUGHT) and block["skip_lines"]["Relatiecode"] == ["^$"]
    assert "een leverancier is geen huurder" in asked_of(text, "skip_lines")


def test_a_kind_of_which_a_line_is_of_somebody_who_is_charged_is_asked_and_not_passed_over():
    text = text_of(list(proposed(("Mutaties.csv", books(*BOUGHT, ("Geld uitgegeven", "C-10", "55,00")))).values()))

    assert "^geld" not in str(entries(text)[0]["skip_lines"])
    assert any('"Geld uitgegeven"' in each and "reversal" in each for each in questions(text))


def test_an_invoice_with_a_minus_is_a_credit_note_and_a_receipt_with_one_went_back(tmp_path):
    contracts = "Contractnr;Huurdernr;Eigenaarnr;Soort;Postcode;Huisnr;Ingangsdatum\n" + "\n".join(
        f"C-{n};H-{n};E1;Woning;1011AB;{n};01-02-2020" for n in range(10, 16)
    )
    further = ((SENT, "C-10", "-60,00"), (PAID, "C-11", "-701,00"), *BOUGHT)
    text, report = mapped(tmp_path, Contracten=contracts, Mutaties=books(*further))
    found = [(row[2], float(row[6])) for row in rows(report, "ledger_entries") if row[1] in ("C-10", "C-11")]

    assert entries(text)[0]["by_sign"] == {"positive": "charge", "negative": "credit_note"}
    assert "1 vordering met een min is een creditnota" in asked_of(text, "by_sign")
    assert sorted(found) == [
        ("charge", 701.0), ("charge", 701.0), ("credit_note", 60.0), ("payment", 701.0), ("payment", 701.0), ("reversal", 701.0),
    ]  # fmt: skip
