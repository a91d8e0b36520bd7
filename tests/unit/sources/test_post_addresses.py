"""A mapping that takes the address of who rents, beside a list in which what is let has another."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.post_addresses import post_addresses
from sources.reading.rules import load_exports

MAPPING = """[[leases]]
file = "Contracten.csv"
{more}
constants = {{landlord_id = "E1", unit_type = "dwelling"}}
[leases.columns]
lease_id = "Nr"
tenant_id = "Klantnr"
complex_id = "Complex"
postcode = "Pc"
house_number = "Huisnr"
started_on = "Ingangsdatum"
[leases.lookup]
Pc = ["{own}", "Klanten.csv", "Nr", "Postcode"]
Huisnr = ["{own}", "Klanten.csv", "Nr", "Huisnr"]
Complex = ["{unit}", "Eenheden.csv", "Nr", "Complexnr"]
"""


def of(
    folder: Path,
    post: str = "2011 CD",
    titles: str = "Nr;Complexnr;Postcode",
    own: str = "Klantnr",
    unit: str = "Eenheid",
    more: str = "",
):
    """What is said where one of three tenants has his post sent to `post`."""
    exports = folder / "exports"
    exports.mkdir()
    lines = {
        "Contracten.csv": [f"Nr;Klantnr;{unit};Ingangsdatum", *(f"C{n};K{n};V{n};01-01-2020" for n in range(3))],
        "Klanten.csv": ["Nr;Naam;Postcode;Huisnr", "K0;Jansen;1011AB;1", "K1;Bakker;1011 ab;2", f"K2;Visser;{post};3"],
        "Eenheden.csv": [titles, *(f"V{n};X1;1011AB" for n in range(3))],
    }
    for name, texts in lines.items():
        (exports / name).write_text("\n".join(texts) + "\n", encoding="utf-8")
    (folder / "mapping.toml").write_text(MAPPING.format(own=own, unit=unit, more=more), encoding="utf-8")
    return post_addresses(folder, load_exports(folder))


def test_a_contract_with_another_postcode_in_the_list_of_what_is_let_is_refused_and_counted(tmp_path):
    (refused,) = of(tmp_path)
    assert (refused.severity, refused.rule, refused.count) == ("refused", "address_of_post", 1)
    assert "Klanten.csv" in refused.text and "Eenheden.csv, met 'Eenheid'" in refused.text
    assert "2011" not in refused.text and 'sure_of = ["Pc"]' in refused.text


@pytest.mark.parametrize(
    "said",
    [
        {"post": "1011ab"},  # the same, written otherwise
        {"post": ""},
        {"titles": "Nr;Complexnr;Code"},  # no list of addresses
        {"own": "Eenheid"},  # not by who rents
        {"unit": "Complex nr."},  # that of a complex is not that of each flat
        {"more": 'sure_of = ["Pc"]'},
    ],
)
def test_the_same_address_or_none_or_one_that_a_person_is_sure_of_is_no_doubt(tmp_path, said):
    assert of(tmp_path, **said) == []
