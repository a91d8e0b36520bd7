"""The command line: `vroegsignaal …`.

Belongs here: the list of commands, each in a module of its own, imported only when it is called (so that `explain` and
`status` answer without loading Dagster or dbt). Does not belong here: what the commands do.
"""

from __future__ import annotations

import importlib
import os

import click
from pydantic import ValidationError

from orchestration.lock import HomeIsHeld
from orchestration.settings import unknown_names

COMMANDS = {
    "run": "orchestration.cli.run:run",
    "explain": "orchestration.cli.explain:explain",
    "status": "orchestration.cli.status:status",
    "check": "orchestration.cli.check:check",
    "map": "orchestration.cli.map:map_files",
    "demo": "orchestration.cli.demo:demo",
    "ui": "orchestration.cli.ui:ui",
    "nvvk": "orchestration.cli.nvvk:nvvk",
    "fetch": "orchestration.cli.fetch:fetch",
    "rebuild": "orchestration.cli.rebuild:rebuild",
    "register": "orchestration.cli.register:register",
    "docs": "orchestration.cli.docs:docs",
    "processing-register": "orchestration.cli.processing_register:processing_register",
    "subject": "orchestration.cli.subject:subject",
    "purge": "orchestration.cli.purge:purge",
    "backup": "orchestration.cli.backup:backup",
    "restore": "orchestration.cli.backup:restore",
    "dossier": "orchestration.cli.dossier:dossier",
    "withdraw": "orchestration.cli.acts:withdraw",
    "refuse": "orchestration.cli.acts:refuse",
    "telephoned": "orchestration.cli.acts:telephoned",
    "accept": "orchestration.cli.acts:accept",
    "dismiss": "orchestration.cli.acts:dismiss",
    "uploaded": "orchestration.cli.acts:uploaded",
    "resolve": "orchestration.cli.acts:resolve",
    "accept-row": "orchestration.cli.lease_acts:accept_row",
    "release": "orchestration.cli.lease_acts:release",
    "renumber": "orchestration.cli.lease_acts:renumber",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        return getattr(importlib.import_module(module), name)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what any of them may stumble on is told in a sentence.

        A setting that cannot be used is told by its name and rule, never by its value.
        """
        try:
            return super().invoke(ctx)
        except HomeIsHeld as held:
            raise click.ClickException(str(held)) from None
        except OSError as error:
            what = f"{error.filename or 'The disk'}: {error.strerror or type(error).__name__}."
            raise click.ClickException(f"{what} The home is set by VROEGSIGNAAL_HOME; it and its disk must be usable.") from None
        except ValidationError as error:
            told = [f"{'__'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors(include_input=False)]
            raise click.ClickException(
                "A setting cannot be used (VROEGSIGNAAL_..., see .env.example):\n  " + "\n  ".join(told)
            ) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # a traceback quotes what failed, and that may be somebody's data
            from orchestration.failures import in_words

            raise click.ClickException(in_words(error)) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vroegsignaal", message="%(prog)s %(version)s")
def main() -> None:
    """Reports rent arrears to municipalities, lawfully and on time."""
    os.umask(0o077)  # everything under the home is for its owner only
    for name in unknown_names(os.environ):
        click.echo(f"Warning: no setting is called {name}; .env.example lists them all.", err=True)
