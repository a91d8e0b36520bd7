"""docs/rules.md 3, read aloud where it is about the next signal of a lease: plain loops, to hold the models' SQL against.

Belongs here: what keeps a lease from being signalled again, what frees it, and terms that passed. Does not belong here: the life
of a signal itself (life_by_hand.py), tests, SQL.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from tests.support.life_by_hand import (
    ACTIVE,
    World,
    arrears,
    endings_by_hand,
    holds_by_hand,
    in_force,
    is_consistent,
    judged_signals,
    reasons_of,
)


def kept_off_by_hand(world: World) -> dict[str, dict]:
    """Signals that a person took back, neither settled since as a run saw it nor released."""
    ends: dict[str, dict] = {}
    freed = set()
    for event in world.judged():
        if event["event_type"] in ("signal_withdrawn", "signal_closed"):
            ends.setdefault(event["signal_id"], event["payload"])
        elif event["event_type"] in ("arrears_settled", "signal_released"):
            freed.add(event["signal_id"])
    return {
        name: signal
        for name, signal in judged_signals(world).items()
        if name not in freed
        and name in ends
        and ends[name].get("by") == "person"
        and ends[name]["reason"] in ("by_hand", "refused_by_desk")
    }


def settlements_by_hand(world: World) -> set[str]:
    """Signals whose arrears are settled, that no file takes back, and of which no earlier run said so."""
    known = {event["signal_id"] for event in world.judged() if event["event_type"] == "arrears_settled"}
    for_a_person = {name for name, (reason, by_hand) in endings_by_hand(world)[0].items() if by_hand and reason == "settled"}
    taken_back = {name for name, signal in kept_off_by_hand(world).items() if "settled" in reasons_of(world, signal)}
    return (for_a_person | taken_back) - known


def blocks_by_hand(world: World) -> dict[str, tuple[bool, str | None]]:
    """lease_id -> (blocked, the signal that a new one would replace), for leases with an active signal or a waiting batch.

    So is a lease whose signal a person took back, and one that an agency reported in its own name.
    """
    holds, found = holds_by_hand(world), {}
    for name, signal in judged_signals(world).items():
        if signal["state"] in ACTIVE:
            gives_way = _gives_way(world, signal, holds.get(name))
            found[signal["lease_id"]] = (not gives_way, name if gives_way else None)
    elsewhere = {
        each["lease_id"]
        for each in world.tables.get("reported_elsewhere", [])
        if in_force(world.as_of, each["reported_on"], each["ended_on"])
    }
    taken_back = {signal["lease_id"] for signal in kept_off_by_hand(world).values()}
    for lease_id in _leases_waiting(world) | taken_back | elsewhere:
        found[lease_id] = (True, None)
    return found


def _gives_way(world: World, signal: dict, hold: dict | None) -> bool:
    since = hold["ends_on"] if signal["state"] == "help_accepted" else signal["delivered_on"]
    if since + timedelta(days=world.settings["redelivery_after_days"]) > world.as_of:
        return False
    owed = sum((charge["open"] for charge in arrears(world, signal["lease_id"])), Decimal(0))
    is_higher = is_consistent(world, signal["lease_id"]) and owed > Decimal(signal["amount"])
    return {"never": False, "always": True, "on_increase": is_higher}[world.settings["redelivery"]]


def _leases_waiting(world: World) -> set[str]:
    waiting: dict[str, set[str]] = {}
    for event in world.judged():
        if event["event_type"] == "batch_prepared" and event["payload"]["kind"] == "signals":
            waiting[event["batch_id"]] = {line["lease_id"] for line in event["payload"]["signals"]}
        elif event["event_type"] in ("batch_delivered", "batch_resolved", "batch_found_unsent", "batch_abandoned"):
            waiting.pop(event["batch_id"], None)
    return set().union(*waiting.values())


def terms_by_hand(world: World) -> dict[str, bool]:
    """signal_id -> whether an earlier run has listed its term as passed."""
    listed = {e["signal_id"] for e in world.judged() if e["event_type"] == "term_passed"}
    return {
        name: name in listed
        for name, signal in judged_signals(world).items()
        if signal["state"] == "delivered" and signal["due"] < world.as_of
    }
