"""Which number of a contract list is the contract's, as seen from the other lists that name it.

Belongs here: seeing from the cells of other sheets what the number of a line is, below a title that does not say so. Does not
belong here: titles (words/choices.py), or looking up in another sheet (lookup.py).

Nothing of it is certain: whoever reads the proposal is shown how many lists name the number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sources.recognition.lookup import LINE, NEARLY_ALL, NO_KEYS, SHORT, is_line, is_line_of, is_telling, share
from sources.words.blocks import LIKELY, Choice, Sheet
from sources.words.evidence import HALF
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.titles import GENERAL, concepts_of

Seen = Sequence[tuple[Sheet, Layout]]
FEWEST = 2  # lists that name a number whose title nobody knows
_OTHERS = "tenant co_tenant person unit landlord entity complex building municipality municipality_code_word name"
OF_OTHERS = frozenset(_OTHERS.split())
NUMBERS = ("lease_id", "tenant_id")
OF_ENTRIES = frozenset({"amount", "debit", "credit"})


def lease_numbers(seen: Seen) -> Mapping[int, Mapping[str, Choice]]:
    """The sheet (its id) that may be the list of contracts -> `lease_id`, where that is known by the other lists that name it."""
    found: dict[int, Mapping[str, Choice]] = {}
    for sheet, layout in seen:
        if not _is_of_contracts(layout):
            continue
        named = [(count, profile) for profile in layout.columns if (count := _named_by(profile, sheet, layout, seen))]
        if named:
            (is_said, lists), profile = max(named, key=lambda each: each[0])
            if is_said or lists >= FEWEST:
                why = Evidence((f"{lists} andere lijsten noemen dit nummer",))
                found[id(sheet)] = {"lease_id": Choice("lease_id", profile, LIKELY, why)}
        elif two := _of_two(sheet, layout, seen):
            found[id(sheet)] = two
        elif tenant := _by_tenant(sheet, layout, seen):
            found[id(sheet)] = {"lease_id": tenant}
    return {**_of_balances(found, seen), **found}


def _of_balances(found: Mapping[int, Mapping[str, Choice]], seen: Seen) -> Mapping[int, Mapping[str, Choice]]:
    """Lists of what each contract owes, which name it by its line: a balance has no other number of its own."""
    lines = [each["lease_id"] for each in found.values() if "lease_id" in each and is_line(each["lease_id"].profile)]
    return {
        id(sheet): {"lease_id": replace(line, profile=own)}
        for line in lines[:1]
        for sheet, layout in seen
        if id(sheet) not in found and any("balance" in concepts_of(each.title) for each in layout.columns)
        for own in layout.columns
        if own.distinct == own.filled >= layout.rows > 1 and is_line_of(own, line.profile)
    }


def by_table(numbers: Mapping[str, Choice]) -> Mapping[str, Mapping[str, Choice]]:
    """What a list of contracts may give -> those of these numbers that it takes; who rents along has a number of his own."""
    return {
        table: {name: numbers[name] for name in names if name in numbers}
        for table, names in {
            **dict.fromkeys(("co_tenants", "stated_balances"), NUMBERS[:1]),
            "leases": NUMBERS,
            "tenants": NUMBERS[1:],
        }.items()
    }


def _of_two(sheet: Sheet, layout: Layout, seen: Seen) -> Mapping[str, Choice]:
    """Of two numbers called the tenant's, that which each line has for itself and the entries name is the contract's. The
    other is his own; as the number of the contract it would give one the debts of another.
    """
    numbers = [each for each in layout.columns if _is_of_a_tenant(each)]
    owed = [each for each in numbers if any(_has_amounts(found) for found in _sheets_naming(each, sheet, seen))]
    if len(numbers) != len(NUMBERS) or len(owed) != 1 or not owed[0].distinct == owed[0].filled >= layout.rows > 1:
        return {}
    (person,) = (each for each in numbers if each is not owed[0])
    why = Evidence(("de boekingen noemen dit nummer",)), Evidence(("de boekingen noemen het andere nummer van de huurder",))
    return {name: Choice(name, each, LIKELY, said) for name, each, said in zip(NUMBERS, (owed[0], person), why, strict=True)}


def _is_of_a_tenant(profile: Profile) -> bool:
    said = concepts_of(profile.title)
    return "tenant" in said and said <= {"tenant", "nr"} and profile.share("code") >= ENOUGH


def _has_amounts(layout: Layout) -> bool:
    """Whether a list is of entries: amounts below a title that says so."""
    return any(concepts_of(each.title) & OF_ENTRIES and each.share("money") > HALF for each in layout.columns)


def _by_tenant(sheet: Sheet, layout: Layout, seen: Seen) -> Choice | None:
    """The number of the tenant, where each line has its own, the other lists name that one, and none the unit without it: by the
    unit the debts of who left would be those of who came, and by the place in the list those of who stood there last month.
    """
    said = {each.place: concepts_of(each.title) for each in layout.columns}
    own = [each for each in layout.columns if each.distinct == each.filled >= layout.rows > 1 and each.share("code") >= ENOUGH]
    tenants = [each for each in own if _is_of_a_tenant(each)]
    units = [
        each for each in layout.columns if "unit" in said[each.place] and each.distinct >= HALF * each.filled
    ]  # no buildings
    if len(tenants) != 1 or not (units or _is_counted(layout)):
        return None
    without = [(other, seen_there) for other, seen_there in seen if not any(_naming(tenants[0], sheet, [(other, seen_there)]))]
    lists = len(seen) - len(without)
    named = (naming for each in units if each.share("code") >= ENOUGH for naming in _naming_with(each, sheet, without))
    if lists < FEWEST or any(not _are_units(unit, there) for unit, there in named):
        return None
    other = "de eenheid zonder hem" if units else "de plaats in de lijst"
    why = Evidence((f"geen contractnummer; {lists} andere lijsten noemen de huurder, geen {other}",))
    return Choice("lease_id", tenants[0], LIKELY, why)


def _is_counted(layout: Layout) -> bool:
    """Whether the only other number of a list is that of its line: the next contract that is added moves it."""
    own = [each for each in layout.columns if concepts_of(each.title) == {"nr"} and each.distinct == each.filled >= layout.rows]
    return len(own) == 1 and not is_telling(own[0])


def _are_units(unit: Profile, layout: Layout) -> bool:
    """Whether a list is of what is let, a line each, and of nothing that is owed for it."""
    is_owed = _has_amounts(layout) or any("balance" in concepts_of(each.title) for each in layout.columns)
    return unit.distinct == unit.filled >= layout.rows and not is_owed


def _is_of_contracts(layout: Layout) -> bool:
    """Whether a list has the day on which something began, and somebody who lives there, and no title for the contract."""
    said = [concepts_of(each.title) for each in layout.columns]
    begins = any("start" in concepts and each.date_kind for concepts, each in zip(said, layout.columns, strict=True))
    is_named = any("contract" in concepts and concepts <= {"contract", "nr"} for concepts in said)
    return begins and any("tenant" in concepts for concepts in said) and not is_named


def _named_by(profile: Profile, sheet: Sheet, layout: Layout, seen: Seen) -> tuple[bool, int] | None:
    """(whether one of the other lists calls it a contract, how many name it); None where it is no number of its lines."""
    is_own = profile.distinct == profile.filled >= layout.rows > 1 and profile.share("code") >= ENOUGH
    is_amount = profile.share("money") > profile.share("number")  # equal amounts name nothing
    is_numbered = profile.share("numbered") >= ENOUGH  # what the title calls a name
    of_others = OF_OTHERS - {"name"} if is_numbered else OF_OTHERS
    no_key = of_others | (NO_KEYS - LINE if is_line(profile) and not _has_amounts(layout) else NO_KEYS)
    if not is_own or is_amount or profile.date_kind or concepts_of(profile.title) & no_key:
        return None
    naming = list(_naming(profile, sheet, seen))
    return (any("contract" in concepts_of(each.title) for each in naming), len(naming)) if naming else None


def _naming(profile: Profile, sheet: Sheet, seen: Seen) -> Iterator[Profile]:
    """The first column of each other sheet that holds these numbers."""
    for other, layout in seen:
        columns = (each for each in layout.columns if other is not sheet and each.filled and _names(each, profile))
        yield from list(columns)[:1]


def _sheets_naming(profile: Profile, sheet: Sheet, seen: Seen) -> Iterator[Layout]:
    return (layout for other, layout in seen if other is not sheet and any(_naming(profile, sheet, [(other, layout)])))


def _naming_with(profile: Profile, sheet: Sheet, seen: Seen) -> Iterator[tuple[Profile, Layout]]:
    return ((each, layout) for other, layout in seen for each in _naming(profile, sheet, [(other, layout)]))


def _names(other: Profile, profile: Profile) -> bool:
    if is_line(profile):
        return is_line_of(other, profile)
    if other.date_kind or other.distinct < 2 or concepts_of(other.title) & NO_KEYS:
        return False
    is_telling = any(len(text) > SHORT or not text.isdecimal() for text in other.texts)
    is_same = other.title.strip().lower() == profile.title.strip().lower()
    is_same |= bool((concepts_of(other.title) - GENERAL) & {"contract"})
    return (is_telling or is_same) and share(other.texts, profile.texts) >= NEARLY_ALL
