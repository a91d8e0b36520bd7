"""English systems' own words, as their interfaces name things, and what of them must never be read as proof or as paid."""

from __future__ import annotations

import pytest

from sources.words.evidence import meaning_of
from sources.words.excel_days import layout_of
from sources.words.stand_ins import as_reference
from sources.words.titles import concepts_of
from sources.words.ways import is_named
from tests.unit.sources.proposals.test_proposal_phrases import proposed, titles


@pytest.mark.parametrize(
    ("table", "column", "title"),
    [
        ("leases", "lease_id", "occupancy_id"), ("leases", "lease_id", "contract_uuid"), ("leases", "started_on", "moved_in_on"),
        ("leases", "ended_on", "vacated_on"), ("leases", "ended_on", "LED"), ("leases", "started_on", "LCD"),
        ("leases", "house_number_suffix", "Kamernummer"), ("leases", "complex_id", "Woongebouw"),
        ("leases", "ended_on", "Uit kamer per"), ("tenants", "last_name", "surname_or_company"),
        ("co_tenants", "from_on", "liable_from"), ("co_tenants", "tenant_id", "Bewonernummer samenhuurder"),
        ("municipalities", "municipality_code", "council_code"), ("municipalities", "name", "local_authority_name"),
        ("objections", "withdrawn_on", "Bewoner zag ervan af op"), ("objections", "received_by", "intake_desk"),
        ("eviction_notices", "cancelled_on", "Gaat niet door sinds"), ("eviction_notices", "eviction_on", "Kamer leeg op"),
        ("reported_elsewhere", "ended_on", "signal_lifted_on"), ("reported_elsewhere", "ended_on", "Melding gestopt op"),
        ("mandates", "valid_from", "Melden mag vanaf"), 
        ("municipality_agreements", "ended_on", "Afspraak gestopt"), ("collection_actions", "performed_on", "delivered_on"),
        ("ledger_entries", "reverses_entry_id", "Mislukte incasso van mutatie"), ("mandates", "complex_id", "Alleen woongebouw"),
    ],
)  # fmt: skip
def test_a_title_names_what_its_system_means_by_it(table, column, title):
    assert is_named(title, table, column)


@pytest.mark.parametrize("title", ["Retour", "Huisvester", "Communicatie", "Allocatie"])
def test_words_of_english_systems_are_no_short_forms_of_dutch_ones(title):
    assert not concepts_of(title) & {"complex", "clause", "cancelled"} and concepts_of("Huisvester") != {"contract"}


@pytest.mark.parametrize(
    ("column", "text", "ours"),
    [
        ("entry_type", "Incasso mislukt", "reversal"), ("entry_type", "Declined direct debit", "reversal"),
        ("entry_type", "Incasso", "payment"), ("entry_type", "Kosten mislukte incasso", None),
        ("field", "street_number_addition", "house_number_suffix"), ("field", "street_name", "street"),
        ("field", "kamernummer", "house_number_suffix"), ("field", "Add.", "house_number_suffix"),
        ("action_type", "formal_notice_debt_help", "demand_letter"), ("action_type", "formal_notice", "summons_letter"),
        ("action_type", "nps_survey", None), ("system", "RIS_MATCHING", "ris_matching"),
        ("received_by", "council_desk", "municipality"), ("received_by", "own_desk", "landlord"),
        ("action_type", "Payment plan confirmation", None), ("category", "GWL", "service_charges"),
        ("channel", "On site", "visit"),
        ("unit_type", "2BR", "dwelling"), ("unit_type", "BR", None), ("action_type", "Door Knock", "home_visit"),
        ("action_type", "Uitgebeld", "phone_call"), ("action_type", "Gebeld door huurder", None),
    ],
)  # fmt: skip
def test_a_word_with_another_beside_it_that_turns_its_meaning_has_that_meaning(column, text, ours):
    assert meaning_of(column, text) == ours


def profile_of(title: str, *cells: str):
    layout = layout_of([[title, "postcode"], *[[cell, "1011AB"] for cell in cells]])
    return layout.columns[0]


def test_a_reference_to_something_is_its_number_where_numbers_stand_there_and_never_a_document_s():
    numbers, names = profile_of("building_ref", "B1", "B2", "B3"), profile_of("building_ref", "De Fuut", "De Grutto", "Het Riet")

    assert as_reference("complex_id", numbers) == {"building", "nr"}
    assert not as_reference("complex_id", names) and not as_reference("document_ref", numbers)


CONTRACTS = (
    "tenancies.csv",
    "tenancy_ref;party_ref;start_date;zip\n" + "\n".join(f"T{n};P{n};2020-01-01;1011AB" for n in range(5)),
)


@pytest.mark.parametrize(("agencies", "is_his"), [("A1 A1 A1 A1", True), ("K1 K2 K3 K4", False)])
def test_a_reference_that_all_cases_share_is_the_agency_and_not_its_number_of_each(agencies, is_his):
    lines = [f"H{n};T{n};{agency};2026000{n};2026-10-0{n + 1}" for n, agency in enumerate(agencies.split())]
    head = "handover_ref;tenancy_ref;agency_ref;agency_file_no;handed_over_on"
    found = titles(proposed(CONTRACTS, ("agency_handovers.csv", "\n".join([head, *lines])))["collection_cases"])

    assert (found.get("agency_id") == "agency_ref") == is_his
    assert found["agency_reference"] == ("agency_file_no" if is_his else "agency_ref")


@pytest.mark.parametrize(("title", "is_end"), [("Closed", False), ("Signal closed", True)])
def test_the_day_on_which_a_case_was_closed_ends_no_report_of_it(title, is_end):
    head = f"Legal file;tenancy_ref;Bailiff;Handover;{title};Bailiff signalled municipality on"
    lines = [f"L{n};T{n};BLF-02;2026-10-0{n + 1};2026-11-0{n + 1};2026-10-1{n}" for n in range(4)]
    found = proposed(CONTRACTS, ("Legal.csv", "\n".join([head, *lines])))

    assert ("ended_on" in titles(found["reported_elsewhere"])) == is_end


@pytest.mark.parametrize(("above", "row"), [(["Owner", "May be sent", "OK by"], 1), (["Maintained by us", "", ""], 2)])
def test_a_line_with_a_day_is_no_title_where_a_line_of_texts_as_wide_stands_above_it(above, row):
    lines = [["OWN-1", "Email", "2023-04-23"], ["OWN-1", "Mobile", "2023-04-23"], ["OWN-2", "Email", "2024-01-02"]]
    assert layout_of([above, *lines] if row == 1 else [above, ["Owner", "Field", "Agreed on"], *lines]).title_row == row


@pytest.mark.parametrize(("title", "said"), [
    ("Adj No", {"booking", "nr"}), ("Applied From", {"by_settled"}), ("Applied To", {"invoice_line"}),
    ("Countersigned", {"signed"}), ("OK until", {"end"}), ("Addr Room", {"suffix"}), ("May share", {"field_word"}),
])  # fmt: skip
def test_what_english_packages_call_it(title, said):
    assert concepts_of(title) == said
