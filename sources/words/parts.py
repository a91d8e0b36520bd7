"""The second reading of a title: cut into parts, for titles that hold a word which the list of words has not.

Belongs here: cutting a title into parts (`VERVDAT` is `verv` + `dat`), and what these mean together. Does not belong here: the
parts themselves (parts.toml), whole titles (words.toml), or choosing among columns (choices.py).

What is read by parts is never certain: whoever proposes from it shows the parts that were seen.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sources.words.cut import shortened, word_cut

PARTS, PHRASES = (Path(__file__).with_name(f"{name}.toml") for name in ("parts", "phrases"))
LONG = 6  # letters of a part that may stand cut off, or without its vowels
CUT_OFF, SKELETON, INNER = 4, 3, 3  # letters of the least of it that is a part: cut off, without vowels, before another part
LINKS = ("", "s", "e", "en", "n")  # what stands between the parts of a Dutch compound
MOST_WORDS = 4  # words of a part
BEHIND_TWO = frozenset({"nr", "kind", "name", "date", "amount", "reference", "sequence"})  # concepts behind a word of two letters
FEWEST_OF_KEY = 2  # words of the title of a key: what it is of, and that it is a number
LONGEST_TITLE = 60  # characters: what is longer is no title
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DIGITS = re.compile(r"(?<=[^\W\d_]{2})(?=\d)|(?<=\d)(?=[^\W\d_]{3})")
BETWEEN = ""  # the concept of a word that says nothing
# Behind one of these `per` and `van` say from when on; behind what was done, on which day (`Getekend per`).
LASTING = frozenset({"mandate", "contract", "rent", "unit", "valid", "tenant", "co_tenant", "landlord"})
_BROKEN_OFF = re.compile(r"(?<=[^\W\d_])-\s+(?!(?:en|of|and|or)\b)(?=[^\W\d_])")  # but `huur- en servicekosten`
_WITH_SUFFIX = re.compile(r"\b(?:huis)?(?:nr|nummer|no)\b\.?\s*(?:\+|&|/|en|met|incl\.?)\s*(?:toev\w*|(?:huis)?letter)\b")
_SUM = re.compile(r"^(som|totaal|max|min|sum|total|first|last) (van|of) (?=\w)")  # what a report adds before a title
_OWN_FIELD = re.compile(r"(?<=\w)__(?:pc|[cr])$")  # what a system adds behind the name of a field that somebody made in it
_OWN_FIELD_AS_WRITTEN = re.compile(_OWN_FIELD.pattern, re.IGNORECASE)
# How a data warehouse writes the key of a line of its source, the business or natural key: `rel_bk`; a `dag_bk` is a journal.
_OWN_KEY = re.compile(r"(?<=[^\W_]{2})(?<!dag)_(?:bk|nk|bkey)$")
_CENTS = re.compile(r"(?<=\w) (?:ct|cts|cents?|centen|eurocents?)$")  # said of its amounts (proposals/decimals.py)


@dataclass(frozen=True)
class Reading:
    """What a title says by its parts.

    Attributes:
        concepts: named as in words.toml; a word that none knows stands in it with a question mark before it.
        seen: the parts that say something, in their order.
    """

    concepts: frozenset[str]
    seen: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every word of the title is made of parts that say something."""
        return bool(self.concepts) and not any(concept.startswith("?") for concept in self.concepts)


@dataclass(frozen=True)
class _Dictionary:
    """Part -> concept: as it stands, cut off, and without vowels."""

    whole: Mapping[str, str]
    cut_off: Mapping[str, str]
    skeletons: Mapping[str, str]


@cache
def parts() -> Mapping[str, Any]:
    """The parts, what they say together, and which of our columns that is."""
    return tomllib.loads(PARTS.read_text(encoding="utf-8"))


@cache
def phrases() -> Mapping[str, str]:
    """What people write above lists that they keep by hand: phrase -> concept."""
    return {phrase: concept for concept, found in _phrases()["phrases"].items() for phrase in found}


@cache
def asked() -> Mapping[str, Any]:
    """How questions ask: their first words, the little ones, and what stands for what."""
    found: Mapping[str, Any] = _phrases()["asked"]
    return found


def sentences() -> Mapping[str, str]:
    """Sentences that state: regular expression of the whole -> the title that it stands for."""
    found: Mapping[str, str] = _phrases()["sentences"]
    return found


@cache
def _phrases() -> Mapping[str, Any]:
    return tomllib.loads(PHRASES.read_text(encoding="utf-8"))


def without_sum(text: str) -> str:
    """A title in small letters without what a report builder puts before it, and that its amounts are in cents: `som van bedrag`
    and `bedrag centen` are `bedrag`.
    """
    return _CENTS.sub("", _SUM.sub("", text))


