"""`vroegsignaal dossier SIGNAL_ID`: one printable page with all that is held of a signal.

Belongs here: arguments and writing the files, encrypted where a public key is given. Does not belong here: its words
(documents/dossier.py).
"""

from __future__ import annotations

from pathlib import Path

import click

from documents.dossier import dossier as page_of
from documents.page import to_html
from exports.encryption import NotAKey, encrypted
from exports.files import write_atomically
from exports.home import Home
from exports.signal_file import NoSuchSignal, gather
from orchestration.settings import Settings


@click.command(short_help="The proof of one signal, as HTML and PDF.")
@click.argument("signal_id")
@click.option("--pdf/--no-pdf", default=True, help="Also as PDF (the default).")
@click.option("--encrypt-to", "key", metavar="AGE_PUBLIC_KEY", help="Write only files that the owner of this key opens.")
def dossier(signal_id: str, pdf: bool, key: str | None) -> None:
    """Make reports/dossiers/SIGNAL_ID.html and .pdf: the proof of one signal, in Dutch."""
    home = Home.at(Settings().home)
    try:
        for path in write(home, signal_id, pdf=pdf, key=key):
            click.echo(str(path))
    except (NoSuchSignal, NotAKey) as error:
        raise click.ClickException(str(error)) from None


def write(home: Home, signal_id: str, *, pdf: bool = True, key: str | None = None) -> list[Path]:
    """Write the dossier; gives the files made.

    Raises:
        NoSuchSignal: the register has no delivery of it.
        NotAKey: `key` is no age public key.
    """
    page = page_of(gather(home, signal_id))
    made = [_put(home, f"{signal_id}.html", to_html(page).encode(), key)]  # first: it stands whatever becomes of the PDF
    if pdf:
        from documents.page_pdf import to_pdf

        made.append(_put(home, f"{signal_id}.pdf", to_pdf(page), key))
    return made


def _put(home: Home, name: str, data: bytes, key: str | None) -> Path:
    path = home.reports / "dossiers" / (name + (".age" if key else ""))
    write_atomically(path, encrypted(data, key) if key else data)
    return path
