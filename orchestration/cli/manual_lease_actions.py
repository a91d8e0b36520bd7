"""Manual actions on leases and rows: each an event in the register, with who and why.

Belongs here: the commands `accept-row`, `release` and `renumber`, in Dutch. Does not belong here: what may be recorded when
(orchestration/manual_lease_actions.py, which Dagster's launchpad uses too).
"""

from __future__ import annotations

from pathlib import Path

import click

from orchestration import manual_lease_actions
from orchestration.cli import dutch
from orchestration.cli.manual_actions import ON, WHO, WHY, do

_WHY = dutch.option("--why", metavar="WAAROM", required=True, help=f"{WHY} Verplicht.")
_ONE_OR_FILE = "Geef OUD en NIEUW, of --file."


@dutch.command("accept-row", short_help="Vastleggen: een rij die tegenhoudt betreft niemand.")
@click.argument("table", metavar="TABEL", type=click.Choice(manual_lease_actions.BLOCKING_TABLES))
@click.argument("keys", nargs=-1, required=True, metavar="SLEUTEL...")
@ON
@WHO
@_WHY
def accept_row(table: str, keys: tuple[str, ...], on: str, who: str, why: str) -> None:
    """Legt van rijen SLEUTEL... in TABEL vast dat zij niemand betreffen: zij houden geen melding meer tegen.

    `vroegsignaal status` toont de rijen die niemand noemen, met hun sleutel. Er wordt niet opnieuw naar gevraagd. Kijk eerst of
    het nummer in de rij een tikfout is: herstel het dan in de bron. TABEL is objections (bezwaren), payment_arrangements
    (regelingen), co_tenants (medehuurders) of reported_elsewhere (meldingen door anderen).
    """
    do(manual_lease_actions.accept_row, table, keys, on=on, who=who, why=why)


@dutch.command(short_help="Vastleggen: een teruggenomen huurovereenkomst mag weer.")
@click.argument("lease_id", metavar="CONTRACT")
@ON
@WHO
@_WHY
def release(lease_id: str, on: str, who: str, why: str) -> None:
    """Laat CONTRACT weer melden: de melding was met de hand ingetrokken of geweigerd, en tot nu bleef het eruit."""
    do(manual_lease_actions.release, lease_id, on=on, who=who, why=why)


@dutch.command(short_help="Vastleggen: een contract kreeg een ander nummer, of juist niet.")
@click.argument("old", metavar="[OUD]", required=False)
@click.argument("new", metavar="[NIEUW]", required=False)
@dutch.option(
    "--file",
    "path",
    metavar="BESTAND",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Twee kolommen met titels: oud, nieuw.",
)
@dutch.option("--not-the-same", is_flag=True, help="OUD en NIEUW zijn twee contracten: NIEUW mag worden gemeld.")
@ON
@WHO
@_WHY
def renumber(old: str | None, new: str | None, path: Path | None, not_the_same: bool, on: str, who: str, why: str) -> None:
    """Legt vast dat contract OUD nu NIEUW heet: meldingen, opschortingen en intrekkingen gaan onder dat nummer door."""
    if path is not None and (old or new or not_the_same):
        raise dutch.Misused(_ONE_OR_FILE, click.get_current_context())
    if path is not None:
        do(manual_lease_actions.renumber_all, path, on=on, who=who, why=why)
    elif old and new:
        do(manual_lease_actions.renumber, old, new, is_same=not not_the_same, on=on, who=who, why=why)
    else:
        raise dutch.Misused(_ONE_OR_FILE, click.get_current_context())
