"""Whether the entries that a mapping gives as a whole hold what the tenants paid.

Belongs here: entries without a single receipt, and receipts that count for nobody, refused. Does not belong here: a column of
receipts that no block of a file reads (money.py), up to which day they go (receipts.py), or how amounts are written
(reading/amounts.py).

A bank file that no block reads makes a debtor of everybody, and says nothing of itself: no cell of it is ever seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from exports.ground.duck import count_of, only_row
from sources.findings import Finding
from sources.guards.places import title_in_words
from sources.landing_references import PLAIN
from sources.reading.rules import Export
from sources.reading.where import with_line

# The amount of a list of what is still to be paid, as titles call it.
STILL_OPEN = r"\bopen(staand\w*)?\b|\brest(ant|erend\w*|bedrag)?\b|\bnog te (betalen|voldoen|ontvangen)\b"
FEW_MONTHS, FEW_CHARGES = 3, 10  # a handful of homes: after that many months some of them have paid
TWO_MONTHS, MANY_CHARGES = 2, 36
FEW_RECEIPTS, MOST_OF_NOBODY = (
    10,
    Decimal("0.2"),
)  # as many receipts, and a larger part of all or of their money: no single mistake
OPEN_ITEMS = (
    'Is het een lijst met alleen wat nog openstaat, zeg dat dan met by_sign = {positive = "charge", negative = "payment"}, '
    "zonder only of skip_lines, of lever van elk contract stated_balances (docs/nl/recepten.md, Openstaande posten)."
)


@dataclass(frozen=True)
class _Given:
    """How many charges the mapping gives, in how many months, and how many receipts."""

    charges: int
    months: int
    receipts: int

    @property
    def lacks_receipts(self) -> bool:
        is_much = self.charges >= FEW_CHARGES and self.months >= FEW_MONTHS
        is_much = is_much or (self.charges >= MANY_CHARGES and self.months >= TWO_MONTHS)
        return is_much and not self.receipts


def no_receipts(con: duckdb.DuckDBPyConnection, exports: Sequence[Export]) -> list[Finding]:
    """A refusal where the entries hold months of charges and not one receipt, whether no block reads them or `only`,
    `skip_lines` or another word passes them all over; except of a list of what is still open, which has none
    (docs/nl/recepten.md). `con` holds what was made of each table as `made_<table>`.
    """
    blocks = [each for each in exports if each.table == "ledger_entries"]
    if not is_made(con, "ledger_entries") or all(_has_none(each) for each in blocks if _may_charge(each)):
        return []
    given = _Given(
        *only_row(
            con,
            "select count(*) filter (entry_type = 'charge'), "
            "count(distinct date_trunc('month', booked_on)) filter (entry_type = 'charge'), "
            "count(*) filter (entry_type = 'payment') from made_ledger_entries",
        )
    )
    if not given.lacks_receipts or _all_balances_are_stated(con):
        return []
    paying = [each for each in blocks if each.constants.get("entry_type") == "payment"]
    todo = (
        'Kijk of only, skip_lines of skip_empty ze allemaal overslaat in het blok met entry_type = "payment".'
        if paying
        else 'Maak een blok [[ledger_entries]] met entry_type = "payment" van de lijst waarin staat wie betaalde, zoals die '
        "van de bank; leest een blok die lijst al, kijk dan of only of skip_lines ze overslaat, of values ze anders noemt."
    )
    text = (
        f"ledger_entries krijgt {given.charges} vorderingen over {given.months} maanden en geen enkele ontvangst: iedereen die "
        f"betaalde, wordt zo gemeld. {todo} {OPEN_ITEMS}"
    )
    finding = Finding("refused", "mapping.toml", "no_receipts", text, given.charges)
    return [with_line(finding, (paying or blocks)[0].where)]


def receipts_of_nobody(con: duckdb.DuckDBPyConnection, exports: Sequence[Export]) -> list[Finding]:
    """A refusal where more than a fifth of the receipts, or of their money, is of leases that no list has and that nothing was
    charged to: whoever paid it is in arrears. Receipts of who has left stand beside his charges, and are not meant.
    """
    if not is_made(con, "ledger_entries") or not is_made(con, "leases"):
        return []
    total, euros, unknown, lost = only_row(
        con,
        f"""
        with paid as (
            select {PLAIN.format("lease_id")} as plain, sum(n) as n, sum(euros) as euros from (
                select lease_id, count(*) as n, sum(amount) as euros from made_ledger_entries
                where entry_type = 'payment' and lease_id is not null group by lease_id
            ) group by plain
        ),
        somebody as (
            select {PLAIN.format("lease_id")} as plain from made_leases
            union select {PLAIN.format("lease_id")} from
                (select distinct lease_id from made_ledger_entries where entry_type = 'charge')
        ),
        asked as (select *, plain not in (select plain from somebody where plain is not null) as is_of_nobody from paid)
        select coalesce(sum(n), 0), coalesce(sum(euros), 0), coalesce(sum(n) filter (is_of_nobody), 0),
            coalesce(sum(euros) filter (is_of_nobody), 0)
        from asked
        """,
    )
    if unknown < FEW_RECEIPTS or (unknown <= MOST_OF_NOBODY * total and lost <= MOST_OF_NOBODY * euros):
        return []
    here, there = (title_in_words(table, "lease_id", exports) for table in ("leases", "ledger_entries"))
    text = (
        f"{unknown} van de {total} ontvangsten staan op een huurovereenkomst die niet in leases staat en waarvoor niets is "
        "gevorderd. Dat geld telt bij niemand mee, en wie het betaalde, wordt zo gemeld. lease_id komt voor leases uit "
        f"{here} en voor ledger_entries uit {there}: neem in elk blok de titel met het nummer "
        "van het contract. Zijn het geen ontvangsten van huurders, sla ze dan over met skip_lines."
    )
    paying = [each for each in exports if each.table == "ledger_entries" and not _may_charge(each)]
    block = next(iter([*paying, *(each for each in exports if each.table == "ledger_entries")]))
    return [with_line(Finding("refused", "ledger_entries", "receipts_of_nobody", text, int(unknown)), block.where)]


def is_made(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether some block of the mapping gives a table."""
    return count_of(con, "select count(*) from duckdb_tables() where table_name = ?", [f"made_{table}"]) > 0


def _may_charge(block: Export) -> bool:
    return block.constants.get("entry_type", "charge") == "charge"


def _has_none(block: Export) -> bool:
    """Whether a block says that its list has charges with what was paid already taken off."""
    if re.search(STILL_OPEN, block.columns.get("amount", "").casefold()):
        return True
    return block.by_sign.get("negative") == "payment" and not block.only and not block.skip_lines


def _all_balances_are_stated(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether of each lease with a charge the landlord says what is open: of a lower balance nobody is reported."""
    return is_made(con, "stated_balances") and not count_of(
        con,
        "select count(*) from made_ledger_entries as charged anti join made_stated_balances as stated using (lease_id) "
        "where charged.entry_type = 'charge'",
    )
