"""The number of a contract, or a code of a municipality, below a title that does not say so: known by who stands beside it."""

from __future__ import annotations

import pytest

from sources.words.blocks import SURE, Block
from tests.unit.sources.proposals.test_proposal_phrases import blocks_of, titles

CONTRACTS = "Contract;Huurdernr;Soort;Ingang;Einde\n" + "\n".join(f"21{at:02};H{at};Woning;01-01-2020;" for at in range(8))
TITLES = "Boekstuk;Dagboek;Datum;Vervaldatum;Relatiecode;{};Debet;Credit"


def ledger(title: str, number) -> Block:
    lines = [f"B{at};Verkoop;01-0{at // 8 + 1}-2026;01-0{at // 8 + 1}-2026;H{at % 8};{number(at)};500,00;" for at in range(24)]
    lines += [f"R{at};Bank;05-0{at // 8 + 1}-2026;;H{at % 8};{number(at)};;500,00" for at in range(16)]
    blocks = blocks_of(("contracten.csv", CONTRACTS), ("mutaties.csv", "\n".join([TITLES.format(title), *lines])))
    return next(block for block in blocks if block.table == "ledger_entries")


@pytest.mark.parametrize("title", ["Kostenplaats", "Kpl", "Dimensie 2", "Project"])
def test_a_number_is_the_contract_s_where_each_line_names_its_tenant_beside_it(title):
    found = ledger(title, lambda at: f"21{at % 8:02}")

    assert titles(found)["lease_id"] == title and not found.lookups  # by the tenant nobody knows which of his contracts
    assert found.choices["lease_id"].certainty != SURE


def test_a_number_beside_which_others_stand_is_not_the_contract_s():
    found = ledger("Kostenplaats", lambda at: f"21{(at + 3) % 8:02}")  # it happens to have such figures

    assert "lease_id" not in found.choices or found.lookups or titles(found)["lease_id"] == "Relatiecode"


def test_a_code_of_a_municipality_is_read_where_its_name_stands_beside_it():
    places = {"Utrecht": 344, "Zeist": 355, "Amersfoort": 307, "Nieuwegein": 356}
    agreed = "\n".join(f"{code};{name};10-01-2025;14-02-2025;RIS" for name, code in places.items())
    listed = "\n".join(
        f"3531C{letter};{at};{name};{code}" for letter in "JKL" for at, (name, code) in enumerate(places.items(), 1)
    )
    blocks = blocks_of(
        ("Overeenkomsten gemeenten.csv", f"Gem.code;Gemeente;Aangevraagd;Getekend;Meldpunt\n{agreed}"),
        ("Postcodes.csv", f"Postcode;Huisnr;Gemeente;Code\n{listed}"),
    )
    (found,) = (block for block in blocks if block.table == "postcodes")

    assert titles(found)["municipality_code"] == "Code" and not found.lookups
