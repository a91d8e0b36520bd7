"""The NVVK application: which municipalities to apply for, and what each missing agreement blocks."""

import re
import zipfile
from datetime import date

import duckdb
import pytest
import python_calamine

from documents.nvvk import FORM_FIELDS, MUNICIPALITIES_FIELD, NvvkRow, nvvk_rows, write_nvvk
from sources.landing import load_landing
from tests.builders import AS_OF, Portfolio, agreement, landlord, municipality, postcode

ALONE = ["no_municipality_agreement"]


@pytest.fixture
def con(tmp_path):
    """Three municipalities: Amsterdam has an agreement, Utrecht's ended, Gouda's is applied for."""
    portfolio = Portfolio.lawful("L1", "L2", "L3", "L4", "L5", "L6", "L7")
    portfolio.add(
        municipality(municipality_code="0344", name="Utrecht"), municipality(municipality_code="0513", name="Gouda"),
        agreement(agreement_id="MA2", municipality_code="0344", ended_on="2026-04-20"),
        agreement(agreement_id="MA3", municipality_code="0513", signed_on=None, applied_on="2026-03-02"),
        postcode(postcode="3511AB", house_number="1", municipality_code="0344"),
        postcode(postcode="2801AA", house_number="1", municipality_code="0513"),
        landlord(landlord_id="SMALL", is_small_landlord=True),
    )  # fmt: skip
    for lease_id in ("L2", "L3", "L4"):
        portfolio.change("leases", lease_id, postcode="3511 ab")
    portfolio.change("leases", "L5", postcode="2801AA").change("leases", "L4", ended_on="2026-03-31")
    portfolio.change("leases", "L6", postcode="2801AA", landlord_id="SMALL").change(
        "leases", "L7", postcode="2801AA", unit_type="parking"
    )
    folder = portfolio.write(tmp_path / "landing")
    with duckdb.connect() as connection:
        load_landing(connection, folder, previous_counts=None)
        connection.execute("create schema control; create schema marts")
        connection.execute("create table control.run_parameters as select date '2026-04-20' as as_of_date")
        connection.execute("create table marts.signal_decisions (as_of_date date, lease_id varchar, blocking_reasons varchar[])")
        decisions = [
            (AS_OF, "L1", []),
            (AS_OF, "L2", ALONE),
            (AS_OF, "L3", ["objection", *ALONE]),
            (date(2026, 4, 19), "L5", ALONE),
        ]
        connection.executemany("insert into marts.signal_decisions values (?, ?, ?)", decisions)
        yield connection


def test_municipalities_without_an_agreement_in_force_are_counted_with_what_they_block(con):
    assert nvvk_rows(con) == [
        NvvkRow("0344", "Utrecht", 2, 2, 2, 1, None, date(2026, 4, 20)),
        NvvkRow("0513", "Gouda", 1, 0, 0, 0, date(2026, 3, 2), None),
    ]


def test_an_agreement_that_is_signed_later_is_applied_for_until_then(con):
    con.execute("update landing.municipality_agreements set signed_on = date '2026-05-01' where agreement_id = 'MA3'")
    assert [row.applied_on for row in nvvk_rows(con)] == [None, date(2026, 3, 2)]


def test_the_workbook_has_the_forms_fields_and_the_municipalities(con, tmp_path):
    path = tmp_path / "worklists/NVVK-aanvraag.xlsx"
    assert write_nvvk(path, nvvk_rows(con), {"Organisatie signaalpartner": "=Beheer B.V."}) == 2
    book = python_calamine.load_workbook(path)
    form = dict(row[:2] for row in book.get_sheet_by_name("Formulier").to_python()[1:])
    assert list(form) == [*FORM_FIELDS, MUNICIPALITIES_FIELD]
    assert (form["Type signaalpartner"], form["Organisatie signaalpartner"], form[MUNICIPALITIES_FIELD]) == (
        "Verhuurder",
        "=Beheer B.V.",
        "Utrecht",
    )
    lines = book.get_sheet_by_name("Gemeenten").to_python()
    assert lines[1][:6] == ["0344", "Utrecht", 2, 2, 2, 1] and "geëindigd op 20-04-2026" in lines[1][6]
    assert "aangevraagd op 02-03-2026" in lines[2][6]
    assert path.stat().st_mode & 0o077 == 0


def test_a_field_whose_name_takes_more_lines_gets_the_room_for_them(tmp_path):
    path = tmp_path / "sheet.xlsx"
    write_nvvk(path, [])
    with zipfile.ZipFile(path) as book:
        heights = re.findall(r'<row r="(\d+)"[^>]* ht="([0-9.]+)"', book.read("xl/worksheets/sheet1.xml").decode())
    longest = max(range(len(FORM_FIELDS)), key=lambda place: len(FORM_FIELDS[place]))
    assert float(dict(heights)[str(longest + 2)]) >= 2 * 15


def test_the_bytes_depend_on_the_rows_alone_and_an_unknown_field_is_refused(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_nvvk(tmp_path / name, [])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with pytest.raises(ValueError, match="BSN"):
        write_nvvk(tmp_path / "c.xlsx", [], {"BSN": "x"})
