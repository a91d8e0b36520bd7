"""What `check` refuses, asked one by one in Dutch where an answer resolves it: a word without a meaning, a title that nothing
reads, an empty cell.

Belongs here: the questions of a report, what is shown, and what an answer changes. Does not belong here: what is found and how it
may be resolved (sources/guards, sources/ways.py), changing the file (mapping_changes.py), or a keyboard (orchestration/cli).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.check import CheckReport
from documents.check_blocks import block_said, blocks_at, list_of, part_in_words, said_in
from documents.check_todo import NOT_CONFIRMED
from documents.check_ways import BY_HAND, typed_columns
from documents.check_words import BLOCKING
from documents.check_words import TABLES as TABLE_WORDS
from documents.code_words import code_in_words
from documents.column_words import column_in_words
from documents.mapping_changes import OF_FILE, Block
from documents.proposal_blanks import COUNTS_ALL, COUNTS_SOME, NOTHING_COUNTS
from documents.proposal_choices import LATER, NO, YES, Later, Reply, is_right, numbered, one_listed, some_of
from documents.proposal_columns import as_iso, day_typed, typed_value
from documents.proposal_toml import toml
from sources.reading.rules import FILE_NAME, TABLES
from sources.ways import Change, Choice, Meaning, Option, Some, Typed, Way
from sources.words.names import quoted

PASSED_OVER = "telt niet mee: sla zulke regels over"
ALSO_PAID = "; ook wat op zulke regels is ontvangen, telt dan niet mee"
STILL_WAITING = (
    "In mapping.toml wacht nog {n} van het voorstel op een antwoord (# vraag): wat daar staat, geldt niet. Kijk die eerst na."
)
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
        of: the list of which these blocks take lines, where a word means something else in another. part: in words, which lines.
        file: the file that the first of the blocks reads.
    """

    source: str
    way: Way
    blocks: tuple[Block, ...]
    of: str = ""
    part: str = ""
    file: str = ""

    @property
    def key(self) -> object:
        """What makes it another question. Of a word it is the same in each file of a block, however it is written."""
        way = self.way
        if isinstance(way, Meaning):
            return way.table, way.column, way.title, way.pattern, way.is_pattern, self.of
        return self.source, way

    @property
    def about(self) -> str:
        """The list that it is about, for people."""
        source = self.file if self.source == FILE_NAME and self.file else TABLE_WORDS.get(self.source, self.source)
        return ", ".join(filter(None, (source, self.part)))


def steps_of(report: CheckReport, mapping: str) -> list[Step]:
    """What may be asked of a report, in its order; each once. `mapping`: the text of mapping.toml that it was made of."""
    found = [(each.source.removeprefix("exports/"), way, each.blocks) for each in report.findings for way in each.ways]
    found += [(each.table, way, lines) for each in report.tables for way, lines in each.ways]
    said = said_in(mapping)
    steps = [step for source, way, lines in found for step in _steps(source, way, blocks_at(mapping, lines), said)]
    if any(each.rule == "mapping_invalid" for each in report.findings):
        steps = [Step(block[0], way, (block,)) for block, way in typed_columns(said)] + steps
    once: dict[object, Step] = {}
    for each in steps:
        once[each.key] = _together(once[each.key], each) if each.key in once else each
    return list(once.values())


def _steps(source: str, way: Way, blocks: Sequence[Block], said: Mapping[str, Any]) -> list[Step]:
    """The question, with the blocks in which its answer goes; of a word, one for each list of which it may be another word."""
    if isinstance(way, Meaning):
        of: dict[str, list[Block]] = {}
        for each in blocks:
            of.setdefault(list_of(said, each), []).append(each)
        # What blocks say in the same words is one finding, with the count of each of them.
        return [
            Step(source, replace(way, times=way.times * len(each)), tuple(each), name, _parts(said, each))
            for name, each in of.items()
        ]
    file = str(block_said(said, blocks[0]).get("file", "")) if blocks else ""
    return [Step(source, way, tuple(blocks), file=file)]


def _parts(said: Mapping[str, Any], blocks: Sequence[Block]) -> str:
    return " en ".join(dict.fromkeys(part_in_words(said, each) for each in blocks))


def _together(known: Step, more: Step) -> Step:
    """One question of what is asked twice."""
    way, part = known.way, known.part if known.part == more.part else ""
    if isinstance(way, Meaning) and isinstance(more.way, Meaning):
        way = replace(way, times=way.times + more.way.times)
    return replace(known, way=way, part=part, blocks=tuple(dict.fromkeys((*known.blocks, *more.blocks))))


def takes_a_block_away(put: Put) -> bool:
    """Whether an answer took a block away: what was to be asked of others stands in other places then."""
    return any(not change.key for _, change in put)


