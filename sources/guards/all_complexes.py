"""A word of a list of mandates that says all complexes, read as the name of one: the mandate then holds nowhere.

Belongs here: refusing it until somebody says which it is. Does not belong here: the words that say so (words/complexes.py), or
mandates that name a complex of no contract (landing_references.py).
"""

from __future__ import annotations

import duckdb

from sources.findings import Finding, amount_of
from sources.guards.said import is_sure
from sources.reading.cells import Opened, found_where, plain_title, text_of
from sources.reading.nothing import key_of
from sources.reading.rules import Export
from sources.reading.sql_texts import is_among
from sources.words.complexes import is_of_all
from sources.words.names import quoted


def all_complexes_named(con: duckdb.DuckDBPyConnection, export: Export, source: str, opened: Opened) -> list[Finding]:
    """A refusal of such words below the title of a mandate's complex, that the block takes for a name. `con` holds the file."""
    title = export.columns.get("complex_id", "") if export.table == "mandates" else ""
    places = dict(con.execute("select title, place from titles").fetchall()) if title else {}
    if plain_title(title) not in places:
        return []
    text = text_of(places[plain_title(title)])
    said = {key_of(each) for each in export.values.get("complex_id", {})}
    found = [word for (word,) in con.execute(f"select distinct {text} as word from cells order by word").fetchall() if word]
    words = [each for each in found if is_of_all(each) and key_of(each) not in said and not is_sure(export, "complex_id", each)]
    if not words:
        return []
    count, where = found_where(con, is_among(text, words), opened)
    values = ", ".join(f'{quoted(each)} = ""' for each in words)
    said_of = (
        f"in '{title}' (complex_id) staat bij {amount_of(count, 'mandaat', 'mandaten')} {' of '.join(map(quoted, words))} "
        f"{where}, en dat wordt gelezen als de naam van een complex: zo'n mandaat geldt dan voor geen enkele woning. Geldt het "
        f"voor alle complexen, zet dan in het blok: values.complex_id = {{{values}}}. Heet een complex zo, zet dan "
        f"sure_of = [{', '.join(map(quoted, words))}] in het blok."
    )
    return [Finding("refused", source, "all_complexes_named", said_of, count)]
