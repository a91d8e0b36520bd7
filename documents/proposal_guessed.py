"""What is asked of a column that no title gives and that is guessed the same on every line, in Dutch.

Belongs here: those words. Does not belong here: the other questions of a proposal (proposal_questions.py), or guessing
(sources/proposals).
"""

from __future__ import annotations

from sources.words.names import quoted
from sources.words.notes import Draft, Line

UNTITLED = "er is geen titel voor; geldt dat voor elke regel?"
SOME_ARE_SMALL = (
    "zijn enkelen klein, zet dan is_small_landlord = {} bij columns in plaats van hier, en onder "
    "[landlords.values.is_small_landlord] bij elk ja of nee"
)


def guessed(line: Line, draft: Draft | None) -> str:
    """Whether it holds for every line; and how to say it of some of the owners."""
    if line.note.shown:
        return f"geen titel zegt dat zeker, misschien wel {quoted(line.note.shown)}: geldt dit voor elke regel?"
    lines = [each for section in draft.sections if section.name == "columns" for each in section.lines] if draft else []
    owner = next((each.value for each in lines if each.key == "landlord_id" and not each.waits), None)
    if line.key == "is_small_landlord" and isinstance(owner, str):
        return f"{UNTITLED} {SOME_ARE_SMALL.format(quoted(owner))}"
    return UNTITLED
