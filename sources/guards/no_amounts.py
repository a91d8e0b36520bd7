"""Numbers that a mapping reads as money: of documents, codes with noughts, levels; while the amount stands elsewhere, unread.

Belongs here: refusing these by what stands below the title, and beside it. Does not belong here: the same in a proposal
(words/whole_numbers.py), amounts in cents (reading/cents.py), or amounts that no block reads beside one that is read (money.py).

Each cell is a number, so each is read, and a debt of thousands of millions is what a report would say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.guards.unused import read_titles
from sources.reading.cells import Opened, found_where, is_sure_of, plain_title, text_of
from sources.reading.rules import TABLES, Export
from sources.words.evidence import meaning_of
from sources.words.profile import ENOUGH
from sources.words.titles import concepts_of
from sources.words.whole_numbers import FEWEST, LONG, LONGEST, OF_AMOUNTS

NOT_ASKED = frozenset({"minimum_amount"})  # of few agreements, and often whole
OF_CHARGES = OF_AMOUNTS | {"component", "service", "open", "costs"}
NO_AMOUNT = frozenset({"tax", "balance", "worth", "minimum", "count", "instalment", "arrears", "arrangement", "due"})
WITH_CENTS = r"'.*[.,]\d{2}\D*'"


def numbers_read_as_amounts(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str, opened: Opened
) -> list[Finding]:
    """Refusals of the titles that a block reads as amounts, and that hold none. `con` holds the file as `cells` and `titles`."""
    money = [each.name for each in TABLES[export.table].columns if each.kind == "money" and each.name not in NOT_ASKED]
    asked = {name: export.columns[name] for name in money if name in export.columns}
    asked = {name: title for name, title in asked.items() if not is_sure_of(export, title)}
    if not asked:
        return []
    titles = con.execute("select place, title, written from titles order by place").fetchall()
    places = {title: place for place, title, _ in titles if title}
    written = {title: place for place, _, title in titles if title}
    findings: list[Finding] = []
    for name, title in asked.items():
        if plain_title(title) in places:
            text = text_of(places[plain_title(title)])
            why, beside = _why_not(con, title, text, lambda: _amount_beside(con, export, exports, written))
            findings += [_refusal(con, name, title, why, beside, text, source, opened)] if why else []
    return findings


def _why_not(
    con: duckdb.DuckDBPyConnection, title: str, text: str, amount_beside: Callable[[], str | None]
) -> tuple[str, str | None]:
    """(why what stands below a title is no amount, empty where it may be one; the title that says an amount and is not read)."""
    count, bare, shortest, longest, noughts = only_row(
        con,
        f"select count(*), count_if(regexp_full_match({text}, '\\d+')), coalesce(min(length({text})), 0), "
        f"coalesce(max(length({text})), 0), count_if({text} like '0%') from cells where {_held(text)}",
    )
    is_whole, says_amount = bare == count, bool(concepts_of(title) & OF_CHARGES) or meaning_of("category", title) is not None
    if not count or (says_amount and not is_whole):
        return "", None
    beside = amount_beside()
    is_of_documents = shortest >= LONGEST or (LONG <= shortest == longest and (beside is not None or not says_amount))
    if is_whole and is_of_documents:
        return "lijken nummers, en geen bedragen", beside
    if is_whole and not says_amount and (noughts or (longest == 1 and count >= FEWEST)):
        return "lijken codes, en geen bedragen", beside
    return ("zijn volgens de titel geen bedragen" if beside and not says_amount else ""), beside


def _held(text: str) -> str:
    return f"regexp_matches({text}, '[1-9]')"


def _amount_beside(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], written: Mapping[str, int]
) -> str | None:
    """Another title that says an amount, has one with cents on nearly every line, and is read by no block."""
    read = read_titles(exports, export.file, export.sheet)
    for title, place in written.items():
        said = concepts_of(title)
        if plain_title(title) in read or "amount" not in said or said & NO_AMOUNT:
            continue
        rows, cents = only_row(con, f"select count(*), count_if(regexp_full_match({text_of(place)}, {WITH_CENTS})) from cells")
        if cents >= ENOUGH * rows > 0:
            return title
    return None


def _refusal(
    con: duckdb.DuckDBPyConnection, name: str, title: str, why: str, beside: str | None, text: str, source: str, opened: Opened
) -> Finding:
    count, where = found_where(con, _held(text), opened)
    better = f"Is het '{beside}', dat geen blok leest? Zet die titel dan" if beside else "Zet de titel van het bedrag"
    text_nl = (
        f"kolom '{title}' ({name}): de cellen {why} {where}. {better} bij {name}. Zijn het toch bedragen, zet dan "
        f'sure_of = ["{title}"] in het blok.'
    )
    return Finding("refused", source, "numbers_as_amounts", text_nl, count)
