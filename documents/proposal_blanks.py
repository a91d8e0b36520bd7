"""What a proposed mapping leaves open, one blank at a time, in Dutch: a word without a meaning, a column without a title.

Belongs here: what is shown of a blank, and what an answer changes. Does not belong here: what is only to be looked at
(proposal_dialogue.py), or what may be typed (proposal_choices.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from documents.check_words import TABLES
from documents.code_words import code_in_words
from documents.column_words import column_in_words
from documents.proposal_choices import LATER, Later, Reply, is_right, numbered, one_listed, some_of
from documents.proposal_columns import codes_of, ours_of, title_chosen, titles_chosen, typed_once
from documents.proposal_each import each_by_itself
from documents.proposal_parted import parted
from documents.proposal_questions import Place, Question, days_offered
from documents.proposal_text import where_of
from sources.proposals.actions import WHICH_SUBJECTS
from sources.proposals.answers import (
    Proposal,
    passing_over,
    said,
    title_of,
    with_constant,
    with_lines,
    with_skipped,
    with_title,
    with_unread,
    without_moot,
)
from sources.proposals.chosen import DAYS_OF, of_days
from sources.proposals.draft import titles_in
from sources.proposals.following import following, with_following
from sources.proposals.unread import NOBODY_READS
from sources.reading.rules import TABLES as OUR_TABLES
from sources.words.names import quoted
from sources.words.notes import Draft, Line, Note, SheetDraft

Given = Callable[[Place, Proposal], Proposal]  # asks of one place
IN_FILE = "Dit vult u straks in het bestand in: zoek daar op # vraag."
_IN_LINES = re.compile(r"Er staat iets op [^.]*\.")  # below a title of which no words come back
COUNTS_ALL = "het doet er niet toe: elke regel telt mee"
# What a title that speaks of a list may be instead.
OF_NO_LIST = {"reported_elsewhere": "wat u zelf meldde, of iets anders: het weegt niet mee"}
ELSE = "iets anders: het weegt niet mee"
NO_DAYS = (
    "Onder {} staat niet op welke dag, of niet van welk contract, en zonder dat telt het niet bij {}. Vraag een export met die "
    "dag; tot dan neemt een run deze lijst niet over."
)
NO_SUBJECT = "geen: die regels tellen niet mee"
COUNTS_SOME = "regels waar dit staat, tellen niet mee:"
VARIES = {"a": "het verschilt per regel, en een andere titel zegt het: dat zet u straks in het bestand"}
BY_OTHER_TITLE = "Zet in het bestand bij columns, achter {}, de titel die het per regel zegt, en bij values diens woorden."
NOTHING_COUNTS = {  # what lines with a word are that count for nothing
    "action_type": "geen brief aan of gesprek met de huurder over de achterstand, of hij belde zelf",
    "entry_type": "geen boeking van een huurder, zoals een inkoopfactuur",
}


def filled_in(question: Question, proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal once a person has filled in what a question leaves open, blank by blank; of several, those that he did.

    Raises:
        Later: nothing was typed, or this is not filled in by choosing.
    """
    drafts = {id(place.draft): place.draft for place in question.places if place.draft is not None}
    spots = {key: proposal.at(draft) for key, draft in drafts.items()}
    refused: dict[str, Place] = {}  # the first block of a list of which it was asked
    shown: list[tuple[int, str]] = []  # the blocks and columns of which the meanings were listed
    of_lists: dict[str, str] = {}  # column -> the day that was chosen of those offered, for the lists that are offered the same

    def given(place: Place, proposal: Proposal) -> Proposal:
        if place.draft is None or not _is_there(place.line, proposal, spots[id(place.draft)]):
            return proposal  # an answer to an earlier word took it away
        at = spots[id(place.draft)]
        if place.line.note.is_refused:
            alike = [each for each in question.places if each.key == place.key and each.draft is not None]
            if refused.setdefault(place.key, place) is not place:
                raise Later  # asked once for all blocks of the list
            return titles_chosen(alike, [spots[id(each.draft)] for each in alike], proposal, reply)
        if codes_for(place):
            listed = (id(place.draft), place.section)
            is_first = listed not in shown
            shown.append(listed)
            return code_given(place, at, proposal, reply, with_menu=is_first)
        if place.line.key == "unread":
            return _outcomes(place, at, proposal, reply)
        if place.line.key == "sure_of":
            return _subjects(place, at, proposal, reply)
        if place.section in ("columns", "constants"):
            return _of_lists(place, at, proposal, reply, of_lists)
        if place.line.note.words:
            return parted(place, at, proposal, reply)
        raise Later(f"{question.words()}\n{IN_FILE}")

    return each_by_itself(question.places, proposal, _with_what_follows(given, spots))


