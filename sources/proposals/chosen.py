"""A list that was not recognised, read as the table that a person says it is: its titles as far as they are known, all asked.

Belongs here: making its blocks, and what must be known of it before. Does not belong here: asking which table it is, or which
title gives what is lacking (documents/proposal_unknown.py).

Of most tables a line says something whatever else is known; contracts, people and entries are known by their numbers, and an
entry is nothing without its amount: what gives these has to be said first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sources.guards.ends_beside import ENDS, STILL_COUNTS
from sources.proposals.answers import with_lines
from sources.proposals.draft import drafts_of
from sources.recognition.amounts import amounts_of
from sources.recognition.fuller_kinds import with_fuller_kind
from sources.recognition.sides import with_kind_by_side
from sources.recognition.values import by_values
from sources.words.blocks import LIKELY, SURE, Block, Choice, Sheet
from sources.words.choices import choices_of, with_category, with_kind
from sources.words.excel_days import layout_of
from sources.words.needs import NEEDS
from sources.words.notes import Draft, Evidence, SheetDraft
from sources.words.profile import Layout, cell_of
from sources.words.titles import is_free_text

LEDGER = "ledger_entries"
HANG_TOGETHER = ("leases", "tenants", LEDGER)  # each of their needs has to be there
TO_CHOOSE = ("objections", "payment_arrangements", "co_tenants", "collection_cases", "reported_elsewhere", "eviction_notices",
    "collection_actions", "stated_balances", *HANG_TOGETHER)  # fmt: skip
# The day of each line of what keeps a signal back.
DAYS_OF = {
    "objections": "received_on", "payment_arrangements": "agreed_on", "reported_elsewhere": "reported_on",
    "eviction_notices": "announced_on", "collection_cases": "handed_over_on",
}  # fmt: skip
MOST_WORDS = 6  # of a list in which no word comes back
NO_TITLES: Mapping[str, str] = {}


def titles_of(sheet: Sheet) -> list[str]:
    """The titles of a list among which a person chooses: those with something below them."""
    layout = layout_of(sheet.rows)
    return [each.title for each in layout.columns if each.filled] if layout else []


def few_words(sheet: Sheet, title: str) -> tuple[tuple[str, int], ...]:
    """The words below a title of a short list, in which none comes back, with how often each stands there; none of free text."""
    layout = layout_of(sheet.rows)
    found = next((each for each in layout.columns if each.title == title), None) if layout else None
    is_list = found is not None and found.distinct <= MOST_WORDS and not is_free_text(title)
    return tuple(found.texts.most_common()) if found is not None and is_list else ()


def lacking(sheet: Sheet, table: str, said: Mapping[str, str] = NO_TITLES) -> list[str]:
    """The columns without which a list gives nothing of this table, and that no title gives. `said`: our column -> the title that
    a person chose for it.
    """
    layout = layout_of(sheet.rows)
    if layout is None or table not in HANG_TOGETHER:
        return []
    block = _block(sheet, layout, table, said)
    given = {*block.choices, *(["amount"] if block.amounts or block.months or block.components or block.month else [])}
    given |= {"booked_on"} if block.months or block.components or block.month else set()
    return [group[0] for group in NEEDS[table] if not given.intersection(group)]


def chosen_as(sheet: Sheet, table: str, said: Mapping[str, str] = NO_TITLES) -> SheetDraft | None:
    """What is proposed for a list that is of this table; nothing where it has no titles, or lacks what the table is known by.
    `said`: as of `lacking`.
    """
    layout = layout_of(sheet.rows)
    if layout is None or lacking(sheet, table, said):
        return None
    return drafts_of([_block(sheet, layout, table, said)])[0]


def of_word(sheet: Sheet, table: str, title: str, word: str, others: Sequence[Draft] = ()) -> tuple[Draft, ...]:
    """The blocks that the lines with a word below a title give of a table that a person says they are of; none where there are no
    such lines. What other words are, is asked elsewhere. `others`: the blocks of other words, whose closing day may be
    theirs too.
    """
    layout = layout_of(sheet.rows)
    kind = next((each for each in layout.columns if each.title == title), None) if layout else None
    if layout is None or kind is None or word not in kind.texts:
        return ()
    lines = [row for row in sheet.rows[layout.above :] if cell_of(row, kind) == word]
    empty = {each.place for each in layout.columns if not each.date_kind and not any(cell_of(row, each) for row in lines)}
    own = replace(layout, columns=tuple(each for each in layout.columns if each.place not in empty))
    choices = choices_of(table, own)
    choices |= by_values(table, own, choices, is_pointed=True)
    choices = {
        name: replace(each, certainty=LIKELY)
        for name, each in choices.items()
        if each.profile.place != kind.place or name == "action_type"
    }
    if table == "collection_actions":
        choices["action_type"] = Choice("action_type", kind, LIKELY, Evidence())
    choices |= _end_beside(table, own, choices, others)
    block = Block(table, sheet, layout, choices, only={title: (word,)})
    return tuple(map(_without_others, drafts_of([block])[0].drafts))


def _end_beside(table: str, layout: Layout, choices: Mapping[str, Choice], others: Sequence[Draft]) -> dict[str, Choice]:
    """The last day of such lines, where they have none and one title gives that of the other kinds in the list: asked, since of
    an objection it may be the day on which somebody was done with it.
    """
    ends = ENDS.get(table, ())
    if not ends or any(name in choices for name in ends):
        return {}
    columns = [(each, line) for each in others for part in each.sections if part.name == "columns" for line in part.lines]
    titles = {line.value for each, line in columns if line.key in ENDS.get(each.table, ())}
    taken = {each.profile.place for each in choices.values()}
    days = [each for each in layout.columns if each.title in titles and each.date_kind and each.place not in taken]
    if len(days) != 1:
        return {}
    why = Evidence((f"zo eindigen ook andere regels van deze lijst; {STILL_COUNTS[table]}? dan klopt dit niet",))
    return {ends[0]: Choice(ends[0], days[0], LIKELY, why)}


def of_days(sheet: Sheet, table: str, said: Mapping[str, str], others: Collection[str] = ()) -> tuple[Draft, ...]:
    """The blocks that the lines with a day below a title give of a table that a person says they are of; none where there is no
    day. `said`: our column -> its title, for that day and for whom or what the line is about. `others`: titles of other tables,
    such as the day on which a case was closed, which ends no report.
    """
    layout = layout_of(sheet.rows)
    title = said.get(DAYS_OF.get(table, ""), "")
    day = next((each for each in layout.columns if each.title == title), None) if layout else None
    if layout is None or day is None or not day.date_kind or not {*said.values()} <= {each.title for each in layout.columns}:
        return ()
    left = tuple(each for each in layout.columns if each.title in said.values() or each.title not in others)
    block = replace(_block(sheet, replace(layout, columns=left), table, said), layout=layout, without=title)
    return drafts_of([block])[0].drafts


def _without_others(draft: Draft) -> Draft:
    """The block without what is asked of the words of other lines."""
    asking = [line for each in draft.sections if not each.name for line in each.lines if line.waits and not line.key]
    return with_lines(draft, {id(each): () for each in asking})


def _block(sheet: Sheet, layout: Layout, table: str, said: Mapping[str, str]) -> Block:
    titles = {each.title: each for each in layout.columns}
    own = {name: Choice(name, titles[title], SURE, Evidence()) for name, title in said.items()}
    taken = {each.profile.place for each in own.values()}
    known = {name: each for name, each in choices_of(table, layout).items() if each.profile.place not in taken or name in own}
    choices = {name: replace(each, certainty=LIKELY) for name, each in known.items()} | own
    if table != LEDGER:
        return Block(table, sheet, layout, choices)
    choices = with_kind(table, layout, with_category(table, choices))
    choices = with_kind_by_side(sheet, layout, with_fuller_kind(sheet, layout, choices))
    held = amounts_of(sheet, layout, choices)
    found = held.choices | {name: each for name, each in own.items() if name in held.choices or name != "amount"}
    return Block(
        table, sheet, layout, found, held.amounts if "amount" in held.given else {}, months=held.months, paid=held.paid,
        components=held.components, asked=held.asked, month=held.month,
    )  # fmt: skip
