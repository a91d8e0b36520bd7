"""Words of which each part is cut off: `VastgContract` is a `vastgoedcontract`, `EconEenh` an `economische eenheid`.

Belongs here: finding the one word, or two, that the pieces of a title begin, or that a dot shortens. Does not belong here: the
words (parts.toml), or words of which one part is cut off (parts.py).
"""

from __future__ import annotations

from collections.abc import Iterable

ALIKE = 3  # letters at the beginning of what is shortened within
FIRST, SECOND = 4, 3  # letters of a piece that may stand for the first part of a word, and for what follows
LONG = 10  # letters of a word written together


def word_cut(first: str, second: str, listed: Iterable[tuple[str, str]]) -> str | None:
    """The concept of the words that both pieces begin, in that order; None where there is none, or words of two concepts."""
    if len(first) < FIRST or len(second) < SECOND or not (first + second).isalpha():
        return None
    found = {concept for word, concept in listed if _is_cut(first, second, word)}
    return found.pop() if len(found) == 1 else None


def _is_cut(first: str, second: str, word: str) -> bool:
    if not word.startswith(first):
        return False
    one, _, other = word.partition(" ")
    if other:
        return " " not in other and other.startswith(second) and len(one) > len(first)
    return len(word) >= LONG and word.endswith(second) and len(word) > len(first) + len(second)


def shortened(token: str, listed: Iterable[tuple[str, str]]) -> str | None:
    """The concept of the shortest words of which a piece before a dot keeps the beginning and some letters: `Verstr.` is
    `verstuurd`; None where there is none, or as short ones of two concepts.
    """
    found = [(len(word), concept) for word, concept in listed if len(word) > len(token) > ALIKE and _is_within(token, word)]
    shortest = {concept for length, concept in found if length == min(found)[0]}
    return shortest.pop() if len(shortest) == 1 else None


def _is_within(token: str, word: str) -> bool:
    letters = iter(word)
    return word.isalpha() and word.startswith(token[:ALIKE]) and all(letter in letters for letter in token)