def is_moot(step: Step, put: Put) -> bool:
    """Whether answers passed over all lines that a question is about, or said of its title what it would say: a word or a title
    may be asked for two columns.
    """
    way = step.way
    said = {(block, change.key, each) for block, change in put if isinstance(change.value, tuple) for each in change.value}
    if isinstance(way, Meaning):
        return all((block, ("skip_lines", way.title), way.pattern) in said for block in step.blocks)
    read = {(block, ("unread",), change.key[1]) for block, change in put if change.key[:1] == ("skip_lines",)}
    titles = [change.value for change in _of_no_matter(way) if change.key == ("unread",) and isinstance(change.value, tuple)]
    return bool(step.blocks) and any(
        all((block, ("unread",), each) in said | read for block in step.blocks for each in value) for value in titles
    )


def _of_no_matter(way: Way) -> Sequence[Change]:
    """What says that a title is of no matter."""
    if isinstance(way, Some):
        return way.of_no_matter
    return [change for option in way.options for change in option.changes] if isinstance(way, Choice) else []


def waits_for_confirming(report: CheckReport) -> bool:
    """Whether nothing is refused but that nobody confirmed the mapping yet."""
    refused = [each.rule for each in report.findings if each.severity == "refused"]
    return refused == [NOT_CONFIRMED] and report.is_taken_but_for_findings


def confirmed(reply: Reply, waiting: int = 0) -> Put:
    """The change that confirms the mapping; none where a person says that something is wrong. `waiting`: how many lines of the
    proposal have no answer yet.

    Raises:
        Later: nothing was typed.
    """
    left = f"{STILL_WAITING.format(n='1 regel' if waiting == 1 else f'{waiting} regels')}\n" if waiting else ""
    return [(OF_FILE, Change(("confirmed",), True))] if is_right(f"{left}{CONFIRM}", reply) else []


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
        value = day_typed(way.asks, reply) if kind == "date" else typed_value(way.asks, kind, reply)
        value = as_iso(value) if way.is_iso else value
        return [Change(("constants", way.column), value, answers=(f"{way.column} =",))]
    return _of_some(way, reply) if isinstance(way, Some) else _of_choice(way, reply)


def _of_choice(way: Choice, reply: Reply) -> Sequence[Change]:
    says = [_in_words(each) for each in way.options]
    option = way.options[int(one_listed(way.asks, says, _with_yes_and_no(says, reply))) - 1]
    if not option.changes:
        raise Later(option.then or BY_HAND)
    return option.changes


def _with_yes_and_no(says: Sequence[str], reply: Reply) -> Reply:
    """The reply, in which a yes or a no stands for the one of two answers that says so."""
    if len(says) > 2 or not re.match(r"ja\b", says[0]):
        return reply
    numbers = dict.fromkeys(YES, "1") | dict.fromkeys(NO, "2")

    def typed(shown: str) -> str:
        said = reply(shown)
        return numbers.get(said.strip().lower(), said)

    return typed


def _in_words(option: Option) -> str:
    return column_in_words(*option.column) if option.column else option.says


def _of_meaning(way: Meaning, reply: Reply) -> Sequence[Change]:
    """One of our words, or the lines with the word are passed over."""
    times = f" ({way.times} keer)" if way.times > 1 else ""
    ours = f" ({column_in_words(way.table, way.column)})"
    asked = f"{quoted(way.title)}: wat is {quoted(way.word)}{times}?{ours}"
    typed = one_listed(asked, [code_in_words(way.column, each) for each in way.codes], reply, _passes(way))
    waits = (f"{toml([way.pattern])[:-1]},", f"['{way.pattern}',") if way.is_pattern else (f"{quoted(way.word)} =",)
    if typed == "0":
        return [Change(("skip_lines", way.title), (way.pattern,), answers=waits)]
    code = way.codes[int(typed) - 1]
    if way.is_pattern:
        return [Change(("patterns", way.column), ((way.pattern, code),), answers=waits)]
    return [Change(("values", way.column, way.word), code)]


def _passes(way: Meaning) -> dict[str, str]:
    """What passes the lines with a word over. Without its line, who objected would be reported; and a receipt with the word of a
    charge would be gone with it, where the word only says what the charge is for.
    """
    if way.table in BLOCKING or (way.table, way.column) == ("ledger_entries", "category"):
        return {}
    passed = f"telt niet mee: {NOTHING_COUNTS[way.column]}" if way.column in NOTHING_COUNTS else PASSED_OVER
    return {"0": f"{passed}{ALSO_PAID}" if way.table == "ledger_entries" else passed}


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
