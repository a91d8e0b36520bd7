"""Lists that hold objections and arrangements among each other, or among flags of any kind: which lines are which.

Belongs here: seeing from a column of words which lines are of which table. Does not belong here: lists of one of them alone
(sheets.py), or entries among letters (sheets.py).

Nothing of it is certain. A word that is of neither table is left to a person, who is asked where it belongs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.choices import choices_of
from sources.words.evidence import FEW, HALF, is_not_of_arrears, known_share, meaning_of
from sources.words.names import fits_only
from sources.words.needs import points_to, tables_named
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile
from sources.words.titles import concepts_of, is_free_text

OBJECTIONS, ARRANGEMENTS, EVICTIONS = "objections", "payment_arrangements", "eviction_notices"
SHORT = re.compile(
    r"(vs|avg)?(obj|bezwr?|bez|bzwr?|bz)(vs|avg)?([-_./ ]|\b)", re.IGNORECASE
)  # an objection as a code has it; `obj` is a unit elsewhere
# An objection to something else than that his data are passed on: to what he pays, or before the rent tribunal.
OF_RENT = re.compile(
    r"huur(verhoging|prijs|commissie|aanpassing|wijziging)|servicekosten|afrekening|rent (increase|review)", re.I
)
_NOBODY = r"\W*((heeft|maakt|maakte|has|there is)\s+)?(geen|no)\s+(bezwa(ar|ren)|objections?)\W*"
NONE = re.compile(_NOBODY, re.IGNORECASE)
WITHDRAWN = re.compile(
    r"\b(ingetrokken|intrekking|ingetr\b|teruggenomen|teruggetrokken|vervallen|opgeheven|be[eë]indigd|withdrawn|mag toch"
    r"|geen bezwaar meer|niet (meer|langer) bezwaar|bezwaar niet meer)",
    re.IGNORECASE,
)
SAYS_WHAT = re.compile(r"[^\W\d_]{4}.*[a-z]")  # a word, and no code
NUMBERS: Mapping[str, str] = {OBJECTIONS: "objection_id", ARRANGEMENTS: "arrangement_id"}
OF_A_FLAG = frozenset({"yes_no", "kind", "subject", "status", "reference", "nr"})  # `knm_cd`: the code of a characteristic
CHARACTERISTIC = re.compile(
    r"kenm(erk)?(?![^\W\d_])|kenmerk|label|\btag|attribu|aandacht|signa(al|lering)|eigenschap|marker|bijzonderh|\balert|characteristic",
    re.IGNORECASE,
)
OF_LEASES = frozenset({"postcode", "street", "house_number", "unit_type", "landlord_id", "monthly_rent"})  # of no list of flags
WHOSE = frozenset({"tenant_id", "last_name", "name_prefix", "initials"})  # beside what a line says of him
OF_ANY_KIND = (
    "start",
    "start date",
    "start valid",
    "start valid date",
    "date",
    "received",
    "received date",
    "agreed",
    "reported",
)
DAYS = [frozenset(said.split()) for said in OF_ANY_KIND]  # what the title of the day of a line of any kind says
LAST_DAYS = [frozenset(said.split()) for said in ("end", "end date", "end valid", "end valid date", "valid", "closed")]
OTHER_DAYS = frozenset({"never", "deceased", "end", "withdrawn", "broken", "due", "closed", "cancelled", "planned"})
WRITTEN_DOWN = re.compile(r"regist|aangemaakt|aanmaak|ingevoerd|invoer|vastgelegd|toegevoegd|creat|added|entered", re.IGNORECASE)
ANOTHER_DAY = re.compile(r"gewijz|wijzig|mutatie|aangepast|bijgewerkt|updat|modif|chang|export|geboorte|birth", re.IGNORECASE)
FLAG = Evidence(("de dag van een regel, waarvan een andere kolom zegt wat zij is",))


def by_kind_of_line(found: list[Block], sheet: Sheet, layout: Layout) -> list[Block]:
    """A list of objections and arrangements together: each block takes the lines that a column calls so."""
    if any(block.table in NUMBERS and block.only for block in found):
        return found  # of a list of more than these
    tables = [block.table for block in found if block.table in NUMBERS]
    if len(tables) < len(NUMBERS):
        whole = [block for block in found if _is_whole(block)]
        whole = [block for block in whole if not _are_names_only(block)]
        is_of_more = any(block.table not in (*NUMBERS, "leases") or block.choices.keys() & OF_LEASES for block in whole)
        return found if is_of_more else _of_flags(found, sheet, layout)
    for profile in _kinds(layout):
        words_of = {table: tuple(text for text in profile.texts if table in tables_named(text)) for table in tables}
        if all(words_of.values()):
            return [
                replace(each, only={profile.title: words_of[each.table]}) if each.table in words_of else each for each in found
            ]
    return found


def _is_whole(block: Block) -> bool:
    """Whether a block is more than what a person is asked of a list in a workbook named after it, or than a list of letters for
    which only a remark, or by which way a line came in, would say which letter each is.
    """
    if block.table != "collection_actions" or block.steps:
        return True
    kind = block.choices.get("action_type")
    if kind is None or (is_free_text(kind.profile.title) and known_share("action_type", kind.profile.said_texts) < HALF):
        return False
    way = choices_of(OBJECTIONS, block.layout).get("received_by")
    return way is None or way.profile is not kind.profile or points_to(block.table, block.sheet)


def _are_names_only(block: Block) -> bool:
    """Whether a block of people is made of the number and name of whom each line is about, in a list not named after them."""
    return block.table == "tenants" and block.choices.keys() <= WHOSE and not points_to("tenants", block.sheet)


def called_objections(layout: Layout) -> int:
    """How many lines of a list a word in a column of few words calls an objection."""
    words = (Counter(each.texts) for each in _kinds(layout) if not is_free_text(each.title))
    return max((sum(times for word, times in said.items() if of_its_kind(OBJECTIONS, word)) for said in words), default=0)


def _kinds(layout: Layout) -> Iterator[Profile]:
    yield from (each for each in layout.columns if each.distinct <= 2 * FEW and not each.date_kind)


def _of_flags(found: list[Block], sheet: Sheet, layout: Layout) -> list[Block]:
    """The lines of a list of flags that are called an objection or an arrangement; of arrangements where both are there."""
    day = first_day(layout)
    # of the tenant, or of his contract, by which he is looked up
    who = choices_of(OBJECTIONS, layout).get("tenant_id") or choices_of(ARRANGEMENTS, layout).get("lease_id")
    if day is None or who is None:
        return found
    for profile in _kinds(layout):
        if not _is_of_flags(profile.title):
            continue
        called = {table: tuple(text for text in profile.texts if is_called(table, profile, text)) for table in NUMBERS}
        words_of = {table: without_withdrawals(table, words, profile) for table, words in called.items()}
        is_one_of_several = bool(words_of[OBJECTIONS]) and len(words_of[OBJECTIONS]) < profile.distinct < profile.filled
        if all(words_of.values()) or is_one_of_several:
            taken = [table for table in NUMBERS if words_of[table]]
            return [block_of_lines(table, words_of[table], profile, day, who, sheet, layout, found) for table in taken]
    return found


def first_day(layout: Layout) -> Profile | None:
    """The only title of the day from which a line of any kind holds: one that says so, else the only day that each line has,
    first by its title, then that on which it was written down, then whatever the title says but that it is another day.
    """
    dated = [each for each in layout.columns if each.date_kind]
    said = {each.place: concepts_of(each.title) for each in dated}
    full = [each for each in dated if each.filled >= layout.rows]
    ways = (
        [each for each in dated if said[each.place] in DAYS and "start" in said[each.place]],
        [each for each in full if said[each.place] in DAYS],
        [each for each in full if WRITTEN_DOWN.search(each.title)],
        [each for each in full if not (said[each.place] & OTHER_DAYS or ANOTHER_DAY.search(each.title))],
    )
    found = next((each for each in ways if each), [])
    return found[0] if len(found) == 1 else None


def _is_of_flags(title: str) -> bool:
    """Whether a title says a kind, a reason, a code or a characteristic of somebody, and not just a number; of a kind or reason
    whatever it is of.
    """
    said = concepts_of(title)
    said = frozenset(each for each in said if not (said & {"kind", "subject"} and each.startswith("?")))
    return (said <= OF_A_FLAG and said != {"nr"}) or bool(CHARACTERISTIC.search(title))


def is_called(table: str, profile: Profile, text: str) -> bool:
    """Whether a code, or what a list or its description says of it, is a word for lines of a table."""
    said = profile.said(text)
    return of_its_kind(table, said) or (said != text and of_its_kind(table, text) and not of_its_kind(OBJECTIONS, said))


def of_its_kind(table: str, text: str) -> bool:
    """Whether a word says that a line is an objection, or an arrangement."""
    is_said = bool(SHORT.match(text)) or OBJECTIONS in tables_named(text)
    is_objection = is_said and not OF_RENT.search(text) and not NONE.fullmatch(text)
    return is_objection if table == OBJECTIONS else not is_objection and ARRANGEMENTS in tables_named(text)


def is_withdrawal(text: str) -> bool:
    """Whether a word says that an objection ended, and is none itself."""
    return of_its_kind(OBJECTIONS, text) and bool(WITHDRAWN.search(text))


def without_withdrawals(table: str, taken: tuple[str, ...], kind: Profile) -> tuple[str, ...]:
    """The words of a table's lines; of objections those by which one began, where there are any."""
    begun = tuple(word for word in taken if not is_withdrawal(kind.said(word)))
    return begun if table == OBJECTIONS and begun else taken


