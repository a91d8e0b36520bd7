"""The proposal with each title as it stands in its file, where a dictionary of fields was read (recognition/described.py).

Belongs here: putting these titles back, in lines and in questions. Does not belong here: finding the dictionary, or what a
question says of a description (documents/proposal_questions.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch

from sources.words.blocks import Block, Described, Sheet
from sources.words.names import quoted
from sources.words.notes import Draft, Line, Note, Section, SheetDraft, Value

OURS = ("skip_empty", "made_ids")  # settings that name columns of ours
OF_WORDS = ("only", "skip_lines")  # title -> words or patterns of its cells
_Titles = Mapping[str, Described]


def as_in_file(drafts: Sequence[SheetDraft], blocks: Sequence[Block]) -> list[SheetDraft]:
    """The same proposal, its titles as the files have them, each with what the dictionary says of it."""
    sheets = [
        sheet for block in blocks for sheet in (block.sheet, *(one for each in block.lookups.values() for one in each.sheets))
    ]
    if not any(sheet.described for sheet in sheets):
        return list(drafts)
    return [_of_sheet(draft, sheets) for draft in drafts]


def with_own_titles(sheet: Sheet) -> Sheet:
    """A sheet with its titles as they stand in its file."""
    at = next((at for at, row in enumerate(sheet.rows) if {*sheet.described} <= {*row}), None) if sheet.described else None
    if at is None:
        return sheet
    row = [sheet.in_file(title) for title in sheet.rows[at]]
    return replace(sheet, rows=[*sheet.rows[:at], row, *sheet.rows[at + 1 :]], described={})


def _of_sheet(draft: SheetDraft, sheets: Sequence[Sheet]) -> SheetDraft:
    own = next((each.described for each in sheets if (each.file, each.sheet or "") == (draft.file, draft.sheet)), {})
    return replace(
        draft,
        drafts=tuple(_of_block(each, own, sheets) for each in draft.drafts),
        asked=tuple(_text(each, own) for each in draft.asked),
        unused=tuple(replace(each, title=_field(each.title, own)) for each in draft.unused),
    )


def _of_block(draft: Draft, own: _Titles, sheets: Sequence[Sheet]) -> Draft:
    sections = (Section(each.name, tuple(_of_lines(each, own, sheets))) for each in draft.sections)
    return replace(draft, head=_note(draft.head, own), sections=tuple(sections))


def _of_lines(section: Section, own: _Titles, sheets: Sequence[Sheet]) -> Iterator[Line]:
    for line in section.lines:
        line = replace(line, note=_note(line.note, own))
        if section.name in ("columns", "split") and (title := next(_texts(line.value), "")) in own:
            yield replace(line, value=_titles(line.value, own), note=replace(line.note, described=own[title].text))
        elif section.name == "months":
            yield replace(line, value=_titles(line.value, own))
        else:
            yield line if section.name else _setting(line, own, sheets)


def _setting(line: Line, own: _Titles, sheets: Sequence[Sheet]) -> Line:
    value = line.value
    if line.key in OF_WORDS and isinstance(value, Mapping):
        return replace(line, value=_keys(value, own))
    if line.key == "lookup" and isinstance(value, Mapping):
        return replace(line, value={title: _lookup(each, own, sheets) for title, each in value.items()})
    if line.key == "made_ids" and isinstance(value, Mapping):
        return replace(line, value={ours: [_part(each, own) for each in _texts(parts)] for ours, parts in value.items()})
    return line if line.key in OURS else replace(line, value=_titles(value, own))


def _lookup(value: Value, own: _Titles, sheets: Sequence[Sheet]) -> Value:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return value
    here, file, key, take, *limits = value
    there = next((each.described for each in sheets if each.described and fnmatch(each.file, str(file))), {})
    found = [
        {name: _keys(each, there) if name == "only" and isinstance(each, Mapping) else each for name, each in said.items()}
        for said in limits
        if isinstance(said, Mapping)
    ]
    return [_titles(here, own), file, _titles(key, there), _titles(take, there), *found]


def _part(text: str, own: _Titles) -> str:
    return f"={_field(text[1:], own)}" if text.startswith("=") else text


def _keys(value: Mapping[str, Value], own: _Titles) -> dict[str, Value]:
    return {_field(title, own): each for title, each in value.items()}


def _titles(value: Value, own: _Titles) -> Value:
    if isinstance(value, str):
        return _field(value, own)
    if isinstance(value, Mapping):
        return {_field(key, own): _titles(each, own) for key, each in value.items()}
    return value if isinstance(value, int) else [_titles(each, own) for each in value]


def _texts(value: Value) -> Iterator[str]:
    texts: Iterable[Value] = [value] if isinstance(value, str) else value if isinstance(value, Sequence) else ()
    yield from (each for each in texts if isinstance(each, str))


def _field(title: str, own: _Titles) -> str:
    return own[title].in_file if title in own else title


def _note(note: Note, own: _Titles) -> Note:
    return replace(note, asked=_text(note.asked, own)) if note.asked else note


def _text(text: str, own: _Titles) -> str:
    """A sentence, the titles in it as the file has them."""
    for title, each in own.items():
        text = text.replace(quoted(title), quoted(each.in_file))
    return text
