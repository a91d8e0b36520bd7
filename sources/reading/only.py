"""Which lines of a file each block of the mapping takes (`only`, `take_sign`), and that no line falls between them.

Belongs here: taking this block's lines, and refusing a line that no block of the file takes, whichever table it gives, for its
words or for the sign of its amount. Does not belong here: lines that the mapping passes over (lines.py), or what the
lines mean (mapping.py).

A file often holds several tables: charges and receipts, and letters between them. A block names its own words; those of other
tables' blocks are known from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import duckdb

from sources.findings import Finding, SourcesRefused, amount_of
from sources.reading.amounts import amount
from sources.reading.cells import Opened, found_where, plain_title
from sources.reading.code_lists import words_of
from sources.reading.minus import is_negative
from sources.reading.rules import TABLES, Export

MOST_CODES, MOST_NAMED = 40, 20  # words below a title that is a list of codes; of those that no block takes, how many are named

PlaceOf = Callable[[str], int]
PEOPLE = ("leases", "tenants", "co_tenants", "landlords", "mandates", "municipalities", "postcodes")
NO_ENTRIES = (
    *PEOPLE,
    "collection_actions",
    "allocations",
    "objections",
    "payment_arrangements",
    "co_tenants",
    "collection_cases",
)
OTHER_SIGN = {  # what a block takes -> what the lines that are left have, and what such lines are
    "positive": (
        "een min",
        "negative",
        "een storno (reversal) of een creditnota (credit_note) bijvoorbeeld",
        "^[^0-9]*-|[0-9] *-$",
    ),
    "negative": (
        "geen min",
        "positive",
        "een vordering (charge) of een storno (reversal) bijvoorbeeld",
        "^[^0-9-]*[0-9][^-]*(,-)?$",
    ),
}


def blocks_beside(export: Export, exports: Sequence[Export]) -> list[Export]:
    """The blocks of the same file and sheet that give its lines by their words or signs, or give the same table; this one among
    them.
    """
    here = (export.file, export.sheet)
    return [
        each
        for each in exports
        if (each.file, each.sheet) == here and (each.only or each.take_sign or each.table == export.table)
    ]


def blocks_of_all_lines(export: Export, exports: Sequence[Export]) -> list[Export]:
    """The blocks of the same file and sheet that give another table and take every line."""
    here = (export.file, export.sheet)
    others = (each for each in exports if (each.file, each.sheet) == here and each.table not in (export.table, *PEOPLE))
    return [each for each in others if not each.only and not each.take_sign]


def take_only(
    con: duckdb.DuckDBPyConnection,
    export: Export,
    blocks: Sequence[Export],
    place_of: PlaceOf,
    source: str,
    opened: Opened,
    whole: Sequence[Export] = (),
) -> list[Finding]:
    """Leaves the lines of this block; refuses where one of the lines is no block's. `whole`: blocks that take every line."""
    findings = []
    if export.take_sign:
        findings += _of_no_sign(con, export, blocks, place_of, source, opened)
        con.execute(f"delete from cells where ({_has_sign(export, place_of)}) is not true")
    if export.only:
        findings += _of_no_word(con, export, [each for each in blocks if each.only], place_of, source, opened, whole)
        findings += _of_other_tables_alone(con, export, blocks, place_of, source, opened)
        con.execute(f"delete from cells where ({_takes(export, place_of)}) is not true")
        findings += _skipped_by_another(con, export, blocks, place_of, source, opened)
    return findings


def _skipped_by_another(
    con: duckdb.DuckDBPyConnection, export: Export, blocks: Sequence[Export], place_of: PlaceOf, source: str, opened: Opened
) -> list[Finding]:
    """Warnings of lines that this block takes and another of the same table passes over for what stands in them: the other says
    that they are passed over, and they count all the same.
    """
    findings = []
    others = [each for each in blocks if each.table == export.table and each.only and each is not export]
    asked = {(title, tuple(patterns)): None for each in others for title, patterns in each.skip_lines.items()}
    for title, patterns in asked:
        if title in export.skip_lines or any(title in each.only for each in (export, *others)):
            continue
        text = _word(place_of(title))
        count, where = found_where(con, " or ".join(f"regexp_matches({text}, {_list([each])})" for each in patterns), opened)
        if count:
            said = (
                f"{export.table}: {amount_of(count, 'regel', 'regels')} {where} die een ander blok om '{title}' overslaat, leest "
                f"dit blok wel: daar tellen ze mee. Klopt dat niet, zet dezelfde skip_lines dan ook in het blok op regel "
                f"{export.where.get('', '?')} van mapping.toml."
            )
            findings.append(Finding("warning", source, "skipped_by_another", said, count))
    return findings


