"""Lists that say by their name, or by a title of their own, which table they give; and titles that speak of two numbers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sources.recognition.sheets import SURE, Choice, Sheet, propose
from sources.recognition.values import by_values
from sources.words.choices import choices_of
from sources.words.excel_days import layout_of
from sources.words.titles import concepts_of

CASES = [[f"D{n}", f"C{n}", "Bos & Zn. Deurwaarders", f"26/{n}00", "01-09-2026", ""] for n in range(4)]


def choices(name: str, head: list[str], lines: list[list[str]], table: str) -> Mapping[str, Choice]:
    """What is chosen for each of our columns; nothing where the list does not give the table."""
    blocks = propose([Sheet(f"{name}.csv", [head, *lines])])[0]
    return next((block.choices for block in blocks if block.table == table), {})


def given(name: str, head: list[str], lines: list[list[str]], table: str) -> dict[str, str]:
    """Our columns and the titles taken for them."""
    return {column: choice.profile.title for column, choice in choices(name, head, lines, table).items()}


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Deurwaarderszaken", ["Dossiernr", "Contractnr", "Uit handen aan", "Kenmerk GDW", "Naar deurwaarder", "Afgedaan"]),
        ("Bailiff cases", ["Case no", "Lease no", "Collection agency", "Agency ref", "Handover date", "Closed"]),
        ("Incasso extern", ["Incassozaak", "Verhuring", "Overgedragen aan", "Dossiernr deurwaarder", "Aangemeld op", "Retour"]),
    ],
)
def test_cases_in_other_hands_name_the_bailiff_by_his_name(name, head):
    case, lease, agency, reference, handed_over, closed = head

    assert given(name, head, CASES, "collection_cases") == {
        "case_id": case, "lease_id": lease, "agency_id": agency, "agency_reference": reference,
        "handed_over_on": handed_over, "ended_on": closed,
    }  # fmt: skip
    assert not given(name, head, CASES, "collection_actions")


def test_a_list_of_letters_is_none_of_cases_or_evictions_though_it_has_a_day_that_they_could_have():
    head = ["Actie", "Contractnr", "Soort brief", "Kenmerk", "Verstuurd", "Opmerking"]
    lines = [[f"A{n}", f"C{n}", "Aanmaning", f"K{n}", "01-09-2026", ""] for n in range(4)]

    assert not given("Brieven", head, lines, "collection_cases") and not given("Brieven", head, lines, "eviction_notices")
    assert given("Brieven", head, lines, "collection_actions")["performed_on"] == "Verstuurd"


def test_the_number_of_a_contract_of_a_tenant_is_certain_of_neither_and_that_of_the_tenant_alone_comes_first():
    head = ["Contract nr. huurder", "Deb.nr", "Ingangsdatum", "Soort", "Postcode"]
    lines = [[f"C{n}", f"H{n}", "01-01-2020", "Woning", "1011AB"] for n in range(4)]
    of_leases = choices("Contracten", head, lines, "leases")

    assert of_leases["tenant_id"].profile.title == "Deb.nr"
    assert all(choice.certainty != SURE for choice in of_leases.values() if choice.profile.title == "Contract nr. huurder")


def test_numbers_of_contracts_that_look_like_amounts_are_no_rent():
    head = ["Plan no.", "Nr. huurovereenkomst", "Regeling d.d.", "Verbroken", "Aangemaakt op"]
    lines = [[f"B{n}", f"0200{n}.01", "01-09-2026", "", "02-09-2026"] for n in range(5)]

    assert {each.table for each in propose([Sheet("Betalingsafspraken.csv", [head, *lines])])[0]} == {"payment_arrangements"}


def test_the_letters_that_a_database_puts_before_its_titles_say_nothing():
    head = ["F_CONTRACT", "F_DEBITEURNR", "F_INGANGSDATUM", "F_POSTCODE", "F_HUISNR"]
    lines = [[f"C{n}", f"H{n}", "01-01-2020", "1011AB", "3"] for n in range(4)]

    assert given("Export", head, lines, "leases") == {
        "lease_id": "F_CONTRACT", "tenant_id": "F_DEBITEURNR", "started_on": "F_INGANGSDATUM", "postcode": "F_POSTCODE",
        "house_number": "F_HUISNR",
    }  # fmt: skip
    assert concepts_of("tel_nr") == {"phone", "nr"} and concepts_of("qq_zz") == {"?qq", "?zz"}
    assert concepts_of("CL-NAAM") == {"name"} and concepts_of("BSN-NR") == {"never", "nr"} and "?cl" in concepts_of("Cl-naam")


OWNERS = [[f"0{n}", f"Fonds {chr(65 + n)}", "jdv"] for n in range(4)]


def test_a_list_that_names_each_owner_once_and_nothing_of_his_is_that_of_the_owners_whatever_it_is_called():
    assert given("Blad5", ["Belegger", "Handelsnaam", "Behandelaar"], OWNERS, "landlords") == {
        "landlord_id": "Belegger", "name": "Handelsnaam",
    }  # fmt: skip
    assert not given("Blad5", ["Belegger", "Handelsnaam", "Complex"], OWNERS, "landlords")
    assert not given("Blad5", ["Belegger", "Handelsnaam", "Behandelaar"], OWNERS * 2, "landlords")


@pytest.mark.parametrize(("days", "is_one"), [(("31-10-2026", "31-10-2026"), True), (("30-09-2026", "31-10-2026"), False)])
def test_what_is_open_on_one_day_is_a_list_of_balances_whatever_it_is_called_and_never_certain(days, is_one):
    lines = [[f"C{n}", f"{n}00,00", days[n % 2]] for n in range(6)]
    found = choices("Blad9", ["Contractnr", "Open huur", "Stand per"], lines, "stated_balances")

    assert {name: each.profile.title for name, each in found.items()} == (
        {"lease_id": "Contractnr", "open_rent": "Open huur", "as_of": "Stand per"} if is_one else {}
    )
    assert all(each.certainty != SURE for each in found.values())


def test_a_list_of_cases_is_none_of_reports_though_it_names_an_agency_and_a_day():
    head, lines = ["Contract", "Bureau", "Aangemeld op"], [[f"C{n}", "GGN", "01-09-2026"] for n in range(4)]

    assert not given("Uit handen gegeven", head, lines, "reported_elsewhere")
    assert not given("Blad4", head, lines, "reported_elsewhere")
    assert given("Blad4", ["Contract", "Bureau", "Gemeld op"], lines, "reported_elsewhere")["reported_by"] == "Bureau"


def test_a_number_beside_a_street_is_the_house_s_unless_it_numbers_the_lines_and_a_property_of_many_is_a_complex():
    head = ["Contract", "Huurder", "Ingang", "Number", "Property", "Straat", "Postcode"]
    lines = [[f"C{n}", f"H{n}", "01-01-2020", f"{n % 3}", f"P{n % 2}", "Kade", "1011AB"] for n in range(6)]
    found = choices("Huurlijst", head, lines, "leases")
    assert (found["house_number"].profile.title, found["complex_id"].profile.title) == ("Number", "Property")
    assert SURE not in (found["house_number"].certainty, found["complex_id"].certainty)

    own = [[*line[:3], str(n), f"P{n}", *line[5:]] for n, line in enumerate(lines)]
    assert not {"house_number", "complex_id"} & choices("Huurlijst", head, own, "leases").keys()


def test_a_list_of_contracts_that_is_named_after_changes_holds_no_entries():
    head = ["Verhuring", "Debiteurnr", "Start date", "Kale huur", "Postcode"]
    lines = [[f"C{n}", f"H{n}", "01-01-2020", "700,50", "1011AB"] for n in range(4)]

    assert not given("Mutatiestaat", head, lines, "ledger_entries") and given("Mutatiestaat", head, lines, "leases")


def test_prefixes_and_initials_of_tenants_are_known_by_their_cells_and_never_certain():
    head = ["Huurdernr", "Achternaam", "QX", "QY", "QZ"]
    lines = [[f"H{n}", f"Dorp{chr(97 + n)}", ("van der", "", "De")[n % 3], "A.B.", "AB"] for n in range(6)]
    found = choices("Huurders", head, lines, "tenants")

    assert (found["name_prefix"].profile.title, found["initials"].profile.title) == ("QX", "QY")
    assert SURE not in (found["name_prefix"].certainty, found["initials"].certainty)

    two = choices("Huurders", [*head, "QV"], [[*line, "van"] for line in lines], "tenants")
    assert "name_prefix" not in two


@pytest.mark.parametrize(("debit", "credit"), [("D-bedrag", "C-bedrag"), ("Bedrag D", "Bedrag C"), ("dBedrag", "cBedrag")])
def test_an_amount_with_one_letter_before_or_behind_it_is_one_side_of_the_ledger_and_not_all(debit, credit):
    head = ["Boekingsnr", "Contractnr", "Boekdatum", debit, credit]
    lines = [[f"{n}", f"C{n % 4}", "01-09-2026", *(("10,00", "") if n % 2 else ("", "5,00"))] for n in range(8)]
    (block,) = (each for each in propose([Sheet("Mutaties.csv", [head, *lines])])[0] if each.table == "ledger_entries")

    assert {side: each.title for side, each in block.amounts.items()} == {"debit": debit, "credit": credit}


def test_what_municipalities_signed_is_no_list_of_leases():
    head = ["Overeenkomstnr", "Gemeentecode", "Getekend", "Ingang", "Meldpunt"]
    lines = [[f"G{n}", f"036{n}", "01-02-2024", "01-03-2024", ("VPS", "RIS Matching")[n % 2]] for n in range(4)]

    assert not given("Gemeenten", head, lines, "leases") and given("Gemeenten", head, lines, "municipality_agreements")


@pytest.mark.parametrize(("other", "number"), [("Agency File No", "Agency File No"), ("Remarks", "File")])
def test_beside_a_number_that_is_said_to_be_the_agency_s_another_is_that_of_the_case(other, number):
    lines = [[f"C{n}", f"L{n}", "Fiction Legal", f"F{n}", "2026-10-10", ""] for n in range(3)]
    found = given("agency.case", ["File", "Tenancy", "Agency", other, "Transferred", "Closed"], lines, "collection_cases")

    assert found["agency_reference"] == number and (number == "File" or found["case_id"] == "File")


@pytest.mark.parametrize("title", ["Naam, voorletters en tussenvoegsel", "Achternaam voorletters", "Naam huurder"])
def test_a_name_in_one_cell_is_taken_apart_whatever_parts_its_title_names(title):
    lines = [[f"H{n}", "Meer, A.B. van der"] for n in range(4)]
    found = choices("Personen", ["Huurdernr", title], lines, "tenants")

    assert {name: (each.profile.title, each.part) for name, each in found.items() if name != "tenant_id"} == {
        part: (title, part) for part in ("last_name", "name_prefix", "initials")
    }


@pytest.mark.parametrize(("numbers", "is_taken"), [(("12", "7", "12", "9"), True), (("1", "2", "3", "4"), False)])
def test_a_bare_number_behind_a_postcode_is_the_houses_where_it_comes_back_and_does_not_count_the_lines(numbers, is_taken):
    lines = [[f"101{at % 2} AB", number, f"03{at % 3}3"] for at, number in enumerate(numbers)]

    found = given("Postcodes", ["Pc", "Nr", "Gemeentecode"], lines, "postcodes")
    assert found.get("house_number") == ("Nr" if is_taken else None)


def test_a_day_of_reporting_to_an_owner_is_that_on_which_he_was_informed():
    head = ["Eigenaar", "Mandaatnr", "Akkoord clausule", "Eigenaar gemeld", "Verwerkersovereenkomst"]
    lines = [[f"E{n}", f"M{n}", "01-02-2025", "03-02-2025", "05-02-2025"] for n in range(4)]
    found = choices("Mandaten", head, lines, "mandates")["landlord_informed_on"]

    assert (found.profile.title, found.certainty != SURE) == ("Eigenaar gemeld", True)


def seen_in(table: str, *lines: str) -> dict[str, str]:
    """Our columns and the titles that say them, or whose cells do."""
    layout = layout_of([line.split(";") for line in lines])
    assert layout is not None
    said = choices_of(table, layout)
    shown = by_values(table, layout, said, is_pointed=True)
    return {column: f"{each.profile.title}/{each.part or ''}" for column, each in {**shown, **said}.items()}


@pytest.mark.parametrize(("before", "is_taken"), [("Straat unit", True), ("Contractcode", False), ("Straat", False)])
def test_a_number_of_a_unit_is_its_houses_right_behind_the_street_of_the_unit(before, is_taken):
    found = seen_in("leases", f"Contractcode;{before};Nr. unit;Aanvang", "C1;Dorpsweg;12;2020-01-01", "C2;Laan;7;2020-01-01")

    assert (found.get("house_number") == "Nr. unit/") == is_taken


@pytest.mark.parametrize(("title", "is_taken"), [("Huis/zaak", True), ("Eigenaar", False), ("Status", False)])
def test_a_list_of_what_is_let_is_that_where_its_cells_cannot_be_what_the_title_names_otherwise(title, is_taken):
    lines = [f"C{n};P1;2020-01-0{n};{'garage' if n == 3 else 'bovenhuis'}" for n in range(1, 7)]
    found = seen_in("leases", f"Contractcode;Huurdernr;Aanvang;{title}", *lines)

    assert (found.get("unit_type") == f"{title}/") == is_taken


def test_a_surname_with_its_prefix_behind_a_comma_is_taken_apart_where_the_title_names_both():
    found = seen_in("tenants", "Huurdernr;Achternaam, tv;Voorl.", "P1;Vries, de;A.", "P2;Hoekstra;B.", "P3;Idrissi, el;C.")

    both = {"last_name": "Achternaam, tv/surname", "name_prefix": "Achternaam, tv/name_prefix"}
    assert both.items() <= found.items()
