"""What the numbers of a ledger show in its other columns: which receipt a reversal takes back, and which is an entry's own.

Belongs here: seeing it from cells that are such numbers. Does not belong here: titles that say so (words/choices.py), or
what settled what (settled.py).

A reversal is taken only where all cells are such numbers, each of the same contract. Nothing of it is certain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.recognition.lookup import NEARLY_ALL, share
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import meaning_of
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile, cell_of

SELDOM = 0.3  # of the lines: those of reversals, below a title that is empty (or 0) on the others
# Kind of an entry -> that of the entry which it names.
NAMED_BY = {"reversal": "payment", "payment": "charge", "credit_note": "charge", "write_off": "charge"}
SHORTEST = 4  # signs of a number that is no accident


def with_reversals(blocks: Sequence[Block]) -> list[Block]:
    """Ledgers with the column that says which receipt of the same contract a reversal takes back, where no title says it."""
    return [_with_reversal(block) if block.table == "ledger_entries" else block for block in blocks]


def with_numbers_settled(blocks: Sequence[Block]) -> list[Block]:
    """Ledgers by the number that the list of settlements names their entries by, where it names none by the number that a title
    gave: of an invoice, say, beside the `id` of its line.
    """
    settled = [block.choices for block in blocks if block.table == "allocations" and not block.lookups]
    sides = [each[name].profile for each in settled for name in ("charge_entry_id", "credit_entry_id") if name in each]
    return [_as_settled(block, sides) if block.table == "ledger_entries" else block for block in blocks]


def _as_settled(block: Block, sides: Sequence[Profile]) -> Block:
    own = block.choices.get("entry_id")
    if own is None or own.part or block.months or any(share(side.texts, own.profile.texts) > SELDOM for side in sides):
        return block
    numbers = [each for each in block.left if each.distinct == each.filled >= block.layout.rows > 1 and not each.date_kind]
    named = [each for each in numbers if any(share(side.texts, each.texts) >= NEARLY_ALL for side in sides)]
    if len(named) != 1:
        return block
    why = Evidence(("de lijst van afletteringen noemt dit nummer",))
    return replace(block, choices={**block.choices, "entry_id": Choice("entry_id", named[0], LIKELY, why)})


def _with_reversal(block: Block) -> Block:
    number, lease = block.choices.get("entry_id"), block.choices.get("lease_id")
    is_plain = not (block.months or block.paid or block.components)
    if "reverses_entry_id" in block.choices or number is None or lease is None or not is_plain:
        return block
    rows = list(block.rows)
    lease_of = {cell_of(row, number.profile): cell_of(row, lease.profile) for row in rows}
    found = [each for each in block.left if _names_entries(each, block.layout, lease_of)]
    same = [each for each in found if _of_the_same_contract(each, rows, number.profile, lease.profile, lease_of)]
    if len(same) != 1:
        return _with_both(block, rows)
    count = sum(count for text, count in same[0].texts.items() if _names(text))
    why = Evidence(("elke cel is het nummer van een andere regel van hetzelfde contract",), count, count)
    return replace(block, choices={**block.choices, "reverses_entry_id": Choice("reverses_entry_id", same[0], LIKELY, why)})


def _with_both(block: Block, rows: Sequence[Sequence[str]]) -> Block:
    """The column that names the receipt of each reversal, and the charge of each receipt: the kind of a line says which."""
    kind, number, lease = (block.choices.get(name) for name in ("entry_type", "entry_id", "lease_id"))
    if kind is None or number is None or lease is None:
        return block
    kind_of = {
        cell_of(row, number.profile): meaning_of("entry_type", kind.profile.said(cell_of(row, kind.profile))) for row in rows
    }
    lease_of = {cell_of(row, number.profile): cell_of(row, lease.profile) for row in rows}

    def fits(profile: Profile) -> bool:
        seen = [(kind_of[cell_of(row, number.profile)], cell_of(row, profile), cell_of(row, lease.profile)) for row in rows]
        went_back = [(means, text, of) for means, text, of in seen if means == "reversal"]
        others = [each for each in seen if each not in went_back and _names(each[1])]
        held = [
            kind_of.get(text) == NAMED_BY.get(means or "", "") and lease_of.get(text) == of
            for means, text, of in went_back + others
        ]
        return bool(went_back) and all(held[: len(went_back)]) and sum(held) >= NEARLY_ALL * len(held)

    found = [each for each in block.left if not each.date_kind and fits(each)]
    if len(found) != 1:
        return block
    why = Evidence(("bij elke storno staat daar het nummer van een ontvangst van hetzelfde contract",))
    return replace(block, choices={**block.choices, "reverses_entry_id": Choice("reverses_entry_id", found[0], LIKELY, why)})


def _names_entries(profile: Profile, layout: Layout, known: Mapping[str, str]) -> bool:
    texts = {text: count for text, count in profile.texts.items() if _names(text)}
    is_seldom = 0 < sum(texts.values()) <= SELDOM * layout.rows
    return is_seldom and all(text in known and len(text) >= SHORTEST for text in texts)


def _of_the_same_contract(
    profile: Profile, rows: Sequence[Sequence[str]], number: Profile, lease: Profile, lease_of: Mapping[str, str]
) -> bool:
    pairs = [(row, cell_of(row, profile)) for row in rows if _names(cell_of(row, profile))]
    return all(lease_of[text] == cell_of(row, lease) and text != cell_of(row, number) for row, text in pairs)


def _names(text: str) -> bool:
    """Whether a cell holds a number, and not `0` or `00000000` for none."""
    return bool(text.strip("0"))
