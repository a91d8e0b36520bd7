"""What `check` refuses, asked one by one in Dutch where an answer resolves it: a word without a meaning, a title that nothing
reads, an empty cell.

Belongs here: the questions of a report, what is shown, and what an answer changes. Does not belong here: what is found and how it
may be resolved (sources/guards, sources/ways.py), changing the file (mapping_changes.py), or a keyboard (orchestration/cli).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from typing import Any

from documents.check import CheckReport
from documents.check_todo import NOT_CONFIRMED
from documents.check_ways import BY_HAND, typed_columns
from documents.check_words import BLOCKING
from documents.code_words import code_in_words
from documents.column_words import column_in_words
from documents.mapping_changes import OF_FILE, Block, block_at
from documents.proposal_blanks import COUNTS_ALL, COUNTS_SOME, NOTHING_COUNTS
from documents.proposal_choices import LATER, Later, Reply, is_right, numbered, one_listed, some_of
from documents.proposal_columns import typed_value
from sources.reading.rules import TABLES
from sources.ways import Change, Choice, Meaning, Option, Some, Typed, Way
from sources.words.names import quoted

PASSED_OVER = "telt niet mee: sla zulke regels over"
CONFIRM = (
    "Kloppen de aantallen, de ontvangsten en het saldo hierboven met uw eigen systeem, en staat er geen ! voor? Dan is de "
    "mapping bevestigd, en neemt een run over wat er staat."
)


Put = list[tuple[Block, Change]]


@dataclass(frozen=True)
class Step:
    """One question about what check found.

    Attributes:
        source: the file or table that it is about. way: what is asked.
        blocks: those of the mapping in which the answer goes.
    """

    source: str
    way: Way
    blocks: tuple[Block, ...]

    @property
    def key(self) -> tuple[str, Way]:
        return self.source, self.way


def steps_of(report: CheckReport, mapping: str) -> list[Step]:
    """What may be asked of a report, in its order; each once. `mapping`: the text of mapping.toml that it was made of."""
    found = [(each.source.removeprefix("exports/"), way, each.blocks) for each in report.findings for way in each.ways]
    found += [(each.table, way, each.blocks) for each in report.tables for way in each.ways]
    said = _said(mapping)
    steps = [Step(source, way, _blocks(mapping, said, lines, way)) for source, way, lines in found]
    if any(each.rule == "mapping_invalid" for each in report.findings):
        steps = [Step(block[0], way, (block,)) for block, way in typed_columns(said)] + steps
    once: dict[tuple[str, Way], Step] = {}
    for each in steps:
        if each.blocks or _is_of_file(each.way):
            known = once.get(each.key, each)
            once[each.key] = replace(known, blocks=tuple(dict.fromkeys((*known.blocks, *each.blocks))))
    return list(once.values())


def takes_a_block_away(put: Put) -> bool:
    """Whether an answer took a block away: what was to be asked of others stands in other places then."""
    return any(not change.key for _, change in put)


def is_moot(step: Step, put: Put) -> bool:
    """Whether an answer passed over the lines that a question is about: of a word it may be asked for two columns."""
    way = step.way
    passed = {(block, change.key, each) for block, change in put if isinstance(change.value, tuple) for each in change.value}
    return isinstance(way, Meaning) and any((block, ("skip_lines", way.title), way.pattern) in passed for block in step.blocks)


def _is_of_file(way: Way) -> bool:
    """Whether its answers stand above all blocks."""
    return isinstance(way, Choice) and all(change.is_of_file for option in way.options for change in option.changes)


def _said(mapping: str) -> dict[str, Any]:
    """What a mapping says; nothing where it cannot be read."""
    try:
        return tomllib.loads(mapping)
    except tomllib.TOMLDecodeError:
        return {}


def _blocks(mapping: str, said: Mapping[str, Any], lines: Iterable[int], way: Way) -> tuple[Block, ...]:
    """The blocks in which these lines stand; where a question is of some files, those that read one of them."""
    found = dict.fromkeys(block for line in lines if (block := block_at(mapping, line)))
    files = way.files if isinstance(way, Choice) else ()
    return tuple(each for each in found if not files or any(fnmatch(file, _file_of(said, each)) for file in files))


def _file_of(said: Mapping[str, Any], block: Block) -> str:
    table, place = block
    found = said.get(table, {})
    return str((found[place] if isinstance(found, list) else found).get("file", ""))


def waits_for_confirming(report: CheckReport) -> bool:
    """Whether nothing is refused but that nobody confirmed the mapping yet."""
    refused = [each.rule for each in report.findings if each.severity == "refused"]
    return refused == [NOT_CONFIRMED] and report.is_taken_but_for_findings


def confirmed(reply: Reply) -> Put:
    """The change that confirms the mapping; none where a person says that something is wrong.

    Raises:
        Later: nothing was typed.
    """
    return [(OF_FILE, Change(("confirmed",), True))] if is_right(CONFIRM, reply) else []


def answered(step: Step, reply: Reply) -> Put:
    """What a person's answer changes.

    Raises:
        Later: nothing was typed, or the answer is to be carried out by hand; then with what to do.
    """
    return [
        (block, change) for change in _changes(step.way, reply) for block in ((OF_FILE,) if change.is_of_file else step.blocks)
    ]


def _changes(way: Way, reply: Reply) -> Sequence[Change]:
    if isinstance(way, Meaning):
        return _of_meaning(way, reply)
    if isinstance(way, Typed):
        kind = TABLES[way.table].column(way.column).kind
        return [Change(("constants", way.column), typed_value(way.asks, kind, reply), answers=(f"{way.column} =",))]
    return _of_some(way, reply) if isinstance(way, Some) else _of_choice(way, reply)


def _of_choice(way: Choice, reply: Reply) -> Sequence[Change]:
    option = way.options[int(one_listed(way.asks, [_in_words(each) for each in way.options], reply)) - 1]
    if not option.changes:
        raise Later(option.then or BY_HAND)
    return option.changes


def _in_words(option: Option) -> str:
    return column_in_words(*option.column) if option.column else option.says


def _of_meaning(way: Meaning, reply: Reply) -> Sequence[Change]:
    """One of our words, or the lines with the word are passed over."""
    times = f" ({way.times} keer)" if way.times > 1 else ""
    asked = f"{quoted(way.title)}: wat is {quoted(way.word)}{times}?"
    passed = f"telt niet mee: {NOTHING_COUNTS[way.column]}" if way.column in NOTHING_COUNTS else PASSED_OVER
    passes = {} if way.table in BLOCKING else {"0": passed}  # without its line, who objected would be reported
    typed = one_listed(asked, [code_in_words(way.column, each) for each in way.codes], reply, passes)
    waits = (f"{quoted(way.word)} =",)
    if typed == "0":
        return [Change(("skip_lines", way.title), (way.pattern,), answers=waits)]
    code = way.codes[int(typed) - 1]
    if way.is_pattern:
        return [Change(("patterns", way.column), ((way.pattern, code),))]
    return [Change(("values", way.column, way.word), code)]


def _of_some(way: Some, reply: Reply) -> Sequence[Change]:
    """Words of which the lines do not count; where none is named, that the title is of no matter."""
    shown = f"{way.asks}\n{COUNTS_SOME} (nummers)\n{numbered([quoted(each) for each in way.words])}\n   0  {COUNTS_ALL}\n{LATER}"
    gone = some_of(shown, len(way.words), reply, "die niet meetellen", none={"0": COUNTS_ALL})
    waits = tuple(each for change in way.of_no_matter for each in change.answers)
    others = tuple(each for number, each in enumerate(way.words) if number not in gone)
    sure = [Change(("sure_of",), others)] if way.is_sure_of_others and others else []
    if not gone:
        return [*way.of_no_matter, *sure]
    return [Change(("skip_lines", way.title), tuple(way.patterns[each] for each in gone), answers=waits), *sure]
