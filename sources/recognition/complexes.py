"""The complex of contracts and of mandates: what two lists have alike that says it, whatever their titles say.

Belongs here: which column of contracts has the complexes that mandates name. Does not belong here: an owner's number or days that
lists have alike (structure_shared.py), or looking up in another list (elsewhere.py).

Nothing of it is certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.recognition.lookup import NEARLY_ALL, NO_KEYS, new_title, share
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import HALF
from sources.words.notes import Evidence
from sources.words.profile import Profile
from sources.words.titles import concepts_of

COMPLEX = "complex_id"
OF_COMPLEXES = frozenset({"complex", "building"})
NOT_A_COMPLEX = NO_KEYS | {"tenant", "contract", "landlord", "unit"}
SHORTEST = 2  # signs of the name of a complex
ALIKE = Evidence(("contracten en mandaten hebben deze nummers of namen gemeen",))


def with_complexes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, contracts with the complexes that the mandates name."""
    leases = [block for block in blocks if block.table == "leases"]
    mandates = [block for block in blocks if block.table == "mandates"]
    if len(leases) != 1 or not mandates:
        return list(blocks)
    if COMPLEX in leases[0].choices:
        named = sum((block.choices[COMPLEX].profile.texts for block in mandates if COMPLEX in block.choices), Counter[str]())
        return [_by_named(block, named) if block is leases[0] else block for block in blocks]
    if len(mandates) != 1 or COMPLEX in mandates[0].choices or leases[0].sheet is mandates[0].sheet:
        return list(blocks)
    return _by_cells(blocks, leases[0], mandates[0])


def _by_cells(blocks: Sequence[Block], leases: Block, mandates: Block) -> list[Block]:
    """The only column that mandates and contracts have alike and no title explains: what a mandate is limited to."""
    pairs = [(mine, own) for mine in mandates.left for own in leases.left if _is_complex(mine, own, leases.layout.rows)]
    if len(pairs) != 1:
        return list(blocks)
    given = {
        id(block): replace(block, choices={**block.choices, COMPLEX: Choice(COMPLEX, profile, LIKELY, ALIKE)})
        for block, profile in zip((mandates, leases), pairs[0], strict=True)
    }
    return [given.get(id(block), block) for block in blocks]


def _is_complex(mandate: Profile, lease: Profile, rows: int) -> bool:
    """Whether a mandate's few words stand among those of the contracts, several of which have one alike."""
    if any(each.date_kind or not each.filled or concepts_of(each.title) & NOT_A_COMPLEX for each in (mandate, lease)):
        return False
    is_shared = share(mandate.texts, lease.texts) >= NEARLY_ALL and lease.filled > HALF * rows
    is_telling = all(len(text) >= SHORTEST for text in mandate.texts) and not mandate.share("boolean")
    return (
        is_shared
        and is_telling
        and 1 < lease.distinct <= HALF * lease.filled
        and not lease.share("money") > lease.share("number")
    )


def _by_named(leases: Block, named: Counter[str]) -> Block:
    """Of several titles that say a complex, or a group of these, the one that has all those which mandates name: by another a
    mandate would hold for no contract at all.
    """
    chosen = leases.choices[COMPLEX]
    if not named or chosen.part or any(text in chosen.profile.texts for text in named):
        return leases
    better = [found for found in _others(leases, chosen) if share(named, found[1].profile.texts) == 1]
    return better[0][0] if len(better) == 1 else leases


def _others(leases: Block, chosen: Choice) -> Iterator[tuple[Block, Choice]]:
    """The contracts by each other title of a complex, beside them or in a list that they are looked up in already."""
    taken = {choice.profile.place for choice in leases.choices.values()}
    free = [each for each in leases.layout.columns if each.place not in taken]
    for profile in free:
        if concepts_of(profile.title) & OF_COMPLEXES:
            choice = Choice(COMPLEX, profile, LIKELY, ALIKE)
            yield _without_lookup(replace(leases, choices={**leases.choices, COMPLEX: choice}), chosen), choice
    seen = {(lookup.own, lookup.key, lookup.sheets[0].file, lookup.sheets[0].sheet): lookup for lookup in leases.lookups.values()}
    for lookup in seen.values():
        for profile in lookup.layout.columns:
            if not concepts_of(profile.title) & OF_COMPLEXES or lookup.only or lookup.skip:
                continue
            own = next((each for each in leases.layout.columns if each.title == lookup.own), None)
            if own is None:
                continue
            without = _without_lookup(leases, chosen)
            title = new_title(profile.title, without)
            choice = Choice(COMPLEX, replace(profile, title=title, place=own.place), LIKELY, ALIKE)
            lookups = {**without.lookups, title: replace(lookup, take=profile.title)}
            yield replace(without, choices={**without.choices, COMPLEX: choice}, lookups=lookups), choice


def _without_lookup(leases: Block, chosen: Choice) -> Block:
    """Without the lookup of a title that nothing reads any more."""
    used = {choice.profile.title for name, choice in leases.choices.items() if name != COMPLEX}
    kept = {title: each for title, each in leases.lookups.items() if title != chosen.profile.title or title in used}
    return replace(leases, lookups=kept)
