"""One column per month, as a small landlord keeps his rents: which titles are months, and what stands below them.

Belongs here: seeing it from the titles. Does not belong here: the blocks it becomes (proposals/ledger.py), or reading them
(reading/lines.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sources.reading.month_names import MONTH, number_of
from sources.reading.shapes import OTHER_PERIOD
from sources.words.profile import Layout, Profile
from sources.words.titles import concepts_of

FEWEST = 3
_NAMED = re.compile(rf"(?<![a-z])({MONTH})(?![a-z])\.?[-' ]*((?:20)?\d\d)?(?!\d)", re.IGNORECASE)
_DATED = re.compile(r"(?:0?1-)?(0?[1-9]|1[0-2])[-/](20\d\d)|(20\d\d)-(0[1-9]|1[0-2])(?:-01)?(?: 00:00(?::00)?)?")
# What a title says beside its month -> what its cells are; a title that says anything else is no month of ours.
SAYS = {
    "charged": frozenset({"debit", "rent", "bare", "month", "invoice", "amount"}),
    "received": frozenset({"received", "paid", "credit", "amount", "rent"}),
    "open": frozenset({"balance", "arrears", "amount", "rent"}),
}
# What a title says beside its month where days stand below it: on which of them what came in did so. A day on which it was due,
# or on which somebody left, is none.
OF_A_DAY = frozenset({"date", "received", "paid", "credit", "booking"})
SURELY = {"received": {"received", "paid", "credit"}, "open": {"balance", "arrears"}, "charged": {"debit", "rent", "invoice"}}
# A month in the name of a sheet: 2026-10, 10-2026, okt 2026 or okt '26; okt alone.
_NUMBERED = re.compile(r"(?<!\d)20\d\d([-_ ]?)(?:0[1-9]|1[0-2])(?!\d)|^(?:0?[1-9]|1[0-2])([-_ .])20\d\d(?!\d)")
_WRITTEN = re.compile(rf"(?<![a-z])(?:{MONTH})(?![a-z])\.?(?:([-_ ]*'?)(?:(20)\d\d|\d\d)(?!\d))?", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
ONE_A_MONTH = ("jan*", "feb*", "m*r*t", "apr*", "mei", "jun*", "jul*", "aug*", "sep*", "okt*", "nov*", "dec*")


def sheet_of_a_month(name: str) -> str:
    """The pattern that fits a sheet's name and those of other months: `* 20??` for `okt 2026`, `*` for `okt`; the name itself
    where it holds no month.
    """
    if OTHER_PERIOD.search(name):
        return name
    numbered = _NUMBERED.sub(lambda found: f"20??{found[1]}??" if found[2] is None else f"*{found[2]}20??", name, count=1)
    if numbered != name:
        return numbered

    def star(found: re.Match[str]) -> str:
        return "*" if found[1] is None else f"*{found[1]}{found[2] or ''}??"

    return _WRITTEN.sub(star, name, count=1)


def sheet_of_a_year(name: str) -> str:
    """The pattern that fits the name of a sheet that holds one year and no month: `20??` for `2025`; else that of its month."""
    of_month = sheet_of_a_month(name)
    of_year = _YEAR.sub("20??", name)
    return of_year if of_month == name and not OTHER_PERIOD.search(name) and len(_YEAR.findall(name)) == 1 else of_month


@dataclass(frozen=True)
class MonthColumns:
    """`04` (or `2026-04`, where a title or the line above it says the year) -> the column of that month.

    Attributes:
        plain: of titles that say no more than the month. charged, received, open: of those that say what it is.
        days: on which what came in did so. remarks: what a person wrote beside it.
    """

    plain: Mapping[str, Profile] = field(default_factory=dict)
    charged: Mapping[str, Profile] = field(default_factory=dict)
    received: Mapping[str, Profile] = field(default_factory=dict)
    open: Mapping[str, Profile] = field(default_factory=dict)
    days: Mapping[str, Profile] = field(default_factory=dict)
    remarks: Mapping[str, Profile] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.plain or self.charged or self.received or self.open)

    @property
    def profiles(self) -> list[Profile]:
        kinds = (self.plain, self.charged, self.received, self.open, self.days, self.remarks)
        return [each for found in kinds for each in found.values()]


def months_of(layout: Layout, named: str = "") -> MonthColumns:
    """The months of a sheet; none where fewer than three have a column. `named`: the sheet's name, which may hold the year."""
    found: dict[str, dict[str, Profile]] = {}
    year = re.fullmatch(r".*?(20\d\d).*", named)
    for profile in sorted((*layout.columns, *layout.months), key=lambda each: each.place):
        month = _month(profile.title.strip(), layout.years.get(profile.place, year[1] if year else ""))
        if month is None:
            continue
        number, beside = month
        what = _what(beside, profile)
        if what:
            found.setdefault(what, {}).setdefault(number, profile)
    return _with_amounts({what: months for what, months in found.items() if len(months) >= FEWEST})


def _with_amounts(found: dict[str, dict[str, Profile]]) -> MonthColumns:
    """What columns hold that say no more than their month, or that they are amounts: beside what came in, what was due; with a
    day beside each, what came in.
    """
    amounts = found.pop("amounts", {})
    if amounts and "received" not in found and "days" in found:
        found.setdefault("received", amounts)
    elif amounts:
        found.setdefault("charged" if "received" in found else "plain", amounts)
    if "plain" in found and "received" in found:
        found.setdefault("charged", found["plain"])
        found["plain"] = found["plain"] if found["charged"] is not found["plain"] else {}
    elif "plain" in found and "days" in found and "charged" not in found:
        found["received"] = found.pop("plain")
    if not found.keys() & {"plain", "charged", "received", "open"}:
        return MonthColumns()
    return MonthColumns(**found)


def months_apart(layout: Layout) -> Layout:
    """A sheet with its columns of months apart: a day below one is no first day of a contract, and an amount no rent."""
    months = tuple(months_of(layout).profiles)
    taken = {each.place for each in months}
    return replace(layout, columns=tuple(each for each in layout.columns if each.place not in taken), months=months)


def _month(title: str, year: str) -> tuple[str, str] | None:
    """(the month, what the title says beside it)."""
    dated = _DATED.fullmatch(title)
    if dated:
        return f"{dated[2] or dated[3]}-{int(dated[1] or dated[4]):02}", ""
    named = _NAMED.search(title)
    if named is None:
        return None
    said = f"20{named[2][-2:]}" if named[2] else year
    number = f"{number_of(named[1]):02}"
    return (f"{said}-{number}" if said else number), f"{title[: named.start()]} {title[named.end() :]}".strip()


def _what(beside: str, profile: Profile) -> str | None:
    """What the columns are of which a title says this beside its month."""
    concepts = concepts_of(beside) if beside else frozenset()
    are_days = profile.date_kind and profile.kinds["none"] < profile.filled
    if are_days or (not profile.filled and "date" in concepts):
        return "days" if beside and concepts <= OF_A_DAY else None
    if not beside:
        return "plain"
    if concepts == {"note"}:
        return "remarks"
    if concepts == {"amount"}:
        return "amounts"
    return next((what for what, surely in SURELY.items() if concepts & surely and concepts <= SAYS[what]), None)
