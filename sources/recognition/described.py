"""Lists whose titles another list of the export explains: `HOVREL` is `Relatienummer contractant`, says a dictionary of fields.

Belongs here: finding such a dictionary, as a file or a sheet of a workbook, and putting its descriptions where the titles stand,
so that all that follows reads these. Does not belong here: what titles mean (words/), lists of what codes mean (meanings.py), or
the proposal, which names each title as it stands in its file (proposals/as_in_file.py).

A description counts only for a title that says nothing certain by itself, of a list nearly all of whose titles are explained.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sources.words.blocks import LIKELY, SURE, Block, Described, Sheet
from sources.words.names import DAY_IN_NAME
from sources.words.profile import LINES_SOUGHT, plain
from sources.words.titles import GENERAL, concepts_of, is_by_parts

FEWEST = 3  # titles of a list
NEARLY = 0.8  # of them: those that the dictionary explains
WIDEST, LONGEST = 40, 20_000  # columns and lines of a dictionary
OF_FILE = re.compile(r"(?P<file>[^\W\d]\w*)[./](?P<field>[^\W\d]\w*)")
OF_WORDS = re.compile(r"[^\W\d_]{3}")
LIST = re.compile(
    r"[(,;]?\s*\b(?:zie |see )?(?:code)?(?:tabel|codelijst|lijst|table|code list)\s+(?P<name>[\w.-]*\w)\s*\)?", re.IGNORECASE
)
SAID = re.compile(r"(?<![\w=])(?P<code>[\w-]{1,4})\s*[=:]\s*(?P<text>[^\W\d][^\s,;/()]*)")
# What a description adds that is no part of a title: how the field is written, or what an empty one says.
WRITTEN = re.compile(r"\b(?:jjjj|eejj|yyyy|ccyy|dd)[-/]?[a-z/-]*\b|\b[A-Z]/[A-Z]\b")
ADDED = re.compile(
    r"\s*(?:[(;].*|,\s*(?:(?:leeg|altijd|zonder|met|in|incl|excl|inclusief|exclusief|laatste|eerste|indien|als|alleen|zie"
    r"|empty|always|without|if|only|last|first|blank|see)\b|.*=).*)$"
)
HARMLESS = re.compile(r"(?i)\s*[(;,]?\s*(leeg|altijd positief|always positive|empty|blank|[\w-]{1,4}\s*=).*")


@dataclass(frozen=True)
class _Field:
    """A line of a dictionary: the file that it names, a field of it, and what that is."""

    file: str
    name: str
    text: str


def with_descriptions(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, those that a dictionary among them explains with its descriptions for titles."""
    rows = {id(sheet): [_plain_cells(row) for row in sheet.rows[:LINES_SOUGHT]] for sheet in sheets}
    found = {id(sheet): _fields_in(sheet, [(each, rows[id(each)]) for each in sheets if each is not sheet]) for sheet in sheets}
    fields = [each for of_sheet in found.values() for each in of_sheet]
    if not fields:
        return list(sheets)
    return [sheet if found[id(sheet)] else _described(sheet, rows[id(sheet)], fields) for sheet in sheets]


def _plain_cells(row: Sequence[str]) -> list[str]:
    return [plain(cell) for cell in row]


def _fields_in(sheet: Sheet, others: Sequence[tuple[Sheet, list[list[str]]]]) -> list[_Field]:
    """The lines of a sheet that is a dictionary of other sheets; else none."""
    width = max(map(len, sheet.rows), default=0)
    if not others or not 2 <= width <= WIDEST or not FEWEST <= len(sheet.rows) <= LONGEST:
        return []
    columns = [[row[at].strip() if at < len(row) else "" for row in sheet.rows] for at in range(width)]
    columns += [part for cells in columns for part in _parts(cells)]
    explained = {at: _explains({plain(cell) for cell in cells if cell}, others) for at, cells in enumerate(columns)}
    of_names = max(explained, key=lambda at: explained[at])
    if not explained[of_names]:
        return []
    of_files = _column_of_files(columns, of_names, [each for each, _ in others])
    texts = [at for at in range(len(columns)) if at not in (of_names, of_files) and any(map(OF_WORDS.search, columns[at]))]
    if not texts:
        return []
    of_texts = max(texts, key=lambda at: (sum(map(_is_understood, {*columns[at]})), len({*columns[at]})))
    files = _filled_down(columns[of_files]) if of_files is not None else [""] * len(sheet.rows)
    lines = zip(files, columns[of_names], columns[of_texts], strict=True)
    found = [_Field(_plain_name(file), plain(name), text) for file, name, text in lines if name and text]
    once = Counter((each.file, each.name) for each in found)
    return [each for each in found if once[each.file, each.name] == 1]


def _parts(cells: Sequence[str]) -> Iterator[list[str]]:
    """The file and the field of a column that names both: `KTRACT.KTRNUM`."""
    found = [OF_FILE.fullmatch(cell) for cell in cells]
    if sum(map(bool, found)) >= NEARLY * sum(map(bool, cells)) > 0:
        yield from ([each[name] if each else "" for each in found] for name in ("file", "field"))


