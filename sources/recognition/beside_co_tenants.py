"""Lists of who shares a contract that name others beside them: a guarantor, somebody who only lives there, a contact.

Belongs here: which of their lines are co-tenants, by what the words of a role mean. Does not belong here: lists that name the
main tenants too (parties.py, roles.py).

Nothing of it is certain: whom such a list names, a person looks at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from sources.words.blocks import Block
from sources.words.evidence import FEW, HALF, known_share
from sources.words.names import quoted
from sources.words.needs import points_to
from sources.words.parts import letters
from sources.words.profile import Profile
from sources.words.titles import concepts_of

MOST = 2 * FEW  # words of a column of roles
NO_ROLE = frozenset({"nr", "name", "user", "complex", "unit", "street", "city", "municipality", "postcode", "contract"})
SAYS_ROLE = frozenset({"role", "kind"})
# What one is of the tenant; the bare word is whoever a system knows, unless codes stand below it.
_RELATION = re.compile(r"(relation|relatie) (to|with|tot|met)\b.*|verwantschap|capacity|(?P<bare>relation|relatie)")
_CODE = re.compile(r"[^\W\d_]{1,4}\.?")
_SHARING = re.compile(
    r"(mh|mhr|mhd|mhrd|mede|ech|echtg?|ptnr|prtnr)\.?", re.IGNORECASE
)  # codes of who shares a contract, in a list of just those
# What one is of the tenant by blood or by love, which says of nobody in a list of co-tenants that he is none; a child may be.
_TIE = re.compile(
    r"((half|stief|schoon)?(broer|zus(ter|je)?|ouders?|vader|moeder)|(groot)?(ouders?|moeder|vader)|opa|oma|oom|tante|neef|nicht"
    r"|familie(lid)?|gezinslid|vriend(in)?|verloofde|man|vrouw|relatie"
    r"|((half|step)[- ]?)?(brother|sister|parent|father|mother|sibling)([- ]in[- ]law)?|grand(parent|father|mother)|uncle|aunt"
    r"|cousin|nephew|niece|relative|family|friend|(boy|girl)friend|fianc[eé]e?|husband|wife)",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(r"\b(geen|niet|ex|oud|vorige?|voormalige?|vertrokken|no|not|former|previous)\b", re.IGNORECASE)
ALL_OF_THEM = (
    "{} zegt wie iemand is, en geen woord daarvan dat hij medehuurder is: zijn zij het allemaal? Zo niet, zet boven columns wie "
    'wel: only = {{{} = ["..."]}}'
)


def is_co_tenant(word: str) -> bool:
    """Whether a word for a role means somebody who shares the contract; one word that says two things at once is a name, as that
    of a town may be made of two short forms.
    """
    said = concepts_of(word)
    return "co_tenant" in said and (len(said) == 1 or not word.isalpha()) and not _NO_LONGER.search(word)


def is_tie(word: str) -> bool:
    """Whether a word says what somebody is of the tenant, and nothing of the contract: `broer`."""
    return bool(_TIE.fullmatch(word.strip()))


def without_others(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of co-tenants with the lines only that a role calls so; a role is no kind of person in the same list."""
    blocks = [block for block in blocks if not _are_the_tenants(block)]
    found = [_parted(block) if block.table == "co_tenants" and not block.only and not block.made else block for block in blocks]
    roles = {(id(block.sheet), title) for block in found if block.table == "co_tenants" for title in block.only}
    return [_without_role(block, roles) if block.table == "tenants" else block for block in found]


def without_agencies(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, without co-tenants who are partners of another kind."""
    return [block for block in blocks if not _are_agencies(block, blocks)]


def _are_agencies(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether the number of a partner is that of the agency which has the case, or of its file: `Ref. partner`."""
    who = block.choices.get("tenant_id")
    if block.table != "co_tenants" or who is None:
        return False
    cases = [each for each in blocks if each.table == "collection_cases" and each.sheet is block.sheet]
    taken = [each.choices[name].profile for each in cases for name in ("agency_id", "agency_reference") if name in each.choices]
    return any(who.profile.place == each.place for each in taken)


def _are_the_tenants(block: Block) -> bool:
    """Whether the contract of each is found by his own number, as that of who rents: then he is no co-tenant."""
    who, lease = block.choices.get("tenant_id"), block.choices.get("lease_id")
    if block.table != "co_tenants" or who is None or lease is None:
        return False
    found = block.lookups.get(lease.profile.title)
    return found is not None and found.own == who.profile.title


def _without_role(block: Block, roles: Collection[tuple[int, str]]) -> Block:
    kind = block.choices.get("tenant_type")
    if kind is None or (id(block.sheet), kind.profile.title) not in roles:
        return block
    if known_share("tenant_type", kind.profile.said_texts):
        return block
    return replace(block, choices={name: each for name, each in block.choices.items() if name != "tenant_type"})


def _parted(block: Block) -> Block:
    roles = [*_roles(block)]
    is_named = points_to("co_tenants", block.sheet)
    for role in roles:
        called = {word for word in role.texts if _is_called_so(role, word)}
        shared = tuple(word for word in role.texts if word in called or (is_named and is_tie(word)))
        if called and len(shared) < role.distinct:
            return replace(block, only={role.title: shared})
    is_said = any(all(_is_called_so(role, word) or (is_named and is_tie(word)) for word in role.texts) for role in roles)
    titled = [role for role in roles if _says_who(role)]
    titled = [role for role in titled if known_share("unit_type", role.said_words) < HALF]  # what is let, not who
    if is_said or len(titled) != 1:
        return block
    asked = ALL_OF_THEM.format(quoted(titled[0].title), quoted(titled[0].title))
    return replace(block, asked="; ".join(filter(None, (block.asked, asked))))


def _is_called_so(role: Profile, word: str) -> bool:
    """Whether a role says that somebody is a co-tenant; below the title of one also by a code: `MH`."""
    is_code = bool(_SHARING.fullmatch(word)) and (bool(concepts_of(role.title) & SAYS_ROLE) or _is_relation(role))
    return is_co_tenant(role.said(word)) or is_code


def _says_who(role: Profile) -> bool:
    return bool(concepts_of(role.title) & SAYS_ROLE and role.words) or _is_relation(role)


def _is_relation(role: Profile) -> bool:
    """Whether a column says what each is of the tenant, however few lines the list has."""
    said = _RELATION.fullmatch(letters(role.title))
    if said is None or role.share("numbered"):
        return False
    return not said["bare"] or all(_CODE.fullmatch(text) for text in role.texts)


def _roles(block: Block) -> Iterator[Profile]:
    for each in block.left:
        if 1 <= each.distinct <= MOST and not each.date_kind and not concepts_of(each.title) & NO_ROLE:
            yield each
