"""The format of what a home keeps: which there are, and the refusal of one that is later than this version knows.

    1   homes of 0.1.0 and 0.2.0, which say no format; evidence as one JSON file per signal (0.1) or one Parquet file per day
    2   register, its portable copy, evidence and warehouse each say their format; evidence as one Parquet file per day

A home of an earlier format is worked on as it is, and `vroegsignaal upgrade` brings it to the present one. Belongs here: the
numbers, and reading one from an open database. Does not belong here: bringing a home from one to the next (keeping/upgrade.py).
"""

from __future__ import annotations

import duckdb

FIRST, PRESENT = 1, 2


class LaterFormat(Exception):
    """Something was written by a later version of this product; the text says what, and holds no personal value."""


def format_of(con: duckdb.DuckDBPyConnection, table: str = "format") -> int:
    """The format that an open register or warehouse says in its table `format(version)`; FIRST where it says none."""
    try:
        found = con.execute(f"select max(version) from {table}").fetchall()
    except duckdb.CatalogException:
        return FIRST
    return found[0][0] or FIRST


def refuse_later(what: str, version: int) -> None:
    """Refuse what a later version wrote: this one would read it wrongly, or write over what it does not know.

    Raises:
        LaterFormat: `version` is above PRESENT.
    """
    if version > PRESENT:
        aside = " A warehouse may also be moved away: the next run makes it again." if what == "warehouse" else ""
        raise LaterFormat(
            f"the {what} of this home is of format {version}, and this version knows formats up to {PRESENT}: a later version "
            "wrote it. Nothing was done. Use that version, or restore the copy that was made before it was upgraded "
            f"(vroegsignaal restore COPY).{aside}"
        )
