"""Codes of which each line gives the text too: that text is read instead, where it is understood better.

Belongs here: choosing between the two, once it is known what each list gives. Does not belong here: what codes mean by another
list or by a column beside them (meanings.py), or what a word means (words/evidence.py).

Whoever is asked what `HER1` is has to look it up; `1e herinnering` he knows. The text says no less than the code: each code has
one text on all lines, and each text one code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sources.reading.rules import TABLES
from sources.recognition.meanings import OF_TEXTS
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import known_share
from sources.words.names import quoted
from sources.words.profile import Profile, cell_of, plain
from sources.words.titles import concepts_of

SAME_IN_WORDS = "zegt in woorden wat onder {} in codes staat"


def with_texts_of_codes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, of which those that read codes read the text of each instead; all blocks of a sheet the same."""
    of_sheets: dict[int, list[Block]] = {}
    for block in blocks:
        of_sheets.setdefault(id(block.sheet), []).append(block)
    instead = {key: {codes.place: (codes, text) for codes, text in _pairs(listed)} for key, listed in of_sheets.items()}
    return [_reading(block, instead[id(block.sheet)]) for block in blocks]


def _pairs(blocks: Sequence[Block]) -> Iterator[tuple[Profile, Profile]]:
    """(codes that one of a sheet's blocks reads, their text), where that is understood better."""
    for codes in blocks[0].layout.columns:
        text = _text_of(codes, blocks[0]) if codes.means else None
        used = [choice for block in blocks for choice in block.choices.values() if _reads(choice, codes)]
        is_of_lines = any(codes.title in block.only for block in blocks)
        if text is None or any(choice.profile.place == text.place for block in blocks for choice in block.choices.values()):
            continue
        if any(_is_better(choice, codes) for choice in used) or (is_of_lines and not used):
            yield codes, text


def _reads(choice: Choice, codes: Profile) -> bool:
    return choice.profile.place == codes.place and not choice.part


def _is_better(choice: Choice, codes: Profile) -> bool:
    return known_share(choice.column, codes.said_texts) > known_share(choice.column, codes.texts)


def _text_of(codes: Profile, block: Block) -> Profile | None:
    """The column of a sheet that has the text of each code on all its lines."""
    for text in block.layout.columns:
        if text is codes or not text.words or {*text.texts} != {*codes.means.values()} or not _says_of_what(text.title):
            continue
        pairs = {(cell_of(row, codes), cell_of(row, text)) for row in block.rows}
        pairs = {(code, said) for code, said in pairs if code in codes.texts or said in text.texts}
        if pairs == {*codes.means.items()}:
            return text
    return None


def _says_of_what(title: str) -> bool:
    """Whether a title says of what it holds the text: below `Omschrijving` alone stands one of the line, next month another."""
    return any(not concepts_of(word) & OF_TEXTS for word in plain(title).split())


def _reading(block: Block, instead: Mapping[int, tuple[Profile, Profile]]) -> Block:
    are_codes = {each.name for each in TABLES[block.table].columns if each.kind == "code"}
    choices = {name: _of_text(each, instead) if name in are_codes else each for name, each in block.choices.items()}
    titles = {codes.title: (codes, text) for codes, text in instead.values()}
    only: dict[str, tuple[str, ...]] = {}
    for title, words in block.only.items():
        codes, text = titles.get(title, (None, None))
        taken = tuple(codes.said(word) for word in words) if codes else tuple(words)
        name = text.title if text else title
        only[name] = (*only.get(name, ()), *(each for each in taken if each not in only.get(name, ())))
    return replace(block, choices=choices, only=only)


def _of_text(choice: Choice, instead: Mapping[int, tuple[Profile, Profile]]) -> Choice:
    codes, text = instead.get(choice.profile.place, (None, None))
    if codes is None or text is None or choice.part:
        return choice
    doubt = SAME_IN_WORDS.format(quoted(codes.title))
    return replace(choice, profile=replace(text, is_of_codes=True), certainty=LIKELY, why=choice.why.but(doubt))
