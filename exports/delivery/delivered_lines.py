"""The lines of a batch of signals as they left: delivered/<batch>.parquet, the only source for matching feedback.

Belongs here: writing that file whole, cutting it down to the lines that arrived, and taking it away. Does not belong
here: when that happens (delivery/once.py, reconcile.py) or reading it into the warehouse (history.py).
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import duckdb

from exports.delivery.batches import Batch, lines_path
from exports.ground.duck import count_of, in_memory
from exports.ground.files import ensure_dir, whole_or_absent
from exports.ground.history import DELIVERED_COLUMNS
from exports.ground.home import Home


class LinesNotWritten(Exception):
    """The lines of a batch could not be kept; the text names the batch, never a value."""


def write_lines(home: Home, batch: Batch) -> None:
    """Keep the lines of a batch of signals; other kinds have none to keep.

    Raises:
        LinesNotWritten: a cell does not fit its column, or the disk refuses; nothing is left behind.
    """
    if batch.kind != "signals":
        return
    rows = [_row(batch, number) for number in range(1, len(batch.lines) + 1)]
    shape = ", ".join(f"{name} {kind}" for name, kind in DELIVERED_COLUMNS.items())
    try:
        with in_memory() as con:
            con.execute(f"create table kept ({shape})")
            # By column, not by row: thousands of single inserts would take seconds.
            cells = ", ".join(f"unnest(?::varchar[])::{kind}" for kind in DELIVERED_COLUMNS.values())
            con.execute(f"insert into kept select {cells}", [list(map(_text, column)) for column in zip(*rows, strict=True)])
            _copy(con, "from kept order by line_number", lines_path(home, batch.batch_id))
    except (duckdb.Error, OSError, KeyError) as problem:
        raise LinesNotWritten(f"the lines of batch {batch.batch_id} were not kept ({type(problem).__name__})") from None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def keep_only(home: Home, batch_id: str, signal_ids: Collection[str]) -> None:
    """Leave only the lines that arrived; with none the file goes. Does nothing where there is no file."""
    path = lines_path(home, batch_id)
    if not path.exists():
        return
    if not signal_ids:
        path.unlink()
        return
    try:
        with in_memory() as con:
            con.execute("create table kept as from read_parquet(?)", [str(path)])
            gone = "delete from kept where not list_contains(?::varchar[], signal_id)"
            if count_of(con, gone, [list(signal_ids)]):
                _copy(con, "from kept order by line_number", path)
    except (duckdb.Error, OSError) as problem:
        raise LinesNotWritten(f"the lines of batch {batch_id} were not kept ({type(problem).__name__})") from None


def _row(batch: Batch, number: int) -> list[object]:
    line = batch.lines[number - 1]
    known = {
        "batch_id": batch.batch_id, "line_number": number, "signal_id": line.signal_id, "lease_id": line.lease_id,
        "desk": batch.desk,
    }  # fmt: skip
    return [known[name] if name in known else line.values[name] for name in DELIVERED_COLUMNS]


def _copy(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    ensure_dir(path.parent)
    with whole_or_absent(path) as partial:
        quoted = str(partial).replace("'", "''")
        con.execute(f"copy ({query}) to '{quoted}' (format parquet, use_tmp_file false)")
