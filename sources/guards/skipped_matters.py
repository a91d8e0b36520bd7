"""Lines that a mapping passes over by `skip_lines` though their own word says what would keep a signal back: reported by another.

Belongs here: refusing that where no list gives such facts. Does not belong here: titles, files and sheets set aside
(set_aside.py, files_set_aside.py), or what nobody read or passed over (unused.py).

A list of all that happens holds letters beside reports of a bailiff's: whoever passes those over, to be rid of a word, has the
tenant reported a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import duckdb

from sources.findings import Finding, amount_of
from sources.reading.cells import Opened, found_where, plain_title, text_of
from sources.reading.rules import Export
from sources.reading.sql_texts import quote

# Table -> what a word says of it, on small letters.
SAYS = {
    "reported_elsewhere": (
        r"\b(melding|gemeld|(vroeg)?signaal)\b.*\bdoor (de |een |het )?(derde|ander|deurw|gdw|incasso|bureau|partner|partij)"
        r"|\b(report(ed)?|signal(led)?) by\b"
    ),
    "objections": r"\bbezwa(ar|ren)\b|\bobjection",
    "payment_arrangements": r"\bbetaling?s?regeling|\bbetaalafspra|\bpayment (plan|arrangement)",
}
# Table -> who is reported wrongly where its lines do not count.
HARM = {
    "objections": "wie bezwaar maakte, wordt zo gemeld",
    "payment_arrangements": "wie zijn regeling nakomt, wordt zo gemeld",
    "reported_elsewhere": "wie al door een ander is gemeld, wordt zo nog eens gemeld",
    "tenants": "wie is overleden, wordt zo gemeld",
}


def matters_skipped(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str, opened: Opened
) -> list[Finding]:
    """Refuses words passed over that speak of a table which no block gives. `con` holds the file as `cells` and `titles`."""
    given = {each.table for each in exports}
    sure = set(map(plain_title, export.sure_of))
    places = dict(con.execute("select title, place from titles").fetchall()) if export.skip_lines else {}
    return [
        _finding(con, title, word, table, export, source, opened, place)
        for title in export.skip_lines
        if (place := places.get(plain_title(title))) is not None
        for word in _words(con, export, title, place)
        if plain_title(word) not in sure
        for table in _about(word)
        if table not in given
    ]


def _words(con: duckdb.DuckDBPyConnection, export: Export, title: str, place: int) -> list[str]:
    """What stands on the lines that are passed over for this title."""
    patterns = " or ".join(f"regexp_matches(word, '{quote(each)}')" for each in export.skip_lines[title])
    asked = f"select distinct lower({text_of(place)}) as word from cells where {text_of(place)} is not null"
    return [word for (word,) in con.execute(f"select word from ({asked}) where {patterns} order by word").fetchall()]


def _about(word: str) -> Iterator[str]:
    yield from (table for table, pattern in SAYS.items() if re.search(pattern, word))


def _finding(
    con: duckdb.DuckDBPyConnection, title: str, word: str, table: str, export: Export, source: str, opened: Opened, place: int
) -> Finding:
    count, where = found_where(con, f"lower({text_of(place)}) = '{quote(word)}'", opened)
    text = (
        f"skip_lines slaat {amount_of(count, 'regel', 'regels')} over waar bij '{title}' \"{word}\" staat {where}: "
        f"{HARM[table]}, want geen enkel blok leest [[{table}]]. Maak van die regels een blok [[{table}]] met "
        f'only = {{"{title}" = ["{word}"]}} (docs/nl/kolommen.md). Is het iets anders, zet dan sure_of = ["{word}"] in dit blok.'
    )
    return Finding("refused", source, "matter_skipped", text, count)
