"""Lawful register events for tests: one small function a kind, with defaults that a test changes where it matters.

Belongs here: events as the product would record them. Does not belong here: anything that reads a register.
"""

from __future__ import annotations

from exports.register.events import Event

SHA = "ab" * 32


def signal_facts(**facts: object) -> dict[str, object]:
    """What a delivery says of one signal: lease L1, one month's rent of 1000.00 at RIS Matching."""
    return {
        "desk": "ris_matching", "line_number": 1, "signal_as_of": "2026-04-20",
        "covered": [{"entry_id": "E1", "amount": "1000.00"}], "amount": "1000.00", "months": 1,
        "oldest_due_on": "2026-03-01", "municipality_code": "0363", "landlord_id": "LL1", "tenant_id": "T1",
        "threatening": False, "replaces": None, **facts,
    }  # fmt: skip


def prepared(batch_id: str = "B1", signal_ids: tuple[str, ...] = ("S1",), **facts: object) -> Event:
    """A batch of signals for RIS Matching in a folder."""
    payload = {
        "kind": "signals", "desk": "ris_matching", "file_name": f"signals_2026-04-20_{batch_id}.xlsx", "sha256": SHA,
        "format": "xlsx", "channel": "folder", "signal_ids": list(signal_ids),
        "signals": [{"signal_id": s, "lease_id": "L1", **signal_facts()} for s in signal_ids], **facts,
    }  # fmt: skip
    return Event("batch_prepared", batch_id=batch_id, payload=payload)


def batch_delivered(batch_id: str = "B1", **facts: object) -> Event:
    payload = {
        "kind": "signals", "desk": "ris_matching", "file_name": f"signals_2026-04-20_{batch_id}.xlsx", "sha256": SHA,
        "lines": 1, "amount": "1000.00", **facts,
    }  # fmt: skip
    return Event("batch_delivered", batch_id=batch_id, payload=payload)


def signal_delivered(signal_id: str = "S1", lease_id: str = "L1", batch_id: str = "B1", **facts: object) -> Event:
    return Event("signal_delivered", signal_id, batch_id, lease_id, signal_facts(**facts))


def signal_withdrawn(signal_id: str = "S1", reason: str = "settled") -> Event:
    return Event("signal_withdrawn", signal_id=signal_id, payload={"reason": reason, "by": "run"})


def signal_closed(signal_id: str = "S1", reason: str = "settled") -> Event:
    return Event("signal_closed", signal_id=signal_id, payload={"reason": reason, "by": "run"})


def help_accepted(signal_id: str = "S1", accepted_on: str = "2026-04-25") -> Event:
    payload = {"accepted_on": accepted_on, "by": "feedback", "file_sha256": SHA, "row": 1}
    return Event("help_accepted", signal_id=signal_id, payload=payload)
