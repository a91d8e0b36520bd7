"""Of titles that nothing takes, which column of ours each may be that its block has from nowhere: these are worth a look.

Belongs here: seeing that from the cells. Does not belong here: what a check would refuse because nothing reads it (unread.py), or
which titles are taken (recognition/sheets.py).

A name, a street or a number of something may be anybody's, so the cells say nothing of these; what is required is asked already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sources.guards.unused import PEOPLE
from sources.reading.rules import TABLES
from sources.words.evidence import WANTED, evidence
from sources.words.notes import Draft
from sources.words.profile import Profile
from sources.words.titles import concepts_of
from validations.landing import Column

ANYBODYS = ("word", "words", "house", "prefix", "suffix", "initials")  # kinds of cells that many columns have
LAST_PHONE = "phone_3"  # hardly anybody has three, and a further number is mostly somebody else's
NOT_OURS = frozenset({"never", "user"})  # what titles say that are no column of ours: a day of birth, who typed the line


def may_be(profile: Profile, drafts: Sequence[Draft]) -> list[str]:
    """The columns that the blocks of a sheet lack and that the cells below a title may be."""
    if not profile.filled or concepts_of(profile.title) & NOT_OURS:
        return []
    return [
        column.name
        for table in dict.fromkeys(draft.table for draft in drafts)
        for column in _lacking(table, [draft for draft in drafts if draft.table == table])
        if _fits(table, column, profile)
    ]


def is_unclear(profile: Profile, drafts: Sequence[Draft]) -> bool:
    """Whether a list of contracts or people gives days below a title with a word that nobody knows: somebody may have objected,
    left or died on them.
    """
    is_of_people = any(draft.table in PEOPLE for draft in drafts)
    said = concepts_of(profile.title)
    return is_of_people and profile.date_kind is not None and not said & NOT_OURS and any(each.startswith("?") for each in said)


def _lacking(table: str, drafts: Sequence[Draft]) -> Iterator[Column]:
    """Columns that nothing gives; what is guessed, or follows from another column, is asked where it stands."""
    given = {
        line.key
        for draft in drafts
        for section in draft.sections
        if section.name in ("columns", "split", "constants", "months")
        for line in section.lines
        if not line.waits
    }
    yield from (each for each in TABLES[table].columns if each.name not in given)


def _fits(table: str, column: Column, profile: Profile) -> bool:
    if column.kind == "date":
        return profile.date_kind is not None
    if profile.date_kind or column.name == LAST_PHONE:
        return False
    if column.kind == "code":  # of which some words are known
        return bool(profile.words) and evidence(table, column.name, profile, is_title_sure=False)[0] is not None
    is_telling = column.kind in ("boolean", "money") or WANTED.get(column.name, ANYBODYS[0]) not in ANYBODYS
    return is_telling and evidence(table, column.name, profile, is_title_sure=False)[0] is True
