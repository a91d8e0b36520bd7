"""Lines of a log of contacts that say, below a title that no block reads, that the contact was about something else than arrears.

Belongs here: finding and refusing them. Does not belong here: other remarks (guards/remarks.py), or passing lines over
(lines.py).

A call about a repair would otherwise be the personal contact that the law asks, and the tenant be reported on it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import duckdb

from sources.findings import Finding, amount_of
from sources.reading.cells import Opened, found_where, plain_title, text_of
from sources.reading.rules import Export
from sources.reading.sql_texts import is_among, quote
from sources.ways import Change, Choice, Option

SUBJECTS_NL = "er staat reparatie, onderhoud, storing, lekkage, huurverhoging, overlast, sleutel, monteur of meterstand"
OTHER_SUBJECT = r"\b(reparatie|onderhoud|storing|lekkage|huurverhoging|overlast|sleutel|monteur|meterstand)"


def contacts_about_else(
    con: duckdb.DuckDBPyConnection, blocks: Sequence[Export], read: Collection[str], source: str, opened: Opened
) -> list[Finding]:
    """A refusal of each title among the lines that count as letters or contacts. `con` holds the file as `cells` and `titles`;
    `blocks`: those of this file; `read`: titles that one of them reads or says to be of no matter.
    """
    actions = [each for each in blocks if each.table == "collection_actions"]
    if not actions:
        return []
    places = {title: place for place, title in con.execute("select place, title from titles order by place").fetchall() if title}
    counted = " or ".join(f"({takes_line(block, places)})" for block in actions)
    findings = []
    for title, place in places.items():
        if title in read:
            continue
        count, where = found_where(con, f"({counted}) and regexp_matches(lower({text_of(place)}), '{OTHER_SUBJECT}')", opened)
        if count:
            text = (
                f"in '{title}', dat geen blok leest, gaat het bij {amount_of(count, 'regel', 'regels')} over iets anders dan de "
                f"achterstand {where}: zo'n regel telt nu als brief of persoonlijk contact. Zeg met skip_lines of only welke "
                f'regels niet meetellen. Klopt het zo, zet dan unread = ["{title}"] in het blok.'
            )
            findings.append(Finding("refused", source, "remark_not_read", text, count, ways=(_way(title, count),)))
    return findings


def _way(title: str, count: int) -> Choice:
    asks = f"Onder '{title}' gaat het bij {amount_of(count, 'regel', 'regels')} over iets anders dan de achterstand, en dat "
    asks += "telt nu als brief of persoonlijk contact."
    skip = Option(f"zij tellen niet mee: {SUBJECTS_NL}", (Change(("skip_lines", title), (OTHER_SUBJECT,)),))
    unread = Change(("unread",), (title,), answers=(f'unread = ["{title}"',))
    return Choice(asks, (skip, Option("elk ervan ging toch over de achterstand", (unread,))))


def takes_line(block: Export, places: Mapping[str, int]) -> str:
    """SQL: whether a block takes a line, as far as titles of the file itself say."""
    said = ["true"]
    for title, words in block.only.items():
        if plain_title(title) in places:
            said.append(is_among(f"lower({_cell(places, title)})", words))
    for title, patterns in block.skip_lines.items():
        if plain_title(title) in places:
            said += [f"not regexp_matches(lower({_cell(places, title)}), '{quote(pattern)}')" for pattern in patterns]
    return " and ".join(said)


def _cell(places: Mapping[str, int], title: str) -> str:
    return f"trim(coalesce(c{places[plain_title(title)]}, ''))"
