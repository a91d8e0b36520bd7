"""A title that surely means another column than the mapping reads it for is refused; so is one title for two opposite days."""

import pytest

from sources.guards.wrong_title import meant, wrong_titles
from sources.reading.rules import TABLES, Export
from sources.reading.settings import Lookup
from sources.words.ways import tables, ways
from tests.unit.sources.proposals.test_proposal_certain import sure_titles


def refused(*blocks, **settings):
    exports = [Export(table=table, file=f"{table}.csv", columns=columns, **settings) for table, columns in blocks]
    return [(each.rule, each.text.split(" ")[1]) for each in wrong_titles(exports) if each.severity == "refused"]


@pytest.mark.parametrize(
    ("table", "columns", "wrong"),
    [
        ("municipality_agreements", {"signed_on": "Aangevraagd op", "applied_on": "Getekend op"}, ["signed_on", "applied_on"]),
        ("municipality_agreements", {"signed_on": "Aangevraagd", "applied_on": "Aangevraagd"}, ["signed_on"]),
        ("mandates", {"valid_from": "Mandaat geldig vanaf", "valid_until": "Ingangsdatum"}, ["valid_until"]),
        ("mandates", {"landlord_informed_on": "Verwerkersovereenkomst getekend"}, ["landlord_informed_on"]),
        ("objections", {"received_on": "Bezwaar ingetrokken op"}, ["received_on"]),
        ("payment_arrangements", {"agreed_on": "Einddatum", "ended_on": "Startdatum"}, ["agreed_on", "ended_on"]),
        ("payment_arrangements", {"agreed_on": "Afspraak", "broken_on": "Afgesproken op"}, ["broken_on"]),
        ("collection_cases", {"handed_over_on": "Dossier gesloten"}, ["handed_over_on"]),
        ("co_tenants", {"from_on": "Tot", "until_on": "Vanaf"}, ["from_on", "until_on"]),
        ("ledger_entries", {"booked_on": "Vervaldatum", "due_on": "Boekdatum"}, ["booked_on", "due_on"]),
        ("leases", {"started_on": "Einddatum"}, ["started_on"]),
        ("leases", {"landlord_id": "Complexnr", "complex_id": "Eigenaar"}, ["landlord_id", "complex_id"]),
        ("leases", {"house_number": "Toevoeging", "street": "Woonplaats"}, ["house_number", "street"]),
        ("tenants", {"last_name": "Voorletters"}, ["last_name"]),
        ("tenants", {"last_name": "Voorletters", "initials": "Voorletters"}, ["last_name"]),
        ("leases", {"house_number": "Toevoeging", "house_number_suffix": "Toevoeging"}, ["house_number"]),
        ("leases", {"started_on": "ended_on"}, ["started_on"]),  # our own names
        ("collection_actions", {"performed_on": "Vervolgactie op"}, ["performed_on"]),
        ("collection_actions", {"performed_on": "Datum volgende actie"}, ["performed_on"]),
        ("collection_actions", {"performed_on": "Gepland"}, ["performed_on"]),
        ("collection_actions", {"performed_on": "Opvolgen op"}, ["performed_on"]),
        ("collection_actions", {"performed_on": "Huurder belde op"}, ["performed_on"]),
        ("collection_actions", {"performed_on": "Laatste inkomende call"}, ["performed_on"]),
        ("collection_actions", {"performed_on": "Doorgezet op"}, ["performed_on"]),
        ("collection_actions", {"performed_on": "Afgesproken op"}, ["performed_on"]),
        ("collection_actions", {"performed_on": "Betaald op"}, ["performed_on"]),
    ],
)
def test_a_title_that_surely_means_another_column_is_refused(table, columns, wrong):
    assert refused((table, columns)) == [("wrong_title", name) for name in wrong]


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("municipality_agreements", {"signed_on": "Ingangsdatum", "applied_on": "Aanvraag"}),
        ("mandates", {"valid_from": "Getekend op", "clause_accepted_on": "Getekend op", "landlord_informed_on": "Getekend op"}),
        ("mandates", {"clause_accepted_on": "Akkoord", "landlord_informed_on": "Akkoord"}),  # one day for several duties
        ("mandates", {"clause_accepted_on": "Mandaat vanaf", "valid_from": "Geldig van"}),
        ("objections", {"received_on": "Datum"}),
        ("payment_arrangements", {"agreed_on": "Datum", "ended_on": "Verbroken op"}),  # either way it holds no longer
        ("ledger_entries", {"booked_on": "Boekdatum", "due_on": "Boekdatum"}),
        ("ledger_entries", {"booked_on": "Vervaldatum", "due_on": "Vervaldatum"}),
        ("ledger_entries", {"booked_on": "Boekdatum", "due_on": "Factuurdatum", "lease_id": "Debiteurnr"}),
        ("leases", {"lease_id": "Huurdernr", "tenant_id": "Huurdernr", "house_number": "Huisnr + toev."}),
        ("tenants", {"phone_1": "Mobiel", "phone_2": "Telefoon", "last_name": "Naam"}),
        ("collection_actions", {"performed_on": "Actiedatum"}),
        ("collection_actions", {"performed_on": "Wij belden op"}),
        ("collection_actions", {"performed_on": "Brief uit handen gegeven verzonden op"}),
        ("collection_actions", {"performed_on": "Gesprek met huurder op"}),
        ("collection_actions", {"performed_on": "Verzonden op", "action_type": "Vervolgstap"}),
        ("export_info", {"bank_cut_off_on": "Einddatum"}),
    ],
)
def test_a_title_that_may_well_be_its_column_is_not_refused(table, columns):
    assert refused((table, columns)) == []


