"""The sheet for the NVVK application: its fields, and the municipalities in the order of what they block."""

import re
import zipfile
from datetime import date

import pytest
import python_calamine

from documents.nvvk import FORM_FIELDS, MUNICIPALITIES_FIELD, NvvkRow, nvvk_rows, write_nvvk
from tests.unit.documents.warehouse import Warehouse


@pytest.fixture
def con(tmp_path):
    """Gouda's agreement is applied for, Utrecht's ended and blocks most."""
    warehouse = Warehouse(tmp_path)
    table = "marts.municipalities_to_apply_for"
    none = dict(in_arrears=0, blocked=0, blocked_by_this_alone=0)
    warehouse.add(table, municipality_code="0513", municipality_name="Gouda", dwellings=1, applied_on=date(2026, 3, 2), **none)
    warehouse.add(table, municipality_code="0344", municipality_name="Utrecht", dwellings=2, in_arrears=2, blocked=2,
                  blocked_by_this_alone=1, ended_on=date(2026, 4, 20))  # fmt: skip
    return warehouse.con


def test_municipalities_that_block_most_signals_come_first(con):
    assert nvvk_rows(con) == [
        NvvkRow("0344", "Utrecht", 2, 2, 2, 1, None, date(2026, 4, 20)),
        NvvkRow("0513", "Gouda", 1, 0, 0, 0, date(2026, 3, 2), None),
    ]


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
