"""Columns of an export that hold several of ours in one cell: a street with its number, a postcode with its town, a name as
people write it.

Belongs here: seeing that from the cells. Does not belong here: the parts themselves (reading/parts.py), or columns that hold
one of ours (recognition/sheets.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from sources.reading.parts import PARTS, TWO_PHONES, YEAR
from sources.words.companies import is_name_of_a_company
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.titles import concepts_of

MOST = 0.6  # of the cells; what has none of the part stays empty, and is then not reported
# table -> (titles that may hold it, the part that must be seen, our columns with their parts, our columns that are then not taken
# whole).
TOGETHER: Mapping[str, tuple[tuple[Collection[str], str, Mapping[str, str], Collection[str]], ...]] = {
    "leases": (
        (("address", "street", "address street"), "house_number",
         {"street": "street", "house_number": "house_number", "house_number_suffix": "house_number_suffix"}, ("house_number",)),
        (("house nr", "house"), "number", {"house_number": "number", "house_number_suffix": "suffix"}, ("house_number_suffix",)),
        (("postcode city", "postcode", "city", "address", "address street"), "city",
         {"postcode": "postcode", "city": "city"}, ()),
    ),
    "postcodes": (
        (("address", "street", "address street"), "house_number", {"house_number": "house_number"}, ("house_number",)),
        (("house nr", "house"), "number", {"house_number": "number"}, ()),
        (("postcode city", "postcode", "address", "address street"), "city", {"postcode": "postcode"}, ()),
    ),
    "tenants": (
        (("name", "surname", "person name", "tenant"), "last_name", {"last_name": "last_name", "initials": "initials",
         "name_prefix": "name_prefix"}, ("initials", "name_prefix")),
    ),
}  # fmt: skip
PHONES = ("phone_1", "phone_2", "phone_3")
_TWO = re.compile(TWO_PHONES, re.IGNORECASE)
_PREFIXED = re.compile(PARTS["prefix_before_surname"][0], re.IGNORECASE)
OF_A_YEAR = "van twee getallen hoort een jaar bij de straat (Plein 1944 3): klopt dat bij elk adres?"
LESS_AS_WHOLE = 0.3  # added to the rank of a title of whole names, where another may be the surname
_OF_HOUSE = {"unit", "nr", "house", "suffix"}
BESIDE = {
    "leases": {*_OF_HOUSE, "tenant", "contract"},
    "postcodes": _OF_HOUSE,
    "tenants": {"tenant", "contract", "initials", "prefix"},
}


def taken_apart(table: str, layout: Layout, taken: Mapping[str, Profile]) -> Iterator[tuple[str, str, Profile, Evidence]]:
    """(our column, part, the title's profile, why) for each column of ours that is a part of a cell.

    `taken`: our columns that have a title of their own already.
    """
    for titles, seen, columns, apart in TOGETHER.get(table, ()):
        if any(column in taken for column in apart):
            continue
        for profile in layout.columns:
            is_chosen = taken.get(next(iter(columns))) is profile  # by our own name for it
            if not (is_chosen or _may_hold(titles, profile, BESIDE[table])) or not _is_seen(seen, profile):
                continue
            count, with_years = profile.kinds[f"part {seen}"], _with_years(seen, profile)
            why = (
                Evidence((OF_A_YEAR,), with_years, profile.filled)
                if with_years > count
                else Evidence(fit=count, of=profile.filled)
            )
            for column, part in columns.items():
                if column not in taken or taken[column] is profile:
                    yield column, f"{part}{YEAR}" if with_years > count else part, profile, why
            break
    if table == "tenants":
        yield from (*_prefix_behind_a_comma(taken), *_surname_of_whole_name(taken), *_prefix_in_front(taken))
        yield from _two_phones(taken)


def _prefix_behind_a_comma(taken: Mapping[str, Profile]) -> Iterator[tuple[str, str, Profile, Evidence]]:
    """`Horst, ter` in a column of surnames, beside one of initials: no municipality knows anybody by that name."""
    surname = taken.get("last_name")
    if surname is None or "initials" not in taken or not surname.kinds["comma"]:
        return
    why = Evidence((f"in {surname.kinds['comma']} van {surname.filled} cellen staat een komma",))
    yield "last_name", "surname", surname, why
    if "name_prefix" not in taken:
        yield "name_prefix", "name_prefix", surname, why


def _prefix_in_front(taken: Mapping[str, Profile]) -> Iterator[tuple[str, str, Profile, Evidence]]:
    """`de Vries` in a column of surnames, where no column has the prefixes."""
    surname = taken.get("last_name")
    if surname is None or "name_prefix" in taken or surname.kinds["comma"] or surname.share("part last_name") >= MOST:
        return
    count = sum(times for text, times in surname.texts.items() if _PREFIXED.match(text))
    if count:
        why = Evidence((f"in {count} van {surname.filled} cellen staat een voorvoegsel voor de achternaam",))
        yield "last_name", "surname_after_prefix", surname, why
        yield "name_prefix", "prefix_before_surname", surname, why


def _two_phones(taken: Mapping[str, Profile]) -> Iterator[tuple[str, str, Profile, Evidence]]:
    """`06-12345678 / 020-1234567`, below the first title of a telephone in whose cells two numbers stand: together they are none
    that a municipality can read.
    """
    free = [name for name in PHONES if name not in taken]
    for name in (name for name in PHONES if name in taken and free):
        count = sum(times for text, times in taken[name].texts.items() if _TWO.match(text))
        if count:
            why = Evidence((f"in {count} van {taken[name].filled} cellen staan twee telefoonnummers",))
            yield name, "first_phone", taken[name], why
            yield free[0], "second_phone", taken[name], why
            return


def less_as_whole_name(column: str, profile: Profile) -> float:
    """What is added to the rank of a title for a column: a surname alone goes before `M.A. van den Berg`."""
    return LESS_AS_WHOLE if column == "last_name" and profile.share("part last_name") >= MOST else 0


def _surname_of_whole_name(taken: Mapping[str, Profile]) -> Iterator[tuple[str, str, Profile, Evidence]]:
    """`M.A. van den Berg` in the only column of names, beside one of initials: with these before it nobody is known by it."""
    name = taken.get("last_name")
    if name is None or "initials" not in taken or name.kinds["comma"] or name.share("part last_name") < MOST:
        return
    why = Evidence(fit=name.kinds["part last_name"], of=name.filled)
    yield "last_name", "last_name", name, why
    if "name_prefix" not in taken:
        yield "name_prefix", "name_prefix", name, why


def _may_hold(titles: Collection[str], profile: Profile, beside: Collection[str]) -> bool:
    said = concepts_of(profile.title)
    if is_name_of_a_company(profile.title):  # no initials of a person stand in it
        return False
    return any(set(title.split()) <= said <= {*title.split(), *beside} for title in titles)


def _is_seen(part: str, profile: Profile) -> bool:
    if part == "number":  # a number alone needs no taking apart
        return profile.share("number") < ENOUGH and profile.share("part number") >= ENOUGH
    return max(profile.share(f"part {part}"), _with_years(part, profile) / max(profile.filled, 1)) >= MOST


def _with_years(part: str, profile: Profile) -> int:
    """How many cells hold the part, also where a street is called by a year: `Plein 1944 3`."""
    return profile.kinds[f"part {part}{YEAR}"] if f"{part}{YEAR}" in PARTS else 0
