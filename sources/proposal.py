"""Which of an export's titles is which of our columns: proposed from the sector's words and from what the cells look like.

Belongs here: choosing tables and columns, how sure each choice is and why. Does not belong here: the words
(proposal_words.toml), looking at cells (proposal_profile.py), or writing the mapping file (proposal_text.py).

Nothing is certain on a title alone: the cells below it must be of the column's kind too, and no other title may want it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sources.mapping_rules import TABLES
from sources.proposal_profile import ENOUGH, Layout, Profile, look_at, plain

WORDS = Path(__file__).with_name("proposal_words.toml")
EXTRA = ("also", "steps")  # below a table: titles that are no column of ours
SURE, LIKELY = "zeker", "waarschijnlijk"
FREE_TEXT = ("omschrijving",)  # may name people: its words are never shown
# What a sheet must hold to give a table, beside the columns that its contract requires and a mapping can make otherwise.
NEEDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "leases": (("lease_id",), ("started_on", "postcode", "street", "house_number")),
    "tenants": (("tenant_id",), ("last_name",)),
    "landlords": (("landlord_id",), ("name",)),
    "mandates": (("landlord_id",), ("clause_accepted_on", "processor_agreement_signed_on")),
    "ledger_entries": (("lease_id",), ("booked_on",)),
    "stated_balances": (("lease_id",), ("open_rent",)),
    "collection_actions": (("lease_id",), ("action_type", "steps")),
    "objections": (("tenant_id",), ("received_on",)),
    "payment_arrangements": (("lease_id",), ("agreed_on",)),
    "co_tenants": (("lease_id",), ("tenant_id",)),
    "collection_cases": (("lease_id",), ("handed_over_on",)),
    "eviction_notices": (("lease_id",), ("announced_on",)),
}
# Tables whose titles are everyday words: only where the name of the file or sheet points to them.
BY_NAME = ("objections", "payment_arrangements", "stated_balances", "co_tenants")


@dataclass(frozen=True)
class Sheet:
    """One sheet as it was read: texts as a person sees them, from the first line that holds something."""

    file: str
    rows: Sequence[Sequence[str]]
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True)
class Choice:
    """One of our columns and the title that is taken for it.

    Attributes:
        certainty: `zeker` where title and cells both say so, else `waarschijnlijk`.
        reason: the evidence in Dutch, with counts and without a cell.
    """

    column: str
    profile: Profile
    certainty: str
    reason: str


@dataclass(frozen=True)
class Block:
    """What one sheet gives of one table.

    Attributes:
        amounts: `amount`, `debit`, `credit`, `side` -> the profile of that title, for a ledger.
        steps: kind of action -> the profile of its column of dates.
    """

    table: str
    sheet: Sheet
    layout: Layout
    choices: Mapping[str, Choice]
    amounts: Mapping[str, Profile] = field(default_factory=dict)
    steps: Mapping[str, Profile] = field(default_factory=dict)

    @property
    def left(self) -> list[Profile]:
        """Titles that nothing takes."""
        taken = {choice.profile.place for choice in self.choices.values()}
        taken |= {profile.place for profile in (*self.amounts.values(), *self.steps.values())}
        return [profile for profile in self.layout.columns if profile.place not in taken]


@cache
def words() -> Mapping[str, Any]:
    """The sector's words."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def known_titles() -> set[str]:
    """Every title that stands in the words, as titles are compared."""
    return {plain(title) for table in _tables() for _, lists in _titles_of(table) for each in lists for title in each}


def _tables() -> list[str]:
    return [name for name in words() if name in TABLES]


def _titles_of(table: str) -> Iterator[tuple[str, list[list[str]]]]:
    for column, lists in words()[table].items():
        if column in EXTRA:
            yield from ((name, [titles, []]) for name, titles in lists.items())
        else:
            yield column, lists


def propose(sheets: Sequence[Sheet]) -> tuple[list[Block], list[Sheet]]:
    """(what each sheet gives, the sheets in which no titles were found)."""
    blocks, unread = [], []
    known = known_titles()
    for sheet in sheets:
        layout = look_at(sheet.rows, known)
        if layout is None:
            unread.append(sheet)
            continue
        blocks += [block for table in _tables() if (block := _block(table, sheet, layout)) is not None]
    return _without_rivals(blocks), unread


