"""Which of an export's titles is which of our columns: proposed from the sector's words and from what the cells look like.

Belongs here: choosing tables and columns, how sure each choice is and why. Does not belong here: the words
(proposal_words.toml), taking titles apart (proposal_titles.py), what cells say (proposal_evidence.py), or writing the mapping
file (proposal_text.py).

Nothing is certain on a title alone: the cells below it must be of the column's kind too, and no other title may want it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sources.mapping_rules import TABLES
from sources.proposal_blocks import LIKELY, SURE, Block, Choice, Lookup, Sheet
from sources.proposal_evidence import HALF, MANY_LINES, evidence, meaning_of
from sources.proposal_lookup import with_lookups
from sources.proposal_months import months_of
from sources.proposal_profile import Layout, Profile, look_at
from sources.proposal_split import taken_apart
from sources.proposal_titles import GENERAL, concepts_of, words

__all__ = ["SURE", "Block", "Choice", "Lookup", "Sheet", "is_known", "is_named", "meaning_of", "propose", "words"]

EXTRA = ("also", "steps")  # below a table of the words: titles that are no column of ours
PARTLY = 2  # added to the rank of a title with an unknown word beside what it says
ADDRESS = frozenset({"postcode", "street", "house_number"})
KIND_OF = {"ledger_entries": "entry_type", "collection_actions": "action_type"}  # table -> the column that says what a line is
NO_OTHER_NUMBER = "er is geen ander nummer in deze lijst"
PHONES = ("phone_1", "phone_2", "phone_3")
# What a sheet must hold to give a table, beside the columns that its contract requires and a mapping can make otherwise.
NEEDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "leases": (("lease_id",), ("started_on", "postcode", "street", "house_number")),
    "tenants": (("tenant_id",), ("last_name",)),
    "landlords": (("landlord_id",), ("name",)),
    "mandates": (("landlord_id",), ("clause_accepted_on", "processor_agreement_signed_on")),
    "ledger_entries": (("lease_id",), ("booked_on",)),
    "stated_balances": (("lease_id",), ("open_rent",)),
    "collection_actions": (("lease_id",), ("action_type", "steps"), ("performed_on", "steps")),
    "objections": (("tenant_id",), ("received_on",)),
    "payment_arrangements": (("lease_id",), ("agreed_on",)),
    "co_tenants": (("lease_id",), ("tenant_id",)),
    "collection_cases": (("lease_id",), ("handed_over_on",)),
    "eviction_notices": (("lease_id",), ("announced_on",)),
}
# Tables whose titles are everyday words: only where the name of the file or sheet points to them.
BY_NAME = ("objections", "payment_arrangements", "stated_balances", "co_tenants")


def _tables() -> list[str]:
    return [name for name in words() if name in TABLES]


@dataclass(frozen=True)
class _Way:
    """One way in which a title names something: it holds all concepts of `wanted` and none beyond `allowed`.

    Attributes:
        column: our column, or the amount or step.
        rank: 0 where it names that for certain. place: its place in the list.
    """

    column: str
    rank: int
    place: int
    wanted: frozenset[str]
    allowed: frozenset[str]

    def is_taken_by(self, title: str) -> bool:
        if not self.wanted:  # our own name for it
            return title.strip().lower() == self.column
        return self.wanted <= concepts_of(title) <= self.allowed

    def is_part_of(self, title: str) -> bool:
        """Whether the title says this and beside it only words that nobody knows."""
        if not self.wanted:
            return False
        said = concepts_of(title)
        known = {concept for concept in said if not concept.startswith("?")}
        return self.wanted <= known <= self.allowed < said | self.allowed and not self.wanted <= GENERAL


@cache
def _ways(table: str, of: str = "") -> tuple[_Way, ...]:
    """The ways to name a column of `table`, or, `of` it, an amount (`also`) or a step (`steps`)."""
    said = words()[table]
    lists = {name: [patterns] for name, patterns in said.get(of, {}).items()} if of else said
    # Whoever uses the names of our own columns means these.
    own = () if of else tuple(_Way(column.name, 0, 0, frozenset(), frozenset()) for column in TABLES[table].columns)
    return own + tuple(
        _way(table, column, rank, place, pattern, is_date=of == "steps" or (not of and _is_date(table, column)))
        for column, ranked in lists.items()
        if column not in ("beside", *EXTRA)
        for rank, patterns in enumerate(ranked)
        for place, pattern in enumerate(patterns)
    )


def _is_date(table: str, column: str) -> bool:
    return TABLES[table].column(column).kind == "date"


def _way(table: str, column: str, rank: int, place: int, pattern: str, *, is_date: bool) -> _Way:
    wanted = frozenset(pattern.split())
    beside = frozenset(words()[table]["beside"]) if rank == 0 or pattern != "nr" else frozenset()
    return _Way(column, rank, place, wanted, wanted | beside | ({"date"} if is_date else frozenset()))


@cache
def is_known(title: str) -> bool:
    """Whether a text names one of our columns, or an amount or step."""
    return any(way.is_taken_by(title) for table in _tables() for of in ("", *EXTRA) for way in _ways(table, of))


def is_named(title: str, table: str, column: str) -> bool:
    """Whether a title names this column of this table."""
    return any(way.column == column and way.is_taken_by(title) for way in _ways(table))


def propose(sheets: Sequence[Sheet]) -> tuple[list[Block], list[Sheet]]:
    """(what each sheet gives, the sheets in which no titles were found)."""
    blocks = []
    for sheet in sheets:
        layout = look_at(sheet.rows, is_known)
        if layout is not None:
            blocks += _sharing(_of_sheet(sheet, layout))
    found = with_lookups(_together(_without_rivals(blocks)), _choices)
    used = {id(sheet) for block in found for sheet in (block.sheet, *block.alike)}
    return found, [sheet for sheet in sheets if id(sheet) not in used]


def _of_sheet(sheet: Sheet, layout: Layout) -> list[Block]:
    """What one sheet gives. A list of tenancies without numbers of its own for tenants gives all by the number of the lease."""
    found = [block for table in _tables() if (block := _block(table, sheet, layout)) is not None]
    if any(block.table == "ledger_entries" for block in found):  # entries, or open items, are no balances of leases
        found = [block for block in found if block.table != "stated_balances"]
    if any(block.table in BY_NAME for block in found) and not _points_to("collection_actions", sheet):
        found = [block for block in found if block.table != "collection_actions"]
    lease = next((block.choices.get("lease_id") for block in found if block.table == "leases"), None)
    if lease is None:
        return found
    number = replace(lease, certainty=LIKELY, reason=NO_OTHER_NUMBER)
    for table, column in (("tenants", "tenant_id"), ("ledger_entries", "lease_id"), ("collection_actions", "lease_id")):
        if all(block.table != table for block in found):
            block = _block(table, sheet, layout, {column: number})
            found += [block] if block is not None else []
    if all(block.table != "tenants" for block in found):
        return found
    by_lease = {"tenant_id": replace(number, column="tenant_id")}
    return [replace(each, choices={**by_lease, **each.choices}) if each.table == "leases" else each for each in found]


def _sharing(found: list[Block]) -> list[Block]:
    """A journal that holds letters among its entries: each block takes the lines whose word is one of its own."""
    kinds = {block.table: block.choices.get(KIND_OF[block.table]) for block in found if block.table in KIND_OF}
    places = {kind.profile.place for kind in kinds.values() if kind is not None}
    if len(kinds) < len(KIND_OF) or len(places) != 1 or None in kinds.values():
        return found
    profile = next(kind.profile for kind in kinds.values() if kind is not None)
    entries = tuple(word for word in profile.words if meaning_of("entry_type", word))
    actions = tuple(word for word in profile.words if word not in entries and meaning_of("action_type", word))
    words_of = {"ledger_entries": entries, "collection_actions": actions}
    if not (entries and actions):
        return found
    return [replace(each, only={profile.title: words_of[each.table]}) if each.table in KIND_OF else each for each in found]


def _block(table: str, sheet: Sheet, layout: Layout, given_choices: Mapping[str, Choice] | None = None) -> Block | None:
    beside = {name: replace(choice, column=name) for name, choice in (given_choices or {}).items()}
    choices = beside | _choices(table, layout)
    amounts = {name: profile for name, profile in _first(table, "also", layout).items() if name != "balance"}
    if table == "ledger_entries" and "amount" in choices:
        open_part = _first(table, "also", layout).get("balance")
        choices = _with_open_amount(choices, open_part, is_open_list=_points_to("open_items", sheet))
        amounts["amount"] = choices["amount"].profile
    steps = {name: profile for name, profile in _first(table, "steps", layout).items() if profile.date_kind}
    if "action_type" in choices and choices["action_type"].profile.words:  # a list of steps, with a column that says which
        steps = {}
    months = months_of(layout) if table == "ledger_entries" else {}
    given = {*choices, *(["steps"] if steps else []), *(["booked_on"] if months else [])}
    if not all(any(name in given for name in group) for group in NEEDS[table]) or _is_of_another(table, sheet, choices):
        return None
    if table == "ledger_entries" and not (months or "amount" in amounts or {"debit", "credit"} <= amounts.keys()):
        return None
    return Block(table, sheet, layout, choices, amounts, steps, months=months)


def _with_open_amount(choices: dict[str, Choice], open_part: Profile | None, *, is_open_list: bool) -> dict[str, Choice]:
    """Of a list of open items what is still open counts, not what was invoiced; where the name does not say that it is one, a
    title for what is open makes the amount less than certain.
    """
    if open_part is None or not open_part.share("money") > HALF:
        return choices
    if is_open_list and "entry_type" not in choices:
        reason = "een lijst van wat openstaat: dit is het deel dat nog open is"
        return choices | {"amount": Choice("amount", open_part, LIKELY, reason)}
    return choices | {"amount": replace(choices["amount"], certainty=LIKELY, reason="er staat ook een titel voor wat openstaat")}


def _is_of_another(table: str, sheet: Sheet, choices: Mapping[str, Choice]) -> bool:
    """Whether a sheet that could give a table is more likely about something else."""
    if table in BY_NAME:
        return not _points_to(table, sheet)
    if table == "leases" and not ADDRESS.intersection(choices) and not _points_to(table, sheet):
        return any(_points_to(other, sheet) for other in (*BY_NAME, "collection_actions"))  # a number and a day are in any list
    return table == "landlords" and "is_small_landlord" not in choices and not _points_to(table, sheet)


def _first(table: str, of: str, layout: Layout) -> dict[str, Profile]:
    """Each amount or step and the first title that names it, in the order of the words."""
    found: dict[str, Profile] = {}
    for way in _ways(table, of):
        profile = next((each for each in layout.columns if each.filled and way.is_taken_by(each.title)), None)
        if profile is not None:
            found.setdefault(way.column, profile)
    return found


def _choices(table: str, layout: Layout) -> dict[str, Choice]:
    """The best title for each column; a title is given away once."""
    taken: set[int] = set()
    choices: dict[str, Choice] = {}
    for _, choice in sorted(_offers(table, layout), key=lambda each: each[0]):
        if choice.column not in choices and choice.profile.place not in taken:
            choices[choice.column] = choice
            taken.add(choice.profile.place)
    for column, part, profile, reason in taken_apart(table, layout, {name: each.profile for name, each in choices.items()}):
        choices[column] = Choice(column, profile, LIKELY, reason, part)
    return _phones_in_order(_with_category(table, choices))


def _offers(table: str, layout: Layout) -> Iterator[tuple[tuple[int, int, int], Choice]]:
    for way in _ways(table):
        for profile in layout.columns:
            rank = way.rank if way.is_taken_by(profile.title) else way.rank + PARTLY
            if rank >= PARTLY and not way.is_part_of(profile.title):
                continue
            if way.column == "house_number" and way.wanted == {"nr"} and not _follows_a_street(profile, layout):
                continue
            fits, reason = evidence(table, way.column, profile, is_title_sure=rank == 0)
            if fits is not None:
                is_sure = rank == 0 and fits and profile.filled and _is_alone(profile, layout)
                choice = Choice(way.column, profile, SURE if is_sure else LIKELY, reason)
                yield (rank + (not fits), way.place, profile.place), choice


def _follows_a_street(profile: Profile, layout: Layout) -> bool:
    return any(each.place == profile.place - 1 and concepts_of(each.title) & {"street", "address"} for each in layout.columns)


def _is_alone(profile: Profile, layout: Layout) -> bool:
    """Whether no other title says the same."""
    return sum(concepts_of(each.title) == concepts_of(profile.title) for each in layout.columns) == 1


def _with_category(table: str, choices: dict[str, Choice]) -> dict[str, Choice]:
    """One code list that says both what kind of entry it is and what a charge is for."""
    kind = choices.get("entry_type")
    if table != "ledger_entries" or kind is None or "category" in choices:
        return choices
    charges = {text: count for text, count in kind.profile.words.items() if meaning_of("entry_type", text) == "charge"}
    known = sum(count for text, count in charges.items() if meaning_of("category", text))
    if not known:
        return choices
    reason = f"van {known} van {sum(charges.values())} vorderingen zegt het woord waarvoor"
    return choices | {"category": Choice("category", kind.profile, LIKELY, reason)}


def _phones_in_order(choices: dict[str, Choice]) -> dict[str, Choice]:
    """The telephone numbers that there are, from the first on: which of them is which does not matter."""
    found = [choices[name] for name in PHONES if name in choices]
    others = {name: choice for name, choice in choices.items() if name not in PHONES}
    return others | {name: replace(choice, column=name) for name, choice in zip(PHONES, found, strict=False)}


def _points_to(table: str, sheet: Sheet) -> bool:
    name = f"{sheet.file} {sheet.sheet or ''}".lower()
    return any(word in name for word in words()["names"].get(table, ()))


def _without_rivals(blocks: list[Block]) -> list[Block]:
    """A table from one kind of sheet: where several could give it, the sheet whose name points to it, or that gives most."""
    kept = []
    for table in dict.fromkeys(block.table for block in blocks):
        rivals = [block for block in blocks if block.table == table]
        pointed = [block for block in rivals if _points_to(table, block.sheet)] or rivals
        if table in MANY_LINES:  # a list of its own says more than what is said beside it
            pointed = rivals
        best = max(pointed, key=_how_much)
        kept += [block for block in pointed if block.shape[2] == best.shape[2]]
    return kept


def _how_much(block: Block) -> tuple[bool, int]:
    """What a sheet gives of its table: a number that is surely the table's own before further columns."""
    own = block.choices.get(NEEDS[block.table][0][0])
    return own is not None and own.certainty == SURE, len(block.choices)


def _together(blocks: list[Block]) -> list[Block]:
    """Files of one shape as one block: a month each, or the same list again."""
    found: dict[tuple[object, ...], Block] = {}
    for block in blocks:
        first = found.get(block.shape)
        found[block.shape] = replace(first, alike=(*first.alike, block.sheet)) if first else block
    return [_of_all_files(block) if block.alike else block for block in found.values()]


def _of_all_files(block: Block) -> Block:
    """The same block, its titles judged by the cells of all its files: a word may stand in a later one only."""
    above = block.layout.title_row + block.layout.title_rows - 1
    rows = [*block.sheet.rows, *(row for sheet in block.alike for row in sheet.rows[above:])]
    layout = look_at(rows, is_known)
    given = {name: choice for name, choice in block.choices.items() if choice.reason == NO_OTHER_NUMBER}
    whole = _block(block.table, replace(block.sheet, rows=rows), layout, given) if layout else None
    return replace(whole, sheet=block.sheet, alike=block.alike, only=block.only) if whole else block
