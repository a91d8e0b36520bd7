"""What each desk is still to get under a run's date, as a file made while its evidence is kept.

Belongs here: what is due once what was done is taken off, and making its batch in a thread. Does not belong here: delivering it
(assets/deliveries.py), what a batch is made of (exports/delivery/outgoing.py) or the evidence (exports/keeping/evidence.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from exports.delivery import outgoing
from exports.delivery.batch_records import attempts, taken
from exports.delivery.batches import Batch
from exports.ground.duck import kept_open
from orchestration.resources import Run


@dataclass(frozen=True)
class Due:
    """What one desk is still to get under this date, and how many batches were prepared for it before."""

    proposal: outgoing.Proposal
    attempt: int

    def batch(self, run: Run) -> Batch:
        """The file, through the contract.

        Raises:
            ContractBroken: the cells are not exactly what may leave.
        """
        return outgoing.batch_of(self.proposal, run.as_of, run.settings.file_format, self.attempt)


@dataclass(frozen=True)
class Made:
    """The batch of what was due, made or under way."""

    due: Due
    batch: Future[Batch]


def due_of(run: Run, proposal: outgoing.Proposal) -> Due:
    """What is due of a proposal, as the register stands."""
    register = run.home.register
    with kept_open(register, for_reading=True):
        rest = outgoing.without(proposal, taken(register, run.as_of))
        return Due(rest, attempts(register, proposal.kind, proposal.desk, run.as_of) if rest.lines else 0)


@contextmanager
def made_beside(run: Run, proposals: Iterable[outgoing.Proposal]) -> Iterator[list[Made]]:
    """The batches of these proposals, made in a thread while the block keeps their evidence: the one is Python, the other SQL.

    Nothing of them is written before the block has ended well. What one desk's batch fails by is raised where it is asked for.
    """
    with ThreadPoolExecutor(1) as beside:
        made = []
        for proposal in (each for each in proposals if each.lines):
            with suppress(Exception):  # it fails again, and is noted, when this desk is to get its file
                due = due_of(run, proposal)
                made += [Made(due, beside.submit(due.batch, run))] if due.proposal.lines else []
        yield made
