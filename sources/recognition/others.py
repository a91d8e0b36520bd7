"""When a sheet that could give one of our tables is more likely about something else.

Belongs here: one rule a table, by the sheet's name, its titles and what was chosen. Does not belong here: what a table needs
(words/needs.py), or choosing titles (words/choices.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sources.recognition.fields import fields_listed
from sources.words.blocks import SURE, Choice, Sheet
from sources.words.evidence import HALF, known_share
from sources.words.months import months_of
from sources.words.needs import BY_NAME, OF_MANDATES, SPEAKS_OF_REPORTING, is_pointed_by_parts, points_to, tables_named
from sources.words.notes import BY_CELLS
from sources.words.owed import OF_RENT, how_narrow
from sources.words.profile import Layout
from sources.words.titles import concepts_of

# Beside the tables known by name: those whose lists have numbers and days of contracts too.
OF_CONTRACTS = ("collection_actions", "mandates", "municipality_agreements", "collection_cases", "eviction_notices")
ADDRESS = frozenset({"postcode", "street", "house_number"})
OF_LEASES = ADDRESS | {"unit_type", "landlord_id", "complex_id", "monthly_rent"}  # of no list of remarks
OF_ARRANGEMENTS = frozenset({"arrangement", "agreed", "broken"})
ALL_SIGNED = 3  # of what an owner signs: as many titles as no other list has
WHOSE_MANDATES = frozenset({"landlord", "entity", "mandate", "processor"})  # one of which a list of mandates speaks of
OF_CASES = frozenset({"case", "handed_over", "amount", "objection"})
OF_ACTIONS = frozenset({"action", "letter", "reminder", "demand", "summons", "call", "visit", "message", "sent", "kind"})
OF_ENTRIES = frozenset({"booking", "voucher", "invoice", "invoice_line", "journal", "due"})
SHORT_CODE = 3  # letters: what is longer is a word
NOT_OF_OWNERS = frozenset(
    {"contract", "tenant", "unit", "complex", "mandate", "clause", "processor", "due", "amount", "field_word"}
)


@dataclass(frozen=True)
class Looked:
    """A sheet, its layout and what was chosen of it for a table."""

    table: str
    sheet: Sheet
    layout: Layout
    choices: Mapping[str, Choice]

    def points_to(self, *tables: str) -> bool:
        """Whether the sheet's name says that it is one of these."""
        return any(points_to(table, self.sheet) for table in tables)

    @property
    def is_named(self) -> bool:
        """Whether its name says that it gives this table."""
        return self.points_to(self.table)

    @property
    def said(self) -> set[str]:
        """The concepts of all its titles."""
        return {concept for each in self.layout.columns for concept in concepts_of(each.title)}

    def of(self, column: str) -> frozenset[str]:
        """The concepts of the title that is taken for a column; none where none is."""
        return concepts_of(self.choices[column].profile.title) if column in self.choices else frozenset()


def is_of_another(table: str, sheet: Sheet, layout: Layout, choices: Mapping[str, Choice]) -> bool:
    """Whether a sheet that could give a table is more likely about something else."""
    looked = Looked(table, sheet, layout, choices)
    if table in RULES and RULES[table](looked):
        return True
    return table in BY_NAME and not (looked.is_named or _is_said(looked) or _is_beside_months(looked) or _is_of_each_once(looked))


def _is_said(looked: Looked) -> bool:
    return is_said_by_titles(looked.table, looked.choices)


def _is_beside_months(looked: Looked) -> bool:
    """What each contract owes, behind the columns of its months: `Achterstand`."""
    return looked.table == "stated_balances" and bool(months_of(looked.layout, looked.sheet.sheet or ""))


def _is_of_each_once(looked: Looked) -> bool:
    """What each contract owes of rent and service costs, on one line for each: no open items, whatever its name says."""
    lease, owed = (looked.choices.get(name) for name in ("lease_id", "open_rent"))
    if looked.table != "stated_balances" or lease is None or owed is None:
        return False
    is_once = 1 < lease.profile.distinct == lease.profile.filled >= looked.layout.rows
    return is_once and how_narrow(owed.profile.title) >= OF_RENT


def is_said_by_titles(table: str, choices: Mapping[str, Choice]) -> bool:
    """Whether a title itself says that a list is of a table whose titles are everyday words."""
    of = {name: concepts_of(choice.profile.title) for name, choice in choices.items()}
    return any(of.get(name, frozenset()) & concepts for name, concepts in BY_NAME[table].items())


