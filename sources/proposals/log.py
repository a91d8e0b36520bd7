"""A list of arrangements that is a log: agreed on one line, broken or ended on a later one; and objections in one, that a later
line withdraws.

Belongs here: seeing it from the words, and the settings that make one of both lines. Does not belong here: pairing
the lines for a run (reading/next.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sources.proposals.part import Part
from sources.recognition.logged_objections import withdrawn
from sources.words.notes import Line, Value, look
from sources.words.profile import Profile
from sources.words.titles import is_free_text, words

MOST = 12  # different words of a column that says what a line is
# What a later line says -> (our column, the title made of it); the first that fits a word counts.
WITHDRAWN_ON = "Ingetrokken op"
LATER = {"broken": ("broken_on", "Verbroken op"), "ended": ("ended_on", "Afgelopen op")}


def add_later_lines(part: Part) -> None:
    """Adds `only` and `next_line` where a title that nothing takes says both that an arrangement began and that it ended."""
    block = part.block
    if not {"lease_id", "agreed_on"} <= block.choices.keys() or {"broken_on", "ended_on"} & block.choices.keys():
        return
    for profile in block.left:
        said = _words_of(part, profile)
        if "agreed" not in said or not said.keys() & LATER.keys():
            continue
        number, day = (block.choices[name].profile.title for name in ("lease_id", "agreed_on"))
        later = {LATER[does]: words for does, words in said.items() if does in LATER}
        lines: Value = {made: {"same": number, "only": {profile.title: words}, "take": day} for (_, made), words in later.items()}
        part.set("only", {profile.title: said["agreed"]}, look("de regels waarop een regeling begint"))
        part.set("next_line", lines)
        part.columns += [Line(column, made, look("van een latere regel")) for column, made in later]
        return


def add_withdrawals(part: Part) -> None:
    """The day on which an objection in a log was withdrawn, by the next such line of the same contract."""
    block = part.block
    for title in block.only:
        kind = next(each for each in block.layout.columns if each.title == title)
        words = [text for text in withdrawn(kind) if text not in block.only[title]]
        if not words:
            continue
        tenant, day = (block.choices[name].profile.title for name in ("tenant_id", "received_on"))
        same = block.lookups[tenant].own if tenant in block.lookups else tenant
        part.set("next_line", {WITHDRAWN_ON: {"same": same, "only": {title: words}, "take": day}})
        part.columns.append(Line("withdrawn_on", WITHDRAWN_ON, look("van een latere regel")))


def _words_of(part: Part, profile: Profile) -> Mapping[str, list[str]]:
    """What a line can say -> the words for it; nothing of a column that is no list of kinds."""
    above = part.block.layout.above
    cells = {row[profile.place].strip() for row in part.block.sheet.rows[above:] if len(row) > profile.place}
    found: dict[str, list[str]] = {}
    if is_free_text(profile.title) or len(cells) > MOST:
        return found
    for cell in sorted(cells):
        means = [does for does, pattern in words()["arrangement_lines"].items() if re.search(pattern, cell.lower())]
        does = next((each for each in (*LATER, "agreed") if each in means), None)
        if does:
            found.setdefault(does, []).append(cell)
    return found
