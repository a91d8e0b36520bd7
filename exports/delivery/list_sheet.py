"""The rows of a work list, written into their sheet in one go.

Belongs here: the text of cells whose kind is known. Does not belong here: what stands in them or how wide and high they are
(worksheets.py); files that leave are written cell by cell (workbooks.py).

xlsxwriter keeps each cell as an object and asks of each what it may be, which for lists of thousands of rows took longer than
all else of their making. A test holds these sheets to be, byte for byte, what it makes itself of the same cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

Cell = tuple[str, Any]  # its kind (a key of the formats) and what is written; text where it is empty


class ListSheet(Worksheet):
    """A sheet with a row of titles, written as ever, and below it rows in which every column has a cell."""

    _rows: Sequence[Sequence[Cell]] = ()
    _formats: Mapping[str, Format] = {}

    def put_rows(self, rows: Sequence[Sequence[Cell]], formats: Mapping[str, Format]) -> None:
        """Take the rows that stand below the titles: text as text, numbers (whole, Decimal) as numbers, dates as dates."""
        if rows:
            self._check_dimensions(len(rows), len(rows[0]) - 1)
        index_of = self.str_table._get_shared_string_index
        self._rows = [
            [(kind, index_of(value) if kind == "text" and value is not None else value) for kind, value in row] for row in rows
        ]
        self._formats = formats

    def _write_rows(self) -> None:
        titles = sorted(self.table[0].items())
        spans = f"1:{len(titles)}"
        self._write_row(0, spans, self.row_info.get(0))
        for place, cell in titles:
            self._write_cell(0, place, cell)
        self._xml_end_tag("row")
        starts = [f'<c r="{xl_col_to_name(place)}' for place, _ in titles]
        looks: dict[str, str] = {}  # numbered as they are met, so that a format that no cell has does not come along
        serials: dict[date, str] = {}
        for number, row in enumerate(self._rows, start=1):
            self._write_row(number, spans, self.row_info.get(number))
            line = number + 1
            cells = []
            for start, (kind, value) in zip(starts, row, strict=True):
                look = looks.get(kind)
                if look is None:
                    look = looks[kind] = f'" s="{self._formats[kind]._get_xf_index()}"'
                if value is None:
                    cells.append(f"{start}{line}{look}/>")
                elif kind == "text":
                    cells.append(f'{start}{line}{look} t="s"><v>{value}</v></c>')
                elif kind == "date":
                    if value not in serials:
                        serials[value] = f"{self._convert_date_time(value):.16G}"
                    cells.append(f"{start}{line}{look}><v>{serials[value]}</v></c>")
                else:
                    cells.append(f"{start}{line}{look}><v>{value:.16G}</v></c>")
            self.fh.write("".join(cells))
            self._xml_end_tag("row")
        self._rows = ()  # book and sheet name each other, so these would stay until somebody looks for garbage