def joined(text: str) -> str:
    """A title in small letters in which a number `with` its suffix is that number: what stands below it is taken apart; and a
    word broken off at the end of a line is one word.
    """
    return _WITH_SUFFIX.sub("huisnummer", _BROKEN_OFF.sub("", _OWN_KEY.sub("_nr", _OWN_FIELD.sub("", text))))


@cache
def _dictionary() -> _Dictionary:
    said = parts()
    listed = {word: concept for concept, found in said["parts"].items() for word in found}
    never_cut = {word: concept for concept, found in said["whole"].items() for word in found}
    whole = dict.fromkeys(said["between"]["words"], BETWEEN) | {**phrases(), **never_cut, **listed}
    long = {word: concept for word, concept in listed.items() if len(word) >= LONG and " " not in word}
    cut = [(word[:length], len(word), concept) for word, concept in long.items() for length in range(CUT_OFF, len(word))]
    bare = [(_skeleton(word), word, concept) for word, concept in long.items()]
    skeletons = [
        (text[:length], len(text), concept)
        for text, word, concept in bare
        for length in range(SKELETON, len(text) + 1)
        if not word.startswith(text[:length])
    ]
    return _Dictionary(whole, _nearest(cut, whole), _nearest(skeletons, whole))


def _nearest(found: Iterable[tuple[str, int, str]], whole: Collection[str]) -> dict[str, str]:
    """Each short form and the concept of the shortest word it may stand for; none where two concepts have one as short."""
    nearest: dict[str, tuple[int, set[str]]] = {}
    for text, length, concept in found:
        best, concepts = nearest.get(text, (length, set()))
        if length <= best:
            nearest[text] = (length, {concept} | (concepts if length == best else set()))
    return {text: next(iter(each)) for text, (_, each) in nearest.items() if len(each) == 1 and text not in whole}


def _skeleton(word: str) -> str:
    return word[0] + re.sub("[aeiou]", "", word[1:])


def letters(text: str) -> str:
    """Small letters and digits without accents, in words: `ContractNr`, `CONTRACT_NR` and `Contract-nr.` are `contract nr`."""
    return _letters(_DIGITS.sub(" ", _CAMEL.sub(" ", _OWN_FIELD_AS_WRITTEN.sub("", text))))


def pieces(title: str) -> tuple[str, ...]:
    """The pieces of the name of a database field in small letters: of `bdr_nr`, `BdrNr` and `BDRNR` alike."""
    words = re.sub(r"[\W_]+", " ", _DIGITS.sub(" ", _CAMEL.sub(" ", title))).lower().split()
    return tuple(piece for word in words for piece in ([part for part, _ in _parted(word)] or [word]))


def _parted(word: str) -> list[tuple[str, str]]:
    cut = _cut(word) or []
    return cut if "".join(part for part, _ in cut) == word else []


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", joined(text.lower()))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", plain.replace("d.d.", " dd ")).split())


@cache
def read(title: str) -> Reading:
    """What a title says by its parts; nothing where it is too long for a title."""
    if len(title) > LONGEST_TITLE:
        return Reading(frozenset())
    dotted = frozenset(re.findall(r"[a-z]+(?=\.)", title.lower()))
    spelled = dict.fromkeys((without_sum(letters(title)), without_sum(_letters(title))))
    readings = [_read(tokens.split(), dotted) for tokens in spelled]
    return min(readings, key=lambda each: (sum(concept.startswith("?") for concept in each.concepts), not each.concepts))


def _read(tokens: list[str], dotted: Collection[str] = ()) -> Reading:
    concepts: set[str] = set()
    seen: list[str] = []
    at = 0
    is_from = False
    while at < len(tokens):
        length, found = _next(tokens, at, dotted)
        if 0 < at == len(tokens) - 1 and tokens[at] in ("per", "van"):
            found, is_from = [(tokens[at], BETWEEN)], True
        for part, concept in found:
            if concept == "worth" and _is_short_before_number(part, tokens):
                concept = f"?{part}"
            if concept != BETWEEN:
                concepts.add(concept)
                seen.append(part)
        at += length
    together = _together(frozenset(concepts))
    return Reading(together | {"start"} if is_from and together and together <= LASTING else together, tuple(seen))


def _is_short_before_number(part: str, tokens: Sequence[str]) -> bool:
    """Whether a title is a word cut short before a number of it, where the word that it may be short for is of what has none:
    `brg_id` is no deposit's.
    """
    dictionary = _dictionary().whole
    return part not in dictionary and len(tokens) == FEWEST_OF_KEY and dictionary.get(tokens[-1]) == "nr" and tokens[0] == part


