"""The blocks of a proposed mapping that a list needs whose lines hold several entries: a bill and what was paid on it, or one
column per component of the rent.

Belongs here: those blocks. Does not belong here: which titles they are (recognition/sides.py), or a column per month
(month_blocks.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.proposals.meant import add_words
from sources.proposals.part import ONLY_RENT, Part, complete, ordered
from sources.recognition.sides import STORNO, negatives
from sources.words.blocks import Block, Choice
from sources.words.notes import Line, look, remark
from sources.words.profile import Profile

OF_BILLS = ("lease_id", "entry_id", "category", "booked_on", "due_on", "amount")


def of_lines(block: Block) -> list[Part]:
    """What one line is: a charge per component, or a charge and its receipt, with the one settled by the other."""
    if block.components:
        return [_component(block, category, profile) for category, profile in block.components.items()]
    money, day = block.paid
    parts = [_bill(block), _receipt(block, money, day)]
    return [*parts, *([_settled(block, money, day)] if "entry_id" in block.choices and not negatives(money) else [])]


def _bill(block: Block) -> Part:
    part = Part(block, look("elke regel is een vordering; wat erop is betaald, staat in het blok hieronder"))
    kept = [choice for choice in ordered(block) if choice.column in OF_BILLS]
    for choice in kept:
        part.take(choice)
    part.constants.append(Line("entry_type", "charge"))
    days = _booked_when_due(part, block)
    if negatives(block.choices["amount"].profile):
        part.constants.pop()
        part.set("by_sign", {"positive": "charge", "negative": "credit_note"}, look("bedragen met een min"))
    _ask_category(part, block)
    add_words(part, [choice for choice in kept if choice.column == "category"])
    complete(part, {*(choice.column for choice in kept), "entry_type", *(["booked_on"] if days else [])})
    part.set_dates_of(kept, days)
    return part


def _ask_category(part: Part, block: Block) -> None:
    if "category" not in block.choices:
        part.constants.append(Line("category", "rent", look(ONLY_RENT)))


def _booked_when_due(part: Part, block: Block) -> Sequence[Profile]:
    """The day of a charge that has no day but the one on which it is due, or the reverse."""
    known = {name: block.choices[name].profile for name in ("booked_on", "due_on") if name in block.choices}
    if len(known) != 1:
        return []
    (profile,), other = known.values(), "due_on" if "booked_on" in known else "booked_on"
    said = {"booked_on": "er is geen boekdatum; de vervaldag geldt", "due_on": "er is geen vervaldatum"}
    part.take_title(other, profile, look(said[other]))
    return [profile]


def _receipt(block: Block, money: Profile, day: Profile) -> Part:
    part = Part(block, look("wat op die regel is betaald, en wanneer"))
    part.take(block.choices["lease_id"])
    part.take_title("booked_on", day)
    part.take_title("amount", money)
    part.set("skip_empty", ["booked_on"], remark("een lege cel: er is niets betaald"))
    part.constants.append(Line("entry_type", "payment"))
    if "entry_id" in block.choices:
        part.made["entry_id"] = _numbers(block, day)
    else:
        complete(part, {"lease_id", "booked_on", "amount", "entry_type"})
    if negatives(money):
        part.set("storno", True, look(STORNO))
    part.set_dates([day])
    return part


def _settled(block: Block, money: Profile, day: Profile) -> Part:
    part = Part(block, look("de ontvangst van een regel hoort bij de vordering van die regel"), table="allocations")
    part.take(block.choices["entry_id"], "charge_entry_id")
    part.take_title("amount", money, remark("wat op die regel is betaald"))
    part.take_title("allocated_on", day, remark("de dag van betaling"))
    part.set("skip_empty", ["allocated_on"])
    part.made["credit_entry_id"] = _numbers(block, day)
    part.set_dates([day])
    return part


def _numbers(block: Block, day: Profile) -> list[str]:
    """What the number of a receipt is made of: that of its bill, and its own day."""
    return [f"={each.title}" for each in (block.choices["entry_id"].profile, day)]


def _component(block: Block, category: str, profile: Profile) -> Part:
    part = Part(block, look("elke regel is een vordering per onderdeel van de huur"))
    kept: list[Choice] = [each for each in ordered(block) if each.column in ("lease_id", "booked_on", "due_on")]
    for choice in kept:
        part.take(choice)
    part.take_title("amount", profile)
    part.constants += [Line("entry_type", "charge"), Line("category", category)]
    days = _booked_when_due(part, block)
    part.made["entry_id"] = ["lease_id", "category", "booked_on"]
    part.set_dates_of(kept, days)
    return part
