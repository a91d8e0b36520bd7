"""Exports that are not shaped as our tables, brought into that shape by what the mapping file says, before any cell is read.

Belongs here: two title rows made one, ids made from other columns, one column taken apart, free text
given a code, lines that come back. Does not belong here: opening files (cells.py), or dates, amounts and words
(mapping.py).

All of it works on the table `cells`: a shaped column stands there as `m_<our column>`, as text, like any other cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import accumulate, permutations
from pathlib import Path

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding, amount_of
from sources.reading.minus import is_negative
from sources.reading.month_names import MONTH, number_of
from sources.reading.parts import NAMES, NUMBER_WORD, OF_THE_DEAD, PARTS
from sources.reading.rules import TABLES, Export
from sources.reading.settings import is_sign
from sources.reading.sql_texts import quote

_DAYS = (
    (re.compile(r"(?<!\d)(20\d{2})[-_]?([01]\d)[-_]?([0-3]\d)(?!\d)"), (1, 2, 3)),
    (re.compile(r"(?<!\d)([0-3]\d)[-_]([01]\d)[-_](20\d{2})(?!\d)"), (3, 2, 1)),
    (re.compile(r"(?<!\d)(20\d{2})[-_]?([01]\d)(?!\d)"), (1, 2, 0)),
)
MONTH_IN_NAME = rf"(?<![a-z])(?:{MONTH})"
_MONTH_NAMED = re.compile(rf"(?:(?<!\d)([0-3]?\d)[-_ ]?)?({MONTH_IN_NAME})[-_ ]?(20\d{{2}})(?!\d)", re.IGNORECASE)
_PARTED = re.compile(r"[-_. ]+")
# What says only that a file is the same once more.
_COPY = re.compile(r"\(\d+\)|\b(kopie|copy|copy of|nieuw|new|oud|old|def|definitief|concept|v\d+|versie \d+)\b")
# In a name that is short, as of a sheet: 10-2026; okt, 5 okt or okt '26; 10 or P10.
_MONTH_FIRST = re.compile(r"(?:p|periode|maand)?\.? ?(0?[1-9]|1[0-2])[-_ /.](20\d{2})", re.IGNORECASE)
OTHER_PERIOD = re.compile(
    r"(?<![a-z])(?:week|wk|kwartaal|kw|q|quarter|half|h)[ ._-]*(?:20\d\d[ ._-]*)?\d", re.IGNORECASE
)  # no month
FIRST_YEAR = 20
_MONTH_ALONE = re.compile(
    rf"(?:(?<!\d)([0-3]?\d)[-_ ])?(?<![a-z])({MONTH})(?![a-z])\.?(?:[-_ ]*'?(\d{{2}})(?!\d))?", re.IGNORECASE
)
_NUMBER_ALONE = re.compile(r"(?:p|periode|maand)?\.? ?(0?[1-9]|1[0-2])", re.IGNORECASE)


def joined_titles(rows: Sequence[Sequence[str]]) -> list[str]:
    """A title per column from one title row or two: the lower one, or the upper one where that is empty. A lower one that stands
    there twice gets the heading above it in front: `Contract nummer` and `Huurder nummer`. One that breaks over lines within its
    cell stands on one line, as titles are compared.
    """
    width = max(map(len, rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    titles = [next((said for row in reversed(padded) if (said := " ".join(row[place].split()))), "") for place in range(width)]
    if len(padded) < 2:
        return titles
    twice = {title for title, count in Counter(map(str.lower, titles)).items() if title and count > 1}
    above: list[str] = list(accumulate((" ".join(cell.split()) for cell in padded[0]), _the_last_that_holds))
    return [f"{above[place]} {title}".strip() if title.lower() in twice else title for place, title in enumerate(titles)]


def _the_last_that_holds(last: str, cell: str) -> str:
    return cell or last


def day_in_name(name: str) -> date | None:
    """The day (or the first of the month) that a file's name holds; None where it holds none."""
    for pattern, (year, month, day) in _DAYS:
        for found in pattern.finditer(name):
            try:
                return date(int(found[year]), int(found[month]), int(found[day]) if day else 1)
            except ValueError:
                continue
    named = _MONTH_NAMED.search(name)
    if named is None:
        return None
    try:
        return date(int(named[3]), number_of(named[2]), int(named[1] or 1))
    except ValueError:
        return None


def whole_day_in_name(name: str) -> date | None:
    """The day that a file's name holds; None where it holds a month at most."""
    found = day_in_name(name)
    is_whole = any(pattern.search(name) for pattern, (_, _, day) in _DAYS if day)
    named = _MONTH_NAMED.search(name)
    return found if is_whole or (named is not None and named[1]) else None


