r"""Cells in which a database wrote that a field holds nothing: `NULL`, `null` or `\N`.

Belongs here: which texts these are, and making empty cells of them. Does not belong here: days that stand for no day (`no_date`),
or a word that only one export uses for nothing (`values`, with an empty text for ours).

Such a cell is no prefix of a name, no day and no word to be given a meaning. In a column that must be filled it is missing, as
any empty cell is: somebody who is really called so is refused by name of the rule, never left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import duckdb

from sources.findings import Finding

WRITTEN = ("NULL", "null", r"\N")  # so and no other way: Null is a name
_IN_A_PATTERN = re.compile(r"(?<![a-z0-9])null(?![a-z0-9])|\\\\n", re.IGNORECASE)


def key_of(word: str) -> str:
    """A word of the mapping as it is compared with cells; one that names NULL means the empty cells."""
    small = word.strip().lower()
    return "" if small in map(str.lower, WRITTEN) else small


def patterns_of_null(table: str, said: Mapping[str, Any]) -> list[str]:
    """The fault of a block with a pattern that waits for NULL, which no cell holds any longer: its lines would count unseen."""
    patterns = [pattern for each in said.get("skip_lines", {}).values() for pattern in each]
    patterns += [pattern for rules in said.get("patterns", {}).values() for pattern, _ in rules]
    if not any(map(_IN_A_PATTERN.search, patterns)):
        return []
    return [f"[{table}] een cel met NULL is een lege cel: schrijf in skip_lines en patterns '^$' waar nu null staat."]


def emptied(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Makes empty cells of them in `cells`; gives what a person must know."""
    listed = ", ".join(f"'{word}'" for word in WRITTEN)
    of_cells = "select column_name from duckdb_columns() where table_name = 'cells' and not internal order by column_index"
    columns = [name for (name,) in con.execute(of_cells).fetchall()]
    if not columns:
        return []
    counts = ", ".join(f"count(*) filter (trim({name}) in ({listed}))" for name in columns)
    found = con.execute(f"select {counts} from cells").fetchone() or ()
    written = {name: count for name, count in zip(columns, found, strict=True) if count}
    if not written:
        return []
    emptied_columns = ", ".join(f"{name} = case when trim({name}) in ({listed}) then '' else {name} end" for name in written)
    con.execute(f"update cells set {emptied_columns}")
    text = f"in {sum(written.values())} cellen staat NULL: dat zijn lege cellen."
    return [Finding("note", "", "null_is_empty", text, sum(written.values()))]
