"""What a check would refuse of a proposed mapping because nothing reads a title, asked beforehand in the block that it concerns.

Belongs here: finding those titles with the check's own rules, and the line that answers. Does not belong here: the rules
(mapping_unused.py, mapping_left_out.py), or which titles `map` takes (proposal.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

from sources.export_shapes import ExportShape
from sources.mapping_cells import plain_title
from sources.mapping_left_out import columns_left_out
from sources.mapping_rules import FILE_NAME, Export, sound_exports
from sources.mapping_sheets import is_named
from sources.mapping_unused import titles_not_read
from sources.proposal_blocks import Block
from sources.proposal_names import quoted

_ANSWER = re.compile(r' Doet de kolom er niet toe, zet dan unread = \["(?P<title>[^"]+)"\] in het blok\.')
_LINE = re.compile(r" Zie regel (\d+) van mapping\.toml\.$")
_NOT_USED = re.compile(r"# niet gebruikt: (?P<title>'.*'|\".*\") \(vorm: ")
_COLUMN = re.compile(r" Zet (?P<column>\w+)(?: = \"[^\"]+\")? onder \[(?P<table>\w+)\.columns\]\.$")
_MATTERS_NOT = "Doet het er niet toe, haal dan het hekje weg"
_IS_IT = "Is het dat, haal dan het hekje weg; doet het er niet toe, zet dan in dit blok boven columns: unread = "


def with_unread(text: str, blocks: Sequence[Block], landing_dir: Path) -> str:
    """The proposal, with a line that waits for an answer in each block of which a title would be refused as read by nobody."""
    lines = text.splitlines()
    unused = {plain_title(said["title"][1:-1]): said["title"][1:-1] for line in lines if (said := _NOT_USED.match(line))}
    asked: dict[int, dict[str, str]] = {}  # the header of a block -> title -> why it is asked whether it matters
    answered: set[str] = set()
    added: list[tuple[int, str]] = []
    for number, title, why in _refused(text, blocks, landing_dir):
        if plain_title(title) not in unused:
            continue
        title = unused[plain_title(title)]
        answered.add(title)
        header, column = _header_above(lines, number), _COLUMN.search(why)
        if column:
            place = _columns_below(lines, header)
            why = f"{why[: column.start()].rstrip('. ')}. {_IS_IT}[{quoted(title)}]"
            added.append((place, f"# {column['column']} = {quoted(title)}  # {why}"))
        else:
            asked.setdefault(header, {})[title] = why
    for header, titles in asked.items():
        added.append((header, _waiting(titles)))
    for number, line in sorted(added, reverse=True):
        lines.insert(number, line)
    kept = [line for line in lines if not ((said := _NOT_USED.match(line)) and said["title"][1:-1] in answered)]
    return "\n".join([*kept, ""])


def _waiting(titles: Mapping[str, str]) -> str:
    """The line that says that a title does not matter. Of several only the first stands ready: one hash that is taken away
    shall not wave a second away unread, and a check asks each of the others.
    """
    first, *others = titles
    more = f"; ook nog niet gelezen: {', '.join(map(quoted, others))}, zet wat er niet toe doet er dan bij" if others else ""
    why = " ".join(dict.fromkeys(titles.values()))
    return f"# unread = [{quoted(first)}]  # {why} {_MATTERS_NOT}{more}"


def _refused(text: str, blocks: Sequence[Block], landing_dir: Path) -> list[tuple[int, str, str]]:
    """(the line that the refusal names, the title, why) of each."""
    with TemporaryDirectory(prefix="vroegsignaal-map-") as folder:
        (Path(folder) / FILE_NAME).write_text(text, encoding="utf-8")
        exports, _ = sound_exports(Path(folder))
    shapes = [
        shape for key in dict.fromkeys((each.file, each.sheet) for each in exports) for shape in _shapes(key, exports, blocks)
    ]
    found = []
    for each in (*titles_not_read(shapes, exports, landing_dir), *columns_left_out(shapes, exports)):
        answer, line = _ANSWER.search(each.text), _LINE.search(each.text)
        if each.severity == "refused" and answer and line:
            found.append((int(line[1]), answer["title"], each.text[: answer.start()]))
    return found


def _shapes(key: tuple[str, str | None], exports: Sequence[Export], blocks: Sequence[Block]) -> list[ExportShape]:
    """How the sheet that blocks of the file read looks, as far as its titles go."""
    file, sheet = key
    one = next(each for each in exports if (each.file, each.sheet) == key)
    for block in blocks:
        if fnmatch(block.sheet.file, file) and (one.sheet is None or is_named(one.sheet, block.sheet.sheet or "")):
            titles = block.layout.columns
            filled = frozenset(plain_title(each.title) for each in titles if each.filled)
            return [ExportShape(file, sheet, tuple(plain_title(each.title) for each in titles), filled=filled)]
    return []


def _columns_below(lines: Sequence[str], header: int) -> int:
    """The number of the header of a block's columns."""
    return next(at for at in range(header + 1, len(lines) + 1) if lines[at - 1].endswith(".columns]"))


def _header_above(lines: Sequence[str], number: int) -> int:
    """The number of the header of the block in which a line stands, from 1: what is inserted there comes below it."""
    return next(at for at in range(number, 0, -1) if lines[at - 1].startswith("[["))
