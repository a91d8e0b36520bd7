"""How a fault ended, and whether it may end so: delivered once, not delivered, or in doubt and said so.

Belongs here: running one fault and the next day after it, and the promises every end is held to. Does not belong here:
the list of faults (points.py) or the table (__main__.py).
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from documents.checklist import checklist
from documents.run_words import finding_in_words
from exports.delivery.batch_records import read_batches, read_open_batches, unsent
from exports.delivery.channels import Channel, Channels
from exports.delivery.channels.folder import FolderChannel
from exports.delivery.channels.unusable import Unusable
from exports.delivery.once import Care, deliver, resume_or_abandon
from exports.delivery.reconcile import Finding, reconcile
from exports.ground.failures import PermanentFailure, RetryPolicy
from exports.register.log import Register
from tests.faults.driver import FULL_AT, KILL_AT, Task, lines
from tests.faults.points import SIZE, Point
from tests.faults.world import World, make_channel, whole_session, world_of
from tests.support.border import DAY, NEXT_DAY, Place, batch_of, signal_line

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Verdict:
    """How one fault ended.

    Attributes:
        at_once: what the run itself said, or how its process ended.
        found: what the next run found.
        end: `delivered once`, `partly delivered`, `not delivered`, `in doubt`.
        received: how often the batch counts at the desk: the least and the most over its signals.
        broken: promises that were not kept; empty where all is well.
    """

    point: Point
    at_once: str
    found: str
    end: str
    received: tuple[int, int]
    broken: tuple[str, ...] = ()


def session_of(root: Path) -> tuple[int, int]:
    """How many bytes a whole session with OpenSSH carries each way, measured once."""
    place = Place.at(root / "measure")
    batch = batch_of(place, *lines(), size=SIZE)
    return whole_session(
        root / "measure_sshd",
        lambda settings: deliver(batch, make_channel(settings, place.home), *place.there, DAY),
    )


def judge(point: Point, root: Path, session: tuple[int, int]) -> Verdict:
    """Cause the fault, run the next day, and hold the end to the promises."""
    with world_of(point, root, session) as world:
        place = Place(world.home)
        batch = batch_of(place, *lines(), size=SIZE)
        at_once = _run(point, place, world)
        if point.heals:
            world.heal()
        findings = _next_day(point, place, world)
        _next_day(point, place, world)  # and once more: what is over stays over
        received = world.received(batch)
        return _verdict(point, place, batch.batch_id, at_once, findings, received)


def _run(point: Point, place: Place, world: World) -> str:
    if point.kill_at or point.full_at:
        return _run_apart(point, place, world)
    care = Care(retries=RetryPolicy(point.attempts, 0.0, 0.0), sleep=lambda _: None)
    channel = make_channel(world.settings, place.home)
    return deliver(batch_of(place, *lines(), size=SIZE), channel, *place.there, DAY, care).status


def _run_apart(point: Point, place: Place, world: World) -> str:
    """The run as a process of its own, which is killed or loses its disk at the step."""
    variables = os.environ | {KILL_AT: point.kill_at, FULL_AT: point.full_at, "PYTHONPATH": str(ROOT)}
    task = pickle.dumps(Task(place.home.root, world.settings))
    ended = subprocess.run(
        [sys.executable, "-m", "tests.faults.driver"], input=task, env=variables, capture_output=True, cwd=ROOT,
        timeout=60, check=False,
    )  # fmt: skip
    if ended.returncode == -signal.SIGKILL:
        return "killed"
    if point.kill_at:
        raise RuntimeError(f"the process was not killed at {point.kill_at}: {ended.stderr.decode()[-800:]}")
    return ended.stdout.decode() or "failed"


def _next_day(point: Point, place: Place, world: World) -> list[Finding]:
    """What a run does first: look back, then send or abandon what was left unsent."""
    channel = _channel_of_next_day(point, place, world)
    own = {} if channel.name == "folder" else {"ris_matching": channel}
    findings = reconcile(*place.there, Channels(FolderChannel(place.home, checklist), own), NEXT_DAY)
    care = Care(retries=RetryPolicy(1, 0.0, 0.0), sleep=lambda _: None)
    for record in unsent(read_open_batches(place.register)):
        todays = [*lines()[:2], signal_line(3, amount="750.00")] if point.changed else lines()
        again = batch_of(place, *todays, as_of=NEXT_DAY, size=SIZE)
        resume_or_abandon(record, again, channel, *place.there, NEXT_DAY, care)
    channel.close()
    return findings


def _channel_of_next_day(point: Point, place: Place, world: World) -> Channel:
    if point.setting == "broken":
        return Unusable(point.channel, PermanentFailure("setting_missing", "the desk cannot be reached: set its address"))
    return make_channel(None if point.setting == "removed" else world.settings, place.home)


def _verdict(
    point: Point, place: Place, batch_id: str, at_once: str, findings: list[Finding], received: dict[str, int]
) -> Verdict:
    registered = Counter(place.delivered_signals())
    records = read_batches(place.register, batch_id)
    status = records[0].status if records else "never_prepared"
    in_doubt = status == "in_doubt"
    said = [finding for finding in reconcile_again(place) if "vroegsignaal resolve" in finding_in_words(finding)]
    broken = _broken(registered, received, in_doubt=in_doubt, said=bool(said))
    end = "in doubt" if in_doubt else _end(registered, len(received))
    found = ", ".join(sorted({finding.found for finding in findings})) or "nothing open"
    if status in ("found_unsent", "never_prepared", "abandoned") and end == "not delivered":
        end = {"found_unsent": "not delivered, waits", "abandoned": "not delivered, decided again"}.get(status, end)
    with Register.read_only(place.register) as register:
        if not register.verify().ok:
            broken.append("the register's chain is broken")
    if not in_doubt and records and records[0].is_open and status != "found_unsent":
        broken.append("the batch is left open without a word")
    least, most = min(received.values()), max(received.values())
    return Verdict(point, at_once, found, end, (least, most), tuple(broken))


def reconcile_again(place: Place) -> list[Finding]:
    """What yet another run says of batches in doubt; it asks no remote."""
    return reconcile(*place.there, Channels(FolderChannel(place.home, checklist)), NEXT_DAY)


def _broken(registered: Counter[str], received: dict[str, int], *, in_doubt: bool, said: bool) -> list[str]:
    """The promises, each in words where it is broken."""
    problems = []
    if max(received.values()) > 1 or max(registered.values(), default=0) > 1:
        problems.append("delivered twice")
    arrived = {key for key, count in received.items() if count}
    if not arrived >= set(registered):
        problems.append("recorded as delivered, but it did not arrive")
    if not in_doubt and arrived != set(registered):
        problems.append("arrived, but not recorded and not in doubt")
    if in_doubt and not said:
        problems.append("in doubt, but nobody is asked")
    return problems


def _end(registered: Counter[str], lines_in_all: int) -> str:
    if len(registered) == lines_in_all:
        return "delivered once"
    return "partly delivered" if registered else "not delivered"
