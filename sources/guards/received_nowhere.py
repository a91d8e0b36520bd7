"""Lines that say themselves that money came in, or was written off, and that no block takes for it.

Belongs here: refusing that, of the words that `only` and `values` name. Does not belong here: other words that say otherwise
(said.py), receipts below a title that nobody reads (money.py), or what the receipts of a month come to (receipts.py).

Who paid seems to owe: an export of a bank book with its two sides exchanged makes charges of what was written off, and reversals
of every receipt (docs/rules.md, ledger entries).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sources.findings import Finding
from sources.guards.said import is_sure
from sources.reading.amounts import CREDITS
from sources.reading.cells import plain_title
from sources.reading.rules import Export
from sources.reading.where import with_line
from sources.words.names import quoted

PLAINLY = re.compile(r"\b(ontvangst\w*|(af)?betaling(en)?|receipts?|payments?|afboeking(en)?|oninbaar)\b")
HOW_IT_STANDS = re.compile(r"\b(status|stand|fase|stadium)")  # of an invoice that was paid: it is charged all the same
NOT_YET = re.compile(r"\b(nog|niet|te|geen|to be|not)\b")
COUNTS_AS = {"charge": "vordering", "reversal": "storno"}


def received_nowhere(exports: Sequence[Export]) -> list[Finding]:
    """A refusal for each block of entries and title with such words, in the order of the mapping."""
    found = []
    for export in (each for each in exports if each.table == "ledger_entries"):
        lost: dict[tuple[str, str], list[str]] = {}
        for title, word, ours in _counted(export):
            if ours in COUNTS_AS and _is_lost(export, title, word, exports):
                lost.setdefault((title, ours), []).append(word)
        found += [with_line(_finding(title, ours, words), export.where) for (title, ours), words in lost.items()]
    return found


def _counted(export: Export) -> Iterator[tuple[str, str, str]]:
    """(title, word, kind of entry) of each word that a block names."""
    kind = export.constants.get("entry_type", "")
    for title, words in export.only.items() if kind else ():
        if HOW_IT_STANDS.search(plain_title(title)):
            continue
        yield from ((plain_title(title), plain_title(word), kind) for word in words)
    by_word = export.values.get("entry_type", {}) if "entry_type" in export.columns else {}
    yield from ((plain_title(export.columns["entry_type"]), plain_title(word), ours) for word, ours in by_word.items())


def _is_lost(export: Export, title: str, word: str, exports: Sequence[Export]) -> bool:
    if not PLAINLY.search(word) or NOT_YET.search(word) or is_sure(export, "entry_type", word):
        return False
    return not any(_may_settle(each, title, word) for each in exports if (each.file, each.sheet) == (export.file, export.sheet))


def _may_settle(block: Export, title: str, word: str) -> bool:
    """Whether a block may take a line with this word for money that came in or was written off."""
    if block.table != "ledger_entries":
        return False
    only = {plain_title(each): {*map(plain_title, words)} for each, words in block.only.items()}
    if title in only and word not in only[title]:
        return False
    read = "entry_type" in block.columns
    if read and plain_title(block.columns["entry_type"]) == title and word in block.values.get("entry_type", {}):
        return block.values["entry_type"][word] in CREDITS
    kinds = {*block.by_sign.values(), block.constants.get("entry_type", "")}
    if read:
        kinds |= {*block.values.get("entry_type", {}).values(), *(ours for _, ours in block.patterns.get("entry_type", ()))}
    return bool(kinds & {*CREDITS})


def _finding(title: str, ours: str, words: Sequence[str]) -> Finding:
    said = ", ".join(map(quoted, sorted(words)))
    sure = ", ".join(f'"{word}"' for word in sorted(words))
    text = (
        f"[ledger_entries] '{title}': {said} staat voor {COUNTS_AS[ours]}, en geen blok van dit bestand telt het als ontvangst "
        'of afboeking: wie betaalde, lijkt zo achterstand te hebben. Geef deze regels entry_type = "payment" (van een afboeking '
        '"write_off"); staan er twee kolommen met bedragen, kijk dan of die niet zijn verwisseld. Klopt het wel, zet dan '
        f"sure_of = [{sure}] in het blok."
    )
    return Finding("refused", "mapping.toml", "received_nowhere", text, len(words))
