"""Which of several sheets gives a table, where more than one could.

Belongs here: one kind of sheet a table, and which lists add to it. Does not belong here: whether a sheet could give a table
(sheets.py, others.py), or the same list again (copies.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.reading.nothing import key_of
from sources.recognition.keys import OF_OTHERS
from sources.recognition.month_sheets import with_months_beside
from sources.recognition.others import is_said_by_titles
from sources.recognition.people import whose_contracts, with_most_contracts
from sources.recognition.sides import side_of
from sources.recognition.structure_columns import day_key
from sources.words.blocks import SURE, Block
from sources.words.evidence import HALF, MANY_LINES, known_share
from sources.words.needs import BY_NAME, NEEDS, TOGETHER, points_to
from sources.words.notes import BY_CELLS
from sources.words.profile import Profile, cell_of
from sources.words.titles import concepts_of

# Table -> another to which the name of its list may point: `Gemeenten` is of who agreed, and names each by its code.
ALSO = {"municipalities": ("municipality_agreements",)}
OF_CONTRACTS = frozenset(
    {"ended_on", "unit_type", "monthly_rent", "landlord_id", "complex_id"}
)  # said of nobody but his contract
OF_WHAT_IS_LET = OF_CONTRACTS | {"street", "postcode", "house_number"}
LET = frozenset({"unit", "contract", "tenant", "complex", "landlord", "entity", "kind", "rent"})  # said by lists of what is let
TELLING = 2  # titles that a number which is certain is worth, or that of a tenant


def without_rivals(blocks: list[Block]) -> list[Block]:
    """A table from one kind of sheet: where several could give it, the sheet whose name points to it, or that gives most. Of
    entries and of actions every sheet whose name points to them.
    """
    kept = []
    for table in dict.fromkeys(block.table for block in blocks):
        going_on = [block for block in blocks if block.table == table and (block.goes_on or block.month)]
        rivals = [block for block in blocks if block.table == table and not (block.goes_on or block.month)]
        if not rivals:
            kept += going_on
            continue
        rivals = whose_contracts(rivals, blocks) if table == "tenants" else rivals
        rivals = with_most_contracts(_without_people(_without_books(rivals))) if table == "leases" else rivals
        rivals = _of_the_area(rivals) if table == "postcodes" else rivals
        names = (table, *ALSO.get(table, ()))
        pointed = [block for block in rivals if any(points_to(each, block.sheet) for each in names)] or rivals
        if table in BY_NAME:  # a title that says it is more than a name: `Zorgarrangementen`
            pointed = _said_by_titles(rivals, pointed)
        if table in MANY_LINES:  # a list of its own says more than what is said beside it
            pointed = rivals
        best = max(pointed, key=how_much)
        many = pointed if table in TOGETHER and pointed is not rivals else []
        further = [block for block in rivals if block not in pointed and _adds_to(block, pointed)]
        kept += [block for block in pointed if block in many or block.shape[2] == best.shape[2]] + further + going_on
    return with_months_beside(kept)


def _without_books(rivals: list[Block]) -> list[Block]:
    """Contracts without the sheets that keep what was due and paid in columns of months, which name each contract too, where a
    list says since when each holds.
    """
    own = [block for block in rivals if not block.layout.months]
    return own if any("started_on" in block.choices for block in own) else rivals


def _without_people(rivals: list[Block]) -> list[Block]:
    """Contracts without the lists of people by their addresses, of whom nothing says what is let to them nor since when, where a
    list says so: an address there is that of somebody, and the list names each co-tenant and supplier too.
    """
    let = [block for block in rivals if _says_when(block) and OF_WHAT_IS_LET & block.choices.keys()]
    return [block for block in rivals if not (let and _is_of_people(block))]


def _says_when(block: Block) -> bool:
    """Whether a title says the first day of each contract."""
    began = block.choices.get("started_on")
    return began is not None and BY_CELLS not in began.why.doubts


def _is_of_people(block: Block) -> bool:
    is_named = points_to("tenants", block.sheet) and not points_to("leases", block.sheet)
    return is_named and not (_says_when(block) or OF_CONTRACTS & block.choices.keys())


def _of_the_area(rivals: list[Block]) -> list[Block]:
    """Postcodes from the list that has all of them, and says the municipality of each itself: addresses of what is let say of no
    postcode that a part of it lies in another municipality. Of several such lists one that speaks of no unit or contract.
    """
    known = {id(each): {key_of(text).replace(" ", "") for text in each.choices["postcode"].profile.texts} for each in rivals}
    every = set().union(*known.values())
    own = [each for each in rivals if not each.lacks and not each.lookups and known[id(each)] >= every]
    of_places = [each for each in own if not any(concepts_of(one.title) & LET for one in each.layout.columns)]
    return of_places or own or rivals


def _said_by_titles(rivals: Sequence[Block], pointed: list[Block]) -> list[Block]:
    said = [block for block in rivals if is_said_by_titles(block.table, block.choices)]
    return said if said and not any(block in said for block in pointed) else pointed


def _adds_to(block: Block, pointed: Sequence[Block]) -> bool:
    """Whether a list adds to those whose names point to the table: a log whose own words say which letters and contacts its lines
    are, days of letters on the lines of contracts that no log repeats, or the other side of the ledger.
    """
    kind = block.choices.get("action_type")
    if block.steps:
        return not _repeats(block, pointed)
    if block.table == "collection_actions":
        return kind is not None and known_share("action_type", kind.profile.said_words) > HALF
    return block.table == "ledger_entries" and is_other_side(block, pointed)


def _repeats(block: Block, logs: Sequence[Block]) -> bool:
    """Whether the days of letters that stand on the lines of contracts stand in the logs too, or it cannot be seen."""
    own = {each for step in block.steps.values() for each in _days_of(block, step)}
    of_logs = [(log, log.choices["performed_on"].profile) for log in logs if "performed_on" in log.choices]
    theirs = {each for log, day in of_logs for each in _days_of(log, day)}
    if not {lease for lease, _ in own} & {lease for lease, _ in theirs}:
        return True
    return len(own & theirs) >= HALF * len(own)


def _days_of(block: Block, day: Profile) -> set[tuple[str, tuple[int, ...]]]:
    """(number of the contract, day) of each line that has both."""
    lease = block.choices.get("lease_id")
    if lease is None or lease.part:
        return set()
    rows = block.sheet.rows[block.layout.above :]
    found = {(cell_of(row, lease.profile).casefold(), day_key(cell_of(row, day))) for row in rows}
    return {(number, on) for number, on in found if number and on}


def is_other_side(block: Block, others: Sequence[Block]) -> bool:
    side, sides = side_of(block), {side_of(each) for each in others}
    return "" not in (side, *sides) and side not in sides


def how_much(block: Block) -> tuple[object, ...]:
    """What a sheet gives of its table: a number that is surely the table's own before further columns. Of people the list that
    says most of them.
    """
    own = block.choices.get(NEEDS[block.table][0][0])
    is_sure, count = own is not None and own.certainty == SURE, len(block.choices)
    if block.table == "leases":  # not a list of the parts of each rent, with its own number for all that is asked
        places = {choice.profile.place for choice in block.choices.values()}
        is_of_units = own is not None and bool(OF_OTHERS & concepts_of(own.profile.title))  # then a list of contracts comes first
        return (not is_of_units, len(places) + TELLING * is_sure + TELLING * ("tenant_id" in block.choices))
    return (count, is_sure) if block.table == "tenants" else (is_sure, count)