def day_in_part(name: str, year: int | None) -> date | None:
    """The day that a short name such as that of a sheet holds: `okt 2026`, `10-2026`, `okt '26`; `okt` or `10` in `year`."""
    if OTHER_PERIOD.search(name):
        return None
    found = _MONTH_FIRST.fullmatch(name.strip())
    if found:
        return date(int(found[2]), int(found[1]), 1)
    whole = day_in_name(name)
    named, number = _MONTH_ALONE.search(name), _NUMBER_ALONE.fullmatch(name.strip())
    if whole or not (named or number):
        return whole
    if named and named[3] and int(named[3]) < FIRST_YEAR:  # okt 05 may be a day
        return None
    said = 2000 + int(named[3]) if named and named[3] else year
    month, day = (number_of(named[2]), int(named[1] or 1)) if named else (int(number[1]) if number else 0, 1)
    try:
        return date(said, month, day) if said else None
    except ValueError:
        return None


def years_in(name: str) -> set[int]:
    """The years that a name holds by themselves: that of 20261120 is not one."""
    return {int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", name)}


def without_day(name: str) -> str:
    """A name without the day in it, in small letters, and without what only says that it is another copy of the same."""
    found = next((at for pattern, _ in _DAYS for at in pattern.finditer(name)), None)
    found = found or _MONTH_NAMED.search(name) or _MONTH_ALONE.search(name)
    rest = f"{name[: found.start()]} {name[found.end() :]}" if found else name
    return " ".join(_COPY.sub(" ", _PARTED.sub(" ", rest.lower())).split())


def are_apart(names: Sequence[str]) -> bool:
    """Whether each of these names has a word of its own beside the day, as an administration's number: `Posten correctie` beside
    `Posten` is the same list once more, and what stands in both would count twice.
    """
    words = [frozenset(without_day(name).split()) for name in names]
    return not any(one <= other for one, other in permutations(words, 2))


def newest(paths: Sequence[Path]) -> list[Path] | None:
    """The files whose names hold the newest day, never the time stamp: one, or several that differ in something else, as an
    administration each; None where two differ in nothing else, or one has no day.
    """
    found = of_newest_day([path.name for path in paths], [day_in_name(path.name) for path in paths])
    return [paths[place] for place in found] if found is not None else None


def of_newest_day(names: Sequence[str], days: Sequence[date | None]) -> list[int] | None:
    """The places of the names of the newest day; None where that is unknown. One name alone needs no day."""
    known = [day for day in days if day is not None]
    if len(names) < 2:
        return [*range(len(names))]
    if len(known) < len(names):
        return None
    newest_ones = [place for place, day in enumerate(days) if day == max(known)]
    return newest_ones if are_apart([names[place] for place in newest_ones]) else None


def shape(
    con: duckdb.DuckDBPyConnection, export: Export, places: dict[str, int], place_of: Callable[[str], int], source: str
) -> list[Finding]:
    """Shapes the table `cells` as `export` says; gives what a person must know, with counts."""
    for column, (_, part) in export.split.items():
        _add(con, column, part_of(_text(places[column]), part))
    for column, rules in export.patterns.items():
        text = f"lower({_text(places[column])})"
        cases = " ".join(f"when {_fits(text, pattern)} then '{quote(ours)}'" for pattern, ours in rules)
        _add(con, column, f"case {cases} else {text} end" if rules else text)
    if export.by_sign:
        _add(con, "entry_type", _by_sign(_text(places["amount"]), export.by_sign))
    for column, parts in export.made_ids.items():
        _make_ids(con, export, column, _joined(export, places, place_of, parts))
    return _take_rows(con, export, places, source)


def _fits(text: str, pattern: str) -> str:
    """SQL: whether a text fits a pattern as it stands, or with spaces between its words: `ris_matching` holds the word `ris`."""
    return f"(regexp_matches({text}, '{quote(pattern)}') or regexp_matches(replace({text}, '_', ' '), '{quote(pattern)}'))"


def part_of(text: str, part: str) -> str:
    """SQL: a part of a cell, by the first of its patterns that fits."""
    cell = f"regexp_replace({text}, '{NUMBER_WORD}', '\\1', 'gi')"
    found = (f"nullif(trim(regexp_extract({cell}, '{quote(pattern)}', 1, 'i')), '')" for pattern in PARTS[part])
    names = f"rtrim(ltrim(coalesce({', '.join(found)}, ''), ' -/,;'), ' ,;')"
    return f"case when regexp_matches({cell}, '{OF_THE_DEAD}', 'i') then '' else {names} end" if part in NAMES else names


def shaped(export: Export) -> set[str]:
    """Our columns that stand in `cells` as `m_<column>`."""
    return {*export.split, *export.patterns, *export.made_ids, *(["entry_type"] if export.by_sign else [])}


def _by_sign(text: str, kinds: Mapping[str, str]) -> str:
    """The kind of entry that an amount is, by the minus before or behind it; 700,- has none."""
    return f"case when {is_negative(text)} then '{kinds['negative']}' else '{kinds['positive']}' end"


def _text(place: int) -> str:
    return f"trim(coalesce(c{place}, ''))"


def _add(con: duckdb.DuckDBPyConnection, column: str, expression: str) -> None:
    con.execute(f"alter table cells add column m_{column} varchar")
    con.execute(f"update cells set m_{column} = {expression}")


def _value(export: Export, places: dict[str, int], column: str) -> str:
    """The text of one of our columns, as far as it is known before cells are read."""
    if column in shaped(export):
        return f"trim(coalesce(m_{column}, ''))"
    if column in places:
        return _text(places[column])
    return f"'{quote(export.constants.get(column, ''))}'"


def _joined(export: Export, places: dict[str, int], place_of: Callable[[str], int], parts: Sequence[str]) -> str:
    """SQL: the parts of a made number behind each other, with `/` between two where the mapping says no other sign."""
    found: list[str] = []
    is_joined = True
    for part in parts:
        if is_sign(part):
            found.append(f"'{quote(part)}'")
        else:
            found += [] if is_joined else ["'/'"]
            found.append(_text(place_of(part[1:])) if part.startswith("=") else _value(export, places, part))
        is_joined = is_sign(part)
    return " || ".join(found)


def _make_ids(con: duckdb.DuckDBPyConnection, export: Export, column: str, whole: str) -> None:
    """An id of what is in other columns. Where it names the row itself, one that is like an earlier one gets its number behind
    it; what names somebody (a contract made of tenant and unit) is the same in each of its rows.
    """
    nth = "row_number() over (partition by id order by line)" if _names_the_row(export, column) else "1"
    con.execute(f"alter table cells add column m_{column} varchar")
    con.execute(
        f"""with texts as (select rowid as line, {whole} as id from cells),
        numbered as (select line, id, {nth} as nth from texts)
        update cells set m_{column} = id || case when nth > 1 then '/' || nth else '' end
        from numbered where cells.rowid = numbered.line"""
    )


def _names_the_row(export: Export, column: str) -> bool:
    return TABLES[export.table].key == (column,) and column not in ("lease_id", "tenant_id", "landlord_id")


def _is_dwelling(export: Export, places: dict[str, int]) -> str:
    """SQL: whether a line of a contract is about a dwelling, as far as the mapping says."""
    words = [word for word, ours in export.values.get("unit_type", {}).items() if ours == "dwelling"]
    known = ", ".join(f"'{quote(word)}'" for word in ("dwelling", *words))
    return f"lower({_value(export, places, 'unit_type')}) in ({known})"


def _take_rows(con: duckdb.DuckDBPyConnection, export: Export, places: dict[str, int], source: str) -> list[Finding]:
    """Of lines with one key: all, the first, all but the first, or each once where they say the same."""
    if export.rows in ("all", "last"):
        return []

    def numbered(column: str) -> bool:
        return column in export.made_ids and _names_the_row(export, column)

    key = ", ".join(_value(export, places, column) for column in TABLES[export.table].key if not numbered(column))
    if export.rows == "rest":
        key = _value(export, places, "lease_id")
    if export.rows == "distinct":
        key += ", " + ", ".join(_value(export, places, column) for column in (*export.columns, *export.split))
    key = key or "1"  # a table of one row
    gone_if, order, tenant = "nth > 1", "rowid", "''"
    if export.rows == "rest":  # neither the tenant himself, on the line of his garage, nor anybody twice
        tenant = _value(export, places, "tenant_id")
        gone_if = "nth = 1 or tenant = first or again > 1"
    elif export.table == "leases" and export.rows == "first":  # the dwelling, where a garage is let with it
        order = f"{_is_dwelling(export, places)} desc, rowid"
    gone = only_row(
        con,
        f"""delete from cells where rowid in (
            select line from (
                select rowid as line, row_number() over (partition by {key} order by {order}) as nth, {tenant} as tenant,
                    first({tenant}) over (partition by {key} order by rowid) as first,
                    row_number() over (partition by {key}, {tenant} order by rowid) as again
                from cells)
            where {gone_if})""",
    )[0]
    if not gone:
        return []
    what = {
        "first": "van regels met hetzelfde nummer is de eerste genomen",
        "rest": "de eerste regel van elk nummer is de huurder zelf",
        "distinct": "regels die hetzelfde zeggen zijn één keer genomen",
    }[export.rows]
    return [Finding("note", source, "rows_taken", f"{export.table}: {what} ({amount_of(gone, 'regel', 'regels')} minder).", gone)]