def _with_what_follows(given: Given, spots: Mapping[int, tuple[int, int]]) -> Given:
    """The same, with what is answered by it too."""

    def followed(place: Place, proposal: Proposal) -> Proposal:
        found = given(place, proposal)
        return found if found is proposal else with_following(proposal, spots[id(place.draft)], place.section, place.line, found)

    return followed


def _is_there(line: Line, proposal: Proposal, at: tuple[int, int]) -> bool:
    return any(each is line for section in proposal.block(at).sections for each in section.lines)


def codes_for(place: Place) -> Sequence[str]:
    """The codes of ours of which a word, or a column that is the same everywhere, is one; none of anything else."""
    kind, _, column = place.section.partition(".")
    if place.draft is None or not place.line.key or kind not in ("values", "patterns", "constants"):
        return ()
    name = place.line.key if kind == "constants" else column
    codes = codes_of(ours_of(place.draft.table, name))
    return [each for each in place.line.note.options if each in codes] or codes  # on one side of a ledger not all can be


def code_given(place: Place, at: tuple[int, int], proposal: Proposal, reply: Reply, *, with_menu: bool = True) -> Proposal:
    """The proposal in which a word has the meaning that a person chooses, or its lines count for nothing.

    `with_menu`: whether the meanings are shown; they need not be twice for words of one question.

    Raises:
        Later: nothing was typed.
    """
    kind, _, column = place.section.partition(".")
    column = place.line.key if kind == "constants" else column
    codes = codes_for(place)
    block = proposal.block(at)
    shown = [code_in_words(column, code) + (" (waarschijnlijk)" if code == place.line.value else "") for code in codes]
    asked = _about(place, column, title_of(block, column), _elsewhere(place, at, proposal))
    asked += _known_of(block, column) * with_menu
    passes = {"0": f"telt niet mee: {NOTHING_COUNTS[column]}"} if kind != "constants" and column in NOTHING_COUNTS else {}
    varies = VARIES if passes and kind == "values" else {}
    typed = one_listed(asked, shown, reply, {**passes, **varies}, is_shown=with_menu)
    if typed in varies:
        raise Later(BY_OTHER_TITLE.format(column))
    if typed in passes:
        return proposal.put(at, without_moot(passing_over(block, column, place.line)))
    return proposal.put(at, without_moot(with_lines(block, {id(place.line): (said(place.line, codes[int(typed) - 1]),)})))


def _known_of(block: Draft, column: str) -> str:
    """Of how many cells below a title that is not asked itself it is known what they mean: of none, it may be another title."""
    lines = (line for each in block.sections if each.name == "columns" for line in each.lines if line.key == column)
    found = next((line.note for line in lines if not line.waits), None)
    if found is None or found.asks or found.evidence.fit >= found.evidence.of:
        return ""
    return f"\n  (van {found.evidence.of} cellen is bij {found.evidence.fit} bekend wat het woord betekent)"


