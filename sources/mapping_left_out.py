"""Columns of ours that a block gets from nowhere, or from a lesser title, while the same list has a filled one that gives it.

Belongs here: due days, the least amount of an agreement, the complex of a mandate. Does not belong here: the last days of
contracts, agreements and mandates (mapping_unused.py), amounts (mapping_money.py), or titles of another column
(mapping_wrong_title.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.export_shapes import ExportShape
from sources.findings import Finding, Severity
from sources.mapping_cells import plain_title
from sources.mapping_rules import Export
from sources.mapping_unused import ANSWER, NotRead, read_titles
from sources.mapping_where import with_line
from sources.proposal_titles import is_by_parts
from sources.proposal_ways import ways


@dataclass(frozen=True)
class _LeftOut:
    """A column, the rule, and what happens to whom where nobody reads it."""

    table: str
    column: str
    rule: str
    what_nl: str


LEFT_OUT = (
    _LeftOut("ledger_entries", "due_on", "due_day_not_read",
        "een vordering telt zo als achterstand voordat zij te betalen is, en de dertig dagen gaan te vroeg in"),
    _LeftOut("municipality_agreements", "minimum_amount", "minimum_not_read",
        "wie onder het minimum van de gemeente blijft, wordt zo toch gemeld"),
    _LeftOut("mandates", "complex_id", "complex_not_read",
        "een mandaat voor één complex telt zo voor alle complexen van die opdrachtgever"),
)  # fmt: skip


def columns_left_out(shapes: Sequence[ExportShape], exports: Sequence[Export]) -> list[Finding]:
    """A refusal for each block and filled title of its list that gives what the block lacks; a warning where that title is
    understood by its parts only.
    """
    return [
        with_line(finding, block.where)
        for block in exports
        for asked in LEFT_OUT
        if block.table == asked.table and not _gets_it(block, asked)
        for finding in _missed(block, asked, shapes, exports)
    ]


def _gets_it(block: Export, asked: _LeftOut) -> bool:
    """Whether the block takes the column from a title that gives it, or needs none."""
    if asked.column == "due_on":
        if block.constants.get("entry_type", "charge") != "charge":
            return True  # only charges fall due
        return any(_gives(asked, title) for title in (block.columns.get("due_on", ""), *_made_of(block)))
    return asked.column in {**block.columns, **block.constants, **block.split}


def _made_of(block: Export) -> list[str]:
    """What stands in the list that the block looks its day up in."""
    title = plain_title(block.columns.get("due_on", ""))
    return [each.take for made, each in block.lookup.items() if plain_title(made) == title]


def _missed(block: Export, asked: _LeftOut, shapes: Sequence[ExportShape], exports: Sequence[Export]) -> Iterator[Finding]:
    for shape in (each for each in shapes if each.key == (block.file, block.sheet)):
        read = read_titles(exports, *shape.key)
        for title in shape.titles:
            if title in shape.filled and plain_title(title) not in read and _gives(asked, title):
                severity: Severity = "refused" if title == asked.column or not is_by_parts(title) else "warning"
                advice = f'Zet {asked.column} = "{title}" onder [{asked.table}.columns].'
                text = (
                    f"de titel '{title}' wordt niet gelezen, en de tabel {asked.table} krijgt haar {asked.column} "
                    f"{_from_where(block, asked)}: {asked.what_nl}. {advice} {ANSWER.format(title=title)}"
                )
                yield NotRead(
                    severity, shape.file, asked.rule, text,
                    title=title, so=asked.what_nl, advice=advice, column=asked.column, block=block,
                )  # fmt: skip


def _gives(asked: _LeftOut, title: str) -> bool:
    return any(way.column == asked.column and way.rank == 0 and way.is_taken_by(title) for way in ways(asked.table))


def _from_where(block: Export, asked: _LeftOut) -> str:
    return f"uit '{block.columns[asked.column]}'" if asked.column in block.columns else "nergens vandaan"
