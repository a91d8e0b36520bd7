"""Lines whose own word says another kind than the mapping makes of them: a note of costs as rent, a garage as a dwelling.

Belongs here: words below titles that say what a line is, compared with what the block makes of that line. Does not belong here:
charges by the texts that nobody reads (money.py), or words that the mapping itself translates (said.py).

A person may say in `sure_of` that such a title says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import duckdb

from sources.findings import Finding, amount_of
from sources.guards.said import LIVED_IN
from sources.reading.cells import Opened, found_where, plain_title, text_of
from sources.reading.rules import Export
from sources.words.evidence import meaning_of
from sources.words.titles import concepts_of
from sources.words.ways import ways

MOST_WORDS = 200  # different words below a title that says what a line is; more is free text
SHORT = 2  # letters of a code that may stand for anything
ON_ARREARS = ("rent", "service_charges")
SETTLES = ("payment", "credit_note", "write_off", "reversal")
COSTS = r"^kosten(nota)?$"
GARAGE = r"\b(garage|parke)"  # its rent is named, not refused (money.py)
# Table -> (column, what a constant says of every line, the kinds that it is not, in words, how surely a title must say it):
# `Soort` in a list of people may well be that of their dwelling.
OF_EVERY_LINE = {
    "leases": ("unit_type", "dwelling", ("parking", "commercial"), "geen woning", 1),
    "tenants": ("tenant_type", "person", ("organisation",), "een organisatie", 0),
}


def costs_called_rent(
    con: duckdb.DuckDBPyConnection, export: Export, kind: str, category: str, source: str, opened: Opened
) -> list[Finding]:
    """Refusals of charges that become rent or service costs, while the word that says what kind of line it is says costs,
    interest or damage. `con` holds the block's own lines as `cells`; `kind` and `category`: the SQL of what a line becomes.
    """
    # Without a title for the category the texts of all titles are asked (money.py).
    kinds = [export.columns.get("entry_type", "")] if "category" in export.columns else []
    asked = {plain_title(title) for title in (*export.only, *kinds)} - {plain_title(export.columns.get("category", "")), ""}
    findings = []
    for title, place in _places(con, export):
        words = list(_words(con, place, _is_cost)) if title in asked else []
        if words:
            becomes = f"{kind} = 'charge' and {category} in {ON_ARREARS}"
            count, where = found_where(con, f"lower({text_of(place)}) in ({', '.join(words)}) and {becomes}", opened)
            if count:
                text = (
                    f"in '{title}' zegt het woord van {amount_of(count, 'vordering', 'vorderingen')} kosten, rente of schade "
                    f"{where}, en de mapping maakt er huur of servicekosten van: dan telt dat mee als huurachterstand. Geef die "
                    'regels een eigen blok met only en category = "collection_costs", "interest" of "other" onder constants. '
                    f'Is het toch huur, zet dan sure_of = ["{title}"] in het blok.'
                )
                findings.append(Finding("refused", source, "category_said_otherwise", text, count))
    return findings


def kinds_said_otherwise(con: duckdb.DuckDBPyConnection, export: Export, source: str, opened: Opened) -> list[Finding]:
    """Refusals of contracts that a block calls dwellings, or tenants that it calls persons, on every line, where a word below a
    title that says it is another. `con` holds the block's own lines as `cells`.
    """
    if export.table not in OF_EVERY_LINE:
        return []
    column, ours, others, what, rank = OF_EVERY_LINE[export.table]
    if export.constants.get(column) != ours:
        return []
    findings = []
    for title, place in _places(con, export):
        if _may_say_kind(export.table, title) or any(
            way.column == column and way.rank <= rank and way.is_taken_by(title) for way in ways(export.table)
        ):
            words = list(_words(con, place, lambda word: meaning_of(column, word) in others and not re.search(LIVED_IN, word)))
            if not words:
                continue
            count, where = found_where(con, f"lower({text_of(place)}) in ({', '.join(words)})", opened)
            text = (
                f"in '{title}' zegt het woord van {amount_of(count, 'regel', 'regels')} dat het {what} is {where}, en het blok "
                f'zegt van elke regel {column} = "{ours}": wie niet gemeld mag worden, wordt dan gemeld. Neem {column} = '
                f'"{title}" onder columns, met [{export.table}.values.{column}] voor de woorden. Klopt het toch, zet dan '
                f'sure_of = ["{title}"] in het blok.'
            )
            findings.append(Finding("refused", source, "kind_said_otherwise", text, count))
    return findings


def _may_say_kind(table: str, title: str) -> bool:
    """Whether a title of a list of contracts says a kind, whatever it is of: `Omschrijving contractsoort`; not of who rents."""
    said = concepts_of(title)
    return table == "leases" and "kind" in said and "tenant" not in said


def _places(con: duckdb.DuckDBPyConnection, export: Export) -> list[tuple[str, int]]:
    answered = {plain_title(title) for title in (*export.sure_of, *export.unread)}
    found = con.execute("select title, place from titles order by place").fetchall()
    return [(title, place) for title, place in found if title and title not in answered]


def _words(con: duckdb.DuckDBPyConnection, place: int, says: Callable[[str], bool]) -> Iterator[str]:
    """SQL: the texts below a title of which a word says so; none of free text, or of codes of a letter or two."""
    texts = [
        text for (text,) in con.execute(f"select distinct lower({text_of(place)}) from cells limit {MOST_WORDS + 1}").fetchall()
    ]
    for text in texts if len(texts) <= MOST_WORDS else []:
        if text and len(text) > SHORT and says(text):
            yield "'" + text.replace("'", "''") + "'"


def _is_cost(word: str) -> bool:
    if meaning_of("entry_type", word) in SETTLES or re.search(GARAGE, word):
        return False
    return bool(re.search(COSTS, word)) or meaning_of("category", word) in ("collection_costs", "interest", "other")
