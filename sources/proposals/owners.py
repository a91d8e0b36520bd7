"""What a person is asked of owners and their mandates where no title says it: the days of a mandate, and who is small.

Belongs here: these questions. Does not belong here: the blocks of owners (tables.py), or whether a mandate that is read has its
days (guards/duties.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sources.guards.duties import DUTIES
from sources.words.blocks import Block
from sources.words.notes import Line, Note, answer, look

NO_DAY = "een ja is geen dag, en zonder dag telt het mandaat niet: welke titel zegt wanneer?"
NO_DUTY = (
    "geen titel zegt deze dag, en zonder telt het mandaat niet: welke titel zegt hem? was het dezelfde dag als een andere, zet "
    "dan die titel"
)
SOME_ARE_SMALL = (
    'geen titel zegt wie een kleine verhuurder is: is niemand het? zijn enkelen het, zet dan is_small_landlord = "{}" bij '
    "columns in plaats van hier, en onder [landlords.values.is_small_landlord] bij elk ja of nee"
)


def days_of_mandates(block: Block, given: Collection[str]) -> Iterator[Line]:
    """The duties of a mandate whose day no title gives: without one of them it reports nobody."""
    missing = [duty for duty in DUTIES if duty not in given] if block.table == "mandates" else []
    asked = NO_DAY if len(missing) == len(DUTIES) else NO_DUTY  # a list may say them by yes or no
    yield from (Line(duty, "", answer(asked), waits=True) for duty in missing)


def who_is_small(block: Block) -> Note | None:
    """What is asked where no title says who is small, of owners each on a line of his own; None of any other list."""
    owner = block.choices.get("landlord_id")
    is_plain = owner is not None and not owner.part and owner.profile.title not in block.lookups
    return look(SOME_ARE_SMALL.format(owner.profile.title)) if owner is not None and is_plain else None
