"""A ledger of whole numbers that are high for rent: probably in cents, and each report would be a hundred times too high.

Belongs here: that one finding, of a ledger that lies in the landing folder itself. Does not belong here: mapped exports, which
are refused until their mapping says what the amounts are (reading/cents.py).
"""

from __future__ import annotations

import duckdb

from exports.ground.duck import only_row
from sources.landing_references import Read
from sources.landing_report import PERHAPS_CENTS, LandingFinding
from sources.reading.cents import FEWEST, MANY_EUROS

LEDGER = "ledger_entries"


def perhaps_in_cents(con: duckdb.DuckDBPyConnection, read: Read) -> list[LandingFinding]:
    """A finding where no amount has cents and half of them are more than a rent; one with cents answers it at once."""
    if LEDGER not in read or read[LEDGER][0].from_elsewhere:
        return []
    if con.execute(f"SELECT 1 FROM landing.{LEDGER} WHERE amount <> trunc(amount) LIMIT 1").fetchone():
        return []
    count, half = only_row(con, f"SELECT count(*), median(abs(amount)) FROM landing.{LEDGER} WHERE amount <> 0")
    return [LandingFinding(f"{LEDGER}{PERHAPS_CENTS}", count)] if count >= FEWEST and half >= MANY_EUROS else []
