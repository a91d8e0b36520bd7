"""A word of an export to which the mapping gives a meaning that would report somebody wrongly is named."""

import duckdb
import pytest

from sources.guards.all_alike import codes_all_alike
from sources.guards.said import patterns_said_otherwise, words_said_otherwise
from sources.reading.rules import Export


def said_of(table, column, word, ours):
    export = Export(table=table, file="lijst.csv", columns={column: "Soort"}, values={column: {word: ours}})
    return [(each.severity, each.rule, each.count) for each in words_said_otherwise([export])]


NAMED = [("warning", "word_said_otherwise", 1)]
REFUSED = [("refused", "word_said_otherwise", 1)]


@pytest.mark.parametrize(
    ("table", "column", "word", "ours", "found"),
    [
        ("ledger_entries", "category", "incassokosten", "rent", REFUSED),
        ("ledger_entries", "category", "wettelijke rente", "service_charges", REFUSED),
        ("ledger_entries", "category", "8030 rente huurders", "rent", REFUSED),  # of tenants, and no rent
        ("ledger_entries", "category", "borg huurders", "rent", REFUSED),
        ("ledger_entries", "entry_type", "betaling", "charge", NAMED),
        ("ledger_entries", "entry_type", "storno", "payment", NAMED),
        ("ledger_entries", "entry_type", "betaling", "reversal", NAMED),
        ("collection_actions", "action_type", "aanmaning", "summons_letter", REFUSED),
        ("collection_actions", "action_type", "formal notice (aanmaning)", "summons_letter", REFUSED),
        ("collection_actions", "action_type", "herinnering", "demand_letter", REFUSED),  # proof of help with debts
        ("collection_actions", "action_type", "herinnering", "phone_call", REFUSED),
        ("collection_actions", "action_type", "huurder belde over reparatie", "phone_call", REFUSED),
        ("collection_actions", "action_type", "indexatiebrief", "reminder_letter", REFUSED),
        ("collection_actions", "action_type", "vraag aan eigenaar", "reminder_letter", REFUSED),
        ("collection_actions", "action_type", "overleg met gemeente", "phone_call", REFUSED),
        ("collection_actions", "action_type", "rep.melding", "reminder_letter", REFUSED),
        ("collection_actions", "action_type", "statuswijziging dossier", "reminder_letter", REFUSED),
        ("collection_actions", "action_type", "xyloplof", "reminder_letter", [("warning", "step_not_said", 1)]),
        ("collection_actions", "action_type", "zelf gebeld", "reminder_letter", REFUSED),  # whoever called
        ("collection_actions", "action_type", "zelf gebeld", "phone_call", []),
        ("collection_actions", "action_type", "a2", "summons_letter", NAMED),  # of a letter or two nobody knows
        ("municipality_agreements", "system", "ris matching", "vps", REFUSED),
        ("optional_field_agreements", "field", "telefoon", "email", REFUSED),
        ("objections", "received_by", "gemeente", "landlord", REFUSED),
        ("landlords", "is_small_landlord", "nee", "ja", REFUSED),
        ("landlords", "is_small_landlord", "groot", "ja", REFUSED),
        ("landlords", "is_small_landlord", "", "ja", REFUSED),
    ],
)
def test_a_word_that_says_something_else_than_the_mapping_is_named(table, column, word, ours, found):
    assert said_of(table, column, word, ours) == found


@pytest.mark.parametrize("sure", ["Soort", "Aanmaning"])
def test_a_person_may_be_sure_of_the_word_or_of_all_below_its_title(sure):
    words = {"aanmaning": "summons_letter"}
    block = {
        "table": "collection_actions",
        "file": "l.csv",
        "columns": {"action_type": "Soort"},
        "values": {"action_type": words},
    }
    (found,) = words_said_otherwise([Export(**block)])
    assert 'sure_of = ["aanmaning"]' in found.text and "niets te doen" not in found.text
    assert words_said_otherwise([Export(**block, sure_of=(sure,))]) == []


def test_an_empty_cell_may_be_yes_where_another_word_is_no():
    words = {"": "ja", "groot": "nee"}
    export = Export(table="landlords", file="l.csv", columns={}, values={"is_small_landlord": words})
    assert words_said_otherwise([export]) == []


