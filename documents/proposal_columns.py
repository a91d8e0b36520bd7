"""Which title gives a column of ours, where a person says that another one does, or that none is known, in Dutch.

Belongs here: the titles that are offered, what else may be answered (none, the same everywhere, two titles that are one number),
and what of that changes. Does not belong here: words without a meaning (proposal_blanks.py), or pages of titles
(proposal_titles.py).

Every title of the list is offered, also one that gives another column: a number of a case may be the agency's reference too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import permutations

from documents.check_words import TABLES
from documents.code_words import code_in_words
from documents.column_words import column_in_words
from documents.proposal_choices import LATER, Later, Reply, one_listed
from documents.proposal_questions import Place
from sources.proposals.answers import (
    Proposal,
    constant_of,
    with_column,
    with_constant,
    with_lines,
    with_title,
    with_words,
    without_column,
)
from sources.proposals.chosen import few_words
from sources.proposals.numbers import is_own_number, made_of, parts_of_own, with_number_made, with_title_refused
from sources.reading.rules import TABLES as OUR_TABLES
from sources.reading.safest import safest_first
from sources.reading.settings import NAME_DAY
from sources.reading.shapes import whole_day_in_name
from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from sources.words.names import quoted
from sources.words.notes import Draft, Line
from validations.landing import Column

IN_FILE = "Dit vult u straks in het bestand in: zoek daar op # vraag."
NONE = {"0": "geen: mijn export geeft dit niet"}
SAME = {"v": "overal hetzelfde"}
TWO = "  Zijn het twee titels die samen het nummer zijn, typ dan beide nummers: 2 3"
_NUMBERS = re.compile(r"\s*(\d+)\s*(?:[,+&/ -]|en)\s*(\d+)\s*")

At = tuple[int, int]


def title_chosen(place: Place, at: At, proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal in which a title that a person chooses gives a column; or none does, where it may be lacking.

    Raises:
        Later: nothing was typed.
    """
    return titles_chosen([place], [at], proposal, reply)


def titles_chosen(places: Sequence[Place], spots: Sequence[At], proposal: Proposal, reply: Reply) -> Proposal:
    """The same for the blocks of one list that read a column from one title: asked once.

    Raises:
        Later: nothing was typed.
    """
    line, at = places[0].line, spots[0]
    block = proposal.block(at)
    titles = titles_of_list(proposal, at, line)
    besides = _besides(line, at, proposal)
    tables = dict.fromkeys(TABLES[proposal.block(each).table] for each in spots)
    asked = f"Welke titel zegt {column_in_words(block.table, line.key)} (bij {', '.join(tables)})?"
    if not titles and not besides:
        raise Later(f"{asked} In deze lijst is geen titel meer over. {IN_FILE}")
    is_number = is_own_number(block.table, line.key) and len(titles) > 1
    typed = _typed(f"{asked}\n{TWO}" if is_number else asked, titles, besides, reply, is_number=is_number)
    twin = constant_of(block, line.key)
    if typed == "v":
        return typed_once(line, at, proposal, reply)
    if twin is not None and typed in _by_key(twin):
        return proposal.put(at, with_constant(block, line, _by_key(twin)[typed]))
    chosen = [titles[int(each) - 1] for each in typed.split()] if typed != "0" else []
    for place, each in zip(places, spots, strict=True):
        proposal = _with(chosen, place.line, each, proposal)
    return proposal


