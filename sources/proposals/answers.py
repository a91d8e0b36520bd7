"""What a person's answer changes in a proposed mapping: a line that counts now, another title, lines passed over, a block less.

Belongs here: those changes, each giving a new proposal. Does not belong here: what is asked and how it is said
(documents/proposal_dialogue.py), or what is proposed before anybody answered (draft.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sources.proposals.actions import ASK_ABOUT
from sources.proposals.draft import titles_in
from sources.proposals.meant import ASKS
from sources.proposals.unknown import Unknown
from sources.reading.parts import YEAR
from sources.reading.settings import MONTH_TITLES
from sources.words.blocks import Sheet
from sources.words.evidence import LETTERS, meaning_of
from sources.words.notes import NOTHING, Draft, Line, Section, SheetDraft, Unused, Value, answer, look

MOST_ABOVE = 60  # lines within which the titles of a list stand


@dataclass(frozen=True)
class Proposal:
    """A proposed mapping while somebody answers what it asks.

    Attributes:
        sheets: its sheets. open_items: files that are set aside -> those of the same entries.
        is_aside_agreed: whether a person agreed that these stay aside.
        unknown: what was not recognised and of which nobody said anything. aside: files that a person set aside.
        dismissed: file and sheet of what he said to be of no matter, also where its file stays for another sheet.
        left: what a person leaves for later, by what he was shown; it is asked no more for now. by_hand: what of that he says is
            wrong, and corrects in the file.
        read: the sheets that it reads, by file and name, for a person who says that some lines are of one more table.
    """

    sheets: tuple[SheetDraft, ...]
    open_items: Mapping[str, str]
    is_aside_agreed: bool = False
    unknown: tuple[Unknown, ...] = ()
    aside: tuple[str, ...] = ()
    dismissed: frozenset[tuple[str, str]] = frozenset()
    left: frozenset[str] = frozenset()
    by_hand: frozenset[str] = frozenset()
    read: Mapping[tuple[str, str], Sheet] = field(default_factory=dict, repr=False, compare=False)

    def block(self, at: tuple[int, int]) -> Draft:
        """The block at a place of `at`."""
        return self.sheets[at[0]].drafts[at[1]]

    def at(self, draft: Draft) -> tuple[int, int]:
        """Where a block stands: the number of its sheet, and its own there.

        Raises:
            StopIteration: it is no block of this proposal.
        """
        places = ((i, j) for i, sheet in enumerate(self.sheets) for j, each in enumerate(sheet.drafts) if each is draft)
        return next(places)

    def put(self, at: tuple[int, int], draft: Draft) -> Proposal:
        """The proposal with another block at a place of `at`."""
        drafts = tuple(draft if j == at[1] else each for j, each in enumerate(self.sheets[at[0]].drafts))
        return self._with(at[0], replace(self.sheets[at[0]], drafts=drafts))

    def without(self, draft: Draft) -> Proposal:
        """The proposal without a block; a sheet that has no other goes with it."""
        number, _ = self.at(draft)
        drafts = tuple(each for each in self.sheets[number].drafts if each is not draft)
        if drafts:
            read = {title for each in drafts for title in titles_in(each)}
            columns = [line.value for each in draft.sections if each.name == "columns" for line in each.lines if not line.waits]
            left = [each for each in columns if isinstance(each, str) and each and each not in read]
            unused = (*self.sheets[number].unused, *map(Unused, dict.fromkeys(left)))
            return self._with(number, replace(self.sheets[number], drafts=drafts, unused=unused))
        return replace(self, sheets=tuple(each for place, each in enumerate(self.sheets) if place != number))

    def with_left(self, key: str, *, is_by_hand: bool = False) -> Proposal:
        """The proposal in which one more thing is left for later, or for the file, where a person says that it is wrong."""
        return replace(self, left=self.left | {key}, by_hand=self.by_hand | ({key} if is_by_hand else set()))

    def with_title_taken(self, at: tuple[int, int], title: str) -> Proposal:
        """The proposal in which a title is no longer among those that nothing reads."""
        sheet = self.sheets[at[0]]
        return self._with(at[0], replace(sheet, unused=tuple(each for each in sheet.unused if each.title != title)))

    def with_title_left(self, at: tuple[int, int], title: str) -> Proposal:
        """The proposal in which a title is one of those that nothing reads, unless a block of its sheet still does."""
        sheet = self.sheets[at[0]]
        is_read = any(title in titles_in(draft) for draft in sheet.drafts)
        return self if is_read or not title else self._with(at[0], replace(sheet, unused=(*sheet.unused, Unused(title))))

    def with_unused(self, number: int, title: Unused, seen: Unused) -> Proposal:
        """The proposal in which something else is known of a title that nothing reads."""
        sheet = self.sheets[number]
        return self._with(number, replace(sheet, unused=tuple(seen if each is title else each for each in sheet.unused)))

    def with_sheet_agreed(self, asked: str) -> Proposal:
        """The proposal in which a question about a sheet as a whole is asked no more."""
        sheets = (replace(each, asked=tuple(said for said in each.asked if said != asked)) for each in self.sheets)
        return replace(self, sheets=tuple(sheets))

    def with_aside(self, unknown: Collection[Unknown]) -> Proposal:
        """The proposal that sets these aside, and in which no other is asked about: a sheet of a file that is read in the first
        block of that file, a file of which no sheet matters by itself.
        """
        kept = {each.file for each in self.unknown if each not in unknown}
        found = replace(self, unknown=(), dismissed=self.dismissed | {(each.file, each.sheet) for each in unknown})
        for each in unknown:
            number = next((place for place, sheet in enumerate(found.sheets) if sheet.file == each.file), None)
            if number is not None:
                found = found.put((number, 0), merged(found.block((number, 0)), Line("unread_sheets", [each.sheet])))
            elif each.file not in kept:
                found = replace(found, aside=tuple(dict.fromkeys((*found.aside, each.file))))
        return found

    def with_sheet(self, sheet: SheetDraft) -> Proposal:
        """The proposal that reads one more sheet, behind the others of its file."""
        places = [place for place, each in enumerate(self.sheets) if each.file == sheet.file]
        at = places[-1] + 1 if places else len(self.sheets)
        return replace(self, sheets=(*self.sheets[:at], sheet, *self.sheets[at:]))

    def with_drafts(self, number: int, drafts: Sequence[Draft]) -> Proposal:
        """The proposal in which a sheet gives more blocks, behind its others."""
        sheet = self.sheets[number]
        named = {title for draft in drafts for title in titles_in(draft)}
        unused = tuple(each for each in sheet.unused if each.title not in named)
        return self._with(number, replace(sheet, drafts=(*sheet.drafts, *drafts), unused=unused))

    def titles_beside(self, at: tuple[int, int]) -> list[str]:
        """The titles of the sheet of a block that only its other blocks read; none that one of them makes for itself."""
        own = [*titles_in(self.block(at)), *MONTH_TITLES]
        others = [draft for each, draft in enumerate(self.sheets[at[0]].drafts) if each != at[1]]
        made = {title for each in others for section in each.sections for line in section.lines for title in _made(line)}
        return [each for each in _columns_read(others) if each not in own and each not in made]

    def titles_read(self, at: tuple[int, int]) -> list[str]:
        """The titles of the sheet of a block that it reads, or by which it takes its lines; none that another list is read by."""
        sheet, block = self.sheets[at[0]], self.block(at)
        source = self.read.get((sheet.file, sheet.sheet))
        cells = _title_cells(source.rows[:MOST_ABOVE], _columns_read([block])) if source is not None else set()
        elsewhere = {title for each in block.sections for line in each.lines if line.key == "lookup" for title in _keys(line)}
        found = [*_columns_read([block]), *(title for title in titles_in(block) if title in cells)]
        return [each for each in dict.fromkeys(found) if each not in elsewhere or each in cells]

    def is_set_aside(self, file: str, name: str) -> bool:
        """Whether a file, or a sheet of one, was set aside."""
        blocks = [draft for sheet in self.sheets if sheet.file == file for draft in sheet.drafts]
        lines = [line for each in blocks for section in each.sections if not section.name for line in section.lines]
        named = [line.value for line in lines if line.key == "unread_sheets" and isinstance(line.value, Sequence)]
        return file in self.aside or (file, name) in self.dismissed or any(name in each for each in named)

    def reads(self, sheet: Sheet) -> bool:
        """Whether a sheet is one of those that it reads."""
        return any((each.file, each.sheet) == (sheet.file, sheet.sheet or "") for each in self.sheets)

    def _with(self, number: int, sheet: SheetDraft) -> Proposal:
        return replace(self, sheets=tuple(sheet if place == number else each for place, each in enumerate(self.sheets)))


def _title_cells(rows: Sequence[Sequence[str]], known: Collection[str]) -> set[str]:
    """What stands on the line that has most of the known titles, and on that above it, a heading over several: the words by which
    a block takes its lines stand below these.
    """
    texts = [{" ".join(cell.split()) for cell in row} for row in rows]
    at = max(range(len(texts)), key=lambda at: len(texts[at] & {*known}), default=0)
    return {text for line in texts[max(at - 1, 0) : at + 1] for text in line if text}


def _columns_read(drafts: Sequence[Draft]) -> list[str]:
    """The titles from which these blocks read columns."""
    lines = [line for draft in drafts for each in draft.sections if each.name == "columns" for line in each.lines]
    return [*dict.fromkeys(line.value for line in lines if isinstance(line.value, str) and line.value and not line.waits)]


def _made(line: Line) -> Sequence[str]:
    """The titles that a line of a block makes: by looking them up, from a later line, or of the columns beside its months."""
    made = line.value if line.key in ("lookup", "next_line", "beside") and isinstance(line.value, Mapping) else {}
    return [*made]


def _keys(line: Line) -> Sequence[str]:
    return list(line.value) if isinstance(line.value, Mapping) else []


def agreed(draft: Draft, lines: Collection[Line]) -> Draft:
    """The block in which these lines are asked about no more; they are found by what they are, not by what they say."""
    return with_lines(draft, {id(each): (_settled(each),) for each in lines})


def without_moot(draft: Draft) -> Draft:
    """The block of which is not asked what contacts are about once each of its words is a letter: another word is refused."""
    words = [line for each in draft.sections if each.name == "values.action_type" for line in each.lines]
    are_letters = bool(words) and all(not line.waits and line.value in LETTERS for line in words)
    asking = [line for each in draft.sections if not each.name for line in each.lines if line.note.asked == ASK_ABOUT]
    return agreed(draft, asking) if are_letters else draft


def with_head_agreed(draft: Draft) -> Draft:
    """The block about which, as a whole, nothing is asked any more."""
    return replace(draft, head=replace(draft.head, asked=None))


def undoubted(draft: Draft) -> Draft:
    """The block of which a person says that its list is about what it was taken for."""
    return replace(draft, is_doubted=False)


def with_lines(draft: Draft, instead: Mapping[int, Sequence[Line]]) -> Draft:
    """The block with other lines, or none, in the place of some. `instead`: the identity of a line -> what stands there now."""
    return replace(
        draft,
        sections=tuple(
            replace(section, lines=tuple(new for each in section.lines for new in instead.get(id(each), (each,))))
            for section in draft.sections
        ),
    )


def said(line: Line, value: Value) -> Line:
    """A line that waited, as it counts once it was answered."""
    return Line(line.key, value, replace(NOTHING, times=line.note.times))


def _settled(line: Line) -> Line:
    return replace(line, note=replace(line.note, asked=None))


def title_of(draft: Draft, column: str) -> str:
    """The title that gives a column; empty where none does yet."""
    lines = (line for section in draft.sections if section.name == "columns" for line in section.lines if not line.waits)
    return next((line.value for line in lines if line.key == column and isinstance(line.value, str)), "")


def constant_of(draft: Draft, column: str) -> Line | None:
    """The line that would give a column the same on each line of the list, waiting for an answer."""
    lines = (line for section in draft.sections if section.name == "constants" for line in section.lines if line.waits)
    return next((line for line in lines if line.key == column), None)


def with_title(draft: Draft, line: Line, title: str) -> Draft:
    """The block in which a title gives the column that a line waits for, or gave by another title, of which the words go."""
    draft = draft if line.waits else _without_words(draft, line.key)
    return with_lines(draft, _others_of(draft, line) | {id(line): (Line(line.key, title),)})


def with_column(draft: Draft, column: str, title: str) -> Draft:
    """The block that reads one more column."""
    line = Line(column, title)
    draft = with_lines(draft, _others_of(draft, line))
    if not any(section.name == "columns" for section in draft.sections):
        return replace(draft, sections=(*draft.sections, Section("columns", (line,))))
    sections = (replace(each, lines=(*each.lines, line)) if each.name == "columns" else each for each in draft.sections)
    return replace(draft, sections=tuple(sections))


def with_years_apart(draft: Draft, title: str) -> Draft:
    """The block in which no street below a title is called by a year: of two loose numbers there nothing is taken."""
    given = [(line, line.value) for each in draft.sections if each.name == "split" for line in each.lines]
    parted = [(line, value) for line, value in given if not isinstance(value, (str, int, Mapping)) and value[0] == title]
    return with_lines(draft, {id(line): (Line(line.key, [title, str(value[1]).removesuffix(YEAR)]),) for line, value in parted})


def with_words(draft: Draft, column: str, words: Sequence[tuple[str, int]], codes: Sequence[str]) -> Draft:
    """The block that asks what the words of a title mean that a person chose for a column of codes; what is known, to be seen."""
    lines = []
    for word, count in words:
        ours = meaning_of(column, word)
        is_known = ours in codes
        note = look(ASKS.get(ours or "", "")) if is_known else answer(options=tuple(codes), times=count)
        lines.append(Line(word, ours or "" if is_known else "", note, waits=not is_known))
    rest = _without_words(draft, column).sections
    return replace(draft, sections=(*rest, Section(f"values.{column}", tuple(lines)))) if lines else draft


def with_constant(draft: Draft, line: Line, value: str) -> Draft:
    """The block in which the column that a line waits for is the same everywhere."""
    twin = constant_of(draft, line.key) or line
    return with_lines(draft, _others_of(draft, twin) | {id(twin): (said(twin, value),)})


def _others_of(draft: Draft, line: Line) -> dict[int, tuple[Line, ...]]:
    """The lines that give the same column as this one, for which there is no place beside it any more."""
    given = (each for section in draft.sections if section.name in ("columns", "split", "constants") for each in section.lines)
    return {id(each): () for each in given if each.key == line.key and each is not line}


def without_column(draft: Draft, line: Line) -> Draft:
    """The block without a column, and without what its words mean."""
    return with_lines(_without_words(draft, line.key), {id(line): ()})


def _without_words(draft: Draft, column: str) -> Draft:
    sections = (each for each in draft.sections if each.name not in (f"values.{column}", f"patterns.{column}"))
    return replace(draft, sections=tuple(sections))


def with_unread(draft: Draft, line: Line, title: str) -> Draft:
    """The block in which a title that a line proposed for a column is said not to matter."""
    return merged(with_lines(draft, {id(line): ()}), Line("unread", [title]))


def pattern_of(line: Line, kind: str) -> str:
    """What fits the lines of a word (`values`), or of a text (`patterns`), in the form of `skip_lines`."""
    return f"^{re.escape(line.key.lower())}$" if kind == "values" else line.key


def passing_over(draft: Draft, column: str, line: Line) -> Draft:
    """The block in which lines with a word of a column count for nothing: where another column reads the same title, its line
    for that word goes too.
    """
    title = title_of(draft, column)
    kind = next(
        (section.name.partition(".")[0] for section in draft.sections if any(each is line for each in section.lines)), "values"
    )
    gone = {id(line): ()} | {
        id(each): ()
        for section in draft.sections
        if section.name.startswith(("values.", "patterns.")) and title_of(draft, section.name.partition(".")[2]) == title
        for each in section.lines
        if each.key == line.key
    }
    return with_skipped(with_lines(draft, gone), title, [pattern_of(line, kind)])


def with_skipped(draft: Draft, title: str, patterns: Sequence[str]) -> Draft:
    """The block that passes over the lines on which one of these stands below a title."""
    return merged(draft, Line("skip_lines", {title: list(patterns)}))


def merged(draft: Draft, more: Line) -> Draft:
    """The block with a setting, added to what that setting says already; what is asked of it stays asked."""
    known = next((line for each in draft.sections if not each.name for line in each.lines if line.key == more.key), None)
    if known is not None and not known.waits:
        return with_lines(draft, {id(known): (Line(more.key, _both(known.value, more.value), known.note),)})
    line = Line(more.key, more.value, NOTHING)
    if not draft.sections or draft.sections[0].name:
        return replace(draft, sections=(Section("", (line,)), *draft.sections))
    return replace(draft, sections=(replace(draft.sections[0], lines=(*draft.sections[0].lines, line)), *draft.sections[1:]))


def _both(old: Value, new: Value) -> Value:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {**old, **{key: _both(old[key], each) if key in old else each for key, each in new.items()}}
    if isinstance(old, Sequence) and isinstance(new, Sequence):
        return list(dict.fromkeys([*old, *new]))
    return new
