"""Titles as the export writes them, put back into what is said of it: a person looks for `Status brief`, and copies it so.

Belongs here: that only. Titles are compared in small letters (cells.py); what is said of them is found by the guards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb

from sources.findings import Finding
from sources.reading.cells import plain_title
from sources.ways import Choice, Meaning, Typed, Way

_QUOTED = re.compile(r"(?<!\w)'([^'\n]+)'(?!\w)|\"([^\"\n]+)\"")


def titles_as_written(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Each title of `titles` in small letters -> as the file has it; those that stand there once."""
    asked = "select title, any_value(written) from titles where written is not null group by title having count(*) = 1"
    return {title: written for title, written in con.execute(asked).fetchall() if title and title != written}


def as_written(findings: Sequence[Finding], written: Mapping[str, str]) -> list[Finding]:
    """The findings, in which a title between quotes is written as its file has it."""

    def own(found: re.Match[str]) -> str:
        said = found[1] or found[2]
        mark = found[0][0]
        return f"{mark}{written.get(said, said)}{mark}" if said == plain_title(said) else found[0]

    def in_way(way: Way) -> Way:
        titled = way if isinstance(way, Choice | Typed) else replace(way, title=written.get(way.title, way.title))
        return titled if isinstance(titled, Meaning) else replace(titled, asks=_QUOTED.sub(own, titled.asks))

    if not written:
        return list(findings)
    return [replace(each, text=_QUOTED.sub(own, each.text), ways=tuple(map(in_way, each.ways))) for each in findings]


def with_own_titles(findings: Sequence[Finding], by_file: Mapping[str, Mapping[str, str]]) -> list[Finding]:
    """The same for what is found of several files, each by its own titles (`by_file`)."""
    return [one for each in findings for one in as_written([each], by_file.get(each.source, {}))]
