"""What a sheet must hold to give one of our tables, and what its name says.

Belongs here: those rules, as data where they can be. Does not belong here: choosing titles (choices.py), when a sheet is
more likely about something else (recognition/others.py), or the words in names of files (words.toml).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from sources.reading.rules import TABLES
from sources.words.blocks import SURE, Choice, Sheet
from sources.words.parts import names_a, parts
from sources.words.profile import ENOUGH, Layout
from sources.words.titles import concepts_of, words
from sources.words.ways import is_only_of

SPEAKS_OF_REPORTING = (  # to a municipality
    r"(?<!aan)(gemeld|melding)|\bmeld[- ]?(dat|dag)|(?<![^\W\d])(dt|dat|datum)[-_ ]?meld(?![^\W\d_])|signa(al|len)|\breported\b"
    r"|\bvsg\b|\bvroeg[-_ ]?sig"
)
# What a sheet must hold to give a table, beside the columns that its contract requires and a mapping can make otherwise.
NEEDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "leases": (("lease_id",), ("started_on", "ended_on", "postcode", "street", "house_number")),
    "tenants": (("tenant_id",), ("last_name",)),
    "landlords": (("landlord_id",), ("name",)),
    "mandates": (("landlord_id",), ("clause_accepted_on", "processor_agreement_signed_on")),
    "ledger_entries": (("lease_id",), ("booked_on",), ("amount",)),
    "stated_balances": (("lease_id",), ("open_rent",)),
    "collection_actions": (("lease_id",), ("action_type", "steps"), ("performed_on", "steps")),
    "objections": (("tenant_id",), ("received_on",)),
    "payment_arrangements": (("lease_id",), ("agreed_on",)),
    "co_tenants": (("lease_id",), ("tenant_id",)),
    "collection_cases": (("lease_id",), ("handed_over_on",)),
    "eviction_notices": (("lease_id",), ("announced_on",)),
    "reported_elsewhere": (("lease_id",), ("reported_on",), ("reported_by",)),
    "allocations": (("charge_entry_id",), ("credit_entry_id",), ("amount",)),
    "municipalities": (("municipality_code",), ("name",)),
    "municipality_agreements": (("municipality_code",), ("signed_on",), ("system",)),
    "postcodes": (("postcode",), ("municipality_code",)),
    "optional_field_agreements": (("landlord_id",), ("field",), ("agreed_on",)),
    "export_info": (("bank_cut_off_on",),),
}
# Tables whose titles are everyday words -> our column and the concepts by which its title itself may say that it is about them;
# else only where the name of the file or sheet points to them.
BY_NAME: Mapping[str, Mapping[str, frozenset[str]]] = {
    "objections": {"objection_id": frozenset({"objection"}), "received_on": frozenset({"objection"})},
    "payment_arrangements": {"arrangement_id": frozenset({"arrangement"}), "agreed_on": frozenset({"arrangement"}),
                             "broken_on": frozenset({"broken"})},
    "stated_balances": {"as_of": frozenset({"as_of", "balance"})}, "co_tenants": {"tenant_id": frozenset({"co_tenant"})},
    "reported_elsewhere": {"reported_by": frozenset({"agency"})},
}  # fmt: skip
_LITTLE = re.compile(r"(?:[\W_]+(?:door|van|via|de|het|der|een|aan|bij|onze|the|by|of|from)(?=[\W_]))+[\W_]*")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # where two words are written as one
# `Bos & Partners`, `LegalPartners`: the name of a firm, and nobody who shares a contract.
_FIRM = re.compile(r"(?:[ _-]*&[ _-]*(?i:partners)|[ _-](?:en|and)[ _-]Partners|(?<=[a-z])Partners)(?![a-z])")
_SHARING = re.compile(r"(?:huurders?|contract(?:ant(?:en)?)?|bewoners?|tenants?|klant(?:en)?)$", re.IGNORECASE)
_SEAM = re.compile(r"(?<=[^\W\d])[ _-](?=[^\W\d])")  # where one word is written as two: `incasso_dossier`
OF_MANDATES = frozenset({"mandate", "clause", "processor", "register", "informed"})
TELLING = 3  # titles of a table alone in a sheet whose name says that it is another; one less where its name says nothing
# Tables that several lists of different shapes may give together.
TOGETHER = ("ledger_entries", "collection_actions")
# What may be asked of a list whose name says that it is one, beside so many titles of its own; else the whole list would be lost.
ASKED: Mapping[str, tuple[str, ...]] = {
    "objections": ("received_on",), "payment_arrangements": ("agreed_on",), "mandates": ("clause_accepted_on",),
    "municipality_agreements": ("signed_on", "system"), "collection_actions": ("performed_on", "action_type"),
    "ledger_entries": ("booked_on",), "collection_cases": ("handed_over_on",),
}  # fmt: skip
ENOUGH_OWN: Mapping[str, int] = {"mandates": 2, "municipality_agreements": 2, "collection_actions": 2, "ledger_entries": 3}
# Numbers of another table's rows, which may be looked up.
REFERENCES = ("lease_id", "tenant_id", "landlord_id", "municipality_code")
# One of these stands in any list of leases.
OF_A_LEASE = frozenset({"tenant_id", "landlord_id", "unit_type", "street", "postcode", "monthly_rent", "started_on"})


def lacks(table: str, given: Collection[str]) -> tuple[str, ...] | None:
    """What of its needs a table lacks: only numbers that may be looked up, or None where it lacks more."""
    missing = [group for group in NEEDS[table] if not any(name in given for name in group)]
    wanted = tuple(group[0] for group in missing)
    may_be_looked_up = all(name in REFERENCES and not is_own_key(table, name) for name in wanted)
    return wanted if may_be_looked_up and len(wanted) < 2 else None


def is_own_key(table: str, column: str) -> bool:
    """Whether a number is what a table itself is known by; balances are known by the contracts of another list."""
    return TABLES[table].key == (column,) and table != "stated_balances"


def asked_of(table: str, sheet: Sheet, choices: Mapping[str, Choice]) -> set[str]:
    """What a person is asked of a list whose name says that it gives this table alone: the day or system that no title gives."""
    if [other for other in ASKED if points_to(other, sheet)] != [table]:
        return set()
    own = [name for name in choices if name not in REFERENCES]
    asked = set(ASKED.get(table, ())) - choices.keys()
    is_enough = len(own) >= ENOUGH_OWN.get(table, 1) and (len(asked) < 2 or len(own) > 2)
    return asked if is_enough else set()


def asked_of_owners(table: str, layout: Layout, choices: Mapping[str, Choice]) -> set[str]:
    """What is asked of a list of owners that says from when a mandate holds, and only by yes or no what it needs beside that: a
    yes is no day, and which day it was only a person can say.
    """
    began = choices.get("valid_from")
    if table != "mandates" or began is None or "mandate" not in concepts_of(began.profile.title):
        return set()
    marks = [each for each in layout.columns if each.filled and each.share("boolean") >= ENOUGH and not each.date_kind]
    said = [each for each in marks if concepts_of(each.title) & OF_MANDATES]
    return {"clause_accepted_on"} - choices.keys() if len(said) >= ENOUGH_OWN["mandates"] else set()


def is_pointed_by_parts(table: str, sheet: Sheet) -> bool:
    """Whether the name of the file or sheet says so by parts of words only."""
    return points_to(table, sheet) and not any(table in _by_words(each) for each in (sheet.sheet or "", sheet.file))


def points_to(table: str, sheet: Sheet) -> bool:
    """Whether the name of the sheet says that it gives this table, or, where that says nothing, the name of the file."""
    said = (tables_named(each) for each in (sheet.sheet or "", sheet.file))
    return table in next((each for each in said if each), ())


@cache
def tables_named(name: str) -> frozenset[str]:
    """The tables to which the name of a file or sheet points: by its words, else by parts of words."""
    tables = words()["names"] | parts()["names"]
    name = _FIRM.sub(lambda found: found[0] if _SHARING.search(name[: found.start()]) else " ", name)
    return _by_words(name) or frozenset(table for table in tables if names_a(table, name))


@cache
def _by_words(name: str) -> frozenset[str]:
    """As far as words of the list say it, whatever stands between two: `externe-incasso`, `meldingen door deurwaarder`,
    `GemeldDoorDeurwaarder`, or as one word, `incasso_dossier`. Of several readings that with the longest word counts.
    """
    parted = _HUMP.sub(" ", name).lower()
    texts = (name.lower(), _LITTLE.sub(" ", name.lower()), _LITTLE.sub(" ", parted), _SEAM.sub("", name.lower()))
    readings = [_words_in(text) for text in texts]
    longest = [max(found.values(), default=0) for found in readings]
    return frozenset(readings[longest.index(max(longest))])


def _words_in(text: str) -> dict[str, int]:
    """Table -> the letters of its longest word in a text; of a word within a longer one (`huurder` in `medehuurder`) the longer
    one counts.
    """
    said = words()["names"]
    written = [(table, re.escape(word).replace(r"\ ", "[ _-]")) for table in said for word in said[table]]
    found = [(at.start(), at.end(), table) for table, word in written for at in re.finditer(word, text)]
    whole = [
        (start, end, table)
        for start, end, table in found
        if not any(other[0] <= start and end <= other[1] and end - start < other[1] - other[0] for other in found)
    ]
    return {table: max(end - start for start, end, other in whole if other == table) for *_, table in whole}


def is_evident(table: str, sheet: Sheet, choices: Mapping[str, Choice]) -> bool:
    """Whether it is beyond doubt that a sheet gives a table: its name says so, or what is certain in it are titles that no other
    table has, and not only the number of a contract or tenant, which stands in any list.
    """
    others = [other for other in words()["names"] if other in NEEDS and other != table and points_to(other, sheet)]
    own = [
        name
        for name, choice in choices.items()
        if choice.certainty == SURE and name not in REFERENCES and is_only_of(choice.profile.title, table, name)
    ]
    if table == "leases" and others and not OF_A_LEASE & choices.keys():
        return False  # the contracts with municipalities, say
    if table == "landlords" and "is_small_landlord" in own:
        return True  # who is small, no other list says
    is_named = points_to(table, sheet) and not is_pointed_by_parts(table, sheet)
    return is_named or len(own) >= (TELLING if others else TELLING - 1)
