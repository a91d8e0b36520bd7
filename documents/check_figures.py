"""The first figures that a person compares with his own system, from the landing tables as they were read, before any trial run.

Belongs here: counts, amounts and dates of what the tables hold, in Dutch. Does not belong here: what is odd about them (check.py,
check_names.py), or any judgement of arrears (dbt): a balance here is charges less credits, as a debtor list has it.

An export read wrongly shows in how many there are, how much, and from when; leases are named only of few that differ, with lines.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import duckdb

from documents.check_names import numbers_of
from documents.check_objections import of_nobody
from documents.dutch import counted, day, euros, number
from documents.mandates import IS_WHOLE
from documents.words import ACTIONS, words_of
from validations.problems import ROWS_SHOWN

# How the lines begin that a person looks at first: in one of these a column that was read wrongly shows.
TELLING = ("! ", "lopende contracten", "ontvangsten per maand", "saldo van alle boekingen", "van dat debet", "saldi volgens")
FIRST, FURTHER = "EERST DEZE:", "EN VERDER:"
HEAD = "Wat er staat, om te vergelijken met uw eigen systeem:"
MONTHS_SHOWN = 4
MUNICIPALITIES_SHOWN = 10
_KINDS = {
    "charge": "vordering", "payment": "ontvangst", "credit_note": "creditnota", "write_off": "afgeboekt", "reversal": "storno",
}  # fmt: skip
_CATEGORIES = {
    "rent": "huur", "service_charges": "servicekosten", "collection_costs": "incassokosten", "interest": "rente",
    "other": "anders (telt niet als huurachterstand)",
}  # fmt: skip
_UNITS = {
    "dwelling": ("woning", "woningen"), "parking": ("parkeerplaats", "parkeerplaatsen"),
    "commercial": ("bedrijfsruimte", "bedrijfsruimten"), "other": ("andere eenheid", "andere eenheden"),
}  # fmt: skip
_RUNNING = "started_on <= $as_of and (ended_on is null or ended_on >= $as_of)"
_UNITS_SQL = f"select unit_type, count(*) from landing.leases where {_RUNNING} group by all order by 2 desc"
_TENANTS_SQL = """
    select count(*) filter (tenant_type = 'person'), count(*) filter (tenant_type = 'organisation'), count(deceased_on)
    from landing.tenants
"""
# One row per municipality of running dwellings: code, name, dwellings, the day of an agreement that holds.
_MUNICIPALITIES_SQL = f"""
with places as (select distinct postcode, municipality_code from landing.postcodes),
dwellings as (
    select upper(replace(postcode, ' ', '')) as postcode, count(*) as dwellings, bool_or(is_small_landlord) as is_small
    from landing.leases left join landing.landlords using (landlord_id)
    where unit_type = 'dwelling' and {_RUNNING} group by all
),
agreements as (
    select municipality_code, max(signed_on) as signed_on from landing.municipality_agreements
    where signed_on <= $as_of and (ended_on is null or ended_on > $as_of) group by all
)
select municipality_code, any_value(name), cast(sum(dwellings) as bigint), any_value(signed_on), bool_or(is_small)
from dwellings join places using (postcode)
left join landing.municipalities using (municipality_code) left join agreements using (municipality_code)
group by all order by 3 desc, 1
"""
_ENTRIES_SQL = """
    select entry_type, case when entry_type = 'charge' then category end, count(*), sum(amount), min(booked_on), max(booked_on)
    from landing.ledger_entries group by all order by 1, 3 desc
"""
_RECEIPTS_SQL = """
    select date_trunc('month', booked_on)::date, count(*), sum(amount) from landing.ledger_entries
    where entry_type = 'payment' and booked_on <= $as_of group by all order by 1 desc
"""
# Of who owes: what rent and service charges leave open, those that are due and all, money received going first to those.
_BALANCES_SQL = """
with entries as (
    select lease_id, entry_type <> 'charge' or category in ('rent', 'service_charges') as is_of_rent,
        entry_type <> 'charge' or due_on < $as_of as is_due,
        case when entry_type in ('charge', 'reversal') then amount else -amount end as amount
    from landing.ledger_entries where booked_on <= $as_of
),
balances as (
    select lease_id, sum(amount) as balance, greatest(0, coalesce(sum(amount) filter (is_of_rent), 0)) as of_rent,
        greatest(0, coalesce(sum(amount) filter (is_of_rent and is_due), 0)) as due
    from entries group by all
)
select sum(balance), count(*) filter (balance > 0), sum(balance) filter (balance > 0),
    count(*) filter (balance < 0), sum(balance) filter (balance < 0),
    sum(least(balance, due)) filter (balance > 0), sum(least(balance, of_rent)) filter (balance > 0)
