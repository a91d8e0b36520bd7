"""Which layout a feedback file has, and for a file that has none what the sender or the administrator can do about it.

Belongs here: our own titles and the desks' layouts held against a file's titles, and the words of each refusal. Does not belong
here: the layouts (validations/desks/) or reading rows (feedback.py).

A refusal names columns by their letter: a title of the file may itself be somebody's data, so none is ever repeated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from validations.desks import all_desks, line_in_file
from validations.feedback_layouts import COLUMN_OF_TITLE, OPTIONAL_TITLES, REQUIRED_TITLES, FeedbackLayout, Meaning, plain

ROWS_LOOKED_AT = 20  # how far down titles are looked for, to say that they stand too low
OWN_ANSWERS: Mapping[str, Meaning] = {"ja": "accepted", "nee": "not_accepted"}


class FeedbackRefused(Exception):
    """The file is readable but its columns are not the agreed ones. Names our own titles only, never the file's.

    Attributes:
        rule: a key of `ADVICE`.
        count: how many columns, or for `titles_lower_down` the row, it is about.
        titles: the titles of ours it is about.
        advice: what to do, in English; `advice_nl` the same in Dutch.
    """

    def __init__(
        self, rule: str, *, count: int = 0, titles: Sequence[str] = (), columns: Sequence[int] = (), change: str = ""
    ) -> None:
        self.rule = rule
        self.count = count
        self.titles = tuple(titles)
        dutch, english = ADVICE[rule]
        words = {"count": count, "titles": ", ".join(titles), "allowed": ", ".join(COLUMN_OF_TITLE), "change": change}
        words["columns"] = ", ".join(map(letter, columns))
        self.advice_nl = dutch.format(**words)
        self.advice = english.format(**words)
        super().__init__(f"{rule}: {self.advice}")


ADVICE = {
    "column_not_allowed": (
        "Het bestand heeft {count} kolom(men) die niet mogen: {columns}. De wet geeft geen grond voor meer dan: {allowed}. "
        "Verwijder alleen die kolom(men) en stuur het opnieuw. Komt het zo uit het meldpunt? Dan noemt de beheerder de titel als "
        "ongelezen overgeslagen in {change}.",
        "The file has {count} column(s) that are not allowed: {columns}. The law has no ground for more than: {allowed}. "
        "Remove those columns alone and send it again; or, where a desk always sends them, name their titles as dropped in "
        "{change}.",
    ),
    "column_empty": (
        "Kolom {columns} heeft een titel die niet mag, maar er staat niets in. Verwijder alleen die kolom en stuur het opnieuw, "
        "of "
        "laat de beheerder de titel noemen als ongelezen overgeslagen in {change}.",
        "Column {columns} has a title that is not allowed and holds nothing. Remove that column alone and send it again, or "
        "name its "
        "title as dropped in {change}.",
    ),
    "titles_not_known": (
        "Kolom {columns} heeft een andere titel dan afgesproken, en dit ontbreekt: {titles}. Waarschijnlijk staat het er wel, "
        "onder "
        "een andere naam: geef de kolom die titel (verwijder haar niet) en stuur het opnieuw. Komt het zo uit een meldpunt? Dan "
        "noemt de "
        "beheerder die titels in {change}.",
        "Column {columns} has another title than agreed, and this is missing: {titles}. It is probably there under another "
        "name: give "
        "the column that title (do not remove it) and send it again; or, where a desk sends it so, name those titles in "
        "{change}.",
    ),
    "titles_lower_down": (
        "De titels staan niet bovenaan maar op regel {count}. Verwijder de regels erboven, verder niets, en stuur het opnieuw.",
        "The titles do not stand first but on line {count}. Remove the lines above them, nothing else, and send it again.",
    ),
    "column_twice": (
        "Deze kolom staat er meer dan eens in: {titles}. Laat een ervan staan en stuur het opnieuw.",
        "This column is there more than once: {titles}. Keep one of them and send it again.",
    ),
    "column_missing": (
        "Deze verplichte kolom ontbreekt: {titles}. De eerste rij moet de titels bevatten. Stuur het opnieuw.",
        "This required column is missing: {titles}. The first row must hold the titles. Send it again.",
    ),
    "several_layouts": (
        "Het bestand past bij de layout van meer dan een meldpunt ({titles}), die het niet hetzelfde lezen. De beheerder maakt "
        "ze "
        "verschillend in {change}.",
        "The file fits the layout of more than one desk ({titles}), which do not read it alike. Tell them apart in {change}.",
    ),
    "row_contract": (
        "De rijen konden niet veilig worden gelezen. Meld dit bij de beheerder van Vroegsignaal.",
        "The rows could not be read safely. Report this to whoever runs Vroegsignaal.",
    ),
}


@dataclass(frozen=True)
class Form:
    """Our own titles (`desk` is None), or the layout of one desk.

    Attributes:
        columns: title as it is compared -> our column, or None for one that is dropped unread.
        meanings: status as it is compared -> what it means.
    """

    desk: str | None
    columns: Mapping[str, str | None] = field(repr=False)
    meanings: Mapping[str, Meaning] = field(repr=False)

    def change(self, key: str) -> str:
        """The file and line in which to say what a file of this form has besides; for our own titles, those of each desk."""
        desks = [self.desk] if self.desk else [code for code, desk in all_desks().items() if desk.feedback is not None]
        return " / ".join(line_in_file(desk, key) for desk in desks)


OWN = Form(None, {plain(title): column for title, column in COLUMN_OF_TITLE.items()}, OWN_ANSWERS)


def forms(layouts: Mapping[str, FeedbackLayout] | None = None) -> list[Form]:
    """Our own form and those of the desks that have one."""
    if layouts is None:
        return list(_forms_of_the_desks())
    return [OWN, *(_form(code, layout) for code, layout in layouts.items())]


@cache
def _forms_of_the_desks() -> tuple[Form, ...]:
    own = {code: desk.feedback for code, desk in all_desks().items()}
    return OWN, *(_form(code, layout) for code, layout in own.items() if layout is not None)


def _form(code: str, layout: FeedbackLayout) -> Form:
    named: dict[str, str | None] = {plain(title): COLUMN_OF_TITLE[ours] for title, ours in layout.titles.items()}
    return Form(code, named | dict.fromkeys(map(plain, layout.dropped)), layout.meanings)


def titles_contract() -> pa.DataFrameSchema:
    """The columns a feedback file may have, by our names: strict, none twice, one optional, in any order."""
    columns = {column: pa.Column(object, required=title not in OPTIONAL_TITLES) for title, column in COLUMN_OF_TITLE.items()}
    return pa.DataFrameSchema(columns, strict=True, unique_column_names=True, name="feedback titles")


def form_of(table: list[list[str]], known: Sequence[Form], above: int = 0) -> tuple[Form, dict[str, int]]:
    """The form this table has, and the place of each of our columns in it; `above`: empty lines above it.

    Raises:
        FeedbackRefused: it has none, or more than one that do not read it alike.
    """
    titles = [plain(title) for title in table[0]]
    wanted = [place for place, title in enumerate(titles) if title or any(row[place] for row in table[1:])]
    fitting = [form for form in known if _fits(form, [titles[place] for place in wanted])]
    if not fitting:
        raise _refusal(table, titles, wanted, known, above)
    form = fitting[0]
    if form.desk is not None and any(_reading(other, titles, wanted) != _reading(form, titles, wanted) for other in fitting):
        names = [str(other.desk) for other in fitting]
        raise FeedbackRefused("several_layouts", titles=names, change=form.change("titles"))
    return form, {column: place for place in wanted if (column := form.columns[titles[place]]) is not None}


def _fits(form: Form, titles: Sequence[str]) -> bool:
    """Ask the contract about the columns alone, before any row is looked at."""
    if not all(title in form.columns for title in titles):
        return False
    labels = [column for title in titles if (column := form.columns[title]) is not None]
    try:
        titles_contract().validate(pd.DataFrame(columns=labels, dtype=object), lazy=True)
    except SchemaErrors:
        return False
    return True


def _reading(form: Form, titles: Sequence[str], wanted: Sequence[int]) -> object:
    return [form.columns[titles[place]] for place in wanted], form.meanings


def _refusal(
    table: list[list[str]], titles: Sequence[str], wanted: Sequence[int], known: Sequence[Form], above: int
) -> FeedbackRefused:
    """What is wrong, by the form that knows most of the titles."""
    for number, row in enumerate(table[1:ROWS_LOOKED_AT], start=2):
        there = [plain(cell) for cell in row if cell]
        if any(_fits(form, there) for form in known):
            return FeedbackRefused("titles_lower_down", count=number + above)
    nearest = max(known, key=lambda form: sum(titles[place] in form.columns for place in wanted))
    unknown = [place for place in wanted if titles[place] not in nearest.columns]
    found = [nearest.columns[titles[place]] for place in wanted if place not in unknown]
    missing = [title for title in REQUIRED_TITLES if COLUMN_OF_TITLE[title] not in found]
    if unknown and missing:
        return FeedbackRefused(
            "titles_not_known", count=len(unknown), titles=missing, columns=unknown, change=nearest.change("titles")
        )
    if unknown:
        is_empty = not any(row[place] for row in table[1:] for place in unknown) and len(table) > 1
        rule = "column_empty" if is_empty else "column_not_allowed"
        return FeedbackRefused(rule, count=len(unknown), columns=unknown, change=nearest.change("dropped"))
    twice = [title for title, column in COLUMN_OF_TITLE.items() if found.count(column) > 1]
    return FeedbackRefused("column_twice", titles=twice) if twice else FeedbackRefused("column_missing", titles=missing)


def letter(place: int) -> str:
    """The letter of a column as Excel shows it; the first is 0."""
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)
