"""What a trial run decided of each contract, on one page, to lay beside one's own system: who, how much, and on what it rests.

Belongs here: which contracts stand on it, and their cells (Dutch). Does not belong here: deciding anything, every rule of one
contract (explanation.py), figures (day_report.py), or the form of a page (page.py).

It names tenants, for whoever compares knows people and not numbers: it is written below preview/ alone, and never sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from documents.dutch import counted, day, euros
from documents.explanation import FACTS, REASONS
from documents.mandates import why_no_mandate
from documents.page import Page, Section, Table, to_html
from documents.ten_leases import PROOFS, chosen, square_leases
from documents.words import HELD_BACK, NEEDS_PERSON, SIGNALS_HELD_BACK, desk_name, words_of
from exports.ground.duck import is_there, rows
from exports.ground.files import write_atomically
from exports.ground.home import Home

Row = Mapping[str, Any]

SHOWN = 25  # of each list; the work lists have them all
TO_REPORT = "deliver"
WHO = ("Contract", "Huurder", "Adres", "Achterstand")
_RIGHT = frozenset({3})
_LARGEST = "amount_in_arrears desc nulls last, days_in_arrears desc, lease_id"
# Grain: one row per list and lease on it, the largest of each list: who is to be reported, and each reason not to.
_LISTS = f"""
with judged as (
    select decisions.*, unnest(if(decision = '{TO_REPORT}', ['{TO_REPORT}'], blocking_reasons)) as code
    from marts.signal_decisions as decisions where as_of_date = $day
)
select code, lease_id, count(*) over (partition by code) as total from judged
qualify row_number() over (partition by code order by {_LARGEST}) <= {SHOWN}
order by code <> '{TO_REPORT}', total desc, code, {_LARGEST}
"""
# Grain: one row per lease of these, with everything that was judged of it.
_JUDGED = """
select facts.*, decisions.*, held.why as held_back_why
from marts.signal_decisions as decisions
left join marts.decision_facts as facts on decisions.lease_id = facts.lease_id
left join marts.signals_held_back as held on decisions.lease_id = held.lease_id
where decisions.as_of_date = $day and list_contains($leases, decisions.lease_id)
"""
# Grain: one row per lease of these, who rents it and where it is.
_WHO = """
select
    leases.lease_id, leases.tenant_id, concat_ws(' ', initials, name_prefix, last_name) as name,
    concat_ws(' ', street, cast(house_number as varchar), house_number_suffix) as street_and_number,
    concat_ws(' ', postcode, city) as place
