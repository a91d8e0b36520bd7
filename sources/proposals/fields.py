"""The blocks of a proposed mapping that a list of owners needs which has a column per field that may go along in a report.

Belongs here: a block for each of those columns. Does not belong here: seeing the columns (recognition/fields.py).
"""

from __future__ import annotations

import re

from sources.proposals.part import Part, complete
from sources.reading.yes_no import FALSE_WORDS
from sources.recognition.fields import end_of, fields_listed
from sources.words.blocks import Block
from sources.words.notes import Line, look, remark
from sources.words.profile import Profile

LISTED = (
    "een cel noemt meer gegevens die mee mogen in een melding, en elk blok neemt de cellen waarin het zijne staat: klopt dat?"
)
NOES = re.compile("|".join((*FALSE_WORDS, "-")), re.IGNORECASE)


def field_parts(block: Block) -> list[Part]:
    """A block of the file per field."""
    return [_part(block, field, profile) for field, profile in block.steps.items()]


def _part(block: Block, field: str, profile: Profile) -> Part:
    listed = [text for text in profile.texts if "agreed_on" in block.choices and field in fields_listed(text)]
    part = Part(block, look(LISTED if listed else block.asked))
    part.take(block.choices["landlord_id"])
    part.set("skip_empty", ["agreed_on"], remark("een lege cel: niet toegestaan"))
    if "agreed_on" in block.choices:
        part.take(block.choices["agreed_on"])
        nos = sorted({text.lower() for text in profile.texts if NOES.fullmatch(text)})
        part.skip_lines({profile.title: [f"^({'|'.join(map(re.escape, nos))})?$" if nos else "^$"]}, "niet toegestaan")
        if listed:
            part.set("only", {profile.title: sorted(listed)})
    else:
        part.take_title("agreed_on", profile)  # asked once, of the block
    part.constants.append(Line("field", field))
    days = [each.profile for each in block.choices.values() if each.column == "agreed_on"] or [profile]
    if (ended := end_of(field, block.layout)) is not None:
        part.take_title("ended_on", ended, look())
        days.append(ended)
    complete(part, {"landlord_id", "field", "agreed_on"})
    part.set_dates(days if any(each.filled for each in days) else [*block.steps.values()])  # still empty: written as the others
    return part
