"""Reports and extracts as other systems write them: heads above the titles, English amounts, a day that never comes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sources.mapping import prepare_mapped
from sources.recognition.sheets import LIKELY, SURE, Block, Sheet, propose
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import CONTRACTS, mapped

HEAD = "Noordpoort Wonen\nAR ledger\nAs of 20/10/2026\n\n"


def test_a_report_with_a_head_without_cells_is_parted_by_what_parts_its_titles_and_its_amounts_are_english(tmp_path):
    lines = "".join(
        f'8{at},C10{at % 2 + 1},01/0{at}/2026,Huur,"1,153.1{at}"\n8{at}1,C10{at % 2 + 1},02/0{at}/2026,Betaling,-950.00\n'
        for at in range(1, 5)
    )
    _, report = mapped(
        tmp_path,
        Contracten=CONTRACTS,
        Ledger=f'{HEAD}Transactienr,Contractnr,Boekdatum,Soort mutatie,Bedrag\n{lines}Grand total,,,,"4,612.50"\n',
    )

    amounts = {row[0]: row[6] for row in rows(report, "ledger_entries")}
    assert len(amounts) == 8 and amounts["81"] == Decimal("1153.11") and amounts["811"] == 950


def test_the_last_day_of_the_year_9999_is_no_date(tmp_path):
    _, report = mapped(
        tmp_path,
        Contracten="NR_CONTRACT|NR_HUURDER|CD_EIGENAAR|OMS_OBJECTTYPE|CD_POSTCODE|DAT_INGANG|DAT_EINDE\n"
        "1001|301|E1|Woning|1011AB|20200201|99991231\n1002|302|E1|Woning|1011AB|20210301|20260331\n",
    )

    assert [row[12] for row in rows(report, "leases")] == [None, date(2026, 3, 31)]


def found(**files: str) -> dict[str, Block]:
    """The last block of each table that is proposed for files (a name, lines with semicolons)."""
    blocks, _ = propose([Sheet(f"{name}.csv", [line.split(";") for line in text.splitlines()]) for name, text in files.items()])
    return {block.table: block for block in blocks}


def titles(block: Block) -> dict[str, str]:
    return {name: choice.profile.title for name, choice in block.choices.items()}


LEASES = "Referentie;Naam;Huurder;Ingangsdatum\n" + "\n".join(f"CON-{n};x;REL-{n};01-0{n}-2024" for n in range(1, 7))


def test_the_number_that_other_lists_call_a_contract_is_that_of_the_contract_list_and_rent_lines_are_no_contracts():
    rents = "Contract;Kale huur;Geldig vanaf\n" + "\n".join(f"CON-{n};700,00;01-07-2026" for n in range(1, 7))
    blocks = found(Contracten=LEASES, Regels=rents)

    assert titles(blocks["leases"]) == {"lease_id": "Referentie", "tenant_id": "Huurder", "started_on": "Ingangsdatum"}
    assert blocks["leases"].choices["lease_id"].certainty == LIKELY


def test_a_number_that_no_other_list_names_is_not_that_of_a_contract():
    assert titles(found(Contracten=LEASES)["leases"])["lease_id"] == "Huurder"


def entries() -> str:
    charges = "".join(f"BST-{n};CON-{n % 6 + 1};01-0{n % 9 + 1}-2026;Huur;700,0{n % 9}\n" for n in range(9))
    return f"Boekstuk;Contract;Boekdatum;Soort;Bedrag\n{charges}" + "".join(
        f"RCP-{n};CON-{n % 6 + 1};02-0{n % 9 + 1}-2026;Betaling;-700,0{n % 9}\n" for n in range(9)
    )


def test_two_columns_of_numbers_of_entries_are_settlements_whatever_their_titles_say():
    lines = "Van;Naar;Hoeveel;Op\n" + "\n".join(f"RCP-{n};BST-{n};700,0{n};02-0{n % 9 + 1}-2026" for n in range(9))
    blocks = found(Contracten=LEASES, Mutaties=entries(), Lijst=lines)

    assert titles(blocks["allocations"]) == {
        "charge_entry_id": "Naar", "credit_entry_id": "Van", "amount": "Hoeveel", "allocated_on": "Op",
    }  # fmt: skip
    assert all(choice.certainty == LIKELY for choice in blocks["allocations"].choices.values())


@pytest.mark.parametrize(("footers", "has_day"), [(1, True), (20, False)])
def test_a_line_below_the_settlements_does_not_take_their_day_away(footers, has_day):
    lines = [f"RCP-{n % 9};BST-{n % 9};700,0{n % 9};02-0{n % 9 + 1}-2026" for n in range(99)]
    below = [f"Applied filters {n};;;" for n in range(footers)]
    blocks = found(Contracten=LEASES, Mutaties=entries(), Lijst="\n".join(["Van;Naar;Hoeveel;Op", *lines, *below]))

    assert ("allocated_on" in titles(blocks["allocations"])) == has_day if "allocations" in blocks else not has_day


@pytest.mark.parametrize(("title", "is_amount"), [("bdr_ct", True), ("Stand", False)])
def test_settlements_of_a_database_are_known_by_its_list_of_codes_and_amounts_in_cents(title, is_amount):
    codes = "Soort boeking;Omschrijving\nX1;Factuur\nX2;Betaling"
    booked = (
        entries().replace("Soort", "Soort boeking").replace(";Huur;", ";X1;").replace(";Betaling;", ";X2;").replace(";-", ";")
    )
    lines = f"Van;Naar;{title};Op\n" + "\n".join(f"RCP-{n};BST-{n};7000{n};02-0{n % 9 + 1}-2026" for n in range(9))

    assert ("allocations" in found(Contracten=LEASES, Mutaties=booked, Codes=codes, Lijst=lines)) == is_amount


def test_numbers_of_entries_of_one_side_settle_nothing():
    lines = "Van;Naar;Hoeveel\n" + "\n".join(f"BST-{n};BST-{8 - n};700,0{n}" for n in range(9))

    assert "allocations" not in found(Contracten=LEASES, Mutaties=entries(), Lijst=lines)


def test_what_was_planned_is_not_when_it_was_done():
    lines = "\n".join(f"T{n};CON-{n % 6 + 1};Aanmaning;0{n + 1}-03-2026;0{n + 2}-03-2026" for n in range(7))
    blocks = found(
        Contracten=LEASES,
        Taken=f"Taak;Contract;Onderwerp;Geplande datum;Datum gereed\n{lines}\nT8;CON-1;Gebeld;09-03-2026;09-03-2026",
    )

    assert titles(blocks["collection_actions"])["performed_on"] == "Datum gereed"


def test_a_list_of_people_is_known_by_what_it_says_of_them_whatever_their_number_is_called():
    lines = "\n".join(f"C0{n};Individual;{name};A.;0{n}0-1234567" for n, name in enumerate(("Bos", "Vos", "Mol", "Das"), 1))
    (block,) = found(Contacts=f"Contact ID;Contact type;Surname;Initials;Phone\n{lines}").values()

    assert block.table == "tenants" and titles(block)["tenant_id"] == "Contact ID"


def test_tax_is_no_rent_and_two_kinds_of_one_title_are_not_certain():
    lines = "\n".join(f"F{n};CON-{n % 6 + 1};20-0{n + 1}-2026;01-0{n + 2}-2026;700,00;0,00;700,00" for n in range(6))
    head = "Factuurnummer;Contract;Factuurdatum;Vervaldatum;Bedrag excl. btw;Btw-bedrag;Factuurbedrag"
    assert titles(found(Contracten=LEASES, Verkoopfacturen=f"{head}\n{lines}")["ledger_entries"])["amount"] == "Factuurbedrag"

    cases = (
        "Dossier deurwaarder;Contract;Kantoor;Datum overdracht\nGDW-1;CON-1;GDW-OOST;06-10-2026\nGDW-2;CON-2;GDW-OOST;06-10-2026"
    )
    choices = found(Contracten=LEASES, Deurwaardersdossiers=cases)["collection_cases"].choices
    assert not any(each.certainty == SURE for each in choices.values() if each.profile.title == "Dossier deurwaarder")


def test_titles_that_nobody_knows_are_titles_where_the_cells_below_them_say_what_the_list_is():
    lines = "E1;Voorletters;17-02-2025\nE1;Telefoonnummer;17-02-2025\nE2;E-mailadres;07-04-2025"
    owners = "Eigenaar;Naam;Kleine verhuurder\nE1;Een BV;nee\nE2;Twee BV;ja"
    blocks = found(Eigenaren=owners, Extra=f"Fonds;Wat mag mee;Vanaf\n{lines}")

    assert titles(blocks["optional_field_agreements"]) == {"landlord_id": "Fonds", "field": "Wat mag mee", "agreed_on": "Vanaf"}


def test_a_day_that_begins_in_utc_is_that_day_and_another_hour_in_utc_may_be_the_next(tmp_path):
    head = "Contractnr;Huurdernr;Eigenaar;Soort;Postcode;Ingangsdatum;Einddatum\n"
    lines = "C1;10;O1;Woning;1011AB;2020-02-01T00:00:00Z;9999-12-31T00:00:00Z\nC2;20;O1;Woning;1011AB;2021-03-01T00:00:00.000Z;\n"
    text, report = mapped(tmp_path, Contracten=head + lines)
    assert [row[11:13] for row in rows(report, "leases")] == [(date(2020, 2, 1), None), (date(2021, 3, 1), None)]

    (tmp_path / "exports" / "Contracten.csv").write_text(head + lines.replace("01T00:00:00Z", "01T23:00:00Z"), encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(text, encoding="utf-8")
    refused = [each for each in prepare_mapped(tmp_path, tmp_path / "work").findings if each.severity == "refused"]
    assert [(each.rule, each.count) for each in refused] == [("unreadable_date", 1)]


def test_a_list_of_units_with_the_tenants_of_their_contracts_is_not_the_list_of_contracts():
    contracts = "Contractnummer;Eenheidnummer;Huurder;Ingangsdatum\n" + "\n".join(
        f"{7000 + n};E-{n};REL-{n};01-0{n}-2024" for n in range(1, 7)
    )
    units = "Eenheidnummer;Complexnummer;Soort eenheid;Straatnaam;Huisnummer;Postcode;Plaatsnaam;In exploitatie\n" + "\n".join(
        f"E-{n};C1;Woning;Dorpsstraat;{n};1011AB;Utrecht;01-01-1990" for n in range(1, 7)
    )
    leases = found(Contracten=contracts, Eenheden=units)["leases"]
    assert (leases.sheet.file, titles(leases)["lease_id"]) == ("Contracten.csv", "Contractnummer")


def test_equal_amounts_in_two_lists_are_no_number_of_a_contract():
    leases = "Xyz;Huurder;Ingangsdatum\n" + "\n".join(f"{700 + n},50;REL-{n};01-0{n}-2024" for n in range(1, 7))
    bills = "Qrs;Datum\n" + "\n".join(f"{700 + n},50;01-07-2026" for n in range(1, 7))
    assert titles(found(Contracten=leases, Een=bills, Twee=bills)["leases"])["lease_id"] == "Huurder"


def test_the_people_of_a_list_of_contracts_have_the_number_that_it_names_them_by_and_no_bank_line_is_one():
    contracts = "Huurnr;Naam huurder;Bedrijf?;Straat;Nr;Postcode;Huurt sinds;Overleden op\n" + "\n".join(
        f"{n};A.B. Jansen;nee;Dorpsstraat;{40 - n};1011AB;01-0{n}-2024;" for n in range(1, 7)
    )
    bank = "Nr;Datum;Bedrag;Af/Bij;Naam;Huurnr\n" + "\n".join(f"{n};0{n}-07-2026;700,00;Bij;A.B. Jansen;{n}" for n in range(1, 9))
    people = found(Huurlijst=contracts, Rekening=bank)["tenants"]
    assert (people.sheet.file, titles(people)["tenant_id"]) == ("Huurlijst.csv", "Huurnr")


CARD = "Boekstuknr.;Contractnr;Dagboek;Omschrijving;Datum;Vervaldatum;Factuurnr.;Debet;Credit\n"


def card(at: int, number: str, lease: str = "") -> str:
    """A charge of contract C1 or C2, and its receipt with a number of a charge beside it."""
    own = f"C{at % 2 + 1}"
    return (
        f"F{at};{own};VRK;Huur;01-0{at}-2026;01-0{at}-2026;F{at};70{at},00;0,00\n"
        f"B{at};{lease or own};BNK;Ontvangst;02-0{at}-2026;;{number};0,00;70{at},00\n"
    )


def test_receipts_with_the_number_of_their_charge_beside_them_are_settled_with_it_and_the_others_by_age(tmp_path):
    lines = "".join(card(at, f"F{at}" if at < 6 else "") for at in range(1, 8))
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Debiteurenkaarten=CARD + lines)

    settled = {(row[0], row[1], row[2]) for row in rows(report, "allocations")}
    assert settled == {(f"B{at}", f"F{at}", Decimal(f"70{at}.00")) for at in range(1, 6)}
    assert "hoort daar voor haar hele bedrag bij" in text


@pytest.mark.parametrize(
    "lines",
    [
        "".join(card(at, f"F{at}") for at in (1, 1, 2, 3, 4)),  # one number, several lines
        "".join(card(at, f"F{at}", lease="C1") for at in (1, 3, 5, 7)),  # of another contract
        "".join(card(at, "" if at > 1 else "F1") for at in range(1, 8)),  # now and then
    ],
)
def test_a_number_that_may_be_of_several_charges_or_of_another_contract_or_stands_there_seldom_settles_nothing(lines):
    assert "allocations" not in found(Contracten=CONTRACTS, Debiteurenkaarten=CARD + lines)
