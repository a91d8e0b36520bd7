"""Names of files and sheets in a proposed mapping: with their date as a star, and whether those of one name add up.

Belongs here: that, and texts as TOML writes them, for sentences that show what to type. Does not belong here: the rest of a block
(proposals/part.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase
from itertools import combinations, pairwise, takewhile

from sources.reading.shapes import MONTH_IN_NAME, day_in_name, without_day
from sources.words.blocks import Block, Sheet
from sources.words.months import ONE_A_MONTH, sheet_of_a_year
from sources.words.notes import Line, Value, look, remark
from sources.words.profile import cell_of

_NAMED_DAY = rf"([0-3]?\d[-_ ])?{MONTH_IN_NAME}[-_ ]?20\d{{2}}"
DAY_IN_NAME = re.compile(
    rf"(?<!\d)(20\d{{2}}[-_]?[01]\d([-_]?[0-3]\d)?|[0-3]\d[-_][01]\d[-_]20\d{{2}}|{_NAMED_DAY})(?!\d)", re.IGNORECASE
)
# Behind it the time at which a system made the file: `20-11-2026 09-02-11`, `20261120_090211`, `20261120T0902`.
_PM = r"( ?[ap]\.?m\.?)?"
TIME_BEHIND = re.compile(
    rf"\*[-_ ]*(T?[0-2]?\d[-_.h][0-5]\d([-_.m][0-5]\ds?)?{_PM}|T?[0-2]\d[0-5]\d[0-5]\d{_PM}|T[0-2]\d[0-5]\d)(?![\da-z])",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{3}")  # in the name of a file, beside its day
_AS_LETTERS = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
READ_ALONG = "een nieuw blad wordt vanzelf meegelezen"
# Lists whose lines leave them once the matter is closed, and the number by which one comes back until then.
CLOSING = {
    "collection_cases": "case_id", "payment_arrangements": "arrangement_id", "objections": "objection_id",
    "eviction_notices": "notice_id", "reported_elsewhere": "lease_id",
}  # fmt: skip
OF_AGENCIES = ("collection_cases", "reported_elsewhere")  # whose report stands when his case has left his list
SAME_ROWS = 0.5  # of the lines of a file that the file before it has too: it is the same list again


def quoted(text: str) -> str:
    """A text as TOML writes it, on one line: a sign that nobody sees stands there as its number."""
    is_plain = text.isprintable() and not {*text} & {*_AS_LETTERS}
    return f'"{text if is_plain else "".join(map(_in_quotes, text))}"'


def one_line(text: str) -> str:
    """A text as a comment of TOML may hold it: nothing in it ends the line."""
    return text if text.isprintable() else "".join(" " if _is_unseen(each) else known_to_toml(each) for each in text)


def known_to_toml(text: str) -> str:
    """A text, with what fits any sign in a pattern for each byte in a file's name that is no letter."""
    return text if text.isprintable() else "".join("?" if unicodedata.category(each) == "Cs" else each for each in text)


def _in_quotes(sign: str) -> str:
    if sign in _AS_LETTERS:
        return _AS_LETTERS[sign]
    if _is_unseen(sign):
        return f"\\u{ord(sign):04X}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08X}"
    return known_to_toml(sign)


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp")


def fits_only(text: str) -> str:
    """A pattern that fits this text: on one line, and without the quote that would end it as TOML writes it."""
    words = (re.escape(word).replace("'", ".") for word in text.split())
    return "^" + r"\s+".join(words) + "$"


def as_pattern(file: str) -> str:
    """A file's name, or a pattern with stars, that fits it: a bracket would begin a set of signs there."""
    return file.replace("[", "?")


def pattern_of(file: str) -> str:
    """The name with its date, and the time behind it, as a star, so that next month's file fits."""
    return TIME_BEHIND.sub("*", DAY_IN_NAME.sub("*", file))


def next_ones(file: str) -> str:
    """A pattern that fits a file and that of another month, where its name says more than a day."""
    pattern = pattern_of(file)
    return as_pattern(pattern if WORD.search(pattern.rpartition(".")[0]) else file)


def pattern_of_all(files: Sequence[str]) -> str:
    """One pattern for files of one shape: their dates as a star, else what their names have in common."""
    patterns = {pattern_of(file) for file in files}
    if len(patterns) == 1:
        return patterns.pop()
    names = sorted(patterns) if all(map(day_in_name, files)) else files  # else a year among them is no day
    begin = _begins_alike(names)
    end = _begins_alike([name[len(begin) :][::-1] for name in names])[::-1]
    if names is not files:
        end = end.lstrip("0123456789")
    return f"{begin.rstrip('0123456789')}*{end}".replace("**", "*")


