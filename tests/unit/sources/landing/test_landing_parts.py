"""A landing table as a folder of Parquet parts: read as one table, or refused whole."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from documents.check import check_landing
from tests.builders import AS_OF
from tests.support.landing import MARKER, lawful_folder, load, refusal, rows_of, rules
from validations.landing import TABLE_NAMES


@pytest.fixture
def con():
    with duckdb.connect() as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One deliverable lease, whose ledger lies in two parts, as an engine writes them."""
    landing = lawful_folder(tmp_path)
    in_parts(landing, "ledger_entries", "ledger_entries")
    return landing


def in_parts(landing: Path, table: str, name: str) -> Path:
    """Put the table of a CSV file in a folder of two parts beside the engine's own files."""
    parts = landing / name
    parts.mkdir()
    with duckdb.connect() as con:
        con.execute(
            f"create table t as select *, row_number() over () as n from read_csv('{landing / table}.csv', all_varchar=1)"
        )
        for number in (0, 1):
            rows = f"select * exclude (n) from t where n % 2 = {number}"
            con.execute(f"copy ({rows}) to '{parts}/part-0000{number}.parquet' (format parquet)")
    (parts / "_SUCCESS").touch()
    (parts / ".part-00000.parquet.crc").write_bytes(b"x")
    (landing / f"{table}.csv").unlink()
    return parts


@pytest.mark.parametrize("name", ["ledger_entries", "ledger_entries.parquet"])
def test_a_folder_of_parts_is_one_table(con, tmp_path, name):
    landing = lawful_folder(tmp_path)
    load(con, landing)
    as_one_file = rows_of(con, "ledger_entries")
    in_parts(landing, "ledger_entries", name)

    report = load(con, landing)

    assert sorted(map(str, rows_of(con, "ledger_entries"))) == sorted(map(str, as_one_file))
    table = report.tables["ledger_entries"]
    assert (table.file_name, table.format, table.rows) == (name, "parquet", len(as_one_file))
    assert name not in report.ignored_files


def test_the_digest_of_a_folder_changes_with_any_of_its_parts(con, folder):
    before = load(con, folder).tables["ledger_entries"].sha256
    part = folder / "ledger_entries" / "part-00001.parquet"
    part.rename(part.with_name("part-00002.parquet"))
    renamed = load(con, folder).tables["ledger_entries"].sha256

    assert len({before, renamed}) == 2


def other_columns(parts: Path) -> None:
    with duckdb.connect() as con:
        con.execute(f"copy (select '{MARKER}' as entry_id) to '{parts}/part-00001.parquet' (format parquet)")


def of_another_type(parts: Path) -> None:
    rows = f"select * replace (date '2026-01-01' as booked_on) from read_parquet('{parts}/part-00001.parquet')"
    with duckdb.connect() as con:
        con.execute(f"copy ({rows}) to '{parts}/part-00001.parquet' (format parquet)")


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda parts: (parts / "_temporary").mkdir(), "changed_while_reading"),
        (lambda parts: (parts / "more.csv").write_text(MARKER), "not_a_part"),
        (lambda parts: (parts / "year=2026").mkdir(), "not_a_part"),
        (lambda parts: (parts / "part-00001.parquet").write_bytes(b""), "unreadable_file"),
        (lambda parts: (parts / "part-00000.parquet").write_bytes(MARKER.encode()), "unreadable_file"),
        (lambda parts: [path.unlink() for path in parts.glob("part-*")], "no_parts"),
        (lambda parts: (parts / "part-3.parquet").symlink_to(parts.parent / "leases.csv"), "outside_folder"),
        (lambda parts: (parts.parent / "ledger_entries.csv").write_text("entry_id\n"), "given_twice"),
        (lambda parts: parts.rename(parts.with_name("Ledger_Entries")), "file_name_not_exact"),
        (other_columns, "parts_differ"),
        (of_another_type, "parts_differ"),
    ],
    ids=["still written", "another file", "a folder", "empty", "damaged", "none", "a link out", "twice", "capitals", "columns",
         "types"],
)  # fmt: skip
def test_a_folder_that_is_not_sound_is_refused_whole(con, folder, spoil, rule):
    spoil(folder / "ledger_entries")

    assert rules(refusal(con, folder)) == {("ledger_entries", None, rule)}


def test_the_check_knows_a_folder_of_parts(folder):
    report = check_landing(folder, AS_OF)

    assert report.is_good, report.text()
    assert {each.table for each in report.tables} == set(TABLE_NAMES)
    assert "Overgeslagen" not in report.text()
