"""Promises to pay that count as arrangements, by a word on their line: `Betaalbelofte` beside `Betalingsregeling`.

Belongs here: refusing that. Does not belong here: which words are promises (words/arrangements.py), or passing them over in a
proposal (proposals/promises.py).

Whoever only promised to pay would be kept from being reported, and from help, as if he paid by instalments.
"""

from __future__ import annotations

import duckdb

from sources.findings import Finding, amount_of
from sources.reading.cells import Opened, found_where, is_sure_of, plain_title, text_of
from sources.reading.rules import Export
from sources.reading.sql_texts import is_among
from sources.words.arrangements import MOST_KINDS, is_promise, may_say_promise
from sources.words.names import fits_only, quoted

RULE = "promise_counted"


def promises_counted(con: duckdb.DuckDBPyConnection, export: Export, source: str, opened: Opened) -> list[Finding]:
    """A refusal for each title with such a word. `con` holds the block's own lines as `cells`, and `titles`."""
    if export.table != "payment_arrangements":
        return []
    read = {plain_title(title) for title in (*export.columns.values(), *export.unread)}
    findings = []
    for place, title in con.execute("select place, title from titles order by place").fetchall():
        if not title or title in read or is_sure_of(export, title) or not may_say_promise(title):
            continue
        promised = _promised(con, place)
        count, where = found_where(con, is_among(text_of(place), promised), opened) if promised else (0, "")
        if count:
            findings.append(Finding("refused", source, RULE, _text(title, promised, count, where), count))
    return findings


def _promised(con: duckdb.DuckDBPyConnection, place: int) -> list[str]:
    """The words of a short list that say that somebody only promised."""
    text = text_of(place)
    found = con.execute(
        f"select distinct {text} from cells where {text} is not null order by 1 limit {MOST_KINDS + 1}"
    ).fetchall()
    return [word for (word,) in found if is_promise(word)] if len(found) <= MOST_KINDS else []


def _text(title: str, promised: list[str], count: int, where: str) -> str:
    words = " of ".join(map(quoted, promised))
    skipped = ", ".join(f"'{fits_only(word.lower())}'" for word in promised)
    return (
        f"op {amount_of(count, 'regel', 'regels')} {where} staat {words} bij '{title}', en dat telt nu als regeling: wie alleen "
        "toezegde te betalen, wordt zo niet gemeld en krijgt geen hulp. Sla die regels over, boven columns: skip_lines = "
        f'{{"{title}" = [{skipped}]}}. Zijn het bij u toch regelingen, zet dan sure_of = ["{title}"] in het blok.'
    )
