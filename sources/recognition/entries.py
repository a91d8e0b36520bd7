"""What the numbers of a ledger show in its other columns: which receipt a reversal takes back, and which is an entry's own.

Belongs here: seeing it from cells that are such numbers. Does not belong here: titles that say so (words/choices.py), or
what settled what (settled.py).

A reversal is taken only where all cells are such numbers, each of the same contract. Nothing of it is certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.recognition.lookup import NEARLY_ALL, Seen, share
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import meaning_of
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile, cell_of

SELDOM = 0.3  # of the lines: those of reversals, below a title that is empty (or 0) on the others
# Kind of an entry -> that of the entry which it names.
NAMED_BY = {"reversal": "payment", "payment": "charge", "credit_note": "charge", "write_off": "charge"}
BY_SETTLEMENTS = "de lijst van afletteringen noemt dit nummer"
BY_REVERSALS = "zo noemt een teruggeboekte betaling haar boeking"
FEWEST = 2  # entries that are named
SHORTEST = 4  # signs of a number that is no accident


def with_reversals(blocks: Sequence[Block]) -> list[Block]:
    """Ledgers with the column that says which receipt of the same contract a reversal takes back, where no title says it."""
    return [_with_reversal(block) if block.table == "ledger_entries" else block for block in blocks]


def with_numbers_settled(blocks: Sequence[Block], sheets: Sequence[Seen] = ()) -> list[Block]:
    """Ledgers by the number that the list of settlements names their entries by, or their own reversals, where these name none by
    the number that a title gave: of an invoice, say, beside the `id` of its line. `sheets`: all lists, among them one that gave
    nothing and may be that of settlements.
    """
    settled = [block.choices for block in blocks if block.table == "allocations" and not block.lookups]
    sides = [each[name].profile for each in settled for name in ("charge_entry_id", "credit_entry_id") if name in each]
    used = {id(sheet) for block in blocks for sheet in (block.sheet, *block.alike)}
    free = [each for each in sheets if not settled and not any(id(sheet) in used for sheet in each.sheets)]
    return [_as_named(block, sides, free) if block.table == "ledger_entries" else block for block in blocks]


def _as_named(block: Block, sides: Sequence[Profile], free: Sequence[Seen]) -> Block:
    own = block.choices.get("entry_id")
    if own is None or own.part or block.months or own.profile.title in block.lookups:
        return block
    numbers = [each for each in block.left if each.distinct == each.filled >= block.layout.rows > 1 and not each.date_kind]
    reversal = block.choices.get("reverses_entry_id")
    undone = [reversal.profile] if reversal is not None and reversal.part is None else []
    ways = ((sides, BY_SETTLEMENTS), (undone, BY_REVERSALS), (_pairs_among(numbers, free), BY_SETTLEMENTS))
    for names, why in ways:
        if not names or any(share(_numbers_in(each), own.profile.texts) > SELDOM for each in names):
            continue
        named = [each for each in numbers if any(share(_numbers_in(name), each.texts) >= NEARLY_ALL for name in names)]
        if len(named) == 1:
            return replace(block, choices={**block.choices, "entry_id": Choice("entry_id", named[0], LIKELY, Evidence((why,)))})
    return block


def _pairs_among(numbers: Sequence[Profile], free: Sequence[Seen]) -> list[Profile]:
    """The columns of a list that gave nothing, two of which hold nothing but numbers of entries: settlements, as it seems."""
    for seen in free:
        columns = [each for each in seen.layout.columns if each.distinct >= FEWEST and not each.date_kind]
        for number in numbers:
            named = [each for each in columns if share(each.texts, number.texts) >= NEARLY_ALL]
            if len(named) > 1 and all(len(text) >= SHORTEST for each in named for text in each.texts):
                return named
    return []


def _numbers_in(profile: Profile) -> Counter[str]:
    """The cells that name an entry, of a column that may have `0` or `00000000` for none."""
    return Counter({text: count for text, count in profile.texts.items() if _names(text)})


def _with_reversal(block: Block) -> Block:
    number, lease = block.choices.get("entry_id"), block.choices.get("lease_id")
    is_plain = not (block.months or block.month or block.paid or block.components)
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
