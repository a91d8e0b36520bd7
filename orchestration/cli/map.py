"""`vroegsignaal map`: a first mapping file from a landlord system's own exports.

Belongs here: arguments, where the proposal goes, and words. Does not belong here: making it (sources/proposal*.py).
"""

from __future__ import annotations

from pathlib import Path

import click

from exports.ground.files import ensure_dir, write_atomically
from exports.ground.home import Home
from orchestration.cli import dutch
from orchestration.settings import Settings
from validations.landing import TABLE_NAMES

FILE, SECOND = "mapping.toml", "mapping.voorstel.toml"


@dutch.command("map", short_help="Een eerste mapping uit uw eigen exports.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def map_files(files: tuple[Path, ...]) -> None:
    """Bekijkt FILES (uw eigen exports) en schrijft een voorstel voor landing/mapping.toml.

    Er wordt niets overgenomen tot u het hebt nagelezen. Staat er al een mapping.toml, dan komt het voorstel ernaast.
    """
    from documents.proposal_text import mapping_text, report_text
    from sources.proposal import propose
    from sources.proposal_files import sheets_of
    from validations.unreadable import Unreadable

    landing = ensure_dir(Home.at(Settings().home).landing)
    sheets, unreadable = [], []
    for path in files:
        if path.name.startswith("~$"):
            continue  # Excel's own note that the workbook is open
        try:
            sheets += sheets_of(path)
        except Unreadable as error:
            unreadable.append(f"{path.name}: {error.advice_nl}")
    blocks, unread = propose(sheets)
    for line in unreadable:
        click.echo(line)
    if not blocks:
        raise dutch.Refused("In deze bestanden zijn geen titels herkend; docs/nl/eigen-export.md zegt wat erin hoort te staan.")
    target = landing / (SECOND if (landing / FILE).exists() else FILE)
    write_atomically(target, mapping_text(blocks).encode())
    present = {path.stem for path in landing.iterdir() if path.stem in TABLE_NAMES}
    if any((landing / "cbs").glob("*")):
        present |= {"municipalities", "postcodes"}
    click.echo(report_text(blocks, unread, present, str(target)))
    elsewhere = [path.name for path in files if path.resolve().parent not in (landing / "exports", landing)]
    if elsewhere:
        click.echo(f"  ! zet deze bestanden in {landing / 'exports'}: {', '.join(elsewhere)}")
