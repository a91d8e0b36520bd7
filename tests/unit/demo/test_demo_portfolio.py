"""The made-up portfolio: it holds what it says, it is nobody's, and it is the same every time."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from demo.people import passes_the_eleven_test
from demo.portfolio import DEMO_AS_OF, make_portfolio
from tests.unit.demo.reckoning import reckon

# What can only come with a second run is not among these: already_signalled.
FIRST_RUN_REASONS = {
    "not_a_dwelling", "lease_ended", "not_a_natural_person", "tenant_deceased", "under_30_days", "ledger_inconsistent",
    "no_written_reminder", "no_personal_contact_effort", "no_debt_help_notice", "no_sharing_offer",
    "objection_window_open", "objection", "payment_arrangement", "no_mandate", "incomplete_identity",
    "municipality_unknown", "postcode_shared", "no_municipality_agreement", "below_minimum_amount",
}  # fmt: skip

COLUMNS = {
    "landlords": "landlord_id name is_small_landlord",
    "leases": "lease_id tenant_id landlord_id complex_id unit_type street house_number house_number_suffix postcode "
    "city monthly_rent started_on ended_on",
    # klantsegment is in no list: it shows that what is not listed is not read.
    "tenants": "tenant_id tenant_type deceased_on last_name name_prefix initials phone_1 phone_2 phone_3 email klantsegment",
    "ledger_entries": "entry_id lease_id entry_type category booked_on due_on amount reverses_entry_id",
    "allocations": "credit_entry_id charge_entry_id amount allocated_on",
    "mandates": "mandate_id landlord_id complex_id clause_accepted_on landlord_informed_on processing_registered_on "
    "processor_agreement_signed_on valid_from valid_until",
    "optional_field_agreements": "landlord_id field agreed_on ended_on",
    "municipalities": "municipality_code name",
    "municipality_agreements": "agreement_id municipality_code applied_on signed_on ended_on system minimum_amount",
    "postcodes": "postcode house_number municipality_code",
    "collection_actions": "action_id lease_id action_type channel performed_on document_ref",
    "objections": "objection_id tenant_id received_on withdrawn_on received_by",
    "payment_arrangements": "arrangement_id lease_id agreed_on ended_on broken_on",
    "eviction_notices": "notice_id lease_id announced_on eviction_on cancelled_on",
    "collection_cases": "case_id lease_id agency_id agency_reference handed_over_on ended_on",
    "export_info": "bank_cut_off_on",
}
KEYS = {
    "landlords": ("landlord_id",), "leases": ("lease_id",), "tenants": ("tenant_id",), "ledger_entries": ("entry_id",),
    "mandates": ("mandate_id",), "optional_field_agreements": ("landlord_id", "field", "agreed_on"),
    "municipalities": ("municipality_code",), "municipality_agreements": ("agreement_id",),
    "postcodes": ("postcode", "house_number"), "collection_actions": ("action_id",), "objections": ("objection_id",),
    "payment_arrangements": ("arrangement_id",), "eviction_notices": ("notice_id",), "collection_cases": ("case_id",),
}  # fmt: skip
REQUIRED = {
    "leases": ("tenant_id", "landlord_id", "unit_type", "started_on"),
    "tenants": ("tenant_type",),
    "ledger_entries": ("lease_id", "entry_type", "booked_on", "amount"),
    "allocations": ("credit_entry_id", "charge_entry_id", "amount", "allocated_on"),
    "mandates": ("landlord_id", "valid_from"),
    "municipality_agreements": ("municipality_code", "system"),
    "collection_actions": ("lease_id", "action_type", "channel", "performed_on"),
    "objections": ("tenant_id", "received_on", "received_by"),
    "collection_cases": ("lease_id", "agency_id", "agency_reference", "handed_over_on"),
}


@pytest.fixture(scope="module")
def portfolio():
    return make_portfolio()


@pytest.fixture(scope="module")
def decisions(portfolio):
    return reckon(portfolio, DEMO_AS_OF)


def _rows(portfolio, table, **cells):
    return [row for row in portfolio[table] if all(row[name] == value for name, value in cells.items())]


# --- the shape of docs/landing-tables.md


@pytest.mark.parametrize("table", COLUMNS)
def test_every_table_has_exactly_its_columns(portfolio, table):
    assert {tuple(row) for row in portfolio[table]} == {tuple(COLUMNS[table].split())}


def test_no_table_is_missing_and_none_is_unknown(portfolio):
    assert set(portfolio) == set(COLUMNS)


@pytest.mark.parametrize("table", KEYS)
def test_keys_are_unique_and_filled(portfolio, table):
    keys = [tuple(row[name] for name in KEYS[table]) for row in portfolio[table]]

    assert len(set(keys)) == len(keys)
    assert all(key[0] for key in keys)


@pytest.mark.parametrize("table", REQUIRED)
def test_required_cells_are_filled(portfolio, table):
    assert all(row[name] is not None for row in portfolio[table] for name in REQUIRED[table])


def test_every_charge_says_what_it_is_and_when_it_is_due(portfolio):
    charges = _rows(portfolio, "ledger_entries", entry_type="charge")

    assert {row["category"] for row in charges} == {"rent", "service_charges", "collection_costs", "interest", "other"}
    assert all(row["due_on"] for row in charges)


def test_every_reversal_names_what_it_takes_back(portfolio):
    assert all(row["reverses_entry_id"] for row in _rows(portfolio, "ledger_entries", entry_type="reversal"))


@pytest.mark.parametrize("table", ["ledger_entries", "allocations"])
def test_every_amount_is_positive_and_in_whole_cents(portfolio, table):
    amounts = [row["amount"] for row in portfolio[table]]

    assert all(isinstance(amount, Decimal) and amount > 0 for amount in amounts)
    assert all(amount == amount.quantize(Decimal("0.01")) for amount in amounts)


# --- the same every time


def test_the_same_seed_gives_the_same_portfolio():
    assert make_portfolio(seed=3, leases=500) == make_portfolio(seed=3, leases=500)


def test_another_seed_gives_other_people_in_the_same_situations(portfolio):
    other = make_portfolio(seed=4, leases=500)

    assert other["tenants"] != portfolio["tenants"][: len(other["tenants"])]
    assert set(_reasons(reckon(other, DEMO_AS_OF))) == FIRST_RUN_REASONS


def test_a_portfolio_too_small_for_every_situation_is_refused():
    with pytest.raises(ValueError, match="500 is enough"):
        make_portfolio(leases=150)


# --- what it holds on the as-of date


def _reasons(decisions):
    return Counter(code for decision in decisions.values() for code in decision.reasons)


def test_about_one_lease_in_twelve_is_in_arrears(decisions):
    assert 0.07 < len(decisions) / 2000 < 0.10


def test_between_sixty_and_a_hundred_leases_are_to_be_reported_and_every_desk_gets_some(decisions):
    desks = Counter(decision.system for decision in decisions.values() if not decision.reasons)

    assert 60 <= sum(desks.values()) <= 100
    assert set(desks) == {"ris_matching", "vps", "achterstandenaanleveren"}


def test_every_reason_not_to_report_occurs(decisions):
    assert set(_reasons(decisions)) == FIRST_RUN_REASONS


def test_most_reasons_also_occur_alone(decisions):
    alone = {decision.reasons[0] for decision in decisions.values() if len(decision.reasons) == 1}

    assert FIRST_RUN_REASONS - alone <= {"no_written_reminder", "no_debt_help_notice"}


@pytest.mark.parametrize("as_of", [date(2026, 3, 1), date(2026, 12, 17), date(2027, 1, 31)])
def test_the_situations_hold_on_any_as_of_date(as_of):
    decisions = reckon(make_portfolio(leases=500, as_of=as_of), as_of)

    assert set(_reasons(decisions)) == FIRST_RUN_REASONS


def test_arrears_of_29_days_and_of_30_days_lie_on_both_sides_of_the_boundary(decisions):
    at_29 = [decision.reasons for decision in decisions.values() if decision.days == 29]
    at_30 = [decision.reasons for decision in decisions.values() if decision.days == 30]

    assert set(at_29) == {("under_30_days",)}
    assert set(at_30) == {()}


def test_the_seventh_day_of_the_window_and_the_day_after_it_lie_on_both_sides_of_the_boundary(portfolio, decisions):
    first_receipts = {}
    for action in _rows(portfolio, "collection_actions", action_type="summons_letter", channel="post"):
        decision = decisions.get(action["lease_id"])
        if decision and action["performed_on"] > decision.arrears.oldest_due_on:
            receipt = action["performed_on"] + timedelta(days=2)
            first_receipts[action["lease_id"]] = min(receipt, first_receipts.get(action["lease_id"], receipt))
    by_age = {7: set(), 8: set()}
    for lease_id, receipt in first_receipts.items():
        by_age.setdefault((DEMO_AS_OF - receipt).days, set()).add(decisions[lease_id].reasons)

    assert by_age[7] == {("objection_window_open",)}
    assert () in by_age[8]


def test_an_inconsistent_ledger_occurs_in_five_ways(portfolio, decisions):
    assert sum(decision.arrears.inconsistent for decision in decisions.values()) == 5


def test_two_reported_leases_can_share_an_address_but_for_the_suffix(portfolio, decisions):
    delivered = [row for row in portfolio["leases"] if row["lease_id"] in decisions and not decisions[row["lease_id"]].reasons]
    addresses = Counter((row["postcode"], row["house_number"]) for row in delivered)

    assert max(addresses.values()) >= 2


# --- the facts of an ordinary portfolio


def test_landlords_differ_in_mandate_size_and_optional_fields(portfolio):
    fields = Counter(row["landlord_id"] for row in portfolio["optional_field_agreements"])
    mandated = {row["landlord_id"] for row in portfolio["mandates"]}

    assert len(portfolio["landlords"]) == 6
    assert len(_rows(portfolio, "landlords", is_small_landlord=True)) == 1
    assert len(mandated) == 5
    assert len({*fields.values()}) >= 3
    assert [row["complex_id"] for row in portfolio["mandates"] if row["clause_accepted_on"] is None] == ["C-0315"]
    assert any(row["valid_until"] and row["valid_until"] < DEMO_AS_OF for row in portfolio["mandates"])


def test_agreements_are_in_force_or_applied_for_or_ended_or_absent(portfolio):
    agreements = portfolio["municipality_agreements"]
    named = {row["municipality_code"] for row in agreements}

    assert {row["system"] for row in agreements} == {"ris_matching", "vps"}
    assert any(row["signed_on"] is None for row in agreements)
    assert any(row["ended_on"] is not None for row in agreements)
    assert any(row["minimum_amount"] for row in agreements)
    assert {row["municipality_code"] for row in portfolio["municipalities"]} - named


def test_some_payments_are_reversed_and_some_amounts_credited_or_written_off(portfolio):
    kinds = Counter(row["entry_type"] for row in portfolio["ledger_entries"])

    assert kinds["reversal"] > 100
    assert kinds["credit_note"] > 20
    assert kinds["write_off"] > 100


def test_only_some_landlords_allocate_explicitly(portfolio):
    landlord_of = {row["lease_id"]: row["landlord_id"] for row in portfolio["leases"]}
    lease_of = {row["entry_id"]: row["lease_id"] for row in portfolio["ledger_entries"]}
    allocating = Counter(landlord_of[lease_of[row["credit_entry_id"]]] for row in portfolio["allocations"])

    assert set(allocating) - {"VB-02"} == {"VB-01", "VB-03"}


def test_the_ledger_goes_back_eighteen_months_and_the_coming_month_is_charged(portfolio):
    rents = [row["due_on"] for row in _rows(portfolio, "ledger_entries", category="rent")]

    assert min(rents) == date(2025, 5, 1)
    assert max(rents) == date(2026, 11, 1)
    assert any(row["booked_on"] > DEMO_AS_OF for row in portfolio["ledger_entries"])


def test_leases_end_begin_later_and_follow_each_other_at_one_address(portfolio):
    leases = portfolio["leases"]
    addresses = Counter((row["postcode"], row["house_number"], row["house_number_suffix"]) for row in leases)

    assert len(leases) == 2000
    assert {row["unit_type"] for row in leases} == {"dwelling", "parking", "commercial", "other"}
    assert sum(row["ended_on"] is not None and row["ended_on"] < DEMO_AS_OF for row in leases) > 50
    assert sum(row["started_on"] > DEMO_AS_OF for row in leases) >= 5
    assert sum(count > 1 for count in addresses.values()) >= 30


def test_objections_arrangements_notices_and_cases_stand_in_all_their_states(portfolio):
    assert {row["withdrawn_on"] is None for row in portfolio["objections"]} == {True, False}
    arrangements = portfolio["payment_arrangements"]
    assert any(row["broken_on"] for row in arrangements)
    assert any(row["ended_on"] for row in arrangements)
    assert any(not row["broken_on"] and not row["ended_on"] for row in arrangements)
    assert any(row["cancelled_on"] is None and row["eviction_on"] >= DEMO_AS_OF for row in portfolio["eviction_notices"])
    assert any(row["cancelled_on"] for row in portfolio["eviction_notices"])
    assert len({row["agency_id"] for row in _rows(portfolio, "collection_cases", ended_on=None)}) == 2


def test_tenants_have_prefixes_accents_gaps_and_one_is_missing(portfolio):
    tenants = portfolio["tenants"]
    known = {row["tenant_id"] for row in tenants}

    assert sum(row["name_prefix"] is not None for row in tenants) > 300
    assert sum(not (row["last_name"] or "").isascii() for row in tenants) > 50
    assert sum(row["last_name"] is None for row in tenants) >= 2
    assert sum(row["phone_1"] is None and row["phone_2"] is not None for row in tenants) > 100
    assert [row["tenant_id"] for row in portfolio["leases"] if row["tenant_id"] not in known] == ["HRD99999"]


def test_two_postcodes_lie_in_two_municipalities(portfolio):
    places = {}
    for row in portfolio["postcodes"]:
        places.setdefault(row["postcode"], set()).add(row["municipality_code"])

    assert sum(len(codes) == 2 for codes in places.values()) == 2
    assert any(row["house_number"] is None for row in portfolio["postcodes"])


# --- nobody's


def test_nothing_in_any_cell_can_be_a_citizen_service_number(portfolio):
    runs = (
        run.lstrip("0").zfill(9)
        for rows in portfolio.values()
        for row in rows
        for value in row.values()
        if isinstance(value, str)
        for run in re.findall(r"\d{7,}", re.sub(r"[ .\-]", "", value))
    )
    suspects = [run for run in runs if 8 <= len(run.lstrip("0")) <= 9 and passes_the_eleven_test(run)]

    assert suspects == []


def test_every_telephone_number_lies_where_no_subscriber_can_be(portfolio):
    numbers = [row[f"phone_{place}"] for row in portfolio["tenants"] for place in (1, 2, 3)]

    assert all(re.fullmatch(r"0\d{1,2}-?0{4,5}\d{3}", number) for number in numbers if number)
    assert {len(number.replace("-", "")) for number in numbers if number} == {10}


def test_every_e_mail_address_is_at_a_domain_reserved_for_examples(portfolio):
    domains = {row["email"].split("@")[1] for row in portfolio["tenants"] if row["email"]}

    assert domains == {"voorbeeld.example", "example.org"}


def test_no_address_of_a_dwelling_lies_where_people_live(portfolio):
    digits = {re.sub(r"\D", "", row["postcode"]) for row in portfolio["postcodes"]}

    assert all(code.endswith("0") for code in digits)


def test_the_unlisted_column_says_nothing_about_a_person(portfolio):
    assert {row["klantsegment"] for row in portfolio["tenants"]} == {"A", "B", "C"}
