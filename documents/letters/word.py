"""A letter as a Word document: the page, its parts, and fields that are filled or left for a letter system to fill.

Belongs here: how a letter looks and how a field is written. Does not belong here: what it says (texts/), to whom it goes
(due.py), where it is put (make.py).

The bytes depend on the letter alone: no clock gets into the file. A kind of letter is laid out once, with marks where
the values go; each letter is then that page with its values put in, since laying out takes a hundred times longer.
"""

from __future__ import annotations

import io
import re
import string
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from documents.letters.wording import LetterText, SenderText, sender_text
from documents.manager import ManagerFacts

FONT, SIZE = "Calibri", 11
BODY = "word/document.xml"
TABLE_ROW = re.compile(r"<w:tr(?:\s[^>]*)?>.*?</w:tr>", re.DOTALL)
MADE_ON = datetime(2000, 1, 1)  # inside each document in place of the clock
IN_ZIP = (2000, 1, 1, 0, 0, 0)
SOFT = RGBColor(0x4A, 0x5B, 0x69)

# The fields of a letter and the names under which a letter system fills them.
MERGE_NAMES = {
    "naam": "Naam",
    "adres": "Adres",
    "plaats": "Postcode_plaats",
    "datum": "Datum",
    "kenmerk": "Kenmerk",
    "bedrag": "Bedrag",
    "incassokosten": "Incassokosten",
    "gegevens": "Gegevens",
    "posten": "Openstaande_posten",
}


LINE_FIELDS = ("vervaldatum", "omschrijving", "open")
# Characters of the private use area, so that no text can hold one: a mark is a field's name between the two.
MARK = "\ue000{}\ue001"


@dataclass(frozen=True)
class Layout:
    """A kind of letter, laid out for one manager.

    Attributes:
        rest: the file without the parts that differ from letter to letter, packed once.
        marked: those parts by their names, with marks where the values go.
    """

    rest: bytes
    marked: Mapping[str, str]


@dataclass(frozen=True)
class Content:
    """What stands in one letter.

    Attributes:
        values: the text of each field of `MERGE_NAMES` but `posten`, by its name.
        items: (due date, what, amount) of each open charge, as texts.
    """

    values: Mapping[str, str]
    items: Sequence[tuple[str, str, str]]


def lay_out(text: LetterText, manager: ManagerFacts) -> Layout:
    """The letter with marks for the values, for `letter_bytes`."""
    marks = {field: MARK.format(field) for field in MERGE_NAMES if field != "posten"}
    parts = _parts(_document(text, manager, marks))
    marked = {name: content.decode() for name, content in parts.items() if name == BODY or "/footer" in name}
    return Layout(_zipped({name: content for name, content in parts.items() if name not in marked}), marked)


def letter_bytes(layout: Layout, content: Content) -> bytes:
    """One letter as a .docx file."""
    parts = dict(layout.marked)
    row = next(found for found in TABLE_ROW.findall(parts[BODY]) if MARK.format(LINE_FIELDS[0]) in found)
    lines = [_put_in(row, dict(zip(LINE_FIELDS, item, strict=True))) for item in content.items]
    parts[BODY] = parts[BODY].replace(row, "".join(lines))
    return _zipped({name: _put_in(xml, content.values).encode() for name, xml in parts.items()}, layout.rest)


def template_bytes(text: LetterText, manager: ManagerFacts) -> bytes:
    """The letter with a MERGEFIELD for each value, for a letter system to fill."""
    return _zipped(_parts(_document(text, manager, {})))


def _put_in(xml: str, values: Mapping[str, str]) -> str:
    for field, value in values.items():
        xml = xml.replace(MARK.format(field), escape(_printable(value)))
    return xml


def _printable(value: str) -> str:
    """The value without characters that XML cannot hold; a source may have them in a name."""
    return "".join(sign for sign in value if sign >= " " and not "\ue000" <= sign <= "\ue001" and sign < "\ufffe")


def _document(text: LetterText, manager: ManagerFacts, marks: Mapping[str, str]) -> WordDocument:
    values = dict(marks) | {
        "privacy": f" ({manager.privacy_statement})" if manager.privacy_statement else "",
        "bezwaaradres": manager.objection_address or "[bezwaaradres]",
    }
    sender = sender_text(manager)
    document = _page(text, manager, sender, marks)
    put = _putter(values)
    _address(document, put)
    _reference(document, text, put)
    _paragraph(document, "Geachte heer, mevrouw,", put)
    for paragraph in text.opening:
        _paragraph(document, paragraph, put)
    _items(document, put, is_template=not marks)
    last = " ".join(filter(None, (sender.telephone, sender.complaint)))
    for paragraph in filter(None, (sender.payment, *text.statutory, *text.closing, last)):
        _paragraph(document, paragraph, put)
    _goodbye(document, manager)
    return document


Putter = Callable[[Paragraph, str], None]


