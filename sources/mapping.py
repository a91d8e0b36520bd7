"""Other people's spreadsheets turned into landing tables: their titles, words, dates and amounts made ours.

Belongs here: finding the exports named in `landing/mapping.toml` and converting their cells. Does not belong here: opening
them (reading/cells.py), how amounts are written (reading/amounts.py), another shape (reading/shapes.py), that file's own rules
(reading/rules.py), or the contract of the result (`validations/landing.py`).

Only the columns that the mapping names are taken; a cell that cannot be read is named by title and line, never by
content.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import duckdb

from exports.ground.duck import CONFIG, count_of
from exports.ground.files import ensure_dir
from sources.findings import Finding
from sources.guards.accounts import accounts_of_one_kind
from sources.guards.all_alike import codes_all_alike
from sources.guards.all_complexes import all_complexes_named
from sources.guards.days_elsewhere import days_elsewhere
from sources.guards.duties import duties_not_read, duties_said_no
from sources.guards.fitting import Fitting
from sources.guards.fixed_days import day_of_another_list
from sources.guards.kinds import costs_called_rent, kinds_said_otherwise
from sources.guards.limits import not_read
from sources.guards.looked_up import looked_up_though_here
from sources.guards.money import amounts_not_read, charges_said_otherwise
from sources.guards.named import wrong_as_a_whole
from sources.guards.number_of_two import number_of_two
from sources.guards.one_contract import several_taken_as_one
from sources.guards.places import MadeOf, lines_by_column, made_by_column, titles_by_column, write_places, write_table
from sources.guards.remarks import remarks_not_read
from sources.guards.reports import lists_called_otherwise
from sources.guards.reversals import reversals_of_no_receipt
from sources.guards.said import patterns_said_otherwise, words_said_otherwise
from sources.guards.set_aside import facts_set_aside, permissions_set_aside
from sources.guards.skipped_matters import matters_skipped
from sources.guards.two_events import two_events_a_line
from sources.guards.two_numbers import two_numbers
from sources.guards.unread import Asked, odd_cells, unread_cells, unread_constants
from sources.guards.unused import tables_of_nobody
from sources.guards.wrong_title import wrong_titles
from sources.mapped_report import MappedReport
from sources.reading import amounts
from sources.reading.cells import Opened, holding, read_cells, text_of
from sources.reading.cents import in_whole_cents
from sources.reading.export_shapes import ExportShape, changes, shape_of, together
from sources.reading.files import chosen_of, files_of, months_missing, newest_unknown
from sources.reading.joints import receipts_named
from sources.reading.lacking import lacking_of
from sources.reading.last import take_last
from sources.reading.lines import one_entry_a_line, without_totals
from sources.reading.lookup import files_looked_in, remember
from sources.reading.only import blocks_beside, take_only
from sources.reading.own_lists import lists_in, note_deaths
from sources.reading.refusals import or_refusals
from sources.reading.rules import FOLDER, TABLES, Export, load_exports
from sources.reading.shapes import shape, shaped
from sources.reading.sheets import once_a_workbook, read_twice, sheet_months_missing, sheets_read, source_of, with_day_of_name
from sources.reading.skipped import skip_empty
from sources.reading.sql_texts import quote
from sources.reading.storno import receipts_that_went_back, stornos_among_charges
from sources.reading.titles import place_of, places_of_columns, refuse_missing_titles
from sources.reading.totals import totals_that_differ
from sources.reading.values import behind, parsed, said_in
from sources.reading.where import once_each, with_line
from sources.reading.workbooks import close_workbooks
from sources.reading.written import as_written, titles_as_written, with_own_titles
from sources.sheets_not_read import sheets_not_read
from sources.titles_said import read_by_descriptions
from validations.landing import SQL_TYPES

MEMORY_LIMIT = "1500MB"


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


def prepare_mapped(
    landing_dir: Path, work_dir: Path, exports: list[Export] | None = None, before: Sequence[ExportShape] = ()
) -> MappedReport:
    """Makes each landing table that `landing/mapping.toml` describes, as Parquet in `work_dir`.

    Several exports, or several files of one, that give the same table add up. `before`: how the exports looked at the last good
    load; what is no longer so is named.

    Raises:
        SourcesRefused: the mapping file is not valid.
    """
    exports = load_exports(landing_dir) if exports is None else exports
    lists = lists_in(landing_dir, work_dir, exports, before)
    if not exports and not lists.exports:
        return MappedReport(findings=lists.findings, files=lists.files)
    ensure_dir(work_dir)
    con = duckdb.connect(config=CONFIG)
    findings: list[Finding] = list(lists.findings)
    used: list[Path] = list(lists.files)
    seen: list[ExportShape] = []
    opened: list[tuple[str, Opened]] = []
    refused_tables: set[str] = set()
    workbooks: dict[Path, list[Export]] = {}
    fitting = Fitting()
    try:
        con.execute(f"set memory_limit = '{MEMORY_LIMIT}'; set preserve_insertion_order = true")
        mapped, exports = exports, [*exports, *lists.exports]
        for export in exports:
            found: list[Finding] = []
            files = files_of(landing_dir, export) if export.file not in lists.copies else [lists.copies[export.file]]
            if not files:
                text = f"het bestand '{export.file}' voor {export.table} staat niet in landing of landing/{FOLDER}."
                found.append(Finding("refused", "mapping.toml", "export_missing", text))
            chosen = chosen_of(export, files)
            if chosen is None:
                found.append(newest_unknown(export, len(files)))
            found += months_missing(export, chosen or [])
            used += files_looked_in(landing_dir, export, exports)
            for path in chosen or []:
                used += [path] if path not in lists.copies.values() else []
                workbooks.setdefault(path, []).append(export)
                beside = Beside(*amounts.other_side(export, exports), blocks_beside(export, exports), exports, fitting)
                look_up = partial(remember, con, landing_dir, export, exports, work_dir)
                found += _add_file(con, export, path, work_dir, beside, seen, opened, look_up)
            findings += [with_line(each, export.where) for each in found]
            refused_tables |= {export.table for each in found if each.severity == "refused"}
        findings = once_a_workbook(once_each(findings))
        shapes = together(seen)
        findings += changes(before, shapes, mapped) + fitting.findings(mapped)
        exports = fitting.with_vain(exports)
        read = read_by_descriptions(landing_dir, exports, shapes)
        nobody = tables_of_nobody(con, exports, refused_tables)
        findings += read.in_files(not_read(read.shapes, read.exports, landing_dir, nobody))
        findings += read.in_files(duties_not_read(read.shapes, read.exports))
        findings = with_own_titles(findings, {each.file: each.written for each in shapes})
        mistaken = {each.source for each in findings if each.rule == "sheet_missing"}  # the sheet may be there by another name
        findings += [each for each in sheets_not_read(con, workbooks, exports, shapes) if each.source not in mistaken]
        findings += words_said_otherwise(exports) + codes_all_alike(exports)
        findings += read.in_files([*wrong_titles(read.exports), *lists_called_otherwise(read.exports, read.shapes)])
        twice = read_twice(workbooks)
        findings += twice.values()
        refused_tables |= twice.keys()
        if "tenants" not in refused_tables:
            findings += note_deaths(con, opened)
            refused_tables |= {"tenants" for each in findings if each.rule == "death_of_nobody"}
        if any(export.table == "ledger_entries" for export in exports) and "ledger_entries" not in refused_tables:
            findings += receipts_named(con, "made_ledger_entries", pairs=any(export.storno for export in exports))
            findings += reversals_of_no_receipt(con, exports)
        wrong = list(wrong_as_a_whole(con, exports, refused_tables, opened))
        findings += [each for _, each in wrong]
        refused_tables |= {table for table, _ in wrong}
        tables, rows, made_of = {}, {}, {}
        for name in dict.fromkeys(export.table for export in exports if export.table not in refused_tables):
            tables[name] = work_dir / f"{name}.parquet"
            rows[name] = write_table(con, name, tables[name])
            made_of[name] = MadeOf(
                titles_by_column(name, exports), work_dir / f"{name}.lines.parquet", opened, lines_by_column(name, exports),
                made_by_column(name, exports), lacking_of(con, name),
            )  # fmt: skip
            write_places(con, name, made_of[name].lines)
        return MappedReport(tables, tuple(findings), rows, tuple(used), shapes, made_of, frozenset(refused_tables))
    finally:
        con.close()
        close_workbooks()


def _add_file(
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
    refuse_missing_titles(con, export, opened)
    own, exports = beside.fitting.look(con, export, beside.all)
    notes = remarks_not_read(con, own, exports, source, opened)
    notes += facts_set_aside(con, own, exports, source) + duties_said_no(con, own, exports, source, opened)
    notes += permissions_set_aside(con, own, source, opened) + all_complexes_named(con, own, source, opened)
    notes += amounts_not_read(con, own, exports, source, opened) + two_events_a_line(con, own, exports, source, opened)
    notes += days_elsewhere(con, own, exports, source, opened) + matters_skipped(con, own, beside.all, source, opened)
    export = with_day_of_name(export, source)
    notes += day_of_another_list(con, export, source) + totals_that_differ(con, export, source, opened)
    notes += without_totals(con, export, source, opened)
    passed_over, opened = one_entry_a_line(con, export, lambda title: place_of(con, title), source, opened)
    notes += passed_over + looked_up_though_here(con, export, source, opened)
    places = places_of_columns(con, export)
    findings = take_only(con, export, beside.blocks, lambda title: place_of(con, title), source, opened)
    findings += odd_cells(con, export, places, source, opened)
    findings += amounts.two_readings(con, export, places, source, opened)
    findings += in_whole_cents(con, export, places, source, opened) + several_taken_as_one(con, export, places, source, opened)
    if findings:
        return findings
    notes += skip_empty(con, export, places, source, opened)
    notes += shape(con, export, places, lambda title: place_of(con, title), source) + take_last(con, export, places, source)
    notes += [*two_numbers(con, export, places, source, opened), *number_of_two(con, export, places, source)]
    if any(each.severity == "refused" for each in notes):
        return notes
    wanted = "(" + (" or ".join(f"{text_of(place)} is not null" for place in places.values()) or "true") + ")"
    if beside.other_side:
        texts = [text_of(places["amount"]), text_of(place_of(con, beside.other_side))]
        sides = [amounts.amount(text, export.decimals) for text in texts]
        found = amounts.two_sides(con, wanted, sides, source, opened, adds_up=beside.adds_up)
        if not beside.adds_up:
            others = [each for each in beside.blocks if each.columns.get("amount") == beside.other_side]
            found += amounts.kinds_on_both_sides(con, export, _kind_of_entry(export, places), sides, others, source, opened)
        findings += [each for each in found if each.severity == "refused"]
        # Both blocks see the same rows of nothing; the first says so.
        notes += [each for each in found if each.severity == "note" and export.columns["amount"] < beside.other_side]
        wanted += f" and {texts[0]} is not null and coalesce({amounts.amount(texts[0], export.decimals)}, 1) <> 0"
        con.execute(f"delete from cells where ({wanted}) is not true")  # the other half's own block reads what stands there
    if export.table == "ledger_entries":
        kind, category = _kind_of_entry(export, places), _code(export, places, "category")
        notes += charges_said_otherwise(con, export, kind, category, source, opened)
        notes += costs_called_rent(con, export, kind, category, source, opened) + accounts_of_one_kind(con, export, kind, source)
    notes += kinds_said_otherwise(con, export, source, opened) + patterns_said_otherwise(con, export, source)
    selected, asked, unread = _selected(con, export, places, source, opened)
    selected += [
        f"{len(sources)} as source_no",
        "rowid + 1 as line_no",
        *(f"{each.text} is not null as {each.flag}" for each in asked),
    ]
    con.execute(f"create or replace table converted as select {', '.join(selected)} from cells where {wanted} order by rowid")
    findings += [*unread_cells(con, export, asked, source, opened), *unread]
    if findings:
        return findings
    sources.append((source.removeprefix(f"{FOLDER}/"), opened))
    if export.table == "ledger_entries":
        if "category" in places:
            kind, words = _kind_of_entry(export, places), text_of(places["category"])
            notes += stornos_among_charges(con, kind, words, wanted, source)
        notes += _which_way(con, export, source)
    exists = count_of(con, "select count(*) from duckdb_tables() where table_name = ?", [f"made_{export.table}"])
    flags = f"exclude ({', '.join(each.flag for each in asked)})" if asked else ""
    made = f"insert into made_{export.table}" if exists else f"create table made_{export.table} as"
    con.execute(f"{made} select * {flags} from converted")
    return notes


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
