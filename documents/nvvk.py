"""The NVVK application: in which municipalities there are dwellings but no agreement, and what that costs in signals.

Belongs here: the sheet with the application form's fields. Does not belong here: the count per municipality
(marts.municipalities_to_apply_for) or the decision that a missing agreement blocks (dbt).

Source: the work instruction, "Overeenkomsten met gemeenten": agreements are made through the NVVK portal, whichever
desk a municipality uses; the applicant names the municipalities in which it has tenants. No tenant or lease is in this
list.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exports.delivery.worksheets import HIGHEST_ROW, LINE_HEIGHT
from exports.ground.files import write_atomically

FILE_NAME = "NVVK-aanvraag.xlsx"

# The form's fields, in its order; the organisation fills in the rest itself.
FORM_FIELDS = (
    "Type signaalpartner",
    "Organisatie signaalpartner",
    "Contactpersoon Vroegsignalering namens de signaalpartner",
    "E-mailadres contactpersoon Vroegsignalering",
    "Naam en e-mailadres van de contactpersoon beschikbaar stellen aan deelnemende gemeenten en softwareleveranciers (JA/NEE)",
    "Tekenbevoegde namens signaalpartner",
    "Functie van tekenbevoegde",
    "E-mailadres van tekenbevoegde",
    "Mobiel telefoonnummer van tekenbevoegde voor 2-stapsverificatie via sms (optioneel)",
)
FIELD_WIDTH = 55
MUNICIPALITIES_FIELD = "Gemeenten waarin de organisatie diensten levert aan natuurlijke personen"

ROWS_SQL = """
select * from marts.municipalities_to_apply_for
order by blocked_by_this_alone desc, blocked desc, dwellings desc, municipality_name
"""


@dataclass(frozen=True)
class NvvkRow:
    """One municipality with dwellings and no agreement in force on the as-of date.

    Attributes:
        municipality_code, name: the municipality.
        dwellings: leases of dwellings that run on that day, small landlords' left out.
        in_arrears: of these, how many have arrears.
        blocked: of these, how many signals are blocked by the missing agreement, perhaps among other reasons.
        blocked_by_this_alone: how many would be delivered if the agreement were there.
        applied_on: an application that was not signed yet, or None.
        ended_on: an agreement that ended, or None.
    """

    municipality_code: str
    name: str
    dwellings: int
    in_arrears: int
    blocked: int
    blocked_by_this_alone: int
    applied_on: date | None
    ended_on: date | None

    @property
    def state(self) -> str:
        """What stands in the way, in Dutch."""
        if self.applied_on:
            return f"aangevraagd op {self.applied_on:%d-%m-%Y}, nog niet getekend"
        return f"overeenkomst geëindigd op {self.ended_on:%d-%m-%Y}" if self.ended_on else "nog aan te vragen"


def nvvk_rows(con: duckdb.DuckDBPyConnection) -> list[NvvkRow]:
    """The municipalities to apply for, those that block most signals first; `con` is the warehouse after a run."""
    return [NvvkRow(*row) for row in con.execute(ROWS_SQL).fetchall()]


def write_nvvk(path: Path, rows: Iterable[NvvkRow], applicant: Mapping[str, str] | None = None) -> int:
    """Writes the workbook: the form's fields to copy from, and the municipalities; gives how many there are.

    Args:
        path: where it is to stand, such as `worklists/NVVK-aanvraag.xlsx`.
        rows: as `nvvk_rows` gives them.
        applicant: form field -> what to fill in, by the names of `FORM_FIELDS`; what is missing stays empty.

    Raises:
        ValueError: `applicant` names a field that the form does not have.
    """
    found = list(rows)
    unknown = sorted((applicant or {}).keys() - set(FORM_FIELDS))
    if unknown:
        raise ValueError(f"the form has no field {', '.join(unknown)}")
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "NVVK-aanvraag", "created": datetime(2000, 1, 1)})  # the bytes depend on the rows alone
        heads = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        _form_sheet(book, heads, found, applicant or {})
        _municipality_sheet(book, heads, found)
    write_atomically(path, target.getvalue())
    return len(found)


def _form_sheet(book: xlsxwriter.Workbook, heads: Format, rows: list[NvvkRow], applicant: Mapping[str, str]) -> None:
    sheet = book.add_worksheet("Formulier")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, FIELD_WIDTH)
    sheet.set_column(1, 1, 60)
    sheet.write_string(0, 0, "Veld van het aanmeldformulier", heads)
    sheet.write_string(0, 1, "In te vullen", heads)
    values = {"Type signaalpartner": "Verhuurder", **applicant}
    to_apply = [row for row in rows if not row.applied_on]
    fields = [(field, values.get(field, "")) for field in FORM_FIELDS]
    fields.append((MUNICIPALITIES_FIELD, "\n".join(sorted(row.name for row in to_apply))))
    for line, (field, value) in enumerate(fields, start=1):
        sheet.write_string(line, 0, field, wrapped)
        sheet.write_string(line, 1, value, wrapped)
        # Not every program makes room for broken lines by itself.
        lines = max(-(-len(field) // FIELD_WIDTH), value.count("\n") + 1)
        sheet.set_row(line, min(LINE_HEIGHT * lines, HIGHEST_ROW))
    _for_paper(sheet)


def _municipality_sheet(book: xlsxwriter.Workbook, heads: Format, rows: list[NvvkRow]) -> None:
    sheet = book.add_worksheet("Gemeenten")
    titles = (
        "Gemeentecode", "Gemeente", "Woningen", "Met achterstand", "Meldingen tegengehouden",
        "Waarvan alleen hierdoor", "Stand van zaken",
    )  # fmt: skip
    for place, (title, width) in enumerate(zip(titles, (14, 28, 12, 12, 16, 16, 45), strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, heads)
    for line, row in enumerate(rows, start=1):
        sheet.write_string(line, 0, row.municipality_code)
        sheet.write_string(line, 1, row.name)
        for place, number in enumerate((row.dwellings, row.in_arrears, row.blocked, row.blocked_by_this_alone), start=2):
            sheet.write_number(line, place, number)
        sheet.write_string(line, 6, row.state)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(titles) - 1)
    _for_paper(sheet)


def _for_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
