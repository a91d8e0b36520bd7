"""Manual actions: each an event in the register, with who and why.

Belongs here: the commands of docs/outputs.md by which a person records what was done outside the product, in Dutch.
Does not belong here: what may be recorded when (orchestration/manual_actions.py, which Dagster's launchpad uses too).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from exports.ground.home import Home
from orchestration import manual_actions
from orchestration.cli import dutch
from orchestration.settings import Settings

WHO = dutch.option("--who", metavar="WIE", default=manual_actions.default_who, help="Wie het deed; anders uw gebruikersnaam.")
WHY = "Waarom, in een paar woorden; geen naam, adres, nummer of e-mailadres van een huurder."
ON = dutch.option("--on", metavar="DATUM", default="", help="De dag waarop, als dat eerder was dan vandaag (2026-04-20).")
_WHY = dutch.option("--why", metavar="WAAROM", default="", help=WHY)
Command = Callable[..., Any]


def said_by(command: Command) -> Command:
    """The options of every manual action: who did it, and why."""
    return WHO(_WHY(command))


def said_of_an_act(command: Command) -> Command:
    """The same, and the day it was done."""
    return ON(said_by(command))


def do(act: Callable[..., str], *arguments: Any, **named: Any) -> None:
    """Carry out one manual action on the home and say what it recorded, or why it was refused."""
    home = Home.at(Settings().home)
    try:
        click.echo(act(home, *arguments, **named))
    except manual_actions.ActionRefused as refused:
        raise dutch.Refused(str(refused)) from None


@dutch.command(short_help="Vastleggen: een melding met de hand ingetrokken.")
@click.argument("signal_id", metavar="MELDING")
@said_of_an_act
def withdraw(signal_id: str, on: str, who: str, why: str) -> None:
    """Legt vast dat u MELDING met de hand hebt ingetrokken bij het meldpunt (een dubbel adres, of een vergissing)."""
    do(manual_actions.withdraw, signal_id, on=on, who=who, why=why)


@dutch.command(short_help="Vastleggen: het meldpunt nam een regel niet aan.")
@click.argument("signal_id", metavar="MELDING")
@said_of_an_act
def refuse(signal_id: str, on: str, who: str, why: str) -> None:
    """Legt vast dat het meldpunt de regel van MELDING niet aannam (RIS Matching zegt dat alleen op het scherm)."""
    do(manual_actions.refuse, signal_id, on=on, who=who, why=why)


@dutch.command(short_help="Vastleggen: de gemeente gebeld over een ontruiming.")
@click.argument("signal_id", metavar="MELDING")
@said_of_an_act
def telephoned(signal_id: str, on: str, who: str, why: str) -> None:
    """Legt vast dat u de gemeente hebt gebeld over MELDING: er was een ontruiming aangezegd toen zij werd gedaan."""
    do(manual_actions.telephoned, signal_id, on=on, who=who, why=why)


@dutch.command(short_help="Vastleggen: de huurder accepteerde hulp.")
@click.argument("signal_id", metavar="MELDING")
@dutch.option("--on", "accepted_on", required=True, metavar="DATUM", help="Wanneer de huurder hulp accepteerde. Verplicht.")
@dutch.option("--file", metavar="BESTAND", default="", help="Het bestand dat het zegt: zijn regel gaat hiermee van de lijst.")
@dutch.option("--line", metavar="REGEL", default=0, type=int, help="De regel daarin, zoals Excel telt (de titels zijn regel 1).")
@said_by
def accept(signal_id: str, accepted_on: str, file: str, line: int, who: str, why: str) -> None:
    """Legt van MELDING een acceptatie vast die bij geen enkele paste; met --file en --line is ook de regel afgehandeld."""
    if bool(file) != bool(line):
        raise dutch.Misused("Geef --file en --line samen, of geen van beide.", click.get_current_context())
    do(manual_actions.accept, signal_id, accepted_on, file=file, line=line, who=who, why=why)


@dutch.command(short_help="Vastleggen: een regel terugkoppeling is afgehandeld.")
@click.argument("file", metavar="BESTAND")
@click.argument("line", metavar="REGEL", type=int)
@said_of_an_act
def dismiss(file: str, line: int, on: str, who: str, why: str) -> None:
    """Haalt REGEL van BESTAND van de lijst: bekeken, niets te doen.

    REGEL is wat Excel toont (de titels zijn regel 1); BESTAND is de naam, of die in inbox/archive/ als twee bestanden zo heten.
    """
    do(manual_actions.dismiss, file, line, on=on, who=who, why=why)


@dutch.command(short_help="Vastleggen: een bestand ingeleverd bij het meldpunt.")
@click.argument("batch", metavar="BESTAND")
@said_of_an_act
def uploaded(batch: str, on: str, who: str, why: str) -> None:
    """Legt vast dat u BESTAND (de naam, of het nummer van de batch) hebt ingeleverd. Vanaf die dag lopen de termijnen."""
    do(manual_actions.uploaded, batch, on=on, who=who, why=why)


@dutch.command(short_help="Vastleggen: of het meldpunt een batch in twijfel heeft.")
@click.argument("batch", metavar="BATCH")
@click.argument("outcome", metavar="delivered|not-delivered", type=click.Choice(["delivered", "not-delivered"]))
@said_of_an_act
def resolve(batch: str, outcome: str, on: str, who: str, why: str) -> None:
    """Zegt van een BATCH in twijfel of het meldpunt het bestand heeft: delivered (aangekomen) of not-delivered."""
    do(manual_actions.resolve, batch, outcome, on=on, who=who, why=why)
