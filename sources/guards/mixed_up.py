"""Tenants of whom a mapping takes the people for organisations and the organisations for people, their codes exchanged.

Belongs here: seeing that from who has initials. Does not belong here: codes that all mean the same (all_alike.py), or words that
say something else (said.py, kinds.py).

Every code is valid so, and nobody is reported but firms.
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

HALF, FEWEST = 0.5, 3  # of the organisations; fewer are firms of one man, or a contact's initials


def kinds_mixed_up(con: duckdb.DuckDBPyConnection, exports: Sequence[Export]) -> Iterator[Finding]:
    """A refusal where most organisations have initials, and more of them than of the people, unless one is sure of the title.
    `con` holds `made_tenants`.
    """
    blocks = [each for each in exports if each.table == "tenants" and "tenant_type" in each.columns]
    blocks = [each for each in blocks if not is_sure_of(each, each.columns["tenant_type"])]
    if not blocks or not is_made(con, "tenants"):
        return
    counts = ", ".join(
        f"count_if(tenant_type = '{kind}'), count_if(tenant_type = '{kind}' and initials is not null)"
        for kind in ("organisation", "person")
    )
    firms, with_initials, people, of_people = only_row(con, f"select {counts} from made_tenants")
    if with_initials < FEWEST or with_initials <= HALF * firms or with_initials * people <= of_people * firms:
        return
    title = blocks[0].columns["tenant_type"]
    text = (
        f"{with_initials} van de {firms} huurders die volgens '{title}' een organisatie zijn, hebben voorletters, en van de "
        f"{people} mensen {of_people}: waarschijnlijk zijn de twee omgewisseld, en dan wordt geen mens gemeld. Verwissel de "
        f'betekenissen bij [tenants.values.tenant_type]. Klopt het toch, zet dan sure_of = ["{title}"] in het blok.'
    )
    yield with_line(Finding("refused", blocks[0].file, "tenant_kinds_mixed_up", text, int(with_initials)), blocks[0].where)
