"""What the cells of an export look like, column by column: counts and shapes, never a cell.

Belongs here: finding the title row, the lines of totals, and of which kinds the cells below each title are. Does not belong here:
how a cell of each kind is written (cell_kinds.py), what a title means (recognition/sheets.py), reading files (the readers in
exports/), or words for people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sources.reading.code_lists import LONGEST, words_of
from sources.reading.minus import is_nothing
from sources.reading.month_names import MONTH
from sources.reading.shapes import joined_titles
from sources.words.banners import banners_of, remarks_of
from sources.words.captions import has_captions_below
from sources.words.cell_kinds import ANY_DATE, DATES, KINDS, POINTED, is_day
from sources.words.groups import filled_down, groups_of, without_heads

LINES_SOUGHT = 40
NUMBER = re.compile(r"(?!(?:19|20)\d\d)\d{5,}")  # of somebody or something, which no title is; but a month or day may be one
LINES_ALIKE = 2  # cells as those beside them, of a line that is data and no titles
SHAPES_SHOWN = 3
TOTAL = re.compile(r"(sub|eind|generaal\s|grand\s)?totaa?l\b", re.IGNORECASE)
TOTAL_OF = re.compile(
    r"(?:[^\W\d_]+\s){1,2}totaa?l\b", re.IGNORECASE
)  # `Batch total CR2412`, where hardly anything stands beside it
STARS, BESIDE_STARS = re.compile(r"\*{1,9}"), 3  # a total as SAP prints it: `*` or `**`, and some amounts beside it
# Only where nothing stands before it: a booking may be called so too, and SOM is a code for a summons.
BALANCE = re.compile(r"(saldo|aantal|som|(number|count|no\.?) of)\b", re.IGNORECASE)
ENOUGH = 0.98
HEADING = re.compile(rf"(?:{MONTH})\.?(?:[-' ]*(?:20)?\d\d)?", re.IGNORECASE)  # a month over what was due and what was paid
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def plain(title: str) -> str:
    """A title as titles are compared: small letters, single spaces, without dots and a colon at the end."""
    return " ".join(title.replace(".", "").rstrip(": ").split()).lower()


@dataclass(frozen=True)
class Profile:
    """One column: its title, place (from 0), filled cells, and how many of these are of each kind.

    Attributes:
        words: the distinct texts, where few enough come back often enough to be a code list; else empty.
        shapes: up to three shapes of cells (letters as a, digits as 9), the commonest first.
        distinct: how many different texts there are.
        texts: each of them and how often; of people, so never shown.
        means: of a code list, what another list says that each code means.
        is_of_codes: whether it is read for the codes beside it, of which it has the text of each.
    """

    title: str
    place: int
    filled: int
    kinds: Counter[str]
    words: Counter[str]
    shapes: tuple[str, ...]
    distinct: int
    texts: Counter[str] = field(default_factory=Counter, repr=False)
    means: Mapping[str, str] = field(default_factory=dict, repr=False)
    is_of_codes: bool = False

    def said(self, text: str) -> str:
        """What a cell says: the text of its code, where a list of codes has it."""
        return self.means.get(text, text)

    @property
    def said_words(self) -> Counter[str]:
        """What the codes of a code list say, and how often."""
        return self._said(self.words)

    @property
    def said_texts(self) -> Counter[str]:
        """What all cells say."""
        return self._said(self.texts)

    def _said(self, texts: Counter[str]) -> Counter[str]:
        if not self.means:
            return texts
        found: Counter[str] = Counter()
        for text, count in texts.items():
            found[self.said(text)] += count
        return found

    def share(self, kind: str) -> float:
        """The part of the filled cells that are of this kind; 0 of an empty column."""
        return self.kinds[kind] / self.filled if self.filled else 0.0

    @property
    def is_without_date(self) -> bool:
        """Whether all that stands here stands for no date, as 00-00-0000 does."""
        return bool(self.filled) and self.kinds["none"] == self.filled

    @property
    def date_kind(self) -> str | None:
        """How this column writes most dates, where nearly all its cells are dates in one way or another (or stand for none)."""
        best = max(DATES, key=lambda kind: self.kinds[kind])
        good = self.kinds[ANY_DATE] + self.kinds["none"]
        return best if self.filled and self.kinds[best] and good >= ENOUGH * self.filled else None

    @property
    def date_kinds(self) -> set[str]:
        """Every way in which it writes dates; none where it holds something else."""
        return {kind for kind in DATES if self.kinds[kind]} if self.date_kind else set()


@dataclass(frozen=True)
class Layout:
    """Where things stand in one sheet.

    Attributes:
        title_row: the line of the (first) title row, from 1, counted from the first line that holds something.
        title_rows: 1, or 2 where a heading stands over the titles.
        rows: lines of data.
        total_lines: lines (from 1) that hold a total.
        total_titles: titles below which a total stands amidst the data.
        group: the title and pattern of lines that say something for the lines below them.
        fill_down: titles whose cells hold for the lines below them too.
        untitled: places (from 0) of columns that hold something and have no title.
        years: place -> the year that stands above its title.
        banners: the title and patterns of headings amidst the data. remarks: of remarks below the data.
        months: columns of one month each, which are none of its other columns (words/months.py).
    """

    title_row: int
    title_rows: int
    rows: int
    total_lines: tuple[int, ...]
    columns: tuple[Profile, ...]
    total_titles: tuple[str, ...] = ()
    group: tuple[str, str] | None = None
    fill_down: tuple[str, ...] = ()
    untitled: tuple[int, ...] = ()
    years: Mapping[int, str] = field(default_factory=dict)
    banners: tuple[str, tuple[str, ...]] | None = None
    remarks: tuple[str, tuple[str, ...]] | None = None
    months: tuple[Profile, ...] = ()

    @property
    def is_pointed(self) -> bool:
        """Whether a comma parts the thousands of its amounts, and a point the cents."""
        return any(each.kinds[POINTED] for each in (*self.columns, *self.months))

    @property
    def above(self) -> int:
        """How many lines stand above the first line of data."""
        return self.title_row + self.title_rows - 1


def cell_of(row: Sequence[str], profile: Profile) -> str:
    """The cell of a line below a title; nothing where the line is too short."""
    return row[profile.place].strip() if profile.place < len(row) else ""


def has_amount(row: Sequence[str], profile: Profile) -> bool:
    """Whether a line has an amount below a title, and not one of nothing."""
    return not is_nothing(cell_of(row, profile))


def look_at(rows: Sequence[Sequence[str]], known: Callable[[str], bool]) -> Layout | None:
    """The layout of a sheet's rows; None where no line holds at least two titles that are `known`."""
    found = [_titles_in(rows, at, known) for at in range(min(len(rows), LINES_SOUGHT))]
    best = max((each for each in found if each[0] > 1), key=lambda each: (each[2], each), default=(0, 0, False))[:2]
    if best[0] < 2 and (best := (0, -_titles_of_nobody(rows)))[1] > 0:
        return None
    first = last = _above_data(rows, -best[1])
    if has_captions_below(rows, first, known):
        first = last = first + 1
    elif last + 1 < len(rows) and _is_second_title_row(rows[last], rows[last + 1], known):
        last += 1
    elif first > 0 and _is_second_title_row(rows[first - 1], rows[first], known):
        first -= 1
    titles = joined_titles(rows[first : last + 1])
    body, totals, places = _body(rows, last + 1)
    within = tuple(titles[place] for place in places if place < len(titles) and titles[place])
    remarks = remarks_of(body, titles)
    body = [row for at, row in enumerate(body) if remarks is None or at not in remarks.lines]
    groups = groups_of(body, titles)
    banners = banners_of(body, titles) if groups is None else None
    above = groups.lines if groups else banners.lines if banners else ()
    lines = [row for at, row in enumerate(body) if at not in above]
    below = filled_down(lines, titles)
    lines = without_heads(lines, titles, below)
    columns = _profiles(titles, lines)
    if groups is not None:
        columns.append(_profile(groups.title, max(len(titles), *map(len, lines)), [each for each in groups.numbers if each]))
    return Layout(
        first + 1, last - first + 1, len(lines), totals, tuple(columns), within,
        (groups.title, groups.pattern) if groups else None,
        below,
        tuple(place for place in range(max(map(len, lines), default=0)) if _is_untitled(place, titles, lines)),
        _years(rows[:first], len(titles)),
        (banners.title, banners.patterns) if banners else None,
        (remarks.title, remarks.patterns) if remarks else None,
    )  # fmt: skip


