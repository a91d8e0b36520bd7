"""A batch that an earlier run left behind: open, unsent, half delivered or in doubt; found by the next run, and never twice."""

from __future__ import annotations

import pytest

from documents.checklist import checklist
from documents.run_words import outcome_in_words
from exports.delivery.batch_records import read_batches, read_open_batches, taken, unsent
from exports.delivery.batches import lines_path, outbox_path
from exports.delivery.channels import Arrival, Arrived, Channels, Confirmation
from exports.delivery.channels.folder import FolderChannel
from exports.delivery.channels.unusable import Unusable
from exports.delivery.once import Care, deliver, resume_or_abandon
from exports.delivery.reconcile import reconcile, resolve
from exports.ground.failures import InDoubt, PermanentFailure, TransientFailure
from exports.register.log import Register
from tests.support.border import (
    DAY,
    NEXT_DAY,
    TWICE,
    FakeRemote,
    Place,
    batch_of,
    killed_at,
    signal_line,
)

CARE = Care(retries=TWICE, sleep=lambda _: None)


@pytest.fixture
def place(tmp_path):
    return Place.at(tmp_path / "home")


@pytest.fixture
def folder(place):
    return FolderChannel(place.home, checklist)


def test_a_lease_in_an_open_batch_is_left_alone_until_that_batch_is_known(place):
    deliver(batch_of(place), FakeRemote(InDoubt("lost_at_rename", "?")), *place.there, DAY, CARE)
    assert taken(place.register, NEXT_DAY).leases == {"L1", "L2"}
    with pytest.raises(PermanentFailure):
        later = batch_of(place, signal_line(1), as_of=NEXT_DAY)
        deliver(later, FolderChannel(place.home, checklist), *place.there, NEXT_DAY, CARE)


def test_the_open_batches_are_those_of_all_batches_that_did_not_end(place, folder):
    deliver(batch_of(place), folder, *place.there, DAY, CARE)
    later = batch_of(place, signal_line(3), as_of=NEXT_DAY)
    deliver(later, FakeRemote(InDoubt("lost_at_rename", "?")), *place.there, NEXT_DAY, CARE)

    assert [record.batch.batch_id for record in read_open_batches(place.register)] == [later.batch_id]
    assert read_open_batches(place.register) == [r for r in read_batches(place.register) if r.is_open]
    briefly, whole = read_batches(place.register, with_lines=False), read_batches(place.register)
    assert any(record.batch.lines for record in whole) and not any(record.batch.lines for record in briefly)
    assert [(r.batch.batch_id, r.status, r.channel, r.may_count, r.state.delivered_on, r.state.reason) for r in briefly] == [
        (r.batch.batch_id, r.status, r.channel, r.may_count, r.state.delivered_on, r.state.reason) for r in whole
    ]


@pytest.mark.parametrize("step", ["prepared", "lines_kept", "placed", "before_checklist", "sent", "recorded"])
def test_after_a_break_at_any_step_the_next_run_delivers_once(place, folder, step):
    batch = batch_of(place)
    with pytest.raises(KeyboardInterrupt):
        deliver(batch, folder, *place.there, DAY, killed_at(step))
    reconcile(*place.there, Channels(folder), NEXT_DAY)
    for record in unsent(read_open_batches(place.register)):
        resume_or_abandon(record, batch_of(place, as_of=NEXT_DAY), folder, *place.there, NEXT_DAY, CARE)
    assert place.delivered_signals() == ["S1", "S2"]
    assert place.files() == [batch.file_name]
    assert place.status(batch.batch_id) == "delivered"
    assert reconcile(*place.there, Channels(folder), NEXT_DAY) == []


def test_what_is_found_in_the_outbox_counts_from_the_run_that_records_it(place, folder):
    with pytest.raises(KeyboardInterrupt):
        deliver(batch_of(place), folder, *place.there, DAY, killed_at("placed"))
    (finding,) = reconcile(*place.there, Channels(folder), NEXT_DAY)
    assert finding.found == "delivered"
    with Register.read_only(place.register) as register:
        assert {event.as_of_date for event in register.events_of("signal_delivered")} == {NEXT_DAY}
        assert register.events_of("signal_delivered")[0].payload["signal_as_of"] == DAY.isoformat()


