"""The home copied while nobody writes to it, from the command line and every night by schedule.

Belongs here: holding the home meanwhile, the job and its schedule. Does not belong here: what a copy holds
(exports/keeping/home_backup.py).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from exports.ground.home import Home
from exports.keeping.home_backup import Made, make_backup, remove_old_backups
from orchestration.guards import machine_date
from orchestration.lock import hold
from orchestration.settings import Settings


def back_up(settings: Settings, folder: Path, key: str | None, *, say: Callable[[str], None], day: date | None = None) -> Made:
    """Copy the home to `folder` when no run holds it, and remove copies of ours past their term there.

    Raises:
        HomeIsHeld: a run did not end in time.
        BackupFailed, NotAKey, RegisterError, OSError: as `make_backup`.
    """
    home, day = Home.at(settings.home), day or machine_date()
    with hold(home, as_of="-", what="backup", wait_seconds=settings.wait_for_home_seconds, say=say):
        made = make_backup(home, folder, day, key)
    remove_old_backups(folder, day - timedelta(days=settings.retention.backup_days))
    return made
