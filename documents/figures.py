"""The figures behind the day's report, read from the warehouse: counts, totals, and lease numbers in short lists.

Belongs here: one frozen dataclass and one query per part of the report. Does not belong here: words, charts, the hiding
of small numbers, or any decision: what a lease's decision is, the marts say.

No name, address or contact data is read here. Amounts are euros as Decimal; a lease whose ledger is inconsistent has
none and is counted, not added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from documents import figure_queries as queries
from exports.ground.duck import rows

NO_MONEY = Decimal("0.00")
AGE_BANDS = ((0, 29), (30, 59), (60, 89), (90, 179), (180, None))  # days since the oldest due date
WAITING_BANDS = ((0, 7), (8, 14), (15, 21), (22, 28), (29, None))  # days since the delivery


@dataclass(frozen=True)
class Amount:
    """How many leases, and their arrears together."""

    leases: int = 0
    euros: Decimal = NO_MONEY


@dataclass(frozen=True)
class RuleStep:
    """One rule of the funnel: what it held back first, and what remained after it.

    Attributes:
        code: the rule.
        words: its sentence in Dutch.
        source: where it comes from.
        falls: leases of which this is the first reason.
        remain: leases of which neither this rule nor one before it holds.
    """

    code: str
    words: str
    source: str
    falls: Amount
    remain: Amount


@dataclass(frozen=True)
class Reason:
    """One reason and all it holds back, alone or with others."""

    code: str
    words: str
    held: Amount
    tenants: int
    alone: Amount


@dataclass(frozen=True)
class Place:
    """A municipality or a landlord: its leases in arrears, and what of them is signalled."""

    label: str
    in_arrears: Amount
    signalled: Amount


@dataclass(frozen=True)
class Days:
    """A range of days, the last one open."""

    first: int
    last: int | None

    @property
    def label(self) -> str:
        return f"{self.first}–{self.last}" if self.last is not None else f"{self.first}+"

    def __contains__(self, days: int) -> bool:
        return days >= self.first and (self.last is None or days <= self.last)


@dataclass(frozen=True)
class Band:
    """Arrears whose oldest due date lies so many days back."""

    days: Days
    amount: Amount


@dataclass(frozen=True)
class Delivery:
    """The signals delivered on one day and what became of them so far."""

    delivered_on: date
    amount: Amount
    accepted: int
    withdrawn: int
    closed: int
    running: int


@dataclass(frozen=True)
class Waiting:
    """Acceptances and withdrawals that came so many days after the delivery."""

    days: Days
    accepted: int
    withdrawn: int


@dataclass(frozen=True)
class Answered:
    """The signals whose response term has passed, and those among them whose tenant accepted help."""

    signals: int
    accepted: int


@dataclass(frozen=True)
class Hold:
    """A hold with the day on which it ends, or is about to end."""

    lease_id: str
    signal_id: str
    accepted_on: date
    hold_until: date
    status: str
    ends_on: date


@dataclass(frozen=True)
class CalendarDay:
    """A day of the calendar of holds."""

    day: date
    is_working_day: bool
    holiday: str | None


@dataclass(frozen=True)
class Figures:
    """Everything the report counts, for one as-of date."""

    as_of: date
    in_arrears: Amount
    without_amount: int
    to_signal: Amount
    funnel: Sequence[RuleStep]
    reasons: Sequence[Reason]
    municipalities: Sequence[Place]
    landlords: Sequence[Place]
    ages: Sequence[Band]
    deliveries: Sequence[Delivery]
    waiting: Sequence[Waiting]
    withdrawn_because: Sequence[tuple[str, int]]
    holds: Sequence[Hold]
    calendar: Sequence[CalendarDay]
    delivered_today: Amount
    withdrawn_today: int
    running: int
    not_handed_in: int
    helped: int
    answered: Answered
    days_to_acceptance: Sequence[int]
    days_to_withdrawal: Sequence[int]


def read_figures(con: duckdb.DuckDBPyConnection, as_of: date) -> Figures:
    """Reads everything from the marts; nothing is written.

    Raises:
        ValueError: the warehouse was built for another date.
    """
    built_for = rows(con, "select as_of_date from control.run_parameters")[0]["as_of_date"]
    if built_for != as_of:
        raise ValueError(f"the warehouse stands as of {built_for}, the report was asked for {as_of}")
    whole = rows(con, queries.WHOLE, [as_of])[0]
    in_arrears = _amount(whole)
    signals = rows(con, "select * from marts.signals")
    today = [signal for signal in signals if signal["delivered_on"] == as_of]
    return Figures(
        as_of=as_of,
        in_arrears=in_arrears,
        without_amount=whole["without_amount"],
        to_signal=_amount(rows(con, queries.TO_SIGNAL, [as_of])[0]),
        funnel=_funnel(rows(con, queries.FUNNEL, [as_of]), in_arrears),
        reasons=_reasons(rows(con, queries.REASONS, [as_of])),
        municipalities=_places(rows(con, queries.MUNICIPALITIES, [as_of])),
        landlords=_places(rows(con, queries.LANDLORDS, [as_of])),
        ages=_ages(con, as_of),
        deliveries=_deliveries(signals),
        waiting=_waiting(signals),
        withdrawn_because=_withdrawn_because(signals),
        holds=[Hold(**row) for row in rows(con, queries.HOLDS)],
        calendar=[CalendarDay(**row) for row in rows(con, queries.CALENDAR, [as_of, as_of])],
        delivered_today=Amount(len(today), sum((signal["delivered_amount"] for signal in today), NO_MONEY)),
        withdrawn_today=sum(signal["withdrawn_on"] == as_of for signal in signals),
        running=sum(signal["state"] == "delivered" for signal in signals),
        not_handed_in=sum(signal["state"] == "delivered" and signal["handed_in_on"] is None for signal in signals),
        answered=_answered(signals, as_of),
        days_to_acceptance=_days_until(signals, "help_accepted_on"),
        days_to_withdrawal=_days_until(signals, "withdrawn_on"),
        helped=sum(signal["state"] == "help_accepted" for signal in signals),
    )


def _amount(row: dict[str, Any], suffix: str = "") -> Amount:
    return Amount(row[f"leases{suffix}"], Decimal(row[f"euros{suffix}"]))


def _funnel(found: list[dict[str, Any]], whole: Amount) -> list[RuleStep]:
    steps, left = [], whole
    for row in found:
        falls = _amount(row)
        left = Amount(left.leases - falls.leases, left.euros - falls.euros)
        steps.append(RuleStep(row["code"], row["words_nl"], row["source"], falls, left))
    return steps


def _reasons(found: list[dict[str, Any]]) -> list[Reason]:
    return [Reason(row["code"], row["words_nl"], _amount(row), row["tenants"], _amount(row, "_alone")) for row in found]


def _places(found: list[dict[str, Any]]) -> list[Place]:
    return [Place(row["label"] or "onbekend", _amount(row), _amount(row, "_signalled")) for row in found]


def _ages(con: duckdb.DuckDBPyConnection, as_of: date) -> list[Band]:
    leases = rows(
        con,
        "select days_in_arrears as days, amount_in_arrears as euros from marts.signal_decisions where as_of_date = ?",
        [as_of],
    )
    return [_band(Days(first, last), leases) for first, last in AGE_BANDS]


def _band(days: Days, leases: list[dict[str, Any]]) -> Band:
    amounts = [lease["euros"] for lease in leases if lease["days"] in days]
    return Band(days, Amount(len(amounts), sum((euros for euros in amounts if euros is not None), NO_MONEY)))


def _deliveries(signals: list[dict[str, Any]]) -> list[Delivery]:
    """Newest first. A signal counts as accepted also where it was closed since; closed otherwise."""
    days = sorted({signal["delivered_on"] for signal in signals}, reverse=True)
    return [_delivery(day, [signal for signal in signals if signal["delivered_on"] == day]) for day in days]


def _delivery(day: date, signals: list[dict[str, Any]]) -> Delivery:
    accepted = sum(signal["help_accepted_on"] is not None for signal in signals)
    withdrawn = sum(signal["state"] == "withdrawn" and signal["help_accepted_on"] is None for signal in signals)
    closed = sum(signal["state"] == "closed" and signal["help_accepted_on"] is None for signal in signals)
    euros = sum((signal["delivered_amount"] or NO_MONEY for signal in signals), NO_MONEY)
    running = len(signals) - accepted - withdrawn - closed
    return Delivery(day, Amount(len(signals), euros), accepted, withdrawn, closed, running)


def _answered(signals: list[dict[str, Any]], as_of: date) -> Answered:
    """A file that nobody handed in asks nothing of a municipality, so its signals do not count."""
    over = [signal for signal in signals if signal["handed_in_on"] is not None and signal["response_due_on"] < as_of]
    return Answered(len(over), sum(signal["help_accepted_on"] is not None for signal in over))


def _waiting(signals: list[dict[str, Any]]) -> list[Waiting]:
    accepted, withdrawn = _days_until(signals, "help_accepted_on"), _days_until(signals, "withdrawn_on")
    return [
        Waiting(days, sum(n in days for n in accepted), sum(n in days for n in withdrawn))
        for days in (Days(first, last) for first, last in WAITING_BANDS)
    ]


def _days_until(signals: list[dict[str, Any]], what: str) -> list[int]:
    return [(signal[what] - signal["delivered_on"]).days for signal in signals if signal[what] is not None]


def _withdrawn_because(signals: list[dict[str, Any]]) -> list[tuple[str, int]]:
    reasons = [signal["withdrawal_reason"] for signal in signals if signal["state"] == "withdrawn"]
    return sorted(((reason, reasons.count(reason)) for reason in set(reasons)), key=lambda pair: (-pair[1], pair[0]))
