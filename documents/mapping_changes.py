"""Changes of `landing/mapping.toml` that a person agreed to, put in the text that he wrote: all else stays, his remarks too.

Belongs here: where a setting goes in the text of a block, and holding the outcome to what was meant. Does not belong here: what
is asked (check_dialogue.py), or what the settings do (sources/reading/rules.py).

The outcome is read again: a text that does not say exactly what it said with the changes is not used. A library that keeps the
style of TOML (tomlkit 0.15.2) put tables below dotted keys in another place (findings/), so the few forms are handled here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import takewhile
from typing import Any

from documents.proposal_toml import toml
from sources.reading.where import blocks_of, header_of
from sources.ways import Change, Value
from sources.words.names import quoted

Block = tuple[str, int]  # a table, and which of its blocks, from 0
OF_FILE: Block = ("", 0)
_MARKED = re.compile(r"#\s*vraag \d+\s*$")
_SETTING = re.compile(r"\s*[\w\"'.-]")
_BARE = re.compile(r"[A-Za-z_]+")
DEEP = ("values", "patterns")  # below these stands a column of ours, and only then the words
MOST_LINES = 400  # of one setting
BY_HAND = "dit staat zo in mapping.toml dat het daar niet vanzelf bij kan; verander het zelf"


class NotPut(Exception):
    """The file says something in a form into which the change does not go by itself; nothing is changed."""

    def __init__(self) -> None:
        super().__init__(BY_HAND)


def block_at(text: str, line: int) -> Block | None:
    """The block in which a line, from 1, stands."""
    headers = ((where[""], (table, n)) for table, blocks in blocks_of(text).items() for n, where in enumerate(blocks))
    return max((each for each in headers if each[0] <= line), default=(0, None))[1]


def with_changes(text: str, changes: Sequence[tuple[Block, Change]]) -> str:
    """The text of the mapping with these changes.

    Raises:
        NotPut: it has a form into which one of them does not go.
    """
    if "\r\n" in text and text.count("\n") == text.count("\r\n"):
        return with_changes(text.replace("\r\n", "\n"), changes).replace("\n", "\r\n")
    try:
        meant = tomllib.loads(text)
        for block, change in changes:
            if not change.key:
                _without(meant, block)
            else:
                _mean(_said_in(meant, block), change.key, change.value)
            text = _put(text, block, change)
        if tomllib.loads(text) == meant:
            return text
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # whatever its form was taken for
        raise NotPut from error
    raise NotPut


def with_meant(said: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """What a block says with a change."""
    found = deepcopy(dict(said))
    _mean(found, change.key, change.value)
    return found


def _said_in(said: dict[str, Any], block: Block) -> dict[str, Any]:
    table, place = block
    found: Any = said[table] if table else said
    there: dict[str, Any] = found[place] if isinstance(found, list) else found
    return there


def _without(said: dict[str, Any], block: Block) -> None:
    """Takes a block away; the table too, where it was its only one."""
    table, place = block
    if isinstance(said[table], list) and len(said[table]) > 1:
        del said[table][place]
    else:
        del said[table]


def _mean(said: dict[str, Any], key: tuple[str, ...], value: Value) -> None:
    """Puts a value where a key says; several come behind those that are there, but for those that are there already."""
    for part in key[:-1]:
        said = said.setdefault(part, {})
    if isinstance(value, tuple):
        listed = [list(each) if isinstance(each, tuple) else each for each in value]
        there = said.get(key[-1], [])
        said[key[-1]] = [*there, *(each for each in listed if each not in there)]
    else:
        said[key[-1]] = value


def _put(text: str, block: Block, change: Change) -> str:
    """The text with one change, and without the lines that waited for it; of a block that goes, each line stays as a remark."""
    lines = text.splitlines(keepends=True)
    first, end = _lines_of(text, block, len(lines))
    if not change.key:
        return "".join([*lines[: first - 1], *(f"# {line}" for line in lines[first - 1 : end]), *lines[end:]])
    inside = _changed(lines[first:end], change)
    kept = (line for line in inside if not any(_waits(line, re.escape(each)) for each in change.answers))
    return "".join([*lines[:first], *kept, *lines[end:]])


def _waits(line: str, begins: str) -> bool:
    """Whether a line behind a # is one of a proposal that begins so, and no remark of a person's."""
    found = re.match(rf"\s*#\s*({begins}.*)", line)
    if not found:
        return False
    said = _MARKED.sub("", found[1]).rstrip()
    return bool(_reads(said) or _reads(f"x = [{said}]")) and (said != found[1].rstrip() or "#" not in said)


