"""What a proposal is made of: the sheets looked at, and for each table the titles chosen from one of them.

Belongs here: the data. Does not belong here: choosing (recognition/sheets.py), or the lines of the file (proposals/part.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sources.words.months import MonthColumns, sheet_of_a_month
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile

SURE, LIKELY = "zeker", "waarschijnlijk"


@dataclass(frozen=True)
class Described:
    """A title that a dictionary of fields explains.

    Attributes:
        title: what it is read as. in_file: the title as it stands there. text: the whole description.
        codes: the list of codes that the description names. means: codes that it explains itself.
        is_cut: whether the description says more than the title that was made of it. is_spelled_out: whether no dictionary says
            it, but the short forms in the title (words/abbreviations.py).
    """

    title: str
    in_file: str
    text: str
    codes: str = ""
    means: Mapping[str, str] = field(default_factory=dict)
    is_cut: bool = False
    is_spelled_out: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet as it was read: texts as a person sees them, from the first line that holds something.

    Attributes:
        described: of a list whose titles a dictionary of fields explains, or are written out, each title as it is read.
    """

    file: str
    rows: Sequence[Sequence[str]]
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    described: Mapping[str, Described] = field(default_factory=dict)

    def in_file(self, title: str) -> str:
        """A title as it stands in the file."""
        return self.described[title].in_file if title in self.described else title

    @property
    def family(self) -> str | None:
        """Its name without the month in it: sheets of one family are of one kind, a month each."""
        return sheet_of_a_month(self.sheet) if self.sheet else None


@dataclass(frozen=True)
class Choice:
    """One of our columns and the title that is taken for it.

    Attributes:
        certainty: `zeker` where title and cells both say so, else `waarschijnlijk`.
        why: the evidence.
        part: which part of the cell, where one cell holds several of our columns.
    """

    column: str
    profile: Profile
    certainty: str
    why: Evidence
    part: str | None = None


@dataclass(frozen=True)
class Lookup:
    """A title that another sheet has: found by `own` here, which is `key` there, below `take`.

    Attributes:
        sheets: that sheet, and others of its shape. is_described: whether a block of the mapping says how it is opened.
        only: its title -> the words of the lines that count. skip: its title -> patterns of lines that do not.
    """

    own: str
    sheets: tuple[Sheet, ...]
    layout: Layout
    key: str
    take: str
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    skip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Receipt:
    """What came in of what a line of a month's sheet asks.

    Attributes:
        amounts: its titles: of what came in, or of what was charged where a mark or a day says that all of that came in.
        day: that of its day; none where only the month is known. went_back: that of the day on which it went back.
        mark: the title, and its words, that say that all came in. no_mark: what stands there where nothing did.
    """

    amounts: tuple[Profile, ...]
    day: Profile | None = None
    went_back: Profile | None = None
    mark: Profile | None = None
    words: tuple[str, ...] = ()
    no_mark: tuple[str, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True)
class MonthSheet:
    """What the sheet of one month has on the line of each contract: what is charged, by what it is for, and what came in.

    Attributes:
        asked: what a person is to know of the charges.
    """

    charges: tuple[tuple[str, Profile], ...]
    receipts: tuple[Receipt, ...] = ()
    asked: str = ""

    @property
    def profiles(self) -> list[Profile]:
        """The titles that it takes."""
        days = [each for receipt in self.receipts for each in (receipt.day, receipt.went_back, receipt.mark) if each is not None]
        return [*(profile for _, profile in self.charges), *(each for one in self.receipts for each in one.amounts), *days]


@dataclass(frozen=True)
class Block:
    """What one sheet gives of one table.

    Attributes:
        amounts: `amount`, `debit`, `credit`, `side` -> the profile of that title, for a ledger.
        steps: kind of action -> the profile of its column of dates.
        lookups: a title of its own -> where what stands below it is to be found.
        months: the columns of months, where a line holds one per month.
        only: title -> its words that this table's lines have, where the sheet's other lines are another table's.
        alike: further sheets of the same shape, whose files have the same name but for a date, or whose own names have.
        lacks: columns that name a row of another table, and that no title of this sheet gives.
        made: our column -> what its number is made of, where the sheet has none.
        paid: what was paid on a bill, and the day, where its line says both.
        month: where each sheet is that of a month, what the line of each contract holds.
        components: `rent`, `service_charges` -> the column of amounts for it, where a line holds a charge for each.
        without: a title below which an empty cell says that the line is not of this table.
        unless: a title below which a filled cell says so.
        asked: what a person is to look at of the block as a whole.
        kind: of entries, what all lines are, where only the name of the list says it; of settlements, what settles; of
            objections, that the cases beside them say what the other lines are; of letters, that a block beside has the contacts.
        suppliers: title -> its words for suppliers, whose lines are no tenants'.
        further: our column -> the title of what stands behind it in a column of its own.
        left_over: words of what another table is about, on lines that no block of the sheet takes.
        matched: of settlements by a number that receipts and charges bear: the titles of whose and which number, title -> the
            words of the lines of charges, and the title of their amounts where that is another.
        goes_on: whether another list gives the first lines of its table.
        no_receipts: of settlements in a ledger, title -> its words for lines that are no receipts; of `kind` charge, no charges.
    """

    table: str
    sheet: Sheet
    layout: Layout
    choices: Mapping[str, Choice]
    amounts: Mapping[str, Profile] = field(default_factory=dict)
    steps: Mapping[str, Profile] = field(default_factory=dict)
    months: MonthColumns = field(default_factory=MonthColumns)
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alike: tuple[Sheet, ...] = ()
    lacks: tuple[str, ...] = ()
    made: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    paid: tuple[Profile, ...] = ()
    components: Mapping[str, Profile] = field(default_factory=dict)
    without: str = ""
    unless: str = ""
    asked: str = ""
    kind: str = ""
    suppliers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_receipts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    further: Mapping[str, str] = field(default_factory=dict)
    left_over: tuple[str, ...] = ()
    matched: tuple[tuple[str, ...], Mapping[str, tuple[str, ...]], str] | None = None
    goes_on: bool = False
    month: MonthSheet | None = None

    @property
    def rows(self) -> list[Sequence[str]]:
        """The lines of all its sheets, without what stands above them."""
        return [row for sheet in (self.sheet, *self.alike) for row in sheet.rows[self.layout.above :]]

    @property
    def left(self) -> list[Profile]:
        """Titles that nothing takes."""
        own = [lookup.own for lookup in self.lookups.values()]
        taken = {choice.profile.place for choice in self.choices.values()}
        own += [*self.matched[0], *self.matched[1], self.matched[2]] if self.matched else []
        taken |= {profile.place for profile in self.layout.columns if profile.title in (*own, *self.further.values())}
        taken |= {profile.place for profile in (*self.amounts.values(), *self.steps.values(), *self.months.profiles)}
        taken |= {profile.place for profile in (*self.paid, *self.components.values())}
        taken |= {profile.place for profile in (self.month.profiles if self.month else ())}
        return [profile for profile in (*self.layout.columns, *self.layout.months) if profile.place not in taken]

    @property
    def shape(self) -> tuple[object, ...]:
        """What two sheets have in common that one block of a mapping can read."""
        titles = {(name, choice.profile.title, choice.part) for name, choice in self.choices.items()}
        titles |= {("month", profile.title, None) for profile in (self.month.profiles if self.month else self.months.profiles)}
        return (self.table, self.sheet.family, frozenset(titles), self.layout.title_row, self.layout.title_rows)
