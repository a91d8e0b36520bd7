"""Columns that need no question because nothing that is decided depends on which title they are, or because the lists prove them.

Belongs here: calling such a choice certain whatever else its list may hold: balances of rent, which are only compared; the last
day of a permission, which only holds back; the only day of a list of letters; the complexes that contracts and mandates name
alike. Does not belong here: what is certain by title, cells and list (agreed.py), what must be plain to be harmless
(harmless.py), or numbers that a list has of its own (proved.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sources.words.blocks import SURE, Block, Choice
from sources.words.evidence import SHORT, is_buildings
from sources.words.notes import OF_ANOTHER
from sources.words.owed import TWO_OWED
from sources.words.profile import Profile
from sources.words.titles import concepts_of
from sources.words.ways import is_named, ways

EMPTY = "de kolom is leeg"
COMPLEXES = ("leases", "mandates")
RENT = "rent"
OF_LETTERS = frozenset(
    {"date", "sent", "letter", "action", "dunning", "voucher", "booking", "reminder", "demand", "call", "visit"}
)  # what the title of their day may say
Rule = Callable[[Block, Choice], bool]


def with_weightless(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which a choice is certain that weighs nothing, or that contracts and mandates prove by each other."""
    return [_with_places(block, blocks) for block in _with_complexes([_with(block) for block in blocks])]


def _with(block: Block) -> Block:
    """The block of which nothing is asked that no rule depends on; what its list as a whole may be is asked as before."""
    choices = {
        name: replace(each, certainty=SURE, why=replace(each.why, doubts=_kept(each)))
        if (rule := _RULES.get((block.table, name))) and _is_own(block, each) and rule(block, each)
        else each
        for name, each in block.choices.items()
    }
    return replace(block, choices=choices)


def _kept(choice: Choice) -> tuple[str, ...]:
    return tuple(each for each in choice.why.doubts if each == EMPTY)


def _is_own(block: Block, choice: Choice) -> bool:
    """Whether it is a whole column of the list, which is about what it was taken for."""
    is_of_list = choice.part is None and choice.profile.title not in block.lookups
    return is_of_list and choice.certainty != SURE and OF_ANOTHER not in choice.why.doubts and not block.asked


def _is_said(block: Block, choice: Choice) -> bool:
    """Whether the title says the column, at least by its parts."""
    title = choice.profile.title
    said = (way.is_taken_by(title) or way.is_part_of(title) for way in ways(block.table) if way.column == choice.column)
    return any(said)


def _is_rent(block: Block, choice: Choice) -> bool:
    """Whether the title says that a balance is of rent, whatever else is owed: of one of all together a person says so beside its
    parts. What may be no amount is asked.
    """
    is_plain = {*choice.why.doubts} <= {TWO_OWED} and choice.why.fit == choice.why.of
    return is_plain and _is_said(block, choice) and RENT in concepts_of(choice.profile.title)


def _is_day(block: Block, choice: Choice) -> bool:
    return not choice.why.doubts and _is_said(block, choice)


def _is_theirs(block: Block, choice: Choice) -> bool:
    """Whether the title says that it is the number of the agency, beside another that is the case's own. It stands in a notice to
    that agency, and nobody is reported by it.
    """
    own = block.choices.get("case_id")
    is_other = own is not None and own.profile.place != choice.profile.place
    return is_other and not choice.why.doubts and _is_said(block, choice)


def _is_last_day(block: Block, choice: Choice) -> bool:
    """Whether no other day of the list could be the last one instead: each is read, or nothing stands there. What falls due
    (`Vervalt`) may be something else, and is asked.
    """
    read = {each.profile.place for each in block.choices.values()}
    left = [each for each in block.layout.columns if each.filled and each.date_kind and each.place not in read]
    is_said = _is_said(block, choice) and "due" not in concepts_of(choice.profile.title)
    return not left and is_said and {*choice.why.doubts} <= {EMPTY} and choice.why.fit == choice.why.of


