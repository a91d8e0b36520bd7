"""Whether a list that no block reads names contracts and, beside them, people whom the contract list does not name as tenants, or
a balance of each.

Belongs here: seeing that by the numbers of the tables that were made. Does not belong here: which sheets nobody reads
(sheets_not_read.py), or what `map` makes of such a list (recognition/parties.py).

By itself such a list says nothing: `Klantcode`, `Huurder nr`, `Erbij sinds`. Where it is passed over, an objection of who rents
along keeps nothing back. A balance below what the entries say keeps back too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb

from sources.guards.receipts import is_made
from sources.reading.minus import CURRENCY

SHORT = 3  # digits of a number that any list may have by accident
ENOUGH = 0.9  # of the lines below the titles
HALF = 0.5
MOST_LINES = 2000

FEWEST = 3  # contracts of a list of balances
OF_BALANCES = r"achterst|\bsald[oi]|openstaand|arrears|balance"
AMOUNT = re.compile(rf"(({CURRENCY})\s*)?-?(\d{{1,3}}(\.\d{{3}})+|\d+)([.,]\d{{1,2}})?(\s*({CURRENCY}))?", re.IGNORECASE)
THIRD = 1 / 3

Rows = Sequence[Sequence[str]]


def names_co_tenants(con: duckdb.DuckDBPyConnection, rows: Rows) -> bool:
    """Whether most lines do, or one beside the line of its tenant; in last year's list another rented what is rented now. The
    first lines are the titles; `con` holds what was made of each table.
    """
    if not (is_made(con, "leases") and is_made(con, "tenants")) or len(rows) < 2:
        return False
    cells = [text for row in rows[1:MOST_LINES] for text in {each.strip() for each in row} if _is_telling(text)]
    tenants_of = dict(
        con.execute("select lease_id, tenant_id from made_leases where list_contains(?, lease_id)", [cells]).fetchall()
    )
    sql = "select tenant_id from made_tenants where list_contains(?, tenant_id)"
    people = {text for (text,) in con.execute(sql, [cells]).fetchall()}
    width = max(map(len, rows))
    return any(
        _is_of_others(rows, lease, person, tenants_of, people)
        for lease in range(width)
        for person in range(width)
        if lease != person
    )


def names_balances(con: duckdb.DuckDBPyConnection, rows: Rows, name: str) -> bool:
    """Whether a list gives an amount for each of many contracts, once, and its name or a title speaks of arrears or a balance."""
    if not is_made(con, "leases"):
        return False
    cells = [text for row in rows[1:MOST_LINES] for text in {each.strip() for each in row} if _is_telling(text)]
    sql = "select lease_id from made_leases where list_contains(?, lease_id)"
    leases = {text for (text,) in con.execute(sql, [cells]).fetchall()}
    return any(_is_a_balance_each(rows, place, leases, name) for place in range(max(map(len, rows), default=0)))


def _is_a_balance_each(rows: Rows, place: int, leases: set[str], name: str) -> bool:
    first = next((at for at, row in enumerate(rows) if len(row) > place and row[place].strip() in leases), None)
    if not first:
        return False
    lines = [row for row in rows[first:] if len(row) > place and row[place].strip()]
    named = [row[place].strip() for row in lines if row[place].strip() in leases]
    said = " ".join([name, *(cell for row in rows[:first] for cell in row)]).casefold()
    is_each = len(named) == len(set(named)) >= FEWEST and len(named) >= ENOUGH * len(lines)
    return is_each and bool(re.search(OF_BALANCES, said)) and any(_are_amounts(lines, at) for at in range(max(map(len, lines))))


def _are_amounts(lines: Rows, place: int) -> bool:
    """Whether nearly each cell is a number, and many of them with cents."""
    cells = [row[place].strip() for row in lines if len(row) > place]
    with_cents = sum(bool(re.search(r"\d[.,]\d\d?$", each)) for each in cells)
    return sum(bool(AMOUNT.fullmatch(each)) for each in cells) >= ENOUGH * len(lines) and with_cents >= THIRD * len(lines)


def _is_of_others(rows: Rows, lease: int, person: int, tenants_of: dict[str, str], people: set[str]) -> bool:
    pairs = [(row[lease].strip(), row[person].strip()) for row in rows if len(row) > max(lease, person)]
    first = next((at for at, pair in enumerate(pairs) if pair[0] in tenants_of and pair[1] in people), None)
    if not first:  # above the first of them stand the titles
        return False
    lines = pairs[first:]
    named = [pair for pair in lines if pair[0] in tenants_of and pair[1] in people]
    others = [contract for contract, who in named if tenants_of[contract] != who]
    of_tenants = {contract for contract, who in named if tenants_of[contract] == who}
    return len(named) >= ENOUGH * len(lines) and (len(others) > HALF * len(named) or not of_tenants.isdisjoint(others))


def _is_telling(text: str) -> bool:
    return bool(re.search(r"\d", text)) and (len(text) > SHORT or not text.isdecimal())
