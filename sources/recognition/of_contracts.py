"""Owners and municipalities that only the list of contracts says, beside each contract: number and name, again and again;
municipalities that only the list of agreements with them names; and owners that only the list of mandates names.

Belongs here: the block of each of them once. Does not belong here: lists of their own (sheets.py), or in which municipality an
address stands (places.py).

None is taken of which one number stands beside two names. Only what a code of the municipalities is called, beside an agreement
whose code is certain, is not asked: nobody is reported by a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.recognition.lookup import NEARLY_ALL, has_several, seen_of, share
from sources.recognition.meanings import OF_TEXTS
from sources.words.blocks import LIKELY, SURE, Block, Choice
from sources.words.evidence import HALF, known_share
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Profile
from sources.words.short import BY_LINKS
from sources.words.titles import concepts_of
from sources.words.yes_no import MARKS

EACH_ONCE = "de lijst van contracten zegt het bij elk contract; elk nummer telt één keer"
NAMES = {"landlords": frozenset({"landlord", "name"}), "municipalities": frozenset({"municipality", "name"})}
OF_AGREEMENTS = "de lijst van overeenkomsten noemt bij elke code de gemeente"
BY_NAME = "een opdrachtgever heeft hier geen nummer: zijn naam is ook zijn nummer, en staat zo bij de contracten"
OF_MANDATES = "de lijst van mandaten noemt bij elk nummer de opdrachtgever; elk nummer telt één keer"
KIND = frozenset({"landlord", "kind"})
OF_SMALL = frozenset({"small", "landlord", "yes_no"})


def with_those_of_contracts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, and the owners and municipalities beside the contracts, where no list of their own has them."""
    contracts = next((block for block in blocks if block.table == "leases" and not block.lacks and not block.months), None)
    agreements = next((block for block in blocks if block.table == "municipality_agreements" and not block.lacks), None)
    mandates = next((block for block in blocks if block.table == "mandates" and not block.lacks), None)
    offered = [_by_number(mandates, contracts)] if mandates is not None and contracts is not None else []
    offered += [_owners(contracts), _places(contracts)] if contracts is not None else []
    offered += [_by_name(mandates, contracts)] if mandates is not None and contracts is not None else []
    offered += [_of_agreements(agreements)] if agreements is not None else []  # without who has none
    found = [_of_its_mandates(each, mandates) if mandates is not None and each.table == "landlords" else each for each in blocks]
    for each in offered:
        if each is not None and each.table not in {block.table for block in found}:
            found.append(each)
    return found


def _of_its_mandates(owners: Block, mandates: Block) -> Block:
    """The owners in a list of mandates by what each mandate says whose it is, and not by the number of the mandate: an owner with
    two of them has two of those.
    """
    own, mandate, whose = owners.choices.get("landlord_id"), *map(mandates.choices.get, ("mandate_id", "landlord_id"))
    name = owners.choices.get("name")
    if own is None or mandate is None or whose is None or name is None or owners.sheet is not mandates.sheet or whose.part:
        return owners
    is_other = own.profile.place == mandate.profile.place != whose.profile.place and whose.profile.title not in mandates.lookups
    if not is_other or not _says_one(mandates, whose.profile, name.profile):
        return owners
    why = Evidence((OF_MANDATES,), whose.profile.filled, whose.profile.filled)
    return replace(owners, choices={**owners.choices, "landlord_id": replace(whose, certainty=LIKELY, why=why)})


def _of_agreements(agreements: Block) -> Block | None:
    """The municipalities with which there are agreements, where their list names each beside its code."""
    number = agreements.choices.get("municipality_code")
    if number is None or number.part or number.profile.title in agreements.lookups:
        return None
    names = _names(agreements, "municipalities", number.profile)
    if len(names) != 1 or not _says_one(agreements, number.profile, names[0]):
        return None
    block = _made(agreements, "municipalities", "municipality_code", number.profile, names[0], OF_AGREEMENTS)
    if number.certainty != SURE or number.profile.share("gemeentecode") < ENOUGH:
        return block
    return replace(block, choices={name: replace(each, certainty=SURE) for name, each in block.choices.items()})


def _by_number(mandates: Block, contracts: Block) -> Block | None:
    """The owners by the numbers that the list of mandates and that of the contracts both have, with the name beside each."""
    number, named = mandates.choices.get("landlord_id"), contracts.choices.get("landlord_id")
    if number is None or named is None or number.part or number.profile.title in mandates.lookups or mandates.goes_on:
        return None
    if share(named.profile.texts, number.profile.texts) < NEARLY_ALL:
        return None
    names = _names(mandates, "landlords", number.profile)
    if len(names) != 1 or not _says_one(mandates, number.profile, names[0]):
        return None
    block = _made(mandates, "landlords", "landlord_id", number.profile, names[0], OF_MANDATES)
    return _with_small(block, mandates)


