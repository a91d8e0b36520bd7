"""Titles that by our own list of words mean another column of the table than the one that the mapping reads them for.

Belongs here: days, names and numbers read from each other's title, planned days, and one title for a first and a last day. Does
not belong here: what titles mean (words/words.toml), words below a title (said.py), or titles that nobody reads
(unused.py).

Every cell of such a column is valid, and the result is wrong: an agreement counts from the day it was asked for, an objection is
withdrawn on the day it came in. `sure_of` says of a title that it is right all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sources.findings import Finding, Severity
from sources.reading.cells import is_sure_of, plain_title
from sources.reading.rules import TABLES, Export
from sources.reading.where import with_line
from sources.words.recognised import BARE
from sources.words.step_days import is_incoming, is_of_another_matter, is_planned
from sources.words.titles import concepts_of, is_by_parts
from sources.words.ways import Way, tables, ways

LAST = frozenset({"ended_on", "broken_on", "withdrawn_on", "cancelled_on", "until_on", "valid_until"})
FIRST = {
    "leases": "started_on", "mandates": "valid_from", "municipality_agreements": "signed_on", "objections": "received_on",
    "payment_arrangements": "agreed_on", "eviction_notices": "announced_on", "collection_cases": "handed_over_on",
    "co_tenants": "from_on", "optional_field_agreements": "agreed_on", "reported_elsewhere": "reported_on",
}  # fmt: skip
SIDES = frozenset({"start", "end"})
# Of numbers only these: a contract is often known by its tenant's number, and an entry by its invoice's.
NUMBERS = frozenset({"landlord_id", "complex_id"})
ALIKE = (LAST, frozenset({"phone_1", "phone_2", "phone_3"}))  # columns of which it does not matter which is which
# Where one may stand for the other: all is due when it is booked, a mandate holds from the day it was accepted. Only where each
# is read from the other's title is that not meant.
MAY_STAND_FOR = frozenset({"due_on", "booked_on"}), frozenset({"valid_from", "clause_accepted_on"})
NEVER_ONE_DAY = frozenset({("signed_on", "applied_on")})  # what was asked for is not signed yet


def wrong_titles(exports: Sequence[Export]) -> list[Finding]:
    """Refusals of titles that surely mean another column, and of one title for a first and a last day, by block; warnings of
    titles that are understood by their parts only.
    """
    return [with_line(each, block.where) for block in exports for each in (*_other_columns(block, exports), *_both_days(block))]


def meant(table: str, column: str, title: str) -> str | None:
    """The other column of the table that a title means, by its words or its parts; None where it may well be `column`."""
    if table not in tables() or any(way.column == column and way.is_taken_by(title) for way in ways(table)):
        return None
    if TABLES[table].column(column).kind != "date" and _holds(table, column, title):
        return None
    return next((way.column for way in ways(table) if way.is_taken_by(title) and _is_sure(table, column, way, title)), None)


def _is_sure(table: str, column: str, way: Way, title: str) -> bool:
    other = way.column
    kinds = {TABLES[table].column(each).kind for each in (column, other)}
    if len(kinds) > 1 or any({column, other} <= each for each in ALIKE) or (other.endswith("_id") and column not in NUMBERS):
        return False
    if not way.wanted:  # the name of another column of ours
        return True
    is_other_side = (column in LAST) != (other in LAST) and bool(way.wanted & SIDES)
    return is_other_side or (way.rank == 0 and not way.wanted <= BARE)


def _holds(table: str, column: str, title: str) -> bool:
    """Whether the title says this column too, beside another (`Huisnr + toevoeging`)."""
    said = concepts_of(title)
    return any(way.column == column and way.wanted and not way.wanted <= BARE and way.wanted <= said for way in ways(table))


def _is_asked(table: str, column: str) -> bool:
    kind = TABLES[table].column(column).kind
    return kind == "date" or column in NUMBERS or (kind == "text" and not column.endswith("_id"))


def _other_columns(block: Export, exports: Sequence[Export]) -> Iterator[Finding]:
    answered = set(map(plain_title, (*block.sure_of, *block.next_line)))  # a title made here says what it likes
    looked_up = {plain_title(made): each.take for made, each in block.lookup.items()}
    for column, title in block.columns.items():
        if plain_title(title) in answered or not _is_asked(block.table, column):
            continue
        title = looked_up.get(plain_title(title), title)
        if column == "performed_on" and is_planned(title):
            yield Finding("refused", "mapping.toml", "wrong_title", _planned(title))
        if column == "performed_on" and is_incoming(title):
            yield Finding("refused", "mapping.toml", "wrong_title", _incoming(title))
        if column == "performed_on" and is_of_another_matter(title):
            yield Finding("refused", "mapping.toml", "wrong_title", _of_another_matter(title))
        other = meant(block.table, column, title)
        if other and not _may_be(block, column, other, exports):
            severity: Severity = "warning" if is_by_parts(title) and title != other else "refused"
            yield Finding(severity, "mapping.toml", "wrong_title", _other(block, column, other, title))


def _may_be(block: Export, column: str, other: str, exports: Sequence[Export]) -> bool:
    """Whether the title may stand for this column as well: because it is a day that the mapping reads for what it means too (one
    day for several duties), because one is as good as the other, or because landlords are known by the number of their complex.
    """
    theirs = block.columns.get(other, "")
    is_day = TABLES[block.table].column(column).kind == "date"
    if is_day and plain_title(theirs) == plain_title(block.columns[column]):
        return (column, other) not in NEVER_ONE_DAY
    if column in LAST and other == FIRST.get(block.table) and _closes_cases(block, column, exports):
        return True
    if {column, other} in MAY_STAND_FOR:
        return not any(way.column == column and way.rank == 0 and way.is_taken_by(theirs) for way in ways(block.table))
    numbered = [each.columns.get("landlord_id", "") for each in exports if each.table == "landlords"]
    return {column, other} == NUMBERS and any("complex" in concepts_of(each) for each in numbered)


def _closes_cases(block: Export, column: str, exports: Sequence[Export]) -> bool:
    """Whether the cases of the same list end on that day: of these `Afgesloten` is closed, and nothing that was agreed."""
    here = [each for each in exports if (each.file, each.sheet, each.table) == (block.file, block.sheet, "collection_cases")]
    title = plain_title(block.columns[column])
    return any(plain_title(each.columns.get("ended_on", "")) == title for each in here)


def _other(block: Export, column: str, other: str, title: str) -> str:
    return (
        f"[{block.table}.columns] {column} komt uit '{title}', en die titel zegt {other}: elke cel is te lezen, maar wat eruit "
        f"volgt, klopt niet. Zet de goede titel bij {column}. Staat er toch wat {column} is, zet dan "
        f'sure_of = ["{title}"] in het blok.'
    )


def _planned(title: str) -> str:
    return (
        f"[collection_actions.columns] performed_on komt uit '{title}': op die dag moet er nog iets gebeuren, en wat niet is "
        "gedaan, telt zo als bewijs. Zet bij performed_on de titel van de dag waarop het is gedaan. Staat die er toch, zet dan "
        f'sure_of = ["{title}"] in het blok.'
    )


def _incoming(title: str) -> str:
    return (
        f"[collection_actions.columns] performed_on komt uit '{title}': op die dag belde of schreef de huurder zelf, en dat telt "
        "zo als bewijs van wat u deed. Zet bij performed_on de titel van de dag van uw brief of gesprek. Staat die er toch, zet "
        f'dan sure_of = ["{title}"] in het blok.'
    )


def _of_another_matter(title: str) -> str:
    return (
        f"[collection_actions.columns] performed_on komt uit '{title}': die dag is van iets anders dan een brief, gesprek of "
        "bezoek van u (een overdracht, een afspraak, een betaling), en telt zo als bewijs ervan. Staan er geen brieven in deze "
        "lijst, haal het blok dan weg; zet anders bij performed_on de titel van hun dag. Klopt het toch, zet dan "
        f'sure_of = ["{title}"] in het blok.'
    )


def _both_days(block: Export) -> Iterator[Finding]:
    titles = {name: plain_title(title) for name, title in block.columns.items()}
    first = FIRST.get(block.table, "")
    if first not in titles or is_sure_of(block, titles[first]):
        return
    for last in sorted(LAST & titles.keys()):
        if titles[last] == titles[first]:
            text = (
                f"[{block.table}.columns] {first} en {last} komen allebei uit '{block.columns[first]}': dan eindigt elke regel "
                f"op de dag waarop zij begint, en geldt er nooit een. Zet bij {last} de titel van de laatste dag, of haal {last} "
                f'weg. Klopt het zo, zet dan sure_of = ["{block.columns[first]}"] in het blok.'
            )
            yield Finding("refused", "mapping.toml", "one_title_for_both_days", text)
