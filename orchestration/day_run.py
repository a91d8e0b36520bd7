"""One run as its parts know it: its date, its home and its settings; and what lies ready in the home before it acts.

Belongs here: that, for whoever starts a run or works in one. Does not belong here: Dagster's resource that holds it
(resources.py), or what the parts did (day_record.py). No Dagster: a run begins before that is loaded (early.py).
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from exports.ground.files import ensure_dir
from exports.ground.home import Home
from exports.keeping.home_formats import Formats
from orchestration import guards
from orchestration.demo_mark import demo_files
from orchestration.settings import Settings
from sources.control import RunParameters

WORK = "vroegsignaal-"  # how folders with half-made tables begin; they last as long as the landing step
EARLIER = "This home is of an earlier format, and was worked on as it is. When it suits you: vroegsignaal upgrade"


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


def run_of(home: Home, as_of: date, settings: Settings, reason: tuple[str, str] | None, formats: Formats, **asked: Any) -> Run:
    """A run in a home that is held.

    Args:
        home: the one that it acts in, the preview of a dry one.
        as_of: its date.
        settings: as they are now.
        reason: why it became a dry run, as a code and a sentence; None where it did not.
        formats: of what lies in the home.
        asked: what else it was asked, by the names of `Run`.
    """
    notices = [*([reason] if reason else []), *([("format", EARLIER)] if formats.is_earlier else [])]
    return Run(as_of=as_of, home=home, settings=settings, notices=notices, **asked)


def remove_leftovers(home: Home) -> None:
    """Prepared tables that a killed run left in the home; whoever holds the lock knows that nobody needs them."""
    for folder in home.root.glob(f"{WORK}*"):
        shutil.rmtree(folder, ignore_errors=True)


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