from balances
"""
# As the source states them (the newest of each lease), beside charges that are due less credits on that day: of rent and service
# charges, or of all. Which of the two a debtor list holds is the source's own; each is right.
_STATED_WITH = """
with stated as (
    select lease_id, max(as_of) as day, greatest(0, max_by(open_rent, as_of)) as open_rent, max_by(row, as_of) as row
    from (select row_number() over () as row, * from landing.stated_balances) where as_of <= $as_of group by all
),
entries as (
    select stated.lease_id, entry_type = 'charge' as is_charge, due_on <= day as is_due,
        category in ('rent', 'service_charges') as is_rent,
        case when entry_type in ('charge', 'reversal') then amount else -amount end as amount
    from stated join landing.ledger_entries as entries on entries.lease_id = stated.lease_id and entries.booked_on <= day
),
ours as (
    select lease_id, any_value(open_rent) as open_rent, any_value(row) as row,
        greatest(0, coalesce(sum(amount) filter (not is_charge or (is_due and is_rent)), 0)) as of_rent,
        greatest(0, coalesce(sum(amount) filter (not is_charge or is_due), 0)) as of_all
    from stated left join entries using (lease_id) group by all
)
"""
_DIFFERING_SQL = f"""{_STATED_WITH}
select row, lease_id, open_rent, of_rent from ours where open_rent not in (of_rent, of_all) order by 1
"""
_STATED_SQL = f"""{_STATED_WITH}
select count(*), count(*) filter (open_rent not in (of_rent, of_all)), count(*) filter (greatest(open_rent, of_rent) > 0),
    sum(open_rent), sum(case when open_rent = of_all then of_all else of_rent end)
from ours
"""
# The first day on which something was booked, where that is so late that a contract that is older must have been booked before;
# and whether the source's own balances show that nothing of before is missing: all agree, also one of each such lease that owes.
_BEGINS_SQL = f"""{_STATED_WITH},
owing as (
    select lease_id from landing.ledger_entries
    where booked_on <= $as_of and (entry_type <> 'charge' or due_on <= $as_of)
    group by all having sum(case when entry_type in ('charge', 'reversal') then amount else -amount end) > 0
),
ledger as (select min(booked_on) as first from landing.ledger_entries)
select first, date_diff('month', first, $as_of),
    (select count(*) from landing.leases where started_on < first - interval 2 month),
    exists (from ours) and not exists (from ours where open_rent not in (of_rent, of_all)) and not exists (
        select 1 from owing join landing.leases using (lease_id) left join ours using (lease_id)
        where started_on < first - interval 2 month and coalesce(open_rent, 0) = 0
    )
from ledger where first > $as_of - interval 23 month
"""
# A mandate for one complex, in force or not, goes before that for all complexes of its landlord (docs/rules.md 2.6).
_MANDATES_SQL = f"""
with days as (
    select landlord_id, complex_id, coalesce(valid_until < $as_of, false) as is_past,
        {IS_WHOLE} as is_whole
    from landing.mandates
),
mandates as (
    select landlord_id, complex_id, bool_or(is_whole and not is_past) as holds, bool_or(is_whole) as ended from days group by all
)
select count(*) filter (coalesce(own.holds, whole.holds, false)), count(*),
    count(*) filter (not coalesce(own.holds, whole.holds, true) and coalesce(own.ended, whole.ended)),
    count(*) filter (not coalesce(own.holds, whole.holds, true) and not coalesce(own.ended, whole.ended))
from landing.leases as leases
left join mandates as own on own.landlord_id = leases.landlord_id and own.complex_id = leases.complex_id
left join mandates as whole on whole.landlord_id = leases.landlord_id and whole.complex_id is null
where unit_type = 'dwelling' and {_RUNNING}
"""
FEW = 3  # balances that differ say nothing of how they were read
_SILENT_SQL = f"""
with charged as (
    select lease_id from landing.ledger_entries
    where entry_type = 'charge' and category = 'rent' and due_on > $as_of - interval 2 month
)
select count(*) from landing.leases
where unit_type = 'dwelling' and {_RUNNING} and started_on < $as_of - interval 2 month and lease_id not in (from charged)
"""
_ACTIONS_SQL = """
    select action_type, count(*), min(performed_on), max(performed_on) from landing.collection_actions
    group by all order by 2 desc
