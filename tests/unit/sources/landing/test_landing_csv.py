"""CSV files as people's systems write them, and the ones that are refused whole."""

import os

import duckdb
import pytest

from sources.landing_files import examine, find_files
from sources.landing_sql import SourceColumn, relation, select_statement
from tests.builders import DEFAULTS, Portfolio, charge
from tests.support.landing import MARKER, lawful_folder, load, refusal, rows_of, rules, write_rows, write_text
from validations.landing import LANDING_TABLES

LANDLORDS = "landlord_id,name,is_small_landlord\n"


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture
def folder(tmp_path):
    return lawful_folder(tmp_path)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("bom", [True, False])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_separator_byte_order_mark_and_line_ends_are_as_the_source_has_them(con, tmp_path, delimiter, bom, line_end):
    portfolio = Portfolio.lawful().change("landlords", "LL1", name='Wit, Grijs; "en" Zwart\nHuizen')
    folder = portfolio.write(tmp_path / "landing", delimiter=delimiter, bom=bom, line_end=line_end)
    report = load(con, folder)
    assert rows_of(con, "landlords")[0]["name"] == 'Wit, Grijs; "en" Zwart\nHuizen'
    assert rows_of(con, "landlords")[0]["landlord_id"] == "LL1"
    assert report.tables["collection_actions"].rows == 4


@pytest.mark.parametrize("ends", [("\r\n", "\n", "\n"), ("\n", "\r\n", "\n"), ("\n", "\n", "\r\n"), ("\r\n", "\r\n", "")])
def test_rows_may_end_in_different_ways_as_in_a_file_that_was_added_to(con, folder, ends):
    lines = ("landlord_id,name,is_small_landlord", 'LL1,"Wit\nZwart; ""en"" Grijs",false', "LL2,Huizen,true")
    write_text(folder, "landlords", "".join(line + end for line, end in zip(lines, ends, strict=True)))
    load(con, folder)
    assert rows_of(con, "landlords") == [
        {"landlord_id": "LL1", "name": 'Wit\nZwart; "en" Grijs', "is_small_landlord": False},
        {"landlord_id": "LL2", "name": "Huizen", "is_small_landlord": True},
    ]


def test_the_separator_is_judged_by_the_titles_not_by_how_often_it_stands_there(con, folder):
    write_text(folder, "landlords", 'landlord_id;name;is_small_landlord;"a,b,c,d,e"\nLL1;Huizen, groot;false;x\n')
    load(con, folder)
    assert rows_of(con, "landlords")[0]["name"] == "Huizen, groot"


def test_titles_may_stand_in_any_order_and_case_with_spaces_around_them(con, folder):
    write_text(folder, "landlords", '"IS_small_landlord" , Name,\tLANDLORD_ID\nfalse,Huizen,LL1\n')
    load(con, folder)
    assert rows_of(con, "landlords") == [{"landlord_id": "LL1", "name": "Huizen", "is_small_landlord": False}]


def test_a_column_that_is_not_listed_is_named_and_never_read(con, folder):
    write_rows(folder, "tenants", {"bsn": MARKER, "geboren": MARKER}, columns=["bsn", *DEFAULTS["tenants"], "geboren"])
    report = load(con, folder)
    assert report.tables["tenants"].unlisted_columns == ("bsn", "geboren")
    assert MARKER not in repr(report)
    assert MARKER not in repr(rows_of(con, "tenants"))
    assert list(rows_of(con, "tenants")[0]) == list(DEFAULTS["tenants"])


def test_a_trailing_separator_on_every_line_is_no_column(con, folder):
    write_text(folder, "landlords", "landlord_id;name;is_small_landlord;\nLL1;Huizen;false;\n")
    assert load(con, folder).tables["landlords"].unlisted_columns == ()


@pytest.mark.parametrize("title", ["", " "])
def test_a_filled_column_that_lost_its_title_is_refused(con, folder, title):
    columns = ",".join(title if name == "deceased_on" else name for name in DEFAULTS["tenants"])
    row = ",".join("2026-04-01" if name == "deceased_on" else str(cell or "") for name, cell in DEFAULTS["tenants"].items())
    write_text(folder, "tenants", f"{columns}\n{row}\n")
    assert rules(refusal(con, folder)) == {("tenants", None, "untitled_column")}


def test_a_column_without_a_title_is_passed_over_where_no_listed_one_is_missing(con, folder):
    write_text(folder, "landlords", ",landlord_id,name,is_small_landlord\n0,LL1,Huizen,false\n")
    assert load(con, folder).tables["landlords"].rows == 1


def test_a_title_that_stands_there_twice_is_refused(con, folder):
    write_text(folder, "landlords", f"landlord_id,name,is_small_landlord, NAME\nLL1,a,false,{MARKER}\n")
    assert rules(refusal(con, folder)) == {("landlords", "name", "duplicate_column")}


def test_a_file_without_titles_does_not_have_its_first_row_shown(con, folder):
    write_text(folder, "tenants", f"T1,person,,{MARKER},{MARKER},A.B.,,,,\n")
    assert rules(refusal(con, folder)) == {
        ("tenants", "tenant_id", "missing_column"),
        ("tenants", "tenant_type", "missing_column"),
        ("tenants", "(not listed)", "duplicate_column"),
    }


@pytest.mark.parametrize("text", [LANDLORDS, LANDLORDS.strip(), LANDLORDS.replace("\n", "\r\n")])
def test_titles_alone_are_a_table_without_rows(con, folder, text):
    write_text(folder, "landlords", text)
    assert load(con, folder).tables["landlords"].rows == 0


