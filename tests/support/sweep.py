"""Every part of the day by itself, and what left because of it, beside what the whole day would have sent from the same home.

Belongs here: the steps of the job, runs that fail, homes on which parts are run, and counting what left. Does not belong
here: which parts on which dates (tests/integration/test_every_part.py).

    place = unloaded(delivered, tmp_path / "home")
    parts(place, DAY, *assets(STEPS[8:]))
    left(place) - left(the_same_home_after_its_whole_day)  # ought to be empty
"""

from __future__ import annotations

import errno
import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import dagster
import pytest
import python_calamine

from exports.ground.canonical import sha256_of_canonical
from exports.register.events import RecordedEvent
from orchestration import day_record
from orchestration.jobs import day_config
from tests.builders import Portfolio, objection, payment
from tests.support.day import CommandResult, Place, environment, machine_date, whole_day_job
from tests.support.portfolios import three_desks

EARLIER, DAY, LATER, TODAY = "2026-04-26", "2026-04-27", "2026-04-28", "2026-04-28"
ACCEPTED = [("Jansen1", "1011AB", "1", "", "ja", "2026-04-24")]
# What a load says of its tables, and what a batch is called, are no acts; each line of a batch is an event of its own.
NO_ACT = ("landing_loaded", "batch_prepared", "batch_sending", "batch_delivered", "batch_found_unsent", "batch_abandoned")
NAMES = ("batch_id", "sha256", "file_name", "counts")

Left = Counter[tuple[object, ...]]


# Every step of the whole day that makes something, in the order in which Dagster carries them out.
STEPS = (
    "landing", "control", "feedback_rows", "register_read", "models", "deliveries__feedback_registered", "evidence__decisions",
    "deliveries__hold_notices", "deliveries__withdrawals", "deliveries__signals", "deliveries__terms_listed",
    "deliveries__register_written", "reports__day_report", "reports__letters", "reports__worklists", "reports__day_closed",
)  # fmt: skip


@cache
def assets_of_steps() -> dict[str, list[str]]:
    """The assets of each step, by its name, from Dagster's own job of the whole day."""
    job = whole_day_job()
    made: dict[str, list[str]] = {node.name: [] for node in job.nodes_in_topological_order}
    for key in job.asset_layer.executable_asset_keys:
        made[job.asset_layer.get_op_output_handle(key).node_handle.name].append(key.to_user_string())
    return {name: keys for name, keys in made.items() if keys}


def assets(names: tuple[str, ...]) -> list[str]:
    """The assets of these steps."""
    return [key for name in names for key in assets_of_steps()[name]]


def parts(place: Place, as_of: str, *keys: str) -> CommandResult:
    """These assets alone, on a machine whose own date is the same in every case."""
    return place.parts(as_of, *keys, today=TODAY)


def whole(place: Place, as_of: str) -> CommandResult:
    """All assets of the day, in one run."""
    return parts(place, as_of, *assets(STEPS))


# Again, as Dagster does it.


def _job() -> dagster.JobDefinition:
    return whole_day_job()


@contextmanager
def cut_off(part: str, state: str) -> Iterator[None]:
    """Meanwhile the warehouse takes no word that this part of the day has come so far, as when its disk is full."""
    written = day_record._put

    def put(con: object, run: object, name: str, to: str, record: object, loaded: object) -> None:
        if (name, to) == (part, state):
            raise OSError(errno.ENOSPC, "No space left on device")
        written(con, run, name, to, record, loaded)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(day_record, "_put", put)
        yield


@dataclass(frozen=True)
class Failed:
    """A run that failed, in Dagster's own history of runs."""

    place: Place
    instance: dagster.DagsterInstance
    run_id: str
    today: str

    def again(self, as_of: str) -> bool:
        """ "Re-execute from failure" on Dagster's page; whether it ended well."""
        options = dagster.ReexecutionOptions.from_failure(self.run_id, self.instance)
        return _executed(self.place, self.instance, as_of, self.today, reexecution_options=options).success


@contextmanager
def failed(
    place: Place, names: tuple[str, ...], part: str, state: str, *, as_of: str = DAY, today: str = TODAY
) -> Iterator[Failed]:
    """A run of these steps, which failed when this part had come so far."""
    chosen = [dagster.AssetKey(key.split("/")) for key in assets(names)]
    with tempfile.TemporaryDirectory() as folder, dagster.DagsterInstance.local_temp(folder) as instance:
        with cut_off(part, state):
            result = _executed(place, instance, as_of, today, asset_selection=chosen)
        assert not result.success
        yield Failed(place, instance, result.run_id, today)


def _executed(
    place: Place, instance: dagster.DagsterInstance, as_of: str, today: str, **how: object
) -> dagster.JobExecutionResult:
    with machine_date(today), environment(place.home.root):
        return dagster.execute_job(dagster.reconstructable(_job), instance, day_config(date.fromisoformat(as_of)), **how)


# Homes. Each has a reason for every kind of act: to report, take back, pause collection, list a passed term.


def second_week() -> Portfolio:
    """Of the six signals of 20 April: L1 accepted (inbox), L2 paid, L3 objected; L7 to L9 are new, and L10 needs a letter."""
    portfolio = three_desks().add(
        payment(entry_id="P2", lease_id="L2", amount="1000.00", booked_on="2026-04-23"),
        objection(objection_id="O3", tenant_id="T3", received_on="2026-04-24"),
    )
    return portfolio.add_lease("L7").add_lease("L8").add_lease("L9").add_lease("L10", steps=False)


def unloaded(delivered: Place, root: Path) -> Place:
    """The home of 20 April with the export and the inbox of a week later, of which nothing was read."""
    place = delivered.copy(root).put(second_week())
    place.receive("april.csv", ACCEPTED)
    return place


def judged(delivered: Place, root: Path) -> Place:
    """The same, loaded and judged for 27 April; nothing has left."""
    place = unloaded(delivered, root)
    outcome = place.judge(DAY, today=TODAY)
    assert outcome.is_good, outcome.text
    return place


def changed_since(delivered: Place, root: Path) -> Place:
    """The day of 27 April done whole; since then T7 objected and L8 paid, in an export that nobody loaded."""
    place = unloaded(delivered, root)
    outcome = place.run(DAY, today=TODAY)
    assert outcome.is_good, outcome.text
    later = second_week().add(
        objection(objection_id="O7", tenant_id="T7", received_on=DAY),
        payment(entry_id="P8", lease_id="L8", amount="1000.00", booked_on=DAY),
    )
    return place.put(later)


# What left.


def left(place: Place) -> Left:
    """Everything that reached somebody or was recorded: acts of the register, lines in the outbox, letters and lists."""
    found: Left = Counter(_act(event) for event in place.events() if event.event_type not in NO_ACT)
    for path in place.files():
        kind = path.name.partition("_20")[0]
        sheet = python_calamine.load_workbook(str(path)).get_sheet_by_index(0)
        found.update((path.parent.name, kind, *map(str, line)) for line in sheet.to_python()[1:])
    for path in place.home.worklists.rglob("*"):
        if path.is_file():
            found["list", path.name, hashlib.sha256(path.read_bytes()).hexdigest()] += 1
    return found


def _act(event: RecordedEvent) -> tuple[object, ...]:
    payload = {name: value for name, value in event.payload.items() if name not in NAMES}
    return (event.event_type, str(event.as_of_date), event.lease_id, event.signal_id, sha256_of_canonical(payload))
