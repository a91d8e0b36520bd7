"""A list with a column per letter: whose days are each an action, and which columns beside them say how it went.

Belongs here: those blocks, and that a column of `post` and `mail` between the letters is no list of kinds. Does not belong here:
which titles are letters (words/choices.py), or a list with a line per action (tables.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.proposals.actions import LEVELS, NOT_THIS, USUAL_CHANNEL, lines_of_other_subjects, subjects_asked
from sources.proposals.meant import ASKS, add_words
from sources.proposals.part import Part, complete
from sources.recognition.step_columns import columns_of, document_among, number_among, says, steps_said
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence, Line, Note, look, remark
from sources.words.profile import Profile
from sources.words.steps import kind_of
from sources.words.subjects import CONTACTS
from sources.words.titles import is_by_parts, words
from sources.words.ways import ways

BY_LETTER = frozenset({"post", "email", "portal"})


def step_parts(block: Block) -> list[Part]:
    """A block per column of days."""
    return [_step(block, kind_of(step), profile) for step, profile in block.steps.items()]


def contacts_beside(block: Block) -> Block | None:
    """The day of a call or visit whose kind stands in the column behind it, in a list with a column per letter."""
    taken = {each.place for each in block.steps.values()}
    days = {each.place: each for each in block.layout.columns if each.date_kind and each.filled and each.place not in taken}
    for kind in block.layout.columns:
        day = days.get(kind.place - 1)
        if day is not None and says(kind, "action_type", CONTACTS):
            why = Evidence((f"staat achter {day.title!r} en noemt gesprekken en bezoeken",))
            choices = {
                "lease_id": replace(block.choices["lease_id"], certainty=LIKELY),
                "performed_on": Choice("performed_on", day, LIKELY, Evidence()),
                "action_type": Choice("action_type", kind, LIKELY, why),
            }
            own = columns_of(day, "", block.layout, block.steps.values())
            return replace(block, choices=choices | _beside(own, day), steps={})
    return None


def _beside(columns: Sequence[Profile], day: Profile) -> dict[str, Choice]:
    """The number and the document of a letter or contact, in columns that speak of the same one as its day."""
    number = number_among(columns, day)
    found = {"action_id": number, "document_ref": document_among(columns, number)}
    why = Evidence((f"hoort bij {day.title!r}",))
    return {name: Choice(name, profile, LIKELY, why) for name, profile in found.items() if profile is not None}


def _step(block: Block, action: str, profile: Profile) -> Part:
    part = Part(block, remark(f"kolom {profile.title}: elke datum is een actie; een lege cel is er geen"))
    others = [each for each in block.steps.values() if each is not profile]
    columns = columns_of(profile, action, block.layout, others)
    beside = _beside(columns, profile)
    part.take(block.choices["lease_id"])
    part.take_title("performed_on", profile)
    for choice in beside.values():
        part.take(choice)
    part.set("skip_empty", ["performed_on"])
    if action in CONTACTS:
        part.settings += subjects_asked(block, None)
    if action in CONTACTS and (skipped := lines_of_other_subjects(block)):
        part.skip_lines(skipped, NOT_THIS)
    part.constants.append(Line("action_type", action, _asked_of_step(action, profile)))
    own = next((each for each in columns if says(each, "channel", BY_LETTER)), None)
    channel = (own or _channel_of(action, profile, block)) if action in LEVELS else None
    if channel is None:
        part.constants.append(Line("channel", words()["usual_channel"][action], remark(USUAL_CHANNEL)))
    else:
        is_of_all = channel is not own and all(channel.place > each.place for each in block.steps.values())
        where = f"hoort bij {profile.title!r}" if channel is own else f"staat achter {profile.title!r}"
        where = "staat achter alle brieven" if is_of_all else where
        choice = Choice("channel", channel, LIKELY, Evidence((f"{where} en zegt hoe",)))
        part.take(choice)
        add_words(part, [choice])
    complete(part, {"lease_id", "performed_on", "action_type", "channel", *beside})
    part.set_dates([profile])
    return part


def _channel_of(action: str, profile: Profile, block: Block) -> Profile | None:
    """The first column behind that of a letter that says how letters went, before a day of something else; not that of another
    letter alone: `Sommatie verstuurd per`.
    """
    places = {each.place for each in block.steps.values()}
    for each in sorted(block.layout.columns, key=lambda column: column.place):
        if each.place > profile.place and each.date_kind and each.place not in places:
            return None
        is_another_s = bool(steps_said(each.title)) and action not in steps_said(each.title)
        if each.place > profile.place and says(each, "channel", BY_LETTER) and not is_another_s:
            return each
    return None


def _asked_of_step(action: str, profile: Profile) -> Note:
    """What to ask of a column whose days are all of one kind: a title understood by its parts may be that of any notes."""
    asked = [ASKS[action]] if action in ASKS else []
    if is_by_parts(profile.title) or not any(way.is_taken_by(profile.title) for way in ways("collection_actions", "steps")):
        asked.append("is elke regel met een datum dit? zo niet, neem de kolom die het zegt")
    return look("; ".join(asked)) if asked else Note()
