"""The contract of the landing tables, as data: what the property manager's export must look like.

Belongs here: each table's columns, kinds, keys and code lists; the one place where a column or a code is added. Does
not belong here: the words for each rule that can be broken (landing_advice.py), reading files or SQL (`sources/landing.py` checks
millions of rows by this data), what a row means (dbt), or the shape of anything that leaves (its own modules here).
The page for the people who make the exports is `docs/landing-tables.md`; a test holds it to this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from validations.desks import municipality_desks

Kind = Literal["text", "date", "money", "boolean", "code", "municipality_code", "postcode"]

# DuckDB's type for each kind of column in the schema `landing`.
SQL_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "date": "DATE",
    "money": "DECIMAL(18,2)",
    "boolean": "BOOLEAN",
    "code": "VARCHAR",
    "municipality_code": "VARCHAR",
    "postcode": "VARCHAR",
}


@dataclass(frozen=True)
class Reference:
    """The column of another table that a cell should name; `what` are the words for those who are not found there."""

    table: str
    column: str
    what: str


@dataclass(frozen=True)
class Column:
    """One column of a landing table.

    Attributes:
        name: the title in the file; capitals and spaces around it do not matter there.
        kind: what its cells hold; see `docs/landing-tables.md`.
        required: no cell may be empty, and the column may not be missing.
        values: the only words allowed, for the kind `code`.
        required_when: (column, value): required in the rows where that column holds that value.
        positive: the amount must be above zero. may_be_negative: it may be below it.
        references: what it should name elsewhere. Not found is a finding; found but for leading zeros, capitals or
            spaces is refused.
        resembles: another column whose values it may share, of which only the second holds.
        empty_is_all: an empty cell stands for all that `references` could name, so it is no name that is not found.
        may_leave: its text may stand in a file for a municipality, which can hold no control characters.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    values: tuple[str, ...] = ()
    required_when: tuple[str, str] | None = None
    positive: bool = False
    may_be_negative: bool = False
    references: Reference | None = None
    resembles: Reference | None = None
    empty_is_all: bool = False
    may_leave: bool = False


@dataclass(frozen=True)
class Table:
    """One landing table: its columns in the order of the warehouse, and the columns that together are its key."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    may_be_absent: bool = False
    single_row: bool = False

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError if the table has none."""
        return {column.name: column for column in self.columns}[name]


def _id(name: str) -> Column:
    return Column(name, required=True)


def _names(name: str, table: str, *, what: str = "") -> Column:
    return Column(name, required=True, references=Reference(table, name, what or table))


def _date(name: str) -> Column:
    return Column(name, "date", required=True)


def _maybe_date(name: str) -> Column:
    return Column(name, "date")


def _leaving(name: str) -> Column:
    return Column(name, may_leave=True)


def _code(name: str, *values: str) -> Column:
    return Column(name, "code", required=True, values=values)


def _positive(name: str) -> Column:
    return Column(name, "money", required=True, positive=True)


