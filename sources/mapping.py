"""Other people's spreadsheets turned into landing tables: their titles, words, dates and amounts made ours.

Belongs here: finding the exports named in `landing/mapping.toml`, and what is said of all of them together. Does not belong here:
the cells of one file (converting.py), that mapping file's own rules (reading/rules.py), or the contract of the result
(`validations/landing.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import duckdb

from exports.ground.duck import CONFIG
from exports.ground.files import ensure_dir
from sources.converting import Beside, add_file
from sources.findings import Finding
from sources.guards.all_alike import codes_all_alike
from sources.guards.duties import duties_not_read
from sources.guards.fitting import Fitting
from sources.guards.limits import not_read
from sources.guards.named import wrong_as_a_whole
from sources.guards.places import MadeOf, lines_by_column, made_by_column, titles_by_column, write_places, write_table
from sources.guards.received_nowhere import received_nowhere
from sources.guards.reports import lists_called_otherwise
from sources.guards.reversals import reversals_of_no_receipt
from sources.guards.said import words_said_otherwise
from sources.guards.unused import tables_of_nobody
from sources.guards.ways import with_ways
from sources.guards.wrong_title import wrong_titles
from sources.mapped_report import MappedReport
from sources.reading import amounts
from sources.reading.cells import Opened
from sources.reading.export_shapes import ExportShape, changes, together
from sources.reading.files import chosen_of, fewer_than_before, files_of, months_missing, newest_unknown
from sources.reading.joints import receipts_named
from sources.reading.kinds_beside import kinds_of
from sources.reading.lacking import lacking_of
from sources.reading.latest import keep_latest
from sources.reading.lookup import files_looked_in, remember
from sources.reading.only import blocks_beside
from sources.reading.own_lists import lists_in, note_deaths
from sources.reading.rules import FOLDER, Export, load_exports
from sources.reading.sheets import day_of, once_a_workbook, read_twice
from sources.reading.where import once_each, with_line
from sources.reading.workbooks import close_workbooks
from sources.reading.written import with_own_titles
from sources.sheets_not_read import sheets_not_read
from sources.titles_said import read_by_descriptions

MEMORY_LIMIT = "1500MB"


@dataclass
class _Reading:
    """The exports of one mapping while they are read: what is asked of each, and what was found so far.

    Attributes:
        exports: every block, those of filled-in lists included; copies: of those lists, where their rows lie.
        used: the files that were looked into; workbooks: each file, and the blocks that read it.
        seen: how each sheet looks; opened: the sheets whose rows were taken, and
            begins: the line of the mapping on which the block of each begins.
        refused: tables that are not made.
    """

    con: duckdb.DuckDBPyConnection
    landing_dir: Path
    work_dir: Path
    exports: list[Export]
    copies: Mapping[str, Path]
    findings: list[Finding]
    used: list[Path]
    seen: list[ExportShape] = field(default_factory=list)
    opened: list[tuple[str, Opened]] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    workbooks: dict[Path, list[Export]] = field(default_factory=dict)
    fitting: Fitting = field(default_factory=Fitting)


def prepare_mapped(
    landing_dir: Path, work_dir: Path, exports: list[Export] | None = None, before: Sequence[ExportShape] = ()
) -> MappedReport:
    """Makes each landing table that `landing/mapping.toml` describes, as Parquet in `work_dir`.

    Several exports, or several files of one, that give the same table add up. `before`: how the exports looked at the last good
    load; what is no longer so is named.

    Raises:
        SourcesRefused: the mapping file is not valid.
    """
    mapped = load_exports(landing_dir) if exports is None else exports
    lists = lists_in(landing_dir, work_dir, mapped, before)
    if not mapped and not lists.exports:
        return MappedReport(findings=lists.findings, files=lists.files)
    ensure_dir(work_dir)
    con = duckdb.connect(config=CONFIG)
    try:
        con.execute(f"set memory_limit = '{MEMORY_LIMIT}'; set preserve_insertion_order = true")
        every = [*mapped, *lists.exports]
        reading = _Reading(con, landing_dir, work_dir, every, lists.copies, list(lists.findings), list(lists.files))
        for export in every:
            _read_block(reading, export)
        reading.findings = once_a_workbook(once_each(reading.findings))
        shapes = together(reading.seen)
        reading.findings += changes(before, shapes, mapped) + reading.fitting.findings(mapped)
        every = reading.fitting.with_vain(every)
        _look_at_all(reading, every, shapes)
        _look_at_made(reading, every)
        tables, rows, made_of = _written(reading, every)
        found, used = tuple(reading.findings), tuple(reading.used)
        return MappedReport(tables, found, rows, used, shapes, made_of, frozenset(reading.refused))
    finally:
        con.close()
        close_workbooks()


def _read_block(reading: _Reading, export: Export) -> None:
    """Reads the files of one block of the mapping, and says by its line what is wrong with them."""
    found: list[Finding] = []
    is_list = export.file in reading.copies
    files = [reading.copies[export.file]] if is_list else files_of(reading.landing_dir, export)
    if not files:
        text = f"het bestand '{export.file}' voor {export.table} staat niet in landing of landing/{FOLDER}."
        found.append(Finding("refused", "mapping.toml", "export_missing", text))
    chosen = chosen_of(export, files)
    if chosen is None:
        found.append(newest_unknown(export, len(files)))
    found += months_missing(export, chosen or []) + fewer_than_before(export, files)
    reading.used += files_looked_in(reading.landing_dir, export, reading.exports)
    first = len(reading.opened)
    for path in chosen or []:
        reading.used += [] if path in reading.copies.values() else [path]
        reading.workbooks.setdefault(path, []).append(export)
        of_amounts = amounts.other_side(export, reading.exports)
        beside = Beside(*of_amounts, blocks_beside(export, reading.exports), reading.exports, reading.fitting)
        look_up = partial(remember, reading.con, reading.landing_dir, export, reading.exports, reading.work_dir)
        found += add_file(reading.con, export, path, reading.work_dir, beside, reading.seen, reading.opened, look_up)
    reading.begins += [export.where.get("", 0)] * (len(reading.opened) - first)
    days = {number: day_of(source) for number, (source, _) in enumerate(reading.opened) if number >= first}
    found += keep_latest(reading.con, export, days)
    reading.findings += [with_line(each, export.where) for each in found]
    reading.refused |= {export.table for each in found if each.severity == "refused"}


def _look_at_all(reading: _Reading, exports: Sequence[Export], shapes: tuple[ExportShape, ...]) -> None:
    """What the mapping says of the files beside what stands in them: what no block reads, titles and words that say otherwise."""
    con, findings = reading.con, reading.findings
    read = read_by_descriptions(reading.landing_dir, exports, shapes)
    nobody = tables_of_nobody(con, exports, reading.refused)
    unread = not_read(read.shapes, read.exports, reading.landing_dir, nobody)
    findings += read.in_files(with_ways(unread, read.shapes, read.exports))
    findings += read.in_files(duties_not_read(read.shapes, read.exports))
    findings = with_own_titles(findings, {each.file: each.written for each in shapes})
    mistaken = {each.source for each in findings if each.rule == "sheet_missing"}  # the sheet may be there by another name
    findings += [each for each in sheets_not_read(con, reading.workbooks, exports, shapes) if each.source not in mistaken]
    findings += words_said_otherwise(exports) + received_nowhere(exports) + codes_all_alike(exports)
    findings += read.in_files([*wrong_titles(read.exports), *lists_called_otherwise(read.exports, read.shapes)])
    twice = read_twice(reading.workbooks)
    reading.findings = [*findings, *twice.values()]
    reading.refused |= twice.keys()


def _look_at_made(reading: _Reading, exports: Sequence[Export]) -> None:
    """What the tables that were made say as a whole: deaths, stornos and the receipts they name, and all that refuses one."""
    con, refused = reading.con, reading.refused
    if "tenants" not in refused:
        reading.findings += note_deaths(con, reading.opened)
        refused |= {"tenants" for each in reading.findings if each.rule == "death_of_nobody"}
    if any(export.table == "ledger_entries" for export in exports) and "ledger_entries" not in refused:
        reading.findings += receipts_named(con, "made_ledger_entries", pairs=any(export.storno for export in exports))
        reading.findings += reversals_of_no_receipt(con, exports)
    wrong = list(wrong_as_a_whole(con, exports, refused, reading.opened))
    reading.findings += [each for _, each in wrong]
    refused |= {table for table, _ in wrong}


def _written(reading: _Reading, exports: Sequence[Export]) -> tuple[dict[str, Path], dict[str, int], dict[str, MadeOf]]:
    """The Parquet file of each table that is not refused, its rows, and what each of its columns was made of."""
    con, tables, rows, made_of = reading.con, {}, {}, {}
    for name in dict.fromkeys(export.table for export in exports if export.table not in reading.refused):
        tables[name] = reading.work_dir / f"{name}.parquet"
        rows[name] = write_table(con, name, tables[name])
        made_of[name] = MadeOf(
            titles_by_column(name, exports),
            reading.work_dir / f"{name}.lines.parquet",
            reading.opened,
            lines_by_column(name, exports),
            made_by_column(name, exports),
            lacking_of(con, name),
            reading.begins,
            kinds_of(con, name),
        )
        write_places(con, name, made_of[name].lines)
    return tables, rows, made_of
