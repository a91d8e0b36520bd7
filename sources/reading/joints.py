"""Numbers of entries that name one by its own number, written otherwise: `A12-3` where the mapping made `A12/3` of two columns.

Belongs here: reading such a name as the number it is, where that is certain. Does not belong here: making a number
(shapes.py), reversals that name nothing (storno.py), or saying of what names no entry that it does not (guards/reversals.py).
"""

from __future__ import annotations

import duckdb

from exports.ground.duck import count_of, only_row
from sources.findings import Finding, amount_of
from sources.reading.storno import pair

# What stands between the parts of a number, whatever it is; capitals do not count.
PARTS = "regexp_replace(lower(trim({0})), '[^0-9a-z]+', '/', 'g')"
CREDITS = "('payment', 'credit_note', 'write_off')"


def receipts_named(con: duckdb.DuckDBPyConnection, table: str, *, pairs: bool) -> list[Finding]:
    """Gives reversals in `table` the number of their receipt, as far as it is certain. `pairs`: whether those that name none get
    it by their amount.
    """
    return with_joints(con, table) + (pair(con, table) if pairs else [])


def with_joints(con: duckdb.DuckDBPyConnection, table: str) -> list[Finding]:
    """Gives reversals in `table` the number of the receipt that they name with another sign between its parts: only where one
    entry has these parts, and it is a receipt of the same contract.
    """
    named = f"{table} as entry where entry.entry_type = 'reversal' and entry.reverses_entry_id is not null"
    if not count_of(con, f"select count(*) from {named} and {unnamed(table)}"):
        return []
    parts = PARTS.format("entry_id")
    con.execute(
        f"""create or replace temp table joints as
        select {parts} as parts, any_value(entry_id) as entry_id, any_value(lease_id) as lease_id,
            any_value(entry_type) as entry_type
        from {table} where entry_id is not null group by 1 having count(*) = 1"""
    )
    count = only_row(
        con,
        f"""update {table} as entry set reverses_entry_id = joints.entry_id from joints
        where entry.entry_type = 'reversal' and joints.parts = {PARTS.format("entry.reverses_entry_id")} and {unnamed(table)}
            and joints.lease_id = entry.lease_id and joints.entry_type in {CREDITS}""",
    )[0]
    con.execute("drop table joints")
    if not count:
        return []
    text = (
        f"{amount_of(count, 'storno noemt haar ontvangst', 'stornos noemen hun ontvangst')} met een ander teken tussen de delen "
        "van het nummer dan de boeking zelf: zo gelezen."
    )
    return [Finding("note", "ledger_entries", "storno_joined_otherwise", text, count)]


def unnamed(table: str) -> str:
    """SQL: whether no entry has the number that `entry` names."""
    return f"not exists (select 1 from {table} as other where other.entry_id = entry.reverses_entry_id)"