LANDING_TABLES: tuple[Table, ...] = (
    Table(
        "landlords",
        (_id("landlord_id"), Column("name", required=True), Column("is_small_landlord", "boolean", required=True)),
        key=("landlord_id",),
    ),
    Table(
        "leases",
        (
            _id("lease_id"),
            _names("tenant_id", "tenants"),
            _names("landlord_id", "landlords"),
            Column("complex_id", resembles=Reference("mandates", "complex_id", "mandates")),
            _code("unit_type", "dwelling", "parking", "commercial", "other"),
            Column("street", may_leave=True),
            Column("house_number"),
            Column("house_number_suffix", may_leave=True),
            Column("postcode"),  # as the source has it: the models judge whether it is a valid one
            Column("city", may_leave=True),
            Column("monthly_rent", "money", may_be_negative=True),
            _date("started_on"),
            _maybe_date("ended_on"),
        ),
        key=("lease_id",),
    ),
    Table(
        "tenants",
        (
            _id("tenant_id"),
            _code("tenant_type", "person", "organisation"),
            _maybe_date("deceased_on"),
            *map(_leaving, ("last_name", "name_prefix", "initials", "phone_1", "phone_2", "phone_3", "email")),
        ),
        key=("tenant_id",),
    ),
    Table(
        "ledger_entries",
        (
            _id("entry_id"),
            _names("lease_id", "leases"),
            _code("entry_type", "charge", "payment", "credit_note", "write_off", "reversal"),
            Column(
                "category",
                "code",
                values=("rent", "service_charges", "collection_costs", "interest", "other"),
                required_when=("entry_type", "charge"),
            ),
            _date("booked_on"),
            Column("due_on", "date", required_when=("entry_type", "charge")),
            _positive("amount"),
            Column(
                "reverses_entry_id",
                required_when=("entry_type", "reversal"),
                resembles=Reference("ledger_entries", "entry_id", "credits"),
            ),
        ),
        key=("entry_id",),
    ),
    Table(
        "allocations",
        (
            Column("credit_entry_id", required=True, references=Reference("ledger_entries", "entry_id", "credits")),
            Column("charge_entry_id", required=True, references=Reference("ledger_entries", "entry_id", "charges")),
            _positive("amount"),
            _date("allocated_on"),
        ),
        may_be_absent=True,  # no key: several rows for one pair add up
    ),
    Table(
        "mandates",
        (
            _id("mandate_id"),
            _names("landlord_id", "landlords"),
            Column("complex_id", references=Reference("leases", "complex_id", "complexes"), empty_is_all=True),
            _maybe_date("clause_accepted_on"),
            _maybe_date("landlord_informed_on"),
            _maybe_date("processing_registered_on"),
            _maybe_date("processor_agreement_signed_on"),
            _date("valid_from"),
            _maybe_date("valid_until"),
        ),
        key=("mandate_id",),
    ),
    Table(
        "optional_field_agreements",
        (
            _names("landlord_id", "landlords"),
            _code("field", "initials", "street", "house_number_suffix", "city", "phone", "email"),
            _date("agreed_on"),
            _maybe_date("ended_on"),
        ),
        key=("landlord_id", "field", "agreed_on"),
        may_be_absent=True,
    ),
    Table(
        "municipalities",
        (Column("municipality_code", "municipality_code", required=True), Column("name", required=True)),
        key=("municipality_code",),
    ),
    Table(
        "municipality_agreements",
        (
            _id("agreement_id"),
            Column(
                "municipality_code",
                "municipality_code",
                required=True,
                references=Reference("municipalities", "municipality_code", "municipalities"),
            ),
            _maybe_date("applied_on"),
            _maybe_date("signed_on"),
            _maybe_date("ended_on"),
            _code("system", *municipality_desks()),
            Column("minimum_amount", "money"),
        ),
        key=("agreement_id",),
    ),
    Table(
        "postcodes",
        (
            Column("postcode", "postcode", required=True),
            Column("house_number"),
            Column(
                "municipality_code",
                "municipality_code",
                required=True,
                references=Reference("municipalities", "municipality_code", "municipalities"),
            ),
        ),
        key=("postcode", "house_number"),
    ),
    Table(
        "collection_actions",
        (
            _id("action_id"),
            _names("lease_id", "leases"),
            _code(
                "action_type",
                "reminder_letter",
                "demand_letter",
                "summons_letter",
                "phone_call",
                "home_visit",
                "personal_message",
            ),
            _code("channel", "post", "email", "phone", "sms", "visit", "portal"),
            _date("performed_on"),
            Column("document_ref"),
        ),
        key=("action_id",),
    ),
    Table(
        "objections",
        (
            _id("objection_id"),
            _names("tenant_id", "tenants"),
            _date("received_on"),
            _maybe_date("withdrawn_on"),
            _code("received_by", "landlord", "municipality"),
        ),
        key=("objection_id",),
        may_be_absent=True,
    ),
    Table(
        "payment_arrangements",
        (
            _id("arrangement_id"),
            _names("lease_id", "leases"),
            _date("agreed_on"),
            _maybe_date("ended_on"),
            _maybe_date("broken_on"),
        ),
        key=("arrangement_id",),
        may_be_absent=True,
    ),
    Table(
        "eviction_notices",
        (
            _id("notice_id"),
            _names("lease_id", "leases"),
            _date("announced_on"),
            _date("eviction_on"),
            _maybe_date("cancelled_on"),
        ),
        key=("notice_id",),
        may_be_absent=True,
    ),
    Table(
        "collection_cases",
        (
            _id("case_id"),
            _names("lease_id", "leases"),
            _id("agency_id"),
            _id("agency_reference"),
            _date("handed_over_on"),
            _maybe_date("ended_on"),
        ),
        key=("case_id",),
        may_be_absent=True,
    ),
    Table(
        "co_tenants",
        (
            _names("lease_id", "leases"),
            _names("tenant_id", "tenants"),
            _maybe_date("from_on"),
            _maybe_date("until_on"),
        ),
        key=("lease_id", "tenant_id"),
        may_be_absent=True,
    ),
    Table(
        "reported_elsewhere",
        (
            _names("lease_id", "leases"),
            _date("reported_on"),
            Column("reported_by", required=True),
            _maybe_date("ended_on"),
        ),
        key=("lease_id", "reported_on"),
        may_be_absent=True,
    ),
    Table(
        "stated_balances",
        (
            _names("lease_id", "leases"),
            _date("as_of"),
            Column(
                "open_rent", "money", required=True, may_be_negative=True
            ),  # zero where all is paid, below it where too much was
        ),
        key=("lease_id",),
        may_be_absent=True,
    ),
    Table("export_info", (_maybe_date("bank_cut_off_on"),), may_be_absent=True, single_row=True),
)

TABLE_NAMES: tuple[str, ...] = tuple(table.name for table in LANDING_TABLES)
