"""Charges that a block all calls rent, where an account or component that nothing reads tells several kinds of them apart.

Belongs here: seeing that from the codes. Does not belong here: words that say themselves that they are costs (money.py).

The code says nothing by itself, but that there are several says that not all is rent: costs that are booked on 8050 would be
reported as arrears of rent. `unread` with the title says that it is all the same.
"""

from __future__ import annotations

import duckdb

from sources.findings import Finding
from sources.reading.amounts import CREDITS
from sources.reading.cells import named_titles, plain_title, text_of
from sources.reading.rules import Export
from sources.words.titles import concepts_of

ON_ARREARS = ("rent", "service_charges")
SAYS_WHAT_FOR = frozenset({"account", "component"})
MOST = 20  # accounts of charges; more are those of the tenants themselves, or of each building
COMES_BACK = 2  # times that a code stands there, on the average


def accounts_of_one_kind(con: duckdb.DuckDBPyConnection, export: Export, kind: str, source: str) -> list[Finding]:
    """Refusals of one category for every charge beside several accounts. `con` holds the block's own lines as `cells`; `kind`:
    the SQL of what a line becomes.
    """
    said = export.constants
    if said.get("category") not in ON_ARREARS or said.get("entry_type") in (*CREDITS, "reversal"):
        return []
    answered = set(map(plain_title, (*named_titles(export), *export.only, *export.skip_lines, *export.unread)))
    found = con.execute("select title, place from titles order by place").fetchall()
    asked = [(title, place) for title, place in found if title and title not in answered and concepts_of(title) & SAYS_WHAT_FOR]
    return [_finding(export, title, count, source) for title, place in asked if (count := _several(con, kind, place))]


def _several(con: duckdb.DuckDBPyConnection, kind: str, place: int) -> int:
    """How many different codes the charges have there; 0 where they have one, or as good as one each."""
    text = text_of(place)
    sql = f"select count(distinct {text}), count({text}) from cells where {kind} = 'charge'"
    several, filled = con.execute(sql).fetchall()[0]
    return several if 1 < several <= MOST and filled >= COMES_BACK * several else 0


def _finding(export: Export, title: str, count: int, source: str) -> Finding:
    text = (
        f"in '{title}', dat het blok niet leest, staan bij de vorderingen {count} verschillende codes, en het blok zegt van elke "
        f'vordering category = "{export.constants["category"]}": zijn er kosten of rente bij, dan telt dat mee als '
        f'huurachterstand. Neem category = "{title}" onder columns, met onder [ledger_entries.values.category] wat elke code is. '
        f'Is het alles huur, zet dan unread = ["{title}"] in het blok.'
    )
    return Finding("refused", source, "category_said_otherwise", text, count)
