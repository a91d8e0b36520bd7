"""What owners let us report beside the required fields, in their own list or one that names them: a column of days, or of yes and
no, per field, one day for several, or a list of them in one cell.

Belongs here: seeing those columns. Does not belong here: the block of each field (proposals/fields.py), or lists with a line
per field (sheets.py).

Nothing of it is certain: an owner's own address stands in such a list too, but no days below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.recognition.lookup import Seen
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.short import with_lefts
from sources.words.titles import concepts_of

TABLE = "optional_field_agreements"
OWNERS = ("landlords", "mandates")
FEWEST = 2  # columns of fields: one alone may be anything
# What a title says, beside that it is of an agreement -> the field.
FIELDS: Mapping[frozenset[str], str] = {
    frozenset(said.split()): field
    for said, field in {
        "initials": "initials", "street": "street", "address": "street", "suffix": "house_number_suffix",
        "house suffix": "house_number_suffix", "city": "city", "phone": "phone", "mobile": "phone", "email": "email",
    }.items()
}  # fmt: skip
_BESIDE = "date clause agreed field_word yes_no valid start tenant nr ?share ?shared ?sharing ?disclose ?disclosed"
_SHARING = "?delen ?gedeeld ?doorgeven ?uitwisselen ?verstrekken ?meesturen ?meegeven ?vermelden ?toestemming"
BESIDE = frozenset(f"{_BESIDE} {_SHARING}".split())
ENDED = frozenset({"end", "withdrawn"})
OF_FIELDS = frozenset().union(*FIELDS)
KNOWN = frozenset(_BESIDE.split()) | ENDED  # by themselves they say nothing of a report
OF_OWNERS = "het zijn nummers uit de lijst van eigenaren"


def with_fields_of_owners(blocks: Sequence[Block], sheets: Sequence[Seen]) -> list[Block]:
    """The blocks, and what the list of owners, else one that gave nothing and names them, says of the fields that may go along,
    where no other list says it.
    """
    found = [block for block in blocks if not (block.table == TABLE and _lists_several(block))]
    if any(block.table == TABLE for block in found):
        return found
    of_owners = [block for table in OWNERS for block in blocks if block.table == table and "landlord_id" in block.choices]
    used = {id(sheet) for block in blocks for sheet in (block.sheet, *block.alike)}
    free = [each for each in sheets if not any(id(sheet) in used for sheet in each.sheets)]
    named = [block for each in free if (block := _naming(each, of_owners)) is not None]
    return found + [block for each in (*of_owners, *named) if (block := _fields(each)) is not None][:1]


def _lists_several(block: Block) -> bool:
    """Whether a cell of it names several fields: read as one line it would be an agreement about one of them."""
    field = block.choices.get("field")
    return field is not None and any(len(fields_listed(text)) > 1 for text in field.profile.texts)


def _naming(seen: Seen, of_owners: Sequence[Block]) -> Block | None:
    """A list with a line per owner, by the only column of nothing but their numbers."""
    known = {text for each in of_owners if not each.lookups for text in each.choices["landlord_id"].profile.texts}
    own = [each for each in seen.layout.columns if each.filled == each.distinct >= seen.layout.rows]
    own = [each for each in own if each.texts.keys() <= known and not each.date_kind]
    if len(own) != 1:
        return None
    choice = Choice("landlord_id", own[0], LIKELY, Evidence((OF_OWNERS,), own[0].filled, own[0].filled))
    return Block(TABLE, seen.sheets[0], seen.layout, {"landlord_id": choice}, alike=seen.sheets[1:])


def _fields(block: Block) -> Block | None:
    own = block.choices["landlord_id"]
    choices = {"landlord_id": replace(own, certainty=LIKELY)}
    of_days = _columns(block.layout, of_days=True)
    if len(of_days) >= FEWEST:
        return replace(block, table=TABLE, choices=choices, steps=of_days, only={}, without="", asked=_allowed(of_days))
    marks = _columns(block.layout, of_days=False)
    lefts = with_lefts(block.layout)
    days = [each for each in block.layout.columns if each.date_kind and each.filled]
    about = _said_of_each(block.layout) | {"field_word"}
    since = [each for each in days if about & concepts_of(lefts.get(each.place, each.title))]
    marks = marks if len(marks) >= FEWEST else _listed(block.layout)
    if not marks or len(since) != 1:
        return None
    choices["agreed_on"] = Choice("agreed_on", since[0], LIKELY, Evidence(("een dag voor alle gegevens van een opdrachtgever",)))
    return replace(block, table=TABLE, choices=choices, steps=marks, only={}, without="", asked=_allowed(marks))


def _allowed(columns: Mapping[str, Profile]) -> str:
    """What is asked once of all columns of fields."""
    titles = ", ".join(f'"{title}"' for title in dict.fromkeys(each.title for each in columns.values()))
    return f"een kolom per gegeven ({titles}): is dat de dag waarop de opdrachtgever toestond dat het meegaat in een melding?"


def _listed(layout: Layout) -> dict[str, Profile]:
    """Field -> the only column that lists in one cell which may go along: `Voorletters, Plaats`; none where a cell has a word
    that is no field.
    """
    named_so = [each for each in layout.columns if each.filled and "field_word" in concepts_of(each.title) and not each.date_kind]
    lists = [each for each in named_so if all(None not in fields_listed(text) for text in each.texts)]
    if len(lists) != 1:
        return {}
    named = [field for text in lists[0].texts for field in fields_listed(text) if field]
    return dict.fromkeys(sorted({*named}), lists[0]) if len({*named}) >= FEWEST else {}


def fields_listed(text: str) -> list[str | None]:
    """The fields that a cell lists, with nothing for a word that is none."""
    return [FIELDS.get(concepts_of(each)) for each in re.split(r"[,;/+]| en | and ", text) if each.strip()] or [None]


def end_of(field: str, layout: Layout) -> Profile | None:
    """The column of days since when a field may no longer go along, where it has one: `Straat niet meer sinds`."""
    days = [each for each in layout.columns if each.date_kind and each.filled and concepts_of(each.title) & ENDED]
    own = [each for each in days if field in _fields_in(concepts_of(each.title) - ENDED, _said_of_each(layout))]
    return own[0] if len(own) == 1 else None


def _columns(layout: Layout, *, of_days: bool) -> dict[str, Profile]:
    """Field -> its column: of days, or of yes and no below a title that speaks of a field; also one that is still empty, beside
    at least two of days whose titles say the same of their fields.
    """
    found: dict[str, Profile] = {}
    about = _said_of_each(layout)
    for each in layout.columns:
        said = concepts_of(each.title)
        is_marked = bool(said & {"field_word", *about}) and each.share("boolean") >= ENOUGH
        if each.filled and (bool(each.date_kind) if of_days else is_marked):
            found |= {field: each for field in _fields_in(said, about) if field not in found}
    empty = [each for each in layout.columns if of_days and len(found) >= FEWEST and not each.filled]
    alike = ((field, each) for each in empty if about & (said := concepts_of(each.title)) for field in _fields_in(said, about))
    return found | {field: each for field, each in alike if field not in found}


def _said_of_each(layout: Layout) -> frozenset[str]:
    """What the titles of at least two fields with days or yes and no below them say alike: `Straat mee`, `Mail mee`."""
    of_fields: dict[str, set[str]] = {}
    for each in layout.columns:
        said = concepts_of(each.title)
        field = FIELDS.get(said & OF_FIELDS)
        if field and each.filled and (each.date_kind or each.share("boolean") >= ENOUGH):
            for word in said - OF_FIELDS - KNOWN:
                of_fields.setdefault(word, set()).add(field)
    return frozenset(word for word, fields in of_fields.items() if len(fields) >= FEWEST)


def _fields_in(said: frozenset[str], about: frozenset[str] = frozenset()) -> list[str]:
    """The field that a title is of, or the several that it names and nothing else: `NAW akkoord (straat, plaats)`. `about`: what
    the titles of several fields say beside them.
    """
    is_said = "field_word" in said  # then what nobody knows may stand beside it: `Vrij veld voorletters`
    own = frozenset(each for each in said - BESIDE - about if not (is_said and each.startswith("?")))
    several = [FIELDS.get(frozenset({concept})) for concept in sorted(own - {"name"})]
    return [FIELDS[own]] if own in FIELDS else [each for each in several if each] if None not in several else []
