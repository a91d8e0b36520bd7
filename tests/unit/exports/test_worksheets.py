"""Work lists are tidy workbooks, written whole or not at all."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from exports.delivery import worksheets
from exports.delivery.worksheets import ListColumn, worklist_bytes, write_worklist
from exports.ground.files import write_atomically

CHECKOUT = Path(__file__).resolve().parents[3]
COLUMNS = ["Huurovereenkomst", "Sinds", "Bedrag", "Regels", "Gemeld", "Toelichting"]
ROW = ("=L1", date(2026, 4, 20), Decimal("1234.50"), 3, True, None)


def sheet_of(data: bytes):
    return python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0)


def test_a_work_list_has_its_titles_first_and_cells_as_what_they_are():
    rows = sheet_of(worklist_bytes("Intrekkingen", COLUMNS, [ROW])).to_python()
    assert rows == [COLUMNS, ["=L1", date(2026, 4, 20), 1234.5, 3.0, "ja", ""]]


def test_a_work_list_can_be_filtered_and_its_titles_stay_in_sight():
    with zipfile.ZipFile(io.BytesIO(worklist_bytes("Lijst", COLUMNS, [ROW]))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<autoFilter ref="A1:F2"/>' in sheet
    assert 'state="frozen"' in sheet and "<f>" not in sheet


def test_a_list_without_rows_says_so_by_its_titles_alone():
    assert sheet_of(worklist_bytes("Lijst", COLUMNS, [])).to_python() == [COLUMNS]


@pytest.mark.parametrize("title", ["Naar RIS/VPS: [april]", "x" * 60, "'", "Opschorting?"])
def test_any_title_makes_a_sheet(title):
    assert sheet_of(worklist_bytes(title, ["A"], [["b"]])).to_python() == [["A"], ["b"]]


@pytest.mark.parametrize("text", ["_x0041_", "a\x00b", "'s-Gravenhage", "+31", "regel 1\nregel 2", "😀", "http://voorbeeld.nl"])
def test_text_in_a_list_is_text(text):
    assert sheet_of(worklist_bytes("Lijst", ["A"], [[text]])).to_python()[1] == [text]


def test_text_that_no_cell_can_hold_is_shown_as_far_as_it_goes():
    long, broken = sheet_of(worklist_bytes("Lijst", ["A", "B"], [["x" * 40_000, "a\ud800b\uffff"]])).to_python()[1]
    assert long.endswith("…") and len(long) == 32_001 and broken == "a?b"


def test_a_text_of_signs_that_count_for_two_is_cut_where_a_cell_ends():
    (long,) = sheet_of(worklist_bytes("Lijst", ["A"], [["😀" * 20_000]])).to_python()[1]
    assert long == "😀" * 16_000 + "…"


class CellByCell(Worksheet):
    """The rows of a list as xlsxwriter writes them when asked for each cell."""

    def put_columns(self, columns, heights, formats):
        writers = {"text": self.write_string, "date": self.write_datetime}
        for number, height in enumerate(heights, start=1):
            if height:
                self.set_row(number, height)
            for place, column in enumerate(columns):
                kind, value = column.cells[column.keys[number - 1]]
                write = self.write_blank if value is None else writers.get(kind, self.write_number)
                write(number, place, value, formats[kind])


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=20),
    st.sampled_from(["", " a ", "<&>\n\"'", "_x0041_", "=1+1", "lang " * 30]),
    st.integers(-(10**12), 10**12),
    st.decimals(-(10**12), 10**12, places=2),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)


@settings(max_examples=20, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=18))
def test_the_rows_of_a_list_are_byte_for_byte_what_xlsxwriter_makes_of_the_same_cells(rows):
    titles = ["A", ListColumn("B", 12), "C & <D>"]
    ours = worklist_bytes("Lijst", titles, rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worksheets, "ListSheet", CellByCell)
        theirs = worklist_bytes("Lijst", titles, rows)
    assert ours == theirs


def test_what_python_calls_equal_and_a_sheet_shows_otherwise_stays_apart_in_a_column():
    equal = [(1,), (True,), (Decimal("1.0"),), (Decimal("1.00"),), (Decimal("-0.00"),), (0,), (False,), (None,), (1,)]
    titles = ["A"]
    ours = worklist_bytes("Lijst", titles, equal)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worksheets, "ListSheet", CellByCell)
        assert ours == worklist_bytes("Lijst", titles, equal)
    assert sheet_of(ours).to_python()[1:3] == [[1.0], ["ja"]]


def test_rows_that_are_higher_and_texts_that_come_back_are_what_xlsxwriter_makes_of_them():
    titles = [ListColumn("A", 10), "B", ListColumn("C", 12)]
    rows = [(["kort", "lang " * 9, "\n" * 40][n % 3], n % 2 or None, ["kort", date(2026, 4, 20)][n % 2]) for n in range(30)]
    ours = worklist_bytes("Lijst", titles, rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worksheets, "ListSheet", CellByCell)
        assert ours == worklist_bytes("Lijst", titles, rows)


@pytest.mark.parametrize("value", [1.5, datetime(2026, 4, 20), ["x"]])
def test_a_cell_that_is_no_text_number_amount_or_date_is_a_mistake(value):
    with pytest.raises(TypeError):
        worklist_bytes("Lijst", ["A"], [[value]])


def test_a_row_with_too_few_cells_is_a_mistake():
    with pytest.raises(ValueError, match="2 cells"):
        worklist_bytes("Lijst", ["A", "B"], [["x"]])


def test_a_list_is_written_for_its_owner_only_and_the_same_each_time(tmp_path):
    path = tmp_path / "worklists" / "intrekken.xlsx"
    columns = [ListColumn("A", width=40), "B"]
    assert write_worklist(path, "Lijst", columns, iter([["x", 1], ["y", 2]])) == 2
    first = path.read_bytes()
    write_worklist(path, "Lijst", columns, [["x", 1], ["y", 2]])
    assert path.read_bytes() == first
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_full_disk_leaves_what_stood_there_and_no_half_file(tmp_path):
    path = tmp_path / "signals.xlsx"
    write_atomically(path, b"before")
    code = (
        "import resource, signal, sys; from pathlib import Path; from exports.ground.files import write_atomically\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n    write_atomically(Path(sys.argv[1]), b'x' * 10_000)\n"
        "except OSError:\n    sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=CHECKOUT, check=False)

    assert done.returncode == 7
    assert path.read_bytes() == b"before" and os.listdir(tmp_path) == ["signals.xlsx"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE) != (4096, 4096)
