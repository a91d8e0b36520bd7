"""The arithmetic of arrears as dbt compiles it, over tables in memory: milliseconds a ledger instead of a dbt build.

Belongs here: taking the models as compiled, standing them up as views over empty landing tables, and asking them about a
ledger. Does not belong here: what the answers should be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import duckdb

from orchestration.dbt_runner import manifest
from orchestration.environment import DBT_PROJECT
from sources.control import RunParameters, write_run_parameters
from validations.landing import LANDING_TABLES, SQL_TYPES

ASKED = "int_lease_arrears"
WAREHOUSE = "warehouse"  # the database that the compiled SQL names


class CompiledModel(NamedTuple):
    """A model with its schema, whether dbt makes a table of it, and its SQL."""

    name: str
    is_table: bool
    code: str


class ArrearsInMemory:
    """Every model that `int_lease_arrears` needs."""

    def __init__(self) -> None:
        compiled = compiled_models(ASKED)
        self._con = duckdb.connect()
        self._con.execute(f"attach ':memory:' as {WAREHOUSE}")
        self._con.execute(f"use {WAREHOUSE}")
        for schema in ("landing", "control", "reference", "staging", "intermediate"):
            self._con.execute(f"create schema {schema}")
        self._columns = {table.name: table.columns for table in LANDING_TABLES}
        for table, columns in self._columns.items():
            shape = ", ".join(f"{column.name} {SQL_TYPES[column.kind]}" for column in columns)
            self._con.execute(f"create table landing.{table} ({shape})")
        write_run_parameters(self._con, RunParameters(as_of_date=date(2000, 1, 1)))
        self._tables = [model for model in compiled if model.is_table]
        for model in compiled:
            kind = "table" if model.is_table else "view"
            self._con.execute(f"create {kind} {model.name} as {model.code}")

    def close(self) -> None:
        self._con.close()

    def arrears(
        self, as_of: date, entries: Iterable[Mapping], allocations: Iterable[Mapping] = (), balances: Iterable[Mapping] = ()
    ) -> dict[str, dict]:
        """lease_id -> its row of int_lease_arrears, for ledgers given as landing rows (dicts; missing cells empty)."""
        self._fill(as_of, entries, allocations, balances)
        rows = self._rows("select * from intermediate.int_lease_arrears")
        for row in rows:  # which finding it is has tests of its own (unit_tests/arrears.yml)
            assert (row.pop("ledger_findings") is None) == row["is_ledger_consistent"]
        return {row["lease_id"]: row for row in rows}

    def open_amounts(self) -> dict[str, Decimal]:
        """lease_id -> what is open in all of its charges, of the ledgers given last; leases with arrears only."""
        sql = "select lease_id, sum(open_amount) as open, min(open_amount) as least from intermediate.int_open_charges"
        found = self._rows(f"{sql} group by lease_id")
        assert all(row["least"] > 0 for row in found)
        return {row["lease_id"]: row["open"] for row in found}

    def balances(self) -> dict[str, dict]:
        """lease_id -> its row of int_lease_balances, of the ledgers given last."""
        return {row["lease_id"]: row for row in self._rows("select * from intermediate.int_lease_balances")}

    def _fill(self, as_of: date, entries: Iterable[Mapping], allocations: Iterable[Mapping], balances: Iterable[Mapping]) -> None:
        write_run_parameters(self._con, RunParameters(as_of_date=as_of))
        self._put("ledger_entries", entries)
        self._put("allocations", allocations)
        self._put("stated_balances", balances)
        for model in self._tables:
            self._con.execute(f"create or replace table {model.name} as {model.code}")

    def _put(self, table: str, rows: Iterable[Mapping]) -> None:
        self._con.execute(f"delete from landing.{table}")
        names = [column.name for column in self._columns[table]]
        values = [f"({', '.join(_literal(row.get(name)) for name in names)})" for row in rows]
        if values:
            self._con.execute(f"insert into landing.{table} values {', '.join(values)}")

    def _rows(self, sql: str) -> list[dict]:
        result = self._con.execute(sql)
        names = [column[0] for column in result.description]
        return [dict(zip(names, values, strict=True)) for values in result.fetchall()]


def compiled_models(*asked: str) -> list[CompiledModel]:
    """The models asked for and all models above them, parents first, as SQL over the database `WAREHOUSE`.

    They are taken from the manifest that runs are built from; the project is compiled first where it is not.
    """
    nodes = manifest()["nodes"]
    ordered: dict[str, CompiledModel] = {}

    def visit(unique_id: str) -> None:
        node = nodes.get(unique_id)
        if node is None or unique_id in ordered:
            return
        for parent in node["depends_on"].get("nodes", ()):
            visit(parent)
        if node["resource_type"] == "seed":
            path = DBT_PROJECT / node["original_file_path"]
            ordered[unique_id] = CompiledModel(f"{node['schema']}.{node['name']}", True, f"select * from read_csv('{path}')")
            return
        is_table = node["config"]["materialized"] == "table"
        ordered[unique_id] = CompiledModel(f"{node['schema']}.{node['name']}", is_table, node["compiled_code"])

    for name in asked:
        visit(f"model.vroegsignaal.{name}")
    return list(ordered.values())


def _literal(value: object) -> str:
    if value is None:
        return "null"
    return f"{value:.2f}" if isinstance(value, Decimal) else f"'{value}'"
