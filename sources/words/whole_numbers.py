"""Whole numbers that are no amounts, though an amount may be written so: of documents, levels, codes, accounts of a ledger.

Belongs here: telling them by their cells, and by the amounts that stand beside them. Does not belong here: how an amount is
written (cell_kinds.py), choosing among amounts (recognition/amounts.py), or refusing what a mapping reads (guards/no_amounts.py).

A number of a document that is taken for money makes a debt of thousands of millions, or pays one that is still open.
"""

from __future__ import annotations

import re

from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.titles import concepts_of

BARE = re.compile(r"\d+")
NOUGHTS = re.compile(r"0+\d+")  # before a figure, which no amount has
LONG = 5  # figures of the shortest: of no rent, as long as the amounts are not in cents
LONGEST = 8  # figures of the shortest: of no rent in cents either
OF_AMOUNTS = frozenset({"amount", "debit", "credit", "paid", "received", "rent", "price", "balance", "arrears", "settled"})
FEWEST = 3  # levels that say something together


def is_whole(profile: Profile) -> bool:
    """Whether all that is more than nothing is written as figures only, without cents, sign or currency."""
    return all(BARE.fullmatch(text) for text in profile.texts if re.search(r"[1-9]", text))


def are_numbers(profile: Profile) -> bool:
    """Whether a column of whole numbers holds none that is an amount: numbers of documents, codes with noughts before them, or
    levels of one figure.
    """
    held = [text for text in profile.texts if re.search(r"[1-9]", text)]
    if not held or not is_whole(profile):
        return False
    lengths = [*map(len, held)]
    is_of_levels = max(lengths) == 1 and sum(profile.texts[text] for text in held) >= FEWEST
    has_noughts = any(map(NOUGHTS.fullmatch, held))
    if concepts_of(profile.title) & OF_AMOUNTS:  # in cents, and perhaps all of one width
        is_long = min(len(text.lstrip("0")) for text in held) >= LONGEST
        return is_long or is_of_levels or (has_noughts and max(lengths) < LONG)
    return min(lengths) >= LONG or is_of_levels or has_noughts


def are_beside_amounts(profile: Profile, layout: Layout) -> bool:
    """Whether whole numbers stand where another title says an amount, and every line has one with cents there."""
    return is_whole(profile) and any(each is not profile and is_amount_of_line(each, layout) for each in layout.columns)


def are_accounts(profile: Profile, layout: Layout) -> bool:
    """Whether whole numbers stand on every line, each with an amount below another title: the accounts of a journal, on either
    side of it.
    """
    return profile.filled >= ENOUGH * layout.rows > 0 and not profile.kinds["none"] and are_beside_amounts(profile, layout)


def is_amount_of_line(profile: Profile, layout: Layout) -> bool:
    """Whether a title says an amount, and nearly every line has one there, some of them with cents."""
    is_said = "amount" in concepts_of(profile.title) and profile.share("money") >= ENOUGH and not profile.date_kind
    return is_said and profile.filled >= ENOUGH * layout.rows > 0 and not is_whole(profile)
