"""Columns that belong to one letter or contact of a list with several on a line: `aanmaning.datum`, its number, way and document.

Belongs here: seeing from titles and cells which columns go together, and that a line holds several steps. Does not belong here:
the blocks that are made of them (proposals/step_blocks.py), or which titles are letters (words/choices.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sources.words.blocks import Sheet
from sources.words.evidence import known_share, meaning_of
from sources.words.parts import letters
from sources.words.profile import ENOUGH, Layout, Profile, cell_of
from sources.words.titles import concepts_of, words

FEWEST = 2  # steps on one line, on as many lines
NEARLY_ALL, HALF = 0.9, 0.5
EITHER = frozenset({"mail", "m"})  # post in an English system
OF_DAYS = frozenset(
    {"datum", "dat", "dt", "date", "dd", "op", "on", "at", "d", "per", "sent", "verzonden", "verstuurd", "gestuurd"}
)
NUMBER, DOCUMENT = frozenset({"nr", "sequence"}), frozenset({"reference", "voucher", "letter"})
REFERENCE = frozenset({"ref"})  # of an English system, the number of a thing itself
NO_DOCUMENT = frozenset({"amount", "date", "count", "channel", "kind", "user", "status", "note", "never"})


def are_columns(steps: Mapping[str, Profile], sheet: Sheet, layout: Layout) -> bool:
    """Whether lines hold the days of several steps: then no column says of a line which one it is, only how far it came."""
    above = layout.above
    held = [sum(_is_day(row, each) for each in steps.values()) for row in sheet.rows[above:]]
    return sum(count >= FEWEST for count in held) >= FEWEST


def _is_day(row: Sequence[str], profile: Profile) -> bool:
    cell = cell_of(row, profile)
    return bool(cell.strip("0-/. :")) and any(map(str.isdigit, cell))


def columns_of(day: Profile, action: str, layout: Layout, others: Collection[Profile] = ()) -> list[Profile]:
    """The columns that speak of the same step as its day: by the word that its title begins with, or by what that means, and by
    none of the `others`.
    """
    own = _group(day.title)
    rivals = [group for each in others if (group := _group(each.title)) > own]
    said = _concepts(action) & concepts_of(day.title)
    foreign = {concept for step in words()["collection_actions"]["steps"] for concept in _concepts(step)} - said
    found = []
    for each in layout.columns:
        tokens, concepts = _tokens(each.title), concepts_of(each.title)
        is_named = bool(own) and own <= tokens and not any(group <= tokens for group in rivals)
        is_meant = bool(said) and said <= concepts and not concepts & foreign
        if each is not day and each.filled and (is_named or is_meant):
            found.append(each)
    return found


def number_among(columns: Sequence[Profile], day: Profile) -> Profile | None:
    """The column with a number of its own for each step that was taken."""
    days = day.filled - day.kinds["none"]
    said = [each for each in columns if concepts_of(each.title) & NUMBER and not concepts_of(each.title) & NO_DOCUMENT]
    found = said or [each for each in columns if _tokens(each.title) & REFERENCE and not each.words]  # `1st reminder ref`
    found = [each for each in found if each.distinct == each.filled >= NEARLY_ALL * days and each.share("numbered") >= ENOUGH]
    return found[0] if found and not found[0].date_kind else None


def document_among(columns: Sequence[Profile], number: Profile | None) -> Profile | None:
    """The only column with where the letter is kept."""
    found = [each for each in columns if each is not number and concepts_of(each.title) & DOCUMENT and not each.words]
    found = [each for each in found if not concepts_of(each.title) & NO_DOCUMENT and not each.date_kind]
    found = [each for each in found if each.share("money") <= each.share("number")]
    return found[0] if len(found) == 1 else None


def says(profile: Profile, column: str, ours: frozenset[str]) -> bool:
    """Whether a code list holds words of these meanings and of no other; `mail` is a way beside another one, whichever it be."""
    texts = profile.said_words
    others = Counter({text: count for text, count in texts.items() if text.strip().lower() not in EITHER})
    texts = others if column == "channel" and others else texts
    found = {meaning_of(column, text) for text in texts} - {None}
    return bool(found) and found <= ours and known_share(column, texts) > HALF


def steps_said(title: str) -> set[str]:
    """The letters and contacts of which a title speaks."""
    return {step for step in words()["collection_actions"]["steps"] if _concepts(step) & concepts_of(title)}


def _concepts(action: str) -> frozenset[str]:
    """What the titles of a step say whatever else they do."""
    return frozenset(words()["collection_actions"]["steps"].get(action, [""])[0].split())


def _group(title: str) -> frozenset[str]:
    """The words of a day's title without those that say that it is one."""
    return _tokens(title) - OF_DAYS


def _tokens(title: str) -> frozenset[str]:
    return frozenset(letters(title).split())
