"""A batch and its way through the folder channel: once, with every signal's own event, and nothing half."""

from __future__ import annotations

import stat

import duckdb
import pytest

from documents.checklist import checklist
from documents.run_words import outcome_in_words
from exports.delivery.batch_records import read_batches, to_upload, waiting_for_upload
from exports.delivery.batches import lines_path, make_batch, outbox_path
from exports.delivery.channels import Confirmation, LineProblem
from exports.delivery.channels.folder import FolderChannel
from exports.delivery.once import Care, deliver
from exports.delivery.outbox import checklist_path
from exports.delivery.reconcile import resolve, uploaded
from exports.ground.failures import PermanentFailure
from exports.register.log import Register
from tests.support.border import (
    DAY,
    NEXT_DAY,
    TWICE,
    FakeRemote,
    Place,
    batch_of,
    notice_line,
    signal_line,
    withdrawal_line,
)

CARE = Care(retries=TWICE, sleep=lambda _: None)


@pytest.fixture
def place(tmp_path):
    return Place.at(tmp_path / "home")


@pytest.fixture
def folder(place):
    return FolderChannel(place.home, checklist)


def test_a_batch_stands_in_the_outbox_with_its_lines_and_every_signal_recorded(place, folder):
    batch = batch_of(place)
    outcome = deliver(batch, folder, *place.there, DAY, CARE)
    assert (outcome.status, outcome.lines, str(outcome.amount)) == ("delivered", 2, "2000.00")
    assert outbox_path(place.home, "ris_matching", batch.file_name).read_bytes() == batch.data
    assert place.delivered_signals() == ["S1", "S2"]
    kept = duckdb.connect().sql(f"select signal_id, line_number, amount from '{lines_path(place.home, batch.batch_id)}'")
    assert [(s, n, str(a)) for s, n, a in kept.fetchall()] == [("S1", 1, "1000.00"), ("S2", 2, "1000.00")]


def test_everything_a_delivery_leaves_is_for_its_owner_only(place, folder):
    batch = batch_of(place)
    deliver(batch, folder, *place.there, DAY, CARE)
    for path in place.home.root.rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path.name


def test_the_event_of_a_signal_carries_what_the_models_need(place, folder):
    deliver(batch_of(place, signal_line(1)), folder, *place.there, DAY, CARE)
    with Register.read_only(place.register) as register:
        (event,) = register.events_of("signal_delivered")
    assert event.payload["signal_as_of"] == "2026-04-20"
    assert (event.payload["line_number"], event.payload["desk"], event.lease_id) == (1, "ris_matching", "L1")
    assert event.payload["covered"] == [{"amount": "1000.00", "entry_id": "E1"}]


def test_a_redelivered_signal_closes_the_one_it_replaces_in_the_same_breath(place, folder):
    deliver(batch_of(place, signal_line(2, replaces="S1")), folder, *place.there, DAY, CARE)
    with Register.read_only(place.register) as register:
        (closed,) = register.events_of("signal_closed")
    assert (closed.signal_id, closed.payload["reason"], closed.payload["replaced_by"]) == ("S1", "replaced", "S2")


def test_withdrawals_and_hold_notices_are_recorded_line_by_line_and_keep_no_lines(place, folder):
    withdrawals = batch_of(place, withdrawal_line(1), kind="withdrawals")
    notices = batch_of(place, notice_line(1), notice_line(2), kind="hold_notices", desk="collection")
    assert deliver(withdrawals, folder, *place.there, DAY, CARE).amount is None
    deliver(notices, folder, *place.there, DAY, CARE)
    assert place.count("signal_withdrawn") == 1
    assert place.count("hold_notice_delivered") == 2
    assert notices.file_name.startswith("hold_notices_AG1_2026-04-20_20260420-col-h-")
    assert not place.home.delivered.exists()


def test_ids_are_the_same_for_the_same_batch_and_differ_for_every_other(place):
    first, again = batch_of(place), batch_of(place)
    assert first.batch_id == again.batch_id
    others = [
        batch_of(place, desk="vps"),
        batch_of(place, as_of=NEXT_DAY),
        batch_of(place, signal_line(1)),
        make_batch(kind="signals", desk="ris_matching", as_of=DAY, file_format="xlsx", data=b"x", lines=first.lines,
                   attempt=1),
    ]  # fmt: skip
    assert len({first.batch_id, *(other.batch_id for other in others)}) == 5


