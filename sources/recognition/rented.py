"""Whose address another list gives: that of what a contract lets, or that of who rents it, which may be where his post goes.

Belongs here: which of several lists gives the address of what is let, and the question where only people have one. Does not
belong here: by which titles two lists are joined (elsewhere.py), or an address that the contracts have themselves (weaker.py).

A report goes to the municipality of the address: one that is taken from a list of people is asked about by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.recognition.lookup import IDENTIFIES, Join
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.names import quoted
from sources.words.profile import Profile, plain
from sources.words.titles import concepts_of

WHERE = frozenset({"street", "house_number", "postcode"})  # of these a municipality follows
NUMBER = "house_number"
WHO = frozenset({"tenant", "person"})
ADDRESS = frozenset({"street", "house_number", "house_number_suffix", "postcode", "city"})
PARTS = frozenset({"address", "street", "house", "postcode", "city"})  # what a title of an address says
MAY_BE_POST = "het adres van de huurder, of waar zijn post heen gaat: is het dat van het gehuurde?"
_Offer = tuple[Join, dict[str, Choice]]


def of_what_is_let(
    offers: Sequence[_Offer], missing: Sequence[str], roles: Mapping[tuple[int, int], str], *, has_own: bool
) -> list[_Offer]:
    """The offers without those by the number of who rents, where a list of what is let says as well where it stands. `has_own`:
    whether the contracts have an address of who rents themselves.
    """
    sought = WHERE.intersection(missing)
    let = [each for each in offers if not _is_persons(each[0], roles) and sought & each[1].keys() and _is_of_each(each[0])]
    return let or [each for each in offers if not (has_own and _is_persons(each[0], roles))]


def of_who_rents(block: Block) -> dict[str, Choice]:
    """Of contracts the parts of an address that their own titles say to be that of who rents, or where post or an invoice goes;
    also those that say nothing, where the list has no other house number.
    """
    if block.table != "leases":
        return {}
    own = {name: each for name, each in block.choices.items() if name in ADDRESS and each.profile.title not in block.lookups}
    said = {name: each for name, each in own.items() if _says_who(each.profile) or _is_of_post(each.profile)}
    has_post = any(_is_of_post(each) for each in block.layout.columns)
    is_only_house = NUMBER in said or (has_post and NUMBER not in own)  # a postcode beside it is that of the same address
    return own if is_only_house else said


def with_post_addresses(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, contracts without the address of who rents where what is let has one; else with it in doubt, and without where
    post or invoices go.
    """
    return [_in_doubt(block, post) if (post := of_who_rents(block)) else block for block in blocks]


def _in_doubt(block: Block, post: Mapping[str, Choice]) -> Block:
    is_let = any(name in WHERE and each.profile.title in block.lookups for name, each in block.choices.items())
    kept = {} if is_let else {name: each for name, each in post.items() if not _is_of_post(each.profile)}
    doubted = {name: replace(each, certainty=LIKELY, why=each.why.but(MAY_BE_POST)) for name, each in kept.items()}
    others = {name: each for name, each in block.choices.items() if name not in post}
    return replace(block, choices={**others, **doubted})


def _is_of_post(profile: Profile) -> bool:
    said = concepts_of(profile.title)
    return "mailing" in said or ("invoice" in said and bool(said & PARTS))


def _is_of_each(join: Join) -> bool:
    """Whether the other list has nearly each contract's own line: the address of a building is not that of each flat in it."""
    return join.own.distinct >= IDENTIFIES * join.own.filled


def _is_persons(join: Join, roles: Mapping[tuple[int, int], str]) -> bool:
    """Whether two lists are joined by the number of a tenant."""
    theirs = roles.get((id(join.there.sheets[0]), join.key.place))
    return theirs == "tenant_id" or _says_who(join.own) or _says_who(join.key)


def _says_who(profile: Profile) -> bool:
    said = concepts_of(profile.title)
    return bool(said & WHO) and not said & {"contract", "unit"}


def address_asked(block: Block) -> str:
    """What is asked of contracts whose address is looked up by who rents; nothing of others."""
    tenant = block.choices.get("tenant_id")
    titles = {each.profile.title for name, each in block.choices.items() if name in WHERE}
    for made, lookup in block.lookups.items():
        own = next((each for each in block.layout.columns if each.title == lookup.own), None)
        is_persons = own is not None and (_says_who(own) or (tenant is not None and tenant.profile.title == own.title))
        if block.table == "leases" and made in titles and is_persons:
            where = lookup.sheets[0].file
            return (
                f"het adres van het gehuurde komt uit {where}, met {quoted(lookup.own)}: dat is het adres van de huurder, en het "
                "kan zijn postadres zijn. Is het bij elk contract dat van het gehuurde? Lees het anders uit een lijst van wat u "
                "verhuurt: de melding gaat naar de gemeente van dit adres"
            )
    return ""


def titles_of_post(block: Block) -> list[str]:
    """The contracts' own titles of an address that is looked up under the same titles in a list of what is let: a check would
    have these read instead.
    """
    own = {plain(each.title): each.title for each in block.layout.columns}
    made = [each.profile.title for name, each in block.choices.items() if name in ADDRESS and each.profile.title in block.lookups]
    takes = dict.fromkeys(plain(block.lookups[title].take) for title in made)
    return [own[each] for each in takes if each in own]