def _next(tokens: list[str], at: int, dotted: Collection[str]) -> tuple[int, list[tuple[str, str]]]:
    """(how many words the next part takes, its parts with their concepts)."""
    whole = _dictionary().whole
    for length in range(min(MOST_WORDS, len(tokens) - at), 1, -1):
        for joint in (" ", ""):
            part = joint.join(tokens[at : at + length])
            if part in whole:
                return length, [(part, whole[part])]
    token = tokens[at]
    if token.isdecimal():
        return 1, [(token, str(int(token)))]
    if at + 1 < len(tokens) and token not in whole and (cut := word_cut(token, tokens[at + 1], _long_words())):
        return 2, [(f"{token} {tokens[at + 1]}", cut)]
    short = shortened(token, _long_words()) if token in dotted and not _cut(token) else None
    return 1, _cut(token) or _of_two(token) or [(token, short or f"?{token}")]


def _of_two(token: str) -> list[tuple[str, str]]:
    """What two short words mean that are written as one: two listed ones (`KLVERH`), or two letters before what a title is of
    (`DWCODE`); nothing where it is neither.
    """
    if (concept := _two_words().get(token)) is not None:
        return [(token, concept)]
    first, rest = parts()["first"].get(token[:2]), _part(token[2:], is_last=True, is_first=False)
    return [(token[:2], first), (token[2:], rest[1])] if first and rest and rest[1] in BEHIND_TWO else []


@cache
def _two_words() -> Mapping[str, str]:
    listed = ((word, concept) for concept, found in parts()["parts"].items() for word in found)
    return {word.replace(" ", ""): concept for word, concept in listed if word.count(" ") == 1 and len(word) > LONG}


@cache
def _long_words() -> tuple[tuple[str, str], ...]:
    return tuple((word, concept) for word, concept in _dictionary().whole.items() if concept != BETWEEN)


def _cut(token: str) -> list[tuple[str, str]] | None:
    """The fewest parts that a word is made of, what stands in the list before what is cut off; None where it is not."""
    best: list[tuple[int, list[tuple[str, str]]] | None] = [(0, []), *[None] * len(token)]
    for begin in range(len(token)):
        before = best[begin]
        if before is None:
            continue
        for end in range(begin + 1, len(token) + 1):
            found = _part(token[begin:end], is_last=end == len(token), is_first=begin == 0)
            if found is None:
                continue
            cost, concept = found
            for link in LINKS:
                stop = end + len(link)
                if token[end:stop] != link or (link and (stop >= len(token) or end - begin <= INNER)):
                    continue
                reached, price = best[stop], before[0] + cost + bool(link)
                if reached is None or price < reached[0]:
                    best[stop] = (price, [*before[1], (token[begin:end], concept)])
    return best[-1][1] if best[-1] else None


def _part(text: str, *, is_last: bool, is_first: bool) -> tuple[int, str] | None:
    """(how far-fetched it is, its concept) of a part of a word; None where it is none."""
    known = _dictionary()
    concept = known.whole.get(text)
    if concept is not None:
        if is_last or len(text) >= INNER:
            return (4 if len(text) > INNER or (is_last and is_first) else 5), concept
        return None
    if len(text) >= CUT_OFF + (not is_last) and text in known.cut_off:
        return 7, known.cut_off[text]
    if len(text) >= SKELETON and text in known.skeletons and not re.search("[aeiou]", text[1:]):
        return 8, known.skeletons[text]
    return None


def _together(concepts: frozenset[str]) -> frozenset[str]:
    for beside, becomes in parts()["together"].items():
        these = frozenset(beside.split())
        if these <= concepts:
            concepts = (concepts - these) | frozenset(becomes.split())
    return concepts - {"currency"} if concepts != {"currency"} else concepts


def names_a(table: str, name: str) -> bool:
    """Whether the name of a file or sheet says by its parts that it gives this table."""
    said = read(re.sub(r"\.\w{2,4}$", "", name)).concepts
    plain = letters(name).replace(" ", "")
    wanted = [frozenset(each.split()) for each in parts()["names"].get(table, ())]
    parts_within = {text: concept for part, concept in _long_parts().items() if (text := part.replace(" ", "")) in plain}
    within = {
        concept for text, concept in parts_within.items() if not any(text in other for other in parts_within if other != text)
    }
    return any(each <= said or each <= within for each in wanted)


@cache
def _long_parts() -> Mapping[str, str]:
    return {part: concept for part, concept in _dictionary().whole.items() if len(part) >= LONG}


def seen_in(title: str) -> tuple[str, ...]:
    """The parts of a title by which it is understood."""
    return tuple(read(title).seen)
