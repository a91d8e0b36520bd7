"""What charges are for, where a short list of words says it beside a free text: the list, whose every word has one meaning.

Belongs here: that a list of a ledger says it, and its text does not say otherwise. Does not belong here: titles that say it by
themselves, or a kind that is the purpose too (words/choices.py).

Nothing of it is certain. A text that says more than a list, or otherwise, stays what was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sources.recognition.word_lists import NOBODYS
from sources.words.blocks import LIKELY, Choice, Sheet
from sources.words.evidence import HALF, meaning_of
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile, cell_of
from sources.words.titles import concepts_of, is_free_text

FEWEST = 3  # purposes: a tax or a journal has `huur` beside one other word
MOSTLY = 0.9  # of the lines of which both say something
BEFORE_TEXT = "een lijst van woorden zegt het, waar de omschrijving vrije tekst is"


def with_list_of_purposes(sheet: Sheet, layout: Layout, choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """The only list of words that names several purposes, in the place of a free text that names them."""
    text = choices.get("category")
    if text is None or text.part or not is_free_text(text.profile.title):
        return dict(choices)
    kind = choices.get("entry_type")
    taken = {each.profile.place for name, each in choices.items() if name != "entry_type"}
    rows = [row for row in sheet.rows[layout.above :] if _may_be_charge(row, kind)]
    lists = [each for each in layout.columns if each.place not in taken and each.distinct < text.profile.distinct]
    lists = [each for each in lists if _is_list(each, kind, text.profile, rows)]
    lists = [each for each in lists if _says_the_same(each, text.profile, rows)]
    if len(lists) != 1:
        return dict(choices)
    known = sum(count for word, count in lists[0].said_words.items() if meaning_of("category", word))
    return {**choices, "category": Choice("category", lists[0], LIKELY, Evidence((BEFORE_TEXT,), known, lists[0].filled))}


def _may_be_charge(row: Sequence[str], kind: Choice | None) -> bool:
    return kind is None or meaning_of("entry_type", kind.profile.said(cell_of(row, kind.profile))) in (None, "charge")


def _is_list(profile: Profile, kind: Choice | None, text: Profile, rows: Sequence[Sequence[str]]) -> bool:
    """Whether the words of a list name enough purposes of charges, by themselves or by the text on all lines of one (`KOST`); a
    word for the rent itself may be one that is asked.
    """
    if not profile.words or profile.date_kind or concepts_of(profile.title) & NOBODYS or profile.share("money") > HALF:
        return False
    of_kinds = kind is not None and kind.profile is profile
    words = [word for word in profile.words if not of_kinds or meaning_of("entry_type", profile.said(word)) in (None, "charge")]
    named = {word: meaning_of("category", profile.said(word)) for word in words}
    if not {*named.values()} - {None}:
        return False
    beside = {word: _of_text(profile, text, rows, word) for word, ours in named.items() if ours is None}
    return len({*named.values(), *beside.values()} - {None}) >= FEWEST


def _of_text(profile: Profile, text: Profile, rows: Sequence[Sequence[str]], word: str) -> str | None:
    """What the text on each line of a word says, where that is one thing."""
    said = {meaning_of("category", text.said(cell_of(row, text))) for row in rows if cell_of(row, profile) == word}
    return said.pop() if len(said) == 1 else None


def _says_the_same(words: Profile, text: Profile, rows: Sequence[Sequence[str]]) -> bool:
    """Whether nearly all lines of which both say what they are for agree, and the list has a word on nearly all of which the text
    says it.
    """
    of_text = [(cell_of(row, words), meaning_of("category", text.said(cell_of(row, text)))) for row in rows]
    of_text = [(word, ours) for word, ours in of_text if ours]
    both = [(listed, ours) for word, ours in of_text if (listed := meaning_of("category", words.said(word)))]
    agreed = sum(listed == ours for listed, ours in both)
    return bool(both) and sum(bool(word) for word, _ in of_text) >= MOSTLY * len(of_text) and agreed >= MOSTLY * len(both)
