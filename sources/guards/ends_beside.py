"""A day that ends a line and that another block of the same list reads for its own lines: one closing day for several kinds.

Belongs here: seeing that a block of such a list leaves that day unread though its lines have it. Does not belong here: titles
that nothing reads at all (left_out.py, unused.py), a day below a second title (days_elsewhere.py), or proposing it
(proposals/chosen.py).

The title counts as read, so nobody is asked; and an objection that was withdrawn keeps its tenant from being reported for good.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from sources.findings import Finding, amount_of
from sources.guards.left_out import LEFT_OUT
from sources.reading.cells import Opened, found_where, plain_title, text_of
from sources.reading.rules import Export
from sources.reading.values import date_of, without
from sources.ways import Change, Choice, Option
from sources.words.arrangements import how_it_stands
from sources.words.names import quoted

# Table -> the days that end a line of what keeps a signal back; one of them is enough.
ENDS: Mapping[str, tuple[str, ...]] = {
    "objections": ("withdrawn_on",), "payment_arrangements": ("ended_on", "broken_on"), "collection_cases": ("ended_on",),
    "eviction_notices": ("cancelled_on",), "reported_elsewhere": ("ended_on",),
}  # fmt: skip
# What the day may be instead, so that the line still counts after it.
STILL_COUNTS = {
    "objections": "het bezwaar is dan alleen afgehandeld, en geldt nog",
    "payment_arrangements": "de regeling loopt daarna nog",
    "collection_cases": "het dossier loopt daarna nog",
    "eviction_notices": "de ontruiming gaat daarna nog door",
    "reported_elsewhere": "de melding van die ander geldt daarna nog",
}
ENDED = {
    "objections": "het bezwaar is dan ingetrokken",
    "payment_arrangements": "de regeling is dan klaar of verbroken",
    "collection_cases": "het dossier is dan gesloten",
    "eviction_notices": "de ontruiming is dan afgezegd",
    "reported_elsewhere": "de melding van die ander is dan voorbij",
}
WHAT_FOLLOWS = {(each.table, each.column): each.what_nl for each in LEFT_OUT}


def ends_beside(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str, opened: Opened
) -> list[Finding]:
    """Refusals of such titles. `con` holds the lines that the block takes as `cells`, and their `titles`."""
    if export.table not in ENDS or _gives_an_end(export) or not export.only or _are_running(export):
        return []
    places = {title: place for place, title in con.execute("select place, title from titles order by place").fetchall() if title}
    own = {*map(plain_title, (*export.columns.values(), *export.unread))}
    read = (each.columns[name] for each in exports if _takes_other_lines(each, export) for name in ENDS[each.table]
            if name in each.columns)  # fmt: skip
    findings = []
    for title in dict.fromkeys(read):
        if plain_title(title) in {*places} - own:
            day = date_of(without(text_of(places[plain_title(title)]), export.no_date), export.dates)
            count, where = found_where(con, f"{day} is not null", opened)
            if count:
                findings.append(_refused(export, title, count, where, source))
    return findings


def _are_running(block: Export) -> bool:
    """Whether the words of a block's lines say that these arrangements run: a day behind it is a planned one."""
    words = [word for each in block.only.values() for word in each]
    return block.table == "payment_arrangements" and {*map(how_it_stands, words)} == {"running"}


def _gives_an_end(block: Export) -> bool:
    return any(name in {**block.columns, **block.split, **block.constants} for name in ENDS[block.table])


def _takes_other_lines(other: Export, block: Export) -> bool:
    """Whether a block reads the same list for lines of another kind, by other words below the same title."""
    if other.table not in ENDS or (other.file, other.sheet) != (block.file, block.sheet):
        return False
    theirs = {plain_title(title): words for title, words in other.only.items()}
    return any(not {*words} & {*theirs.get(plain_title(title), words)} for title, words in block.only.items())


def _refused(export: Export, title: str, count: int, where: str, source: str) -> Finding:
    column = ENDS[export.table][0]
    so = WHAT_FOLLOWS[export.table, column]
    lines = amount_of(count, f"regel van [{export.table}] heeft", f"regels van [{export.table}] hebben")
    begins = f"{lines} een dag onder '{title}' {where}: een ander blok leest daar wanneer iets ophield, en dit blok niet"
    text = (
        f'{begins}; {so}. Zet {column} = "{title}" onder [{export.table}.columns]: {ENDED[export.table]}. Of zet '
        f'unread = ["{title}"] in het blok: {STILL_COUNTS[export.table]}.'
    )
    asks = f"{begins}. Wat zegt die dag?"
    given = Option(ENDED[export.table], (Change(("columns", column), title, answers=(f"{column} =",)),))
    unread = Option(STILL_COUNTS[export.table], (Change(("unread",), (title,), answers=(f"unread = [{quoted(title)}",)),))
    at = (export.where[""],) if export.where.get("") else ()
    return Finding("refused", source, "end_beside", text, count, ways=(Choice(asks, (given, unread)),) if at else (), blocks=at)
