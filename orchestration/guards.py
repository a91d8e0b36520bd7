"""What keeps a run from acting for the wrong date (docs/outputs.md, the two guards).

Belongs here: deciding whether a run may act, or must become a dry run, and saying why. Does not belong here: what a
dry run does differently (resources.py, exports/ground/home.py).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from exports.register.log import Register

DELIVERY_DAY = 20  # work instruction: "circa de 20e"
CATCH_UP_DAYS = 7  # after these a missed 20th waits for the next one, or for a person who runs the whole day
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class NotOfThisDay(Exception):
    """The warehouse does not stand for the day of this run; the text says why and what to do (consistency.py)."""


def machine_date() -> date:
    """The machine's own date in Amsterdam: used to refuse the future and to fill in schedules, never to judge."""
    return now().date()


def now() -> datetime:
    """This moment in Amsterdam, by the machine's clock: for monitoring, never to judge by."""
    return datetime.now(AMSTERDAM)


def read_as_of(text: str) -> date:
    """The as-of date a person or schedule gave.

    Raises:
        ValueError: it is not a date written as 2026-04-20.
    """
    try:
        day = date.fromisoformat(text)
        if day.isoformat() != text:  # Python reads other ISO forms too, weeks among them
            raise ValueError
        return day
    except ValueError:
        raise ValueError(f"the as-of date must be written as 2026-04-20, not as {text!r}") from None


def latest_delivered(register: Path) -> date | None:
    """The latest as-of date for which anything was delivered or a whole run ended, or None before the first."""
    if not register.exists():
        return None
    with Register.read_only(register) as opened:
        events = opened.events_of(event_types=("batch_delivered", "run_finished"))
    # A person's word about a batch in doubt is dated by the day it was given, and no run was for that day.
    dates = [event.as_of_date for event in events if event.payload.get("receipt") != "person"]
    return max(dates, default=None)


def latest_run(register: Path) -> date | None:
    """The as-of date of the latest run that ended, or None before the first."""
    if not register.exists():
        return None
    with Register.read_only(register) as opened:
        dates = [event.as_of_date for event in opened.events_of(event_types=("run_finished",))]
    return dates[-1] if dates else None


def missed_delivery(register: Path, day: date) -> date | None:
    """The 20th whose signals are to be caught up on `day`, or None where none is: an undelivered one, up to CATCH_UP_DAYS ago."""
    due = last_delivery_day(day)
    return undelivered(register, day) if (day - due).days <= CATCH_UP_DAYS else None


def last_delivery_day(day: date) -> date:
    """The last 20th before `day`."""
    last_month = day.replace(day=1) - timedelta(days=1)
    return (day if day.day > DELIVERY_DAY else last_month).replace(day=DELIVERY_DAY)


def undelivered(register: Path, day: date) -> date | None:
    """The last 20th before `day`, where no run with signals has ended well since; None where one has.

    None too where the home was not in service before it. A run that ended on a 20th without saying so, as those of earlier
    versions did, was one with signals.
    """
    due = last_delivery_day(day)
    if not register.exists():
        return None
    with Register.read_only(register) as opened:
        runs = opened.events_of("run_finished")
    was_in_service = any(run.as_of_date < due for run in runs)
    is_delivered = any(
        run.as_of_date >= due and run.payload["outcome"] == "ok" and run.payload.get("signals", run.as_of_date == due)
        for run in runs
    )
    return due if was_in_service and not is_delivered else None


def reason_for_dry_run(
    as_of: date, *, allow_future: bool, latest: date | None, today: date
) -> tuple[Literal["future", "earlier"], str] | None:
    """Why a run for `as_of` may not act, as a code and in words; None where it may."""
    if as_of > today and not allow_future:
        return "future", (
            f"{as_of} lies after this machine's date ({today}): nothing is delivered, this is a dry run. "
            "Use --allow-future if you mean it."
        )
    if latest is not None and as_of < latest:
        words = f"{as_of} lies before {latest}, the latest date delivered for: nothing is delivered, this is a dry run."
        return "earlier", words
    return None
