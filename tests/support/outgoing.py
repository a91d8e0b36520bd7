"""Checked lines for tests: made-up people with everything in their cells that a file format could trip over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd

from validations.outgoing import CheckedFrame, check_outgoing, titles_of

ALL_FIELDS = frozenset({"initials", "street", "house_number_suffix", "city", "phone", "email"})

SIGNALS = [
    ("Jansen", "A.B.", "Voorbeeldstraat", "1", "bis", "1011AB", "Amsterdam", "0201234567", "huurder@voorbeeld.nl", 1,
     Decimal("1000.00")),
    ("van der Heijden-Çelik", None, None, "007", None, "3511ZZ", None, None, None, 12, Decimal("0.01")),
    ("=1+1", "+A", "-Straat", "2", "@3", "9999XX", '"Haal" het; \'s-Graveland', "+31201234567", "=a@voorbeeld.nl", 2,
     Decimal("1234567.89")),
    ("Ünal, Şahin", "É.", "1 april", "3", "1/2", "2513AA", "True", "00123", "0001@voorbeeld.nl", 100,
     Decimal("1234.50")),
    ("O'Neill_x0041_", "1E5", "http://voorbeeld.nl", "4", "0", "1012AB", "a   b", "06-1", "x", 3,
     Decimal("4.35")),
]  # fmt: skip
WITHDRAWALS = [("1011AB", "1", None), ("3511ZZ", "007", "bis")]
NOTICES = [
    ("DOS-1", "opschorten", date(2026, 4, 25), date(2026, 5, 25), "hulp geaccepteerd"),
    ("0042", "hervatten", date(2026, 5, 25), None, "opschorting verstreken"),
    ("=X", "hervatten", date(2026, 5, 6), None, "nieuwe achterstand"),
]
LINES = {"signals": SIGNALS, "withdrawals": WITHDRAWALS, "hold_notices": NOTICES}


def checked(kind: str, lines: list[tuple] | None = None) -> CheckedFrame:
    """These lines (or the ones above) through the gate, every optional field agreed."""
    cells = LINES[kind] if lines is None else lines
    frame = pd.DataFrame(cells, columns=titles_of(kind), dtype=object)
    return check_outgoing(kind, frame, [ALL_FIELDS] * len(cells) if kind == "signals" else None)
