"""Addresses with a letter and what is added behind it in a column each: both are the suffix of the house number."""

from __future__ import annotations

import tomllib

import duckdb
import pytest

from sources.reading.values import behind
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import mapped
from tests.unit.sources.proposals.test_proposal_phrases import blocks_of

PARTS = {0: ("A", ""), 1: ("", "hs"), 2: ("A", "2"), 3: ("", ""), 4: ("B", "B1")}
READ = ["A", "hs", "A2", None, "B1"]


def addresses(first: str = "Huisletter", second: str = "Toevoeging", head: str = "Eenheidnr", *, is_turned: bool = False) -> str:
    """Units with the parts of their addresses."""
    lines = [
        f"E10{n};Kade;{n + 10};{';'.join(reversed(PARTS[n]) if is_turned else PARTS[n])};101{n}AB;Woning"
        for n in range(len(PARTS))
    ]
    return "\n".join([f"{head};Straat;Huisnr;{first};{second};Postcode;Soort", *lines])


def contracts(units: str) -> str:
    """The same as contracts, each of one tenant."""
    head, *lines = units.splitlines()
    return "\n".join(
        [f"{head};Huurdernr;Eigenaarnr;Ingangsdatum", *(f"{line};H{n};O1;01-02-2020" for n, line in enumerate(lines))]
    )


@pytest.mark.parametrize("is_turned", [False, True])
def test_what_is_added_comes_behind_the_letter_whichever_title_comes_first(tmp_path, is_turned):
    titles = ("Toevoeging", "Huisletter") if is_turned else ("Huisletter", "Toevoeging")
    text, report = mapped(tmp_path, Contracten=contracts(addresses(*titles, head="Contractnr", is_turned=is_turned)))

    assert tomllib.loads(text)["leases"][0]["if_empty"] == {"house_number_suffix": "Toevoeging"}
    assert "komt achter de eerste" in asked_of(text, "if_empty")
    assert [row[7] for row in rows(report, "leases")] == READ


def test_an_address_that_is_looked_up_has_both_parts_too(tmp_path):
    lines = "\n".join(f"C10{n};E10{n};H{n};O1;01-02-2020" for n in range(len(PARTS)))
    head = "Contractnr;Eenheidnr;Huurdernr;Eigenaarnr;Ingangsdatum"
    _, report = mapped(tmp_path, Contracten=f"{head}\n{lines}", Eenheden=addresses())

    assert [row[7] for row in rows(report, "leases")] == READ


def test_the_number_of_a_room_is_no_second_part():
    (leases,) = (
        each
        for each in blocks_of(("Contracten.csv", contracts(addresses("Huisletter", "Kamernr", "Contractnr"))))
        if each.table == "leases"
    )

    assert not leases.further and "if_empty" not in text_of([leases])


@pytest.mark.parametrize(
    ("first", "second", "suffix"),
    [
        ("A", "A12", "A12"), ("A", "a", "a"), ("A", "A-2", "A-2"), ("1", "1A", "1A"), ("2", "2", "2"),
        ("1", "12", "1-12"), ("1", "10", "1-10"), ("B", "bis", "Bbis"), ("H", "hs", "Hhs"), ("A", "Achter", "AAchter"),
    ],
)  # fmt: skip
def test_only_a_second_value_that_says_the_first_again_is_the_whole_suffix(first, second, suffix):
    found = (
        duckdb.connect()
        .execute(f"select {behind('one', 'other')} from (select $1 as one, $2 as other)", [first, second])
        .fetchone()
    )
    assert found == (suffix,)


@pytest.mark.parametrize(("first", "second"), [("A", None), (None, "2"), (None, None)])
def test_where_one_of_two_suffixes_is_empty_the_other_is_all(first, second):
    said = "select cast($1 as varchar) as one, cast($2 as varchar) as other"
    assert duckdb.connect().execute(f"select {behind('one', 'other')} from ({said})", [first, second]).fetchone() == (
        first or second,
    )
