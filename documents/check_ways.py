"""What may resolve what check finds, where a guard offers no answers itself: the problem of a table that was made of own exports,
a mapping that lacks a column, and a setting that the words for a finding name themselves. As questions.

Belongs here: which questions those are. Does not belong here: the words for what is wrong (check_words.py), or asking
(check_dialogue.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from documents.check_words import MAY_SKIP, NEVER_SKIPPED, TABLES, is_read_twice
from documents.code_words import code_in_words
from documents.column_words import column_in_words
from sources.findings import Finding
from sources.guards.places import MadeOf
from sources.reading.rules import TABLES as OURS
from sources.reading.safest import safest_first
from sources.ways import Change, Choice, Option, Typed, Way
from sources.words.names import quoted
from validations.problems import Problem

BY_HAND = "Verander het zelf in landing/mapping.toml; check zegt bij deze melding op welke regel."
IN_SOURCE = "Vul die cellen in uw systeem aan, en maak de export opnieuw."
SAME_FOR_ALL = ("as_of", "agency_id", "reported_by", "received_on", "system")  # may well hold for every line of a list
PARTS_THAT_GIVE = ("columns", "constants", "made_ids", "split")
ONLY_NEWEST = "alleen de nieuwste lijst telt, de andere zijn die van eerdere maanden"


# `Is het toch huur, zet dan sure_of = ["Soort"] in het blok.`
_IF_SO = re.compile(
    r" (?P<asks>[A-Z][^.;:!?]*), zet dan(?: in (?:het|dit) blok| bovenaan mapping\.toml, voor het eerste blok)?,? "
    r"(?P<says>(?:sure_of|unread|unread_files|skip_lines) = (?:\[[^\]]*\]|\{[^}]*\}))[^.]*\."
)
_SEE = re.compile(r" Zie regel [\d, ]+ van mapping\.toml\.$")
_PLACEHOLDER = re.compile(r"…|\bhet woord\b|begin van het woord")
OTHERWISE = "nee, of ik weet het niet"


def ways_in_words(finding: Finding) -> tuple[Choice, ...]:
    """The question that the words for a finding ask themselves: what is so, and the setting that says it."""
    text = _SEE.sub("", finding.text)
    found = [each for each in _IF_SO.finditer(text) if not _PLACEHOLDER.search(each["says"])]
    settings = [_changes(each["says"]) for each in found]
    if not settings or not all(settings):
        return ()
    for each in reversed(found):
        text = text[: each.start()] + text[each.end() :]
    asks = f"{text[:1].upper()}{text[1:]}"
    if len(found) == 1:
        return (Choice(f"{asks}\n{found[0]['asks']}?", (Option("ja", settings[0]), Option(OTHERWISE, then=BY_HAND))),)
    options = [Option(f"{each['asks']}: ja", put) for each, put in zip(found, settings, strict=True)]
    return (Choice(asks, (*options, Option("geen van deze, of ik weet het niet", then=BY_HAND))),)


def _changes(says: str) -> tuple[Change, ...]:
    """The changes that a setting in its own words is."""
    try:
        said = tomllib.loads(says)
    except tomllib.TOMLDecodeError:
        return ()
    [(key, value)] = said.items()
    if isinstance(value, dict):
        return tuple(Change((key, title), tuple(patterns)) for title, patterns in value.items())
    waits = f"unread = [{quoted(value[0])}" if key == "unread" and value else ""
    return (Change((key,), tuple(value), answers=(waits,) if waits else (), is_of_file=key == "unread_files"),)


def ways_of(problem: Problem, made_of: MadeOf | None) -> tuple[tuple[Way, ...], tuple[int, ...]]:
    """(questions, lines of mapping.toml within the blocks in which an answer goes); nothing where none resolves it."""
    if made_of is None or not made_of.said_on:
        return (), ()
    column = problem.column or ""
    lines = tuple(made_of.said_on.get(column) or made_of.said_on.get("", ()))
    if problem.rule == "required_cell_empty" and column in made_of.titles:
        return _of_empty_cells(problem, made_of.titles[column], made_of), lines
    if problem.rule == "duplicate_key" and problem.table != "ledger_entries" and not is_read_twice(problem, made_of):
        return (_of_same_number(problem, made_of),), tuple(made_of.said_on.get("", ()))
    return (), ()


def _of_empty_cells(problem: Problem, title: str, made_of: MadeOf) -> tuple[Way, ...]:
    """Whether lines without the cell are something else, or what it means that nothing stands there."""
    column, what = str(problem.column), TABLES[problem.table]
    lacking = made_of.lacking.get(column)
    if lacking is not None and lacking.file:
        return ()
    many = "1 rij" if problem.count == 1 else f"{problem.count} rijen"
    asks = f"Onder {quoted(title)} staat op {many} niets: {column_in_words(problem.table, column)} ({what})."
    options = [
        Option(f"dan is het: {each}", (Change(("values", column, ""), code),)) for code, each in _codes(problem.table, column)
    ]
    if lacking is not None and lacking.words:
        patterns = tuple(f"^{re.escape(word.lower())}$" for word in lacking.words)
        words = " of ".join(map(quoted, lacking.words))
        passed = f"zij tellen hier niet mee: {quoted(lacking.title)} is daar {words}"
        options.append(Option(passed, (Change(("skip_lines", lacking.title), patterns),)))
    elif problem.table not in NEVER_SKIPPED:
        options.append(Option(f"zulke regels zijn geen {what}: zij tellen niet mee", (Change(("skip_empty",), (column,)),)))
    if problem.table in MAY_SKIP:
        options.append(Option(f"de hele lijst gaat niet over {what}: lees haar zo niet", (Change(()),)))
    options.append(Option("die cellen horen gevuld te zijn", then=IN_SOURCE))
    return (Choice(asks, tuple(options), tuple(made_of.places(problem.rows))),) if len(options) > 1 else ()


def _codes(table: str, column: str) -> list[tuple[str, str]]:
    """(code, in words) of what an empty cell may mean."""
    found = OURS[table].column(column)
    codes = ("true", "false") if found.kind == "boolean" else safest_first(found) if found.kind == "code" else ()
    return [(code, code_in_words(column, code)) for code in codes]


def _of_same_number(problem: Problem, made_of: MadeOf) -> Choice:
    files = made_of.places(problem.rows)
    newest = [Option(ONLY_NEWEST, (Change(("choose",), "newest"),))] if len(files) > 1 else []
    many = "1 rij heeft" if problem.count == 1 else f"{problem.count} rijen hebben"
    asks = f"{many} een nummer dat al gebruikt is ({TABLES[problem.table]}; {', '.join(files)}). Hoe komt dat?"
    return Choice(
        asks,
        (
            *newest,
            Option("zulke regels zeggen hetzelfde: neem elk een keer", (Change(("rows",), "distinct"),)),
            Option("iets anders, of ik weet het niet", then="Zoek het uit in uw systeem voor u verder gaat."),
        ),
    )


def typed_columns(mapping: Mapping[str, Any]) -> Iterator[tuple[tuple[str, int], Typed]]:
    """(a block, a question) of each column that a block lacks and of which the value may be the same on every line."""
    for table, said in mapping.items():
        for place, block in enumerate(_blocks(table, said)):
            given = {name for part in PARTS_THAT_GIVE for name in block.get(part, {})}
            for column in OURS[table].columns:
                if column.required and column.name in SAME_FOR_ALL and column.name not in given:
                    of = f"{TABLES[table]} uit {block.get('file', '')}"
                    asks = f"Wat is bij elke regel ({of}): {column_in_words(table, column.name)}?"
                    yield (table, place), Typed(asks, table, column.name)


def _blocks(table: str, said: Any) -> list[dict[str, Any]]:
    if table not in OURS:
        return []
    return [each for each in (said if isinstance(said, list) else [said]) if isinstance(each, dict) and "columns" in each]
