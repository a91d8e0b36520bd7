"""What the cells below a title say of one of our columns: that they fit, that they do not quite, or that they cannot be it.

Belongs here: the test for each kind of column, with its evidence. Does not belong here: titles (titles.py),
counting cells (profile.py), or choosing among titles (recognition/sheets.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from sources.reading.rules import TABLES
from sources.words.cell_kinds import AMERICAN, DATES, NAMED
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Profile
from sources.words.step_days import is_not_done, is_of_another_matter
from sources.words.titles import concepts_of, words
from sources.words.undone_steps import is_undone, may_be_undone
from sources.words.whole_numbers import are_numbers
from sources.words.yes_no import either_of

MANY_LINES = ("leases", "tenants", "co_tenants")  # a tenant or contract may stand in an export more than once
HALF = 0.5
MOSTLY_NOT = 0.2
FEW = 3
MANY_LEVELS = 9  # of which no ladder of reminders has more
SHORT = 2
LETTERS = frozenset({"summons_letter", "demand_letter", "reminder_letter"})  # of several of these a word means the first
WHO_CALLED = re.compile(r"^(zelf|self) (ge)?(bel|call)")  # we or the tenant: asked
WHETHER = frozenset({"0", "1", "-1"})
OF_LINES = frozenset({"entry_id", "charge_entry_id", "credit_entry_id", "reverses_entry_id", "action_id"})  # numbers, in figures
OF_PEOPLE = frozenset({("leases", "lease_id"), ("leases", "tenant_id"), ("tenants", "tenant_id")})
IS_IN = re.compile(r"^ont(vangst|vangen|v)\b|\b(binnen|binnengekomen|ontvangen)$")
COMPOUND = re.compile(
    r"^\w+-?(betaling|ontvangst)(en)?( (is )?(ontvangen|binnen|binnengekomen|bank|kas|(van (de )?)?huurders?|debiteur(en)?))?$"
)
# Of two kinds that a word names: `storno betaling` is no payment, `Afschrijving vordering` says of which it is, `Rent credit`
# what for and that it is less.
OF_TWO_KINDS = {
    frozenset({"reversal", "payment"}): "reversal", frozenset({"charge", "write_off"}): "write_off",
    frozenset({"charge", "credit_note"}): "credit_note",
}  # fmt: skip
NOT_IN = re.compile(r"\b(niet|nog|te|geen|moet|uiterlijk)\b")
# Money that is on its way or announced is not in, and what became of a receipt that was corrected or of a storno nobody knows.
IN_DOUBT = re.compile(
    r"\b(onderweg|aangeboden|aangekondigd|toegezegd|verwacht\w*|correctie (van )?(de )?(ontvangst|betaling)"
    r"|storno (ingetrokken|ongedaan|hersteld))\b"
)
# `Formal notice (aanmaning)`: the Dutch word says which letter it is, as long as no Dutch word says that it is the last one.
AANMANING = re.compile(r"\baanmaning")
SOMMATIE = re.compile(
    r"\b(som|ingebrekest|laatste|5-?dagen|vijf.?dagen|3e|3de|iiie|derde|wgs|vroegsign|summons)|\b(brief|aanschrijving) ?(3|iii)\b"
)
FREE_TEXT, EMPTY = "vrije tekst", "de kolom is leeg"
CODE_OF_PARTS = re.compile(r"[A-Z\d]{2,}([-_/.][A-Z\d]{2,})+")
OF_PARTS = frozenset({"tenant_type"})  # columns of which a part of a code may say it all; of others the patterns look within
SHORT_CODES = "kloppen deze korte codes?"
# How long a contract holds, or by which law: `Onbepaalde tijd`, `Campuscontract`.
OF_TERMS = re.compile(
    r"(?i)\b(on)?bepaald|\btijdelijk|^vaste?\b|\bregulier|jaarcontract|\b(leegstandswet|anti-?kraak|campus|diplomaten)"
    r"|\bperiodic\b|\b(fixed|indefinite)([- ]term)?\b|\bassured\b"
)
BUILDINGS = "{} gebouwen op {} regels"
NUMBERS = "hele getallen, die een nummer, code of aantal lijken en geen bedrag"
MAY_BE_LOW = frozenset({"minimum_amount"})
ONLY_YES_OR_NO = frozenset({"entity", "work", "yes_no"})  # titles that say who is an organisation only beside yes and no
WANTED = {
    "municipality_code": "gemeentecode", "postcode": "postcode", "email": "email", "house_number": "house", "last_name": "word",
    "name": "word", "street": "words", "city": "word", "initials": "initials", "name_prefix": "prefix",
    "house_number_suffix": "suffix", "phone_1": "phone", "phone_2": "phone", "phone_3": "phone",
}  # fmt: skip

Judged = tuple[bool | None, Evidence]
NOT_IT: Judged = (None, Evidence())


def evidence(table: str, column: str, profile: Profile, *, is_title_sure: bool = True) -> Judged:
    """(whether the cells are of the column's kind, or None where they are plainly not; why).

    A code list below a title that may mean something else counts only where some of its words are words for this column.
    """
    about = TABLES[table].column(column)
    if not profile.filled:
        return False, Evidence((EMPTY,), by_title=True)
    if about.kind == "date":
        is_of_step = (table, column) == ("collection_actions", "performed_on")
        is_other = is_of_step and (is_not_done(profile.title) or is_of_another_matter(profile.title))
        return NOT_IT if is_other else _dates(profile)
    if about.kind == "code":
        return _codes(column, profile, is_title_sure=is_title_sure)
    if column.endswith("_id"):
        return _numbers(table, column, profile, is_title_sure=is_title_sure)
    if TABLES[table].key == (column,) and profile.distinct < profile.filled:
        return NOT_IT  # a list of addresses, say, that names each municipality many times
    if about.kind == "boolean" and (judged := _of_no_marks(column, profile)) is not None:
        return judged
    if column == "agency_reference" and profile.filled > FEW and profile.distinct <= HALF * profile.filled:
        return NOT_IT  # who has the cases, and not his number of each
    wanted = {"money": "money", "boolean": "boolean"}.get(about.kind) or WANTED.get(column)
    if wanted is None:
        return True, Evidence(by_title=True)
    count = profile.kinds[wanted]
    if about.kind == "money" and column not in MAY_BE_LOW and count and are_numbers(profile):
        return False, Evidence((NUMBERS,))
    why = Evidence(fit=count, of=profile.filled)
    return (True, why) if count >= ENOUGH * profile.filled else (False if count else None, why)


def _of_no_marks(column: str, profile: Profile) -> Judged | None:
    """What is said of a column that is not of yes and no; None of one that may be."""
    if {"1", "-1"} <= profile.texts.keys():
        return NOT_IT  # one of the two says that nobody knows
    if profile.kinds["boolean"]:
        return None
    return (True, Evidence()) if yes_or_no(column, profile) else NOT_IT


def is_buildings(doubt: str) -> bool:
    """Whether a doubt says no more than how many buildings a list has on its lines."""
    return re.fullmatch(BUILDINGS.replace("{}", r"\d+"), doubt) is not None


def _dates(profile: Profile) -> Judged:
    written = profile.date_kind
    if profile.is_without_date:
        return False, Evidence(("in elke cel staat dat er geen datum is",), by_title=True)
    if written is None:
        return NOT_IT
    return True, Evidence(fit=min(profile.kinds[written] + profile.kinds["none"], profile.filled), of=profile.filled)


def _codes(column: str, profile: Profile, *, is_title_sure: bool) -> Judged:
    """Whether the words of a code list are words for this column."""
    if either_of(column, profile):
        return True, Evidence(("in elke cel staat ja of nee, en de titel zegt waarvan",))
    if column == "tenant_type" and any(
        "co_tenant" in concepts_of(text) and not meaning_of(column, text) for text in profile.words
    ):
        return NOT_IT  # who is what in a contract, and no person or company
    if (
        column == "unit_type"
        and sum(n for text, n in profile.said_texts.items() if OF_TERMS.search(text)) > HALF * profile.filled
    ):
        return NOT_IT  # how long a contract holds, and not what is let by it
    if column == "tenant_type" and concepts_of(profile.title) <= ONLY_YES_OR_NO:
        is_title_sure = False  # a column of names of companies, say
    if not profile.words:
        if profile.distinct == profile.filled > FEW and profile.share("numbered") >= ENOUGH:
            return NOT_IT  # the number of each line
        is_text = profile.share("money") < HALF and all(profile.share(kind) < HALF for kind in DATES)
        is_known = is_title_sure or any(meaning_of(column, text) for text in profile.texts)
        return (False if is_text and is_known else None), Evidence((FREE_TEXT,), by_title=True)
    known = sum(count for text, count in profile.words.items() if meaning_of(column, profile.said(text)))
    is_amount = profile.share("money") > HALF > profile.share("number")  # 1, 2 and 3 may be levels
    is_amount = is_amount or (profile.share("numbered") >= ENOUGH and profile.distinct > MANY_LEVELS)  # or numbers of people
    if not known and (not is_title_sure or is_amount or any(profile.share(kind) > HALF for kind in DATES)):
        return NOT_IT
    is_short = any(len(text) <= SHORT for text in profile.words if meaning_of(column, text))  # `G` may be anything
    why = Evidence(fit=known, of=profile.filled)
    return known >= ENOUGH * profile.filled, why.but(SHORT_CODES) if is_short else why


def _numbers(table: str, column: str, profile: Profile, *, is_title_sure: bool) -> Judged:
    plain = profile.kinds["code"]
    is_of_one = column.endswith("_entry_id") and profile.distinct == 1 < FEW < profile.filled  # who did it, say
    is_of_days = max(map(profile.share, ("dd-mm-jjjj", "jjjj-mm-dd", NAMED, AMERICAN))) > HALF
    is_whether = column.endswith("_entry_id") and {*profile.texts} <= WHETHER  # taken back or not, and not which entry
    if is_of_one or is_of_days or is_whether or _is_of_amounts(profile) or _is_yes_or_no(profile):
        return NOT_IT
    is_list = (table, column) in OF_PEOPLE and profile.words  # what somebody is: a person or a company, say
    is_name = (table, column) == ("co_tenants", "tenant_id")  # what he is called
    if (is_list or is_name) and not any(re.search(r"\d", text) for text in profile.texts):
        return NOT_IT
    if column in OF_LINES and sum(n for text, n in profile.texts.items() if re.search(r"\d", text)) < HALF * profile.filled:
        return NOT_IT  # who did it, say
    if TABLES[table].key == (column,) and table not in MANY_LINES and profile.distinct < profile.filled:
        return (False if profile.distinct >= ENOUGH * profile.filled else None), Evidence(("nummers komen dubbel voor",))
    if column == "complex_id" and table != "mandates" and "unit" in concepts_of(profile.title):
        is_named = "complex" in concepts_of(profile.title)  # `Object/Complex`: one of them may be called after its garages
        is_dwelling = profile.distinct > HALF * profile.filled or known_share("unit_type", profile.texts) > HALF * is_named
        return NOT_IT if is_dwelling else (False, Evidence((BUILDINGS.format(profile.distinct, profile.filled),)))  # `Property`
    if column == "agency_id" and plain < ENOUGH * profile.filled:  # a bailiff by his name, which is as good as a number
        return (False if profile.share("words") >= ENOUGH else None), Evidence((names_of(profile),))
    if TABLES[table].key == (column,) and is_title_sure and _is_counted(profile):
        return False, Evidence(("een woord met een volgnummer",))
    is_of_names = _are_names(table, column, profile)
    if plain < MOSTLY_NOT * profile.filled and (is_of_names or not column.startswith("landlord")):
        return (False, Evidence((names_of(profile),))) if is_of_names else NOT_IT
    if TABLES[table].key == (column,) and profile.distinct < HALF * profile.filled:
        return (False if is_title_sure else None), Evidence((f"{profile.distinct} verschillende nummers",))
    return plain >= ENOUGH * profile.filled, Evidence(fit=plain, of=profile.filled)


def _are_names(table: str, column: str, profile: Profile) -> bool:
    """Whether they are names that are as good as numbers: of complexes, or of owners, as a small manager knows his."""
    if column == "landlord_id":
        return profile.share("words") >= ENOUGH
    return column == "complex_id" and bool(profile.words or table == "mandates") and profile.share("words") >= ENOUGH


def names_of(profile: Profile) -> str:
    """How many names stand there."""
    return f"{profile.distinct} verschillende namen" if profile.distinct > 1 else "steeds dezelfde naam"


def _is_counted(profile: Profile) -> bool:
    """Whether each line has a number of its own behind the same word: `bezwaar 1`, `bezwaar 2`."""
    counted = [re.fullmatch(r"([^\W\d_]{3,}) \d+", text) for text in profile.texts]
    return profile.distinct == profile.filled > 1 and all(counted) and len({each[1].lower() for each in counted if each}) == 1


def _is_yes_or_no(profile: Profile) -> bool:
    return profile.share("boolean") >= ENOUGH and not profile.kinds["number"]


def _is_of_amounts(profile: Profile) -> bool:
    """Whether a column whose title speaks of amounts holds them, with cents."""
    said = concepts_of(profile.title)
    says = said & {"amount", "rent", "price", "paid", "received", "debit", "credit", "balance"}
    return bool(says) and "nr" not in said and profile.share("money") > HALF > profile.share("number")


@cache
def _own_words(column: str) -> frozenset[str]:
    return frozenset(word for table in TABLES.values() for each in table.columns if each.name == column for word in each.values)


@cache
def _patterns(column: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((ours, re.compile(pattern)) for ours, pattern in words()["meanings"].get(column, {}).items())


def meanings_of(column: str, text: str) -> list[str]:
    """Our words that one of theirs can mean."""
    said = _said(text)
    own = next((word for word in (text.strip().lower(), said) if word in _own_words(column)), None)
    if own:
        return [own]
    found = [ours for ours, pattern in _patterns(column) if pattern.search(said)]
    return found or (_meanings_of_parts(column, text) if column in OF_PARTS else [])


def _meanings_of_parts(column: str, text: str) -> list[str]:
    """What the parts of a code say, where they say one thing only: `HUUR-PART`."""
    parts = re.split("[-_/.]", text) if CODE_OF_PARTS.fullmatch(text) else []
    found = {ours for part in parts for ours, pattern in _patterns(column) if pattern.search(part.lower())}
    return [*found] if len(found) == 1 else []


def _said(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").split())


def meaning_of(column: str, text: str) -> str | None:
    """Our word for one of theirs; None where none is known, or where two are."""
    if column == "action_type" and (is_not_of_arrears(text) or may_be_undone(text) or WHO_CALLED.search(text.lower())):
        return None
    found = meanings_of(column, text)
    if column == "entry_type":
        return _kind_of_entry(_said(text), found)
    if column == "unit_type" and set(found) == {"parking", "other"}:  # `Berging/garage`
        return "parking"
    if column == "category" and set(found) == {"rent", "service_charges"}:  # both in one amount
        return "rent"
    if column == "category" and set(found) == {"service_charges", "other"} and "afrek" in text.lower():  # of service charges
        return "service_charges"
    if column == "action_type" and found and set(found) <= LETTERS:  # a second reminder is a demand
        is_demand = "demand_letter" in found and AANMANING.search(_said(text)) and not SOMMATIE.search(_said(text))
        return "demand_letter" if is_demand else found[0]
    return found[0] if len(found) == 1 else None


def _kind_of_entry(said: str, found: Sequence[str]) -> str | None:
    """Of the kinds that a word can mean that which it is; None where two are left, or it is of a supplier."""
    if ([*found] != [said] and is_not_of_tenants(said)) or IN_DOUBT.search(said):
        return None  # `Factuur ontvangen`
    is_in = COMPOUND.search(said) or (IS_IN.search(said) and not NOT_IN.search(said))
    if set(found) == {"charge", "payment"} and is_in:
        return "payment"  # `huur binnen`: what it was for, and that it is in
    return found[0] if len(found) == 1 else OF_TWO_KINDS.get(frozenset(found))


def yes_or_no(column: str, profile: Profile) -> Counter[str]:
    """The words of a column of two kinds, such as `groot` and `klein`, where each of them means yes or no."""
    is_known = profile.distinct <= FEW and all(meaning_of(column, text) for text in profile.texts)
    return profile.texts if is_known else Counter()


def is_not_of_arrears(text: str) -> bool:
    """Whether a word says that a contact was about something else, or was the tenant's own."""
    return any(re.search(pattern, _said(text)) for pattern in words()["not_of_arrears"].values())


def is_no_step(text: str) -> bool:
    """Whether a word for a kind of action says that it is no effort to reach a tenant about arrears, or never happened."""
    return is_not_of_arrears(text) or is_undone(text)


def is_not_of_tenants(text: str) -> bool:
    """Whether a word for a kind of entry says that it is of a supplier, or that money went out to somebody."""
    return any(re.search(pattern, _said(text)) for pattern in words()["not_of_tenants"].values())


def is_no_case(text: str) -> bool:
    """Whether a word for a kind of case says that it is about something else than arrears: nuisance, or who helps."""
    return is_not_of_arrears(text) or any(re.search(pattern, _said(text)) for pattern in words()["no_case"].values())


def is_in_court(text: str) -> bool:
    """Whether a word for a kind of action is, as a whole, a step in court or of a bailiff: no letter, call or visit of ours."""
    return bool(re.search(words()["in_court"]["steps"], _said(text)))


def known_share(column: str, texts: Counter[str]) -> float:
    """The part of the cells whose text means one of our words."""
    total = sum(texts.values())
    return sum(count for text, count in texts.items() if meaning_of(column, text)) / total if total else 0.0
