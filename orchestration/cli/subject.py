"""`vroegsignaal subject TENANT_ID`: all that is held of a tenant, and where.

Belongs here: arguments, the short answer on the terminal, writing the page. Does not belong here: looking it up
(exports/keeping/subject_file.py) or the page's words (documents/subject.py).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from documents.page import to_html
from documents.subject import subject_page
from exports.ground.encryption import NotAKey, encrypted
from exports.ground.files import write_atomically
from exports.ground.home import Home
from exports.keeping.subject_file import SubjectFile, look_up
from orchestration.cli import dutch
from orchestration.guards import machine_date
from orchestration.settings import Settings


@dutch.command(short_help="Alles wat van een huurder wordt bewaard, en waar.")
@click.argument("tenant_id", metavar="HUURDER")
@dutch.option("--encrypt-to", "key", metavar="SLEUTEL", help="Alleen te openen met deze publieke age-sleutel (age1...).")
def subject(tenant_id: str, key: str | None) -> None:
    """Waar iets van HUURDER wordt bewaard, en een pagina met wat dat is (reports/subjects/)."""
    home = Home.at(Settings().home)
    file = look_up(home, tenant_id)
    if file.is_empty:
        click.echo(f"Van deze huurder wordt in {home.root} niets bewaard (gekeken in {', '.join(file.places)}).")
        return
    try:
        page = write(home, file, key)
    except NotAKey:
        raise dutch.Refused(dutch.NO_KEY) from None
    for holding in file.holdings:
        click.echo(f"{holding.count:>6}  {holding.place}")
    click.echo(f"{len(file.events):>6}  register.duckdb en zijn kopie: gebeurtenissen van de meldingen van deze huurder")
    click.echo(f"Het hele antwoord: {page}")


def write(home: Home, file: SubjectFile, key: str | None = None) -> Path:
    """Write the page; its name does not say whose it is. Gives its path.

    Raises:
        NotAKey: `key` is no age public key.
    """
    data = to_html(subject_page(file, machine_date())).encode()
    name = hashlib.sha256(file.tenant_id.encode()).hexdigest()[:16]
    path = home.reports / "subjects" / f"{name}.html{'.age' if key else ''}"
    write_atomically(path, encrypted(data, key) if key else data)
    return path
