"""Objections of people who are on no contract by their number, and surely are by another: who objected would be reported.

Belongs here: seeing that by a name with a telephone number or e-mail address, and refusing it. Does not belong here: an objection
that names nobody (dbt, int_rows_naming_nobody), or one of whom no more is known than that he is on no contract, as of a tenant
who left (documents/check_objections.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from exports.ground.duck import count_of
from sources.findings import Finding, amount_of
from sources.guards.places import title_in_words, title_of
from sources.guards.receipts import is_made
from sources.reading.cells import is_sure_of
from sources.reading.rules import Export
from sources.reading.where import with_line

MOST_SHARING = 4  # people whom one can reach in the same way; more have the number of an office, or none (0000000000)
_PHONES = ", ".join(f"right(regexp_replace(phone_{each}, '\\D', '', 'g'), 9)" for each in (1, 2, 3))  # with +31 or 0 before it
_PEOPLE = f"""
    select tenant_id, lower(trim(last_name)) as name, unnest([lower(trim(email)), {_PHONES}]) as way
    from made_tenants
    where last_name is not null
"""
_ON_A_LEASE = "select tenant_id, ended_on from made_leases"
_BESIDE = " union all select tenant_id, until_on from made_co_tenants"
# Whoever objects, is on no contract, and has name and way of one who is.
_FOUND = f"""
with

people as ({_PEOPLE}),

on_a_lease as ({{on_a_lease}}),

telling as (select way from people where length(way) > 5 group by way having count(distinct tenant_id) <= {MOST_SHARING})

select count(distinct objections.tenant_id)
from made_objections as objections
inner join people as who on objections.tenant_id = who.tenant_id
inner join people as other on who.name = other.name and who.way = other.way and who.tenant_id <> other.tenant_id
inner join on_a_lease on other.tenant_id = on_a_lease.tenant_id
where
    objections.withdrawn_on is null
    and coalesce(on_a_lease.ended_on >= objections.received_on, true)
    and who.way in (select way from telling)
    and not exists (select 1 from on_a_lease as own where own.tenant_id = objections.tenant_id)
"""


def objections_by_another_number(con: duckdb.DuckDBPyConnection, exports: Sequence[Export]) -> Iterator[Finding]:
    """A refusal of objections in force of whoever is on no contract and has name and telephone or e-mail of one who is, unless a
    person is sure of the title of their numbers. `con` holds what was made of each table.
    """
    blocks = [each for each in exports if each.table == "objections"]
    sure = [each for each in blocks if is_sure_of(each, title_of(each, "tenant_id"))]
    if not blocks or len(sure) == len(blocks) or not all(is_made(con, each) for each in ("objections", "tenants", "leases")):
        return
    on_a_lease = _ON_A_LEASE + _BESIDE * is_made(con, "co_tenants")
    if count := count_of(con, _FOUND.format(on_a_lease=on_a_lease)):
        title = title_in_words("objections", "tenant_id", exports)
        text = (
            f"{amount_of(count, 'bezwaar is', 'bezwaren zijn')} van wie onder zijn nummer ({title}) op geen contract staat. "
            "Onder een ander nummer staat iemand met dezelfde achternaam en hetzelfde telefoonnummer of e-mailadres wel op een "
            "contract, en die zou ondanks het bezwaar worden gemeld. Zet het bezwaar in uw systeem bij het nummer van dat "
            "contract, of noem hem bij de medehuurders. Gaat het om een ander, die niet op het contract staat, zet dan "
            f'sure_of = ["{title_of(blocks[0], "tenant_id")}"] in het blok.'
        )
        yield with_line(Finding("refused", blocks[0].file, "objection_by_another_number", text, count), blocks[0].where)
