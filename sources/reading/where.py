"""On which line of `landing/mapping.toml` something stands, so that a refusal can name the line to change.

Belongs here: finding lines in the text that a person wrote, and saying once what several blocks say. Does not belong here: what
the file may say (rules.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.findings import Finding

_NAME = r"\s*[\"']?(?:\w+)[\"']?\s*"
_HEADER = re.compile(rf"\s*\[{{1,2}}({_NAME})((?:\.{_NAME})*)\]{{1,2}}")
_ON_ONE_LINE = re.compile(r"\s*(columns|split|constants|patterns|values\.\w+)(?:\.\w+)?\s*=")  # else below a header
_QUOTED = re.compile(r'"([^"]+)"|\'([^\']+)\'')
_IN_TEXT = re.compile(r"'([^']+)'")
_COLUMN = re.compile(r"\((\w+)\)")
_SETTING = re.compile(r"\[\w+\.((values|patterns)\.\w+)\]")
_SEE = " Zie regel "  # where the line's number follows, behind a refusal
_WHOLE_BLOCK = ("export_missing", "newest_unknown", "several_sheets", "sheet_missing", "wrong_encoding", "year_unknown")


def blocks_of(text: str) -> dict[str, list[dict[str, int]]]:
    """Table -> for each of its blocks, in order: `` (its first line), `columns`, `values.category` and each text in quotes, with
    the line of each, from 1.
    """
    found: dict[str, list[dict[str, int]]] = {}
    block: dict[str, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if name := header_of(line):
            blocks = found.setdefault(name[0], [])
            if not name[1:]:
                blocks.append({"": number})
            block = blocks[-1] if blocks else None
            if block is not None and name[1:]:
                block.setdefault(".".join(name[1:]), number)
        elif block is not None and not line.lstrip().startswith("#"):
            if whole := _ON_ONE_LINE.match(line):
                block.setdefault(whole[1], number)
            for quoted in _QUOTED.finditer(line):
                block.setdefault(_key(quoted[1] or quoted[2]), number)
    return found


def header_of(line: str) -> tuple[str, ...]:
    """The parts of the name of a block, or of a part of one, that begins on a line; nothing where none does."""
    header = _HEADER.match(line)
    return tuple(each.strip(" \t\"'") for each in f"{header[1]}{header[2]}".split(".")) if header else ()


def _key(title: str) -> str:
    return f'"{" ".join(title.split()).lower()}"'


def line_of(where: Mapping[str, int], title: str) -> int | None:
    """The line on which a block names a title; that of the block where it does not."""
    return where.get(_key(title), where.get(""))


def with_line(finding: Finding, where: Mapping[str, int]) -> Finding:
    """The finding with the block that it is about, and for one that refuses the line of the mapping to look at."""
    if not where:
        return finding
    if not finding.blocks:
        finding = replace(finding, blocks=(where[""],))
    if finding.severity != "refused":
        return finding
    number = where[""] if finding.rule in _WHOLE_BLOCK else _line_for(finding, where)
    return replace(finding, text=f"{finding.text}{_SEE}{number} van mapping.toml.")


def once_each(findings: Sequence[Finding]) -> list[Finding]:
    """What several blocks say of one file in the same words, such as that its last line is a total, once."""
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        found.setdefault((each.source, each.rule, each.text.partition(_SEE)[0]), []).append(each)
    return [_with_all_lines(alike) for alike in found.values()]


def _with_all_lines(alike: Sequence[Finding]) -> Finding:
    """The first of what several blocks say, with the line of each block: each has to be changed."""
    said, see, _ = alike[0].text.partition(_SEE)
    lines = list(dict.fromkeys(each.text.partition(_SEE)[2].partition(" ")[0] for each in alike))
    blocks = tuple(dict.fromkeys(block for each in alike for block in each.blocks))
    if not see or len(lines) == 1:
        return replace(alike[0], blocks=blocks)
    return replace(alike[0], text=f"{said}{_SEE}{', '.join(lines)} van mapping.toml.", blocks=blocks)


def _line_for(finding: Finding, where: Mapping[str, int]) -> int:
    column = _COLUMN.search(finding.text)
    if finding.rule == "unreadable_code" and column:
        for part in (f"values.{column[1]}", "patterns"):
            if part in where:
                return where[part]
    setting = _SETTING.search(finding.text)
    if setting:
        return where.get(setting[1], where.get(setting[2], where[""]))
    named = [where[_key(title)] for title in _IN_TEXT.findall(finding.text) if _key(title) in where]
    return named[0] if named else where[""]
