"""The sFTP channel against real servers on loopback: what arrives, what is refused, and what a person reads."""

from __future__ import annotations

import pytest

from documents.checklist import checklist
from documents.run_words import finding_in_words, outcome_in_words
from exports.delivery.channels import Arrived, Channels
from exports.delivery.channels.folder import FolderChannel
from exports.delivery.channels.settings import Timeouts, require_loopback
from exports.delivery.channels.sftp import SftpChannel
from exports.delivery.channels.ssh import fingerprint, read_pins
from exports.delivery.once import Care, deliver
from exports.delivery.reconcile import reconcile
from exports.ground.failures import PermanentFailure
from tests.support.border import DAY, NEXT_DAY, TWICE, Place, batch_of, signal_line, withdrawal_line
from tests.support.keys import make_key
from tests.support.ssh_server import running_server
from tests.support.sshd import running_sshd

CARE = Care(retries=TWICE, sleep=lambda _: None)


@pytest.fixture
def place(tmp_path):
    return Place.at(tmp_path / "home")


@pytest.fixture
def real_sshd(tmp_path):
    with running_sshd(tmp_path / "sshd") as server:
        yield server


def send(place, settings, *lines, **kind):
    """One batch by sFTP; the batch and what became of it."""
    batch = batch_of(place, *lines, **kind)
    return batch, deliver(batch, SftpChannel(settings), *place.there, DAY, CARE)


def knob_server(tmp_path, **knobs):
    return running_server(tmp_path / "server", **knobs)


# The real OpenSSH server.


def test_a_batch_reaches_a_real_openssh_server_whole_and_under_its_own_name(place, real_sshd):
    batch, outcome = send(place, real_sshd.settings(), size=100_000)
    assert (outcome.status, outcome.detail) == ("delivered", "sftp 127.0.0.1 sha256")
    assert [path.name for path in real_sshd.folder.iterdir()] == [batch.file_name]
    assert (real_sshd.folder / batch.file_name).read_bytes() == batch.data


def test_a_real_openssh_server_does_not_overwrite_a_file_of_that_name(place, real_sshd):
    batch = batch_of(place)
    (real_sshd.folder / batch.file_name).write_bytes(b"an earlier delivery")
    outcome = deliver(batch, SftpChannel(real_sshd.settings()), *place.there, DAY, CARE)
    assert (outcome.status, outcome.code) == ("not_delivered", "name_taken")
    assert (real_sshd.folder / batch.file_name).read_bytes() == b"an earlier delivery"


def test_a_file_that_is_already_there_with_our_bytes_counts_as_delivered(place, real_sshd):
    batch = batch_of(place)
    (real_sshd.folder / batch.file_name).write_bytes(batch.data)
    outcome = deliver(batch, SftpChannel(real_sshd.settings()), *place.there, DAY, CARE)
    assert (outcome.status, outcome.detail) == ("delivered", "sftp 127.0.0.1 already there")


@pytest.mark.parametrize("form", ["public key", "fingerprint", "known_hosts line"])
def test_the_host_key_may_be_pinned_as_a_person_has_it_at_hand(place, real_sshd, form):
    (pin,) = read_pins(real_sshd.host_key)
    pinned = {
        "public key": real_sshd.host_key,
        "fingerprint": pin.fingerprint,
        "known_hosts line": f"[127.0.0.1]:{real_sshd.port} {real_sshd.host_key} comment",
    }[form]
    assert send(place, real_sshd.settings(host_key=pinned))[1].status == "delivered"


def test_a_changed_host_key_refuses_and_shows_both_fingerprints_and_what_to_do(place, real_sshd, tmp_path):
    other = make_key(tmp_path / "other").public
    _, outcome = send(place, real_sshd.settings(host_key=other))
    assert (outcome.status, outcome.code) == ("not_delivered", "host_key_refused")
    shown, expected = read_pins(real_sshd.host_key)[0].fingerprint, read_pins(other)[0].fingerprint
    assert (
        shown in outcome_in_words(outcome)
        and expected in outcome_in_words(outcome)
        and "Ask the desk" in outcome_in_words(outcome)
    )
    assert list(real_sshd.folder.iterdir()) == []


