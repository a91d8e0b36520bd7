"""Changing a kept Parquet file: rebuilt beside its place and renamed into it, so that nothing of the old one stays.

Belongs here: that one act. Does not belong here: what is changed (the purge says so).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import duckdb

from exports.ground.duck import CONFIG
from exports.ground.files import PARTIAL_SUFFIX, PRIVATE_FILE, sync_dir


def rewritten(path: Path, statement: str, parameters: Sequence[object] = ()) -> None:
    """Run `statement` on the table `lines`, which holds the file's rows in their order, and write what is left in its
    place, mode 0600.
    """
    partial = path.with_name(path.name + PARTIAL_SUFFIX)
    before, after = (str(each).replace("'", "''") for each in (path, partial))
    try:
        with duckdb.connect(config=CONFIG) as con:
            con.execute(f"create table lines as select * from read_parquet('{before}')")
            con.execute(statement, list(parameters))
            os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE))
            con.execute(f"copy (from lines) to '{after}' (format parquet, use_tmp_file false)")
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    path.chmod(PRIVATE_FILE)
    sync_dir(path.parent)
