"""`vroegsignaal check`: what lies in landing/, table by table, in words a functional manager understands.

Belongs here: arguments, exit status, and keeping what a person answers. Does not belong here: the reading and the words
(documents/check.py), or what is asked (documents/check_dialogue.py).
"""

from __future__ import annotations

from functools import partial

import click

from documents.check import check_landing
from exports.ground.home import Home
from orchestration import guards
from orchestration.cli import dutch
from orchestration.demo_mark import strangers_in_a_demo
from orchestration.settings import Settings
from sources.landing import ShrinkGuard
from sources.previous_load import previous_counts, previous_shapes


@dutch.command(short_help="Wat er in landing/ goed is, ontbreekt of geweigerd wordt.")
@dutch.option("--as-of", "as_of_text", metavar="DATUM", help="De datum waarvoor de run zal zijn; anders vandaag.")
@dutch.option("--ask", "asks", is_flag=True, help="Vraagt wat u bij een weigering wilt, en zet uw antwoord in mapping.toml.")
def check(as_of_text: str | None, asks: bool) -> None:
    """Leest alles in landing/ en zegt wat goed is, wat ontbreekt en wat geweigerd zou worden.

    Zonder --ask verandert er niets; met --ask alleen landing/mapping.toml, en alleen door wat u antwoordt.
    """
    # Only which CBS year and mergers hold depends on it here; nobody is judged.
    as_of = dutch.as_of(as_of_text) if as_of_text else guards.machine_date()
    settings = Settings()
    home = Home.at(settings.home)
    guard = ShrinkGuard(settings.shrink_minimum_rows, settings.shrink_largest_loss)
    look = partial(
        check_landing, home.landing, as_of, previous_counts(home.register), guard, settings.landing_max_age_days,
        guards.machine_date(), previous_shapes(home.warehouse),
    )  # fmt: skip
    if asks:
        from orchestration.cli.check_questions import ask, confirm

        report = ask(home.landing, look)
        click.echo(report.text(with_notes=False))
        report = confirm(home.landing, look, report)
    else:
        report = look()
        click.echo(report.text())
    strangers = strangers_in_a_demo(home.register, home.landing)
    if strangers:
        click.echo(
            f"\nDit is een proefmap: {strangers} bestand(en) in landing komen niet uit de proef, en een dagverwerking weigert "
            "dat. Zet echte tabellen in een eigen map (VROEGSIGNAAL_HOME)."
        )
    if strangers or not report.is_good:
        raise SystemExit(1)
