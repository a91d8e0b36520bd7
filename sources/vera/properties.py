"""Properties whose names are the standard's but for capitals or signs: `Einddatum`, `eind_datum` would be lost without a word.

Belongs here: looking at the names in a file, at every depth, and the refusal. Does not belong here: what they mean.
"""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.vera.files import LARGEST_RECORD, RESOURCES, VeraFile, form_of

SHOWN = 10
STRUCTURE_SQL = f"""
select json_group_structure(json) from read_json_objects(?, format = '{{form}}', maximum_object_size = {LARGEST_RECORD})
"""


def _known() -> dict[str, str]:
    """Every property that is read, by its `_plain` name: those of the resources, and those `slim.sql` takes."""
    taken = re.findall(r"\$\.([A-Za-z.]+)'", Path(__file__).with_name("sql").joinpath("slim.sql").read_text(encoding="utf-8"))
    parts = {part for path in taken for part in path.split(".")}
    return {_plain(name): name for name in {*parts, *(name for columns in RESOURCES.values() for name in columns)}}


def in_other_capitals(con: duckdb.DuckDBPyConnection, file: VeraFile) -> list[Finding]:
    """A refusal that names the properties of `file` that are the standard's but for capitals or signs; none where all is well.

    Raises:
        duckdb.Error: the file is no JSON.
    """
    form = form_of(file.path)
    if form is None:
        return []
    found = only_row(con, STRUCTURE_SQL.format(form=form), [glob.escape(str(file.path))])[0]
    known = _known()
    names = set(_names(json.loads(found))) if found else set()
    strange = sorted(name for name in names if known.get(_plain(name), name) != name)
    if not strange:
        return []
    shown = ", ".join(f"{name.strip()} (de standaard schrijft {known[_plain(name)]})" for name in strange[:SHOWN])
    text = f"noemt gegevens met andere hoofdletters of tekens dan de standaard: {shown}. Ze bleven ongelezen; herstel de export."
    return [Finding("refused", file.source, "property_capitals", text, len(strange))]


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.lower())


def _names(structure: Any) -> Iterator[str]:
    if isinstance(structure, dict):
        for name, part in structure.items():
            yield name
            yield from _names(part)
    elif isinstance(structure, list):
        for part in structure:
            yield from _names(part)
