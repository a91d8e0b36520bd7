"""People who share a contract, as lists hold them: by a number of their own, or by a name only.

Belongs here: the two blocks that such a list needs, since a co-tenant must be among the tenants too. Does not belong here: a
contract that stands on several lines (proposals/tables.py), or choosing other tables (sheets.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sources.recognition.lookup import Seen, share
from sources.recognition.word_lists import is_unread
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.choices import choices_of
from sources.words.evidence import HALF
from sources.words.needs import points_to
from sources.words.notes import BY_CELLS, Evidence
from sources.words.profile import Profile
from sources.words.titles import concepts_of

Made = Mapping[str, tuple[str, ...]]  # our column -> what it is made of
NAMES = ("last_name", "name_prefix", "initials", "phone_1", "phone_2", "email")
PARTS = ("name_prefix", "initials")  # of a name
BESIDE_NAMES = ("tenant_type", "deceased_on")  # what a list of co-tenants says of each beside his name
# What the title of a second tenant's column says beside that it is his -> our column.
OF_THE_SECOND: Mapping[frozenset[str], str] = {
    frozenset(said.split()): column
    for column, found in {
        "last_name": ("name", "surname", "surname name"), "name_prefix": ("prefix", "prefix name"),
        "initials": ("initials", "initials name"), "phone_1": ("phone", "phone nr"),
        "phone_2": ("mobile", "mobile nr", "phone mobile"), "email": ("email",), "from_on": ("start",), "until_on": ("end",),
    }.items()
    for said in found
}  # fmt: skip
NEARLY = 0.1  # of the tenants that one list may lack and another has
ALL = 1  # of the cells: a number that happens to be some tenant's too proves nothing
NAMED = 0.6  # of the cells that are a name as people write it
STRANGERS = "deze nummers staan in geen lijst van huurders; zet ze met hun naam bij tenants, anders gaat er niets uit"
OWN_NUMBER = Evidence((f"{BY_CELLS}; elke regel heeft daar een eigen nummer",))
DAYS = ("from_on", "until_on")
WHO = "medehuurders staan ook bij tenants; wie bezwaar maakt, wordt zo gevonden"


def people_beside(seen: Sequence[Seen], blocks: Sequence[Block]) -> list[Block]:
    """Blocks for the co-tenants of the sheets, and for those of them that are no tenants elsewhere. `blocks`: what was found."""
    known = next((block.choices["tenant_id"].profile for block in blocks if block.table == "tenants"), None)
    found: list[Block] = []
    for each in seen:
        is_of_tenants = any(block.table == "tenants" and block.sheet is each.sheets[0] and not block.made for block in blocks)
        is_of_others = points_to("co_tenants", each.sheets[0]) and not is_of_tenants  # a list of business partners, say
        found += _of_a_list(each, known) if is_of_others else _beside_contracts(each, blocks, known)
    return found


def whose_contracts(lists: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """Of several lists of people those that hold the tenants of the contracts: owners, or the few who object, have names too."""
    contracts = [block for block in blocks if block.table == "leases" and "tenant_id" in block.choices]
    if not contracts or len(lists) < 2:
        return list(lists)
    contract = max(contracts, key=lambda block: block.choices["tenant_id"].profile.distinct)
    asked = contract.choices["tenant_id"].profile
    of_people = [_numbered_as(contract, block) for block in lists]
    held = [
        (block, share(asked.texts, block.choices["tenant_id"].profile.texts))
        for block in of_people
        if "tenant_id" in block.choices
    ]
    ledgers = {id(block.sheet) for block in blocks if block.table == "ledger_entries"}  # the numbers of lines hold any number
    held = [(block, part) for block, part in held if part >= HALF and id(block.sheet) not in ledgers] or held
    most = max((part for _, part in held), default=0)
    return [block for block, part in held if part > most - NEARLY] if most >= HALF else of_people


def with_most_contracts(lists: Sequence[Block]) -> list[Block]:
    """Without lists whose contracts another has too, among at least twice as many: who shares a few of them, say."""
    numbers = [(block, block.choices["lease_id"].profile) for block in lists if "lease_id" in block.choices]
    fewer = [
        block
        for block, own in numbers
        if any(2 * own.distinct <= each.distinct and share(own.texts, each.texts) >= ALL for _, each in numbers)
    ]
    return [block for block in lists if block not in fewer]


def _numbered_as(contract: Block, people: Block) -> Block:
    """People of the sheet that gives the contracts have the number that these name them by."""
    number = contract.choices["tenant_id"]
    if people.sheet is not contract.sheet or number.profile.title in contract.lookups:
        return people
    return replace(people, choices={**people.choices, "tenant_id": number})


def with_known_people(blocks: Sequence[Block]) -> list[Block]:
    """Co-tenants by the title whose cells are numbers of tenants, where that which is named after them holds none: it then
    numbers the lines.
    """
    known = [block.choices["tenant_id"].profile for block in blocks if block.table == "tenants" and "tenant_id" in block.choices]
    contracts = [id(block.sheet) for block in blocks if block.table == "leases"]  # there the other number is the first tenant's
    return [
        _by_known(block, known[0]) if known and block.table == "co_tenants" and id(block.sheet) not in contracts else block
        for block in blocks
    ]


def _by_known(block: Block, known: Profile) -> Block:
    own = block.choices.get("tenant_id")
    if own is None or own.part or own.profile.title in block.lookups or share(own.profile.texts, known.texts) >= HALF:
        return block
    lease = block.choices.get("lease_id")
    others = [each for each in block.layout.columns if each.filled and not each.date_kind]
    others = [each for each in others if each is not own.profile and (lease is None or each is not lease.profile)]
    better = next((each for each in others if share(each.texts, known.texts) >= ALL), None)
    if better is None:
        return block
    why = Evidence(("elke cel staat in de lijst van huurders",))
    return replace(block, choices={**block.choices, "tenant_id": Choice("tenant_id", better, LIKELY, why)})


def with_strangers_named(blocks: Sequence[Block]) -> list[Block]:
    """A warning above co-tenants whose numbers no list of tenants has: with one of those in force nothing is sent at all."""
    known = [block.choices["tenant_id"].profile for block in blocks if block.table == "tenants" and "tenant_id" in block.choices]
    return [
        replace(block, asked=STRANGERS)
        if block.table == "co_tenants"
        and (number := block.choices.get("tenant_id"))
        and all(share(number.profile.texts, each.texts) < HALF for each in known)
        else block
        for block in blocks
    ]


def _of_a_list(seen: Seen, known: Profile | None) -> Iterator[Block]:
    """A list of co-tenants that has their names and no numbers, or the names of numbers that no list of tenants has."""
    choices = choices_of("co_tenants", seen.layout)
    lease, number = choices.get("lease_id"), choices.get("tenant_id")
    if number is not None and (known is None or share(number.profile.texts, known.texts) < HALF):
        others = [each for each in seen.layout.columns if each not in (number.profile, lease.profile if lease else None)]
        name = next((each for each in others if each.share("part last_name") >= NAMED), None)
        names = _own_names(seen, others) or (_parts_of(name) if name is not None else {})
        if names:
            yield _block("tenants", seen, {"tenant_id": replace(number, certainty=LIKELY), **names}, {})
        return
    names = _names_in(seen)
    if lease is None or "last_name" not in names or "tenant_id" in choices:
        return
    own = _number_of_each(seen, [lease.profile, *(each.profile for each in (*names.values(), *choices.values()))])
    made: Made = {} if own else {"tenant_id": (f"={lease.profile.title}", f"={names['last_name'].profile.title}")}
    days = {name: each for name, each in choices.items() if name in DAYS}
    of_each = {"tenant_id": own} if own else {}
    yield _block("tenants", seen, {name: replace(each, certainty=LIKELY) for name, each in {**names, **of_each}.items()}, made)
    shared = {"lease_id": lease, **of_each, **days}
    yield _block("co_tenants", seen, {name: replace(each, certainty=LIKELY) for name, each in shared.items()}, made)


def _names_in(seen: Seen) -> dict[str, Choice]:
    """What a list of co-tenants says of their names, also below titles that say whose: `Naam medehuurder`."""
    second = _own_columns([each for each in seen.layout.columns if "co_tenant" in concepts_of(each.title)])
    names = {name: Choice(name, each, LIKELY, Evidence()) for name, each in second.items()}
    names = {name: each for name, each in {**names, **choices_of("tenants", seen.layout)}.items() if name in NAMES}
    name = second.get("last_name")
    if name is None or name.share("part last_name") < NAMED or any(names[each].profile.filled for each in PARTS if each in names):
        return names
    return {**names, **_parts_of(name)}  # a whole name in one cell


def _number_of_each(seen: Seen, taken: Sequence[Profile]) -> Choice | None:
    """The only number that each line of a list of co-tenants has for itself, below a title that nobody knows: `Mnr`."""
    places = {each.place for each in taken}
    left = [each for each in seen.layout.columns if each.place not in places and _is_number(each) and not each.date_kind]
    own = [each for each in left if each.distinct == each.filled >= seen.layout.rows > 1]
    own = [each for each in own if is_unread(each, ("nr", "co_tenant", "person"))]
    return Choice("tenant_id", own[0], LIKELY, OWN_NUMBER) if len(own) == 1 else None


def _own_names(seen: Seen, others: Sequence[Profile]) -> dict[str, Choice]:
    """The name in columns of its own, none of which may be the main tenant's: a surname beside a prefix or initials."""
    found = {name: each for name, each in _names_in(seen).items() if each.profile in others}
    is_whole = "last_name" in found and not found.keys().isdisjoint({"name_prefix", "initials"})
    is_of_another = any("tenant" in concepts_of(each.profile.title) for each in found.values())
    is_split = any(each.part for each in found.values())
    if not is_whole or is_of_another or is_split:
        return {}
    found |= {name: each for name, each in choices_of("tenants", seen.layout).items() if name in BESIDE_NAMES and not each.part}
    return {name: replace(each, certainty=LIKELY) for name, each in found.items()}


