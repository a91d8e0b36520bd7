"""Lists of codes that no title names: known by the codes themselves, or by the name of their file.

Belongs here: which column such a list explains, `Code` and `Betekenis` on a sheet beside the entries. Does not belong here: lists
that a title names, or reading a list (meanings.py).

1, 2 and 3 mean something else everywhere, and a list of owners has numbers and texts too. So by the codes alone a list counts
only where they are telling (`PROL`, `SERV`, `INCK`), most of its texts are words that we know, and no other list, and no other
kind of column, has them as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from sources.reading.rules import TABLES
from sources.words.blocks import Sheet
from sources.words.evidence import HALF, meaning_of
from sources.words.profile import Layout, Profile, plain, shape_of
from sources.words.titles import concepts_of

Place = tuple[int, int]  # (the id of a sheet, a place in it)
Pairs = Mapping[str, str]  # code -> text
FEWEST, SHORTEST, LONGEST = 3, 2, 16  # codes of a column that are telling together; their letters
COMES_BACK = 3  # times that a code stands in a list, on the average
LONG = 6  # letters of a word in the name of a file that says by itself which title is meant
OURS = sorted({column.name for table in TABLES.values() for column in table.columns if column.kind == "code"})


def is_telling(codes: Collection[str]) -> bool:
    """Whether codes are no accident in another list: several, with letters, and no numbers of one shape (`OG01`, `OG02`)."""
    is_coded = all(SHORTEST <= len(code) <= LONGEST and re.fullmatch(r"[\w.-]*[^\W\d_][\w.-]*", code) for code in codes)
    shapes = {shape_of(code) for code in codes}
    return len({*codes}) >= FEWEST and is_coded and (len(shapes) > 1 or "9" not in shapes.pop())


def is_of_words(texts: Collection[str]) -> bool:
    """Whether most texts are words that we know, and no names."""
    known = sum(any(meaning_of(column, text) for column in OURS) for text in texts)
    return known > HALF * len(texts)


def only_covering(codes: Collection[str], lists: Sequence[Pairs]) -> Pairs:
    """What the lists that have all of these codes say of them, where they all say the same; else nothing."""
    found = [{code: each[code] for code in codes} for each in lists if {*codes} <= each.keys()]
    return found[0] if found and all(each == found[0] for each in found) else {}


def by_codes(seen: Sequence[tuple[Sheet, Layout]], lists: Sequence[tuple[Sheet, Pairs]]) -> dict[Place, Pairs]:
    """The columns whose codes another sheet's list has, and no column of another kind shares: what each code means."""
    lists = [(sheet, pairs) for sheet, pairs in lists if is_of_words([*pairs.values()])]
    columns = [(sheet, each) for sheet, layout in seen for each in layout.columns if lists and not each.date_kind]
    columns = [(sheet, each) for sheet, each in columns if each.filled > each.distinct]  # codes that come back
    found: dict[Place, Pairs] = {}
    for sheet, each in columns:
        if each.filled < COMES_BACK * each.distinct or not is_telling(each.texts):
            continue
        means = only_covering(each.texts, [pairs for of, pairs in lists if of is not sheet])
        rivals = (other for of, other in columns if _may_be_rival(other, each) and _is_covered(of, other, lists))
        if means and not any(rivals):
            found[id(sheet), each.place] = means
    return found


def _may_be_rival(other: Profile, profile: Profile) -> bool:
    """Whether another kind of column has some of these codes."""
    is_same = plain(other.title) == plain(profile.title) or concepts_of(other.title) == concepts_of(profile.title)
    return not is_same and not other.texts.keys().isdisjoint(profile.texts)


def _is_covered(sheet: Sheet, profile: Profile, lists: Sequence[tuple[Sheet, Pairs]]) -> bool:
    return any(profile.texts.keys() <= pairs.keys() for of, pairs in lists if of is not sheet)


def names_in(sheet: Sheet, titles: Collection[str]) -> Iterator[str]:
    """The titles that the name of a list's sheet, or of its file, holds as a word: `Codes_aanmaanniveau`."""
    name = sheet.sheet or Path(sheet.file).stem
    yield from (word for word in re.findall(r"[^\W\d_]+", name.lower()) if len(word) >= LONG and word in titles)
