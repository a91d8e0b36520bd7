"""Columns that other lists prove: the number of a contract that the list of contracts has in every cell, the key that all others
name, a list of municipalities whose codes the agreements name.

Belongs here: calling such a choice certain, and a list no longer doubted. Does not belong here: finding a reference
(lookup.py), what title, cells and list say alone (agreed.py), or what harms nobody whatever it is (harmless.py).

Who is the tenant of a contract, or shares it, no containment proves: a former tenant stands among the tenants too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

from sources.recognition.lookup import IN_LIST, PLACE, places_of
from sources.words.blocks import SURE, Block, Choice
from sources.words.closed import is_closed
from sources.words.needs import REFERENCES
from sources.words.notes import OF_ANOTHER
from sources.words.profile import ENOUGH, Profile, cell_of, plain
from sources.words.titles import GENERAL, concepts_of
from sources.words.ways import is_named

OWN: Mapping[str, str] = {
    "leases": "lease_id", "tenants": "tenant_id", "landlords": "landlord_id", "municipalities": "municipality_code",
}  # fmt: skip
SPEAKS_OF: Mapping[str, frozenset[str]] = {
    "lease_id": frozenset({"contract"}), "tenant_id": frozenset({"tenant"}), "landlord_id": frozenset({"landlord", "entity"}),
    "municipality_code": frozenset({"municipality", "municipality_code_word"}),
}  # fmt: skip
WHO = frozenset({("leases", "tenant_id"), ("co_tenants", "tenant_id")})
FEWEST = 2  # numbers that a list names, before that proves anything
FIELDS = "optional_field_agreements"
OF_ITS_LINES = frozenset({"municipalities", "leases"})  # whose list has agreements on its lines, or co-tenants
LIST_OF: Mapping[str, str] = {"municipalities": "gemeentecode", "postcodes": "postcode"}  # a list whose cells say what it is


def with_proved(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which the key of a list is certain that all other lists name, and then the numbers of those lists; and in
    which a list of places is of nothing else, whatever it is called.
    """
    found = [_with(block, lambda block, choice: _is_named_by_all(block, choice, blocks)) for block in blocks]
    keys = {block.table: block for block in found if not block.lacks and (key := _key(block)) and key.certainty == SURE}
    found = [_with(block, lambda block, choice: _is_of_list(block, choice, keys)) for block in found]
    numbers = _of_tenant_and_contract(found)
    found = [_with(block, lambda block, choice: _is_that_number(block, choice, numbers)) for block in found]
    return [_undoubted(block) for block in found]


def _of_tenant_and_contract(blocks: Sequence[Block]) -> frozenset[str]:
    """The numbers of the lists of contracts, where one number is that of a contract and of its tenant, and each line has its own:
    that it is so, is asked of these lists.
    """
    contracts = [block for block in blocks if block.table == "leases"]
    keys = [_key(block) for block in contracts]
    tenants = [block.choices.get("tenant_id") for block in contracts]
    is_one = bool(contracts) and all(
        key and tenant and key.profile.place == tenant.profile.place and key.profile.distinct == key.profile.filled
        for key, tenant in zip(keys, tenants, strict=True)
    )
    return frozenset(text for key in keys if key for text in key.profile.texts) if is_one else frozenset()


def _is_that_number(block: Block, choice: Choice, numbers: frozenset[str]) -> bool:
    """Whether a list names contracts by that number, in every cell, below a title that says the tenant's, and no other column
    has such numbers only.
    """
    found = choice.profile.texts.keys()
    if block.table == "leases" or choice.column != "lease_id" or not numbers or len(found) < FEWEST or not found <= numbers:
        return False
    is_said = {"tenant"} <= concepts_of(choice.profile.title) <= {"tenant", "nr"}
    return is_said and not _doubts(choice) and not _has_rival(block, choice, numbers)


def _with(block: Block, is_proved: Callable[[Block, Choice], bool]) -> Block:
    if block.asked:
        return block  # of a list that is asked as a whole nothing is certain
    own = [name for name, each in block.choices.items() if _may_be_proved(block, each) and is_proved(block, each)]
    return replace(block, choices={**block.choices, **{name: replace(block.choices[name], certainty=SURE) for name in own}})


def _may_be_proved(block: Block, choice: Choice) -> bool:
    is_own = choice.part is None and choice.profile.title not in block.lookups and bool(choice.profile.filled)
    return is_own and choice.certainty != SURE and choice.column in REFERENCES


def _key(block: Block) -> Choice | None:
    choice = block.choices.get(OWN.get(block.table, ""))
    return choice if choice is not None and not choice.part and choice.profile.title not in block.lookups else None


