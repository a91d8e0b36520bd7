"""Lists that no name or title gave, known by what stands in them: numbers that other lists have, days, amounts and words.

Belongs here: which table such a list is, and its columns by elimination. Does not belong here: lists of entries
(structure_ledger.py), settlements (settled.py), or any list of which the titles are known (sheets.py).

Nothing of it is certain: a person is asked about each list as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sources.recognition.bank import is_of_the_bank
from sources.recognition.lookup import Seen
from sources.recognition.structure_columns import Known, days_of, firms_of, holding, in_time, is_money, own_numbers
from sources.recognition.structure_ledger import entries_of, with_taken_back
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.choices import choices_of
from sources.words.evidence import FEW, HALF, known_share
from sources.words.needs import lacks, points_to, tables_named
from sources.words.notes import Evidence
from sources.words.owed import how_narrow
from sources.words.profile import ENOUGH, Profile
from sources.words.titles import concepts_of

ASKED = "geen naam of titel zegt welke lijst dit is, de cellen wel: klopt het? haal dit blok anders weg"
WHY = Evidence(("aan de cellen herkend",))
OWED = frozenset({"balance", "arrears", "due"})
NOT_OWED = frozenset({"paid", "received", "credit", "tax", "count", "worth", "minimum"})
MOST_FIELDS = 0.6  # of the cells that are names of fields, where a person says the rest
FEWEST = 2  # lines that show something
# Table -> its number, the day without which a line is none, and whose it is.
OF_ONE_DAY: Mapping[str, tuple[str, str, str]] = {
    "objections": ("objection_id", "received_on", "tenant_id"),
    "payment_arrangements": ("arrangement_id", "agreed_on", "lease_id"),
    "eviction_notices": ("notice_id", "announced_on", "lease_id"),
}  # fmt: skip
NOT_THE_END = frozenset({"reported", "municipality", "never", "user", "due", "planned"})


def by_structure(sheets: Sequence[Seen], blocks: Sequence[Block]) -> list[Block]:
    """The blocks, and those of lists that gave none: first whom and what others name, then the lists that name it."""
    found = list(blocks)
    for way in (_tenants, _landlords, entries_of, _fields, _cases, _balances, _named):
        for each in list(_free(sheets, found)):
            block = way(each, Known(tuple(found)))
            if block is not None and _is_missing(block, found):
                found = [other for other in found if not (_is_unsaid(other) and other.sheet is block.sheet)]
                found.append(block)
    found = [with_taken_back(block, Known(found)) for block in found]
    return found + _postcodes(found)


def _free(sheets: Sequence[Seen], blocks: Sequence[Block]) -> Iterator[Seen]:
    used = {id(sheet) for block in blocks if not _is_unsaid(block) for sheet in (block.sheet, *block.alike)}
    used |= {id(sheet) for block in blocks for lookup in block.lookups.values() for sheet in lookup.sheets}
    return (each for each in sheets if not any(id(sheet) in used for sheet in each.sheets))


def _is_unsaid(block: Block) -> bool:
    """Whether a list is one of letters by its name only: `incasso` is a receipt too."""
    return block.table == "collection_actions" and "action_type" not in block.choices and not block.steps


def _is_missing(block: Block, found: Sequence[Block]) -> bool:
    """Whether no other list gives that table; entries may stand in several."""
    return block.table == "ledger_entries" or all(each.table != block.table for each in found)


def _block(table: str, seen: Seen, columns: Mapping[str, Profile | None]) -> Block | None:
    """The block of these columns, and what titles give beside them; nothing where it lacks what the table needs."""
    given = {name: profile for name, profile in columns.items() if profile is not None}
    places = {profile.place for profile in given.values()}
    said = {
        name: replace(choice, certainty=LIKELY)
        for name, choice in choices_of(table, seen.layout).items()
        if name not in columns and choice.profile.place not in places
    }
    choices = said | {name: Choice(name, profile, LIKELY, WHY) for name, profile in given.items()}
    if lacks(table, choices.keys()) != ():
        return None
    return Block(table, seen.sheets[0], seen.layout, choices, alike=seen.sheets[1:], asked=ASKED)


def _is_named_other(sheet: Sheet, *tables: str) -> bool:
    """Whether the name of the sheet, or else of its file, says that it is another list."""
    said = next((found for name in (sheet.sheet or "", sheet.file) if (found := tables_named(name))), frozenset[str]())
    return bool(said) and not said & {*tables}


def _people(seen: Seen, table: str, number: str, texts: Mapping[str, int], name: str) -> Block | None:
    """A list with a number of its own for each line, among which are all that others name, and a name beside it."""
    keys = [each for each in own_numbers(seen) if texts and all(text in each.texts for text in texts)]
    names = [each for each in seen.layout.columns if each not in keys and _is_of_names(each, seen.layout.rows)]
    said = choices_of(table, seen.layout).get(name)
    if len(keys) != 1 or _is_named_other(seen.sheets[0], "tenants", "landlords", table):
        return None
    chosen = said.profile if said is not None else names[0] if len(names) == 1 else None
    return _block(table, seen, {number: keys[0], name: chosen}) if chosen is not None else None


def _is_of_names(profile: Profile, rows: int) -> bool:
    return (
        profile.filled >= rows
        and profile.share("words") >= ENOUGH
        and profile.distinct > HALF * profile.filled
        and not profile.date_kind
        and max(map(profile.share, ("email", "numbered"))) < HALF
        and max(map(len, profile.texts)) > FEW
    )


def _tenants(seen: Seen, known: Known) -> Block | None:
    return _people(seen, "tenants", "tenant_id", known.of("leases", "tenant_id"), "last_name")


def _landlords(seen: Seen, known: Known) -> Block | None:
    texts = known.of("leases", "landlord_id") or known.of("mandates", "landlord_id")
    return _people(seen, "landlords", "landlord_id", texts, "name")


def _fields(seen: Seen, known: Known) -> Block | None:
    """The number of an owner beside a word that is the name of a field: what he lets us report, from a day on."""
    owners = holding(seen, known.of("leases", "landlord_id") | known.of("landlords", "landlord_id"))
    columns = [each for each in seen.layout.columns if each.distinct > 1 and known_share("field", each.texts) >= MOST_FIELDS]
    days = in_time(days_of(seen), seen)
    if len(owners) != 1 or len(columns) != 1 or not 0 < len(days) <= 2:
        return None
    pairs = [*seen.pairs(owners[0], columns[0])]
    if len({*pairs}) < len(pairs):  # a list of what is let has an owner and a word many times
        return None
    agreed, ended = (*days, None)[:2]
    return _block(
        "optional_field_agreements",
        seen,
        {"landlord_id": owners[0], "field": columns[0], "agreed_on": agreed, "ended_on": ended},
    )


def _cases(seen: Seen, known: Known) -> Block | None:
    """The number of a contract beside the name of a firm that collects, and at most three days."""
    leases, firms = holding(seen, known.of("leases", "lease_id")), firms_of(seen)
    days = [each for each in days_of(seen) if not concepts_of(each.title) & NOT_THE_END]
    if len(leases) != 1 or len(firms) != 1 or not 0 < len(days) <= 2 or any(map(is_money, seen.layout.columns)):
        return None
    ordered = in_time(days, seen)
    if not ordered or ordered[0].filled < seen.layout.rows:
        return None
    handed, ended = (*ordered, None)[:2]
    numbers = [each for each in own_numbers(seen) if each not in (leases[0], firms[0])]
    theirs = [each for each in numbers if concepts_of(each.title) & (concepts_of(firms[0].title) | {"reference", "agency"})]
    ours = [each for each in numbers if each not in theirs]
    return _block("collection_cases", seen, {
        "lease_id": leases[0], "agency_id": firms[0], "handed_over_on": handed, "ended_on": ended,
        "case_id": ours[0] if ours else None, "agency_reference": theirs[0] if theirs else None,
    })  # fmt: skip


def _balances(seen: Seen, known: Known) -> Block | None:
    """Each contract once, with an amount and a day that is the same on each line."""
    leases = holding(seen, known.of("leases", "lease_id"))
    days = [each for each in seen.layout.columns if each.date_kind and each.filled and not is_of_the_bank(each.title)]
    amounts = [each for each in seen.layout.columns if is_money(each) and not concepts_of(each.title) & NOT_OWED]
    owed = [each for each in amounts if concepts_of(each.title) & OWED] or amounts
    narrow = max((how_narrow(each.title) for each in owed), default=0)
    owed = [each for each in owed if how_narrow(each.title) == narrow]
    if len(leases) != 1 or len(days) != 1 or len(owed) != 1 or seen.layout.rows < FEW:
        return None
    is_stated = days[0].distinct == 1 and days[0].filled == seen.layout.rows and leases[0].distinct == leases[0].filled
    if not is_stated or _is_named_other(seen.sheets[0], "stated_balances", "open_items", "ledger_entries"):
        return None
    return _block("stated_balances", seen, {"lease_id": leases[0], "as_of": days[0], "open_rent": owed[0]})


def _named(seen: Seen, known: Known) -> Block | None:
    """A list whose name says that it is of objections, arrangements or evictions, below titles that nobody knows: whose they are,
    an own number, and the only day on every line. What else happened on which day, no cell says.
    """
    sheet = seen.sheets[0]
    tables = [table for table in OF_ONE_DAY if points_to(table, sheet)]
    if len(tables) != 1 or any(points_to(table, sheet) for table in ("co_tenants", "collection_cases")):
        return None
    number, day, whose = OF_ONE_DAY[tables[0]]
    owners = holding(seen, known.of("leases", whose) | known.of("tenants", whose))
    full = [each for each in days_of(seen) if each.filled - each.kinds["none"] >= seen.layout.rows]
    leases, tenants = known.of("leases", "lease_id"), known.of("leases", "tenant_id") | known.of("tenants", "tenant_id")
    of_others = [*holding(seen, leases), *holding(seen, tenants)]
    numbers = [each for each in own_numbers(seen) if each not in of_others]
    if len(owners) != 1 or len(full) != 1 or any(map(is_money, seen.layout.columns)) or seen.layout.rows < FEWEST:
        return None
    own = numbers[0] if len(numbers) == 1 else None
    return _block(tables[0], seen, {whose: owners[0], day: full[0], number: own})


def _postcodes(blocks: Sequence[Block]) -> list[Block]:
    """The municipality of each address, where only the list of contracts says it beside the postcode."""
    leases = next((block for block in blocks if block.table == "leases"), None)
    if leases is None or any(block.table == "postcodes" for block in blocks):
        return []
    taken = {choice.profile.place for choice in leases.choices.values()}
    said = [each for each in leases.layout.columns if each.place not in taken and each.share("gemeentecode") >= ENOUGH]
    codes = [each for each in said if "municipality_code_word" in concepts_of(each.title) and each.filled >= leases.layout.rows]
    named = ("postcode", "house_number")
    is_own = all(name in leases.choices and leases.choices[name].profile.title not in leases.lookups for name in named)
    if len(codes) != 1 or not is_own:
        return []
    choices = {name: replace(leases.choices[name], certainty=LIKELY) for name in named}
    choices["municipality_code"] = Choice(
        "municipality_code", codes[0], LIKELY, Evidence(("de contractlijst zegt het bij elk adres",))
    )
    return [replace(leases, table="postcodes", choices=choices, lookups={}, only={}, without="", asked="", made={})]