def follows_from(places: Sequence[Place], proposal: Proposal) -> set[int]:
    """The identities of the lines that wait for no answer of their own: that to an earlier one of these gives theirs."""
    found: set[int] = set()
    for place in places:
        if place.draft is not None and place.line.waits and id(place.line) not in found:
            at = proposal.at(place.draft)
            found |= {id(line) for _, _, line in following(proposal, at, place.section, place.line)}
    return found


def _elsewhere(place: Place, at: tuple[int, int], proposal: Proposal) -> str:
    """The other lists for which an answer to a word counts too."""
    lists = {i: where_of(proposal.sheets[i]) for (i, _), _, _ in following(proposal, at, place.section, place.line) if i != at[0]}
    return f"ook in {', '.join(lists.values())}" if lists else ""


def _about(place: Place, column: str, title: str, elsewhere: str = "") -> str:
    line, note = place.line, place.line.note
    if place.section == "constants":
        return f"Wat is overal {column_in_words(place.draft.table if place.draft else '', column)}?"
    word = quoted(note.shown if place.section.startswith("patterns.") and note.shown else line.key)
    beside = [quoted(note.shown)] if note.shown and not place.section.startswith("patterns.") else []
    times = ["van elke maand"] if note.is_of_months else []
    times += [f"{note.times} keer"] if note.times else []
    said_of = [*beside, *times, *filter(None, [elsewhere])]
    more = f" ({', '.join(said_of)})" if said_of else ""
    about = f"{quoted(title)}: wat" if title else "Wat"
    ours = ours_of(place.draft.table, column) if place.draft else None
    which = f": {column_in_words(place.draft.table, column)}" if place.draft and ours and ours.kind == "boolean" else ""
    return f"{about} is {word}{more}{which}?"


def _outcomes(place: Place, at: tuple[int, int], proposal: Proposal, reply: Reply) -> Proposal:
    """A title that nothing reads, on which it may depend whether a line counts, or that is of another list altogether."""
    note, block = place.line.note, proposal.block(at)
    titles = [str(each) for each in place.line.value] if isinstance(place.line.value, (list, tuple)) else []
    rest = (note.rest,) if note.rest is not None else ()
    of_no_matter = with_lines(block, {id(place.line): (said(place.line, titles), *rest)})
    asked = (note.talk or _in_talk(note)) + (f" Daar staat {', '.join(map(quoted, note.words))}." if note.words else "")
    if note.of_list in DAYS_OF:
        ours = column_in_words(note.of_list, DAYS_OF[note.of_list])
        shown = [f"{ours} (bij {TABLES[note.of_list]})", OF_NO_LIST.get(note.of_list, ELSE)]
        if one_listed(f"{asked} Wat staat daar?", shown, reply) == "2":
            return proposal.put(at, of_no_matter)
        return _as_a_list(place, at, titles[0], proposal.put(at, with_lines(block, {id(place.line): rest})))
    if not note.words:
        if not is_right(f"{asked} Doet dat er niet toe, en telt elke regel mee?", reply):
            raise Later(IN_FILE)
        return proposal.put(at, of_no_matter)
    if one_listed(asked, [COUNTS_ALL, COUNTS_SOME[:-1] + "…"], reply) == "1":
        return proposal.put(at, of_no_matter)
    chosen = some_of(
        f"{COUNTS_SOME} (nummers)\n{numbered([quoted(each) for each in note.words])}",
        len(note.words),
        reply,
        "die niet meetellen",
    )
    gone = [f"^{re.escape(note.words[each].lower())}$" for each in chosen]
    return proposal.put(at, with_skipped(with_lines(block, {id(place.line): rest}), titles[0], gone))


def _in_talk(note: Note) -> str:
    """What the file asks, without what is to be written there."""
    asked, _, behind = (note.asked or "").partition(" Zeg met skip_lines")
    return asked + "".join(f" {each}" for each in _IN_LINES.findall(behind) if not note.words)


