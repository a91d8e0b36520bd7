"""What sets the lines apart that lack a cell which each line must have: often they are another kind of line, and no fault.

Belongs here: finding the column whose words only such lines have, and keeping it for whoever refuses them. Does not belong here:
refusing (landing_sql.py), the words for it (check_words.py), or passing lines over (skipped.py).

A word is named only where it is one of a list of codes: few, short, each used more than once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import duckdb

from exports.ground.duck import only_row
from sources.reading.cells import plain_title, text_of
from sources.reading.code_lists import MOST_WORDS, words_of
from sources.reading.rules import TABLES, Export

MOST_SET_APART = 3  # words that the lines without the cell may have
TWICE = 2  # a word that stands there once may be a name, but not below a title that says a kind
FEW = 3  # lines that all have the same word below any other title: fewer have it by accident
OF_KIND = re.compile(r"status|\bstand\b|soort|\btype|\brol\b|\bkind\b|categorie|dagboek|journa")
_TABLE = "lacking_cells"


@dataclass(frozen=True)
class Lacking:
    """Lines without a cell of one of our columns.

    Attributes:
        title, words: what stands below a title on each of them, and on no other line; empty where nothing sets them apart.
        file: of a column that is looked up by `title`, where; what these lines have alike is what that list lacks.
        begins: the line of mapping.toml on which the block begins of which this is so; 0 where none does.
    """

    title: str
    words: tuple[str, ...]
    file: str = ""
    begins: int = field(default=0, compare=False)


def note_lacking(con: duckdb.DuckDBPyConnection, export: Export, places: Mapping[str, int]) -> None:
    """Keeps what sets apart the lines of `cells` that lack a cell of a column which may not be empty."""
    asked = [each.name for each in TABLES[export.table].columns if each.required and each.name in places]
    if not asked:
        return
    empty = ", ".join(f"count(*) filter ({text_of(places[name])} is null)" for name in asked)
    counts = only_row(con, f"select count(*), {empty} from cells")
    for column, count in zip(asked, counts[1:], strict=True):
        if 0 < count < counts[0]:
            apart = (each for each in _set_apart(con, places[column]) if each[0] not in _meant(export))
            found = _looked_up(export, column) or Lacking(*next(apart, ("", ())))
            columns = "landing_table varchar, our varchar, title varchar, words varchar[], file varchar, begins integer"
            con.execute(f"create table if not exists {_TABLE} ({columns})")
            row = [export.table, column, found.title, list(found.words), found.file, export.where.get("", 0)]
            con.execute(f"insert into {_TABLE} values (?, ?, ?, ?, ?, ?)", row)


def _meant(export: Export) -> set[str]:
    """The titles whose words say what a line of money is: receipts without a contract are no reason to pass others over."""
    meant = ("entry_type", "category") if export.table == "ledger_entries" else ()
    return {plain_title(export.columns[each]) for each in meant if each in export.columns}


def _looked_up(export: Export, column: str) -> Lacking | None:
    lookups = {plain_title(made): each for made, each in export.lookup.items()}
    lookup = lookups.get(plain_title(export.columns.get(column, "")))
    return Lacking(lookup.own, (), lookup.file) if lookup else None


def lacking_of(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, Lacking]:
    """Our column -> what sets the lines apart that lack it, of the first block of the table in which some do."""
    if not only_row(con, "select count(*) from duckdb_tables() where table_name = ?", [_TABLE])[0]:
        return {}
    asked = f"select our, title, words, file, begins from {_TABLE} where landing_table = ? order by rowid desc"
    return {
        column: Lacking(title, tuple(words), file, begins)
        for column, title, words, file, begins in con.execute(asked, [table]).fetchall()
    }


def _set_apart(con: duckdb.DuckDBPyConnection, place: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The titles, each with its words, that only the lines have of which this cell is empty, and all of them."""
    titles = con.execute("select place, title from titles where title <> '' order by place").fetchall()
    for other, title in sorted(titles, key=lambda each: not OF_KIND.search(each[1])):
        if other == place:
            continue
        is_kind = bool(OF_KIND.search(title))
        counts = f"count(*) filter ({text_of(place)} is null), count(*)"
        lines = con.execute(f"select {text_of(other)}, {counts} from cells group by 1 limit {MOST_WORDS + 2}").fetchall()
        if len(lines) > MOST_WORDS + 1:
            continue
        theirs = {text: count for text, lacking, count in lines if lacking}
        least = 1 if is_kind else TWICE
        is_theirs_alone = all(text and lacking == count >= least for text, lacking, count in lines if lacking)
        is_theirs_alone = is_theirs_alone and (is_kind or sum(theirs.values()) >= FEW)
        listed = words_of(Counter({text: count for text, _, count in lines if text}))
        if is_theirs_alone and 0 < len(theirs) <= MOST_SET_APART and theirs.keys() <= listed.keys():
            yield title, tuple(sorted(theirs, key=lambda text: -theirs[text]))
