"""The command line: `vroegsignaal …`.

Belongs here: the list of commands, each in a module of its own, imported only when it is called (so that `explain` and
`status` answer without loading Dagster or dbt). Does not belong here: what the commands do.
"""

from __future__ import annotations

import importlib
import os

import click

# Name -> (where it is, what it does in a line; a test holds that to the command's own short help). Those of engineers first.
COMMANDS = {
    "run": ("orchestration.cli.run:run", "The whole day: judge, deliver, report."),
    "fleet": ("orchestration.cli.fleet:fleet", "Many homes on one machine: run them all."),
    "demo": ("orchestration.cli.demo:demo", "Fill an empty home with a made-up portfolio."),
    "ui": ("orchestration.cli.ui:ui", "Dagster's page, with schedules and sensors running."),
    "fetch": ("orchestration.cli.fetch:fetch", "Bring feedback from the desks' sFTP folders."),
    "sieve": ("orchestration.cli.sieve:sieve", "A very large portfolio, cut down to the leases a run is about."),
    "rebuild": ("orchestration.cli.rebuild:rebuild", "Make the warehouse again from what is kept."),
    "register": ("orchestration.cli.register:register", "The append-only register: verify, export, restore."),
    "docs": ("orchestration.cli.docs:docs", "Auditors' pages: models, rule catalogue, lineage."),
    "purge": ("orchestration.cli.purge:purge", "Delete what is past its term."),
    "backup": ("orchestration.cli.backup:backup", "A copy of the home in one file, on another disk."),
    "restore": ("orchestration.cli.backup:restore", "An empty home made from a copy."),
    "upgrade": ("orchestration.cli.upgrade:upgrade", "A home of an earlier version brought to the present format."),
    "map": ("orchestration.cli.map:map_files", "Een eerste mapping uit uw eigen exports."),
    "check": ("orchestration.cli.check:check", "Wat er in landing/ goed is, ontbreekt of geweigerd wordt."),
    "status": ("orchestration.cli.status:status", "Wat er openstaat en wat een mens moet doen."),
    "explain": ("orchestration.cli.explain:explain", "Waarom een contract wel of niet is gemeld, regel voor regel."),
    "dossier": ("orchestration.cli.dossier:dossier", "Het bewijs van een melding, of waarom een contract niet is gemeld."),
    "subject": ("orchestration.cli.subject:subject", "Alles wat van een huurder wordt bewaard, en waar."),
    "nvvk": ("orchestration.cli.nvvk:nvvk", "Gemeenten zonder overeenkomst, als blad voor de aanvraag."),
    "processing-register": (
        "orchestration.cli.processing_register:processing_register",
        "Het verwerkingsregister (AVG artikel 30).",
    ),
    "uploaded": ("orchestration.cli.manual_actions:uploaded", "Vastleggen: een bestand ingeleverd bij het meldpunt."),
    "withdraw": ("orchestration.cli.manual_actions:withdraw", "Vastleggen: een melding met de hand ingetrokken."),
    "refuse": ("orchestration.cli.manual_actions:refuse", "Vastleggen: het meldpunt nam een regel niet aan."),
    "telephoned": ("orchestration.cli.manual_actions:telephoned", "Vastleggen: de gemeente gebeld over een ontruiming."),
    "accept": ("orchestration.cli.manual_actions:accept", "Vastleggen: de huurder accepteerde hulp."),
    "dismiss": ("orchestration.cli.manual_actions:dismiss", "Vastleggen: een regel terugkoppeling is afgehandeld."),
    "resolve": ("orchestration.cli.manual_actions:resolve", "Vastleggen: of het meldpunt een batch in twijfel heeft."),
    "accept-row": ("orchestration.cli.manual_lease_actions:accept_row", "Vastleggen: een rij die tegenhoudt betreft niemand."),
    "release": ("orchestration.cli.manual_lease_actions:release", "Vastleggen: een teruggenomen huurovereenkomst mag weer."),
    "renumber": (
        "orchestration.cli.manual_lease_actions:renumber",
        "Vastleggen: een contract kreeg een ander nummer, of juist niet.",
    ),
}
# Each command speaks the language of its one reader (docs/operations.md): these English, all others Dutch.
FOR_ENGINEERS = frozenset({
    "run", "fleet", "demo", "ui", "fetch", "rebuild", "register", "docs", "purge", "backup", "restore", "upgrade",
    "sieve",
})  # fmt: skip


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        found: click.Command = getattr(importlib.import_module(module), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any of them, each half in its readers' language."""
        with formatter.section("Commands of the data team"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items() if name in FOR_ENGINEERS])
        with formatter.section("Opdrachten voor incasso, beheer en controle"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items() if name not in FOR_ENGINEERS])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what any of them may stumble on is put in a sentence.

        A setting that cannot be used is named by its name and rule, never by its value.
        """
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # the last where whoever reads has seen enough (`| head`): click ends quietly
        except Exception as error:  # a traceback quotes what failed, and that may be somebody's data
            if _is_dutch(ctx.invoked_subcommand):
                from orchestration.cli import dutch

                raise dutch.Refused(dutch.in_dutch(error)) from None
            raise click.ClickException(_error_text(error)) from None


def _is_dutch(command: str | None) -> bool:
    return command in COMMANDS and command not in FOR_ENGINEERS


def _error_text(error: Exception) -> str:
    from pydantic import ValidationError

    from orchestration.lock import HomeIsHeld

    if isinstance(error, OSError):
        what = f"{error.filename or 'The disk'}: {error.strerror or type(error).__name__}."
        return f"{what} The home is set by VROEGSIGNAAL_HOME; it and its disk must be usable."
    if isinstance(error, HomeIsHeld):
        return str(error)
    if isinstance(error, ValidationError):
        refusals = [f"{'__'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors(include_input=False)]
        return "A setting cannot be used (VROEGSIGNAAL_..., see .env.example):\n  " + "\n  ".join(refusals)
    from orchestration.failures import in_words

    return in_words(error)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vroegsignaal", message="%(prog)s %(version)s")
def main() -> None:
    """Reports rent arrears to municipalities, lawfully and on time."""
    # Looking for plugins of pydantic reads what every installed package offers; one would see each setting, and none is used.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from orchestration.environment import home_alone, unreadable_env_files, with_remarks

    os.umask(0o077)  # everything under the home is for its owner only
    is_dutch = _is_dutch(click.get_current_context().invoked_subcommand)
    for name in unreadable_env_files():
        if is_dutch:
            from orchestration.cli import dutch

            raise dutch.Refused(
                f"{name} is geen UTF-8, of groter dan 100 kB: bewaar het als UTF-8, met alleen instellingen. Er is niets gedaan."
            )
        raise click.ClickException(
            f"{name} is no UTF-8, or larger than 100 kB: save it as UTF-8, with settings alone. Nothing was done."
        )
    for name in with_remarks(os.environ):
        if is_dutch:
            from orchestration.cli import dutch

            raise dutch.Refused(f"Achter de waarde van {name} staat een opmerking: zet die op een eigen regel. Niets gedaan.")
        raise click.ClickException(f"The value of {name} ends in a remark: put it on a line of its own. Nothing was done.")
    if home_alone(os.environ) is not None:
        return  # no other name was given than that one
    from orchestration.settings import unknown_names

    english = "Warning: no setting is called {}; .env.example lists them all."
    words = "Let op: er is geen instelling {}; .env.example noemt ze alle." if is_dutch else english
    for name in unknown_names(os.environ):
        click.echo(words.format(name), err=True)
