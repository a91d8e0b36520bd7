"""What a list of contracts says less well itself than the list of what is let that its lines name.

Belongs here: of which columns that holds, and what must be better there. Does not belong here: which list that is, and by what
its lines are found (elsewhere.py).

Nothing of it is certain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sources.words.blocks import Block, Choice
from sources.words.evidence import known_share, meaning_of
from sources.words.titles import concepts_of

KIND = "unit_type"
ADDRESS = ("street", "house_number", "house_number_suffix")
Choices = Mapping[str, Choice]


def weak_of(block: Block, group: Sequence[str]) -> Choices:
    """Of a group of columns those that another list may say better: the kind of a contract (`Contractsoort`) is as often that of
    how it was agreed as that of what is let, and an address in one cell may not come apart.
    """
    kind = block.choices.get(KIND)
    if block.table != "leases" or not {KIND, ADDRESS[0]} & set(group):
        return {}
    if KIND in group:
        return {KIND: kind} if kind is not None and _is_of_contract(kind) else {}
    parts = {name: block.choices[name] for name in ADDRESS if name in block.choices}
    is_one_cell = len({each.profile.place for each in parts.values()}) == 1 and all(each.part for each in parts.values())
    is_whole = all(each.why.fit == each.why.of for each in parts.values())
    return parts if is_one_cell and not is_whole else {}


def _is_of_contract(kind: Choice) -> bool:
    said = concepts_of(kind.profile.title)
    return "contract" in said and "unit" not in said


def better_than(weak: Choices, offered: Mapping[str, Choice]) -> dict[str, Choice]:
    """What another list offers, without what is no better there than here: a kind of whose words fewer are known, or that tells
    no more kinds apart; or an address of which it has not each part in a column of its own.
    """
    if KIND in weak and KIND in offered and not _says_more(offered[KIND], weak[KIND]):
        return {name: each for name, each in offered.items() if name != KIND}
    is_apart = all(name in offered and not offered[name].part for name in ADDRESS)
    if ADDRESS[0] in weak and not is_apart:
        return {name: each for name, each in offered.items() if name not in ADDRESS}
    return dict(offered)


def _says_more(offered: Choice, own: Choice) -> bool:
    known, here = (known_share(KIND, each.profile.said_texts) for each in (offered, own))
    kinds, these = (_kinds(each) for each in (offered, own))
    return known > here or (known == here and len(kinds) > len(these))


def _kinds(choice: Choice) -> frozenset[str | None]:
    return frozenset(meaning_of(KIND, text) for text in choice.profile.said_texts)