def _as_a_list(place: Place, at: tuple[int, int], title: str, proposal: Proposal) -> Proposal:
    """The proposal in which the days below a title of a list are lines of another table, of the same contracts.

    Raises:
        Later: no day stands there, or nobody knows of whom.
    """
    table, sheet = place.line.note.of_list, proposal.sheets[at[0]]
    source = proposal.read.get((sheet.file, sheet.sheet))
    own = {column.name for column in OUR_TABLES[table].columns}
    alike = (("lease_id", "lease_id"), ("tenant_id", "tenant_id"), ("reported_by", "agency_id"))
    whom = {name: found for name, other in alike if name in own and (found := _given_beside(sheet, other))}
    others = {each for draft in sheet.drafts for each in titles_in(draft)}
    is_of_somebody = bool({"lease_id", "tenant_id"} & {*whom})
    drafts = of_days(source, table, {DAYS_OF[table]: title, **whom}, others) if source and is_of_somebody else ()
    if not drafts:
        raise Later(NO_DAYS.format(quoted(title), TABLES[table]))
    return proposal.with_drafts(at[0], drafts)


def _given_beside(sheet: SheetDraft, column: str) -> str:
    """The title that gives a column of some block of a list."""
    return next(filter(None, (title_of(draft, column) for draft in sheet.drafts)), "")


def _subjects(place: Place, at: tuple[int, int], proposal: Proposal, reply: Reply) -> Proposal:
    """Words for what contacts were about: those that a person names count, and the lines of all others are passed over."""
    words, title = place.line.note.words, place.line.note.shown
    asked = f"{quoted(title)} zegt waar een gesprek over ging. {WHICH_SUBJECTS} Welke gaan daarover? (nummers)"
    shown = f"{asked}\n{numbered([quoted(each) for each in words])}\n   0  {NO_SUBJECT}\n{LATER}"
    chosen = some_of(shown, len(words), reply, "die over de huurachterstand gaan", none={"0": NO_SUBJECT})
    sure = [each for number, each in enumerate(words) if number in chosen]
    block = with_lines(proposal.block(at), {id(place.line): (Line("sure_of", sure),) if sure else ()})
    others = [f"^{re.escape(each.lower())}$" for each in words if each not in sure]
    return proposal.put(at, with_skipped(block, title, others) if others else block)


def _column(place: Place, at: tuple[int, int], proposal: Proposal, reply: Reply) -> Proposal:
    line = place.line
    if isinstance(line.value, str) and line.value and place.section == "columns":
        return _candidate(place, line.value, at, proposal, reply)
    return title_chosen(place, at, proposal, reply) if place.section == "columns" else typed_once(line, at, proposal, reply)


def _of_lists(place: Place, at: tuple[int, int], proposal: Proposal, reply: Reply, chosen: dict[str, str]) -> Proposal:
    """The column as `_column` gives it, or by the day that was `chosen` for an earlier list of the question: it is offered the
    same days.
    """
    column = place.line.key
    if place.section == "columns" and column in chosen:
        return proposal.put(at, with_constant(proposal.block(at), place.line, chosen[column]))
    days = days_offered(place.draft, column) if place.draft is not None else ()
    found = _column(place, at, proposal, reply)
    lines = (each for section in found.block(at).sections if section.name == "constants" for each in section.lines)
    for day in (str(each.value) for each in lines if each.key == column and each.value in days):
        chosen[column] = day
    return found


def _candidate(place: Place, title: str, at: tuple[int, int], proposal: Proposal, reply: Reply) -> Proposal:
    """A title that may be a column, and that counts only once a person says so."""
    line, block = place.line, proposal.block(at)
    why = (line.note.asked or "").partition(". Is het dat")[0].partition(": is hij het")[0]
    ours = column_in_words(block.table, line.key)
    if is_right(f"Is {quoted(title)} {ours}?\n  ({why})", reply):
        return proposal.put(at, with_title(block, line, title)).with_title_taken(at, title)
    if (line.note.asked or "").startswith(NOBODY_READS):
        return proposal.put(at, with_unread(block, line, title))
    return title_chosen(place, at, proposal, reply)
