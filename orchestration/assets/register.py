"""What the register and earlier runs left, brought into the warehouse before the models judge.

Belongs here: settling batches that an earlier run left open, then copying events, delivered lines and earlier
decisions. Does not belong here: what follows from them (the models) or appending this run's events (deliveries.py).
"""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from documents.run_words import finding_in_words
from exports.delivery.reconcile import reconcile
from exports.ground.duck import connect
from exports.ground.history import write_history
from exports.register.copies import copy_events
from exports.register.log import Register
from orchestration.assets.landing import LANDED
from orchestration.channels import channels_of
from orchestration.day_record import REGISTER, PartRecord, part
from orchestration.failures import without_personal_data
from orchestration.progress import step
from orchestration.resources import Day, Run

OWNERS = ["team:data"]

_WORDS = {
    "events": "The register's events, copied: what was prepared, delivered, accepted, withdrawn, closed.",
    "delivered_lines": "The lines as they left, from delivered/: the only source for matching feedback and withdrawals.",
    "decisions_history": "The decisions of earlier as-of dates, from evidence/.",
}


@dg.multi_asset(
    name="register_read",
    specs=[
        dg.AssetSpec(
            ["register_copy", name],
            deps=LANDED,
            group_name="register",
            description=words,
            owners=OWNERS,
            kinds={"duckdb"},
        )
        for name, words in _WORDS.items()
    ],
    pool="duckdb",
)
@without_personal_data
def register_read(context: dg.AssetExecutionContext, day: Day) -> Iterator[dg.MaterializeResult[None]]:
    """Settle what an interrupted run left open, then copy the register and the history into the warehouse."""
    run = day.run
    with step("register and history copied"), part(run, REGISTER) as record:
        settle_open_batches(run, record)
        refresh_copy(run)
    with Register.read_only(run.home.register) as register:
        head = register.head()
    yield dg.MaterializeResult(
        asset_key=["register_copy", "events"], metadata={"dagster/row_count": head.seq, "chain head": head.hash}
    )
    yield dg.MaterializeResult(asset_key=["register_copy", "delivered_lines"])
    yield dg.MaterializeResult(asset_key=["register_copy", "decisions_history"])


def settle_open_batches(run: Run, record: PartRecord) -> None:
    """Batches prepared by a run that did not end: delivered, found unsent, or in doubt and said so."""
    with Register.open(run.home.register):
        pass  # a home that never ran gets its register here
    for finding in reconcile(run.home.register, run.home, channels_of(run), run.as_of):
        record.note(f"batch {finding.batch_id}", finding.found != "in_doubt", finding_in_words(finding))


def refresh_copy(run: Run) -> None:
    """Copy the register and the kept history into the warehouse."""
    with connect(run.home.warehouse, memory_limit=run.settings.memory_limit) as con:
        write_history(con, run.home.delivered_read, run.home.evidence_read)
        copy_events(run.home.register, con)  # last, since it says how far all of this was copied


default_assets = [register_read]
