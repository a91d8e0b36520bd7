"""A table whose file is what it was at the last good load is left as it stands, and never where that is not proved."""

from __future__ import annotations

import os
import shutil

import duckdb
import pytest

from sources.landing_state import SCHEMA, kept_tables
from tests.builders import Portfolio, payment, tenant
from tests.support.landing import lawful_folder, load, refusal, rows_of, tables_read
from validations.landing import TABLE_NAMES
from validations.problems import TableRefused

GIVEN = {"landlords", "leases", "ledger_entries", "tenants"}


@pytest.fixture
def con(tmp_path):
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        yield connection


@pytest.fixture
def folder(tmp_path):
    return lawful_folder(tmp_path)


@pytest.fixture
def read(monkeypatch):
    """The tables that were read, in order."""
    return tables_read(monkeypatch)


def again(con, folder, first, **words):
    return load(con, folder, kept={name: table.loaded for name, table in first.tables.items() if table.loaded}, **words)


def test_a_folder_that_did_not_change_is_not_read_again_and_is_reported_as_it_was(con, folder, read):
    first = load(con, folder)
    before = {name: rows_of(con, name) for name in TABLE_NAMES}
    assert set(read) >= GIVEN
    read.clear()
    second = again(con, folder, first)
    assert read == []
    assert second == first
    assert second.payload() == first.payload()
    assert {name: rows_of(con, name) for name in TABLE_NAMES} == before


def test_only_the_table_that_changed_is_read(con, folder, read):
    first = load(con, folder)
    read.clear()
    Portfolio.lawful().add(payment()).write(folder)
    second = again(con, folder, first)
    assert read == ["ledger_entries"]
    assert second.tables["ledger_entries"].rows == first.tables["ledger_entries"].rows + 1


def test_a_file_of_the_same_size_and_times_with_other_bytes_is_read(con, folder, read):
    first = load(con, folder)
    file = folder / "tenants.csv"
    times, text = os.stat(file), file.read_bytes()
    name = rows_of(con, "tenants")[0]["last_name"].encode()
    file.write_bytes(text.replace(name, name[::-1]))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    read.clear()
    again(con, folder, first)
    assert read == ["tenants"]
    assert rows_of(con, "tenants")[0]["last_name"] == name[::-1].decode()


def test_a_file_that_was_touched_alone_is_not_read(con, folder, read):
    first = load(con, folder)
    os.utime(folder / "tenants.csv", (1_776_000_000, 1_776_000_000))
    read.clear()
    second = again(con, folder, first)
    assert read == []
    assert second.tables["tenants"].file_time != first.tables["tenants"].file_time


@pytest.mark.parametrize(
    "done",
    [
        "update landing.tenants set phone_1 = null, last_name = 'X'",
        "delete from landing.tenants",
        "insert into landing.tenants from landing.tenants",
        "drop table landing.tenants",
        "alter table landing.tenants drop column email",
    ],
)
def test_a_table_that_no_longer_stands_as_it_was_loaded_is_read_again(con, folder, read, done):
    first = load(con, folder)
    before = rows_of(con, "tenants")
    con.execute(done)
    read.clear()
    assert again(con, folder, first) == first
    assert read == ["tenants"]
    assert rows_of(con, "tenants") == before


def test_a_folder_of_parts_is_left_as_it_stands_until_one_of_them_changes(con, folder, read):
    part = folder / "tenants" / "part-1.parquet"
    part.parent.mkdir()
    (folder / "tenants.csv").rename(folder.parent / "tenants.csv")
    copy_to = f"copy (select * from read_csv('{folder.parent / 'tenants.csv'}', all_varchar = true)) to '{part}'"
    con.execute(copy_to)
    first = load(con, folder)
    assert first.tables["tenants"].rows == 1
    read.clear()
    assert again(con, folder, first) == first
    assert read == []
    part.with_name("part-2.parquet").write_bytes(part.read_bytes())
    with pytest.raises(TableRefused):  # every key stands there twice now
        again(con, folder, first)


def test_another_contract_reads_it_again(con, folder, read, monkeypatch):
    first = load(con, folder)
    monkeypatch.setattr("sources.landing_kept._our_version", lambda: "another")
    read.clear()
    again(con, folder, first)
    assert set(read) >= GIVEN


def test_what_one_table_says_of_another_is_asked_each_time_with_its_rows_and_lines(con, folder):
    Portfolio.lawful("7L").write(folder)
    first = load(con, folder)
    leases = folder / "leases.csv"
    leases.write_bytes(leases.read_bytes().replace(b"7L", b"007L"))
    kept = {name: table.loaded for name, table in first.tables.items() if table.loaded}
    refusals = refusal(con, folder, kept=kept)
    assert refusals == refusal(con, folder)
    assert {problem.rule for problem in refusals} == {"reference_looks_alike"}
    assert all(problem.lines for problem in refusals)


def test_a_name_with_a_control_character_keeps_its_row_and_line(con, folder):
    Portfolio.lawful().add(tenant(tenant_id="T9", last_name="a\x07b")).write(folder)
    first = load(con, folder)
    assert any(finding.rows for finding in first.findings)
    assert again(con, folder, first) == first


def test_a_warehouse_of_an_earlier_version_has_no_tables_to_keep(con):
    assert kept_tables(con) == {}
    con.execute(SCHEMA)
    assert kept_tables(con) == {}
    con.execute("insert into control.landing_state (table_name, size, content) values ('leases', 1, '1 1')")
    assert set(kept_tables(con)) == {"leases"}
    con.execute("alter table control.landing_state drop column clean")
    assert kept_tables(con) == {}


def test_what_is_said_of_rows_that_stayed_is_asked_again_of_tables_that_changed(con, folder):
    first = load(con, folder)
    assert {table.loaded.clean for table in first.tables.values() if table.loaded} != {""}
    Portfolio.lawful("L2").write(folder)
    shutil.copy(folder / "leases.csv", folder / "kept.csv")
    Portfolio.lawful().write(folder)
    (folder / "kept.csv").rename(folder / "leases.csv")  # now no ledger entry is of a lease that there is
    second = again(con, folder, first)
    assert "ledger_entries_naming_unknown_leases" in {each.kind for each in second.findings}
    assert again(con, folder, second) == second
