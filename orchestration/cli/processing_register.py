"""`vroegsignaal processing-register`: the processing register (AVG art. 30) from the models' own metadata.

Belongs here: writing both files. Does not belong here: their content (documents/processing_register.py).
"""

from __future__ import annotations

from pathlib import Path

import click

from documents.page import to_html
from documents.processing_register import activities, register_page, to_csv
from exports.ground.files import write_atomically
from exports.ground.home import Home
from exports.keeping.retention import Retention
from orchestration.cli import dutch
from orchestration.guards import machine_date
from orchestration.settings import Settings


@dutch.command("processing-register", short_help="Het verwerkingsregister (AVG artikel 30).")
def processing_register() -> None:
    """Schrijft reports/verwerkingsregister.html en .csv: doelen, categorieën, ontvangers, grondslagen, termijnen."""
    settings = Settings()
    for path in write(Home.at(settings.home), settings.retention, settings.manager.name or "[naam van de beheerder]"):
        click.echo(str(path))


def write(home: Home, terms: Retention, manager: str) -> list[Path]:
    """Write both files; gives their paths."""
    from orchestration.dbt_runner import manifest

    rows = activities(manifest(), terms)
    files = {
        "verwerkingsregister.html": to_html(register_page(rows, terms, machine_date(), manager)).encode(),
        "verwerkingsregister.csv": to_csv(rows, terms),
    }
    for name, data in files.items():
        write_atomically(home.reports / name, data)
    return [home.reports / name for name in files]
