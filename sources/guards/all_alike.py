"""Codes of which a mapping says that they all mean the same: `1` and `2` both a person, four components all rent.

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
# Column -> (what codes may not all be, how many that do not say it are too many, what the column tells apart). Of tenants
# there are two kinds, and the other code is the other: all organisations, and nobody is reported.
ALIKE = {
    "tenant_type": (("person", "organisation"), 1, "mensen en organisaties"),
    "category": (("rent",), 2, "huur en kosten, rente en schade"),
}


def codes_all_alike(exports: Sequence[Export]) -> list[Finding]:
    """Refusals of blocks whose codes all have one meaning."""
    return [with_line(each, export.where) for export in exports for each in _of(export)]


def _of(export: Export) -> Iterator[Finding]:
    chosen = set(map(plain_title, export.only))  # what else there is, another block reads
    for column, words in export.values.items():
        alike, many, apart = ALIKE.get(column, ((), 0, ""))
        meant = {word: ours for word, ours in words.items() if word and ours}
        kinds = {*meant.values()} - {"service_charges"}
        if len(meant) < 2 or len(kinds) != 1 or not kinds <= {*alike} or plain_title(export.columns.get(column, "")) in chosen:
            continue
        unsaid = [word for word, ours in meant.items() if ours in alike and not _says_something(column, word)]
        if len(unsaid) >= many and not all(is_sure(export, column, word) for word in unsaid):
            yield _finding(export, column, unsaid, kinds.pop(), apart)


def _says_something(column: str, word: str) -> bool:
    return bool(meanings_of(column, word)) or (column == "tenant_type" and word in SEX)


def _finding(export: Export, column: str, words: Sequence[str], ours: str, apart: str) -> Finding:
    said, title = ", ".join(f'"{word}"' for word in sorted(words)), export.columns[column]
    so = "wordt niemand gemeld" if ours == "organisation" else "wordt iemand ten onrechte gemeld"
    text = (
        f"[{export.table}.values.{column}] {said} {'staat' if len(words) == 1 else 'staan'} voor {ours}, zoals elk ander woord "
        f"van '{title}', en het woord zelf zegt dat niet: zo houdt die kolom {apart} niet meer uit elkaar, en {so}. Verander "
        f'de betekenis van wat het niet is. Klopt het, zet dan sure_of = ["{title}"] in het blok.'
    )
    return Finding("refused", "mapping.toml", "words_all_alike", text, len(words))
