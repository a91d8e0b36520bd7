"""The rows of a work list, written into their sheet in one go.

Belongs here: the text of cells whose kind is known. Does not belong here: what stands in them or how wide and high they are
(worksheets.py); files that leave are written cell by cell (workbooks.py).

xlsxwriter keeps each cell as an object and asks of each what it may be, which for lists of thousands of rows took longer than
all else of their making. Here the text of each different cell of a column is made once, and a row is its cells' texts put
together. A test holds these sheets to be, byte for byte, what it makes itself of the same cells.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

Cell = tuple[str, Any]  # its kind (a key of the formats) and what is written; text where it is empty
T = TypeVar("T")


@dataclass(frozen=True)
class ColumnCells:
    """The cells of one column, each different one once.

    Attributes:
        keys: which cell stands in each row.
        first: the first row with each key, the first row being 0.
        cells: the cell of each key.
    """

    keys: Sequence[Hashable]
    first: Mapping[Hashable, int]
    cells: Mapping[Hashable, Cell]

    def in_rows(self, made: Mapping[Hashable, T]) -> Iterator[T]:
        """Row by row, what was made of the cell that stands there."""
        return map(made.__getitem__, self.keys)


class ListSheet(Worksheet):
    """A sheet with a row of titles, written as ever, and below it rows in which every column has a cell."""

    _columns: Sequence[ColumnCells] = ()
    _heights: Sequence[int] = ()
    _formats: Mapping[str, Format] = {}
    _numbers: Mapping[str, int] = {}

    def put_columns(self, columns: Sequence[ColumnCells], heights: Sequence[int], formats: Mapping[str, Format]) -> None:
        """Take what stands below the titles: text as text, numbers (whole, Decimal) as numbers, dates as dates.

        `heights`: of each row, in points; 0 where it is as high as any.
        """
        if heights:
            self._check_dimensions(len(heights), len(columns) - 1)
        self._columns, self._heights, self._formats = columns, heights, formats
        self._numbers = self._shared(columns)

    def _shared(self, columns: Sequence[ColumnCells]) -> dict[str, int]:
        """The number of each text among those that the book's sheets share: row by row, as they are met."""
        met = []
        for place, column in enumerate(columns):
            texts = {key: value for key, (kind, value) in column.cells.items() if kind == "text" and value is not None}
            self.str_table.count += sum(map(texts.__contains__, column.keys)) - len(texts)  # asking for a number counts one
            met += [(column.first[key], place, value) for key, value in texts.items()]
        return {value: self.str_table._get_shared_string_index(value) for _, _, value in sorted(met)}

    def _write_rows(self) -> None:
        titles = sorted(self.table[0].items())
        spans = f"1:{len(titles)}"
        self._write_row(0, spans, self.row_info.get(0))
        for place, cell in titles:
            self._write_cell(0, place, cell)
        self._xml_end_tag("row")
        # A row's own number stands behind `<row r="` and in each of its cells; between these stand the texts put together here.
        begins = [f'<c r="{xl_col_to_name(place)}' for place, _ in titles]
        looks = self._looks()
        texts = [
            column.in_rows({key: f"{self._text(cell, looks)}{after}" for key, cell in column.cells.items()})
            for column, after in zip(self._columns, [*begins[1:], "</row>"], strict=True)
        ]
        heads = {height: f'" spans="{spans}"{_high(height)}>{begins[0]}' for height in set(self._heights)}
        rows = zip(map(heads.__getitem__, self._heights), *texts, strict=True)
        self.fh.writelines(str(number).join(('<row r="', *row)) for number, row in enumerate(rows, start=2))
        self._columns, self._numbers = (), {}  # book and sheet name each other: these would stay until garbage is looked for

    def _looks(self) -> dict[str, str]:
        """The look of each kind of cell, numbered as they are met, so that a format that no cell has does not come along."""
        met: dict[str, tuple[int, int]] = {}
        for place, column in enumerate(self._columns):
            rows = {column.first[key]: kind for key, (kind, _) in column.cells.items()}
            for kind in set(rows.values()):
                row = 0 if rows[0] == kind else min(row for row, of_row in rows.items() if of_row == kind)
                met[kind] = min(met.get(kind, (row, place)), (row, place))
        return {kind: f'" s="{self._formats[kind]._get_xf_index()}"' for kind in sorted(met, key=met.__getitem__)}

    def _text(self, cell: Cell, looks: Mapping[str, str]) -> str:
        """A cell from behind the number of its row."""
        kind, value = cell
        if value is None:
            return f"{looks[kind]}/>"
        if kind == "text":
            return f'{looks[kind]} t="s"><v>{self._numbers[value]}</v></c>'
        number = self._convert_date_time(value) if isinstance(value, date) else value
        return f"{looks[kind]}><v>{number:.16G}</v></c>"


def _high(height: int) -> str:
    """What says that a row is higher than others, in whole pixels as `set_row` takes it; nothing where it is not."""
    return f' ht="{int(height * 4 / 3 + 0.5) * 0.75:.16g}" customHeight="1"' if height else ""
