"""The same mapping with next month's files: what is no longer as it was is named, with the line of the mapping to change."""

from __future__ import annotations

import duckdb
import pytest

from sources.mapping import MappedReport, prepare_mapped
from sources.reading.export_shapes import has_figures_of_a_day, read_shapes, write_shapes
from sources.reading.where import blocks_of
from tests.unit.sources.mapping.test_mapping import ENTRIES, ROW, TITLES, words_of

LINES = {text: number for number, text in enumerate(ENTRIES.splitlines(), start=1)}


def line_of(beginning: str) -> int:
    return next(number for text, number in LINES.items() if text.startswith(beginning))


@pytest.fixture
def month(tmp_path):
    """Puts one file of entries where last month's was, and reads it beside how that one looked."""
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(ENTRIES, encoding="utf-8")
    kept: list[MappedReport] = []

    def read(content: str, encoding: str = "utf-8") -> MappedReport:
        (tmp_path / "exports" / "boekingen.csv").write_bytes(content.encode(encoding))
        before = kept[-1].shapes if kept else ()
        kept.append(prepare_mapped(tmp_path, tmp_path / "work", before=before))
        return kept[-1]

    return read


def test_a_month_like_the_one_before_it_has_nothing_to_report(month):
    month(TITLES + ROW)

    assert words_of(month(TITLES + ROW + ROW.replace("1;C1", "2;C2"))) == ""


def test_a_new_title_and_one_that_is_gone_are_named_with_the_line_to_change(month):
    month(TITLES + ROW)
    report = month(TITLES.replace("Opmerking", "Bezwaar d.d.") + ROW)

    columns = line_of("[ledger_entries.columns]")
    assert f"nieuwe titel sinds de vorige keer: 'Bezwaar d.d.'. Hoort die erbij, zet hem dan onder regel {columns}" in words_of(
        report
    )
    assert "nog stond: 'opmerking'. De mapping gebruikt die niet." in words_of(report)
    assert "GEHEIM" not in words_of(report)


def test_a_title_that_the_mapping_needs_and_is_gone_is_refused_with_its_line_and_what_is_new(month):
    month(TITLES + ROW)
    report = month(TITLES.replace("Bedrag", "Bedrag EUR") + ROW)

    assert f"niet op regel 1. Bedoelt u 'bedrag eur'? Zie regel {line_of('amount')} van mapping.toml" in words_of(report)
    assert "nieuwe titel sinds de vorige keer: 'bedrag eur'" in words_of(report)


def test_a_new_word_is_refused_with_the_line_of_the_words(month):
    month(TITLES + ROW)
    report = month(TITLES + ROW.replace("Factuur", "Creditnota"))

    assert f"Zie regel {line_of('[ledger_entries.values.entry_type]')} van mapping.toml" in words_of(report)


def test_another_separator_way_of_writing_dates_or_amounts_is_named(month):
    month(TITLES + ROW)
    report = month((TITLES + ROW.replace("20-02-2026", "20/02/2026").replace("1.234,50", "1234.50")).replace(";", "|"))
    text = words_of(report)

    assert "het scheidingsteken was puntkomma en is nu streep" in text
    assert "'Boekdatum' is nu ook geschreven als '99/99/9999', en was 99-99-9999. Kijk of het goed is gelezen" in text
    assert f"regel {line_of('booked_on')} van mapping.toml" in text
    assert "'Bedrag' is nu ook geschreven als '1234.50', en was 1.234,50" in text
    assert [each.severity for each in report.findings if each.rule == "writing_changed"] == ["warning", "warning"]


def test_another_encoding_is_refused_with_the_line_of_the_block(month):
    month(TITLES + ROW)
    report = month(TITLES + ROW.replace("GEHEIM", "José"), "cp1252")

    assert f"Zie regel {line_of('[ledger_entries]')} van mapping.toml" in words_of(report)


def test_shapes_are_kept_in_the_warehouse_without_a_cell(month):
    shapes = month(TITLES + ROW).shapes
    con = duckdb.connect()

    assert read_shapes(con) == ()
    write_shapes(con, shapes)
    assert read_shapes(con) == shapes
    assert shapes[0].writing == {"boekdatum": ("99-99-9999",), "vervaldatum": ("99-99-9999",), "bedrag": ("dutch",)}
    kept = str(con.execute("from control.export_shapes").fetchall())
    assert not any(cell in kept for cell in ("GEHEIM", "C1", "1.234,50", "20-02-2026"))


def test_the_lines_of_a_block_are_those_that_a_person_sees():
    text = 'confirmed = true\n\n[[leases]]\nfile = "a"\n[leases.columns]\nlease_id = "Contract  Nr"\n'
    text += '# "weg"\n[[leases]]\nfile = "b"\n'

    assert blocks_of(text) == {"leases": [{"": 3, '"a"': 4, "columns": 5, '"contract nr"': 6}, {"": 8, '"b"': 9}]}


@pytest.mark.parametrize(
    ("has_them", "cells"), [(True, ("1-1-26", "1 mei 26", "20260101", "46000")), (False, ("2", "v12", None))]
)
def test_a_number_of_a_version_has_not_the_figures_of_a_day(has_them, cells):
    assert {has_figures_of_a_day(each) for each in cells} == {has_them}
