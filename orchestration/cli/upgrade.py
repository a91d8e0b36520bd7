"""`vroegsignaal upgrade`: a home of an earlier version brought to the format of this one, after a copy of it was made.

Belongs here: arguments, the order (copy, upgrade, warehouse) and words. Does not belong here: what changes
(exports/keeping/upgrade.py).
"""

from __future__ import annotations

from pathlib import Path

import click

from exports.ground.encryption import NotAKey
from exports.ground.formats import PRESENT
from exports.ground.home import Home
from exports.keeping.home_backup import BackupFailed, make_backup
from exports.keeping.upgrade import Change, changes, finish, prepare
from exports.register.log import RegisterError
from orchestration import guards
from orchestration.failures import in_words
from orchestration.lock import hold
from orchestration.settings import Settings


@click.command(short_help="A home of an earlier version brought to the present format.")
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option(
    "--copy-to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the copy goes; default: VROEGSIGNAAL_BACKUP__FOLDER, else backup/ in the home.",
)
def upgrade(dry_run: bool, copy_to: Path | None) -> None:
    """Bring the home to the present format, after a copy of it was made. Nothing is delivered or registered.

    Killed half-way, it leaves the home as it was, or is finished by the next command. A home of an earlier format also works
    as it is; one of a later format is refused.
    """
    settings = Settings()
    home = Home.at(settings.home)
    folder = copy_to or settings.backup.folder or home.root / "backup"
    if dry_run:
        _say(changes(home), folder)
        return
    with hold(home, as_of="-", what="upgrade", wait_seconds=settings.wait_for_home_seconds, say=click.echo):
        wanted = changes(home)
        _say(wanted, folder)
        if not wanted:
            return
        try:
            if any(change.part != "warehouse" for change in wanted):  # which can be made again, and is in no copy
                _copy_first(home, folder, settings)
            prepare(home)
        except (BackupFailed, NotAKey, RegisterError) as error:
            raise click.ClickException(f"{error}\nThe home is as it was.") from None
        finish(home)
        if any(change.part == "warehouse" for change in wanted):
            _make_warehouse(home, settings)
    click.echo(f"The home is of format {PRESENT} now.")


def _say(wanted: list[Change], folder: Path) -> None:
    if not wanted:
        click.echo(f"The home is of format {PRESENT} already, or empty: there is nothing to upgrade.")
        return
    click.echo(f"To format {PRESENT}, after a copy of the home in {folder} (what can be made again is in no copy):")
    for change in wanted:
        click.echo(f"  {change.part:<10} from format {change.found}: {change.words}")


def _copy_first(home: Home, folder: Path, settings: Settings) -> None:
    made = make_backup(home, folder, guards.machine_date(), settings.backup.encrypt_to or None, why="before_upgrade")
    click.echo(f"Copy: {made.path}: {made.files} files, {made.head.seq} events; chain head {made.head.hash}")


def _make_warehouse(home: Home, settings: Settings) -> None:
    """Make the warehouse again; where that fails, the home is upgraded all the same and the next run makes it."""
    from orchestration.rebuilding import rebuild_warehouse
    from orchestration.resources import Run

    as_of = guards.latest_run(home.register)
    try:
        if as_of is None:  # no run has ended here: there is no date to make it for, and nothing to read in it
            home.warehouse.unlink(missing_ok=True)
            return
        rebuild_warehouse(Run(as_of=as_of, home=home, settings=settings))
    except Exception as error:
        raise click.ClickException(
            f"Register and evidence are of format {PRESENT} now, but the warehouse could not be made again and is as it was: "
            f"{in_words(error)}\nThe next run makes it."
        ) from None
