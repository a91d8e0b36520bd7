"""Which blocks of a mapping file one sheet's titles become: mostly one per table, several where a line is more than one thing.

Belongs here: those of every table but the ledger. Does not belong here: a ledger (ledger.py), a block's lines
(part.py), or the file as a whole (draft.py).
"""

from __future__ import annotations

from dataclasses import replace

from sources.proposals.actions import (
    ASK_ABOUT,
    NO_TEMPLATE,
    NOT_THIS,
    WAY_BY_KIND,
    kinds_without_a_way,
    level_of,
    lines_of_other_subjects,
    lines_without_template,
    subjects_asked,
)
from sources.proposals.allocations import is_two_sided, skip_charges, skip_undone, two_sides
from sources.proposals.codes import ask_what_for
from sources.proposals.companies import OF_OWNER, names_of_companies, names_of_owners, why_of
from sources.proposals.fields import field_parts
from sources.proposals.ledger import ledger
from sources.proposals.log import add_later_lines, add_withdrawals
from sources.proposals.meant import add_words
from sources.proposals.objected import take_those_against_sharing
from sources.proposals.part import Part, complete, ordered
from sources.proposals.promises import pass_over_promises
from sources.proposals.statuses import by_status, words_asked
from sources.proposals.step_blocks import contacts_beside, step_parts
from sources.proposals.undone import pass_over_undone
from sources.proposals.vacant import pass_over_vacant
from sources.reading.rules import TABLES
from sources.reading.yes_no import TRUE_WORDS
from sources.recognition.lookup import Seen, has_several
from sources.recognition.rented import address_asked, titles_of_post
from sources.recognition.statements import not_booked
from sources.words.blocks import LIKELY, SURE, Block, Choice
from sources.words.evidence import HALF, LETTERS, meaning_of
from sources.words.needs import points_to, tables_named
from sources.words.notes import NOTHING, Line, Value, answer, look, remark
from sources.words.profile import TOTAL, Profile, cell_of
from sources.words.terms import OF_TERM, ends_on_paper
from sources.words.versions import old_versions

# Table -> the column that says of a line of a wider list whether it is one.
ONE_IF_FILLED = {
    "objections": "received_on", "payment_arrangements": "agreed_on", "co_tenants": "tenant_id",
    "eviction_notices": "announced_on", "collection_cases": "handed_over_on", "reported_elsewhere": "reported_on",
    "municipality_agreements": "signed_on",
}  # fmt: skip
FIRST_DAY = "valid_from"  # of a mandate
AGREED = ("agreement_id", "system", "applied_on", "signed_on")  # what an agreement has, the surest first
EACH_ONCE = {
    "postcodes": ("postcode", "elk adres één keer"),
    "tenants": ("tenant_id", "een huurder met twee contracten staat er twee keer in"),
    "landlords": ("landlord_id", "elk nummer één keer"), "municipalities": ("municipality_code", "elk nummer één keer"),
}  # fmt: skip
NOT_TICKED = "een lege cel naast aangevinkte: is die opdrachtgever niet klein, of is het niet ingevuld?"
BEHIND = "huisletter en toevoeging staan elk in een kolom: wat in de tweede staat, komt achter de eerste"
NOT_IN_LIST = "een lege cel: de factuur staat niet in deze lijst"
SHARED = ("co_tenants", "municipality_agreements")  # most lines of their lists may be without


def parts_of(block: Block) -> list[Part]:
    """The blocks of the file that one block of the proposal becomes."""
    if block.table == "allocations" and is_two_sided(block):
        return two_sides(block)
    if block.table == "optional_field_agreements" and block.steps:
        return field_parts(block)
    if block.table == "payment_arrangements" and len(apart := by_status(block)) > 1:
        return [part for each in apart for part in _plain(each)]
    made = {"ledger_entries": ledger, "collection_actions": _actions, "landlords": _owners}.get(block.table, _plain)
    return ask_what_for(made(block))


def _plain(block: Block) -> list[Part]:
    part = Part(block, look(block.asked) if block.asked else NOTHING)
    part.take_only(is_parted=block.table == "collection_actions" and bool(block.kind))
    for choice in ordered(block):
        part.take(choice)
    add_words(part, block.choices.values())
    complete(part, {*block.choices})
    part.skip_lines_without(_may_be_empty(block))
    if block.table == "co_tenants" and "tenant_id" in block.choices and not block.only:
        nobody = block.choices["tenant_id"].profile  # `000000` where nobody shares the contract
        part.skip_lines({nobody.title: sorted(f"^{text}$" for text in nobody.texts if not text.strip("0"))}, "er is er geen")
    if block.table == "allocations":
        skip_charges(part)
        skip_undone(part)
        _skip_not_settled(part, block)
    if block.table == "objections":
        take_those_against_sharing(part, block)
        if "withdrawn_on" not in block.choices:
            add_withdrawals(part)
    if block.table == "payment_arrangements":
        add_later_lines(part)
        pass_over_promises(part)
        if asked := words_asked(block):
            part.ask(asked, waits=True)
    if block.table == "collection_actions":
        _without_other_subjects(part, block)
        _say_ways_by_kind(part, block)
        pass_over_undone(part, block)
    part.set_dates_of(block.choices.values())
    if further := block.further or names_of_companies(block) or names_of_owners(block):
        why = BEHIND if block.further else OF_OWNER if block.table == "landlords" else why_of(block, further)
        part.set("if_empty", further, look(why))
    _take_each_once(part, block)
    return _contracts(part, block) if block.table == "leases" else [part]