def _no_leases(looked: Looked) -> bool:
    lease = looked.choices.get("lease_id")
    if not {"started_on", "tenant_id"} & looked.choices.keys() and (lease is None or lease.certainty != SURE):
        return True  # a list of units, or of people
    if looked.sheet.sheet and "leases" not in tables_named(looked.sheet.sheet) and _is_of_remarks(looked):
        return True  # in a workbook that is named after its contracts
    if not looked.is_named and not ADDRESS.intersection(looked.choices) and looked.said & OF_MANDATES:
        return True  # owners, with what they signed
    is_shared = looked.points_to("co_tenants") and not OF_LEASES.intersection(looked.choices)
    if is_shared and ("tenant_id" not in looked.choices or _is_of_co_tenants_only(looked)):
        return True  # who shares a contract, in a list named after both
    is_of_others = looked.points_to("landlords", *BY_NAME, *OF_CONTRACTS) and not looked.is_named
    return is_of_others and not ADDRESS.intersection(looked.choices)  # any list has a number and a day


def _is_of_co_tenants_only(looked: Looked) -> bool:
    """Whether the name of a list speaks of who shares a contract, and of no tenant, nor a title of the two: then a number of a
    tenant there is that of who shares it.
    """
    named = concepts_of(looked.sheet.sheet or looked.sheet.file)
    return "co_tenant" in named - looked.said and "tenant" not in named


def _is_of_remarks(looked: Looked) -> bool:
    """Whether a list has numbers and days, and none of what is let: a day that no title calls the first of a contract."""
    began = looked.choices.get("started_on")
    return (began is None or BY_CELLS in began.why.doubts) and not OF_LEASES.intersection(looked.choices)


def _no_tenants(looked: Looked) -> bool:
    """Owners have names too."""
    return looked.points_to("landlords") and not looked.is_named


def _no_landlords(looked: Looked) -> bool:
    """Unless its name says so: one that does not name each owner once, or names what is his: a contract, tenant or dwelling."""
    if looked.is_named or "is_small_landlord" in looked.choices:
        return False
    own = looked.choices.get("landlord_id")
    is_of_mandates = len(looked.said & OF_MANDATES) > 1  # each owner with what he signed
    whose = {"landlord", "entity"} if is_of_mandates else {"landlord"}
    if own is None or not whose & looked.of("landlord_id"):
        return True
    is_each_once = own.profile.distinct == own.profile.filled == looked.layout.rows
    not_theirs = NOT_OF_OWNERS - OF_MANDATES if is_of_mandates else NOT_OF_OWNERS
    return not is_each_once or bool(looked.said & not_theirs)


def _no_mandates(looked: Looked) -> bool:
    if looked.is_named or _is_signed_by_owners(looked):
        return False
    if looked.points_to("municipality_agreements", "payment_arrangements", "objections"):
        return True  # what a municipality signed, or a tenant agreed to
    if not looked.said & WHOSE_MANDATES:
        return True
    is_owners = looked.points_to("landlords") and not is_pointed_by_parts("landlords", looked.sheet)
    return not is_owners and not any(looked.of(name) & OF_MANDATES for name in looked.choices)  # a contract is signed too


def _is_signed_by_owners(looked: Looked) -> bool:
    """Whether titles say all that an owner signs, whatever the list is called: `Afspraken melden`."""
    signed = [name for name in looked.choices if looked.of(name) & OF_MANDATES]
    is_of_others = looked.said & {"tenant", "contract", "municipality", "municipality_code_word"}
    return len(signed) >= ALL_SIGNED and bool(looked.of("landlord_id") & {"landlord", "entity"}) and not is_of_others


def _no_entries(looked: Looked) -> bool:
    """What somebody promised to pay is not booked: an arrangement has a contract, a day and an amount too. Unless a column says
    which kind of entry each line is, or there are two sides.
    """
    kind = looked.choices.get("entry_type")
    is_of_entries = kind is not None and known_share("entry_type", kind.profile.said_texts) > HALF
    sides = {each for each in map(concepts_of, (column.title for column in looked.layout.columns)) if "agency" not in each}
    if is_of_entries or {"debit", "credit"} <= frozenset().union(*sides):  # `Crediteur deurwaarder` is no side
        return False
    if _is_of_cases(looked) or _is_of_units_only(looked):
        return True
    is_promised = bool(looked.of("booked_on") & OF_ARRANGEMENTS)
    return is_promised or (looked.points_to("payment_arrangements") and bool(looked.said & OF_ARRANGEMENTS))


def _is_of_units_only(looked: Looked) -> bool:
    """Whether a sheet that its workbook alone calls one of entries has amounts below no title that says so, and names a unit and
    neither contract nor tenant: policies, or repairs.
    """
    amount = looked.choices.get("amount")
    is_unsaid = amount is not None and BY_CELLS in amount.why.doubts and not tables_named(looked.sheet.sheet or looked.sheet.file)
    return is_unsaid and {"unit"} <= looked.of("lease_id") <= {"unit", "nr"} and not looked.said & {"contract", "tenant"}


