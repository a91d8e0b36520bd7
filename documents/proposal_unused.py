"""The titles that nothing reads and that may be a column that is lacking, one at a time, in Dutch, once all else is answered.

Belongs here: what is shown of such a title, and what an answer changes. Does not belong here: which titles these are
(sources/proposals/left.py), or the questions of the file itself (proposal_dialogue.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from documents.column_words import column_in_words
from documents.proposal_choices import Later, Reply, is_right, numbered, one_of
from documents.proposal_text import where_of
from sources.proposals.answers import Proposal, with_column
from sources.reading.rules import TABLES
from sources.words.names import quoted
from sources.words.notes import Draft, Unused

WHERE_TO = "Welke kolom dat is, staat in docs/nl/kolommen.md; zet hem in het bestand bij columns van zijn blok."


def unused_in(proposal: Proposal) -> Iterator[tuple[int, Unused]]:
    """The number of the sheet, and the title, of each that a person is to look at."""
    for number, sheet in enumerate(proposal.sheets):
        yield from ((number, each) for each in sheet.unused if each.asks)


def in_words(proposal: Proposal, number: int, title: Unused) -> str:
    """What a title that nothing reads is known by."""
    return f"{where_of(proposal.sheets[number])}: {quoted(title.title)} leest niemand"


def answered(number: int, title: Unused, proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal once a person has said what a title that nothing reads is.

    Raises:
        Later: nothing was typed, or it is a column that a person has to write down.
    """
    seen = replace(title, may_be=(), is_unclear=False)
    shown = f"{in_words(proposal, number, title)}."
    if title.is_unclear and not title.may_be:
        if is_right(f"{shown} Is het een dag van bezwaar, overlijden of vertrek?", reply):
            raise Later(WHERE_TO)
        return proposal.with_unused(number, title, seen)
    columns = [(draft, each) for draft in proposal.sheets[number].drafts for each in title.may_be if _has(draft, each)]
    asked = (
        f"{shown} Wat is het?\n{numbered([column_in_words(draft.table, each) for draft, each in columns])}\n   0  geen van deze"
    )
    allowed = {str(at): str(at) for at in range(len(columns) + 1)}
    typed = int(one_of(f"{asked}\n  Enter = later", allowed, reply))
    if not typed:
        return proposal.with_unused(number, title, seen)
    draft, column = columns[typed - 1]
    at = proposal.at(draft)
    return proposal.put(at, with_column(draft, column, title.title)).with_title_taken(at, title.title)


def _has(draft: Draft, column: str) -> bool:
    return any(each.name == column for each in TABLES[draft.table].columns)
