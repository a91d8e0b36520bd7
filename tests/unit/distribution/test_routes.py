"""Routes and grains say something of every table and model, and the same as the contract, the models and the product's lists."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from distribution.plan import PlanRefused, statements_of
from distribution.routes import GRAINS, ROUTES, SIEVED
from orchestration.environment import CHECKOUT
from sources.landing_references import CREDITS
from tests.support.sieving import dbt, statements
from validations.landing import LANDING_TABLES

TABLES = {table.name: table for table in LANDING_TABLES}


def test_every_landing_table_has_a_route_and_no_other_has():
    assert list(ROUTES) == list(TABLES)


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_goes_by_what_the_contract_says_of_the_table(name):
    route, table = ROUTES[name], TABLES[name]
    columns = {column.name for column in table.columns}

    if route.way == "whole":
        assert "lease_id" not in columns and "tenant_id" not in columns and route.column == ""
    else:
        assert route.column in columns and table.column(route.column).required
    if "lease_id" in columns:
        assert (route.way, route.column) == ("lease", "lease_id")
    elif "tenant_id" in columns:
        assert (route.way, route.column) == ("tenant", "tenant_id")
    # A table of which no run sees all rows has its key looked at here; of any other the load does it.
    assert route.key == (table.key[0] if route.is_sieved and table.key else "")
    assert not route.is_sieved or len(table.key) <= 1


def test_every_model_of_a_bucket_has_a_grain_and_no_other_has():
    made = [statement.split(" as (")[0].rpartition(".")[2] for statement in statements().made]

    assert sorted(made) == sorted(GRAINS)


def test_a_model_or_table_that_says_nothing_is_refused_before_any_row_is_routed(monkeypatch):
    monkeypatch.delitem(GRAINS, "int_open_charges")
    monkeypatch.delitem(ROUTES, "stated_balances")

    with pytest.raises(PlanRefused, match="int_open_charges, stated_balances"):
        statements_of(dbt())


def test_what_settles_a_charge_is_the_same_for_the_sieve_as_for_the_models():
    node = next(n for n in dbt()["nodes"].values() if n["name"] == "int_allocations" and n["resource_type"] == "model")

    assert "entry_type in (" + ", ".join(f"'{each}'" for each in CREDITS) + ")" in node["compiled_code"]
    assert set(SIEVED) == {"ledger_entries", "allocations", "collection_actions"}


def test_a_worker_needs_duckdb_and_nothing_else_of_others():
    ask = (
        "import sys, duckdb; before = set(sys.modules); import distribution.bucket;"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", ask], cwd=CHECKOUT, env={"PYTHONPATH": str(CHECKOUT)}, capture_output=True, text=True
    )

    assert set(result.stdout.split()) - sys.stdlib_module_names == {"distribution", "exports"}, result.stderr


def test_spark_is_imported_by_one_file_alone():
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.py"], cwd=CHECKOUT, capture_output=True, text=True)
    ours = [f for f in files.stdout.split() if not f.startswith("tests/") and (CHECKOUT / f).exists()]

    assert [f for f in ours if re.search(r"^\s*(import|from) pyspark", (CHECKOUT / f).read_text(), re.MULTILINE)] == [
        "distribution/spark.py"
    ]
