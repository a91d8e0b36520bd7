"""Regular expressions that a person writes in a mapping.

Belongs here: whether the engine takes one. Does not belong here: which settings hold one (rules.py, vera/mapping.py).
"""

from __future__ import annotations

import duckdb


def is_pattern(text: str) -> bool:
    """Whether the engine that will use it takes it (RE2, which knows no look-behind)."""
    try:
        with duckdb.connect() as con:  # the one that a process shares may hold another's unfinished result
            con.execute("select regexp_matches('', ?)", [text]).fetchall()
    except duckdb.Error:
        return False
    return True