def test_an_unknown_host_key_refuses_and_shows_the_fingerprint_to_compare(place, real_sshd):
    _, outcome = send(place, real_sshd.settings(host_key=""))
    assert outcome.code == "host_key_refused"
    assert "none was agreed on yet" in outcome_in_words(outcome)


def test_a_key_the_server_does_not_know_is_a_permanent_failure(place, real_sshd, tmp_path):
    _, outcome = send(place, real_sshd.settings(key_file=make_key(tmp_path / "stranger").path))
    assert (outcome.status, outcome.code) == ("not_delivered", "login_refused")


def test_a_folder_that_is_not_there_is_a_permanent_failure(place, real_sshd):
    assert send(place, real_sshd.settings(directory="/no/such/folder"))[1].code == "no_folder"


# The server with knobs.


def test_a_password_from_a_private_file_opens_a_server_that_insists_on_one(place, tmp_path):
    secret = tmp_path / "password"
    secret.touch(0o600)
    secret.write_text("geheim-woord\n")
    with knob_server(tmp_path, password="geheim-woord") as server:
        _, outcome = send(place, server.settings(key_file=None, password_file=secret))
    assert outcome.status == "delivered"
    assert "geheim-woord" not in repr(server.settings(password_file=secret))


def test_a_secret_that_others_can_read_is_refused_before_anything_is_sent(place, tmp_path):
    with knob_server(tmp_path) as server:
        server.client_key.path.chmod(0o644)
        _, outcome = send(place, server.settings())
    assert (outcome.code, server.connections) == ("secret_open", 0)
    assert "chmod 600" in outcome_in_words(outcome)


def test_a_wrong_password_is_never_repeated_in_the_error(place, tmp_path):
    secret = tmp_path / "password"
    secret.touch(0o600)
    secret.write_text("geheim-woord")
    with knob_server(tmp_path, password="iets anders") as server:
        _, outcome = send(place, server.settings(key_file=None, password_file=secret))
    assert outcome.code == "login_refused"
    assert "geheim-woord" not in outcome_in_words(outcome)


def test_a_file_that_is_gone_after_the_rename_has_been_taken_and_is_delivered(place, tmp_path):
    with knob_server(tmp_path, take=True) as server:
        batch, outcome = send(place, server.settings())
    assert (outcome.status, server.there()) == ("delivered", [])
    assert server.deliveries == [(batch.file_name, batch.data)]


def test_a_connection_lost_at_the_rename_is_cleared_up_by_looking_again(place, tmp_path):
    with knob_server(tmp_path, cut_at="after_rename", times=1) as server:
        _, outcome = send(place, server.settings())
    assert (outcome.status, len(server.deliveries)) == ("delivered", 1)


def test_a_connection_lost_before_the_rename_was_done_is_sent_once_on_the_next_attempt(place, tmp_path):
    with knob_server(tmp_path, cut_at="before_rename", times=1) as server:
        _, outcome = send(place, server.settings())
    assert (outcome.status, len(server.deliveries)) == ("delivered", 1)


def test_a_connection_lost_at_the_rename_of_a_file_that_was_taken_is_in_doubt(place, tmp_path):
    with knob_server(tmp_path, cut_at="after_rename", take=True, times=1) as server:
        batch, outcome = send(place, server.settings())
        channels = Channels(FolderChannel(place.home, checklist), {"ris_matching": SftpChannel(server.settings())})
        (finding,) = reconcile(*place.there, channels, NEXT_DAY)
    assert (outcome.status, finding.found) == ("in_doubt", "in_doubt")
    assert place.delivered_signals() == []
    assert f"vroegsignaal resolve {batch.batch_id}" in finding_in_words(finding)


def test_a_failure_answered_to_a_rename_that_happened_is_still_delivered_once(place, tmp_path):
    with knob_server(tmp_path, fail_rename=True, rename_all_the_same=True) as server:
        _, outcome = send(place, server.settings())
    assert (outcome.status, len(server.deliveries)) == ("delivered", 1)


