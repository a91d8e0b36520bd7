"""A home that is run day after day in this process, through the command line, and what stands in it afterwards.

Belongs here: filling a home, giving commands, reading tables, register and files back; a copy of a home as it stood.
Does not belong here: landing rows (tests/builders.py) or what ought to come out (the tests).

    place = Place.at(tmp_path / "home").put(Portfolio.lawful("L1"))
    result = place.run("2026-04-20")
    assert result.is_good, result.text
    place.rows("select * from marts.signals")

Whole runs cost seconds: play a story once, in a fixture of the module, and let many tests look at it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import dagster
import duckdb
import pytest
import python_calamine
from click.testing import CliRunner
from dagster._core.storage.event_log import InMemoryEventLogStorage

from exports.ground.duck import FileIsDamaged
from exports.ground.home import Home
from exports.register.events import RecordedEvent
from exports.register.log import Register
from orchestration import guards
from orchestration.instance import history
from tests.builders import Portfolio, write_csv

FEEDBACK_TITLES = ("Achternaam", "Postcode", "Huisnummer", "Huisnummer toevoeging", "Hulp geaccepteerd", "Datum")
DELIVERING = ("evidence", "deliveries", "reports")  # the second half of the day, by the first part of an asset's key
LAST_DAY = "2039-12-31"
ACTS = (
    "withdraw", "refuse", "accept", "dismiss", "uploaded", "resolve", "telephoned", "accept-row", "release", "renumber",
)  # fmt: skip
NOT_REAL = ("preview", "dagster", ".lock")


@dataclass(frozen=True)
class CommandResult:
    """What a command ended with and everything it printed, errors included."""

    status: int
    text: str

    @property
    def is_good(self) -> bool:
        return self.status == 0


@dataclass(frozen=True)
class Place:
    """One home."""

    home: Home

    @classmethod
    def at(cls, root: Path) -> Place:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(Home.at(root))

    def copy(self, root: Path) -> Place:
        """The same home, as it stands now, somewhere else."""
        shutil.copytree(self.home.root, root, copy_function=shutil.copy2)
        return Place(Home.at(root))

    # Putting things in.

    def put(self, tables: Portfolio | Path) -> Place:
        """These landing tables, and no others, in landing/.

        A portfolio that does not say how far its receipts go has them all: else its signals would wait for an export.
        """
        shutil.rmtree(self.home.landing, ignore_errors=True)
        if isinstance(tables, Portfolio):
            tables.write(self.home.landing)
            if not tables.tables["export_info"]:
                write_csv(self.home.landing / "export_info.csv", ["bank_cut_off_on"], [{"bank_cut_off_on": LAST_DAY}])
        else:
            shutil.copytree(tables, self.home.landing, copy_function=shutil.copyfile)
        return self

    def receive(self, name: str, content: bytes | Iterable[tuple[object, ...]]) -> Path:
        """A feedback file in the inbox: bytes as they are, or rows in the order of FEEDBACK_TITLES as csv."""
        self.home.inbox.mkdir(exist_ok=True)
        path = self.home.inbox / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            rows = [dict(zip(FEEDBACK_TITLES, row, strict=True)) for row in content]
            write_csv(path, list(FEEDBACK_TITLES), rows, delimiter=";")
        return path

    # Giving commands.

    def run(self, as_of: str, *options: str, today: str | None = None, **settings: object) -> CommandResult:
        """`vroegsignaal run --as-of …` in this process; `settings` as in the environment, without the prefix.

        `today` is the machine's own date; not given, the run is one of its own day (a date still to come stays to come).
        """
        with machine_date(today or as_of):
            return self.command("run", "--as-of", as_of, *options, **settings)

    def run_well(self, as_of: str, *options: str, **settings: object) -> CommandResult:
        """The same, and it must end with exit status 0."""
        outcome = self.run(as_of, *options, **settings)
        assert outcome.is_good, outcome.text
        return outcome

    def judge(self, as_of: str, **settings: object) -> CommandResult:
        """The first half of a day: landing, register, feedback, models. Nothing leaves yet."""
        return self._half(is_delivery=False, as_of=as_of, **settings)

    def deliver(self, as_of: str, **settings: object) -> CommandResult:
        """The second half, on what `judge` left: evidence, deliveries, closing. A second or two."""
        return self._half(is_delivery=True, as_of=as_of, **settings)

    def parts(
        self, as_of: str, *keys: str, settings: Mapping[str, object] = {}, today: str | None = None, **config: object
    ) -> CommandResult:
        """These assets alone, as from Dagster's page ("deliveries/signals"), with no command line around them."""
        day = {"as_of_date": as_of, "dry_run": False, **config}
        meanwhile = machine_date(today or as_of)
        nowhere = dagster.DagsterInstance.ephemeral()
        with meanwhile, environment(self.home.root, **settings), without_run_history(), nowhere as instance:
            result = whole_day_job().execute_in_process(
                instance=instance,
                asset_selection=[dagster.AssetKey(key.split("/")) for key in keys],
                run_config={"resources": {"day": {"config": day}}},
                raise_on_error=False,
            )
        from orchestration.cli.summary import failure_lines

        return CommandResult(0 if result.success else 1, "\n".join(failure_lines(result.all_events)))

    def _half(self, *, is_delivery: bool, as_of: str, **settings: object) -> CommandResult:
        with half_a_day(is_delivery=is_delivery):
            return self.run(as_of, **settings)

    def command(self, *arguments: str, today: str = "", typed: str = "", **settings: object) -> CommandResult:
        """`vroegsignaal …` in this process. A person acts on the day of the latest run, where `today` is not given. `typed`: the
        lines that he types where he is asked something.
        """
        from orchestration.cli import main

        today = today or (self._latest_run() if arguments[0] in ACTS else "")
        with environment(self.home.root, **settings), without_run_history(), machine_date(today):
            result = CliRunner().invoke(main, list(arguments), prog_name="vroegsignaal", input=typed or None)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return CommandResult(result.exit_code, result.output)

    def _latest_run(self) -> str:
        try:
            return str(guards.latest_run(self.home.register) or "")
        except FileIsDamaged:  # a command says so itself
            return ""

    # Reading back.

    def rows(self, sql: str, parameters: list | None = None) -> list[dict[str, object]]:
        """Rows of the warehouse, as dictionaries; amounts stay Decimal."""
        return rows_of(self.home.warehouse, sql, parameters)

    def table(self, name: str) -> list[tuple]:
        """All rows of a table, in an order that depends on the rows alone."""
        with duckdb.connect(str(self.home.warehouse), read_only=True) as con:
            return con.execute(f"select * from {name} order by all").fetchall()

    def events(self, *event_types: str) -> list[RecordedEvent]:
        """Events of the register; all of them where no type is given."""
        with Register.read_only(self.home.register) as register:
            return register.events_of(event_types or None)

    def is_chained(self) -> bool:
        """Whether `register verify` finds every event in its place."""
        with Register.read_only(self.home.register) as register:
            return register.verify().ok

    def states(self) -> dict[str, str]:
        """lease_id -> state of its latest signal."""
        found = self.rows("select lease_id, state from marts.signals order by delivered_on, signal_id")
        return {row["lease_id"]: row["state"] for row in found}

    def signal_of(self, lease_id: str) -> str:
        """The id of the latest signal delivered for this lease."""
        return [event for event in self.events("signal_delivered") if event.lease_id == lease_id][-1].signal_id

    def files(self, kind: str = "", preview: bool = False) -> list[Path]:
        """The files that stand in the outbox for the desks and agencies (of one kind), by desk and name."""
        outbox = (self.home.preview() if preview else self.home).outbox
        found = [path for path in outbox.glob(f"*/{kind}*") if path.suffix in (".xlsx", ".csv")]
        return sorted(found, key=lambda path: (path.parent.name, path.name))

    def cells(self, kind: str, preview: bool = False) -> dict[str, list[list[object]]]:
        """Desk (or agency file) -> titles and lines of its files of this kind, as another program reads them."""
        found: dict[str, list[list[object]]] = {}
        for path in self.files(kind, preview):
            sheet = python_calamine.load_workbook(str(path)).get_sheet_by_index(0)
            found.setdefault(path.parent.name, []).extend(sheet.to_python(skip_empty_area=False))
        return found

    def fingerprint(self, besides: tuple[str, ...] = NOT_REAL) -> dict[str, str]:
        """Path -> SHA-256 of every file of the home, besides what a dry run may touch and what each run writes for monitoring."""
        root = self.home.root
        files = (path for path in sorted(root.rglob("*")) if path.is_file() and path.name != "metrics.prom")
        relative = ((path.relative_to(root), path) for path in files)
        return {
            str(name): hashlib.sha256(path.read_bytes()).hexdigest() for name, path in relative if name.parts[0] not in besides
        }


