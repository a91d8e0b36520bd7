"""A proposed mapping file as a person reads it: the questions in one numbered list on top, below it what is read, without more.

Belongs here: the order and form of its lines. Does not belong here: what is proposed (sources/proposals/draft.py), what is asked
and in which words (proposal_questions.py), or a line as TOML (proposal_toml.py).

What is certain stands without a word behind it, what asks something with the number of its question, and an explanation once.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from documents.proposal_questions import Place, Question, doubted_once, lines_mark, questions_of, runs, sections_of
from documents.proposal_toml import toml, waiting_code
from documents.proposal_waiting import CONFIRM, MARK
from sources.words.names import as_pattern, next_ones, one_line, quoted
from sources.words.notes import NOTHING, OF_ANOTHER, Draft, Line, Note, Section, SheetDraft, Unused, look

WIDTH = 150
WIDEST = 200  # of lines that stand together on one
HEAD = (
    "# Voorstel van `vroegsignaal map`. Lees alleen de vragen hieronder: waar geen vraag bij staat, was geen twijfel. Achter",
    '# elke regel waar een vraag over gaat, staat haar nummer. Uitleg: docs/nl/lijsten-en-vragen.md, "Lees het voorstel na".',
)
ANSWER = "# VUL IN: zet uw antwoord in de regel, en haal het hekje ervoor weg."
LOOK = "# KIJK NA: klopt het, dan doet u niets; anders verbetert u de regel, of haalt u eruit wat niet klopt."
UNUSED = "# NIET GEBRUIKT: deze titels leest niemand. Hoort er een bij, zet dan wat er staat bij columns van zijn blok."
OPEN_ITEMS = (
    "openstaande posten die al in {} staan; als boekingen zou elke schuld dubbel tellen. Klopt het dat zij opzij blijven?"
)
UNCLEAR = "{}: een dag van bezwaar, overlijden of vertrek? Welke kolom dat is: docs/nl/kolommen.md"
FURTHER = "# {}itels waar niemand iets mee doet, staan op de regels met # ---: lees die alleen als u iets mist."
TO_CONFIRM = f"{CONFIRM}false  # zet dit op true als alles klopt; tot dan neemt een run niets uit dit bestand over"
MOST_OFFERED = 2  # columns that a title may be
NO_FILES: Mapping[str, str] = MappingProxyType({})
MOST_MOVES = 20  # the list on top moves the lines of which it names the numbers, and they its length


@dataclass(frozen=True)
class Written:
    """A proposed mapping file.

    Attributes:
        text: the whole file. confirm: the number of the line that confirms it.
        to_answer: the numbers of the lines that wait for an answer.
        answers, looks: those of the questions to answer, and to look at.
        unused: the numbers of the lines with titles that nothing reads and that are worth a look.
    """

    text: str
    to_answer: Sequence[int]
    answers: Sequence[int]
    looks: Sequence[int]
    unused: Sequence[int]
    confirm: int


@dataclass
class _Row:
    """A line of the file below its head, what stands on it of the proposal's own lines, and the block that it is of."""

    text: str
    places: tuple[Place, ...] = ()
    unused: Sequence[Unused] = ()
    draft: Draft | None = None

    @property
    def questions(self) -> list[int]:
        """The numbers of the questions about it."""
        return sorted({place.question for place in self.places if place.question})


def written(
    sheets: Sequence[SheetDraft],
    open_items: Mapping[str, str] = NO_FILES,
    *,
    is_aside_agreed: bool = False,
    aside: Sequence[str] = (),
) -> Written:
    """The proposal in the form in which it is put down.

    Args:
        sheets: the proposal.
        open_items: files that are set aside -> those of the same entries.
        is_aside_agreed: whether a person agreed to that.
        aside: files that a person set aside.
    """
    rows = _rows(sheets, open_items, is_aside_agreed=is_aside_agreed, aside=aside)
    asked = questions_of([place for row in rows for place in row.places])
    body = list(_with_comments(rows))
    head: list[str] = []
    for _ in range(MOST_MOVES):
        moved = _head(asked, rows, len(head))
        if len(moved) == len(head):
            break
        head = moved
    number = {id(row): at for at, row in enumerate(rows, start=len(moved) + 1)}
    return Written(
        text="\n".join([*map(one_line, (*moved, *body)), ""]),  # no title or name within a comment ends its line
        to_answer=[number[id(row)] for row in rows if any(place.line.waits for place in row.places)],
        answers=[each.number for each in asked if each.is_answer],
        looks=[each.number for each in asked if not each.is_answer],
        unused=[number[id(row)] for row in rows if any(each.asks for each in row.unused)],
        confirm=len(moved) - 1,
    )