def sheet_settings(sheets: Sequence[Sheet]) -> list[Line]:
    """The line that names one worksheet, or all of one kind, so that next month's is read too."""
    names = list(dict.fromkeys(sheet.sheet for sheet in sheets if sheet.sheet))
    if len(names) < 2:
        return [Line("sheet", name) for name in names]
    family = sheets[0].family or ""
    if all(sheet.family == sheet.sheet for sheet in sheets):
        return [Line("sheet", sheet_of_a_year(names[0]), look(f"{len(names)} werkbladen, een per jaar; {READ_ALONG}"))]
    said: Value = family
    if "20??" not in family and not family.endswith("'??"):  # a star for a bare month would fit any sheet
        patterns = [family.replace("*", month) for month in ONE_A_MONTH]
        are_known = all(any(fnmatchcase(name.lower(), each.lower()) for each in patterns) for name in names)
        said = patterns if are_known else names
    asked = f"{len(names)} werkbladen, een per maand; {READ_ALONG}"
    return [Line("sheet", said, look(asked))]


def _begins_alike(texts: Sequence[str]) -> str:
    same = takewhile(lambda signs: len(set(signs)) == 1, zip(*texts, strict=False))
    return "".join(signs[0] for signs in same)


def choose(block: Block) -> Line:
    """Whether files of this name add up or replace each other, as far as those that lie there show it."""
    sheets = sorted((block.sheet, *block.alike), key=lambda sheet: sheet.file)
    what = "bestanden" if len({sheet.file for sheet in sheets}) > 1 else "werkbladen"
    if len(sheets) == 1 and block.table in OF_AGENCIES:
        return Line("choose", "latest", remark("wat klaar is, valt uit de volgende lijst: laat de vorige bestanden staan"))
    if len(sheets) == 1:
        return Line("choose", "newest", remark('de datum in de naam beslist; "all" telt de bestanden bij elkaar op'))
    if block.month is not None:  # of months in which nobody paid yet, each says the same
        return Line("choose", "all", remark(f"de {len(sheets)} {what} zijn elk van een maand"))
    if what == "bestanden" and (each := _of_each_day(sheets, block.layout.above)):
        return Line("choose", "newest", remark(f"de {len(sheets)} {what} {each}"))
    again = sum(_is_the_list_again(*pair, above=block.layout.above) for pair in pairwise(sheets))
    if again == len(sheets) - 1:
        return Line("choose", "newest", remark(f"de {len(sheets)} {what} zijn telkens dezelfde lijst: de nieuwste telt"))
    if _comes_back(block, sheets):
        said = f"een nummer staat in meer dan een van de {len(sheets)} {what}: de regel uit het nieuwste telt, en wat daar niet "
        return Line("choose", "latest", look(f"{said}meer in staat, blijft zoals het er het laatst stond"))
    said = f"de {len(sheets)} {what} vullen elkaar aan"
    return Line("choose", "all", look(said) if again else remark(said))


def _of_each_day(sheets: Sequence[Sheet], above: int) -> str:
    """What to say of files of which several hold one day and differ in something else, an administration each: the same lists
    again from day to day, or of one day only; empty of any others.
    """
    days: dict[str, date | None] = {}
    rests: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        days[sheet.file] = day_in_name(sheet.file)
        rests.setdefault(without_day(sheet.file), []).append(sheet)
    known = {day for day in days.values() if day is not None}
    if None in days.values() or len(rests) < 2 or len({*days}) < len(sheets) or len(known) * len(rests) < len(sheets):
        return ""
    of_each = [sorted(same, key=lambda sheet: days[sheet.file] or date.min) for same in rests.values()]
    pairs = [pair for same in of_each for pair in pairwise(same)]
    if any(_is_the_list_again(*pair, above=above) for pair in combinations([same[-1] for same in of_each], 2)):
        return ""
    if not all(_is_the_list_again(*pair, above=above) for pair in pairs):
        return ""
    said = "zijn van een dag en vullen elkaar aan" if len(known) == 1 else "vullen elkaar per dag aan"
    return f"{said}: die van de nieuwste dag tellen" if len(known) == 1 or pairs else ""


def _comes_back(block: Block, sheets: Sequence[Sheet]) -> bool:
    """Whether a number of such a list stands in more than one of its files; of cases without one the contract."""
    number = block.choices.get(CLOSING.get(block.table, "")) or block.choices.get("lease_id")
    if block.table not in CLOSING or number is None or number.part:
        return False
    texts = [{cell_of(row, number.profile) for row in sheet.rows[block.layout.above :]} - {""} for sheet in sheets]
    return sum(map(len, texts)) > len(set[str]().union(*texts))


def _is_the_list_again(one: Sheet, other: Sheet, above: int) -> bool:
    """Whether lines come back; the titles, and what stands above them, always do."""
    rows = [{tuple(row) for row in sheet.rows[above:] if sum(map(bool, row)) > 1} for sheet in (one, other)]
    return all(rows) and len(rows[0] & rows[1]) >= SAME_ROWS * min(map(len, rows))