def test_a_tenant_cannot_be_reported_twice_by_two_batches(place, folder):
    deliver(batch_of(place), folder, *place.there, DAY, CARE)
    with pytest.raises(PermanentFailure, match="reported twice"):
        deliver(batch_of(place, signal_line(1), desk="vps"), folder, *place.there, DAY, CARE)
    assert place.delivered_signals() == ["S1", "S2"]


def test_lines_a_desk_refuses_are_named_and_the_others_are_delivered(place):
    far = FakeRemote(Confirmation("api", "answer", delivered=("S1",), refused=(LineProblem(2, "bad_postcode"),)))
    batch = batch_of(place)
    outcome = deliver(batch, far, *place.there, DAY, CARE)
    assert (outcome.status, outcome.lines, outcome.refused[0].line_number) == ("partly", 1, 2)
    assert "refused line 2 (bad_postcode)" in outcome_in_words(outcome)
    with Register.read_only(place.register) as register:
        [kept] = register.events_of("line_refused")
    assert (kept.signal_id, kept.batch_id, kept.lease_id) == ("S2", batch.batch_id, batch.lines[1].lease_id)
    assert kept.payload == {"kind": "signals", "desk": "ris_matching", "line_number": 2, "code": "bad_postcode"}
    assert place.delivered_signals() == ["S1"]
    kept = duckdb.connect().sql(f"select signal_id from '{lines_path(place.home, batch.batch_id)}'").fetchall()
    assert kept == [("S1",)]


def test_where_every_line_is_refused_the_register_keeps_why_of_each(place):
    refused = (LineProblem(1, "bad_postcode"), LineProblem(2, "no_agreement"))
    outcome = deliver(
        batch_of(place), FakeRemote(Confirmation("api", "answer", delivered=(), refused=refused)), *place.there, DAY, CARE
    )
    assert outcome.status == "not_delivered" and "line 2 (no_agreement)" in outcome_in_words(outcome)
    with Register.read_only(place.register) as register:
        kinds = [event.event_type for event in register.events()][-3:]
    assert kinds == ["line_refused", "line_refused", "batch_abandoned"]


def test_the_checklist_says_what_to_do_where_and_names_nobody(place, folder):
    batch = batch_of(place)
    deliver(batch, folder, *place.there, DAY, CARE)
    page = checklist_path(outbox_path(place.home, "ris_matching", batch.file_name)).read_text("utf-8")
    assert page == checklist(batch)
    assert page.index("Lever dat eerst in") < page.index("sms-code")  # withdrawals before signals: they go by address
    for words in ("RIS Matching", "sms-code", "20-04-2026", "€ 2.000,00", f"vroegsignaal uploaded {batch.batch_id}"):
        assert words in page
    assert "<li value='2'>S2</li>" in page  # the desk names a line, the register a signal
    assert "Achternaam1" not in page and "1011AB" not in page


def test_what_waits_for_upload_is_listed_after_two_days_until_a_person_records_it(place, folder):
    batch = batch_of(place)
    deliver(batch, folder, *place.there, DAY, CARE)

    def on(day):
        return waiting_for_upload(read_batches(place.register), DAY.replace(day=day))

    assert (on(22), len(on(23))) == ([], 1)
    [today] = to_upload(read_batches(place.register), DAY)
    assert today.batch.batch_id == batch.batch_id
    uploaded(batch.batch_id, "medewerker", "via de website", register_path=place.register, as_of=DAY)
    assert on(23) == [] and to_upload(read_batches(place.register), DAY) == []


def test_a_batch_nobody_prepared_is_not_resolved(place):
    with pytest.raises(PermanentFailure, match="no_such_batch"):
        resolve("20260420-ris-s-00000000", "delivered", "x", "y", register_path=place.register, home=place.home,
                as_of=DAY)  # fmt: skip