def _of_no_sign(
    con: duckdb.DuckDBPyConnection, export: Export, blocks: Sequence[Export], place_of: PlaceOf, source: str, opened: Opened
) -> list[Finding]:
    """Refuses lines with money that only their sign keeps out of this block, where no other block takes that amount: a reversal
    that is dropped makes arrears too low. Of 0,00, and of a cell without a figure, nothing is lost.
    """
    title = export.columns["amount"]
    text = _text(place_of(title))
    has_money = f"regexp_matches({text}, '[0-9]') and coalesce({amount(text, export.decimals)}, 1) <> 0"
    takers = [each for each in blocks if plain_title(each.columns.get("amount", "")) == plain_title(title)]
    is_lost = " and ".join(f"({_takes(each, place_of)}) is not true" for each in takers)
    own_words = has_words(export.only, place_of)
    count, where = found_where(
        con, f"({own_words}) and not ({_has_sign(export, place_of)}) and {has_money} and {is_lost}", opened
    )
    if not count:
        return []
    written, other, examples, pattern = OTHER_SIGN[export.take_sign or ""]
    kinds = f" ({examples})" if export.table == "ledger_entries" else ""
    same = "dezelfde file, sheet en only" if export.only else "dezelfde file en sheet"
    said = (
        f"in '{title}' {amount_of(count, 'bedrag', 'bedragen')} met {written} {where}, en geen blok neemt die: dit blok zegt "
        f'take_sign = "{export.take_sign}". Maak er voor die regels een blok [[{export.table}]] bij met {same}, en '
        f'take_sign = "{other}"{kinds}. Tellen ze echt niet mee, zet dan in dit blok skip_lines = {{"{title}" = ["{pattern}"]}}.'
    )
    return [Finding("refused", source, "sign_of_no_block", said, count)]


def _of_no_word(
    con: duckdb.DuckDBPyConnection,
    export: Export,
    blocks: Sequence[Export],
    place_of: PlaceOf,
    source: str,
    opened: Opened,
    whole: Sequence[Export],
) -> list[Finding]:
    """Refuses lines with a word, or with words and a sign together, that no block with `only` takes."""
    is_lost = " and ".join(f"({_knows(block, place_of)}) is not true" for block in blocks)
    is_lost = f"{is_lost} and not ({_is_passed_over(export, blocks, place_of)})"
    findings = []
    for title in export.only:
        known = sorted({word for block in blocks for words in _all_words(block) for word in words.get(title, ())})
        is_unknown = f"{_word(place_of(title))} not in ({_list(known)})"
        count, where = found_where(con, f"{is_lost} and {is_unknown}", opened)
        if count:
            said = _words_lost(con, place_of(title), f"{is_lost} and {is_unknown}")
            what = f"in '{title}' een woord dat bij geen enkel blok onder only staat {where}."
            findings.append(_lost(source, count, f"{what}{said} {_how_to_take(blocks, title, whole)}"))
    count, where = (0, "") if findings else found_where(con, is_lost, opened)
    if count:
        titles = " en ".join(f"'{title}'" for title in export.only)
        what = f"in {titles} woorden die onder only staan, maar in geen blok samen of met dit bedrag {where}."
        findings.append(_lost(source, count, what))
    return findings


def _words_lost(con: duckdb.DuckDBPyConnection, place: int, condition: str) -> str:
    """The words of lines that no block takes, where the title's words are those of a code list."""
    counted = f"select {_text(place)}, count(*) filter ({condition}), count(*) from cells group by 1 limit {MOST_CODES + 1}"
    found = [(word, lost, times) for word, lost, times in con.execute(counted).fetchall() if word]
    listed = words_of(Counter({word: times for word, _, times in found}))
    words = sorted(((lost, word) for word, lost, _ in found if lost and word in listed), reverse=True)
    shown = ", ".join(f'"{word}" ({lost} keer)' for lost, word in words[:MOST_NAMED])
    return f" Daar staat {shown}." if shown and len(found) <= MOST_CODES else ""


def _how_to_take(blocks: Sequence[Export], title: str, whole: Sequence[Export]) -> str:
    """Where such a word goes: to the `only` of a block, each named by its line and what else it takes, or to `skip_lines`; first
    to that of a block that takes every line until now, whose words these may be.
    """
    every = ", ".join(f"regel {each.where['']} ([[{each.table}]])" for each in whole if each.where)
    if every:
        return (
            f'Een blok zonder only leest ze: {every}. Horen ze daar, geef dat blok dan zelf only = {{"{title}" = ["…"]}} met die '
            "woorden, niet bij een blok van een andere tabel. Telt zo'n regel nergens mee, dan is in een van de blokken "
            f'genoeg, boven columns: skip_lines = {{"{title}" = ["^het woord in kleine letters$"]}}.'
        )
    named = [
        f"regel {each.where['']} ([[{each.table}]]{_beside(each, title)})" for each in blocks if title in each.only and each.where
    ]
    where = f" van het blok waar het hoort: {', '.join(named)}" if named else " van het blok waar het hoort"
    return (
        f"Zet het woord bij only{where}. Telt zo'n regel niet mee, dan is in een van die blokken, boven columns, genoeg: "
        f'skip_lines = {{"{title}" = ["^het woord in kleine letters$"]}}.'
    )


def _beside(block: Export, title: str) -> str:
    others = [f"{other} = {' of '.join(words)}" for other, words in block.only.items() if other != title]
    return f": {', '.join(others)}" if others else ""