def _contracts(part: Part, block: Block) -> list[Part]:
    """What is asked of contracts beside their titles, and what becomes of the further lines of one that stands there again."""
    pass_over_vacant(part, block)
    pass_over_undone(part, block)
    end = block.choices.get("ended_on")
    terms = [] if end is None or end.part else ends_on_paper(end.profile, block.layout)
    if terms := [each for each in terms if each in {left.title for left in block.left}]:
        part.set("unread", terms, remark(OF_TERM))
    if asked := address_asked(block):
        part.ask(asked)
    if titles := titles_of_post(block):
        part.set("sure_of", titles, remark("zo heet hier ook het adres waar post heen gaat, en dat telt niet"))
    if not block.only and _comes_back(block.choices["lease_id"].profile):
        if old := old_versions(block.rows, block.layout, block.choices["lease_id"].profile):
            part.skip_lines(old, "oude versies: van elk contract is er een regel die geldt", is_asked=True)
            return [part]
        part.set("rows", "first", look("een contract met twee huurders staat er twee keer in"))
        return [part, *([_other_tenants(block)] if _has_other_tenants(block) else [])]
    return [part]


def _owners(block: Block) -> list[Part]:
    """Owners; what an empty cell says beside boxes that are ticked is asked, as who is small is reported otherwise."""
    parts, small = _plain(block), block.choices.get("is_small_landlord")
    marks = {*map(str.lower, small.profile.texts)} if small is not None else set()
    if small is not None and marks and marks <= {*TRUE_WORDS} and small.profile.filled < block.layout.rows:
        said = answer(NOT_TICKED, options=("nee", "ja"), times=block.layout.rows - small.profile.filled)
        parts[0].values.setdefault("is_small_landlord", []).append(Line("", "", said, waits=True))
    return parts


def _take_each_once(part: Part, block: Block) -> None:
    """Lines of addresses, people, owners and places that say the same again, as beside each contract."""
    key, why = EACH_ONCE.get(block.table, ("", ""))
    on_each_line = block.table == "export_info" and block.layout.rows > 1
    if on_each_line and block.choices["bank_cut_off_on"].profile.distinct > 1:
        part.set("rows", "last", remark("de laatste dag telt"))
        part.skip_lines(not_booked(block.layout), "een afschrift dat nog niet is verwerkt")
        return
    if (
        block.table == "postcodes"
        or on_each_line
        or (key in block.choices and _stands_there_more_than_once(block, block.choices[key]))
    ):
        part.set("rows", "distinct", remark(why))


def _stands_there_more_than_once(block: Block, key: Choice) -> bool:
    """Whether a number comes back; or may, below another title that a person chooses, in a list of something else."""
    is_of_more = block.table in ("landlords", "municipalities") and not points_to(block.table, block.sheet)
    return _comes_back(key.profile) or (is_of_more and key.certainty != SURE)


def _without_other_subjects(part: Part, block: Block) -> None:
    """Passes over what proves no effort about arrears, or asks for it where no column says what a contact was about."""
    kind = block.choices.get("action_type")
    asked = [*subjects_asked(block, kind.profile if kind else None)]
    part.settings += asked
    if skipped := lines_of_other_subjects(block):
        part.skip_lines(skipped, NOT_THIS)  # whoever is passed over is not reported by it
    elif not asked and not _is_of_letters(block):
        part.ask(ASK_ABOUT)
    if lacking := lines_without_template(block):
        part.skip_lines(lacking, NO_TEMPLATE, is_asked=True)


def _say_ways_by_kind(part: Part, block: Block) -> None:
    """How each letter or contact went by what it is, where nothing stands below the title for that: a visit."""
    lines = kinds_without_a_way(block)
    if lines:
        part.set("if_empty", {"channel": block.choices["action_type"].profile.title}, look(WAY_BY_KIND))
        part.values.setdefault("channel", []).extend(lines)


def _is_of_letters(block: Block) -> bool:
    """Whether each line is a letter, of a kind that is known or a level of three: no contact is among them then, and another word
    is refused.
    """
    kind = block.choices.get("action_type")
    said = kind.profile.said_words if kind else {}
    return bool(said) and all(meaning_of("action_type", word) in LETTERS or level_of(word, said) for word in said)


