"""Lines that a report draws between its rows, and what it prints outside the bars of a list: passed over and counted."""

from __future__ import annotations

import pytest

from sources.reading.rulings import is_ruling
from sources.recognition.files import sheets_of
from sources.recognition.sheets import propose
from tests.support.proposal import text_of
from tests.unit.sources.mapping.test_mapping import ENTRIES, ROW, TITLES, prepared, rows, words_of

BARRED = ENTRIES.replace('file = "boekingen*.csv"', 'file = "boekingen*.csv"\ndelimiter = "|"\ntitle_row = 4')
WIDTH = 90


def barred(line: str) -> str:
    return f"|{line.rstrip().replace(';', '|')}|\n"


def report(*lines: str, drawn: str = "-" * WIDTH) -> str:
    """A list between bars below a heading, as SAP and databases print it."""
    return f"20.11.2026   Openstaande posten   1\n\n{drawn}\n" + "".join([barred(TITLES), f"{drawn}\n", *lines, f"{drawn}\n"])


@pytest.mark.parametrize("drawn", ["-" * WIDTH, "=" * WIDTH, "|" + "-" * WIDTH + "|", "|---" * 8 + "|", "+----" * 8 + "+"])
def test_rows_between_bars_are_read_without_what_is_drawn_around_them(tmp_path, drawn):
    text = report(barred(ROW), barred(ROW.replace("1;", "2;", 1)), drawn=drawn)
    found = prepared(tmp_path, BARRED, boekingen__csv=text)

    assert len(rows(found, "ledger_entries")) == 2
    assert "2 regels met alleen strepen, of buiten de strepen van de lijst, overgeslagen" in words_of(found)


def test_the_heading_of_the_next_page_between_bars_is_no_row_and_lines_keep_their_numbers(tmp_path):
    page = f"20.11.2026   Openstaande posten   2\n{barred(TITLES)}"
    text = words_of(prepared(tmp_path, BARRED, boekingen__csv=report(barred(ROW), page, barred(ROW.replace("1.234,50", "x")))))

    assert "(regel 9)" in text


def test_a_row_that_broke_off_refuses_between_bars_too(tmp_path):
    for cut in ("|1|C1|Factuur\n", "|1|C1|Factuur|Huur|20-02-2026|1-3-2026|1.234,50|GE\nHEIM|\n"):
        assert "(regel 6" in words_of(prepared(tmp_path, BARRED, boekingen__csv=report(cut)))


@pytest.mark.parametrize(("said", "is_right"), [("2.469,00", True), ("3.703,50", False)])
def test_a_total_marked_with_stars_is_no_row_and_is_compared_with_the_rows_above_it(tmp_path, said, is_right):
    total = f"|**||||||{said}||\n"
    text = report(barred(ROW), barred(ROW.replace("1;", "2;", 1)), "-" * WIDTH + "\n", total)
    found = prepared(tmp_path, BARRED, boekingen__csv=text)

    assert len(rows(found, "ledger_entries")) == 2 and "onderaan is een totaal" in words_of(found)
    assert ("is niet de som" in words_of(found)) != is_right


def test_totals_marked_with_stars_amidst_the_rows_are_passed_over_by_a_first_mapping(tmp_path):
    path = tmp_path / "boekingen.csv"
    path.write_text(report(barred(ROW), "|*||||||1.234,50||\n", barred(ROW.replace("1;", "2;", 1)), "|**||||||2.469,00||\n"))

    assert "^\\\\*{1,9}$" in text_of(propose(sheets_of(path))[0])


def test_dashes_below_the_titles_of_a_csv_are_no_row(tmp_path):
    drawn = ";".join("-" * len(title) for title in TITLES.strip().split(";"))
    found = prepared(tmp_path, ENTRIES, boekingen__csv=f"{TITLES}{drawn}\n{ROW}")

    assert len(rows(found, "ledger_entries")) == 1


@pytest.mark.parametrize("line", [["", "-", "", "--"], ["C1", "---"], ["", ""], ["-100,00", ""]])
def test_a_dash_for_nothing_is_not_drawn(line):
    assert not is_ruling(line)


def test_a_first_mapping_sees_the_list_without_them(tmp_path):
    path = tmp_path / "boekingen.csv"
    path.write_text(report(barred(ROW), "20.11.2026   Openstaande posten   2\n"))
    [sheet] = sheets_of(path)

    assert [row[1] for row in sheet.rows[3:]] == ["Boeking nr", "1"]
