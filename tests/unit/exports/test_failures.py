"""Which failures are tried again, how long we wait, and which secrets are refused."""

from __future__ import annotations

import pytest

from exports.delivery.channels.settings import ApiSettings, FolderSettings, SftpSettings, is_loopback, read_secret
from exports.delivery.channels.settings import require_loopback as hold_to_this_machine
from exports.ground.failures import InDoubt, PermanentFailure, RetryPolicy, TransientFailure, with_retries

PATIENT = RetryPolicy(attempts=4, first_pause=2.0, longest_pause=5.0)


def failing(*failures):
    """A call that fails in these ways, one after the other, and then gives `done`; with the pauses it was given."""
    left, pauses = list(failures), []

    def do():
        if left:
            raise left.pop(0)
        return "done"

    return do, pauses


def test_transient_failures_are_tried_again_with_growing_pauses_up_to_a_ceiling():
    do, pauses = failing(*(TransientFailure("time_out", "slow") for _ in range(3)))
    assert with_retries(do, PATIENT, pauses.append) == "done"
    assert pauses == [2.0, 4.0, 5.0]


def test_the_last_transient_failure_is_raised_when_the_attempts_are_used_up():
    do, pauses = failing(*(TransientFailure("time_out", str(number)) for number in range(1, 9)))
    with pytest.raises(TransientFailure, match="4"):
        with_retries(do, PATIENT, pauses.append)
    assert len(pauses) == 3


@pytest.mark.parametrize("kind", [PermanentFailure, InDoubt])
def test_what_trying_again_cannot_help_is_raised_at_once(kind):
    do, pauses = failing(kind("code", "words"))
    with pytest.raises(kind):
        with_retries(do, PATIENT, pauses.append)
    assert pauses == []


def test_what_the_remote_asks_is_waited_for_within_bounds():
    asked = (0.5, 3600.0, -1.0)
    do, pauses = failing(*(TransientFailure("http_429", "busy", retry_after=seconds) for seconds in asked))
    with_retries(do, PATIENT, pauses.append)
    assert pauses == [0.5, 5.0, 0.0]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_secret_that_anybody_else_can_read_is_refused(tmp_path, mode):
    path = tmp_path / "token"
    path.write_text("geheim")
    path.chmod(mode)
    with pytest.raises(PermanentFailure, match="chmod 600") as refused:
        read_secret(path)
    assert "geheim" not in str(refused.value)


def test_a_secret_that_is_missing_or_empty_is_named_by_its_file(tmp_path):
    with pytest.raises(PermanentFailure, match="token is not there"):
        read_secret(tmp_path / "token")
    (tmp_path / "token").touch(0o600)
    with pytest.raises(PermanentFailure, match="token is empty"):
        read_secret(tmp_path / "token")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.9.9.9"])
def test_this_machine_goes_by_several_names(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["localhost.example.nl", "10.0.0.1", "0.0.0.0", "", "127.0.0.1.example.nl"])
def test_other_machines_do_not_pass_for_this_one(host):
    assert not is_loopback(host)


def test_made_up_data_stay_on_this_machine_by_every_channel():
    hold_to_this_machine(FolderSettings())
    for settings in (SftpSettings("sftp.example.nl", "x", "SHA256:x"), ApiSettings("https://127.0.0.1.example.nl")):
        with pytest.raises(PermanentFailure, match="this machine only"):
            hold_to_this_machine(settings)
