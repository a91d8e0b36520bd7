"""Lists of who takes part in which contract: the main tenant and those beside him, by a role or by the contract list.

Belongs here: seeing such a list by its cells, and which of its lines are co-tenants. Does not belong here: co-tenants beside a
contract or by name only (people.py), or choosing titles (words/choices.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.recognition.beside_co_tenants import is_co_tenant, without_agencies
from sources.recognition.lookup import NEARLY_ALL, NO_KEYS, Seen, share
from sources.words.blocks import LIKELY, Block, Choice, Lookup
from sources.words.choices import choices_of
from sources.words.evidence import FEW
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile, cell_of, look_at
from sources.words.titles import concepts_of
from sources.words.ways import is_known

# What the word of a role says of somebody who takes part in a contract and does not rent: a guardian, a contact, a guarantor.
NO_TENANT = frozenset({"never", "mailing", "agency", "landlord", "worth", "user", "by"})
# Codes for them beside a main tenant's: bewindvoerder, curator, mentor, garant, contactpersoon.
OTHERS = re.compile(r"(bw|bwv|bew|bewv|bwi|bvd|bud|cur|mnt|ment|gar|grnt|borg|cp|cpr|cpers)\.?", re.IGNORECASE)
# Words of a role for who rents, beside one for who shares it, that do not speak of a tenant.
MAIN = re.compile(
    r"(primary|main|principal|head|lead)( (resident|occupant|lessee))?|hoofd(bewoner|contractant)?|hh|hhd|hfd", re.IGNORECASE
)
LINES = 3  # of which all are of others than the contract list names: no accident
Pairs = frozenset[tuple[str, str]]


def with_parties(blocks: Sequence[Block], sheets: Sequence[Seen]) -> list[Block]:
    """Co-tenants of lists that name each party of a contract: of those found, the lines of the main tenants are left out; those
    that no name or title gave are found by the numbers of the contract list.
    """
    blocks = without_agencies(blocks)
    leases = next(
        (block for block in blocks if block.table == "leases" and {"lease_id", "tenant_id"} <= block.choices.keys()), None
    )
    if leases is None:
        return list(blocks)
    if main := leases.lookups.get(leases.choices["tenant_id"].profile.title):
        beside = [_beside_main(block, main) if block.table == "co_tenants" else block for block in blocks]
        is_listed = any(block.table == "co_tenants" for block in blocks)
        return [*beside, *([] if is_listed else _of_other_roles(main))]
    found = [_without_main_tenants(block, leases) if block.table == "co_tenants" else block for block in blocks]
    if any(block.table == "co_tenants" for block in found):
        return found
    used = {id(sheet) for block in found if block.table != "tenants" for sheet in (block.sheet, *block.alike)}
    people = {id(sheet) for block in found for sheet in (block.sheet, *block.alike)} - used
    used |= {id(sheet) for block in found for lookup in block.lookups.values() for sheet in lookup.sheets}
    used |= people - {id(sheet) for each in sheets if _says_who_shares(each) for sheet in each.sheets}
    free = [each for each in sheets if not any(id(sheet) in used for sheet in each.sheets)]
    known = leases.choices["tenant_id"].profile.texts.copy()
    for each in (each for each in found if each.table == "tenants" and "tenant_id" in each.choices and not each.lookups):
        known += each.choices["tenant_id"].profile.texts
    return found + [block for each in free if (block := _parties(each, leases, known)) is not None][:1]


def _says_who_shares(seen: Seen) -> bool:
    """Whether a list has a role for each of its lines, and some of the words mean a co-tenant: a list of people says so too."""
    return any(_said_by_words(each) for each in seen.layout.columns)


def _beside_main(block: Block, main: Lookup) -> Block:
    """Of the list in which the contracts found their main tenant by his role, the lines of the other roles: of those that mean a
    co-tenant, or of all where none does.
    """
    if block.only or block.sheet not in main.sheets or len(main.only) != 1:
        return block
    title, taken = next(iter(main.only.items()))
    roles = next((each.words for each in block.layout.columns if each.title == title), Counter[str]())
    others = [word for word in roles if word not in taken]
    return replace(block, only={title: _who_share(others) or tuple(others)}) if others else block


def _of_other_roles(main: Lookup) -> Iterator[Block]:
    """Co-tenants of the list in which the contracts found their main tenant by his role: the lines of the roles that mean one, by
    themselves or by a list of codes. What other roles are, only a person can say.
    """
    title, taken = next(iter(main.only.items()), ("", ()))
    role = next((each for each in main.layout.columns if each.title == title), None)
    numbers = {name: [each for each in main.layout.columns if each.title == said]
               for name, said in (("lease_id", main.key), ("tenant_id", main.take))}  # fmt: skip
    if len(main.only) != 1 or role is None or not all(len(found) == 1 for found in numbers.values()):
        return
    shared = [word for word in role.texts if word not in taken and is_co_tenant(role.said(word))]
    if not shared or not _is_of_nothing_else(Seen(main.sheets, main.layout), [found[0] for found in numbers.values()]):
        return
    why = Evidence((f"zij staan bij een contract in een andere rol dan {', '.join(taken)}",))
    choices = {name: Choice(name, found[0], LIKELY, why) for name, found in numbers.items()}
    choices |= _days(main.layout)
    only = {title: tuple(shared)}
    yield Block("co_tenants", main.sheets[0], main.layout, choices, alike=main.sheets[1:], only=only)


def _days(layout: Layout) -> dict[str, Choice]:
    """From when and until when somebody takes part."""
    found = {name: each for name, each in choices_of("co_tenants", layout).items() if name in ("from_on", "until_on")}
    return {name: replace(each, certainty=LIKELY) for name, each in found.items()}


def _main(leases: Block) -> Pairs:
    seen = Seen((leases.sheet, *leases.alike), leases.layout)
    return frozenset(seen.pairs(leases.choices["lease_id"].profile, leases.choices["tenant_id"].profile))


def _without_main_tenants(block: Block, leases: Block) -> Block:
    lease, tenant = block.choices.get("lease_id"), block.choices.get("tenant_id")
    if lease is None or tenant is None or block.only or block.lookups or block.sheet is leases.sheet:
        return block
    seen = Seen((block.sheet, *block.alike), block.layout)
    role = _role(seen, lease.profile, tenant.profile, _main(leases))
    return replace(block, only={role[0].title: role[1]}) if role else block


def _role(seen: Seen, lease: Profile, tenant: Profile, main: Pairs) -> tuple[Profile, tuple[str, ...]] | None:
    """(the column that says who is what, its words of co-tenants): below one of its words all are main tenants, below the others
    none is; or the words themselves say who rents and who shares it.
    """
    for profile in seen.layout.columns:
        if (by_words := _said_by_words(profile)) is not None:
            return profile, by_words
    pairs = [*seen.pairs(lease, tenant)]
    for profile in seen.layout.columns:
        if profile in (lease, tenant) or not 2 <= len(profile.words) <= FEW + 1 or profile.date_kind:
            continue
        at_lease = [word for _, word in seen.pairs(lease, profile)]
        lines = Counter(at_lease)
        mains = Counter(word for pair, word in zip(pairs, at_lease, strict=True) if pair in main)
        of_main = [word for word in lines if mains[word] == lines[word]]
        others = tuple(word for word in lines if not mains[word])
        shared = _who_share(others)
        if len(of_main) == 1 and shared and len(others) == len(lines) - 1 and all([*lines]):
            return profile, shared
    return None


def _said_by_words(profile: Profile) -> tuple[str, ...] | None:
    """The words of co-tenants, below a title that speaks of a role or kind, among whose words is the main tenant too."""
    if not concepts_of(profile.title) & {"role", "kind"} or profile.date_kind or profile.distinct > 2 * FEW:
        return None
    shared = tuple(word for word in profile.texts if is_co_tenant(word))
    has_main = any(_is_main(word) for word in profile.texts if word not in shared)
    return shared if shared and has_main else None


def _is_main(word: str) -> bool:
    return "tenant" in concepts_of(word) or bool(MAIN.fullmatch(word))


def _who_share(words: Sequence[str]) -> tuple[str, ...]:
    """Of the words beside that of the main tenant those that mean a co-tenant, or else all that do not say somebody else."""
    said = tuple(word for word in words if is_co_tenant(word))
    return said or tuple(word for word in words if not (concepts_of(word) & NO_TENANT or OTHERS.fullmatch(word)))


def _parties(seen: Seen, leases: Block, people: Counter[str]) -> Block | None:
    """Co-tenants of a list that nobody named: each line names a contract and somebody whom the contract list does not."""
    main = _main(leases)
    for lease in _numbers(seen, leases.choices["lease_id"].profile.texts):
        for tenant in _numbers(_of_tenants(seen), people):
            if tenant.place == lease.place:
                continue
            role = _role(seen, lease, tenant, main)
            pairs = [*seen.pairs(lease, tenant)]
            if role is None and (len(pairs) < LINES or any(pair in main or not pair[1] for pair in pairs)):
                continue
            if role is not None and _name_no_contract(seen, lease, role, main):
                continue
            is_said = role is not None and _said_by_words(role[0]) is not None
            if not _is_of_nothing_else(seen, (lease, tenant), is_said=is_said):
                continue
            why = Evidence(("contract en persoon staan in de contractlijst, en niet als haar huurder",))
            choices = {name: Choice(name, each, LIKELY, why) for name, each in (("lease_id", lease), ("tenant_id", tenant))}
            days = _days(seen.layout)
            only = {role[0].title: role[1]} if role else {}
            return Block("co_tenants", seen.sheets[0], seen.layout, {**choices, **days}, alike=seen.sheets[1:], only=only)
    return None


def _of_tenants(seen: Seen) -> Seen:
    """The lines of those who rent or share, where a role says who does: a guardian or a contact has a number of another list."""
    for profile in seen.layout.columns:
        if (shared := _said_by_words(profile)) is not None:
            rent = {*shared, *filter(_is_main, profile.texts)}
            above = seen.sheets[0].rows[: seen.layout.above]
            lines = (row for sheet in seen.sheets for row in sheet.rows[seen.layout.above :])
            own = look_at([*above, *(row for row in lines if cell_of(row, profile) in rent)], is_known)
            if own is not None and [each.title for each in own.columns] == [each.title for each in seen.layout.columns]:
                return Seen(seen.sheets, own)
    return seen


def _numbers(seen: Seen, known: Counter[str]) -> Iterator[Profile]:
    for each in seen.layout.columns:
        is_key = each.filled and not each.date_kind and not concepts_of(each.title) & NO_KEYS
        if is_key and each.distinct > 1 and share(each.texts, known) >= NEARLY_ALL:
            yield each


def _name_no_contract(seen: Seen, lease: Profile, role: tuple[Profile, tuple[str, ...]], main: Pairs) -> bool:
    """Whether the lines of co-tenants name no contract there: of each person's own number, that of a main tenant is one too."""
    contracts = {number for number, _ in main}
    shared = [number for number, word in seen.pairs(lease, role[0]) if word in role[1]]
    return sum(number in contracts for number in shared) < NEARLY_ALL * len(shared)


def _is_of_nothing_else(seen: Seen, numbers: Sequence[Profile], *, is_said: bool = False) -> bool:
    """Whether a list holds no amounts, and no more days than that from which, that until which and that on which it was typed;
    one that says in words who shares a contract (`is_said`) may be of people, with the day of birth of each.
    """
    others = [each for each in seen.layout.columns if each not in numbers]
    days = sum(bool(each.date_kind) for each in others)
    return (is_said or days <= FEW) and not any(
        each.share("money") > each.share("number") and not each.date_kind for each in others
    )
