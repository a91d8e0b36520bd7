"""A list of cases of several kinds, as a case module exports them: what is in a bailiff's hands, objections and arrangements, and
what is none of these.

Belongs here: seeing the column that says the kind of each case, and what its lines give. Does not belong here: such a list with
letters among the cases (items.py), one without anything in a bailiff's hands (flags.py), or evictions in it (evictions.py).

Nothing of it is certain. Read as cases of a bailiff, objections would keep nobody from being reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.guards.unused import OUTCOME
from sources.recognition.evictions import CASES, is_case, is_eviction
from sources.recognition.flags import (
    ARRANGEMENTS,
    FLAG,
    NUMBERS,
    OBJECTIONS,
    SAYS_WHAT,
    WITHDRAWN,
    block_of_lines,
    first_day,
    is_called,
    is_of_a_list,
    without_withdrawals,
)
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.choices import choices_of
from sources.words.evidence import is_no_case
from sources.words.field_names import speaks
from sources.words.names import quoted
from sources.words.notes import OF_ANOTHER, Evidence
from sources.words.profile import Layout, Profile, cell_of
from sources.words.titles import concepts_of, is_free_text

OF_MORE = frozenset({"ledger_entries", "leases", "landlords", "collection_actions"})
MOST = 15  # kinds of cases
PROCESS = re.compile(r"(?i)^(werk)?proces([- ]?(soort|type))?$|^(soort|type) (werk)?proces$")  # as a case module may call it
OF_A_KIND = frozenset({"kind", "case", "code"})  # what the title of the kind of a case may say
WHEN_WITHDRAWN = (
    "bij een bezwaar kan onder {} de dag staan waarop het is afgesloten, en niets zegt dat het toen is ingetrokken: het blijft "
    "gelden. Is het dan altijd ingetrokken, zet die titel dan bij withdrawn_on"
)
CLOSED = "de dag waarop een dossier is afgesloten"
DAYS = {OBJECTIONS: ("received_on", ("withdrawn_on",)), ARRANGEMENTS: ("agreed_on", ("ended_on", "broken_on"))}
BESIDE = (OBJECTIONS, ARRANGEMENTS)


def by_kind_of_case(found: list[Block], sheet: Sheet, layout: Layout) -> list[Block]:
    """What a sheet of cases gives: a bailiff's cases, objections and arrangements, each of the lines with the words for them."""
    own = next((each for each in found if each.table == CASES and not each.only), None)
    if own is None or any(each.table in OF_MORE for each in found):
        return found
    for kind in _kinds(layout):
        others = {table: tuple(text for text in kind.texts if is_called(table, kind, text)) for table in BESIDE}
        taken = {table: without_withdrawals(table, words, kind) for table, words in others.items()}
        cases = _cases(kind, any(taken.values()))
        is_of_none = any(is_no_case(kind.said(text)) for text in kind.texts)
        if cases and (any(taken.values()) or is_of_none):
            beside = [
                block for table in BESIDE if taken[table] and (block := _block(table, taken[table], kind, sheet, layout, found))
            ]
            here = [each for each in found if each.table not in (CASES, *BESIDE)]
            are_called = all(_is_case(kind.said(text)) for text in cases)
            return [*here, replace(own, choices=_less_sure(own, are_called=are_called), only={kind.title: cases}), *beside]
    return found


def _kinds(layout: Layout) -> Iterator[Profile]:
    """The columns that say the kind of each line; that of a tenant says something else."""
    for each in layout.columns:
        said = concepts_of(each.title)
        is_kind = {"kind"} <= said <= OF_A_KIND or said == {"case", "subject"} or bool(PROCESS.search(each.title.strip()))
        is_kind = is_kind and not each.date_kind
        if is_kind and each.filled >= layout.rows and 1 < each.distinct <= MOST and each.distinct < each.filled:
            yield each


def _cases(kind: Profile, has_others: bool) -> tuple[str, ...]:
    """The words that are called cases; where none is, and other words are known, those of which nothing says otherwise:
    `Gerechtelijk`. A code may be that of an objection, and is asked.
    """
    called = tuple(text for text in kind.texts if _is_case(kind.said(text)))
    left = tuple(text for text in kind.texts if not _is_other(kind.said(text)) and SAYS_WHAT.search(kind.said(text)))
    return called or (left if has_others else ())


