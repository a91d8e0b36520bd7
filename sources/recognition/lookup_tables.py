"""Tables of codes that a database keeps for one field of another, and calls after it: `tlkpCmsrt` of `cm_srt` in `tblContact`.

Belongs here: that a table is one by its name, and of which column. Does not belong here: lists that a title names (meanings.py),
or that are known by their codes (covering.py).

All of a column's codes must stand in the one table that is called so; then it is of no matter how often each comes back, or how
short it is. A key of somebody or something is no such code: its names are nobody's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sources.recognition.covering import is_of_words
from sources.words.blocks import Sheet
from sources.words.profile import Layout, Profile, cell_of
from sources.words.titles import concepts_of

Pairs = Mapping[str, str]  # code -> text
WIDEST, MOST_CODES, LONGEST_CODE = 4, 60, 40  # columns of such a table, its lines, and letters of a code
SHORTEST_NAME = 3  # letters of a name cut short
TABLE = re.compile(r"^(?:(?i:dbo|public)[._ ])?(?:(?i:tbl|tab)_?|t(?=[_ A-Z])_?)?")  # what stands before the name of any table
OF_CODES = re.compile(
    r"^(?:(?i:dbo|public)[._ ])?(?:(?i:t?lkp)|(?i:tbl|t|s|x|z)?_?(?i:lkup|lookup|lk|lut|lu|enum|codelijst|codetabel|codes?|cod)"
    r"(?:[_ ]|(?=[A-Z][a-z])))(?P<after>[_ ]?\w*)"
)  # what says before a name that it is one of codes
BEHIND = re.compile(r"[_ ](?:lkp|lookup|lut|codes?|codelijst|codetabel)$", re.IGNORECASE)
KEYS = frozenset({"landlord", "tenant", "co_tenant", "contract", "unit", "complex", "booking", "user", "agency", "person"})


def named_after(seen: Sequence[tuple[Sheet, Layout]]) -> list[tuple[Sheet, str, Pairs]]:
    """Each table of codes among the sheets: the sheet, what it is called after, and what each code means."""
    named = [(sheet, layout, _called_after(sheet)) for sheet, layout in seen]
    tables = [(sheet, name, _pairs(sheet, layout)) for sheet, layout, name in named if name]
    return [(sheet, name, pairs) for sheet, name, pairs in tables if pairs]


def said_of(sheet: Sheet, profile: Profile, tables: Sequence[tuple[Sheet, str, Pairs]]) -> Pairs:
    """What the only table that is called after this column, and has all its codes, says of them."""
    if profile.date_kind or not profile.filled or profile.distinct > MOST_CODES or _is_key(profile):
        return {}
    title, file = _letters(sheet.in_file(profile.title)), _bare(sheet.sheet or sheet.file)
    found = [
        pairs for of, name, pairs in tables if of is not sheet and {*profile.texts} <= {*pairs} and _is_of(name, title, file)
    ]
    return {text: found[0][text] for text in profile.texts} if len(found) == 1 else {}


def is_of_a_field(sheet: Sheet, layout: Layout, fields: Iterable[tuple[str, str]]) -> bool:
    """Whether a sheet is a table of codes that is called after one of these fields: the name of a file, and a title in it."""
    of = [name for _, name, _ in named_after([(sheet, layout)])]
    return any(_is_of(name, _letters(title), _bare(file)) for name in of for file, title in fields)


def is_cut_short(short: str, whole: str) -> bool:
    """Whether a name has letters of a longer one in their order, the first of each the same."""
    letters = iter(whole)
    return len(short) >= SHORTEST_NAME and short[0] == whole[:1] and all(letter in letters for letter in short)


def _called_after(sheet: Sheet) -> str:
    """What a table of codes is called after; nothing where its name does not say that it is one."""
    name = sheet.sheet or Path(sheet.file).stem
    before, behind = OF_CODES.match(name), BEHIND.search(name)
    return _letters(before["after"] if before else TABLE.sub("", name[: behind.start()]) if behind else "")


def _bare(file: str) -> str:
    """The letters of the name of a table without what says that it is one."""
    return _letters(TABLE.sub("", Path(file).stem))


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower()))


def _is_of(name: str, title: str, file: str) -> bool:
    """Whether a name is a title, written short or not; or the name of the title's own table before it: `BezwOnd` of `onderw` in
    `tblBezwaar`.
    """
    if name == title or (name[-1:] == title[-1:] and (is_cut_short(title, name) or is_cut_short(name, title))):
        return True
    ends = [(name[:at], name[at:]) for at in range(SHORTEST_NAME, len(name) - SHORTEST_NAME + 1)]
    return any(is_cut_short(head, file) and title.startswith(tail) for head, tail in ends)


def _is_key(profile: Profile) -> bool:
    said = concepts_of(profile.title)
    return bool(said & KEYS) and "nr" in said


def _pairs(sheet: Sheet, layout: Layout) -> Pairs:
    columns = [each for each in layout.columns if each.filled == layout.rows]
    if not 2 <= len(layout.columns) <= WIDEST or not 1 < layout.rows <= MOST_CODES or len(columns) < 2:
        return {}
    codes = [each for each in columns if each.distinct == each.filled and all(map(_is_code, each.texts))]
    texts = [each for each in columns if each is not codes[0] and all(map(_is_text, each.texts))] if codes else []
    if not texts:
        return {}
    own = [each for each in texts if "description" in concepts_of(each.title)]
    pairs = {cell_of(row, codes[0]): cell_of(row, (own or texts)[0]) for row in sheet.rows[layout.above :]}
    return pairs if own or is_of_words([*pairs.values()]) else {}


def _is_code(text: str) -> bool:
    return len(text) <= LONGEST_CODE and " " not in text


def _is_text(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", text))
