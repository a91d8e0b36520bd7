"""Titles of a proposed sheet of which nothing is asked: what else is asked there says it, or no rule reads what they give.

Belongs here: taking the question from such a line. Does not belong here: which titles are certain by themselves (recognition/),
or what follows from an answer (following.py).

A column of codes is read word by word: a word that nobody knows is asked, with its title, and one that is known is shown before a
person confirms. That its title is right is asked beside these only where something more is to be said of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.reading.rules import TABLES
from sources.words.names import quoted
from sources.words.notes import Draft, Line, Section
from sources.words.rents import TWO_RENTS

READ_BY_NO_RULE = frozenset({("leases", "monthly_rent")})  # what a wrong title for it could change, is nothing
# Table -> what its lines say as those of another table of the same sheet do, and there it is certain: ours there -> ours here.
AS_BESIDE = {"reported_elsewhere": {"lease_id": "lease_id", "agency_id": "reported_by"}}


def without_implied(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The blocks of a sheet without the questions that others of theirs answer."""
    return tuple(_without(draft, drafts) for draft in drafts)


def _without(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    said = {*_said_beside(draft, drafts)}
    sections = [
        replace(each, lines=tuple(_settled(line, draft, said) for line in each.lines)) if each.name == "columns" else each
        for each in draft.sections
    ]
    return replace(draft, sections=tuple(sections))


def _settled(line: Line, draft: Draft, said: set[tuple[str, str]]) -> Line:
    is_title = isinstance(line.value, str) and line.note.asked == "" and not line.waits
    is_idle = (draft.table, line.key) in READ_BY_NO_RULE and {*line.note.evidence.doubts} <= {TWO_RENTS}
    is_implied = is_idle or _is_read_by_words(line, draft) or (line.key, line.value) in said or _is_in_head(line, draft)
    if not (is_title and is_implied):
        return line
    return replace(line, note=replace(line.note, asked=None))


def _is_read_by_words(line: Line, draft: Draft) -> bool:
    """Whether a title of codes is asked word by word: each that is not known, or what a known one proves. Where nothing is asked
    of any word, or more is to be said of the title, it is asked itself.
    """
    is_of_codes = TABLES[draft.table].column(line.key).kind == "code"
    sections = {each.name: each for each in draft.sections}
    words = sections.get(f"values.{line.key}", Section("", ())).lines
    is_asked = any(each.waits or each.note.asks for each in words)
    return is_of_codes and is_asked and f"patterns.{line.key}" not in sections and not line.note.evidence.doubts


def _is_in_head(line: Line, draft: Draft) -> bool:
    """Whether the question about the block names the title as the day of its table."""
    is_day = TABLES[draft.table].column(line.key).kind == "date" and draft.table in AS_BESIDE
    return is_day and quoted(str(line.value)) in (draft.head.asked or "")


def _said_beside(draft: Draft, drafts: Sequence[Draft]) -> Iterator[tuple[str, str]]:
    """Our columns here, with the title that is certain for them in another block of the sheet."""
    alike = AS_BESIDE.get(draft.table, {})
    for other in drafts if draft.head.asks else ():
        lines = [line for each in other.sections if each.name == "columns" for line in each.lines if other is not draft]
        yield from (
            (alike[line.key], str(line.value)) for line in lines if line.key in alike and not (line.note.asks or line.waits)
        )
