"""What the words for the kind of a line may say too where a further cell is empty: what a charge is for, how a contact went.

Belongs here: keeping the words of such lines for whoever asks about the cell. Does not belong here: lines that are of another
kind and count for nothing (lacking.py), the question (documents/check_ways.py), or what `if_empty` does (sources/converting.py).

Costs, interest and a repair that have no component are three things: one meaning for an empty cell would make them one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from exports.ground.duck import only_row
from sources.reading.cells import text_of
from sources.reading.code_lists import MOST_WORDS, may_name_somebody, words_of
from sources.reading.rules import Export

KIND_OF: Mapping[str, str] = {"category": "entry_type", "channel": "action_type"}  # our column -> that of the kind of a line
_TABLE = "kinds_beside"


@dataclass(frozen=True)
class KindsBeside:
    """The title of the kinds of lines without a cell, the words that such lines have there, and the line of mapping.toml on which
    the block begins of which this is so.
    """

    title: str
    words: tuple[str, ...]
    begins: int


def note_kinds(con: duckdb.DuckDBPyConnection, export: Export, places: Mapping[str, int], counted: str) -> None:
    """Keeps those words: several, or one that no line with the cell has. `counted`: SQL, of which lines it is asked."""
    for column, kind in KIND_OF.items():
        if kind not in export.columns or column in export.if_empty or not {column, kind} <= places.keys():
            continue
        cell, word = text_of(places[column]), text_of(places[kind])
        counts = f"count(*) filter ({cell} is null and {counted}), count(*) filter ({cell} is not null and {counted}), count(*)"
        found = con.execute(f"select {word} as word, {counts} from cells group by 1 order by 1 limit {MOST_WORDS + 2}").fetchall()
        listed = words_of(Counter({text: times for text, _, _, times in found if text}))
        words = [text for text, lacking, _, _ in found if lacking]
        is_said = len(words) > 1 or not any(given for _, lacking, given, _ in found if lacking)
        if places[column] == places[kind] or not words or not is_said or not _may_be_shown(words, listed):
            continue
        columns = "landing_table varchar, our varchar, title varchar, word varchar, begins integer"
        con.execute(f"create table if not exists {_TABLE} ({columns})")
        rows = [[export.table, column, export.columns[kind], each, export.where.get("", 0)] for each in words]
        con.executemany(f"insert into {_TABLE} values (?, ?, ?, ?, ?)", rows)


def _may_be_shown(words: Sequence[str], listed: Mapping[str, int]) -> bool:
    """Whether all of them are of a list of codes: what a person typed may name somebody."""
    return all(each in listed and not may_name_somebody(each, listed[each]) for each in words)


def kinds_of(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, KindsBeside]:
    """Our column -> those of the one block of a table in which lines lack it; nothing of several, of which each has its own."""
    if not only_row(con, "select count(*) from duckdb_tables() where table_name = ?", [_TABLE])[0]:
        return {}
    asked = (
        f"select our, min(title), list(distinct word order by word), min(begins) from {_TABLE} where landing_table = ? "
        "group by our having count(distinct begins) = 1"
    )
    return {our: KindsBeside(title, tuple(words), begins) for our, title, words, begins in con.execute(asked, [table]).fetchall()}