def confirmed(file: Written) -> Written:
    """The file as a person confirms it; only for one that asks nothing any more."""
    lines = file.text.split("\n")
    lines[file.confirm - 1] = f"{CONFIRM}true"
    return replace(file, text="\n".join(lines), confirm=0)


def asked_in(
    sheets: Sequence[SheetDraft], open_items: Mapping[str, str] = NO_FILES, *, is_aside_agreed: bool = False
) -> list[Question]:
    """The questions of the proposal, in the order in which `written` puts them down; arguments as there."""
    return questions_of([place for row in _rows(sheets, open_items, is_aside_agreed=is_aside_agreed) for place in row.places])


def _rows(
    sheets: Sequence[SheetDraft], open_items: Mapping[str, str], *, is_aside_agreed: bool, aside: Sequence[str] = ()
) -> list[_Row]:
    of_sheets = [row for sheet, name in zip(sheets, _names(sheets), strict=True) for row in _of_sheet(sheet, name)]
    return [*_set_aside(open_items, aside, is_agreed=is_aside_agreed), *of_sheets]


def _set_aside(open_items: Mapping[str, str], aside: Sequence[str], *, is_agreed: bool) -> Iterator[_Row]:
    if open_items or aside:
        asked = OPEN_ITEMS.format(" en ".join(dict.fromkeys(open_items.values())))
        note = NOTHING if is_agreed or not open_items else look(asked)
        yield _row(Place(Line("unread_files", [*map(next_ones, open_items), *map(as_pattern, aside)], note), ""))
        yield _Row("")


def where_of(sheet: SheetDraft) -> str:
    """The file, and its sheet with how many further ones of the same kind."""
    more = f" en {sheet.more} {'ander' if sheet.more == 1 else 'andere'}" if sheet.more else ""
    return f"{sheet.file}, blad {sheet.sheet}{more}" if sheet.sheet else sheet.file


def _names(sheets: Sequence[SheetDraft]) -> list[str]:
    """Each sheet by its own name, or that of its file where that tells more."""
    own = [sheet.sheet or sheet.file for sheet in sheets]
    files = [sheet.file for sheet in sheets]
    return [
        name if not sheet.sheet or own.count(name) == 1 else sheet.file if files.count(sheet.file) == 1 else where_of(sheet)
        for sheet, name in zip(sheets, own, strict=True)
    ]


def _of_sheet(sheet: SheetDraft, name: str) -> Iterator[_Row]:
    lines = (
        f" op regel {', '.join(map(str, sheet.totals[:5]))}{' en meer' if len(sheet.totals) > 5 else ''}" if sheet.totals else ""
    )
    totals = f"; totalen{lines} worden overgeslagen" if sheet.has_totals else ""
    unused = f"; niet gebruikt: {', '.join(map(_unused, sheet.unused))}" if sheet.unused else ""
    header = f"# --- {where_of(sheet)}: titels op regel {sheet.title_row}, {sheet.rows} regels{totals}{unused}"
    asked = (Place(Line("", "", Note(each)), name) for each in (*sheet.asked, *untitled_in_words(sheet.untitled)))
    yield _Row(header, tuple(asked), unused=sheet.unused)
    for draft in map(doubted_once, sheet.drafts):
        for row in _of_draft(draft, name):
            row.draft = draft
            yield row
    yield _Row("")


def _unused(each: Unused) -> str:
    return f'"{each.title}"{" (datums)" if each.is_of_days else " (leeg)" if each.is_empty else ""}'


def untitled_in_words(letters: Sequence[str]) -> list[str]:
    """Columns that hold something below no title: nothing can take them, but for the only one."""
    if not letters:
        return []
    one = len(letters) == 1
    said = f"kolom {letters[0]} heeft" if one else f"de kolommen {', '.join(letters)} hebben"
    return [f"{said} geen titel en {'is' if one else 'zijn'} wel gevuld: geef een titel als zij nodig {'is' if one else 'zijn'}"]


def _of_draft(draft: Draft, name: str) -> Iterator[_Row]:
    settings = [Place(line, name, draft) for section in draft.sections if not section.name for line in section.lines]
    of_all = [place for place in settings if not place.code and not place.line.waits]  # asked of the block as a whole
    of_all += [Place(Line("", "", Note(OF_ANOTHER)), name, draft)] if draft.is_doubted else []
    yield _Row(f"[[{draft.table}]]", (Place(Line("", "", draft.head), name, draft), *of_all))
    listed = [place for place in settings if place.line.key == "lookup" and len(place.code) > WIDEST]
    yield from (_row(place) for place in settings if place not in (*of_all, *listed))
    sections = sections_of(draft)
    short = {section.name: row for section in sections if (row := _on_one_line(section, name, draft))}
    yield from short.values()
    for section in (each for each in sections if each.name.startswith("patterns.")):
        yield from (_Row(f"{section.name} = ["), *_rows_of(section, name, draft), _Row("]"))
    for section in (each for each in sections if each.name not in short and not each.name.startswith("patterns.")):
        yield from (_Row(f"[{draft.table}.{section.name}]"), *_rows_of(section, name, draft))
    yield from (row for place in listed for row in _title_by_title(place, draft))


