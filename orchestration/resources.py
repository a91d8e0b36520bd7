"""The one resource every asset uses: the day that is being run.

Belongs here: the run's arguments as Dagster config, the home held for the whole run, and the dry run's preparation.
Does not belong here: what the assets do. Config given in the launchpad, by a schedule or by the command line is all
there is; nothing falls back on today's date. Settings come from the environment when the run starts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any

import dagster as dg
import duckdb
from pydantic import Field, PrivateAttr

from exports.ground.duck import connect, kept_open
from exports.ground.files import ensure_dir
from exports.ground.home import Home
from orchestration import guards
from orchestration.demo_mark import demo_files
from orchestration.failures import in_words, keep_foreign_texts_out_of_logs
from orchestration.health import health
from orchestration.health_forms import write_metrics
from orchestration.instance import clear_up
from orchestration.lock import hold, nobody
from orchestration.progress import say
from orchestration.settings import Settings
from orchestration.warehouse_snapshot import made_at_last
from sources.control import RunParameters

WORK = "vroegsignaal-"  # how folders with half-made tables begin; they last as long as the landing step
EARLIER = "This home is of an earlier format, and was worked on as it is. When it suits you: vroegsignaal upgrade"
DRY = "dry_run"  # the tag of runs that act on nothing, so that nobody is notified of them either


@dataclass(frozen=True)
class Run:
    """One run: its date, its home and its settings. What its parts did stands in the warehouse (day_record.py).

    Attributes:
        only_feedback: the SHA-256 digest of the one inbox file this run is for; empty for all of them.
        notices: what a person must know of the run as a whole, such as why it became a dry run; each a code and a sentence.
        in_english: whether the data team's summary is asked for, where the home reads its own exports.
    """

    as_of: date
    home: Home
    settings: Settings
    accepted_shrinks: frozenset[str] = frozenset()
    only_feedback: str = ""
    notices: list[tuple[str, str]] = field(default_factory=list)
    in_english: bool = False

    @property
    def is_dry(self) -> bool:
        return self.home.is_preview

    @cached_property
    def demo_files(self) -> dict[str, str] | None:
        """The demo's files in a home that is marked as demo (demo_mark.py); None in any other. No run changes that."""
        return demo_files(self.home.register)

    @property
    def machine_date(self) -> date:
        """This machine's date; in a demo home its as-of date, since made-up tables are of a day of their own."""
        return self.as_of if self.is_demo else guards.machine_date()

    @property
    def is_demo(self) -> bool:
        return self.demo_files is not None


def parameters_of(run: Run) -> RunParameters:
    """What this run judges by: its date and the choices of the settings."""
    settings = run.settings
    return RunParameters(
        as_of_date=run.as_of,
        minimum_amount=settings.minimum_amount,
        post_days=settings.post_days,
        new_arrears_grace_days=settings.new_arrears_grace_days,
        redelivery=settings.redelivery,
        redelivery_after_days=settings.redelivery_after_days,
        later_facts=settings.later_facts,
        stated_balance=settings.stated_balance,
        machine_date=run.machine_date,
        file_format=settings.file_format,
        is_dry_run=run.is_dry,
    )


class Day(dg.ConfigurableResource[Any]):
    """The day to run. The home is held from the first step to the last; a second run waits for it."""

    as_of_date: str = Field(description="The date everything is judged on, as 2026-04-20.")
    # True, so that whoever materializes all from the page without a word changes nothing.
    dry_run: bool = Field(default=True, description="Show what would happen below preview/, change nothing else; false: act.")
    allow_future: bool = Field(default=False, description="Act although the date lies after this machine's date.")
    accept_shrink: list[str] = Field(
        default_factory=list, description="Landing tables that a person says rightly lost many rows."
    )
    only_feedback: str = Field(default="", description="SHA-256 digest of the one feedback file to read; empty: all.")
    in_english: bool = Field(default=False, description="The data team's summary too, where a home reads its own exports.")
    _run: Run = PrivateAttr()

    @property
    def run(self) -> Run:
        """The run under way."""
        return self._run

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Day]:
        """Hold the home, decide whether the run may act, prepare a preview where it may not."""
        keep_foreign_texts_out_of_logs()
        with ExitStack() as held:
            with _saying_why_it_cannot_start(context):
                self._run = self._begin(context, held)
            held.enter_context(kept_open(self._run.home.warehouse))
            held.enter_context(made_at_last(self._run.home))
            try:
                yield self
            finally:
                publish_health(self._run)

    def _begin(self, context: dg.InitResourceContext, held: ExitStack) -> Run:
        settings = Settings()
        home, as_of = Home.at(settings.home), _read_as_of(self.as_of_date)
        lock = hold(
            home,
            as_of=str(as_of),
            what="dry run" if self.dry_run else "run",
            wait_seconds=settings.wait_for_home_seconds,
            say=partial(_say, context),
            run_id=context.run_id or "",
            clear_up=partial(clear_up, context.instance) if context.instance else nobody,
            in_dutch=home.mapping.exists() and not self.in_english,
        )
        formats = held.enter_context(lock)
        remove_leftovers(home)
        reason = guards.reason_for_dry_run(
            as_of,
            allow_future=self.allow_future or self.dry_run,
            latest=guards.latest_delivered(home.register),
            today=guards.machine_date(),
        )
        is_dry = self.dry_run or reason is not None
        if is_dry and context.instance and context.run_id:
            context.instance.add_run_tags(context.run_id, {DRY: reason[1] if reason else "as asked"})
        return Run(
            as_of=as_of,
            home=prepare_preview(home) if is_dry else home,
            settings=settings,
            accepted_shrinks=frozenset(self.accept_shrink),
            only_feedback=self.only_feedback,
            notices=[*([reason] if reason else []), *([("format", EARLIER)] if formats.is_earlier else [])],
            in_english=self.in_english,
        )


def publish_health(run: Run) -> None:
    """After a run, however it ended: its metrics, for whoever watches the machine. A dry run has none; no run fails for them."""
    if run.is_dry or not run.home.register.exists():
        return
    try:
        try:
            with connect(run.home.warehouse, read_only=True) as con:
                state = health(run.home, run.settings, con, guards.now())
        except duckdb.Error:  # the first run did not get so far as to make them
            state = health(run.home, run.settings, None, guards.now())
        write_metrics(run.home, run.settings, state)
    except Exception as error:
        say(f"  ! The metrics could not be written: {in_words(error)}")


def remove_leftovers(home: Home) -> None:
    """Prepared tables that a killed run left in the home; whoever holds the lock knows that nobody needs them."""
    for folder in home.root.glob(f"{WORK}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _read_as_of(text: str) -> date:
    try:
        return guards.read_as_of(text)
    except ValueError as error:
        raise dg.Failure(description=str(error), allow_retries=False) from None


@contextmanager
def _saying_why_it_cannot_start(context: dg.InitResourceContext) -> Iterator[None]:
    """Dagster redacts what a resource raises, also our own words; so they are said first, to the terminal and its log."""
    try:
        yield
    except Exception as error:
        _say(context, f"The run could not start: {in_words(error)}")
        raise


def _say(context: dg.InitResourceContext, words: str) -> None:
    say(words)
    if context.log:
        context.log.info(words)


def prepare_preview(home: Home) -> Home:
    """An empty `preview/` with a copy of the register, so that a dry run can do all it would do, elsewhere."""
    preview = home.preview()
    if preview.output.exists():
        shutil.rmtree(preview.output)
    ensure_dir(preview.output)
    if home.register.exists():
        shutil.copyfile(home.register, preview.register)
        preview.register.chmod(0o600)
    return preview
