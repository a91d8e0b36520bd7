"""Runs killed with SIGKILL, at every step of a batch, in the middle of the feedback and at random: nothing lost or doubled.

Belongs here: real kills of real runs, and the normal run after them. Does not belong here: faults on the wire and of the
receiving side (tests/faults/).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from exports.delivery.batch_records import read_batches
from exports.ground.files import sha256_of_file
from tests.builders import objection, payment
from tests.support.day import Place, run_statuses
from tests.support.portfolios import DESK_OF, three_desks

ROOT = Path(__file__).parents[2]
DAY, NEXT_DAY, NEXT_WEEK = "2026-04-20", "2026-04-21", "2026-04-27"


@dataclass(frozen=True)
class Server:
    """The process that runs are forked from (tests/support/killed.py)."""

    process: subprocess.Popen

    def run(self, place: Place, as_of: str = DAY, **task: object) -> dict:
        self.process.stdin.write(json.dumps({"home": str(place.home.root), "as_of": as_of, **task}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def kill(self, place: Place, as_of: str = DAY, **task: object) -> None:
        """The run must have been killed at the instant, and have left a register that is whole."""
        answer = self.run(place, as_of, **task)
        log = place.home.root.with_suffix(".log")
        assert answer["ended"] == "killed", log.read_text() if log.exists() else answer
        assert place.is_chained()


@pytest.fixture(scope="module")
def server():
    command = [sys.executable, "-m", "tests.support.killed"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        yield Server(process)
        process.stdin.close()


def assert_delivered_once(place: Place, leases: dict[str, str] = DESK_OF) -> None:
    """Each lease once: in the register, in the lines kept, and in the one file of its desk, whose bytes the register knows."""
    assert place.is_chained()
    delivered = place.events("signal_delivered")
    assert Counter((event.lease_id, event.payload["desk"]) for event in delivered) == Counter(leases.items())
    with duckdb.connect() as con:
        lines = con.execute(f"select lease_id, signal_id from '{place.home.delivered}/*.parquet'").fetchall()
    assert sorted(lines) == sorted((event.lease_id, event.signal_id) for event in delivered)
    batches = [r for r in read_batches(place.home.register) if r.batch.kind == "signals" and r.status != "abandoned"]
    assert {record.status for record in batches} == {"delivered"}
    standing = {path.name: sha256_of_file(path) for path in place.files("signals")}
    assert standing == {record.batch.file_name: record.batch.sha256 for record in batches}
    assert Counter(len(record.batch.lines) for record in batches) == Counter(Counter(leases.values()).values())
    assert [path for path in place.home.root.rglob("*.part") if "landing" not in path.parts] == []


def bytes_of(place: Place, kind: str = "") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.files(kind)}


ROUNDS = [
    ("ris_matching:prepared", "vps:placed", "achterstandenaanleveren:recorded"),
    ("ris_matching:lines_kept", "vps:before_checklist", "achterstandenaanleveren:sent"),
]


@pytest.mark.parametrize("instants", [ROUNDS[0], pytest.param(ROUNDS[1], marks=pytest.mark.long)], ids=" then ".join)
def test_runs_killed_at_a_step_of_each_desk_s_batch_leave_a_run_that_delivers_everything_once(
    server, judged, delivered, tmp_path, instants
):
    place = judged.copy(tmp_path / "home")
    for instant in instants:
        server.kill(place, half="deliver", kill_at=f"signals:{instant}")
    place.run_well(DAY)
    assert_delivered_once(place)
    assert bytes_of(place) == bytes_of(delivered)  # the same batches, not others like them


@pytest.mark.parametrize("share", [0.4, *(pytest.param(later, marks=pytest.mark.long) for later in (0.9, 1.2))])
def test_a_run_killed_at_any_moment_is_finished_by_the_next(server, timed, delivered, tmp_path, share):
    place = Place.at(tmp_path / "home").put(three_desks())
    server.run(place, kill_after=share * timed[1])  # it may be over by then: that is a moment too
    place.run_well(DAY)
    assert_delivered_once(place)
    assert bytes_of(place) == bytes_of(delivered)


def test_a_killed_run_keeps_no_later_run_waiting_in_dagster_and_is_shown_as_failed(server, judged, tmp_path):
    place = judged.copy(tmp_path / "home")
    server.kill(place, half="deliver", kill_at="signals:vps:prepared", keeps_history=True)
    assert run_statuses(place) == ["STARTED"]
    assert server.run(place, keeps_history=True)["ended"] == "well"
    assert run_statuses(place) == ["FAILURE", "SUCCESS"]
    assert_delivered_once(place)


def test_a_batch_that_did_not_leave_goes_the_next_day_as_it_was_where_the_tables_give_the_same_lines(
    server, judged, delivered, tmp_path
):
    place = judged.copy(tmp_path / "home")
    server.kill(place, half="deliver", kill_at="signals:ris_matching:prepared")
    prepared = place.events("batch_prepared")[0]
    result = place.run_well(NEXT_DAY)
    assert_delivered_once(place)
    assert [e.batch_id for e in place.events("batch_prepared")].count(prepared.batch_id) == 1
    assert bytes_of(place)[prepared.payload["file_name"]] == bytes_of(delivered)[prepared.payload["file_name"]]
    assert place.events("batch_abandoned") == []
    assert prepared.payload["file_name"] in result.text
    found = place.rows("select distinct as_of_date, delivered_on from marts.signals where system = 'ris_matching'")
    assert [(str(row["as_of_date"]), str(row["delivered_on"])) for row in found] == [(DAY, NEXT_DAY)]


def test_an_objection_that_came_in_between_keeps_its_tenant_out_and_the_batch_is_made_again(server, judged, tmp_path):
    place = judged.copy(tmp_path / "home")
    server.kill(place, half="deliver", kill_at="signals:ris_matching:lines_kept")
    old = place.events("batch_prepared")[0]
    place.put(three_desks().add(objection(tenant_id="T2", received_on=NEXT_DAY)))
    result = place.run_well(NEXT_DAY)
    assert_delivered_once(place, {lease: desk for lease, desk in DESK_OF.items() if lease != "L2"})
    assert [event.batch_id for event in place.events("batch_abandoned")] == [old.batch_id]
    assert old.payload["file_name"] not in bytes_of(place)
    decided = place.rows("select as_of_date, blocking_reasons from marts.signal_decisions where lease_id = 'L2' order by 1")
    assert decided[-1]["blocking_reasons"] == ["objection"]
    assert "abandoned" in result.text


FEEDBACK = {
    "a.csv": [("Jansen1", "1011AB", "1", "", "ja", "2026-04-24"), ("Niemand", "1011AB", "1", "", "ja", "2026-04-24")],
    "b.csv": [("Jansen4", "3511AD", "4", "", "ja", "2026-04-25"), ("Jansen5", "3511AD", "5", "", "nee", "2026-04-25")],
}


@pytest.fixture(scope="module")
def a_week_later(delivered, tmp_path_factory):
    """A payment settles L2 and L5, two feedback files arrived; nothing was read yet."""
    place = delivered.copy(tmp_path_factory.mktemp("week") / "home")
    paid = [payment(entry_id=f"P-{lease}", lease_id=lease, amount="1000.00", booked_on="2026-04-24") for lease in ("L2", "L5")]
    place.put(three_desks().add(paid))
    for name, rows in FEEDBACK.items():
        place.receive(name, rows)
    return place


def test_runs_killed_in_the_middle_of_feedback_withdrawals_and_notices_lose_and_double_nothing(server, a_week_later, tmp_path):
    place = a_week_later.copy(tmp_path / "home")
    server.kill(place, NEXT_WEEK, kill_at="feedback:judged")
    assert place.events("feedback_read", "help_accepted") == []
    server.kill(place, NEXT_WEEK, kill_at="feedback:registered")
    assert len(place.events("feedback_read")) == 1
    server.kill(place, NEXT_WEEK, kill_at="feedback:archived")
    assert sorted(path.name for path in place.home.inbox.iterdir() if path.is_file()) == ["b.csv"]
    server.kill(place, NEXT_WEEK, half="deliver", kill_at="hold_notices:collection:lines_kept")
    server.kill(place, NEXT_WEEK, half="deliver", kill_at="withdrawals:ris_matching:prepared")
    server.kill(place, NEXT_WEEK, half="deliver", kill_at="withdrawals:vps:placed")
    place.run_well(NEXT_WEEK)

    assert place.is_chained()
    assert place.states() == {
        "L1": "help_accepted", "L2": "withdrawn", "L3": "delivered", "L4": "help_accepted", "L5": "withdrawn", "L6": "delivered"
    }  # fmt: skip
    assert leases_of(place, "help_accepted") == ["L1", "L4"]
    assert leases_of(place, "signal_withdrawn") == ["L2", "L5"]
    assert leases_of(place, "hold_notice_delivered") == ["L1", "L4"]
    unmatched, *more = place.events("feedback_unmatched")
    assert (unmatched.payload["row"], unmatched.payload["reason"], more) == (2, "no_signal", [])
    counts = [[event.payload[name] for name in COUNTED] for event in place.events("feedback_read")]
    assert counts == [[2, 1, 0, 0, 1], [2, 1, 1, 0, 0]]
    lines = {desk: cells[1:] for desk, cells in (place.cells("withdrawals") | place.cells("hold_notices")).items()}
    assert lines["ris_matching"] == [["1011AB", "2", ""]]
    assert lines["vps"] == [["3511AD", "5", ""]]
    assert [line[0] for line in lines["collection"] if line[0] != "Dossiernummer"] == ["DOS-1", "DOS-4"]
    assert [path for path in place.home.inbox.iterdir() if path.is_file()] == []
    assert sorted(path.name[13:] for path in place.home.inbox_archive.iterdir()) == ["a.csv", "b.csv"]


COUNTED = ("rows", "accepted", "refused", "repeated", "unmatched")


def leases_of(place: Place, event_type: str) -> list[str]:
    """The leases that events of this type are about, each as often as there is one."""
    lease = {event.signal_id: event.lease_id for event in place.events("signal_delivered")}
    return sorted(lease[event.signal_id] for event in place.events(event_type))
