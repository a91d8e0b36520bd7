"""`vroegsignaal backup` and `restore`: a copy of the home that leaves the machine, and a home made from one.

Belongs here: arguments, holding the home, and words. Does not belong here: what a copy holds (exports/keeping/home_backup.py).
"""

from __future__ import annotations

from pathlib import Path

import click

from exports.ground.encryption import CannotOpen, NotAKey
from exports.ground.home import Home
from exports.keeping.home_backup import BackupFailed, restore_backup
from exports.register.log import RegisterError
from orchestration.backups import back_up
from orchestration.settings import Settings


@click.command(short_help="A copy of the home in one file, on another disk.")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--encrypt-to", "key", metavar="AGE_PUBLIC_KEY", help="Only the owner of this key can read the copy.")
def backup(folder: Path | None, key: str | None) -> None:
    """Write a copy of the home to FOLDER (default: the setting VROEGSIGNAAL_BACKUP__FOLDER).

    It holds the register with today's manual actions, what was delivered, evidence, outbox, inbox, landing, work lists and
    reports; the warehouse is made again from these. A run under way is waited for.
    """
    settings = Settings()
    target = folder or settings.backup.folder
    if target is None:
        raise click.UsageError("Say where the copy goes: FOLDER, or the setting VROEGSIGNAAL_BACKUP__FOLDER.")
    try:
        made = back_up(settings, target, key or settings.backup.encrypt_to or None, say=click.echo)
    except (BackupFailed, NotAKey, RegisterError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{made.path}: {made.files} files, {made.head.seq} events; chain head {made.head.hash}")
    if made.passed_over:
        click.echo(f"{made.passed_over} links or devices in the home were passed over: only plain files are copied.")


@click.command(short_help="An empty home made from a copy.")
@click.argument("copy", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--identity", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The key file of an encrypted copy."
)
def restore(copy: Path, identity: Path | None) -> None:
    """Make the home, which must be empty, from COPY; every file's digest and the register's chain are checked first."""
    home = Home.at(Settings().home)
    try:
        head = restore_backup(copy, home, identity)
    except (BackupFailed, CannotOpen, RegisterError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{home.root}: restored, {head.seq} events; chain head {head.hash}")
    click.echo("Next: vroegsignaal rebuild (the warehouse, for status and explain), or the next day's run, which makes it too.")