def test_contracts_may_name_their_landlord_by_the_complex_where_landlords_are_numbered_so():
    leases = ("leases", {"landlord_id": "Complex"})
    assert refused(leases) == [("wrong_title", "landlord_id")]
    assert refused(leases, ("landlords", {"landlord_id": "Complex"})) == []


@pytest.mark.parametrize(
    ("table", "columns", "last"),
    [
        ("payment_arrangements", {"agreed_on": "Datum", "broken_on": "Datum"}, "agreed_on"),
        ("objections", {"received_on": "Datum", "withdrawn_on": "datum"}, "received_on"),
        ("leases", {"started_on": "Datum", "ended_on": "Datum"}, "started_on"),
    ],
)
def test_one_title_for_a_first_and_a_last_day_is_refused(table, columns, last):
    assert refused((table, columns)) == [("one_title_for_both_days", last)]
    assert refused((table, columns), sure_of=("Datum",)) == []


def test_what_a_person_says_to_be_sure_of_and_a_title_made_in_the_block_are_taken_as_they_are():
    block = ("municipality_agreements", {"signed_on": "Aangevraagd op"})
    assert refused(block, sure_of=("aangevraagd op",)) == []
    assert refused(block, next_line={"Aangevraagd op": None}) == []


def test_of_a_title_that_is_looked_up_the_one_in_the_other_list_counts():
    block = ("leases", {"ended_on": "Uit"})
    for take, found in (("Ingangsdatum", [("wrong_title", "ended_on")]), ("Einddatum", [])):
        assert refused(block, lookup={"Uit": Lookup("Contract", "contracten.csv", "Nr", take)}) == found


def test_a_title_that_is_understood_by_its_parts_only_is_named():
    blocks = [Export(table="leases", file="l.csv", columns={"ended_on": "INGDAT"})]
    assert [(each.severity, each.rule) for each in wrong_titles(blocks)] == [("warning", "wrong_title")]


@pytest.mark.parametrize("table", tables())
def test_no_title_that_map_may_propose_for_a_column_is_refused_there(table):
    known = {column.name for column in TABLES[table].columns}
    assert {
        name: meant(table, name, title)
        for name, title in sure_titles(table).items()
        if name in known and meant(table, name, title)
    } == {}
    assert not any(meant(table, way.column, way.column) for way in ways(table))