def test_a_name_taken_at_the_last_moment_delivers_nothing_and_overwrites_nothing(place, tmp_path):
    with knob_server(tmp_path, name_taken=True) as server:
        batch, outcome = send(place, server.settings())
    assert (outcome.status, outcome.code) == ("not_delivered", "name_taken")
    assert (server.folder / batch.file_name).read_bytes() == b"somebody else's"


@pytest.mark.parametrize(
    ("knobs", "code"),
    [
        (dict(truncate_to=1000), "truncated"),
        (dict(corrupt=True), "changed_on_the_way"),
        (dict(full_after=1000), "connection_broken"),
        (dict(deny="open"), "no_rights"),
        (dict(deny="rename"), "no_rights"),
        (dict(fail_rename=True), "rename_failed"),
        (dict(old=True), "old_server"),
        (dict(cut_at="connect"), "connection_broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "+".join(value),
)
def test_what_does_not_arrive_whole_is_not_delivered_and_leaves_nothing_under_its_name(place, tmp_path, knobs, code):
    with knob_server(tmp_path, **knobs) as server:
        batch, outcome = send(place, server.settings(), size=50_000)
    assert (outcome.status, outcome.code) == ("not_delivered", code)
    assert batch.file_name not in server.there()
    assert place.delivered_signals() == []


@pytest.mark.parametrize("step", ["connect", "auth", "open", "write", "stat", "rename", "read"])
def test_a_server_that_goes_silent_ends_within_the_time_out(place, tmp_path, step):
    with knob_server(tmp_path, stall_at=step) as server:
        _, outcome = send(place, server.settings(timeouts=Timeouts.all(0.3)))
    assert outcome.status == "not_delivered"
    assert server.deliveries == []  # also of the rename: its temporary file was taken back, so it cannot happen later


def test_a_server_that_lets_us_write_but_not_read_is_compared_by_size(place, tmp_path):
    with knob_server(tmp_path, deny="read") as server:
        _, outcome = send(place, server.settings())
    assert (outcome.status, outcome.detail) == ("delivered", "sftp 127.0.0.1 size")


def test_a_desk_that_takes_the_file_under_its_temporary_name_leaves_the_batch_in_doubt_and_gets_it_once(place, tmp_path):
    with knob_server(tmp_path, take_at_close=True) as server:
        batch, outcome = send(place, server.settings())
        channels = Channels(FolderChannel(place.home, checklist), {"ris_matching": SftpChannel(server.settings())})
        (finding,) = reconcile(*place.there, channels, NEXT_DAY)
    assert (outcome.status, outcome.code, finding.found) == ("in_doubt", "gone_or_never_there", "in_doubt")
    assert "fetched it" in outcome_in_words(outcome) and f"vroegsignaal resolve {batch.batch_id}" in outcome_in_words(outcome)
    assert server.deliveries == [(batch.file_name, batch.data)]


@pytest.mark.parametrize(
    ("knobs", "words"),
    [
        (dict(no_size=True), "sha256"),
        (dict(refuse=("stat",)), "sha256"),
        (dict(deny="stat"), "sha256"),
        (dict(refuse=("read",)), "size"),
    ],
    ids=["no size", "stat failed", "stat denied", "read failed"],
)
def test_what_the_server_does_not_show_is_compared_another_way_and_the_receipt_says_how(place, tmp_path, knobs, words):
    with knob_server(tmp_path, **knobs) as server:
        _, outcome = send(place, server.settings())
    assert (outcome.status, outcome.detail) == ("delivered", f"sftp 127.0.0.1 {words}")
    assert len(server.deliveries) == 1


@pytest.mark.parametrize("knobs", [dict(no_size=True, refuse=("read",)), dict(refuse=("stat", "read"))], ids=["size", "stat"])
def test_a_server_that_shows_nothing_of_the_file_is_named_as_the_reason_and_keeps_nothing(place, tmp_path, knobs):
    with knob_server(tmp_path, **knobs) as server:
        _, outcome = send(place, server.settings())
    assert (outcome.status, outcome.code, server.there()) == ("not_delivered", "not_comparable", [])
    assert "ask the desk" in outcome_in_words(outcome)


def test_a_file_cut_short_on_a_server_that_shows_no_size_is_not_delivered(place, tmp_path):
    with knob_server(tmp_path, no_size=True, truncate_to=1000) as server:
        _, outcome = send(place, server.settings(), size=50_000)
    assert (outcome.status, outcome.code, server.there()) == ("not_delivered", "changed_on_the_way", [])


@pytest.mark.parametrize("made", [False, True], ids=["nothing made", "made all the same"])
def test_a_server_that_makes_no_new_file_for_us_is_named_as_the_reason_and_keeps_nothing(place, tmp_path, made):
    with knob_server(tmp_path, refuse=("exclusive",), made_all_the_same=made) as server:
        _, outcome = send(place, server.settings())
    assert (outcome.status, outcome.code, server.there()) == ("not_delivered", "no_new_file", [])
    assert "ask the desk" in outcome_in_words(outcome)


def test_a_break_after_the_first_bytes_is_looked_into_before_it_is_tried_again(place, tmp_path):
    with knob_server(tmp_path, cut_after_bytes=1000, take_at_close=True, times=1) as server:
        _, outcome = send(place, server.settings(), size=50_000)
    assert (outcome.status, outcome.code) == ("in_doubt", "gone_or_never_there")
    with knob_server(tmp_path / "other", cut_after_bytes=1000, times=1) as server:
        _, outcome = send(place, server.settings(), signal_line(3), size=50_000)
    assert (outcome.status, server.there(), len(server.deliveries)) == ("delivered", [outcome.file_name], 1)


def test_a_half_file_of_an_earlier_attempt_is_replaced(place, tmp_path):
    batch = batch_of(place)
    with knob_server(tmp_path) as server:
        (server.folder / f"{batch.file_name}.part").write_bytes(b"half")
        outcome = deliver(batch, SftpChannel(server.settings()), *place.there, DAY, CARE)
    assert outcome.status == "delivered"
    assert server.deliveries == [(batch.file_name, batch.data)]


def test_a_server_that_is_away_is_asked_nothing_more_and_nobody_guesses(place, tmp_path):
    with knob_server(tmp_path) as server:
        channel = SftpChannel(server.settings())
    assert channel.arrived(batch_of(place)).answer is Arrived.UNKNOWN


def test_withdrawals_go_by_sftp_only_where_a_folder_for_them_is_agreed(place, tmp_path):
    with knob_server(tmp_path) as server:
        (server.folder / "intrekken").mkdir()
        assert not SftpChannel(server.settings()).carries("withdrawals")
        settings = server.settings(withdrawals_directory="intrekken")
        batch, outcome = send(place, settings, withdrawal_line(1), kind="withdrawals")
        assert outcome.status == "delivered"
        assert (server.folder / "intrekken" / batch.file_name).exists()


def test_two_desks_do_not_wait_for_each_other(place, tmp_path):
    with knob_server(tmp_path, deny="open") as server:
        _, down = send(place, server.settings())
    up = deliver(batch_of(place, signal_line(9), desk="vps"), FolderChannel(place.home, checklist), *place.there, DAY, CARE)
    assert (down.status, up.status) == ("not_delivered", "delivered")


def test_a_demo_home_reaches_no_further_than_this_machine(tmp_path):
    with knob_server(tmp_path) as server:
        require_loopback(server.settings())
        with pytest.raises(PermanentFailure, match="made-up data"):
            require_loopback(server.settings(host="sftp.example.nl"))


def test_a_host_key_setting_that_is_no_key_is_refused():
    with pytest.raises(PermanentFailure, match="no fingerprint"):
        read_pins("ssh-ed25519 this-is-no-key")
    assert fingerprint(b"").startswith("SHA256:")