def _beside_contracts(seen: Seen, blocks: Sequence[Block], known: Profile | None) -> Iterator[Block]:
    """A second tenant in columns of his own, beside the contract."""
    contract = _contract_of(seen, blocks)
    if contract is None:
        return
    second = [each for each in seen.layout.columns if "co_tenant" in concepts_of(each.title)]
    own = _own_columns(second)
    others = [each for each in second if each.filled and each not in own.values() and not each.date_kind]
    name = own.get("last_name") or next((each for each in others if _is_name(each)), None)
    number = next((each for each in others if each is not name and _is_number(each)), None)
    if name is None or (number is not None and known is not None and share(number.texts, known.texts) >= HALF):
        return
    is_whole = name.share("word") >= NAMED and not any(" " in text or "," in text for text in name.texts)
    is_apart = is_whole or bool(own.keys() & {"initials", "name_prefix"})
    names = {"last_name": Choice("last_name", name, LIKELY, Evidence())} if is_apart else _parts_of(name)
    names |= {each: Choice(each, own[each], LIKELY, Evidence()) for each in NAMES if each in own and each not in names}
    lease = replace(contract, certainty=LIKELY)
    made: Made = {"tenant_id": (f"={lease.profile.title}", f"={name.title}")} if number is None else {}
    if number is not None:
        names["tenant_id"] = Choice("tenant_id", number, LIKELY, Evidence())
    yield replace(_block("tenants", seen, names, made), without=name.title)
    if number is None:
        days = {each: Choice(each, own[each], LIKELY, Evidence()) for each in DAYS if each in own}
        yield replace(_block("co_tenants", seen, {"lease_id": lease, **days}, made), without=name.title)