def test_a_batch_whose_lines_changed_is_abandoned_and_leaves_nothing_behind(place, folder):
    batch = batch_of(place)
    with pytest.raises(KeyboardInterrupt):
        deliver(batch, folder, *place.there, DAY, killed_at("lines_kept"))
    reconcile(*place.there, Channels(folder), NEXT_DAY)
    (record,) = unsent(read_open_batches(place.register))
    changed = batch_of(place, signal_line(1), signal_line(2, amount="900.00"), as_of=NEXT_DAY)
    outcome = resume_or_abandon(record, changed, folder, *place.there, NEXT_DAY, CARE)
    assert outcome.status == "abandoned"
    assert not lines_path(place.home, batch.batch_id).exists()
    assert place.files() == []
    assert place.delivered_signals() == []
    assert taken(place.register, NEXT_DAY).leases == frozenset()


def test_a_batch_whose_leases_no_longer_all_give_a_line_is_abandoned(place, folder):
    with pytest.raises(KeyboardInterrupt):
        deliver(batch_of(place), folder, *place.there, DAY, killed_at("prepared"))
    reconcile(*place.there, Channels(folder), NEXT_DAY)
    (record,) = unsent(read_open_batches(place.register))
    assert resume_or_abandon(record, None, folder, *place.there, NEXT_DAY, CARE).status == "abandoned"
    (again,) = [batch_of(place)]
    assert again.batch_id != record.batch.batch_id
    assert deliver(again, folder, *place.there, NEXT_DAY, CARE).status == "delivered"


def test_a_file_somebody_changed_in_the_outbox_does_not_count_as_ours(place, folder):
    batch = batch_of(place)
    with pytest.raises(KeyboardInterrupt):
        deliver(batch, folder, *place.there, DAY, killed_at("placed"))
    outbox_path(place.home, "ris_matching", batch.file_name).write_bytes(b"something else")
    (finding,) = reconcile(*place.there, Channels(folder), NEXT_DAY)
    assert finding.found == "found_unsent"


def test_half_written_files_of_a_killed_run_are_taken_away(place, folder):
    with pytest.raises(KeyboardInterrupt):
        deliver(batch_of(place), folder, *place.there, DAY, killed_at("placed"))
    halves = [place.home.delivered / "x.parquet.part", place.home.outbox / "ris_matching" / "x.xlsx.part"]
    for half in halves:
        half.write_bytes(b"half")
    reconcile(*place.there, Channels(folder), NEXT_DAY)
    assert not any(half.exists() for half in halves)


def test_a_disk_that_refuses_delivers_nothing_and_the_next_run_sends_the_batch(place, folder):
    batch = batch_of(place)
    place.home.root.mkdir()
    place.home.outbox.write_text("in the way")
    assert deliver(batch, folder, *place.there, DAY, CARE).code == "disk_refuses"
    place.home.outbox.unlink()
    (record,) = unsent(read_open_batches(place.register))
    outcome = resume_or_abandon(record, batch_of(place), folder, *place.there, DAY, CARE)
    assert (outcome.status, outcome.batch_id) == ("delivered", batch.batch_id)


def test_a_transient_failure_is_tried_again_and_a_permanent_one_is_not(place):
    passing = FakeRemote(TransientFailure("time_out", "slow"), Confirmation("there", "sha256"))
    assert deliver(batch_of(place), passing, *place.there, DAY, CARE).status == "delivered"
    permanent = FakeRemote(PermanentFailure("host_key", "changed"), Confirmation("there", "sha256"))
    outcome = deliver(batch_of(place, signal_line(3)), permanent, *place.there, DAY, CARE)
    assert (outcome.status, outcome.code, permanent.sends) == ("not_delivered", "host_key", 1)


