"""Invoices that are no claim yet, and those of which nothing is owed any longer, in a list of invoices beside all others."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from tests.support.proposal import asked_of, questions
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import CONTRACTS, mapped

TITLES = "Factuurnummer;Status;Contractnr;Factuurdatum;Vervaldatum;Workflow;Totaal incl. btw;Openstaand;Oninbaar sinds\n"


def invoice(at: int, status: str = "Betaald", *, kind: str = "Huurnota", total: str = "700,00", rest: str = "0,00;") -> str:
    return f"2026-{at:02};{status};C{at % 2 + 1};{at:02}-03-2026;{at:02}-03-2026;{kind};{total};{rest}\n"


INVOICES = "".join(invoice(at) for at in range(1, 11)) + invoice(11, "Te laat", kind="Incassokosten", rest="700,00;")
DRAFT = ";Concept;C1;;;Huurnota;75,00;75,00;\n"


def entries(report) -> dict[str, tuple[str, object, Decimal]]:
    return {row[0]: (row[2], row[4], row[6]) for row in rows(report, "ledger_entries")}


def test_a_draft_without_a_number_is_no_claim_and_its_word_is_asked(tmp_path):
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Facturen=TITLES + INVOICES + DRAFT)

    assert len(entries(report)) == 11
    assert tomllib.loads(text)["ledger_entries"][0]["skip_lines"] == {"Status": ["^concept$"]}
    assert "een concept is nog geen boeking" in asked_of(text, "skip_lines")


@pytest.mark.parametrize("status", ["Concept", "Draft", "Nog niet definitief"])
def test_neither_is_one_that_has_a_number_already(tmp_path, status):
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Facturen=TITLES + INVOICES + invoice(12, status))

    assert len(entries(report)) == 11


def test_among_receipts_what_is_provisional_is_not_passed_over_unless_it_lacks_its_number_or_day(tmp_path):
    """Passed over, money that somebody paid would be owed."""
    head = "Boekstuk;Contractnr;Soort;Boekdatum;Vervaldatum;Bedrag;Status\n"
    lines = [f"B{at};C1;Huur;0{at}-03-2026;0{at}-03-2026;70,00;Definitief\n" for at in range(1, 9)]
    paid = "B20;C1;Betaling;09-03-2026;;70,00;Voorlopig\n"
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Journaal=head + "".join(lines) + paid)

    assert "B20" in entries(report) and "Voorlopig" not in text


def test_the_kind_of_an_invoice_that_says_only_what_it_is_for_is_not_asked(tmp_path):
    other = invoice(12, kind="Overig")
    for lines in (INVOICES + other, INVOICES + other + invoice(9, kind="Huurnota", total="-50,00").replace("09;", "13;", 1)):
        text, report = mapped(tmp_path, Contracten=CONTRACTS, Facturen=TITLES + lines)
        found = {row[0]: row[2:4] for row in rows(report, "ledger_entries")}

        assert found["2026-12"] == ("charge", "other")
        assert found.get("2026-13", ("credit_note",))[0] == "credit_note"
        assert not any("kies uit payment" in each for each in questions(text))


@pytest.mark.parametrize(("rest", "amount"), [("0,00;20-11-2026", "700.00"), ("250,00;20-11-2026", "250.00")])
def test_what_was_written_off_on_a_day_of_its_own_is_no_debt_any_longer_and_that_is_asked(tmp_path, rest, amount):
    """Its whole amount, or what is still open of it where a title says that."""
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Facturen=TITLES + INVOICES + invoice(12, "Oninbaar", rest=rest))

    gone = [each for number, each in entries(report).items() if number.startswith("2026-12") and number != "2026-12"]
    assert gone == [("write_off", date(2026, 11, 20), Decimal(amount))]
    assert [row[1:3] for row in rows(report, "allocations")] == [("2026-12", Decimal(amount))]
    assert "afgeboekt" in " ".join(questions(text))


def test_a_day_that_most_invoices_have_is_no_day_on_which_they_were_written_off(tmp_path):
    lines = "".join(invoice(at, rest=f"0,00;0{at}-02-2026") for at in range(1, 10))
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Facturen=TITLES + lines)

    assert {kind for kind, *_ in entries(report).values()} == {"charge"}


@pytest.mark.parametrize(("title", "is_limited"), [("Workflow", False), ("Grootboek", True)])
def test_a_kind_that_comes_later_is_never_taken_for_an_invoice_unseen(tmp_path, title, is_limited):
    """Its word is refused as one without a meaning, or as none that the block takes."""
    titles = TITLES.replace("Workflow", "Soort;Grootboek" if is_limited else "Workflow")
    lines = INVOICES + invoice(9, total="-50,00").replace("09;", "13;", 1)
    if is_limited:
        lines = lines.replace("Huurnota", "Factuur;8000 Huur").replace("Incassokosten", "Factuur;8040 Incassokosten")
    text, _ = mapped(tmp_path, Contracten=CONTRACTS, Facturen=titles + lines)
    block = tomllib.loads(text)["ledger_entries"][0]

    assert ("only" in block) is is_limited and block["columns"]["category"] == title


def test_what_has_a_line_of_its_own_with_a_word_for_it_is_not_written_off_twice(tmp_path):
    lines = INVOICES + invoice(12, kind="Afboeking", total="-700,00") + invoice(13, rest="0,00;20-11-2026")
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Facturen=TITLES.replace("Oninbaar sinds", "Afgeboekt op") + lines)

    assert [kind for kind, *_ in entries(report).values()].count("write_off") == 1
