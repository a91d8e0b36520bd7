"""Numbers below a title that calls them a name, and what other lists say of a number: systems with an `Id` and a `Name`."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import SURE, Block, Sheet, propose
from sources.words.titles import concepts_of


def titles(block: Block) -> dict[str, str]:
    return {name: choice.profile.title for name, choice in block.choices.items()}


def table(title: str, *lines: list[str]) -> Sheet:
    return Sheet(f"{title}.csv", [list(line) for line in lines])


LEASES = table(
    "Lease__c",
    ["ID", "NAME", "PRIMARY_TENANT__C", "START_DATE__C", "BASE_RENT__C"],
    *([f"a0L{n}X", f"LSE-0{n}", f"003{n}Q", f"2020-0{n % 9 + 1}-01", f"7{n},50"] for n in range(10, 20)),
)
PEOPLE = table("Contact", ["ID", "LASTNAME", "INITIALS__C"], *([f"003{n}Q", "Bos", "A."] for n in range(10, 30)))


def found_in(*sheets: Sheet) -> dict[str, Block]:
    return {block.table: block for block in propose([LEASES, PEOPLE, *sheets])[0]}


@pytest.mark.parametrize("name", ["PAY-{}", "Plan {} of the tenant"])
def test_what_a_title_calls_a_name_is_a_number_where_all_its_cells_are_and_other_lists_say_which_number_is_the_leases(name):
    plans = [[name.format(n), f"LSE-0{n}", "2026-09-16", "2026-10-28"] for n in range(12, 15)]
    found = found_in(table("PaymentPlan__c", ["NAME", "LEASE_NAME__C", "AGREED_DATE__C", "DEFAULTED_DATE__C"], *plans))

    assert titles(found["leases"])["lease_id"] == "NAME"
    plan = titles(found["payment_arrangements"])
    assert (plan["lease_id"], plan.get("arrangement_id")) == ("LEASE_NAME__C", "NAME" if "PAY" in name else None)
    assert all(each.certainty != SURE for each in found["payment_arrangements"].choices.values() if each.profile.title == "NAME")


@pytest.mark.parametrize("is_known", [True, False])
def test_a_list_of_co_tenants_takes_the_only_column_whose_cells_are_all_numbers_of_tenants(is_known):
    lines = [[f"a0C{n}", f"LSE-0{n}", f"003{n + 5 if is_known else n + 50}Q", "2024-12-15", ""] for n in range(10, 13)]
    found = found_in(table("LeaseCoTenant__c", ["ID", "LEASE_NAME__C", "CONTACT__C", "FROM__C", "UNTIL__C"], *lines))

    assert ("co_tenants" in found) == is_known and found["leases"].sheet is LEASES
    wanted = {"lease_id": "LEASE_NAME__C", "tenant_id": "CONTACT__C", "from_on": "FROM__C"}
    assert not is_known or wanted.items() <= titles(found["co_tenants"]).items()


@pytest.mark.parametrize(
    ("title", "is_his"),
    [
        ("Vroegsignaal door GDW d.d.", True), ("AGENCY_SIGNALLED_MUNICIPALITY_ON__C", True),
        ("Gemeld bij gemeente", False),  # by whom?
    ],
)  # fmt: skip
def test_a_list_of_cases_with_a_day_on_which_the_bailiff_reported_is_a_list_of_these_too(title, is_his):
    lines = [
        [f"X{n}", f"LSE-0{n}", "Fictief GDW", f"2026{n}", "2026-10-20", "2026-10-28" if n == 12 else ""] for n in range(10, 14)
    ]
    head = ["Dossiernr intern", "Contract", "Deurwaarder", "Dossiernr deurwaarder", "Uit handen d.d.", title]
    found = found_in(table("Deurwaardersdossiers", head, *lines))

    assert ("reported_elsewhere" in found) == is_his
    if is_his:
        reports = found["reported_elsewhere"]
        assert titles(reports) == {"lease_id": "Contract", "reported_by": "Deurwaarder", "reported_on": title}
        assert reports.without == title and "zelf gemeld" in reports.asked


@pytest.mark.parametrize(("title", "plain"), [
    ("START_DATE__C", "START_DATE"), ("cr4f2_lease", "lease"), ("xyzab_lease", ""),
    ("PMCTransType", "TransType"), ("XYZContractId", "ContractId"), ("SEPAMandaatDatum", "MandaatDatum"), ("XYZNummer", ""),
])  # fmt: skip
def test_what_a_system_adds_to_the_names_of_its_own_fields_says_nothing(title, plain):
    assert (concepts_of(title) == concepts_of(plain)) == bool(plain)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("incassobureauZaakNo", "incassobureau_zaak_no"),
        ("bookingDate", "booking_date"),
        ("telefoonOverig", "telefoon_overig"),
        ("PC6", "pc"),
    ],
)
def test_a_title_with_capitals_within_says_what_it_says_with_something_between(title, plain):
    assert concepts_of(title) == concepts_of(plain)
    assert not any(concept.startswith("?") for concept in concepts_of(title))


def test_what_an_owner_allows_from_a_day_on_is_agreed_for_his_tenants_fields():
    fields = [["1000", field, "01-01-2025"] for field in ("VOORLETTERS", "STRAAT", "TOEVOEGING")]
    found = found_in(
        table(
            "Bedrijven",
            ["Bedrijfsnr.", "Naam bedrijf", "Kleine verhuurder"],
            ["1000", "Een BV", "nee"],
            ["2000", "Twee BV", "ja"],
        ),
        table("ZVS_VELDEN", ["Bedrijfsnr.", "Veldnaam", "Toegestaan vanaf"], *fields),
    )["optional_field_agreements"]

    assert titles(found) == {"landlord_id": "Bedrijfsnr.", "field": "Veldnaam", "agreed_on": "Toegestaan vanaf"}


def test_a_total_is_no_number_of_the_arrangement_whose_sum_it_is():
    rows = [[f"1{n:04}", f"0{n + 1}-10-2026", f"{1640 + 7 * n}", "150", ""] for n in range(4)]
    (found,) = propose(
        [Sheet("Betalingsregelingen.csv", [["Contractnr", "Afgesproken d.d.", "Totaal", "Per maand", "Klaar"], *rows])]
    )[0]

    assert found.table == "payment_arrangements" and "arrangement_id" not in found.choices
