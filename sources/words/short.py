"""Short forms that only their list tells apart: `CONT` in a file of contacts is no contract, `AFGEL` of evictions `afgelast`.

Belongs here: titles written out by the name of their own file, by the heading of their group, or by the title that is alike but
for its last letter, and days by a word that begins so and that this table alone has.
Does not belong here: what parts of words mean by themselves (parts.toml), or choosing titles (choices.py).

Nothing of it is certain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, takewhile
from types import MappingProxyType

from sources.reading.rules import TABLES
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.names import quoted
from sources.words.notes import Evidence
from sources.words.parts import LASTING, letters, parts, phrases
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.titles import GENERAL, concepts_of, words
from sources.words.ways import is_known, is_named, ways

BY_NAME, BY_HEADING = "gelezen naar de naam van het bestand", "gelezen met de kop erboven"
OFF = re.compile(r"(?:gaat |ging )?er ?af(?: gegaan| gehaald)?", re.IGNORECASE)
RENT_LINE = re.compile(r"regel huur|huur ?regel|huur", re.IGNORECASE)
BY_SIDE = "{} is gelezen als wat is ontvangen{}: klopt dat?"
CONTRACT, KIND, OWNER, TENANT = "contractnummer", "soort object", "eigenaar", "huurder"  # titles of what says little itself
BY_LINKS = "de titel zegt weinig; zo gelezen naar de cellen en de andere bladen"
BY_LEFT = "gelezen met de titel links ervan"
BY_PAIR = "gelezen naast de titel die er verder gelijk aan is"
POINTS = re.compile(r"\b(?:daar|hier)(?:mee|voor|op|van|over|toe)\b|\ber(?:mee|voor)\b", re.IGNORECASE)
IN, OUT = "in", "uit"  # the word by which two titles of days differ: from when on, and until when
ENDS = frozenset({"end"})
SHORTEST = 4  # letters of a short form
SHARED, OF_TITLES = 3, 3  # letters of one that so many titles of the file begin with
FROM, UNTIL = ("V", "B"), ("T", "M", "E")  # last letters of two titles of days: from and until
LONG = 6  # letters of a word that has one
OF_DAY = re.compile(r"(?P<short>[a-z]{4,})(?:dat|datum|dtm|dt)|(?:dat|datum|dtm|dt)[ ._-]+(?P<behind>[a-z]{4,})")


def written_out(sheet: Sheet, layout: Layout, said: Mapping[int, str] = MappingProxyType({})) -> Layout:
    """The layout, its titles that begin as the name of their file does with that name instead, and those that say nothing alone
    below the heading of their group: `kaal` below `huur per maand`. `said`: place -> what is known of other titles.
    """
    headings = _headings(sheet, layout)
    shared = _shared(layout, sheet.file)
    pairs = {**_pairs(layout), **_sides(layout), **_begun(layout)}
    lefts = with_lefts(layout)
    titles = [
        said.get(each.place)
        or pairs.get(each.title)
        or lefts.get(each.place)
        or _below(headings.get(each.place, ""), _with_name(each.title, sheet.file, shared))
        for each in layout.columns
    ]
    if all(title == each.title for title, each in zip(titles, layout.columns, strict=True)):
        return layout
    columns = (
        each if title == each.title else replace(each, title=title) for title, each in zip(titles, layout.columns, strict=True)
    )
    return replace(layout, columns=tuple(columns))


def as_written(block: Block, layout: Layout) -> Block:
    """The block with the titles as the export has them; what is chosen by a title written out is never certain."""
    if block.layout is layout:
        return block
    own = {each.place: each for each in layout.columns}
    titles = {each.title: own[each.place].title for each in block.layout.columns}
    choices = {name: as_in_sheet(choice, own[choice.profile.place]) for name, choice in block.choices.items()}
    amounts, steps = ({name: own[each.place] for name, each in found.items()} for found in (block.amounts, block.steps))
    only = {titles.get(title, title): taken for title, taken in block.only.items()}
    asked = block.asked or (_asked_of_sides(layout) if amounts else "")
    return replace(block, layout=layout, choices=choices, amounts=amounts, steps=steps, only=only, asked=asked)


def _asked_of_sides(layout: Layout) -> str:
    sides = {side: title for title, side in _sides(layout).items()}
    due = f", {quoted(sides['debet'])} als wat verschuldigd is" if "debet" in sides else ""
    return BY_SIDE.format(quoted(sides["credit"]), due) if "credit" in sides else ""


def as_in_sheet(choice: Choice, profile: Profile) -> Choice:
    """What was chosen by a title written out, with the title that the sheet has."""
    if choice.profile.title == profile.title:
        return choice
    if choice.profile.title in (CONTRACT, KIND, OWNER, TENANT):
        return replace(choice, profile=profile, certainty=LIKELY, why=choice.why.but(BY_LINKS))
    if POINTS.search(profile.title):
        return replace(choice, profile=profile, certainty=LIKELY, why=choice.why.but(BY_LEFT))
    is_of_pair = choice.profile.title.endswith((" van", " vanaf", " tot"))
    is_below = choice.profile.title.endswith(f" {profile.title}")
    why = choice.why.but(BY_PAIR if is_of_pair else BY_HEADING if is_below else BY_NAME)
    return replace(choice, profile=profile, certainty=LIKELY, why=why)


def _headings(sheet: Sheet, layout: Layout) -> Mapping[int, str]:
    """Place -> the heading of its group, in the line above the titles: several of them, each to the right as far as the next."""
    at = layout.title_row + layout.title_rows - 3  # of the line above the (lower) titles, from 0
    row = [cell.strip() for cell in sheet.rows[at]] if at >= 0 else []
    said = {place: cell for place, cell in enumerate(row) if cell}
    if not 1 < len(said) < len(layout.columns) or any(re.search(r"\d", cell) for cell in said.values()):
        return {}
    own = {each.place: each.title for each in layout.columns}
    found, last = {}, ""
    for place in range(max(own) + 1):
        last = said.get(place, last)
        if last and own.get(place) not in (None, last):
            found[place] = last
    return found


def _below(heading: str, title: str) -> str:
    """A title that says nothing alone, with its heading where both together do."""
    both = f"{heading} {title}"
    return both if heading and not is_known(title) and is_known(both) else title


def with_lefts(layout: Layout) -> Mapping[int, str]:
    """Place -> the title, where it points to the one on its left (`akkoord daarmee`), with that instead."""
    beside = [(left, right) for left, right in pairwise(layout.columns) if POINTS.search(right.title)]
    return {right.place: left.title.join(POINTS.split(right.title)) for left, right in beside}


def _pairs(layout: Layout) -> Mapping[str, str]:
    """Titles of days that nobody knows -> what they say beside the title that is alike but for its last letter: `DATGELV` and
    `DATGELT` from when and until when, `DATAKKE` beside `DATAKK` until when.
    """
    days = {each.title for each in layout.columns if each.title.isupper() and each.title.isalpha() and _may_be_days(each)}
    unknown = {title for title in days if _is_unknown(title)}
    found = {title: f"{title[:-1]} tot" for title in unknown if title.endswith("E") and title[:-1] in days - unknown}
    for begin in unknown:
        ends = [begin[:-1] + last for last in UNTIL if begin[:-1] + last in unknown]
        if begin.endswith(FROM) and len(ends) == 1 and begin not in found:
            stem = "datum" if _is_unknown(begin[:-1]) else begin[:-1]
            found |= {begin: f"{stem} van", ends[0]: f"{stem} tot"}
    return found


def _begun(layout: Layout) -> Mapping[str, str]:
    """Titles of days -> what they say beside that of the end: `dat_in` beside `dat_uit`, and `dat_mede`, which says only of whom
    it is, beside `dat_mede_tm`.
    """
    days = {tuple(letters(each.title).split()): each.title for each in layout.columns if _may_be_days(each)}
    found: dict[str, str] = {}
    for own, title in days.items():
        for end in (
            other for other in days if own.count(IN) == 1 and other == tuple(OUT if each == IN else each for each in own)
        ):
            stem = " ".join(each for each in own if each != IN)
            stem = "datum" if not stem or _is_unknown(stem) else stem
            found |= {title: f"{stem} vanaf", days[end]: f"{stem} tot"}
        of = concepts_of(title) - {"date"}
        if of and of <= LASTING and any(other[: len(own)] == own and _ends(other[len(own) :]) for other in days):
            found[title] = f"{title} vanaf"
    return found


def _ends(words_: Sequence[str]) -> bool:
    return bool(words_) and concepts_of(" ".join(words_)) == ENDS


def _sides(layout: Layout) -> Mapping[str, str]:
    """Titles of amounts in a book that is kept by hand -> their side: `Eraf` is what was received, though as a day it would be an
    end, and beside it `Regel huur` what is due.
    """
    money = [each for each in layout.columns if each.share("money") >= ENOUGH and not each.date_kind]
    off = [each for each in money if OFF.fullmatch(each.title.strip())]
    said = frozenset[str]().union(*(concepts_of(each.title) for each in money))
    lines = [each for each in money if RENT_LINE.fullmatch(each.title.strip())] if len(off) == 1 and "debit" not in said else []
    return {each.title: "credit" for each in off} | {each.title: "debet" for each in lines if len(lines) == 1}


def _may_be_days(profile: Profile) -> bool:
    return bool(profile.date_kind) or not profile.filled


def _is_unknown(title: str) -> bool:
    return any(concept.startswith("?") for concept in concepts_of(title))


def _shared(layout: Layout, file: str) -> str:
    """The letters with which several titles of a file begin as its name does, or its name without vowels: `CNT` of contacts."""
    name = re.sub(r"\.\w{2,4}$", "", file).lower()
    titles = [each.title.lower() for each in layout.columns]
    for written in (name, name[:1] + re.sub("[aeiou]", "", name[1:])):
        if sum(title.startswith(written[:SHARED]) for title in titles) >= OF_TITLES:
            return written[:SHARED]
    return ""


def _with_name(title: str, file: str, shared: str = "") -> str:
    """`CONTNR` of `CONTACT.CSV` as `contact nr`, and so `CNTNR` where its titles share these letters; any other as it is."""
    name = re.sub(r"\.\w{2,4}$", "", file).lower()
    own = concepts_of(name)
    short = "".join(one for one, other in takewhile(lambda pair: pair[0] == pair[1], zip(title.lower(), name, strict=False)))
    is_shared = bool(shared) and len(short) < SHORTEST and title.lower().startswith(shared)
    short = shared if is_shared else short
    rest = title[len(short) :].strip(" _.-").lower()
    is_name = name.isalpha() and len(own) == 1 and not own & GENERAL and not any(concept.startswith("?") for concept in own)
    is_short = (len(short) >= SHORTEST or is_shared) and short not in _whole_words()
    if not is_name or not is_short or not rest.isalpha() or own <= concepts_of(title):
        return title
    said = concepts_of(rest)
    return f"{name} {rest}" if said and said <= GENERAL else title


def by_short_days(table: str, layout: Layout, choices: Mapping[str, Choice], left: Collection[str]) -> Iterator[Choice]:
    """Days that no title gives, by the only word that begins as theirs and names a day of this table. `left`: titles of which it
    is said that nothing may take them.
    """
    taken = {choice.profile.place for choice in choices.values()}
    free = [each for each in layout.columns if each.place not in taken and each.title not in left and each.date_kind]
    found: dict[str, list[Profile]] = {}
    for each in free if choices else ():
        short = OF_DAY.fullmatch(each.title.lower())
        days = _days(table) if short and not any(is_named(each.title, table, day) for day in _days(table)) else {}
        begin = (short["short"] or short["behind"]) if short else ""
        said = {day for day, known in days.items() if begin and any(word.startswith(begin) for word in known)}
        if len(said) == 1:
            found.setdefault(said.pop(), []).append(each)
    for day, profiles in found.items():
        if day not in choices and len(profiles) == 1:
            yield Choice(day, profiles[0], LIKELY, Evidence(by_title=True, parts=(profiles[0].title,)))


@cache
def _days(table: str) -> Mapping[str, frozenset[str]]:
    """Each day of a table -> the words that name it by themselves."""
    days = [column.name for column in TABLES[table].columns if column.kind == "date"]
    concepts = {
        day: {next(iter(way.wanted)) for way in ways(table) if way.column == day and len(way.wanted) == 1} for day in days
    }
    return {
        day: frozenset(word for word, concept in _long_words() if concept in said - GENERAL) for day, said in concepts.items()
    }


@cache
def _whole_words() -> frozenset[str]:
    """Words that are no short form of another: `huur` of `huurders`."""
    return frozenset(word for known in words()["concepts"].values() for word in known)


@cache
def _long_words() -> tuple[tuple[str, str], ...]:
    listed = [
        (word, concept) for said in (words()["concepts"], parts()["parts"]) for concept, known in said.items() for word in known
    ]
    return tuple((word, concept) for word, concept in [*listed, *phrases().items()] if word.isalpha() and len(word) >= LONG)