def is_of_a_list(word: str) -> bool:
    """Whether a word says that a line is of one of the two."""
    return any(of_its_kind(table, word) for table in NUMBERS)


def is_known_kind(word: str) -> bool:
    """Whether a word for a kind of line is that of some table, or known to be none of ours."""
    return (
        is_of_a_list(word)
        or EVICTIONS in tables_named(word)
        or is_not_of_arrears(word)
        or any(meaning_of(name, word) for name in ("entry_type", "action_type"))
    )


def patterns_of_others(kind: Profile, taken: Collection[str]) -> tuple[list[str], list[str]]:
    """(what fits the words of lines that are said to be neither objections nor arrangements, beside those that are `taken` as
    objections: `TLK`, of which another title or list says `Tolk nodig`; the codes of which nothing says what they are). None of
    a log of letters, whose words another block has.
    """
    left = [kind.said(text) for text in kind.texts if text not in taken]
    is_log = any(meaning_of("action_type", said) or _is_booked(said) for said in left)
    if is_log or not all(is_called(OBJECTIONS, kind, text) for text in taken):
        return [], []
    others = [text for text in kind.texts if not any(is_called(table, kind, text) for table in NUMBERS)]
    said = [text for text in others if SAYS_WHAT.search(kind.said(text))]
    return [fits_only(text.lower()) for text in said], [text for text in others if text not in said]