def _is_of_list(block: Block, choice: Choice, keys: Mapping[str, Block]) -> bool:
    """Whether every cell is a number of the list that has one of each, and of no other column of this list that is so. That of
    the very column that is such a key is so too.
    """
    column = choice.column
    table = next(each for each, own in OWN.items() if own == column)
    if table not in keys or block.table == table or (block.table, column) in WHO:
        return False
    if keys[table].sheet is block.sheet:
        return table in OF_ITS_LINES and choice.profile.place == keys[table].choices[column].profile.place
    known, found = _texts(keys[table]), _as_known(column, choice.profile.texts)
    is_same = plain(choice.profile.title) == plain(keys[table].choices[column].profile.title)
    if len(found) < (1 if is_same else FEWEST) or not found <= known or _has_rival(block, choice, known):
        return False
    return _is_said(block, choice) and not [each for each in _doubts(choice) if not each.startswith(IN_LIST)]


def _doubts(choice: Choice) -> list[str]:
    """What is to be said of it beside that its list is doubted."""
    return [each for each in choice.why.doubts if each != OF_ANOTHER]


def _is_said(block: Block, choice: Choice) -> bool:
    title = choice.profile.title
    return is_named(title, block.table, choice.column) and bool(concepts_of(title) & SPEAKS_OF[choice.column])


def _texts(block: Block) -> frozenset[str]:
    choice = _key(block)
    return frozenset(_as_known(choice.column, choice.profile.texts)) if choice else frozenset()


def _as_known(column: str, texts: Counter[str]) -> Set[str]:
    return places_of(texts).keys() if column == PLACE else texts.keys()


def _has_rival(block: Block, choice: Choice, known: frozenset[str]) -> bool:
    """Whether another column holds such numbers only."""
    others = [each for each in block.layout.columns if each.place != choice.profile.place and each.filled and not each.date_kind]
    return any(_as_known(choice.column, each.texts) <= known for each in others)


def _is_named_by_all(block: Block, choice: Choice, blocks: Sequence[Block]) -> bool:
    """Whether a number of its own stands on each line, and every other list that names one names these; no other column of the
    list has them, and the title says nothing else.
    """
    own, column = choice.profile, choice.column
    if OWN.get(block.table) != column or _doubts(choice) or not own.distinct == own.filled == block.layout.rows:
        return False
    if not (_is_said(block, choice) or concepts_of(own.title) <= GENERAL):
        return False  # `Kostenplaats` may be an owner, or a building of his
    named = [(each, each.choices[column]) for each in blocks if column in each.choices and each.sheet is not block.sheet]
    texts = [_on_own_lines(other, each.profile) for other, each in named if each.profile.filled and not each.part]
    if not texts or max(map(len, texts)) < FEWEST or not all(each <= own.texts.keys() for each in texts):
        return False
    others = [each for each in block.layout.columns if each.place != own.place and each.filled]
    return not any(said <= each.texts.keys() for said in texts for each in others)


def _on_own_lines(block: Block, profile: Profile) -> Set[str]:
    """The numbers on the lines that are this block's: of a guardian beside the tenants of a contract nothing is said."""
    kinds = [(each, block.only[each.title]) for each in block.layout.columns if each.title in block.only]
    if not kinds:
        return profile.texts.keys()
    rows = (row for row in block.rows if all(cell_of(row, each) in taken for each, taken in kinds))
    return {text for row in rows if (text := cell_of(row, profile))}


def _undoubted(block: Block) -> Block:
    """A list of municipalities or postcodes, whatever it is called, whose codes are those of the municipalities; or one of what
    known owners agreed to, of which each word is a field that may go along.
    """
    if block.table == FIELDS and _is_of_fields(block):
        return replace(block, choices={name: _without_doubt(each) for name, each in block.choices.items()})
    kind = LIST_OF.get(block.table)
    code, place = block.choices.get("municipality_code"), block.choices.get("postcode" if block.table == "postcodes" else "name")
    if kind is None or code is None or place is None or block.lookups:
        return block
    known = code if block.table == "postcodes" else _without_doubt(code)  # the codes of postcodes are those that a list has
    if known.certainty != SURE:
        return block
    cells = code.profile if kind == "gemeentecode" else place.profile
    if cells.share(kind) < ENOUGH:
        return block
    return replace(block, choices={name: _without_doubt(each) for name, each in block.choices.items()})


def _is_of_fields(block: Block) -> bool:
    owner, field, day = (block.choices.get(name) for name in ("landlord_id", "field", "agreed_on"))
    if owner is None or field is None or day is None or {owner.certainty, field.certainty} != {SURE}:
        return False
    return is_closed("field", field.profile) and bool(concepts_of(day.profile.title) & {"agreed", "clause"})


def _without_doubt(choice: Choice) -> Choice:
    """The choice as it was before its list was doubted."""
    if OF_ANOTHER not in choice.why.doubts:
        return choice
    doubts = tuple(each for each in choice.why.doubts if each != OF_ANOTHER)
    return replace(choice, certainty=SURE, why=replace(choice.why, doubts=doubts))