def _is_other(word: str) -> bool:
    return is_of_a_list(word) or is_eviction(word) or is_no_case(word)


def _is_case(word: str) -> bool:
    return is_case(word) and not _is_other(word)


def _less_sure(block: Block, *, are_called: bool) -> dict[str, Choice]:
    """What was chosen; that the list may be about something else is not asked of lines whose own word says that they are not."""
    found = {name: replace(each, certainty=LIKELY) for name, each in block.choices.items()}
    return {name: replace(each, why=_without(each.why, OF_ANOTHER)) for name, each in found.items()} if are_called else found


def _without(why: Evidence, doubt: str) -> Evidence:
    return replace(why, doubts=tuple(each for each in why.doubts if each != doubt))


def _block(table: str, taken: tuple[str, ...], kind: Profile, sheet: Sheet, layout: Layout, found: list[Block]) -> Block | None:
    """The lines of these kinds; without a title below which they have nothing, but for days, which may come."""
    day = first_day(layout)
    choices = choices_of(table, layout)
    who = choices.get("tenant_id") or choices_of(ARRANGEMENTS, layout).get("lease_id")
    if day is None or who is None:
        return None
    block = block_of_lines(table, taken, kind, day, who, sheet, layout, found)
    rows = [row for row in block.rows if cell_of(row, kind) in taken]
    held = {name: any(cell_of(row, each.profile) for row in rows) for name, each in block.choices.items()}
    kept = {name: each for name, each in block.choices.items() if held[name] or each.profile.date_kind}
    kept = _with_those_of_cases(table, kept, next(each for each in found if each.table == CASES), day)
    end = kept.get("withdrawn_on")
    only, asked = {**block.only}, ""
    if end is not None and "withdrawn" not in concepts_of(end.profile.title):
        said = _says_withdrawn(end.profile, rows, layout)
        if said is None:
            kept.pop("withdrawn_on")
            asked = WHEN_WITHDRAWN.format(quoted(end.profile.title))
        elif said:  # another word of a later month is refused then
            only[said[0].title] = tuple(sorted({cell_of(row, said[0]) for row in rows}))
    return replace(block, choices=kept, only=only, asked=asked, kind=CASES if table == OBJECTIONS else "")


def _with_those_of_cases(table: str, choices: dict[str, Choice], cases: Block, day: Profile) -> dict[str, Choice]:
    """What was chosen, with the number that each case has and the day on which it was closed: in a list of cases `Afgesloten` is
    not what was agreed.
    """
    own, last = (cases.choices.get(name) for name in ("case_id", "ended_on"))
    if own is not None and own.profile.distinct == own.profile.filled >= cases.layout.rows:
        choices.setdefault(NUMBERS[table], replace(own, column=NUMBERS[table], certainty=LIKELY))
    if last is None or last.profile is day:
        return choices
    first, ends = DAYS[table]
    if first in choices and choices[first].profile is last.profile:
        choices[first] = Choice(first, day, LIKELY, FLAG)
    if not {*ends} & choices.keys() and all(each.profile is not last.profile for each in choices.values()):
        choices[ends[0]] = Choice(ends[0], last.profile, LIKELY, Evidence((CLOSED,)))
    return choices


def _says_withdrawn(end: Profile, rows: Sequence[Sequence[str]], layout: Layout) -> list[Profile] | None:
    """The titles whose words say of each objection with a last day that it was withdrawn; empty where no title says how any case
    was closed, None where one does and does not say so of these.
    """
    closed = [row for row in rows if cell_of(row, end)]
    said = [each for each in layout.columns if _says_how_it_ended(each)]
    withdrawn = [each for each in said if closed and all(WITHDRAWN.search(cell_of(row, each)) for row in closed)]
    return withdrawn if withdrawn or not said else None


def _says_how_it_ended(profile: Profile) -> bool:
    is_outcome = speaks(OUTCOME, profile.title) and profile.distinct <= MOST
    is_said = bool(concepts_of(profile.title) & {"status", "subject", "closed"}) and not is_free_text(profile.title)
    return (is_said or is_outcome) and not profile.date_kind and bool(profile.filled)
