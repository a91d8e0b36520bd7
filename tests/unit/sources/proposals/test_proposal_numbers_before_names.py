"""Contracts that name people as a database shows a linked record: the number before the name, in one cell."""

from __future__ import annotations

import tomllib

from tests.support.proposal import asked_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import mapped
from tests.unit.sources.proposals.test_proposal_reports import found

TENANTS = "Klantnummer;Voorletters;Achternaam\n" + "".join(f"101{at};J.;Naam{'abcdefgh'[at]}\n" for at in range(8))
CONTRACTS = "Contractnr;Huurder;Medehuurder;Eigenaar;Soort;Postcode;Ingangsdatum\n"
SPLIT = ["Huurder", "number_before_name"]


def contracts(*lines: tuple[str, str]) -> str:
    return CONTRACTS + "".join(
        f"C{at};{tenant};{other};O1;Woning;1011AB;01-01-2020\n" for at, (tenant, other) in enumerate(lines)
    )


LINES = (("1010 J. Naama", "1014 J. Naame"), ("1011 J. Naamb", ""), ("1012 J. de Naamc", "1015 J. Naamf"), ("1013 J. Naamd", ""))


def test_the_number_before_the_name_is_that_of_the_tenant_and_it_is_asked(tmp_path):
    text, report = mapped(tmp_path, Contracten=contracts(*LINES), Huurders=TENANTS)

    assert tomllib.loads(text)["leases"][0]["split"]["tenant_id"] == SPLIT
    assert {(row[0], row[1]) for row in rows(report, "leases")} == {(f"C{at}", f"101{at}") for at in range(4)}
    assert "Het nummer voor de naam" in asked_of(text, "number_before_name")


def test_so_is_that_of_who_shares_the_contract_where_somebody_does(tmp_path):
    _, report = mapped(tmp_path, Contracten=contracts(*LINES), Huurders=TENANTS)

    assert {(row[0], row[1]) for row in rows(report, "co_tenants")} == {("C0", "1014"), ("C2", "1015")}


def test_two_people_in_one_cell_are_not_taken_as_the_first_of_them():
    two = (*LINES[:1], ("1011 J. Naamb", "1016 J. Naamg, 1017 J. Naamh"), *LINES[2:])
    blocks = found(Contracten=contracts(*two), Huurders=TENANTS)

    shared = blocks.get("co_tenants")
    assert shared is None or shared.choices["tenant_id"].part != "number_before_name"


def test_numbers_that_are_of_nobody_in_the_list_of_tenants_are_no_numbers_of_tenants():
    strange = [(f"{at + 1} hoog Naam", "") for at in range(4)]
    blocks = found(Contracten=contracts(*strange), Huurders=TENANTS)

    tenant = blocks["leases"].choices.get("tenant_id")
    assert tenant is None or tenant.part is None


def test_a_day_below_an_objection_to_sharing_in_a_list_of_tenants_is_that_of_the_objection(tmp_path):
    days = "Klantnummer;Voorletters;Achternaam;Bezwaar delen gegevens;Bezwaar ingetrokken\n" + "".join(
        f"101{at};J.;Naam{'abcdefgh'[at]};{'03-11-2026' if at == 2 else ''};\n" for at in range(8)
    )
    _, report = mapped(tmp_path, Contracten=contracts(*LINES), Huurders=days)

    assert [row[1] for row in rows(report, "objections")] == ["1012"]
