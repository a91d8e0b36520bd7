"""The cells of one file turned into rows of the landing table that it is for.

Belongs here: the order in which one sheet is looked at, refused, shaped and read. Does not belong here: which files there are and
what is said of all of them together (mapping.py), opening them (reading/cells.py), how amounts are written (reading/amounts.py),
another shape (reading/shapes.py), or the rules of the mapping file (reading/rules.py).

Only the columns that the mapping names are taken; a cell that cannot be read is named by title and line, never by
content.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import duckdb

from exports.ground.duck import count_of
from sources.findings import Finding
from sources.guards.accounts import accounts_of_one_kind
from sources.guards.all_complexes import all_complexes_named
from sources.guards.days_elsewhere import days_elsewhere
from sources.guards.duties import duties_said_no
from sources.guards.ends_beside import ends_beside
from sources.guards.fitting import Fitting
from sources.guards.fixed_days import day_of_another_list
from sources.guards.kinds import costs_called_rent, kinds_said_otherwise
from sources.guards.kinds_of_cases import cases_of_several_kinds
from sources.guards.looked_up import looked_up_though_here
from sources.guards.money import amounts_not_read, charges_said_otherwise
from sources.guards.no_amounts import numbers_read_as_amounts
from sources.guards.number_of_two import number_of_two
from sources.guards.one_contract import several_taken_as_one
from sources.guards.open_part import whole_of_what_is_open
from sources.guards.promises import promises_counted
from sources.guards.remarks import remarks_not_read
from sources.guards.said import patterns_said_otherwise
from sources.guards.set_aside import facts_set_aside, permissions_set_aside
from sources.guards.skipped_matters import matters_skipped
from sources.guards.statuses import running_arrangements_ended
from sources.guards.two_events import two_events_a_line
from sources.guards.two_numbers import two_numbers
from sources.guards.unread import Asked, odd_cells, unread_cells, unread_constants
from sources.reading import amounts
from sources.reading.cells import Opened, holding, read_cells, text_of
from sources.reading.cents import in_whole_cents
from sources.reading.export_shapes import ExportShape, shape_of
from sources.reading.kinds_beside import note_kinds
from sources.reading.last import take_last
from sources.reading.lines import one_entry_a_line, without_totals
from sources.reading.only import blocks_of_all_lines, take_only
from sources.reading.refusals import or_refusals
from sources.reading.rules import FOLDER, TABLES, Export
from sources.reading.shapes import shape, shaped
from sources.reading.sheets import sheet_months_missing, sheets_read, source_of, with_day_of_name
from sources.reading.skipped import skip_empty
from sources.reading.sql_texts import quote
from sources.reading.storno import receipts_that_went_back, stornos_among_charges
from sources.reading.titles import place_of, places_of_columns, refuse_missing_titles
from sources.reading.totals import totals_that_differ
from sources.reading.values import behind, parsed, said_in
from sources.reading.written import as_written, titles_as_written
from validations.landing import SQL_TYPES


@dataclass(frozen=True)
class Beside:
    """What other blocks of the mapping say of the same file.

    Attributes:
        other_side: the title of the other amount, where a line's money stands in two columns.
        adds_up: whether a line may have both: rent and service costs, not debit and credit.
        blocks: those that take some of its lines, for whichever table, or give the same table.
        all: every block of the mapping.
        fitting: which of what they say of lines fits any.
    """

    other_side: str | None
    adds_up: bool
    blocks: Sequence[Export]
    all: Sequence[Export]
    fitting: Fitting


def add_file(
    con: duckdb.DuckDBPyConnection,
    export: Export,
    path: Path,
    work_dir: Path,
    beside: Beside,
    seen: list[ExportShape],
    sources: list[tuple[str, Opened]],
    look_up: Callable[[], None],
) -> list[Finding]:
    """Adds what one file gives to the table it is made for, of each of its sheets that the block reads: how it looks to `seen`,
    and the file itself to `sources`; gives what a person must know.
    """
    names: list[str | None] = []

    def find_sheets() -> list[Finding]:
        if export.lookup:
            look_up()
        names.extend(sheets_read(export, path))
        return sheet_months_missing(export, path, names)

    def add(source: str, sheet: str | None) -> list[Finding]:
        opened = read_cells(con, replace(export, sheet=sheet), path, work_dir)
        seen.append(shape_of(con, export, opened))
        about_the_file = [Finding(each.severity, source, each.rule, each.text, each.count) for each in opened.notes]
        return as_written(about_the_file + _convert(con, export, source, opened, beside, sources), titles_as_written(con))

    findings = or_refusals(f"{FOLDER}/{path.name}", find_sheets)
    for name in names:
        source = source_of(FOLDER, path, export, name)
        findings += or_refusals(source, partial(add, source, name))
    return findings


def _convert(
    con: duckdb.DuckDBPyConnection, export: Export, source: str, opened: Opened, beside: Beside, sources: list[tuple[str, Opened]]
) -> list[Finding]:
    """Adds what the sheet that is open gives to the table it is made for; gives what a person must know, and adds nothing where
    that refuses it.
    """
    refuse_missing_titles(con, export, opened)
    own, exports = beside.fitting.look(con, export, beside.all)
    notes = _not_looked_at(con, own, exports, beside, source, opened)
    export = with_day_of_name(export, source)
    notes += day_of_another_list(con, export, source) + totals_that_differ(con, export, source, opened)
    notes += without_totals(con, export, source, opened)
    passed_over, opened = one_entry_a_line(con, export, lambda title: place_of(con, title), source, opened)
    notes += passed_over + looked_up_though_here(con, export, source, opened)
    places = places_of_columns(con, export)
    if findings := _not_clear(con, export, places, beside, source, opened):
        return findings
    notes += ends_beside(con, export, exports, source, opened)
    notes += _in_shape(con, export, places, source, opened)
    if any(each.severity == "refused" for each in notes):
        return notes
    wanted = "(" + (" or ".join(f"{text_of(place)} is not null" for place in places.values()) or "true") + ")"
    refused: list[Finding] = []
    if beside.other_side:
        refused, of_sides, wanted = _one_side(con, export, places, beside, wanted, source, opened)
        notes += of_sides
    notes += _said_otherwise(con, export, places, source, opened) + whole_of_what_is_open(con, export, beside.all, source, opened)
    refused += _converted(con, export, places, wanted, len(sources), source, opened)
    if refused:
        return refused
    sources.append((source.removeprefix(f"{FOLDER}/"), opened))
    is_charge = f" and {_kind_of_entry(export, places)} = 'charge'" if export.table == "ledger_entries" else ""
    note_kinds(con, export, places, f"{wanted}{is_charge}")  # of a receipt nobody asks what it is for
    if export.table == "ledger_entries":
        notes += _of_entries(con, export, places, wanted, source)
    _add_converted(con, export.table)
    return notes


def _not_looked_at(
    con: duckdb.DuckDBPyConnection, own: Export, exports: Sequence[Export], beside: Beside, source: str, opened: Opened
) -> list[Finding]:
    """Of what stands in the sheet and no block reads, or a block says does not matter: what may decide."""
    notes = remarks_not_read(con, own, exports, source, opened)
    notes += facts_set_aside(con, own, exports, source) + duties_said_no(con, own, exports, source, opened)
    notes += permissions_set_aside(con, own, source, opened) + all_complexes_named(con, own, source, opened)
    notes += amounts_not_read(con, own, exports, source, opened) + two_events_a_line(con, own, exports, source, opened)
    notes += cases_of_several_kinds(con, own, exports, source)
    return notes + days_elsewhere(con, own, exports, source, opened) + matters_skipped(con, own, beside.all, source, opened)


def _not_clear(
    con: duckdb.DuckDBPyConnection, export: Export, places: dict[str, int], beside: Beside, source: str, opened: Opened
) -> list[Finding]:
    """Takes the lines that the block is for; gives what refuses the sheet before its columns are looked at one by one."""
    whole = blocks_of_all_lines(export, beside.all)
    findings = take_only(con, export, beside.blocks, lambda title: place_of(con, title), source, opened, whole)
    findings += odd_cells(con, export, places, source, opened)
    findings += amounts.two_readings(con, export, places, source, opened)
    numbers = numbers_read_as_amounts(con, export, beside.all, source, opened)
    findings += numbers or in_whole_cents(con, export, places, source, opened)
    return findings + several_taken_as_one(con, export, places, source, opened)


def _in_shape(
    con: duckdb.DuckDBPyConnection, export: Export, places: dict[str, int], source: str, opened: Opened
) -> list[Finding]:
    """Leaves out the lines that are empty, and makes of each what the mapping makes of it: parts, months, its own numbers."""
    notes = skip_empty(con, export, places, source, opened)
    notes += shape(con, export, places, lambda title: place_of(con, title), source) + take_last(con, export, places, source)
    return [*notes, *two_numbers(con, export, places, source, opened), *number_of_two(con, export, places, source)]


def _one_side(
    con: duckdb.DuckDBPyConnection,
    export: Export,
    places: dict[str, int],
    beside: Beside,
    wanted: str,
    source: str,
    opened: Opened,
) -> tuple[list[Finding], list[Finding], str]:
    """Of a line with its money in two columns, the side that the block reads: (what refuses it, notes, SQL: which lines)."""
    other = beside.other_side or ""
    texts = [text_of(places["amount"]), text_of(place_of(con, other))]
    sides = [amounts.amount(text, export.decimals) for text in texts]
    found = amounts.two_sides(con, wanted, sides, source, opened, adds_up=beside.adds_up)
    if not beside.adds_up:
        others = [each for each in beside.blocks if each.columns.get("amount") == other]
        found += amounts.kinds_on_both_sides(con, export, _kind_of_entry(export, places), sides, others, source, opened)
    refused = [each for each in found if each.severity == "refused"]
    # Both blocks see the same rows of nothing; the first says so.
    notes = [each for each in found if each.severity == "note" and export.columns["amount"] < other]
    wanted += f" and {texts[0]} is not null and coalesce({sides[0]}, 1) <> 0"
    con.execute(f"delete from cells where ({wanted}) is not true")  # the other half's own block reads what stands there
    return refused, notes, wanted


def _said_otherwise(
    con: duckdb.DuckDBPyConnection, export: Export, places: dict[str, int], source: str, opened: Opened
) -> list[Finding]:
    """Where a word or an account says something else than the mapping makes of it."""
    notes = running_arrangements_ended(con, export, source, opened) + promises_counted(con, export, source, opened)
    if export.table == "ledger_entries":
        kind, category = _kind_of_entry(export, places), _code(export, places, "category")
        notes += charges_said_otherwise(con, export, kind, category, source, opened)
        notes += costs_called_rent(con, export, kind, category, source, opened) + accounts_of_one_kind(con, export, kind, source)
    return notes + kinds_said_otherwise(con, export, source, opened) + patterns_said_otherwise(con, export, source)


def _converted(
    con: duckdb.DuckDBPyConnection, export: Export, places: dict[str, int], wanted: str, number: int, source: str, opened: Opened
) -> list[Finding]:
    """Makes the table `converted` of the lines that are `wanted`, with the `number` of their source; gives which cells cannot be
    read, and then it counts for nothing.
    """
    selected, asked, unread = _selected(con, export, places, source, opened)
    selected += [f"{number} as source_no", "rowid + 1 as line_no", *(f"{each.text} is not null as {each.flag}" for each in asked)]
    con.execute(f"create or replace table converted as select {', '.join(selected)} from cells where {wanted} order by rowid")
    refused = [*unread_cells(con, export, asked, source, opened), *unread]
    for each in asked:  # they were for that question only
        con.execute(f"alter table converted drop column {each.flag}")
    return refused


def _of_entries(
    con: duckdb.DuckDBPyConnection, export: Export, places: dict[str, int], wanted: str, source: str
) -> list[Finding]:
    """Which way the money of the converted entries goes, once stornos among the charges are found."""
    notes: list[Finding] = []
    if "category" in places:
        kind, words = _kind_of_entry(export, places), text_of(places["category"])
        notes = stornos_among_charges(con, kind, words, wanted, source)
    return notes + _which_way(con, export, source)


def _add_converted(con: duckdb.DuckDBPyConnection, table: str) -> None:
    exists = count_of(con, "select count(*) from duckdb_tables() where table_name = ?", [f"made_{table}"])
    made = f"insert into made_{table}" if exists else f"create table made_{table} as"
    con.execute(f"{made} select * from converted")


def _selected(
    con: duckdb.DuckDBPyConnection, export: Export, places: dict[str, int], source: str, opened: Opened
) -> tuple[list[str], list[Asked], list[Finding]]:
    """(the SQL of each of our columns, what was read from cells, what of signs and constants cannot be read)."""
    findings: list[Finding] = []
    selected = []
    asked: list[Asked] = []
    for column in TABLES[export.table].columns:
        if column.name in shaped(export) or column.name in export.columns:
            cell = f"nullif(trim(m_{column.name}), '')" if column.name in shaped(export) else text_of(places[column.name])
            if column.name in export.if_empty:
                further = text_of(place_of(con, export.if_empty[column.name]))
                if column.name == "last_name":  # of a person it may be the name of his employer
                    further = f"case when {_code(export, places, 'tenant_type')} = 'organisation' then {further} end"
                cell = behind(cell, further) if column.name == "house_number_suffix" else f"coalesce({cell}, {further})"
            text = said_in(export, column, cell)
            if column.name == "category":  # what a receipt is for is not asked, so its words need no meaning
                text = f"case when {_kind_of_entry(export, places)} = 'charge' then {text} end"
            value = parsed(column, text, export, is_named=column.kind == "date" and _has_letters(con, text))
            asked.append(Asked(column, text, value))
        elif column.name in export.constants:
            value = parsed(column, f"'{quote(export.constants[column.name])}'", export)
        else:
            value = "null"
        if column.name == "amount" and export.sign:
            sign_cell = text_of(place_of(con, export.sign))
            unread = amounts.unread_signs(con, export, value, sign_cell, source, opened)
            findings += unread
            asked = [each for each in asked if not unread or each.column.name != "amount"]  # an amount without sign is no amount
            value = f"{value} * {amounts.signed(sign_cell)}"
        if column.name == "amount" and export.take_sign:
            value = f"abs({value})"
        selected.append(f"cast({value} as {SQL_TYPES[column.kind]}) as {column.name}")
    findings += unread_constants(con, export, source)
    return selected, asked, findings


def _has_letters(con: duckdb.DuckDBPyConnection, text: str) -> bool:
    """Whether some cell may name its month or day (`vr`): reading those is half the work of reading dates, and few have them."""
    return any(holding(con, [f"regexp_matches({text}, '[A-Za-z]{{2}}')"]))


def _kind_of_entry(export: Export, places: dict[str, int]) -> str:
    """SQL: the kind of entry of a row, as far as it can be read."""
    return _code(export, places, "entry_type")


def _code(export: Export, places: dict[str, int], name: str) -> str:
    """SQL: what a column of codes becomes, as far as it can be read."""
    column = TABLES[export.table].column(name)
    if column.name in shaped(export):
        return parsed(column, said_in(export, column, f"nullif(trim(m_{column.name}), '')"), export)
    if column.name in places:
        return parsed(column, said_in(export, column, text_of(places[column.name])), export)
    return f"'{export.constants.get(column.name, '')}'"


def _which_way(con: duckdb.DuckDBPyConnection, export: Export, source: str) -> list[Finding]:
    """Takes the signs off the amounts of the entries that were converted, once they have said which way the money goes."""
    notes = amounts.without_zeros(con, "converted", source)
    if export.storno:
        notes += receipts_that_went_back(con, "converted", source)
    return notes + amounts.without_signs(con, "converted", source, export.columns.get("entry_type", ""))
