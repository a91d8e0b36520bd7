"""The desks' files hold exactly the checked lines: text as text, numbers as numbers, and the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.delivery.layouts import all_layouts, layout_of
from exports.delivery.workbooks import NotWritable, render
from tests.support.outgoing import LINES, NOTICES, SIGNALS, checked
from validations.outgoing import GateBypassed, titles_of
from validations.outgoing_values import CHECKS

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "outgoing"
CHECKOUT = Path(__file__).resolve().parents[3]
DESK = {"signals": "ris_matching", "withdrawals": "ris_matching", "hold_notices": "collection"}


def written(kind: str, file_format: str, lines: list[tuple] | None = None) -> bytes:
    return render(checked(kind, lines), layout_of(DESK[kind], kind), file_format)


def cells_of(data: bytes) -> list[list]:
    return python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("kind", sorted(LINES))
def test_the_csv_is_byte_for_byte_the_golden_file(kind):
    assert written(kind, "csv") == (GOLDEN / f"{kind}.csv").read_bytes()


@pytest.mark.parametrize("kind", sorted(LINES))
def test_the_workbook_opened_again_has_the_golden_cells_with_their_types(kind):
    dump = [[[type(cell).__name__, str(cell)] for cell in row] for row in cells_of(written(kind, "xlsx"))]
    assert dump == json.loads((GOLDEN / f"{kind}.cells.json").read_text())


@pytest.mark.parametrize("desk, kind", sorted(all_layouts()))
def test_every_desk_gets_the_titles_of_the_contract_in_the_first_row(desk, kind):
    data = render(checked(kind), layout_of(desk, kind), "xlsx")
    assert tuple(cells_of(data)[0]) == titles_of(kind)
    assert len(cells_of(data)) == len(LINES[kind]) + 1


def test_the_bytes_depend_on_the_lines_alone():
    code = """
from tests.unit.exports.test_workbooks import digests
print(digests())
"""
    elsewhere = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "nl_NL.UTF-8", "PYTHONHASHSEED": "7", "USER": "iemand"}
    there = subprocess.run([sys.executable, "-c", code], env=elsewhere, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert there.stdout == f"{digests()}\n"


def digests() -> list[str]:
    """The SHA-256 digests of every kind of file in every format."""
    return [hashlib.sha256(written(kind, file_format)).hexdigest() for kind in sorted(LINES) for file_format in ("xlsx", "csv")]


def test_no_cell_is_a_formula_a_link_or_a_hidden_number():
    parts = parts_of(written("signals", "xlsx"))
    sheet = parts["xl/worksheets/sheet1.xml"]

    assert "<f>" not in sheet and "hyperlink" not in sheet
    assert not [name for name in parts if "rels" in name and "http://voorbeeld" in parts[name]]
    assert "2000-01-01" in parts["docProps/core.xml"]


def test_an_empty_optional_cell_is_not_in_the_workbook_at_all():
    sheet = parts_of(written("signals", "xlsx"))["xl/worksheets/sheet1.xml"]
    assert 'r="A3"' in sheet and 'r="B3"' not in sheet and 'r="I3"' not in sheet


def test_dates_are_real_dates_in_the_workbook_and_dutch_in_the_csv():
    assert cells_of(written("hold_notices", "xlsx"))[1][2:4] == [date(2026, 4, 25), date(2026, 5, 25)]
    assert "dd-mm-yyyy" in parts_of(written("hold_notices", "xlsx"))["xl/styles.xml"]
    assert b"DOS-1;opschorten;25-04-2026;25-05-2026;hulp geaccepteerd\r\n" in written("hold_notices", "csv")


def test_the_csv_is_what_dutch_excel_opens():
    data = written("signals", "csv")
    assert data.startswith(b"\xef\xbb\xbfAchternaam;") and data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert b";1234567,89\r\n" in data


@pytest.mark.parametrize("text", ["Plein\n1940", "Plein\t1940"])
def test_a_tab_or_a_line_break_inside_a_text_reaches_both_formats_as_it_is(text):
    lines = [(SIGNALS[0][0], SIGNALS[0][1], text, *SIGNALS[0][3:])]
    assert cells_of(written("signals", "xlsx", lines))[1][2] == text
    rows = list(csv.reader(io.StringIO(written("signals", "csv", lines).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 2 and rows[1][2] == text


def test_values_that_begin_like_a_formula_stay_as_they_are_in_csv():
    row = list(csv.reader(io.StringIO(written("signals", "csv").decode("utf-8-sig"), newline=""), delimiter=";"))[3]
    assert row[:3] == ["=1+1", "+A", "-Straat"] and row[7] == "+31201234567"


def test_a_file_without_lines_has_its_titles():
    assert cells_of(written("signals", "xlsx", []))[0] == list(titles_of("signals"))
    assert written("withdrawals", "csv", []) == "\ufeffPostcode;Huisnummer;Huisnummer toevoeging\r\n".encode()


# Whatever text people have in their systems.

lawful_text = st.text(min_size=1, max_size=40).filter(lambda text: all(ok(text) for ok in CHECKS["text"].values()))


@settings(max_examples=40, deadline=None)
@given(st.lists(lawful_text, min_size=1, max_size=5))
def test_any_text_that_may_leave_comes_back_from_a_workbook_as_that_text(texts):
    lines = [(text, *SIGNALS[0][1:]) for text in texts]
    rows = cells_of(written("signals", "xlsx", lines))[1:]
    assert [row[0] for row in rows] == texts


@settings(max_examples=50, deadline=None)
@given(st.lists(lawful_text, min_size=1, max_size=5))
def test_any_text_that_may_leave_comes_back_from_a_csv_as_that_text(texts):
    lines = [(text, *SIGNALS[0][1:]) for text in texts]
    text = written("signals", "csv", lines).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]
    assert [row[0] for row in rows] == texts


@settings(max_examples=50, deadline=None)
@given(st.decimals(min_value="0.01", max_value="9999999999.99", places=2), st.integers(1, 1200))
def test_every_amount_comes_back_to_the_cent(amount, months):
    lines = [(*SIGNALS[0][:-2], months, amount)]
    cells = cells_of(written("signals", "xlsx", lines))[1]
    assert cells[10] == float(amount) and cells[9] == months
    last = written("signals", "csv", lines).decode("utf-8-sig").splitlines()[1].split(";")[-2:]
    assert last == [str(months), f"{amount:.2f}".replace(".", ",")]


# The gate stands before the writer.


def test_the_writer_takes_nothing_that_did_not_come_through_the_gate():
    frame = pd.DataFrame(SIGNALS, columns=titles_of("signals"))
    with pytest.raises(GateBypassed):
        render(frame, layout_of("ris_matching", "signals"), "xlsx")


def test_the_writer_refuses_lines_changed_after_the_check():
    lines = checked("signals")
    object.__setattr__(lines, "rows", (*lines.rows, ("MARKER", *SIGNALS[0][1:])))
    with pytest.raises(GateBypassed):
        render(lines, layout_of("ris_matching", "signals"), "csv")


def test_lines_of_one_kind_do_not_go_out_in_the_layout_of_another():
    with pytest.raises(NotWritable, match="does not fit"):
        render(checked("signals"), layout_of("ris_matching", "withdrawals"), "xlsx")


def test_a_format_that_the_desk_does_not_take_is_refused():
    with pytest.raises(NotWritable, match="xlsx or csv"):
        render(checked("hold_notices", NOTICES), layout_of("collection", "hold_notices"), "ods")
