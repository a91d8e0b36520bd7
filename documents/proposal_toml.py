"""Lines of a proposed mapping file as TOML writes them.

Belongs here: that form. Does not belong here: which lines there are (sources/proposals/draft.py), or the file as a whole
(proposal_text.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sources.proposals.unread import NOBODY_READS
from sources.words.names import one_line, quoted
from sources.words.notes import Line, Value

_BARE = re.compile(r"[A-Za-z0-9_-]+")  # a name that needs no quotes
BY_TITLE = ("only", "skip_lines", "lookup", "next_line", "titles")  # what stands below these is named by titles of others


def code_of(section: str, line: Line) -> str:
    """What a line says to a run; nothing where it only asks."""
    if not line.key and line.value == "" and not section.startswith("values."):
        return ""
    if section.startswith("patterns."):
        is_plain = "'" not in line.key and one_line(line.key) == line.key
        pattern = f"'{line.key}'" if is_plain else quoted(line.key)
        return f"[{pattern}, {toml(line.value)}]"
    return f"{_name(line.key, is_theirs=section.startswith('values.'))} = {toml(line.value, line.key)}"


def _name(key: str, *, is_theirs: bool) -> str:
    """What stands before the =. `is_theirs`: whether it is a word or title of the landlord's, which always has quotes."""
    return quoted(key) if is_theirs or not _BARE.fullmatch(key) else key


def waiting_code(section: str, line: Line) -> str:
    """A line that waits for an answer: what is likely stands in its question only, for a line whose hash is taken away as it
    stands is no answer. But for a title that nothing reads, of which the question is whether the hash may go.
    """
    is_ready = not section or (section == "columns" and (line.note.asked or "").startswith(NOBODY_READS))
    return code_of(section, line if is_ready else replace(line, value=""))


def toml(value: Value, name: str = "") -> str:
    """A value on one line. `name`: the setting that it is of, which says whether titles stand before its parts."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int):
        return str(value).lower()
    if isinstance(value, Mapping):
        by_title = name in BY_TITLE
        parts = (f"{_name(key, is_theirs=by_title)} = {toml(each, '' if by_title else key)}" for key, each in value.items())
        return f"{{{', '.join(parts)}}}"
    return f"[{', '.join(map(toml, value))}]"