@cache
def whole_day_job() -> dagster.JobDefinition:
    """The job of the whole day as Dagster's page has it; any of its assets may be run by themselves."""
    from orchestration.definitions import build_definitions

    return build_definitions().resolve_job_def("whole_day")


def rows_of(warehouse: Path, sql: str, parameters: list | None = None) -> list[dict[str, object]]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        result = con.execute(sql, parameters or [])
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@contextmanager
def environment(root: Path, **settings: object) -> Iterator[None]:
    """The environment of a command on the home at `root`; afterwards it is as it was."""
    given = {"HOME": root, "INBOX_QUIET_SECONDS": 0, **settings}
    before = dict(os.environ)
    os.environ.update({f"VROEGSIGNAAL_{name.upper()}": str(value) for name, value in given.items()})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run_statuses(place: Place) -> list[str]:
    """The status of each run in Dagster's own history of a home, oldest first."""
    with environment(place.home.root), history(place.home) as instance:
        return [run.status.value for run in reversed(instance.get_runs())]


@contextmanager
def machine_date(day: str) -> Iterator[None]:
    """Meanwhile the machine's own date is this day, where that day has been."""
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        wanted = date.max  # an as-of date that is refused
    with pytest.MonkeyPatch.context() as patch:
        if wanted <= guards.machine_date():
            patch.setattr(guards, "machine_date", lambda: wanted)
        yield


@contextmanager
def half_a_day(*, is_delivery: bool) -> Iterator[None]:
    """Meanwhile `run` carries out that half of its job alone, by Dagster's own selection of assets."""
    whole = dagster.JobDefinition.execute_in_process

    def half(job: dagster.JobDefinition, **arguments: object) -> dagster.ExecuteInProcessResult:
        keys = [key for key in job.asset_layer.executable_asset_keys if (key.path[0] in DELIVERING) is is_delivery]
        return whole(job, asset_selection=keys, **arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dagster.JobDefinition, "execute_in_process", half)
        yield


@contextmanager
def without_run_history() -> Iterator[None]:
    """Dagster keeps no event log here: more than half the time of a run, and nobody looks at it afterwards.

    Tests of the history itself, of two processes and of killed ones start the product as people do.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dagster.DagsterInstance, "get", lambda: dagster.DagsterInstance.ephemeral())
        patch.setattr(InMemoryEventLogStorage, "store_event", lambda self, event: None)
        patch.setattr(InMemoryEventLogStorage, "get_asset_records", lambda self, asset_keys=None: [])
        patch.setattr(InMemoryEventLogStorage, "asset_records_have_last_observation", True)
        yield
