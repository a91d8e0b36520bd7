"""What the texts in other people's cells say, as SQL: dates, yes or no, and their words for our codes.

Belongs here: reading one text. Does not belong here: amounts (amounts.py), or which cells there are (mapping.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.reading import amounts
from sources.reading.month_names import DAY_FIRST, MONTH_AND_YEAR, MONTH_FIGURES, MONTH_FIRST, MONTHS, OF_THE_WEEK, YEAR_AND_MONTH
from sources.reading.rules import Export
from sources.reading.sql_texts import is_among, quote
from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from validations.landing import Column

DATE_FORMATS = {
    "dd-mm-jjjj": ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"), "mm-dd-jjjj": ("%m-%d-%Y", "%m/%d/%Y"),
    "jjjj-mm-dd": (), "jjjjmmdd": ("%Y%m%d",), "jjjj-mm": (), "excel": (), "dd-mm-jj": ("%d-%m-%y", "%d/%m/%y", "%d.%m.%y"),
}  # fmt: skip


def parsed(column: Column, text: str, export: Export, *, is_named: bool = True) -> str:
    """The SQL that makes our value of their text, NULL where it cannot. `is_named`: whether a date may name its month."""
    words = export.values.get(column.name, {})
    if column.kind == "code":  # the text once: it may be long itself, and is planned as often as it stands there
        meanings = {value: value for value in column.values} | {word: ours.lower() for word, ours in words.items()}
        cases = " ".join(f"when '{quote(word)}' then '{ours}'" for word, ours in meanings.items() if ours in column.values)
        return f"case lower({text}) {cases} end"
    if words:
        cases = " ".join(f"when '{quote(word)}' then '{quote(ours)}'" for word, ours in words.items())
        text = f"case lower({text}) {cases} else {text} end"
    if column.kind == "date":
        return date_of(text, export.dates, is_named=is_named)
    if column.kind == "money":
        return amounts.amount(text, export.decimals)
    if column.kind == "boolean":
        return f"case when lower({text}) in {TRUE_WORDS} then true when lower({text}) in {FALSE_WORDS} then false end"
    return text


def said_in(export: Export, column: Column, cell: str) -> str:
    """SQL: the text of a cell, NULL where it stands for nothing; an empty one is a text where the mapping gives it a meaning."""
    text = without(cell, nothing_of(export, column))
    return f"coalesce({text}, '')" if export.values.get(column.name, {}).get("") else text


def nothing_of(export: Export, column: Column) -> Sequence[str]:
    """The texts of a column that stand for nothing: dates that are none, and words whose meaning is empty, as 0 may be."""
    if column.kind == "date":
        return export.no_date
    return [word for word, ours in export.values.get(column.name, {}).items() if not ours]


def without(text: str, nothing: Sequence[str]) -> str:
    """The text, or NULL where it is one of those that stand for nothing."""
    return f"case when {is_among(text, nothing)} then null else {text} end" if nothing else text


def date_of(text: str, dates: Sequence[str], *, is_named: bool = True) -> str:
    """SQL: the day that a text is, in one of the ways in which the export writes dates; NULL where it is none. `is_named`:
    whether it may name its month, or the day of the week before it.
    """
    text = f"regexp_replace({text}, '(?i)^{OF_THE_WEEK}', '')" if is_named else text
    day = f"regexp_replace({text}, '[ T]\\d{{1,2}}:\\d{{2}}(:\\d{{2}}(\\.\\d+)?)?$|T00:00:00(\\.0+)?Z$', '')"
    full_year = f"regexp_full_match({day}, '\\d{{8}}|\\d{{1,2}}[-/.]\\d{{1,2}}[-/.]\\d{{4}}')"
    short_year = f"regexp_full_match({day}, '\\d{{1,2}}[-/.]\\d{{1,2}}[-/.]\\d{{2}}')"
    formats = ", ".join(
        f"case when {short_year if written == 'dd-mm-jj' else full_year} then cast(try_strptime({day}, '{each}') as date) end"
        for written in dates
        for each in DATE_FORMATS[written]
    )
    # A month stands for its first day; Excel counts days from 30 December 1899.
    if "jjjj-mm" in dates:
        formats += f", {_month(day)}"
    if "excel" in dates:
        formats += (
            f", case when regexp_full_match({day}, '[345]\\d{{4}}') then date '1899-12-30' + try_cast({day} as integer) end"
        )
    formats = formats.removeprefix(", ")
    iso = f"case when regexp_full_match({day}, '\\d{{4}}-\\d{{2}}-\\d{{2}}') then try_cast({day} as date) end"
    ways = [iso, *([formats] if formats else []), *([_named(day)] if is_named else [])]
    return f"coalesce({', '.join(ways)})"


def _month(day: str) -> str:
    """SQL: the first day of a month written as 2026-04, 202604, 04-2026 or april 2026."""
    text = f"lower({day})"
    number = f"(map {{{_NUMBERS}}})[regexp_extract({text}, '^{MONTH_AND_YEAR}$', 1)]"
    named = f"regexp_extract({text}, '^{MONTH_AND_YEAR}$', 2) || '-' || {number} || '-1'"
    return (
        f"try_strptime(case when regexp_full_match({day}, '{YEAR_AND_MONTH}') "
        f"then regexp_replace({day}, '^{YEAR_AND_MONTH}$', '\\1-\\2-01') "
        f"when regexp_full_match({day}, '{MONTH_FIGURES}') then regexp_replace({day}, '^{MONTH_FIGURES}$', '\\2-\\1-01') "
        f"when regexp_matches({day}, '[A-Za-z]{{3}}') then {named} end, '%Y-%m-%d')::date"
    )


_NUMBERS = ", ".join(f"'{name}': {number}" for number, names in enumerate(MONTHS, start=1) for name in names)


def _named(day: str) -> str:
    """SQL: a day whose month is a name. It has one reading, whichever way an export writes its other dates."""
    text = f"regexp_replace(lower({day}), '^{MONTH_FIRST}$', '\\2 \\1 \\3')"
    month = f"(map {{{_NUMBERS}}})[regexp_extract({text}, '^{DAY_FIRST}$', 2)]"
    numbers = f"regexp_replace({text}, '^{DAY_FIRST}$', '\\1-' || {month} || '-\\3')"
    dates = f"coalesce(try_strptime({numbers}, '%d-%m-%y'), try_strptime({numbers}, '%d-%m-%Y'))"
    return f"case when regexp_matches({day}, '[A-Za-z]{{3}}') then cast({dates} as date) end"


def behind(text: str, further: str) -> str:
    """SQL: what stands in two cells of an address, as one: `A` and `2` are `A2`. `A` and `A2` are that too, for there the second
    says the first again; `1` and `12`, `B` and `bis` are two things. Between numbers stands a dash, or they were another number.
    """
    last, begin = f"right({text}, 1)", f"left({further}, 1)"
    after = f"substr({further}, length({text}) + 1, 1)"
    goes_on = " or ".join(f"regexp_matches({last}, '{kind}') and regexp_matches({after}, '{kind}')" for kind in (r"\d", r"\p{L}"))
    is_again = f"starts_with(lower({further}), lower({text})) and not ({goes_on})"
    dash = f"case when regexp_matches({last}, '\\d') and regexp_matches({begin}, '\\d') then '-' end"
    return f"case when {is_again} then {further} else nullif(concat({text}, {dash}, {further}), '') end"
