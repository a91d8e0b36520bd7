"""The desks' files as they lie in validations/desks/: which there are, and how each calls its desk.

Belongs here: reading those files, and the few words needed to tell of a desk. Does not belong here: holding a file to what a
desk is (validations/desks), as everything does that makes, sends or reads a file for one. `status` and `explain` only name
desks, and answer before those forms would be loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from validations.toml_files import TomlUnreadable, read_toml

FOLDER = Path(__file__).parent / "desks"


class DeskFileBroken(Exception):
    """A desk's file that is not as it should be, or is not there; the text names file, key and rule."""


def read_desk_file(path: Path) -> dict[str, Any]:
    """What one desk's file says. Raises DeskFileBroken where it is no TOML."""
    try:
        return read_toml(path)
    except TomlUnreadable as refused:
        raise DeskFileBroken(f"{path.name} {refused.words}") from None


@cache
def _said() -> Mapping[str, Mapping[str, Any]]:
    return {path.stem: read_desk_file(path) for path in sorted(FOLDER.glob("*.toml"))}


@cache  # asked for every line of a list
def desk_names() -> Mapping[str, str]:
    """How lists and letters call each desk, by its code. Raises DeskFileBroken."""
    return {code: str(said.get("name", code)) for code, said in _said().items()}


def is_signal_desk(code: str) -> bool:
    """Whether there is a file of this desk, and signals go to it. Raises DeskFileBroken."""
    return code in _said() and _said()[code].get("serves") != "agencies"
