"""When a landing table has lost so many rows since the last load that its export was probably cut short.

Belongs here: that one judgement. Does not belong here: who accepts such a loss, or what happens then (landing.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ShrinkGuard:
    """Between two loads no table may lose all its rows, and one of more than `minimum_rows` at most `largest_loss` of them."""

    minimum_rows: int = 100
    largest_loss: Decimal = Decimal("0.2")

    def refuses(self, before: int, now: int) -> bool:
        """Whether so great a loss looks like a truncated or forgotten export."""
        return self.is_emptied(before, now) or (before > self.minimum_rows and before - now > before * self.largest_loss)

    @staticmethod
    def is_emptied(before: int, now: int) -> bool:
        """Whether nothing is left of a table: without its objections or mandates everybody is judged otherwise."""
        return before > 0 and now == 0


USUAL_GUARD = ShrinkGuard()