def _of_other_tables_alone(
    con: duckdb.DuckDBPyConnection, export: Export, blocks: Sequence[Export], place_of: PlaceOf, source: str, opened: Opened
) -> list[Finding]:
    """Refuses lines that other tables' blocks take and none of this table's, though they hold what makes them this table's: money
    of a file of entries; the days of an event where only lists of people or contracts take them.
    """
    is_ledger = export.table == "ledger_entries"
    own = [each for each in blocks if each.table == export.table]
    others = [each for each in blocks if each.table in (NO_ENTRIES if is_ledger else PEOPLE)]
    events = [] if is_ledger else [each for each in blocks if each.table not in (export.table, *PEOPLE)]
    held = _held_by(export, own, place_of)
    if export.table in PEOPLE or not others or not held:
        return []
    taken = " or ".join(f"({_takes(each, place_of)})" for each in others)
    is_own = " or ".join(f"({_knows(each, place_of)})" for each in (*own, *events))
    count, where = found_where(con, f"({taken}) and not coalesce({is_own}, false) and {held}", opened)
    if not count:
        return []
    tables = " en ".join(dict.fromkeys(each.table for each in others))
    what = "een bedrag" if is_ledger else "een datum"
    titles = " en ".join(f"'{title}'" for title in export.only)
    text = (
        f"{amount_of(count, 'regel', 'regels')} met {what} {where}: door de woorden in {titles} alleen voor {tables}, en voor "
        f"geen enkel blok van {export.table}. Daar tellen ze dan niet mee. Zet hun woord ook onder only van een blok "
        f"[[{export.table}]], of sla ze daar over met skip_lines."
    )
    return [Finding("refused", source, "line_of_other_table", text, count)]


def _is_passed_over(export: Export, blocks: Sequence[Export], place_of: PlaceOf) -> str:
    """SQL: whether a block of this table (of a file of events: of any of its tables) passes a line over by `skip_lines`: what is
    said of a line once, need not be said in each block.
    """
    is_ledger = export.table == "ledger_entries"
    said = [each for each in blocks if each.table == export.table or not (is_ledger or each.table in PEOPLE)]
    asked = {(title, pattern) for each in said for title, patterns in each.skip_lines.items() for pattern in patterns}
    conditions = []
    for title, pattern in sorted(asked):
        try:
            conditions.append(f"regexp_matches({_word(place_of(title))}, {_list([pattern])})")
        except SourcesRefused:  # named by the block that says it
            continue
    return " or ".join(conditions) or "false"


def _held_by(export: Export, own: Sequence[Export], place_of: PlaceOf) -> str:
    """SQL: whether a line holds what makes it one of this table's; nothing where that cannot be said."""
    if export.table == "ledger_entries":
        titles = dict.fromkeys(each.columns["amount"] for each in own if "amount" in each.columns and not each.months)
        texts = [_text(place_of(title)) for title in titles]
        held = [f"regexp_matches({text}, '[0-9]') and coalesce({amount(text, export.decimals)}, 1) <> 0" for text in texts]
        return f"({' or '.join(held)})" if held else ""
    days = [column.name for column in TABLES[export.table].columns if column.required and column.kind == "date"]
    held = [f"{_text(place_of(export.columns[day]))} <> ''" for day in days if day in export.columns]
    return f"({' and '.join(held)})" if held else ""


def _lost(source: str, count: int, what: str) -> Finding:
    return Finding("refused", source, "word_of_no_block", f"{amount_of(count, 'regel heeft', 'regels hebben')} {what}", count)


def _takes(block: Export, place_of: PlaceOf) -> str:
    """SQL: whether a block takes a line; never, where the file lacks a title that it names."""
    try:
        said = [has_words(block.only, place_of)]
        if block.take_sign:
            said.append(_has_sign(block, place_of))
    except SourcesRefused:
        return "false"
    return " and ".join(said)


def _has_sign(block: Export, place_of: PlaceOf) -> str:
    """SQL: whether the amount of a line has the sign of a block."""
    negative = is_negative(_text(place_of(block.columns["amount"])))
    return negative if block.take_sign == "negative" else f"not {negative}"


def _knows(block: Export, place_of: PlaceOf) -> str:
    """SQL: whether a block takes a line, or takes what it says of an earlier one."""
    try:
        later = [has_words(each.only, place_of) for each in block.next_line.values()]
    except SourcesRefused:
        later = []
    return " or ".join(f"({each})" for each in (_takes(block, place_of), *later))


def _all_words(block: Export) -> list[Mapping[str, tuple[str, ...]]]:
    return [block.only, *(each.only for each in block.next_line.values())]


def has_words(only: Mapping[str, Sequence[str]], place_of: PlaceOf) -> str:
    """SQL: whether a line holds one of the words below each of the titles."""
    return " and ".join(f"{_word(place_of(title))} in ({_list(words)})" for title, words in only.items()) or "true"


def _text(place: int) -> str:
    return f"trim(coalesce(c{place}, ''))"


def _word(place: int) -> str:
    return f"lower({_text(place)})"


def _list(words: Sequence[str]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)
