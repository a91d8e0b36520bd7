"""Lists that say a debtor's number where we ask a lease, and contract lists without an address: what another list has beside it.

Belongs here: seeing it from the cells. Does not belong here: choosing titles (proposal.py), or looking up for a run
(mapping_lookup.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sources.proposal_blocks import LIKELY, Block, Choice, Lookup
from sources.proposal_evidence import HALF
from sources.proposal_profile import Layout, Profile

ADDRESS = ("street", "house_number", "house_number_suffix", "postcode", "city")
NEARLY_ALL = 0.9


def with_lookups(blocks: list[Block], choices_of: Callable[[str, Layout], dict[str, Choice]]) -> list[Block]:
    """Lists that name a debtor where we ask a lease get it from the contract list; a contract list without an address gets it
    from the list of debtors. `choices_of`: the titles for each column of a table, in a layout.
    """
    leases = next((each for each in blocks if each.table == "leases" and {"lease_id", "tenant_id"} <= each.choices.keys()), None)
    if leases is None:
        return blocks
    tenants = next((each for each in blocks if each.table == "tenants" and each.sheet is not leases.sheet), None)
    found = [_by_debtor(each, leases) if each.sheet is not leases.sheet else each for each in blocks]
    if tenants is None or "postcode" in leases.choices:
        return found
    return [_with_address(each, tenants, choices_of) if each is leases else each for each in found]


def _cells(block: Block, profile: Profile) -> list[str]:
    rows = block.sheet.rows[block.layout.title_row + block.layout.title_rows - 1 :]
    return [row[profile.place].strip() for row in rows if profile.place < len(row) and row[profile.place].strip()]


def _by_debtor(block: Block, leases: Block) -> Block:
    own, lease, tenant = block.choices.get("lease_id"), leases.choices["lease_id"].profile, leases.choices["tenant_id"].profile
    if own is None or block.table in ("leases", "tenants", "co_tenants") or lease is tenant or own.part:
        return block
    cells = _cells(block, own.profile)
    in_leases, in_tenants = (sum(cell in set(_cells(leases, each)) for cell in cells) for each in (lease, tenant))
    if in_leases >= HALF * len(cells) or in_tenants < NEARLY_ALL * len(cells):
        return block
    title = _new_title(lease.title, block)
    reason = f"{in_tenants} van {len(cells)} cellen zijn het nummer van een huurder, en geen contractnummer"
    choice = Choice("lease_id", replace(own.profile, title=title), LIKELY, reason)
    lookup = Lookup(own.profile.title, leases, tenant.title, lease.title)
    return replace(block, choices={**block.choices, "lease_id": choice}, lookups={title: lookup})


def _with_address(leases: Block, tenants: Block, choices_of: Callable[[str, Layout], dict[str, Choice]]) -> Block:
    own, key = leases.choices["tenant_id"].profile, tenants.choices["tenant_id"].profile
    choices, lookups = dict(leases.choices), dict(leases.lookups)
    for name, choice in choices_of("leases", tenants.layout).items():
        if name in ADDRESS and name not in choices:
            title = _new_title(choice.profile.title, leases)
            choices[name] = replace(choice, profile=replace(choice.profile, title=title, place=own.place), certainty=LIKELY)
            lookups[title] = Lookup(own.title, tenants, key.title, choice.profile.title)
    return replace(leases, choices=choices, lookups=lookups)


def _new_title(title: str, block: Block) -> str:
    there = {each.title.strip().lower() for each in block.layout.columns}
    return f"{title} (opgezocht)" if title.strip().lower() in there else title
