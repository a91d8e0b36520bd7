"""Trying out what lies in the landing folder, without changing anything: is it complete, and would it be taken?

Belongs here: reading everything into a database in memory and saying, per table, what is right, missing or refused.
Does not belong here: the words for each rule (check_words.py), or any judgement of arrears.

The text is Dutch, for the functional manager who makes the exports; it holds counts, titles and codes, never a value.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

import duckdb

from documents.check_blocks import offered, said_in
from documents.check_figures import FEW, figures
from documents.check_lines import good_ones, said_once
from documents.check_names import places_of_rows
from documents.check_remarks import NOTHING_LEAVES, remarks
from documents.check_todo import MAPPING, NO_FRESH_RECEIPTS, NOT_CONFIRMED, TO_SAY_OF_BANK, asking, todo
from documents.check_ways import ways_in_words, ways_of
from documents.check_words import HOLDS_ALL_BACK, TABLES, finding_in_words, none_known_in_words, problem_in_words, rows_in_words
from documents.dutch import counted
from documents.proposal_waiting import lines_to_answer
from exports.ground.duck import CONFIG
from exports.ground.files import ensure_dir
from sources.findings import Finding
from sources.landing import LandingFailed, LandingReport, ShrinkGuard, load_landing
from sources.landing_files import places_of
from sources.prepare import Prepared, look_at_sources
from sources.reading.export_shapes import ExportShape
from sources.reading.own_lists import LIST_NOT_FILLED, lists_waiting
from sources.reading.rules import FILE_NAME, tables_named
from sources.ways import Way
from validations.landing import LANDING_TABLES
from validations.problems import Problem, TableRefused

GOOD, EMPTY, MISSING, REFUSED, UNSURE = "goed", "leeg", "ontbreekt", "geweigerd", "niet beoordeeld"
MAX_AGE_DAYS = 3
IN_ORDER = ("tenants", "leases", "stated_balances")  # tables of which lines are named that the load itself does not number


@dataclass(frozen=True)
class TableCheck:
    """One landing table: its state (`goed`, `leeg`, `ontbreekt`, `geweigerd`, `niet beoordeeld`), rows, origin and
    lines. `ways`: questions of which an answer resolves what its lines say, each with where that goes in mapping.toml.
    """

    table: str
    state: str
    rows: int | None = None
    origin: str = ""
    lines: tuple[str, ...] = ()
    ways: tuple[tuple[Way, tuple[int, ...]], ...] = ()


@dataclass(frozen=True)
class CheckReport:
    """The whole folder. `is_good`: a run would take it over. `waiting`: lines of a proposal without an answer yet."""

    as_of: date
    tables: tuple[TableCheck, ...]
    findings: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = field(default_factory=tuple)
    figures: tuple[str, ...] = ()
    waiting: tuple[int, ...] = ()

    @property
    def is_good(self) -> bool:
        return self.is_taken_but_for_findings and not any(finding.severity == "refused" for finding in self.findings)

    @property
    def is_taken_but_for_findings(self) -> bool:
        """Whether no table by itself is refused or missing."""
        return all(each.state in (GOOD, EMPTY) for each in self.tables)

    def text(self, *, with_notes: bool = True) -> str:
        """The report in Dutch, for a terminal. `with_notes`: whether what is for information only is said, or counted."""
        heads = {"refused": "geweigerd", "warning": "let op", "note": "ter informatie"}
        verdict = "Alles kan worden overgenomen." if self.is_good else "Zo kan dit niet worden overgenomen; zie hieronder."
        lines = [f"Controle van de map landing, peildatum {self.as_of:%d-%m-%Y}. {verdict}", ""]
        lines += good_ones((each.origin, each.table, each.rows) for each in self.tables if _is_plain(each))
        for each in self.tables:
            if _is_plain(each):
                continue
            rows = f", {rows_in_words(each.rows)}" if each.rows else ""
            origin = f" (uit {each.origin})" if each.origin else ""
            lines.append(f"{each.state:<16} {each.table} ({TABLES[each.table]}){rows}{origin}")
            lines += [f"{'':<16} - {line}" for line in each.lines]
        shown = [finding for finding in self.findings if with_notes or finding.severity != "note"]
        ordered = sorted(shown, key=lambda finding: list(heads).index(finding.severity))
        if ordered:
            lines += ["", "Bronnen (VERA, CBS, eigen bestanden):"]
            lines += [f"{heads[severity]:<16} {text}" for severity, text in said_once(ordered)]
        if len(shown) < len(self.findings):
            notes = counted(len(self.findings) - len(shown), "melding", "meldingen")
            lines += [f"{heads['note']:<16} {notes}, waar niets aan te doen is; check zonder --ask toont ze."]
        if self.remarks:
            lines += ["", *self.remarks]
        if self.figures:
            lines += ["", *self.figures]
        missing = [each.table for each in self.tables if each.state == MISSING]
        refused = {each.table: next(iter(each.lines), "") for each in self.tables if each.state == REFUSED}
        holding = [each.table for each in self.tables if any(HOLDS_ALL_BACK in line for line in each.lines)]
        ready = {each.table: line.partition(" ")[0] for each in self.tables for line in each.lines if line.endswith(_NOT_FILLED)}
        is_bank_said = any(each.table == "export_info" and each.state == GOOD for each in self.tables)
        stale = (
            (NO_FRESH_RECEIPTS if is_bank_said else TO_SAY_OF_BANK)
            if any(each.endswith(NOTHING_LEAVES) for each in self.remarks)
            else ""
        )
        doubted = sum(each.lstrip().startswith("! ") for each in self.figures)
        steps = todo(self.as_of, missing, refused, self.findings, holding, ready, self.waiting, stale, doubted)
        return "\n".join([*lines, "", *steps, *([] if self.is_good else asking(self.as_of, self.asked))])

    @property
    def asked(self) -> int:
        """How many questions may be asked of it, of which an answer resolves something."""
        return sum(len(each.ways) for each in self.findings) + sum(len(each.ways) for each in self.tables)


def _is_plain(table: TableCheck) -> bool:
    return table.state == GOOD and not table.lines


def check_landing(
    landing_dir: Path,
    as_of: date,
    previous_counts: Mapping[str, int] | None = None,
    guard: ShrinkGuard | None = None,
    max_age_days: int = MAX_AGE_DAYS,
    today: date | None = None,
    shapes: Sequence[ExportShape] = (),
) -> CheckReport:
    """Reads all of `landing_dir` as a run for `as_of` would, in a temporary folder; changes nothing.

    `previous_counts` (table -> rows at the last good load) and `guard` are the run's: without them nothing is said of
    tables that lost rows. `max_age_days`: how many days before the as-of date the receipts may end; `today`: the
    machine's own date, up to which a receipt can have been booked. `shapes`: how mapped exports looked at that load.
    """
    with tempfile.TemporaryDirectory(prefix="vroegsignaal-check-") as work:
        prepared = look_at_sources(landing_dir, Path(work), as_of, shapes)
        con = duckdb.connect(str(Path(work) / "check.duckdb"), config=CONFIG)
        try:
            guard = guard or ShrinkGuard()
            report = _checked(con, landing_dir, prepared, as_of, Path(work), previous_counts, guard, max_age_days, today)
            asked = (each if each.ways else replace(each, ways=ways_in_words(each)) for each in report.findings)
            mapping = _mapping(landing_dir)
            report = replace(report, waiting=lines_to_answer(mapping), findings=tuple(asked))
            return _with_answers(report, mapping)
        finally:
            con.close()


def _mapping(landing_dir: Path) -> str:
    path = landing_dir / FILE_NAME
    return path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""


def _with_answers(report: CheckReport, mapping: str) -> CheckReport:
    """The report with those questions alone of which an answer has a place in the mapping, and changes it."""
    said = said_in(mapping)

    def left(ways: Sequence[tuple[Way, tuple[int, ...]]]) -> tuple[tuple[Way, tuple[int, ...]], ...]:
        return tuple((way, at) for each, at in ways if (way := offered(each, at, mapping, said)) is not None)

    findings = (
        replace(each, ways=tuple(way for way, _ in left([(way, each.blocks) for way in each.ways]))) for each in report.findings
    )
    tables = (replace(each, ways=left(each.ways)) for each in report.tables)
    return replace(report, findings=tuple(findings), tables=tuple(tables))


def _checked(
    con: duckdb.DuckDBPyConnection,
    landing_dir: Path,
    prepared: Prepared,
    as_of: date,
    work: Path,
    previous_counts: Mapping[str, int] | None,
    guard: ShrinkGuard,
    max_age_days: int,
    today: date | None,
) -> CheckReport:
    doubles = {finding.source for finding in prepared.findings if finding.rule == "given_twice"}
    elsewhere = {name: path for name, path in prepared.tables_from_elsewhere.items() if name not in doubles}
    load = partial(
        load_landing, con, landing_dir, shrink_guard=guard, work_dir=work, in_order=IN_ORDER,
        today=max(today, as_of) if today else None,
    )  # fmt: skip
    missing: tuple[TableCheck, ...] = ()
    unmade = _unmade(prepared, landing_dir)
    # What is not there yet has lost no rows.
    before = {name: rows for name, rows in (previous_counts or {}).items() if name not in unmade}
    try:
        try:
            report = load(previous_counts=before, tables_from_elsewhere=elsewhere)
        except TableRefused as refused:
            missing = _doubles_marked(_after_refusal(refused.problems, prepared, landing_dir, unmade), doubles)
            if any(problem.rule != "table_missing" for problem in refused.problems) or doubles:
                return CheckReport(as_of, missing, prepared.findings)
            # What is there can be looked at, and compared, while a person still looks for the rest.
            empty = _empty(refused.problems, work)
            before = {name: rows for name, rows in before.items() if name not in empty}
            try:
                report = load(previous_counts=before, tables_from_elsewhere=elsewhere | empty)
            except TableRefused as more:  # names that only look alike are sought when nothing else is refused
                missing = _after_refusal((*refused.problems, *more.problems), prepared, landing_dir, unmade)
                return CheckReport(as_of, missing, prepared.findings)
    except LandingFailed:
        remark = "Er was te weinig geheugen of schijfruimte om alles te lezen; probeer het op een grotere machine."
        tables = tuple(TableCheck(table.name, UNSURE) for table in LANDING_TABLES)
        return CheckReport(as_of, tables, prepared.findings, (remark,))
    not_there = {name: TableCheck(name, UNSURE, lines=(line,)) for name, line in unmade.items()}
    not_there |= {each.table: each for each in missing if each.state not in (GOOD, EMPTY)}
    tables = _doubles_marked(_after_load(report, prepared, not_there), doubles)
    tables = tuple(not_there.get(each.table, each) for each in tables)
    found = remarks(con, report, as_of, max_age_days, today, prepared.made_of, not_there)
    shown = figures(con, as_of, not_there, lambda table, rows: places_of_rows(report, prepared.made_of.get(table), table, rows))
    return CheckReport(as_of, tables, prepared.findings, found, tuple(shown))


def _empty(problems: tuple[Problem, ...], work: Path) -> dict[str, Path]:
    """A file without rows for each table that is missing."""
    folder = ensure_dir(work / "missing")
    paths = {problem.table: folder / f"{problem.table}.csv" for problem in problems}
    for table in LANDING_TABLES:
        if table.name in paths:
            paths[table.name].write_text(",".join(column.name for column in table.columns) + "\n", encoding="utf-8")
    return paths


def _doubles_marked(tables: tuple[TableCheck, ...], doubles: set[str]) -> tuple[TableCheck, ...]:
    """A table that two sources give is refused, however good each of the two is."""
    line = ("deze tabel wordt twee keer geleverd; zie onder.",)
    return tuple(TableCheck(each.table, REFUSED, None, each.origin, line) if each.table in doubles else each for each in tables)


_NOT_MADE = "mapping.toml beschrijft deze tabel; zij wordt gemaakt als is opgelost wat hieronder is geweigerd."
_PERHAPS_THERE = "Een bron is geweigerd (zie onder); mogelijk komt de tabel daaruit."
_NOT_FILLED = " staat klaar, en is nog niet ingevuld."  # behind the list's name


def _unmade(prepared: Prepared, landing_dir: Path) -> dict[str, str]:
    """Table -> why it is not there, of those that the mapping file describes or that a list would give: a source that refused
    makes no table, which is then not missing, and not empty.
    """
    waiting = {table: f"exports/{file}{_NOT_FILLED}" for table, file in lists_waiting(landing_dir).items()}
    described = dict.fromkeys([*tables_named(landing_dir), *prepared.not_made], _NOT_MADE)
    return {
        table: why
        for table, why in (waiting | described).items()
        if table not in prepared.tables_from_elsewhere and not any((landing_dir / place).exists() for place in places_of(table))
    }


def _after_refusal(
    problems: tuple[Problem, ...], prepared: Prepared, landing_dir: Path, unmade: Mapping[str, str]
) -> tuple[TableCheck, ...]:
    checks = []
    refusals = [finding for finding in prepared.findings if finding.severity == "refused"]
    source_refused = any(finding.rule not in ("given_twice", NOT_CONFIRMED, LIST_NOT_FILLED) for finding in refusals)
    for table in LANDING_TABLES:
        found = [problem for problem in problems if problem.table == table.name]
        lines = tuple(problem_in_words(problem, prepared.made_of.get(table.name)) for problem in found)
        given = table.name in prepared.tables_from_elsewhere or any(
            (landing_dir / place).exists() for place in places_of(table.name)
        )
        if any(problem.rule == "table_missing" for problem in found):
            why = unmade.get(table.name) or (_PERHAPS_THERE if source_refused else "")
            lines = (why,) if why else lines
            state = UNSURE if why == _NOT_MADE else MISSING
        elif table.name in unmade and not found:
            state, lines = UNSURE, (unmade[table.name],)
        else:
            state = REFUSED if found else GOOD if given else EMPTY
        of_problems = [ways_of(problem, prepared.made_of.get(table.name)) for problem in found]
        ways = tuple((way, at) for each, at in of_problems for way in each)
        checks.append(TableCheck(table.name, state, None, prepared.origins.get(table.name, ""), lines, ways))
    return tuple(checks)


# What a finding calls rows that are named and not there -> the table that would have them.
_NAMED_IN = {each.references.what: each.references.table for table in LANDING_TABLES for each in table.columns if each.references}


def _after_load(report: LandingReport, prepared: Prepared, missing: Collection[str]) -> tuple[TableCheck, ...]:
    warnings: dict[str, list[str]] = {}
    for finding in report.findings:
        what = finding.kind.partition("_naming_unknown_")[2]
        if _NAMED_IN.get(what) in missing:
            continue  # nothing can be said of what names the rows of a table that is not made yet
        name, line = finding_in_words(finding)
        if what and FEW < finding.count == report.tables[name].rows and prepared.origins.get(name) == MAPPING:
            line = f"{line} {none_known_in_words(name)}"
        warnings.setdefault(name, []).append(line)
    checks = []
    for table in LANDING_TABLES:
        loaded = report.tables[table.name]
        lines = warnings.get(table.name, [])
        if loaded.unlisted_columns:
            lines.append(f"kolommen die niet worden gelezen: {', '.join(loaded.unlisted_columns)}.")
        if not loaded.rows and not table.may_be_absent:
            lines.append("er staat geen enkele rij in.")
        state = GOOD if loaded.rows else EMPTY
        checks.append(TableCheck(table.name, state, loaded.rows, prepared.origins.get(table.name, ""), tuple(lines)))
    return tuple(checks)
