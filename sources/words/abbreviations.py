"""Names of database fields, written out where their list decides what a short form stands for: `bdr_nr` is a company's number.

Belongs here: taking such a name to pieces, and deciding by what stands beside the piece, below the title and in the other titles.
Does not belong here: the short forms themselves (abbreviations.toml), those with one meaning (parts.toml), or where the names are
put (recognition/abbreviated.py).

Nothing of it is certain: a title that says something else once it is written out, is shown to a person with what it was read as.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sources.words.blocks import Sheet
from sources.words.needs import points_to
from sources.words.parts import pieces
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.titles import concepts_of

FORMS = Path(__file__).with_name("abbreviations.toml")
FIELD = re.compile(r"(?=.*[^\W\d])[\w.$#-]+")  # a name without spaces
MOSTLY = 0.8  # of the titles of a list of fields
OWN = "bk"  # a booking, where a title begins with it; else what a warehouse writes behind its keys
KIND, FEW_KINDS = re.compile(r"[^\W\d_]{1,4}\.?"), 6  # codes of a short list, in which few come back
SIDES = {"c": "credit", "d": "debet"}  # the last pieces of two names that are alike but for these
_CELLS: Mapping[str, Callable[[Profile], bool]] = {
    "money": lambda each: each.share("money") >= ENOUGH > each.share("number") and not each.date_kind,
    "days": lambda each: each.date_kind is not None,
    "codes": lambda each: bool(each.words) and each.distinct > 1 and not each.date_kind,
    "kinds": lambda each: bool(each.texts) and each.distinct <= FEW_KINDS and all(map(KIND.fullmatch, each.texts)),
    "initials": lambda each: each.share("initials") >= ENOUGH and each.distinct > 1,
    "yes_no": lambda each: each.share("boolean") >= ENOUGH,
    "phones": lambda each: each.share("phone") >= ENOUGH and not each.date_kind,
}


@cache
def _said() -> Mapping[str, Any]:
    return tomllib.loads(FORMS.read_text(encoding="utf-8"))


def spelled_out(sheet: Sheet, layout: Layout) -> dict[str, str]:
    """Each name of a list of database fields -> the same written out; nothing where the list does not decide what it says."""
    titles = [each.title for each in layout.columns]
    if sum(bool(FIELD.fullmatch(title)) for title in titles) < MOSTLY * len(titles):
        return {}
    parted = {title: _pieces(title) for title in titles if FIELD.fullmatch(title)}
    sides = _sides(parted)
    return {each.title: _written(each, parted, sides, sheet, layout) for each in layout.columns if each.title in parted}


def is_of_several(title: str) -> bool:
    """Whether a name has several pieces."""
    return len(pieces(title)) > 1


def _written(
    profile: Profile, parted: Mapping[str, Sequence[str]], sides: Mapping[str, str], sheet: Sheet, layout: Layout
) -> str:
    """One name written out; nothing where no piece of it is."""
    own = parted[profile.title]
    words = [_word(at, own, profile, sheet, layout) for at in range(len(own))]
    if any(other[0] == OWN for other in parted.values() if len(other) > 1):
        words = ["boeking" if piece == OWN else word for piece, word in zip(own, words, strict=True)]
    if profile.title in sides:
        words[-1] = sides[profile.title]
    text = " ".join(words)
    return text if tuple(words) != tuple(own) and concepts_of(text) != concepts_of(profile.title) else ""


def _pieces(title: str) -> tuple[str, ...]:
    """The pieces of a name; one written together with a short form is parted there too: `SALHR`."""
    found = pieces(title)
    rest = found[0][3:] if len(found) == 1 and found[0][:3] in _said()["short"] else ""
    further = pieces(rest) if len(rest) > 1 else ()
    known = all(piece in _said()["short"] or not concepts_of(piece) & {f"?{piece}"} for piece in further)
    return (found[0][:3], *further) if further and known else found


def _sides(parted: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """`bk_nr_c` and `bk_nr_d` -> which side each is."""
    stems: dict[tuple[str, ...], dict[str, str]] = {}
    for title, own in parted.items():
        if len(own) > 1 and own[-1] in SIDES:
            stems.setdefault(tuple(own[:-1]), {})[own[-1]] = title
    both = [titles for titles in stems.values() if titles.keys() == SIDES.keys()]
    return {title: SIDES[last] for titles in both for last, title in titles.items()}


def _word(at: int, own: Sequence[str], profile: Profile, sheet: Sheet, layout: Layout) -> str:
    readings = _said()["short"].get(own[at], ())
    return next((each["is"] for each in readings if _holds(each, at, own, profile, sheet, layout)), own[at])


def _holds(reading: Mapping[str, Any], at: int, own: Sequence[str], profile: Profile, sheet: Sheet, layout: Layout) -> bool:
    others = {*own[:at], *own[at + 1 :]}
    checks: Mapping[str, Callable[[Any], bool]] = {
        "is": lambda _: True,
        "before_key": lambda _: at + 1 < len(own) and own[at + 1] in _said()["keys"],
        "last": lambda _: 0 < at == len(own) - 1,
        "with": lambda pieces_: bool(others.intersection(pieces_)),
        "cells": lambda kinds: any(_CELLS[kind](profile) for kind in kinds),
        "beside": lambda concepts: _are_beside(concepts, profile, layout),
        "apart": lambda concepts: not _are_beside(concepts, profile, layout),
        "list": lambda tables: any(points_to(table, sheet) for table in tables),
    }
    return all(checks[name](wanted) for name, wanted in reading.items())


def _are_beside(concepts: Collection[str], profile: Profile, layout: Layout) -> bool:
    return any(concepts_of(each.title).intersection(concepts) for each in layout.columns if each is not profile)
