"""Mandates of which one of the four days is read from nowhere: none of them holds, and nobody is reported.

Belongs here: saying so. Does not belong here: days that the landlord's list leaves empty, which are a fact (the models), or the
complex and the last day of a mandate (left_out.py, unused.py).

A missed report is as wrong as one too many, and all cells that are read are valid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sources.findings import Finding
from sources.guards.unused import read_titles
from sources.reading.cells import plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from sources.reading.where import with_line

DUTIES = ("clause_accepted_on", "landlord_informed_on", "processing_registered_on", "processor_agreement_signed_on")


def duties_not_read(shapes: Sequence[ExportShape], exports: Sequence[Export]) -> list[Finding]:
    """By block of mandates, the days of which it reads none: refused while its list has filled titles that nobody reads, which
    may give them; else a warning.
    """
    blocks = [block for block in exports if block.table == "mandates"]
    return [with_line(each, block.where) for block in blocks for each in _of(block, shapes, exports)]


def _of(block: Export, shapes: Sequence[ExportShape], exports: Sequence[Export]) -> Iterator[Finding]:
    given = {**block.columns, **block.constants, **block.split}
    missing = [column for column in DUTIES if column not in given]
    if not missing:
        return
    text = (
        f"geen titel geeft {' en '.join(missing)}: zonder die dag geldt geen enkel mandaat uit deze lijst, en van die "
        "opdrachtgevers wordt niemand gemeld. Zet de titel die de dag zegt onder [mandates.columns]; of, is het voor elk "
        "dezelfde dag, onder [mandates.constants]."
    )
    for shape in (each for each in shapes if each.key == (block.file, block.sheet)):
        read = read_titles(exports, *shape.key)
        left = [title for title in shape.titles if title in shape.filled and plain_title(title) not in read]
        if left:
            named = ", ".join(f'"{title}"' for title in left)
            more = f"{text} Niemand leest {named}. Staat het in geen van die, zet dan unread = [{named}] in het blok."
            yield Finding("refused", shape.file, "duty_not_read", more)
        else:
            yield Finding("warning", shape.file, "duty_not_read", text)
