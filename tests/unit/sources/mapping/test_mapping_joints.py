"""Reversals that name their receipt by its number, written otherwise, or by a number that none has."""

from __future__ import annotations

import pytest

from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

MAPPING = """
[[ledger_entries]]
file = "mutaties.csv"
only = {Soort = ["B"]}
made_ids = {entry_id = ["=Stuk", "=Regel"]}
columns = {lease_id = "Contract", booked_on = "Datum", amount = "Bedrag"}
constants = {entry_type = "payment"}
[[ledger_entries]]
file = "mutaties.csv"
only = {Soort = ["S"]}
made_ids = {entry_id = ["=Stuk", "=Regel"]}
columns = {lease_id = "Contract", booked_on = "Datum", amount = "Bedrag", reverses_entry_id = "Van"}
constants = {entry_type = "reversal"}
"""
BODY = "Stuk;Regel;Contract;Datum;Bedrag;Soort;Van\n63A;1;C1;01-02-2026;500,00;B;\n63A;2;C2;01-02-2026;500,00;B;\n"


def read(tmp_path, van, contract="C1", more=""):
    report = prepared(tmp_path, MAPPING, mutaties__csv=f"{BODY}{more}70;1;{contract};05-02-2026;500,00;S;{van}\n")
    [reversal] = [row for row in rows(report, "ledger_entries") if row[2] == "reversal"]
    return reversal[7], {each.rule for each in report.findings if each.severity == "warning"}, words_of(report)


@pytest.mark.parametrize("van", ["63A/1", "63A-1", "63a 1", "63A.1"])
def test_a_number_joined_with_another_sign_names_the_receipt_of_the_same_contract(tmp_path, van):
    named, warned, _ = read(tmp_path, van)
    assert (named, warned) == ("63A/1", set())


@pytest.mark.parametrize(("van", "contract"), [("63A-1", "C2"), ("63A1", "C1"), ("63A-9", "C1")])
def test_one_of_another_contract_or_without_a_joint_or_that_is_not_there_is_left_and_check_says_how_it_looks(
    tmp_path, van, contract
):
    named, warned, words = read(tmp_path, van, contract)

    assert (named, warned) == (van, {"storno_names_nothing"})
    assert "1 storno noemt bij 'Van' een boeking die er niet is (uw nummers zien er zo uit: 9A/9, hier staat 9A" in words
    assert van not in words


def test_where_two_entries_have_these_parts_nobody_knows_which_it_is(tmp_path):
    named, warned, _ = read(tmp_path, "63A-1", more="63A/;1;C1;01-02-2026;500,00;B;\n")
    assert (named, warned) == ("63A-1", {"storno_names_nothing"})


def test_one_that_names_the_receipt_of_another_contract_is_named_as_such(tmp_path):
    _, warned, words = read(tmp_path, "63A/2")
    assert warned == {"storno_names_nothing"}
    assert "1 storno noemt bij 'Van' geen ontvangst van hetzelfde contract" in words
