"""Claims that a list of invoices says were written off, on a day below a title of its own: `Oninbaar sinds`, `Afgeboekt op`.

Belongs here: seeing that, and the blocks of those entries and of what they settled. Does not belong here: a word for the kind of
an entry that says it (words/evidence.py).

Unread, whoever owes nothing any longer would be reported for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.proposals.part import Part, ordered
from sources.reading.minus import NEGATIVE
from sources.recognition.sides import side_of
from sources.words.blocks import Block
from sources.words.evidence import HALF, meanings_of
from sources.words.notes import Line, look
from sources.words.profile import Profile, cell_of, has_amount
from sources.words.titles import concepts_of

SELDOM = 0.2  # of the lines
WHOLE = "op die dag is de vordering van deze regel afgeboekt: haar hele bedrag, of wat er toen nog van openstond?"
OPEN = "op die dag is afgeboekt wat er van de vordering openstaat: klopt dat?"
SETTLES = "wat is afgeboekt, hoort bij de vordering van die regel"
NOT_OF_CREDITS = ("entry_id", "entry_type", "booked_on", "due_on", "category", "amount", "reverses_entry_id")


def written_off(block: Block) -> list[Part]:
    """The blocks of what was written off; none where no one title says on which day."""
    number, amount = block.choices.get("entry_id"), block.choices.get("amount")
    if number is None or amount is None or number.part or side_of(block) != "charge":
        return []
    days = [each for each in block.left if _says_the_day(each, block)]
    if len(days) != 1 or _has_lines_of_it(block):
        return []
    rows = [row for row in block.rows if cell_of(row, days[0])]
    if not rows or any(NEGATIVE.search(cell_of(row, amount.profile)) for row in rows):
        return []
    still_open = _still_open(block, rows)
    money, asked = (still_open, OPEN) if still_open is not None else (amount.profile, WHOLE)
    return [_entry(block, days[0], money, asked), _settled(block, days[0], money)]


def _has_lines_of_it(block: Block) -> bool:
    """Whether what was written off has lines of its own, with a word for it: then it would be taken off twice."""
    kind = block.choices.get("entry_type")
    return kind is not None and any(meanings_of("entry_type", text) == ["write_off"] for text in kind.profile.said_texts)


def _says_the_day(profile: Profile, block: Block) -> bool:
    is_seldom = 0 < profile.filled <= SELDOM * block.layout.rows
    return is_seldom and bool(profile.date_kind) and meanings_of("entry_type", profile.title) == ["write_off"]


def _still_open(block: Block, rows: Sequence[Sequence[str]]) -> Profile | None:
    """The column of what is open, where each of these lines still has some."""
    found = [each for each in block.left if "balance" in concepts_of(each.title) and each.share("money") > HALF]
    return found[0] if len(found) == 1 and all(has_amount(row, found[0]) for row in rows) else None


def _entry(block: Block, day: Profile, money: Profile, asked: str) -> Part:
    part = Part(block, look(asked))
    part.skip_lines({day.title: ["^$"]}, "een lege cel: niet afgeboekt")
    kept = [choice for choice in ordered(block) if choice.column not in NOT_OF_CREDITS]
    for choice in kept:
        part.take(choice)
    part.take_title("booked_on", day)
    part.take_title("amount", money)
    part.constants.append(Line("entry_type", "write_off"))
    part.made["entry_id"] = _number(block, day)
    part.set_dates_of(kept, [day])
    return part


def _settled(block: Block, day: Profile, money: Profile) -> Part:
    part = Part(block, look(SETTLES), table="allocations")
    part.set("skip_empty", ["allocated_on"])
    part.take(block.choices["entry_id"], "charge_entry_id")
    part.take_title("amount", money)
    part.take_title("allocated_on", day)
    part.made["credit_entry_id"] = _number(block, day)
    part.set_dates([day])
    return part


def _number(block: Block, day: Profile) -> list[str]:
    return [f"={each.title}" for each in (block.choices["entry_id"].profile, day)]
