"""Texts of an export or a mapping as SQL has them: within quotes, and as a list.

Belongs here: writing them safely. Does not belong here: what a cell is read as (values.py), or the cells themselves (cells.py).
"""

from __future__ import annotations

from collections.abc import Iterable


def quote(text: str) -> str:
    """A text for within the quotes of SQL."""
    return text.replace("'", "''")


def is_among(text: str, texts: Iterable[str]) -> str:
    """SQL: whether a text is one of these, of which there are some."""
    listed = ", ".join(f"'{quote(each)}'" for each in texts)
    return f"{text} in ({listed})"
