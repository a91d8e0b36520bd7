"""Mandates of which one of the four days is read from nowhere, so that none holds; or from one title for all, past a `nee`.

Belongs here: saying so. Does not belong here: days that the landlord's list leaves empty, which are a fact (the models), or the
complex and the last day of a mandate (left_out.py, unused.py).

A missed report is as wrong as one too many, and all cells that are read are valid. Where a list says by yes or no what a mandate
needs, its days come from elsewhere: then whoever has `nee` there has none, and everybody of that owner would be reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from sources.findings import Finding, amount_of
from sources.guards.unused import read_titles
from sources.reading.cells import Opened, found_where, plain_title, text_of
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from sources.reading.where import with_line
from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from sources.words.names import fits_only, quoted
from sources.words.yes_no import MARKS, NO_MARKS

DUTIES = ("clause_accepted_on", "landlord_informed_on", "processing_registered_on", "processor_agreement_signed_on")
YES, NO = (*TRUE_WORDS, *MARKS), (*FALSE_WORDS, *NO_MARKS, "")  # what is not said is not yes
MOST_WORDS = 4


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


def duties_said_no(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str, opened: Opened
) -> list[Finding]:
    """Refusals of titles of a list of mandates that nobody reads and that say no of some, where the block reads one day for
    several of the four, or the same for all. `con` holds the file as `cells` and `titles`.
    """
    if export.table != "mandates" or not _is_one_day(export):
        return []
    read = read_titles(exports, export.file, export.sheet)
    findings = []
    for place, title in con.execute("select place, title from titles where title <> '' order by place").fetchall():
        said = f"coalesce(lower({text_of(place)}), '')"
        words = [word for (word,) in con.execute(f"select distinct {said} from cells order by 1 limit {MOST_WORDS}").fetchall()]
        noes = [word for word in words if word in NO]
        if title not in read and noes and len(words) < MOST_WORDS and _is_yes_or_no(words):
            count, where = found_where(con, f"{said} in {NO}", opened)
            findings.append(Finding("refused", source, "duty_said_no", _said_no(title, noes, count, where), count))
    return findings


def _is_yes_or_no(words: Sequence[str]) -> bool:
    """Whether these are a yes and a no; a column of ones and empty cells counts something."""
    return set(words) <= {*YES, *NO} and any(word in YES for word in words) and not set(words) <= {"", "1"}


def _is_one_day(export: Export) -> bool:
    titles = [plain_title(export.columns[each]) for each in DUTIES if each in export.columns]
    began = plain_title(export.columns.get("valid_from", ""))
    return len(set(titles)) < len(titles) or began in titles or any(each in export.constants for each in DUTIES)


def _said_no(title: str, noes: Sequence[str], count: int, where: str) -> str:
    patterns = ", ".join(quoted(fits_only(word)) for word in dict.fromkeys((*noes, "")))
    return (
        f"in '{title}', dat geen blok leest, staat bij {amount_of(count, 'regel', 'regels')} geen ja {where}, en de mapping "
        "geeft elk mandaat dezelfde dag voor wat het nodig heeft: van opdrachtgevers zonder geldig mandaat wordt zo gemeld. Sla "
        f'die regels over: zet in het blok, boven columns, skip_lines = {{"{title}" = [{patterns}]}} (staat er al een, '
        f"zet het er dan bij, achter een komma). Gaat '{title}' over iets anders, zet dan unread = [\"{title}\"] in het blok."
    )
