"""The register keeps what is appended, in order, all or none, and refuses everything else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from exports.register.events import Event, EventRefused
from exports.register.log import Register, RegisterError
from tests.support.events import batch_delivered, help_accepted, prepared, signal_delivered, signal_withdrawn

APRIL, MAY = date(2026, 4, 20), date(2026, 5, 20)
CHECKOUT = Path(__file__).resolve().parents[3]
IMPORTS = """
import os, signal, sys, time, duckdb
from datetime import date
from pathlib import Path
path = sys.argv[1]
"""


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "home" / "register.duckdb"


def test_events_come_back_as_they_were_appended_numbered_from_one(path):
    moment = datetime(2026, 4, 20, 6, 0)
    with Register.open(path) as register:
        numbers = register.append([prepared(), signal_delivered()], APRIL, recorded_at=moment)
        events = register.events()

    assert numbers == [1, 2] == [event.seq for event in events]
    assert [event.event_type for event in events] == ["batch_prepared", "signal_delivered"]
    assert (events[1].signal_id, events[1].batch_id, events[1].lease_id) == ("S1", "B1", "L1")
    assert events[1].as_of_date == APRIL and events[1].recorded_at == moment
    assert events[1].payload == signal_delivered().payload
    assert events[1].previous_hash == events[0].hash


def test_one_refused_event_keeps_the_whole_list_out(path):
    broken = help_accepted()
    broken.payload["email"] = "x"
    with Register.open(path) as register:
        with pytest.raises(EventRefused):
            register.append([prepared(), broken], APRIL)
        assert register.last_seq == 0


def test_a_list_that_breaks_halfway_through_the_transaction_is_not_recorded_at_all(path):
    with Register.open(path) as register:
        register.append([prepared()], APRIL)
        with pytest.raises(duckdb.Error):
            register.append([signal_withdrawn(), signal_withdrawn()], "no date")
        assert register.last_seq == 1 and register.verify().ok


def test_events_are_found_by_type_batch_signal_lease_and_date(path):
    with Register.open(path) as register:
        register.append([prepared("B1"), signal_delivered("S1"), batch_delivered("B1")], APRIL)
        register.append([prepared("B2"), signal_withdrawn("S1")], MAY)

        assert [e.seq for e in register.events_of("batch_prepared")] == [1, 4]
        assert [e.seq for e in register.events_of(["batch_prepared", "batch_delivered"], batch_id="B1")] == [1, 3]
        assert [e.seq for e in register.events_of(signal_id="S1")] == [2, 5]
        assert [e.seq for e in register.events_of(lease_id="L1")] == [2]
        assert [e.seq for e in register.events_of(as_of_date=MAY)] == [4, 5]
        assert [e.seq for e in register.events("seq > ?", [3])] == [4, 5]
        assert register.subjects(["signal_delivered", "batch_delivered"], APRIL) == [
            ("signal_delivered", "S1", "L1"),
            ("batch_delivered", "", ""),
        ]
        assert register.subjects(["signal_withdrawn"], APRIL) == []


@pytest.mark.parametrize(
    "statement",
    [
        "update events set payload = '{}'", "update events set payload = '{}' where false", "delete from events",
        "truncate events", "delete from events where seq = 1", "update anchors set last_seq = 9", "delete from anchors",
    ],
)  # fmt: skip
def test_the_file_itself_refuses_to_change_or_forget(path, statement):
    with Register.open(path) as register:
        register.append([prepared()], APRIL)
    con = duckdb.connect(str(path))
    try:
        with pytest.raises(duckdb.InvalidInputException, match="append only"):
            con.execute(statement)
    finally:
        con.close()


def test_the_file_is_readable_by_its_owner_only(path):
    before = os.umask(0)
    try:
        with Register.open(path) as register:
            register.append([prepared()], APRIL)
    finally:
        os.umask(before)

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["register.duckdb"]


def test_a_register_opened_for_reading_takes_nothing_and_a_missing_one_reads_as_empty(path):
    with Register.read_only(path) as register:
        assert (register.events(), register.last_seq, register.verify().ok) == ([], 0, True)
        with pytest.raises(RegisterError, match="reading"):
            register.append([prepared()], APRIL)
    assert not path.exists()


def test_appending_nothing_is_nothing(path):
    with Register.open(path) as register:
        assert register.append([], APRIL) == []


def test_a_writer_waits_until_the_other_process_lets_go(path):
    with Register.open(path) as register:
        register.append([prepared()], APRIL)
        other = _python(path, "con = duckdb.connect(path); print('held', flush=True); time.sleep(0.5); con.close()")
        assert other.stdout.readline() == "held\n"
        assert register.append([signal_withdrawn()], APRIL) == [2]
        other.communicate()


def test_what_was_appended_survives_a_kill_at_the_next_instant(path):
    killed = _python(
        path,
        """
        from exports.register.log import Register
        from tests.support.events import prepared, signal_delivered
        with Register.open(Path(path)) as register:
            for number in range(3):
                register.append([prepared(f"B{number}"), signal_delivered(f"S{number}")], date(2026, 4, 20))
            os.kill(os.getpid(), signal.SIGKILL)
        """,
    )
    killed.communicate()

    assert killed.returncode == -signal.SIGKILL
    with Register.open(path) as register:
        assert register.last_seq == 6 and register.verify().ok
        assert register.append([signal_withdrawn()], APRIL) == [7]


def test_a_kill_in_the_middle_of_an_append_leaves_all_of_it_or_nothing(path):
    killed = _python(
        path,
        """
        from exports.register import log as module
        from tests.support.events import prepared, signal_withdrawn
        whole = module.insert_links
        def insert_and_die(con, links):
            whole(con, links)
            if len(links) > 1:
                os.kill(os.getpid(), signal.SIGKILL)
        module.insert_links = insert_and_die
        with module.Register.open(Path(path)) as register:
            register.append([prepared()], date(2026, 4, 20))
            register.append([signal_withdrawn("S1"), signal_withdrawn("S2")], date(2026, 4, 20))
        """,
    )
    killed.communicate()

    assert killed.returncode == -signal.SIGKILL
    with Register.open(path) as register:
        assert register.last_seq == 1 and register.verify().ok
        assert register.append([signal_withdrawn()], APRIL) == [2]


def test_a_type_of_event_is_never_about_nothing():
    with pytest.raises(EventRefused, match="'signal_id' is missing"):
        Event("term_passed", payload={"threatening": False})


def _python(path: Path, code: str) -> subprocess.Popen:
    command = [sys.executable, "-c", IMPORTS + textwrap.dedent(code), str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT)
