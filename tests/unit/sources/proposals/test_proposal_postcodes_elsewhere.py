"""A postcode that a list of units says, of contracts that have street and number themselves.

Belongs here: that it is looked up there, asked, and let be where the contracts have it. Does not belong here: whole addresses.
"""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import Sheet, propose
from tests.support.proposal import questions, text_of

CONTRACTS = [["Contractnr", "Eenheidnr", "Adres", "Debiteurnr", "Naam", "Ingangsdatum", "Opdrachtgever"]]
CONTRACTS += [[f"HC{n}", f"OG-{n}", f"Kerkstraat {n}", f"D4{n}", f"B. Jansen{n}", "01-02-2020", "E1"] for n in range(10, 22)]
UNITS = [["Eenheid", "Straatnaam", "Huisnr", "Postcode", "Woonplaats", "Energielabel"]]
UNITS += [[f"OG-{n}", "Kerkstraat", f"{n}", f"35{n} AB", "Utrecht", "A"] for n in range(10, 22)]


def proposed(has_its_own: bool) -> str:
    contracts = [[*line] for line in CONTRACTS]
    if has_its_own:
        contracts[0].append("Postcode")
        for n, line in enumerate(contracts[1:], start=10):
            line.append(f"11{n} CD")
    return text_of(propose([Sheet("Contracten.csv", contracts), Sheet("Eenheden.csv", UNITS)])[0])


@pytest.mark.parametrize("has_its_own", [True, False])
def test_a_postcode_is_looked_up_by_the_unit_where_the_contracts_have_the_street_and_not_the_postcode(has_its_own):
    text = proposed(has_its_own)
    leases = tomllib.loads(text)["leases"]
    block = leases[0] if isinstance(leases, list) else leases

    assert block["columns"]["postcode"] == "Postcode" and block["split"]["house_number"][0] == "Adres"
    looked_up = block.get("lookup", {}).get("Postcode")
    assert looked_up == (None if has_its_own else ["Eenheidnr", "Eenheden.csv", "Eenheid", "Postcode"])
    assert has_its_own or any("Postcode" in each and "opgezocht" in each for each in questions(text))
