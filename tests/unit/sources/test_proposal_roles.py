"""Lists whose lines are of several parties: a role says who is the tenant of a contract, who shares it, and who owns."""

from __future__ import annotations

import pytest

from sources.words.blocks import SURE, Block
from tests.support.proposal import text_of
from tests.unit.sources.test_proposal_phrases import blocks_of, titles

PARTIES = "Contract;Partijnr;Rol;Partij sinds;Partij tot en met;Eigenaarnr;Soort eenheid;Postcode;Looptijd vanaf;Looptijd tot"
LET = "01-01-2020;;E1;Woning;1011AB;01-01-2020;"
SHARED = [f"C{at};H{at};Hoofdhuurder;{LET}" for at in range(4)]


def of_table(blocks: list[Block], table: str) -> list[Block]:
    return [block for block in blocks if block.table == table]


@pytest.mark.parametrize(
    ("main", "second", "is_parted"),
    [("Hoofdhuurder", "Medehuurder", True), ("Hoofdhuurder", "Hoofdhuurder", False), ("HH", "MH", True), ("1", "2", True)],
)
def test_a_role_on_each_line_says_who_shares_a_contract_and_who_is_its_tenant(main, second, is_parted):
    other = f"C1;H9;{second};01-03-2021;31-05-2025;E1;Woning;1011AB;01-01-2020;"
    third = f"C2;H8;{second if is_parted else 'Medehuurder'};{LET}"
    lines = [other, third, *(line.replace("Hoofdhuurder", main) for line in SHARED)]
    blocks = blocks_of(("contractpartijen.csv", "\n".join([PARTIES, *lines])))

    (leases,) = of_table(blocks, "leases")
    assert leases.only == ({"Rol": (main,)} if is_parted else {})
    if is_parted:
        (shared,) = of_table(blocks, "co_tenants")
        assert shared.only == {"Rol": (second,)} and shared.choices["until_on"].certainty != SURE
        assert titles(shared) == {
            "lease_id": "Contract", "tenant_id": "Partijnr", "from_on": "Partij sinds", "until_on": "Partij tot en met",
        }  # fmt: skip


RELATIONS = "Relatienr;Rol;Natuurlijk persoon;Bedrijfsnaam;Initialen;Achternaam;Kleine belegger"
PEOPLE = [f"H{at};Huurder;Ja;;A.;Voorbeeld{'abcd'[at]};" for at in range(4)]
CONTRACTS = "Contract;Huurdernr;Eigenaarnr;Soort eenheid;Ingangsdatum\n" + "\n".join(
    f"C{at};H{at};E{at % 2};Woning;01-01-2020" for at in range(4)
)


@pytest.mark.parametrize(("owned", "is_parted"), [("E", True), ("X", False)])
def test_owners_among_the_tenants_of_one_list_are_known_by_their_role_and_by_the_contracts(owned, is_parted):
    owners = [f"{owned}0;Eigenaar;Nee;Maas CV;;;Nee", f"{owned}1;Eigenaar;Nee;Familie Voorbeeld;;;Ja"]
    lines = "\n".join([RELATIONS, *owners, "L1;Leverancier;Nee;Loodgieter Proef;;;", *PEOPLE])
    blocks = blocks_of(("contracten.csv", CONTRACTS), ("relaties.csv", lines))

    (tenants,) = of_table(blocks, "tenants")
    assert tenants.only == ({"Rol": ("Huurder",)} if is_parted else {})
    assert text_of(blocks).count("\nskip_lines = {") == 1 + is_parted  # else check asks of which block
    assert [titles(each) for each in of_table(blocks, "landlords") if each.only == {"Rol": ("Eigenaar",)}] == (
        [{"landlord_id": "Relatienr", "name": "Bedrijfsnaam", "is_small_landlord": "Kleine belegger"}] if is_parted else []
    )
