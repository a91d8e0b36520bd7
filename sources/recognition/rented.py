"""Whose address another list gives: that of what a contract lets, or that of who rents it, which may be where his post goes.

Belongs here: which of several lists gives the address of what is let, and the question where only people have one. Does not
belong here: by which titles two lists are joined (elsewhere.py), or an address that the contracts have themselves (weaker.py).

A report goes to the municipality of the address: one that is taken from a list of people is asked about by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sources.recognition.lookup import IDENTIFIES, Join
from sources.words.blocks import Block, Choice
from sources.words.names import quoted
from sources.words.profile import Profile
from sources.words.titles import concepts_of

WHERE = frozenset({"street", "house_number", "postcode"})  # of these a municipality follows
WHO = frozenset({"tenant", "person"})
_Offer = tuple[Join, dict[str, Choice]]


def of_what_is_let(offers: Sequence[_Offer], missing: Sequence[str], roles: Mapping[tuple[int, int], str]) -> list[_Offer]:
    """The offers without those by the number of who rents, where a list of what is let says as well where it stands."""
    sought = WHERE.intersection(missing)
    let = [each for each in offers if not _is_persons(each[0], roles) and sought & each[1].keys() and _is_of_each(each[0])]
    return let or list(offers)


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
