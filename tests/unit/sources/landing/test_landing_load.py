"""A load as a whole: all tables or none, files found and passed over, shrinking, findings and the report."""

import hashlib
import os
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import pytest

from sources.landing import LandingFailed, LandingFinding, ShrinkGuard
from tests.builders import (
    DEFAULTS,
    MAY_BE_ABSENT,
    Portfolio,
    action,
    agreement,
    allocation,
    arrangement,
    charge,
    collection_case,
    eviction_notice,
    export_info,
    mandate,
    objection,
    optional_field,
    payment,
    postcode,
    tenant,
)
from tests.support.landing import MARKER, lawful_folder, load, refusal, rows_of, rules, write_parquet, write_rows
from validations.landing import LANDING_TABLES, SQL_TYPES, TABLE_NAMES


@pytest.fixture
def con(tmp_path):
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        yield connection


@pytest.fixture
def folder(tmp_path):
    return lawful_folder(tmp_path)


def test_every_table_exists_with_its_types_also_the_absent_ones(con, folder):
    report = load(con, folder)
    for table in LANDING_TABLES:
        described = con.execute(f"DESCRIBE landing.{table.name}").fetchall()
        assert [row[:2] for row in described] == [(each.name, SQL_TYPES[each.kind]) for each in table.columns]
    assert {name for name, table in report.tables.items() if table.absent} == MAY_BE_ABSENT
    assert tuple(report.tables) == TABLE_NAMES


def test_the_report_names_file_digest_and_time(con, folder):
    ledger = folder / "ledger_entries.csv"
    os.utime(ledger, (1_776_000_000, 1_776_000_000))
    table = load(con, folder).tables["ledger_entries"]
    assert (table.file_name, table.format, table.rows) == ("ledger_entries.csv", "csv", 1)
    assert table.sha256 == hashlib.sha256(ledger.read_bytes()).hexdigest()
    assert table.file_time == datetime.fromtimestamp(1_776_000_000, UTC)


def test_the_registers_payload_is_plain_data(con, folder):
    report = load(con, folder)
    assert set(report.payload()["leases"]) == {"rows", "sha256", "file_time"}
    assert report.payload()["objections"] == {"rows": 0, "sha256": None, "file_time": None}
    assert report.payload()["collection_actions"]["rows"] == 4


def test_a_refused_load_leaves_the_former_tables_as_they_were(con, folder):
    load(con, folder)
    con.execute("CREATE VIEW leases_too AS SELECT * FROM landing.leases")
    before = {name: rows_of(con, name) for name in TABLE_NAMES}
    Portfolio.lawful("L8", "L9").add(objection(received_by=MARKER)).write(folder)
    refusal(con, folder)
    assert {name: rows_of(con, name) for name in TABLE_NAMES} == before
    (folder / "leases.csv").write_bytes(b'lease_id\n"')  # an error of the reader itself ends the transaction early
    refusal(con, folder)
    assert {name: rows_of(con, name) for name in TABLE_NAMES} == before
    assert con.execute("SELECT lease_id FROM leases_too").fetchall() == [("L1",)]


def test_a_refused_first_load_leaves_nothing(con, folder):
    write_rows(folder, "tenants", {"tenant_type": MARKER})
    refusal(con, folder)
    assert con.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (0,)


def test_a_later_load_takes_the_place_of_the_former_one(con, folder):
    Portfolio.lawful("L1", "L2").add(objection()).write(folder)
    load(con, folder)
    Portfolio.lawful("L3").write(folder)
    load(con, folder)
    assert [row["lease_id"] for row in rows_of(con, "leases")] == ["L3"]
    assert rows_of(con, "objections") == []


def test_a_warehouse_that_cannot_be_written_fails_without_a_value(folder, tmp_path):
    write_rows(folder, "tenants", {"last_name": MARKER})
    duckdb.connect(str(tmp_path / "read.duckdb")).close()
    with (
        duckdb.connect(str(tmp_path / "read.duckdb"), read_only=True) as con,
        pytest.raises(LandingFailed, match="InvalidInput") as failure,
    ):
        load(con, folder)
    assert MARKER not in str(failure.value)
    assert failure.value.__context__ is None


# Files


def test_a_required_table_that_is_absent_is_refused_and_an_optional_one_is_not(con, folder):
    for table in LANDING_TABLES:
        (folder / f"{table.name}.csv").unlink(missing_ok=True)
    required = {table.name for table in LANDING_TABLES if not table.may_be_absent}
    assert rules(refusal(con, folder)) == {(name, None, "table_missing") for name in required}
    assert rules(refusal(con, folder / "nowhere")) == {(name, None, "table_missing") for name in required}


