"""Names of files and sheets in a proposed mapping: with their date as a star, and whether those of one name add up.

Belongs here: that, and texts as TOML writes them, for sentences that show what to type. Does not belong here: the rest of a block
(proposals/part.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from itertools import pairwise, takewhile

from sources.reading.shapes import MONTH_IN_NAME
from sources.words.blocks import Block, Sheet
from sources.words.months import ONE_A_MONTH
from sources.words.notes import Line, Value, look, remark

_NAMED_DAY = rf"([0-3]?\d[-_ ])?{MONTH_IN_NAME}[-_ ]?20\d{{2}}"
DAY_IN_NAME = re.compile(
    rf"(?<!\d)(20\d{{2}}[-_]?[01]\d([-_]?[0-3]\d)?|[0-3]\d[-_][01]\d[-_]20\d{{2}}|{_NAMED_DAY})(?!\d)", re.IGNORECASE
)
SAME_ROWS = 0.5  # of the lines of a file that the file before it has too: it is the same list again


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    return '"' + re.sub(r"[\r\n]+", " ", text).replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'


def fits_only(text: str) -> str:
    """A pattern that fits this text: on one line, and without the quote that would end it as TOML writes it."""
    words = (re.escape(word).replace("'", ".") for word in text.split())
    return "^" + r"\s+".join(words) + "$"


def pattern_of(file: str) -> str:
    """The name with its date as a star, so that next month's file fits."""
    return DAY_IN_NAME.sub("*", file)


def pattern_of_all(files: Sequence[str]) -> str:
    """One pattern for files of one shape: their dates as a star, else what their names have in common."""
    patterns = {pattern_of(file) for file in files}
    if len(patterns) == 1:
        return patterns.pop()
    begin = _begins_alike(files)
    end = _begins_alike([file[len(begin) :][::-1] for file in files])[::-1]
    return f"{begin.rstrip('0123456789')}*{end}"


def sheet_settings(sheets: Sequence[Sheet]) -> list[Line]:
    """The line that names one worksheet, or all of one kind, so that next month's is read too."""
    names = list(dict.fromkeys(sheet.sheet for sheet in sheets if sheet.sheet))
    if len(names) < 2:
        return [Line("sheet", name) for name in names]
    family = sheets[0].family or ""
    said: Value = family
    if "20??" not in family and not family.endswith("'??"):  # a star for a bare month would fit any sheet
        patterns = [family.replace("*", month) for month in ONE_A_MONTH]
        are_known = all(any(fnmatchcase(name.lower(), each.lower()) for each in patterns) for name in names)
        said = patterns if are_known else names
    asked = f"{len(names)} werkbladen, een per maand; een nieuw blad wordt vanzelf meegelezen"
    return [Line("sheet", said, look(asked))]


def _begins_alike(texts: Sequence[str]) -> str:
    same = takewhile(lambda signs: len(set(signs)) == 1, zip(*texts, strict=False))
    return "".join(signs[0] for signs in same)


def choose(block: Block) -> Line:
    """Whether files of this name add up or replace each other, as far as those that lie there show it."""
    sheets = sorted((block.sheet, *block.alike), key=lambda sheet: sheet.file)
    what = "bestanden" if len({sheet.file for sheet in sheets}) > 1 else "werkbladen"
    if len(sheets) == 1:
        return Line("choose", "newest", remark('de datum in de naam beslist; "all" telt de bestanden bij elkaar op'))
    again = sum(_is_the_list_again(*pair) for pair in pairwise(sheets))
    if again == len(sheets) - 1:
        return Line("choose", "newest", remark(f"de {len(sheets)} {what} zijn telkens dezelfde lijst: de nieuwste telt"))
    said = f"de {len(sheets)} {what} vullen elkaar aan"
    return Line("choose", "all", look(said) if again else remark(said))


def _is_the_list_again(one: Sheet, other: Sheet) -> bool:
    rows = [{tuple(row) for row in sheet.rows if sum(map(bool, row)) > 1} for sheet in (one, other)]
    return len(rows[0] & rows[1]) >= SAME_ROWS * min(map(len, rows))
