"""`vroegsignaal demo`: a made-up portfolio in an empty home, so that everything can be tried without anybody's data.

Belongs here: when demo data may be written, and marking the home. Does not belong here: the portfolio (demo/).
"""

from __future__ import annotations

from pathlib import Path

import click

from demo.landing_files import write_demo_landing, write_landing
from demo.portfolio import DEMO_AS_OF, make_portfolio
from demo.vera import VERA_TABLES, write_vera
from exports.ground.files import ensure_dir
from exports.ground.home import Home
from orchestration import demo_mark
from orchestration.settings import Settings


@click.command(short_help="Fill an empty home with a made-up portfolio.")
@click.option("--if-empty", is_flag=True, help="Say nothing and do nothing where the home is in use.")
@click.option("--source", type=click.Choice(["landing", "vera"]), default="landing", help="The form of the tables.")
def demo(if_empty: bool, source: str) -> None:
    """Write the made-up portfolio into an empty home, and mark the home as demo."""
    home = Home.at(Settings().home)
    if not demo_mark.is_empty(home):
        if if_empty:
            return
        raise click.ClickException(
            f"{home.root} is in use: demo data are written only into a home with an empty landing/ and register. "
            "Choose another folder with VROEGSIGNAAL_HOME."
        )
    click.echo(f"Writing a made-up portfolio of 2,000 leases to {home.landing}")
    if source == "vera":
        write_demo_vera(home.landing)
    else:
        write_demo_landing(home.landing, DEMO_AS_OF)
    demo_mark.mark(home, DEMO_AS_OF)
    click.echo(
        "The home is marked as demo: nobody in it is real, it sends to folders only, and refuses real tables.\n"
        f"Try: vroegsignaal run --as-of {DEMO_AS_OF}"
    )


def write_demo_vera(landing: Path) -> None:
    """The same portfolio as VERA files, and as landing tables what VERA has no place for."""
    portfolio = make_portfolio(as_of=DEMO_AS_OF)
    write_landing({name: rows for name, rows in portfolio.items() if name not in VERA_TABLES}, landing)
    write_vera(portfolio, ensure_dir(landing / "vera"))