def patterns_of(column, text, ours, **settings):
    con = duckdb.connect()
    con.execute("create table titles as select 0 as place, 'soort' as title")
    con.execute(f"create table cells as select '{text}' as c0, '{ours}' as m_{column}")
    export = Export(table="t", file="l.csv", columns={column: "Soort"}, patterns={column: ((".", ours),)}, **settings)
    return [(each.severity, each.rule, each.count) for each in patterns_said_otherwise(con, export, "l.csv")]


@pytest.mark.parametrize(
    ("column", "text", "ours", "found"),
    [
        ("action_type", "Telefoon inkomend", "phone_call", REFUSED),
        ("action_type", "Gebeld door huurder", "phone_call", REFUSED),
        ("action_type", "Gebeld met huurder", "phone_call", []),
        ("category", "Vertragingsrente", "rent", REFUSED),
        ("system", "RIS Matching", "vps", REFUSED),
        ("action_type", "Telefoon uitgaand", "phone_call", []),
        ("category", "Vertragingsrente", "interest", []),
        ("category", "Huur en rente van juli tot en met nu", "rent", []),  # free text
    ],
)
def test_what_a_pattern_makes_of_a_word_is_judged_as_well(column, text, ours, found):
    assert patterns_of(column, text, ours) == found
    assert patterns_of(column, text, ours, sure_of=(text,)) == []


@pytest.mark.parametrize(
    ("table", "column", "word", "ours"),
    [
        ("ledger_entries", "category", "incassokosten", "collection_costs"),
        ("ledger_entries", "category", "huur garage", "rent"),  # two meanings: nobody can say
        ("ledger_entries", "category", "huur", "other"),  # reports less
        ("ledger_entries", "entry_type", "betaling", "payment"),
        ("ledger_entries", "entry_type", "xk7", "charge"),
        ("collection_actions", "action_type", "aanmaning", "reminder_letter"),  # proves less
        ("collection_actions", "action_type", "wik1", "reminder_letter"),  # a code
        ("collection_actions", "action_type", "xyloplof", ""),
        ("collection_actions", "action_type", "huurder belde over reparatie", ""),
        ("ledger_entries", "category", "beginsaldo", ""),
    ],
)
def test_a_word_that_means_what_the_mapping_says_or_proves_less_is_not_named(table, column, word, ours):
    assert said_of(table, column, word, ours) == []


def test_the_words_of_a_column_are_named_together_with_both_meanings_and_the_line():
    words = {"aanmaning": "summons_letter", "herinnering": "demand_letter", "tel": "phone_call"}
    block = Export(table="collection_actions", file="a.csv", columns={"action_type": "Soort"}, values={"action_type": words})
    (finding,) = words_said_otherwise([block])
    assert '"aanmaning" staat voor summons_letter, en zegt zelf demand_letter' in finding.text
    assert '"herinnering" staat voor demand_letter, en zegt zelf reminder_letter' in finding.text
    assert '"tel"' not in finding.text and finding.count == 2


@pytest.mark.parametrize(
    ("column", "words", "is_refused"),
    [
        ("tenant_type", {"1": "person", "2": "person"}, True),
        ("tenant_type", {"p": "person", "q": "person"}, True),
        ("tenant_type", {"1": "organisation", "2": "organisation"}, True),
        ("tenant_type", {"1": "person", "2": "organisation"}, False),
        ("tenant_type", {"bv": "organisation", "stichting": "organisation"}, False),
        ("category", {"huur": "other", "aank": "other", "ovkh": "other"}, False),
        ("tenant_type", {"m": "person", "v": "person"}, False),
        ("tenant_type", {"particulier": "person", "mevrouw": "person"}, False),
        ("unit_type", {"x1": "dwelling", "x2": "dwelling"}, False),  # a list of codes may say so
        ("category", {"huur": "rent", "aank": "rent", "ovkh": "rent"}, True),
        ("category", {"8000": "rent", "8010": "service_charges"}, False),
        ("category", {"8000": "rent", "8001": "rent", "8050": "collection_costs"}, False),
    ],
)
def test_codes_that_all_mean_what_may_be_reported_are_refused_until_a_person_is_sure_or_another_block_has_the_others(
    column, words, is_refused
):
    block = {"table": "leases", "file": "l.csv", "columns": {column: "Soort"}, "values": {column: words}}

    assert [each.rule for each in codes_all_alike([Export(**block)])] == ["words_all_alike"] * is_refused
    assert codes_all_alike([Export(**block, sure_of=("Soort",))]) == []
    assert codes_all_alike([Export(**block, only={"soort": tuple(words)})]) == []
