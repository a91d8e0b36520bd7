"""What people get at the end of the day, and the day's closing.

Belongs here: having the work lists and the report made, and failing the run where a part of it did not go well. Does
not belong here: what they look like (documents/).
"""

from __future__ import annotations

import dagster as dg

from exports.events import Event
from exports.register import Register
from orchestration import read_copy
from orchestration.cli.summary import summary
from orchestration.failures import told_safely
from orchestration.progress import say
from orchestration.resources import Day, Run
from orchestration.word import tell_of

OWNERS = ["team:data"]


@dg.asset(
    key=["reports", "day_closed"],
    group_name="reports",
    deps=[
        ["deliveries", "register_written"],
        ["deliveries", "feedback_registered"],
        ["evidence", "decisions"],
    ],
    description="The day closed: the summary of what was done and what a person must do. Fails where a part failed.",
    owners=OWNERS,
    pool="duckdb",
)
@told_safely
def day_closed(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult:
    run = day.run
    bad = [outcome for outcome in run.outcomes if not outcome.is_good]
    _record(run, not bad)
    text = "\n".join(summary(run))
    say(text)
    for problem in tell_of(run):
        say(f"  ! {problem}")
    if bad:
        raise dg.Failure(
            description="The day did not go well in every part:\n" + "\n".join(f"- {o.what}: {o.words}" for o in bad),
            allow_retries=False,
        )
    return dg.MaterializeResult(metadata={"summary": dg.MetadataValue.md(f"```\n{text}\n```")})


def _record(run: Run, is_good: bool) -> None:
    counts = {name.replace(" ", "_").replace(",", ""): n for name, n in run.figures.items() if isinstance(n, int)}
    with Register.open(run.home.register) as register:
        register.append(
            [Event("run_finished", payload={"outcome": "ok" if is_good else "failed", "counts": counts})], run.as_of
        )
    read_copy.refresh(run.home)


default_assets = [day_closed]