def test_a_batch_in_doubt_waits_for_a_person_who_may_say_delivered(place):
    batch = batch_of(place)
    outcome = deliver(batch, FakeRemote(InDoubt("lost_at_rename", "?")), *place.there, DAY, CARE)
    assert outcome.status == "in_doubt"
    assert f"vroegsignaal resolve {batch.batch_id}" in outcome_in_words(outcome)
    (finding,) = reconcile(*place.there, Channels(FolderChannel(place.home, checklist)), NEXT_DAY)
    assert finding.found == "in_doubt"
    resolve(batch.batch_id, "delivered", "beheerder", "nagevraagd", register_path=place.register, home=place.home,
            as_of=NEXT_DAY)  # fmt: skip
    assert place.delivered_signals() == ["S1", "S2"]
    assert lines_path(place.home, batch.batch_id).exists()


def test_a_batch_in_doubt_that_did_not_arrive_frees_its_leases(place):
    batch = batch_of(place)
    deliver(batch, FakeRemote(InDoubt("lost_at_rename", "?")), *place.there, DAY, CARE)
    word = dict(register_path=place.register, home=place.home, as_of=NEXT_DAY)
    resolve(batch.batch_id, "not-delivered", "beheerder", "nagevraagd", **word)
    assert taken(place.register, NEXT_DAY).leases == frozenset()
    assert place.delivered_signals() == []
    assert not lines_path(place.home, batch.batch_id).exists()
    with pytest.raises(PermanentFailure, match="not_in_doubt"):
        resolve(batch.batch_id, "delivered", "beheerder", "nagevraagd", **word)


@pytest.mark.parametrize(
    ("answer", "found"),
    [(Arrived.YES, "delivered"), (Arrived.NO, "found_unsent"), (Arrived.UNKNOWN, "in_doubt")],
)
def test_a_run_killed_while_sending_asks_the_remote(place, answer, found):
    batch = batch_of(place)
    far = FakeRemote(Confirmation("there", "sha256"), arrival=Arrival(answer, "asked"))
    with pytest.raises(KeyboardInterrupt):
        deliver(batch, far, *place.there, DAY, killed_at("sending_commit"))
    channels = Channels(FolderChannel(place.home, checklist), {"ris_matching": far})
    (finding,) = reconcile(*place.there, channels, NEXT_DAY)
    assert finding.found == found
    assert len(place.delivered_signals()) == (2 if answer is Arrived.YES else 0)


def test_a_run_killed_before_the_remote_could_count_it_has_sent_nothing(place):
    far = FakeRemote(Confirmation("there", "sha256"))
    with pytest.raises(KeyboardInterrupt):
        deliver(batch_of(place), far, *place.there, DAY, killed_at("sending_start"))
    (finding,) = reconcile(*place.there, Channels(FolderChannel(place.home, checklist), {"ris_matching": far}), NEXT_DAY)
    assert finding.found == "found_unsent"


@pytest.mark.parametrize(("step", "found"), [("sending_start", "found_unsent"), ("sending_commit", "in_doubt")])
def test_a_batch_left_mid_upload_at_a_desk_whose_settings_broke_since_stops_no_run(place, step, found):
    far = FakeRemote(Confirmation("there", "sha256"))
    with pytest.raises(KeyboardInterrupt):
        deliver(batch_of(place), far, *place.there, DAY, killed_at(step))
    broken = Unusable("sftp", PermanentFailure("setting_missing", "set the host"))
    (finding,) = reconcile(*place.there, Channels(FolderChannel(place.home, checklist), {"ris_matching": broken}), NEXT_DAY)
    assert finding.found == found
    for record in unsent(read_open_batches(place.register)):
        outcome = resume_or_abandon(record, None, broken, *place.there, NEXT_DAY)
        assert outcome.status == "abandoned"
    assert place.delivered_signals() == []


def test_a_batch_sent_by_a_channel_that_is_no_longer_set_is_in_doubt(place):
    far = FakeRemote(Confirmation("there", "sha256"))
    with pytest.raises(KeyboardInterrupt):
        deliver(batch_of(place), far, *place.there, DAY, killed_at("sending_commit"))
    (finding,) = reconcile(*place.there, Channels(FolderChannel(place.home, checklist)), NEXT_DAY)
    assert finding.found == "in_doubt"
