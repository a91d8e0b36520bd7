"""The contracts of every file that leaves, as pandera's schemas.

Belongs here: holding cells to their columns (outgoing_columns.py) and values (outgoing_values.py), and taking from its report
where and which rule. Does not belong here: the gate itself and what came through it (outgoing.py).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from validations.outgoing_columns import CONTRACTS, Column, titles_of
from validations.outgoing_values import ADVICE, CHECKS, agrees_reason, agrees_until
from validations.problems import ROWS_SHOWN, Problem

LINE_RULES = {"hold_notices": {"until_does_not_fit_message": agrees_until, "reason_does_not_fit_message": agrees_reason}}

STRUCTURE_RULES = {
    "column_in_schema": "unexpected_column",
    "column_in_dataframe": "missing_column",
    "column_ordered": "wrong_order",
    "dataframe_column_labels_unique": "column_twice",
}


@cache
def structure(kind: str) -> pa.DataFrameSchema:
    """The columns of `kind` and their order."""
    columns = {title: pa.Column(object, nullable=True) for title in titles_of(kind)}
    return pa.DataFrameSchema(columns, strict=True, ordered=True, unique_column_names=True, name=kind)


@cache
def contents(kind: str) -> pa.DataFrameSchema:
    """The values of each column of `kind`, and the cells of one line together."""
    columns = {column.title: pa.Column(object, nullable=True, checks=_checks(column)) for column in CONTRACTS[kind]}
    lines = [pa.Check(agrees, name=rule, error=rule, ignore_na=False) for rule, agrees in LINE_RULES.get(kind, {}).items()]
    return pa.DataFrameSchema(columns, checks=lines, strict=True, ordered=True, name=kind)


def _checks(column: Column) -> list[pa.Check]:
    rules = {rule: _or_empty(accepts) for rule, accepts in CHECKS[column.kind].items()}
    if column.required:
        rules["required_cell_empty"] = _is_filled
    return [pa.Check(accepts, element_wise=True, ignore_na=False, name=rule, error=rule) for rule, accepts in rules.items()]


def _or_empty(accepts: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or accepts(value)


def _is_filled(value: object) -> bool:
    return value is not None


def broken(schema: pa.DataFrameSchema, cells: pd.DataFrame, kind: str) -> list[Problem]:
    """What of `cells` breaks the schema: column, rule, rows and count, never a value."""
    try:
        schema.validate(cells, lazy=True)
    except SchemaErrors as refusal:
        # Only where and which rule is taken from pandera's report; its failure_case column holds the values.
        cases = refusal.failure_cases[["schema_context", "column", "check", "index", "failure_case"]]
        return _problems_of(cases, cells, kind)
    return []


def _problems_of(cases: pd.DataFrame, cells: pd.DataFrame, kind: str) -> list[Problem]:
    found: dict[tuple[str | None, str], set[int]] = {}
    for case in cases.to_dict("records"):
        column, rule = _place(case, cells, kind)
        rows = found.setdefault((column, rule), set())
        if pd.notna(case["index"]):
            rows.add(int(case["index"]) + 1)
    return [problem(kind, column, rule, sorted(rows)) for (column, rule), rows in found.items()]


def _place(case: Mapping[Hashable, Any], cells: pd.DataFrame, kind: str) -> tuple[str | None, str]:
    rule = STRUCTURE_RULES.get(str(case["check"]), str(case["check"]))
    if rule not in ADVICE:
        return None, "contract_broken"  # a word of pandera's own that we don't know may hold anything
    if rule == "missing_column":
        return str(case["failure_case"]), rule  # a title of our own contract
    if rule == "unexpected_column":
        # Its title is somebody else's text; its place says enough.
        places = (place for place, title in enumerate(cells.columns, 1) if str(title) == str(case["failure_case"]))
        return f"number {next(places)}", rule
    title = str(case["column"])
    return (title if title in titles_of(kind) and rule not in LINE_RULES.get(kind, {}) else None), rule


def problem(kind: str, column: str | None, rule: str, rows: Sequence[int]) -> Problem:
    """One problem, with what to do about its rule."""
    return Problem(kind, column, rule, max(len(rows), 1), tuple(rows[:ROWS_SHOWN]), ADVICE[rule])
