"""CBS's address file: recognised by what is in it, of the right year, with the mergers that hold on the as-of date."""

import zipfile
from datetime import date

import duckdb
import pytest

from sources.cbs import OUR_CHANGES, _read_changes, prepare_cbs, successors

AS_OF = date(2026, 4, 20)
TITLES = "PC6;Huisnummer;Buurt{0};Wijk{0};Gemeente{0}\n"


def addresses(*lines, year=2025, titles=TITLES):
    return titles.format(year) + "".join(f"{line}\n" for line in lines)


def rows(report, table="postcodes"):
    return duckdb.connect().execute("from read_parquet(?) order by all", [str(report.tables[table])]).fetchall()


def prepared(folder, as_of=AS_OF):
    return prepare_cbs(folder, folder / "out", as_of)


def rules(report):
    return {finding.rule for finding in report.findings if finding.severity != "note"} - {"cbs_names_missing"}


@pytest.mark.parametrize(
    "text",
    [
        addresses("1011AB;7;03630001;036300;0363"),
        addresses("1011 ab;07;1;1;GM0363", titles="pc;huisnummer;gwb_code;wijkcode;gemeentecode\n"),
        addresses('"1011AB";"7";"x";"363"', titles='"PC6";"Huisnummer";"Buurtcode";"Gem2017"\n'),
        addresses("1011AB,7,x,y,363", titles="pc6,huisnr,buurt,wijk,gm_code\n"),
        addresses("1011AB;7;x;y;363", titles="kolom1;kolom2;kolom3;kolom4;kolom5\n"),
        addresses("1011AB;7;x;y;363", titles=""),
        "\ufeff" + addresses("1011AB;7;03630001;036300;0363").replace("\n", "\r\n"),
        addresses("1011AB;7;Amsterdam;0363", titles="PC6;Huisnummer;Gemeentenaam2025;Gemeente2025\n"),
    ],
)
def test_the_columns_are_found_whatever_the_year_called_them(tmp_path, text):
    (tmp_path / "pc6hnr20250801_gwb.csv").write_text(text, encoding="utf-8")
    assert rows(prepared(tmp_path)) == [("1011AB", "7", "0363")]


def test_a_zip_is_read_and_lists_of_districts_beside_it_are_passed_over(tmp_path):
    with zipfile.ZipFile(tmp_path / "2025-cbs-pc6huisnr20250801_buurt.zip", "w") as archive:
        archive.writestr("map/gemeenten_2025.csv", "Gemeentecode2025;Gemeentenaam2025\nGM0518;'s-Gravenhage\n")
        archive.writestr("map/pc6hnr20250801_gwb.csv", addresses("1011AB;1;x;y;518"))
    (tmp_path / "brt2025.csv").write_text("buurt2025;naam\n1;Centrum\n")
    (tmp_path / "pc6hnr.txt").write_text("")
    report = prepared(tmp_path)
    assert rows(report) == [("1011AB", "1", "0518")] and report.year == 2025 and not rules(report)
    assert rows(report, "municipalities") == [("0518", "'s-Gravenhage")]
    assert sum(finding.rule == "cbs_not_addresses" for finding in report.findings) == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["municipalities.parquet", "postcodes.parquet"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gem2020.csv", "Gemcode2020;Gemeentenaam2020\r\n518;'s-Gravenhage\r\n80;Súdwest\r\n".encode()),
        ("gemeenten_2023.csv", "GM_CODE,GM_NAAM\nGM0518,'s-Gravenhage\nGM0080,Súdwest\n".encode("cp1252")),
    ],
)
def test_municipalities_have_the_names_of_the_list_beside_the_addresses_whatever_its_titles(tmp_path, name, text):
    (tmp_path / "pc6hnr20250801_gwb.csv").write_text(addresses("1011AB;1;x;y;518", "8601AA;1;x;y;80"))
    (tmp_path / name).write_bytes(text)
    report = prepared(tmp_path)
    assert rows(report, "municipalities") == [("0080", "Súdwest"), ("0518", "'s-Gravenhage")]
    assert [each.source for each in report.findings if each.rule == "cbs_names_used"] == [f"cbs/{name}"]
    assert not rules(report) and all(each.rule != "cbs_not_addresses" for each in report.findings)


