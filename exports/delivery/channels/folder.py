"""The folder channel: the file stands in outbox/<desk>/ and a person brings it to the desk, with a page that says how.

Belongs here: putting the checklist beside the file. Does not belong here: what it says (documents/checklist.py), writing the
file itself (delivery/once.py does that for every channel) and recording the person's upload (`vroegsignaal uploaded`).
"""

from __future__ import annotations

from collections.abc import Callable

from exports.delivery.batches import Batch, outbox_path
from exports.delivery.channels import Arrival, Arrived, Confirmation, Recorder
from exports.delivery.outbox import checklist_path, stands
from exports.ground.failures import PermanentFailure
from exports.ground.files import write_atomically
from exports.ground.home import Home


class FolderChannel:
    """Delivered is: the file stands in the outbox, whole. It is there before this channel is called."""

    name = "folder"

    def __init__(self, home: Home, checklist: Callable[[Batch], str]) -> None:
        """`checklist` makes the page beside the file, as HTML."""
        self._home = home
        self._checklist = checklist

    def carries(self, kind: str) -> bool:
        return True

    def send(self, batch: Batch, recorder: Recorder) -> Confirmation:
        """See that the file stands in its place and put the checklist beside it.

        Raises:
            PermanentFailure: the file is not there, or not as it was written.
        """
        path = outbox_path(self._home, batch.desk, batch.file_name)
        if not stands(path, batch.sha256):
            raise PermanentFailure(
                "not_in_outbox", f"{batch.file_name} does not stand in outbox/{batch.desk}/ as written; run again"
            )
        recorder.at("before_checklist")
        self._put_checklist(batch)
        return Confirmation(where=f"outbox/{batch.desk}", checked="file")

    def arrived(self, batch: Batch) -> Arrival:
        if stands(outbox_path(self._home, batch.desk, batch.file_name), batch.sha256):
            return Arrival(Arrived.YES, "in_outbox")
        return Arrival(Arrived.NO, "not_in_outbox")

    def tidy(self, batch: Batch) -> None:
        """Nothing of it is elsewhere."""

    def close(self) -> None:
        """Nothing is held open."""

    def _put_checklist(self, batch: Batch) -> None:
        """The file counts without its page, so a page that cannot be written does not undo the delivery."""
        path = checklist_path(outbox_path(self._home, batch.desk, batch.file_name))
        try:
            write_atomically(path, self._checklist(batch).encode("utf-8"))
        except OSError:
            return
