"""The blocks of a proposed mapping that a list of settlements needs, where each of them stands there on both sides.

Belongs here: seeing that from signs and words, and the settings for it. Does not belong here: lists with one line per settlement
(tables.py), or reading them (reading/lines.py).
"""

from __future__ import annotations

import re
from dataclasses import replace

from sources.proposals.part import Part, complete, ordered
from sources.reading.minus import NEGATIVE, is_nothing, patterns_of_minus
from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from sources.words.blocks import LIKELY, Block
from sources.words.choices import first_titles
from sources.words.names import fits_only
from sources.words.notes import look, remark
from sources.words.profile import Profile, cell_of

OPENING = re.compile(r"beginpost|initial entry|oorspronkelijk", re.IGNORECASE)
SIDES = {
    "negative": look(
        "elke aflettering staat er twee keer: bij de vordering met een min, en bij de ontvangst (het blok hieronder, met de twee "
        "nummers omgekeerd): klopt dat?"
    ),
    "positive": remark("de regels die bij de ontvangst staan, met de twee nummers omgekeerd"),
}
UNDONE, ANY_YES = "wat ongedaan is gemaakt", "^(ja|j|true|waar|yes)$"
MARKS = ("x", "v")  # in a box that is ticked
OTHER = {"charge_entry_id": "credit_entry_id", "credit_entry_id": "charge_entry_id"}


def is_two_sided(block: Block) -> bool:
    """Whether amounts with a minus and without stand there beside each other, as for the charge and for the receipt; in a ledger
    whose receipts name their charges they are these.
    """
    if block.without or block.kind or block.matched:
        return False
    amount = block.choices["amount"].profile
    below = sum(count for text, count in amount.texts.items() if NEGATIVE.search(text))
    return 0.1 * amount.filled < below < 0.9 * amount.filled


def skip_charges(part: Part) -> None:
    """Passes over the lines without the amount of a receipt, in a ledger whose receipts name the charge that they paid."""
    amount = part.block.choices["amount"].profile
    if part.block.kind == "charge":
        _take_charges(part)
    elif part.block.no_receipts:
        words = {title: [fits_only(word.lower()) for word in found] for title, found in part.block.no_receipts.items()}
        part.skip_lines({title: found for title, found in words.items() if found}, "geen ontvangst")
        if _have_minus(part.block):
            part.set("take_sign", "negative", remark("ontvangsten hebben hier een min"))
        elif any(map(NEGATIVE.search, amount.texts)):
            part.skip_lines(
                {amount.title: patterns_of_minus([*amount.texts])},
                "wat terugging, is geen ontvangst",
            )
    elif part.block.kind:
        pass_over_settled(part)
        if part.block.kind == "payment" and any(map(NEGATIVE.search, amount.texts)):
            part.skip_lines({amount.title: patterns_of_minus([*amount.texts])}, "wat terugging, is geen ontvangst")
    elif part.block.without:
        zeros = sorted(text for text in amount.texts if is_nothing(text))
        part.skip_lines({amount.title: [f"^{re.escape(text)}$" for text in ("", *zeros)]}, "geen ontvangst")


def _take_charges(part: Part) -> None:
    """Passes over all lines but those of charges, in a ledger whose charges name what cleared them; a credit names itself."""
    amount, block = part.block.choices["amount"].profile, part.block
    words = {title: [fits_only(word.lower()) for word in found] for title, found in block.no_receipts.items()}
    nothing = ["^$"] if amount.filled < block.layout.rows else []
    nothing += sorted(f"^{re.escape(text)}$" for text in amount.texts if is_nothing(text))
    part.skip_lines({**words, amount.title: nothing}, "geen vordering")
    part.set("skip_equal", [block.choices[name].profile.title for name in ("charge_entry_id", "credit_entry_id")])


def pass_over_settled(part: Part) -> None:
    """Passes over what was settled with a credit invoice, in a list of receipts."""
    if part.block.unless:
        part.skip_lines({part.block.unless: ["."]}, "verrekend, en niet ontvangen")


def kinds_settled(block: Block) -> set[str]:
    """Kinds of entries that stand only on such lines."""
    other = next(each for each in block.layout.columns if each.title == block.unless)
    kind = block.choices["entry_type"].profile
    is_filled = [(cell_of(row, kind), bool(cell_of(row, other))) for row in block.rows]
    return {word for word, filled in is_filled if filled} - {word for word, filled in is_filled if not filled}


def _have_minus(block: Block) -> bool:
    """Whether all receipts of a ledger have a minus."""
    amount = block.choices["amount"].profile
    words = [(each, block.no_receipts[each.title]) for each in block.layout.columns if each.title in block.no_receipts]
    cells = [cell_of(row, amount) for row in block.rows if not any(cell_of(row, each) in found for each, found in words)]
    return bool(cells) and all(NEGATIVE.search(cell) for cell in cells if cell)


def skip_undone(part: Part) -> None:
    """Passes over settlements that were undone, in a list with a line for each: the receipt settles something else since."""
    undone = first_titles("allocations", "also", part.block.layout).get("undone")
    if undone is None or undone.title in part.skipped:
        return
    is_marked = {text.lower() for text in undone.texts} <= {*TRUE_WORDS, *FALSE_WORDS, *MARKS}
    patterns = _of_undone(undone) or ([ANY_YES] if is_marked else [])
    patterns = ["."] if undone.date_kind and not undone.kinds["none"] and undone.filled < part.block.layout.rows else patterns
    if patterns:
        part.skip_lines({undone.title: patterns}, UNDONE)


def _of_undone(profile: Profile) -> list[str]:
    yes = sorted({text.lower() for text in profile.texts} & {*TRUE_WORDS, *MARKS})
    return [f"^{re.escape(word)}$" for word in yes]


def two_sides(block: Block) -> list[Part]:
    """One block per side, each without the entry itself and without the line of the other side that says the same twice."""
    return [_side(block, sign) for sign in SIDES]


def _side(block: Block, sign: str) -> Part:
    part = Part(block, SIDES[sign])
    numbers = [block.choices[name].profile.title for name in ("charge_entry_id", "credit_entry_id")]
    part.set("skip_equal", numbers)
    part.set("take_sign", sign)
    skipped = {}
    for profile in block.layout.columns:
        words = [word for word in profile.words if OPENING.search(word)]
        if words:
            skipped[profile.title] = [f"^{re.escape(word.lower())}$" for word in words]
    other = block.choices["credit_entry_id"].profile
    if not skipped and (other.filled < block.layout.rows or any(not text.strip("0") for text in other.texts)):
        skipped[other.title] = ["^0*$"]  # the entry itself
    undone = first_titles("allocations", "also", block.layout).get("undone")
    if undone is not None:
        skipped[undone.title] = _of_undone(undone) or [ANY_YES]
    if skipped:  # asked once, of the first of the two blocks
        part.skip_lines(skipped, "de post zelf, en wat ongedaan is gemaakt", is_asked=sign == "negative")
    for choice in ordered(block):
        turned = OTHER.get(choice.column) if sign == "positive" else None
        part.take(replace(choice, certainty=LIKELY) if turned else choice, turned)
    complete(part, block.choices.keys())
    part.set_dates_of(block.choices.values())
    return part
