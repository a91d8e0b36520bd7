"""The contract of feedback files: what a municipality or desk may tell us, and nothing beyond it.

The law has no ground for more than the word that help was accepted (rules.md, "What may leave, and what may come in").
So a file with any other column is refused whole, and `nee` rows are counted and forgotten. Belongs here: the titles,
the shape of the rows that are kept, reading answers and dates. Does not belong here: bytes and folders (exports.inbox),
matching rows to signals (the dbt models).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrorReason, SchemaErrors

# Title as people write it: our column. The last one may be absent.
COLUMN_OF_TITLE = {
    "Achternaam": "last_name",
    "Postcode": "postcode",
    "Huisnummer": "house_number",
    "Hulp geaccepteerd": "answer",
    "Datum": "accepted_on",
    "Huisnummer toevoeging": "house_number_suffix",
}
OPTIONAL_TITLES = ("Huisnummer toevoeging",)
ROW_COLUMNS = ("row_number", "last_name", "postcode", "house_number", "house_number_suffix", "answer", "accepted_on")

ACCEPTED, REFUSED, OTHER = "ja", "nee", "other"

# With a time of day: how a workbook's date cell that holds one reads; the day is plain, so it counts.
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?: [0-9]{2}:[0-9]{2}:[0-9]{2})?")
_DUTCH_DATE = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")


class FeedbackRefused(Exception):
    """The file is readable but its columns are not the agreed ones. Names our own titles only, never the file's.

    Attributes:
        rule: `column_not_allowed` (with `count`: a title may itself be somebody's data), `column_twice` or
            `column_missing` (with `titles`: the required ones of ours), or `row_contract`.
        advice: what the sender can do, in English; `advice_nl` the same in Dutch.
    """

    def __init__(self, rule: str, *, count: int = 0, titles: Sequence[str] = ()) -> None:
        self.rule = rule
        self.count = count
        self.titles = tuple(titles)
        dutch, english = _ADVICE[rule]
        words = {"count": count, "titles": ", ".join(titles), "allowed": ", ".join(COLUMN_OF_TITLE)}
        self.advice_nl = dutch.format(**words)
        self.advice = english.format(**words)
        super().__init__(f"{rule}: {self.advice}")


_ADVICE = {
    "column_not_allowed": (
        "Het bestand heeft {count} kolom(men) die niet mogen. De wet geeft geen grond voor meer dan: {allowed}. "
        "Verwijder de andere kolommen en stuur het opnieuw.",
        "The file has {count} column(s) that are not allowed. The law has no ground for more than: {allowed}. "
        "Remove the other columns and send it again.",
    ),
    "column_twice": (
        "Deze kolom staat er meer dan eens in: {titles}. Laat een ervan staan en stuur het opnieuw.",
        "This column is there more than once: {titles}. Keep one of them and send it again.",
    ),
    "column_missing": (
        "Deze verplichte kolom ontbreekt: {titles}. De eerste rij moet de titels bevatten. Stuur het opnieuw.",
        "This required column is missing: {titles}. The first row must hold the titles. Send it again.",
    ),
    "row_contract": (
        "De rijen konden niet veilig worden gelezen. Meld dit bij de beheerder van Vroegsignaal.",
        "The rows could not be read safely. Report this to whoever runs Vroegsignaal.",
    ),
}


@dataclass(frozen=True, eq=False)
class Feedback:
    """What an accepted file says.

    Attributes:
        rows: columns `ROW_COLUMNS`, one line an answer that is not `nee`; text or None, `accepted_on` a date or None,
            `row_number` counted from the first row below the titles. Never shown by `repr`: it holds names.
        row_count: rows that hold anything, `nee` included.
        refused_count: `nee` rows; nothing else of them is kept.
    """

    rows: pd.DataFrame = field(repr=False)
    row_count: int
    refused_count: int


def titles_contract() -> pa.DataFrameSchema:
    """The columns a feedback file may have, by our names: strict, none twice, one optional, in any order."""
    columns = {column: pa.Column(object, required=title not in OPTIONAL_TITLES) for title, column in COLUMN_OF_TITLE.items()}
    return pa.DataFrameSchema(columns, strict=True, unique_column_names=True, name="feedback titles")


def rows_contract() -> pa.DataFrameSchema:
    """The rows that are kept: no `nee` among them, real dates, one line a row number."""
    text = {"dtype": object, "nullable": True, "checks": pa.Check(_is_trimmed_text, element_wise=True, name="text")}
    columns = {
        "row_number": pa.Column("int64", pa.Check.ge(1), unique=True),
        "last_name": pa.Column(**text),
        "postcode": pa.Column(**text),
        "house_number": pa.Column(**text),
        "house_number_suffix": pa.Column(**text),
        "answer": pa.Column(object, pa.Check.isin([ACCEPTED, OTHER])),
        "accepted_on": pa.Column(object, pa.Check(_is_date, element_wise=True, name="date"), nullable=True),
    }
    return pa.DataFrameSchema(columns, strict=True, ordered=True, name="feedback rows")


def _is_trimmed_text(value: object) -> bool:
    return isinstance(value, str) and value != "" and value == value.strip()


def _is_date(value: object) -> bool:
    return type(value) is date


def check_feedback(table: list[list[str]]) -> Feedback:
    """Hold a table (first row: titles; cells: trimmed text) to the contract and read its rows.

    Raises:
        FeedbackRefused: a column that is not allowed, missing, or there twice. The whole file is refused.
    """
    titles, body = table[0], table[1:]
    columns = [_column_of(title) for title in titles]
    wanted = [n for n, column in enumerate(columns) if column is not None or _holds_a_value(titles, body, n)]
    _refuse_other_columns([columns[n] for n in wanted])
    place = {columns[n]: n for n in wanted}

    lines, rows, refused = [], 0, 0
    for number, cells in enumerate(body, start=1):
        if not any(cells):
            continue
        rows += 1
        answer = parse_answer(cells[place["answer"]])
        if answer == REFUSED:
            refused += 1
            continue
        lines.append(_kept_line(number, cells, place, answer))
    return Feedback(_checked_rows(lines), rows, refused)


def _column_of(title: str) -> str | None:
    """Our column for a title in any case and spacing."""
    return _COLUMN_OF_PLAIN_TITLE.get(" ".join(title.split()).casefold())


_COLUMN_OF_PLAIN_TITLE = {title.casefold(): column for title, column in COLUMN_OF_TITLE.items()}


def _holds_a_value(titles: list[str], body: list[list[str]], place: int) -> bool:
    """A column with neither a title nor a value is what a stray delimiter leaves behind: no column at all."""
    return titles[place] != "" or any(cells[place] for cells in body)


def _refuse_other_columns(columns: list[str | None]) -> None:
    """Ask the contract about the columns alone, before any row is looked at."""
    unknown = sum(1 for column in columns if column is None)
    labels = [column or f"not allowed {place}" for place, column in enumerate(columns)]
    try:
        titles_contract().validate(pd.DataFrame(columns=labels, dtype=object), lazy=True)
    except SchemaErrors as errors:
        reasons = {error.reason_code for error in errors.schema_errors}
    else:
        return
    if SchemaErrorReason.COLUMN_NOT_IN_SCHEMA in reasons:
        raise FeedbackRefused("column_not_allowed", count=unknown) from None
    if SchemaErrorReason.DUPLICATE_COLUMN_LABELS in reasons:
        twice = [title for title, column in COLUMN_OF_TITLE.items() if columns.count(column) > 1]
        raise FeedbackRefused("column_twice", titles=twice) from None
    missing = [t for t, column in COLUMN_OF_TITLE.items() if t not in OPTIONAL_TITLES and column not in columns]
    raise FeedbackRefused("column_missing", titles=missing) from None


def _kept_line(number: int, cells: list[str], place: dict[str | None, int], answer: str) -> tuple[object, ...]:
    suffix = cells[place["house_number_suffix"]] if "house_number_suffix" in place else ""
    return (
        number,
        cells[place["last_name"]] or None,
        cells[place["postcode"]] or None,
        cells[place["house_number"]] or None,
        suffix or None,
        answer,
        parse_date(cells[place["accepted_on"]]),
    )


def _checked_rows(lines: list[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(lines, columns=list(ROW_COLUMNS), dtype=object).astype({"row_number": "int64"})
    try:
        return rows_contract().validate(frame, lazy=True)
    except SchemaErrors:  # quotes values; cannot happen while the reading above is right
        raise FeedbackRefused("row_contract") from None


def parse_answer(text: str) -> str:
    """`ja` and `nee` in any case; any other word, or none, is `other`: a row for a person."""
    word = text.strip().casefold()
    return word if word in (ACCEPTED, REFUSED) else OTHER


def parse_date(text: str) -> date | None:
    """A calendar date written as 2026-04-22 or 22-04-2026 (also 2-4-2026); anything else is None, never a guess."""
    text = text.strip()
    iso, dutch = _ISO_DATE.fullmatch(text), _DUTCH_DATE.fullmatch(text)
    if iso:
        year, month, day = iso.groups()
    elif dutch:
        day, month, year = dutch.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
