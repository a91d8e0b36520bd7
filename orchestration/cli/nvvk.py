"""`vroegsignaal nvvk`: the municipalities to apply for through the NVVK portal, as a sheet to copy from.

Belongs here: finding the warehouse and the place of the sheet. Does not belong here: the rows (documents/nvvk.py).
"""

from __future__ import annotations

import click

from documents.nvvk import nvvk_rows, write_nvvk
from exports.ground.files import ensure_dir
from exports.ground.home import Home
from orchestration import warehouse_snapshot
from orchestration.cli import dutch
from orchestration.settings import Settings


@dutch.command(short_help="Gemeenten zonder overeenkomst, als blad voor de aanvraag.")
def nvvk() -> None:
    """Gemeenten waar u woningen hebt maar geen overeenkomst geldt, en hoeveel meldingen dat tegenhoudt."""
    settings = Settings()
    home = Home.at(settings.home)
    try:
        with warehouse_snapshot.opened(home) as con:
            found = nvvk_rows(con)
    except warehouse_snapshot.NothingYet as nothing:
        raise dutch.Refused(str(nothing)) from None
    path = ensure_dir(home.worklists) / "NVVK-aanvraag.xlsx"
    write_nvvk(path, found, {"Organisatie signaalpartner": settings.manager.name} if settings.manager.name else {})
    for row in found:
        click.echo(
            f"{row.municipality_code} {row.name}: {row.dwellings} woningen, {row.in_arrears} met achterstand, "
            f"{row.blocked} meldingen tegengehouden ({row.blocked_by_this_alone} alleen hierdoor); {row.state}"
        )
    click.echo(f"{len(found)} gemeenten; het blad voor de aanvraag: {path}")
