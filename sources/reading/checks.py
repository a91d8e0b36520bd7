"""Whether a value that `landing/mapping.toml` gives has the shape of its setting.

Belongs here: lists, patterns, months, lookups and later lines. Does not belong here: which settings there are, and what they mean
(rules.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from sources.reading.patterns import is_pattern


def are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)


def unread_files_said(file: dict[str, Any]) -> tuple[tuple[str, ...], list[str]]:
    """(the files that a mapping says to be of no matter, taken out of it; what is wrong with how it says that)."""
    said = file.pop("unread_files", [])
    if said == [] or are_texts(said):
        return tuple(said), []
    return (), ['unread_files hoort een lijst van bestandsnamen te zijn: unread_files = ["oud.csv"], boven het eerste blok.']


def are_patterns(value: Any) -> bool:
    return isinstance(value, list) and all(are_texts(each) and len(each) == 2 and is_pattern(each[0]) for each in value)


def has_a_group(text: str) -> bool:
    try:
        return re.compile(text).groups == 1 and is_pattern(text)
    except re.error:
        return False


def are_months(value: Any) -> bool:
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("titles"), dict)
        or value.keys() - {"titles", "between", "marks", "beside"}
    ):
        return False
    beside = value.get("beside", {})
    if not isinstance(beside, dict) or not all(isinstance(each, dict) and each for each in beside.values()):
        return False
    months = [month for titles in (value["titles"], *beside.values()) for month in titles.values()]
    between, marks = value.get("between", ["", ""]), value.get("marks", {})
    return (
        bool(value["titles"])
        and all(isinstance(each, str) and re.fullmatch(r"(20\d\d-)?(0[1-9]|1[0-2])", each) for each in months)
        and are_texts(between) and len(between) == 2
        and isinstance(marks, dict) and all(isinstance(each, str) for each in marks.values())
    )  # fmt: skip


def are_next_lines(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(each, dict)
        and each.keys() == {"same", "only", "take"}
        and isinstance(each["same"], str) and isinstance(each["take"], str)
        and isinstance(each["only"], dict) and bool(each["only"]) and all(map(are_texts, each["only"].values()))
        for each in value.values()
    )  # fmt: skip


def are_matched(value: Any) -> bool:
    return (
        isinstance(value, dict) and {"same"} < value.keys() <= {"same", "only", "amount"} and are_texts(value["same"])
        and isinstance(value.get("only", {}), dict) and all(map(are_texts, value.get("only", {}).values()))
        and isinstance(value.get("amount", ""), str)
    )  # fmt: skip


def is_lookup(value: Any, opening: Collection[str]) -> bool:
    """Four texts, and perhaps a table that says which lines count and how the file is opened."""
    if not isinstance(value, list) or len(value) not in (4, 5) or not are_texts(value[:4]):
        return False
    return len(value) == 4 or (isinstance(value[4], dict) and not value[4].keys() - {"only", "skip_lines", *opening})
