"""What a person may record of leases and rows: a release, a new number, a row that concerns nobody.

Belongs here: the rules of these acts and the events they become; used by the command line and by Dagster's launchpad
alike. Does not belong here: acts on signals, batches and feedback (acts.py) or what follows from an act (the models).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from exports.ground.home import Home
from exports.register.events import Event
from orchestration.acts import ActRefused, events_of, hold_for, record

BLOCKING_TABLES = ("objections", "payment_arrangements", "co_tenants", "reported_elsewhere")


def accept_row(home: Home, table: str, keys: Sequence[str], *, who: str, why: str, on: str = "") -> str:
    """Record of rows that block and name nobody that they concern nobody here; never asked again.

    `table` is the landing table they stand in; `keys` are theirs, as `status` shows them.

    Raises:
        ActRefused: not a table that blocks, no reason given, or accepted before.
    """
    if table not in BLOCKING_TABLES:
        raise ActRefused(f"{table} is no table that blocks; these are: {', '.join(BLOCKING_TABLES)}.")
    _must_say(why, "why this row concerns nobody")
    with hold_for(home, "accept-row"):
        known = {(e.payload["blocking_table"], e.payload["row_key"]) for e in events_of(home, "row_accepted")}
        again = [key for key in keys if (table, key) in known]
        if again:
            raise ActRefused(f"{len(again)} of these rows were accepted already; nothing was changed.")
        facts = {"blocking_table": table, "who": who, "why": why}
        record(home, [Event("row_accepted", payload=facts | {"row_key": key}) for key in keys], on)
    return f"{len(keys)} row(s) of {table} accepted: they hold no signal back any more. Run the day again to deliver."


def release(home: Home, lease_id: str, *, who: str, why: str, on: str = "") -> str:
    """Let a lease be signalled again whose signal a person took back.

    Raises:
        ActRefused: no reason given, or nothing of this lease is kept off.
    """
    _must_say(why, "why the lease may be signalled again")
    with hold_for(home, "release"):
        kept = [signal for signal, lease in _kept_off(home).items() if lease == lease_id]
        if not kept:
            raise ActRefused("No signal of this lease was taken back by hand and still keeps it off; nothing was changed.")
        facts = {"who": who, "why": why}
        record(home, [Event("signal_released", signal_id=signal, lease_id=lease_id, payload=facts) for signal in kept], on)
    return "The lease is released: a run for a later date judges it like any other."


def renumber(home: Home, old: str, new: str, *, who: str, why: str, is_same: bool = True, on: str = "") -> str:
    """Record that a lease got another number, so that its signals go on under it; or that the two are different leases.

    Raises:
        ActRefused: no reason given, or no signal was ever delivered under the old number.
    """
    _must_say(why, "how you know")
    with hold_for(home, "renumber"):
        events = _renumbered(home, [(old, new)], who=who, why=why, is_same=is_same)
        if not events:
            raise ActRefused("No signal was delivered under the old number; nothing was changed.")
        record(home, events, on)
    if not is_same:
        return "Recorded: another lease. It holds no signal back any more."
    return f"{len(events)} signal(s) belong to the new number from now on; a run for a later date judges by it."


def renumber_all(home: Home, path: Path, *, who: str, why: str, on: str = "") -> str:
    """The same for every row of a file with two columns, old and new number; rows without signals are counted.

    Raises:
        ActRefused: the file cannot be read for sure, one number stands in two rows, or no row has a signal.
    """
    _must_say(why, "where the file comes from")
    pairs = _pairs(path)
    with hold_for(home, "renumber"):
        events = _renumbered(home, pairs, who=who, why=why)
        if not events:
            raise ActRefused(f"None of the {len(pairs)} old numbers ever had a signal; nothing was changed.")
        record(home, events, on)
    leases = len({event.payload["old_lease_id"] for event in events})
    return (
        f"{len(events)} signal(s) of {leases} lease(s) belong to their new numbers from now on; {len(pairs) - leases} row(s) "
        "had no signal. A run for a later date judges by it."
    )


def _renumbered(home: Home, pairs: Iterable[tuple[str, str]], *, who: str, why: str, is_same: bool = True) -> list[Event]:
    """One event a signal: what was delivered, whatever became of it, goes on under the new number."""
    kind = "lease_renumbered" if is_same else "lease_not_renumbered"
    signals: dict[str, list[str]] = {}
    for signal, lease in _leases_of_signals(home).items():
        signals.setdefault(lease, []).append(signal)
    return [
        Event(kind, signal_id=signal, lease_id=new, payload={"old_lease_id": old, "who": who, "why": why})
        for old, new in pairs
        if old != new
        for signal in signals.get(old, ())
    ]


def _leases_of_signals(home: Home) -> dict[str, str]:
    """The present lease number of every signal ever delivered."""
    return {str(event.signal_id): str(event.lease_id) for event in events_of(home, "signal_delivered", "lease_renumbered")}


def _kept_off(home: Home) -> dict[str, str]:
    """Signals that a person took back, neither settled since nor released, with the present number of their lease."""
    leases = _leases_of_signals(home)
    ended: dict[str, bool] = {}
    freed = {event.signal_id for event in events_of(home, "signal_released", "arrears_settled")}
    for event in events_of(home, "signal_withdrawn", "signal_closed"):
        by_hand = event.payload["by"] == "person" and event.payload["reason"] in ("by_hand", "refused_by_desk")
        ended.setdefault(str(event.signal_id), by_hand)  # the first end recorded holds
    return {signal: leases[signal] for signal, by_hand in ended.items() if by_hand and signal not in freed and signal in leases}


def _pairs(path: Path) -> list[tuple[str, str]]:
    """Old and new numbers of a csv with a row of titles, comma or semicolon.

    Raises:
        ActRefused: with the line that cannot be read for sure.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ActRefused(f"{path.name} cannot be read as a UTF-8 text file.") from None
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), delimiter=delimiter)][1:]
    for number, row in enumerate(rows, start=2):
        if len(row) != 2 or not all(row):
            raise ActRefused(f"Line {number} of {path.name} must hold two numbers, the old and the new one; nothing was changed.")
    pairs = [(row[0], row[1]) for row in rows]
    for place, which in ((0, "old"), (1, "new")):
        if len({pair[place] for pair in pairs}) != len(pairs):
            raise ActRefused(f"An {which} number stands in {path.name} more than once; nothing was changed.")
    return pairs


def _must_say(why: str, what: str) -> None:
    if not why.strip():
        raise ActRefused(f"Say {what}: --why ...")
