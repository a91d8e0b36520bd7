"""What charges are for whose title for that has nothing, where the word for their kind says it: costs and interest among rents.

Belongs here: the setting and the words of the mapping for these. Does not belong here: what a word below the title itself means
(meant.py), entries without a kind (empty_kinds.py), or asking once a check lacks it (documents/check_ways.py).

A kind that has something below the title on any line says nothing by itself; receipts are for nothing, so theirs are left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sources.proposals.part import Part
from sources.reading.minus import NEGATIVE
from sources.recognition.halves import description_of, lines_of
from sources.words.blocks import Block
from sources.words.evidence import meaning_of
from sources.words.notes import Line, look
from sources.words.profile import Profile, cell_of
from sources.words.titles import is_free_text

KIND, PURPOSE = "entry_type", "category"
BY_KIND = "zegt het soort boeking daar waarvoor het is?"
BY_TEXT = "de omschrijvingen van deze soort zeggen het"
CHARGED = ("charge", None)


def say_purposes_by_kind(part: Part, block: Block) -> None:
    """Sets it where the kind, or each text of its lines, says of one such kind at least what it is for."""
    kind, purpose = block.choices.get(KIND), block.choices.get(PURPOSE)
    if kind is None or purpose is None or kind.part or purpose.part or kind.profile is purpose.profile or part.has("if_empty"):
        return
    if block.lookups.keys() & {kind.profile.title, purpose.profile.title} or is_free_text(kind.profile.title):
        return
    lines = list(_lines(block, kind.profile, purpose.profile))
    if lines:
        part.set("if_empty", {PURPOSE: kind.profile.title}, look(BY_KIND))
        part.values.setdefault(PURPOSE, []).extend(lines)


def _lines(block: Block, kind: Profile, purpose: Profile) -> Sequence[Line]:
    rows: dict[str, list[Sequence[str]]] = defaultdict(list)
    for row in lines_of(block):
        rows[cell_of(row, kind)].append(row)
    found = []
    for word in sorted(each for each in kind.words if each in rows and each not in purpose.texts):
        is_lacking = not any(cell_of(row, purpose) for row in rows[word])
        if is_lacking and meaning_of(KIND, kind.said(word)) in CHARGED and (ours := _meant(block, kind.said(word), rows[word])):
            found.append(Line(word, ours, look(BY_TEXT, times=len(rows[word]))))
    return found


def _meant(block: Block, said: str, rows: Sequence[Sequence[str]]) -> str | None:
    """What lines of a kind are for: by its word, or by the text of each; of none that was received or credited."""
    text, amount = description_of(block), block.choices["amount"].profile
    texts = [cell_of(row, text) for row in rows] if text is not None else []
    if any(meaning_of(KIND, each) not in CHARGED for each in texts) or any(NEGATIVE.search(cell_of(row, amount)) for row in rows):
        return None
    meant = {meaning_of(PURPOSE, each) for each in texts}
    return meaning_of(PURPOSE, said) or (meant.pop() if len(meant) == 1 else None)
