"""Codes of which the list itself does not say what they mean: charges that no title gives a purpose, and lists of codes in sheets
that are none of our tables.

Belongs here: asking for the purpose, and recognising such a list by the codes that it shares. Does not belong here: what words
mean (words/evidence.py), looking a title up (recognition/lookup.py), which a list of codes never is unasked, or how that is
said (documents/proposal_codes.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sources.proposals.part import SAME_ON_EACH, Part, looked_up
from sources.reading.rules import TABLES
from sources.reading.safest import safest_first
from sources.recognition.covering import names_in
from sources.recognition.lookup import is_telling, new_title, specific
from sources.recognition.lookup_tables import named_after
from sources.recognition.meanings import names_of
from sources.words.blocks import Block, Lookup, Sheet
from sources.words.excel_days import layout_of
from sources.words.names import quoted
from sources.words.needs import REFERENCES
from sources.words.notes import Line, Value, answer
from sources.words.profile import ENOUGH, Layout, Profile, cell_of, plain
from sources.words.titles import concepts_of

FEWEST, MOST_CODES = 2, 60
COMES_BACK = 3  # times that a code stands in a ledger, at least and on the average
PARTIES = frozenset({"tenant", "co_tenant", "person", "contract"})
NO_CODE = frozenset({"address", "street", "postcode", "city", "phone", "mobile", "email", "name", "surname", "never"})
WORDS = ("code", "boolean")  # kinds of our columns whose cells have a meaning of ours
KNOWN = 0.9  # of the codes: those that the list of codes has


def ask_what_for(parts: Sequence[Part]) -> list[Part]:
    """The parts of a ledger, each that makes charges with a line that waits for what they are for, where nothing says it."""
    for part in parts:
        if part.table == "ledger_entries" and _makes_charges(part) and not _says_what_for(part):
            which = answer("welke titel zegt waarvoor een vordering is: huur, servicekosten, kosten?")
            part.columns.append(Line("category", "", which, waits=True))
            options = safest_first(TABLES["ledger_entries"].column("category"))
            part.constants.append(Line("category", "", answer(SAME_ON_EACH, options=options), waits=True))
    return list(parts)


def _makes_charges(part: Part) -> bool:
    kinds = [line for line in part.constants if line.key == "entry_type"]
    kinds += [*part.values.get("entry_type", []), *part.patterns.get("entry_type", [])]
    by_sign = [line.value for line in part.settings if line.key == "by_sign" and isinstance(line.value, dict)]
    return any(line.value == "charge" for line in kinds) or any("charge" in each.values() for each in by_sign)


def _says_what_for(part: Part) -> bool:
    return "category" in {*part.values, *part.patterns} or any(
        line.key == "category" for line in (*part.columns, *part.constants, *part.split)
    )


def explained_by(sheet: Sheet, blocks: Sequence[Block], *, is_of_words: bool = True) -> list[str]:
    """The titles, each with its file, of columns of codes that this list explains. `is_of_words`: of columns that hold a word of
    ours, read as the list says; else of those that take the code itself, as a number of an agency.
    """
    rows = [{cell.strip() for cell in row} for row in sheet.rows]
    read = {
        (block.sheet.in_file(choice.profile.title), block.sheet.file): choice.profile.means
        for block in blocks
        for name, choice in block.choices.items()
        if choice.profile.means and block.sheet is not sheet and is_of_words == (TABLES[block.table].column(name).kind in WORDS)
    }
    return [
        f"{quoted(title)} van {file}"
        for (title, file), means in read.items()
        if all(any({*pair} <= row for row in rows) for pair in means.items())
    ]


def explained_beside(sheet: Sheet, blocks: Sequence[Block]) -> list[str]:
    """The titles, each with its file, of columns that no block takes and whose codes this table of codes explains."""
    layout = layout_of(sheet.rows)
    tables = named_after([(sheet, layout)]) if layout else []
    pairs = {pair for *_, said in tables for pair in said.items()}
    found = {
        (block.sheet.in_file(each.title), block.sheet.file): each.means for block in blocks for each in block.left if each.means
    }
    return [f"{quoted(title)} van {file}" for (title, file), means in found.items() if pairs and {*means.items()} <= pairs]


@dataclass(frozen=True)
class CodeList:
    """A list that says what codes mean.

    Attributes:
        codes: the title of the codes. block: what their sheet gives. title: what the texts are called where they are looked up.
        lookup: where each stands.
    """

    codes: str
    block: Block
    title: str
    lookup: Lookup

    @property
    def setting(self) -> Mapping[str, Value]:
        """The setting that looks them up."""
        return {self.title: looked_up(self.lookup)}


def code_list(sheet: Sheet, blocks: Sequence[Block]) -> CodeList | None:
    """How a sheet that gives none of our tables is used, where it says what the codes of one that does mean; else nothing."""
    layout = layout_of(sheet.rows)
    columns = layout.columns if layout else ()
    lines = {each.place: _lines_of(sheet, layout, each) for each in columns} if layout else {}
    for key in columns:
        words = [each for each in columns if each is not key and _is_of_words(each) and lines[each.place] >= lines[key.place]]
        meaning = max(words, key=lambda each: each.distinct, default=None)  # the name of the list stands on each of its lines
        is_code = FEWEST <= key.distinct == key.filled and not concepts_of(key.title) & NO_CODE
        if layout is None or meaning is None or not is_code:
            continue
        for block, codes in _codes(blocks):
            is_had = sum(code in key.texts for code in codes.texts) >= KNOWN * codes.distinct
            if is_had and (
                _are_named_alike(sheet, codes, key)
                or plain(block.sheet.in_file(codes.title)) == plain(key.title)
                or (_are_telling(codes) and not _counts_on(key))
            ):
                own = block.sheet.in_file(codes.title)
                lookup = Lookup(own, (sheet,), layout, key.title, meaning.title)
                return CodeList(own, block, new_title(meaning.title, block), lookup)
    return None


def _lines_of(sheet: Sheet, layout: Layout, profile: Profile) -> set[int]:
    """The lines in which something stands below a title: of lists beside each other, one is longer than another."""
    return {at for at, row in enumerate(sheet.rows[layout.above :]) if cell_of(row, profile)}


def _are_named_alike(sheet: Sheet, codes: Profile, key: Profile) -> bool:
    """Whether two titles speak of the same, or the list is called by the title of the codes: `Dagboeken` of `Dagboek`."""
    is_same = plain(codes.title) == plain(key.title) or bool(specific(codes) & specific(key))
    return is_same or any(names_in(sheet, {*names_of(codes.title), *(f"{each}en" for each in names_of(codes.title))}))


def _are_telling(codes: Profile) -> bool:
    """Whether codes are no accident in another list: not `1` to `5`, a single letter or a yes or no."""
    is_yes_no = codes.share("boolean") >= ENOUGH
    return is_telling(codes) and not is_yes_no and all(len(text) > 1 for text in codes.texts)


def _counts_on(key: Profile) -> bool:
    """Whether the cells are a number of each line, one after the other: they have any other numbers too, by accident."""
    numbers = {int(text) for text in key.texts if text.isdecimal()}
    return len(numbers) == key.distinct and max(numbers) - min(numbers) < key.distinct


def _codes(blocks: Sequence[Block]) -> Iterator[tuple[Block, Profile]]:
    """Columns of few codes that come back, of the sheets that give our tables; not those that name a contract or somebody."""
    for block in {id(each.sheet): each for each in blocks}.values():
        numbers = {each.choices[name].profile.place for each in blocks if each.sheet is block.sheet
                   for name in REFERENCES if name in each.choices}  # fmt: skip
        for each in block.layout.columns:
            is_of_few = FEWEST <= each.distinct <= MOST_CODES and each.filled >= COMES_BACK * each.distinct
            is_somebody = bool(concepts_of(each.title) & PARTIES) and concepts_of(each.title) <= PARTIES | {"nr", "name"}
            if is_of_few and not each.date_kind and each.place not in numbers and not is_somebody:
                yield block, each


def _is_of_words(profile: Profile) -> bool:
    return bool(profile.filled) and all(re.search(r"[A-Za-z]{3}", text) for text in profile.texts)