def _block(table: str, sheet: Sheet, layout: Layout) -> Block | None:
    choices = _choices(table, layout)
    extra = {name: _named(titles, layout) for name, titles in words()[table].get("also", {}).items()}
    amounts = {name: profile for name, profile in extra.items() if profile is not None and name != "balance"}
    if table == "ledger_entries" and "amount" in choices:
        amounts["amount"] = choices["amount"].profile
    found = {name: _named(titles, layout) for name, titles in words()[table].get("steps", {}).items()}
    steps = {name: profile for name, profile in found.items() if profile is not None and profile.date_kind}
    given = {*choices, *(["steps"] if steps else [])}
    if not all(any(name in given for name in group) for group in NEEDS[table]):
        return None
    if table == "ledger_entries" and not amounts:
        return None
    if table in BY_NAME and not _points_to(table, sheet):
        return None
    return Block(table, sheet, layout, choices, amounts, steps)


def _named(titles: Sequence[str], layout: Layout) -> Profile | None:
    wanted = {plain(title) for title in titles}
    return next((profile for profile in layout.columns if plain(profile.title) in wanted), None)


def _choices(table: str, layout: Layout) -> dict[str, Choice]:
    """The best title for each column; a title is given away once."""
    offers = sorted(
        (offer for column in TABLES[table].columns for offer in _offers(table, column.name, layout)), key=lambda each: each[0]
    )
    taken, choices = set(), {}
    for _, choice in offers:
        if choice.column not in choices and choice.profile.place not in taken:
            choices[choice.column] = choice
            taken.add(choice.profile.place)
    return choices


def _offers(table: str, column: str, layout: Layout) -> Iterator[tuple[tuple[int, int, int], Choice]]:
    lists = words()[table].get(column)
    if lists is None:
        return
    for rank, titles in enumerate(lists):
        for position, title in enumerate(titles):
            for profile in layout.columns:
                if plain(profile.title) != plain(title):
                    continue
                fits, reason = _evidence(table, column, profile)
                if fits is None:
                    continue
                certainty = SURE if rank == 0 and fits and _is_alone(title, layout) else LIKELY
                yield (rank + (not fits), position, profile.place), Choice(column, profile, certainty, reason)


def _is_alone(title: str, layout: Layout) -> bool:
    return sum(plain(profile.title) == plain(title) for profile in layout.columns) == 1


def _evidence(table: str, column: str, profile: Profile) -> tuple[bool | None, str]:
    """(whether the cells are of the column's kind, or None where they are plainly not; the evidence in words)."""
    kind = TABLES[table].column(column).kind
    if not profile.filled:
        return False, "titel past; de kolom is leeg"
    if kind == "date":
        written = profile.date_kind
        count = max((profile.kinds[each] + profile.kinds["none"] for each in ([written] if written else [])), default=0)
        return (True, f"{count} van {profile.filled} cellen zijn een datum") if written else (None, "")
    wanted = {"money": "money", "boolean": "boolean"}.get(kind) or {"postcode": "postcode", "email": "email"}.get(column)
    if wanted is None:
        return True, f"titel past; {profile.filled} cellen gevuld"
    count = profile.kinds[wanted]
    if count >= ENOUGH * profile.filled:
        return True, f"{count} van {profile.filled} cellen passen"
    return (False, f"{count} van {profile.filled} cellen passen") if count else (None, "")


def _points_to(table: str, sheet: Sheet) -> bool:
    name = f"{sheet.file} {sheet.sheet or ''}".lower()
    return any(word in name for word in words()["names"].get(table, ()))


def _without_rivals(blocks: list[Block]) -> list[Block]:
    """A table from one kind of sheet: where several could give it, the sheet whose name points to it, or that gives most."""
    kept = []
    for table in dict.fromkeys(block.table for block in blocks):
        rivals = [block for block in blocks if block.table == table]
        pointed = [block for block in rivals if _points_to(table, block.sheet)] or rivals
        best = max(len(block.choices) for block in pointed)
        shape = next({c.profile.title for c in block.choices.values()} for block in pointed if len(block.choices) == best)
        kept += [block for block in pointed if {c.profile.title for c in block.choices.values()} == shape]
    return kept


def meaning_of(column: str, text: str) -> str | None:
    """Our word for one of theirs, by the beginning of it; None where the words do not say."""
    for ours, beginnings in words()["meanings"].get(column, {}).items():
        if any(text.strip().lower().startswith(beginning) for beginning in beginnings):
            return str(ours)
    return None
