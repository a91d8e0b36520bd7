"""Lines of titles below a line of names of fields: `KUNNR` and below it `Debiteur`, as a system's own list of a table has them.

Belongs here: telling that such a line is none of data. Does not belong here: finding the first line of titles (profile.py), or
titles over two lines that say one thing together.

Whatever is read of the first line, the second would be a line of data, and nobody is called so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sources.words.cell_kinds import is_day

NAME_OF_FIELD = re.compile(r"[A-Za-z][\w/.]*")
FIGURES = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*")  # a number, an amount or a day, but for one with the name of a month
LETTERS = re.compile(r"[^\W\d_]{2}")
FEWEST = 2  # columns of figures below; titles that are known
LINES = 10  # that are looked at


def has_captions_below(rows: Sequence[Sequence[str]], at: int, known: Callable[[str], bool]) -> bool:
    """Whether each name of a field has a text of its own right below it, though figures stand below some of these: titles."""
    names = {place: cell.strip() for place, cell in enumerate(rows[at]) if cell.strip()}
    captions = {place: cell.strip() for place, cell in enumerate(rows[at + 1]) if cell.strip()} if at + 1 < len(rows) else {}
    if names.keys() != captions.keys() or not all(map(NAME_OF_FIELD.fullmatch, names.values())):
        return False
    if any(is_day(cell) or not LETTERS.search(cell) for cell in captions.values()):
        return False
    body = rows[at + 2 : at + 2 + LINES]
    of_figures = [place for place in captions if _is_of_figures([row[place].strip() for row in body if place < len(row)])]
    return len(of_figures) >= FEWEST and sum(map(known, captions.values())) >= FEWEST


def _is_of_figures(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(map(FIGURES.fullmatch, filled))