def test_a_municipality_that_no_list_names_is_in_the_table_under_its_code_and_that_is_a_warning(tmp_path):
    (tmp_path / "pc6hnr20250801_gwb.csv").write_text(addresses("3511AB;1;x;y;344", "8601AA;1;x;y;80"))
    report = prepared(tmp_path)
    assert rows(report, "municipalities") == [("0080", "gemeente 0080"), ("0344", "gemeente 0344")]
    assert [(each.rule, each.count) for each in report.findings if each.severity == "warning"] == [("cbs_names_missing", 2)]


def test_a_municipality_that_merged_leaves_its_name_to_its_successor(tmp_path):
    (tmp_path / "pc6hnr20210801_gwb.csv").write_text(addresses("1703AA;3;x;y;398", year=2021))
    (tmp_path / "gem2021.csv").write_text("Gemcode2021;Gemeentenaam2021\n398;Heerhugowaard\n416;Langedijk\n")
    assert rows(prepared(tmp_path, date(2021, 12, 31)), "municipalities") == [("0398", "Heerhugowaard"), ("0416", "Langedijk")]
    assert rows(prepared(tmp_path, date(2022, 1, 1)), "municipalities") == [("1980", "Dijk en Waard")]


def test_of_several_years_the_newest_up_to_the_as_of_date_counts_and_of_one_year_its_last_issue(tmp_path):
    (tmp_path / "pc6hnr20200801_gwb.csv").write_text(addresses("1011AB;1;x;y;9001", year=2021))  # CBS named 2021's so
    (tmp_path / "pc6hnr20250801_buurt.csv").write_text(addresses("1011AB;1;x;y;9002"))
    (tmp_path / "pc6hnr20250801_buurt_20260218.csv").write_text(addresses("1011AB;1;x;y;9003"))
    (tmp_path / "pc6hnr20270801_gwb.csv").write_text(addresses("1011AB;1;x;y;9004", year=2027))
    assert rows(prepared(tmp_path)) == [("1011AB", "1", "9003")]
    assert rows(prepared(tmp_path, date(2024, 5, 1))) == [("1011AB", "1", "9001")]
    assert rows(prepared(tmp_path, date(2027, 1, 1))) == [("1011AB", "1", "9004")]


def test_a_municipality_that_merged_counts_as_its_successor_from_that_day(tmp_path):
    (tmp_path / "pc6hnr20210801_gwb.csv").write_text(
        addresses("1703AA;3;x;y;398", "1724AA;1;x;y;0416", "1381AA;1;x;y;457", year=2021)
    )
    expected = {
        date(2021, 12, 31): ["0457", "0398", "0416"], date(2022, 1, 1): ["0457", "1980", "1980"],
        date(2022, 3, 24): ["0363", "1980", "1980"],
    }  # fmt: skip
    assert {day: [row[2] for row in rows(prepared(tmp_path, day))] for day in expected} == expected


def test_a_municipality_that_was_split_is_named_and_keeps_its_code(tmp_path):
    (tmp_path / "pc6hnr20200801_gwb.csv").write_text(addresses("5076AA;1;x;y;788", year=2020))
    report = prepared(tmp_path)
    assert rows(report) == [("5076AA", "1", "0788")] and rules(report) == {"cbs_split"}


def test_a_landlord_can_add_a_change_of_his_own_and_mergers_follow_each_other(tmp_path):
    (tmp_path / "pc6hnr20210801_gwb.csv").write_text(addresses("1703AA;3;x;y;398", year=2021))
    own = "old_code,old_name,new_code,new_name,effective_on,kind\n1980,Dijk en Waard,9999,Nieuwe Gemeente,2026-01-01,merged\n"
    (tmp_path / "municipality_changes.csv").write_text(own)
    assert rows(prepared(tmp_path)) == [("1703AA", "3", "9999")]
    excel = "\ufeff" + own.replace(",", ";").replace("1980", "GM1980").replace("2026-01-01", "1-1-2026") + ";;;;;\n"
    (tmp_path / "municipality_changes.csv").write_text(excel)
    assert rows(prepared(tmp_path)) == [("1703AA", "3", "9999")]
    (tmp_path / "municipality_changes.csv").write_text(own.replace("1980", "Dijk"))
    assert rules(prepared(tmp_path)) == {"cbs_changes_unreadable"}
    (tmp_path / "municipality_changes.csv").write_text("a,b\n1,2\n")
    assert rules(prepared(tmp_path)) == {"cbs_changes_unreadable"}


