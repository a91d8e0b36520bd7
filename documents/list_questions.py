"""What is asked of the lists that no system gives, in Dutch: whether anybody stands on one, or the one day that it says.

Belongs here: the words, and what an answer is taken for. Does not belong here: which lists there are and how they are filled in
(sources/reading/own_lists.py), or the keyboard (orchestration/cli/map_questions.py).

That nobody objected is said by a person, never by pressing Enter.
"""

from __future__ import annotations

from datetime import datetime

from documents.proposal_choices import Later, Reply, is_right
from sources.reading.own_lists import NOBODY, OwnList

DAY = "%d-%m-%Y"
SOMEBODY = "Vul {} dan straks in: de eerste regel zegt hoe."
ANSWERS = "  Bij nee zet Vroegsignaal in {} dat er niemand is."
ON_DAY = "  Typ een dag als 31-10-2026; Enter = later"


def line_of(each: OwnList, reply: Reply) -> str:
    """The line that a person's answer puts in a list.

    Raises:
        Later: nothing was typed, or somebody stands on it.
    """
    if not each.asks:
        return _day(each, reply)
    if is_right(f"{each.question}\n{ANSWERS.format(each.file)}", reply):
        raise Later(SOMEBODY.format(each.file))
    return NOBODY


def _day(each: OwnList, reply: Reply) -> str:
    typed = reply(f"{each.question}\n{ON_DAY}").strip()
    while typed:
        try:
            return datetime.strptime(typed, DAY).strftime(DAY)
        except ValueError:
            typed = reply("  Dat kan hier niet: typ een dag als 31-10-2026, of Enter voor later.").strip()
    raise Later
