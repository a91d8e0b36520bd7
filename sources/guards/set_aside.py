"""What a mapping says by `unread` to be of no matter and would keep a signal back: named, with how often it stands there.

Belongs here: naming it in every check and run, and refusing where a word says that a permission is no longer given. Does not
belong here: titles of which nobody said anything (unused.py, left_out.py), or remarks (unused.py).

One line of the mapping can set aside what a bailiff reported, and later nobody remembers that it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import duckdb

from exports.ground.duck import count_of
from sources.findings import Finding, amount_of
from sources.guards.left_out import LEFT_OUT, is_notice_of_contract
from sources.guards.limits import ENDS
from sources.guards.said_of_lists import lists_said_by
from sources.guards.unused import DIED, LAST_DAYS
from sources.reading.cells import Opened, found_where, is_sure_of, named_titles, plain_title, text_of
from sources.reading.looks import LONGEST_WORD, SHORT, STOPPED
from sources.reading.rules import Export
from sources.reading.sql_texts import is_among
from sources.words.names import quoted
from sources.words.recognised import says

ABOUT = {
    "objections": "een bezwaar", "payment_arrangements": "een betalingsregeling",
    "reported_elsewhere": "dat een ander al meldde", "co_tenants": "medehuurders",
    "eviction_notices": "een aanzegging van ontruiming", "collection_cases": "een dossier bij een incassobureau of deurwaarder",
}  # fmt: skip


def facts_set_aside(con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str) -> list[Finding]:
    """A warning of each such title that has filled cells and that no block of its file reads. `con` holds the file as `cells` and
    `titles`.
    """
    alike = [each for each in exports if (each.file, each.sheet) == (export.file, export.sheet)]
    read = {plain_title(title) for each in alike for title in named_titles(each)}
    places = dict(con.execute("select title, place from titles").fetchall()) if export.unread else {}
    findings = []
    for title in export.unread:
        about = next(_about(export.table, plain_title(title), alike), None) if plain_title(title) not in read else None
        if about is None or plain_title(title) not in places:
            continue
        text = text_of(places[plain_title(title)])
        if count := count_of(con, f"select count({text}) from cells"):
            said = (
                f"'{title}' staat bij unread en is op {amount_of(count, 'regel', 'regels')} gevuld: dat gaat over {about}, en "
                "weegt nu niet mee. Klopt dat nog? Zo niet, haal de titel daar dan weg."
            )
            findings.append(Finding("warning", source, "fact_set_aside", said, count))
    return findings


def permissions_set_aside(con: duckdb.DuckDBPyConnection, export: Export, source: str, opened: Opened) -> list[Finding]:
    """Refuses a title at `unread` below which a word says that a mandate, agreement or field is no longer given (`ingetrokken`),
    where the block reads no last day that would say so too. `con` holds the file as `cells` and `titles`.
    """
    if export.table not in SHORT or ENDS[export.table][0] in {**export.columns, **export.split}:
        return []
    places = dict(con.execute("select title, place from titles").fetchall()) if export.unread else {}
    by_lines = {plain_title(each) for each in (*export.only, *export.skip_lines)}
    return [
        _still_given(con, export, title, words, source, opened, text)
        for title in export.unread
        if plain_title(title) in places and not is_sure_of(export, title) and plain_title(title) not in by_lines
        for text in [text_of(places[plain_title(title)])]
        if (words := _words_of_end(con, text))
    ]


def _words_of_end(con: duckdb.DuckDBPyConnection, text: str) -> list[str]:
    asked = f"select distinct {text} as word from cells where length({text}) <= {LONGEST_WORD} order by word"
    return [word for (word,) in con.execute(asked).fetchall() if STOPPED.fullmatch(word)]


def _still_given(
    con: duckdb.DuckDBPyConnection, export: Export, title: str, words: list[str], source: str, opened: Opened, text: str
) -> Finding:
    column, what = ENDS[export.table]
    count, where = found_where(con, is_among(text, words), opened)
    patterns = ", ".join(f"'^{re.escape(each.lower())}$'" for each in words)
    said = (
        f"'{title}' staat bij unread, en op {amount_of(count, 'regel', 'regels')} staat daar dat het niet meer geldt {where}, "
        f"terwijl niets {column} geeft: {what}. Sla die regels over: skip_lines = {{{quoted(title)} = [{patterns}]}}, en haal de "
        f'titel weg uit unread. Gelden zij toch, zet dan sure_of = ["{title}"] in het blok.'
    )
    return Finding("refused", source, "permission_set_aside", said, count)


def _about(table: str, title: str, beside: Sequence[Export]) -> Iterator[str]:
    """What a title speaks of that would keep a signal back, or end what does. `beside`: the blocks of its list."""
    yield from map(ABOUT.__getitem__, lists_said_by(title))
    if re.search(DIED, title) or says("tenants", "deceased_on", title):
        yield "een overlijden"
    columns = [each.column for each in LEFT_OUT if each.table == table]
    columns = [each for each in columns if not is_notice_of_contract(table, each, title, beside)]
    columns += [LAST_DAYS[table][0]] if table in LAST_DAYS else []
    yield from (f"{column} van {table}" for column in columns if says(table, column, title))
