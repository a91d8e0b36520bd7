"""Titles, words and sheets with signs that mean something in a mapping file: proposed, and read by a run as they stand there."""

from __future__ import annotations

import io

import duckdb
import pytest
import xlsxwriter

from sources.mapping import prepare_mapped
from sources.reading.shapes import joined_titles
from sources.recognition.files import sheets_of
from sources.recognition.sheets import propose
from tests.support.proposal import text_of

TITLES = ["Boekingsnummer", "Contract\nnummer", 'Soort "boeking"', "Rubriek", "Boek\\datum", "Verval-\ndatum", "Bedrag #"]


def entries(*kinds: str, category: str = "Huur") -> list[list[str]]:
    return [
        [f"B{n}", f"C{n % 9}", kinds[n % len(kinds)], category, f"{n % 28 + 1:02}-05-2026", f"{n % 28 + 1:02}-06-2026", "512,30"]
        for n in range(30)
    ]


def workbook(rows: list[list[str]], sheet: str) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return buffer.getvalue()


def text_file(rows: list[list[str]]) -> bytes:
    lines = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def prepared(folder, name: str, data: bytes, **answers: str):
    """What a run reads by the proposal; `answers`: what a person fills in, code -> code."""
    (folder / "exports").mkdir(parents=True)
    (folder / "exports" / name).write_bytes(data)
    text = text_of(propose(sheets_of(folder / "exports" / name))[0]).replace("confirmed = false", "confirmed = true")
    for word, ours in answers.items():
        text = text.replace(f'# {word} = ""', f'{word} = "{ours}"')
    (folder / "mapping.toml").write_text(text, encoding="utf-8")
    return prepare_mapped(folder, folder / "work")


def kinds_read(report) -> dict[str, int]:
    assert [str(each) for each in report.findings if each.severity == "refused"] == []
    asked = "select entry_type, count(*) from read_parquet(?) group by all"
    return dict(duckdb.connect().execute(asked, [str(report.tables["ledger_entries"])]).fetchall())


@pytest.mark.parametrize("sheet", ["Blad1", "Huur 'oud' 2", 'A "b" #c', "x = {y}, z"])
@pytest.mark.parametrize("kinds", [("Factuur", "Betaling"), ('"Factuur"', "Betaling"), ("Factuur\n(huur)", "Betaling")])
def test_a_workbook_with_such_titles_words_and_sheets_is_read_as_proposed(tmp_path, sheet, kinds):
    word = {'"Factuur"': r'"\"Factuur\""', "Factuur\n(huur)": r'"Factuur\n(huur)"'}.get(kinds[0], kinds[0])
    report = prepared(tmp_path / "landing", "B.xlsx", workbook([TITLES, *entries(*kinds)], sheet), **{word: "charge"})

    assert kinds_read(report) == {"charge": 15, "payment": 15}


@pytest.mark.parametrize("name", ["B.csv", "Boekingen [1].csv", 'Boek"ing".csv', "Boek\\ing.csv", "Boek'ing #1.csv"])
def test_a_text_file_of_any_name_is_found_and_read_as_proposed(tmp_path, name):
    kinds = ("C:\\Factuur", "Betaling")
    report = prepared(tmp_path / "landing", name, text_file([TITLES, *entries(*kinds)]), **{r'"C:\\Factuur"': "charge"})

    assert kinds_read(report) == {"charge": 15, "payment": 15}


def test_a_title_that_breaks_over_lines_in_its_cell_stands_on_one_in_the_file(tmp_path):
    rows = [TITLES, *entries("Factuur", "Betaling")]
    (tmp_path / "B.xlsx").write_bytes(workbook(rows, "Blad1"))
    text = text_of(propose(sheets_of(tmp_path / "B.xlsx"))[0])

    assert 'lease_id = "Contract nummer"' in text and 'due_on = "Verval- datum"' in text
    assert joined_titles([["Lease\n From ", "\tTo\r\nday"]]) == ["Lease From", "To day"]
