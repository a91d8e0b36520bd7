"""Lists in which suppliers stand among tenants: a subledger of debtors and creditors in one, all bookings of a small landlord's
books, or relations of every kind.

Belongs here: seeing from a column of words, or from the kinds of entries, which lines are suppliers'. Does not belong here: what
a line of a tenant is (proposals/ledger.py), or lists of other tables together (flags.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.words.blocks import Block
from sources.words.evidence import FEW, is_not_of_tenants, meaning_of
from sources.words.names import fits_only
from sources.words.profile import cell_of

TABLES = ("ledger_entries", "tenants")
TENANTS = re.compile(r"\b(debiteur|deb\b|huurder|bewoner|klant|tenant|customer|debtor|receivable|ar\b)", re.IGNORECASE)
SUPPLIERS = re.compile(r"\b(crediteur|leverancier|supplier|vendor|creditor|payable|ap\b|aannemer|contractor)", re.IGNORECASE)


def without_suppliers(block: Block) -> Block:
    """The block with the words by which a column tells suppliers from tenants: their lines are passed over."""
    if block.table not in TABLES or block.only or block.months:
        return block
    for profile in block.layout.columns:
        if 1 < profile.distinct <= 2 * FEW and not profile.date_kind:
            theirs = tuple(text for text in profile.texts if SUPPLIERS.search(text))
            if theirs and any(TENANTS.search(text) for text in profile.texts if text not in theirs):
                return replace(block, suppliers={profile.title: theirs})
    return replace(block, suppliers=_of_kinds(block))


def _of_kinds(block: Block) -> dict[str, tuple[str, ...]]:
    """The kinds of entries that are by their word of suppliers or others, of which no line is of anybody who is charged: what
    was paid back to a tenant is not passed over with them.
    """
    kind, lease = block.choices.get("entry_type"), block.choices.get("lease_id")
    if block.table != "ledger_entries" or kind is None or lease is None or kind.part or not kind.profile.words:
        return {}
    lines = [(cell_of(row, kind.profile), cell_of(row, lease.profile)) for row in block.rows]
    charged = {of for word, of in lines if of and meaning_of("entry_type", kind.profile.said(word)) == "charge"}
    theirs = [word for word in kind.profile.texts if is_not_of_tenants(kind.profile.said(word))]
    theirs = [word for word in theirs if charged and not any(word == said and of in charged for said, of in lines)]
    return {kind.profile.title: tuple(theirs)} if theirs else {}


def patterns_of(block: Block) -> dict[str, list[str]]:
    """Title -> what fits the words for suppliers below it."""
    return {title: [fits_only(word.lower()) for word in sorted(words)] for title, words in block.suppliers.items()}


def is_of_supplier(row: Sequence[str], block: Block) -> bool:
    """Whether a line is one of those that are passed over."""
    places = {each.title: each.place for each in block.layout.columns}
    return any(places[title] < len(row) and row[places[title]].strip() in words for title, words in block.suppliers.items())
