"""Parquet files: the types that programs write for our columns, and what is not what it should be."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from tests.builders import DEFAULTS
from tests.support.landing import MARKER, lawful_folder, load, refusal, rows_of, rules, write_parquet

LEASE = {
    "lease_id": "'L1'", "tenant_id": "'T1'", "landlord_id": "'LL1'", "unit_type": "'dwelling'",
    "started_on": "DATE '2024-01-01'",
}  # fmt: skip


DATES = (
    "clause_accepted_on", "landlord_informed_on", "processing_registered_on", "processor_agreement_signed_on",
    "valid_from", "valid_until",
)  # fmt: skip
TEXTS = ("last_name", "name_prefix", "initials", "phone_1", "phone_2", "phone_3", "email")


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture
def folder(tmp_path):
    return lawful_folder(tmp_path)


def one_row(table: str, columns, expressions) -> str:
    """A SELECT of one row of `table`: these SQL expressions in these columns, the usual text in the others."""
    usual = {name: "NULL" if cell is None else f"'{cell}'" for name, cell in DEFAULTS[table].items()}
    usual.update(zip(columns, expressions, strict=False))
    return "SELECT " + ", ".join(f'{expression} AS "{name}"' for name, expression in usual.items())


def leases(**cells: str) -> str:
    """A SELECT of one lease row with these SQL expressions for cells."""
    return "SELECT " + ", ".join(f'{expression} AS "{name}"' for name, expression in {**LEASE, **cells}.items())


def read(con, folder, **cells: str) -> dict[str, object]:
    write_parquet(folder, "leases", leases(**cells))
    load(con, folder)
    return rows_of(con, "leases")[0]


def test_a_moment_with_a_time_zone_as_pandas_writes_it_is_its_day(con, folder):
    moment = "CAST(TIMESTAMPTZ '2024-02-29 {}+00' AS TIMESTAMPTZ_NS)"
    write_parquet(folder, "mandates", one_row("mandates", DATES, (moment.format("00:00:00"),) * len(DATES)))
    load(con, folder)
    assert {rows_of(con, "mandates")[0][name] for name in DATES} == {date(2024, 2, 29)}
    write_parquet(folder, "mandates", one_row("mandates", DATES, (moment.format("13:00:00"),) * len(DATES)))
    assert {each.rule for each in refusal(con, folder)} == {"unreadable_date"}


def test_dates(con, folder):
    good = (
        "DATE '2024-02-29'", "TIMESTAMP '2024-02-29 00:00:00'", "TIMESTAMP_S '2024-02-29 00:00:00'",
        "TIMESTAMP_NS '2024-02-29 00:00:00'", "TIMESTAMPTZ '2024-02-29 00:00:00+00'", "' 2024-02-29 '",
    )  # fmt: skip
    write_parquet(folder, "mandates", one_row("mandates", DATES, good))
    load(con, folder)
    assert [rows_of(con, "mandates")[0][name] for name in DATES] == [date(2024, 2, 29)] * len(good)


def test_what_is_no_date(con, folder):
    bad = (
        "TIMESTAMP '2024-02-29 13:00:00'", "TIMESTAMPTZ '2024-02-29 00:00:00+01'", "'29-02-2024'", "DATE 'infinity'",
        "TIMESTAMP 'infinity'", "20240229",
    )  # fmt: skip
    write_parquet(folder, "mandates", one_row("mandates", DATES, bad))
    assert rules(refusal(con, folder)) == {("mandates", name, "unreadable_date") for name in DATES}


@pytest.mark.parametrize(
    ("expression", "amount"),
    [
        ("12.30::DECIMAL(18,2)", "12.30"), ("12.3400::DECIMAL(18,4)", "12.34"), ("12.34::DECIMAL(38,30)", "12.34"),
        ("0.1::DOUBLE", "0.10"), ("1234567.89::DOUBLE", "1234567.89"), ("12.34::FLOAT", "12.34"), ("12", "12.00"),
        ("12::HUGEINT", "12.00"), ("'12.34'", "12.34"), ("-5", "-5.00"),
    ],
)  # fmt: skip
def test_amounts(con, folder, expression, amount):
    assert read(con, folder, monthly_rent=expression)["monthly_rent"] == Decimal(amount)


@pytest.mark.parametrize(
    "expression",
    ["12.345::DOUBLE", "12.345::DECIMAL(18,3)", "'12,34'", "1e300::DOUBLE", "'inf'::DOUBLE", "true",
     "123456789012345678901234567890::HUGEINT", "DATE '2024-01-01'"],
)  # fmt: skip
def test_what_is_no_amount(con, folder, expression):
    write_parquet(folder, "leases", leases(monthly_rent=expression))
    assert rules(refusal(con, folder)) == {("leases", "monthly_rent", "unreadable_amount")}


@pytest.mark.parametrize("expression", ["NULL::DECIMAL(18,2)", "'nan'::DOUBLE", "NULL::DATE", "''", "NULL::INTEGER"])
def test_empty_cells_of_any_type_are_empty(con, folder, expression):
    assert read(con, folder, monthly_rent=expression)["monthly_rent"] is None


def test_text_that_was_written_as_a_number(con, folder):
    good = {
        "12": "12", "12.0::DOUBLE": "12", "12::DECIMAL(10,2)": "12", "' 12 '": "12", "'012'": "012",
        "'nan'::DOUBLE": None, "'12'::BLOB": "12",
    }  # fmt: skip
    write_parquet(folder, "tenants", one_row("tenants", TEXTS, good))
    load(con, folder)
    assert [rows_of(con, "tenants")[0][name] for name in TEXTS] == list(good.values())


def test_what_is_no_text(con, folder):
    bad = ("12.5::DOUBLE", "true", "DATE '2024-01-01'", "['a', 'b']", "'a' || chr(0)", "12.5::DECIMAL(5,1)")
    write_parquet(folder, "tenants", one_row("tenants", TEXTS, bad))
    assert rules(refusal(con, folder)) == {("tenants", name, "unreadable_text") for name in TEXTS[: len(bad)]}


def test_whole_numbers_as_ids_become_text(con, folder):
    row = read(con, folder, lease_id="17", tenant_id="4::BIGINT", landlord_id="5.0::DOUBLE")
    assert (row["lease_id"], row["tenant_id"], row["landlord_id"]) == ("17", "4", "5")


def test_codes_booleans_and_municipalities(con, folder):
    write_parquet(folder, "landlords", "SELECT 'LL1' AS landlord_id, 'x' AS name, true AS is_small_landlord")
    write_parquet(folder, "municipalities", "SELECT 363 AS municipality_code, 'Amsterdam' AS name")
    write_parquet(folder, "postcodes", "SELECT '1011 ab' postcode, 1 house_number, 363.0::DOUBLE AS municipality_code")
    row = read(con, folder, unit_type="'parking'::ENUM ('dwelling', 'parking')")
    assert row["unit_type"] == "parking"
    assert rows_of(con, "landlords")[0]["is_small_landlord"] is True
    assert rows_of(con, "municipalities")[0]["municipality_code"] == "0363"
    assert rows_of(con, "postcodes") == [{"postcode": "1011AB", "house_number": "1", "municipality_code": "0363"}]


def test_numbers_are_no_codes_or_booleans(con, folder):
    write_parquet(folder, "landlords", "SELECT 'LL1' AS landlord_id, 'x' AS name, 1 AS is_small_landlord")
    write_parquet(folder, "municipalities", "SELECT 36300 AS municipality_code, 'Amsterdam' AS name")
    write_parquet(folder, "leases", leases(unit_type="1"))
    assert rules(refusal(con, folder)) == {
        ("landlords", "is_small_landlord", "unreadable_boolean"),
        ("municipalities", "municipality_code", "unreadable_municipality_code"),
        ("leases", "unit_type", "not_in_list"),
    }


def test_titles_in_any_case_and_unlisted_ones_are_named_only(con, folder):
    write_parquet(folder, "landlords", f"SELECT '{MARKER}' AS bsn, 1 AS \" LANDLORD_ID \", 'x' AS Name, true AS "
                  f"is_small_landlord, {{'a': '{MARKER}', 'b': 2}} AS nested")  # fmt: skip
    report = load(con, folder)
    assert report.tables["landlords"].unlisted_columns == ("bsn", "nested")
    assert report.tables["landlords"].format == "parquet"
    assert MARKER not in repr(report)
    assert rows_of(con, "landlords")[0]["landlord_id"] == "1"


def test_a_title_twice_in_other_capitals_is_refused(con, folder):
    part = "SELECT 'LL1' AS landlord_id, 'x' AS name, true AS is_small_landlord"
    write_parquet(folder, "landlords", part)
    raw = (folder / "landlords.parquet").read_bytes()
    # DuckDB will not write such a file; one of our titles is renamed in place (both are eleven characters or fewer).
    write_parquet(folder, "landlords", part + ", 'y' AS nAmX")
    raw = (folder / "landlords.parquet").read_bytes().replace(b"nAmX", b"nAme")
    (folder / "landlords.parquet").write_bytes(raw)
    assert rules(refusal(con, folder)) == {("landlords", "name", "duplicate_column")}


def test_a_file_that_is_no_parquet_or_is_cut_off_is_refused(con, folder):
    write_parquet(folder, "leases", leases(city=f"'{MARKER}'"))
    whole = (folder / "leases.parquet").read_bytes()
    for content in (whole[:-9], b"PAR1" + MARKER.encode() * 20, whole[: len(whole) // 2] + whole[-8:]):
        (folder / "leases.parquet").write_bytes(content)
        assert rules(refusal(con, folder)) == {("leases", None, "unreadable_file")}


def test_broken_text_in_a_parquet_file_is_refused(con, folder):
    write_parquet(folder, "leases", leases(city="'\\xFF\\xFE'::BLOB"))
    assert rules(refusal(con, folder)) == {("leases", None, "unreadable_file")}


def test_a_table_without_rows_and_keys_and_required_cells_as_in_csv(con, folder):
    write_parquet(folder, "tenants", "SELECT NULL::INTEGER AS tenant_id, '' AS tenant_type")
    write_parquet(folder, "landlords", "SELECT unnest([1, 1]) AS landlord_id, 'x' AS name, true AS is_small_landlord")
    write_parquet(folder, "leases", leases() + " LIMIT 0")
    problems = refusal(con, folder)
    assert {(each.table, each.column, each.rule, each.rows) for each in problems} == {
        ("tenants", "tenant_id", "required_cell_empty", (1,)),
        ("tenants", "tenant_type", "required_cell_empty", (1,)),
        ("landlords", "landlord_id", "duplicate_key", (1, 2)),
    }
