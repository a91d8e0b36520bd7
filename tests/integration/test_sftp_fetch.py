"""Feedback fetched from a desk's folder: once, whole, and also when somebody else takes it away."""

from __future__ import annotations

import os
import stat

import pytest

from exports.delivery.channels.settings import Timeouts
from exports.ground.failures import PermanentFailure, TransientFailure
from exports.ground.files import sha256_of
from exports.ground.home import Home
from exports.inbox.fetch import LEDGER, RemoteFile, fetch_feedback, list_feedback, not_yet_fetched
from tests.support.keys import make_key
from tests.support.ssh_server import running_server
from tests.support.sshd import running_sshd

CONTENT = b"Achternaam;Postcode;Huisnummer;Hulp geaccepteerd;Datum\r\n"


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path / "home")


@pytest.fixture
def desk(tmp_path):
    with running_server(tmp_path / "server") as server:
        (server.folder / "terug").mkdir()
        yield server


def put(desk, name="terugkoppeling.csv", data=CONTENT):
    (desk.folder / "terug" / name).write_bytes(data)


def settings(desk, **changes):
    return desk.settings(feedback_directory="terug", **changes)


def fetch(desk, home, known=(), **more):
    return fetch_feedback(settings(desk), "ris_matching", home, known, **more)


def in_inbox(home):
    return sorted(path.name for path in home.inbox.iterdir() if path.name != LEDGER)


def test_a_file_is_fetched_once_whole_and_for_its_owner_only(desk, home):
    put(desk)
    (result,) = fetch(desk, home)
    assert (result.status, result.sha256) == ("fetched", sha256_of(CONTENT))
    path = home.inbox / result.file_name
    assert path.read_bytes() == CONTENT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert fetch(desk, home) == []


def test_a_name_that_may_name_a_person_does_not_come_along(desk, home):
    put(desk, "jansen_1011AB.csv")
    fetch(desk, home)
    (name,) = in_inbox(home)
    assert name == f"ris_matching_{sha256_of(CONTENT)[:16]}.csv"


def test_a_listing_opens_nothing_and_leaves_out_what_is_half_hidden_empty_or_no_feedback(desk):
    for name in ("a.csv", "b.csv.part", ".c.csv", "d.pdf", "~e.xlsx", "f.XLSX"):
        put(desk, name)
    put(desk, "leeg.csv", b"")
    (desk.folder / "terug" / "map.csv").mkdir()
    assert [each.name for each in list_feedback(settings(desk))] == ["a.csv", "f.XLSX"]


def test_a_file_that_changed_at_the_desk_is_fetched_again_and_the_same_content_is_not(desk, home):
    put(desk)
    fetch(desk, home)
    put(desk, "dezelfde_onder_een_andere_naam.csv")
    put(desk, data=CONTENT + b"x")
    assert sorted(result.status for result in fetch(desk, home)) == ["fetched", "known"]
    assert len(in_inbox(home)) == 2


def test_what_the_register_knows_is_not_brought_in_again_though_our_list_was_lost(desk, home):
    put(desk)
    assert [each.status for each in fetch(desk, home, known=[sha256_of(CONTENT)])] == ["known"]
    assert in_inbox(home) == []


def test_what_lies_in_the_archive_is_not_brought_in_again_though_our_list_was_lost(desk, home):
    put(desk)
    (result,) = fetch(desk, home)
    home.inbox_archive.mkdir()
    os.replace(home.inbox / result.file_name, home.inbox_archive / result.file_name)
    (home.inbox / LEDGER).unlink()
    assert [each.status for each in fetch(desk, home)] == ["known"]


@pytest.mark.parametrize("step", ["downloaded", "in_inbox"])
def test_a_break_at_any_step_brings_the_file_in_exactly_once(desk, home, step):
    def at(name):
        if name == step:
            raise KeyboardInterrupt

    put(desk)
    with pytest.raises(KeyboardInterrupt):
        fetch(desk, home, at=at)
    fetch(desk, home)
    assert len(in_inbox(home)) == 1


def test_a_file_that_vanishes_between_listing_and_fetching_is_no_fault(desk, home):
    put(desk)
    (listed,) = list_feedback(settings(desk))
    (desk.folder / "terug" / listed.name).unlink()
    assert [each.status for each in fetch(desk, home, files=[listed])] == ["vanished"]
    assert not home.inbox.exists()


def test_a_file_that_still_grows_waits_for_the_next_time(desk, home):
    put(desk)
    (listed,) = list_feedback(settings(desk))
    put(desk, data=CONTENT + b"meer")
    assert [each.status for each in fetch(desk, home, files=[listed])] == ["growing"]
    assert [each.status for each in fetch(desk, home)] == ["fetched"]


def test_a_file_past_every_sensible_size_is_left_there(desk, home):
    huge = RemoteFile("groot.csv", 10**9, 0)
    assert [each.status for each in fetch(desk, home, files=[huge])] == ["too_large"]
    assert not_yet_fetched(home, "ris_matching", [huge]) == [huge]


def test_a_wire_that_breaks_halfway_leaves_nothing_half(desk, home):
    put(desk, data=CONTENT * 2000)
    desk.knobs.cut_at = "read_open"
    with pytest.raises(TransientFailure):
        fetch(desk, home)
    assert not home.inbox.exists()


def test_a_server_that_falls_silent_ends_within_the_time_out(desk, home):
    put(desk)
    desk.knobs.stall_at = "read"
    with pytest.raises(TransientFailure, match="in time"):
        fetch_feedback(settings(desk, timeouts=Timeouts.all(0.3)), "ris_matching", home, ())


def test_a_refused_key_is_seen_and_does_not_look_like_no_new_files(desk, tmp_path):
    stranger = make_key(tmp_path / "stranger").path
    with pytest.raises(PermanentFailure, match="refuses our key"):
        list_feedback(settings(desk, key_file=stranger))


def test_a_desk_without_a_feedback_folder_is_not_asked(desk, home):
    assert fetch_feedback(desk.settings(), "ris_matching", home, ()) == []
    assert desk.connections == 0


def test_feedback_comes_from_a_real_openssh_server(tmp_path, home):
    with running_sshd(tmp_path / "sshd") as server:
        (server.folder / "terug.xlsx").write_bytes(CONTENT)
        own = server.settings(feedback_directory=str(server.folder))
        assert [each.status for each in fetch_feedback(own, "ris_matching", home, ())] == ["fetched"]
        assert fetch_feedback(own, "ris_matching", home, ()) == []
