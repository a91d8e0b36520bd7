"""Which lines of a file each block of the mapping takes (`only`), and that no line falls between them.

Belongs here: taking this block's lines, and refusing a line that no block of the file takes, whichever table it gives. Does not
belong here: lines that the mapping passes over (mapping_lines.py), or what the lines mean (mapping.py).

A file often holds several tables: charges and receipts, and letters between them. A block names its own words; those of other
tables' blocks are known from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import duckdb

from sources.findings import Finding, SourcesRefused, amount_of
from sources.mapping_cells import Opened, found_where
from sources.mapping_rules import Export

PlaceOf = Callable[[str], int]


def blocks_beside(export: Export, exports: Sequence[Export]) -> list[Export]:
    """The blocks of the same file and sheet that take some of its lines, this one among them."""
    return [each for each in exports if (each.file, each.sheet) == (export.file, export.sheet) and each.only]


def take_only(
    con: duckdb.DuckDBPyConnection,
    export: Export,
    blocks: Sequence[Export],
    place_of: PlaceOf,
    source: str,
    opened: Opened,
) -> list[Finding]:
    """Leaves the lines of this block; refuses where one of the lines is no block's."""
    if not export.only:
        return []
    is_lost = " and ".join(f"({_knows(block, place_of)}) is not true" for block in blocks)
    findings = []
    for title in export.only:
        known = sorted({word for block in blocks for words in _all_words(block) for word in words.get(title, ())})
        is_unknown = f"{_word(place_of(title))} not in ({_list(known)})"
        count, where = found_where(con, f"{is_lost} and {is_unknown}", opened)
        if count:
            findings.append(_lost(source, count, f"in '{title}' een woord dat bij geen enkel blok onder only staat {where}."))
    count, where = (0, "") if findings else found_where(con, is_lost, opened)
    if count:
        titles = " en ".join(f"'{title}'" for title in export.only)
        what = f"in {titles} woorden die onder only staan, maar in geen blok samen of met dit bedrag {where}."
        findings.append(_lost(source, count, what))
    con.execute(f"delete from cells where ({_takes(export, place_of)}) is not true")
    return findings


def _lost(source: str, count: int, what: str) -> Finding:
    return Finding("refused", source, "word_of_no_block", f"{amount_of(count, 'regel heeft', 'regels hebben')} {what}", count)


def _takes(block: Export, place_of: PlaceOf) -> str:
    """SQL: whether a block takes a line; never, where the file lacks a title that it names."""
    try:
        said = [has_words(block.only, place_of)]
        if block.take_sign:
            is_negative = f"regexp_matches({_text(place_of(block.columns['amount']))}, '^[€\\s]*-|-\\s*$')"
            said.append(is_negative if block.take_sign == "negative" else f"not {is_negative}")
    except SourcesRefused:
        return "false"
    return " and ".join(said)


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
    return " and ".join(f"{_word(place_of(title))} in ({_list(words)})" for title, words in only.items())


def _text(place: int) -> str:
    return f"trim(coalesce(c{place}, ''))"


def _word(place: int) -> str:
    return f"lower({_text(place)})"


def _list(words: Sequence[str]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)
