"""Words for an action that say of it that it did not happen: a visit called off, a draft of a letter, an undelivered message.

Belongs here: knowing such a word, for all who read the kinds of a log. Does not belong here: titles and marks that say it of a
whole line (cancelled.py, step_days.py), what became of a contact below a title of its own (outcomes.py), or the words
themselves (words.toml). Whoever could not be reached was looked for: `geen gehoor` is an effort (docs/rules.md 2.2).
"""

from __future__ import annotations

import re

from sources.words.titles import words

# It speaks of what a letter is about: `brief mislukte incasso`, `aanmaning regeling vervallen`.
_OF_PAYING = re.compile(r"regeling|incasso|machtiging|storn|\bbetaling (is )?mislukt")
_SEVERAL = re.compile(r"\b(en|maar|daarna|wel)\b|[,;+]")  # `gebeld en bezoek afgezegd`: one of the two was done


def is_undone(text: str) -> bool:
    """Whether a word for a kind of action says that it did not happen, or not yet."""
    said = _said(text)
    return _says_undone(said) and not _SEVERAL.search(said)


def may_be_undone(text: str) -> bool:
    """Whether a word for a kind of action leaves open whether it happened, to whom, or about what: a person is asked."""
    said = _said(text)
    return _says_undone(said) or _fits("perhaps_not_done", said)


def _says_undone(said: str) -> bool:
    return not _OF_PAYING.search(said) and _fits("not_done", said)


def _fits(room: str, said: str) -> bool:
    return any(re.search(pattern, said) for pattern in words()[room].values())


def _said(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").split())
