"""A list of reversals by its name: all its lines are receipts that went back, whatever its titles leave unsaid.

Belongs here: its kind, and which number is its own where another names the receipt. Does not belong here: reversals among other
entries (entries.py), or a list of which no title is known (structure_ledger.py).

Without it such a list is read as receipts (its titles speak of payments): whoever took one back would have paid twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import known_share, meanings_of
from sources.words.notes import Evidence
from sources.words.parts import letters
from sources.words.profile import Profile
from sources.words.titles import concepts_of

TABLE = "ledger_entries"
RECEIPT = frozenset({"paid", "received"})
COSTS = r"kost|\bcosts?\b|\bfees?\b"  # what a storno costs is charged
SIDES = ("debit", "credit", "side")


def as_reversals(block: Block) -> Block:
    """The block as one of reversals, where the name of its list says so and no word of a line says what that is."""
    kind = block.choices.get("entry_type")
    is_said = kind is not None and known_share("entry_type", kind.profile.said_texts) > 0
    is_plain = not (block.months or block.month or block.paid or block.components or block.amounts.keys() & {*SIDES})
    if block.table != TABLE or is_said or not is_plain or not _is_named_so(block):
        return block
    choices = {name: choice for name, choice in block.choices.items() if name not in ("entry_type", "category", "due_on")}
    return replace(block, kind="reversal", choices=_with_own_number(choices, block))


def has_reversals(block: Block) -> bool:
    """Whether a list of entries has those that went back among them: a list of these only would count each twice."""
    kind = block.choices.get("entry_type")
    texts = kind.profile.said_texts if kind is not None else ()
    is_said = any("reversal" in meanings_of("entry_type", text) for text in texts)
    return is_said or block.kind == "reversal" or "reverses_entry_id" in block.choices


def is_of_receipts(profile: Profile) -> bool:
    """Whether a title is that of the number of a receipt: `Betaling ID`."""
    return bool(concepts_of(profile.title) & RECEIPT)


def _is_named_so(block: Block) -> bool:
    """By the name of its sheet, else its file; where that speaks of receipts too, a title must say that they went back."""
    names = (block.sheet.sheet or "", re.sub(r"\.\w{2,4}$", "", block.sheet.file))
    said = [meanings_of("entry_type", re.sub(r"[\d_]+", " ", letters(name)).strip()) for name in names]
    kinds = next((each for each in said if each), [])
    own = [block.choices[name].profile.title for name in ("amount", "booked_on") if name in block.choices]
    if any(re.search(COSTS, name.casefold()) for name in names):
        return False
    return kinds == ["reversal"] or ("reversal" in kinds and any("reversal" in concepts_of(title) for title in own))


def _with_own_number(choices: Mapping[str, Choice], block: Block) -> dict[str, Choice]:
    """`Stornering ID` is the list's own number, and `Betaling ID` that of what went back, though its title says less of it."""
    found = dict(choices)
    own, other = choices.get("entry_id"), choices.get("reverses_entry_id")
    is_others = other is not None and (is_of_receipts(other.profile) or "nr" not in concepts_of(other.profile.title))
    numbers = [other.profile] if other is not None and not is_others else []
    numbers += [] if own is None or is_of_receipts(own.profile) else [own.profile]
    numbers += [each for each in block.left if concepts_of(each.title) == {"nr"}]
    numbers = [each for each in numbers if each.distinct == each.filled >= block.layout.rows]
    receipt = next((each for each in (other, own) if each is not None and is_of_receipts(each.profile)), None)
    if receipt is None and other is not None and other.profile not in numbers[:1]:
        receipt = other
    of = {"entry_id": numbers[0] if numbers else None, "reverses_entry_id": receipt.profile if receipt else None}
    for name, profile in of.items():
        before = found.pop(name, None)
        if profile is not None:
            is_same = before is not None and before.profile is profile
            found[name] = before if is_same and before else Choice(name, profile, LIKELY, Evidence(by_title=True))
    return found
