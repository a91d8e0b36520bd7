"""What a mapping says by `unread` to be of no matter and would keep a signal back: named, with how often it stands there.

Belongs here: naming it in every check and run. Does not belong here: titles of which nobody said anything (unused.py,
left_out.py), or remarks (unused.py).

One line of the mapping can set aside what a bailiff reported, and later nobody remembers that it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import duckdb

from exports.ground.duck import count_of
from sources.findings import Finding, amount_of
from sources.guards.left_out import LEFT_OUT
from sources.guards.unused import DIED, LAST_DAYS, SAYS
from sources.reading.cells import named_titles, plain_title, text_of
from sources.reading.rules import Export
from sources.words.recognised import says

ABOUT = {
    "objections": "een bezwaar", "payment_arrangements": "een betalingsregeling",
    "reported_elsewhere": "dat een ander al meldde",
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
        about = next(_about(export.table, plain_title(title)), None) if plain_title(title) not in read else None
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


def _about(table: str, title: str) -> Iterator[str]:
    """What a title speaks of that would keep a signal back, or end what does."""
    yield from (ABOUT[each] for each, pattern in SAYS.items() if re.search(pattern, title))
    if re.search(DIED, title) or says("tenants", "deceased_on", title):
        yield "een overlijden"
    columns = [each.column for each in LEFT_OUT if each.table == table]
    columns += [LAST_DAYS[table][0]] if table in LAST_DAYS else []
    yield from (f"{column} van {table}" for column in columns if says(table, column, title))
