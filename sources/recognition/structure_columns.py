"""Columns as a list shows them whose titles nobody knows: numbers that other lists have, own numbers, amounts, days in time.

Belongs here: those of one list, by counts and by other lists' numbers. Does not belong here: which table the list is
(structure.py, structure_ledger.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sources.reading.parts import COMPANY
from sources.recognition.lookup import NEARLY_ALL, NO_KEYS, Seen, share
from sources.words.blocks import Block
from sources.words.evidence import FEW, HALF
from sources.words.profile import ENOUGH, Profile
from sources.words.titles import concepts_of

NO_DAY = frozenset({"never", "planned", "user", "status", "period", "count"})
NO_NUMBER = frozenset({"phone", "mobile", "email", "postcode", "house", "never", "amount", "rent", "user", "description", "note"})
NO_FIRM = frozenset({"note", "description", "user", "never", "kind", "status", "channel"})
FIRM = re.compile(r"deurwaarder|incasso|inkasso|\bgdw|bailiff|collect|enforce|juri|advoca|solicitor", re.IGNORECASE)
NO_MONEY = frozenset({"nr", "count", "phone", "house", "postcode", "never"})


@dataclass(frozen=True)
class Known:
    """What is known of other lists. `blocks`: theirs."""

    blocks: Sequence[Block]

    def of(self, table: str, column: str) -> Counter[str]:
        """The cells of one of our columns in all lists of a table; empty where it is looked up."""
        found: Counter[str] = Counter()
        for block in self.blocks:
            choice = block.choices.get(column) if block.table == table else None
            if choice is not None and choice.profile.title not in block.lookups and choice.part is None:
                found += choice.profile.texts
        return found


def holding(seen: Seen, texts: Mapping[str, int]) -> list[Profile]:
    """The columns, filled on nearly every line, whose cells are such numbers; of several those whose title says a contract or an
    owner.
    """
    found = [each for each in seen.layout.columns if _holds(each, texts, seen.layout.rows)]
    said = [each for each in found if concepts_of(each.title) & {"contract", "landlord"}]
    return said if len(found) > 1 and said else found


def _holds(profile: Profile, texts: Mapping[str, int], rows: int) -> bool:
    is_number = profile.filled >= NEARLY_ALL * rows > 0 and not profile.date_kind
    is_number = is_number and not concepts_of(profile.title) & (NO_KEYS - {"rent"})
    return is_number and share(profile.texts, Counter(texts)) >= NEARLY_ALL


def own_numbers(seen: Seen) -> list[Profile]:
    """The columns in which each line has a number of its own."""
    rows = seen.layout.rows
    found = [each for each in seen.layout.columns if each.distinct == each.filled >= rows > 0 and each.share("code") >= ENOUGH]
    found = [each for each in found if not each.date_kind and not (each.share("money") > HALF > each.share("number"))]
    return [each for each in found if not concepts_of(each.title) & NO_NUMBER and each.share("email") < HALF]


def is_money(profile: Profile) -> bool:
    """Whether a column holds amounts that differ: with cents, or below a title that says so."""
    said = concepts_of(profile.title)
    is_amount = profile.share("money") >= ENOUGH and profile.distinct > 1
    zeros = profile.kinds["none"]  # of who owes nothing: written with or without cents
    is_amount = is_amount and (profile.kinds["number"] - zeros < HALF * (profile.filled - zeros) or "amount" in said)
    return is_amount and not profile.date_kind and not said & NO_MONEY


def days_of(seen: Seen) -> list[Profile]:
    """The columns of days, not all of them empty."""
    found = [each for each in seen.layout.columns if each.date_kind and each.date_kind != "jjjj-mm"]
    return [each for each in found if not concepts_of(each.title) & NO_DAY and each.filled > each.kinds["none"]]


def in_time(days: Sequence[Profile], seen: Seen) -> list[Profile]:
    """One or two columns of days, the first in time first; none where neither comes first on every line that has both."""
    if len(days) != 2:
        return list(days)
    for first, second in (days, days[::-1]):
        pairs = [(day_key(one), day_key(other)) for one, other in seen.pairs(first, second)]
        is_first = all(one <= other for one, other in pairs if one and other)
        if is_first and first.filled - first.kinds["none"] >= second.filled - second.kinds["none"]:
            return [first, second]
    return []


def day_key(text: str) -> tuple[int, ...]:
    """A day in figures as something to sort by; nothing where it is none, or has its month as a name."""
    figures = [int(each) for each in re.findall(r"\d+", text.split(" ")[0].split("T")[0])]
    if len(figures) == 1 and len(str(figures[0])) == len("20261231"):
        return (figures[0] // 10_000, figures[0] // 100 % 100, figures[0] % 100) if figures[0] < 99990000 else ()
    if len(figures) != 3 or not any(figures):
        return ()
    return tuple(figures) if figures[0] > 31 else tuple(reversed(figures))


def firms_of(seen: Seen) -> list[Profile]:
    """The columns of few names of firms that collect: the cells say so, or the title."""
    named = [each for each in seen.layout.columns if each.filled >= NEARLY_ALL * seen.layout.rows and _is_of_firms(each)]
    said = [each for each in named if any(FIRM.search(text) for text in each.texts) or FIRM.search(each.title)]
    return said or [each for each in named if "agency" in concepts_of(each.title) or all(map(_is_company, each.texts))]


def _is_of_firms(profile: Profile) -> bool:
    is_name = profile.share("words") >= ENOUGH and not profile.date_kind and not profile.share("numbered")
    return is_name and max(map(len, profile.texts)) > FEW and not concepts_of(profile.title) & NO_FIRM


def _is_company(text: str) -> bool:
    return bool(re.fullmatch(COMPANY, text, re.IGNORECASE))
