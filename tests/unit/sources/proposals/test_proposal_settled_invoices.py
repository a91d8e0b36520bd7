"""Receipts and charges that bear the number of one invoice, which is not the number of an entry."""

from __future__ import annotations

import tomllib

import pytest

from tests.support.proposal import asked_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import CONTRACTS, mapped
from tests.unit.sources.proposals.test_proposal_reports import found

BOOKS = "Mutatienummer;Contractnr;Soort;Factuurnummer;Datum;Vervaldatum;Omschrijving;Bedrag\n"
SIDES = "Mutatienummer;Contractnr;Dagboek;Factuurnummer;Datum;Vervaldatum;Omschrijving;Debet;Credit\n"
SENT, PAID = "Factuur verstuurd", "Factuurbetaling ontvangen"


def paid(at: int, *, minus: str = "") -> str:
    """An invoice, and the receipt that bears its number."""
    own = f"C{at % 2 + 1};{{}};20{at}"
    return (
        f"1{at};{own.format(SENT)};01-0{at}-2026;01-0{at}-2026;Huur;70{at},00\n"
        f"2{at};{own.format(PAID)};02-0{at}-2026;;Huur;{minus}70{at},00\n"
    )


def settled(report) -> set[tuple[str, str]]:
    return {(row[0], row[1]) for row in rows(report, "allocations")}


@pytest.mark.parametrize("minus", ["", "-"])
def test_a_receipt_settles_the_charge_with_the_same_number_of_an_invoice(tmp_path, minus):
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Mutaties=BOOKS + "".join(paid(at, minus=minus) for at in range(1, 8)))

    assert settled(report) == {(f"2{at}", f"1{at}") for at in range(1, 8)}
    assert "factuurnummer" in asked_of(text, "[[allocations]]")


def test_a_credit_note_and_a_receipt_that_went_back_bear_its_number_too_and_settle_nothing(tmp_path):
    further = f"31;C2;{SENT};201;05-01-2026;;Korting;-10,00\n32;C1;{PAID};202;05-02-2026;;Storno;-702,00\n"
    lines = "".join(paid(at) for at in range(1, 8)) + further
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Mutaties=BOOKS + lines)

    (lookup,) = tomllib.loads(text)["allocations"][0]["lookup"].values()
    assert "Bedrag" in lookup[4]["skip_lines"] and lookup[4]["only"] == {"Soort": [SENT]}
    assert settled(report) == {(f"2{at}", f"1{at}") for at in range(1, 8)}


def test_so_do_they_where_amounts_have_their_currency_and_a_dash_for_cents(tmp_path):
    lines = (
        "".join(paid(at) for at in range(1, 8)).replace(",00\n", ",-\n") + f"31;C2;{SENT};201;05-01-2026;;Korting;EUR -10,00\n"
    )
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Mutaties=BOOKS + lines)

    assert settled(report) == {(f"2{at}", f"1{at}") for at in range(1, 8)}


def test_a_receipt_of_an_invoice_that_is_not_in_the_list_goes_by_age(tmp_path):
    lines = "".join(paid(at) for at in range(1, 9)) + paid(9).splitlines()[1].replace(";209;", ";999;") + "\n"
    lines += "".join(f"3{at};C1;{PAID};201;0{at}-10-2026;;Huur;1,00\n" for at in range(1, 8))
    _, report = mapped(
        tmp_path,
        Contracten=CONTRACTS,
        Mutaties=BOOKS + lines.replace("C1;Factuurbetaling ontvangen;201", "C2;Factuurbetaling ontvangen;201"),
    )

    assert "29" not in {credit for credit, _ in settled(report)} and len(settled(report)) == 15


def test_an_invoice_of_two_lines_does_not_say_which_of_them_was_paid():
    lines = "".join(
        paid(at) + f"4{at};C{at % 2 + 1};{SENT};20{at};01-0{at}-2026;01-0{at}-2026;Service;9,00\n" for at in range(1, 8)
    )

    assert "allocations" not in found(Contracten=CONTRACTS, Mutaties=BOOKS + lines)


def test_in_a_list_of_debit_and_credit_too(tmp_path):
    lines = "".join(
        f"1{at};C{at % 2 + 1};Verkoop;20{at};01-0{at}-2026;01-0{at}-2026;Huur;70{at},00;0,00\n"
        f"2{at};C{at % 2 + 1};Bank;20{at};02-0{at}-2026;;Huur;0,00;70{at},00\n"
        for at in range(1, 8)
    )
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Mutaties=SIDES + lines)

    assert settled(report) == {(f"2{at}", f"1{at}") for at in range(1, 8)}


CARD = "Dagboek;Boekstuk;Volgnr;Boekdatum;Factuur;Contractnr;Omschrijving;Vervaldatum;Debet;Credit\n"


def card(at: int) -> str:
    """An invoice and the receipt that bears its number: journals say no word, lines are numbered within their vouchers."""
    own = f"20{at};C{at % 2 + 1}"
    return (
        f"70;7{at};1;01-0{at}-2026;{own};Huur 0{at}/2026;01-0{at}-2026;70{at},00;\n"
        f"20;55;{at};02-0{at}-2026;{own};Ontvangst huur;;;70{at},00\n"
    )


def test_so_do_they_where_a_number_is_made_of_two_columns_and_only_the_lines_say_what_a_journal_is(tmp_path):
    more = (
        "20;56;1;05-03-2026;203;C2;Storno huur;;703,00;\n"  # a receipt that went back bears it too
        "70;79;1;06-03-2026;204;C1;Creditnota huur;;;10,00\n"  # as a credit note does
        "20;57;1;07-03-2026;;C1;Ontvangst huur;;;2,00\n"
    )
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Kaart=CARD + "".join(card(at) for at in range(1, 8)) + more)

    settled_by = {(f"55/{at}", f"7{at}/1") for at in range(1, 8)}
    assert settled(report) == {*settled_by, ("79/1", "74/1")}
    assert "factuurnummer" in asked_of(text, "[[allocations]]")


def test_a_receipt_of_an_invoice_of_another_list_settles_nothing_there_either(tmp_path):
    books = CARD + "".join(card(at) for at in range(1, 10))
    books += "".join(f"20;58;{at};02-1{at % 3}-2026;20{at};C{at % 2 + 1};Ontvangst huur;;;1,00\n" for at in range(1, 10))
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Kaart=books + "20;57;1;07-03-2026;999;C1;Ontvangst huur;;;1,00\n")

    assert len(settled(report)) == 18 and "57/1" not in {credit for credit, _ in settled(report)}


def test_an_invoice_of_two_lines_says_no_more_where_numbers_are_made_of_two_columns():
    lines = "".join(
        card(at) + f"70;7{at};2;01-0{at}-2026;20{at};C{at % 2 + 1};Servicekosten;01-0{at}-2026;9,00;\n" for at in range(1, 8)
    )

    assert "allocations" not in found(Contracten=CONTRACTS, Kaart=CARD + lines)
