"""What is known of a line of a proposed mapping file beside what the line says to a run: evidence, a question, a remark.

Belongs here: that data, and the line itself as values. Does not belong here: making lines (proposals/part.py), or their form as
TOML and the words of the list of questions (documents/proposal_text.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value]"
BY_CELLS = "geen titel zegt het, de cellen wel"
OF_ANOTHER = "deze lijst kan ook over iets anders gaan"


@dataclass(frozen=True)
class Evidence:
    """Why a title is taken for a column of ours; no cell is in it.

    Attributes:
        doubts: what a person has to know of it beside the counts, in Dutch.
        fit, of: how many cells are of the column's kind, of how many; both 0 where that says nothing.
        parts: the parts of the title that say it, where it is understood by these only.
        by_title: whether the title alone says it.
    """

    doubts: tuple[str, ...] = ()
    fit: int = 0
    of: int = 0
    parts: tuple[str, ...] = ()
    by_title: bool = False

    def but(self, *doubts: str) -> Evidence:
        """The same, with more to doubt."""
        return replace(self, doubts=(*self.doubts, *doubts))


@dataclass(frozen=True)
class Note:
    """What is known of a line.

    Attributes:
        asked: what a person is to look at, or to answer, in Dutch; empty: whether the line is right; None: nothing.
        evidence: of a title that was taken. options: the words of which an answer is one. times: how often a word stands there.
        remark: what the line is, where a reader could not know.
        is_derived: whether it follows from what kind a letter or contact is.
        shown: the text that a pattern was made of, or that stands beside a code.
        is_of_months: whether a pattern fits that text with any month.
        words: those below a title that nothing reads, of which some may not count.
        described: what a dictionary of fields says of the title.
        is_refused: whether a person said that the title which stood here is wrong.
        talk: what a conversation says of it, where the file says more.
        of_list: the table that a title speaks of, and that nothing gives. rest: what is asked once this is answered.
    """

    asked: str | None = None
    evidence: Evidence = Evidence()
    options: tuple[str, ...] = ()
    times: int = 0
    remark: str = ""
    is_derived: bool = False
    shown: str = ""
    is_of_months: bool = False
    words: tuple[str, ...] = ()
    described: str = ""
    is_refused: bool = False
    talk: str = ""
    of_list: str = ""
    rest: Line | None = None

    @property
    def asks(self) -> bool:
        """Whether a person has something to do with the line."""
        return self.asked is not None


NOTHING = Note()


def look(asked: str = "", *, times: int = 0, is_derived: bool = False, shown: str = "") -> Note:
    """A line that counts, and that a person is to look at."""
    return Note(asked, times=times, is_derived=is_derived, shown=shown)


def remark(text: str) -> Note:
    """A line that asks nothing."""
    return Note(remark=text)


def answer(asked: str = "", *, options: Sequence[str] = (), times: int = 0) -> Note:
    """A line that waits for what a person says."""
    return Note(asked, options=tuple(options), times=times)


def refused(asked: str) -> Note:
    """A line of which a person said that its title is wrong: it waits for another."""
    return Note(asked, is_refused=True)


@dataclass(frozen=True)
class Line:
    """One line of the file.

    Attributes:
        key: a setting, our column, their word or a pattern; empty where a person is asked without a line that could be right.
        value: what it is set to. waits: whether it counts only once a person has answered.
    """

    key: str
    value: Value
    note: Note = NOTHING
    waits: bool = False

    def untitled(self) -> Line:
        """The line without what it is set to, of which a person said that it is wrong."""
        return Line(self.key, "", self.note)


@dataclass(frozen=True)
class Section:
    """Lines of one kind: the settings of a block (``), `columns`, `values.category`."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Draft:
    """One block of the file: what one sheet gives of one table.

    Attributes:
        head: what is said of it as a whole. is_doubted: whether its list may be about something else, asked of it as a whole.
    """

    table: str
    head: Note
    sections: tuple[Section, ...]
    is_doubted: bool = False


@dataclass(frozen=True)
class Unused:
    """A title that nothing takes.

    Attributes:
        may_be: columns that its block lacks and that its cells may be.
        is_unclear: whether it gives days of contracts or people, and nobody knows which.
        words: what stands below it again and again, and how often.
    """

    title: str
    is_of_days: bool = False
    is_empty: bool = False
    may_be: tuple[str, ...] = ()
    is_unclear: bool = False
    words: tuple[tuple[str, int], ...] = ()

    @property
    def asks(self) -> bool:
        """Whether a person is to look at it."""
        return bool(self.may_be) or self.is_unclear


@dataclass(frozen=True)
class SheetDraft:
    """What is proposed for one sheet, and what of it is left.

    Attributes:
        more: how many further sheets of the same kind are read with it.
        title_row, rows: where its titles stand, and how many lines it has. totals: the lines of its totals, if it is one file.
        asked: what a person is asked of the sheet as a whole. has_totals: whether totals are passed over.
        untitled: the letters of columns that hold something below no title.
    """

    file: str
    sheet: str
    more: int
    title_row: int
    rows: int
    drafts: tuple[Draft, ...]
    has_totals: bool = False
    totals: tuple[int, ...] = ()
    asked: tuple[str, ...] = ()
    unused: tuple[Unused, ...] = ()
    untitled: tuple[str, ...] = ()