def _putter(values: Mapping[str, str]) -> Putter:
    """Writes a paragraph's words, with each {field} as its value or as a merge field."""

    def put(paragraph: Paragraph, words: str) -> None:
        for literal, field, _, _ in string.Formatter().parse(words):
            if literal:
                paragraph.add_run(literal)
            if field is None:
                continue
            if field in values:
                paragraph.add_run(values[field])
            else:
                _merge_field(paragraph, MERGE_NAMES[field])

    return put


def _merge_field(paragraph: Paragraph, name: str) -> None:
    """A real MERGEFIELD, shown as «name» until a letter system fills it."""
    for kind, words in (("begin", ""), ("", f" MERGEFIELD {name} "), ("separate", ""), ("shown", f"«{name}»"), ("end", "")):
        run = paragraph.add_run(words if kind == "shown" else "")
        if kind == "":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = words
            run._r.append(code)
        elif kind != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _page(text: LetterText, manager: ManagerFacts, sender: SenderText, marks: Mapping[str, str]) -> WordDocument:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.element.rPr.append(_dutch())
    style.paragraph_format.space_after = Pt(8)
    style.paragraph_format.line_spacing = 1.1
    facts = document.core_properties
    facts.author, facts.title, facts.language = manager.name, text.name.capitalize(), "nl-NL"
    facts.created = facts.modified = MADE_ON
    facts.comments = f"Tekst {text.version_id}"
    _letterhead(document, manager)
    _foot(section, text, sender, marks)
    return document


def _dutch() -> Any:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    return language


def _letterhead(document: WordDocument, manager: ManagerFacts) -> None:
    name = document.add_paragraph()
    name.paragraph_format.space_after = Pt(0)
    run = name.add_run(manager.name)
    run.bold, run.font.size = True, Pt(15)
    for words in (manager.address, " · ".join(filter(None, (manager.telephone, manager.website)))):
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        _soft(line.add_run(words), 9)


def _foot(section: Section, text: LetterText, sender: SenderText, marks: Mapping[str, str]) -> None:
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _soft(foot.add_run(" · ".join(filter(None, (sender.register, text.version_id, marks.get("kenmerk"))))), 8)


def _soft(run: Run, points: int = 10) -> None:
    run.font.size, run.font.color.rgb = Pt(points), SOFT


def _address(document: WordDocument, put: Putter) -> None:
    """Where the window of a Dutch envelope shows it: left, about five centimetres from the top."""
    for place, words in enumerate(("{naam}", "{adres}", "{plaats}")):
        line = document.add_paragraph()
        line.paragraph_format.space_before = Pt(42 if place == 0 else 0)
        line.paragraph_format.space_after = Pt(44 if place == 2 else 0)
        put(line, words)


def _reference(document: WordDocument, text: LetterText, put: Putter) -> None:
    table = _table(document, (3, 13))
    for title, words in (("Datum", "{datum}"), ("Ons kenmerk", "{kenmerk}"), ("Betreft", text.subject)):
        cells = table.add_row().cells
        for cell in cells:
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        _soft(cells[0].paragraphs[0].add_run(title))
        put(cells[1].paragraphs[0], words)
        if title == "Betreft":
            for run in cells[1].paragraphs[0].runs:
                run.bold = True
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _table(document: WordDocument, widths: Sequence[float]) -> Table:
    """A table without lines, with columns of these widths in centimetres, whatever the program that opens it."""
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def _paragraph(document: WordDocument, words: str, put: Putter) -> None:
    put(document.add_paragraph(), words)


def _items(document: WordDocument, put: Putter, *, is_template: bool) -> None:
    if is_template:
        _paragraph(document, "{posten}", put)
        return
    table = _table(document, (3, 9, 4))
    charge = tuple(MARK.format(field) for field in LINE_FIELDS)
    lines = [("Vervaldatum", "Omschrijving", "Open"), charge, ("", "Samen", MARK.format("bedrag"))]
    for place, line in enumerate(lines):
        row = table.add_row()
        is_title, is_total = place == 0, place == len(lines) - 1
        for column, (cell, words) in enumerate(zip(row.cells, line, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.paragraph_format.keep_with_next = not is_total
            if column == 2:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(words)
            run.bold = is_total
            if is_title:
                _soft(run)
            if is_title or is_total:
                _rule(cell, "bottom" if is_title else "top")
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _rule(cell: _Cell, edge: str) -> None:
    borders, line = OxmlElement("w:tcBorders"), OxmlElement(f"w:{edge}")
    for key, value in (("val", "single"), ("sz", "6"), ("color", "8896A3")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


def _goodbye(document: WordDocument, manager: ManagerFacts) -> None:
    end = document.add_paragraph("Met vriendelijke groet,")
    end.paragraph_format.space_before = Pt(10)
    end.paragraph_format.keep_with_next = True
    document.add_paragraph(manager.name)


def _parts(document: WordDocument) -> dict[str, bytes]:
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source:
        return {name: source.read(name) for name in source.namelist()}


def _zipped(parts: Mapping[str, bytes], rest: bytes = b"") -> bytes:
    """The parts as a file, behind those packed before, all dated alike, so that the same letter is the same file."""
    target = io.BytesIO(rest)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name, IN_ZIP), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