def _changed(lines: list[str], change: Change) -> list[str]:
    """The lines of a block with one change: in the setting that is there, else in the part that is there, else in a new line."""
    parts = sorted(_parts(lines), key=lambda each: -len(each[0]))
    for path, begin, stop in parts:
        rest = change.key[len(path) :]
        if path != change.key[: len(path)] or not rest:
            continue
        for at, until, left in _settings(lines, begin, stop):
            if left == rest[: len(left)]:
                return [*lines[:at], _rewritten(lines[at:until], left, rest[len(left) :], change.value), *lines[until:]]
        if path or len(parts) == 1 or _dotted(lines, begin, stop, rest):
            return _with_line(lines, begin, stop, rest, change.value, is_theirs=path[:1] == ("values",))
    return _with_line(lines, *parts[-1][1:], change.key, change.value)


def _dotted(lines: Sequence[str], begin: int, stop: int, key: tuple[str, ...]) -> int:
    """How many parts of a name a setting here has in common with it, before a dot: `columns.city` says one of `columns`."""
    names = (left for _, _, left in _settings(lines, begin, stop))
    return max((len([*takewhile(lambda pair: pair[0] == pair[1], zip(left, key, strict=False))]) for left in names), default=0)


def _lines_of(text: str, block: Block, count: int) -> tuple[int, int]:
    """(the first line of a block behind its header, the line behind its last), from 0; above all blocks for `OF_FILE`."""
    headers = sorted((where[""], (table, place)) for table, each in blocks_of(text).items() for place, where in enumerate(each))
    if block == OF_FILE:
        return 0, headers[0][0] - 1 if headers else count
    at = [found for _, found in headers].index(block)
    return headers[at][0], headers[at + 1][0] - 1 if at + 1 < len(headers) else count


