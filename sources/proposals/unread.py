"""What a check would refuse of a proposed mapping because nothing reads a title, asked beforehand in the block that it concerns.

Belongs here: finding those titles with the check's own rules, and the line that answers. Does not belong here: the rules
(guards/unused.py, guards/left_out.py), or which titles `map` takes (recognition/sheets.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from sources.findings import amount_of
from sources.guards.limits import ENDS, LIMIT_NOT_READ, not_read
from sources.guards.said_of_lists import lists_said_by
from sources.guards.unused import OUTCOME_NOT_READ, TITLE_NOT_READ, NotRead
from sources.reading.cells import plain_title
from sources.reading.export_shapes import ExportShape, has_figures_of_a_day
from sources.reading.looks import STOPPED, looks_in
from sources.reading.rules import Export, export_of
from sources.reading.sheets import is_named
from sources.reading.yes_no import FALSE_WORDS
from sources.recognition.texts import FREE_AGAIN
from sources.words.attachments import SEVERAL
from sources.words.blocks import Block
from sources.words.cell_kinds import is_day
from sources.words.names import quoted
from sources.words.notes import Draft, Line, Note, Section, SheetDraft, answer, look, remark
from sources.words.outcomes import DONE
from sources.words.profile import Profile, cell_of
from sources.words.titles import concepts_of

_MATTERS_NOT = "Alleen als het er niet toe doet: haal het hekje weg"
_BY_ITS_DAY = "wat volgens deze titel niet meer geldt, heeft op elke regel een laatste dag, en die telt: is hij dan niet nodig?"
_ALL_DONE = "dat staat op elke regel: is wat daar staat dan verzonden, of gebeurd? Een ander woord wordt later geweigerd"
# A yes below it keeps something back, and a no nothing: `Geblokkeerd`, but not `Bereikt` or `Niet geblokkeerd`.
MARKED = re.compile(
    r"(?i)^(?!.*\b(niet|geen|not|vrij))"
    r".*(betwist|dispuut|disputed|geschil|geblok|blokk|blocked|on[-_ ]?hold|verwijderd|deleted|gewist)"
)
_NOWHERE = "dat staat op elke regel; een ander woord wordt later geweigerd"
_Words = Mapping[str, Mapping[str, int]]  # title -> its words -> how often
TO_BE_SAID = "(een titel die nog wordt gezegd)"
ALL_OBJECTS = "daar staan meer objecten in een cel, en een mandaat geldt zo voor alle objecten van die opdrachtgever"
SOME_OBJECTS = "Geldt het voor sommige niet, zet het dan per complex in mandaten.csv (vroegsignaal map --lists)."
NOBODY_READS = "leest niemand"
MOST_SHOWN = 6  # words of a title that nothing reads
_IS_IT = "Is het dat, haal dan het hekje weg{}; doet het er niet toe, zet dan boven columns: unread = "


def with_unread(sheets: Sequence[SheetDraft], blocks: Sequence[Block], landing_dir: Path) -> list[SheetDraft]:
    """The proposal, with a line that waits for an answer in each block of which a title would be refused as read by nobody."""
    exports = _exports(sheets)
    unused = {plain_title(each.title): each.title for sheet in sheets for each in sheet.unused}
    asked: dict[int, list[NotRead]] = {}
    for each in _refused([export for export, _ in exports], blocks, landing_dir):
        draft = next((draft for export, draft in exports if export is each.block), None)
        if draft is not None and plain_title(each.title) in unused and each.column not in _waited_for(draft):
            own = unused[plain_title(each.title)]
            advice = each.advice.replace(quoted(each.title), quoted(own))
            asked.setdefault(id(draft), []).append(_of_objects(replace(each, title=own, advice=advice), blocks))
    answered = {each.title for found in asked.values() for each in found}
    return [
        replace(
            sheet,
            drafts=tuple(
                _asking(
                    _with_marks(
                        _with_said_by_days(draft, asked.get(id(draft), []), sheet, blocks),
                        asked.get(id(draft), []),
                        _marked_nowhere(sheet, blocks),
                    ),
                    asked.get(id(draft), ()),
                    _words_in(sheet, blocks),
                    _lines_in(sheet, blocks),
                    _done_in(draft, sheet, blocks),
                )
                for draft in sheet.drafts
            ),
            unused=tuple(each for each in sheet.unused if each.title not in answered),
        )
        for sheet in sheets
    ]


def _of_objects(found: NotRead, blocks: Sequence[Block]) -> NotRead:
    """What would be refused, but for a list of the objects that each owner has: as a complex it would be none of theirs."""
    if found.column != "complex_id":
        return found
    titled = [
        each for block in blocks for each in block.layout.columns if each.title == found.title and block.table == "mandates"
    ]
    if not any(SEVERAL.fullmatch(text) for each in titled for text in each.texts):
        return found
    return replace(found, column="", so=ALL_OBJECTS, advice=SOME_OBJECTS)


def _columns_of(sheet: SheetDraft, blocks: Sequence[Block]) -> Sequence[Profile]:
    layouts = [each.layout for each in blocks if _is_of(each, sheet)]
    return layouts[0].columns if layouts else ()


def _done_in(draft: Draft, sheet: SheetDraft, blocks: Sequence[Block]) -> dict[str, str]:
    """Title -> its only word, where that stands on each line and says that what the line is of was done: no letter of such a list
    is one that never left, and a word that comes later is refused. Only of letters and contacts that one block takes all of, or
    beside blocks that each take lines by their words.
    """
    if draft.table != "collection_actions" or (len(sheet.drafts) > 1 and not all(map(_has_only, sheet.drafts))):
        return {}
    found = {each.title: next(iter(each.texts)) for each in _columns_of(sheet, blocks) if each.distinct == 1}
    full = {each.title for each in _columns_of(sheet, blocks) if each.filled == sheet.rows >= FREE_AGAIN}
    return {title: word for title, word in found.items() if title in full and DONE.fullmatch(word.strip().lower())}


def _marked_nowhere(sheet: SheetDraft, blocks: Sequence[Block]) -> dict[str, str]:
    """Title -> its only word, where that stands on each line and says no: nothing is blocked or disputed there yet, and a yes
    that comes later is refused.
    """
    full = [each for each in _columns_of(sheet, blocks) if each.distinct == 1 and each.filled == sheet.rows >= FREE_AGAIN]
    said = {each.title: next(iter(each.texts)) for each in full}
    return {title: word for title, word in said.items() if word.strip().lower() in FALSE_WORDS and MARKED.search(title)}


def _with_said_by_days(draft: Draft, found: list[NotRead], sheet: SheetDraft, blocks: Sequence[Block]) -> Draft:
    """The block, its only unread title set aside where each line with a word that it no longer holds has its last day, which is
    read: the word says nothing more. The title then leaves `found`.
    """
    block = next((each for each in blocks if each.table == draft.table and _is_of(each, sheet)), None)
    end = block.choices.get(ENDS[draft.table][0]) if block and draft.table in ENDS else None
    if block is None or end is None or end.part or len(found) != 1 or found[0].rule != LIMIT_NOT_READ or found[0].column:
        return draft
    profile = next((each for each in block.layout.columns if each.title == found[0].title), None)
    stopped = [row for row in block.rows if profile and STOPPED.fullmatch(cell_of(row, profile))]
    if not stopped or not all(is_day(cell_of(row, end.profile)) for row in stopped):
        return draft
    return _with_setting(draft, Line("unread", [found.pop().title], look(_BY_ITS_DAY)))


def _is_of(block: Block, sheet: SheetDraft) -> bool:
    return (block.sheet.file, block.sheet.sheet or "") == (sheet.file, sheet.sheet)


def _words_in(sheet: SheetDraft, blocks: Sequence[Block]) -> dict[str, dict[str, int]]:
    """Title -> the words below it that come back, where it is a list of them: what is asked of them cannot be seen otherwise."""
    return {
        profile.title: {
            word: count for word, count in profile.words.most_common(MOST_SHOWN) if count >= FREE_AGAIN or _is_status(profile)
        }
        for profile in _columns_of(sheet, blocks)
    }


def _is_status(profile: Profile) -> bool:
    """Whether each of a few words says how something stands: the one that stands there seldom is what is asked."""
    return "status" in concepts_of(profile.title) and profile.distinct <= MOST_SHOWN


def _lines_in(sheet: SheetDraft, blocks: Sequence[Block]) -> dict[str, str]:
    """Title -> how many lines have something below it, and which: of a text that does not come back nobody else is to read it."""
    block = next((each for each in blocks if _is_of(each, sheet)), None)
    found = {}
    for profile in block.layout.columns if block is not None and block.layout.rows else ():
        rows = enumerate(block.sheet.rows[block.layout.above :], start=block.layout.above + 1) if block else ()
        lines = [line for line, row in rows if cell_of(row, profile)]
        more = " en meer" if len(lines) > MOST_SHOWN else ""
        found[profile.title] = f"{amount_of(len(lines), 'regel', 'regels')} ({', '.join(map(str, lines[:MOST_SHOWN]))}{more})"
    return found


def _asking(draft: Draft, found: Sequence[NotRead], words: _Words, lines: Mapping[str, str], done: Mapping[str, str]) -> Draft:
    """The block with its questions: a column that a title may be on top of the columns, what may not matter on top of it all."""
    if len(outcomes := [each for each in found if each.rule == OUTCOME_NOT_READ]) == 1 and outcomes[0].title in done:
        title = outcomes[0].title
        found = [each for each in found if each is not outcomes[0]]
        draft = _with_only(draft, title, done[title], look(_ALL_DONE))
    columns = []
    taken = {line.key for section in draft.sections if section.name == "columns" for line in section.lines if not line.waits}
    first_of = {
        each.column: each for each in reversed(found) if each.column
    }  # two lines for one column are no TOML once both count
    for each in first_of.values():
        instead = f" en haal de andere regel met {each.column} weg" if each.column in taken else ""
        asked = f"{NOBODY_READS}, en {each.so}. {_IS_IT.format(instead)}[{quoted(each.title)}]"
        columns.append(Line(each.column, each.title, answer(asked), waits=True))
    others = [each for each in found if first_of.get(each.column) is not each]
    if others:
        draft, aside = _without_unread(draft)
    first = {"": [_waiting(others, words, lines, aside)] if others else []}
    first |= {"columns": [line for line in columns if line.key not in taken]}
    last = {"columns": [line for line in columns if line.key in taken]}  # beneath the line that counts until it is chosen
    sections = (Section(each.name, (*first.get(each.name, ()), *each.lines, *last.get(each.name, ()))) for each in draft.sections)
    return replace(draft, sections=tuple(sections))


def _with_setting(draft: Draft, line: Line) -> Draft:
    """The block with one more setting below its others."""
    return replace(
        draft, sections=tuple(each if each.name else replace(each, lines=(*each.lines, line)) for each in draft.sections)
    )


def _with_marks(draft: Draft, found: list[NotRead], nowhere: Mapping[str, str]) -> Draft:
    """The block that takes only the lines without a mark that none has yet; its title then leaves `found`."""
    for each in [each for each in found if each.rule == OUTCOME_NOT_READ and each.title in nowhere]:
        found.remove(each)
        draft = _with_only(draft, each.title, nowhere[each.title], remark(_NOWHERE))
    return draft


def _has_only(draft: Draft) -> bool:
    return any(line.key == "only" for each in draft.sections if not each.name for line in each.lines)


def _with_only(draft: Draft, title: str, word: str, note: Note) -> Draft:
    """The block that takes only the lines with a word, beside the words by which it takes its lines already."""
    if not _has_only(draft):
        return _with_setting(draft, Line("only", {title: [word]}, note))

    def added(line: Line) -> Line:
        return replace(line, value={**line.value, title: [word]}) if line.key == "only" and isinstance(line.value, dict) else line

    return replace(
        draft,
        sections=tuple(each if each.name else replace(each, lines=tuple(map(added, each.lines))) for each in draft.sections),
    )


def _without_unread(draft: Draft) -> tuple[Draft, list[str]]:
    """(the block without the titles that it sets aside, these): a second setting of that name would be no TOML."""
    known = [line for each in draft.sections if not each.name for line in each.lines if line.key == "unread" and not line.waits]
    titles = [str(title) for line in known if isinstance(line.value, list) for title in line.value]
    sections = (replace(each, lines=tuple(line for line in each.lines if line not in known)) for each in draft.sections)
    return replace(draft, sections=tuple(sections)), titles


def _waiting(found: Sequence[NotRead], words: _Words, lines: Mapping[str, str], aside: Sequence[str] = ()) -> Line:
    """The line that says that a title does not matter. Of several only the first stands ready: one hash that is taken away
    shall not wave a second away unread, and a check asks each of the others; a conversation asks them one after the other.
    """
    first, *others = found
    named = ", ".join(quoted(each.title) for each in others)
    more = f"; zet {named} er alleen bij als ook dat er niet toe doet" if others else ""
    shown = {each.title: _shown(words.get(each.title, {}), lines.get(each.title, "")) for each in found}
    why = " ".join(f"{quoted(each.title)} {NOBODY_READS}: {each.so}. {each.advice}{shown[each.title]}" for each in found)
    known = words.get(first.title, {})
    where = "" if known else shown[first.title]
    note = replace(
        answer(f"{why} {_MATTERS_NOT}{more}"),
        words=tuple(known),
        talk=f"{quoted(first.title)} {NOBODY_READS}: {first.so}.{where}",
        of_list=next(lists_said_by(first.title), "") if first.rule == TITLE_NOT_READ and not first.column else "",
        rest=_waiting(others, words, lines) if others else None,
    )
    return Line("unread", [first.title, *aside], note, waits=True)


def _shown(words: Mapping[str, int], lines: str) -> str:
    listed = ", ".join(f"{quoted(word)} ({count} keer)" for word, count in words.items())
    if listed:
        return f" Daar staat {listed}."
    return f" Er staat iets op {lines}." if lines else ""


def _exports(sheets: Sequence[SheetDraft]) -> list[tuple[Export, Draft]]:
    """The blocks as a run would read them once they are confirmed, and what they wait for is answered; none of a table of which
    one is no block even then.
    """
    read = [
        (export_of(draft.table, _said(draft)) or export_of(draft.table, _as_if_answered(draft)), draft)
        for sheet in sheets
        for draft in sheet.drafts
    ]
    broken = {draft.table for export, draft in read if export is None}
    return [(export, draft) for export, draft in read if export is not None and draft.table not in broken]


def _said(draft: Draft) -> dict[str, Any]:
    """What a block says to a run, as TOML gives it."""
    said: dict[str, Any] = {}
    for section in draft.sections:
        kind, _, column = section.name.partition(".")
        lines = [line for line in section.lines if line.key and not line.waits]
        if kind == "patterns":
            said.setdefault(kind, {})[column] = [[line.key, line.value] for line in lines]
        else:
            place = said.setdefault(kind, {}) if kind else said
            place = place.setdefault(column, {}) if column else place
            place.update({line.key: _plain(line.value) for line in lines})
    return said


def _as_if_answered(draft: Draft) -> dict[str, Any]:
    """What a block will say once a title is found for each column that it waits for, whichever that may be."""
    said = _said(draft)
    said["columns"] = {column: TO_BE_SAID for column in _waited_for(draft) - {*said.get("constants", {})}} | said.get(
        "columns", {}
    )
    return said


def _waited_for(draft: Draft) -> set[str]:
    """Our columns of which a person is asked which title has them, or what they are on each line."""
    return {line.key for each in draft.sections if each.name in ("columns", "constants") for line in each.lines if line.waits}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def _refused(exports: Sequence[Export], blocks: Sequence[Block], landing_dir: Path) -> Iterator[NotRead]:
    shapes = [
        shape for key in dict.fromkeys((each.file, each.sheet) for each in exports) for shape in _shapes(key, exports, blocks)
    ]
    for each in not_read(shapes, exports, landing_dir):
        if isinstance(each, NotRead) and each.severity == "refused":
            yield each


def _shapes(key: tuple[str, str | None], exports: Sequence[Export], blocks: Sequence[Block]) -> list[ExportShape]:
    """How the sheet that blocks of the file read looks, as far as its titles go."""
    file, sheet = key
    one = next(each for each in exports if (each.file, each.sheet) == key)
    for block in blocks:
        if fnmatch(block.sheet.file, file) and (one.sheet is None or is_named(one.sheet, block.sheet.sheet or "")):
            titles = block.layout.columns
            filled = frozenset(plain_title(each.title) for each in titles if each.filled)
            plain = frozenset(plain_title(each.title) for each in titles if not any(map(has_figures_of_a_day, each.texts)))
            names = tuple(plain_title(each.title) for each in titles)
            looks = looks_in({plain_title(each.title): each.texts for each in titles}, block.layout.rows)
            return [ExportShape(file, sheet, names, filled=filled, without_figures=plain, looks=looks)]
    return []
