"""TOML that people write (mappings, desks, letters), read within limits: its content, or one refusal.

Belongs here: the limits, and what is wrong with a file that is no TOML, in both languages. Does not belong here: which
settings a file may hold (each file's own module). No text of a file is repeated: it may hold a name or an address.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

LARGEST = 1_000_000  # bytes
DEEPEST = 20  # tables and lists within each other
# Names joined by points (`a.b.c`), which take the reader the square of their number: counted before it sees them.
_LONG_NAME = re.compile(rb"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){50}""")

# rule: (what is wrong, in Dutch, as what follows the file's name; the same in English)
WORDS: dict[str, tuple[str, str]] = {
    "too_large": ("is te groot om met de hand geschreven te zijn.", "is too large to be written by a person"),
    "wrong_encoding": ("is geen UTF-8. Sla het bestand op als UTF-8.", "is no UTF-8: save it as UTF-8"),
    "not_toml": (
        "is geen geldige TOML{regel}. Kijk of elke tekst tussen aanhalingstekens staat.",
        "is not TOML{line}: check the quotes and brackets there",
    ),
    "too_deep": ("heeft te veel haken of tabellen in elkaar.", "has too many brackets or tables within each other"),
}


class TomlUnreadable(Exception):
    """The file is no TOML that can be read. `words_nl` and `words` say what is wrong and what to do, behind the file's name."""

    def __init__(self, rule: str, line: int | None = None) -> None:
        self.rule, self.line = rule, line
        dutch, english = WORDS[rule]
        self.words_nl = dutch.format(regel=f" (regel {line})" if line else "")
        self.words = english.format(line=f" (line {line})" if line else "")
        super().__init__(self.words)


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file, with or without a byte order mark.

    Raises:
        TomlUnreadable: it is too large, no UTF-8, no TOML, or too deep.
        OSError: there is no such file, or it may not be read.
    """
    with path.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TomlUnreadable("too_large")
    if _LONG_NAME.search(data):
        raise TomlUnreadable("too_deep")
    rule, line = "not_toml", None
    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        rule = "wrong_encoding"
    except ValueError as error:  # TOMLDecodeError, and a number of more digits than Python reads
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else None
    except RecursionError:
        rule = "too_deep"
    else:
        if _is_too_deep(found):
            raise TomlUnreadable("too_deep")
        return found
    raise TomlUnreadable(rule, line)  # outside the handlers: the library's text is not even in its context


def _is_too_deep(found: object) -> bool:
    """Level by level, so that no depth is too much for the looking."""
    level: list[object] = [found]
    for _ in range(DEEPEST):
        level = [
            part
            for each in level
            for part in (each.values() if isinstance(each, dict) else each if isinstance(each, list) else ())
        ]
        if not level:
            return False
    return True
