"""Which receipt a reversal (storno, or money paid back) takes back, where no aflettering says so.

Belongs here: pairing what the SQL left over, nearest earlier receipt first. Does not belong here: what a reversal does
to arrears (docs/rules.md 1.2).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

# Afletteringen that name one credit, or several that add up to the reversal exactly, settle the matter.
BY_LINK_SQL = """
create table vera.storno_gevonden as
select l.reversal_id, l.credit_id, l.amount
from vera.storno_links as l join vera.tellend as t on t.id = l.reversal_id
qualify count(*) over (partition by l.reversal_id) = 1 or sum(l.amount) over (partition by l.reversal_id) = t.amount
"""
LEFT_SQL = """
select id, lease_id, booked_on, amount, kenmerk, is_refund from vera.tellend
where verdict is null and entry_type = 'reversal' and id not in (select reversal_id from vera.storno_gevonden)
order by booked_on, id
"""
# A reversal settled with the charges that it opens again: what had settled each of these, by the afletteringen.
OPENS_SQL = """
select s.reversal_id, s.charge_id, s.amount, coalesce(list(a.credit_entry_id) filter (a.credit_entry_id is not null), [])
from vera.storno_vorderingen as s
join vera.tellend as t on t.id = s.reversal_id and t.verdict is null and not t.is_refund
left join landing.allocations as a on a.charge_entry_id = s.charge_id
group by all order by s.reversal_id, s.charge_id
"""
CREDITS_SQL = """
with van_belang as (
    select distinct lease_id from vera.tellend
    where verdict is null and entry_type = 'reversal' and id not in (select reversal_id from vera.storno_gevonden)
),
gebruikt as (select credit_id as id, sum(amount) as amount from vera.storno_gevonden group by credit_id),
afgeletterd as (select credit_entry_id as id, sum(amount) as amount from landing.allocations group by credit_entry_id)
select t.id, t.lease_id, t.booked_on, t.amount, t.kenmerk, coalesce(g.amount, 0), coalesce(a.amount, 0)
from vera.tellend as t semi join van_belang using (lease_id)
left join gebruikt as g on g.id = t.id left join afgeletterd as a on a.id = t.id
where t.verdict is null and t.entry_type = 'payment'
order by t.booked_on desc, t.id desc
"""


@dataclass
class _Receipt:
    id: str
    booked_on: date
    amount: Decimal
    reference: str | None
    taken_back: Decimal
    allocated: Decimal


def find_reversed(con: duckdb.DuckDBPyConnection, methods: list[str]) -> int:
    """Fills `vera.storno_gevonden` (reversal_id, credit_id, amount); gives the number of reversals not found.

    A storno settled with a charge opens that charge again, so it takes back the receipt that had settled it. Another
    belongs to the nearest earlier receipt of the same lease and amount (`kenmerk`: and payment reference),
    each receipt once. Money paid back belongs to the nearest earlier receipt that has as much left over.
    """
    con.execute(BY_LINK_SQL)
    left = con.execute(LEFT_SQL).fetchall()
    if not left:
        return 0
    receipts = defaultdict(list)
    for id_, lease_id, *facts in con.execute(CREDITS_SQL).fetchall():
        receipts[lease_id].append(_Receipt(id_, *facts))
    opens = defaultdict(list)
    for id_, _, amount, credits in con.execute(OPENS_SQL).fetchall():
        opens[id_].append((amount, set(credits)))
    found, unfound = [], 0
    for id_, lease_id, booked_on, amount, reference, is_refund in left:
        earlier = [each for each in receipts[lease_id] if each.booked_on <= booked_on]
        if id_ in opens:
            taken = _that_settled(opens[id_], earlier, amount)
        else:
            nearest = _nearest(earlier, amount, reference, is_refund, methods)
            taken = [(nearest, amount)] if nearest else []
        for receipt, part in taken:
            receipt.taken_back += part
            found.append((id_, receipt.id, part))
        unfound += not taken
    if found:
        con.executemany("insert into vera.storno_gevonden values (?, ?, ?)", found)
    return unfound


def _that_settled(
    charges: list[tuple[Decimal, set[str]]], earlier: list[_Receipt], amount: Decimal
) -> list[tuple[_Receipt, Decimal]]:
    """The receipts that had settled the charges a reversal opens again, with the part taken back of each.

    Only whole receipts: of one taken back in part nobody can say which of its charges stays settled (the ledger is then
    inconsistent). Money that the source never linked settles the oldest charge, so any such receipt opens it again.
    """
    free = [each for each in earlier if not each.taken_back]
    settled_all = [each for each in free if each.amount == amount and any(each.id in ids for _, ids in charges)]
    if settled_all:
        return [(settled_all[0], amount)]
    each_its_own: list[tuple[_Receipt, Decimal]] = []
    for part, ids in charges:
        own = [each for each in free if each.amount == part and each.id in ids and (each, part) not in each_its_own]
        each_its_own += [(own[0], part)] if own else []
    if len(each_its_own) == len(charges) and sum(part for _, part in each_its_own) == amount:
        return each_its_own
    unlinked = [each for each in free if each.amount == amount and not each.allocated]
    return [(unlinked[0], amount)] if unlinked and not any(ids for _, ids in charges) else []


def _nearest(
    earlier: list[_Receipt], amount: Decimal, reference: str | None, is_refund: bool, methods: list[str]
) -> _Receipt | None:
    """`earlier` are of one lease, booked by then, latest first."""
    same = [each for each in earlier if each.amount == amount and not each.taken_back]
    if "kenmerk" in methods and reference is not None:
        by_reference = [each for each in same if each.reference == reference]
        if by_reference:
            return by_reference[0]
    if "bedrag" not in methods:
        return None
    if is_refund:
        same = [each for each in earlier if each.amount - each.taken_back - each.allocated >= amount] or same
    return same[0] if same else None
