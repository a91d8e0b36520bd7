"""The large portfolio for measuring: bulk with the shares of an ordinary one."""

from __future__ import annotations

import re
from collections import Counter

import duckdb
import pytest

from demo.generator import LARGE_AS_OF, write_large
from demo.landing_files import DemoRefused
from demo.people import passes_the_eleven_test
from tests.unit.demo.reckoning import reckon
from tests.unit.demo.test_demo_portfolio import COLUMNS, KEYS

LEASES = 6000


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    write_large(folder, LEASES, months=8)
    return folder


@pytest.fixture(scope="module")
def tables(large):
    return {path.stem: _rows(path) for path in large.iterdir()}


@pytest.fixture(scope="module")
def decisions(tables):
    return reckon(tables, LARGE_AS_OF)


def _rows(path):
    with duckdb.connect() as connection:
        cursor = connection.execute(f"SELECT * FROM '{path}'")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_every_table_is_there_with_its_columns(tables):
    wanted = {table: columns.replace(" klantsegment", "").split() for table, columns in COLUMNS.items()}

    assert {table: list(rows[0]) for table, rows in tables.items()} == wanted


@pytest.mark.parametrize("table", KEYS)
def test_keys_are_unique(tables, table):
    keys = [tuple(row[name] for name in KEYS[table]) for row in tables[table]]

    assert len(set(keys)) == len(keys)


def test_what_rows_name_exists(tables):
    leases = {row["lease_id"] for row in tables["leases"]}
    tenants = {row["tenant_id"] for row in tables["tenants"]}
    entries = {row["entry_id"] for row in tables["ledger_entries"]}

    assert {row["tenant_id"] for row in tables["leases"]} == tenants
    for table in (
        "ledger_entries",
        "collection_actions",
        "payment_arrangements",
        "eviction_notices",
        "collection_cases",
    ):
        assert {row["lease_id"] for row in tables[table]} <= leases
    assert {row["credit_entry_id"] for row in tables["allocations"]} <= entries
    assert {row["charge_entry_id"] for row in tables["allocations"]} <= entries


def test_the_shares_are_those_of_an_ordinary_portfolio(decisions):
    delivered = [decision for decision in decisions.values() if not decision.reasons]

    assert 0.07 < len(decisions) / LEASES < 0.09
    assert 0.022 < len(delivered) / LEASES < 0.032
    assert {decision.system for decision in delivered} >= {"ris_matching", "vps"}
    assert not any(decision.arrears.inconsistent for decision in decisions.values())


def test_many_reasons_not_to_report_occur(decisions):
    reasons = Counter(code for decision in decisions.values() for code in decision.reasons)

    assert set(reasons) >= {
        "under_30_days", "no_personal_contact_effort", "no_sharing_offer", "objection", "payment_arrangement",
        "objection_window_open", "tenant_deceased", "no_mandate", "no_municipality_agreement", "not_a_dwelling",
    }  # fmt: skip


def test_contact_data_reaches_nobody(tables):
    numbers = {row["phone_1"] for row in tables["tenants"]}

    assert all(re.fullmatch(r"0200000\d{3}", number) for number in numbers)
    assert not any(passes_the_eleven_test(number[-9:]) for number in numbers)
    assert {row["email"].split("@")[1] for row in tables["tenants"]} == {"voorbeeld.example"}


def test_files_are_for_their_owner_only(large):
    assert {oct(path.stat().st_mode & 0o777) for path in large.iterdir()} == {"0o600"}


def test_the_same_arguments_give_the_same_rows(tmp_path):
    write_large(tmp_path / "one", 300, months=4, seed=9)
    write_large(tmp_path / "other", 300, months=4, seed=9)

    assert all(_rows(path) == _rows(tmp_path / "other" / path.name) for path in (tmp_path / "one").iterdir())


def test_it_never_goes_beside_other_files(tmp_path):
    (tmp_path / "leases.csv").write_text("lease_id\n")

    with pytest.raises(DemoRefused, match="not empty"):
        write_large(tmp_path, 100)


def test_an_impossible_size_is_refused(tmp_path):
    with pytest.raises(ValueError, match="from 1 to 6000000"):
        write_large(tmp_path, 0)
