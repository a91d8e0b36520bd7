"""What the events together say about batches and signals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exports.register.events import BATCH_EVENTS, Event
from exports.register.log import Register
from exports.register.state import active_signals, done_on, pending_batches, states_after
from tests.support.events import (
    batch_delivered,
    help_accepted,
    prepared,
    signal_closed,
    signal_delivered,
    signal_withdrawn,
)

APRIL, MAY = date(2026, 4, 20), date(2026, 5, 20)


@pytest.fixture
def register(tmp_path: Path):
    with Register.open(tmp_path / "register.duckdb") as register:
        yield register


def batches(register: Register, batch_id: str | None = None):
    return states_after(register.events_of(BATCH_EVENTS, batch_id=batch_id))


def word(event_type: str, **payload: object) -> Event:
    return Event(event_type, batch_id="B1", payload=payload)


SENDING = word("batch_sending", channel="sftp")
IN_DOUBT = word("batch_in_doubt", reason="connection cut after the rename was asked")
ABANDONED = word("batch_abandoned", reason="the lines changed")
FOUND = word("batch_found_unsent")


@pytest.mark.parametrize(
    "then, state",
    [
        ([], "prepared"), ([FOUND], "found_unsent"), ([SENDING], "sending"), ([FOUND, SENDING], "sending"),
        ([SENDING, IN_DOUBT], "in_doubt"), ([FOUND, ABANDONED], "abandoned"),
        ([SENDING, batch_delivered()], "delivered"), ([SENDING, IN_DOUBT, batch_delivered()], "delivered"),
    ],
)  # fmt: skip
def test_a_batch_stands_where_its_last_event_put_it(register, then, state):
    register.append([prepared(), *then], APRIL)

    (batch,) = batches(register)
    assert batch.state == state
    assert batch.is_pending == (state not in {"delivered", "abandoned"})
    assert pending_batches(register) == ([batch] if batch.is_pending else [])


@pytest.mark.parametrize("outcome, state", [("delivered", "delivered"), ("not-delivered", "abandoned")])
def test_a_person_settles_a_batch_in_doubt(register, outcome, state):
    register.append([prepared(), SENDING, IN_DOUBT], APRIL)
    register.append([word("batch_resolved", outcome=outcome, who="d.devries", why="nagevraagd")], MAY)

    (batch,) = batches(register)
    assert (batch.state, batch.resolved) == (state, outcome)
    assert batch.delivered_on == (MAY if outcome == "delivered" else None)


def test_a_batch_knows_what_it_was_prepared_with_and_when_it_was_uploaded(register):
    register.append([prepared(signal_ids=("S2", "S1")), batch_delivered(receipt="R-1")], APRIL)
    register.append([word("batch_uploaded", who="d.devries", why="portaal")], MAY)

    (batch,) = batches(register)
    assert batch.signal_ids == ("S2", "S1") and [line["signal_id"] for line in batch.signals] == ["S2", "S1"]
    assert (batch.kind, batch.desk, batch.agency_id, batch.file_format) == ("signals", "ris_matching", None, "xlsx")
    assert (batch.as_of, batch.delivered_on, batch.uploaded_on, batch.receipt) == (APRIL, APRIL, MAY, "R-1")


def test_nothing_takes_a_delivery_back(register):
    register.append([prepared(), batch_delivered(), IN_DOUBT], APRIL)
    assert batches(register)[0].state == "delivered"


def test_one_batch_can_be_asked_for(register):
    register.append([prepared("B1"), prepared("B2"), batch_delivered("B2")], APRIL)
    assert [(b.batch_id, b.state) for b in batches(register, "B2")] == [("B2", "delivered")]


def test_a_signal_is_active_until_withdrawn_or_closed(register):
    register.append([prepared(), *(signal_delivered(f"S{n}", f"L{n}") for n in range(1, 5))], APRIL)
    register.append([signal_withdrawn("S1"), signal_closed("S2"), help_accepted("S3", "2026-05-02")], MAY)

    active = active_signals(register)
    assert [(s.signal_id, s.lease_id, s.state, s.accepted_on) for s in active] == [
        ("S3", "L3", "help_accepted", date(2026, 5, 2)),
        ("S4", "L4", "delivered", None),
    ]
    assert active[0].delivered_on == APRIL and active[0].facts["amount"] == "1000.00"


def test_what_was_done_under_a_date_is_kept_apart_from_other_dates(register):
    notice = {
        "case_id": "CC1", "agency_id": "AG1", "message": "opschorten", "starts_on": "2026-05-02", "until": "2026-06-01",
        "reason": "help_accepted", "hold_status": "active", "ends_on": None,
    }  # fmt: skip
    register.append([signal_delivered("S1"), signal_delivered("S2", "L2")], APRIL)
    register.append([signal_withdrawn("S1"), Event("hold_notice_delivered", "S2", "B2", "L2", notice)], MAY)
    register.append([Event("term_passed", "S2", payload={"threatening": False})], MAY)

    assert done_on(register, APRIL).delivered == {"S1", "S2"}
    assert done_on(register, APRIL).delivered_leases == {"L1", "L2"}
    assert done_on(register, APRIL).withdrawn == frozenset()
    may = done_on(register, MAY)
    assert (may.withdrawn, may.closed, may.terms_passed) == ({"S1"}, frozenset(), {"S2"})
    assert may.notices == {("S2", "CC1", "opschorten")}
