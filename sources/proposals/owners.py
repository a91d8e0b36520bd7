"""What a person is asked of the mandates of owners where no title says it: their days.

Belongs here: these questions. Does not belong here: the blocks of owners and mandates (tables.py), or whether a mandate that is
read has its days (guards/duties.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sources.guards.duties import DUTIES
from sources.words.blocks import Block
from sources.words.notes import Line, answer

NO_DAY = "een ja is geen dag, en zonder dag telt het mandaat niet: welke titel zegt wanneer?"
NO_DUTY = (
    "geen titel zegt deze dag, en zonder telt het mandaat niet: welke titel zegt hem? was het dezelfde dag als een andere, zet "
    "dan die titel"
)


def days_of_mandates(block: Block, given: Collection[str]) -> Iterator[Line]:
    """The duties of a mandate whose day no title gives: without one of them it reports nobody."""
    missing = [duty for duty in DUTIES if duty not in given] if block.table == "mandates" else []
    asked = NO_DAY if len(missing) == len(DUTIES) else NO_DUTY  # a list may say them by yes or no
    yield from (Line(duty, "", answer(asked), waits=True) for duty in missing)
