"""Receipts and the charges that an export matches by a number on the lines of both: `Afletternr.`, a matching number.

Belongs here: making of each receipt and each charge that it settled a line of its own, with the part of its amount. Does not
belong here: the number of a charge or invoice on the line of its receipt (lookup.py), or which lines a block takes (only.py).

Of several charges with one number the receipts settle the first first, as they stand: what each of them gets, no line says, and
together it is the same. What is left of either is open, or goes by age.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import duckdb

from sources.findings import Finding, SourcesRefused, amount_of
from sources.reading.amounts import CENTS, amount
from sources.reading.cells import Opened, found_where, text_of
from sources.reading.only import has_words
from sources.reading.rules import Export
from sources.reading.settings import OF_CHARGE, Matched


def match_charges(
    con: duckdb.DuckDBPyConnection,
    export: Export,
    place_of: Callable[[str], int],
    add_title: Callable[[str], int],
    opened: Opened,
) -> Opened:
    """Makes `cells` hold a line for each receipt and charge of one number, with what the charge has below titles of its own;
    gives where the lines now are.

    Raises:
        SourcesRefused: an amount cannot be read, or a title is not there.
    """
    matched = export.matched or Matched((), {})
    place = place_of(export.columns["amount"])
    is_one = " and ".join(f"{text_of(place_of(title))} is not null" for title in matched.same)
    sides = []
    for words, title in ((export.only, export.columns["amount"]), (matched.only, matched.amount or export.columns["amount"])):
        where, text = f"({has_words(words, place_of)}) and {is_one}", text_of(place_of(title))
        held = f"abs({amount(text, export.decimals)})"
        _refuse_unread(con, f"{where} and {text} is not null and {held} is null", title, opened)
        sides.append((where, held))
    _pairs(con, f"[{', '.join(text_of(place_of(title)) for title in matched.same)}]", sides)
    taken = {add_title(title): place_of(title.removesuffix(OF_CHARGE)) for title in _titles_of_charges(export)}
    lines = _as_lines(con, place, taken, export.decimals)

    def where_now(numbers: Sequence[int]) -> list[int]:
        return opened.lines([lines[number - 1] for number in numbers])

    return replace(opened, lines=where_now)


def _titles_of_charges(export: Export) -> list[str]:
    parts = (part.removeprefix("=") for parts in export.made_ids.values() for part in parts)
    return sorted({title for title in (*export.columns.values(), *parts) if title.endswith(OF_CHARGE)})


def _refuse_unread(con: duckdb.DuckDBPyConnection, where: str, title: str, opened: Opened) -> None:
    count, lines = found_where(con, where, opened)
    if count:
        said = f"kolom '{title}' (matched): {amount_of(count, 'cel is', 'cellen zijn')} geen bedrag {lines}."
        raise SourcesRefused([Finding("refused", "", "unreadable_money", said)])


def _pairs(con: duckdb.DuckDBPyConnection, key: str, sides: Sequence[tuple[str, str]]) -> None:
    """`matched_pairs` (receipt, charge, held): how much of each receipt goes to each charge of its number. `sides`: which lines
    are receipts and which charges, and their amounts.
    """
    found = " union all ".join(
        f"select rowid as line, {key} as number, {held} as held, {at} as side from cells where {where} and {held} > 0"
        for at, (where, held) in enumerate(sides)
    )
    con.execute(
        f"""create or replace table matched_pairs as
        with own as (select *, sum(held) over (partition by number, side order by line) as upto from ({found}))
        select receipt.line as receipt, charge.line as charge,
            least(receipt.upto, charge.upto) - greatest(receipt.upto - receipt.held, charge.upto - charge.held) as held
        from own as receipt join own as charge on receipt.number = charge.number
        where receipt.side = 0 and charge.side = 1 and receipt.upto > charge.upto - charge.held
            and charge.upto > receipt.upto - receipt.held
        order by receipt, charge"""
    )


def _as_lines(con: duckdb.DuckDBPyConnection, place: int, taken: dict[int, int], decimals: str | None) -> list[int]:
    """Makes each pair a line of `cells`; gives the numbers of the lines of its receipts."""
    text = "cast(cast(pair.held as decimal(18, 2)) as varchar)"
    text = f"replace({text}, '.', '{'' if decimals == CENTS else ','}')" if decimals in (",", CENTS) else text
    count = len(con.execute("select * from cells limit 0").description or ())
    cells = [
        f"charge.c{taken[at]} as c{at}" if at in taken else f"{text} as c{at}" if at == place else f"receipt.c{at}"
        for at in range(count)
    ]
    kept = [line + 1 for (line,) in con.execute("select receipt from matched_pairs order by receipt, charge").fetchall()]
    con.execute(
        f"""create or replace table matched_lines as select {", ".join(cells)} from matched_pairs as pair
        join cells as receipt on receipt.rowid = pair.receipt join cells as charge on charge.rowid = pair.charge
        order by pair.receipt, pair.charge"""
    )
    con.execute("create or replace table cells as from matched_lines")
    con.execute("drop table matched_lines")
    con.execute("drop table matched_pairs")
    return kept
