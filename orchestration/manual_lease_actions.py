"""What a person may record of leases and rows: a release, a new number, a row that concerns nobody.

Belongs here: the rules of these actions and the events they become; used by the command line and by Dagster's launchpad
alike. Does not belong here: actions on signals, batches and feedback (manual_actions.py) or what follows (the models).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from exports.ground.home import Home
from exports.register.events import Event
from orchestration.manual_actions import ActionRefused, events_of, hold_for, record

BLOCKING_TABLES = ("objections", "payment_arrangements", "co_tenants", "reported_elsewhere")


def accept_row(home: Home, table: str, keys: Sequence[str], *, who: str, why: str, on: str = "") -> str:
    """Record of rows that block and name nobody that they concern nobody here; never asked again.

    `table` is the landing table they stand in; `keys` are theirs, as `status` shows them.

    Raises:
        ActionRefused: not a table that blocks, no reason given, or accepted before.
    """
    if table not in BLOCKING_TABLES:
        raise ActionRefused(f"{table} is geen tabel die meldingen tegenhoudt; dat zijn: {', '.join(BLOCKING_TABLES)}.")
    _must_say(why, "waarom deze rij niemand betreft")
    with hold_for(home, "accept-row"):
        known = {(e.payload["blocking_table"], e.payload["row_key"]) for e in events_of(home, "row_accepted")}
        again = [key for key in keys if (table, key) in known]
        if again:
            raise ActionRefused(f"{len(again)} van deze rijen waren al aanvaard; er is niets veranderd.")
        facts = {"blocking_table": table, "who": who, "why": why}
        record(home, [Event("row_accepted", payload=facts | {"row_key": key}) for key in keys], on)
    return f"{len(keys)} rij(en) van {table} aanvaard: zij houden geen melding meer tegen. Draai de dag opnieuw om te melden."


def release(home: Home, lease_id: str, *, who: str, why: str, on: str = "") -> str:
    """Let a lease be signalled again whose signal a person took back.

    Raises:
        ActionRefused: no reason given, or nothing of this lease is kept off.
    """
    _must_say(why, "waarom de huurovereenkomst weer mag worden gemeld")
    with hold_for(home, "release"):
        kept = [signal for signal, lease in _kept_off(home).items() if lease == lease_id]
        if not kept:
            raise ActionRefused(
                "Van deze huurovereenkomst houdt geen met de hand teruggenomen melding haar nog tegen; er is niets veranderd."
            )
        facts = {"who": who, "why": why}
        record(home, [Event("signal_released", signal_id=signal, lease_id=lease_id, payload=facts) for signal in kept], on)
    return "De huurovereenkomst is vrijgegeven: een run voor een latere datum beoordeelt haar als elke andere."


def renumber(home: Home, old: str, new: str, *, who: str, why: str, is_same: bool = True, on: str = "") -> str:
    """Record that a lease got another number, so that its signals go on under it; or that the two are different leases.

    Raises:
        ActionRefused: no reason given, or no signal was ever delivered under the old number.
    """
    _must_say(why, "hoe u dat weet")
    with hold_for(home, "renumber"):
        events = _renumbered(home, [(old, new)], who=who, why=why, is_same=is_same)
        if not events:
            raise ActionRefused("Onder het oude nummer is niets gemeld; er is niets veranderd.")
        record(home, events, on)
    if not is_same:
        return "Vastgelegd: een andere huurovereenkomst. Zij houdt geen melding meer tegen."
    return f"{len(events)} melding(en) horen voortaan bij het nieuwe nummer; een run voor een latere datum oordeelt ernaar."


def renumber_all(home: Home, path: Path, *, who: str, why: str, on: str = "") -> str:
    """The same for every row of a file with two columns, old and new number; rows without signals are counted.

    Raises:
        ActionRefused: the file cannot be read for sure, one number stands in two rows, or no row has a signal.
    """
    _must_say(why, "waar het bestand vandaan komt")
    pairs = _pairs(path)
    with hold_for(home, "renumber"):
        events = _renumbered(home, pairs, who=who, why=why)
        if not events:
            raise ActionRefused(f"Van de {len(pairs)} oude nummers is er nooit een gemeld; er is niets veranderd.")
        record(home, events, on)
    leases = len({event.payload["old_lease_id"] for event in events})
    return (
        f"{len(events)} melding(en) van {leases} huurovereenkomst(en) horen voortaan bij hun nieuwe nummers; "
        f"{len(pairs) - leases} rij(en) hadden geen melding. Een run voor een latere datum oordeelt ernaar."
    )


def _renumbered(home: Home, pairs: Iterable[tuple[str, str]], *, who: str, why: str, is_same: bool = True) -> list[Event]:
    """One event per signal: what was delivered, whatever became of it, goes on under the new number."""
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
        ActionRefused: with the line that cannot be read for sure.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ActionRefused(f"{path.name} is niet te lezen als tekst in UTF-8.") from None
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), delimiter=delimiter)][1:]
    for number, row in enumerate(rows, start=2):
        if len(row) != 2 or not all(row):
            raise ActionRefused(
                f"Regel {number} van {path.name} moet twee nummers hebben, het oude en het nieuwe; er is niets veranderd."
            )
    pairs = [(row[0], row[1]) for row in rows]
    for place, which in ((0, "oud"), (1, "nieuw")):
        if len({pair[place] for pair in pairs}) != len(pairs):
            raise ActionRefused(f"Een {which} nummer staat meer dan eens in {path.name}; er is niets veranderd.")
    return pairs


def _must_say(why: str, what: str) -> None:
    if not why.strip():
        raise ActionRefused(f"Zeg {what}: --why ...")
