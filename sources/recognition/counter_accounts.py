"""A journal that holds both legs of each booking: that of the debtors, with a contract, and that of the bank or costs, without.

Belongs here: seeing by the account which lines are the other leg, so that they are passed over. Does not belong here: lines of
suppliers (suppliers.py), or what a line of a tenant is (proposals/ledger.py).

Taken along, each receipt would stand there again on the other side: as a charge, or as a receipt of nobody. An account some of
whose lines have a contract is left alone: a receipt of which nobody knows the tenant yet is not the other leg.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.words.blocks import Block
from sources.words.evidence import FEW
from sources.words.parts import letters
from sources.words.profile import Profile, cell_of, has_amount

ACCOUNT = re.compile(r"\b(rek|rekening|gb|gbr|grb|grootboek|account|acct|ledger|kostensoort)(en|s)?\b|grootboek|rekeningn|gbrek")
SOME = 0.1  # of the lines: those of the other leg


def with_tenants_accounts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, of which a journal's lines on accounts that no line with a contract has are passed over."""
    return [_without_other_leg(block) if block.table == "ledger_entries" else block for block in blocks]


def is_account(title: str) -> bool:
    """Whether a title is that of an account of the general ledger, and not of somebody's at a bank."""
    return bool(ACCOUNT.search(letters(title))) and not re.search(r"tegen|iban|bank", letters(title))


def _without_other_leg(block: Block) -> Block:
    lease = block.choices.get("lease_id")
    if lease is None or lease.part or lease.profile.title in block.lookups or block.suppliers or block.only or block.months:
        return block
    own = next((each for each in block.layout.columns if each.place == lease.profile.place), lease.profile)
    if own.filled > (1 - SOME) * block.layout.rows:
        return block
    found = [(each, words) for each in block.layout.columns if is_account(each.title) and (words := _other(block, each, own))]
    return replace(block, suppliers={found[0][0].title: found[0][1]}) if found else block


def _other(block: Block, account: Profile, lease: Profile) -> tuple[str, ...]:
    """The accounts that no line with a contract has, where many lines are on one."""
    if account.date_kind or not 1 < account.distinct <= 2 * FEW or account.filled < block.layout.rows:
        return ()
    rows = [row for row in block.rows if cell_of(row, account) and _has_money(block, row)]
    having = {cell_of(row, account) for row in rows if cell_of(row, lease)}
    without = {cell_of(row, account) for row in rows if not cell_of(row, lease)}
    other = without - having
    lines = sum(cell_of(row, account) in other for row in rows)
    return tuple(sorted(other)) if having and lines > SOME * len(rows) else ()


def _has_money(block: Block, row: Sequence[str]) -> bool:
    money = [*block.amounts.values(), *(each.profile for name, each in block.choices.items() if name == "amount")]
    return any(has_amount(row, each) for each in money if each.share("money"))