def _contract_of(seen: Seen, blocks: Sequence[Block]) -> Choice | None:
    """The number of a contract that each line of a sheet is about: of the contract list itself, or of another with a line for
    each of its contracts.
    """
    leases = next((block for block in blocks if block.table == "leases" and "lease_id" in block.choices), None)
    if leases is None or leases.sheet is seen.sheets[0]:
        return leases.choices["lease_id"] if leases else None
    known = leases.choices["lease_id"].profile
    for each in seen.layout.columns:
        is_each_once = each.distinct == each.filled >= seen.layout.rows > 1
        if is_each_once and each.texts.keys() <= known.texts.keys() and 2 * each.distinct > known.distinct:
            return Choice("lease_id", each, LIKELY, Evidence(("elke regel is een contract van de contractenlijst",)))
    return None


def _own_columns(second: Sequence[Profile]) -> dict[str, Profile]:
    """Our column -> that of the second tenant whose title says it, beside that it is of the second tenant."""
    found: dict[str, Profile] = {}
    for each in second:
        column = OF_THE_SECOND.get(concepts_of(each.title) - {"co_tenant", "tenant", "date", "address"} or frozenset())
        is_day = column in DAYS
        fits = bool(each.date_kind) == is_day and (bool(each.filled) or not is_day)
        if column and fits and not (column == "last_name" and not _is_name(each)):
            found.setdefault(column, each)
    return found


def _is_name(profile: Profile) -> bool:
    return bool(profile.filled) and max(profile.share("part last_name"), profile.share("word")) >= NAMED


def _is_number(profile: Profile) -> bool:
    return profile.share("code") >= NAMED and any(any(map(str.isdigit, text)) for text in profile.texts)


def _parts_of(name: Profile) -> dict[str, Choice]:
    """A name as people write it, in one cell."""
    why = Evidence(fit=name.kinds["part last_name"], of=name.filled)
    return {part: Choice(part, name, LIKELY, why, part) for part in ("last_name", "name_prefix", "initials")}


def _block(table: str, seen: Seen, choices: dict[str, Choice], made: Made) -> Block:
    return Block(table, seen.sheets[0], seen.layout, choices, alike=seen.sheets[1:], made=made, asked=WHO)