def test_a_table_given_as_csv_and_parquet_is_refused(con, folder):
    text = (folder / "landlords.csv").read_bytes()
    write_parquet(folder, "landlords", "SELECT 'LL1' AS landlord_id, 'x' AS name, true AS is_small_landlord")
    (folder / "landlords.csv").write_bytes(text)
    (problem,) = refusal(con, folder)
    assert (problem.table, problem.rule) == ("landlords", "given_twice")
    assert "landing/landlords.csv and landing/landlords.parquet" in problem.advice


def test_other_files_are_passed_over_and_named(con, folder):
    (folder / "lezen.txt").write_text(MARKER)
    (folder / "leases.csv.old").write_text(MARKER)
    (folder / ".hidden").write_text(MARKER)
    (folder / "map").mkdir()
    report = load(con, folder)
    assert report.ignored_files == ("leases.csv.old", "lezen.txt", "map")
    assert MARKER not in repr(report)


@pytest.mark.parametrize("name", ["Objections.csv", "OBJECTIONS.CSV", "objections.Parquet"])
def test_a_table_is_not_passed_over_for_a_capital_in_its_file_name(con, folder, name):
    (folder / name).write_text("objection_id\n")
    assert rules(refusal(con, folder)) == {("objections", None, "file_name_not_exact")}


