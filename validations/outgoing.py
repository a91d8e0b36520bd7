"""The contracts of every file that leaves, and the one gate to it: `check_outgoing`.

Belongs here: holding lines to their columns (outgoing_columns.py) and values (outgoing_values.py), and `CheckedFrame`, the only
thing the writer takes, which this module alone can make. Does not belong here: choosing the lines (the models), file formats
(exports/delivery/workbooks.py) and folders (exports/delivery/batches.py).

A refusal says column, rule, row numbers and count; pandera's own messages hold values and never get out of here.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import InitVar, dataclass
from functools import cache
from numbers import Integral
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

# What makes a frame checked: only this module knows them, and they are other ones in every process.
_TOKEN = object()
_SEAL = secrets.token_bytes(32)

Cell = object
Line = tuple[Cell, ...]


class ContractBroken(Exception):
    """Lines that may not leave; nothing was written. `problems` names column, rule, rows and count, never a value."""

    def __init__(self, kind: str, problems: Sequence[Problem]) -> None:
        self.kind = kind
        self.problems = tuple(problems)
        super().__init__(kind, self.problems)

    def __str__(self) -> str:
        """A heading and one line per problem."""
        heading = f"The {self.kind} file breaks its contract; nothing was written."
        return "\n".join([heading, *(f"- {problem}" for problem in self.problems)])


class GateBypassed(Exception):
    """Something that did not come through the gate, or was changed after it, was about to be written."""


@dataclass(frozen=True)
class CheckedFrame:
    """Lines that passed their contract, in file order. Made by `check_outgoing` alone; cannot be changed.

    Attributes:
        kind: signals, withdrawals or hold_notices.
        titles: the column titles in order.
        rows: one tuple a line: text, whole numbers, Decimal amounts, dates, None for empty.
        seal: proves that the content is what was checked.
    """

    kind: str
    titles: tuple[str, ...]
    rows: tuple[Line, ...]
    seal: str
    token: InitVar[object]

    def __post_init__(self, token: object) -> None:
        if token is not _TOKEN:
            raise GateBypassed("a checked frame is made by validations.outgoing.check_outgoing alone")

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        """Kind and size only: the lines are personal data and must not get into a log."""
        return f"CheckedFrame({self.kind}, {len(self.rows)} lines)"

    def column(self, title: str) -> tuple[Cell, ...]:
        """The cells of one column, in line order."""
        place = self.titles.index(title)
        return tuple(row[place] for row in self.rows)


def ensure_checked(frame: object) -> CheckedFrame:
    """`frame` itself where it came through the gate and is as it was then.

    Raises:
        GateBypassed: it is something else, or was changed since.
    """
    if type(frame) is not CheckedFrame:
        raise GateBypassed("only a frame checked by validations.outgoing may be written")
    if not hmac.compare_digest(_seal(frame.kind, frame.titles, frame.rows), frame.seal):
        raise GateBypassed(f"the {frame.kind} lines were changed after they were checked; nothing was written")
    return frame


def check_outgoing(
    kind: str, frame: pd.DataFrame, allowed: Sequence[Collection[str]] | pd.DataFrame | None = None
) -> CheckedFrame:
    """Hold the lines to the contract of `kind`; the only way to a `CheckedFrame`.

    Args:
        kind: a key of `CONTRACTS`.
        frame: exactly the contract's columns in their order, object cells (Decimal money, date dates, None empty).
        allowed: for signals, per line the optional fields its landlord agreed to (`initials`, `street`,
            `house_number_suffix`, `city`, `phone`, `email`), as sets or as a frame of booleans by field; None: none.

    Raises:
        ContractBroken: with every problem found; no values in it.
        ValueError: `allowed` has not one entry per line.
    """
    cells = frame.astype(object).reset_index(drop=True)
    problems = _broken(_structure(kind), cells, kind)
    if problems:
        raise ContractBroken(kind, problems)
    cells = pd.DataFrame({title: pd.Series(map(_unified, cells[title]), dtype=object) for title in titles_of(kind)})
    problems = _broken(_contents(kind), cells, kind) + _not_agreed(kind, cells, _as_sets(allowed, len(cells)))
    if problems:
        raise ContractBroken(kind, problems)
    rows = tuple(cells.itertuples(index=False, name=None))
    return CheckedFrame(kind, titles_of(kind), rows, _seal(kind, titles_of(kind), rows), token=_TOKEN)


def _unified(value: object) -> object:
    """Whole numbers of any library as Python's own; everything else as it is."""
    return int(value) if isinstance(value, Integral) and not isinstance(value, bool) else value


def _seal(kind: str, titles: Sequence[str], rows: Sequence[Line]) -> str:
    content = hmac.new(_SEAL, repr((kind, titles)).encode(), hashlib.sha256)
    for row in rows:
        content.update(repr(row).encode("utf-8", "surrogatepass"))
    return content.hexdigest()


@cache
def _structure(kind: str) -> pa.DataFrameSchema:
    columns = {title: pa.Column(object, nullable=True) for title in titles_of(kind)}
    return pa.DataFrameSchema(columns, strict=True, ordered=True, unique_column_names=True, name=kind)


@cache
def _contents(kind: str) -> pa.DataFrameSchema:
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


def _broken(schema: pa.DataFrameSchema, cells: pd.DataFrame, kind: str) -> list[Problem]:
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
    return [_problem(kind, column, rule, sorted(rows)) for (column, rule), rows in found.items()]


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


def _problem(kind: str, column: str | None, rule: str, rows: Sequence[int]) -> Problem:
    return Problem(kind, column, rule, max(len(rows), 1), tuple(rows[:ROWS_SHOWN]), ADVICE[rule])


def _as_sets(allowed: Sequence[Collection[str]] | pd.DataFrame | None, lines: int) -> list[frozenset[str]]:
    if allowed is None:
        return [frozenset()] * lines
    if isinstance(allowed, pd.DataFrame):
        flags = allowed.to_dict("records")
        allowed = [frozenset(str(name) for name, agreed in row.items() if agreed is True) for row in flags]
    if len(allowed) != lines:
        raise ValueError(f"the agreed fields are given for {len(allowed)} lines, the file has {lines}")
    return [frozenset(fields) for fields in allowed]


def _not_agreed(kind: str, cells: pd.DataFrame, allowed: Sequence[frozenset[str]]) -> list[Problem]:
    """The values in optional columns that the landlord of the line did not agree to."""
    problems = []
    for column in CONTRACTS[kind]:
        if column.field is None:
            continue
        filled = enumerate(zip(cells[column.title], allowed, strict=True), start=1)
        rows = [number for number, (value, fields) in filled if value is not None and column.field not in fields]
        if rows:
            problems.append(_problem(kind, column.title, "optional_field_not_agreed", rows))
    return problems
