"""The words of a list of several kinds of lines of which nobody knows the kind, asked one by one in Dutch: which of its tables
each is of.

Belongs here: what is shown of such a word, and what an answer changes. Does not belong here: words whose table is known, and only
their meaning is not (proposal_blanks.py), or how a block takes its lines (sources/proposals/answers.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.check_words import TABLES
from documents.code_words import code_in_words
from documents.proposal_choices import Later, Reply, one_listed
from documents.proposal_questions import Place
from documents.proposal_settings import what_of
from sources.proposals.answers import Proposal, with_lines, with_skipped
from sources.proposals.chosen import HANG_TOGETHER, TO_CHOOSE, of_word
from sources.proposals.part import which_block
from sources.proposals.taken import taking_word, titles_of_kinds, words_of_kind
from sources.reading.rules import TABLES as OUR_TABLES
from sources.reading.safest import safest_first
from sources.words.blocks import Sheet
from sources.words.names import fits_only, quoted
from sources.words.notes import Draft

NOWHERE = {"0": "telt nergens mee"}
BY_HAND = NOWHERE | {"a": "een lijst die hier niet bij staat: dat zet u straks in het bestand"}
ANOTHER = NOWHERE | {"a": "een lijst die hier niet bij staat"}
NONE_OF_THESE = {"0": "geen van deze: dat zet u straks in het bestand"}


def parted(place: Place, at: tuple[int, int], proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal in which a person has said of each word which table its lines are of, and what it means there; a word of none
    that can be chosen stays for the file.

    Raises:
        Later: nothing was typed.
    """
    words, left, later = place.line.note.words, list[str](), list[Later]()
    for word in words:
        try:
            found = word_placed(word, place.line.note.shown, at, proposal, reply)
        except Later as said:
            found = None
            later.append(said)
        left += [word] if found is None else []
        proposal = found or proposal
    if len(later) == len(words):
        raise later[0]
    if not left:
        return proposal.put(at, with_lines(proposal.block(at), {id(place.line): ()}))
    rest = replace(place.line, note=replace(place.line.note, asked=which_block(left), words=tuple(left)))
    proposal = proposal.put(at, with_lines(proposal.block(at), {id(place.line): (rest,)}))
    return replace(proposal, left=proposal.left | {replace(place, line=rest).key})


def word_placed(
    word: str, title: str, at: tuple[int, int], proposal: Proposal, reply: Reply, *, is_of_another: bool = False
) -> Proposal | None:
    """The proposal in which the lines with a word are of the table that a person says; nothing where the list gives none such.

    Args:
        word: below the title.
        title: its words say which lines each block of the list takes.
        at: the block that passes over the word where it counts nowhere.
        proposal: in which no block takes the word.
        reply: shows a text and gives what was typed below it.
        is_of_another: whether it is of another block than that.

    Raises:
        Later: nothing was typed.
    """
    blocks = [(at[0], number) for number, each in enumerate(proposal.sheets[at[0]].drafts) if title in titles_of_kinds(each)]
    blocks = [each for each in blocks if not (is_of_another and each == at)]
    shown = [_named(proposal.block(each), title) for each in blocks]
    sheet = proposal.sheets[at[0]]
    source = proposal.read.get((sheet.file, sheet.sheet))
    asked = f"{quoted(title)}: bij welke lijst hoort {quoted(word)}?"
    typed = one_listed(asked, shown, reply, BY_HAND if source is None else ANOTHER)
    if typed == "a":
        return _of_another_table(word, title, source, at[0], proposal, reply) if source is not None else None
    if typed == "0":
        return proposal.put(at, with_skipped(proposal.block(at), title, [fits_only(word.lower())]))
    chosen = blocks[int(typed) - 1]
    return proposal.put(chosen, _taking(proposal.block(chosen), title, word, reply))


def _of_another_table(word: str, title: str, source: Sheet, number: int, proposal: Proposal, reply: Reply) -> Proposal | None:
    """The proposal in which a word has a block of its own, of a table that the list gives no lines of yet."""
    beside = [each for each in proposal.sheets[number].drafts if title in titles_of_kinds(each)]
    given = {each.table for each in beside}
    tables = [each for each in TO_CHOOSE if each not in given and each not in HANG_TOGETHER]
    typed = one_listed(f"Wat zijn de regels met {quoted(word)}?", [TABLES[each] for each in tables], reply, NONE_OF_THESE)
    drafts = of_word(source, tables[int(typed) - 1], title, word, beside) if typed != "0" else ()
    return proposal.with_drafts(number, drafts) if drafts else None


def _named(draft: Draft, title: str) -> str:
    """A list by its table and a word of its own: a ledger is parted into several."""
    words = words_of_kind(draft, title)
    return f"{what_of(draft)}{f', zoals {quoted(words[0])}' if words else ''}"


def _taking(draft: Draft, title: str, word: str, reply: Reply) -> Draft:
    column = next((each for each in ("action_type", "entry_type") if title in _columns(draft, each)), "")
    codes: Sequence[str] = safest_first(OUR_TABLES[draft.table].column(column)) if column else ()
    if not codes:
        return taking_word(draft, title, word)
    meant = one_listed(f"Wat is {quoted(word)}?", [code_in_words(column, each) for each in codes], reply)
    return taking_word(draft, title, word, column, codes[int(meant) - 1])


def _columns(draft: Draft, column: str) -> list[object]:
    sections = (each for each in draft.sections if each.name == "columns")
    return [line.value for each in sections for line in each.lines if line.key == column]
