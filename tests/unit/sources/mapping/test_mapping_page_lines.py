"""Pages' numbers and titles once more amidst the lines of an export: passed over and counted, in every list alike."""

import duckdb
import pytest

from sources.reading.page_lines import is_page_line, without_page_lines
from sources.recognition.files import sheets_of
from tests.unit.sources.mapping.test_mapping import ENTRIES, ROW, TITLES, prepared, rows, words_of


def passed_over(*lines):
    """How many of these lines, of four cells, are passed over below `Contract`, `Huurder`, `Ingang` and `Huur p/m`."""
    with duckdb.connect() as con:
        con.execute("create table titles (place integer, title varchar)")
        con.execute("insert into titles values (0, 'contract'), (1, 'huurder'), (2, 'ingang'), (3, 'huur p/m')")
        con.execute("create table cells (c0 varchar, c1 varchar, c2 varchar, c3 varchar)")
        con.executemany("insert into cells values (?, ?, ?, ?)", lines)
        found = without_page_lines(con)
        left = con.execute("select count(*) from cells").fetchone()[0]
    assert sum(each.count for each in found) == len(lines) - left
    return len(lines) - left


@pytest.mark.parametrize(
    "line",
    [
        ["Pagina 1", "", "", ""], ["", "", "", "Pagina 1 van 3"], ["Pagina", "2", "van", "9"], ["Blz. 3/12", None, None, None],
        ["Afgedrukt op 29-11-2026", "", "", "Page 2 of 3"], ["- Pagina 4 -", "", "", ""], ["pag: 7", "", "29-11-2026 10:15", ""],
        ["Friday, 20 November 2026  09:12", "", "", ""], ["vrijdag 20 november 2026", "", "", ""],
        ["", "", "Printed on 20/11/2026 9:12 AM", ""],
        ["Monday, November 2, 2026 at 10:05 pm", "", "", ""], ["Afgedrukt op:", "20-11-2026", "", ""],
        ["20-nov-2026", "1", "", "7:44:12"], ["Nov 20, 2026", "", "12", "7:44:12 AM"],
        ["Contract", "Huurder", "Ingang", "Huur p/m"], ["CONTRACT ", "huurder", "Ingang", "Huur  p/m"],
    ],
)  # fmt: skip
def test_a_page_and_titles_once_more_are_no_lines_of_a_list(line):
    assert passed_over(line, ["C1", "H1", "01-01-2020", "700,00"]) == 1
    assert is_page_line([cell or "" for cell in line]) == ("ontract" not in line[0].lower())


@pytest.mark.parametrize(
    "line",
    [
        ["C1", "Pagina 1", "", ""], ["Pagina", "", "", ""], ["Blad 2b", "", "", ""], ["Pagina 1", "700,00", "", ""],
        ["Friday", "", "", ""], ["Friday, 20 November 2026", "C1", "", ""], ["20 november 2026", "", "", ""],
        ["Afgedrukt", "", "", ""], ["20-11-2026", "1", "", "07:44:12"], ["20-nov-2026", "211", "", "7:44:12"],
        ["Contract", "H1", "Ingang", "Huur p/m"], ["29-11-2026", "", "", ""], ["Page", "P.", "01-01-2020", "1"],
    ],
)  # fmt: skip
def test_a_line_that_holds_more_than_a_page_stays(line):
    assert passed_over(line) == 0 and not is_page_line(line)


def test_they_are_named_once_with_their_count_and_the_lines_below_keep_their_numbers(tmp_path):
    body = (
        TITLES
        + ROW
        + "Pagina 1 van 2;;;;;;;\n"
        + TITLES
        + ROW.replace("1;", "2;", 1).replace("1.234,50", "x")
        + "Pagina 2 van 2\n"
    )
    text = words_of(prepared(tmp_path, ENTRIES, boekingen__csv=body))
    assert (
        "2 regels met een paginanummer, de dag van afdrukken of nog eens de titels overgeslagen" in text and "(regel 5)" in text
    )
    assert "regel 6 onderaan is een paginanummer en is overgeslagen" in text

    report = prepared(tmp_path, ENTRIES, boekingen__csv=body.replace(";x;", ";1,00;"))
    assert len(rows(report, "ledger_entries")) == 2


def test_a_first_mapping_sees_the_list_without_them(tmp_path):
    path = tmp_path / "boekingen.csv"
    path.write_text("Overzicht;;;;;;;\nPagina 1;;;;;;;\n" + TITLES + ROW + "Pagina 2;;;;;;;\n" + TITLES + ROW)
    [sheet] = sheets_of(path)
    assert [row[0] for row in sheet.rows] == ["Overzicht", "Pagina 1", "Boeking nr", "1", "1"]
