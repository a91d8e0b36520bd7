"""The sieve on a real Spark: two executors, of which one is killed on the way (`make spark`; needs Java 17).

Belongs here: what only Spark can show. Does not belong here: the sieve's own guards (tests/unit/distribution).
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.generator import write_large
from distribution.report import SieveFailed
from tests.support.sieving import judged, sieved

pytestmark = pytest.mark.spark
ASKED = ("intermediate.int_lease_arrears", "intermediate.int_ledger_findings", "intermediate.int_leases_concerned")
EXECUTOR = "CoarseGrainedExecutorBackend"


@pytest.fixture(scope="module")
def context() -> Iterator[object]:
    from pyspark import SparkConf, SparkContext

    os.environ["PYSPARK_PYTHON"] = sys.executable
    conf = SparkConf().setMaster("local-cluster[2,1,1024]").setAppName("sieve").set("spark.ui.enabled", "false")
    context = SparkContext(conf=conf.set("spark.speculation", "true"))
    yield context
    context.stop()


def executors() -> list[int]:
    """The processes of executors below this one."""
    parents, named = {}, []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if EXECUTOR in (entry / "cmdline").read_text():
                named.append(int(entry.name))
        except OSError:
            continue
    return [pid for pid in named if os.getpid() in ancestors(pid, parents)]


def ancestors(pid: int, parents: dict[int, int]) -> list[int]:
    found = []
    while pid in parents:
        pid = parents[pid]
        found.append(pid)
    return found


def kill_one_when(work: Path, killed: list[int]) -> None:
    """Kill an executor as soon as a bucket is being judged."""
    until = time.monotonic() + 300
    while time.monotonic() < until and not killed:
        if list(work.glob("judge-*")):
            pid = executors()[0]
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
        time.sleep(0.01)


def test_a_routing_by_the_wrong_key_is_refused_on_executors_too(tmp_path, context):
    from distribution.spark import by_spark

    landing = tmp_path / "landing"
    write_large(landing, 500)
    on_executors = by_spark(context, tmp_path)

    def astray(tasks):
        return on_executors([{**task, "column": "charge_entry_id"} if task.get("way") == "credit" else task for task in tasks])

    with pytest.raises(SieveFailed, match="did not meet a credit that is there"):
        sieved(tmp_path, landing, 6, astray)
    assert not (landing / "sieved").exists() and not (tmp_path / "sieve" / "work").exists()


def test_what_two_executors_leave_is_judged_as_the_whole_is_though_one_was_killed(tmp_path, context):
    from distribution.spark import by_spark

    landing = tmp_path / "landing"
    write_large(landing, 500)
    killed: list[int] = []
    killer = threading.Thread(target=kill_one_when, args=(tmp_path / "sieve" / "work", killed), daemon=True)
    killer.start()

    given_back = sieved(tmp_path, landing, 6, by_spark(context, tmp_path))
    report, whole = judged(landing, ASKED)
    loaded, left = judged(landing, ASKED, given_back)

    assert killed
    assert left == whole
    assert (loaded.payload(), loaded.findings) == (report.payload(), report.findings)
    assert not (tmp_path / "sieve" / "work").exists()
