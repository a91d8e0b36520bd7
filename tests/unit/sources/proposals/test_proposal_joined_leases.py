"""The number of a contract in two columns of a list: that of the tenant and which of his contracts it is."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

CONTRACTS = ["Lease ID", "Resident ID", "Entity", "Unit Type", "Lease Start"]
PLANS = ["plan_id", "resident_id", "lease_seq", "agreed_dt", "breached_dt"]
BEGUN = [("0104293", "01"), ("0104281", "02"), ("0104304", "02")]


def contracts(sign: str) -> Sheet:
    """Three tenants with two contracts each."""
    numbers = [(tenant, seq) for tenant, _ in BEGUN for seq in ("01", "02")]
    lines = [[f"{tenant}{sign}{seq}", tenant, "VRF1", "Woning", "01-01-2020"] for tenant, seq in numbers]
    return Sheet("Leases.csv", [CONTRACTS, *lines])


def plans(*begun: tuple[str, str]) -> Sheet:
    lines = [[f"11{at}", tenant, seq, "01-09-2026", ""] for at, (tenant, seq) in enumerate(begun)]
    return Sheet("payment_plan.csv", [PLANS, *lines])


def plan_of(*sheets: Sheet) -> tuple[dict, str]:
    text = text_of(propose(sheets)[0])
    return tomllib.loads(text).get("payment_arrangements", [{}])[0], text


@pytest.mark.parametrize(
    ("sign", "parts"),
    [("-", ["=resident_id", "-", "=lease_seq"]), ("/", ["=resident_id", "=lease_seq"]), ("", ["=resident_id", "", "=lease_seq"])],
)
def test_it_is_made_of_the_two_with_the_sign_that_the_contracts_have(sign, parts):
    """By the tenant alone, who has two contracts, an arrangement would stand on either."""
    plan, text = plan_of(contracts(sign), plans(*BEGUN))

    assert plan["made_ids"] == {"lease_id": parts} and "lookup" not in plan
    assert ("twee kolommen" in asked_of(text, "[[payment_arrangements]]")) is (sign == "")


def test_where_one_line_names_no_contract_so_nothing_is_made():
    plan, _ = plan_of(contracts("-"), plans(*BEGUN, ("0104293", "07")))
    assert "lease_id" not in plan.get("made_ids", {})


def test_a_list_that_names_each_contract_in_one_column_is_left_as_it_is():
    lines = [["1", "0104293-01", "0104293", "01", "01-09-2026"], ["2", "0104281-02", "0104281", "02", "01-09-2026"]]
    plan, _ = plan_of(contracts("-"), Sheet("payment_plan.csv", [["plan_id", "lease_id", *PLANS[1:4]], *lines]))
    assert plan["columns"]["lease_id"] == "lease_id" and "made_ids" not in plan


MAPPING = """
[payment_arrangements]
file = "plans.csv"
made_ids = {lease_id = [%s]}
columns = {arrangement_id = "Nr", agreed_on = "Op"}
"""


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        ('"=Klant", "=Volgnr"', "0104/01"), ('"=Klant", "-", "=Volgnr"', "0104-01"), ('"=Klant", "", "=Volgnr"', "010401"),
        ('"=Klant", ".", "=Volgnr", "=Nr"', "0104.01/7"), ('"=Klant", " - ", "=Volgnr"', "0104 - 01"),
    ],
)  # fmt: skip
def test_a_run_puts_the_sign_of_the_mapping_between_two_parts_and_a_stroke_where_it_says_none(tmp_path, parts, number):
    report = prepared(tmp_path, MAPPING % parts, plans__csv="Nr;Klant;Volgnr;Op\n7;0104;01;01-09-2026\n")

    assert [row[1] for row in rows(report, "payment_arrangements")] == [number]
    assert "Klant" not in words_of(report)
