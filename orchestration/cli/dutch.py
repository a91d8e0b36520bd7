"""Commands of credit controllers, administrators and auditors: help and refusals in Dutch, click's own words too.

Belongs here: what click says by itself, said in Dutch, and what may stop any command. Does not belong here: what a command does
or says (each has its module), and the commands of engineers, which speak English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

import click

from exports.ground.duck import FileIsDamaged, FileIsHeld
from exports.ground.formats import LaterFormat

Made = TypeVar("Made", bound=Callable[..., Any] | click.Command)
NO_KEY = "Dat is geen publieke age-sleutel: zo een begint met age1. Maak een paar met age-keygen."


class Refused(click.ClickException):
    """A command that could not do what was asked; the text says why and what to do."""

    def show(self, file: Any = None) -> None:
        click.echo(f"Fout: {self.format_message()}", file=file, err=file is None)


class Misused(click.UsageError):
    """A command that was typed in a way that it does not know."""

    def show(self, file: Any = None) -> None:
        to: dict[str, Any] = {"file": file, "err": file is None}
        if self.ctx is not None:
            click.echo(f"{self.ctx.get_usage()}\nMeer: {self.ctx.command_path} --help\n", **to)
        click.echo(f"Fout: {self.message}", **to)


class Option(click.Option):
    """An option whose help says itself what it is without, and whether it must be given."""

    def get_help_extra(self, ctx: click.Context) -> Any:
        return {}


class Command(click.Command):
    """A command that speaks Dutch throughout."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **({"options_metavar": "[OPTIES]"} | named))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toont deze uitleg."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for param in options if (record := param.get_help_record(ctx)) is not None]
        if records:
            with formatter.section("Opties"):
                formatter.write_dl(records)

    def make_context(self, *arguments: Any, **named: Any) -> click.Context:
        with _in_dutch():
            return super().make_context(*arguments, **named)

    def invoke(self, ctx: click.Context) -> Any:
        with _in_dutch():
            return super().invoke(ctx)


@contextmanager
def _in_dutch() -> Iterator[None]:
    """Whatever click itself refuses, refused in Dutch."""
    try:
        yield
    except (Refused, Misused):
        raise
    except click.UsageError as error:
        raise Misused(_words(error), error.ctx) from None
    except click.ClickException as error:
        raise Refused(error.format_message()) from None


def _words(error: click.UsageError) -> str:
    param = getattr(error, "param", None)
    name = param.human_readable_name if isinstance(param, click.Argument) else "/".join(param.opts) if param else ""
    if isinstance(error, click.MissingParameter):
        return f"{name} ontbreekt."
    if isinstance(error, click.NoSuchOption):
        return f"De optie {error.option_name} bestaat niet."
    if isinstance(error, click.BadOptionUsage):
        return f"Bij de optie {error.option_name} hoort een waarde, of juist geen."
    if isinstance(error, click.BadParameter) and param is not None:
        return f"{name}: {_of_type(param.type)}"
    return "Er staat een woord te veel in de opdracht. Zet wat een spatie bevat tussen aanhalingstekens."


def _of_type(kind: click.ParamType[Any]) -> str:
    if isinstance(kind, click.Choice):
        return f"kies uit {', '.join(map(str, kind.choices))}."
    if isinstance(kind, click.Path):
        return "dit bestand is er niet, of mag niet worden gelezen."
    return "geef een geheel getal." if kind is click.INT else "deze waarde past hier niet."


def command(name: str | None = None, **named: Any) -> Callable[[Callable[..., Any]], Command]:
    """As `click.command`, in Dutch."""
    return click.command(name, cls=Command, **named)


def option(*names: str, **named: Any) -> Callable[[Made], Made]:
    """As `click.option`, in Dutch."""
    return click.option(*names, cls=Option, **named)


def as_of(text: str) -> date:
    """The date that somebody gave with --as-of.

    Raises:
        Misused: it is not written as 2026-04-20.
    """
    from orchestration.guards import read_as_of

    try:
        return read_as_of(text)
    except ValueError:
        raise Misused(f"--as-of: schrijf de datum als 2026-04-20, niet als {text!r}.", click.get_current_context()) from None


def in_dutch(error: Exception) -> str:
    """In Dutch, what stopped a command; never a value."""
    from pydantic import ValidationError

    from orchestration.failures import in_words
    from orchestration.lock import HomeIsHeld
    from orchestration.warehouse_snapshot import NothingYet

    if isinstance(error, HomeIsHeld):
        return error.dutch
    if isinstance(error, NothingYet):
        return str(error)
    if isinstance(error, LaterFormat):
        return "Een nieuwere versie van Vroegsignaal schreef in deze map; er is niets gedaan. Vraag het datateam om die versie."
    if isinstance(error, FileIsHeld | FileIsDamaged):
        return (
            "Een bestand van Vroegsignaal is door een ander programma geopend of beschadigd. Sluit wat het open heeft en probeer "
            "het opnieuw; blijft het, vraag dan het datateam."
        )
    if isinstance(error, OSError):
        return (
            "De map van Vroegsignaal kan niet worden gelezen of geschreven. VROEGSIGNAAL_HOME zegt welke map het is; zij en haar "
            "schijf moeten bruikbaar zijn."
        )
    if isinstance(error, ValidationError):
        names = [f"  VROEGSIGNAAL_{'__'.join(str(part) for part in each['loc']).upper()}" for each in error.errors()]
        return "\n".join(["Deze instelling kan niet worden gebruikt; .env.example zegt wat er mag staan:", *names])
    return f"Dit is misgegaan; geef deze regel aan het datateam: {in_words(error)}"
