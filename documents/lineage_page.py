"""Where each column that leaves comes from: a page from the outgoing files back to the landing tables.

Belongs here: the page. Does not belong here: reading the lineage (orchestration/lineage.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from documents.dutch import NOTHING
from documents.page import Page, Section, Table

Column = tuple[str, str, str]  # schema, table, column


def lineage_page(files: Mapping[str, Mapping[str, Sequence[Column]]], stamp: str) -> Page:
    """The page; `files` gives for each outgoing file and each of its columns everything upstream of it."""
    return Page(
        title="Column lineage: from what leaves to what came in",
        lead=[
            "Of each column of each outgoing file: the landing columns it comes from, directly or through a condition, and "
            "the models between. Read from the SQL that runs. Dagster's page shows the same, step by step.",
            stamp,
        ],
        sections=[Section(name, [_table(columns)], anchor=name) for name, columns in files.items()],
        language="en",
    )


def _table(columns: Mapping[str, Sequence[Column]]) -> Table:
    rows = [(title, _named(upstream, is_source=True), _named(upstream, is_source=False)) for title, upstream in columns.items()]
    return Table(("Column", "Comes from", "Through"), rows)


def _named(upstream: Sequence[Column], *, is_source: bool) -> str:
    sources = ("landing", "control", "register_copy", "inbox")
    found = sorted(column for column in upstream if (column[0] in sources) == is_source)
    return "\n".join(".".join(column) for column in found) or NOTHING
