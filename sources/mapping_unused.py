"""Titles of an export that speak of a table nobody gives: an objection that stands in a column of its own would go unread.

Belongs here: what such titles are called, and telling them. Does not belong here: what `map` proposes (proposal_titles.py), or
files that nobody read (files_not_read.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from sources.export_shapes import ExportShape
from sources.findings import Finding
from sources.landing_files import places_of
from sources.mapping_cells import named_titles, plain_title
from sources.mapping_rules import Export

# Table -> what its titles say, on small letters; each of these keeps a signal back, so a person without it is reported.
SAYS = {
    "objections": r"bezwa(ar|ren)",
    "payment_arrangements": r"(betalings?)?regeling|betaalafspra",
}
DIED = r"overl(e|ij)d"
# Of these tables every line counts: a letter that was cancelled would prove a duty, an arrangement that ended would hold.
WITH_OUTCOMES = {
    "collection_actions": "een brief die niet is verzonden of een gesprek dat niet doorging, telt zo als bewijs",
    "payment_arrangements": "een regeling die is beëindigd, telt zo als lopend",
}
OUTCOME = r"\b(resultaat|uitkomst|status|afloop|result|outcome)"


def titles_not_read(shapes: Sequence[ExportShape], exports: Sequence[Export], landing_dir: Path) -> list[Finding]:
    """Warnings of titles that no block reads, where nothing gives the table that they speak of.

    Args:
        shapes: how the exports look, with all their titles.
        exports: the blocks of the mapping.
        landing_dir: the home's `landing`, where a table may stand by itself.
    """
    read = {plain_title(title) for export in exports for title in (*named_titles(export), *export.only, *export.skip_lines)}
    return [*_outcomes(shapes, exports, read), *_tables_missed(shapes, exports, landing_dir, read)]


def _outcomes(shapes: Sequence[ExportShape], exports: Sequence[Export], read: Collection[str]) -> list[Finding]:
    tables = {(export.file, export.sheet): export.table for export in exports if export.table in WITH_OUTCOMES}
    return [
        Finding("warning", shape.file, "outcome_not_read", _outcome(title, tables[shape.key]))
        for shape in shapes
        for title in shape.titles
        if shape.key in tables and plain_title(title) not in read and re.search(OUTCOME, title.casefold())
    ]


def _outcome(title: str, table: str) -> str:
    return (
        f"de titel '{title}' wordt niet gelezen: {WITH_OUTCOMES[table]}. Zeg met skip_lines welke regels niet meetellen, of "
        "met only welke wel."
    )


def _tables_missed(
    shapes: Sequence[ExportShape], exports: Sequence[Export], landing_dir: Path, read: Collection[str]
) -> list[Finding]:
    if (landing_dir / "vera").is_dir():  # VERA gives these tables too
        return []
    return [
        Finding("warning", shape.file, "title_not_read", _text(title, what))
        for shape in shapes
        for title in shape.titles
        for what, pattern in _missed(exports, landing_dir)
        if plain_title(title) not in read and re.search(pattern, title.casefold())
    ]


def _missed(exports: Sequence[Export], landing_dir: Path) -> Iterator[tuple[str, str]]:
    given = {export.table for export in exports}
    for table, pattern in SAYS.items():
        if table not in given and not any((landing_dir / place).exists() for place in places_of(table)):
            yield table, pattern
    tenants = [export for export in exports if export.table == "tenants"]
    if tenants and not any("deceased_on" in {**export.columns, **export.split} for export in tenants):
        yield "tenants", DIED


def _text(title: str, table: str) -> str:
    begins = f"de titel '{title}' wordt door geen blok van mapping.toml gelezen, en"
    if table == "tenants":
        what = "wie overleden is, wordt zo gemeld. Zet deceased_on onder [tenants.columns]."
        return f"{begins} de tabel tenants krijgt geen deceased_on: {what}"
    return (
        f"{begins} niets levert de tabel {table}: wie daar iets heeft staan, wordt toch gemeld. Maak er een blok [{table}] van, "
        f"of lever {table} apart aan."
    )
