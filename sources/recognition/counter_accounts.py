"""A journal that holds both legs of each booking: that of the debtors, and that of the bank or the costs.

Belongs here: seeing by the account which lines are the other leg, so that they are passed over. Does not belong here: lines of
suppliers (suppliers.py), or what a line of a tenant is (proposals/ledger.py).

Taken along, each receipt would stand there again on the other side: as a charge, or as a receipt of nobody. An account some of
whose lines have a contract is left alone: a receipt of which nobody knows the tenant yet is not the other leg.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sources.reading.minus import amount_in
from sources.recognition.halves import halves_of
from sources.words.blocks import Block
from sources.words.evidence import FEW
from sources.words.parts import letters
from sources.words.profile import Profile, cell_of, has_amount
from sources.words.titles import concepts_of

ACCOUNT = re.compile(r"\b(rek|rekening|gb|gbr|grb|grootboek|account|acct|ledger|kostensoort)(en|s)?\b|grootboek|rekeningn|gbrek")
DEBTORS = re.compile(r"debiteur|huurders|vordering(en)? op|receivable|debtors", re.IGNORECASE)
OF_BOOKINGS = frozenset({"voucher", "journal"})  # what both legs of a booking have alike
FEWEST, NEARLY = 5, 0.95  # bookings, and of them those that come to nothing
SOME = 0.1  # of the lines: those of the other leg


def with_tenants_accounts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, of which a journal's lines on other accounts than the debtors' are passed over: those that no line with a
    contract has, or, where each line has one, those by which each booking comes to nothing.
    """
    return [_without_other_leg(block) if block.table == "ledger_entries" else block for block in blocks]


def is_account(title: str) -> bool:
    """Whether a title is that of an account of the general ledger, and not of somebody's at a bank."""
    return bool(ACCOUNT.search(letters(title))) and not re.search(r"tegen|iban|bank", letters(title))


def _without_other_leg(block: Block) -> Block:
    lease = block.choices.get("lease_id")
    if lease is None or lease.part or lease.profile.title in block.lookups or block.suppliers or block.only or block.months:
        return block
    own = next((each for each in block.layout.columns if each.place == lease.profile.place), lease.profile)
    other = _other if own.filled <= (1 - SOME) * block.layout.rows else _mirrored
    found = [(each, words) for each in block.layout.columns if is_account(each.title) and (words := other(block, each, own))]
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


def _mirrored(block: Block, account: Profile, lease: Profile) -> tuple[str, ...]:
    """The accounts other than the debtors', where both legs bear the contract: each voucher, or each day of a journal, comes to
    nothing for each contract. None where no account is the debtors' by its name, or by standing in every booking.
    """
    vouchers = [each for each in block.layout.columns if concepts_of(each.title) & OF_BOOKINGS and each is not account]
    is_list = not account.date_kind and 1 < account.distinct <= 2 * FEW and account.filled >= block.layout.rows
    if not is_list or not any(_comes_to_nothing(block, each, lease) for each in vouchers):
        return ()
    names = [each for each in block.layout.columns if "account" in concepts_of(each.title) and each is not account]
    said = {cell_of(row, account): " ".join(cell_of(row, each) for each in names) for row in block.rows}
    debtors = {code for code, text in said.items() if DEBTORS.search(f"{account.said(code)} {text}")}
    most = [code for code, count in account.texts.items() if 2 * count >= account.filled]
    debtors = debtors or ({*most} if len(most) == 1 and account.distinct > 2 else set())
    return tuple(sorted({*account.texts} - debtors)) if debtors else ()


def _comes_to_nothing(block: Block, voucher: Profile, lease: Profile) -> bool:
    """Whether what is debit and what is credit are the same of nearly each voucher and day of a contract, on several lines."""
    day, halves = block.choices.get("booked_on"), halves_of(block)
    totals: dict[tuple[str, ...], dict[str, Decimal]] = {}
    for row in block.rows:
        key = (cell_of(row, lease), cell_of(row, voucher), cell_of(row, day.profile) if day and not day.part else "")
        for side, half in halves.items():
            if half.takes(row) and (amount := amount_in(cell_of(row, half.amount))):
                of_key = totals.setdefault(key, {"debit": Decimal(0), "credit": Decimal(0)})
                of_key[side] += amount
    even = sum(each["debit"] == each["credit"] for each in totals.values())
    return len(totals) >= FEWEST and even >= NEARLY * len(totals)


def _has_money(block: Block, row: Sequence[str]) -> bool:
    money = [*block.amounts.values(), *(each.profile for name, each in block.choices.items() if name == "amount")]
    return any(has_amount(row, each) for each in money if each.share("money"))
