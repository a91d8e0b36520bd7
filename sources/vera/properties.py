"""Properties whose names are the standard's but for capitals, signs, a figure or the last letter: `Einddatum`, `eind_datum`,
`tussenvoegsels2` would be lost without a word.

Belongs here: looking at the names in a file, at every depth, and the refusal. Does not belong here: what they mean.
"""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.vera.files import LARGEST_RECORD, RESOURCES, VeraFile, form_of

SHOWN = 10
SHORTEST = 6  # letters of a name that may be known without its last
STRUCTURE_SQL = f"""
select json_group_structure(json) from read_json_objects(?, format = '{{form}}', maximum_object_size = {LARGEST_RECORD})
"""


def _known() -> dict[str, str]:
    """Every property that is read, by its `_plain` name: those of the resources, and those `slim.sql` takes."""
    taken = re.findall(r"\$\.([A-Za-z.]+)'", Path(__file__).with_name("sql").joinpath("slim.sql").read_text(encoding="utf-8"))
    parts = {part for path in taken for part in path.split(".")}
    return {_plain(name): name for name in {*parts, *(name for columns in RESOURCES.values() for name in columns)}}


def in_other_capitals(con: duckdb.DuckDBPyConnection, file: VeraFile) -> list[Finding]:
    """A refusal that names the properties of `file` that are the standard's but for capitals or signs, or for a figure or the
    last letter where the standard's own is not there; none where all is well.

    Raises:
        duckdb.Error: the file is no JSON.
    """
    form = form_of(file.path)
    if form is None:
        return []
    found = only_row(con, STRUCTURE_SQL.format(form=form), [glob.escape(str(file.path))])[0]
    known = _known()
    names = set(_names(json.loads(found))) if found else set()
    lacking = {_plain(each): each for each in RESOURCES[file.resource] if each not in names}
    meant = {name: _meant(name, known, lacking) for name in sorted(names)}
    strange = [name for name, ours in meant.items() if ours != name]
    if not strange:
        return []
    shown = ", ".join(f"{name.strip()} (de standaard schrijft {meant[name]})" for name in strange[:SHOWN])
    other = "met andere hoofdletters, tekens of letters dan de standaard"
    text = f"noemt gegevens {other}: {shown}. Ze bleven ongelezen; herstel de export."
    return [Finding("refused", file.source, "property_capitals", text, len(strange))]


def _meant(name: str, known: Mapping[str, str], lacking: Mapping[str, str]) -> str:
    """What the standard calls a property; its own name where it is the standard's, or is like none of it.

    Args:
        name: as the file has it.
        known: `_plain` name -> the standard's, of all that is read.
        lacking: likewise of what this resource does not have.
    """
    plain = _plain(name)
    if plain in known:
        return known[plain]
    shortened = {each[:-1]: ours for each, ours in lacking.items() if len(each) >= SHORTEST}
    return lacking.get(plain.rstrip("0123456789")) or shortened.get(plain, name)


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
