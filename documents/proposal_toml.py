"""Lines of a proposed mapping file as TOML writes them.

Belongs here: that form. Does not belong here: which lines there are (sources/proposals/draft.py), or the file as a whole
(proposal_text.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sources.proposals.unread import NOBODY_READS
from sources.words.names import quoted
from sources.words.notes import Line, Value

BY_TITLE = ("only", "skip_lines", "lookup", "next_line", "titles")  # what stands below these is named by titles of others


def code_of(section: str, line: Line) -> str:
    """What a line says to a run; nothing where it only asks."""
    if not line.key and line.value == "" and not section.startswith("values."):
        return ""
    if section.startswith("patterns."):
        pattern = quoted(line.key) if "'" in line.key else f"'{line.key}'"
        return f"[{pattern}, {toml(line.value)}]"
    key = quoted(line.key) if section.startswith("values.") else line.key
    return f"{key} = {toml(line.value, line.key)}"


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
        parts = (f"{quoted(key) if by_title else key} = {toml(each, '' if by_title else key)}" for key, each in value.items())
        return f"{{{', '.join(parts)}}}"
    return f"[{', '.join(map(toml, value))}]"
