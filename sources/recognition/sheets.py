"""Which of an export's sheets give which of our tables, and what each takes from which title.

Belongs here: choosing tables. Does not belong here: one kind of sheet where several could give one (rivals.py), choosing titles
(words/choices.py), what a table needs (words/needs.py), what one sheet says of another (lookup.py,
elsewhere.py), or writing the mapping file (proposals/part.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.recognition.abbreviated import with_names_spelled_out
from sources.recognition.again import numbers_that_come_back
from sources.recognition.aged import without_aged
from sources.recognition.agreed import with_agreed
from sources.recognition.amounts import Held, amounts_of
from sources.recognition.bank import bank_day
from sources.recognition.beside import beside_contracts, with_made_numbers, with_whole_lists
from sources.recognition.beside_co_tenants import without_others
from sources.recognition.cases import with_cases_beside_reports, with_own_reports
from sources.recognition.contact_persons import with_contact_persons
from sources.recognition.copies import without_copies
from sources.recognition.counter_accounts import with_tenants_accounts
from sources.recognition.described import less_sure, with_descriptions
from sources.recognition.elsewhere import with_columns_elsewhere
from sources.recognition.entries import with_numbers_settled, with_reversals
from sources.recognition.evictions import with_numbers_of_notices
from sources.recognition.fields import with_fields_of_owners
from sources.recognition.flags import by_kind_of_line, with_words_left_over
from sources.recognition.fuller_kinds import with_fuller_kind
from sources.recognition.further import with_further_lists
from sources.recognition.harmless import with_harmless
from sources.recognition.in_contracts import with_fuller_tenants, with_tenants_of_each
from sources.recognition.in_texts import with_numbers_in_texts
from sources.recognition.items import by_item
from sources.recognition.joined_leases import with_joined_leases
from sources.recognition.keys import by_table, lease_numbers
from sources.recognition.kinds_of_cases import by_kind_of_case
from sources.recognition.links import numbers_of, said_by_links, with_links
from sources.recognition.logged_evictions import with_all_evictions
from sources.recognition.logged_objections import with_logged_objections
from sources.recognition.lookup import Seen, with_references
from sources.recognition.meanings import with_meanings
from sources.recognition.month_days import with_days_of_leases
from sources.recognition.named import with_named_keys
from sources.recognition.named_in_texts import with_receipts_in_texts
from sources.recognition.no_actions import KIND_OF, with_lines_of_none, without_no_actions
from sources.recognition.no_contracts import without_contracts_of_owners, without_other_matters
from sources.recognition.numbers_before_names import with_numbers_before_names
from sources.recognition.numbers_of_owners import with_numbers_of_owners
from sources.recognition.numbers_of_two import with_numbers_of_two
from sources.recognition.of_contracts import with_those_of_contracts
from sources.recognition.offers import with_first_days
from sources.recognition.one_kind import with_one_kind
from sources.recognition.open_parts import with_open_parts
from sources.recognition.others import is_of_another
from sources.recognition.parties import with_parties
from sources.recognition.people import people_beside, with_known_people, with_strangers_named
from sources.recognition.places import only_known, with_places
from sources.recognition.plans import with_end_of_plan
from sources.recognition.proved import with_proved
from sources.recognition.proved_entries import with_proved_entries
from sources.recognition.proved_lines import with_proved_lines
from sources.recognition.purposes import with_list_of_purposes
from sources.recognition.receipts_of_invoices import with_receipts_of_invoices
from sources.recognition.rent_of_total import with_rent_of_total
from sources.recognition.rented import with_post_addresses
from sources.recognition.rising_days import with_rising_days
from sources.recognition.rivals import without_rivals
from sources.recognition.roles import with_roles
from sources.recognition.settled import settled_by_numbers
from sources.recognition.settled_documents import with_documents_that_settle
from sources.recognition.settled_invoices import with_settlements_of_two
from sources.recognition.settled_matched import with_matched
from sources.recognition.settled_sides import with_sides_of_entries
from sources.recognition.settled_totals import with_settled_totals
from sources.recognition.sides import with_kind_by_side
from sources.recognition.statements import last_statement
from sources.recognition.step_columns import are_columns
from sources.recognition.street_years import with_streets_of_years
from sources.recognition.structure import by_structure
from sources.recognition.structure_shared import with_shared
from sources.recognition.suffixes import with_second_suffixes
from sources.recognition.suppliers import without_suppliers
from sources.recognition.templates import with_letters_by_template
from sources.recognition.texts_of_codes import with_texts_of_codes
from sources.recognition.values import by_values, with_kind_of_contact
from sources.recognition.weightless import with_weightless
from sources.recognition.went_back import as_reversals
from sources.recognition.whose import with_tenants_by_number
from sources.words.blocks import LIKELY, SURE, Block, Choice, Lookup, Sheet
from sources.words.choices import choices_of, first_titles, rivals_of, with_category, with_kind
from sources.words.evidence import HALF, known_share, meaning_of
from sources.words.excel_days import layout_of
from sources.words.month_first import american, is_american, with_months_first
from sources.words.months import sheet_of_a_year
from sources.words.needs import (
    BY_NAME,
    REFERENCES,
    TOGETHER,
    asked_of,
    asked_of_owners,
    is_evident,
    is_pointed_by_parts,
    lacks,
    points_to,
)
from sources.words.notes import OF_ANOTHER, Evidence
from sources.words.profile import Layout
from sources.words.short import as_written, written_out
from sources.words.titles import words
from sources.words.ways import is_known, is_named, tables

__all__ = ["LIKELY", "SURE", "Block", "Choice", "Lookup", "Sheet", "is_known", "is_named", "meaning_of", "propose", "words"]

NO_OTHER_NUMBER = Evidence(("er is geen ander nummer in deze lijst",))
OWNERS = ("leases", "tenants", "landlords", "mandates")


def propose(sheets: Sequence[Sheet]) -> tuple[list[Block], list[Sheet]]:
    """(what each sheet gives, the sheets that give nothing)."""
    blocks: list[Block] = []
    as_given = with_descriptions(sheets)
    sheets = with_numbers_of_owners(with_names_spelled_out(as_given))
    seen = [(sheet, layout) for sheet in sheets if (layout := layout_of(sheet.rows)) is not None]
    seen = list(zip((sheet for sheet, _ in seen), with_months_first([layout for _, layout in seen]), strict=True))
    seen = with_meanings(seen)
    numbers, said = lease_numbers(seen), said_by_links(seen)
    for sheet, layout in seen:
        of_sheet = _of_sheet(sheet, written_out(sheet, layout, said.get(id(sheet), {})), numbers.get(id(sheet), {}))
        of_sheet = [as_written(block, layout) for block in of_sheet]
        of_sheet = by_kind_of_case(by_item(_sharing(with_one_kind(of_sheet)), sheet, layout, _block), sheet, layout)
        blocks += [without_suppliers(block) for block in by_kind_of_line(of_sheet, sheet, layout)]
    blocks = with_tenants_by_number(without_aged(_together(blocks, seen)))
    owners = without_rivals([block for block in blocks if block.table in OWNERS and not block.lacks])
    owners = with_further_lists(with_fuller_tenants(owners, blocks), seen, blocks)
    owners = with_named_keys(with_tenants_of_each(owners, blocks), seen)
    others = [block for block in blocks if block.table not in OWNERS or (block.table == "mandates" and block.lacks)]
    elsewhere = _alike(seen)
    beside = _unless_listed(people_beside(elsewhere, owners), others)
    named = {(id(block.sheet), block.table) for block in beside}
    others = with_numbers_in_texts([block for block in others if (id(block.sheet), block.table) not in named], owners)
    found = without_other_matters(with_references(with_joined_leases([*owners, *others])))
    found = with_whole_lists(with_lines_of_none(without_rivals(found)), _block)
    linked = only_known(with_links(choices_of, seen, said), found)
    found = with_columns_elsewhere(found, elsewhere, linked, NO_OTHER_NUMBER, numbers_of(said))
    found = with_places(with_post_addresses(with_tenants_accounts(found)), blocks, elsewhere, choices_of)
    found = with_contact_persons(with_numbers_before_names(found))
    found = with_known_people([*found, *with_references([*owners, *beside])[len(owners) :]])
    found = with_logged_objections(found)
    found = with_numbers_settled(with_those_of_contracts(with_made_numbers(found)), elsewhere)
    found = with_reversals(without_copies(with_days_of_leases(with_strangers_named(found))))
    found = with_parties(with_roles(with_fields_of_owners(found, elsewhere)), elsewhere)
    found = with_shared(by_structure(elsewhere, without_others(found)))
    found = with_rising_days(with_first_days(with_cases_beside_reports(with_own_reports(with_all_evictions(found)))))
    found = with_documents_that_settle(with_sides_of_entries([*found, *settled_by_numbers(elsewhere, found)]))
    found = with_receipts_in_texts(with_matched(with_settlements_of_two(with_numbers_of_two(found))))
    found = with_letters_by_template(with_numbers_of_notices(with_open_parts(with_receipts_of_invoices(found, blocks))))
    found += bank_day(unused := _unused(sheets, found), seen) or last_statement(unused, seen)
    found = with_proved_entries(with_settled_totals(with_proved(with_harmless(with_agreed(with_streets_of_years(found))))))
    found = with_weightless(with_second_suffixes(with_proved_lines(found)))
    found = _in_order(sheets, with_words_left_over(with_texts_of_codes([less_sure(block) for block in found])))
    given = {id(sheet): own for sheet, own in zip(sheets, as_given, strict=True)}
    return found, [given[id(sheet)] for sheet in _unused(sheets, found)]


def _unused(sheets: Sequence[Sheet], blocks: Sequence[Block]) -> list[Sheet]:
    used = {id(sheet) for block in blocks for sheet in (block.sheet, *block.alike)}
    used |= {
        id(sheet) for block in blocks for each in block.lookups.values() if not _has_others(block, each) for sheet in each.sheets
    }
    return [sheet for sheet in sheets if id(sheet) not in used]


def _has_others(block: Block, lookup: Lookup) -> bool:
    """Whether a list of parties gives the tenants only: whom it has beside them, a person is still to say."""
    tenant = block.choices.get("tenant_id")
    return (
        block.table == "leases" and bool(lookup.only) and tenant is not None and block.lookups.get(tenant.profile.title) is lookup
    )


def _unless_listed(beside: list[Block], others: Sequence[Block]) -> list[Block]:
    """Without co-tenants made of a name beside the contract, where a list has them by their numbers: they would be there twice,
    and whoever objects would be found in one of the two.
    """
    is_listed = any(block.table == "co_tenants" and "tenant_id" in block.choices for block in others)
    return [block for block in beside if not (is_listed and block.made and block.without)]


def _alike(seen: Sequence[tuple[Sheet, Layout]]) -> list[Seen]:
    """Sheets with the same titles as one."""
    found: dict[tuple[object, ...], Seen] = {}
    for sheet, layout in seen:
        key = (sheet.family, tuple(each.title for each in (*layout.columns, *layout.months)))
        found[key] = replace(found[key], sheets=(*found[key].sheets, sheet)) if key in found else Seen((sheet,), layout)
    return list(found.values())


def _in_order(sheets: Sequence[Sheet], blocks: Sequence[Block]) -> list[Block]:
    places = {id(sheet): at for at, sheet in enumerate(sheets)}
    order = {name: at for at, name in enumerate(tables())}
    return sorted(blocks, key=lambda block: (places[id(block.sheet)], order[block.table]))


def _of_sheet(sheet: Sheet, layout: Layout, number_of_lease: Mapping[str, Choice]) -> list[Block]:
    """What one sheet gives. A list of tenancies without numbers of its own for tenants, or for leases, gives all by the number
    that it has. `number_of_lease`: what other lists say is that of its contracts.
    """
    by_number = by_table(number_of_lease)
    found = [block for table in tables() if (block := _block(table, sheet, layout, by_number.get(table, {}))) is not None]
    if any(block.table == "ledger_entries" and not block.months for block in found):  # entries, or open items, are no balances
        found = [block for block in found if block.table != "stated_balances"]
    if any(block.table in BY_NAME for block in found) and not points_to("collection_actions", sheet):
        found = [block for block in found if block.table != "collection_actions" or block.steps]
    found = without_no_actions(found)
    found = without_contracts_of_owners(_by_tenant(beside_contracts(found, _block), sheet, layout))
    lease = next((block.choices.get("lease_id") for block in found if block.table == "leases"), None)
    if lease is None:
        return found
    number = replace(lease, certainty=LIKELY, why=NO_OTHER_NUMBER)
    for table, column in (("tenants", "tenant_id"), ("ledger_entries", "lease_id"), ("collection_actions", "lease_id")):
        if all(block.table != table or block.lacks for block in found):
            block = _block(table, sheet, layout, {column: number})
            found = without_no_actions([each for each in found if each.table != table] + ([block] if block is not None else []))
    if all(block.table != "tenants" for block in found):
        return found
    by_lease = {"tenant_id": replace(number, column="tenant_id")}
    return [replace(each, choices={**by_lease, **each.choices}) if each.table == "leases" else each for each in found]


def _by_tenant(found: list[Block], sheet: Sheet, layout: Layout) -> list[Block]:
    """A contract list that has only the numbers of tenants: each is the number of his contract too."""
    tenant = choices_of("leases", layout).get("tenant_id")
    if tenant is None or any(block.table == "leases" for block in found):
        return found
    block = _block("leases", sheet, layout, {"lease_id": replace(tenant, certainty=LIKELY, why=NO_OTHER_NUMBER)})
    return [*found, block] if block and {"started_on", "unit_type"} & block.choices.keys() else found


def _sharing(found: list[Block]) -> list[Block]:
    """A journal that holds letters among its entries: each block takes the lines whose word is one of its own."""
    kinds = {block.table: block.choices.get(KIND_OF[block.table]) for block in found if block.table in KIND_OF}
    places = {kind.profile.place for kind in kinds.values() if kind is not None}
    if len(kinds) < len(KIND_OF) or len(places) != 1 or None in kinds.values():
        return found
    profile = next(kind.profile for kind in kinds.values() if kind is not None)
    entries = tuple(word for word in profile.words if meaning_of("entry_type", profile.said(word)))
    actions = tuple(word for word in profile.words if word not in entries and meaning_of("action_type", profile.said(word)))
    if profile.words and all(meaning_of("action_type", profile.said(word)) for word in profile.words):
        return [each for each in found if each.table != "ledger_entries"]  # letters, with the amount that each asks for
    words_of = {"ledger_entries": entries, "collection_actions": actions}
    if not (entries and actions):
        return found
    return [replace(each, only={profile.title: words_of[each.table]}) if each.table in KIND_OF else each for each in found]


def _block(table: str, sheet: Sheet, layout: Layout, given_choices: Mapping[str, Choice] | None = None) -> Block | None:
    beside = {name: replace(choice, column=name) for name, choice in (given_choices or {}).items()}
    choices = _without_sparse_number(table, layout, choices_of(table, layout))
    choices |= {name: each for name, each in beside.items() if name not in choices or _is_better(each, choices[name])}
    choices |= by_values(table, layout, choices, is_pointed=points_to(table, sheet))
    choices = with_category(table, choices)  # what the cells alone say may be the kind and the purpose in one
    choices = with_list_of_purposes(sheet, layout, choices) if table == "ledger_entries" else choices
    choices = with_kind(table, layout, choices)
    if table == "ledger_entries" and "due_on" in choices and "booked_on" not in choices and points_to(table, sheet):
        why = Evidence(("geen boekdatum gevonden; de vervaldag geldt",))
        choices["booked_on"] = replace(choices["due_on"], column="booked_on", certainty=LIKELY, why=why)
    choices = with_kind_by_side(sheet, layout, with_fuller_kind(sheet, layout, choices)) if table == "ledger_entries" else choices
    held = amounts_of(sheet, layout, choices) if table == "ledger_entries" else Held(choices)
    choices = held.choices
    if table == "collection_actions" and points_to(table, sheet):
        choices = with_kind_of_contact(choices)
    choices = with_end_of_plan(layout, choices) if table == "payment_arrangements" else choices
    choices = with_rent_of_total(sheet, layout, choices) if table == "stated_balances" else choices
    steps = first_titles(table, "steps", layout)
    kind = choices.get("action_type")
    if kind and len(steps) > 1 and are_columns(steps, sheet, layout):  # how far a case came, or a call beside its letters
        choices = {name: each for name, each in choices.items() if name in REFERENCES}
    elif kind and len(steps) > 1 and kind.profile.words and not known_share("action_type", kind.profile.said_words):
        choices = {name: each for name, each in choices.items() if name != "action_type"}  # how letters went, beside them
    elif kind and kind.profile.words:  # a list of steps, with a column that says which
        steps = {}
    if len(steps) > 1 and "performed_on" in choices and choices["performed_on"].profile in steps.values():
        choices = {name: each for name, each in choices.items() if name != "performed_on"}
    given = {*choices, *held.given, *(["steps"] if steps else []), *rivals_of(table, layout)}  # rivals are left out, and asked
    given |= asked_of(table, sheet, choices) | asked_of_owners(table, layout, choices)
    lacking = lacks(table, given)
    if lacking is None or is_of_another(table, sheet, layout, choices):
        return None
    is_guess = table in BY_NAME and (
        is_pointed_by_parts(table, sheet) or (table == "stated_balances" and not points_to(table, sheet))
    )  # what the sheet is about is not certain itself
    if is_guess or not is_evident(table, sheet, choices):
        choices = {name: _less_sure(choice) for name, choice in choices.items()}
    return as_reversals(Block(
        table, sheet, layout, choices, held.amounts, steps,
        months=held.months, lacks=lacking, paid=held.paid, components=held.components,
        asked=held.asked, month=held.month,
    ))  # fmt: skip


def _without_sparse_number(table: str, layout: Layout, choices: dict[str, Choice]) -> dict[str, Choice]:
    """Without a number of contracts that most lines do not have: that of a list of codes beside the contracts."""
    number = choices.get("lease_id") if table == "leases" else None
    if number is None or number.profile.filled >= HALF * layout.rows:
        return choices
    return {name: each for name, each in choices.items() if name != "lease_id"}


def _is_better(given: Choice, choice: Choice) -> bool:
    """Whether what other lists say is more than a title that is not certain."""
    return given.why != NO_OTHER_NUMBER and choice.certainty != SURE


def _less_sure(choice: Choice) -> Choice:
    if choice.certainty != SURE:
        return choice
    return replace(choice, certainty=LIKELY, why=choice.why.but(OF_ANOTHER))


def _together(blocks: list[Block], seen: Sequence[tuple[Sheet, Layout]]) -> list[Block]:
    """Files, or sheets, of one shape as one block: a month each, or the same list again; what was booked or done, a year each."""
    found: dict[tuple[object, ...], Block] = {}
    shapes: dict[tuple[object, ...], tuple[object, ...]] = {}  # what a block is known by -> its key in `found`
    for block in blocks:
        family = sheet_of_a_year(block.sheet.sheet) if block.sheet.sheet and block.table in TOGETHER else block.sheet.family
        columns = (*block.layout.columns, *block.layout.months)
        titles = (block.table, family, tuple(each.title for each in columns))
        key = shapes.get(titles) or shapes.get(block.shape) or block.shape
        shapes |= {titles: key, block.shape: key}
        first = found.get(key)
        found[key] = replace(first, alike=(*first.alike, block.sheet)) if first else block
    return [_of_all_files(block, seen) if block.alike else block for block in found.values()]


def _of_all_files(block: Block, seen: Sequence[tuple[Sheet, Layout]]) -> Block:
    """The same block, its titles judged by the cells of all its files: a word may stand in a later one only. `seen`: the sheets
    among which a list of codes may be.
    """
    above = block.layout.above
    rows = [*block.sheet.rows, *(row for sheet in block.alike for row in sheet.rows[above:])]
    layout = layout_of(rows)
    layout = american(layout) if layout and is_american(block.layout) else layout
    layout = with_meanings([*seen, (replace(block.sheet, rows=rows), layout)])[-1][1] if layout else None
    given = {name: choice for name, choice in block.choices.items() if choice.why == NO_OTHER_NUMBER}
    given |= numbers_that_come_back(block, layout) if layout else {}
    whole = _block(block.table, replace(block.sheet, rows=rows), layout, given) if layout else None
    return replace(whole, sheet=block.sheet, alike=block.alike, only=block.only) if whole else block
