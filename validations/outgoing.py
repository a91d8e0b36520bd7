"""The contracts of every file that leaves, and the one gate to it: `check_outgoing`.

Belongs here: the gate, and `CheckedFrame`, the only thing the writer takes, which this module alone can make. Does not belong
here: the contracts as pandera's schemas (outgoing_schemas.py), choosing the lines (the models), file formats
(exports/delivery/workbooks.py) and folders (exports/delivery/batches.py).

A refusal says column, rule, row numbers and count; pandera's own messages hold values and never get out of here.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection, Sequence
from dataclasses import InitVar, dataclass
from numbers import Integral
from typing import TYPE_CHECKING

from validations.outgoing_columns import CONTRACTS, titles_of
from validations.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

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
    import pandas as pd  # with pandera it takes half a second to load, and on most mornings nothing leaves

    from validations.outgoing_schemas import broken, contents, problem, structure

    cells = frame.astype(object).reset_index(drop=True)
    problems = broken(structure(kind), cells, kind)
    if problems:
        raise ContractBroken(kind, problems)
    cells = pd.DataFrame({title: pd.Series(map(_unified, cells[title]), dtype=object) for title in titles_of(kind)})
    problems = broken(contents(kind), cells, kind)
    not_agreed = _not_agreed(kind, cells, _as_sets(allowed, len(cells)))
    problems += [problem(kind, title, "optional_field_not_agreed", rows) for title, rows in not_agreed.items()]
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


def _as_sets(allowed: Sequence[Collection[str]] | pd.DataFrame | None, lines: int) -> list[frozenset[str]]:
    if allowed is None:
        return [frozenset()] * lines
    if not isinstance(allowed, Sequence):
        flags = allowed.to_dict("records")
        allowed = [frozenset(str(name) for name, agreed in row.items() if agreed is True) for row in flags]
    if len(allowed) != lines:
        raise ValueError(f"the agreed fields are given for {len(allowed)} lines, the file has {lines}")
    return [frozenset(fields) for fields in allowed]


def _not_agreed(kind: str, cells: pd.DataFrame, allowed: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """The rows with a value in an optional column that the landlord of the line did not agree to, by the column's title."""
    found = {}
    for column in CONTRACTS[kind]:
        if column.field is None:
            continue
        filled = enumerate(zip(cells[column.title], allowed, strict=True), start=1)
        rows = [number for number, (value, fields) in filled if value is not None and column.field not in fields]
        if rows:
            found[column.title] = rows
    return found
