"""When a charge of a ledger is due, where no title says it: the first day of its period, or what a person is asked.

Belongs here: that line of the block. Does not belong here: the rest of a ledger's block (ledger.py), or what titles say.
"""

from __future__ import annotations

from sources.proposals.part import Part
from sources.recognition.lookup import seen_of
from sources.recognition.sides import side_of
from sources.recognition.structure_columns import day_key
from sources.words.blocks import Block
from sources.words.evidence import meanings_of
from sources.words.names import quoted
from sources.words.notes import Line, answer, look
from sources.words.profile import Profile
from sources.words.titles import concepts_of

FEWEST = 10  # days of a column that say something together
NOT_DUE = frozenset({"never", "planned", "user", "made", "handled", "settled", "closed"})
LATER_DAY = (
    "geen titel zegt de vervaldatum, en zonder wordt niemand gemeld; {} ligt op elke regel op of na de dag van boeking: is het "
    "de dag waarop er uiterlijk betaald moest zijn, haal dan het hekje weg"
)


def without_due_date(part: Part, block: Block) -> list[Profile]:
    """The first of a charge's period where nothing says when it is due, else what a person may choose; gives the column read."""
    if "due_on" in block.choices or has_no_charges(block):
        return []
    periods = [each for each in block.layout.columns if "period" in concepts_of(each.title) and each.date_kind == "jjjj-mm"]
    if periods:
        part.take_title("due_on", periods[0], look("geen titel voor de vervaldatum; dit is de eerste dag van de periode"))
        return periods[:1]
    if "booked_on" not in block.choices and block.sheet.family != block.sheet.sheet:
        from_first = look("gerekend vanaf de eerste dag van de maand in de naam van het blad")
        part.constants.append(Line("due_on", "(naam)", from_first))
        return []
    booked = block.choices["booked_on"].profile.title if "booked_on" in block.choices else ""
    asked = (
        "geen vervaldatum gevonden, en zonder wordt niemand gemeld: vraag de vervaldatum of de periode erbij. Alleen als alles "
        "te betalen is op de dag van de boeking: haal het hekje weg"
    )
    later = [each.title for each in _days_after_booking(block)]
    if len(later) == 1:
        asked = LATER_DAY.format(quoted(later[0]))
    part.columns.append(Line("due_on", later[0] if len(later) == 1 else booked, answer(asked), waits=True))
    return []


def _days_after_booking(block: Block) -> list[Profile]:
    """The days that nothing reads and that no line has before that of its booking."""
    booked = block.choices.get("booked_on")
    found = [each for each in block.left if each.date_kind and each.filled >= FEWEST and not concepts_of(each.title) & NOT_DUE]
    return [each for each in found if booked is not None and _is_after(block, booked.profile, each)]


def _is_after(block: Block, booked: Profile, later: Profile) -> bool:
    days = [(day_key(one), day_key(other)) for one, other in seen_of(block).pairs(booked, later) if other]
    return all(one <= other for one, other in days) and any(one < other for one, other in days)


def has_no_charges(block: Block) -> bool:
    """Whether no kind of entry that stands there can be a charge: a list of credits, or of receipts. One that nobody knows may
    be, but not in a list that says by its titles that it is of receipts.
    """
    kind = block.choices.get("entry_type")
    found = [meanings_of("entry_type", text) for text in kind.profile.said_texts] if kind is not None else []
    is_known = all(found) or side_of(block) == "payment"
    return any(found) and is_known and all("charge" not in said for said in found)
