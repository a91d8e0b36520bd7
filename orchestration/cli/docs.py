"""`vroegsignaal docs`: the pages auditors read, each one file without outside requests, from a checkout alone.

Belongs here: making and writing them. Does not belong here: their words. No warehouse is needed; where runs have
ended, the rule catalogue also says how often each rule held.
"""

from __future__ import annotations

from pathlib import Path

import click

from documents.lineage_page import lineage_page
from documents.page import to_html
from documents.rule_catalogue import rule_catalogue
from exports.ground.files import write_atomically
from exports.ground.home import Home
from orchestration.guards import machine_date
from orchestration.settings import Settings


@click.command(short_help="Auditors' pages: models, rule catalogue, lineage.")
def docs() -> None:
    """Write reports/docs.html (models and tests), rules.html (rule catalogue) and lineage.html."""
    from orchestration.dbt_docs import AsksOutside
    from orchestration.dbt_runner import DbtFailed

    try:
        for path in write(Home.at(Settings().home)):
            click.echo(str(path))
    except (AsksOutside, DbtFailed) as error:
        raise click.ClickException(str(error)) from None


def write(home: Home) -> list[Path]:
    """Make the pages below the home's reports/; gives their paths.

    Raises:
        DbtFailed: the project does not parse or compile.
        AsksOutside: a page would ask something of another address.
    """
    from orchestration import dbt_docs
    from orchestration.dbt_runner import manifest
    from orchestration.lineage import chain, origins_of
    from orchestration.rule_sources import rule_entries

    stamp = f"Version {dbt_docs.project_version()}, page made on {machine_date()}."
    project = manifest()
    origins = origins_of(project)
    files = {
        node["name"]: {title: sorted(chain(origins, project, node["schema"], node["alias"], title)) for title in node["columns"]}
        for node in project["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "exports"
    }
    pages = {
        "docs.html": dbt_docs.make(stamp),
        "rules.html": to_html(rule_catalogue(rule_entries(project, home), stamp)),
        "lineage.html": to_html(lineage_page(dict(sorted(files.items())), stamp)),
    }
    for name, text in pages.items():
        write_atomically(home.reports / name, dbt_docs.checked(text).encode())
    return [home.reports / name for name in pages]
