"""Up to which day the receipts are in the ledger, and so whether it may be said of anybody that rent was not paid.

Belongs here: that day, read from the landing tables. Does not belong here: what waits because of it (orchestration).
The commonest wrong report is one that was already paid. A file's time stamp says when it was copied, not what is in it, so
it is never asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from exports.ground.duck import only_row

# Of a ledger that was sieved, the days on which the other leases paid stand apart.
NEWEST_PAYMENT = """
select max(booked_on) from (
    select booked_on from landing.ledger_entries where entry_type = 'payment'
    union all
    select booked_on from landing_extra.payment_days
)
where booked_on <= ?
"""
# The last day with a receipt up to the stated one, and the longest that no receipt came in the year before it.
SILENCE = """
with days as (
    select distinct booked_on from (
        select booked_on from landing.ledger_entries where entry_type = 'payment'
        union all
        select booked_on from landing_extra.payment_days
    )
    where booked_on between $until - interval 1 year and $until
)
select max(booked_on), max(gap) from (select booked_on, booked_on - lag(booked_on) over (order by booked_on) as gap from days)
"""
# Whether there is one on the last days up to it, which is no silence: asked first, as it looks at little of the ledger.
RECENT = """
select exists (
    select 1 from landing.ledger_entries where entry_type = 'payment' and booked_on between $until - $days and $until
    union all
    select 1 from landing_extra.payment_days where booked_on between $until - $days and $until
)
"""
ORDINARY_SILENCE = 7  # days without a receipt that a small portfolio knows in any month


@dataclass(frozen=True)
class Receipts:
    """How far the receipts go.

    Attributes:
        as_of: the date of judgement.
        until: receipts are in the ledger up to and including this day; None where the ledger has none at all.
        is_stated: by export_info (`bank_cut_off_on`); else it is the day of the newest receipt that can have been booked.
    """

    as_of: date
    until: date | None
    is_stated: bool

    @property
    def days_old(self) -> int | None:
        """How many days they end before the as-of date: 0 where they are as new, or newer; None where there are none."""
        return max(0, (self.as_of - self.until).days) if self.until else None

    def are_fresh(self, most: int) -> bool:
        """Whether they are at most so many days old."""
        return self.days_old is not None and self.days_old <= most


def receipts_of(con: duckdb.DuckDBPyConnection, as_of: date, today: date | None = None) -> Receipts:
    """The receipts in the landing tables as they are loaded, for a date of judgement.

    A receipt after that date shows that the export goes further still; one after `today`, the machine's own date, shows nothing.
    """
    stated = only_row(con, "select max(bank_cut_off_on) from landing.export_info")[0]
    if stated is not None:
        return Receipts(as_of, stated, is_stated=True)
    return Receipts(as_of, only_row(con, NEWEST_PAYMENT, [max(as_of, today or as_of)])[0], is_stated=False)


@dataclass(frozen=True)
class Silence:
    """Days up to the stated cut-off without a single receipt, more in a row than in the whole year before.

    Attributes:
        since: the day of the last receipt.
        until: the stated cut-off. days: between them.
    """

    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days


def silence_of(con: duckdb.DuckDBPyConnection, receipts: Receipts) -> Silence | None:
    """The sign of an export that ends before the day that export_info says: its last file is missing. None where there is none,
    or too little to compare with.
    """
    if not receipts.is_stated or receipts.until is None:
        return None
    until = min(receipts.until, receipts.as_of)
    if only_row(con, RECENT, {"until": until, "days": ORDINARY_SILENCE})[0]:
        return None
    since, longest = only_row(con, SILENCE, {"until": until})
    if since is None or longest is None:
        return None
    silence = Silence(since, until)
    return silence if silence.days > max(longest, ORDINARY_SILENCE) else None


def write_payment_days(con: duckdb.DuckDBPyConnection, days: Sequence[date]) -> None:
    """Make `landing_extra.payment_days`: the days of payments that are not in landing.ledger_entries; of a whole ledger, none."""
    con.execute("create schema if not exists landing_extra")
    con.execute("create or replace table landing_extra.payment_days (booked_on date)")
    if days:
        con.execute("insert into landing_extra.payment_days select unnest(?::date[])", [list(days)])
