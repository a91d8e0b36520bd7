"""Amounts in whole cents: 91244 for 912,44, as databases keep them.

Belongs here: refusing what can hardly be euros until the mapping says which. Does not belong here: reading amounts
(amounts.py).

Read as euros every cell is valid, and each report a hundred times too high.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.reading.amounts import amount, kinds
from sources.reading.cells import Opened, found_where, text_of
from sources.reading.rules import TABLES, Export

# From which amount on the half of them is no rent, nor what it is owed or paid; of what a municipality asks at least.
MANY_EUROS, MANY_AT_LEAST = 3000, 1000
FEWEST = 3  # amounts that say something together


def in_whole_cents(
    con: duckdb.DuckDBPyConnection, export: Export, places: Mapping[str, int], source: str, opened: Opened
) -> list[Finding]:
    """Refusals of columns of whole numbers that are too high for euros, where the mapping does not say what they are. `con` holds
    the file as `cells`.
    """
    if export.decimals is not None:
        return []
    money = [each.name for each in TABLES[export.table].columns if each.kind == "money" and each.name in export.columns]
    return [found for name in money if (found := _of_column(con, export, name, text_of(places[name]), source, opened))]


def _of_column(
    con: duckdb.DuckDBPyConnection, export: Export, name: str, text: str, source: str, opened: Opened
) -> Finding | None:
    read = f"abs({amount(text, None)})"
    count, others, half = only_row(
        con,
        f"select count(*), count(*) filter ({kinds(text)} not in ('whole', 'long')), median({read}) from cells where {read} > 0",
    )
    least, limit = (1, MANY_AT_LEAST) if name == "minimum_amount" else (FEWEST, MANY_EUROS)
    if count < least or others or half < limit:
        return None
    _, where = found_where(con, f"{read} > 0", opened)
    text_nl = (
        f"kolom '{export.columns[name]}' ({name}): elk bedrag is een heel getal, en de helft is {limit} of meer {where}. "
        'Zijn het centen, zet dan decimals = "centen" in het blok; zijn het hele euro\'s, decimals = ",".'
    )
    return Finding("refused", source, "amounts_in_cents", text_nl, count)