def _is_booked(word: str) -> bool:
    """Whether a word is that of an entry, and not only of what is charged: a dispute may be about `Huurprijs`."""
    return meaning_of("entry_type", word) not in (None, "charge")


def block_of_lines(
    table: str, taken: tuple[str, ...], kind: Profile, day: Profile, who: Choice, sheet: Sheet, layout: Layout, found: list[Block]
) -> Block:
    """The lines that are called so, each of the day on which it began."""
    block = next((each for each in found if each.table == table), None)
    choices = dict(block.choices) if block else choices_of(table, layout)
    said = {"tenant_id": who.profile, "received_on": day} if table == OBJECTIONS else {"lease_id": who.profile, "agreed_on": day}
    choices |= {name: Choice(name, profile, LIKELY, FLAG) for name, profile in said.items() if name not in choices}
    last = [each for each in layout.columns if each.date_kind and concepts_of(each.title) in LAST_DAYS]
    if table == OBJECTIONS and len(last) == 1 and last[0] is not day:
        choices.setdefault("withdrawn_on", Choice("withdrawn_on", last[0], LIKELY, FLAG))
    number = next((each for each in layout.columns if _is_number_of(each, kind, layout)), None)
    if number is not None:
        why = Evidence(("elke regel heeft daar een eigen nummer",))
        choices.setdefault(NUMBERS[table], Choice(NUMBERS[table], number, LIKELY, why))
    choices = {name: replace(each, certainty=LIKELY) for name, each in choices.items() if each.profile is not kind}
    return Block(table, sheet, layout, choices, only={kind.title: taken})


def _is_number_of(profile: Profile, kind: Profile, layout: Layout) -> bool:
    """Whether each line has its own there, below the title of its kind (`Flag ID` beside `Flag`), or a word that nobody knows."""
    is_own = profile.distinct == profile.filled >= layout.rows > 1
    said = concepts_of(profile.title)
    of_what = {each for each in said - {"nr"} if not each.startswith("?")}
    return is_own and of_what <= concepts_of(kind.title) and "nr" in said


def with_words_left_over(blocks: list[Block]) -> list[Block]:
    """The blocks; a log of letters, or list of cases, that takes some of its words with those for an objection or arrangement
    that no block of its sheet takes, as where these have a list of their own: a run refuses a word that nobody takes.
    """
    of_more = ("collection_actions", "collection_cases")
    return [_with_left_over(block, blocks) if block.table in of_more and block.only else block for block in blocks]


def _with_left_over(block: Block, blocks: list[Block]) -> Block:
    here = [each for each in blocks if each.sheet is block.sheet]
    taken = {word for each in here for words in each.only.values() for word in words}
    objections = [each for each in here if each.table == OBJECTIONS and each.only and "withdrawn_on" not in each.choices]
    listed = [each for each in block.layout.columns if each.title in block.only]
    of_lists = [text for each in listed for text in _words_of(block, each) if is_of_a_list(each.said(text))]
    taken |= {text for each in listed for text in each.words if objections and is_withdrawal(each.said(text))}  # a later line's
    return replace(block, left_over=tuple(text for text in of_lists if text not in taken))


def _words_of(block: Block, profile: Profile) -> Collection[str]:
    return profile.words if block.table == "collection_actions" else profile.texts  # of a short list of cases no word comes back
