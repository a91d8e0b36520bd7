"""How each mapped export looked at the last good load, so that what changed since is named: its titles, its separator, and how
dates and amounts are written.

    control.export_shapes    one row per export of the mapping: file, sheet, titles, separator, and the writing of its cells

Belongs here: looking, keeping and comparing. Does not belong here: reading exports (mapping.py) or refusing them. It holds
titles and shapes such as 99-99-9999, never a cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from exports.ground.duck import rows
from sources.findings import Finding
from sources.reading.amounts import kinds
from sources.reading.cells import Opened, plain_title, text_of, wanted_titles
from sources.reading.looks import Look, looks_of
from sources.reading.rules import TABLES, Export
from sources.reading.where import line_of
from sources.reading.words_below import words_below
from sources.reading.written import titles_as_written
from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS

MOST_SHAPES = 5  # of one column; more is free text
FEWEST_FIGURES = 3  # of a day: `1 mei 26`
NOES = (*FALSE_WORDS, "geen")
AMOUNTS = {"dutch": "1.234,50", "point": "1234.50"}  # how amounts can be written, for people
SEPARATORS = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "streep"}


@dataclass(frozen=True)
class ExportShape:
    """One export (a file or pattern, and a sheet of it).

    Attributes:
        titles: all its titles, also those that the mapping does not name.
        delimiter: of a csv; None of a workbook.
        writing: title -> the shapes of its dates, or how its amounts are written.
        filled: titles below which some cell holds something; not kept.
        written: titles -> as the file writes them, where that differs; not kept.
        without_figures: those of them whose first and last cell by the alphabet have too few figures for a day (`2`, `N`).
        says_no: those of them of which every cell that is filled says the same no.
        says_some_no: those of them of which the first or last cell by the alphabet is a no, and the other that or a yes.
        counts: title -> how many of its cells are filled, in the fullest file; not kept.
        looks: of lists of what may end, what stands below each title; not kept.
        words: of titles that no column of the block is read from, the words below it, codes in each file; not kept.
    """

    file: str
    sheet: str | None
    titles: tuple[str, ...]
    delimiter: str | None = None
    writing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filled: frozenset[str] = field(default=frozenset(), compare=False)
    without_figures: frozenset[str] = field(default=frozenset(), compare=False)
    written: Mapping[str, str] = field(default_factory=dict, compare=False)
    says_no: frozenset[str] = field(default=frozenset(), compare=False)
    looks: Mapping[str, Look] = field(default_factory=dict, compare=False)
    counts: Mapping[str, int] = field(default_factory=dict, compare=False)
    says_some_no: frozenset[str] = field(default=frozenset(), compare=False)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def key(self) -> tuple[str, str | None]:
        return self.file, self.sheet

    def and_(self, other: ExportShape) -> ExportShape:
        """This one and another block's or file's view of the same export."""
        titles = tuple(dict.fromkeys((*self.titles, *other.titles)))
        writing = {
            title: tuple(sorted({*self.writing.get(title, ()), *other.writing.get(title, ())}))
            for title in {**self.writing, **other.writing}
        }
        filled = self.filled | other.filled
        both = (self, other)
        without = frozenset(
            title for title in filled if all(title in each.without_figures or title not in each.filled for each in both)
        )
        noes = frozenset(title for title in filled if all(title in each.says_no or title not in each.filled for each in both))
        written = {**self.written, **other.written}
        looks = {title: each.and_(self.looks.get(title, each)) for title, each in {**self.looks, **other.looks}.items()}
        counts = {title: max(each.counts.get(title, 0) for each in both) for title in {**self.counts, **other.counts}}
        some = self.says_some_no | other.says_some_no
        every = {**self.words, **other.words}
        coded = [title for title in every if all(title in each.words or title not in each.filled for each in both)]
        words = {title: tuple(dict.fromkeys((*self.words.get(title, ()), *other.words.get(title, ())))) for title in coded}
        return ExportShape(
            self.file, self.sheet, titles, other.delimiter, writing, filled, without, written, noes, looks, counts, some,
            words,
        )  # fmt: skip


def shape_of(con: duckdb.DuckDBPyConnection, export: Export, opened: Opened) -> ExportShape:
    """How the export that was read into `cells` and `titles` looks."""
    titles = [title for (title,) in con.execute("select title from titles order by place").fetchall()]
    writing = {}
    if wanted_titles(export) - set(titles):  # then its cells were not read
        return ExportShape(export.file, export.sheet, tuple(title for title in titles if title), opened.delimiter)
    for column in TABLES[export.table].columns:
        title = plain_title(export.columns.get(column.name, ""))
        if column.kind in ("date", "money") and titles.count(title) == 1:
            text = text_of(titles.index(title))
            digits = rf"regexp_replace(regexp_replace({text}, '\b[0-9]{{1,2}}\b', '99', 'g'), '[0-9]', '9', 'g')"
            digits = f"regexp_replace({digits}, '[A-Za-z]{{3,}}', 'maand', 'g')"
            seen = digits if column.kind == "date" else kinds(text)
            found = con.execute(f"select distinct {seen} from cells where {text} is not null").fetchall()
            shapes = sorted(shape for (shape,) in found if column.kind == "date" or shape in AMOUNTS)
            writing[title] = tuple(shapes) if len(shapes) <= MOST_SHAPES else ()
    sought = [f"[min({text_of(place)}), max({text_of(place)})]" for place in range(len(titles))]
    ends = con.execute(f"select {', '.join(sought)} from cells").fetchall()[0] if sought else ()
    counted = [f"count({text_of(place)})" for place in range(len(titles))]
    counts = con.execute(f"select {', '.join(counted)} from cells").fetchall()[0] if counted else ()
    is_filled = frozenset(title for title, (first, _) in zip(titles, ends, strict=True) if title and first is not None)
    figures = {title for title, found in zip(titles, ends, strict=True) if any(map(has_figures_of_a_day, found))}
    noes = frozenset(
        title for title, (one, other) in zip(titles, ends, strict=True) if one == other and (one or "").lower() in NOES
    )
    some = frozenset(title for title, found in zip(titles, ends, strict=True) if _is_some_no(found))
    there = tuple(title for title in titles if title)
    return ExportShape(
        export.file, export.sheet, there, opened.delimiter, writing, is_filled, is_filled - figures, titles_as_written(con), noes,
        looks_of(con, titles, export.table), dict(zip(titles, counts, strict=True)), some,
        words_below(con, {title: place for place, title in enumerate(titles) if title and title not in wanted_titles(export)}),
    )  # fmt: skip


def _is_some_no(ends: Sequence[str | None]) -> bool:
    said = {(cell or "").lower() for cell in ends}
    return said <= {*TRUE_WORDS, *NOES} and bool(said & {*NOES})


def has_figures_of_a_day(cell: str | None) -> bool:
    """Whether a cell has the figures that a day has at least: `1-1-26`, and no number of a version or a block."""
    return len(re.findall(r"\d", cell or "")) >= FEWEST_FIGURES


def together(shapes: Iterable[ExportShape]) -> tuple[ExportShape, ...]:
    """One shape an export, of what each block and file showed of it."""
    found: dict[tuple[str, str | None], ExportShape] = {}
    for shape in shapes:
        found[shape.key] = found[shape.key].and_(shape) if shape.key in found else shape
    return tuple(found.values())


def changes(before: Sequence[ExportShape], now: Sequence[ExportShape], exports: Sequence[Export]) -> list[Finding]:
    """What is no longer as it was at the last good load, with the line of the mapping to look at."""
    findings = []
    known = {shape.key: shape for shape in before}
    for shape in now:
        old = known.get(shape.key)
        blocks = [export for export in exports if (export.file, export.sheet) == shape.key]
        if old is not None and blocks:
            findings += [*_titles_changed(old, shape, blocks), *_writing_changed(old, shape, blocks)]
    return findings


def _finding(shape: ExportShape, severity: str, rule: str, text: str) -> Finding:
    return Finding("warning" if severity == "warning" else "note", shape.file, rule, text)


def _titles_changed(old: ExportShape, now: ExportShape, blocks: Sequence[Export]) -> list[Finding]:
    findings = []
    start = blocks[0].where.get("columns", blocks[0].where.get("", 1))
    new = [title for title in now.titles if title not in old.titles]
    gone = [title for title in old.titles if title not in now.titles]
    if new:
        where = f"zet hem dan onder regel {start} van mapping.toml"
        text = f"nieuwe titel sinds de vorige keer: {_listed(new)}. Hoort die erbij, {where}."
        findings.append(_finding(now, "warning", "title_new", text))
    if gone:
        lines = [line_of(block.where, title) for block in blocks for title in gone if _names(block, title)]
        what = f"Zie regel {lines[0]} van mapping.toml." if lines else "De mapping gebruikt die niet."
        text = f"titel die er de vorige keer nog stond: {_listed(gone)}. {what}"
        findings.append(_finding(now, "warning" if lines else "note", "title_gone", text))
    if old.delimiter != now.delimiter and old.delimiter and now.delimiter:
        was, is_ = SEPARATORS[old.delimiter], SEPARATORS[now.delimiter]
        line = blocks[0].where.get("", 1)
        text = f"het scheidingsteken was {was} en is nu {is_}; zo is het gelezen. Zie regel {line} van mapping.toml (delimiter)."
        findings.append(_finding(now, "note", "delimiter_changed", text))
    return findings


def _names(block: Export, title: str) -> bool:
    return title in {plain_title(each) for each in block.columns.values()}


def _writing_changed(old: ExportShape, now: ExportShape, blocks: Sequence[Export]) -> list[Finding]:
    findings = []
    for title, shapes in now.writing.items():
        known = old.writing.get(title, ())
        new = [AMOUNTS.get(shape, shape) for shape in shapes if shape not in known]
        if not known or not new:
            continue
        line = next((line_of(block.where, title) for block in blocks if _names(block, title)), blocks[0].where.get(""))
        was = " of ".join(AMOUNTS.get(shape, shape) for shape in known)
        what = f"'{title}' is nu ook geschreven als {_listed(new)}, en was {was}"
        text = f"{what}. Kijk of het goed is gelezen; regel {line} van mapping.toml."
        findings.append(_finding(now, "warning", "writing_changed", text))
    return findings


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


# --- kept in the warehouse -----------------------------------------------------------------------------------------


def write_shapes(con: duckdb.DuckDBPyConnection, shapes: Iterable[ExportShape]) -> None:
    """Put the shapes into `control.export_shapes`; called with the load that they are of."""
    con.execute("create schema if not exists control")
    columns = "file varchar, sheet varchar, titles varchar[], delimiter varchar, writing varchar"
    con.execute(f"create or replace table control.export_shapes ({columns})")
    found = [(s.file, s.sheet, list(s.titles), s.delimiter, json.dumps({**s.writing}, sort_keys=True)) for s in shapes]
    if found:
        con.executemany("insert into control.export_shapes values (?, ?, ?, ?, ?)", found)


def read_shapes(con: duckdb.DuckDBPyConnection) -> tuple[ExportShape, ...]:
    """The shapes of the last good load; none where there was none."""
    where = "schema_name = 'control' and table_name = 'export_shapes'"
    if not con.execute(f"select 1 from duckdb_tables() where {where}").fetchall():
        return ()
    return tuple(
        ExportShape(
            row["file"], row["sheet"], tuple(row["titles"]), row["delimiter"],
            {title: tuple(shapes) for title, shapes in json.loads(row["writing"]).items()},
        )
        for row in rows(con, "select * from control.export_shapes order by all")
    )  # fmt: skip
