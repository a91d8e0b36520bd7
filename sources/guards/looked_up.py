"""What a block looks up in another list while its own list has it, below the same title, and says something else.

Belongs here: lines of which the two differ. Does not belong here: looking up (reading/lookup.py), or proposing to
(recognition/lookup.py).

Every cell that comes of it is valid: each address gets the municipality of another one of its owner, and reports go there.
"""

from __future__ import annotations

import duckdb

from sources.findings import Finding, amount_of
from sources.reading.cells import Opened, found_where, is_sure_of, plain_title, text_of
from sources.reading.rules import Export
from sources.reading.settings import Lookup
from sources.words.recognised import says

RULE = "looked_up_though_here"
_SHAPE = "regexp_replace(regexp_replace(lower({0}), '[0-9]+', '9', 'g'), '\\pL+', 'a', 'g')"  # a name is no code of the same


def looked_up_though_here(con: duckdb.DuckDBPyConnection, export: Export, source: str, opened: Opened) -> list[Finding]:
    """A refusal for each such title. `con` holds the file as `cells` and `titles`, what is looked up among them."""
    if not export.lookup:
        return []
    places = {title: place for place, title in con.execute("select place, title from titles order by place desc").fetchall()}
    read = {*map(plain_title, export.columns.values())}
    findings = []
    for made, lookup in export.lookup.items():
        column = next((name for name, title in export.columns.items() if plain_title(title) == plain_title(made)), "")
        own, found = plain_title(lookup.take), plain_title(made)
        is_here = own in places and found in places and own not in read
        if not (column and is_here and says(export.table, column, lookup.take)) or is_sure_of(export, lookup.take):
            continue
        here, there = text_of(places[own]), text_of(places[found])
        differs = f"lower(ltrim({here}, '0')) <> lower(ltrim({there}, '0')) and {_SHAPE.format(here)} = {_SHAPE.format(there)}"
        count, where = found_where(con, differs, opened)
        if count:
            findings.append(Finding("refused", source, RULE, _text(export, column, lookup, count, where), count))
    return findings


def _text(export: Export, column: str, lookup: Lookup, count: int, where: str) -> str:
    return (
        f"{column} wordt voor {export.table} opgezocht in {lookup.file}, met '{lookup.own}', terwijl deze lijst zelf "
        f"'{lookup.take}' heeft: op {amount_of(count, 'regel', 'regels')} {where} staat daar iets anders. Zet "
        f'{column} = "{lookup.take}" onder [{export.table}.columns], en haal de lookup weg. Klopt wat wordt opgezocht, zet dan '
        f'sure_of = ["{lookup.take}"] in het blok.'
    )
