"""The titles that nothing reads and that may be a column that is lacking, a sheet at a time, in Dutch, once all else is answered.

Belongs here: what is shown of such titles, and what an answer changes. Does not belong here: which titles these are
(sources/proposals/left.py), or the questions of the file itself (proposal_dialogue.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from documents.column_words import column_in_words
from documents.proposal_choices import Later, Reply, numbered, one_listed, some_of
from documents.proposal_text import where_of
from sources.proposals.answers import Proposal, with_column
from sources.reading.rules import TABLES
from sources.words.names import quoted
from sources.words.notes import Draft, SheetDraft, Unused

UNCLEAR = "een dag van bezwaar, overlijden of vertrek"
WHERE_TO = "{}: welke kolom dat is, staat in docs/nl/kolommen.md. Zet hem in het bestand bij columns van zijn blok."


def sheets_with_unused(proposal: Proposal) -> Iterator[int]:
    """The number of each sheet with a title that a person is to look at."""
    yield from (number for number, sheet in enumerate(proposal.sheets) if any(each.asks for each in sheet.unused))


def in_words(proposal: Proposal, number: int) -> str:
    """What is asked of a sheet, with its titles."""
    sheet = proposal.sheets[number]
    shown = [f"{quoted(each.title)}: {' of '.join(_may_be(sheet, each))}?" for each in _asking(sheet)]
    return f"Niemand leest deze titels van {where_of(sheet)}. Welke zijn wat erachter staat?\n{numbered(shown)}"


def answered(number: int, proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal once a person has said which of a sheet's titles that nothing reads are a column of ours.

    Raises:
        Later: nothing was typed, or all that he named is for the file.
    """
    asking = _asking(proposal.sheets[number])
    shown = f"{in_words(proposal, number)}\n  nummers, 0 = geen van deze, Enter = later"
    chosen = some_of(shown, len(asking), reply, "die dat wel zijn", none={"0": "geen van deze"})
    later: dict[str, Later] = {}
    for each in (asking[place] for place in chosen):
        try:
            proposal = _taken(number, each, proposal, reply)
        except Later as said:
            later[each.title] = said
    if later and len(later) == len(chosen):
        raise max(later.values(), key=lambda each: bool(str(each)))
    for each in _asking(proposal.sheets[number]):
        if each.title not in later:
            proposal = proposal.with_unused(number, each, replace(each, may_be=(), is_unclear=False))
    return replace(proposal, left=proposal.left | {in_words(proposal, number)}) if later else proposal


def _asking(sheet: SheetDraft) -> list[Unused]:
    return [each for each in sheet.unused if each.asks]


def _columns(sheet: SheetDraft, title: Unused) -> list[tuple[Draft, str]]:
    return [(draft, each) for draft in sheet.drafts for each in title.may_be if _has(draft, each)]


def _may_be(sheet: SheetDraft, title: Unused) -> list[str]:
    """What a title may be, in words."""
    return [column_in_words(draft.table, each) for draft, each in _columns(sheet, title)] or [UNCLEAR]


def _taken(number: int, title: Unused, proposal: Proposal, reply: Reply) -> Proposal:
    columns = _columns(proposal.sheets[number], title)
    if not columns:
        raise Later(WHERE_TO.format(quoted(title.title)))
    shown = [column_in_words(draft.table, each) for draft, each in columns]
    place = one_listed(f"Wat is {quoted(title.title)}?", shown, reply) if len(columns) > 1 else "1"
    draft, column = columns[int(place) - 1]
    at = proposal.at(draft)
    return proposal.put(at, with_column(draft, column, title.title)).with_title_taken(at, title.title)


def _has(draft: Draft, column: str) -> bool:
    return any(each.name == column for each in TABLES[draft.table].columns)
