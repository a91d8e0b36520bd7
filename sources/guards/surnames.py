"""Surnames that are whole names: `M.A. van den Berg` where a municipality looks for `Berg`.

Belongs here: refusing them as a whole, where most people have their initials there. Does not belong here: single names that look
odd (documents/check_names.py), or taking names apart (reading/parts.py).

Every cell is text, so valid; each signal goes out under a name that nobody is registered by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.guards.receipts import is_made
from sources.reading.cells import is_sure_of
from sources.reading.rules import Export
from sources.reading.where import with_line

HALF, FEWEST = 0.5, 5  # of the people; fewer are single oddities, which a check names
WITH_INITIALS = r"(^|[\s,])(\p{Lu}[a-z]?\.\s?)+(\s|$|\p{L})"


def whole_names(con: duckdb.DuckDBPyConnection, exports: Sequence[Export]) -> Iterator[Finding]:
    """A refusal where most people have initials in their surname, unless a person is sure of its title. `con` holds
    `made_tenants`.
    """
    blocks = [each for each in exports if each.table == "tenants" and "last_name" in each.columns]
    blocks = [each for each in blocks if not is_sure_of(each, each.columns["last_name"])]
    if not blocks or not is_made(con, "tenants"):
        return
    whole = f"regexp_matches(last_name, '{WITH_INITIALS}') or starts_with(lower(last_name), lower(initials) || ' ')"
    people = "from made_tenants where tenant_type = 'person' and last_name is not null"
    total, count = only_row(con, f"select count(*), count(*) filter ({whole}) {people}")
    if count >= FEWEST and count > HALF * total:
        title = blocks[0].columns["last_name"]
        parts = ", ".join(f'{each} = ["{title}", "{each}"]' for each in ("last_name", "initials", "name_prefix"))
        text = (
            f"bij {count} van de {total} mensen staan in '{title}', waar last_name uit komt, ook de voorletters: onder zo'n naam "
            "vindt de gemeente niemand. Zet bij last_name de titel met alleen de achternaam. Is die er niet, haal last_name, "
            f"initials en name_prefix dan weg bij columns, en zet erboven split = {{{parts}}}. Heten zij echt zo, zet dan "
            f'sure_of = ["{title}"] in het blok.'
        )
        yield with_line(Finding("refused", blocks[0].file, "surname_is_whole_name", text, int(count)), blocks[0].where)
