"""`vroegsignaal register …`: proof that nothing was removed or changed, and copies of it.

Belongs here: arguments and words. Does not belong here: the chain (exports/register*.py).
"""

from __future__ import annotations

from pathlib import Path

import click

from exports.ground.encryption import NotAKey
from exports.ground.home import Home
from exports.register.copies import export_copy
from exports.register.copies import restore as restore_copy
from exports.register.log import Register, RegisterError
from exports.register.portable import export_encrypted
from orchestration.settings import Settings


@click.group(short_help="The append-only register: verify, export, restore.")
def register() -> None:
    """The append-only register: verify, export, restore."""


@register.command(short_help="Walk the whole chain; exit status 1 where it is broken.")
@click.option("--head", "noted", metavar="DIGEST", help="A head noted from a report or a copy: must still stand in the chain.")
def verify(noted: str | None) -> None:
    """Walk the whole chain; exit status 1 where an event was removed or changed.

    The chain alone cannot show that its newest events were cut off; a --head noted before can.
    """
    with Register.read_only(_register_of(Home.at(Settings().home))) as opened:
        verdict = opened.verify()
        found = opened.events("hash = ?", [noted.strip().lower()]) if noted else []
    click.echo(f"{verdict.events} events: {verdict.message}; chain head {verdict.head.hash}")
    if noted:
        click.echo(
            f"The noted head is that of event {found[0].seq}" if found else "The noted head stands nowhere in the register"
        )
    if not verdict.ok or (noted and not found):
        raise SystemExit(1)


@register.command(short_help="Write a portable copy, encrypted if you like.")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--encrypt-to", "key", metavar="AGE_PUBLIC_KEY", help="Write a copy that only the owner of this key opens.")
def export(target: Path, key: str | None) -> None:
    """Write a portable copy (JSON lines, one event per line) to TARGET."""
    register_path = _register_of(Home.at(Settings().home))
    try:
        head = export_encrypted(register_path, target, key) if key else export_copy(register_path, target)
    except (NotAKey, RegisterError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{head.seq} events copied; chain head {head.hash}")


@register.command(short_help="Make the register of an empty home from a copy.")
@click.argument("copy", type=click.Path(exists=True, dir_okay=False, path_type=Path))
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


def _register_of(home: Home) -> Path:
    if not home.register.exists():
        raise click.ClickException("This home has no register yet.")
    return home.register