def title_instead(place: Place, at: At, proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal once a person has said what gives a column that was guessed to be the same everywhere: a title after all, the
    likeliest first, or another value for each line.

    Raises:
        Later: nothing was typed.
    """
    line, block = place.line, proposal.block(at)
    found = titles_of_list(proposal, at, line)
    titles = sorted(found, key=lambda title: title != line.note.shown)
    asked = f"Welke titel zegt {column_in_words(block.table, line.key)} (bij {TABLES[block.table]})?"
    if not titles:
        return typed_once(line, at, proposal, reply)
    typed = one_listed(asked, [quoted(each) for each in titles], reply, SAME)
    if typed == "v":
        return typed_once(line, at, proposal, reply)
    title = titles[int(typed) - 1]
    block = with_column(with_lines(block, {id(line): ()}), line.key, title)
    return proposal.put(at, _with_its_words(title, line.key, block, at, proposal)).with_title_taken(at, title)


def _with_its_words(title: str, column: str, block: Draft, at: At, proposal: Proposal) -> Draft:
    """The block that asks what the words of a title mean, where its column is one of codes, or of yes and no in other words."""
    ours = ours_of(block.table, column)
    if ours is None or ours.kind not in ("code", "boolean"):
        return block
    words = next((each.words for each in proposal.sheets[at[0]].unused if each.title == title), ())
    sheet = proposal.sheets[at[0]]
    source = proposal.read.get((sheet.file, sheet.sheet))
    words = words or (few_words(source, title) if source is not None else ())
    is_plain = ours.kind == "boolean" and all(word.lower() in (*TRUE_WORDS, *FALSE_WORDS) for word, _ in words)
    return block if is_plain else with_words(block, column, words, codes_of(ours))


def titles_of_list(proposal: Proposal, at: At, line: Line) -> list[str]:
    """The titles of the list of a block, but for the one that a line reads: first those that nothing reads, then those that other
    blocks or its own do, and at last those that are empty now.
    """
    unused = proposal.sheets[at[0]].unused
    found = [each.title for each in unused if not each.is_empty]
    found += [*proposal.titles_beside(at), *proposal.titles_read(at)]
    found += [each.title for each in unused if each.is_empty]
    return [each for each in dict.fromkeys(found) if each != line.value]


def refused(place: Place, at: At, proposal: Proposal, *, is_by_hand: bool) -> Proposal:
    """The proposal in which a title that a person says is wrong gives its column no more, though he names no other: the number of
    an entry or letter is made then, and what else it was waits for an answer.
    """
    line, block = place.line, proposal.block(at)
    before = line.value if isinstance(line.value, str) else ""
    if place.section != "columns" or not before or line.waits:
        return proposal.with_left(place.key, is_by_hand=is_by_hand)
    if is_own_number(block.table, line.key):
        made = with_number_made(block, line, parts_of_own(block, line.key))
        return proposal.put(at, made).with_title_left(at, before)
    block, waiting = with_title_refused(block, line)
    left = Place(waiting, place.sheet, block, place.section).key
    return proposal.put(at, block).with_title_left(at, before).with_left(left, is_by_hand=is_by_hand)


def _besides(line: Line, at: At, proposal: Proposal) -> Mapping[str, str]:
    """What may be answered but a title."""
    block = proposal.block(at)
    ours = ours_of(block.table, line.key)
    may_lack = ours is not None and not ours.required and (not line.waits or line.note.is_refused)
    if is_own_number(block.table, line.key):
        parts = " en ".join(column_in_words(block.table, each) for each in parts_of_own(block, line.key))
        besides = {"0": f"geen: maak er een van {parts}"} if parts else {}
    else:
        besides = dict(NONE) if may_lack else {}
    twin = constant_of(block, line.key)
    return besides | _days(twin, proposal.sheets[at[0]].file) | SAME if twin is not None else besides


def _days(twin: Line, file: str) -> dict[str, str]:
    """The days that the whole list may be of: the key by which each is chosen, and what it is."""
    days = _by_key(twin)
    named = whole_day_in_name(file)
    in_name = f" ({named:%d-%m-%Y})" if named else ""
    return {
        key: f"de dag in de naam van het bestand{in_name}: van elk volgend bestand die in zijn naam"
        if day == NAME_DAY
        else f"{day}: de dag boven de titels (elke maand zelf aanpassen)"
        for key, day in days.items()
    }


def _by_key(twin: Line) -> dict[str, str]:
    days = [each for each in twin.note.options if each == NAME_DAY or each[:1].isdecimal()]
    above = [each for each in days if each != NAME_DAY]
    keys = {"d": NAME_DAY} if NAME_DAY in days else {}
    return keys | {f"b{number}" if len(above) > 1 else "b": each for number, each in enumerate(above, start=1)}


def _typed(asked: str, titles: Sequence[str], besides: Mapping[str, str], reply: Reply, *, is_number: bool) -> str:
    """A number of the list, a key of `besides`, or two numbers where that is one number in two columns."""
    if not is_number:
        return one_listed(asked, [quoted(each) for each in titles], reply, besides)
    both = {" ".join(each) for each in permutations([str(number) for number in range(1, len(titles) + 1)], 2)}
    pairs: list[str] = []

    def one(shown: str) -> str:
        typed = reply(shown)
        found = _NUMBERS.fullmatch(typed)
        if found and " ".join(found.groups()) in both:
            pairs.append(" ".join(found.groups()))
            return found[1]
        return typed

    typed = one_listed(asked, [quoted(each) for each in titles], one, besides)
    return pairs[-1] if pairs else typed


def _with(chosen: Sequence[str], line: Line, at: At, proposal: Proposal) -> Proposal:
    """The proposal in which these titles give the column of a line: none, one, or two that are one number."""
    block = proposal.block(at)
    before = line.value if isinstance(line.value, str) else ""
    if not chosen:
        is_made = is_own_number(block.table, line.key)
        block = with_number_made(block, line, parts_of_own(block, line.key)) if is_made else without_column(block, line)
    elif len(chosen) > 1:
        block = with_number_made(block, line, made_of(chosen))
    else:
        block = _with_its_words(chosen[0], line.key, with_title(block, line, chosen[0]), at, proposal)
    proposal = proposal.put(at, block)
    for title in chosen:
        proposal = proposal.with_title_taken(at, title)
    return proposal.with_title_left(at, before)


def typed_once(line: Line, at: At, proposal: Proposal, reply: Reply) -> Proposal:
    """A column that is the same on each line: one of our codes, or what a person types."""
    block = proposal.block(at)
    codes = codes_of(ours_of(block.table, line.key))
    asked = f"Wat is overal {column_in_words(block.table, line.key)}?"
    if codes:
        value = codes[int(one_listed(asked, [code_in_words(line.key, each) for each in codes], reply)) - 1]
    else:
        ours = ours_of(block.table, line.key)
        is_day = ours is not None and ours.kind == "date"
        how = (
            f"een dag als 20-11-2026, of {NAME_DAY}: de dag in de naam van het bestand"
            if is_day
            else line.note.talk or line.note.asked
        )
        value = reply(f"{asked} ({how})\n{LATER}").strip()
    if not value:
        raise Later
    return proposal.put(at, with_constant(block, line, value))


def ours_of(table: str, name: str) -> Column | None:
    """Our column of this name; None where the table has none."""
    return next((each for each in OUR_TABLES[table].columns if each.name == name), None)


def codes_of(column: Column | None) -> Sequence[str]:
    """The codes that a column of codes may hold, or a yes and a no; none of anything else."""
    return () if column is None else safest_first(column) or (("true", "false") if column.kind == "boolean" else ())


def day_typed(asked: str, reply: Reply) -> str:
    """A day that holds for every line, as it is written in a mapping; asked again until it is one that exists.

    Raises:
        Later: nothing was typed.
    """
    value = typed_value(asked, "date", reply)
    while value != NAME_DAY and not _is_day(value):
        value = typed_value("  Dat is geen dag die bestaat.", "date", reply)
    return value


def _is_day(value: str) -> bool:
    return any(_day(value, form) for form in ("%d-%m-%Y", "%Y-%m-%d"))


def _day(value: str, form: str) -> date | None:
    try:
        return datetime.strptime(value, form).date()
    except ValueError:
        return None


def as_iso(value: str) -> str:
    """A day that was typed as 20-11-2026, as it can be read whatever way the cells of a list are written."""
    day = _day(value, "%d-%m-%Y")
    return day.isoformat() if day else value


def typed_value(asked: str, kind: str, reply: Reply) -> str:
    """A value that holds for every line: a day where the column holds one, else what a person types.

    Raises:
        Later: nothing was typed.
    """
    how = (
        f"een dag als 20-11-2026, of {NAME_DAY}: de dag in de naam van het bestand" if kind == "date" else "typ het zoals het is"
    )
    value = reply(f"{asked} ({how})\n{LATER}").strip()
    if not value:
        raise Later
    return value
