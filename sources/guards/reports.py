"""A list of what a bailiff or agency reported to municipalities that the mapping reads as cases in its hands.

Belongs here: seeing that from the words of a title or file. Does not belong here: titles that mean another column of their own
table (wrong_title.py), or what `map` proposes (recognition/others.py).

As a case it keeps nothing back, and whom another reported already is reported again. `sure_of` says that it is right anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sources.findings import Finding
from sources.reading.cells import plain_title
from sources.reading.rules import Export
from sources.reading.where import with_line
from sources.words.needs import SPEAKS_OF_REPORTING, tables_named
from sources.words.titles import concepts_of


def reports_called_cases(exports: Sequence[Export]) -> Iterator[Finding]:
    """Refusals of blocks of cases whose day of handing over, or file or sheet, speaks of reporting, unless another block reads
    the list for its reports.
    """
    reporting = {(each.file, each.sheet) for each in exports if each.table == "reported_elsewhere"}
    for block in exports:
        title = block.columns.get("handed_over_on", "")
        if block.table != "collection_cases" or (block.file, block.sheet) in reporting or not _speaks(block, title):
            continue
        if plain_title(title) not in map(plain_title, block.sure_of):
            yield with_line(Finding("refused", "mapping.toml", "reports_called_cases", _text(block, title)), block.where)


def _speaks(block: Export, title: str) -> bool:
    if re.search(SPEAKS_OF_REPORTING, title.casefold()):
        return True
    named = tables_named(block.sheet or "") or tables_named(Path(block.file).stem)
    return "reported_elsewhere" in named and "handed_over" not in concepts_of(title)


def _text(block: Export, title: str) -> str:
    return (
        f"het blok [[collection_cases]] leest '{block.file}' met handed_over_on = \"{title}\", en de woorden daarin gaan over "
        "melden: is dit wat een deurwaarder of bureau zelf aan de gemeente meldde, dan wordt wie daar staat zo nog eens gemeld. "
        f'Maak er dan [[reported_elsewhere]] van, met reported_on = "{title}", en reported_by voor wie meldde. Zijn het toch '
        f'overgedragen dossiers, zet dan sure_of = ["{title}"] in het blok.'
    )
