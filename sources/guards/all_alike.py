"""Codes of which a mapping says that they all mean what may be reported: `1` and `2` both a person, four components all rent.

Belongs here: seeing that, where the codes do not say it themselves. Does not belong here: words that say something else
(said.py), or one meaning for a whole list (kinds.py, accounts.py).

A column that tells tenants or charges apart does so no more then. `sure_of` with its title says that it is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sources.findings import Finding
from sources.guards.said import is_sure
from sources.reading.cells import plain_title
from sources.reading.rules import Export
from sources.reading.where import with_line
from sources.words.evidence import meanings_of

SEX = ("m", "v", "f", "x")  # of a person, each of them
# Column -> (what may be reported, how many codes that do not say it are too many, what the column tells apart).
REPORTED = {
    "tenant_type": ("person", 1, "mensen en organisaties"),  # there are two kinds, and the other code is the other
    "category": ("rent", 2, "huur en kosten, rente en schade"),
}


def codes_all_alike(exports: Sequence[Export]) -> list[Finding]:
    """Refusals of blocks whose codes all have the one meaning that may be reported."""
    return [with_line(each, export.where) for export in exports for each in _of(export)]


def _of(export: Export) -> Iterator[Finding]:
    chosen = set(map(plain_title, export.only))  # what else there is, another block reads
    for column, words in export.values.items():
        ours, many, apart = REPORTED.get(column, ("", 0, ""))
        title = plain_title(export.columns.get(column, ""))
        meant = {word: each for word, each in words.items() if word and each}
        if not ours or len(meant) < 2 or {*meant.values()} - {ours, "service_charges"} or title in chosen:
            continue
        unsaid = [word for word, each in meant.items() if each == ours and not _says_something(column, word)]
        if len(unsaid) >= many and not all(is_sure(export, column, word) for word in unsaid):
            yield _finding(export, column, unsaid, apart)


def _says_something(column: str, word: str) -> bool:
    return bool(meanings_of(column, word)) or (column == "tenant_type" and word in SEX)


def _finding(export: Export, column: str, words: Sequence[str], apart: str) -> Finding:
    said, title = ", ".join(f'"{word}"' for word in sorted(words)), export.columns[column]
    text = (
        f"[{export.table}.values.{column}] {said} {'staat' if len(words) == 1 else 'staan'} voor {REPORTED[column][0]}, zoals "
        f"elk ander woord van '{title}', en het woord zelf zegt dat niet: zo houdt die kolom {apart} niet meer uit elkaar, en "
        "wordt iemand ten onrechte gemeld. Verander de betekenis van wat het niet is. Klopt het, zet dan "
        f'sure_of = ["{title}"] in het blok.'
    )
    return Finding("refused", "mapping.toml", "words_all_alike", text, len(words))
