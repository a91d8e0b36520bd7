"""Addresses in one cell with two loose numbers, of which nobody can say which is the house's: `Plein 1944 3`, `Dorpsstraat 12 3`.

Belongs here: counting them, and saying what to do. Does not belong here: taking addresses apart (reading/parts.py), or dwellings
without a number for whatever cause (documents/check.py).

Such a lease is never reported, and that it is not looks like any other address without a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import duckdb

from sources.findings import Finding, amount_of
from sources.reading.cells import Opened, found_where, text_of
from sources.reading.parts import NUMBER_WORD, TWO_NUMBERS, YEAR, YEAR_AND_NUMBER
from sources.reading.rules import Export
from sources.reading.where import line_of

RULE = "house_number_not_said"
COLUMN = "house_number"
OF_A_STREET = ("street", COLUMN, "house_number_suffix")


def two_numbers(
    con: duckdb.DuckDBPyConnection, export: Export, places: Mapping[str, int], source: str, opened: Opened
) -> Iterator[Finding]:
    """What to do about addresses that are read as having no house number, because they have two. `cells` are shaped already."""
    if export.table != "leases" or COLUMN not in export.split or export.split[COLUMN][1].removesuffix(YEAR) != COLUMN:
        return
    cell = f"regexp_replace(coalesce({text_of(places[COLUMN])}, ''), '{NUMBER_WORD}', '\\1', 'gi')"
    unread = f"coalesce(m_{COLUMN}, '') = '' and {_fits(cell, TWO_NUMBERS)}"
    is_year = _fits(cell, YEAR_AND_NUMBER)
    for condition, begin, end in ((is_year, *_of_years(export)), (f"not {is_year}", *OF_ANY)):
        count, where = found_where(con, f"{unread} and {condition}", opened)
        if count:
            addresses = f"{amount_of(count, 'adres', 'adressen')} in '{export.split[COLUMN][0]}' met twee losse getallen"
            text = f"{addresses}{begin}: wat het huisnummer is, staat er niet, en zo wordt daar niemand gemeld {where}. {end}"
            yield Finding("warning", source, RULE, text, count)


OF_ANY = (
    " ('Dorpsstraat 12 3')",
    "Zet in uw systeem een streepje of een letter tussen huisnummer en toevoeging ('12-3').",
)


def _of_years(export: Export) -> tuple[str, str]:
    title = export.split[COLUMN][0]
    line = line_of(export.where, title)
    parts = ", ".join(f'{each} = ["{title}", "{each}{YEAR}"]' for each in OF_A_STREET if each in export.split)
    at = f", regel {line}," if line else ""
    how = f"Heet elk van die straten naar een jaar, zet dan in mapping.toml{at} bij split: {parts}."
    return ", het eerste een jaar ('Plein 1944 3')", how


def _fits(cell: str, patterns: tuple[str, ...]) -> str:
    return "(" + " or ".join(f"regexp_matches({cell}, '(?i){each.replace(chr(39), chr(39) * 2)}')" for each in patterns) + ")"
