"""Tables and large numbers of the report, and how a hidden count looks.

Belongs here: the plain shapes that the page's template lays out, and counts and amounts as texts with small ones hidden.
Does not belong here: which figures stand in them (day_charts.py, delivery_charts.py), which numbers are too small
(small_numbers.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from documents.dutch import euros, number
from documents.figures import Amount
from documents.small_numbers import SMALLEST, is_small

HIDDEN = f"< {SMALLEST}"
UNSAID = "–"
MILLION = 1_000_000
Cell = str | Markup


@dataclass(frozen=True)
class Table:
    """A table: its caption, its titles with what kind of cells stand below them, and its rows.

    Attributes:
        titles: (title, kind); kind is `text`, `date`, `number` or `bar`. The first column names the row.
        totals: how many of the last rows are totals.
    """

    caption: str
    titles: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Cell]]
    totals: int = 0


@dataclass(frozen=True)
class Tile:
    """One large number with what it is."""

    value: str
    label: str
    note: str = ""


def count_text(count: int, is_extern: bool) -> str:
    """The count, or that it is small."""
    return HIDDEN if is_extern and is_small(count) else number(count)


def money_text(amount: Amount, is_extern: bool) -> str:
    """The amount to the cent; unsaid where few people owe it."""
    return UNSAID if is_extern and is_small(amount.leases) else euros(amount.euros)


def rounded_text(amount: Amount, is_extern: bool) -> str:
    """The amount in whole euros below a large number; nothing where nobody or few people owe it."""
    return "" if not amount.leases or (is_extern and is_small(amount.leases)) else whole_euros(amount.euros)


def whole_euros(amount: Decimal) -> str:
    """€ 1.235 or € 1,2 mln, for where there is little room."""
    if amount >= MILLION:
        return f"€ {amount / MILLION:.1f} mln".replace(".", ",")
    return f"€ {amount:,.0f}".replace(",", ".")


def unless(is_hidden: bool, text: str) -> str:
    """The text, or that it is not said."""
    return UNSAID if is_hidden else text
