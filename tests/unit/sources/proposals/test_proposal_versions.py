"""Lists of contracts with the old versions of a contract beside the one that holds."""

from __future__ import annotations

import pytest

from sources.words.blocks import Sheet
from sources.words.choices import choices_of
from sources.words.excel_days import layout_of
from sources.words.versions import old_versions


def versions(title="ind_actueel", flags=("N", "J", "J", "N"), keys=("C1", "C1", "C2", "C3")):
    rows = [[key, flag, f"71{n}.50"] for n, (key, flag) in enumerate(zip(keys, flags, strict=True))]
    return Sheet("dim_contract.csv", [["contract_nr", title, "huur"], *rows])


def passed_over(sheet):
    layout = layout_of(sheet.rows)
    key = next(each for each in layout.columns if each.title == "contract_nr")
    return old_versions(sheet.rows[layout.above :], layout, key)


@pytest.mark.parametrize(("title", "flags"), [("ind_actueel", ("N", "J", "J", "J")), ("is_current", ("0", "1", "1", "1"))])
def test_versions_that_do_not_hold_are_passed_over_where_each_contract_has_one_that_does(title, flags):
    assert passed_over(versions(title, flags)) == {title: [f"^{flags[0].lower()}$"]}


@pytest.mark.parametrize(
    ("title", "flags"),
    [
        ("ind_actueel", ("N", "J", "J", "N")),  # a contract of which no version holds would be gone
        ("ind_actueel", ("J", "J", "J", "N")),  # and one with two would still be there twice
        ("ind_sepa", ("N", "J", "J", "J")),
    ],
)
def test_no_version_is_passed_over_where_that_leaves_other_than_one_line_a_contract(title, flags):
    assert passed_over(versions(title, flags)) == {}


@pytest.mark.parametrize(("own", "taken"), [("hc_ingang_dt", "hc_ingang_dt"), ("indexatie_mnd", "geldig_van_dt")])
def test_the_day_from_which_a_version_holds_is_no_first_day_of_a_contract_that_has_one(own, taken):
    rows = [[f"C{n}", "20260701", "20200601", f"71{n}.50"] for n in range(9)]
    found = choices_of("leases", layout_of([["hc_bk", "geldig_van_dt", own, "huur"], *rows]))
    assert found["started_on"].profile.title == taken
