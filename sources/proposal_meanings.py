"""What a list of codes beside the exports says that their codes mean: a line per code, with its text.

Belongs here: finding such a list for a column of codes. Does not belong here: pointing out lists that may be of use
(proposal_codes.py), or what texts mean (proposal_evidence.py).

A list is only used for a column with the title of its own codes, or one that it names beside them: 1, 2 and 3 mean something else
everywhere. Nothing of it is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sources.proposal_blocks import Sheet
from sources.proposal_profile import Layout, Profile, plain

Seen = Sequence[tuple[Sheet, Layout]]
WIDEST, MOST_CODES = 4, 60  # columns of a list of codes, and codes of one kind
LONGEST_CODE = 8
COMES_BACK = 3  # times that a code stands in an export, on the average


def with_meanings(seen: Seen) -> list[tuple[Sheet, Layout]]:
    """The same sheets, their columns of codes with what a list among them says of each code."""
    lists = {title: (sheet, found) for sheet, layout in seen for title, found in _meanings(sheet, layout)}
    return [
        (sheet, replace(layout, columns=tuple(_with(sheet, each, lists) for each in layout.columns))) for sheet, layout in seen
    ]


def _with(sheet: Sheet, profile: Profile, lists: Mapping[str, tuple[Sheet, Mapping[str, str]]]) -> Profile:
    of, found = lists.get(plain(profile.title), (sheet, {}))
    is_used = of is not sheet and profile.filled >= COMES_BACK * profile.distinct and {*profile.texts} <= {*found}
    return replace(profile, means={text: found[text] for text in profile.texts}) if is_used and profile.filled else profile


def _meanings(sheet: Sheet, layout: Layout) -> Iterator[tuple[str, Mapping[str, str]]]:
    """(the title whose codes they are, code -> text), as far as a sheet is such a list."""
    columns = [each for each in layout.columns if each.filled == layout.rows > 1]
    if len(layout.columns) > WIDEST or len(columns) < 2:
        return
    texts = [each for each in columns if all(re.search(r"[^\W\d_]{3}", text) for text in each.texts)]
    codes = [each for each in columns if all(len(text) <= LONGEST_CODE and " " not in text for text in each.texts)]
    meaning = max(texts, key=lambda each: (each.distinct, each.place), default=None)
    above = layout.title_row + layout.title_rows - 1
    for code in (each for each in codes if meaning is not None and each is not meaning):
        rows = [row for row in sheet.rows[above:] if meaning and len(row) > max(code.place, meaning.place)]
        if code.distinct == code.filled:
            yield from _pairs(code.title, rows, code, meaning)
        for kinds in (each for each in columns if each not in (code, meaning) and each.words):
            for title in kinds.words:
                yield from _pairs(title, [row for row in rows if row[kinds.place : kinds.place + 1] == [title]], code, meaning)


def _pairs(
    title: str, rows: Sequence[Sequence[str]], code: Profile, meaning: Profile | None
) -> Iterator[tuple[str, Mapping[str, str]]]:
    found = {row[code.place].strip(): row[meaning.place].strip() for row in rows} if meaning else {}
    if 1 < len(found) == len(rows) <= MOST_CODES:
        yield plain(title), found
