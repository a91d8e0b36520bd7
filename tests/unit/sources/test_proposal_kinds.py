"""Kinds of titles, names and cells that exports of other systems have: what a first mapping makes of each."""

from __future__ import annotations

from datetime import date

import pytest

from sources.proposal import Sheet
from sources.proposal_evidence import meaning_of
from sources.proposal_needs import points_to
from tests.unit.sources.test_mapping import rows
from tests.unit.sources.test_proposal_habits import mapped


def sheet(file: str, *lines: list[str], name: str | None = None) -> Sheet:
    return Sheet(file, list(lines), name)


def test_a_day_with_a_time_behind_it_is_a_date_and_a_day_of_none_is_none(tmp_path):
    _, report = mapped(
        tmp_path,
        tblContract="ContractID;HuurderID;DatumIngang;DatumEinde;SoortObject;EigenaarID;PostCode\n"
        "1001;301;01-02-2020 00:00:00;01-01-1753 00:00:00;Woning;E1;1011AB\n"
        "1002;302;1-3-2021 0:00:00;31-03-2026 00:00:00;Woning;E1;1011AB\n",
    )

    assert [(row[0], row[11], row[12]) for row in rows(report, "leases")] == [
        ("1001", date(2020, 2, 1), None), ("1002", date(2021, 3, 1), date(2026, 3, 31)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "name", "table", "other"),
    [
        ("Medecontractanten.csv", None, "co_tenants", "leases"),
        ("bridge_medehuurder.csv", None, "co_tenants", "tenants"),
        ("Contracten en partijen.xlsx", "Medehuurders", "co_tenants", "leases"),
        ("Betalingsregelingen.csv", None, "payment_arrangements", "ledger_entries"),
    ],
)
def test_the_longest_word_in_a_name_counts_and_that_of_the_sheet_before_that_of_the_file(file, name, table, other):
    assert points_to(table, sheet(file, name=name)) and not points_to(other, sheet(file, name=name))


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Laatste aanmaning", "summons_letter"), ("2e herinnering", "demand_letter"), ("Brief 1", "reminder_letter"),
        ("Outbound call", "phone_call"), ("BEL_UIT", "phone_call"), ("BEL_IN", None), ("Aanmaning besproken, gebeld", None),
    ],
)  # fmt: skip
def test_of_letters_the_first_meaning_counts_and_a_call_about_a_letter_is_neither(text, ours):
    assert meaning_of("action_type", text) == ours
