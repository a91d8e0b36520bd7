"""Columns of a list of owners that say in their titles alike that a field may go along in a report."""

from __future__ import annotations

import tomllib

import pytest

from tests.unit.sources.proposals.test_proposal_owners import owners, said


@pytest.mark.parametrize("word", ["mee", "naar gemeente", "in de melding"])
def test_what_the_titles_of_several_fields_say_alike_is_that_they_go_along_also_above_a_column_that_is_still_empty(word):
    titles = [f"{each} {word}" for each in ("Voorletters", "Toevoeging", "E-mail")]
    found = tomllib.loads(said(owners(titles, ["01-04-2025", "01-05-2025", ""], ["13-04-2025", "", ""])))

    assert {each["constants"]["field"]: each["columns"]["agreed_on"] for each in found["optional_field_agreements"]} == dict(
        zip(("initials", "house_number_suffix", "email"), titles, strict=True)
    )
    assert len({each.get("dates") for each in found["optional_field_agreements"]}) == 1


def test_one_field_by_itself_is_no_agreement_though_a_day_stands_below_it():
    assert "optional_field_agreements" not in tomllib.loads(said(owners(["Plaats mee"], ["01-04-2025"], ["13-04-2025"])))


def test_yes_and_no_below_titles_that_say_the_same_of_several_fields_are_agreements_of_the_day_that_says_it_too():
    titles = ["Straat delen", "E-mail delen", "Delen sinds"]
    found = tomllib.loads(said(owners(titles, ["ja", "nee", "01-04-2025"], ["nee", "nee", ""])))["optional_field_agreements"]

    assert {each["constants"]["field"]: each["columns"]["agreed_on"] for each in found} == {
        "street": "Delen sinds", "email": "Delen sinds",
    }  # fmt: skip
