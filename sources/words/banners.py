"""Headings amidst the lines of a list: a line with one cell only, `Complex Zonnehof`, above the contracts of that complex; and
remarks below the last of them: `Let op: nummers niet opnieuw gebruiken.`

Belongs here: seeing that a line is one. Does not belong here: whose the lines below a line are (groups.py), or totals
(profile.py).

A line with one cell is no heading because it has one: what stands there must be said of the lines below it too, or several lines
must begin with the same word, one that means no person. Any other such line is left in, and a run names it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

from sources.words.titles import concepts_of

FEWEST_CELLS = 4  # of most lines of a list in which one cell alone is a heading
LONGEST = 40  # signs of a heading
ABOVE = frozenset({"complex", "building", "unit", "landlord", "entity", "municipality", "city", "street"})
# How a remark below a list begins: its own words, which may name a person, are never shown.
REMARK = re.compile(
    r"let op|n\.?b\.?(?=\W)|p\.?s\.?(?=\W)|opmerking(en)?|toelichting|noot|bron|legenda|uitleg|deze lijst|dit (blad|overzicht)|"
    r"(laatst )?bijgewerkt|alle bedragen|bedragen in|niet vergeten|voor vragen|vragen\?|zie ook|note|remark|\*", re.IGNORECASE
)  # fmt: skip
WORDS_OF_REMARK = 3
COMES_BACK = 2  # times that what a heading says stands in the lines, on the average


@dataclass(frozen=True)
class Banners:
    """Headings: their lines (places, from 0, in the body), the title below which they stand, and the patterns that find them."""

    lines: frozenset[int]
    title: str
    patterns: tuple[str, ...]


def banners_of(body: Sequence[Sequence[str]], titles: Sequence[str]) -> Banners | None:
    """The headings amidst the lines of a list; None where it has none."""
    counts = [sum(bool(cell.strip()) for cell in row) for row in body]
    alone = {at: _only(row) for at, (row, count) in enumerate(zip(body, counts, strict=True)) if count == 1}
    if not alone or 2 * len(alone) > len(body) or median(counts) < FEWEST_CELLS:
        return None
    place = min(place for place, _ in alone.values())
    texts = {at: text.lower() for at, (where, text) in alone.items() if where == place and _is_heading(text)}
    if not texts or not any(titles[place : place + 1]):
        return None
    said = {*texts.values()}
    lines = [row for at, row in enumerate(body) if at not in alone]
    patterns = _of_one_word(said) or _of_what_lines_say(said, lines)
    return Banners(frozenset(texts), titles[place], patterns) if patterns else None


def remarks_of(body: Sequence[Sequence[str]], titles: Sequence[str]) -> Banners | None:
    """The remarks below the last line of a list, by how they begin; None where it has none, or a line above begins so too."""
    last = max((at for at, row in enumerate(body) if sum(bool(cell.strip()) for cell in row) > 1), default=-1)
    found = {at: _only(row) for at, row in enumerate(body) if at > last >= 0 and any(cell.strip() for cell in row)}
    begins = {at: REMARK.match(text) for at, (_, text) in found.items() if len(text.split()) >= WORDS_OF_REMARK}
    said = {at: begin[0].lower() for at, begin in begins.items() if begin is not None}
    places = {found[at][0] for at in said}
    if len(places) != 1 or not any(titles[max(places) : max(places) + 1]):
        return None
    place = places.pop()
    above = [row[place].strip().lower() for row in body[: last + 1] if place < len(row)]
    if any(cell.startswith(begin) for cell in above for begin in said.values()):
        return None
    return Banners(frozenset(said), titles[place], tuple(sorted({rf"^{re.escape(begin)}" for begin in said.values()})))


def _only(row: Sequence[str]) -> tuple[int, str]:
    return next((place, cell.strip()) for place, cell in enumerate(row) if cell.strip())


def _is_heading(text: str) -> bool:
    return len(text) <= LONGEST and bool(re.search(r"[^\W\d_]{2}", text))


def _of_one_word(texts: Collection[str]) -> tuple[str, ...]:
    """The word with which all of several begin, where it means what contracts are of."""
    firsts = {text.split()[0].rstrip(":") for text in texts}
    word = firsts.pop()
    is_said = not firsts and len(texts) > 1 and bool(concepts_of(word)) and concepts_of(word) <= ABOVE
    return (rf"^{re.escape(word)}\b",) if is_said else ()


def _of_what_lines_say(texts: Collection[str], lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The headings themselves, where one column of the lines holds what each of them says, or ends with."""
    for place in range(max(map(len, lines), default=0)):
        held = Counter(row[place].strip().lower() for row in lines if place < len(row) and row[place].strip())
        is_list = sum(held.values()) >= COMES_BACK * len(held) > 0
        if is_list and all(any(text == each or text.endswith(f" {each}") for each in held if len(each) > 1) for text in texts):
            return tuple(f"^{re.escape(text)}$" for text in sorted(texts))
    return ()
