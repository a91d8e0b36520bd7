"""Postcodes made of what is let say of no postcode that a part of it lies in another municipality: `check` says so, and `map`
takes the list that has every address of the area.
"""

from __future__ import annotations

import pytest

from documents.check import check_landing
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.builders import AS_OF, Portfolio

MAPPING = """
[postcodes]
file = "adressen.csv"
columns = {postcode = "Postcode", house_number = "Huisnummer", municipality_code = "Gemeentecode"}
"""


@pytest.mark.parametrize(
    ("further", "system", "is_said"),
    [("", "ris_matching", True), ("1011AB;99;0363\n", "ris_matching", False), ("", "vps", False)],
)
def test_where_only_own_addresses_say_the_municipality_check_says_what_cannot_be_seen(tmp_path, further, system, is_said):
    portfolio = Portfolio.lawful()
    folder = portfolio.write(tmp_path)
    agreements = folder / "municipality_agreements.csv"
    agreements.write_text(agreements.read_text().replace("ris_matching", system).replace("vps", system))
    (folder / "postcodes.csv").unlink()
    (folder / "exports").mkdir()
    (folder / "mapping.toml").write_text(MAPPING)
    (folder / "exports" / "adressen.csv").write_text(f"Postcode;Huisnummer;Gemeentecode\n1011AB;1;0363\n{further}")
    report = check_landing(folder, AS_OF)
    assert report.is_good and ("Postcodes: dat zijn alleen uw eigen adressen" in report.text()) is is_said


def units(*rows: str) -> Sheet:
    titles = ["VHE nummer", "Straat", "Huisnummer", "Postcode", "Plaats", "Gemeente"]
    return Sheet("vhe.csv", [titles, *(each.split(";") for each in rows)])


def test_the_list_of_every_address_of_the_area_comes_before_the_units_that_are_let():
    own = [f"V{n};Dorpsstraat;{n};710{n % 3}AB;Winterswijk;Winterswijk" for n in range(1, 12)]
    area = [[f"710{n % 3}AB", str(n), "0294"] for n in range(1, 12)] + [["7101AB", "40", "1586"], ["7102AB", "41", "0294"]]
    lists = [
        units(*own),
        Sheet("Lijsten.xlsx", [["Gemeente", "CBS-code"], ["Winterswijk", "0294"], ["Oost Gelre", "1586"]], "Gemeenten"),
        Sheet("Lijsten.xlsx", [["Postcode", "Nr", "CBS-code"], *area], "Postcodes werkgebied"),
    ]
    found, _ = propose(lists)
    assert [each.sheet.sheet for each in found if each.table == "postcodes"] == ["Postcodes werkgebied"]
    found, _ = propose(lists[:2])
    assert [each.sheet.file for each in found if each.table == "postcodes"] == ["vhe.csv"]


def test_units_outside_the_area_keep_their_own_list():
    own = [f"V{n};Dorpsstraat;{n};710{n % 9}AB;Winterswijk;Winterswijk" for n in range(1, 12)]
    lists = [
        units(*own),
        Sheet("Lijsten.xlsx", [["Gemeente", "CBS-code"], ["Winterswijk", "0294"], ["Oost Gelre", "1586"]], "Gemeenten"),
        Sheet("Lijsten.xlsx", [["Postcode", "Nr", "CBS-code"], ["7101AB", "1", "0294"], ["7101AB", "2", "1586"]], "Postcodes"),
    ]
    found, _ = propose(lists)
    assert [each.sheet.file for each in found if each.table == "postcodes"] == ["vhe.csv"]


@pytest.mark.parametrize("title", ["Gemeentecode", "CBS-code"])
@pytest.mark.parametrize("name", ["Postcodetabel.csv", "Adressen.csv", "Wie waar.csv"])
def test_a_list_of_nothing_but_addresses_comes_before_units_at_the_very_same_postcodes(name, title):
    titles = ["Nr.", "Eenheidsoort", "Complexnr.", "Straatnaam", "Huisnr.", "Postcode", "Plaats", "CBS-gemeentecode"]
    own = [[f"E{n}", "EGW", "10", "Dorpsstraat", f"{n}", f"710{n % 3} AB", "Winterswijk", "0294"] for n in range(1, 12)]
    area = [[f"710{n % 3}AB", str(n), "0294"] for n in range(1, 12)] + [["7101AB", "40", "1586"]]
    lists = [
        Sheet("Eenheden.xlsx", [titles, *own], "Eenheden"),
        Sheet("Convenanten.csv", [["Gemeentecode", "Gemeente"], ["0294", "Winterswijk"], ["1586", "Oost Gelre"]]),
        Sheet(name, [["Postcode", "Huisnummer", title], *area]),
    ]
    for given in (lists, lists[::-1]):
        found, _ = propose(given)
        assert [each.sheet.file for each in found if each.table == "postcodes"] == [name]
