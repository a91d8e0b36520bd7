"""A list of kinds that says what is let, or who lets it, in a sheet that gives both contracts and tenants: `Srt`, of either.

Belongs here: which of the two it says, and which other list says the other one. Does not belong here: lists of kinds by
themselves (word_lists.py), or what their words mean (words.toml).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sources.recognition.word_lists import codes_shown
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import known_share
from sources.words.notes import BY_CELLS, Evidence

KINDS = {"leases": "unit_type", "tenants": "tenant_type"}


def with_one_kind(found: list[Block]) -> list[Block]:
    """The blocks, in which one list of kinds says what is let or who lets it, not both: that of which it knows more words. What
    says the other then, its words show.
    """
    leases, tenants = (next((block for block in found if block.table == name), None) for name in KINDS)
    unit = leases.choices.get("unit_type") if leases else None
    person = tenants.choices.get("tenant_type") if tenants else None
    if unit is None or person is None or unit.profile is not person.profile:
        return found
    is_unit = known_share("unit_type", unit.profile.said_texts) >= known_share("tenant_type", person.profile.said_texts)
    wrong = "tenants" if is_unit else "leases"
    taken = {choice.profile.place for block in found for choice in block.choices.values()}
    return [_without_kind(block, taken) if block.table == wrong else block for block in found]


def _without_kind(block: Block, taken: Iterable[int]) -> Block:
    column = KINDS[block.table]
    kept = {name: each for name, each in block.choices.items() if name != column}
    left = [each for each in block.layout.columns if each.filled and each.place not in {*taken}]
    shown = {name: (profile, why) for name, profile, why in codes_shown(block.table, left)}
    if column not in shown:
        return replace(block, choices=kept)
    profile, why = shown[column]
    return replace(
        block, choices=kept | {column: Choice(column, profile, LIKELY, Evidence((BY_CELLS, *why.doubts), why.fit, why.of))}
    )
