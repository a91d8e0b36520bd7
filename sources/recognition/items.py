"""Lists of all that happens in a file on somebody: letters and contacts, objections and arrangements, a line each, and with
them what went to a bailiff, what others reported, and evictions.

Belongs here: seeing by a column of kinds that a list holds several of these, and what each gives, read from its own lines only.
Does not belong here: lists of objections and arrangements without letters (flags.py), or of entries with letters among
them (sheets.py).

Nothing of it is certain. A kind that is of none of them, and not known as something else, is left to a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from sources.recognition.evictions import CASES, EVICTIONS, is_eviction
from sources.recognition.flags import ARRANGEMENTS, OBJECTIONS, of_its_kind, without_withdrawals
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.evidence import is_not_of_arrears, meaning_of
from sources.words.needs import points_to, tables_named
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile, cell_of, look_at
from sources.words.titles import concepts_of, is_free_text
from sources.words.ways import is_known

Make: TypeAlias = Callable[[str, Sheet, Layout], Block | None]
ACTIONS = "collection_actions"
KINDS = {
    ACTIONS: "brieven en contacten",
    OBJECTIONS: "bezwaren",
    ARRANGEMENTS: "betalingsregelingen",
}  # as a list of them is called
REPORTS = "reported_elsewhere"
BESIDE = {
    CASES: "dossiers bij deurwaarder",
    REPORTS: "gemeld door anderen",
    EVICTIONS: "ontruimingen",
}  # what such a list has beside those, which alone would not show that it is one
OF_MORE = frozenset({"ledger_entries", "leases", "tenants", "landlords"})
OF_EACH_ONCE = 0.9  # of the lines of a list of tenants, in which one with two contracts stands twice
FEWEST = 2  # words of letters and contacts: one may be a word of anything
SHORTEST = 4  # lines of such a list
LETTER = frozenset({"letter", "reminder", "demand", "summons", "informed"})  # a letter about an arrangement is none
BY_WHOM = "het woord zegt van een bezwaar dat het via de gemeente kwam, en van de andere niet"
OF_THESE_ONLY = "alleen regels van deze soort"


def by_item(found: list[Block], sheet: Sheet, layout: Layout, make: Make) -> list[Block]:
    """What a sheet gives, where a column says which of its lines are letters or contacts, and which objections or arrangements.
    `make`: the block that a sheet gives of a table.
    """
    if any(_is_of_more(block) for block in found) or layout.rows < SHORTEST:
        return found
    for kind in _kinds(layout):
        said = {table: tuple(word for word in kind.texts if _is_of(table, kind.said(word))) for table in KINDS}
        words_of = {table: without_withdrawals(table, taken, kind) for table, taken in said.items()}
        blocks = [
            block for table, taken in words_of.items() if taken and (block := _block(table, taken, kind, sheet, layout, make))
        ]
        is_of_several = len(words_of[ACTIONS]) >= FEWEST and len(blocks) > 1 and blocks[0].table == ACTIONS
        if is_of_several and (len(blocks) == len(KINDS) or _is_shown(said[blocks[1].table], kind, sheet, layout)):
            blocks += _beside(kind, sheet, layout, make)
            return [block for block in found if block.table not in {each.table for each in blocks}] + blocks
    return found


def _is_of_more(block: Block) -> bool:
    """Whether a sheet is a list of another table as a whole; of tenants not where one stands in it again and again: tickets, each
    with the name of who it is about.
    """
    who = block.choices.get("tenant_id")
    is_again = block.table == "tenants" and who is not None and who.profile.distinct < OF_EACH_ONCE * who.profile.filled
    return block.table in OF_MORE and not is_again


def _kinds(layout: Layout) -> Iterator[Profile]:
    yield from (each for each in layout.columns if each.words and not each.date_kind and not is_free_text(each.title))


def _beside(kind: Profile, sheet: Sheet, layout: Layout, make: Make) -> Iterator[Block]:
    for table in BESIDE:
        taken = tuple(word for word in kind.texts if _is_of(table, kind.said(word)))
        if taken and (block := _block(table, taken, kind, sheet, layout, make)) is not None:
            yield block


def _is_of(table: str, word: str) -> bool:
    action = meaning_of("action_type", word)
    if table == ACTIONS:
        return action is not None
    # That a case was handed over is no effort to reach its tenant, and a case.
    is_other = is_not_of_arrears(word) and table != CASES
    if action is not None or is_other or concepts_of(word) & LETTER:
        return False
    return _which_beside(word) == table if table in BESIDE else of_its_kind(table, word)


def _which_beside(word: str) -> str:
    """Of what a word is that names a bailiff: of what he reported, of an eviction, or of a case that he was given."""
    if is_eviction(word):
        return EVICTIONS
    named = tables_named(word)
    if REPORTS in named:
        return REPORTS if "reported" in concepts_of(word) else ""
    return CASES if CASES in named and concepts_of(word) & {"handed_over", "case"} else ""


def _block(table: str, taken: Sequence[str], kind: Profile, sheet: Sheet, layout: Layout, make: Make) -> Block | None:
    """What the lines of these kinds give, as if they were a list of their own: without the titles below which they have nothing,
    but for those of days, which may come.
    """
    lines = _rows(taken, kind, sheet, layout)
    unfilled = {each.place for each in layout.columns if not each.date_kind and not any(cell_of(row, each) for row in lines)}
    above = [["" if place in unfilled else cell for place, cell in enumerate(row)] for row in _above(sheet, layout)]
    rows = [*above, *lines]
    own = look_at(rows, is_known)
    if own is None or own.title_row != layout.title_row:
        return None
    block = make(table, Sheet(f"{(KINDS | BESIDE)[table]}.csv", rows), own)
    if block is None or not points_to(table, block.sheet):
        return None
    choices = {name: each for name, each in block.choices.items() if each.profile.place != kind.place or name == "action_type"}
    if table == ACTIONS:
        count = sum(kind.texts[word] for word in taken)
        choices["action_type"] = Choice(
            "action_type", replace(_own(kind, own), means=kind.means), LIKELY, Evidence(fit=count, of=count)
        )
    choices = {name: replace(each, certainty=LIKELY, why=each.why.but(OF_THESE_ONLY)) for name, each in choices.items()}
    if table == OBJECTIONS and "received_by" not in choices and _say_with_whom([kind.said(word) for word in taken]):
        choices["received_by"] = Choice("received_by", kind, LIKELY, Evidence((BY_WHOM,)))
    return replace(block, sheet=sheet, layout=layout, choices=choices, only={kind.title: tuple(taken)}, steps={})


def _say_with_whom(words: Sequence[str]) -> bool:
    """Whether one of the words for objections says that it came in by the municipality: the others then did not."""
    of_municipality = [meaning_of("received_by", word) == "municipality" for word in words]
    return any(of_municipality) and not all(of_municipality)


def _own(profile: Profile, layout: Layout) -> Profile:
    return next(each for each in layout.columns if each.place == profile.place)


def _above(sheet: Sheet, layout: Layout) -> Sequence[Sequence[str]]:
    return sheet.rows[: layout.above]


def _rows(taken: Sequence[str], kind: Profile, sheet: Sheet, layout: Layout) -> list[Sequence[str]]:
    rows = sheet.rows[len(_above(sheet, layout)) :]
    return [row for row in rows if kind.place < len(row) and row[kind.place].strip() in taken]


def _is_shown(taken: Sequence[str], kind: Profile, sheet: Sheet, layout: Layout) -> bool:
    """Whether more than its word says that a kind is one: a column that only its lines fill."""
    lines = _rows(taken, kind, sheet, layout)
    others = [row for row in sheet.rows[len(_above(sheet, layout)) :] if row not in lines]
    own = [each for each in layout.columns if each is not kind and any(cell_of(row, each) for row in lines)]
    return any(not any(cell_of(row, each) for row in others) for each in own)
