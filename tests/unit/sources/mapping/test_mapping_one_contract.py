"""Lines with one number that a mapping takes as one contract: of people who share a dwelling, or of several contracts."""

import pytest

from tests.unit.sources.mapping.test_mapping import prepared

LEASES = """
[leases]
file = "huurlijst.csv"
rows = "first"
{says}
[leases.columns]
lease_id = "Nr"
tenant_id = "Huurder"
started_on = "Sinds"
ended_on = "Tot"
{address}
[leases.constants]
landlord_id = "V1"
unit_type = "dwelling"
"""
APART = 'postcode = "Pc"\nhouse_number = "Huisnr"'
IN_ONE_CELL = '[leases.split]\nstreet = ["Adres", "street"]\nhouse_number = ["Adres", "house_number"]'
HEAD = "Nr;Huurder;Sinds;Tot;Pc;Huisnr;Adres\n"
FIRST = "7;P1;01-02-2020;;1011 AB;12;Kade 12\n"


def found(folder, *lines, says="", address=APART):
    text = HEAD + FIRST + "\n".join(lines) + "\n8;P9;01-02-2020;;1011 AB;14;Kade 14\n"
    report = prepared(folder, LEASES.format(says=says, address=address), huurlijst__csv=text)
    return [each for each in report.findings if each.rule == "several_as_one_contract"]


@pytest.mark.parametrize(
    ("line", "address"),
    [("7;P2;01-03-2021;;1011 AC;3;Laan 3", APART), ("7;P2;01-03-2021;;1011 AC;3;Laan 3", IN_ONE_CELL)],
)
def test_people_of_one_number_at_two_addresses_have_two_contracts(tmp_path, line, address):
    (refused,) = found(tmp_path, line, address=address)

    assert refused.severity == "refused" and "'Nr'" in refused.text and "regel 3" in refused.text


def test_who_came_after_the_tenant_had_left_has_a_contract_of_his_own(tmp_path):
    (refused,) = found(tmp_path, "8;P2;01-01-2010;31-01-2020;1011 AB;14;Kade 14")

    assert "voor of na" in refused.text


@pytest.mark.parametrize(
    "lines",
    [
        ["7;P2;01-03-2021;;1011ab;12;kade 12"],  # who came to live there too
        ["7;P1;01-02-2020;;1011 AC;90;Garage 90"],  # his own garage
        ["7;P1;01-02-2020;;1011 AC;90;Garage 90", "7;P2;01-02-2020;;1011 AC;90;Garage 90"],  # theirs
        ["7;P2;01-03-2021;;;;"],
        [
            "7;P2;01-02-2020;31-12-2022;1011 AB;12;Kade 12",
            "7;P3;01-02-2023;;1011 AB;12;Kade 12",
        ],  # one after the other, beside him
    ],
)
def test_people_who_share_an_address_at_one_time_have_one_contract(tmp_path, lines):
    assert found(tmp_path, *lines) == []


def test_that_it_is_one_contract_can_be_said(tmp_path):
    assert found(tmp_path, "7;P2;01-03-2021;;1011 AC;3;Laan 3", says='sure_of = ["Nr"]') == []