def _title_by_title(place: Place, draft: Draft) -> Iterator[_Row]:
    """A setting too long for one line, as a table with a line for each title, below all that "above columns" may mean; the
    question is asked at its name.
    """
    yield _Row(f"[{draft.table}.{place.line.key}]", (place,))
    value = place.line.value
    yield from (_Row(f"{quoted(title)} = {toml(each)}") for title, each in (value.items() if isinstance(value, Mapping) else ()))


def _rows_of(section: Section, name: str, draft: Draft) -> Iterator[_Row]:
    yield from (_row(Place(line, name, draft, section.name)) for line in section.lines)


def _on_one_line(section: Section, name: str, draft: Draft) -> _Row | None:
    """A section whose lines together are no longer than one, and of which none waits for an answer or needs a remark."""
    if section.name in ("", "months") or section.name.startswith("patterns."):
        return None
    places = tuple(Place(line, name, draft, section.name) for line in section.lines)
    text = f"{section.name} = {{{', '.join(place.code for place in places)}}}"
    is_plain = all(place.code and not place.line.waits and not place.line.note.remark for place in places)
    return _Row(text, places) if is_plain and len(text) <= WIDEST else None


def _row(place: Place) -> _Row:
    begin, end = ("  ", ",") if place.section.startswith("patterns.") else ("", "")
    said = waiting_code(place.section, place.line) if place.line.waits else place.code
    code = f"{said}{end}" if place.code else (place.line.note.asked or "") if place.line.waits else ""
    return _Row(f"{begin}{'# ' if place.line.waits else ''}{code}" if code else begin, (place,))


def _with_comments(rows: Sequence[_Row]) -> Iterator[str]:
    """The lines with what stands behind them: the number of their question, else a remark that was not made before."""
    said: set[str] = set()
    for row in rows:
        remark = row.places[0].line.note.remark if row.places else ""
        if row.questions:
            yield f"{row.text}{'  ' if row.text.strip() else ''}{MARK}{', '.join(map(str, row.questions))}"
        elif remark and remark not in said:
            said.add(remark)
            yield f"{row.text}  # {remark}"
        else:
            yield row.text


def _head(asked: Sequence[Question], rows: Sequence[_Row], above: int) -> list[str]:
    at = {id(place): number for number, row in enumerate(rows, start=above + 1) for place in row.places}
    blocks: dict[str, list[int]] = {}
    for number, row in enumerate(rows, start=above + 1):
        if row.draft is not None:
            blocks.setdefault(lines_mark(row.draft), []).append(number)
    lines = list(HEAD)
    for title, is_answer in ((ANSWER, True), (LOOK, False)):
        some = [each for each in asked if each.is_answer == is_answer]
        lines += [title] if some else []
        sheet = ""
        for each in some:
            where = runs("regel", [at[id(place)] for place in each.places])
            named = f"{each.sheet}: " if each.sheet and each.sheet != sheet else ""
            sheet = each.sheet
            said = each.words()
            for mark, numbers in blocks.items():
                said = said.replace(mark, runs("regel", numbers))
            lines += _wrapped(f"{each.number:>2}. {where}: ", named + said)
    return [*lines, *_unused_lines(rows, above), TO_CONFIRM, ""]


def _unused_lines(rows: Sequence[_Row], above: int) -> Iterator[str]:
    """The titles that nothing reads and that may be a column that is lacking, each as it would be read; where the others are."""
    numbered = [(number, each) for number, row in enumerate(rows, start=above + 1) for each in row.unused]
    asked = [(number, each) for number, each in numbered if each.asks]
    if asked:
        yield UNUSED
    for number, each in asked:
        may_be = " of ".join(f"{column} = {quoted(each.title)}" for column in each.may_be[:MOST_OFFERED])
        yield f"#     regel {number}: {may_be or UNCLEAR.format(quoted(each.title))}"
    if len(asked) < len(numbered):
        yield FURTHER.format("Andere t" if asked else "T")


def _wrapped(begin: str, words: str) -> list[str]:
    return textwrap.wrap(
        begin + words, WIDTH, initial_indent="# ", subsequent_indent="#     ", break_long_words=False, break_on_hyphens=False
    )
