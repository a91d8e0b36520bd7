"""The command line: `vroegsignaal …`.

Belongs here: the list of commands, each in a module of its own, imported only when it is called (so that `explain` and
`status` answer without loading Dagster or dbt). Does not belong here: what the commands do.
"""

from __future__ import annotations

import importlib
import os

import click

# Name -> (where it is, what it does in a line; a test holds that to the command's own short help).
COMMANDS = {
    "run": ("orchestration.cli.run:run", "The whole day: judge, deliver, report."),
    "explain": ("orchestration.cli.explain:explain", "Why a lease was or was not reported, rule by rule."),
    "status": ("orchestration.cli.status:status", "What is open and what a person must do."),
    "check": ("orchestration.cli.check:check", "What in landing/ is right, missing or refused."),
    "map": ("orchestration.cli.map:map_files", "Een eerste mapping uit uw eigen exports."),
    "demo": ("orchestration.cli.demo:demo", "Fill an empty home with a made-up portfolio."),
    "ui": ("orchestration.cli.ui:ui", "Dagster's page, with schedules and sensors running."),
    "nvvk": ("orchestration.cli.nvvk:nvvk", "Municipalities that lack an agreement, as a sheet."),
    "fetch": ("orchestration.cli.fetch:fetch", "Bring feedback from the desks' sFTP folders."),
    "rebuild": ("orchestration.cli.rebuild:rebuild", "Make the warehouse again from what is kept."),
    "register": ("orchestration.cli.register:register", "The append-only register: verify, export, restore."),
    "docs": ("orchestration.cli.docs:docs", "Auditors' pages: models, rule catalogue, lineage."),
    "processing-register": (
        "orchestration.cli.processing_register:processing_register",
        "The processing register (AVG art. 30).",
    ),
    "subject": ("orchestration.cli.subject:subject", "All that is held about a tenant, and where."),
    "purge": ("orchestration.cli.purge:purge", "Delete what is past its term."),
    "backup": ("orchestration.cli.backup:backup", "A copy of the home in one file, on another disk."),
    "restore": ("orchestration.cli.backup:restore", "An empty home made from a copy."),
    "upgrade": ("orchestration.cli.upgrade:upgrade", "A home of an earlier version brought to the present format."),
    "dossier": ("orchestration.cli.dossier:dossier", "The proof of one signal, or of a lease not reported, as HTML and PDF."),
    "withdraw": ("orchestration.cli.acts:withdraw", "Record: you withdrew a signal at the desk by hand."),
    "refuse": ("orchestration.cli.acts:refuse", "Record: the desk did not take a signal's row."),
    "telephoned": ("orchestration.cli.acts:telephoned", "Record: you telephoned the municipality about a threatening situation."),
    "accept": ("orchestration.cli.acts:accept", "Record: the tenant of a signal accepted help."),
    "dismiss": ("orchestration.cli.acts:dismiss", "Record: a feedback row needs nothing more."),
    "uploaded": ("orchestration.cli.acts:uploaded", "Record: you uploaded the file of a batch."),
    "resolve": ("orchestration.cli.acts:resolve", "Record: whether the desk has a batch in doubt."),
    "accept-row": ("orchestration.cli.lease_acts:accept_row", "Record: a row that blocks concerns nobody here."),
    "release": ("orchestration.cli.lease_acts:release", "Record: a lease whose signal was taken back may be signalled again."),
    "renumber": ("orchestration.cli.lease_acts:renumber", "Record: a lease got another number, or did not."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        return getattr(importlib.import_module(module), name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what any of them may stumble on is told in a sentence.

        A setting that cannot be used is told by its name and rule, never by its value.
        """
        try:
            return super().invoke(ctx)
        except OSError as error:
            what = f"{error.filename or 'The disk'}: {error.strerror or type(error).__name__}."
            raise click.ClickException(f"{what} The home is set by VROEGSIGNAAL_HOME; it and its disk must be usable.") from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # a traceback quotes what failed, and that may be somebody's data
            raise click.ClickException(_told(error)) from None


def _told(error: Exception) -> str:
    from pydantic import ValidationError

    from orchestration.lock import HomeIsHeld

    if isinstance(error, HomeIsHeld):
        return str(error)
    if isinstance(error, ValidationError):
        told = [f"{'__'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors(include_input=False)]
        return "A setting cannot be used (VROEGSIGNAAL_..., see .env.example):\n  " + "\n  ".join(told)
    from orchestration.failures import in_words

    return in_words(error)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vroegsignaal", message="%(prog)s %(version)s")
def main() -> None:
    """Reports rent arrears to municipalities, lawfully and on time."""
    from orchestration.settings import unknown_names, unreadable_env_files

    os.umask(0o077)  # everything under the home is for its owner only
    for name in unreadable_env_files():
        raise click.ClickException(f"{name} is no UTF-8: save it as UTF-8. Nothing was done.")
    for name in unknown_names(os.environ):
        click.echo(f"Warning: no setting is called {name}; .env.example lists them all.", err=True)