def _by_name(mandates: Block, contracts: Block) -> Block | None:
    """The owners by the names that the list of mandates and that of the contracts both have for them; none beside a title that
    may be another name or number.
    """
    number, named = mandates.choices.get("landlord_id"), contracts.choices.get("landlord_id")
    if number is None or named is None or number.part or number.profile.title in mandates.lookups or mandates.goes_on:
        return None
    own = number.profile
    others = [each for each in mandates.left if concepts_of(each.title) & {"landlord", "entity"} and not _is_small(each)]
    is_name = own.share("words") >= ENOUGH and not any(any(map(str.isdigit, text)) for text in own.texts)
    is_found = BY_LINKS in number.why.doubts  # by the other lists, of a title that says little
    is_name = is_name and (
        is_found or concepts_of(own.title) in ({"landlord"}, {"entity"}, NAMES["landlords"], {"entity", "name"})
    )
    if others or not is_name or share(named.profile.texts, own.texts) < NEARLY_ALL:
        return None
    block = _made(mandates, "landlords", "landlord_id", own, own, BY_NAME)
    return _with_small(block, mandates)


def _is_small(profile: Profile) -> bool:
    return {"small"} <= concepts_of(profile.title) <= OF_SMALL


def _with_small(block: Block, source: Block) -> Block:
    """The owners with the only title that says who is small, where it says one and the same of each."""
    marks = [each for each in source.left if _is_small(each) and _is_marked(each)]
    marks = marks or [each for each in source.left if concepts_of(each.title) == KIND and _is_known(each)]
    if len(marks) != 1 or has_several(seen_of(source).pairs(block.choices["landlord_id"].profile, marks[0])):
        return block
    mark = Choice("is_small_landlord", marks[0], LIKELY, Evidence(fit=marks[0].filled, of=marks[0].filled))
    return replace(block, choices={**block.choices, "is_small_landlord": mark})


def _is_marked(profile: Profile) -> bool:
    """Whether it says yes or no of each, or a cross of some."""
    is_crossed = 0 < profile.filled == sum(count for text, count in profile.texts.items() if text.lower() in MARKS)
    return profile.share("boolean") >= ENOUGH or is_crossed


def _is_known(profile: Profile) -> bool:
    """Whether most kinds of owners are words of which it is known whether they are small: `Particulier`, `Institutioneel`."""
    return known_share("is_small_landlord", profile.said_texts) >= HALF


def _owners(contracts: Block) -> Block | None:
    number = contracts.choices.get("landlord_id")
    if number is None or number.part or number.profile.title in contracts.lookups:
        return None
    block = _block(contracts, "landlords", "landlord_id", number.profile)
    marks = [each for each in contracts.left if _is_small(each) and _is_marked(each)]
    if block is None or len(marks) != 1 or not _says_one(contracts, number.profile, marks[0]):
        return block
    mark = Choice("is_small_landlord", marks[0], LIKELY, Evidence((EACH_ONCE,), marks[0].filled, marks[0].filled))
    return replace(block, choices={**block.choices, "is_small_landlord": mark})


def _places(contracts: Block) -> Block | None:
    codes = [each for each in contracts.left if "municipality_code_word" in concepts_of(each.title)]
    codes = [each for each in codes if each.share("gemeentecode") >= ENOUGH]
    return _block(contracts, "municipalities", "municipality_code", codes[0]) if len(codes) == 1 else None


def _block(contracts: Block, table: str, column: str, number: Profile) -> Block | None:
    """The block of a number and its only name; none where one stands alone, or once for each contract."""
    names = _names(contracts, table, number)
    if len(names) != 1 or number.distinct == number.filled or not _says_one(contracts, number, names[0]):
        return None
    return _made(contracts, table, column, number, names[0], EACH_ONCE)


def _made(block: Block, table: str, column: str, number: Profile, name: Profile, said: str) -> Block:
    why = Evidence((said,), number.filled, number.filled)
    choices = {column: Choice(column, number, LIKELY, why), "name": Choice("name", name, LIKELY, why)}
    return replace(
        block, table=table, choices=choices, lookups={}, only={}, without="", asked="", made={}, lacks=(), goes_on=False
    )


def _names(block: Block, table: str, number: Profile) -> list[Profile]:
    """The titles of names beside a number; where none says so, those of what that number is called: `Gemeentecode omschrijving`
    beside `Gemeentecode`.
    """
    texts = [each for each in block.left if each.place != number.place and not each.date_kind and each.share("words") >= ENOUGH]
    said = {each.place: concepts_of(each.title) for each in texts}
    named = [each for each in texts if said[each.place] and said[each.place] <= NAMES[table] and said[each.place] != {"name"}]
    of_number = (concepts_of(number.title) | NAMES[table]) - OF_TEXTS
    return named or [
        each
        for each in texts
        if OF_TEXTS & said[each.place] and said[each.place] - OF_TEXTS and said[each.place] - OF_TEXTS <= of_number
    ]


def _says_one(contracts: Block, number: Profile, other: Profile) -> bool:
    """Whether beside each number stands one and the same, on every line that has the number."""
    pairs = [*seen_of(contracts).pairs(number, other)]
    return all(said for _, said in pairs) and not has_several(iter(pairs))
