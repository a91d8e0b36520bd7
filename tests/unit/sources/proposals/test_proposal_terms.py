"""A lease begins as agreed and ends when the tenant leaves: the days of a fixed term beside those of moving in and out."""

from __future__ import annotations

import tomllib

import pytest

from sources.words.blocks import SURE
from sources.words.terms import GOES_ON, NOBODY_LEFT
from tests.support.proposal import asked_of, questions, text_of
from tests.unit.sources.proposals.test_proposal_phrases import blocks_of, titles

LINES = "\n".join(f"t{n};c{n};AP2;1011AB;{n};01-02-2020;31-01-2022;03-02-2020;{'28-02-2026' * (n < 3)}" for n in range(9))


def leases(*days: str, lines: str = LINES):
    head = ";".join(["Lease Code", "Customer", "Unit Type", "Postal Code", "House No.", *days])
    (block,) = [each for each in blocks_of(("TenancySchedule.csv", f"{head}\n{lines}")) if each.table == "leases"]
    return block


@pytest.mark.parametrize(
    "days",
    [
        ("Lease From", "Lease To", "Move In", "Move Out"), ("Lease Start", "Lease End Date", "Moved in", "Moved out"),
        ("Tenancy start", "Tenancy end", "Move In Date", "Move Out Date"),
        ("Looptijd van", "Looptijd tot", "Datum inhuizing", "Vertrokken op"),
        ("Ingangsdatum", "Contract t/m", "Getekend", "Vertrokken per"),
        ("Ingangsdatum", "Einddatum contract", "Getekend", "Vertrekdatum"),
        ("Huur vanaf", "Huurovereenkomst tot", "Getekend", "Uitgetrokken per"),
        ("Ingangsdatum", "Expiratiedatum", "Getekend", "Uithuisdatum"),
    ],
)  # fmt: skip
def test_the_end_of_a_fixed_term_ends_no_lease_of_which_the_day_of_leaving_is_known_and_that_is_asked(days):
    block = leases(*days)

    assert (titles(block)["started_on"], titles(block)["ended_on"]) == (days[0], days[3])
    assert block.choices["ended_on"].certainty != SURE
    text = text_of([block])
    assert GOES_ON in asked_of(text, f'ended_on = "{days[3]}"').lower()
    assert not any("geen van beide is genomen" in each for each in questions(text))


def test_without_a_day_of_leaving_the_end_of_the_lease_is_taken():
    assert titles(leases("Lease From", "Lease To", "Signed", "Notice date"))["ended_on"] == "Lease To"


def test_the_end_of_a_term_is_asked_where_nobody_has_left_yet_according_to_a_title_of_its_own():
    nobody = LINES.replace("28-02-2026", "")
    block = leases("Ingangsdatum", "Contract t/m", "Getekend", "Vertrokken per", lines=nobody)

    assert block.choices["ended_on"].certainty != SURE
    assert NOBODY_LEFT in asked_of(text_of([block]), 'ended_on = "Contract t/m"').lower()


def test_a_contract_ends_as_it_says_where_no_title_speaks_of_leaving():
    block = leases("Ingangsdatum", "Einddatum contract", "Getekend", "Opmerking", lines=LINES.replace("28-02-2026", ""))

    assert (titles(block)["ended_on"], block.choices["ended_on"].certainty) == ("Einddatum contract", SURE)


def test_two_ends_of_which_neither_comes_first_are_both_named_and_none_is_taken():
    block = leases("Lease From", "Moved out", "Signed", "Vacated")

    assert "ended_on" not in block.choices
    assert any("geen van beide is genomen" in each for each in questions(text_of([block])))


def test_the_end_of_a_term_that_gives_way_is_set_aside_so_that_a_check_asks_no_more_of_it():
    text = text_of([leases("Ingangsdatum", "Contract t/m", "Getekend", "Vertrokken per")])

    assert [each["unread"] for each in tomllib.loads(text)["leases"]] == [["Contract t/m"]]
    assert "niet de dag van vertrek" in text[text.index("unread") :].splitlines()[0]


def test_nothing_is_set_aside_where_the_end_of_the_contract_is_read():
    assert "unread" not in text_of([leases("Ingangsdatum", "Einddatum contract", "Getekend", "Opmerking")])
