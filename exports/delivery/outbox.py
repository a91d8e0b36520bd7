"""The outbox: which file stands there for which batch, whole and ours, and what goes when a batch does not leave.

Belongs here: looking at a batch's file, its checklist and its kept lines, and taking them away. Does not belong here:
putting them there (delivery/once.py, channels/folder.py).
"""

from __future__ import annotations

from pathlib import Path

from exports.delivery.batch_records import BatchRecord
from exports.delivery.batches import outbox_path
from exports.delivery.delivered_lines import keep_only
from exports.ground.files import sha256_of_file
from exports.ground.home import Home


def stands(path: Path, sha256: str) -> bool:
    """Whether exactly this file stands there."""
    try:
        return path.exists() and sha256_of_file(path) == sha256
    except OSError:
        return False


def checklist_path(path: Path) -> Path:
    """The page that says what to do with an outbox file, beside it."""
    return path.with_name(f"checklist_{path.stem}.html")


def remove_files(home: Home, record: BatchRecord) -> None:
    """Take away what a batch that did not leave has left behind: its file, its checklist and the lines kept for it."""
    path = outbox_path(home, record.batch.desk, record.batch.file_name)
    for left in (path, checklist_path(path)):
        left.unlink(missing_ok=True)
    keep_only(home, record.batch.batch_id, record.recorded)
