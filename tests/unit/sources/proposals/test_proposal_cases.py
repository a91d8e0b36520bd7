"""The list of cases that a bailiff sends himself: his number, our contract as a reference, and what he reported."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import SURE, propose
from sources.words.blocks import Sheet
from sources.words.titles import concepts_of
from tests.support.proposal import text_of
from tests.unit.sources.proposals.test_proposal_by_hand import CONTRACTS
from tests.unit.sources.proposals.test_proposal_phrases import proposed, titles

DAYS = {"reported_on": "Gemeld bij gemeente", "ended_on": "Melding ingetrokken"}


def cases(reference: str, *, others: str = ""):
    """The blocks of four cases, one of them reported; `others`: a number that the bailiff has beside that of the case."""
    head = ";".join(["Zaaknummer", reference, "Opdracht ontvangen", *DAYS.values(), *([others] if others else [])])
    lines = [
        f"2026{n};C-{n};20-10-2026;{'28-10-2026;02-11-2026' if n == 12 else ';'}" + (f";G{n}" if others else "")
        for n in range(10, 14)
    ]
    return proposed(CONTRACTS, ("Zakenlijst deurwaarder.csv", "\n".join([head, *lines])))


def test_in_the_list_that_a_bailiff_sends_the_reference_is_our_contract_and_a_day_of_reporting_is_his():
    found = cases("Uw kenmerk")
    numbers = {name: titles(found["collection_cases"])[name] for name in ("case_id", "lease_id", "agency_reference")}
    reports = found["reported_elsewhere"]

    assert numbers == {"case_id": "Zaaknummer", "lease_id": "Uw kenmerk", "agency_reference": "Zaaknummer"}
    assert titles(reports) == {"lease_id": "Uw kenmerk", **DAYS} and "zelf gemeld" in reports.asked
    assert SURE not in {each.certainty for each in reports.choices.values()}


@pytest.mark.parametrize(
    ("reference", "others", "is_his"), [("Contractnr", "", False), ("Uw kenmerk", "Ons dossiernummer deurwaarder", True)]
)
def test_a_list_with_our_own_titles_says_of_nobody_who_reported_and_his_other_number_stays_his_reference(
    reference, others, is_his
):
    found = cases(reference, others=others)

    assert ("reported_elsewhere" in found) == is_his
    assert titles(found["collection_cases"]).get("agency_reference") == (others or None)


@pytest.mark.parametrize(("kinds", "day", "tables"), [
    (("Gerechtelijk", "Minnelijk"), "Gesloten op", {"collection_cases"}),  # how far each came
    (("Gerechtelijk", "Sommatie"), "Verzonden op", {"collection_cases", "collection_actions"}),
])  # fmt: skip
def test_cases_are_no_letters_because_a_word_says_how_far_each_came(kinds, day, tables):
    head = f"Incasso ID;Contract ID;Incassopartij;Doorgezet op;{day};Fase"
    lines = [f"cc{n};C-{n};collectum;2026-10-{n};2026-11-{n};{kinds[n % 2]}" for n in range(10, 14)]
    found = proposed(CONTRACTS, ("incasso.csv", "\n".join([head, *lines])))

    assert {table for table in found if table.startswith("collection")} == tables
    assert titles(found["collection_cases"])["handed_over_on"] == "Doorgezet op"


@pytest.mark.parametrize(("head", "table"), [
    ("Zaaknr;Contractnr;Crediteur GDW;Overgedragen;Afgesloten;Vordering", "collection_cases"),
    ("Factuurnr;Contractnr;Deurwaarder;Overgedragen;Factuurdatum;Vordering", "ledger_entries"),
])  # fmt: skip
def test_what_a_bailiff_claims_of_each_case_is_not_booked_but_an_invoice_that_he_has_is(head, table):
    lines = [f"N{n};C-{n};8{n % 2};{n}-10-2026;{n + 5}-10-2026;1.{n}0,50" for n in range(10, 18)]
    found = proposed(CONTRACTS, ("Juridisch.csv", "\n".join([head, *lines])))

    assert table in found and ("ledger_entries" in found) == (table == "ledger_entries")
    if table == "collection_cases":
        assert titles(found[table])["agency_id"] == "Crediteur GDW"


def test_contracts_that_a_package_for_dunning_calls_files_are_no_cases_of_a_bailiff_and_the_creditor_is_the_owner():
    head = "DOSSIER;KLANT;CREDITEUR;OBJ_STRAAT;OBJ_HNR;OBJ_PC;DAT_INGANG"
    lines = [f"44{n}-01;7{n};10{n % 2};Dorpsweg;{n};3512JE;20200101" for n in range(10, 19)]
    found = proposed(("STAM_DOSSIER.txt", "\n".join([head, *lines])))

    assert "collection_cases" not in found
    assert {"tenant_id": "KLANT", "landlord_id": "CREDITEUR"}.items() <= titles(found["leases"]).items()
    assert found["leases"].choices["landlord_id"].certainty != SURE


@pytest.mark.parametrize(("reporter", "agency"), [("D71", "crediteur_bk"), ("D99", "crediteur_naam")])
def test_an_agency_is_called_in_the_cases_as_the_list_of_reports_calls_it(reporter, agency):
    lines = [f"X{n};C-{n};D7{n % 2};Incasso {('Een', 'Twee')[n % 2]};{n}-10-2026" for n in range(10, 14)]
    cases = ("Zaken deurwaarder.csv", "\n".join(["zaaknr;contractnr;crediteur_bk;crediteur_naam;overgedragen", *lines]))
    reports = f"contractnr;gemeld door;gemeld op\nC-11;{reporter};20-10-2026"
    found = proposed(CONTRACTS, cases, ("Meldingen deurwaarder.csv", reports))

    assert titles(found["collection_cases"])["agency_id"] == agency


@pytest.mark.parametrize(("key", "case"), [("exi_id", "exi_id"), ("bedrag", "dossier_ref")])
def test_a_reference_of_a_case_is_its_number_only_where_it_has_no_other(key, case):
    head = f"{key};contractnr;deurwaarder;dossier_ref;overgedragen"
    lines = [f"{'71,50' if key == 'bedrag' else f'EX{n}'};C-{n};D{n % 2};Z/{n}/26;{n}-10-2026" for n in range(10, 18)]
    found = proposed(CONTRACTS, ("Zaken deurwaarder.csv", "\n".join([head, *lines])))

    assert titles(found["collection_cases"])["case_id"] == case


@pytest.mark.parametrize(("by", "taken"), [("DW-B", "Leverancier"), ("Bureau B", "Naam deurwaarder"), ("", "Leverancier")])
@pytest.mark.parametrize(("code", "is_code"), [("DW-{}", True), ("Dagvaarding {}", False)])  # how far it came
def test_an_agency_goes_by_its_code_beside_its_name_unless_reports_name_it_and_is_asked(code, is_code, by, taken):
    firms = "ABAB"
    head = "Dossiernummer;Overeenkomst;Leverancier;Naam deurwaarder;Overdrachtsdatum"
    lines = [f"INC-{n};C-1{n};{code.format(firm)};Bureau {firm};20-10-2026" for n, firm in enumerate(firms)]
    lists = [("Deurwaarderdossiers.csv", "\n".join([head, *lines]))]
    lists += [("Gemeld door deurwaarder.csv", f"Overeenkomst;Gemeld op;Door\nC-11;14-10-2026;{by}")] if by else []
    found = proposed(CONTRACTS, *lists)["collection_cases"]

    assert titles(found)["agency_id"] == (taken if is_code else "Naam deurwaarder")
    assert (found.choices["agency_id"].certainty == SURE) != is_code


@pytest.mark.parametrize(
    ("head", "case", "his"),
    [
        ("Dossiernummer LP;Uw kenmerk;Debiteur;Uw contractnummer", "Uw kenmerk", "Dossiernummer LP"),
        ("Ons dossiernummer;Uw dossiernummer;Debiteur;Uw contractnummer", "Uw dossiernummer", "Ons dossiernummer"),
        ("Zaaknummer;Kenmerk opdrachtgever;Debiteur;Contractnummer", "Kenmerk opdrachtgever", "Zaaknummer"),
        ("Dossier;Ref. cliënt;Debiteur;Contractnummer", "Ref. cliënt", "Dossier"),
        ("Dossiernummer;Dossiernummer bureau;Debiteur;Contractnummer", "Dossiernummer", "Dossiernummer bureau"),  # our own list
    ],
)
def test_of_two_numbers_of_a_case_in_the_list_that_an_agency_sends_what_it_calls_yours_is_ours(head, case, his):
    lines = [f"LP{n};KVB-{n};Bos, J.{n};C-{n};LEGALP;15-10-2026;" for n in range(10, 15)]
    text = "\n".join([f"{head};Bureau;Datum ontvangst;Datum gesloten", *lines])
    found = proposed(CONTRACTS, ("Incassodossiers_LegalPartners.csv", text))

    numbers = titles(found["collection_cases"])
    assert (numbers["case_id"], numbers["agency_reference"]) == (case, his)
    assert not {"co_tenants", "tenants"} & found.keys()  # whoever owes is the tenant himself


def test_a_report_that_was_closed_was_not_agreed_and_what_is_only_agreed_is_not_closed():
    text = "Contractnr;Gemeld door;Datum melding;Melding afgesloten\nC-11;Bureau;01-02-2026;05-03-2026\nC-12;Bureau;01-10-2026;"
    found = proposed(CONTRACTS, ("Gemeld door derden.csv", text))

    assert titles(found["reported_elsewhere"])["ended_on"] == "Melding afgesloten"
    assert concepts_of("Retour / gesloten") == {"closed"}
    assert concepts_of("Zaak afgesloten") == {"case", "closed"} and concepts_of("Contract afgesloten") == {"contract", "agreed"}


@pytest.mark.parametrize(("agency", "is_theirs"), [("Incassopartner", True), ("Deurwaarder", False)])
def test_the_number_of_a_partner_is_the_agency_s_where_that_is_called_so(agency, is_theirs):
    head = (
        f"Id;Contract;{agency};Dossiernr partner;Overgedragen op;Afgesloten;Door partner gemeld bij gemeente;Melding ingetrokken"
    )
    lines = [f"{n};C-{n};Bureau {'AB'[n % 2]};IO-{n}55;01-09-2026;;{'28-10-2026' if n == 12 else ''};" for n in range(10, 14)]
    found = proposed(CONTRACTS, ("Incasso en ontruiming.csv", "\n".join([head, *lines])))

    assert (titles(found["collection_cases"]).get("agency_reference") == "Dossiernr partner") == is_theirs
    assert titles(found["reported_elsewhere"])["ended_on"] == "Melding ingetrokken"  # no cell is filled yet


@pytest.mark.parametrize(
    "title", ["Partner heeft gemeld bij gemeente op", "Partner gemeld d.d.", "Gemeld bij gemeente (partner)"]
)
@pytest.mark.parametrize(("agency", "is_his"), [("Incassopartner", True), ("Deurwaarder", False)])
def test_a_day_on_which_a_partner_reported_is_a_report_where_the_agency_is_called_so(title, agency, is_his):
    head = f"Dossier;Contractnr;{agency};Kenmerk;Overgedragen op;Gesloten;{title}"
    lines = [f"D{n};C-{n};{('GGN', 'BOS')[n % 2]};2026{n};{n}-10-2026;;{'20-10-2026' if n == 12 else ''}" for n in range(10, 14)]
    found = proposed(CONTRACTS, ("Incassodossiers.csv", "\n".join([head, *lines])))

    assert ("reported_elsewhere" in found) == is_his
    assert not is_his or titles(found["reported_elsewhere"])["reported_on"] == title


def test_a_list_named_after_cases_and_evictions_has_an_eviction_only_where_one_was_announced():
    head = "Id;Contract;Incassobureau;Dossiernr;Overgedragen op;Ontruiming aangezegd;Ontruimingsdatum"
    lines = [f"{n};C-{n};Bureau;IO-{n}55;01-09-2026;{'01-10-2026;01-12-2026' if n == 12 else ';'}" for n in range(10, 14)]
    contracts, own = (
        Sheet(CONTRACTS[0], rows_of(CONTRACTS[1])),
        Sheet("Incasso en ontruiming.csv", rows_of("\n".join([head, *lines]))),
    )
    (eviction,) = tomllib.loads(text_of(propose([contracts, own])[0]))["eviction_notices"]

    assert eviction["skip_empty"] == ["announced_on"]


def rows_of(text: str) -> list[list[str]]:
    return [line.split(";") for line in text.splitlines()]


@pytest.mark.parametrize(
    "day", ["VSG door BvD", "VS-melding door bureau", "Vroegsign. door BvD", "Vroegsignalering door bureau", "VS door bureau"]
)
def test_a_short_word_for_early_signals_is_one_for_reporting_and_who_reported_is_asked_where_no_title_names_him(day):
    head = f"Dossiernr;Contractnr;Ingediend;Gesloten;{day}"
    lines = [f"B/26{n};C-{n};{n}-10-2026;;{'28-10-2026' if n == 12 else ''}" for n in range(10, 14)]
    found = proposed(CONTRACTS, ("Dossiers BvD incassobureau.csv", "\n".join([head, *lines])))
    reports = found["reported_elsewhere"]

    assert titles(reports) == {"lease_id": "Contractnr", "reported_on": day} and "zelf gemeld" in reports.asked
    assert reports.without == day