def _parts(lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """(its path below the block, its first line, the line behind its last) of the block, and of each part with a header."""
    path: tuple[str, ...] = ()
    begin = 0
    for number, line in enumerate(lines):
        if name := header_of(line):
            yield path, begin, number
            path, begin = name[1:], number + 1
    yield path, begin, len(lines)


def _settings(lines: Sequence[str], begin: int, stop: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """(its first line, the line behind its last, its name) of each setting."""
    number = begin
    while number < stop:
        until = number + 1
        if _SETTING.match(lines[number]):
            while not _reads("".join(lines[number:until])) and until < min(stop, number + MOST_LINES):
                until += 1
            if said := _reads("".join(lines[number:until])):
                yield number, until, _name_of("".join(lines[number:until]), said)
        number = until


def _reads(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _name_of(text: str, said: dict[str, Any]) -> tuple[str, ...]:
    """The parts of the name before the =, however deep what stands behind it is."""
    left = tomllib.loads(f"{_before(text, said)} = 0")
    name = []
    while isinstance(left, dict):
        [(part, left)] = left.items()
        name.append(part)
    return tuple(name)


def _before(text: str, said: dict[str, Any]) -> str:
    """What stands before the = of a setting; a name in quotes may hold one itself."""
    for at in (each.start() for each in re.finditer("=", text)):
        if _reads(f"{text[:at]} = 0").keys() == said.keys():
            return text[:at].rstrip()
    raise NotPut


def _rewritten(lines: Sequence[str], left: tuple[str, ...], rest: tuple[str, ...], value: Value) -> str:
    """A setting with a value put in it: on one line with its remark; of a list over several lines, with more of them."""
    text = "".join(lines)
    if len(lines) > 1 and not rest and isinstance(value, tuple) and lines[-1].lstrip().startswith("]"):
        return _with_more(lines, left, value)
    if "#" in "".join(lines[:-1]):
        raise NotPut  # remarks between its lines would be lost
    said = tomllib.loads(text)
    before = _before(text, said)
    _mean(said, (*left, *rest), value)
    for part in left:
        said = said[part]
    return f"{before} = {toml(said, _naming(left))}{_remark(lines[-1], text)}{_ending(lines)}"


def _with_more(lines: Sequence[str], left: tuple[str, ...], value: tuple[Any, ...]) -> str:
    """A list over several lines with more of them, each on a line of its own above the bracket."""
    said: Any = tomllib.loads("".join(lines))
    for part in left:
        said = said[part]
    last = next((at for at in range(len(lines) - 2, 0, -1) if lines[at].strip() and not lines[at].lstrip().startswith("#")), 0)
    indent = lines[last][: len(lines[last]) - len(lines[last].lstrip())] if last else "  "
    more = [f"{indent}{toml(each)},{_ending(lines)}" for each in _plain(value) if each not in said]
    above = [*lines[:last], _with_comma(lines[last]) if last and more else lines[last], *lines[last + 1 : -1]]
    return "".join([*above, *more, lines[-1]])


def _with_comma(line: str) -> str:
    """A line of a list, with the comma behind what stands on it: the last one may go without."""
    body = line.rstrip("\r\n")
    ends = (each.start() for each in re.finditer("#|$", body))
    end = next((each for each in ends if _reads(f"x = [{body[:each].rstrip()}]")), len(body))
    said = body[:end].rstrip()
    return line if said.endswith(",") else f"{said},{line[len(said) :]}"


def _remark(line: str, text: str) -> str:
    """The remark behind a setting, on its last line."""
    body, whole = text.rstrip("\r\n"), tomllib.loads(text)
    behind = (body[each.start() :] for each in re.finditer("#", body))
    return next((f"  {each}" for each in behind if each in line and _reads(body.removesuffix(each)) == whole), "")


def _ending(lines: Sequence[str]) -> str:
    return "\r\n" if any(each.endswith("\r\n") for each in lines) else "\n"


def _with_line(
    lines: list[str], begin: int, stop: int, key: tuple[str, ...], value: Value, *, is_theirs: bool = False
) -> list[str]:
    """The lines with one more: in the place of the one that waits for it behind a #, else as the first of its part. `is_theirs`:
    whether it is named by a word of the landlord's.
    """
    deep = _dotted(lines, begin, stop, key) + 1
    line = f"{_line(key, value, deep, is_theirs=is_theirs)}{_ending(lines)}"
    waits = rf"{re.escape(quoted(key[-1]))}\s*="
    at = next((number for number in range(begin, stop) if len(key) == 1 and _waits(lines[number], waits)), None)
    return [*lines[:begin], line, *lines[begin:]] if at is None else [*lines[:at], line, *lines[at + 1 :]]


def _line(key: tuple[str, ...], value: Value, deep: int, *, is_theirs: bool) -> str:
    """A setting on a line: `skip_lines = {"Soort" = […]}`, `values.channel = {"S" = "sms"}`. `deep`: parts of its name that stand
    before the = at least.
    """
    deep = max(deep, 2 if key[0] in DEEP else 1)
    name, rest, said = key[:deep], key[deep:], _plain(value)
    for part in reversed(rest):
        said = {part: said}
    named = ".".join(each if _BARE.fullmatch(each) and not is_theirs else quoted(each) for each in name)
    return f"{named} = {toml(said, _naming(name))}"


def _naming(name: tuple[str, ...]) -> str:
    """Below which setting it is written whether what stands in it is named by the landlord's own words, which have quotes."""
    return "only" if name[0] in DEEP else name[-1]


def _plain(value: Value) -> Any:
    return [list(each) if isinstance(each, tuple) else each for each in value] if isinstance(value, tuple) else value
