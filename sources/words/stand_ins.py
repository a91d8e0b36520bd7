"""Titles that speak of what stands for a thing, read as of its number or as of the thing: `building_ref`, `kanaal.code`.

Belongs here: those readings of one title with its cells, and what they cost. Does not belong here: choosing among titles
(choices.py), or what titles mean (titles.py).

Nothing of it is certain.
"""

from __future__ import annotations

import re

from sources.reading.rules import TABLES
from sources.words.evidence import FEW, known_share, meaning_of
from sources.words.parts import letters
from sources.words.profile import ENOUGH, Profile
from sources.words.titles import concepts_of

OF_COSTS = re.compile(r"\b(kostendrager|kostenplaats|kostensoort|cost ?(unit|object|cent(er|re)))", re.IGNORECASE)
OF_DOCUMENTS = frozenset({"voucher", "nr"})
CODE = re.compile(r"(code|cd|kode)$", re.IGNORECASE)
MOSTLY = 0.8  # of the lines, whose word is known
LESS_UNKNOWN, LESS_BY_NAME = 0.2, 0.01  # added to a code of something, for words that nobody knows, and to its name
AS_REFERENCE = 0.3  # added to a reference to something, which may be another's: after its number
# The number of a receipt, which beside charges says what settled one, and in a list of receipts is each line's own.
OF_RECEIPT = re.compile(r"(receipt|payment|ontvangst|betaling)s? ?(no|nr|id)")


def as_number(profile: Profile) -> frozenset[str]:
    """The concepts of a title that speaks of a name, where all below it are numbers, as of the number; else none."""
    said = concepts_of(profile.title)
    is_number = "name" in said and profile.distinct > 1 and profile.share("numbered") >= ENOUGH
    return said - {"name"} | {"nr"} if is_number else frozenset()


def as_reference(column: str, profile: Profile) -> frozenset[str]:
    """The concepts of a title that speaks of a reference to something, as of its number: `building_ref` of an English system;
    or of the number of a receipt, where each line has another: `Receipt No` in a list of receipts.
    """
    said = concepts_of(profile.title)
    if column == "entry_id" and said == {"by_settled"}:
        is_own = profile.distinct == profile.filled > 1 and OF_RECEIPT.fullmatch(letters(profile.title))
        return frozenset({"received", "nr"}) if is_own and profile.share("code") >= ENOUGH else frozenset()
    is_number = column.endswith("_id") and "reference" in said and profile.share("code") >= ENOUGH
    return said - {"reference"} | {"nr"} if is_number else frozenset()


def as_code(table: str, column: str, profile: Profile) -> frozenset[str]:
    """The concepts of a title that says that it holds a code of something, or its name, as of that thing: `kanaal.code`; where it
    is a list of few words, and our column is one too.
    """
    said = concepts_of(profile.title)
    ours = TABLES[table].column(column)
    is_list = bool(profile.words) or 0 < profile.distinct <= max(FEW, len(ours.values))
    is_coded = is_list and not profile.date_kind and ours.kind == "code"
    is_text = bool(said & {"description", "note"})  # of the code, or anything
    if column == "action_type" and is_coded and said == OF_DOCUMENTS and CODE.search(profile.title):
        return frozenset({"voucher", "kind"})  # `Documentcode`: which letter it is
    return said - {"nr", "name"} if is_coded and said & {"nr", "name"} and not is_text else frozenset()


def as_component(table: str, column: str, profile: Profile) -> frozenset[str]:
    """The concepts of a title that speaks of what bears costs as of a component, where the words below it are those of several
    kinds of charges, and rent is one: `Kostendrager` with `HUUR` and `SERV`; else none.
    """
    is_of_costs = bool(OF_COSTS.search(profile.title))
    if (table, column) != ("ledger_entries", "category") or not is_of_costs or not profile.words or profile.date_kind:
        return frozenset()
    kinds = {meaning_of(column, text) for text in profile.said_words} - {None}
    is_known = "rent" in kinds and len(kinds) > 1 and known_share(column, profile.said_words) >= MOSTLY
    return frozenset({"component"}) if is_known else frozenset()


def less_as_code(column: str, profile: Profile) -> float:
    """What puts a code before the name beside it, and the name before a code of which nobody knows what it means."""
    return LESS_UNKNOWN * (1 - known_share(column, profile.said_texts)) + LESS_BY_NAME * ("name" in concepts_of(profile.title))
