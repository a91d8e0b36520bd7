"""How a list writes its amounts, as a proposed mapping says it: a comma between thousands, or whole cents.

Belongs here: that line. Does not belong here: reading amounts (reading/amounts.py), or refusing what can hardly be euros
(reading/cents.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from sources.reading.minus import figures_of
from sources.reading.rules import TABLES
from sources.words.notes import Line, look, remark
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.titles import concepts_of

OF_AMOUNTS = frozenset({"amount", "rent", "debit", "credit", "balance"})
FAR_TOO_MUCH = 20_000
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_IN_CENTS = re.compile(r"(?:^|[\W_])(?:ct|cts|cents?|centen|eurocents?)\W*$", re.IGNORECASE)


def decimals_lines(layout: Layout, table: str) -> Iterator[Line]:
    """The setting that a block of this table needs; nothing of a table without amounts, or of amounts as people write them."""
    if not any(each.kind == "money" for each in TABLES[table].columns):
        return
    if layout.is_pointed:
        yield Line("decimals", ".", remark("een komma tussen de duizendtallen"))
    elif any(map(_has_thousands, layout.columns)):
        yield Line(
            "decimals", ".", look("een komma voor precies drie cijfers, en nergens centen achter een komma: duizendtallen?")
        )
    elif any(map(_is_in_cents, layout.columns)):
        yield Line("decimals", "centen", look("de titel zegt centen, en elk bedrag is een heel getal"))
    elif _is_far_too_much([each for each in layout.columns if concepts_of(each.title) & OF_AMOUNTS]):
        yield Line("decimals", "centen", look("elk bedrag is een heel getal, en te groot voor huur in euro's: centen?"))


def _has_thousands(profile: Profile) -> bool:
    """Whether a comma parts thousands of whole amounts, `€1,250`: no cents are three figures."""
    if not concepts_of(profile.title) & OF_AMOUNTS or profile.share("money") < ENOUGH:
        return False
    figures = [figures_of(text) for text in profile.texts]
    return any(map(_THOUSANDS.fullmatch, figures)) and all(_THOUSANDS.fullmatch(each) or each.isdecimal() for each in figures)


def _is_far_too_much(amounts: Sequence[Profile]) -> bool:
    """Whether all amounts are whole numbers, of which half are more than anybody's rent in euros."""
    filled = [each for each in amounts if each.filled]
    if not filled or any(each.share("number") < ENOUGH or each.date_kind or "nr" in concepts_of(each.title) for each in filled):
        return False
    return any(_middle(each) >= FAR_TOO_MUCH for each in filled)


def _middle(profile: Profile) -> float:
    return median(int(text) for text, count in profile.texts.items() if text.isdecimal() for _ in range(count))


def _is_in_cents(profile: Profile) -> bool:
    return bool(_IN_CENTS.search(profile.title)) and profile.share("number") >= ENOUGH
