"""What is asked of the lists that no system gives, in Dutch: whether anybody stands on one, or the one day that it says; and of
tables that no export gave whether these are kept somewhere.

Belongs here: the words, and what an answer is taken for. Does not belong here: which lists there are and how they are filled in
(sources/reading/own_lists.py), or the keyboard (orchestration/cli/map_questions.py).

That nobody objected is said by a person, never by pressing Enter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from documents.check_words import TABLES
from documents.proposal_choices import LATER, YES, Later, Reply, is_right, numbered, some_of
from sources.reading.own_lists import NOBODY, OwnList
from sources.recognition.bank_said import SaidDay

DAY = "%d-%m-%Y"
SOMEBODY = "Vul {} dan straks in: de eerste regel zegt hoe."
ANSWERS = "  Bij nee zet Vroegsignaal in {} dat er niemand is."
ON_DAY = "  Typ een dag als 31-10-2026; Enter = later"
ON_ITS_DAY = "  j = ja, die dag; of typ een dag als 31-10-2026; Enter = later"
NOT_GIVEN = "Dit staat in geen van uw bestanden, en zonder weegt het niet mee. Wat daarvan houdt u bij? (nummers)"
NOTHING = {"0": "niets hiervan"}
IN_FULL = {"allocations": ": welke ontvangst bij welke vordering hoort"}
TOO_LATE = (
    "  Dat is later dan {} in {}. Wat na die dag is betaald, staat niet in uw export: wie toen betaalde, zou worden gemeld. "
    "Typ de dag nog een keer als hij toch klopt, of Enter voor later."
)


def kept_of(absent: Sequence[str], reply: Reply) -> dict[str, bool]:
    """Table -> whether a person keeps such a list, of tables that nothing gave and that have no list of their own.

    Raises:
        Later: nothing was typed.
    """
    named = [f"{TABLES[each]}{IN_FULL.get(each, '')}" for each in absent]
    shown = "\n".join([NOT_GIVEN, numbered(named), *(f"  {key:>2}  {words}" for key, words in NOTHING.items()), LATER])
    kept = some_of(shown, len(absent), reply, "van wat u bijhoudt", none=NOTHING)
    return {table: place in kept for place, table in enumerate(absent)}


def line_of(each: OwnList, reply: Reply, said: SaidDay | None = None) -> str:
    """The line that a person's answer puts in a list. `said`: until which day the export itself says that it goes.

    Raises:
        Later: nothing was typed, or somebody stands on it.
    """
    if not each.asks:
        return _day(each, reply, said)
    if is_right(f"{each.question}\n{ANSWERS.format(each.file)}", reply):
        raise Later(SOMEBODY.format(each.file))
    return NOBODY


def _day(each: OwnList, reply: Reply, said: SaidDay | None) -> str:
    typed = reply("\n".join([each.question or "", *_said(said)])).strip()
    doubted = ""  # a day that is later than the export's own, and counts once it is typed again
    while typed:
        day = _day_of(typed, said)
        if day is None:
            typed = reply("  Dat kan hier niet: typ een dag als 31-10-2026, of Enter voor later.").strip()
        elif said is not None and day > said.day and doubted != typed:
            doubted = typed
            typed = reply(TOO_LATE.format(f"{said.day:{DAY}}", said.file)).strip()
        else:
            return f"{day:{DAY}}"
    raise Later


def _said(said: SaidDay | None) -> tuple[str, ...]:
    if said is None:
        return (ON_DAY,)
    day = f"{said.day:{DAY}}"
    if said.is_of_bank:
        return f"  {said.file} zegt zelf: {day}.", ON_ITS_DAY
    return f"  {said.file} is zelf van {day}: later kan het niet zijn.", ON_DAY


def _day_of(typed: str, said: SaidDay | None) -> date | None:
    if typed.lower() in YES and said is not None and said.is_of_bank:
        return said.day
    try:
        return datetime.strptime(typed, DAY).date()
    except ValueError:
        return None
