r"""Cells in which a database wrote that a field holds nothing: `NULL`, `null` or `\N`, a day without figures (`  /  /    `), `?`.

Belongs here: which texts these are, and making empty cells of them; what a mapping has not filled in yet. Does not belong here:
days that stand for no day (`no_date`), or a word that only one export uses for nothing (`values`, with an empty text for ours).

Such a cell is no prefix of a name, no day and no word to be given a meaning. In a column that must be filled it is missing, as
any empty cell is: somebody who is really called so is refused by name of the rule, never left out in silence. A person writes `?`
too, where he does not know; it is nothing only below titles where more cells say so than are empty, as in an export of Progress,
which leaves none empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb

from sources.findings import Finding

NULLS = ("NULL", "null", r"\N")  # so and no other way: Null is a name
NO_FIGURES = ("/  /", "-  -", ".  .")  # an empty day of dBase and FoxPro, without the spaces around it
WRITTEN = NULLS + NO_FIGURES
UNKNOWN = "?"  # Progress, of a field without a value
FEWEST_UNKNOWN = 2  # cells of a file
_IN_A_PATTERN = re.compile(r"(?<![a-z0-9])null(?![a-z0-9])|\\\\n", re.IGNORECASE)


def key_of(word: str) -> str:
    """A word of the mapping as it is compared with cells; one that names NULL means the empty cells."""
    small = word.strip().lower()
    return "" if small in map(str.lower, WRITTEN) else small


def patterns_of_null(table: str, said: Mapping[str, Any]) -> list[str]:
    """The fault of a block with a pattern that waits for NULL, or for a day without figures, which no cell holds any longer: its
    lines would count unseen.
    """
    patterns = [pattern for each in said.get("skip_lines", {}).values() for pattern in each]
    patterns += [pattern for rules in said.get("patterns", {}).values() for pattern, _ in rules]
    found = []
    if any(map(_IN_A_PATTERN.search, patterns)):
        found.append(f"[{table}] een cel met NULL is een lege cel: schrijf in skip_lines en patterns '^$' waar nu null staat.")
    if any(frame in pattern.replace("\\", "") for pattern in patterns for frame in NO_FIGURES):
        without = "een datum zonder cijfers (/  /) is een lege cel"
        found.append(f"[{table}] {without}: schrijf in skip_lines en patterns '^$' waar die nu staat.")
    return found


def names_unknown(said: Mapping[str, Any]) -> bool:
    """Whether a block of a mapping says what `?` means, as a word or in a pattern: then it means that."""
    return any(text.strip() == UNKNOWN or any(mark in text for mark in (r"\?$", "[?]$")) for text in _texts(said))


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        yield from (text for part in said.items() for each in part for text in _texts(each))
    elif isinstance(said, Sequence):
        yield from (text for each in said for text in _texts(each))


def without_unknown(rows: list[list[str]]) -> list[list[str]]:
    """Lines as `map` sees them, with an empty cell for each `?` that is one; lines of few cells, above titles, do not count."""
    marks = Counter(place for row in rows for place, cell in enumerate(row) if cell == UNKNOWN)
    if sum(marks.values()) < FEWEST_UNKNOWN:
        return rows
    width = max(sum(map(bool, row)) for row in rows)
    lines = [row for row in rows if 2 * sum(map(bool, row)) > width]
    empty = Counter(place for row in lines for place in marks if place >= len(row) or not row[place])
    places = {place for place, count in marks.items() if count > empty[place]}
    return [["" if place in places and cell == UNKNOWN else cell for place, cell in enumerate(row)] for row in rows]


def emptied(con: duckdb.DuckDBPyConnection, *, keeps_unknown: bool = False) -> list[Finding]:
    """Makes empty cells of them in `cells`; gives what a person must know. `keeps_unknown`: the mapping says what `?` means."""
    found = _nulls_emptied(con)
    return found if keeps_unknown else [*found, *_unknown_emptied(con)]


def _unknown_emptied(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    columns = _columns(con)
    if not columns:
        return []
    counts = ", ".join(f"count(*) filter (coalesce(trim({name}), '') = '{text}')" for name in columns for text in (UNKNOWN, ""))
    found = con.execute(f"select {counts} from cells").fetchone() or ()
    marks = dict(zip(columns, found[::2], strict=True))
    if sum(marks.values()) < FEWEST_UNKNOWN:
        return []
    written = [name for name, empty in zip(columns, found[1::2], strict=True) if marks[name] > empty]
    if not written:
        return []
    con.execute(
        "update cells set "
        + ", ".join(f"{name} = case when trim({name}) = '{UNKNOWN}' then '' else {name} end" for name in written)
    )
    count = sum(marks[name] for name in written)
    return [
        Finding("note", "", "unknown_is_empty", f"in {count} cellen staat alleen een vraagteken: dat zijn lege cellen.", count)
    ]


def _columns(con: duckdb.DuckDBPyConnection) -> list[str]:
    of_cells = "select column_name from duckdb_columns() where table_name = 'cells' and not internal order by column_index"
    return [name for (name,) in con.execute(of_cells).fetchall()]


def _nulls_emptied(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    columns = _columns(con)
    if not columns:
        return []
    counts = ", ".join(
        f"count(*) filter (trim({name}) in ({_listed(texts)}))" for name in columns for texts in (NULLS, NO_FIGURES)
    )
    found = con.execute(f"select {counts} from cells").fetchone() or ()
    nulls, days = found[::2], found[1::2]
    written = [name for name, *counted in zip(columns, nulls, days, strict=True) if any(counted)]
    if not written:
        return []
    emptied_columns = ", ".join(
        f"{name} = case when trim({name}) in ({_listed(WRITTEN)}) then '' else {name} end" for name in written
    )
    con.execute(f"update cells set {emptied_columns}")
    said = ((sum(nulls), "staat NULL", "null_is_empty"), (sum(days), "staat een datum zonder cijfers", "day_without_figures"))
    return [
        Finding("note", "", rule, f"in {count} cellen {what}: dat zijn lege cellen.", count)
        for count, what, rule in said
        if count
    ]


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(f"'{text}'" for text in texts)


def not_filled_in(table: str, said: Mapping[str, Any]) -> list[str]:
    """What still has nothing between its quotes: a file may well have a column without a title, and that would be read then."""
    texts = [(part, name, text) for part in ("columns", "constants") for name, text in said.get(part, {}).items()]
    texts += [("split", name, title) for name, (title, _) in said.get("split", {}).items()]
    return [
        f'[{table}.{part}] {name} = "" is nog niet ingevuld: zet tussen de aanhalingstekens wat het is, of haal de regel weg.'
        for part, name, text in texts
        if not str(text).strip()
    ]
