"""A landing table given as a folder of Parquet parts, as engines that write with many hands leave it.

Belongs here: which files of such a folder are its parts, what makes the folder unfit, and how it stands. Does not belong here:
which folder gives which table (`landing_files.py`), or reading rows (`landing.py`).

`landing/ledger_entries/` or `landing/ledger_entries.parquet/`, holding `*.parquet` and nothing else; names that begin with a dot
or `_` (checksums, `_SUCCESS`) are the engine's own, but `_temporary` says that it is still writing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

SUFFIX = ".parquet"
STILL_WRITING = "_temporary"
OWN = (".", "_")


def parts_of(folder: Path) -> tuple[tuple[Path, ...], str]:
    """(the parts in the order of their names, the rule that the folder breaks or an empty text).

    Raises:
        OSError: the folder cannot be read.
    """
    parts = []
    real = os.path.realpath(folder)
    for path in sorted(folder.iterdir()):
        if path.name == STILL_WRITING:
            return (), "changed_while_reading"
        if path.name.startswith(OWN):
            continue
        if not path.is_file() or path.suffix != SUFFIX:
            return (), "not_a_part"
        if not Path(os.path.realpath(path)).is_relative_to(real):
            return (), "outside_folder"
        if path.stat().st_size == 0:
            return (), "unreadable_file"
        parts.append(path)
    return tuple(parts), "" if parts else "no_parts"


def how_it_stands(parts: Iterable[Path]) -> tuple[object, ...]:
    """Names, sizes and times: shows whether any part was written to, or one came or went."""
    found = ((path.name, path.stat()) for path in parts)
    return tuple((name, facts.st_size, facts.st_mtime_ns) for name, facts in found)


def digest_of_parts(digests: Iterable[tuple[str, str]]) -> str:
    """The SHA-256 digest of the whole, from (name, digest) of each part in the order of their names."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in digests)
    return hashlib.sha256(lines.encode()).hexdigest()