def test_a_postcode_in_two_municipalities_stays_so_and_an_address_in_two_makes_it_one(tmp_path):
    (tmp_path / "pc6hnr20250801_gwb.csv").write_text(addresses(
        "1011AB;1;x;y;363", "1011AB;2;x;y;518", "2011AA;1;x;y;363", "2011AA;1;x;z;363",
        "3011AA;1;x;y;363", "3011AA;1;x;y;518", "3011AA;2;x;y;518",
    ))  # fmt: skip
    report = prepared(tmp_path)
    assert rows(report) == [
        ("1011AB", "1", "0363"), ("1011AB", "2", "0518"), ("2011AA", "1", "0363"),
        ("3011AA", "1", "0518"), ("3011AA", "2", "0518"), ("3011AA", None, "0363"),
    ]  # fmt: skip
    assert rules(report) == {"cbs_address_in_two"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (addresses("1011AB;1;x;y;363", *["GEHEIM;1;x;y;363"] * 5), "cbs_rows_faulty"), (addresses(), "cbs_empty"),
        (addresses("1011AB;1;x;y;363", "1011AB;2;x;y;363;te veel"), "ragged_row"),
        (addresses("1011AB;1;x;y", "1011AB;2;x;y;363;te veel"), "ragged_row"),
    ],
)  # fmt: skip
def test_a_file_that_is_mostly_nonsense_is_refused_without_a_value(tmp_path, text, rule):
    (tmp_path / "pc6hnr20250801_gwb.csv").write_text(text)
    report = prepared(tmp_path)
    assert rule in rules(report) and not report.tables
    assert "GEHEIM" not in str(report.findings)


def test_a_broken_zip_is_refused(tmp_path):
    (tmp_path / "2025.zip").write_bytes(b"PK\x03\x04 not really")
    assert rules(prepared(tmp_path)) == {"cbs_unreadable"}


def test_the_changes_we_know_lead_to_codes_that_still_exist():
    changes = _read_changes(OUR_CHANGES)
    ended = {change.old_code for change in changes}
    assert not ended & set(successors(changes, date(2026, 11, 1)).values())
    assert all(len(change.old_code) == len(change.new_code) == 4 for change in changes)


@pytest.mark.parametrize(
    "row",
    [
        "1011AC;12E3;1;1;0363",
        "1011AC;12.6;1;1;0363",
        "1011AC;1_2;1;1;0363",
        "1011AC;7;1;1;12345",
        "1011AC;7;1;1;",
        "1011AC;7;1;1; ",
    ],
)
def test_a_number_or_code_that_a_cast_would_take_is_no_address(tmp_path, row):
    good = [f"1011AB;{number};1;1;0363" for number in range(1, 200)]
    (tmp_path / "pc6hnr20250801_gwb.csv").write_text(addresses(*good, row))
    report = prepared(tmp_path)
    assert report.rows == 199 and "cbs_rows_faulty" in {finding.rule for finding in report.findings}


@pytest.mark.parametrize(
    ("row", "rule"),
    [("1011AB;7;1;1;0363;", "ragged_row"), ("1011AB;7;1;0363", "ragged_row"), ('1011AB;7;1;"1;0363', "broken_quotes")],
)
def test_a_row_that_is_not_as_wide_as_the_titles_refuses_the_file_with_its_line(tmp_path, row, rule):
    (tmp_path / "pc6hnr20250801_gwb.csv").write_text(addresses("1011AB;6;1;1;0363", row))
    (finding,) = [each for each in prepared(tmp_path).findings if each.severity == "refused"]
    assert finding.rule == rule and "(regel 3)" in finding.text
