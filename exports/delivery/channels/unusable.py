"""The channel of a desk whose settings cannot be used: nothing leaves by it, it says why, and it stops no other desk.

Belongs here: that channel alone. Does not belong here: which settings are wrong (orchestration/channels.py finds out).
"""

from __future__ import annotations

from exports.delivery.batches import Batch
from exports.delivery.channels import Arrival, Arrived, Confirmation, Recorder
from exports.ground.failures import PermanentFailure


class Unusable:
    """Stands in for the channel `name` of a desk and gives `failure` as the answer to everything."""

    def __init__(self, name: str, failure: PermanentFailure) -> None:
        self.name = name
        self._failure = failure

    def carries(self, kind: str) -> bool:
        return kind in ("signals", "withdrawals")

    def send(self, batch: Batch, recorder: Recorder) -> Confirmation:
        raise self._failure

    def arrived(self, batch: Batch) -> Arrival:
        return Arrival(Arrived.UNKNOWN, self._failure.code)

    def tidy(self, batch: Batch) -> None:
        """The receiving side cannot be reached; what stands there under a temporary name stays, and is no delivery."""

    def close(self) -> None:
        """Nothing was opened."""
