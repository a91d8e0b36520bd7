"""Lists whose lines are of several parties, with a column that says which: who takes part in a contract, who a relation is.

Belongs here: parting the lines of one list by their role, tenants from co-tenants and from owners. Does not belong here: lists of
parties beside a list of contracts (parties.py), or suppliers among tenants (suppliers.py).

Nothing of it is certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.recognition.beside_co_tenants import is_co_tenant
from sources.recognition.lookup import NEARLY_ALL, share
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.choices import choices_of
from sources.words.evidence import FEW
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile, cell_of, look_at
from sources.words.titles import concepts_of
from sources.words.ways import is_known

MOST = 2 * FEW  # words of a column of roles
# What the title of a party's own first or last day may say beside that.
OF_A_PARTY = frozenset({"tenant", "co_tenant", "role", "valid", "date", "name"})
DAYS = {"from_on": "start", "until_on": "end"}
BY_ROLE = "op de regels met deze rol"


def with_roles(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of lists with a role on each line parted by it."""
    return _with_owners(_with_co_tenants(list(blocks)))


def _with_co_tenants(blocks: list[Block]) -> list[Block]:
    leases = next((block for block in blocks if block.table == "leases" and _has_parties(block)), None)
    found = next(_parted(leases), None) if leases is not None else None
    if leases is None or found is None:
        return blocks
    role, main, others = found
    numbers = {name: replace(leases.choices[name], certainty=LIKELY) for name in ("lease_id", "tenant_id")}
    shared = replace(leases, table="co_tenants", choices={**numbers, **_days(leases)}, only={role.title: others}, lookups={})
    kept = [block for block in blocks if not (block.table == "co_tenants" and block.sheet is leases.sheet)]
    return [replace(each, only={role.title: main}) if each is leases else each for each in kept] + [shared]


def _has_parties(block: Block) -> bool:
    """Whether a list names contracts more than once, and its tenants itself."""
    number, tenant = block.choices.get("lease_id"), block.choices.get("tenant_id")
    is_own = tenant is not None and tenant.part is None and tenant.profile.title not in block.lookups
    return is_own and number is not None and number.profile.distinct < number.profile.filled and not block.only


def _parted(leases: Block) -> Iterator[tuple[Profile, tuple[str, ...], tuple[str, ...]]]:
    """(the column of roles, its words of main tenants, those of co-tenants), where each contract has one main tenant: by what the
    words mean, else, below a title that speaks of a role, the one word that stands once with each contract.
    """
    for role in _roles(leases.layout):
        others = tuple(word for word in role.texts if is_co_tenant(word))
        main = tuple(word for word in role.texts if "tenant" in concepts_of(word) and word not in others)
        if not (main and others) and _is_of_roles(role):
            once = [word for word in role.texts if _is_once_each(leases, role, (word,))]
            main = (once[0],) if len(once) == 1 else ()
            others = others or tuple(word for word in role.texts if word not in main)
        if others and main and _is_once_each(leases, role, main):
            yield role, main, others


def _is_of_roles(profile: Profile) -> bool:
    said = concepts_of(profile.title)
    return "role" in said or ("tenant" in said and bool(said & {"kind", "yes_no"}))


def _is_once_each(leases: Block, role: Profile, words: tuple[str, ...]) -> bool:
    number = leases.choices["lease_id"].profile
    named = [cell_of(row, number) for row in leases.rows if cell_of(row, role) in words]
    return len(named) == len({*named}) == number.distinct


def _days(leases: Block) -> dict[str, Choice]:
    """The days of a party's own, beside those of the contract."""
    found = {}
    for column, said in DAYS.items():
        days = [each for each in leases.left if each.date_kind and said in concepts_of(each.title)]
        days = [each for each in days if concepts_of(each.title) <= OF_A_PARTY | {said}]
        if len(days) == 1:
            found[column] = Choice(column, days[0], LIKELY, Evidence((BY_ROLE,)))
    return found


def _with_owners(blocks: list[Block]) -> list[Block]:
    """Owners who stand among the tenants in one list of relations, where no other list has them."""
    people = [block for block in blocks if block.table == "tenants" and "tenant_id" in block.choices and not block.made]
    owned = next(
        (block.choices["landlord_id"].profile for block in blocks if block.table == "leases" and _names_owners(block)), None
    )
    if owned is None or any(block.table == "landlords" for block in blocks):
        return blocks
    for block in people:
        for role in _roles(block.layout):
            of_owners = tuple(word for word in role.texts if "landlord" in concepts_of(word))
            of_tenants = tuple(word for word in role.texts if concepts_of(word) & {"tenant", "co_tenant"})
            owners = _owners(block, role, of_owners) if of_owners and of_tenants and not block.only else None
            if owners is not None and share(owned.texts, owners.choices["landlord_id"].profile.texts) >= NEARLY_ALL:
                tenants = replace(block, only={role.title: of_tenants})
                return [tenants if each is block else each for each in blocks] + [owners]
    return blocks


def _names_owners(block: Block) -> bool:
    owner = block.choices.get("landlord_id")
    return owner is not None and owner.part is None and owner.profile.title not in block.lookups


def _owners(block: Block, role: Profile, taken: tuple[str, ...]) -> Block | None:
    """What the lines of owners give, as if they were a list of their own."""
    above = block.sheet.rows[: block.layout.above]
    own = look_at([*above, *(row for row in block.rows if cell_of(row, role) in taken)], is_known)
    if own is None or own.title_row != block.layout.title_row:
        return None
    said = {name: each for name, each in choices_of("landlords", own).items() if name in ("name", "is_small_landlord")}
    name = said.get("name") or choices_of("tenants", own).get("last_name")
    number = next((each for each in own.columns if each.place == block.choices["tenant_id"].profile.place), None)
    if name is None or number is None or number.distinct < number.filled:
        return None
    choices = {
        "landlord_id": Choice("landlord_id", number, LIKELY, Evidence((BY_ROLE,))),
        **said,
        "name": replace(name, column="name"),
    }
    choices = {column: replace(each, certainty=LIKELY, part=None) for column, each in choices.items()}
    return Block(
        "landlords", block.sheet, block.layout, choices, alike=block.alike, only={role.title: taken}, suppliers=block.suppliers
    )


def _roles(layout: Layout) -> Iterator[Profile]:
    yield from (each for each in layout.columns if 1 < each.distinct <= MOST and not each.date_kind)
