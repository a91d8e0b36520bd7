"""A list of cases of several kinds, of which a block takes every line for a case at an agency or bailiff.

Belongs here: refusing that, where a title says the kind and no block reads it. Does not belong here: words that plainly say an
objection or arrangement (remarks.py), or a closing day of several kinds (ends_beside.py).

Of a bare code (`BZV`) nobody knows that it is an objection: the case would keep nothing back, and who objected be reported.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.guards.unused import read_titles
from sources.reading.cells import plain_title, text_of
from sources.reading.rules import Export
from sources.words.titles import concepts_of

OF_CASES = frozenset({"kind", "case", "code"})  # what a title of the kind of a case may say; `Soort huurder` is of another


def cases_of_several_kinds(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str
) -> list[Finding]:
    """A refusal for each such title. `con` holds the file as `cells` and `titles`."""
    if export.table != "collection_cases" or export.only or export.skip_lines:
        return []
    read = read_titles(exports, export.file, export.sheet)
    findings = []
    for place, title in con.execute("select place, title from titles where title <> '' order by place").fetchall():
        said = concepts_of(title)
        if plain_title(title) in read or "kind" not in said or not said <= OF_CASES:
            continue
        kinds, filled = only_row(con, f"select count(distinct {text_of(place)}), count({text_of(place)}) from cells")
        if 1 < kinds < filled:
            text = (
                f"onder '{title}', dat geen blok leest, staan {kinds} soorten, en elke regel telt als dossier bij een bureau of "
                "deurwaarder. Is er een bezwaar, regeling, ontruiming of melding bij, dan weegt dat zo niet mee, en wie bezwaar "
                "maakte, wordt gemeld: zeg met only welke soort een dossier is, en maak van de andere een blok van hun tabel. "
                f'Zijn het alle dossiers van een bureau of deurwaarder, zet dan unread = ["{title}"] in het blok.'
            )
            findings.append(Finding("refused", source, "cases_of_several_kinds", text, filled))
    return findings