def _is_of_cases(looked: Looked) -> bool:
    """Whether each line is a case in the hands of an agency, or of the list named after its cases that it sends: what it claims
    is not booked, and the day on which the case was handed over or closed is none of booking. Unless a title says that entries
    are listed, with what became of each.
    """
    is_his = looked.points_to("collection_cases") and "case" in looked.said
    if looked.is_named or not (is_his or {"handed_over", "agency"} <= looked.said):
        return False
    return not (looked.of("booked_on") | looked.of("entry_id") | looked.of("due_on")) & OF_ENTRIES


def _no_municipalities(looked: Looked) -> bool:
    """A number and a town stand in any list of people; the town of an address is not the name of its municipality."""
    is_named = looked.points_to("municipalities", "municipality_agreements")
    if ADDRESS & looked.said and "city" in looked.of("name") and not is_named:
        return True
    is_code = looked.of("municipality_code") & {"municipality", "municipality_code_word"}
    if ADDRESS & looked.said and not is_code and not is_named:
        return True  # the number of a house
    is_said = any(looked.of(name) & {"municipality", "municipality_code_word"} for name in looked.choices)
    return not (is_said or is_named)


def _no_balances(looked: Looked) -> bool:
    """Entries with the balance behind each are of more days than one."""
    day = looked.choices.get("as_of")
    return not looked.is_named and day is not None and day.profile.distinct > 1


def _no_arrangements(looked: Looked) -> bool:
    """What municipalities agreed to."""
    return bool(looked.said & {"municipality", "municipality_code_word"}) and not looked.said & {
        "arrangement",
        "tenant",
        "broken",
    }


def _no_reports(looked: Looked) -> bool:
    """Cases in the hands of an agency; or, unless its name says so, a list that does not say that anything was reported."""
    if "handed_over" in looked.said and "reported" not in looked.said:
        return True
    if _is_reported_and_withdrawn(looked):
        return False
    return not looked.is_named and ("reported" not in looked.of("reported_on") or looked.points_to("collection_cases"))


def _is_reported_and_withdrawn(looked: Looked) -> bool:
    """`Gemeld op` beside `Afgemeld op` or `Einde melding`, and nothing of a case: then the list is one of reports, whatever it is
    called.
    """
    said = looked.said
    is_ended = "withdrawn" in said or any({"reported", "end"} <= concepts_of(each.title) for each in looked.layout.columns)
    speaks = any(re.search(SPEAKS_OF_REPORTING, each.title.casefold()) for each in looked.layout.columns)
    return speaks and "reported" in said and is_ended and not said & OF_CASES


def _no_cases(looked: Looked) -> bool:
    """A day of any kind may be that of a case."""
    if _is_reported_and_withdrawn(looked):
        return True
    if ADDRESS & looked.said and not looked.said & {"handed_over", "agency", "closed"}:
        return True  # a package for dunning calls each contract a file: `Dossier`
    is_plain = looked.is_named and not looked.points_to("reported_elsewhere")
    return not is_plain and "handed_over" not in looked.of("handed_over_on")


def _no_evictions(looked: Looked) -> bool:
    is_said = (looked.of("announced_on") | looked.of("eviction_on")) & {"announced", "eviction"}
    return not (looked.is_named or is_said)


def _no_actions(looked: Looked) -> bool:
    """What a list of owners, mandates or municipalities has as contact is no letter to a tenant; nor is a case in the hands of an
    agency, or an item of a dossier, of which no word says a letter or contact.
    """
    if looked.points_to("municipality_agreements", "municipalities", "mandates", "landlords") and not looked.is_named:
        return True
    kind = looked.choices.get("action_type")
    is_case = looked.points_to("collection_cases") or not looked.said & OF_ACTIONS
    is_case = is_case or (kind is not None and "performed_on" not in looked.choices)  # `Fase` says how far it came
    if {"handed_over", "agency"} <= looked.said and is_case:
        return kind is None or not known_share("action_type", kind.profile.said_texts)
    if kind is None or not kind.profile.words or not is_pointed_by_parts(looked.table, looked.sheet):
        return False
    said = kind.profile.said_words
    return min(map(len, said)) > SHORT_CODE and not known_share("action_type", said)


def _no_fields(looked: Looked) -> bool:
    """A list of owners with several fields in one cell: each of them is a line of its own (fields.py)."""
    field = looked.choices.get("field")
    return field is not None and any(len(fields_listed(text)) > 1 for text in field.profile.texts)


RULES: Mapping[str, Callable[[Looked], bool]] = {
    "leases": _no_leases, "tenants": _no_tenants, "landlords": _no_landlords, "mandates": _no_mandates,
    "municipalities": _no_municipalities, "stated_balances": _no_balances, "payment_arrangements": _no_arrangements,
    "collection_actions": _no_actions, "reported_elsewhere": _no_reports, "collection_cases": _no_cases,
    "eviction_notices": _no_evictions, "ledger_entries": _no_entries, "optional_field_agreements": _no_fields,
}  # fmt: skip