"""
# What each signal rests on (docs/rules.md 2.3): without one such line nobody can be reported.
_PROOFS = (
    (("summons_letter",), "geen enkele 5-dagen sommatie"),
    (("phone_call", "home_visit", "personal_message"), "geen enkel telefoongesprek, huisbezoek of persoonlijk bericht"),
)
# Whoever objects and is tenant nor co-tenant of any lease stops nothing: often the same person under two numbers.
_KEPT_BACK_SQL = """
    select (select count(*) from landing.objections where withdrawn_on is null or withdrawn_on > $as_of),
        (select count(*) from landing.payment_arrangements
            where coalesce(least(ended_on, broken_on), date '9999-12-31') > $as_of),
        (select count(*) from landing.co_tenants)
"""


Where = Callable[[str, tuple[int, ...]], str]  # (table, its rows) -> their file and lines, in words


def figures(con: duckdb.DuckDBPyConnection, as_of: date, missing: Collection[str] = (), where: Where | None = None) -> list[str]:
    """Lines for a terminal, from the tables of the schema `landing`; amounts in euros. Of tables that are `missing`, nothing.
    `where`: says where rows stand, of which there are few enough to look each of them up.
    """
    asked = (
        (_leases, "leases"), (_mandates, "leases mandates"), (_municipalities, "postcodes landlords"),
        (_ledger, "ledger_entries"), (partial(_stated, where=where), "ledger_entries stated_balances"),
        (partial(_actions, where=where), "collection_actions"),
    )  # fmt: skip
    lines = [line for say, tables in asked if not {*tables.split()} & {*missing} for line in say(con, as_of)]
    first = [line for line in lines if line.startswith(TELLING)]
    others = [line for line in lines if line not in first]
    parts = ((FIRST, first), (FURTHER, others)) if first and others else (("", lines),)
    shown = [*(f"  {line}" for name, part in parts for line in (*([name] if name else []), *part))]
    return [HEAD, *shown] if lines else []


def _leases(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[str]:
    units = _rows(con, _UNITS_SQL, as_of)
    running = ", ".join(counted(count, *_UNITS[unit]) for unit, count in units)
    yield f"lopende contracten: {number(sum(count for _, count in units))}{f' ({running})' if units else ''}"
    people, organisations, died = con.execute(_TENANTS_SQL).fetchall()[0]
    both = f"{counted(people, 'persoon', 'personen')}, {counted(organisations, 'organisatie', 'organisaties')}"
    yield f"huurders: {both}; {died} overleden"


def _mandates(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[str]:
    """How many dwellings may be reported at all: a complex or landlord that was read wrongly shows here."""
    held, dwellings, ended, unready = _rows(con, _MANDATES_SQL, as_of)[0]
    if dwellings:
        without = dwellings - held
        none = without - ended - unready
        causes = ((ended, "liep het af"), (unready, "mist een van zijn dagen"), (none, "is het er niet"))
        why = ", ".join(f"bij {number(count)} {cause}" for count, cause in causes if count)
        lost = f"{counted(without, 'woning', 'woningen')} zonder{f' ({why}): daar wordt niet gemeld' if without else ''}"
        line = f"{counted(held, 'woning', 'woningen')} met een mandaat dat geldt, {lost}"
        doubt = ". Klopt dat? Kijk anders in mapping.toml bij mandates, en bij landlord_id en complex_id van leases"
        yield f"! {line}{doubt}" if without > held else line


def _municipalities(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[str]:
    found = _rows(con, _MUNICIPALITIES_SQL, as_of)
    for code, name, dwellings, signed_on, is_small in found[:MUNICIPALITIES_SHOWN]:
        who = "alleen voor een kleine verhuurder" if is_small else "niet"  # for whom none is needed (`no_municipality_agreement`)
        none = f"geen overeenkomst die geldt: daar wordt {who} gemeld"
        agreement = f"overeenkomst sinds {day(signed_on)}" if signed_on else none
        where = f"gemeente {code}{f' {name}' if name else ''}"
        yield f"{where}: {counted(dwellings, 'woning', 'woningen')}, {agreement}"
    if len(found) > MUNICIPALITIES_SHOWN:
        yield f"en nog {counted(len(found) - MUNICIPALITIES_SHOWN, 'gemeente', 'gemeenten')}"


def _ledger(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[str]:
    for kind, category, count, amount, first, last in _rows(con, _ENTRIES_SQL, as_of):
        what = _KINDS[kind] + (f" {_CATEGORIES[category]}" if category else "")
        yield f"{what}: {number(count)}, samen {_euros(amount)}, geboekt {day(first)} tot en met {day(last)}"
    for first, held, older, is_whole in _rows(con, _BEGINS_SQL, as_of):
        if older and is_whole:
            yield f"de boekingen beginnen op {day(first)}; de saldi van de bron komen ermee overeen, dus er mist niets"
        elif older:
            yield (
                f"let op: de boekingen beginnen op {day(first)}: {counted(held, 'maand', 'maanden')} en geen 24, terwijl "
                f"{counted(older, 'contract', 'contracten')} eerder begon{'' if older == 1 else 'nen'}. Wat daarvoor openstond "
                "of vooruit was betaald, telt niet mee. Vraag een export over 24 maanden; staat wat daarvoor openstond als "
                "beginsaldo in de boekingen, dan is het zo goed"
            )
    months = [f"{month:%m-%Y} {count} ({_euros(amount)})" for month, count, amount in _rows(con, _RECEIPTS_SQL, as_of)]
    if months:
        yield f"ontvangsten per maand: {', '.join(months[:MONTHS_SHOWN])}"
    total, owing, owed, ahead, paid, *parts = _rows(con, _BALANCES_SQL, as_of)[0]
    if total is not None:
        yield (
            f"saldo van alle boekingen tot en met {day(as_of)}: {_euros(total)}; {counted(owing, 'contract', 'contracten')} "
            f"debet, samen {_euros(owed)}; {counted(ahead, 'contract', 'contracten')} vooruit, samen {_euros(paid)}"
        )
    if owed:
        yield _of_which(owed, *parts)
    silent = _rows(con, _SILENT_SQL, as_of)[0][0]
    if silent:
        yield f"! {counted(silent, 'lopende woning', 'lopende woningen')} zonder huur in de laatste twee maanden: klopt dat?"


def _of_which(owed: Decimal, due: Decimal, of_rent: Decimal) -> str:
    """How much of what is owed counts as arrears, for whose own list has rent alone, or only what is due."""
    coming, other = of_rent - due, owed - of_rent
    first = " (ontvangsten gaan hier eerst van huur en servicekosten af)" if other else ""
    return (
        f"van dat debet is vervallen huur en servicekosten: {_euros(due)}"
        f"{f'; nog niet vervallen: {_euros(coming)}' if coming else ''}; kosten, rente en anders: {_euros(other)}{first}"
    )


def _stated(con: duckdb.DuckDBPyConnection, as_of: date, where: Where | None = None) -> Iterator[str]:
    """The source's own balances beside those of the entries: where most differ, one of the two was read wrongly."""
    stated, differing, telling, theirs, ours = _rows(con, _STATED_SQL, as_of)[0]
    if not stated:
        return
    if not differing:
        yield f"saldi volgens de bron: {number(stated)}, samen {_euros(theirs)}: gelijk aan de boekingen"
        return
    is_odd = differing >= FEW and 2 * differing > telling
    line = (
        f"saldi volgens de bron: {number(stated)}, samen {_euros(theirs)} tegen {_euros(ours)} volgens de boekingen van huur en "
        f"servicekosten; {number(differing)} van {number(stated)} {'wijkt' if differing == 1 else 'wijken'} af van de boekingen"
    )
    if is_odd:
        yield f"! {line}: verkeerde kolom bij open_rent, of boekingen die ontbreken?"
        return
    rows = _rows(con, _DIFFERING_SQL, as_of)[:ROWS_SHOWN] if where else []
    each = [
        f"{where('stated_balances', (row,))}{numbers_of([lease])}: {_euros(stated)} tegen {_euros(of_rent)}"
        for row, lease, stated, of_rent in rows
        if where
    ]
    yield f"{line} ({'; '.join(each)}{' en meer' if differing > len(rows) else ''})" if each else line


def _actions(con: duckdb.DuckDBPyConnection, as_of: date, where: Where | None = None) -> Iterator[str]:
    for kind, count, first, last in _rows(con, _ACTIONS_SQL, as_of):
        yield f"{words_of(ACTIONS, kind)}: {number(count)}, van {day(first)} tot en met {day(last)}"
    done = {kind for kind, *_ in _rows(con, _ACTIONS_SQL, as_of)}
    for kinds, what in _PROOFS:
        if done.isdisjoint(kinds):
            yield f"! {what}: zonder wordt niemand gemeld. Klopt dat?"
    objections, arrangements, co_tenants = _rows(con, _KEPT_BACK_SQL, as_of)[0]
    yield f"bezwaren die gelden: {objections}; regelingen die lopen: {arrangements}; medehuurders: {co_tenants}"
    yield from of_nobody(con, as_of, where)


def _rows(con: duckdb.DuckDBPyConnection, sql: str, as_of: date) -> list[tuple[Any, ...]]:
    return con.execute(sql, {"as_of": as_of} if "$as_of" in sql else None).fetchall()


def _euros(amount: Decimal | None) -> str:
    return euros(amount or Decimal()).removeprefix("€ ")