from landing.leases as leases left join landing.tenants as tenants using (tenant_id)
where list_contains($leases, leases.lease_id)
"""
_BALANCES = """
select lease_id, sum(case when entry_type in ('charge', 'reversal') then amount else -amount end) as balance
from landing.ledger_entries where booked_on <= $day and list_contains($leases, lease_id) group by all
"""
_WITHDRAWN = """
select lease_id, signal_id, reason, needs_person_because from marts.withdrawals_due
union all
select lease_id, signal_id, withdrawal_reason, null from marts.signals
where withdrawn_on = $day and signal_id not in (select signal_id from marts.withdrawals_due)
order by lease_id, signal_id
"""


def file_name(as_of: date) -> str:
    """Its name below preview/reports/; that of no tenant."""
    return f"{as_of}-vergelijken.html"


def make_trial_page(con: duckdb.DuckDBPyConnection, home: Home, as_of: date, marks: Sequence[str] = ()) -> Path:
    """Write it. `marks`: what is so of the whole run, such as that nothing leaves today.

    Raises:
        OSError: the disk is full; what stood there stays.
    """
    path = home.reports / file_name(as_of)
    write_atomically(path, to_html(_page(con, home, as_of, marks)).encode())
    return path


def _page(con: duckdb.DuckDBPyConnection, home: Home, as_of: date, marks: Sequence[str]) -> Page:
    lists = _of_each_list(con, as_of)
    sections = [
        *_first_ones(con, home, as_of),
        *(_section(con, as_of, code, leases, total) for code, (leases, total) in lists.items()),
        *_withdrawn(con, as_of),
    ]
    lead = [
        *marks,
        "Leg dit naast uw eigen systeem, en begin met de eerste lijst: klopt bij elk contract de huurder, het bedrag, de brieven"
        " en de reden?",
        "Klopt er een niet: vroegsignaal explain CONTRACTNUMMER --preview zegt elke regel met haar feiten.",
    ]
    foot = [
        "Hier staan namen en adressen: deel deze bladzijde niet. Een volgende proef, of een gewone opschoning, haalt haar weg."
    ]
    return Page(f"Proef van {day(as_of)}: klopt het?", lead, sections, foot=foot, is_wide=True)


def _of_each_list(con: duckdb.DuckDBPyConnection, as_of: date) -> dict[str, tuple[list[str], int]]:
    """Of who is to be reported, and of each reason, the most frequent first: its largest leases, and how many there are."""
    lists: dict[str, tuple[list[str], int]] = {TO_REPORT: ([], 0)}
    for row in rows(con, _LISTS, {"day": as_of}):
        leases, _ = lists.get(row["code"], ([], 0))
        lists[row["code"]] = ([*leases, row["lease_id"]], row["total"])
    return lists


def _first_ones(con: duckdb.DuckDBPyConnection, home: Home, as_of: date) -> Iterator[Section]:
    """The ten that `explain --preview` shows too, with their balance: a list of debtors has that, and not what is due of rent."""
    evidence = home.evidence / f"decisions_{as_of}.parquet"
    if not evidence.exists():
        return
    ten = chosen(con, evidence, square_leases(con, evidence, as_of))
    leases = [row["lease_id"] for row in ten.leases]
    judged, who = _judged(con, as_of, leases), _who(con, [*leases, *ten.square])
    known = is_there(con, "landing.ledger_entries")
    found = rows(con, _BALANCES, {"day": as_of, "leases": [*leases, *ten.square]}) if known else []
    balances = {row["lease_id"]: row["balance"] for row in found}
    cells = [
        (*_cells(judged[lease], who), euros(balances.get(lease)), _outcome(judged[lease]), _rests_on(con, as_of, judged[lease]))
        for lease in leases
    ]
    cells += [(lease, *who.get(lease, ("", "")), euros(None), euros(balances.get(lease)), "geen achterstand", "")
              for lease in ten.square]  # fmt: skip
    titles = (*WHO, "Saldo", "Uitkomst", "Wat er staat")
    if cells:
        heading = f"Eerst deze {len(cells)}, met zo verschillend mogelijke uitkomsten"
        balance = (
            "Saldo is van alle boekingen samen, ook kosten en wat nog niet is vervallen; achterstand is vervallen huur en "
            "servicekosten."
        )
        yield Section(heading, [balance, Table(titles, cells, _RIGHT | {4})])


def _section(con: duckdb.DuckDBPyConnection, as_of: date, code: str, leases: Sequence[str], total: int) -> Section:
    judged, who = _judged(con, as_of, leases), _who(con, leases)
    found = [judged[lease] for lease in leases]
    if code == TO_REPORT:
        heading, titles = f"Te melden ({total})", (*WHO, "Waarop het rust", "Meldpunt")
        cells = [(*_cells(row, who), _rests_on(con, as_of, row), _desk(row)) for row in found]
    else:
        heading, titles = f"Niet te melden: {words_of(HELD_BACK, code)} ({total})", (*WHO, "Wat er staat", "Ook")
        cells = [(*_cells(row, who), _fact(con, as_of, row, code), _others(row, code)) for row in found]
    left = total - len(leases)
    where = f"worklists/tegengehouden_{as_of}.xlsx" if code != TO_REPORT else "de bestanden in outbox/"
    more = [f"En nog {counted(left, 'contract', 'contracten')}: zie {where}."] if left else []
    return Section(heading, [Table(titles, cells, _RIGHT), *more] if cells else ["Geen."])


def _withdrawn(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[Section]:
    found = rows(con, _WITHDRAWN, {"day": as_of})
    who = _who(con, [row["lease_id"] for row in found[:SHOWN]])
    cells = [
        (row["lease_id"], *who.get(row["lease_id"], ("", "")), row["signal_id"], words_of(REASONS, row["reason"]),
         words_of(NEEDS_PERSON, row["needs_person_because"]))
        for row in found[:SHOWN]
    ]  # fmt: skip
    titles = ("Contract", "Huurder", "Adres", "Melding", "Reden van intrekken", "Met de hand, omdat")
    left = len(found) - len(cells)
    more = [f"En nog {counted(left, 'melding', 'meldingen')}: zie de bestanden in outbox/."] if left else []
    yield Section(f"Ingetrokken ({len(found)})", [Table(titles, cells), *more] if cells else ["Geen."])


def _judged(con: duckdb.DuckDBPyConnection, as_of: date, leases: Sequence[str]) -> dict[str, Row]:
    return {row["lease_id"]: row for row in rows(con, _JUDGED, {"day": as_of, "leases": [*leases]})}


def _who(con: duckdb.DuckDBPyConnection, leases: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The tenant with his number, and the address, of each."""
    return {
        row["lease_id"]: (f"{row['name']}\n{row['tenant_id']}".strip(), f"{row['street_and_number']}\n{row['place']}".strip())
        for row in rows(con, _WHO, {"leases": [*leases]})
    }


def _cells(row: Row, who: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    arrears = f"{euros(row['amount_in_arrears'])}\n{row['days_in_arrears']} dagen\nsinds {day(row['oldest_due_on'])}"
    return (row["lease_id"], *who.get(row["lease_id"], ("", "")), arrears)


def _outcome(row: Row) -> str:
    if row["decision"] != TO_REPORT:
        return "niet te melden: " + ", ".join(words_of(HELD_BACK, code) for code in row["blocking_reasons"])
    return f"te melden bij {_desk(row)}"


def _desk(row: Row) -> str:
    held = f"\nmaar vastgehouden: {words_of(SIGNALS_HELD_BACK, row['held_back_why'])}" if row["held_back_why"] else ""
    return (desk_name(row["system"]) or "nog geen meldpunt") + held


def _rests_on(con: duckdb.DuckDBPyConnection, as_of: date, row: Row) -> str:
    """What was read of letters and contacts, and behind each reason."""
    proofs = [f"{words} {day(row[f'{start}_on'])}" for start, words in PROOFS.items() if row.get(f"{start}_on")]
    return "\n".join([*proofs, *(_fact(con, as_of, row, code) for code in row["blocking_reasons"])])


def _fact(con: duckdb.DuckDBPyConnection, as_of: date, row: Row, code: str) -> str:
    if code == "no_mandate" and is_there(con, "landing.mandates"):
        known = {"is_landlord_known": bool(row["is_landlord_known"])}
        row = {**row, "why_no_mandate": why_no_mandate(con, row["landlord_id"], row["complex_id"], as_of, **known)}
    return FACTS[code](row) if code in FACTS else words_of(HELD_BACK, code)


def _others(row: Row, code: str) -> str:
    return "\n".join(words_of(HELD_BACK, each) for each in row["blocking_reasons"] if each != code)
