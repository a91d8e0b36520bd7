"""`vroegsignaal register …`: proof that nothing was removed or changed, and copies of it.

Belongs here: arguments and words. Does not belong here: the chain (exports/register*.py).
"""

from __future__ import annotations

from pathlib import Path

import click

from exports.encryption import NotAKey
from exports.home import Home
from exports.register import Register, RegisterError
from exports.register_backup import export_encrypted
from exports.register_copies import export_copy
from exports.register_copies import restore as restore_copy
from orchestration.settings import Settings


@click.group()
def register() -> None:
    """The append-only register: verify, export, restore."""


@register.command()
def verify() -> None:
    """Walk the whole chain; exit status 1 where an event was removed or changed."""
    home = Home.at(Settings().home)
    if not home.register.exists():
        raise click.ClickException("This home has no register yet.")
    with Register.read_only(home.register) as opened:
        verdict = opened.verify()
    click.echo(str(verdict))
    if not verdict.ok:
        raise SystemExit(1)


@register.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--encrypt-to", "key", metavar="AGE_PUBLIC_KEY", help="Write a copy that only the owner of this key opens.")
def export(target: Path, key: str | None) -> None:
    """Write a portable copy (JSON lines, one event a line) to TARGET."""
    register_path = Home.at(Settings().home).register
    try:
        head = export_encrypted(register_path, target, key) if key else export_copy(register_path, target)
    except (NotAKey, RegisterError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{head.seq} events copied; chain head {head.hash}")


@register.command()
@click.argument("copy", type=click.Path(exists=True, path_type=Path))
def restore(copy: Path) -> None:
    """Make the register of an empty home from a portable COPY, after verifying its chain."""
    target = Home.at(Settings().home).register
    if target.exists():
        raise click.ClickException("This home has a register already; restore into an empty home.")
    try:
        head = restore_copy(copy, target)
    except RegisterError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{head.seq} events restored; chain head {head.hash}")
