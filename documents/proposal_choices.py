"""What may be typed below a question of a proposed mapping: yes or no, one of a list, some of a list.

Belongs here: reading such an answer until it can be understood. Does not belong here: what is asked (proposal_dialogue.py,
proposal_blanks.py) or a keyboard (orchestration/cli/map_questions.py).

Enter alone always leaves a question for later: nobody agrees to a letter by pressing a key twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

Reply = Callable[[str], str]  # what is shown -> what was typed
NOTHING: Mapping[str, str] = MappingProxyType({})
LATER = "  Enter = later"
YES, NO = ("j", "ja"), ("n", "nee")
YES_NO = "  j = ja, n = nee, Enter = later"


class Later(Exception):
    """A question stays in the file for now. The text, if any, says what to do there."""


def is_right(shown: str, reply: Reply) -> bool:
    """Whether a person says yes.

    Raises:
        Later: nothing was typed.
    """
    how = "typ j voor ja, n voor nee"
    return one_of(f"{shown}\n{YES_NO}", dict(zip((*YES, *NO), "jjnn", strict=True)), reply, how) == "j"


def one_of(shown: str, allowed: Mapping[str, str], reply: Reply, how: str) -> str:
    """What stands for what was typed, of what may be typed; `how` says that to whoever types something else.

    Raises:
        Later: nothing was typed.
    """
    typed = reply(shown).strip().lower()
    while typed not in allowed:
        if not typed:
            raise Later
        typed = reply(_refused(typed, how)).strip().lower()
    return allowed[typed]


def _refused(typed: str, how: str) -> str:
    """What to type instead; a yes or no is refused where it does not say of what."""
    is_yes_or_no = typed.strip().lower() in (*YES, *NO)
    return f"  Dat kan hier niet: {'ja of nee zegt niet welke; ' * is_yes_or_no}{how}, of Enter voor later."


def one_listed(
    asked: str, lines: Sequence[str], reply: Reply, besides: Mapping[str, str] = NOTHING, *, is_shown: bool = True
) -> str:
    """The number, from 1, that a person chooses of a list; or a key of `besides`, which says what each stands for. `is_shown`:
    whether the list is; it need not be twice.

    Raises:
        Later: nothing was typed.
    """
    more = [f"  {key:>2}  {words}" for key, words in besides.items()]
    shown = "\n".join([asked, *([numbered(lines)] if lines else []), *more, LATER]) if is_shown else asked
    keys = [*map(str, range(1, len(lines) + 1)), *besides]
    numbers = f"het nummer van uw keuze ({_numbers(len(lines))})" if lines else ""
    how = " of ".join(filter(None, (numbers, *(f"{key} ({words.partition(':')[0]})" for key, words in besides.items()))))
    return one_of(shown, dict(zip(keys, keys, strict=True)), reply, f"typ {how}")


def _numbers(count: int) -> str:
    return f"1 tot en met {count}" if count > 1 else "1"


def some_of(shown: str, count: int, reply: Reply, which: str, *, none: Mapping[str, str] = NOTHING) -> list[int]:
    """The places, from 0, of those of a numbered list that a person names by their numbers.

    Args:
        shown: the list, and what is asked of it.
        count: how many there are.
        reply: shows a text and gives what was typed below it.
        which: of which the numbers are asked, for whoever types something else.
        none: what says that it is none -> what it stands for.

    Raises:
        Later: nothing was typed.
    """
    typed = reply(shown)
    how = f"typ de nummers {which} ({_numbers(count)})"
    how = ", of ".join((how, *(f"{key} ({words})" for key, words in none.items())))
    while True:
        numbers = [int(each) for each in re.findall(r"\d+", typed)]
        if not typed.strip():
            raise Later
        if typed.strip() in none:
            return []
        if count == 1 and none and typed.strip().lower() in (*YES, *NO):  # of one, yes and no say which
            return [0] if typed.strip().lower() in YES else []
        if numbers and all(1 <= each <= count for each in numbers):
            return sorted({each - 1 for each in numbers})
        typed = reply(_refused(typed, how))


def wrong_of(shown: str, count: int, reply: Reply) -> list[int]:
    """The places, from 0, of those of a numbered list that a person says are wrong; none where all are right.

    Raises:
        Later: nothing was typed.
    """
    if count == 1:
        return [] if is_right(shown, reply) else [0]
    how = f"typ j als alles klopt, of de nummers die niet kloppen ({_numbers(count)})"
    typed = reply(f"{shown}\n  j = ja, alle {count}; of de nummers die niet kloppen; Enter = later").strip().lower()
    while typed not in YES:
        numbers = [int(each) for each in re.findall(r"\d+", typed)]
        if not typed:
            raise Later
        if numbers and all(1 <= each <= count for each in numbers):
            return sorted({each - 1 for each in numbers})
        again = "  Welke kloppen niet? (nummers)" if typed in NO else _refused(typed, how)
        typed = reply(again).strip().lower()
    return []


def numbered(lines: Sequence[str]) -> str:
    """A list of which a person may name the numbers."""
    return "\n".join(f"  {number:>2}  {line}" for number, line in enumerate(lines, start=1))
