"""Of titles that nothing takes, which column of ours each may be that its block has from nowhere: these are worth a look.

Belongs here: seeing that from the cells. Does not belong here: what a check would refuse because nothing reads it (unread.py), or
which titles are taken (recognition/sheets.py).

A name, a street or a number of something may be anybody's, so the cells say nothing of these; what is required is asked already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sources.guards.limits import ENDING
from sources.guards.unused import PEOPLE
from sources.reading.rules import TABLES
from sources.recognition.changed import is_of_the_line
from sources.words.evidence import WANTED, evidence, is_in_court
from sources.words.notes import Draft
from sources.words.notice import is_of_notice
from sources.words.profile import Profile
from sources.words.titles import concepts_of
from validations.landing import Column

ANYBODYS = ("word", "words", "house", "prefix", "suffix", "initials")  # kinds of cells that many columns have
LAST_PHONE = "phone_3"  # hardly anybody has three, and a further number is mostly somebody else's
MANY = 12  # lines, of which not all are the few that something happened to
# Table -> the days that only some of its lines have: whoever takes them all as over asks nobody anything, and nobody is reported.
OF_SOME: Mapping[str, tuple[str, ...]] = {
    "tenants": ("deceased_on",), "objections": ("withdrawn_on",), "payment_arrangements": ("ended_on", "broken_on"),
    "eviction_notices": ("cancelled_on",), "collection_cases": ("ended_on",), "reported_elsewhere": ("ended_on",),
    "co_tenants": ("until_on",),
}  # fmt: skip
# What a title says beside the step whose day it holds: `Vonnis d.d.`, `Vonnisdatum`, `Dagvaarding uitgebracht op`.
_DAY_WORD = re.compile(r"[\W_]+|(?<![^\W\d_])(d[\W_]?d|dat|dt|op|gelegd)(?![^\W\d_])|datum|(?<![^\W\d_])date( of)?(?![^\W\d_])")
FIRST_DAYS = frozenset({"started_on", "from_on", "valid_from", "agreed_on", "received_on", "handed_over_on", "announced_on"})
# Numbers that look like one of a telephone: of a firm in a register, of a bank account, of a line.
OF_A_REGISTER = re.compile(r"kvk|k\.v\.k|\bbtw|\bvat|rsin|bsn|iban|\bbank|rekening|fiscaal|nummer|number|\bnr|nr\b|code|\bid\b")
KINDS, OF_CHARGES = ("entry_type", "by_sign"), ("due_on", "category")
PHONE = frozenset({"phone", "mobile"})
NOT_OURS = frozenset({"never", "user"})  # what titles say that are no column of ours: a day of birth, who typed the line


def may_be(profile: Profile, drafts: Sequence[Draft], rows: int = 0) -> list[str]:
    """The columns that the blocks of a sheet of so many lines lack and that the cells below a title may be."""
    if not profile.filled or concepts_of(profile.title) & NOT_OURS or is_of_the_line(profile):
        return []
    return [
        column.name
        for table in dict.fromkeys(draft.table for draft in drafts)
        for column in _lacking(table, [draft for draft in drafts if draft.table == table])
        if _fits(table, column, profile)
        and not (column.name in OF_CHARGES and table == "ledger_entries" and _are_no_charges(drafts))
        and not ((_is_on_every_line(profile, rows) or is_day_in_court(profile.title)) and column.name in OF_SOME.get(table, ()))
        and not (table == "co_tenants" and is_of_notice(profile.title))  # that of the contract
    ]


def is_day_in_court(title: str) -> bool:
    """Whether a title says on which day a case came to a step in court, or a bailiff took one: it goes on after that."""
    said = " ".join(_DAY_WORD.sub(" ", title.lower()).split())
    return is_in_court(said)


def _are_no_charges(drafts: Sequence[Draft]) -> bool:
    """Whether every kind of entry in a sheet is said, and none is charged: no receipt is due, or for something."""
    sections = [section for draft in drafts if draft.table == "ledger_entries" for section in draft.sections]
    kinds = [line for section in sections if section.name.endswith(".entry_type") for line in section.lines]
    kinds += [line for section in sections if section.name != "columns" for line in section.lines if line.key in KINDS]
    return bool(kinds) and not any(line.waits or "charge" in str(line.value) for line in kinds)


def is_unclear(profile: Profile, drafts: Sequence[Draft], rows: int = 0) -> bool:
    """Whether a list of contracts or people gives days below a title with a word that nobody knows: somebody may have objected,
    left or died on them. Not on every one of so many lines, unless it is a list of those who left.
    """
    is_of_people = any(draft.table in PEOPLE for draft in drafts)
    said = concepts_of(profile.title)
    has_end = any(draft.table == "leases" for draft in drafts) and "ended_on" not in _given(drafts, "leases")
    if is_of_the_line(profile) or (_is_on_every_line(profile, rows) and not has_end):
        return False
    return is_of_people and profile.date_kind is not None and not said & NOT_OURS and any(each.startswith("?") for each in said)


def _is_on_every_line(profile: Profile, rows: int) -> bool:
    return profile.filled - profile.kinds["none"] * bool(profile.date_kind) >= rows >= MANY


def _lacking(table: str, drafts: Sequence[Draft]) -> Iterator[Column]:
    """Columns that nothing gives; what is guessed, or follows from another column, is asked where it stands."""
    given = _given(drafts, table)
    yield from (each for each in TABLES[table].columns if each.name not in given)


def _given(drafts: Sequence[Draft], table: str) -> set[str]:
    return {
        line.key
        for draft in drafts
        if draft.table == table
        for section in draft.sections
        if section.name in ("columns", "split", "constants", "months")
        for line in section.lines
        if not line.waits
    }


def _fits(table: str, column: Column, profile: Profile) -> bool:
    if column.kind == "date":
        is_last = column.name in FIRST_DAYS and ENDING.search(profile.title.lower())
        is_of_receipt = column.name == "as_of" and concepts_of(profile.title) & {"received", "paid"}
        return profile.date_kind is not None and not (is_last or is_of_receipt)
    if profile.date_kind or column.name == LAST_PHONE or (column.name == "category" and profile.distinct == 1):
        return False  # what stands on each line says of none what it is for
    if column.name.startswith("phone") and OF_A_REGISTER.search(profile.title.lower()) and not concepts_of(profile.title) & PHONE:
        return False
    if column.kind == "code":  # of which some words are known
        return bool(profile.words) and evidence(table, column.name, profile, is_title_sure=False)[0] is not None
    is_telling = column.kind in ("boolean", "money") or WANTED.get(column.name, ANYBODYS[0]) not in ANYBODYS
    return is_telling and evidence(table, column.name, profile, is_title_sure=False)[0] is True
