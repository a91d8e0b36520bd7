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
        "is geen geldige TOML{regel}. {why}",
        "is not TOML{line}: {why}",
    ),
    "too_deep": ("heeft te veel haken of tabellen in elkaar.", "has too many brackets or tables within each other"),
}
# How the reader's complaint begins: what somebody did who does not know TOML, and what to do; the same in English.
WHY: dict[str, tuple[str, str]] = {
    "Illegal character": (
        "Een tekst heeft geen aanhalingsteken aan het eind: zet het erachter.",
        "a text is not closed by a quote",
    ),
    'Expected "\'"': (
        "Een enkel aanhalingsteken wordt nergens gesloten: zet het achter de tekst.",
        "a single quote is never closed",
    ),
    "Invalid value": (
        'Achter het = staat iets zonder aanhalingstekens: schrijf een tekst als "…", en anders true, false of een getal.',
        "what stands behind = is no text in quotes, no true or false and no number",
    ),
    "Expected newline": (
        "Achter de waarde staat nog iets: een aanhalingsteken of haak te veel, een datum zonder aanhalingstekens, of een "
        "opmerking zonder hekje.",
        "something stands behind the value: a quote or bracket too many, or a remark without #",
    ),
    "Cannot overwrite": (
        "Deze naam of dit kopje staat er al in hetzelfde blok: laat er een staan. Een kopje van een blok dat vaker voorkomt, "
        "heeft overal dubbele haken, zoals [[leases]].",
        "this name or header stands there twice in one block",
    ),
    "Cannot declare": (
        "Dit kopje staat er al in hetzelfde blok, of wat erin hoort staat al op één regel: zet alles onder één kopje. Een nieuw "
        "blok begint met dubbele haken, zoals [[leases]].",
        "this header stands there twice in one block",
    ),
    "Duplicate inline": (
        "Tussen de accolades staat een woord twee keer: laat er een staan.",
        "a key stands twice within the braces",
    ),
    "Expected '=' after": (
        "Er ontbreekt een = , of wat ervoor staat heeft spaties en moet tussen aanhalingstekens.",
        "there is no =, or what stands before it has spaces and no quotes",
    ),
    "Unclosed array": (
        "Een vierkante haak [ is niet gesloten, of er ontbreekt een komma tussen twee delen: hier, of op een regel erboven.",
        "a bracket [ is not closed, or a comma is missing, here or on a line above",
    ),
    "Unclosed inline": (
        "Een accolade { is niet gesloten, of er ontbreekt een komma: wat tussen accolades staat, hoort op één regel.",
        "a brace { is not closed on its line, or a comma is missing",
    ),
    "Expected ']": (
        "Een kopje is niet gesloten: het eindigt met evenveel haken als waarmee het begint.",
        "a header is not closed",
    ),
    "Unescaped": (
        "In een tekst staat een backslash: zet die tekst tussen enkele aanhalingstekens, zoals '^\\d'.",
        "a backslash stands in a text: use single quotes",
    ),
    "Invalid initial": (
        "Een regel begint met iets dat geen naam is, of er staat een komma te veel voor de accolade }.",
        "a line begins with something that is no name, or a comma stands before }",
    ),
}
OF_ANOTHER_KIND = ("Kijk of elke tekst tussen aanhalingstekens staat.", "check the quotes and brackets there")
# As word processors make quotes; TOML knows only the straight ones.
CURLED = ('Er staan gekrulde aanhalingstekens: maak er rechte van, zoals ".', "curled quotes: use straight ones")


class TomlUnreadable(Exception):
    """The file is no TOML that can be read. `words_nl` and `words` say what is wrong and what to do, behind the file's name."""

    def __init__(self, rule: str, line: int | None = None, why: tuple[str, str] = OF_ANOTHER_KIND) -> None:
        self.rule, self.line = rule, line
        dutch, english = WORDS[rule]
        self.words_nl = dutch.format(regel=f" (regel {line})" if line else "", why=why[0])
        self.words = english.format(line=f" (line {line})" if line else "", why=why[1])
        super().__init__(self.words)


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file, with or without a byte order mark.

    Raises:
        TomlUnreadable: it is too large, no UTF-8, no TOML, or too deep.
        OSError: there is no such file, or it may not be read.
    """
    with path.open("rb") as stream:
        return toml_of(stream.read(LARGEST + 1))


def toml_of(data: bytes) -> dict[str, Any]:
    """The content of what stands, or is about to stand, in such a file.

    Raises:
        TomlUnreadable: as above.
    """
    if len(data) > LARGEST:
        raise TomlUnreadable("too_large")
    if _LONG_NAME.search(data):
        raise TomlUnreadable("too_deep")
    rule, line, why = "not_toml", None, OF_ANOTHER_KIND
    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        rule = "wrong_encoding"
    except ValueError as error:  # TOMLDecodeError, and a number of more digits than Python reads
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else None
        why = _why(str(error), data.split(b"\n")[line - 1] if line else b"")
    except RecursionError:
        rule = "too_deep"
    else:
        if _is_too_deep(found):
            raise TomlUnreadable("too_deep")
        return found
    raise TomlUnreadable(rule, line, why)  # outside the handlers: the library's text is not even in its context


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


def _why(complaint: str, line: bytes) -> tuple[str, str]:
    """What is wrong with a line, in words without any of its text."""
    if re.search("[“”„‘’]", line.decode("utf-8", errors="replace")) and not complaint.startswith("Cannot"):
        return CURLED
    return next((words for begin, words in WHY.items() if complaint.startswith(begin)), OF_ANOTHER_KIND)
