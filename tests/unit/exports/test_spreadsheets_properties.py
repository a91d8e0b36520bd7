"""Whatever bytes arrive, reading them ends in a table or in `Unreadable`, and no refusal repeats what is in them."""

from __future__ import annotations

import csv
import io
import zipfile
from functools import lru_cache

import xlsxwriter
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from exports.inbox.spreadsheets import ADVICE, Limits, Unreadable, read_table

SMALL = Limits(max_bytes=200_000, max_unpacked=2_000_000, max_rows=50, max_columns=20, max_cells=500)
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
# Marked so that a cell cannot by chance be a word of the advice itself.
MARKED = CELLS.map(lambda text: f"¤{text}¤")


@lru_cache
def small_workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Achternaam", "Huisnummer"])
        sheet.write_row(1, 0, ["Zonnebloem", 12])
    return buffer.getvalue()


def outcome(data: bytes) -> list[list[str]] | Unreadable:
    try:
        table = read_table(data, SMALL)
    except Unreadable as refused:
        assert refused.rule in ADVICE
        return refused
    assert table and any(table[0]) and len({len(row) for row in table}) == 1
    assert all(cell == cell.strip() for row in table for cell in row)
    return table


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    outcome(data)


@QUICK
@given(st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf", b"sep=;\n"]), st.binary())
def test_any_bytes_behind_a_known_beginning_are_read_or_refused(start: bytes, rest: bytes) -> None:
    outcome(start + rest)


@QUICK
@given(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(changes: list[tuple[float, int]]) -> None:
    data = bytearray(small_workbook())
    for where, value in changes:
        data[int(where * len(data))] = value
    outcome(bytes(data))


@QUICK
@given(
    st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]),
    st.lists(st.tuples(st.floats(0, 0.999), st.sampled_from(list("<>\"'=/ &;A9\x00éX"))), min_size=1, max_size=4),
)
def test_a_workbook_with_any_change_inside_a_part_is_read_or_refused(name: str, changes: list) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small_workbook())) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.namelist():
            part = old.read(entry).decode()
            for where, sign in changes if entry == name else []:
                place = int(where * len(part))
                part = part[:place] + sign + part[place + 1 :]
            new.writestr(entry, part)
    outcome(buffer.getvalue())


@QUICK
@given(
    st.lists(st.lists(MARKED, min_size=1, max_size=6), min_size=1, max_size=6),
    st.sampled_from([";", ","]),
    st.sampled_from(["utf-8", "utf-16", "latin-1"]),
    st.sampled_from(["", '"', "\0"]),
)
def test_no_refusal_repeats_a_cell(rows: list[list[str]], delimiter: str, encoding: str, stray: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    result = outcome((stray + text.getvalue()).encode(encoding, errors="replace"))
    if isinstance(result, Unreadable):
        said = f"{result} {result!r} {result.advice_nl} {result.args}"
        assert not any(cell in said for row in rows for cell in row)


@QUICK
@given(
    st.integers(1, 6).flatmap(lambda width: st.lists(st.lists(MARKED, min_size=width, max_size=width), min_size=1)),
    st.sampled_from([";", ","]),
    st.booleans(),
)
def test_what_a_csv_writer_wrote_is_what_is_read(rows: list[list[str]], delimiter: str, quoted: bool) -> None:
    assume(quoted or len(rows[0]) > 1 or delimiter == ";" or not any(";" in cell for (cell,) in rows))  # the test below
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    titles = [f"t{number}" for number in range(len(rows[0]))]
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows([titles, *rows])
    assert outcome(text.getvalue().encode("utf-8-sig")) == [titles, *rows]


def test_of_one_title_a_row_with_semicolons_is_refused_unless_they_are_quoted() -> None:
    refused = outcome(b"t0\r\na;b\r\n")  # nothing says that its separator is another
    assert isinstance(refused, Unreadable) and refused.rule == "ragged_row"
    assert outcome(b't0\r\n"a;b"\r\n') == [["t0"], ["a;b"]]
