"""A list that the mapping reads as another table: reports of a bailiff as cases in his hands, arrangements as entries.

Belongs here: seeing that from the words of a title or file. Does not belong here: titles that mean another column of their own
table (wrong_title.py), or what `map` proposes (recognition/others.py).

As a case a report keeps nothing back, and whom another reported already is reported again. As an entry an arrangement is a debt,
and keeps nothing back either. `sure_of` says that it is right anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sources.findings import Finding
from sources.guards.said_of_lists import speaks_of
from sources.guards.unused import read_titles
from sources.reading.cells import is_sure_of, plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from sources.reading.where import with_line
from sources.ways import Change, Choice, Option
from sources.words.field_names import speaks
from sources.words.names import quoted
from sources.words.needs import SPEAKS_OF_REPORTING, tables_named
from sources.words.titles import concepts_of

SHORT = r"\bvs[-_. ]+(d\.? ?d|dat|op\b)|\bdat\w*[-_. ]+vs\b"  # `VS d.d.`, of which no word is known by itself


def lists_called_otherwise(exports: Sequence[Export], shapes: Sequence[ExportShape]) -> list[Finding]:
    """Refusals of blocks that read a list as a table of which its words do not speak, or as no more than one of two."""
    return [*reports_called_cases(exports), *arrangements_called_entries(exports), *reports_beside_cases(exports, shapes)]


def reports_beside_cases(exports: Sequence[Export], shapes: Sequence[ExportShape]) -> Iterator[Finding]:
    """Refusals of lists of cases with a filled title about reporting, `Gemeld bij gemeente`, that no block reads."""
    for shape in shapes:
        blocks = {each.table: each for each in exports if (each.file, each.sheet) == shape.key}
        if "collection_cases" not in blocks or "reported_elsewhere" in blocks:
            continue
        read = read_titles(exports, *shape.key)
        for title in shape.titles:
            is_filled = title in shape.filled - shape.without_figures
            if is_filled and _is_of_reporting(title) and plain_title(title) not in read:
                cases, written = blocks["collection_cases"], shape.written.get(title, title)
                at = (cases.where[""],) if cases.where.get("") else ()
                way = (who_reported(cases, written),) if at else ()
                finding = Finding("refused", shape.file, "reports_beside_cases", _text_of_reports(title), ways=way, blocks=at)
                yield with_line(finding, cases.where)


def _is_of_reporting(title: str) -> bool:
    says = "reported" in concepts_of(title) and speaks(SPEAKS_OF_REPORTING, title)
    return bool(says or speaks(SHORT, title)) or speaks_of("reported_elsewhere", title)


def arrangements_called_entries(exports: Sequence[Export]) -> Iterator[Finding]:
    """Refusals of blocks of entries booked on the day of an arrangement, or from a list that is named after those alone."""
    for block in exports:
        title = block.columns.get("booked_on", "")
        is_of_them = "arrangement" in concepts_of(title) or _named(block) == {"payment_arrangements"}
        if block.table == "ledger_entries" and title and is_of_them and not is_sure_of(block, title):
            text = _text_of_arrangements(block, title)
            yield with_line(Finding("refused", "mapping.toml", "arrangements_called_entries", text), block.where)


def reports_called_cases(exports: Sequence[Export]) -> Iterator[Finding]:
    """Refusals of blocks of cases whose day of handing over, or file or sheet, speaks of reporting, unless another block reads
    the list for its reports.
    """
    reporting = {(each.file, each.sheet) for each in exports if each.table == "reported_elsewhere"}
    for block in exports:
        title = block.columns.get("handed_over_on", "")
        if block.table != "collection_cases" or (block.file, block.sheet) in reporting or not _speaks(block, title):
            continue
        if not is_sure_of(block, title):
            yield with_line(Finding("refused", "mapping.toml", "reports_called_cases", _text(block, title)), block.where)


def _speaks(block: Export, title: str) -> bool:
    if speaks(SPEAKS_OF_REPORTING, title):
        return True
    return "reported_elsewhere" in _named(block) and "handed_over" not in concepts_of(title)


def _named(block: Export) -> frozenset[str]:
    return tables_named(block.sheet or "") or tables_named(Path(block.file).stem)


def _text(block: Export, title: str) -> str:
    return (
        f"het blok [[collection_cases]] leest '{block.file}' met handed_over_on = \"{title}\", en de woorden daarin gaan over "
        "melden: is dit wat een deurwaarder of bureau zelf aan de gemeente meldde, dan wordt wie daar staat zo nog eens gemeld. "
        f'Maak er dan [[reported_elsewhere]] van, met reported_on = "{title}", en reported_by voor wie meldde. Zijn het toch '
        f'overgedragen dossiers, zet dan sure_of = ["{title}"] in het blok.'
    )


def _text_of_reports(title: str) -> str:
    return (
        f"de titel '{title}' wordt niet gelezen, in een lijst van dossiers bij een deurwaarder of bureau: wie hij al bij de "
        "gemeente meldde, wordt zo nog eens gemeld. Maak er ook een blok [[reported_elsewhere]] van, met skip_empty = "
        f'["reported_on"], reported_on = "{title}" en reported_by voor wie meldde. Is het uw eigen melding, zet dan '
        f'unread = ["{title}"] in het blok.'
    )


def who_reported(block: Export, title: str) -> Choice:
    """Who did: for what was reported by somebody else a person writes the block, which is made of that of the list."""
    unread = (Change(("unread",), (title,), answers=(f"unread = [{quoted(title)}",)),)
    by = block.columns.get("agency_id") or block.columns.get("agency_reference")
    by_whom = f'reported_by = "{by}"' if by else 'reported_by = "de titel die zegt wie meldde"'
    lease = block.columns.get("lease_id", "uw titel van het contract")
    then = (
        f"Verander dit zelf in landing/mapping.toml: neem het blok [[{block.table}]] van dit bestand nog eens over, en zet "
        'daarboven [[reported_elsewhere]]. Daarin komt skip_empty = ["reported_on"], en bij columns alleen: lease_id = '
        f'"{lease}", reported_on = "{title}", {by_whom}. Laat file, sheet, dates en lookup zoals ze zijn.'
    )
    return Choice(
        f"De titel {quoted(title)} wordt niet gelezen: wie een ander al bij de gemeente meldde, wordt zo nog eens gemeld. Wie "
        "meldde er volgens deze titel?",
        (
            Option("de deurwaarder, het bureau of een ander", then=then),
            Option("wij zelf: het is een eigen melding, en zij telt hier niet mee", unread),
            Option("niemand: de titel gaat over iets anders, en doet er niet toe", unread),
        ),
    )


def _text_of_arrangements(block: Export, title: str) -> str:
    where = f"blad '{block.sheet}' van '{block.file}'" if block.sheet else f"'{block.file}'"
    return (
        f'het blok [[ledger_entries]] leest {where} met booked_on = "{title}", en de woorden daarin gaan over '
        "betalingsregelingen: dan telt een regeling als schuld, en wordt wie zich eraan houdt, gemeld. Maak er "
        f'[[payment_arrangements]] van, met agreed_on = "{title}". Zijn het toch boekingen, zet dan '
        f'sure_of = ["{title}"] in het blok.'
    )