def _may_be_empty(block: Block) -> list[str]:
    """Columns without which a line says nothing of this table, where the list is about more than that: an objection beside each
    tenant who made one. In a list of objections an empty cell is one whose day is missing, which is refused.
    """
    if block.table == "municipality_agreements" and (column := _of_each_agreement(block)):
        return [column]
    if block.table == "stated_balances" and not points_to(block.table, block.sheet):
        owed = block.choices.get("open_rent")
        return ["open_rent"] if owed is not None and owed.profile.filled < block.layout.rows else []
    if block.table == "mandates":
        return [FIRST_DAY] if _has_owners_without_mandate(block) else []
    asked = ONE_IF_FILLED.get(block.table, "")
    choice = block.choices.get(asked)
    if (
        choice is None
        or choice.part
        or block.only
        or (block.table == "municipality_agreements" and "applied_on" in block.choices)
    ):
        return []
    days = choice.profile.filled - choice.profile.kinds["none"] * bool(choice.profile.date_kind)
    is_of_cases = block.table == "reported_elsewhere" and points_to("collection_cases", block.sheet)
    is_about_more = block.table in SHARED or (days < block.layout.rows * HALF and not points_to(block.table, block.sheet))
    is_about_more = is_about_more or is_of_cases or _is_named_after_another(block)
    return [asked] if 0 < days < block.layout.rows and is_about_more else []


def _has_owners_without_mandate(block: Block) -> bool:
    """Whether lines lack the first day of a mandate, and all of these each other day of one too: an owner who gave none yet."""
    days = {name: each.profile for name, each in block.choices.items() if TABLES["mandates"].column(name).kind == "date"}
    first = days.get(FIRST_DAY) or days.get("clause_accepted_on")  # as part.py takes it where no title says the first
    if first is None or len(days) < 2:
        return False
    lacking = [row for row in block.rows if any(row) and not any(map(TOTAL.match, row)) and not cell_of(row, first)]
    return bool(lacking) and not any(cell_of(row, each) for row in lacking for each in days.values())


def _is_named_after_another(block: Block) -> bool:
    """Whether the name of a list says that it is of something else: evictions in a list of cases, however many have one; or of
    this and more: `Incasso en ontruiming`.
    """
    named = next((each for each in map(tables_named, (block.sheet.sheet or "", block.sheet.file)) if each), frozenset[str]())
    return bool(named) and (block.table not in named or len(named) > 1)


def _skip_not_settled(part: Part, block: Block) -> None:
    """Passes over lines without a settlement, in a list that is of more than these: receipts, some of them linked."""
    if block.matched:
        same, only, amount = block.matched
        said: dict[str, Value] = {"same": [*same]}
        said |= {"only": {title: [*words] for title, words in only.items()}} if only else {}
        part.set("matched", said | ({"amount": amount} if amount else {}))
        return
    numbers = [block.choices[name] for name in ("charge_entry_id", "credit_entry_id") if name in block.choices]
    if block.lookups and not numbers:  # of two titles
        part.skip_lines({next(iter(block.lookups)): ["^$"]}, NOT_IN_LIST)
        return
    if any(each.profile.title in block.lookups for each in numbers):
        part.set("skip_empty", ["charge_entry_id"], remark(NOT_IN_LIST))
        return
    lacking = [each.column for each in numbers if HALF * block.layout.rows < each.profile.filled < block.layout.rows]
    if lacking and not (block.without or points_to("allocations", block.sheet)):
        part.set("skip_empty", lacking, remark("een lege cel: niet afgeletterd"))


def _of_each_agreement(block: Block) -> str:
    """What each agreement has in a list of all municipalities: what is filled wherever any of it is, and not on every line."""
    own = {name: block.choices[name].profile for name in AGREED if name in block.choices and name not in block.made}
    above = block.layout.above
    lines = [{name for name, each in own.items() if cell_of(row, each)} for row in block.sheet.rows[above:] if any(row)]
    some = [said for said in lines if said]
    if not some or len(some) == len(lines) or block.only or block.lookups:
        return ""
    return next((name for name in own if all(name in said for said in some)), "")


def _has_other_tenants(block: Block) -> bool:
    """Whether a contract stands there with more than one tenant, and not only with more than one unit."""
    tenant = block.choices.get("tenant_id")
    if tenant is None:
        return True
    found = Seen((block.sheet, *block.alike), block.layout).pairs(block.choices["lease_id"].profile, tenant.profile)
    return has_several(found)


def _other_tenants(block: Block) -> Part:
    """The further lines of a contract: each is a co-tenant, who may object as the tenant may."""
    part = Part(block, look("de volgende regels van een contract zijn medehuurders"), table="co_tenants")
    part.set("rows", "rest")
    for column in ("lease_id", "tenant_id"):
        if column in block.choices:  # what the lines are is not certain, so neither are their columns
            part.take(replace(block.choices[column], certainty=LIKELY))
    return part


def _comes_back(profile: Profile) -> bool:
    return profile.distinct < profile.filled


def _actions(block: Block) -> list[Part]:
    if not block.steps:
        return _plain(block)
    contacts = contacts_beside(block)
    further = _plain(contacts) if contacts else []
    for part in further:
        part.set("skip_empty", ["performed_on"], remark("een lege cel: er is er geen"))
    return [*step_parts(block), *further]
