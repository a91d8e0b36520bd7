"""A word of an export to which the mapping gives a meaning that would report somebody wrongly is named."""

import pytest

from sources.mapping_rules import Export
from sources.mapping_said import words_said_otherwise


def said_of(table, column, word, ours):
    export = Export(table=table, file="lijst.csv", columns={column: "Soort"}, values={column: {word: ours}})
    return [(each.severity, each.rule, each.count) for each in words_said_otherwise([export])]


NAMED = [("warning", "word_said_otherwise", 1)]


@pytest.mark.parametrize(
    ("table", "column", "word", "ours"),
    [
        ("ledger_entries", "category", "incassokosten", "rent"),
        ("ledger_entries", "category", "wettelijke rente", "service_charges"),
        ("ledger_entries", "entry_type", "betaling", "charge"),
        ("ledger_entries", "entry_type", "storno", "payment"),
        ("ledger_entries", "entry_type", "betaling", "reversal"),
        ("collection_actions", "action_type", "aanmaning", "summons_letter"),
        ("collection_actions", "action_type", "herinnering", "demand_letter"),
        ("collection_actions", "action_type", "herinnering", "phone_call"),
        ("collection_actions", "action_type", "huurder belde over reparatie", "phone_call"),
    ],
)
def test_a_word_that_says_something_else_than_the_mapping_is_named(table, column, word, ours):
    assert said_of(table, column, word, ours) == NAMED


@pytest.mark.parametrize(
    ("table", "column", "word", "ours"),
    [
        ("ledger_entries", "category", "incassokosten", "collection_costs"),
        ("ledger_entries", "category", "huur garage", "rent"),  # two meanings: nobody can say
        ("ledger_entries", "category", "huur", "other"),  # reports less
        ("ledger_entries", "entry_type", "betaling", "payment"),
        ("ledger_entries", "entry_type", "xk7", "charge"),
        ("collection_actions", "action_type", "aanmaning", "reminder_letter"),  # proves less
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
