"""What the cells of a sheet say where no title does: its key, a postcode, an address of e-mail, the other half of the amounts.

Belongs here: columns of ours that only their cells show. Does not belong here: titles (proposal_choices.py), or what one sheet
says of another (proposal_lookup.py).

Nothing of it is certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from sources.proposal_blocks import LIKELY, Choice, Sheet
from sources.proposal_profile import ENOUGH, Layout, Profile
from sources.proposal_titles import concepts_of

FEWEST = 2  # of our columns that a sheet must give of a table before its cells say more
# Table -> the number of its rows, and the numbers of ours in whose presence the sheet is known by that number.
KEYS: Mapping[str, tuple[str, Collection[str]]] = {
    "leases": ("lease_id", ("tenant_id",)), "landlords": ("landlord_id", ()), "mandates": ("landlord_id", ()),
    "municipalities": ("municipality_code", ()), "municipality_agreements": ("municipality_code", ()),
}  # fmt: skip
SHAPES: Mapping[str, Mapping[str, str]] = {"leases": {"postcode": "postcode"}, "tenants": {"email": "email"}}
CODES: Mapping[str, str] = {"municipality_code": "gemeentecode"}
MOST_BOTH = 0.1  # lines with both amounts, as a subtotal has, beside those with one
NO_NUMBERS = frozenset(
    {"amount", "date", "rent", "house", "never", "phone", "mobile", "postcode", "minimum", "count", "start", "end"}
)


def by_values(table: str, layout: Layout, choices: Mapping[str, Choice], *, is_pointed: bool) -> dict[str, Choice]:
    """The columns that no title gives and the cells show; none where a sheet is not about the table."""
    if len(choices) < FEWEST or not (is_pointed or table in ("mandates", "landlords")):
        return {}
    taken = {choice.profile.place for choice in choices.values()}
    left = [each for each in layout.columns if each.place not in taken and each.filled]
    found = {}
    key, known_by = KEYS.get(table, ("", ()))
    if key and key not in choices and not any(name in choices for name in known_by):
        number = next((each for each in left if _is_key(each, layout, CODES.get(key, "code"))), None)
        if number is not None:
            reason = f"geen titel gevonden; {number.distinct} van {number.filled} cellen zijn een ander nummer"
            found[key] = Choice(key, number, LIKELY, reason)
    for column, kind in SHAPES.get(table, {}).items():
        of_kind = [each for each in left if each.share(kind) >= ENOUGH]
        if column not in choices and len(of_kind) == 1:
            count = of_kind[0].kinds[kind]
            found[column] = Choice(
                column, of_kind[0], LIKELY, f"geen titel gevonden; {count} van {of_kind[0].filled} cellen passen"
            )
    return found


def _is_key(profile: Profile, layout: Layout, kind: str) -> bool:
    """Whether every line has a number of its own there."""
    is_number = profile.share(kind) >= ENOUGH and profile.share("postcode") < ENOUGH and profile.share("email") < ENOUGH
    is_own = profile.distinct == profile.filled >= layout.rows > 1
    return is_number and is_own and not profile.date_kind and not concepts_of(profile.title) & NO_NUMBERS


def other_half(layout: Layout, sheets: Sequence[Sheet], amounts: Mapping[str, Profile]) -> Iterator[tuple[str, Profile]]:
    """`debit` or `credit` where a title gives the other one only: the column of amounts that is filled where that one is not."""
    missing = {"debit", "credit"} - amounts.keys()
    if len(missing) != 1 or "amount" in amounts:
        return
    known = amounts[({"debit", "credit"} - missing).pop()]
    above = layout.title_row + layout.title_rows - 1
    rows = [row for sheet in sheets for row in sheet.rows[above:]]
    for profile in layout.columns:
        if profile is known or profile.share("money") < ENOUGH or profile.date_kind or not profile.filled:
            continue
        held = Counter((_holds(row, profile), _holds(row, known)) for row in rows)
        one, other, both = held[True, False], held[False, True], held[True, True]
        if one and other and both <= MOST_BOTH * (one + other):
            yield missing.pop(), profile
            return


def _holds(row: Sequence[str], profile: Profile) -> bool:
    text = row[profile.place].strip() if profile.place < len(row) else ""
    return bool(text.strip("0.,-€ "))