def test_an_empty_line_is_no_row(con, folder):
    write_text(folder, "landlords", LANDLORDS + "LL1,Huizen,false\n\nLL2,Huizen,true\n\n")
    write_text(folder, "export_info", "bank_cut_off_on\n\n2026-04-19\n\n")
    report = load(con, folder)
    assert report.tables["landlords"].rows == 2
    assert report.tables["export_info"].rows == 1


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"\n\n", "empty_file"),
        (LANDLORDS.encode() + f"LL1,{MARKER}\xe9".encode("latin-1") + b",false\n", "wrong_encoding"),
        (LANDLORDS.encode() + f"LL1,{MARKER}".encode() + b"\xe2\x82", "wrong_encoding"),
        (b"bsn," + LANDLORDS.encode() + b"\xff,LL1,x,false\n", "wrong_encoding"),
        ((LANDLORDS + f"LL1,{MARKER},false\n").encode("utf-16"), "wrong_encoding"),
        (LANDLORDS.encode() + f"LL1,{MARKER}\0,false\n".encode(), "nul_character"),
        (LANDLORDS.encode() + f"LL1,{MARKER},false,x\n".encode(), "ragged_row"),
        (LANDLORDS.encode() + f"LL1,{MARKER}\n".encode(), "ragged_row"),
        (LANDLORDS.encode() + f"LL1,{MARKER},false,x\nLL2,x\n".encode(), "ragged_row"),
        (LANDLORDS.encode() + f'LL1,"{MARKER},false\nLL2,x,false\n'.encode(), "broken_quotes"),
        (LANDLORDS.encode() + f'LL1,"{MARKER}" x,false\n'.encode(), "broken_quotes"),
        (LANDLORDS.encode() + f'LL1,"{MARKER},false\r\nLL2,x,false\n'.encode(), "broken_quotes"),
        (LANDLORDS.encode() + f'LL1,{MARKER},false\r\nLL2,"x" x,false\n'.encode(), "broken_quotes"),
        (LANDLORDS.encode() + f"LL1,{MARKER},false\r\nLL2,x\n".encode(), "ragged_row"),
    ],
)
def test_a_damaged_file_is_refused_whole_and_its_content_not_shown(con, folder, content, rule):
    (folder / "landlords.csv").write_bytes(content)
    write_rows(folder, "tenants", {"tenant_type": MARKER})
    problems = refusal(con, folder)
    assert {each.rule for each in problems if each.table == "landlords"} == {rule}
    assert ("tenants", "tenant_type", "not_in_list") in rules(problems)  # the other tables are still looked at


def test_the_place_of_the_damage_is_named(con, folder):
    (folder / "landlords.csv").write_bytes(LANDLORDS.encode() + b"LL1,x,false\nLL2,\xe9,false\n")
    write_text(folder, "municipalities", "municipality_code,name\n0363,Amsterdam\n0344,Utrecht,x\n")
    encoding, ragged = refusal(con, folder)
    assert (encoding.rule, encoding.lines) == ("wrong_encoding", (3,))
    assert (ragged.rule, ragged.lines) == ("ragged_row", (3,))


def test_a_character_split_over_two_chunks_is_no_damage(con, folder):
    filler = LANDLORDS + "LL1," + "x" * ((1 << 20) - len(LANDLORDS) - 5)
    write_text(folder, "landlords", filler + "é" * 10 + ",false\n")
    assert load(con, folder).tables["landlords"].rows == 1


def test_a_file_that_grows_while_it_is_read_is_refused(con, folder, monkeypatch):
    def examine_and_append(file, work_dir):
        examined = examine(file, work_dir)
        if file.table == "landlords":
            with file.path.open("a") as stream:
                stream.write("LL2,Huizen,false\n")
        return examined

    monkeypatch.setattr("sources.landing.examine", examine_and_append)
    assert rules(refusal(con, folder)) == {("landlords", None, "changed_while_reading")}


def test_the_plan_of_every_table_keeps_the_order_of_the_rows(con, folder, tmp_path):
    # Row numbers are counted in the stored table; a join in the plan (DuckDB makes one of a long IN) loses the order.
    con.execute("CREATE SCHEMA landing")
    for table in LANDING_TABLES:
        write_rows(folder, table.name, {})
    files = find_files(folder, {}).files
    for table in LANDING_TABLES:
        file, _ = examine(files[table.name], tmp_path)
        columns = {title: SourceColumn(f"c{position}") for position, title in enumerate(file.titles)}
        source, parameters = relation(file)
        plan = con.execute(f"EXPLAIN {select_statement(table, columns, source)}", parameters).fetchall()[0][1]
        assert "join" not in plan.lower(), table.name


def test_row_numbers_are_right_in_a_file_that_is_read_in_parts(con, folder):
    broken = {77, 90_000, 199_998}
    entries = (
        charge(entry_id=f"E{n}", lease_id="L" + "x" * 60, amount="0" if n in broken else "1.00").cells for n in range(1, 200_001)
    )
    write_rows(folder, "ledger_entries", *entries)
    assert (folder / "ledger_entries.csv").stat().st_size > 16 << 20
    con.execute("SET threads = 4")
    (problem,) = refusal(con, folder)
    assert (problem.rule, problem.count, set(problem.rows)) == ("not_positive", 3, broken)


def test_a_folder_name_with_characters_that_mean_something_to_the_reader(con, tmp_path):
    (tmp_path / "a").mkdir()
    Portfolio.lawful("L1", "L2").write(tmp_path / "a" / "year=2026")
    report = load(con, Portfolio.lawful().write(tmp_path / "[ab]* o'clock" / "year=2026"))
    assert report.tables["leases"].rows == 1
    assert os.listdir(tmp_path / "a") == ["year=2026"]
