"""A list that was not recognised, read as the table that a person says it is: its titles as far as they are known, all asked.

Belongs here: making its blocks. Does not belong here: asking which table it is (documents/proposal_unknown.py).

Only tables of which every line stands by itself: contracts, people and entries hang together, and are described by hand.
"""

from __future__ import annotations

from dataclasses import replace

from sources.proposals.draft import drafts_of
from sources.words.blocks import LIKELY, Block, Sheet
from sources.words.choices import choices_of
from sources.words.excel_days import layout_of
from sources.words.notes import SheetDraft

TO_CHOOSE = ("objections", "payment_arrangements", "co_tenants", "collection_cases", "reported_elsewhere", "eviction_notices",
    "collection_actions", "stated_balances")  # fmt: skip


def chosen_as(sheet: Sheet, table: str) -> SheetDraft | None:
    """What is proposed for a list that is of this table; nothing where it has no titles."""
    layout = layout_of(sheet.rows)
    if layout is None:
        return None
    choices = {name: replace(each, certainty=LIKELY) for name, each in choices_of(table, layout).items()}
    return drafts_of([Block(table, sheet, layout, choices)])[0]
