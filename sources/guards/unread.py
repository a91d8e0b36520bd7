"""Cells of other people's exports that cannot be read: errors of a spreadsheet, and what is no date, amount or known word;
and constants of the mapping that are none.

Belongs here: finding them and naming them by title and line, and by content only what is a code for certain. Does not belong
here: reading them (reading/values.py), or columns that no block reads (unused.py).

Hardly any cell is one of these, so a file is asked for all of them at once, and where they stand only of those that there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from exports.ground.duck import only_row
from exports.inbox.sheets import ODD_CELLS
from sources.findings import Finding, amount_of
from sources.guards.places import title_of
from sources.reading.cells import Opened, found_where, holding, plain_title, text_of
from sources.reading.code_lists import may_name_somebody, words_of
from sources.reading.rules import TABLES, Export
from sources.reading.safest import safest_first
from sources.reading.settings import NAME_DAY
from sources.reading.sql_texts import quote
from sources.reading.values import parsed
from sources.ways import Meaning
from sources.words.cell_kinds import KINDS
from sources.words.evidence import meaning_of
from sources.words.names import fits_only, quoted
from sources.words.titles import is_free_text
from validations.landing import Column
from validations.unreadable import ADVICE

NO_DATE = KINDS["none"]
MOST_WORDS = 5
OF_OTHER = " (other als het geen huur en geen servicekosten is)"
OURS = '"…"'  # for a person to fill in: a word of ours that stands ready would be taken unread
YES_OR_NO = ("true", "false")
MOST_CODES = 20  # words without a meaning that are named


def odd_cells(
    con: duckdb.DuckDBPyConnection, export: Export, places: Mapping[str, int], source: str, opened: Opened
) -> list[Finding]:
    """Errors and formulas that were never calculated, in the columns that are taken (our column -> its place)."""
    asked = [(f"c{place} = '{cell}'", name, rule) for name, place in places.items() for cell, rule in ODD_CELLS.items()]
    findings = []
    for (condition, name, rule), holds in zip(asked, holding(con, [each[0] for each in asked]), strict=True):
        if holds:
            count, where = found_where(con, condition, opened)
            text = f"kolom '{title_of(export, name)}' ({name}): {ADVICE[rule][0]} {where}"
            findings.append(Finding("refused", source, rule, text, count))
    return findings


@dataclass(frozen=True)
class Asked:
    """One of our columns: the SQL of the text that a cell holds for it, and of what that says."""

    column: Column
    text: str
    value: str

    @property
    def flag(self) -> str:
        """The column of `converted` that says whether there is a text."""
        return f"has_{self.column.name}"


# Column -> when a line is passed over instead of given one of our words: each of these would be proof, or an entry.
NOT_THIS = {
    "action_type": "gaat zo'n regel niet over de achterstand, of ging hij niet naar de huurder, sla hem dan over:",
    "entry_type": "is zo'n regel geen boeking van een huurder, sla hem dan over:",
}


def unread_cells(
    con: duckdb.DuckDBPyConnection, export: Export, asked: Sequence[Asked], source: str, opened: Opened
) -> list[Finding]:
    """Cells that hold something of which nothing could be made: of `converted`, where each text has its flag beside its value."""
    if not asked:
        return []
    counts = ", ".join(f"count_if({each.flag} and {each.column.name} is null)" for each in asked)
    found = zip(asked, only_row(con, f"select {counts} from converted"), strict=True)
    return [_unread(con, export, each, source, opened) for each, count in found if count]


def unread_constants(con: duckdb.DuckDBPyConnection, export: Export, source: str) -> list[Finding]:
    """What a mapping says for every row that is none of our words, no date or no amount: taken as nothing, it would empty the
    whole column.
    """
    findings = []
    for column in TABLES[export.table].columns:
        said = export.constants.get(column.name, "").strip()
        if not said or said == NAME_DAY:
            continue
        text = f"'{quote(said)}'"
        if only_row(con, f"select {parsed(column, text, export)} is null")[0]:
            kinds = {
                "date": f"geen datum als {' of '.join(export.dates)}", "money": "geen bedrag", "boolean": "niet true of false",
                "code": f"geen woord dat er is: kies uit {', '.join(column.values)}",
            }  # fmt: skip
            text = f"[{export.table}.constants] {column.name} = '{said}' is {kinds.get(column.kind, 'niet te lezen')}."
            findings.append(Finding("refused", source, "unreadable_constant", text))
    return findings


def _unread(con: duckdb.DuckDBPyConnection, export: Export, each: Asked, source: str, opened: Opened) -> Finding:
    column, condition = each.column, f"{each.text} is not null and {each.value} is null"
    count, where = found_where(con, condition, opened)
    kinds = {
        "date": f"geen datum als {' of '.join(export.dates)}", "money": "geen bedrag", "boolean": "niet ja of nee",
        "code": f"geen van {', '.join(safest_first(column) if export.where else export.values.get(column.name, column.values))}",
    }  # fmt: skip
    text = (
        f"kolom '{title_of(export, column.name)}' ({column.name}): {amount_of(count, 'cel is', 'cellen zijn')} "
        f"{kinds.get(column.kind, 'niet te lezen')} {where}."
    )
    if column.kind == "date":
        text += _words_for_no_date(con, export, each.text, condition)
    if column.kind == "money" and export.months is not None:
        text += _words_in_months(export)
    words: dict[str, int] = {}
    if column.kind in ("code", "boolean"):
        words = {} if is_free_text(title_of(export, column.name)) else _codes_that_come_back(con, each)
        text += _said(words)
    if column.kind == "code" and export.where:
        text += _what_to_write(export, column, list(words))
    return Finding("refused", source, f"unreadable_{column.kind}", text, count, ways=_ways(con, export, column, words))


def _ways(con: duckdb.DuckDBPyConnection, export: Export, column: Column, words: Mapping[str, int]) -> tuple[Meaning, ...]:
    """A question of each word that may be shown, at the title below which it stands."""
    codes = tuple(safest_first(column)) if column.kind == "code" else YES_OR_NO
    title, by_pattern = title_of(export, column.name), column.name in export.patterns
    further = export.if_empty.get(column.name, "")
    beside = _words_below(con, further) - _words_below(con, title) if further and words else set()
    shown = list(words.items())[:MOST_CODES] if export.where else []
    return tuple(
        Meaning(
            export.table,
            column.name,
            further if word in beside else title,
            word,
            times,
            codes,
            fits_only(word.lower()),
            by_pattern,
        )
        for word, times in shown
    )


def _words_below(con: duckdb.DuckDBPyConnection, title: str) -> set[str]:
    place = con.execute("select min(place) from titles where title = ?", [plain_title(title)]).fetchone()
    if place is None or place[0] is None:  # made of several
        return set()
    return {word for (word,) in con.execute(f"select distinct {text_of(place[0])} from cells").fetchall() if word}


def _what_to_write(export: Export, column: Column, words: Sequence[str]) -> str:
    """The lines that solve it, with the words that may be shown: first that a word is none of ours, where its lines would prove
    something and no word is known; else what it means, for what is owed is owed below any word.
    """
    shown, title = words[:MOST_WORDS], title_of(export, column.name)
    patterns = [_pattern(fits_only(word.lower())) for word in shown] or ["'^begin van het woord, in kleine letters'"]
    if column.name in export.patterns:
        how = f"zet bij patterns.{column.name} {', '.join(f'[{each}, {OURS}]' for each in patterns)}"
    else:
        said = ", ".join(f"{quoted(word)} = {OURS}" for word in shown) or "het woord"
        how = f"zet onder [{export.table}.values.{column.name}] {said}"
    passed = f"{quoted(title)} = [{', '.join(patterns)}]"
    skip = f"zet bij skip_lines {passed}" if export.skip_lines else f"zet boven columns skip_lines = {{{passed}}}"
    is_first = column.name in NOT_THIS and not (shown and all(meaning_of(column.name, word) for word in words))
    how += OF_OTHER if column.name == "category" else ""
    ordered = f"{NOT_THIS[column.name]} {skip}; anders: {how}" if is_first else f"{how}; of, telt zo'n regel niet mee, {skip}"
    return f" {ordered[0].upper()}{ordered[1:]}; zegt een ander bestand wat het betekent, haal het daar met lookup."


def _pattern(text: str) -> str:
    return f"'{text}'"


def _codes_that_come_back(con: duckdb.DuckDBPyConnection, each: Asked) -> dict[str, int]:
    """All words without a meaning, where they are plainly codes: in a list of few words that come back, of which some have a
    meaning. Below a title that was mistaken for it, they may be names of people; then only their lines are said.
    """
    asked = f"select {each.text} as said, any_value({each.value}) is not null as is_read, count(*) from cells group by said"
    found = [row for row in con.execute(asked).fetchall() if row[0]]
    listed = words_of(Counter({said: count for said, _, count in found}))
    if not any(is_read and said in listed for said, is_read, _ in found):
        return {}
    shown = {said: count for said, count in listed.items() if not may_name_somebody(said, count)}
    unread = Counter({said: shown[said] for said, is_read, _ in found if not is_read and said in shown})
    return dict(sorted(unread.most_common(), key=lambda each: (-each[1], each[0])))


def _said(words: Mapping[str, int]) -> str:
    more = f" en nog {len(words) - MOST_CODES}" if len(words) > MOST_CODES else ""
    named = ", ".join(f'"{word}" ({count} keer)' for word, count in list(words.items())[:MOST_CODES])
    return f" Daar staat {named}{more}." if words else ""


def _words_in_months(export: Export) -> str:
    """What to do with a word in the cell of a month, such as `storno`: it may be anybody's, so it is not shown."""
    shown = "\"(cel)\" = ['^het woord, in kleine letters$']"
    skip = f"zet {shown} bij skip_lines" if export.skip_lines else f"zet boven columns skip_lines = {{{shown}}}"
    return (
        f" Staat daar een woord: was er in die maand niets (storno, leegstand), {skip}; is alles betaald, zet het woord dan bij "
        "marks (docs/nl/recepten.md, Meer kolommen per maand); herstel het anders in de bron."
    )


def _words_for_no_date(con: duckdb.DuckDBPyConnection, export: Export, text: str, condition: str) -> str:
    """What to do with words such as `n.v.t.`, which stand for no date; any other may be about a person and stays away."""
    found = con.execute(f"select distinct trim({text}) as said from cells where {condition} order by said").fetchall()
    words = [said for (said,) in found if NO_DATE.fullmatch(said)]
    if words:
        listed = ", ".join(f'"{word}"' for word in words[:MOST_WORDS])
        how = "zet erbij in no_date:" if export.no_date else "zet in het blok, boven columns: no_date ="
        return f" Daar staat dat er geen datum is: {how} [{listed}]."
    if any(re.search("[a-z]{3}", said.lower()) for (said,) in found):
        return " Staat daar een woord voor geen datum, zet het dan bij no_date; herstel het anders in de bron."
    return ""
