"""Lists beside the exports that say what their codes or titles mean: those were used, and not forgotten.

Belongs here: telling such a list from one that nobody reads. Does not belong here: reading it (recognition/meanings.py,
recognition/described.py), or a code to which the mapping gives another meaning (codes_said.py).

A list of codes counts where it has every code to which a block gives a meaning, and is named after their title or mostly says
what the mapping makes of them; or is a table that a database calls after a field.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from sources.recognition.described import with_descriptions
from sources.recognition.lookup_tables import is_of_a_field
from sources.recognition.meanings import lists_of_codes, names_of
from sources.words.blocks import Sheet
from sources.words.evidence import HALF, meaning_of
from sources.words.excel_days import layout_of

LONGEST = 2000  # lines of a sheet that are looked at
FEWEST = 2  # codes of a column: one may stand in any list


def explains(sheet: Sheet, exports: Sequence[Export], shapes: Sequence[ExportShape]) -> bool:
    """Whether a sheet that no block reads says what the codes of the mapping mean, or the titles of the exports that it reads."""
    titles = {name for each in shapes for title in each.titles for name in names_of(title)}
    if (layout := layout_of(sheet.rows)) and is_of_a_field(
        sheet, layout, [(each.file, title) for each in shapes for title in each.titles]
    ):
        return True
    return explains_codes(sheet, exports, titles) or _explains_titles(sheet, shapes)


def explains_codes(sheet: Sheet, exports: Sequence[Export], others: Collection[str] = ()) -> bool:
    """Whether it is the list of codes of some column to whose words a block gives a meaning. `others`: what further titles of the
    exports may be called, by which one list of several kinds of codes is known.
    """
    coded = [
        (column, each.columns[column], words)
        for each in exports
        for column, words in each.values.items()
        if column in each.columns
    ]
    titles = {name for _, title, _ in coded for name in names_of(title)}
    if not coded:
        return False
    lists = [
        (title, {code.casefold(): text for code, text in texts.items()})
        for title, texts in lists_of_codes(sheet, titles | {*others})
    ]
    return any(
        {*_codes(words)} <= texts.keys() and (name in names_of(title) or _agrees(column, words, texts))
        for column, title, words in coded
        for name, texts in lists
        if len(_codes(words)) >= FEWEST
    )


def _codes(words: Mapping[str, str]) -> Mapping[str, str]:
    return {code.casefold(): ours for code, ours in words.items() if code}


def _agrees(column: str, words: Mapping[str, str], texts: Mapping[str, str]) -> bool:
    alike = [meaning_of(column, texts[code]) == ours for code, ours in _codes(words).items()]
    return sum(alike) > HALF * len(alike)


def _explains_titles(sheet: Sheet, shapes: Sequence[ExportShape]) -> bool:
    exports = [Sheet(each.file, [[each.written.get(title, title) for title in each.titles]], each.sheet) for each in shapes]
    return any(each.described for each in with_descriptions([*exports, sheet])[:-1])
