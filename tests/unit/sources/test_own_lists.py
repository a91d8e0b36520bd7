"""The lists that no system gives: empty they say nothing until a person wrote so, filled they are read without a mapping."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from documents.check import MISSING, UNSURE, check_landing
from sources.mapping import prepare_mapped
from sources.reading.own_lists import is_own_list, lists_missing, own_lists
from sources.reading.rules import TABLES

PAGE = Path(__file__).parents[3] / "docs" / "nl" / "lijsten-en-vragen.md"
TENANTS = """
[tenants]
file = "huurders.csv"
columns = {tenant_id = "Nr", last_name = "Naam"}
constants = {tenant_type = "person"}
"""
PEOPLE = "Nr;Naam\n5001;Jansen\n5002;Bakker\n"


@pytest.fixture
def landing(tmp_path):
    (tmp_path / "exports").mkdir()
    return tmp_path


def typed(landing, name, *lines, encoding="utf-8-sig", separator=";"):
    text = own_lists()[name].text().replace(";", separator) + "".join(f"{line}\n" for line in lines)
    (landing / "exports" / name).write_bytes(text.encode(encoding))


def mapped(landing, text="", **files):
    (landing / "mapping.toml").write_text(text, encoding="utf-8")
    for name, content in {"huurders": PEOPLE, **files}.items():
        (landing / "exports" / f"{name}.csv").write_text(content)
    return prepare_mapped(landing, landing / "work")


def rows(report, table, columns="*"):
    return duckdb.connect().execute(f"select {columns} from read_parquet(?) order by all", [str(report.tables[table])]).fetchall()


def refusals(report):
    return [(each.source, each.rule) for each in report.findings if each.severity == "refused"]


@pytest.mark.parametrize("each", own_lists().values(), ids=own_lists().keys())
def test_a_list_names_what_its_table_requires_and_its_own_text_can_be_read_again(landing, each):
    said = each.said
    given = {*said["columns"], *said.get("made_ids", {}), *said.get("constants", {})}
    assert {column.name for column in TABLES[each.table].columns if column.required} <= given
    assert given <= {column.name for column in TABLES[each.table].columns}
    typed(landing, each.file)
    assert is_own_list(landing / "exports" / each.file)
    assert ";" not in each.fill and each.text().splitlines()[1].split(";") == each.titles


def test_the_lists_that_the_pages_show_are_read_as_the_page_writes_them(landing):
    blocks = [
        block.strip() + "\n" for block in PAGE.read_text(encoding="utf-8").split("```") if ";" in block.partition("\n\n")[0]
    ]
    files = {";".join(each.titles): each.file for each in own_lists().values()}
    for block in blocks:
        (landing / "exports" / files[block.partition("\n")[0]]).write_text(block, encoding="utf-8")
    report = mapped(landing, TENANTS.replace("huurders.csv", "relaties.csv"), relaties="Nr;Naam\nH20311;Jansen\nH20417;Bakker\n")
    assert refusals(report) == [] and len(blocks) == 5
    assert rows(report, "landlords") == [("V1", "Stichting Voorbeeld", False)]
    assert rows(report, "municipality_agreements", "municipality_code, signed_on, system, minimum_amount") == [
        ("0344", date(2025, 2, 1), "ris_matching", None), ("0363", date(2025, 3, 14), "vps", 50),
    ]  # fmt: skip
    assert rows(report, "tenants", "tenant_id, deceased_on") == [("H20311", date(2026, 9, 2)), ("H20417", None)]
    assert rows(report, "mandates", "valid_from, valid_until, complex_id") == [(date(2024, 2, 1), None, None)]
    assert rows(report, "objections", "tenant_id, received_by") == [("H20417", "landlord")]


@pytest.mark.parametrize("name", [name for name, each in own_lists().items() if each.asks])
def test_a_list_that_is_still_empty_refuses_until_it_is_filled_in_or_says_that_there_is_nobody(landing, name):
    typed(landing, name)
    assert refusals(mapped(landing, TENANTS)) == [(f"exports/{name}", "list_not_filled")]
    typed(landing, name, "Geen")
    report = mapped(landing, TENANTS)
    assert refusals(report) == [] and landing / "exports" / name in report.files


def test_an_empty_list_of_what_an_export_gives_already_says_nothing(landing):
    typed(landing, "overleden.csv")
    tenants = TENANTS.replace('last_name = "Naam"', 'last_name = "Naam", deceased_on = "Overleden"')
    report = mapped(landing, tenants)
    assert [rule for _, rule in refusals(report)] == ["title_missing"]  # the title of this test, which the export lacks


def test_no_agreement_yet_is_a_table_without_rows(landing):
    typed(landing, "overeenkomsten.csv", "geen")
    assert rows(mapped(landing), "municipality_agreements") == []


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ";"), ("cp1252", ";"), ("utf-8", ","), ("utf-16", ";")])
def test_a_list_is_read_as_excel_or_an_editor_saves_it(landing, encoding, separator):
    if separator == ",":
        text = ",".join(own_lists()["overeenkomsten.csv"].titles) + "\n0344,,1-2-2025,,vps,50\n"
        (landing / "exports" / "overeenkomsten.csv").write_text(text)
    else:
        typed(landing, "overeenkomsten.csv", "0344;;01-02-2025;;vps;50,00", encoding=encoding)
    report = mapped(landing)
    found = report.tables.get("municipality_agreements")
    assert (found is None) == (encoding == "utf-16")  # which no list is saved as by itself
    if found:
        wanted = [("0344", date(2025, 2, 1), "vps", 50)]
        assert rows(report, "municipality_agreements", "municipality_code, signed_on, system, minimum_amount") == wanted


def test_an_objection_has_its_number_and_the_word_of_who_received_it(landing):
    typed(landing, "bezwaren.csv", "5001;03-03-2026;;verhuurder", "5002;2026-03-04;05-04-2026;Gemeente")
    assert rows(mapped(landing), "objections") == [
        ("5001/03-03-2026", "5001", date(2026, 3, 3), None, "landlord"),
        ("5002/2026-03-04", "5002", date(2026, 3, 4), date(2026, 4, 5), "municipality"),
    ]


def test_a_word_that_a_list_does_not_know_is_refused_with_the_words_it_does_and_no_line_of_a_mapping(landing):
    typed(landing, "bezwaren.csv", "5001;03-03-2026;;buurman")
    (refusal,) = [each for each in mapped(landing).findings if each.severity == "refused"]
    assert "geen van verhuurder, gemeente (regel 3)" in refusal.text and "mapping.toml" not in refusal.text


def test_a_death_is_noted_with_its_tenant_and_the_list_adds_nobody(landing):
    typed(landing, "overleden.csv", "5002;03-10-2026")
    report = mapped(landing, TENANTS)
    assert rows(report, "tenants", "tenant_id, deceased_on") == [("5001", None), ("5002", date(2026, 10, 3))]
    assert report.made_of["tenants"].places([2]) == {"huurders.csv": [3]}


@pytest.mark.parametrize("line", ["5009;03-10-2026", "5002;"])
def test_a_death_of_nobody_we_know_or_without_a_day_is_refused_for_its_tenant_would_be_reported(landing, line):
    typed(landing, "overleden.csv", "5001;03-10-2026", line)
    report = mapped(landing, TENANTS)
    assert refusals(report) == [("exports/overleden.csv", "death_of_nobody")] and "tenants" not in report.tables
    assert "regel 4" in str(report.findings[-1]) and "tenants" in report.not_made


def test_a_list_of_deaths_beside_tenants_that_no_mapping_reads_is_refused(landing):
    typed(landing, "overleden.csv", "5001;03-10-2026")
    assert refusals(mapped(landing)) == [("exports/overleden.csv", "list_of_nobody")]


def test_a_landlords_own_export_of_the_same_name_is_his_and_so_is_a_list_that_the_mapping_reads(landing):
    (landing / "exports" / "bezwaren.csv").write_text("Klant;Datum\n5001;03-03-2026\n")
    assert not is_own_list(landing / "exports" / "bezwaren.csv")
    typed(landing, "medehuurders.csv")
    block = '[co_tenants]\nfile = "mede*.csv"\ntitle_row = 2\ncolumns = {lease_id = "Contract", tenant_id = "Huurder"}\n'
    assert refusals(mapped(landing, TENANTS + block)) == []


def test_lists_are_put_ready_for_what_nothing_gives_and_never_over_one_that_is_there(landing):
    typed(landing, "bezwaren.csv")
    found = [each.file for each in lists_missing(landing, {"landlords", "mandates"}, gives_deaths=True)]
    assert found == ["overeenkomsten.csv", "betalingsregelingen.csv", "medehuurders.csv", "bank.csv"]
    assert "overleden.csv" in [each.file for each in lists_missing(landing, set(), gives_deaths=False)]


def test_a_list_is_not_called_missing_while_the_mapping_file_itself_is_refused(landing):
    typed(landing, "overeenkomsten.csv", "0344;;01-02-2025;;vps;")
    (landing / "mapping.toml").write_text(TENANTS + "x = [")
    states = {each.table: each.state for each in check_landing(landing, date(2026, 11, 20)).tables}
    assert (states["municipality_agreements"], states["tenants"], states["postcodes"]) == (UNSURE, UNSURE, MISSING)
    (landing / "mapping.toml").unlink()
    assert "(uit exports/overeenkomsten.csv)" in check_landing(landing, date(2026, 11, 20)).text()


def test_a_list_that_was_read_before_and_is_gone_is_refused_for_whoever_stood_on_it_would_be_reported(landing):
    typed(landing, "overleden.csv", "5002;03-10-2026")
    before = mapped(landing, TENANTS).shapes
    (landing / "exports" / "overleden.csv").unlink()
    again = prepare_mapped(landing, landing / "work", before=before)
    assert refusals(again) == [("exports/overleden.csv", "list_gone")]
    typed(landing, "overleden.csv", "geen")
    assert refusals(prepare_mapped(landing, landing / "work", before=before)) == []
