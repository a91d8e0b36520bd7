"""docs/rules.md 3 and feedback, read aloud: plain loops, to hold the models' SQL against.

Belongs here: what a run for one date has to propose of signals that stand, from landing rows and events as dictionaries. Does
not belong here: whether a lease may be signalled again (again_by_hand.py), tests, SQL, or the arithmetic of arrears beyond
charges and payments (arrears_by_hand.py has that).

An event is a dict: seq, as_of_date, event_type, signal_id, batch_id, lease_id, payload (dates as date objects).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

ACTIVE = ("delivered", "help_accepted")


@dataclass(frozen=True)
class World:
    """Everything a run looks at. `settings` are those of control.run_parameters; `days_off` are no working days."""

    as_of: date
    tables: Mapping[str, list[dict]]
    events: list[dict]
    lines: list[dict]
    feedback: list[dict]
    settings: Mapping[str, object]
    days_off: frozenset[date] = field(default=frozenset())

    def judged(self) -> list[dict]:
        """What the run judges by: earlier days, acceptances by their own date, batches that turned out not to have left."""
        return [
            event
            for event in self.events
            if event["as_of_date"] < self.as_of
            or (event["event_type"] == "help_accepted" and event["payload"]["accepted_on"] <= self.as_of)
            or (event["event_type"] in ("batch_found_unsent", "batch_abandoned") and event["as_of_date"] <= self.as_of)
        ]


def signals_by_hand(world: World, events: list[dict], accepted: Mapping[str, date] = {}) -> dict[str, dict]:
    """signal_id -> its state and dates by these events, and by acceptances that are not registered yet."""
    signals: dict[str, dict] = {}
    for event in events:
        if event["event_type"] == "signal_delivered":
            signals[event["signal_id"]] = {
                **event["payload"], "signal_id": event["signal_id"], "lease_id": event["lease_id"],
                "batch_id": event["batch_id"], "delivered_on": event["as_of_date"], "state": "delivered",
                "accepted_on": None, "replaced_by": None,
                "due": _response_due_on(world, event["as_of_date"], event["payload"]["threatening"]),
            }  # fmt: skip
    for event in events:
        signal = signals.get(event["signal_id"])
        if signal and event["event_type"] == "help_accepted" and signal["accepted_on"] is None:
            signal["accepted_on"] = event["payload"]["accepted_on"]
    for signal_id, day in accepted.items():
        if signal_id in signals and signals[signal_id]["accepted_on"] is None:
            signals[signal_id]["accepted_on"] = day
    for signal in signals.values():
        signal["state"] = "help_accepted" if signal["accepted_on"] else "delivered"
    for event in events:
        signal = signals.get(event["signal_id"])
        if signal and signal["state"] in ACTIVE and event["event_type"] in ("signal_withdrawn", "signal_closed"):
            signal["state"] = event["event_type"].removeprefix("signal_")
    return signals


def _response_due_on(world: World, delivered_on: date, is_threatening: bool) -> date:
    if not is_threatening:
        return delivered_on + timedelta(days=world.settings["response_days"])
    day, left = delivered_on, world.settings["threatening_working_days"]
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in world.days_off
    return day


def feedback_by_hand(world: World) -> dict[tuple[str, int], tuple[str, str | None]]:
    """(file, row) -> outcome and the signal it is about."""
    signals = signals_by_hand(world, world.events)
    found, accepted_now = {}, set()
    for row in sorted(world.feedback, key=lambda r: (r["file_name"], r["file_sha256"], r["row_number"])):
        outcome, signal_id = _outcome(world, row, signals)
        if outcome == "accepted" and signal_id in accepted_now:
            outcome = "repeated"
        elif outcome == "accepted":
            accepted_now.add(signal_id)
        found[row["file_sha256"], row["row_number"]] = (outcome, signal_id)
    return found


def _outcome(world: World, row: dict, signals: dict[str, dict]) -> tuple[str, str | None]:
    if row["answer"] != "ja":
        return "unreadable_answer", None
    fits = [
        signals[line["signal_id"]]
        for line in world.lines
        if line["signal_id"] in signals and signals[line["signal_id"]]["batch_id"] == line["batch_id"] and _fits(row, line)
    ]
    active = [signal for signal in fits if signal["state"] in ACTIVE]
    if len(active) > 1:
        return "several_signals", None
    if not fits:
        return "no_signal", _the_one_at_that_address(world, row, signals)
    latest = sorted(fits, key=lambda s: (-s["delivered_on"].toordinal(), s["signal_id"]))[0]
    signal = active[0] if active else latest
    if signal["state"] == "closed" and signal["accepted_on"]:
        return "repeated", signal["signal_id"]
    return _outcome_by_date(world, row["accepted_on"], signal), signal["signal_id"]


def _outcome_by_date(world: World, day: date | None, signal: dict) -> str:
    if day is None:
        return "no_date"
    if day < signal["delivered_on"]:
        return "before_delivery"
    if day > world.as_of:
        return "in_the_future"
    if signal["state"] not in ACTIVE:
        return "not_active"
    return "repeated" if signal["accepted_on"] else "accepted"


def _fits(row: dict, line: dict) -> bool:
    same = all(plain(row[name]) == plain(line[name]) for name in ("last_name", "postcode", "house_number"))
    both = row["house_number_suffix"] and line["house_number_suffix"]
    return same and (not both or plain(row["house_number_suffix"]) == plain(line["house_number_suffix"]))


def _the_one_at_that_address(world: World, row: dict, signals: dict[str, dict]) -> str | None:
    """Whose name does not fit, but whose address does: for a person to compare."""
    named = [
        line["signal_id"]
        for line in world.lines
        if line["signal_id"] in signals
        and signals[line["signal_id"]]["batch_id"] == line["batch_id"]
        and signals[line["signal_id"]]["state"] in ACTIVE
        and _fits(row | {"last_name": ""}, line | {"last_name": ""})
    ]
    return named[0] if len(named) == 1 else None


def plain(text: str | None) -> str:
    """Capitals and spaces do not matter."""
    return unicodedata.normalize("NFC", "".join((text or "").casefold().split()).replace("i\u0307", "i"))


def open_charges(world: World, lease_id: str) -> list[dict]:
    """Rent that is open, oldest first, where the ledger holds charges of rent and payments alone."""
    seen = [e for e in world.tables["ledger_entries"] if e["lease_id"] == lease_id and e["booked_on"] <= world.as_of]
    pool = sum((e["amount"] for e in seen if e["entry_type"] == "payment"), Decimal(0))
    still_open = []
    for charge in sorted((e for e in seen if e["entry_type"] == "charge"), key=lambda e: (e["due_on"], e["entry_id"])):
        paid = min(pool, charge["amount"])
        pool -= paid
        if paid < charge["amount"]:
            still_open.append({**charge, "open": charge["amount"] - paid})
    return still_open


def arrears(world: World, lease_id: str) -> list[dict]:
    return [charge for charge in open_charges(world, lease_id) if charge["due_on"] < world.as_of]


def is_consistent(world: World, lease_id: str) -> bool:
    """Here a ledger is inconsistent by a reversal of nothing, and by nothing else."""
    return not any(
        e["entry_type"] == "reversal" and e["lease_id"] == lease_id and e["booked_on"] <= world.as_of
        for e in world.tables["ledger_entries"]
    )


def judged_signals(world: World) -> dict[str, dict]:
    outcomes = feedback_by_hand(world)
    accepted = {
        outcomes[key][1]: row["accepted_on"]
        for row in world.feedback
        if outcomes[key := (row["file_sha256"], row["row_number"])][0] == "accepted"
    }
    return signals_by_hand(world, world.judged(), accepted)


def endings_by_hand(world: World) -> tuple[dict[str, tuple[str, bool]], dict[str, str]]:
    """Withdrawals: signal_id -> (reason, needs a person). Closings: signal_id -> reason."""
    active = {name: s for name, s in judged_signals(world).items() if s["state"] in ACTIVE}
    reasons = {name: reasons_of(world, signal) for name, signal in active.items()}
    withdrawn = {n: reasons[n][0] for n, s in active.items() if s["state"] == "delivered" and reasons[n]}
    closed = {}
    for name, signal in active.items():
        left = [reason for reason in reasons[name] if reason != "objection"]
        if signal["state"] == "help_accepted" and left:
            closed[name] = left[0]
    addresses = {name: _address(world, signal) for name, signal in active.items()}
    stay = {addresses[name] for name in active if name not in withdrawn and name not in closed}
    return {n: (reason, addresses[n] in stay) for n, reason in withdrawn.items()}, closed


def _address(world: World, signal: dict) -> tuple:
    line = next(
        each for each in world.lines if (each["signal_id"], each["batch_id"]) == (signal["signal_id"], signal["batch_id"])
    )
    return signal["desk"], plain(line["postcode"]), plain(line["house_number"])


def reasons_of(world: World, signal: dict) -> list[str]:
    """Why a signal is to be withdrawn, in the order of the rules: the first is the one that is said."""
    lease = _one(world.tables["leases"], "lease_id", signal["lease_id"])
    tenants = {signal["tenant_id"], lease["tenant_id"] if lease else signal["tenant_id"]}
    seen = {
        e["entry_id"]
        for e in world.tables["ledger_entries"]
        if (e["lease_id"], e["entry_type"]) == (signal["lease_id"], "charge") and e["booked_on"] <= world.as_of
    }
    has_all_charges = all(each["entry_id"] in seen for each in signal["covered"])
    is_settled = not arrears(world, signal["lease_id"]) and is_consistent(world, signal["lease_id"]) and has_all_charges
    people = tenants | {
        each["tenant_id"]
        for each in world.tables.get("co_tenants", [])
        if each["lease_id"] == signal["lease_id"]
        and (each["from_on"] or world.as_of) <= world.as_of <= (each["until_on"] or world.as_of)
    }
    objects = any(
        o["tenant_id"] in people and in_force(world.as_of, o["received_on"], o["withdrawn_on"])
        for o in world.tables["objections"]
    )
    died = any(
        each["tenant_id"] in tenants and (each["deceased_on"] or date.max) <= world.as_of for each in world.tables["tenants"]
    )
    holds = {"settled": is_settled, "objection": objects, "tenant_deceased": died}
    return [reason for reason, it_does in holds.items() if it_does]


def holds_by_hand(world: World) -> dict[str, dict]:
    """signal_id -> accepted_on, hold_until, status, ends_on."""
    outcomes = feedback_by_hand(world)
    days = {name: s["accepted_on"] for name, s in signals_by_hand(world, world.events).items() if s["accepted_on"]}
    leases = {name: s["lease_id"] for name, s in signals_by_hand(world, world.events).items()}
    for row in world.feedback:
        outcome, signal_id = outcomes[row["file_sha256"], row["row_number"]]
        if outcome == "accepted":
            days[signal_id] = row["accepted_on"]
    return {name: _hold(world, name, leases[name], day) for name, day in days.items() if day <= world.as_of}


def _hold(world: World, signal_id: str, lease_id: str, accepted_on: date) -> dict:
    until = accepted_on + timedelta(days=world.settings["hold_days"])
    hold = {"lease_id": lease_id, "accepted_on": accepted_on, "hold_until": until}
    for event in world.judged():
        if event["event_type"] == "hold_notice_delivered" and event["signal_id"] == signal_id:
            notice = event["payload"]
            if notice["message"] == "hervatten":
                return hold | {"status": notice["hold_status"], "ends_on": notice["ends_on"]}
    grace = timedelta(days=world.settings["new_arrears_grace_days"])
    new = [c["due_on"] + grace for c in open_charges(world, lease_id) if c["due_on"] > accepted_on]
    lapses = [day for day in new if day <= world.as_of and day < until]
    if lapses:
        return hold | {"status": "lapsed", "ends_on": min(lapses)}
    return hold | {"status": "completed" if world.as_of >= until else "active", "ends_on": until}


def notices_by_hand(world: World) -> dict[tuple[str, str], str]:
    """(signal_id, case_id) -> message."""
    given = {
        (e["signal_id"], e["payload"]["case_id"], e["payload"]["message"])
        for e in world.judged()
        if e["event_type"] == "hold_notice_delivered"
    }
    found = {}
    for signal_id, hold in holds_by_hand(world).items():
        for case in world.tables["collection_cases"]:
            key = (signal_id, case["case_id"])
            if case["lease_id"] != hold["lease_id"] or not in_force(world.as_of, case["handed_over_on"], case["ended_on"]):
                continue
            is_paused, is_resumed = (*key, "opschorten") in given, (*key, "hervatten") in given
            if hold["status"] == "active" and not is_paused:
                found[key] = "opschorten"
            if hold["status"] != "active" and is_paused and not is_resumed:
                found[key] = "hervatten"
    return found


def in_force(as_of: date, began_on: date, ended_on: date | None) -> bool:
    """From its first day, until the day before its last."""
    return began_on <= as_of and (ended_on is None or ended_on > as_of)


def _one(rows: list[dict], key: str, value: object) -> dict | None:
    return next((row for row in rows if row[key] == value), None)
