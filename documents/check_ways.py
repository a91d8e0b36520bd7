"""What may resolve what check finds, where a guard offers no answers itself: the problem of a table that was made of own exports,
a mapping that lacks a column, and a setting that the words for a finding name themselves. As questions.

Belongs here: which questions those are. Does not belong here: the words for what is wrong (check_words.py), or asking
(check_dialogue.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from documents.check_words import (
    BLOCKING,
    BY_CELL_ALONE,
    MAY_SKIP,
    NEVER_SKIPPED,
    TABLES,
    is_read_twice,
    places_in_words,
    rows_in_words,
)
from documents.code_words import code_in_words
from documents.column_words import column_in_words
from sources.findings import Finding
from sources.guards.places import MadeOf
from sources.reading.files import in_order_of_days
from sources.reading.kinds_beside import KindsBeside
from sources.reading.lacking import Lacking
from sources.reading.rules import TABLES as OURS
from sources.reading.safest import safest_first
from sources.ways import Change, Choice, Option, Typed, Way
from sources.words.names import quoted
from sources.words.titles import says_who
from validations.problems import Problem

DAYS = "dd-mm-jjjj"  # as days are read where a block says nothing
BY_HAND = "Verander het zelf in landing/mapping.toml; check zegt bij deze melding op welke regel."
IN_SOURCE = "Vul die cellen in uw systeem aan, en maak de export opnieuw."
SAME_FOR_ALL = ("as_of", "agency_id", "reported_by", "received_on", "system")  # may well hold for every line of a list
PARTS_THAT_GIVE = ("columns", "constants", "made_ids", "split")
LATEST = "de nieuwste lijst zegt hoe het nu is; een nummer dat alleen op een oudere staat, telt nog mee"
NEWEST = "op de nieuwste lijst staat alles wat nu geldt; wat alleen op een oudere staat, telt niet meer mee"
MOST_SHOWN = 5  # words in an answer
LOOK_IT_UP = "Zoek het uit in uw systeem voor u verder gaat."


# `Is het toch huur, zet dan sure_of = ["Soort"] in het blok.`
_IF_SO = re.compile(
    r" (?P<asks>[A-Z][^.;:!?]*), zet dan(?: in (?:het|dit) blok| bovenaan mapping\.toml, voor het eerste blok)?,? "
    r"(?P<says>(?:sure_of|unread|unread_files) = \[[^\]]*\])[^.]*\."
)
_SEE = re.compile(r" Zie regel [\d, ]+ van mapping\.toml\.$")
_PLACEHOLDER = re.compile(r"…|\bhet woord\b|begin van het woord")
YES, OTHERWISE = "ja", "nee, of ik weet het niet"
# Where a bare yes could be taken for its opposite: what a person says instead of it, and of a no.
AS_SAID = {
    "Is dat gedaan, of klopt het niet": (
        "dat is al verwerkt, of er staat iets anders: het doet er verder niet toe",
        "er moet nog iets gebeuren, of ik weet het niet",
    ),
    "Doet het bestand er niet toe": ("ja, het doet er niet toe", "het doet er wel toe, of ik weet het niet"),
    "Doet de kolom er niet toe": ("ja, zij doet er niet toe", "zij doet er wel toe, of ik weet het niet"),
    "Doet het er niet toe": ("ja, het doet er niet toe", "het doet er wel toe, of ik weet het niet"),
    "Hoort het er niet bij": ("ja, het hoort er niet bij", "het hoort er wel bij, of ik weet het niet"),
}


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
        yes, no = AS_SAID.get(found[0]["asks"], (YES, OTHERWISE))
        return (Choice(f"{asks}\n{found[0]['asks']}?", (Option(yes, settings[0]), Option(no, then=BY_HAND))),)
    options = [Option(f"{each['asks']}: ja", put) for each, put in zip(found, settings, strict=True)]
    return (Choice(asks, (*options, Option("geen van deze, of ik weet het niet", then=BY_HAND))),)


def _changes(says: str) -> tuple[Change, ...]:
    """The changes that a setting in its own words is."""
    try:
        said = tomllib.loads(says)
    except tomllib.TOMLDecodeError:
        return ()
    [(key, value)] = said.items()
    waits = f"unread = [{quoted(value[0])}" if key == "unread" and value else ""
    return (Change((key,), tuple(value), answers=(waits,) if waits else (), is_of_file=key == "unread_files"),)


def ways_of(problem: Problem, made_of: MadeOf | None) -> tuple[tuple[Way, ...], tuple[int, ...]]:
    """(questions, lines of mapping.toml within the blocks in which an answer goes); nothing where none resolves it. Those are the
    blocks of the rows that are named: another that reads the same file may take other lines, of which it is not so.
    """
    if made_of is None or not made_of.said_on:
        return (), ()
    column, lines = problem.column or "", made_of.blocks(problem.rows)
    if problem.rule == "required_cell_empty" and column in made_of.titles:
        return _of_empty_cells(problem, made_of.titles[column], made_of), lines
    if problem.rule == "duplicate_key" and problem.table != "ledger_entries" and not is_read_twice(problem, made_of):
        return _of_same_number(problem, made_of), lines
    return (), ()


def _of_empty_cells(problem: Problem, title: str, made_of: MadeOf) -> tuple[Way, ...]:
    """Whether lines without the cell are something else, or what it means that nothing stands there."""
    column, what = str(problem.column), TABLES[problem.table]
    lacking = made_of.lacking.get(column)
    if lacking is not None and lacking.file:
        return ()
    where = places_in_words(made_of, problem.rows, problem.count)
    ours = f"{column_in_words(problem.table, column)} ({what})"
    asks = f"Onder {quoted(title)} staat op {rows_in_words(problem.count)} niets{where}: {ours}."
    options = [
        Option(f"dan is het: {each}", (Change(("values", column, ""), code),)) for code, each in _codes(problem.table, column)
    ]
    kinds = made_of.kinds.get(column)
    if kinds is not None and made_of.blocks(problem.rows) == (kinds.begins,):
        by_kind = Option(_of_each_kind(kinds), (Change(("if_empty", column), kinds.title),))
        options = [by_kind, *(options if len(kinds.words) == 1 else [])]  # one meaning for all would be wrong of some
    is_apart = lacking is not None and lacking.words and problem.table not in BY_CELL_ALONE
    if lacking is not None and is_apart and _is_alone(lacking, problem, made_of) and not says_who(lacking.title):
        patterns = tuple(f"^{re.escape(word.lower())}$" for word in lacking.words)
        words = " of ".join(map(quoted, lacking.words))
        passed = f"zij tellen hier niet mee: {quoted(lacking.title)} is daar {words}"
        options.append(Option(passed, (Change(("skip_lines", lacking.title), patterns),)))
    if problem.table not in NEVER_SKIPPED and not (problem.table in BLOCKING and _codes(problem.table, column)):
        options.append(Option(f"zulke regels zijn geen {what}: zij tellen niet mee", (Change(("skip_empty",), (column,)),)))
    if problem.table in MAY_SKIP:
        options.append(Option(f"de hele lijst gaat niet over {what}: lees haar zo niet", (Change(()),)))
    options.append(Option("die cellen horen gevuld te zijn", then=IN_SOURCE))
    return (Choice(asks, tuple(options)),) if len(options) > 1 else ()


def _of_each_kind(kinds: KindsBeside) -> str:
    """That another column says it of such lines; what each of its words means, is asked next."""
    words = ", ".join(map(quoted, kinds.words[:MOST_SHOWN])) + (", …" if len(kinds.words) > MOST_SHOWN else "")
    return f"{quoted(kinds.title)} zegt het op die regels ({words}): daarna vraag ik wat elk van die woorden is"


def _is_alone(lacking: Lacking, problem: Problem, made_of: MadeOf) -> bool:
    """Whether all named rows are of the one file of the block in which these words set them apart: lines of another file with
    these words may well have the cell, and would go.
    """
    return made_of.blocks(problem.rows) == (lacking.begins,) and list(made_of.begins).count(lacking.begins) == 1


def _codes(table: str, column: str) -> list[tuple[str, str]]:
    """(code, in words) of what an empty cell may mean; no letter or entry of which nobody wrote what it was: it would prove a
    duty, or be owed.
    """
    if column in ("action_type", "entry_type"):
        return []
    found = OURS[table].column(column)
    codes = ("true", "false") if found.kind == "boolean" else safest_first(found) if found.kind == "code" else ()
    return [(code, code_in_words(column, code)) for code in codes]


def _of_same_number(problem: Problem, made_of: MadeOf) -> tuple[Choice, ...]:
    """Why a number stands there twice, as far as the rows named allow: of one file, or of several that one block reads."""
    files, blocks = made_of.places(problem.rows), made_of.blocks(problem.rows)
    options = []
    if len(files) == 1:
        options = [Option("zulke regels zeggen hetzelfde: neem elk een keer", (Change(("rows",), "distinct"),))]
    elif len(blocks) == 1 and in_order_of_days([Path(each) for each in files]) is not None:
        options = [Option(LATEST, (Change(("choose",), "latest"),))]
        options += [Option(NEWEST, (Change(("choose",), "newest"),))] if problem.table not in BLOCKING else []
    if not options or len(blocks) != 1:
        return ()
    many = "1 rij heeft" if problem.count == 1 else f"{rows_in_words(problem.count)} hebben"
    where = places_in_words(made_of, problem.rows, problem.count)
    asks = f"{many} een nummer dat al gebruikt is: {TABLES[problem.table]}{where}. Hoe komt dat?"
    return (Choice(asks, (*options, Option("iets anders, of ik weet het niet", then=LOOK_IT_UP))),)


def typed_columns(mapping: Mapping[str, Any]) -> Iterator[tuple[tuple[str, int], Typed]]:
    """(a block, a question) of each column that a block lacks and of which the value may be the same on every line."""
    for table, said in mapping.items():
        for place, block in enumerate(said if isinstance(said, list) else [said]):
            if table not in OURS or not isinstance(block, dict) or "columns" not in block:
                continue
            parts = [block.get(part, {}) for part in PARTS_THAT_GIVE]
            given = {name for part in parts if isinstance(part, dict) for name in part}
            for column in OURS[table].columns:
                if column.required and column.name in SAME_FOR_ALL and column.name not in given:
                    sheet = f", blad {block['sheet']}" if "sheet" in block else ""
                    of = f"{TABLES[table]} uit {block.get('file', '')}{sheet}"
                    asks = f"Wat is bij elke regel ({of}): {column_in_words(table, column.name)}?"
                    yield (table, place), Typed(asks, table, column.name, DAYS not in block.get("dates", DAYS))
