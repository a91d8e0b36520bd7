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
    return one_of(f"{shown}\n{YES_NO}", dict(zip((*YES, *NO), "jjnn", strict=True)), reply) == "j"


def one_of(shown: str, allowed: Mapping[str, str], reply: Reply) -> str:
    """What stands for what was typed, of what may be typed.

    Raises:
        Later: nothing was typed.
    """
    typed = reply(shown).strip().lower()
    while typed not in allowed:
        if not typed:
            raise Later
        typed = reply(f"  Dat kan hier niet: kies uit {', '.join(allowed)}, of Enter voor later.").strip().lower()
    return allowed[typed]


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
    return one_of(shown, dict(zip(keys, keys, strict=True)), reply)


def some_of(shown: str, count: int, reply: Reply, *, none: str = "") -> list[int]:
    """The places, from 0, of those of a numbered list that a person names by their numbers. `none`: what says that it is none.

    Raises:
        Later: nothing was typed.
    """
    typed = reply(shown)
    while True:
        numbers = [int(each) for each in re.findall(r"\d+", typed)]
        if not typed.strip():
            raise Later
        if none and typed.strip() == none:
            return []
        if numbers and all(1 <= each <= count for each in numbers):
            return sorted({each - 1 for each in numbers})
        typed = reply(
            f"  Dat kan hier niet: typ nummers van 1 tot en met {count}{f', {none}' * bool(none)}, of Enter voor later."
        )


def wrong_of(shown: str, count: int, reply: Reply) -> list[int]:
    """The places, from 0, of those of a numbered list that a person says are wrong; none where all are right.

    Raises:
        Later: nothing was typed.
    """
    if count == 1:
        return [] if is_right(shown, reply) else [0]
    typed = reply(f"{shown}\n  j = ja, alle {count}; of de nummers die niet kloppen; Enter = later").strip().lower()
    while typed not in YES:
        numbers = [int(each) for each in re.findall(r"\d+", typed)]
        if not typed:
            raise Later
        if numbers and all(1 <= each <= count for each in numbers):
            return sorted({each - 1 for each in numbers})
        is_no = typed in NO
        typed = reply(
            "  Welke kloppen niet? (nummers)"
            if is_no
            else f"  Dat kan hier niet: typ j, of nummers van 1 tot en met {count}, of Enter voor later."
        )
        typed = typed.strip().lower()
    return []


def numbered(lines: Sequence[str]) -> str:
    """A list of which a person may name the numbers."""
    return "\n".join(f"  {number:>2}  {line}" for number, line in enumerate(lines, start=1))
