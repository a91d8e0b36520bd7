"""Lines that are taken as one contract (`rows = "first"`) and are of several: of people at addresses that they do not share, or
one after the other.

Belongs here: saying so. Does not belong here: which of the lines is taken (reading/shapes.py), or how `map` finds the number of a
contract (recognition/keys.py).

The number of a key or a unit is a number too, and two contracts may have the same: one of them would be gone, and what its tenant
owes would be reported of the other's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import duckdb

from sources.findings import Finding, amount_of
from sources.reading.cells import Opened, found_where, is_sure_of, text_of
from sources.reading.rules import TABLES, Export
from sources.reading.values import parsed, said_in

ADDRESS = ("postcode", "house_number", "house_number_suffix")
STREET = ("street", "house_number", "house_number_suffix", "city")
# People of one number, each with where he lives and his first and last day there: the first of a number, and the others.
_PEOPLE = """(with people as (
        select {key} as key, {tenant} as tenant, list_distinct(list({address})) as places, min({began}) as began,
            case when count({ended}) = count(*) then max({ended}) end as ended, min(rowid) as line
        from cells where {key} is not null and {tenant} is not null group by all),
    numbered as (
        select *, count(*) over (partition by key) as many, row_number() over (partition by key order by line) as nth from people)
    select other.line from numbered as other join numbered as one on one.key = other.key and one.nth = 1 and other.nth > 1
    where {differ})"""
_ELSEWHERE = "len(one.places) > 0 and len(other.places) > 0 and not list_has_any(one.places, other.places)"
_AFTER = "other.many = 2 and coalesce(other.began > one.ended or one.began > other.ended, false)"


def several_taken_as_one(
    con: duckdb.DuckDBPyConnection, export: Export, places: Mapping[str, int], source: str, opened: Opened
) -> list[Finding]:
    """Refusals of a block of contracts of which `con` holds the lines as `cells`; `places`: our column -> its place there."""
    is_one = export.table == "leases" and export.rows == "first" and {"lease_id", "tenant_id"} <= export.columns.keys()
    if not is_one or is_sure_of(export, export.columns["lease_id"]):
        return []
    return list(_refusals(con, export, places, source, opened))


def _refusals(
    con: duckdb.DuckDBPyConnection, export: Export, places: Mapping[str, int], source: str, opened: Opened
) -> Iterator[Finding]:
    texts = {
        "key": text_of(places["lease_id"]), "tenant": text_of(places["tenant_id"]), "address": _address(places),
        "began": _day(export, places, "started_on"), "ended": _day(export, places, "ended_on"),
    }  # fmt: skip
    title = export.columns["lease_id"]
    for differ, what in ((_ELSEWHERE, "een andere huurder op een ander adres"), (_AFTER, "een huurder van voor of na de eerste")):
        count, where = found_where(con, f"rowid in {_PEOPLE.format(**texts, differ=differ)}", opened)
        if count:
            text = (
                f"bij {amount_of(count, 'nummer', 'nummers')} uit '{title}' hoort nog {what} {where}. Van die regels wordt er "
                f"één genomen (rows), en wat de een schuldig is, komt dan op naam van de ander. '{title}' is dan niet het nummer "
                "van een contract: zet bij lease_id de titel met het nummer dat elk contract voor zich heeft, in elk blok dat "
                f'het noemt. Is het toch één contract, zet dan sure_of = ["{title}"] in het blok.'
            )
            yield Finding("refused", source, "several_as_one_contract", text, count)


def _address(places: Mapping[str, int]) -> str:
    """SQL: where somebody lives, written alike; NULL where nothing says it."""
    columns = ADDRESS if {"postcode", "house_number"} <= places.keys() else STREET
    found = dict.fromkeys(places[name] for name in columns if name in places)
    if not found:
        return "null"
    whole = ", ".join(f"coalesce({text_of(place)}, '')" for place in found)
    return f"nullif(regexp_replace(lower(concat({whole})), '[^a-z0-9]', '', 'g'), '')"


def _day(export: Export, places: Mapping[str, int], name: str) -> str:
    """SQL: a day, as the block reads it; NULL where no title gives it."""
    if name not in export.columns:
        return "cast(null as date)"
    column = TABLES["leases"].column(name)
    return f"try_cast({parsed(column, said_in(export, column, text_of(places[name])), export)} as date)"