def one_column(rows: Sequence[Sequence[str]]) -> Layout | None:
    """The layout of a sheet that holds one column only, of a title and one cell; else None."""
    cells = [[(place, cell.strip()) for place, cell in enumerate(row) if cell.strip()] for row in rows]
    filled = [(at, row) for at, row in enumerate(cells) if row]
    if len(filled) != 2 or any(len(row) > 1 for _, row in filled):
        return None
    (above, ((place, title),)), (_, ((below, cell),)) = filled
    return Layout(above + 1, 1, 1, (), (_profile(title, place, [cell]),)) if place == below else None


def _above_data(rows: Sequence[Sequence[str]], at: int) -> int:
    """The place of the titles: that of a line with a day in it gives way to a line of texts above it, as wide as that, although
    nobody knows its titles: `May share` above `E-mail`.
    """
    above = _titles_of_nobody(rows)
    is_data = any(map(is_day, rows[at]))
    is_as_wide = above >= 0 and sum(map(bool, rows[above])) >= sum(map(bool, rows[at]))
    return above if is_data and above < at and is_as_wide else at


def _titles_in(rows: Sequence[Sequence[str]], at: int, known: Callable[[str], bool]) -> tuple[int, int, bool]:
    """(how many cells of a line are known titles, its place counted down, whether it is no line of data by its neighbours)."""
    cells = [(place, cell) for place, cell in enumerate(rows[at]) if cell]
    if any(NUMBER.fullmatch(cell.strip()) for _, cell in cells):
        return 0, -at, False
    as_below = [place for place, _ in cells if _is_as_below(rows, at, place)]
    return sum(known(cell) for place, cell in cells if place not in as_below), -at, len(as_below) < LINES_ALIKE