def _is_only_day(block: Block, choice: Choice) -> bool:
    """Whether the list has no other day, which is not the same on each line, and the title says that it is one of this kind: not
    that of when the line was made.
    """
    others = [each for each in block.layout.columns if each.place != choice.profile.place and each.filled and each.date_kind]
    is_whole = bool(choice.why.of) and choice.why.fit == choice.why.of
    is_said = concepts_of(choice.profile.title) <= OF_LETTERS and is_named(choice.profile.title, block.table, choice.column)
    return not others and not choice.why.doubts and is_whole and is_said and choice.profile.distinct > 1


_RULES: Mapping[tuple[str, str], Rule] = {
    ("stated_balances", "open_rent"): _is_rent,
    ("stated_balances", "as_of"): _is_day,
    ("collection_actions", "performed_on"): _is_only_day,
    ("collection_cases", "agency_reference"): _is_theirs,
    ("mandates", "valid_until"): _is_last_day,
    ("municipality_agreements", "ended_on"): _is_last_day,
    ("optional_field_agreements", "ended_on"): _is_last_day,
}


def _with_complexes(blocks: Sequence[Block]) -> list[Block]:
    """With the complexes of contracts and of mandates certain, where every one that a mandate names is one of a contract, and no
    other column of either list has such names.
    """
    found = [(each, each.choices["complex_id"]) for each in blocks if each.table in COMPLEXES and "complex_id" in each.choices]
    contracts = [(each, choice) for each, choice in found if each.table == "leases"]
    mandates = [(each, choice) for each, choice in found if each.table == "mandates"]
    if len(contracts) != 1 or len(mandates) != 1 or not _are_the_same(*contracts[0], *mandates[0]):
        return list(blocks)
    return [
        replace(each, choices={**each.choices, "complex_id": replace(each.choices["complex_id"], certainty=SURE)})
        if any(each is block for block, choice in found if _is_complex(block, choice))
        else each
        for each in blocks
    ]


def _is_complex(block: Block, choice: Choice) -> bool:
    """Whether nothing is to be said of it but how many buildings there are, which are then complexes."""
    return _is_own(block, choice) and _is_said(block, choice) and all(map(is_buildings, choice.why.doubts))


def _are_the_same(contracts: Block, of_contract: Choice, mandates: Block, of_mandate: Choice) -> bool:
    named, known = of_mandate.profile.texts.keys(), of_contract.profile.texts.keys()
    are_known = bool(named) and named <= known and all(len(text) > SHORT for text in named)
    both = ((contracts, of_contract), (mandates, of_mandate))
    if contracts.sheet is mandates.sheet or not are_known or not all(choice.part is None for _, choice in both):
        return False
    return not any(named <= each.texts.keys() for block, choice in both for each in _others(block, choice))


def _others(block: Block, choice: Choice) -> list[Profile]:
    return [each for each in block.layout.columns if each.place != choice.profile.place and each.filled and not each.date_kind]


def _with_places(block: Block, blocks: Sequence[Block]) -> Block:
    """A list of what municipalities agreed to names them too: nobody asks whether their names are those of municipalities."""
    code = block.choices.get("municipality_code")
    if block.table != "municipalities" or code is None or not any(_are_its_agreements(each, block, code) for each in blocks):
        return block
    return replace(block, choices={name: _without_doubt(each) for name, each in block.choices.items()})


def _are_its_agreements(block: Block, places: Block, code: Choice) -> bool:
    if block.table != "municipality_agreements" or block.sheet is not places.sheet or block.asked:
        return False
    own = block.choices.get("municipality_code")
    is_certain = own is not None and own.profile.place == code.profile.place
    return is_certain and not any(OF_ANOTHER in each.why.doubts for each in block.choices.values())


def _without_doubt(choice: Choice) -> Choice:
    """The choice as it was before its list was doubted."""
    if OF_ANOTHER not in choice.why.doubts:
        return choice
    doubts = tuple(each for each in choice.why.doubts if each != OF_ANOTHER)
    return replace(choice, certainty=SURE, why=replace(choice.why, doubts=doubts))
