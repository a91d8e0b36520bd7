"""What the cells of a sheet say where no title does: its key, a postcode, an address of e-mail, the other half of the amounts.

Belongs here: columns of ours that only their cells show. Does not belong here: titles (words/choices.py), or what one sheet
says of another (lookup.py).

Nothing of it is certain. A death, a withdrawn objection or a broken arrangement is never taken from cells alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from sources.recognition.changed import LASTING, is_of_the_line
from sources.recognition.word_lists import NOBODYS, codes_shown, is_of_unknown_words, is_unread, shows
from sources.words.blocks import LIKELY, Choice, Sheet
from sources.words.choices import first_titles
from sources.words.evidence import FEW, HALF, known_share, meaning_of, names_of
from sources.words.months import months_of
from sources.words.notes import BY_CELLS, Evidence
from sources.words.owed import is_not_of_rent
from sources.words.profile import ENOUGH, TOTAL, Layout, Profile, has_amount
from sources.words.step_days import is_not_done
from sources.words.titles import concepts_of, is_of_any_party
from sources.words.whole_numbers import are_beside_amounts, are_numbers, is_amount_of_line

Shown = tuple[str, Profile, Evidence]  # our column, the title's profile, why
MANY = 5  # of our columns that show what a sheet is about, whatever it is called
WHOLE = 3  # both numbers and the amount: a settlement, whatever the sheet is called
FEWEST = 2  # of our columns that a sheet must give of a table before its cells say more
# Table -> the number of its rows, and the numbers of ours in whose presence the sheet is known by that number.
KEYS: Mapping[str, tuple[str, Collection[str]]] = {
    "leases": ("lease_id", ("tenant_id",)), "landlords": ("landlord_id", ()), "mandates": ("landlord_id", ()),
    "tenants": ("tenant_id", ()), "municipalities": ("municipality_code", ()),
    "municipality_agreements": ("municipality_code", ()),
    "ledger_entries": ("entry_id", ()), "collection_actions": ("action_id", ()), "objections": ("objection_id", ()),
    "payment_arrangements": ("arrangement_id", ()),
}  # fmt: skip
# Tables that a code list shows by its words alone, whatever the sheet is called.
SHOWN_BY: Mapping[str, str] = {"municipality_agreements": "system", "collection_actions": "action_type",
    "optional_field_agreements": "field"}  # fmt: skip
# Tables that one of their columns shows beside at least two others.
SHOWN_TOGETHER: Mapping[str, tuple[str, Collection[str]]] = {
    "leases": ("started_on", ("postcode", "house_number", "unit_type", "landlord_id", "ended_on")),
    "tenants": ("last_name", ("initials", "name_prefix", "deceased_on", "email", "phone_1", "phone_2", "tenant_type")),
}  # fmt: skip
_PREFIXES = "van de der den ter ten te het 't d' von zu el al la le du di da dos bin ibn op in aan"
PREFIXES = frozenset(_PREFIXES.split())  # what the prefix of a name is made of
WITH_POINTS = re.compile(r"(?:[^\W\d_]{1,2}\.){1,7}")  # initials as nothing else is written
OF_NAMES = frozenset({"partner_name", "co_tenant", "mailing", "never"})  # above the name of somebody else
SHAPES: Mapping[str, Mapping[str, str]] = {"leases": {"postcode": "postcode"}, "tenants": {"email": "email"}}
CODES: Mapping[str, str] = {"municipality_code": "gemeentecode"}
MOST_BOTH = 0.1  # lines with both amounts, as a subtotal has, beside those with one
# Table -> the day that it cannot do without.
DAYS: Mapping[str, str] = {
    "leases": "started_on", "ledger_entries": "booked_on", "collection_actions": "performed_on", "objections": "received_on",
    "payment_arrangements": "agreed_on", "municipality_agreements": "signed_on",
    "allocations": "allocated_on", "optional_field_agreements": "agreed_on", "collection_cases": "handed_over_on",
    "eviction_notices": "announced_on", "reported_elsewhere": "reported_on", "stated_balances": "as_of",
}  # fmt: skip
OWN_KEYS = frozenset({"entry_id", "action_id", "objection_id", "arrangement_id"})
# Table -> the number of each of its rows, and what of ours a row is about.
NUMBERS_OF_EACH: Mapping[str, tuple[str, str]] = {
    "mandates": ("mandate_id", "landlord_id"), "collection_cases": ("case_id", "lease_id"),
    "eviction_notices": ("notice_id", "lease_id"), "municipality_agreements": ("agreement_id", "municipality_code"),
}  # fmt: skip
# Table -> the other number beside which a line's own may speak of whom it is about, and what it says then.
OF_EACH: Mapping[str, tuple[str, frozenset[str]]] = {
    "municipality_agreements": ("municipality_code", frozenset({"municipality", "municipality_code_word"})),
    "collection_cases": ("agency_reference", frozenset({"case"})),
    "mandates": ("landlord_id", frozenset({"contract"})),
}  # fmt: skip
NOT_OWED = frozenset({"contract", "tenant", "unit", "nr", "paid", "received", "credit", "worth", "count", "tax", "service"})
NOT_A_MINIMUM = frozenset({"municipality_code_word", "nr", "count", "phone", "postcode", "house"})
NAMES_OF_FIRMS = frozenset({"entity", "legal_form", "landlord"})  # what may stand above the name of an owner
IBAN = re.compile(r"[A-Z]{2}\d{2} ?[A-Z]{4} ?[\d ]{8,14}")  # never a number of ours
CENTS = re.compile(r"[.,]\d{2}0*\D*$|,-+$")
SELDOM = 0.5  # of the lines: most contracts have not ended
MONTHS = "jjjj-mm"  # how a period is written, which is no day
# Lists that people keep by hand, of one kind of thing each: the only day on every line is the one that the list is of, unless its
# title says that it is another.
BY_HAND = frozenset({"objections", "payment_arrangements", "allocations", "optional_field_agreements", "collection_cases",
    "eviction_notices", "reported_elsewhere", "stated_balances"})  # fmt: skip
AGENCIES: Mapping[str, str] = {"collection_cases": "agency_id", "reported_elsewhere": "reported_by"}
_NOT_AN_AGENCY = "tenant co_tenant note description status user never reference kind sent planned count journal"
# In the name of an agency, with another word: a single one is what was done.
AGENCY = re.compile(
    r"\b[A-Z]\w*.*\b(?i:incasso\w*|(?:gerechts)?deurwaarder\w*|credit\w*|collect\w*|invorder\w*)"
    r"|(?i:incasso|deurwaarders?)\b.*\b[A-Z]"
)
NOT_AN_AGENCY = frozenset(_NOT_AN_AGENCY.split())
_OTHER_DAYS = "never deceased end withdrawn broken due cancelled closed user paid settled status valid"
OTHER_DAYS = frozenset(_OTHER_DAYS.split())
# Numbers and codes of other things.
NOT_A_HALF = frozenset({"reversal", "nr", "reference", "contract", "tenant", "component", "account", "by_settled", "voucher",
    "action", "dunning", "kind", "period"})  # fmt: skip
_NO_NUMBERS = (
    "amount currency instalment period date rent house never phone mobile postcode minimum count start end user worth lock_key"
)
NO_NUMBERS = frozenset(_NO_NUMBERS.split())
OF_TENANTS = frozenset({"contract", "tenant", "co_tenant", "unit", "person"})
OF_OTHERS = frozenset({"contract", "tenant", "unit", "landlord", "complex", "person", "co_tenant", "entity", "reversal"})
NOT_OF_EACH = OF_OTHERS | {"agency", "municipality", "municipality_code_word", "name", "description", "note"}


def by_values(table: str, layout: Layout, choices: Mapping[str, Choice], *, is_pointed: bool) -> dict[str, Choice]:
    """The columns that no title gives and the cells show; none where a sheet is not about the table."""
    is_about = (
        is_pointed
        or table in ("mandates", "landlords")
        or len(choices) >= (WHOLE if table == "allocations" else MANY)
        or _is_shown(table, layout, choices)
    )
    if len(choices) < (1 if is_pointed and table in BY_HAND else FEWEST) or not is_about:
        return {}
    taken = {choice.profile.place for choice in choices.values()}
    left = [each for each in layout.columns if each.place not in taken and each.filled]
    found: dict[str, Choice] = {}
    keys = chain(_key(table, left, layout, choices, is_pointed), _number_of_each(table, left, layout, choices))
    unknown = {name for name, choice in choices.items() if is_of_unknown_words(choice)}
    ways = (codes_shown(table, left), keys, _shapes(table, left), _days(table, left, layout, choices))
    further = (_parts_of_names(table, left), _amounts(table, left, layout), _names(table, left, layout),
               _agencies(table, left, is_pointed=is_pointed))  # fmt: skip
    for column, profile, why in chain(*ways, *further):
        if column not in choices.keys() - unknown and all(each.profile is not profile for each in found.values()):
            found.setdefault(column, Choice(column, profile, LIKELY, Evidence((BY_CELLS, *why.doubts), why.fit, why.of)))
    return found


def _key(table: str, left: Sequence[Profile], layout: Layout, choices: Collection[str], is_pointed: bool) -> Iterator[Shown]:
    column, known_by = KEYS.get(table, ("", ()))
    if not column or any(name in choices for name in (column, *known_by)):
        return
    if column in OWN_KEYS and not {"lease_id", "tenant_id"} & set(choices):
        return  # it may be the number of a contract or tenant
    if table == "tenants" and any("contract" in concepts_of(each.title) for each in layout.columns):
        return  # people are known by the number of their contract
    numbers = [each for each in left if _is_key(each, layout, CODES.get(column, "code"))]
    if column == "landlord_id":
        numbers = [
            each for each in numbers if not concepts_of(each.title) & OF_TENANTS or (is_pointed and is_of_any_party(each.title))
        ]
    if column in OWN_KEYS:
        numbers = [each for each in numbers if _is_numbered(each) and not concepts_of(each.title) & OF_OTHERS]
    number = next(iter(numbers), None)
    if number is not None:
        yield column, number, Evidence(("elke regel heeft daar een eigen nummer",))


def _number_of_each(table: str, left: Sequence[Profile], layout: Layout, choices: Collection[str]) -> Iterator[Shown]:
    """The only number that each line of a list has for itself, beside that of whom or what it is about."""
    column, about = NUMBERS_OF_EACH.get(table, ("", ""))
    keys = [each for each in left if _is_key(each, layout, "code")]
    numbers = [each for each in keys if _is_numbered(each) and not concepts_of(each.title) & NOT_OF_EACH]
    if not numbers and (beside := OF_EACH.get(table)) and beside[0] in choices:
        numbers = [each for each in keys if each.share("numbered") >= ENOUGH and concepts_of(each.title) & beside[1]]
    if column and column not in choices and {about, "agency_reference"} & {*choices} and len(numbers) == 1:
        yield column, numbers[0], Evidence(("elke regel heeft daar een eigen nummer",))


def _shapes(table: str, left: Sequence[Profile]) -> Iterator[Shown]:
    for column, kind in SHAPES.get(table, {}).items():
        of_kind = [each for each in left if each.share(kind) >= ENOUGH]
        if len(of_kind) == 1:
            yield column, of_kind[0], Evidence(fit=of_kind[0].kinds[kind], of=of_kind[0].filled)


def _parts_of_names(table: str, left: Sequence[Profile]) -> Iterator[Shown]:
    """The only column of prefixes, or of initials with their points, in a list of tenants."""
    if table != "tenants":
        return
    own = [each for each in left if not concepts_of(each.title) & OF_NAMES]
    prefixes = [each for each in own if all({*text.lower().split()} <= PREFIXES for text in each.texts)]
    initials = [each for each in own if all(WITH_POINTS.fullmatch(text) for text in each.texts)]
    for column, found in (("name_prefix", prefixes), ("initials", initials)):
        if len(found) == 1:
            yield column, found[0], Evidence()


def _is_shown(table: str, layout: Layout, choices: Collection[str]) -> bool:
    """Whether a sheet is about this table whatever it is called: a list of codes shows it, or what else it says of each."""
    must, others = SHOWN_TOGETHER.get(table, ("", ()))
    if must in choices and sum(name in choices for name in others) >= FEWEST:
        return True
    column = SHOWN_BY.get(table)
    return column is not None and any(shows(table, column, each) for each in layout.columns)


def with_kind_of_contact(choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """A list of calls and visits that says of each only by what means: the means says what it was."""
    means = choices.get("channel")
    if "action_type" in choices or means is None or known_share("action_type", means.profile.said_words) < HALF:
        return dict(choices)
    count = sum(times for text, times in means.profile.said_words.items() if meaning_of("action_type", text))
    why = Evidence(("geen titel voor de soort; het middel zegt haar",), count, means.profile.filled)
    return {**choices, "action_type": Choice("action_type", means.profile, LIKELY, why)}


def _days(table: str, left: Sequence[Profile], layout: Layout, choices: Collection[str]) -> Iterator[Shown]:
    """The day that a table cannot do without: the only column of days with a title that says nothing, filled on every line."""
    column = DAYS.get(table, "")
    days = [each for each in left if each.date_kind and each.date_kind != MONTHS and not concepts_of(each.title) & NOBODYS]
    days = [each for each in days if table != "collection_actions" or not is_not_done(each.title)]
    days = [each for each in days if table not in LASTING or not is_of_the_line(each)]
    full = [each for each in days if each.filled - each.kinds["none"] >= layout.rows]
    is_only = table == "collection_actions" and len(days) == len(full) == 1 and not concepts_of(full[0].title) & OTHER_DAYS
    if column and column not in choices and len(full) == 1 and (is_only or _may_be_the_day(table, full[0])):
        yield column, full[0], Evidence()
        rest = [each for each in days if each is not full[0] and each.filled <= SELDOM * layout.rows and is_unread(each)]
        if table == "leases" and len(days) == 2 and rest:
            yield "ended_on", rest[0], Evidence((f"{rest[0].filled} van {layout.rows} regels hebben hier een datum",))


def _may_be_the_day(table: str, profile: Profile) -> bool:
    if table == "collection_actions" and concepts_of(profile.title) & {"end", "sent", "handled"}:
        return True  # when it was done, beside when it was planned
    if table == "stated_balances" and (profile.distinct > 1 or "received" in concepts_of(profile.title)):
        return is_unread(profile)  # a day that differs is that of something that happened: of the last receipt, say
    return is_unread(profile) or (table in BY_HAND and not concepts_of(profile.title) & OTHER_DAYS)


def _is_not_owed_rent(title: str) -> bool:
    """Whether a title is that of the rent itself, and not of what is owed of it; or of costs."""
    return is_not_of_rent(title) or ("rent" in concepts_of(title) and not concepts_of(title) & {"balance", "arrears"})


def _amounts(table: str, left: Sequence[Profile], layout: Layout) -> Iterator[Shown]:
    """The only column of amounts with cents, below a title that says nothing."""
    amounts = [each for each in left if is_unread(each) and each.share("money") >= ENOUGH and each.share("number") < HALF]
    amounts = [each for each in amounts if _have_cents(each)]
    if table == "municipality_agreements":
        least = [each for each in left if each.share("money") >= ENOUGH and not each.date_kind]
        least = [each for each in least if each.filled > each.kinds["none"]]
        if len(least) == 1 and not concepts_of(least[0].title) & NOT_A_MINIMUM:
            yield "minimum_amount", least[0], Evidence(fit=least[0].kinds["money"], of=least[0].filled)
    if table == "stated_balances":
        owed = [each for each in left if each.share("money") >= ENOUGH and each.share("number") < HALF and not each.date_kind]
        owed = [each for each in owed if not concepts_of(each.title) & NOT_OWED and not _is_not_owed_rent(each.title)]
        if len(owed) == 1:
            yield "open_rent", owed[0], Evidence(fit=owed[0].kinds["money"], of=owed[0].filled)
    if first_titles(table, "also", layout).keys() & {"debit", "credit"} or months_of(layout):
        return  # it may be a half of them
    said = [each for each in left if concepts_of(each.title) <= {"amount", *_unknown_words(each)}]
    said = [each for each in said if is_amount_of_line(each, layout)]  # `Bedrag in FW`: whatever the rest of it says
    amounts = said if len(said) == 1 and not amounts else amounts
    if table in ("ledger_entries", "allocations") and len(amounts) == 1:
        yield "amount", amounts[0], Evidence(fit=amounts[0].kinds["money"], of=amounts[0].filled)


def _unknown_words(profile: Profile) -> Iterator[str]:
    return (concept for concept in concepts_of(profile.title) if concept.startswith("?"))


def _have_cents(profile: Profile) -> bool:
    """Whether most amounts are written with two figures of cents: `1.0` is the version of a document."""
    with_cents = sum(times for text, times in profile.texts.items() if CENTS.search(text))
    return with_cents > HALF * profile.filled


def _names(table: str, left: Sequence[Profile], layout: Layout) -> Iterator[Shown]:
    """The only column of texts that hardly come back, on every line of a list of tenants or landlords."""
    besides = NAMES_OF_FIRMS if table == "landlords" else ()
    names = [each for each in left if is_unread(each, besides) and each.share("word") >= ENOUGH and each.filled >= layout.rows]
    names = [each for each in names if each.distinct > HALF * each.filled and not each.date_kind]
    column = {"tenants": "last_name", "landlords": "name"}.get(table)
    said = [each for each in names if concepts_of(each.title) & {"name", *besides}] or names
    if column and len(said) == 1:
        yield column, said[0], Evidence(fit=said[0].kinds["word"], of=said[0].filled)


def _agencies(table: str, left: Sequence[Profile], *, is_pointed: bool) -> Iterator[Shown]:
    """The only column of names of firms, in a list whose name says that others hold its cases or reported them; first, and in any
    list, the only one each of whose names says that it is an agency's.
    """
    column = AGENCIES.get(table)
    named = [each for each in left if not concepts_of(each.title) & NOT_AN_AGENCY and _are_agencies(each)]
    if column and len(named) == 1:
        yield column, named[0], Evidence((names_of(named[0]),))
    if not is_pointed:
        return
    firms = [each for each in left if each.share("words") >= ENOUGH and not each.date_kind and not each.share("comma")]
    firms = [each for each in firms if not concepts_of(each.title) & NOT_AN_AGENCY and not each.share("numbered")]
    firms = [each for each in firms if max(map(len, each.texts)) > FEW]  # not a code of somebody here
    if column and len(firms) == 1:
        yield column, firms[0], Evidence((names_of(firms[0]),))


def _are_agencies(profile: Profile) -> bool:
    return bool(profile.texts) and all(AGENCY.search(text) and len(text.split()) > 1 for text in profile.texts)


def _is_key(profile: Profile, layout: Layout, kind: str) -> bool:
    """Whether every line has a number of its own there."""
    is_number = profile.share(kind) >= ENOUGH and profile.share("postcode") < ENOUGH and profile.share("email") < ENOUGH
    is_own = profile.distinct == profile.filled >= layout.rows > 1 and not all(map(IBAN.fullmatch, profile.texts))
    is_number = is_number and not profile.share("money") > HALF > profile.share("number") and not TOTAL.match(profile.title)
    return is_number and is_own and not profile.date_kind and not concepts_of(profile.title) & NO_NUMBERS


def _is_numbered(profile: Profile) -> bool:
    """Whether each cell has a figure: the surnames of the few who object are no numbers of what they wrote."""
    return all(any(map(str.isdigit, text)) for text in profile.texts)


def other_half(layout: Layout, sheets: Sequence[Sheet], amounts: Mapping[str, Profile]) -> Iterator[tuple[str, Profile]]:
    """`debit` or `credit` where a title gives the other one only: the column of amounts that is filled where that one is not."""
    missing = {"debit", "credit"} - amounts.keys()
    if len(missing) != 1 or "amount" in amounts:
        return
    known = amounts[({"debit", "credit"} - missing).pop()]
    above = layout.above
    rows = [row for sheet in sheets for row in sheet.rows[above:]]
    for profile in layout.columns:
        if profile is known or profile.share("money") < ENOUGH or profile.date_kind or not profile.filled:
            continue
        if concepts_of(profile.title) & NOT_A_HALF or are_numbers(profile) or are_beside_amounts(profile, layout):
            continue
        held = Counter((has_amount(row, profile), has_amount(row, known)) for row in rows)
        one, other, both = held[True, False], held[False, True], held[True, True]
        if one and other and both <= MOST_BOTH * (one + other):
            yield missing.pop(), profile
            return
