"""The contract of feedback files: what a municipality or desk may tell us, and nothing beyond it.

The law has no ground for more than the word that help was accepted (docs/rules.md 4).
So a file with any other column is refused whole, and `nee` rows are counted and forgotten. Belongs here: the shape of the rows
that are kept, and reading them. Does not belong here: titles and layouts (feedback_titles.py), what a cell says
(feedback_cells.py), bytes and folders (exports.inbox), matching rows to signals (the dbt models).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from validations.feedback_cells import parse_date, split_house_number
from validations.feedback_layouts import ROW_COLUMNS, FeedbackLayout, plain
from validations.feedback_titles import FeedbackRefused, Form, form_of, forms

ACCEPTED, REFUSED, OTHER = "ja", "nee", "other"
ANSWER_OF = {"accepted": ACCEPTED, "not_accepted": REFUSED, "person": OTHER}


@dataclass(frozen=True, eq=False)
class Feedback:
    """What an accepted file says.

    Attributes:
        rows: columns `ROW_COLUMNS`, one line per answer that is not `nee`; text or None, `accepted_on` a date or None,
            `row_number` is its line as Excel counts, less one. Never shown by `repr`: it holds names.
        row_count: rows that hold anything, `nee` included.
        refused_count: `nee` rows; nothing else of them is kept.
        unnamed_count: rows with a status that the desk's layout does not name; each is a row for a person.
        change: the file and line in which to name it; empty where there is none.
    """

    rows: pd.DataFrame = field(repr=False)
    row_count: int
    refused_count: int
    unnamed_count: int = 0
    change: str = ""


def rows_contract() -> pa.DataFrameSchema:
    """The rows that are kept: no `nee` among them, real dates, one line per row number."""
    columns = {
        "row_number": pa.Column("int64", pa.Check.ge(1), unique=True),
        "last_name": _text(),
        "postcode": _text(),
        "house_number": _text(),
        "house_number_suffix": _text(),
        "answer": pa.Column(object, pa.Check.isin([ACCEPTED, OTHER])),
        "accepted_on": pa.Column(object, pa.Check(_is_date, element_wise=True, name="date"), nullable=True),
    }
    return pa.DataFrameSchema(columns, strict=True, ordered=True, name="feedback rows")


def _text() -> pa.Column:
    return pa.Column(object, pa.Check(_is_trimmed_text, element_wise=True, name="text"), nullable=True)


def _is_trimmed_text(value: object) -> bool:
    return isinstance(value, str) and value != "" and value == value.strip()


def _is_date(value: object) -> bool:
    return type(value) is date


def check_feedback(table: list[list[str]], layouts: Mapping[str, FeedbackLayout] | None = None, above: int = 0) -> Feedback:
    """Hold a table (first row: titles; cells: trimmed text) to the contract and read its rows.

    Args:
        table: as `exports.spreadsheets.read_table` gives it.
        layouts: the desks' own layouts by desk; those of the desks' files where not given. Our own titles always count.
        above: how many empty lines stand above the titles, so that a row is named by the line that Excel shows.

    Raises:
        FeedbackRefused: a column that is not allowed, missing, or there twice. The whole file is refused.
    """
    form, place = form_of(table, forms(layouts), above)
    lines: list[tuple[object, ...]] = []
    rows = refused = unnamed = 0
    for number, cells in enumerate(table[1:], start=1 + above):
        if not any(cells):
            continue
        rows += 1
        answer = parse_answer(cells[place["answer"]], form)
        if answer == REFUSED:
            refused += 1
            continue
        unnamed += form.desk is not None and plain(cells[place["answer"]]) not in form.meanings
        lines.append(_kept_line(number, cells, place, answer))
    return Feedback(_checked_rows(lines), rows, refused, unnamed, form.change("accepted") if unnamed else "")


def _kept_line(number: int, cells: list[str], place: dict[str, int], answer: str) -> tuple[object, ...]:
    house_number = cells[place["house_number"]]
    suffix = cells[place["house_number_suffix"]] if "house_number_suffix" in place else ""
    if not suffix:
        house_number, suffix = split_house_number(house_number)
    return (
        number,
        cells[place["last_name"]] or None,
        cells[place["postcode"]] or None,
        house_number or None,
        suffix or None,
        answer,
        parse_date(cells[place["accepted_on"]]),
    )


def _checked_rows(lines: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(lines, columns=list(ROW_COLUMNS), dtype=object).astype({"row_number": "int64"})
    try:
        return rows_contract().validate(frame, lazy=True)
    except SchemaErrors:  # quotes values; cannot happen while the reading above is right
        raise FeedbackRefused("row_contract") from None


def parse_answer(text: str, form: Form) -> str:
    """`ja` or `nee` by what the form says a status means; any other word, or none, is `other`: a row for a person."""
    return ANSWER_OF[form.meanings.get(plain(text), "person")]
