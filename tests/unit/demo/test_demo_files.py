"""The files of the made-up portfolio: what a property manager's system would export, for its owner's eyes only."""

from __future__ import annotations

import csv
import os
from datetime import date
from decimal import Decimal

import duckdb
import pytest

from demo.landing_files import DemoRefused, write_demo_landing, write_landing
from demo.portfolio import make_portfolio

AS_OF = date(2026, 10, 20)


@pytest.fixture(scope="module")
def portfolio():
    return make_portfolio(leases=500, as_of=AS_OF)


@pytest.fixture(scope="module")
def landing(portfolio, tmp_path_factory):
    folder = tmp_path_factory.mktemp("home") / "landing"
    write_landing(portfolio, folder)
    return folder


def test_every_table_is_one_file_and_none_is_in_two_formats(portfolio, landing):
    names = sorted(path.stem for path in landing.iterdir())

    assert names == sorted(portfolio)
    assert {path.name for path in landing.glob("*.parquet")} == {"ledger_entries.parquet", "allocations.parquet"}


def test_files_and_folder_are_for_their_owner_only_whatever_the_umask(portfolio, tmp_path):
    before = os.umask(0)
    try:
        write_landing(portfolio, tmp_path / "landing")
    finally:
        os.umask(before)

    assert oct((tmp_path / "landing").stat().st_mode & 0o777) == "0o700"
    assert {oct(path.stat().st_mode & 0o777) for path in (tmp_path / "landing").iterdir()} == {"0o600"}


def test_a_csv_table_comes_back_as_it_was_made(portfolio, landing):
    with (landing / "leases.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter=";"))

    assert [row["lease_id"] for row in rows] == [row["lease_id"] for row in portfolio["leases"]]
    assert [Decimal(row["monthly_rent"]) for row in rows] == [row["monthly_rent"] for row in portfolio["leases"]]
    assert [row["ended_on"] for row in rows] == [str(row["ended_on"] or "") for row in portfolio["leases"]]


@pytest.mark.parametrize("table", ["ledger_entries", "allocations"])
def test_a_parquet_table_comes_back_as_it_was_made(portfolio, landing, table):
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT * FROM '{landing / table}.parquet'").fetchall()

    assert rows == [tuple(row.values()) for row in portfolio[table]]


def test_the_same_portfolio_gives_the_same_bytes(portfolio, landing, tmp_path):
    write_landing(portfolio, tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in landing.iterdir()
    }


def test_the_demo_fills_an_absent_folder(tmp_path):
    write_demo_landing(tmp_path / "landing", AS_OF)

    assert (tmp_path / "landing" / "leases.csv").read_text(encoding="utf-8").count("\n") == 2001


def test_the_demo_never_goes_beside_other_files(tmp_path):
    (tmp_path / "tenants.csv").write_text("tenant_id;tenant_type\n")

    with pytest.raises(DemoRefused, match="not empty"):
        write_demo_landing(tmp_path, AS_OF)

    assert [path.name for path in tmp_path.iterdir()] == ["tenants.csv"]
