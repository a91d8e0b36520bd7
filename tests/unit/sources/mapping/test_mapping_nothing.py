"""Exports of a database that writes NULL for a field that holds nothing: such a cell is an empty one, for map and for a run."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from sources.findings import SourcesRefused
from sources.reading.nothing import key_of
from sources.recognition.files import sheets_of
from tests.unit.sources.mapping.test_mapping import prepared, words_of

TENANTS = """
[tenants]
file = "personen.csv"
[tenants.columns]
tenant_id = "id"
tenant_type = "soort"
last_name = "achternaam"
name_prefix = "voegsel"
deceased_on = "overleden"
[tenants.values.tenant_type]
persoon = "person"
NULL = "organisation"
"""
TITLES = "id,soort,achternaam,voegsel,overleden\n"


def people(tmp_path, *lines: str):
    return prepared(tmp_path, TENANTS, personen__csv=TITLES + "".join(f"{line}\n" for line in lines))


def rows(report):
    asked = "select tenant_id, tenant_type, last_name, name_prefix, deceased_on from read_parquet(?) order by 1"
    return duckdb.connect().execute(asked, [str(report.tables["tenants"])]).fetchall()


def test_a_cell_that_says_null_is_no_prefix_and_no_day_and_how_many_there_are_is_said(tmp_path):
    report = people(tmp_path, '"1","persoon","Dorp","NULL","NULL"', r'"2","persoon","Kade","van","\N"', '"3","NULL","Laan","",""')

    assert rows(report) == [
        ("1", "person", "Dorp", None, None),
        ("2", "person", "Kade", "van", None),
        ("3", "organisation", "Laan", None, None),
    ]
    assert "in 4 cellen staat NULL" in words_of(report)


def test_a_day_without_figures_is_an_empty_cell_as_a_system_of_dbase_writes_it_and_a_name_with_a_stroke_is_not(tmp_path):
    report = people(tmp_path, '"1","persoon","Dorp","","  /  /    "', '"2","persoon","Kade / Laan","van","14/02/2026"')
    assert rows(report) == [("1", "person", "Dorp", None, None), ("2", "person", "Kade / Laan", "van", date(2026, 2, 14))]
    assert "in 1 cellen staat een datum zonder cijfers" in words_of(report) and "NULL" not in words_of(report)


def test_a_name_that_is_written_as_a_name_stays_one_and_null_in_capitals_is_no_name(tmp_path):
    named = people(tmp_path, "1,persoon,Null,van,2026-01-02")
    assert rows(named)[0][2:] == ("Null", "van", date(2026, 1, 2))
    assert "staat NULL" not in words_of(named)

    unnamed = people(tmp_path, "1,persoon,NULL,van,")
    assert rows(unnamed)[0][2] is None  # and a tenant without a last name is refused, as any is


def test_a_word_of_the_mapping_that_names_null_means_the_empty_cells():
    assert [key_of(word) for word in ("NULL", "null", r" \N ", " Ja ")] == ["", "", "", "ja"]


@pytest.mark.parametrize("pattern", ["^null$", "^(null|nee)$", r"^\\\\n$"])
def test_a_pattern_that_waits_for_null_is_refused_with_what_to_write(tmp_path, pattern):
    mapping = TENANTS.replace('"personen.csv"\n', f"\"personen.csv\"\nskip_lines = {{overleden = ['{pattern}']}}\n")
    with pytest.raises(SourcesRefused, match=r"schrijf in skip_lines en patterns '\^\$'"):
        prepared(tmp_path, mapping, personen__csv=TITLES)


def test_a_pattern_that_waits_for_a_day_without_figures_is_refused_too(tmp_path):
    mapping = TENANTS.replace('"personen.csv"\n', "\"personen.csv\"\nskip_lines = {overleden = ['^/  /$']}\n")
    with pytest.raises(SourcesRefused, match=r"zonder cijfers .* schrijf in skip_lines en patterns '\^\$'"):
        prepared(tmp_path, mapping, personen__csv=TITLES)


def test_a_word_in_which_null_stands_is_no_null(tmp_path):
    mapping = TENANTS.replace('"personen.csv"\n', "\"personen.csv\"\nskip_lines = {soort = ['^annull', '^nulling', '^null2']}\n")
    assert rows(prepared(tmp_path, mapping, personen__csv=TITLES + "1,persoon,Dorp,,\n"))


def test_map_sees_an_empty_cell_where_a_database_wrote_null(tmp_path):
    path = tmp_path / "contract.csv"
    path.write_text('"id","datum_einde"\n"1","NULL"\n"2","2026-03-01"\n"3","  /  /    "\n', encoding="utf-8")
    assert [list(row) for row in sheets_of(path)[0].rows] == [["id", "datum_einde"], ["1", ""], ["2", "2026-03-01"], ["3", ""]]


@pytest.mark.parametrize("change", [('"voegsel"', '""'), ('"voegsel"', '" "'), ('type = "soort"', 'type = ""')])
def test_what_a_person_has_not_filled_in_is_refused_though_a_column_of_the_file_has_no_title(tmp_path, change):
    lines = TITLES.replace("\n", ",\n") + "1,persoon,Dorp,van,,iets\n"
    with pytest.raises(SourcesRefused, match="nog niet ingevuld"):
        prepared(tmp_path, TENANTS.replace(*change), personen__csv=lines)
    constant = TENANTS.replace('name_prefix = "voegsel"\n', "") + '[tenants.constants]\nname_prefix = ""\n'
    with pytest.raises(SourcesRefused, match="nog niet ingevuld"):
        prepared(tmp_path, constant, personen__csv=lines)


def test_a_question_mark_is_an_empty_cell_where_no_cell_below_its_title_is_empty_as_progress_writes_it(tmp_path):
    report = people(tmp_path, "1,persoon,Dorp,?,?", "2,persoon,Kade,van,?", "3,NULL,Laan,?,14-02-2026")

    assert rows(report) == [
        ("1", "person", "Dorp", None, None),
        ("2", "person", "Kade", "van", None),
        ("3", "organisation", "Laan", None, date(2026, 2, 14)),
    ]
    assert "in 4 cellen staat alleen een vraagteken" in words_of(report)


def test_a_question_mark_among_empty_cells_is_what_somebody_does_not_know_and_no_day(tmp_path):
    lines = ["1,persoon,Dorp,,?", "2,persoon,Kade,,?", "3,persoon,Laan,,", "4,persoon,Veld,,", "5,persoon,Duin,,"]
    report = people(tmp_path, *lines)
    assert "vraagteken" not in words_of(report)
    assert [each.rule for each in report.findings if each.severity == "refused"] == ["unreadable_date"]


def test_a_question_mark_means_what_the_mapping_says_of_it(tmp_path):
    lines = TITLES + "1,?,Dorp,,\n2,?,Kade,,\n3,persoon,Laan,,\n"
    said = prepared(tmp_path, TENANTS + '"?" = "organisation"\n', personen__csv=lines)
    assert [kind for _, kind, *_ in rows(said)] == ["organisation", "organisation", "person"]
    assert "vraagteken" not in words_of(said)


def test_map_sees_an_empty_cell_where_progress_wrote_a_question_mark_and_not_where_a_person_did(tmp_path):
    path = tmp_path / "contract.csv"
    path.write_text('"id";"einde";"zeker"\n"1";"?";""\n"2";"01/03/2026";"?"\n"3";"?";""\n', encoding="utf-8")
    assert [list(row) for row in sheets_of(path)[0].rows][1:] == [["1", "", ""], ["2", "01/03/2026", "?"], ["3", "", ""]]
