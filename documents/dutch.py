"""Figures and dates the Dutch way, for everything a credit controller, tenant or municipality reads.

Belongs here: 1.234,56 and 20-04-2026. Does not belong here: sentences.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

NOTHING = "–"


def euros(amount: Decimal | None) -> str:
    """€ 1.234,56; a dash where there is no amount."""
    if amount is None:
        return NOTHING
    return "€ " + f"{amount:,.2f}".replace(",", "·").replace(".", ",").replace("·", ".")


def day(value: date | None) -> str:
    """20-04-2026; a dash where there is no date."""
    return value.strftime("%d-%m-%Y") if value else NOTHING


def number(value: int) -> str:
    """1.234"""
    return f"{value:,}".replace(",", ".")


def counted(value: int, one: str, more: str) -> str:
    """`1 signaal`, `3 signalen`."""
    return f"{number(value)} {one if value == 1 else more}"
