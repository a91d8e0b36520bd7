"""The same page as PDF, with nothing but fpdf2: no browser, no system library.

Belongs here: putting a page (page.py) on A4. Does not belong here: what it says. The fonts every PDF reader has know
Western European letters. A page that holds others is set in DejaVu, where the machine has that font, and carries it
with it; else they are written without their accents, and the page then says so (the HTML has them).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout

from documents.page import Page, Section, Table, Verdict

MARKS = {True: "JA  ", False: "NEE  "}
SIMPLIFIED = {
    "nl": "Letters die deze PDF niet kent zijn zonder hun tekens geschreven; de HTML-versie heeft ze wel.",
    "en": "Letters this PDF does not know are written without their marks; the HTML version has them.",
}
INK = 30
MANY_COLUMNS = 6
LINES_A_ROW = 25  # of a cell; also where each of them is broken in three by a narrow column it stays below a page
LONGEST_LINE = 120
# Fonts with letters beyond Western Europe, where the machine has them (Debian: fonts-dejavu-core).
FONT_PLACES = (Path("/usr/share/fonts/truetype/dejavu"), Path("/usr/share/fonts/dejavu-sans-fonts"), Path("/usr/share/fonts/TTF"))
FONT_FILES = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
UNDATED = date(2000, 1, 1)


class _Sheet(FPDF):
    """A4 with a page number; remembers whether a letter had to be simplified."""

    def __init__(self, page: Page) -> None:
        super().__init__(format="A4")
        self.page_words = page
        self.is_simplified = False
        self.family = self._family()
        self.set_margins(16, 16, 16)
        self.set_auto_page_break(True, margin=16)
        self.set_title(self.plain(page.title))
        self.set_lang(page.language)
        self.core_fonts_encoding = "cp1252"
        self.set_text_color(INK)
        self.add_page()

    def _family(self) -> str:
        """The font of the page: `helvetica`, or DejaVu embedded where its letters ask for it and the machine has it."""
        if not any(_is_beyond(text) for text in _texts(self.page_words)):
            return "helvetica"
        folder = next((place for place in FONT_PLACES if all((place / name).is_file() for name in FONT_FILES.values())), None)
        if folder is None:
            return "helvetica"
        for style, name in FONT_FILES.items():
            self.add_font("dejavu", style, folder / name)
        return "dejavu"

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(self.family, size=7)
        self.cell(0, 6, f"{self.plain(self.page_words.title)}  -  {self.page_no()}/{{nb}}", align="C")

    def plain(self, text: str) -> str:
        """The text in the letters the font knows."""
        if self.family == "dejavu" or not _is_beyond(text):
            return text
        self.is_simplified = True
        return "".join(_known(letter) for letter in text)

    def put(self, text: str, size: float, style: str = "", gap: float = 1.0) -> None:
        self.set_font(self.family, style=style, size=size)
        self.multi_cell(0, size * 0.47, self.plain(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(gap)


def _is_beyond(text: str) -> bool:
    """Whether a letter of it is in none of the fonts that every reader of PDF has."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return True
    return False


def _texts(page: Page) -> Iterator[str]:
    yield from (page.title, *page.lead, *page.foot)
    for section in page.sections:
        yield section.heading
        for part in section.parts:
            cells = [part] if not isinstance(part, Table) else [cell for row in (part.titles, *part.rows) for cell in row]
            yield from (_words(cell) for cell in cells)


def _known(letter: str) -> str:
    try:
        letter.encode("cp1252")
        return letter
    except UnicodeEncodeError:
        bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
        return bare.encode("cp1252", "ignore").decode("cp1252") or "?"


def to_pdf(page: Page) -> bytes:
    """The page as PDF. Its bytes depend on the page alone: no clock inside."""
    sheet = _Sheet(page)
    on = page.dated or UNDATED
    sheet.set_creation_date(datetime(on.year, on.month, on.day, tzinfo=UTC))
    sheet.put(page.title, 16, "B", 2)
    for text in page.lead:
        sheet.put(text, 10)
    for section in page.sections:
        _section(sheet, section)
    sheet.ln(3)
    for text in page.foot:
        sheet.put(text, 8)
    if sheet.is_simplified:
        sheet.put(SIMPLIFIED.get(page.language, SIMPLIFIED["en"]), 8)
    return bytes(sheet.output())


def _section(sheet: _Sheet, section: Section) -> None:
    if sheet.will_page_break(30):
        sheet.add_page()
    sheet.ln(3)
    sheet.put(section.heading, 12, "B")
    for part in section.parts:
        if isinstance(part, Table):
            _table(sheet, part)
        elif isinstance(part, Verdict):
            sheet.put(_words(part), 9, "B")
        else:
            sheet.put(part, 9)


def _table(sheet: _Sheet, table: Table) -> None:
    size = 7 if len(table.titles) >= MANY_COLUMNS else 8
    sheet.set_font(sheet.family, size=size)
    align = tuple("RIGHT" if place in table.right else "LEFT" for place in range(len(table.titles)))
    with sheet.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        text_align=align,
        line_height=size * 0.5,
        col_widths=_widths(table),
        headings_style=FontFace(emphasis="B", color=INK),
        padding=0.6,
    ) as made:
        for cells in [table.titles, *(part for each in table.rows for part in _low_enough(each))]:
            row = made.row()
            for cell in cells:
                row.cell(sheet.plain(_words(cell)))
    sheet.ln(2)


def _low_enough(cells: Sequence[str | Verdict]) -> Iterator[list[str | Verdict]]:
    """The row in parts that fit a page: a credit spread over a hundred charges is a hundred lines in one cell, and fpdf2
    refuses a row that is higher than a page. What a cell says once stands in the first part only.
    """
    pieces = [_pieces(cell) for cell in cells]
    for place in range(max(len(each) for each in pieces)):
        yield [each[place] if place < len(each) else "" for each in pieces]


def _pieces(cell: str | Verdict) -> list[str | Verdict]:
    words = _words(cell)
    lines = [line[at : at + LONGEST_LINE] for line in words.split("\n") for at in range(0, len(line) or 1, LONGEST_LINE)]
    if len(lines) <= LINES_A_ROW:
        return [cell]
    return ["\n".join(lines[at : at + LINES_A_ROW]) for at in range(0, len(lines), LINES_A_ROW)]


def _words(cell: str | Verdict) -> str:
    return MARKS[cell.is_good] + cell.words if isinstance(cell, Verdict) else cell


def _widths(table: Table) -> Sequence[int]:
    """Each column as wide as its longest line asks, within bounds, so that no column starves another."""
    columns = zip(table.titles, *table.rows, strict=True) if table.rows else [(title,) for title in table.titles]
    longest = [max(len(line) for cell in cells for line in (_words(cell).split("\n") or [""])) for cells in columns]
    return [min(max(length, 6), 48) for length in longest]
