"""Of an address with two loose numbers it is said why nobody is reported there, and what to do; or postcodes settle it."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from sources.cbs_numbers import house_numbers
from sources.guards.two_numbers import RULE
from sources.recognition.street_years import postcodes_doubted, with_streets_of_years
from tests.support.proposal import asked_of
from tests.unit.sources.mapping.test_mapping import prepared, rows
from tests.unit.sources.mapping.test_mapping_shapes import CONTRACTS, LEASES
from tests.unit.sources.proposals.test_proposal_habits import mapped
from tests.unit.sources.proposals.test_proposal_phrases import blocks_of

YEARS = LEASES
for part in ("street", "house_number", "house_number_suffix"):
    YEARS = YEARS.replace(f'["Adres", "{part}"]', f'["Adres", "{part}_year"]')


def said_of(folder, *addresses, mapping=LEASES):
    """What is said of these addresses in one cell."""
    lines = [f"C{n};D{n};{each};3512 JE Utrecht;O1;Woning;2019-02" for n, each in enumerate(addresses)]
    report = prepared(folder, mapping, contracten__csv=CONTRACTS + "\n".join(lines))
    return [each for each in report.findings if each.rule == RULE]


def test_streets_called_by_a_year_are_counted_with_what_to_write(tmp_path):
    [found] = said_of(tmp_path, "Plein 1944 185 bis", "Kade 3", "Plein 1944 7", "Laan 2000 12")
    assert found.severity == "warning" and found.count == 3 and "(regel 2, 4, 5)" in found.text and "een jaar" in found.text
    assert 'house_number = ["Adres", "house_number_year"]' in found.text and 'street = ["Adres", "street_year"]' in found.text
    assert not said_of(tmp_path, "Plein 1944 185 bis", "Kade 3", mapping=YEARS)


@pytest.mark.parametrize("mapping", [LEASES, YEARS])
def test_where_no_number_is_a_year_the_address_itself_is_to_be_written_otherwise(tmp_path, mapping):
    [found] = said_of(tmp_path, "Dorpsstraat 12 3", mapping=mapping)
    assert found.count == 1 and "streepje" in found.text and "jaar" not in found.text


@pytest.mark.parametrize("address", ["Dorpsstraat 12-3", "Dorpsstraat 12 B", "Plein 1944", "Kerkstraat", ""])
def test_other_addresses_have_no_two_numbers(tmp_path, address):
    assert not said_of(tmp_path, "Kade 3", address)


def contracts(*addresses: str) -> str:
    head = "Contractnr;Huurdernr;Eigenaarnr;Adres;Postcode;Soort;Ingangsdatum"
    many = [*addresses, *(f"Kade {n}" for n in range(10, 20))]
    return "\n".join([head, *(f"C{n};H{n};O1;{each};6511 JB;Woning;01-02-2020" for n, each in enumerate(many))])


def postcodes(*numbers: int) -> str:
    return "\n".join(["PC6;Huisnummer;Gemeente2025", *(f"6511JB;{each};268" for each in (*numbers, *range(10, 20)))])


@pytest.mark.parametrize(
    ("numbers", "is_asked"),
    [((185, 7), False), ((185,), True), ((185, 7, 1944), True), ((), True)],
)
def test_whether_a_street_is_called_by_a_year_is_asked_unless_the_list_of_postcodes_says_so_of_each(tmp_path, numbers, is_asked):
    text, report = mapped(tmp_path, Contracten=contracts("Plein 1944 185 bis", "Plein 1944 7"), pc6hnr=postcodes(*numbers))
    assert tomllib.loads(text)["leases"][0]["split"]["house_number"] == ["Adres", "house_number_year"]
    assert ("Plein 1944 3" in asked_of(text, "house_number_year")) == is_asked
    assert [row[5:8] for row in rows(report, "leases")][:2] == [("Plein 1944", "185", "bis"), ("Plein 1944", "7", None)]


@pytest.mark.parametrize(("numbers", "is_asked"), [((185, 7), False), ((7,), True)])
def test_the_address_file_of_cbs_says_so_too(tmp_path, numbers, is_asked):
    lines = "".join(f"6511JB;{each};2682094;26820;268\n" for each in (*numbers, *range(10, 20)))
    (tmp_path / "pc6hnr20250801_gwb.csv").write_text(f"PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025\n{lines}6512AA;3;1;1;268\n")
    blocks = blocks_of(("Contracten.csv", contracts("Plein 1944 185 bis", "Plein 1944 7")))
    assert postcodes_doubted(blocks) == {"6511JB"}

    known = house_numbers(tmp_path, {"6511JB"}, date(2026, 11, 20))
    assert ("6511JB", "7") in known and ("6512AA", "3") not in known
    assert bool(postcodes_doubted(with_streets_of_years(blocks, known))) == is_asked


def test_without_a_file_of_cbs_nothing_is_known(tmp_path):
    assert (
        house_numbers(tmp_path, {"6511JB"}, date(2026, 11, 20)) == house_numbers(tmp_path / "cbs", {"A"}, date.today()) == set()
    )
