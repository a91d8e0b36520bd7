"""Which words of a title say that a block takes a line (`only`), and how a person changes that: a word more, or one less.

Belongs here: blocks by their words for kinds of lines. Does not belong here: which words are proposed (part.py, ledger.py), what
is asked of them (documents/proposal_parted.py, documents/proposal_claims.py), or other changes by an answer (answers.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.proposals.answers import Proposal, merged, title_of
from sources.reading.amounts import MINUS_WORDS, PLUS_WORDS
from sources.words.notes import NOTHING, Draft, Line, Section

SIDES = {*PLUS_WORDS, *MINUS_WORDS}


def titles_of_kinds(draft: Draft) -> list[str]:
    """The titles whose words say which lines a block takes."""
    return list(_only(draft))


def words_of_kind(draft: Draft, title: str) -> list[str]:
    """The words below a title of the lines that a block takes."""
    return [str(each) for each in _only(draft).get(title, ())]


def _only(draft: Draft) -> dict[str, Sequence[object]]:
    lines = (line for each in draft.sections if not each.name for line in each.lines if line.key == "only" and not line.waits)
    found = (line.value for line in lines if isinstance(line.value, Mapping))
    return {title: words for each in found for title, words in each.items() if isinstance(words, Sequence)}


def taking_word(draft: Draft, title: str, word: str, column: str = "", code: str = "") -> Draft:
    """The block that takes the lines with one more word, and reads it as a code of ours where a column does that; a word that it
    takes already, as where the other side of a bank book is another block, has the one meaning.
    """
    taking = merged(draft, Line("only", {title: [word]}))
    if not column:
        return taking
    name, line = f"values.{column}", Line(word, code)
    if not any(each.name == name for each in taking.sections):
        return replace(taking, sections=(*taking.sections, Section(name, (line,))))
    sections = (replace(each, lines=_with_word(each.lines, line)) if each.name == name else each for each in taking.sections)
    return replace(taking, sections=tuple(sections))


def _with_word(lines: Sequence[Line], line: Line) -> tuple[Line, ...]:
    return (*(each for each in lines if each.key != line.key), line)


def title_of_kind(draft: Draft) -> str:
    """The title whose words say which lines a block takes, beside that of D and C; empty where that is none, or several."""
    words = {title: {each.lower().rstrip(".") for each in words_of_kind(draft, title)} for title in titles_of_kinds(draft)}
    found = [title for title, said in words.items() if said - SIDES]
    return found[0] if len(found) == 1 else ""


def without_word(draft: Draft, title: str, word: str) -> Draft:
    """The block that takes no lines with a word below a title any more, and says nothing of what it means."""

    def lines(section: Section) -> tuple[Line, ...]:
        kind, _, column = section.name.partition(".")
        if kind == "values" and title_of(draft, column) == title:
            return tuple(each for each in section.lines if each.key != word)
        return tuple(_without(each, title, word) if not section.name and each.key == "only" else each for each in section.lines)

    return replace(draft, sections=tuple(replace(each, lines=lines(each)) for each in draft.sections))


def _without(line: Line, title: str, word: str) -> Line:
    said = line.value if isinstance(line.value, Mapping) else {}
    rest = {
        key: [each for each in words if each != word] if key == title and isinstance(words, Sequence) else words
        for key, words in said.items()
    }
    return replace(line, value=rest, note=NOTHING)


def without_emptied(proposal: Proposal) -> Proposal:
    """The proposal without blocks of which no word is left."""
    for draft in [each for sheet in proposal.sheets for each in sheet.drafts]:
        if any(not words for words in _only(draft).values()):
            proposal = proposal.without(draft)
    return proposal
