"""Which files in landing/ are exports that a newer one has taken the place of: all that a purge may ever take there.

Belongs here: distinguishing an old export from the newest copy of a table. Does not belong here: the term, saying so first, and
the deleting (exports/keeping/purge_files.py).

An objection that only landing/ holds is lost with its file, and then its tenant is reported. So a file is superseded
only where both are sure: no run reads it, and beside it lies a newer one of the same name but for its date or number.
"""

from __future__ import annotations

import re
from pathlib import Path

from sources.findings import SourcesRefused
from sources.reading.files import chosen_of, files_of
from sources.reading.rules import FOLDER, load_exports
from validations.landing import TABLE_NAMES

KINDS = (".csv", ".parquet", ".xlsx", ".xls", ".txt")
_COUNTED = re.compile(r"[\W_]*\d[\d\W_]*")


def superseded(landing_dir: Path) -> list[Path]:
    """The files in landing/ and landing/exports/ that a newer export has taken the place of, by path.

    VERA's and CBS's files add up or are distinguished by year, so none of them is; nor is anything while mapping.toml
    cannot be read.
    """
    try:
        exports = load_exports(landing_dir)
    except SourcesRefused:
        return []
    read, passed_over = set(), set()
    for export in exports:
        files = files_of(landing_dir, export)
        chosen = chosen_of(export, files)
        read |= {path.resolve() for path in (files if chosen is None else chosen)}
        passed_over |= {path.resolve() for path in files}
    read |= {(landing_dir / f"{name}{kind}").resolve() for name in TABLE_NAMES for kind in KINDS}
    found: list[Path] = []
    for folder in (landing_dir, landing_dir / FOLDER):
        here = _exports_in(folder)
        old = [path for path in here if path.resolve() not in read]
        found += [path for path in old if path.resolve() in passed_over or _has_a_newer(path, here)]
    return sorted(found)


def _exports_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_file() and not path.is_symlink() and path.suffix.lower() in KINDS]


def _has_a_newer(path: Path, here: list[Path]) -> bool:
    written = path.stat().st_mtime
    return any(_family(each) == _family(path) and each.stat().st_mtime > written for each in here if each != path)


def _family(path: Path) -> str:
    """The name without dates and numbers: `Contracten_20261120.xlsx` and `Contracten 2026-11-13.csv` are one export."""
    return _COUNTED.sub("", path.stem).casefold()
