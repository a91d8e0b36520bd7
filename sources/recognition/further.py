"""A second list of the same kind: contracts that run on one sheet, those of who left on another; or tenants.

Belongs here: seeing that a sheet goes on where another ends, and what it then gives. Does not belong here: sheets of one shape,
a month each (sheets.py), or several lists of which only one is meant (rivals.py).

Which of two lists holds a number is never guessed: where they share one, the second is none of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.reading.rules import TABLES
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.choices import choices_of
from sources.words.evidence import evidence
from sources.words.needs import lacks
from sources.words.profile import Layout, Profile, plain, shape_of

OF_SEVERAL: Mapping[str, str] = {"leases": "lease_id", "tenants": "tenant_id"}  # table -> the number of its lines
END: Mapping[str, str] = {"leases": "ended_on", "tenants": "deceased_on"}
ALIKE = 0.7  # of the titles that the first list gives, in the second too
ASKED = "dezelfde kolommen als {}, en andere nummers: hoort deze lijst er ook bij? haal dit blok anders weg"


def with_further_lists(
    owners: Sequence[Block], seen: Sequence[tuple[Sheet, Layout]], blocks: Sequence[Block] = ()
) -> list[Block]:
    """The lists of contracts and of tenants, each with those that go on where it ends. `blocks`: what each sheet gives alone."""
    found = list(owners)
    alone = {(block.table, id(block.sheet)): block.choices for block in blocks}
    for first in owners:
        number = OF_SEVERAL.get(first.table)
        taken = [id(sheet) for block in found if block.table == first.table for sheet in (block.sheet, *block.alike)]
        if number and number in first.choices and not first.made and not first.only:
            others = [each for each in seen if id(each[0]) not in taken]
            further = (_further(first, number, *each, alone.get((first.table, id(each[0])), {})) for each in others)
            found += [block for block in further if block is not None and _is_of_others(block, found, number)]
    return found


def _is_of_others(block: Block, blocks: Sequence[Block], number: str) -> bool:
    """Whether no other list of its table has a number that it has."""
    own = block.choices[number].profile.texts.keys()
    return all(own.isdisjoint(each.choices[number].profile.texts) for each in blocks if each.table == block.table)


def _further(first: Block, number: str, sheet: Sheet, layout: Layout, alone: Mapping[str, Choice]) -> Block | None:
    """What a sheet gives below the titles of the first list, and beside them what it gives `alone`; nothing where they are not
    alike, or its lines have no numbers as those.
    """
    titles = {plain(each.title): each for each in layout.columns}
    shared = {name: titles[title] for name, each in first.choices.items() if (title := plain(each.profile.title)) in titles}
    if number not in shared or len(shared) < ALIKE * len(first.choices):
        return None
    key, theirs = shared[number], first.choices[number].profile
    is_key = key.distinct == key.filled >= layout.rows > 0
    if not is_key or {*map(shape_of, key.texts)}.isdisjoint(map(shape_of, theirs.texts)):
        return None
    as_there = {name: as_in(first.choices[name], profile) for name, profile in shared.items() if _fits(first, name, profile)}
    places = {each.profile.place for each in as_there.values()}
    own = {
        name: replace(each, certainty=LIKELY)
        for name, each in {**alone, **choices_of(first.table, layout)}.items()
        if name not in as_there and each.profile.place not in places
    }
    choices = {**own, **as_there}
    lacking = lacks(first.table, choices.keys())
    if lacking is None or _is_without_end(first, choices, layout):
        return None
    where = f'"{first.sheet.sheet}"' if first.sheet.sheet and first.sheet.sheet != sheet.sheet else first.sheet.file
    return Block(first.table, sheet, layout, choices, lacks=lacking, asked=ASKED.format(where), goes_on=True)


def _is_without_end(first: Block, choices: Mapping[str, Choice], layout: Layout) -> bool:
    """Whether no title gives the day on which a contract ended or a tenant died, and the first list has it, or a day that nothing
    reads may be it: who left would be taken for one who stays.
    """
    if END[first.table] in choices:
        return False
    taken = {each.profile.place for each in choices.values()}
    unread = [each for each in layout.columns if each.date_kind and each.place not in taken]
    return END[first.table] in first.choices or (first.table == "leases" and bool(unread))


def _fits(first: Block, name: str, profile: Profile) -> bool:
    """Whether the cells may be what those of the first list are: days or amounts as there. Of words a short list says little."""
    is_plain = TABLES[first.table].column(name).kind not in ("date", "money", "boolean")
    return is_plain or not profile.filled or evidence(first.table, name, profile)[0] is not None


def as_in(choice: Choice, profile: Profile) -> Choice:
    """A choice of the first list for this one; with its words too, as one who lets garages may have none empty today."""
    if choice.profile.words:
        profile = replace(profile, words=choice.profile.words + profile.words, texts=choice.profile.texts + profile.texts)
    return replace(choice, profile=profile)
