"""`vroegsignaal demo`: a made-up portfolio in an empty home, so that everything can be tried without anybody's data.

Belongs here: when demo data may be written, and marking the home. Does not belong here: the portfolio (demo/).
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click
import duckdb

from demo.feedback import demo_feedback
from demo.landing_files import write_demo_landing, write_landing
from demo.portfolio import DEMO_AS_OF, make_portfolio
from demo.vera import VERA_TABLES, write_vera
from exports.delivery.batch_records import read_batches
from exports.delivery.batches import lines_path
from exports.ground.duck import CONFIG, rows
from exports.ground.files import ensure_dir
from exports.ground.home import Home
from orchestration import demo_mark, manual_actions
from orchestration.settings import Settings

TERM, DAY_AFTER = timedelta(days=28), timedelta(days=2)  # the municipality's term, and a day on which it is over


@click.command(short_help="Fill an empty home with a made-up portfolio.")
@click.option("--if-empty", is_flag=True, help="Say nothing and do nothing where the home is in use.")
@click.option("--answers", is_flag=True, help="Of a demo that has run: hand its files in, and let municipalities answer.")
@click.option("--source", type=click.Choice(["landing", "vera"]), default="landing", help="The form of the tables.")
def demo(if_empty: bool, answers: bool, source: str) -> None:
    """Write the made-up portfolio into an empty home, and mark the home as demo.

    With --answers: what follows a delivery. Its files are recorded as handed in, and a feedback file lies in the inbox that says
    as little as in practice: about 7 % of the tenants accepted help, most are not answered.
    """
    home = Home.at(Settings().home)
    if answers:
        _answer(home)
        return
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


def _answer(home: Home) -> None:
    if demo_mark.demo_files(home.register) is None:
        raise click.ClickException(f"{home.root} is no demo: only made-up municipalities answer by themselves.")
    records = [record for record in read_batches(home.register) if record.batch.kind == "signals"]
    delivered = [record.state.delivered_on for record in records if record.state.delivered_on]
    if not delivered:
        raise click.ClickException(f"Nothing was delivered yet. First: vroegsignaal run --as-of {DEMO_AS_OF}")
    delivered_on = max(delivered)
    latest = [record for record in records if record.state.delivered_on == delivered_on]
    for record in latest:
        if record.state.uploaded_on is None:
            manual_actions.uploaded(home, record.batch.batch_id, who="demo", why="demo")
    files = [str(lines_path(home, record.batch.batch_id)) for record in latest]
    with duckdb.connect(config=CONFIG) as con:
        lines = rows(con, "select * from read_parquet(?) order by signal_id", [files])
    until = delivered_on + TERM
    ensure_dir(home.inbox)
    demo_feedback(home.inbox / f"terugkoppeling_{until}.csv", lines, delivered_on, until)
    click.echo(
        f"{len(latest)} files are recorded as handed in, and feedback about their {len(lines)} signals lies in {home.inbox}\n"
        f"Try: vroegsignaal run --as-of {until + DAY_AFTER} --no-signals"
    )


def write_demo_vera(landing: Path) -> None:
    """The same portfolio as VERA files, and as landing tables what VERA has no place for."""
    portfolio = make_portfolio(as_of=DEMO_AS_OF)
    write_landing({name: rows for name, rows in portfolio.items() if name not in VERA_TABLES}, landing)
    write_vera(portfolio, ensure_dir(landing / "vera"))