def _explains(names: set[str], others: Sequence[tuple[Sheet, list[list[str]]]]) -> int:
    """How many sheets have a line of titles nearly all of which are among these names."""
    return sum(_title_row(rows, names) is not None for _, rows in others)


def _title_row(rows: Sequence[Sequence[str]], names: set[str] | Mapping[str, str]) -> int | None:
    for at, row in enumerate(rows):
        titles = [cell for cell in row if cell]
        if len({*titles}) >= FEWEST and sum(title in names for title in titles) >= NEARLY * len(titles):
            return at
    return None


def _column_of_files(columns: Sequence[Sequence[str]], of_names: int, sheets: Sequence[Sheet]) -> int | None:
    """The column that says of which file, or sheet, each field is."""
    known = {name for sheet in sheets for name in _names_of(sheet)}
    counts = {at: sum(_plain_name(cell) in known for cell in {*cells}) for at, cells in enumerate(columns) if at != of_names}
    best = max(counts, key=lambda at: counts[at])
    return best if counts[best] else None


def _names_of(sheet: Sheet) -> set[str]:
    return {_plain_name(Path(sheet.file).stem), _plain_name(sheet.file), _plain_name(sheet.sheet or "")} - {""}


def _plain_name(name: str) -> str:
    return re.sub(r"[\W_]+", "", DAY_IN_NAME.sub("", name)).lower()


def _filled_down(cells: Sequence[str]) -> list[str]:
    found, last = [], ""
    for cell in cells:
        last = cell or last
        found.append(last)
    return found


def _is_understood(text: str) -> bool:
    said = concepts_of(text)
    return bool(said) and not any(concept.startswith("?") for concept in said)


def _described(sheet: Sheet, rows: Sequence[Sequence[str]], fields: Sequence[_Field]) -> Sheet:
    own = _names_of(sheet)
    named = {each.name: each.text for each in fields if each.file in own}
    texts = named or {name: texts.pop() for name, texts in _by_name(fields) if len(texts) == 1}
    at = _title_row(rows, texts)
    if at is None:
        return sheet
    titles = list(sheet.rows[at])
    new = {place: _title_of(title, texts[plain(title)]) for place, title in enumerate(titles) if plain(title) in texts}
    often = Counter(plain(new[place].title if place in new else title) for place, title in enumerate(titles))
    new = {place: each for place, each in new.items() if often[plain(each.title)] == 1 and _says_more(titles[place], each)}
    row = [new[place].title if place in new else title for place, title in enumerate(titles)]
    described = {each.title: each for each in new.values()}
    return replace(sheet, rows=[*sheet.rows[:at], row, *sheet.rows[at + 1 :]], described=described)


def _by_name(fields: Sequence[_Field]) -> Iterator[tuple[str, set[str]]]:
    found: dict[str, set[str]] = {}
    for each in fields:
        found.setdefault(each.name, set()).add(each.text)
    yield from found.items()


def _title_of(title: str, text: str) -> Described:
    """What a description says as a title, and what it says of the codes below it."""
    listed = LIST.search(text)
    rest = LIST.sub(" ", text)
    said = {found["code"]: found["text"] for found in SAID.finditer(rest)}
    means = said if len(said) > 1 else {}
    rest = SAID.sub(" ", rest) if means else rest
    bare = ADDED.sub("", rest)
    is_cut = bare != rest and not HARMLESS.fullmatch(rest[len(bare) :])
    bare = " ".join(WRITTEN.sub(" ", bare).split()).strip(" ,;:-.") or text
    return Described(bare, title.strip(), text, listed["name"] if listed else "", means, is_cut)


def _says_more(title: str, described: Described) -> bool:
    """Whether a title says nothing certain by itself, or its description all that and more: `Datum`, the day of an objection."""
    own, said = concepts_of(title), concepts_of(described.title)
    is_certain = bool(own) and not is_by_parts(title) and _is_understood(title)
    return described.title != title and (not is_certain or (own <= GENERAL and own < said and _is_understood(described.title)))


def is_dictionary(sheet: Sheet, blocks: Sequence[Block]) -> bool:
    """Whether it explains the titles of lists that were read by their descriptions."""
    texts = {each.text for block in blocks for each in block.sheet.described.values() if not each.is_spelled_out}
    return bool(texts) and sum(cell.strip() in texts for row in sheet.rows for cell in row) >= NEARLY * len(texts)


def less_sure(block: Block) -> Block:
    """The block, nothing certain of it that a description says with more words than the title that was made of it."""
    cut = {title for title, each in block.sheet.described.items() if each.is_cut}
    choices = {
        name: replace(each, certainty=LIKELY) if each.profile.title in cut and each.certainty == SURE else each
        for name, each in block.choices.items()
    }
    return replace(block, choices=choices)
