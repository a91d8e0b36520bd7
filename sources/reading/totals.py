"""A line of totals that an export gives, compared with the lines above it: entries that are missing show there.

Belongs here: the comparison, and naming lines whose total is another. Does not belong here: passing such lines over
(lines.py), or what the source says is still open (stated_balances).

A total is right where the lines since the beginning, or since any total above it, add up to it: of one debtor, of a complex,
of all. With a column of D and C it may also be what remains of both.
"""

from __future__ import annotations

import re

import duckdb

from exports.ground.duck import one_row
from sources.findings import Finding
from sources.reading.amounts import amount, signed
from sources.reading.cells import Opened, plain_title, text_of
from sources.reading.rules import TABLES, Export
from sources.reading.sql_texts import quote

MONEY = {"ledger_entries": "amount", "stated_balances": "open_rent"}
SAYS_TOTAL = r"^((sub|eind|generaal\s|grand\s)?totaa?l|som)\b|^\*{1,9}$"
ROUNDING = 5  # cents
MOST_LINES = 5  # that are named


def totals_that_differ(con: duckdb.DuckDBPyConnection, export: Export, source: str, opened: Opened) -> list[Finding]:
    """A warning of lines of totals that the lines above them do not add up to. `con` holds the whole file as `cells`."""
    titles = [title for (title,) in con.execute("select title from titles order by place").fetchall()]
    title = plain_title(export.columns.get(MONEY.get(export.table, ""), ""))
    if titles.count(title) != 1 or not _may_have_totals(con, export, titles):
        return []
    money = text_of(titles.index(title))
    read = amount(money, export.decimals)
    sign = signed(text_of(titles.index(plain_title(export.sign)))) if export.sign and plain_title(export.sign) in titles else "1"
    found = con.execute(
        f"""with lines as (
            select rowid as line, {_is_total(export, titles)} as is_total, {read} as money, {sign} as sign from cells
        )
        select line, is_total, cast(100 * money as bigint),
            cast(100 * sum(if(is_total, 0, coalesce(money, 0))) over (order by line) as bigint),
            cast(100 * sum(if(is_total, 0, coalesce(money * sign, 0))) over (order by line) as bigint)
        from lines qualify is_total order by line"""
    ).fetchall()
    wrong = [line for line, *_ in _wrong([(line, said, plain, net) for line, _, said, plain, net in found])]
    if not wrong:
        return []
    shown = ", ".join(map(str, opened.lines([line + 1 for line in wrong[:MOST_LINES]])))
    more = " en meer" if len(wrong) > MOST_LINES else ""
    text = (
        f"het totaal in '{title}' is niet de som van de regels erboven (regel {shown}{more}): ontbreken er regels, of zijn ze "
        "gefilterd of met de hand veranderd? Wie betaalde op een regel die ontbreekt, lijkt achterstand te hebben. Maak de "
        "export opnieuw, of vergelijk haar met uw systeem."
    )
    return [Finding("warning", source, "total_differs", text, len(wrong))]


def _wrong(totals: list[tuple[int, int | None, int, int]]) -> list[tuple[int, int | None, int, int]]:
    """Those of (line, what it says, what all lines above it add up to, and with their signs) that no lines above add up to."""
    before: tuple[set[int], set[int]] = ({0}, {0})
    found = []
    for total in totals:
        _, said, *added = total
        if said is not None and not any(_is_near(above, abs(said), known) for above, known in zip(added, before, strict=True)):
            found.append(total)
        for above, known in zip(added, before, strict=True):
            known.add(above)
    return found


def _is_near(above: int, said: int, before: set[int]) -> bool:
    """Whether the lines since one of the totals above add up to what this one says, with or without a minus."""
    around = range(-ROUNDING, ROUNDING + 1)
    return any(above - way * said + cents in before for way in (1, -1) for cents in around)


def _may_have_totals(con: duckdb.DuckDBPyConnection, export: Export, titles: list[str]) -> bool:
    """Whether the last line is a total, or the mapping passes totals over: else the cells of a large file are not looked at."""
    if any("tot" in pattern.lower() for patterns in export.skip_lines.values() for pattern in patterns):
        return True
    holds = " or ".join(f"{text_of(place)} is not null" for place in range(len(titles)))
    last = one_row(con, f"select * from cells where {holds or 'false'} order by rowid desc limit 1")
    return any(re.match(SAYS_TOTAL, (cell or "").strip().lower()) for cell in last or ())


def _is_total(export: Export, titles: list[str]) -> str:
    """SQL: whether a line says that it is a total, and lacks what each entry has or is passed over by the mapping."""
    says = " or ".join(
        f"coalesce(regexp_matches(lower({text_of(place)}), '{SAYS_TOTAL}'), false)" for place in range(len(titles))
    )
    needed = [
        text_of(titles.index(plain_title(export.columns[column.name])))
        for column in TABLES[export.table].columns
        if column.required and plain_title(export.columns.get(column.name, "")) in titles
    ]
    lacks = " or ".join(f"{text} is null" for text in needed) or "false"
    passed_over = [
        f"coalesce(regexp_matches(lower({text_of(titles.index(plain_title(title)))}), '{quote(pattern)}'), false)"
        for title, patterns in export.skip_lines.items()
        if plain_title(title) in titles
        for pattern in patterns
    ]
    return f"(({says}) and ({' or '.join([lacks, *passed_over])}))"