def test_a_link_may_not_lead_out_of_the_folder(con, folder, tmp_path):
    (tmp_path / "elsewhere.csv").write_bytes((folder / "landlords.csv").read_bytes())
    (folder / "landlords.csv").unlink()
    (folder / "landlords.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert rules(refusal(con, folder)) == {("landlords", None, "outside_folder")}


def test_a_link_within_the_folder_is_followed_and_so_is_a_linked_folder(con, folder, tmp_path):
    (folder / "landlords.csv").rename(folder / "export-17.csv")
    (folder / "landlords.csv").symlink_to("export-17.csv")
    (tmp_path / "linked").symlink_to(folder)
    report = load(con, tmp_path / "linked")
    assert report.tables["landlords"].rows == 1
    assert report.tables["landlords"].file_name == "landlords.csv"


def test_what_is_no_ordinary_file_is_refused(con, folder):
    for name in ("landlords.csv", "tenants.csv", "leases.csv"):
        (folder / name).unlink()
    (folder / "landlords.csv").mkdir()
    os.mkfifo(folder / "tenants.csv")
    (folder / "leases.csv").symlink_to("leases.csv")
    assert rules(refusal(con, folder)) == {
        ("landlords", None, "not_a_file"),
        ("tenants", None, "not_a_file"),
        ("leases", None, "unreadable_file"),
    }


# Tables from elsewhere


def test_a_prepared_table_takes_the_place_of_the_folders(con, folder, tmp_path):
    (folder / "tenants.csv").unlink()
    write_rows(tmp_path, "tenants", {"tenant_id": "T1", "last_name": "Elders"})
    (tmp_path / "tenants.csv").rename(tmp_path / "prepared.csv")
    report = load(con, folder, tables_from_elsewhere={"tenants": tmp_path / "prepared.csv"})
    assert rows_of(con, "tenants")[0]["last_name"] == "Elders"
    assert (report.tables["tenants"].file_name, report.tables["tenants"].from_elsewhere) == ("prepared.csv", True)
    assert not report.tables["leases"].from_elsewhere


def test_a_table_given_here_and_elsewhere_is_refused(con, folder, tmp_path):
    write_rows(tmp_path, "tenants", {})
    (problem,) = refusal(con, folder, tables_from_elsewhere={"tenants": tmp_path / "tenants.csv"})
    assert (problem.table, problem.rule) == ("tenants", "given_twice")
    assert "landing/tenants.csv and another source" in problem.advice


def test_a_prepared_table_keeps_the_same_contract(con, folder, tmp_path):
    write_rows(tmp_path, "objections", {"received_by": MARKER})
    problems = refusal(con, folder, tables_from_elsewhere={"objections": tmp_path / "objections.csv"})
    assert rules(problems) == {("objections", "received_by", "not_in_list")}


@pytest.mark.parametrize("given", [{"tenant": "x.csv"}, {"tenants": "x.xlsx"}])
def test_a_prepared_table_must_be_one_of_ours_and_csv_or_parquet(con, folder, tmp_path, given):
    with pytest.raises(ValueError, match="landing table"):
        load(con, folder, tables_from_elsewhere={name: tmp_path / file for name, file in given.items()})


# Shrinking


@pytest.mark.parametrize(
    ("before", "now", "refused"),
    [
        (100, 1, False),
        (100, 0, True),
        (1, 0, True),
        (0, 0, False),
        (101, 80, True),
        (101, 81, False),
        (200, 160, False),
        (200, 159, True),
        (101, 500, False),
    ],
)
def test_all_rows_are_too_much_to_lose_and_so_is_a_fifth_of_a_large_table(before, now, refused):
    assert ShrinkGuard().refuses(before, now) is refused


def test_a_table_that_lost_too_many_rows_is_refused_until_a_person_says_it_is_right(con, folder):
    before = {"leases": 101, "tenants": 100, "objections": 150, "ledger_entries": 1}
    problems = refusal(con, folder, previous_counts=before)
    assert rules(problems) == {("leases", None, "lost_too_many_rows"), ("objections", None, "lost_all_rows")}
    assert "101 rows at the last good load and has 1 now" in problems[0].advice
    assert "vroegsignaal run --accept-shrink leases" in problems[0].advice
    report = load(con, folder, previous_counts=before, accepted_shrinks=frozenset({"leases", "objections", "tenants"}))
    assert report.accepted_shrinks == ("leases", "objections")


def test_a_table_that_had_rows_and_is_absent_or_empty_is_refused_however_few_it_had(con, folder):
    (folder / "objections.csv").unlink(missing_ok=True)
    problems = refusal(con, folder, previous_counts={"objections": 1})
    assert rules(problems) == {("objections", None, "lost_all_rows")}
    assert "vroegsignaal run --accept-shrink objections" in problems[0].advice
    report = load(con, folder, previous_counts={"objections": 1}, accepted_shrinks=frozenset({"objections"}))
    assert report.accepted_shrinks == ("objections",)


def test_how_much_may_be_lost_is_a_setting(con, folder):
    guard = ShrinkGuard(minimum_rows=1, largest_loss=Decimal("0.4"))
    assert rules(refusal(con, folder, previous_counts={"leases": 2}, shrink_guard=guard)) == {
        ("leases", None, "lost_too_many_rows")
    }


# Findings


def test_rows_that_name_what_no_table_has_are_counted_not_refused(con, tmp_path):
    portfolio = Portfolio.lawful().remove("landlords").remove("municipalities").change("leases", "L1", tenant_id=MARKER)
    for each in (charge, payment, action, arrangement, eviction_notice, collection_case):
        portfolio.add(each(lease_id="L404"))
    portfolio.add(allocation(credit_entry_id="P404", charge_entry_id="E404"), optional_field())
    portfolio.add(objection(tenant_id="T404"), objection(objection_id="O2", tenant_id="T1"))
    report = load(con, portfolio.write(tmp_path / "landing"))
    assert MARKER not in repr(report)
    assert set(report.findings) == {
        LandingFinding("leases_naming_unknown_tenants", 1),
        LandingFinding("leases_naming_unknown_landlords", 1),
        LandingFinding("ledger_entries_naming_unknown_leases", 2, 1, Decimal("100.00")),
        LandingFinding("allocations_naming_unknown_credits", 1, 1, Decimal("100.00")),
        LandingFinding("allocations_naming_unknown_charges", 1, 1, Decimal("100.00")),
        LandingFinding("mandates_naming_unknown_landlords", 1),
        LandingFinding("optional_field_agreements_naming_unknown_landlords", 1),
        LandingFinding("municipality_agreements_naming_unknown_municipalities", 1),
        LandingFinding("postcodes_naming_unknown_municipalities", 1),
        LandingFinding("collection_actions_naming_unknown_leases", 1),
        LandingFinding("objections_naming_unknown_tenants", 1),
        LandingFinding("payment_arrangements_naming_unknown_leases", 1),
        LandingFinding("eviction_notices_naming_unknown_leases", 1),
        LandingFinding("collection_cases_naming_unknown_leases", 1),
    }


def test_a_mandate_for_a_complex_of_no_lease_is_a_finding_and_one_for_all_complexes_is_none(con, tmp_path):
    # Its leases fall back to the mandate for all complexes (docs/rules.md 2.6), also where the row was meant to refuse one.
    portfolio = Portfolio.lawful().change("leases", "L1", complex_id="Noord")
    portfolio.add(mandate(mandate_id="M2", complex_id="Zuid"), mandate(mandate_id="M3", complex_id="Noord"))
    assert load(con, portfolio.write(tmp_path / "landing")).findings == (LandingFinding("mandates_naming_unknown_complexes", 1),)


def test_a_portfolio_in_order_has_no_findings(con, tmp_path):
    portfolio = Portfolio.lawful("L1", "L2").add(agreement(agreement_id="MA2"), postcode(house_number=None))
    portfolio.add(tenant(tenant_id="T9"), export_info())
    report = load(con, portfolio.write(tmp_path / "landing"))
    assert report.findings == ()
    assert report.bank_cut_off_on == date(2026, 4, 20)


def test_the_builders_know_the_same_tables_as_the_contract():
    assert {name: list(cells) for name, cells in DEFAULTS.items()} == {
        table.name: [column.name for column in table.columns] for table in LANDING_TABLES
    }
    assert {table.name for table in LANDING_TABLES if table.may_be_absent} == MAY_BE_ABSENT
