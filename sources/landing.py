"""Loads the landing tables into the warehouse: all of them, typed and checked, or none.

Belongs here: the one transaction around a load, the order of its checks, the check that spans loads (shrinking) and the
report. Does not belong here: files (`landing_files.py`), the SQL of a cell (`landing_sql.py`), the checks on rows
(`landing_rows.py`) and between tables (`landing_references.py`), what the tables must look like
(`validations/landing.py`), or what their rows mean (dbt). No value of a table ever leaves this module in an exception or
a report; DuckDB's own error texts quote cells, so none of them is passed on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from exports.ground.duck import count_of, only_row
from sources.landing_cents import perhaps_in_cents
from sources.landing_changes import Changed, bring_up_to_date
from sources.landing_columns import match_columns, new_transaction, rollback
from sources.landing_dates import odd_dates
from sources.landing_files import LandingFile, examine, find_files, glance, is_unchanged, problem
from sources.landing_guard import USUAL_GUARD, ShrinkGuard
from sources.landing_kept import Loaded, Since, content_of, is_the_same, rows_of, way_of
from sources.landing_references import clean_tables, lookalikes, odd_texts, unknown_references, unnamed
from sources.landing_report import FEWER_ROWS, OPEN_LINE, LandingFinding, LandingReport, TableReport
from sources.landing_rows import broken_cells, may_repeat_a_key, repeated_keys
from sources.landing_sieved import Sieved
from sources.landing_sql import MASK, SourceColumn, create_statement, empty_statement, quick_statement, relation
from sources.receipts import write_payment_days
from validations.landing import LANDING_TABLES, Table
from validations.problems import Problem, TableRefused

__all__ = [
    "LandingFailed",
    "LandingFinding",
    "LandingReport",
    "ShrinkGuard",
    "TableReport",
    "load_landing",
]


OUT_OF_MEMORY = duckdb.OutOfMemoryException.__name__


class LandingFailed(RuntimeError):
    """The machine failed rather than the tables (disk, memory, a lock): the load was undone and may be tried again."""


@dataclass
class _Load:
    """A load under way: what it was given, and what it has found so far."""

    con: duckdb.DuckDBPyConnection
    previous_counts: Mapping[str, int]
    guard: ShrinkGuard
    accepted: frozenset[str]
    work_dir: Path
    in_order: frozenset[str]
    kept: Mapping[str, Loaded]
    by_changes: bool
    problems: list[Problem] = field(default_factory=list)
    tables: dict[str, TableReport] = field(default_factory=dict)
    shrunk: list[str] = field(default_factory=list)
    findings: list[LandingFinding] = field(default_factory=list)
    read: dict[str, tuple[LandingFile, Mapping[str, SourceColumn]]] = field(default_factory=dict)
    sieved: Sieved | None = None
    today: date | None = None
    left_as_they_are: set[str] = field(default_factory=set)
    since: dict[str, Since] = field(default_factory=dict)  # of tables that were not read whole


def load_landing(
    con: duckdb.DuckDBPyConnection,
    landing_dir: Path,
    *,
    previous_counts: Mapping[str, int] | None,
    shrink_guard: ShrinkGuard = USUAL_GUARD,
    accepted_shrinks: frozenset[str] = frozenset(),
    tables_from_elsewhere: Mapping[str, Path] | None = None,
    work_dir: Path | None = None,
    in_order: Collection[str] = (),
    sieved: Sieved | None = None,
    kept: Mapping[str, Loaded] | None = None,
    today: date | None = None,
    before_commit: Callable[[duckdb.DuckDBPyConnection, LandingReport], None] = lambda con, report: None,
) -> LandingReport:
    """Makes every table of the schema `landing` what the landing folder gives, in one transaction.

    Args:
        con: an open read-write connection on the warehouse, outside any transaction.
        landing_dir: the folder with `<table>.csv` or `<table>.parquet`; other files are passed over and named.
        previous_counts: table -> rows at the last good load; None or a missing table: nothing to compare with.
        shrink_guard: how much a table may lose.
        accepted_shrinks: tables of which a person said that the loss is right.
        tables_from_elsewhere: table -> a CSV or Parquet file prepared from another source, in place of the folder's.
        in_order: tables to be stored in the order of their files, for who numbers their rows.
        kept: table -> what it was at the last good load; one that would be the same again is left as it stands.
        today: the last day on which something can have happened; None: nothing is said of days to come.
        work_dir: for copies of oddly written files, removed before this returns; default: the machine's own place.
        sieved: what a sieve left of the large tables, read in their place; the report covers the whole tables all the same.
        before_commit: what else is written in this transaction, so that it is never of another load than the tables.

    Raises:
        TableRefused: with all problems of all tables; the warehouse is as it was.
        LandingFailed: the warehouse could not be written; it is as it was.
        ValueError: `tables_from_elsewhere` names no landing table, or a file of another kind.
    """
    given = (previous_counts or {}, shrink_guard, accepted_shrinks)
    for by_changes in (True, False):
        failure = ""
        con.begin()
        try:
            with TemporaryDirectory(prefix="landing-", dir=work_dir) as copies:
                load = _Load(con, *given, Path(copies), frozenset(in_order), kept or {}, by_changes, sieved=sieved, today=today)
                report = _load_all(load, landing_dir, tables_from_elsewhere or {})
            before_commit(con, report)
            con.commit()
        except duckdb.Error as error:
            failure = type(error).__name__
        finally:
            rollback(con)
        if failure != OUT_OF_MEMORY:  # to replace changed rows takes more of it than to read all of them again
            break
    # Raised here, outside the handler, so that DuckDB's text is not even in the exception's context.
    if failure:
        raise LandingFailed(f"the landing tables could not be written to the warehouse ({failure}); it is as it was")
    return report


def _load_all(load: _Load, landing_dir: Path, elsewhere: Mapping[str, Path]) -> LandingReport:
    found, sieved = find_files(landing_dir, elsewhere, load.sieved.folders if load.sieved else {}), load.sieved
    load.problems += found.problems
    load.con.execute("CREATE SCHEMA IF NOT EXISTS landing")
    for table in LANDING_TABLES:
        file = found.files.get(table.name)
        rows = _load_nothing(load, table) if file is None else _left_as_it_is(load, table, file)
        rows = _load_file(load, table, file) if rows is None and file else rows
        if rows is not None:
            _guard_against_shrinking(load, table, rows)
    strangers = [] if load.problems else unnamed(load.con, load.since)
    load.problems += lookalikes(load.con, load.read, strangers, lambda table: _in_order(load, table))
    if load.problems:
        raise TableRefused(load.problems)
    write_payment_days(load.con, sieved.payment_days if sieved else ())
    odd = odd_texts(load.con, load.read, load.since, lambda table: _in_order(load, table))
    clean = clean_tables(strangers, odd)
    whole = {name: each for name, each in load.read.items() if not sieved or name not in sieved.tables}
    odd += odd_dates(load.con, whole, load.today, lambda table: _in_order(load, table))
    return LandingReport(
        tables={name: table.once_asked(clean.get(name, "")) for name, table in load.tables.items()},
        findings=(*load.findings, *unknown_references(strangers, sieved), *odd, *perhaps_in_cents(load.con, load.read)),
        ignored_files=found.ignored,
        accepted_shrinks=tuple(load.shrunk),
        files={name: file for name, (file, _) in load.read.items()},
        bank_cut_off_on=only_row(load.con, "SELECT max(bank_cut_off_on) FROM landing.export_info")[0],
    )


def _load_nothing(load: _Load, table: Table) -> int | None:
    if any(each.table == table.name for each in load.problems):
        return None
    load.con.execute(empty_statement(table))
    load.tables[table.name] = TableReport(table.name, rows=0, absent=True)
    return 0


def _load_file(load: _Load, table: Table, found: LandingFile) -> int | None:
    """Loads one table and gives its rows; or adds its problems and gives None."""
    file, unread = examine(found, load.work_dir)
    problems, unlisted = list(unread), tuple[str, ...]()
    if not problems:
        columns, unlisted, problems = match_columns(load.con, table, file)
    changed = None
    if not problems:
        in_order = table.name in load.in_order
        kept = None if load.sieved or in_order or not load.by_changes else load.kept.get(table.name)
        changed, problems = _bring_up_to_date(load.con, table, file, columns, kept)
        if changed is None and not problems:
            problems = _read(load.con, table, file, columns, in_order=in_order)
        problems = problems or _check_rows(load.con, table, file, columns, has_mask=changed is None)
        load.read[table.name] = (file, columns)
    if not is_unchanged(file):
        problems = [problem(table.name, "changed_while_reading")]
    load.problems += problems
    if problems:
        return None
    if file.open_line:
        load.findings.append(LandingFinding(f"{table.name}{OPEN_LINE}", 1, lines=(file.open_line,)))
    if changed is not None and kept is not None:
        load.since[table.name] = replace(changed.since, clean=kept.clean)
        return _reported(load, table, file, columns, unlisted, changed.content)
    load.con.execute(f"ALTER TABLE landing.{table.name} DROP COLUMN {MASK}")
    if load.sieved and table.name in load.sieved.tables:
        load.tables[table.name] = load.sieved.tables[table.name]
        return load.tables[table.name].rows
    return _reported(load, table, file, columns, unlisted, content_of(load.con, table))


def _left_as_it_is(load: _Load, table: Table, found: LandingFile) -> int | None:
    """The rows of a table that its file would give again as it stands in the warehouse; None where it is to be read."""
    kept = None if load.sieved else load.kept.get(table.name)
    if kept is None or kept.size != found.size:
        return None
    if (file := glance(found)) is None or file.sha256 != kept.sha256:
        return None
    columns, unlisted, problems = match_columns(load.con, table, file)
    if problems or not is_the_same(load.con, table, columns, file, kept) or not is_unchanged(file):
        return None
    load.read[table.name] = (file, columns)
    load.left_as_they_are.add(table.name)
    load.since[table.name] = Since(None, lost_a_key=False, clean=kept.clean)
    return _reported(load, table, file, columns, unlisted, kept.content)


def _reported(
    load: _Load,
    table: Table,
    file: LandingFile,
    columns: Mapping[str, SourceColumn],
    unlisted: tuple[str, ...],
    content: str,
) -> int:
    """Report a table that stands in the warehouse, and give its rows; `content`: their digest."""
    rows = rows_of(content)
    loaded = Loaded(file.size, file.sha256, way_of(table, columns, file), content)
    load.tables[table.name] = TableReport(
        table.name,
        rows,
        file_name=file.name,
        format=file.format,
        sha256=file.sha256,
        file_time=file.file_time,
        unlisted_columns=unlisted,
        from_elsewhere=file.from_elsewhere,
        loaded=None if file.open_line else loaded,  # it is named each time, so it is read each time
    )
    return rows


def _read(
    con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile, columns: Mapping[str, SourceColumn], *, in_order: bool
) -> list[Problem]:
    """Reads the file into landing.<table>: as a table in good order first, and cell by cell where it is not quite."""
    if table.single_row:
        return _create(con, table, file, columns, in_order=in_order)
    problems = _create(con, table, file, columns, in_order=in_order, make=quick_statement)
    return problems or (_create(con, table, file, columns, in_order=in_order) if _broken_bits(con, table) else [])


def _broken_bits(con: duckdb.DuckDBPyConnection, table: Table) -> int:
    return int(only_row(con, f"SELECT bit_or({MASK}) FROM landing.{table.name}")[0] or 0)


def _create(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    file: LandingFile,
    columns: Mapping[str, SourceColumn],
    *,
    in_order: bool = False,
    make: Callable[[Table, Mapping[str, SourceColumn], str], str] = create_statement,
) -> list[Problem]:
    """Reads the file into landing.<table>; gives the problems of a file that can't be read to its end.

    Rows are stored in the order of the file only where that is asked for: to keep the order DuckDB writes half of a
    large table twice, and nothing but the row numbers of a refusal needs it.
    """
    source, parameters = relation(file)
    con.execute(f"SET preserve_insertion_order = {str(in_order).lower()}")
    try:
        con.execute(make(table, columns, source), parameters)
        return []
    except duckdb.Error as error:
        problems = _unread(error, table, file)
    new_transaction(con)
    return problems


def _bring_up_to_date(
    con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile, columns: Mapping[str, SourceColumn], kept: Loaded | None
) -> tuple[Changed | None, list[Problem]]:
    """(what was changed, or None where the table is to be read whole; the problems of a file that can't be read)."""
    try:
        return bring_up_to_date(con, table, file, columns, kept), []
    except duckdb.Error as error:
        problems = _unread(error, table, file)
    new_transaction(con)
    return None, problems


def _unread(error: duckdb.Error, table: Table, file: LandingFile) -> list[Problem]:
    """What a reader's error says of the file; raised again where it is the machine that failed."""
    if isinstance(
        error, (duckdb.OutOfMemoryException, duckdb.InterruptException, duckdb.InternalException, duckdb.FatalException)
    ):
        raise error
    if isinstance(error, duckdb.IOException) and file.format == "csv":
        raise error  # the file was read to its end a moment ago: it is the warehouse's disk
    return [problem(table.name, "cell_too_long" if "Maximum line size" in str(error) else "unreadable_file")]


def _in_order(load: _Load, table: Table) -> None:
    """Reads a table again, to number its rows as the file has them."""
    load.since.pop(table.name, None)  # where its new rows stood
    file, columns = load.read[table.name]
    if table.name in load.left_as_they_are:
        load.left_as_they_are.discard(table.name)
        file, _ = examine(file, load.work_dir)  # it was only glanced at
        load.read[table.name] = (file, columns)
    if _create(load.con, table, file, columns, in_order=True):
        raise LandingFailed(f"the table {table.name} could be read once and not twice; the warehouse is as it was")
    load.con.execute(f"ALTER TABLE landing.{table.name} DROP COLUMN {MASK}")


def _check_rows(
    con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile, columns: Mapping[str, SourceColumn], *, has_mask: bool
) -> list[Problem]:
    """The problems of the rows of a table that was read: cell by cell, then its key, then how many there may be.

    `has_mask`: it was read whole, so cells and keys are still to be judged.
    """
    any_broken = _broken_bits(con, table) if has_mask else 0
    problems = []
    if any_broken or (has_mask and may_repeat_a_key(con, table)):  # then it is read again, to number the rows
        problems = _create(con, table, file, columns, in_order=True)
        problems = problems or [*broken_cells(con, table, file, any_broken), *repeated_keys(con, table, file)]
    rows = count_of(con, f"SELECT count(*) FROM landing.{table.name}")
    if file.records not in (None, rows) and len(file.titles) > 1:
        problems.append(problem(table.name, "unreadable_file"))  # the reader saw other rows than the proof did
    if table.single_row:
        problems += [problem(table.name, "more_than_one_row", count=rows)] if rows > 1 else []
    return problems


def _guard_against_shrinking(load: _Load, table: Table, now: int) -> None:
    before = load.previous_counts.get(table.name, 0)
    if now < before:
        load.findings.append(LandingFinding(f"{table.name}{FEWER_ROWS}", before - now))
    if not load.guard.refuses(before, now):
        return
    if table.name in load.accepted:
        load.shrunk.append(table.name)
        return
    rule = "lost_all_rows" if load.guard.is_emptied(before, now) else "lost_too_many_rows"
    load.problems.append(problem(table.name, rule, count=before - now, before=before, now=now))
