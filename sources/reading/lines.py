"""Lines of an export brought to one entry per line, before titles are looked up: lines passed over, groups, one column per month.

Belongs here: what changes which lines there are. Does not belong here: opening files (cells.py), columns of another shape
(shapes.py), or what cells mean (mapping.py).

All of it works on the tables `cells` and `titles`; what is passed over is counted and named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import duckdb

from exports.ground.duck import count_of, one_row
from sources.findings import Finding, SourcesRefused, amount_of
from sources.reading.cells import Opened, found_where, plain_title, text_of
from sources.reading.lookup import look_up
from sources.reading.matched import match_charges
from sources.reading.next import add_next_lines
from sources.reading.rules import TABLES, Export
from sources.reading.settings import MONTH_TITLES, Months
from sources.reading.sheets import years_of
from sources.reading.sql_texts import quote
from sources.reading.values import date_of, without

TOTAL = re.compile(
    r"(sub|eind|generaal\s|grand\s)?totaa?l\b|som\b|aantal\b|(number|count|no\.?) of\b|\*{1,9}$",  # `**`: as SAP marks it
    re.IGNORECASE,
)

PlaceOf = Callable[[str], int]


def one_entry_a_line(
    con: duckdb.DuckDBPyConnection, export: Export, place_of: PlaceOf, source: str, opened: Opened
) -> tuple[list[Finding], Opened]:
    """Changes `cells` and `titles` as the mapping says; gives what a person must know, and where the lines now are.

    Raises:
        SourcesRefused: a title that the mapping names is not there.
    """
    _drop_blank(con)
    findings = _group(con, export, source) if export.group else []  # before lines that begin a group could be passed over
    made = export.months.own_titles if export.months else ()
    later = {plain_title(title) for title in (*export.lookup, *export.next_line)}  # titles that are not there yet
    found_out = [title for title in export.skip_lines if plain_title(title) in later]
    there = [title for title in export.skip_lines if title not in made and title not in found_out]
    findings += _skip_lines(con, export, place_of, source, there)
    if export.fill_down:
        findings += _fill_down(con, export, place_of, source)
    if export.lookup:
        findings += look_up(con, export, place_of, lambda title: _add_title(con, title), source, opened)
    if export.next_line:
        findings += add_next_lines(con, export, place_of, lambda title: _add_title(con, title), source, opened)
    findings += _skip_lines(con, export, place_of, source, found_out)
    if export.skip_equal:
        one, other = (_text(place_of(title)) for title in export.skip_equal)
        findings += _delete(con, f"{one} = {other}", source, "equal_row_skipped", export, "met twee keer hetzelfde nummer")
    if export.matched:
        return findings, match_charges(con, export, place_of, lambda title: _add_title(con, title), opened)
    if export.months is None:
        return findings, opened
    opened = _months(con, export.months, place_of, source, opened)
    findings += _skip_lines(con, export, place_of, source, [title for title in export.skip_lines if title in made])
    if export.months.between:
        findings += _without_months_outside(con, export, export.months.between, place_of, source, opened)
    return findings, opened


def _drop_blank(con: duckdb.DuckDBPyConnection) -> None:
    """Lines in which nothing stands, as between groups: they say nothing, and get nothing from the lines above them."""
    blank = " and ".join(f"{text_of(place)} is null" for place in range(len(_titles(con))))
    con.execute(f"delete from cells where {blank or 'false'}")


def without_totals(con: duckdb.DuckDBPyConnection, export: Export, source: str, opened: Opened) -> list[Finding]:
    """Takes away the line with the totals below the last row: it says so, and lacks what each row must have."""
    titles = _titles(con)
    asked = {
        plain_title(export.columns[column.name]): column.name.endswith("_id")
        for column in TABLES[export.table].columns
        if column.required and column.name in export.columns
    }
    required = [titles.index(title) for title in asked if title in titles]
    numbers = [titles.index(title) for title, is_number in asked.items() if is_number and title in titles]
    holds = " or ".join(f"{text_of(place)} is not null" for place in range(len(titles)))
    notes = []
    while holds and (last := one_row(con, f"select rowid, * from cells where {holds} order by rowid desc limit 1")):
        row, cells = last[0], [(cell or "").strip() for cell in last[1:]]
        is_whole = required and all(cells[place] for place in required) and not any(TOTAL.match(cells[n]) for n in numbers)
        if is_whole or not any(map(TOTAL.match, cells)):
            break
        con.execute("delete from cells where rowid >= ?", [row])
        text = f"regel {opened.lines([row + 1])[0]} onderaan is een totaal en is overgeslagen."
        notes.append(Finding("note", source, "total_row", text))
    return notes


def _text(place: int) -> str:
    return f"trim(coalesce(c{place}, ''))"


def _delete(con: duckdb.DuckDBPyConnection, where: str, source: str, rule: str, export: Export, what: str) -> list[Finding]:
    gone = count_of(con, f"delete from cells where {where}")
    if not gone:
        return []
    text = f"{export.table}: {amount_of(gone, 'regel', 'regels')} {what} overgeslagen, zoals de mapping zegt."
    return [Finding("note", source, rule, text, gone)]


def _skip_lines(
    con: duckdb.DuckDBPyConnection, export: Export, place_of: PlaceOf, source: str, titles: Sequence[str]
) -> list[Finding]:
    findings = []
    for title in titles:
        patterns = export.skip_lines[title]
        text = f"lower({_text(place_of(title))})"
        where = " or ".join(f"regexp_matches({text}, '{quote(pattern)}')" for pattern in patterns)
        findings += _delete(con, where, source, "line_skipped", export, f"om wat er in '{title}' staat")
    return findings


def _titles(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [title for (title,) in con.execute("select title from titles order by place").fetchall()]


def _add_title(con: duckdb.DuckDBPyConnection, title: str) -> int:
    """The place of a new, empty column below a title of its own."""
    titles = _titles(con)
    if plain_title(title) in titles:
        text = f"de titel '{title}' staat al in het bestand: geef de nieuwe kolom in mapping.toml een andere naam."
        raise SourcesRefused([Finding("refused", "", "title_twice", text)])
    con.execute("insert into titles (place, title) values (?, ?)", [len(titles), plain_title(title)])
    con.execute(f"alter table cells add column c{len(titles)} varchar")
    return len(titles)


def _group(con: duckdb.DuckDBPyConnection, export: Export, source: str) -> list[Finding]:
    """A line such as `Debiteur: 10023` says it for the lines below it: a column of its own, and the line itself is gone."""
    title, pattern = export.group
    cells = ", ".join(f"nullif({_text(place)}, '')" for place in range(len(_titles(con))))
    first = f"coalesce({cells})"
    # `Debiteur` and `10023` in two cells
    whole = f"case when not regexp_matches({first}, '[0-9]') then concat_ws(' ', {cells}) end"
    texts = [f"nullif(regexp_extract({each}, '(?i){quote(pattern)}', 1), '')" for each in (first, whole)]
    said = f"coalesce({', '.join(texts)})"  # as it is written: a number may have letters
    place = _add_title(con, title)
    con.execute(
        f"""update cells set c{place} = filled.said from (
            select rowid as line, last_value(said ignore nulls) over (order by line_no) as said
            from (select rowid as line_no, rowid, {said} as said from cells)) as filled
        where cells.rowid = filled.line"""
    )
    return _delete(con, f"{said} is not null", source, "group_row", export, "boven een groep")


def _fill_down(con: duckdb.DuckDBPyConnection, export: Export, place_of: PlaceOf, source: str) -> list[Finding]:
    """A cell that is empty because it is as the one above it. A line that holds nothing else only begins a group."""
    filled = {place_of(title) for title in export.fill_down}
    for place in filled:
        con.execute(
            f"""update cells set c{place} = filled.said from (
                select rowid as line, last_value(nullif({_text(place)}, '') ignore nulls) over (order by rowid) as said from cells
            ) as filled where cells.rowid = filled.line"""
        )
    own = {plain_title(title) for title in (*export.columns.values(), *(title for title, _ in export.split.values()))}
    others = [place for place, title in enumerate(_titles(con)) if title in own and place not in filled]
    empty = " and ".join(f"{_text(place)} = ''" for place in others)
    return _delete(con, empty, source, "group_row", export, "boven een groep") if others else []


def _months(con: duckdb.DuckDBPyConnection, months: Months, place_of: PlaceOf, source: str, opened: Opened) -> Opened:
    """One line per month of a column per month: its first day as `(maand)`, the cell as `(cel)`, and what stands in the month's
    further columns. A cell that holds a mark such as an x holds what stands below the title of that mark.
    """
    places = [(place_of(title), f"{month}-01") for title, month in _with_year(months.titles, source).items()]
    beside = {
        own: {f"{month}-01": place_of(title) for title, month in _with_year(titles, source).items()}
        for own, titles in months.beside.items()
    }
    columns = [f"c{place}" for place in range(len(_titles(con)))]
    kept = [line + 1 for (line,) in con.execute("select rowid from cells order by rowid").fetchall()]
    marks = [(mark.lower(), title) for mark, title in months.marks.items()]

    def further(own: str, day: str) -> str:
        place = beside[own].get(day)
        return "cast(null as varchar)" if place is None else f"c{place}"

    def cell(place: int, day: str) -> str:
        whens = " ".join(
            f"when '{quote(mark)}' then {further(title, day) if title in beside else f'c{place_of(title)}'}"
            for mark, title in marks
        )
        return f"case lower({_text(place)}) {whens} else c{place} end" if marks else f"c{place}"

    def made(place: int, day: str) -> str:
        found = [f"'{day}'", cell(place, day), *(further(own, day) for own in beside)]
        return ", ".join(f"{each} as c{len(columns) + nth}" for nth, each in enumerate(found))

    rows = " union all ".join(
        f"select rowid as line, {nth} as nth, {', '.join(columns)}, {made(place, day)} from cells"
        for nth, (place, day) in enumerate(places)
    )
    names = ", ".join(f"c{place}" for place in range(len(columns) + len(months.own_titles)))
    con.execute(f"create or replace table a_line_a_month as select {names} from ({rows}) order by line, nth")
    con.execute("create or replace table cells as from a_line_a_month")
    con.execute("drop table a_line_a_month")
    for title in months.own_titles:
        con.execute("insert into titles (place, title) values (?, ?)", [len(_titles(con)), plain_title(title)])

    def lines(numbers: Sequence[int]) -> list[int]:
        return opened.lines([kept[(number - 1) // len(places)] for number in numbers])

    return replace(opened, lines=lines)


def _without_months_outside(
    con: duckdb.DuckDBPyConnection, export: Export, between: Sequence[str], place_of: PlaceOf, source: str, opened: Opened
) -> list[Finding]:
    """Takes away months that did not begin within the lease: nobody owes rent over them, nor over a month begun halfway."""
    month = f"cast({text_of(place_of(MONTH_TITLES[0]))} as date)"
    days = []
    for title in between:
        text = without(text_of(place_of(title)), export.no_date)
        day = date_of(text, export.dates)
        count, where = found_where(con, f"{text} is not null and {day} is null", opened)
        if count:
            said = f"kolom '{title}' (months): {amount_of(count, 'cel is', 'cellen zijn')} geen datum {where}."
            raise SourcesRefused([Finding("refused", "", "unreadable_date", said)])
        days.append(day)
    start, end = days
    outside = f"{start} is null or {month} < {start} or coalesce({month} > {end}, false)"
    gone = count_of(con, f"delete from cells where {outside}")
    text = f"{export.table}: {amount_of(gone, 'maand', 'maanden')} buiten het contract overgeslagen."
    return [Finding("note", source, "month_outside_lease", text, gone)] if gone else []


def _with_year(titles: Mapping[str, str], source: str) -> dict[str, str]:
    """Title -> its month with the year: as the mapping says it, else as the file's name does.

    Last year's mapping must not read this year's file: a name with another year than the mapping's is refused.
    """
    named = years_of(source)
    said = {int(month[:4]) for month in titles.values() if len(month) > 2}
    without = len(titles) > sum(len(month) > 2 for month in titles.values())
    if (without and len(named) != 1) or (said and named and not named & said):
        text = (
            "van welk jaar de maanden zijn, is niet te zeggen: zet het jaar in de naam van het bestand, één keer, en bij months "
            'alleen de maand ("01"); of zet het er zelf bij ("2026-01") als de naam geen jaar heeft.'
        )
        raise SourcesRefused([Finding("refused", "", "year_unknown", text)])
    return {title: month if len(month) > 2 else f"{min(named)}-{month}" for title, month in titles.items()}
