"""Titles that ask or state: `Wanneer ging het contract in?` asks for the first day of a contract, `Is geen huurder meer sinds`
states the last of a tenant.

Belongs here: a question or sentence as the title that it stands for, by its content words. Does not belong here: what these mean
(words.toml, parts.toml, phrases.toml), or how a question asks and a sentence states (`asked` and `sentences` there).

What is understood from either counts as read by its parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from sources.words.parts import asked, phrases, sentences

FEWEST = 3  # words of a question without its mark, which asks with one of its first two
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’.&/-](?=[^\W_]))*")


@cache
def answer_of(title: str) -> str | None:
    """The title that a question or sentence stands for, in small letters; None where a title neither asks nor states, or is a
    phrase that is known.
    """
    stated = stated_by(title)
    if stated is not None:
        return answer_of(stated) or stated
    text = as_asked = " ".join(_WORD.findall(title.lower()))
    said = text.split()
    if text in phrases() or not (is_question(title) or (len(said) >= FEWEST and {*said[:2]} & {*asked()["first"]})):
        return None
    for pattern, becomes in asked()["as"].items():
        text = re.sub(rf"\b(?:{pattern})(?!\w)", becomes, text)
    found = " ".join(_without_little_words(_joined(text.split(), asked())))
    return found if found not in ("", as_asked) else None


@cache
def stated_by(title: str) -> str | None:
    """The title that a sentence stands for, in small letters; None where a title is no sentence, or a phrase that is known."""
    text = as_written = " ".join(_WORD.findall(title.lower()))
    if text in phrases():
        return None
    for pattern, becomes in sentences().items():
        found = re.fullmatch(pattern, text)
        text = " ".join(found.expand(becomes).split()) if found else text
    return text if text != as_written else None


def is_question(title: str) -> bool:
    """Whether a title ends as a question does."""
    return title.rstrip().endswith("?")


def _joined(said: list[str], ways: Mapping[str, Any]) -> list[str]:
    """With a verb and what belongs to it at the end as one word: `ging ... in` is `ingang`."""
    for verb in said[:-1]:
        together = ways["apart"].get(f"{verb} {said[-1]}")
        if together:
            return [*(word for word in said[:-1] if word != verb), together]
    return said


def _without_little_words(said: list[str]) -> list[str]:
    return [word for word in said if word not in asked()["little"]]
