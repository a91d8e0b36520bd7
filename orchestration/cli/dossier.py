"""`vroegsignaal dossier SIGNAL_ID`, or `--lease LEASE_ID`: one printable page with all that is held of it.

Belongs here: arguments and writing the files, encrypted where a public key is given. Does not belong here: its words
(documents/dossier.py, documents/dossier_lease.py).
"""

from __future__ import annotations

from pathlib import Path

import click

from documents.dossier import dossier as page_of
from documents.dossier_lease import lease_dossier
from documents.dossier_words import unknown_lease, unknown_signal
from documents.page import Page, to_html
from exports.ground.encryption import NotAKey, encrypted
from exports.ground.files import write_atomically
from exports.ground.home import Home
from exports.keeping.lease_file import LeaseFile, NoSuchLease, file_stem, gather_lease
from exports.keeping.signal_file import NoSuchSignal, gather
from orchestration import warehouse_snapshot
from orchestration.cli import dutch
from orchestration.cli.explain import rules
from orchestration.settings import Settings


@dutch.command(short_help="Het bewijs van een melding, of waarom een contract niet is gemeld.")
@click.argument("signal_id", metavar="[MELDING]", required=False)
@dutch.option("--lease", "lease_id", metavar="CONTRACT", help="Van een contract: wat er is gedaan, en waarom het niet is gemeld.")
@dutch.option("--pdf/--no-pdf", default=True, help="Ook als PDF; zo gaat het zonder deze optie.")
@dutch.option("--encrypt-to", "key", metavar="SLEUTEL", help="Alleen te openen met deze publieke age-sleutel (age1...).")
def dossier(signal_id: str | None, lease_id: str | None, pdf: bool, key: str | None) -> None:
    """Maakt reports/dossiers/MELDING.html en .pdf: het bewijs van één melding. Met --lease: van een contract dat niet, of nog
    niet, is gemeld, en waarom, datum voor datum. Is die er niet: afsluitcode 1.
    """
    if bool(signal_id) == bool(lease_id):
        raise dutch.Misused("Geef een van de twee: MELDING, of --lease CONTRACT.", click.get_current_context())
    home = Home.at(Settings().home)
    try:
        made = write_lease(home, lease_id, pdf=pdf, key=key) if lease_id else write(home, str(signal_id), pdf=pdf, key=key)
    except NoSuchSignal as error:
        raise dutch.Refused(unknown_signal(str(signal_id), error)) from None
    except NoSuchLease as error:
        raise dutch.Refused(unknown_lease(str(lease_id), error)) from None
    except NotAKey:
        raise dutch.Refused(dutch.NO_KEY) from None
    for path in made:
        click.echo(str(path))


def write(home: Home, signal_id: str, *, pdf: bool = True, key: str | None = None) -> list[Path]:
    """Write the dossier of a signal; gives the files made.

    Raises:
        NoSuchSignal: the register has no delivery of it.
        NotAKey: `key` is no age public key.
    """
    return _write(home, signal_id, page_of(gather(home, signal_id)), pdf, key)


def write_lease(home: Home, lease_id: str, *, pdf: bool = True, key: str | None = None) -> list[Path]:
    """Write the dossier of a lease, in files whose names do not say whose it is; gives the files made.

    Raises:
        NoSuchLease: nothing in this home has it.
        NotAKey: `key` is no age public key.
    """
    words = {rule.code: rule.words for rule in rules()}
    return _write(home, file_stem(lease_id), lease_dossier(_file_of(home, lease_id), words), pdf, key)


def _file_of(home: Home, lease_id: str) -> LeaseFile:
    try:
        with warehouse_snapshot.opened(home) as con:
            return gather_lease(home, lease_id, con)
    except warehouse_snapshot.NothingYet:
        return gather_lease(home, lease_id, None)  # the page says that the tables are gone


def _write(home: Home, stem: str, page: Page, pdf: bool, key: str | None) -> list[Path]:
    made = [_put(home, f"{stem}.html", to_html(page).encode(), key)]  # first: it stands whatever becomes of the PDF
    if pdf:
        from documents.page_pdf import to_pdf

        made.append(_put(home, f"{stem}.pdf", to_pdf(page), key))
    return made


def _put(home: Home, name: str, data: bytes, key: str | None) -> Path:
    path = home.reports / "dossiers" / (name + (".age" if key else ""))
    write_atomically(path, encrypted(data, key) if key else data)
    return path
