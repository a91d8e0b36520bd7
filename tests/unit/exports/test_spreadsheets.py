"""A file that others send is read as people see it, or refused with a rule; and no refusal repeats what is in it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from exports.inbox.spreadsheets import ADVICE, Limits, Unreadable, read_lines, read_table

MARKER = "Zonnebloem"


def workbook(*sheets: list[list[object]], blank_at: tuple[int, int] | None = None) -> bytes:
    """An xlsx with one sheet for each list of rows; None leaves a cell away."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, place, value)
            if blank_at:
                sheet.write_blank(*blank_at, None, book.add_format({"bold": True}))
    return buffer.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with one part put in the place of the one with that name, or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return buffer.getvalue()


def with_sheet(sheet_data: str, before: str = "") -> bytes:
    """A workbook whose only sheet has this XML."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet '
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{sheet_data}</sheetData></worksheet>"
    )
    return with_part(workbook([["a"]]), "xl/worksheets/sheet1.xml", xml.encode())


def refusal(data: bytes, limits: Limits | None = None) -> str:
    """The rule by which `data` is refused; its text never holds the marker."""
    with pytest.raises(Unreadable) as caught:
        read_table(data, limits)
    assert MARKER not in str(caught.value) + caught.value.advice_nl
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value.rule


# --- as a person sees it ------------------------------------------------------------------------------------------


def test_a_workbook_reads_as_a_person_sees_it() -> None:
    row = ["  Jansen ", 12, 1234.5, 0.1 + 0.2, True, date(2026, 4, 22), datetime(2026, 4, 22, 9, 5), "007", None, -0.0]
    table = read_table(workbook([[f"t{n}" for n in range(10)], row]))
    assert table[1] == ["Jansen", "12", "1234.5", "0.3", "true", "2026-04-22", "2026-04-22 09:05:00", "007", "", "0"]


def test_a_large_number_is_written_out() -> None:
    assert read_table(workbook([["t"], [31612345678], [1e20]])) == [["t"], ["31612345678"], ["1" + "0" * 20]]


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_csv_may_have_either_delimiter_with_or_without_bom_and_any_line_end(delimiter: str, bom: bytes, end: str) -> None:
    text = end.join([delimiter.join(["a", "b"]), delimiter.join(["André", '"x;y,z"']), ""])
    assert read_table(bom + text.encode()) == [["a", "b"], ["André", "x;y,z"]]


def test_excels_own_separator_line_is_no_row() -> None:
    assert read_table(b"sep=,\r\na,b;c\r\n1,2\r\n") == [["a", "b;c"], ["1", "2"]]


def test_quotes_may_hold_a_line_end_and_a_quote() -> None:
    assert read_table(b'a;b\n"x\ny"; "z ""z"" "\n') == [["a", "b"], ["x\ny", 'z "z"']]


def test_a_row_of_fewer_or_more_cells_than_titles_is_refused_empty_cells_included() -> None:
    for row in ("1", "1;2", "1;2;3;", "1;2;3;4", ";;;"):
        assert refusal(f"a;b;c\n1;2;3\n{row}\n".encode()) == "ragged_row"


@pytest.mark.parametrize("rows", ["1;2;3;4\n1;2\n", "1;2\n\n1;2;3;4\n", '1;"2"\r\n1;2;3;"4;5"\r\n'])
def test_a_cell_too_few_is_not_made_good_by_one_too_many_in_another_row(rows: str) -> None:
    assert refusal(f"a;b;c\n1;2;3\n{rows}".encode()) == "ragged_row"


def test_delimiters_too_many_at_the_end_are_no_columns() -> None:
    assert read_table(b"a;b;;\n1;2;;\n") == [["a", "b"], ["1", "2"]]


def test_empty_rows_keep_their_place_and_those_around_the_table_are_dropped() -> None:
    assert read_table(b"\n;;\na;b\n\n1;2\n\n;\n") == [["a", "b"], ["", ""], ["1", "2"]]
    assert read_table(workbook([[None], ["a"], [None], [1], [" "]])) == [["a"], [""], ["1"]]


@pytest.mark.parametrize(
    ("data", "above"),
    [
        (workbook([[None], [" "], ["a"], [1]]), 2),
        (workbook([["a"], [None], [1]]), 0),
        (b"\n;;\r\na;b\n1;2\n", 2),
        (b"sep=;\na;b\n1;2\n", 0),
    ],
)
def test_the_empty_lines_above_a_table_are_counted_as_excel_shows_them(data: bytes, above: int) -> None:
    assert read_lines(data)[0] == above and read_lines(data)[1] == read_table(data)


def test_a_cell_with_only_a_layout_far_away_is_no_cell() -> None:
    assert read_table(workbook([["a"], [1]], blank_at=(900_000, 5_000))) == [["a"], ["1"]]


def test_a_workbook_is_known_by_its_bytes_and_needs_no_name() -> None:
    assert read_table(workbook([["a"]])) == [["a"]]


def test_an_empty_sheet_beside_the_filled_one_does_no_harm() -> None:
    assert read_table(workbook([], [["a"]], [[" "]])) == [["a"]]


def test_a_sheet_whose_cells_name_no_place_is_read_in_order() -> None:
    sheet = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert read_table(with_sheet(sheet)) == [["1", "2"], ["3", ""]]


# --- refused ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        pytest.param(b"", "empty_file", id="0 bytes"),
        pytest.param(b"\xef\xbb\xbf", "empty_file", id="a BOM alone"),
        pytest.param(b" \r\n;;\r\n", "empty_file", id="nothing but delimiters"),
        pytest.param(f"a;b\n{MARKER}\0;x\n".encode(), "nul_character", id="a NUL"),
        pytest.param(f"a;b\n{MARKER}é;x\n".encode("latin-1"), "wrong_encoding", id="Latin-1"),
        pytest.param(f"a;b\n{MARKER};x\n".encode("utf-16"), "wrong_encoding", id="UTF-16"),
        pytest.param(f'a;b\n"{MARKER};x\n'.encode(), "broken_quotes", id="a quote never closed"),
        pytest.param(f'a;b\n"{MARKER}"x;y\n'.encode(), "broken_quotes", id="text after a quote"),
        pytest.param(f"a;b\n1;2;{MARKER}\n".encode(), "ragged_row", id="more values than titles"),
        pytest.param(b"a\n" + MARKER.encode() * 20_000, "cell_too_long", id="a cell without end"),
        pytest.param(b"PK\x03\x04" + MARKER.encode() * 9, "broken_workbook", id="a zip in name only"),
        pytest.param(b"PK\x05\x06" + b"\0" * 18, "broken_workbook", id="an empty zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel_format", id="an .xls"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password_protected",
            id="an xlsx with a password",
        ),
    ],
)
def test_bytes_that_are_no_table_are_refused_by_rule(data: bytes, rule: str) -> None:
    assert refusal(data) == rule


def test_a_refused_row_is_named_by_its_line_as_an_editor_shows_it() -> None:
    with pytest.raises(Unreadable) as caught:
        read_table(b'a;b\n1;"2\n2"\n\n1;2;3\n')
    assert caught.value.lines == (5,)
    assert "(line 5)" in str(caught.value) and "(regel 5)" in caught.value.advice_nl


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_workbook_that_was_cut_off_is_refused(cut: float) -> None:
    data = workbook([["a"], [MARKER]])
    assert refusal(data[: int(len(data) * cut)]) == "broken_workbook"


def test_a_damaged_part_of_a_workbook_is_refused() -> None:
    assert refusal(with_sheet(f"<row><c><v>{MARKER}</row>")) == "broken_workbook"


@pytest.mark.parametrize("kind", ["n", "b", "zz"])
def test_a_workbook_cell_that_is_not_what_it_says_is_refused_without_being_quoted(kind: str) -> None:
    assert refusal(with_sheet(f'<row r="1"><c r="A1" t="{kind}"><v>{MARKER}</v></c></row>')) == "broken_workbook"


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ('<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "error_cell"),
        ("<x:c r='A2' t='e'><x:v>#N/A</x:v></x:c>", "error_cell"),
        ('<c r="A2"><f>B1</f></c>', "formula_without_result"),
        ('<c r="A2"><f>B1</f><v></v></c>', "formula_without_result"),
        ('<c><f t="shared" si="0"/><v/></c>', "formula_without_result"),
    ],
)
def test_an_error_and_a_formula_that_was_never_calculated_are_no_empty_cells(cell: str, rule: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2" xmlns:x="x">{cell}</row><row r="3"><c r="A3"><v>1</v></c></row>'
    with pytest.raises(Unreadable) as caught:
        read_table(with_sheet(rows))
    assert (caught.value.rule, caught.value.lines) == (rule, (2,))


def test_a_formula_that_made_nothing_of_text_is_an_empty_cell_and_one_with_a_result_is_that() -> None:
    cells = '<c r="A1"><f>B1</f><v>7</v></c><c r="B1" t="str"><f>C1</f><v></v></c><c r="C1" t="s"><v>0</v></c>'
    assert read_table(with_sheet(f'<row r="1">{cells}</row>')) == [["7", "", "a"]]


def test_what_is_read_aloud_beside_a_text_is_no_part_of_it() -> None:
    texts = '<sst><si><t>Tanaka</t><rPh sb="0" eb="2"><t>tanaka</t></rPh><phoneticPr fontId="1"/></si></sst>'
    assert read_table(with_part(workbook([["a"]]), "xl/sharedStrings.xml", texts.encode())) == [["Tanaka"]]


def test_parts_named_with_the_other_slashes_are_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["a"]]))) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.namelist():
            new.writestr(entry.replace("/", "\\"), old.read(entry))
    assert read_table(buffer.getvalue()) == [["a"]]


def test_a_web_page_is_recognised_as_one() -> None:
    assert refusal(f"<html><body><table><tr><td>{MARKER}</td></tr></table></body></html>".encode()) == "web_page"


def test_rows_that_a_stray_quote_swallowed_until_the_next_one_are_missed() -> None:
    text = 'a;b;c\n1;2;"t Hof\n2;2;3\n3;2;3\n4;2;Hof"\n'
    with pytest.raises(Unreadable) as caught:
        read_table(text.encode())
    assert (caught.value.rule, caught.value.lines) == ("broken_quotes", (2,))
    assert len(read_table(b'a;b;c\n1;2;"two\nlines; or more"\n')) == 2


def test_a_quote_that_never_closes_is_named_by_the_line_where_it_opens() -> None:
    with pytest.raises(Unreadable) as caught:
        read_table(b'a;b;c\n"x\ny";2;3\n1;"z\nz";"t Hof\n1;2;3\n')
    assert (caught.value.rule, caught.value.lines) == ("broken_quotes", (5,))


def test_a_number_that_no_date_can_hold_refuses_the_file_and_nothing_more() -> None:
    sheet = '<row r="1"><c r="A1" s="1"><v>1e300</v></c></row>'
    data = workbook([[date(2026, 4, 22)]])
    parts = with_sheet(sheet)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        data = with_part(parts, "xl/styles.xml", archive.read("xl/styles.xml"))
    try:
        assert read_table(data)
    except Unreadable as refused:
        assert refused.rule == "broken_workbook"


def test_another_kind_of_zip_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(buffer.getvalue()) == "broken_workbook"


def test_two_sheets_with_values_are_refused_even_if_one_is_hidden() -> None:
    assert refusal(workbook([["a"]], [[MARKER]])) == "several_sheets"


def test_a_zip_entry_with_a_password_is_refused() -> None:
    data = bytearray(workbook([["a"]]))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    assert refusal(bytes(data)) == "password_protected"


# --- many rows -----------------------------------------------------------------------------------------


def test_200_000_rows_are_read() -> None:
    lines = ["a;b;c;d;e"] + [f"Jansen{n};1011AB;{n};ja;2026-04-20" for n in range(200_000)]
    table = read_table("\r\n".join(lines).encode())
    assert (len(table), table[-1][2]) == (200_001, "199999")


def test_200_000_rows_are_read_from_a_workbook_too() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>7</v></c></row>' for n in range(1, 200_002))
    table = read_table(with_sheet(rows))
    assert (len(table), table[-1]) == (200_001, ["200001", "7"])


def test_a_row_or_a_cell_over_the_limits_is_refused() -> None:
    assert refusal(b"a\n1\n2\n3\n", Limits(max_rows=3)) == "too_many_rows"
    assert refusal(b"a;b\n1;2\n3;4\n", Limits(max_cells=5)) == "too_many_cells"
    assert refusal(b"a;b\n", Limits(max_bytes=3)) == "too_large"
    assert refusal(workbook([["a"], [1], [2]]), Limits(max_rows=2)) == "too_many_rows"


def test_every_rule_says_what_to_do_in_both_languages() -> None:
    for rule, (dutch, english) in ADVICE.items():
        assert dutch.endswith((".", "?")) and english.endswith((".", "?")), rule
        assert Unreadable(rule).advice == english
