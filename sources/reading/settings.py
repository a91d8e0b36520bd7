"""Settings of `landing/mapping.toml` that hold several things: columns of months, later lines, matched lines, lookups, sheets.

Belongs here: the data, and of which table the last of days is asked. Does not belong here: reading them from the file (rules.py),
or what they do (lines.py, next.py, matched.py, lookup.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sources.reading.nothing import key_of

NAME_DAY = "(naam)"  # as a constant, or as a part of a made number: the day in the name of the file or sheet
OF_CHARGE = " (vordering)"  # behind a title: what the charge that was matched with a line has there
MONTH_TITLES = ("(maand)", "(cel)")  # titles of what one column per month becomes: its first day, and what stood there
BETWEEN_SHEETS = "/"  # between the names of several worksheets; no sheet's name can hold it


def is_sign(part: str) -> bool:
    """Whether a part of a made number is a sign between the others, such as `-`, and neither a column of ours nor a title."""
    return not part.startswith("=") and not any(map(str.isalnum, part))


def sheet_of(said: Mapping[str, Any]) -> dict[str, str]:
    """What a block or a lookup says of sheets, as one text; nothing where it says nothing."""
    names = said.get("sheet")
    return {} if names is None else {"sheet": names if isinstance(names, str) else BETWEEN_SHEETS.join(names)}


@dataclass(frozen=True)
class Months:
    """A sheet with one column per month.

    Attributes:
        titles: their title -> `2026-04`, or `04` where the file's name holds the year.
        between: the titles of the first and last day of a lease: only months that begin between them count.
        marks: a mark such as `x` -> the title below which the amount stands that it stands for.
        beside: a title of our own -> the titles of each month's further columns, and their months: the day of what came in.
    """

    titles: Mapping[str, str]
    between: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def own_titles(self) -> tuple[str, ...]:
        """The titles that it makes itself: the month, what stood in its cell, and what stands beside that."""
        return (*MONTH_TITLES, *self.beside)

    @property
    def read_titles(self) -> tuple[str, ...]:
        """The titles of the sheet that it reads, whichever month each is of."""
        return (*self.titles, *self.between, *(title for titles in self.beside.values() for title in titles))


@dataclass(frozen=True)
class NextLine:
    """The line on which an export says what became of an earlier one.

    Attributes:
        same: the title whose number both lines have.
        only: the title and words of the later line.
        take: the title of its day, and of the earlier one's.
    """

    same: str
    only: Mapping[str, tuple[str, ...]]
    take: str


@dataclass(frozen=True)
class Matched:
    """The charges that an export matches with a block's lines by a number that all of them bear (`Afletternr.`).

    Attributes:
        same: the titles below which lines that belong together have the same: whose they are, and that number.
        only: title -> the words of the lines of charges. amount: the title of their amounts, where these stand in debit and those
            of receipts in credit.
    """

    same: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]]
    amount: str = ""

    @property
    def read_titles(self) -> tuple[str, ...]:
        return (*self.same, *self.only, *([self.amount] if self.amount else []))


@dataclass(frozen=True)
class Lookup:
    """What another export says beside a number or name.

    Attributes:
        own: their title here.
        file: the other export. key, take: its title for the same, and the one to take.
        only: its title -> the words of the lines that count, where somebody stands there more than once. skip: its title ->
            patterns of lines that do not count.
        opening: how it is opened (`sheet`, `title_row`, `encoding`, ...), where no block of that file says so.
    """

    own: str
    file: str
    key: str
    take: str
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opening: Mapping[str, Any] = field(default_factory=dict)
    skip: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def sheet(self) -> str | None:
        """Of a workbook; None as the block of that file says."""
        said = self.opening.get("sheet")
        return None if said is None else str(said)


def small(words: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Title -> words, as words are compared."""
    return {title: tuple(map(key_of, found)) for title, found in words.items()}


def misplaced(table: str, said: Mapping[str, Any]) -> list[str]:
    """What is wrong with settings that are of one table only, or that ask for another."""
    is_last = said.get("rows") == "last" and (table != "export_info" or "bank_cut_off_on" not in said["columns"])
    is_parted = "only" in said or "amount" in said.get("matched", {})
    is_matched = table == "allocations" and is_parted and "amount" in said["columns"]
    found = {
        "next_line: zeg met only welke regels de eerste zijn.": "next_line" in said and "only" not in said,
        'rows = "last" hoort bij bank_cut_off_on van export_info: de laatste dag van de bank.': is_last,
        "take_sign hoort bij een titel voor amount.": "take_sign" in said and "amount" not in said["columns"],
        "matched hoort bij allocations, met only voor de ontvangsten en amount onder columns.": "matched" in said
        and not is_matched,
    }
    return [f"[{table}] {text}" for text, is_so in found.items() if is_so]