def _is_as_below(rows: Sequence[Sequence[str]], at: int, place: int) -> bool:
    """Whether a cell is that above or below it again, or one with a figure looks as that below it, which no title does: `BST-1`
    above `BST-2`.
    """
    cell = rows[at][place]
    above, below = (_cell_at(rows, each, place) for each in (at - 1, at + 1))
    return cell in (above, below) or (bool(re.search(r"\d", cell)) and shape_of(cell) == shape_of(below))


def _cell_at(rows: Sequence[Sequence[str]], at: int, place: int) -> str:
    return rows[at][place] if 0 <= at < len(rows) and place < len(rows[at]) else ""


def _titles_of_nobody(rows: Sequence[Sequence[str]]) -> int:
    """The first line, from 0, that may be titles though nobody knows them: different texts without a digit, as many as the lines
    below it have cells; else -1.
    """
    for at, row in enumerate(rows[:LINES_SOUGHT]):
        cells = [cell.strip() for cell in row if cell.strip()]
        below = [sum(bool(cell.strip()) for cell in each) for each in rows[at + 1 : at + 4]]
        if len(cells) > 1 and below:
            is_titles = len({*cells}) == len(cells) and not any(re.search(r"\d|^[\W_]*$", cell) for cell in cells)
            return at if is_titles and max(below) <= len(cells) else -1
    return -1


def _is_untitled(place: int, titles: Sequence[str], lines: Sequence[Sequence[str]]) -> bool:
    return not any(titles[place : place + 1]) and any(row[place].strip() for row in lines if place < len(row))


def _years(above: Sequence[Sequence[str]], width: int) -> Mapping[int, str]:
    """The year above each column: in the line above the titles, to the right as far as the next; else the only one above them."""
    found: dict[int, str] = {}
    for row in above:
        last = ""
        for place in range(width):
            year = YEAR.search(row[place]) if place < len(row) and row[place] else None
            last = year[0] if year else last
            if last:
                found[place] = last
    return found


def _is_second_title_row(above: Sequence[str], below: Sequence[str], known: Callable[[str], bool]) -> bool:
    """Whether two lines are titles together: each fills a gap of the other with a known title, and neither is data."""
    fills = sum(not (above[at : at + 1] or [""])[0] and known(cell) for at, cell in enumerate(below) if cell)
    return (
        bool(fills)
        and not any(re.search(r"\d", cell) for cell in below)
        and any(known(cell) or HEADING.fullmatch(cell.strip()) for cell in above if cell)
    )


def _body(rows: Sequence[Sequence[str]], start: int) -> tuple[list[Sequence[str]], tuple[int, ...], list[int]]:
    """(the lines of data, the lines of totals, the places in which lines of totals amidst the data begin)."""
    body: list[Sequence[str]] = []
    totals: dict[int, int] = {}
    last = start
    for line, row in enumerate(rows[start:], start=start + 1):
        if not any(cell.strip() for cell in row):
            continue
        first = next(place for place, cell in enumerate(row) if cell.strip())
        filled = sum(map(bool, map(str.strip, row)))
        is_starred = STARS.fullmatch(row[first].strip()) and filled <= 1 + BESIDE_STARS
        is_of_part = TOTAL_OF.match(row[first].strip()) and 2 * filled < len(row)
        if is_starred or is_of_part or any(TOTAL.match(cell.strip()) for cell in row) or BALANCE.match(row[first].strip()):
            totals[line] = first
        else:
            body.append(row)
            last = line
    within = {place for line, place in totals.items() if line < last}
    return body, tuple(totals), sorted(within)


def _profiles(titles: Sequence[str], body: Sequence[Sequence[str]]) -> list[Profile]:
    return [
        _profile(title, place, [row[place].strip() for row in body if place < len(row) and row[place].strip()])
        for place, title in enumerate(titles)
        if title
    ]


def _profile(title: str, place: int, cells: Sequence[str]) -> Profile:
    texts = Counter(cells)
    kinds: Counter[str] = Counter()
    for text, count in texts.items():
        if len(text) <= LONGEST:
            found = [kind for kind, pattern in KINDS.items() if pattern.fullmatch(text)]
            kinds.update(dict.fromkeys([*found, *([ANY_DATE] if {*found} & {*DATES} and "none" not in found else [])], count))
    return Profile(title, place, len(cells), kinds, words_of(texts), _shapes(texts), len(texts), texts)


def _shapes(texts: Counter[str]) -> tuple[str, ...]:
    shapes: Counter[str] = Counter()
    for text, count in texts.items():
        shapes[shape_of(text)] += count
    return tuple(shape for shape, _ in shapes.most_common(SHAPES_SHOWN))


def shape_of(text: str) -> str:
    """How a cell looks, without what it says: every letter an a or A, every digit a 9, at most 24 characters."""
    plainer = re.sub(r"\d", "9", re.sub(r"[^\W\d_]", lambda found: "A" if found[0].isupper() else "a", text))
    return plainer if len(plainer) <= 24 else f"{plainer[:23]}…"
