"""Lists in groups: a line that names the debtor for the lines below it, or his number on the first line of his group only.

Belongs here: seeing it from the lines. Does not belong here: the settings for it (proposals/part.py), or reading such a list
(reading/lines.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sources.words.cell_kinds import is_day
from sources.words.titles import concepts_of

FEWEST = 3  # lines above a group
WHOLE = 3  # filled cells of a line that is an entry
SHORTEST = 3  # signs of a number that no word stands before
DOWN = 0.7  # of the lines that may hold a number which holds for the lines below it too
NO_NUMBER = frozenset({"co_tenant", "end", "start", "date", "due", "deceased"})
# The contract that such a line names behind somebody's number: he may have several.
_CONTRACT = re.compile(
    r"(?<=\W)(?P<word>(?:huur)?(?:contract|overeenkomst)(?:nummer|nr)?|ovk(?:nr)?|ctr(?:nr)?|lease)\b[.:]* *"
    r"(?P<number>[\w./-]*\d[\w./-]*)",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"(?:([^\W\d_][^\d:]*?)\.?\s*[:.]?\s+)?([A-Za-z]{0,6}[-.]?\d[\w./-]*)(?:\s+\D.*)?\s*")


@dataclass(frozen=True)
class Groups:
    """Lines above groups.

    Attributes:
        title: what the number is called. pattern: what finds it, as the mapping writes it.
        lines: the places (from 0) of those lines in the body. numbers: the number of each other line, in their order.
    """

    title: str
    pattern: str
    lines: frozenset[int]
    numbers: tuple[str, ...]


def groups_of(body: Sequence[Sequence[str]], titles: Sequence[str]) -> Groups | None:
    """The lines above groups of a list; None where it has none."""
    texts = [_text(row) for row in body]
    found = {
        at: _ABOVE.fullmatch(text) for at, (row, text) in enumerate(zip(body, texts, strict=True)) if text and _is_above(row)
    }
    above = {at: match for at, match in found.items() if match}
    words = Counter((match[1] or "").strip().lower() for match in above.values())
    if not words:
        return None
    word, count = words.most_common(1)[0]
    above = {at: match for at, match in above.items() if (match[1] or "").strip().lower() == word}
    numbers = [match[2] for match in above.values()]
    are_cells = not word and any(text == number for text, number in zip(map(texts.__getitem__, above), numbers, strict=True))
    if are_cells and filled_down(body, titles):  # in a column of its own, with the name in the next
        return None
    if count < FEWEST or count > len(body) / 2 or (not word and min(map(len, numbers)) < SHORTEST) or min(above) != 0:
        return None
    contract = _contracts_in([texts[at] for at in above])
    named = dict(zip(above, contract[1] if contract else numbers, strict=True))
    last, of_lines = "", []
    for at in range(len(body)):
        if at in above:
            last = named[at]
        else:
            of_lines.append(last)
    pattern = _pattern_behind(*contract) if contract else _pattern(word, numbers, are_cells=are_cells)
    fits = {at for at, text in enumerate(texts) if re.search(pattern, text, re.IGNORECASE)}
    title = _title("contract" if contract else word, titles)
    return Groups(title, pattern, frozenset(above), tuple(of_lines)) if fits == {*above} else None


def _contracts_in(texts: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """(the word before it, the number of the contract that each of these lines names behind another number); else None."""
    found = [match for text in texts if (match := _CONTRACT.search(text)) and re.search(r"\d", text[: match.start()])]
    words = {match["word"].lower() for match in found}
    return (words.pop(), tuple(match["number"] for match in found)) if len(words) == 1 and len(found) == len(texts) else None


def _pattern_behind(word: str, numbers: Sequence[str]) -> str:
    """What finds the number behind a word within the line."""
    signs = "[0-9]" if all(number.isdecimal() for number in numbers) else "[a-z0-9./-]"
    return f"\\d.*\\b{re.escape(word)}[.:]* *({signs}+)"


def _is_above(row: Sequence[str]) -> bool:
    return 0 < sum(bool(cell.strip()) for cell in row) < WHOLE


def _text(row: Sequence[str]) -> str:
    """A line as the mapping compares it: its first cell, and what follows it where that has no number."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return cells[0] if cells and re.search(r"\d", cells[0]) else " ".join(cells)


def _title(word: str, titles: Sequence[str]) -> str:
    is_known = word and not any(concept.startswith("?") for concept in concepts_of(word))
    title = word.capitalize() if is_known else "Debiteur"  # of a complex, an owner or a building: not of a debtor
    return f"{title} (groep)" if title.lower() in {each.strip().lower() for each in titles} else title


def _pattern(word: str, numbers: Sequence[str], *, are_cells: bool) -> str:
    """What finds the line. `are_cells`: whether the number stands in a cell by itself, on some of them."""
    signs = "[0-9]" if all(number.isdecimal() for number in numbers) else "[a-z0-9./-]"
    if word:
        return f"^{re.escape(word)}[.:]* *({signs}+)"
    begins = f"^({signs}{{{min(map(len, numbers))},}})"
    return f"{begins}( +[^0-9 ].*)?$" if are_cells else f"{begins} +[^0-9 ]"


def filled_down(body: Sequence[Sequence[str]], titles: Sequence[str]) -> tuple[str, ...]:
    """Titles whose number stands on the first line of a group only. A day is none, however seldom it stands there: the end of a
    contract would end those below it.
    """
    found = []
    for place, title in enumerate(titles):
        said = concepts_of(title) if title else frozenset()
        if not said & {"contract", "tenant", "unit"} or said & NO_NUMBER:
            continue
        cells = [row[place].strip() if place < len(row) else "" for row in body]
        filled = [cell for cell in cells if cell]
        if any(map(is_day, filled)):
            continue
        below = [row for row, cell in zip(body, cells, strict=True) if not cell]
        if len(filled) < FEWEST or not cells[0] or len(filled) > DOWN * len(cells) or len(set(filled)) < len(filled):
            continue
        if all(sum(bool(cell.strip()) for cell in row) >= WHOLE for row in below):
            found.append(title)
    return tuple(found)


def without_heads(body: Sequence[Sequence[str]], titles: Sequence[str], filled: Sequence[str]) -> list[Sequence[str]]:
    """The lines of a list without those that hold no more than such a number and a name, each other with the number that
    holds for it; all of them as they are where none does.
    """
    places = [titles.index(title) for title in filled]
    heads = {
        at for at, row in enumerate(body) if _is_above(row) and any(place < len(row) and row[place].strip() for place in places)
    }
    if not heads:
        return [*body]
    last: dict[int, str] = {}
    found: list[Sequence[str]] = []
    for at, row in enumerate(body):
        last |= {place: row[place] for place in places if place < len(row) and row[place].strip()}
        if at not in heads:
            found.append([last.get(place, cell) if place in places else cell for place, cell in enumerate(row)])
    return found
