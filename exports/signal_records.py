"""What a signal rested on, gathered for its evidence record: one query a table, however many signals are due.

Belongs here: choosing from the warehouse what a judge, a tenant or an auditor may ask of one signal later on. Does not
belong here: writing the files (evidence.py) or telling people (documents/dossier.py).

Ids, dates, amounts and document references only. No name, address or contact data: of the line that left, the record
keeps which titles were filled, not what stood in them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import duckdb

from exports.duck import rows
from validations.outgoing import CONTRACTS

FORMAT = 2

# The leases of the signals asked for; every query below starts from it.
# A join and not list_contains: with thousands of signals that would compare each with each.
AMONG = "signal_id in (select unnest(?::varchar[]))"
DUE = f"asked as (select signal_id, lease_id, landlord_id from marts.signal_lines where {AMONG})"
AS_OF = "(select as_of_date from control.run_parameters)"

QUERIES: dict[str, str] = {
    # The ledger as the run saw it: nothing booked or allocated after the as-of date.
    "entries": f"""
        select asked.signal_id, e.entry_id, e.entry_type, e.category, e.booked_on, e.due_on, e.amount,
            e.reverses_entry_id
        from asked inner join landing.ledger_entries as e on e.lease_id = asked.lease_id
        where e.booked_on <= {AS_OF} order by e.booked_on, e.entry_id""",
    "allocations": f"""
        select asked.signal_id, a.credit_entry_id, a.charge_entry_id, a.amount, a.allocated_on
        from asked
        inner join landing.ledger_entries as e on e.lease_id = asked.lease_id
        inner join landing.allocations as a on a.credit_entry_id = e.entry_id
        where a.allocated_on <= {AS_OF} and e.booked_on <= {AS_OF}
        order by a.allocated_on, a.credit_entry_id, a.charge_entry_id, a.amount""",
    "open_charges": """
        select asked.signal_id, c.entry_id, c.category, c.due_on, c.amount, c.allocated_amount, c.pool_amount,
            c.open_amount, c.is_in_arrears
        from asked inner join intermediate.int_open_charges as c on c.lease_id = asked.lease_id
        order by c.due_on, c.entry_id""",
    "actions": """
        select asked.signal_id, a.action_id, a.action_type, a.channel, a.performed_on, a.document_ref,
            case when a.channel = 'post' then a.performed_on + p.post_days else a.performed_on end
                as received_on,
            t.name_nl, t.is_letter, t.is_written_reminder, t.is_personal_contact, t.points_to_debt_help,
            t.offers_sharing
        from asked
        inner join marts.decision_facts as f on f.lease_id = asked.lease_id
        inner join landing.collection_actions as a on a.lease_id = asked.lease_id
        inner join reference.collection_action_types as t on t.action_type = a.action_type
        cross join control.run_parameters as p
        where a.performed_on > f.oldest_due_on and a.performed_on <= p.as_of_date
        order by a.performed_on, a.action_id""",
    "mandate": """
        select asked.signal_id, m.mandate_id, m.landlord_id, m.complex_id, m.clause_accepted_on, m.landlord_informed_on,
            m.processing_registered_on, m.processor_agreement_signed_on, m.valid_from, m.valid_until
        from asked
        inner join marts.decision_facts as f on f.lease_id = asked.lease_id
        inner join landing.mandates as m on m.mandate_id = f.mandate_id""",
    "agreement": """
        select asked.signal_id, g.agreement_id, g.municipality_code, g.applied_on, g.signed_on, g.ended_on, g.system,
            g.minimum_amount
        from asked
        inner join marts.decision_facts as f on f.lease_id = asked.lease_id
        inner join landing.municipality_agreements as g on g.agreement_id = f.agreement_id""",
    # None of these is in force, or the signal would not be due: they show what was looked at, and what was taken back.
    "objections": f"""
        select asked.signal_id, o.objection_id, o.received_on, o.withdrawn_on, o.received_by
        from asked
        inner join marts.decision_facts as f on f.lease_id = asked.lease_id
        inner join landing.objections as o on o.tenant_id = f.tenant_id
        where o.received_on <= {AS_OF} order by o.received_on, o.objection_id""",
    "arrangements": f"""
        select asked.signal_id, a.arrangement_id, a.agreed_on, a.ended_on, a.broken_on
        from asked inner join landing.payment_arrangements as a on a.lease_id = asked.lease_id
        where a.agreed_on <= {AS_OF} order by a.agreed_on, a.arrangement_id""",
    "optional_fields": f"""
        select asked.signal_id, o.field, max(o.agreed_on) as agreed_on
        from asked inner join landing.optional_field_agreements as o on o.landlord_id = asked.landlord_id
        where o.agreed_on <= {AS_OF} and (o.ended_on is null or o.ended_on > {AS_OF})
        group by asked.signal_id, o.field order by o.field""",
}
ONE_OF_A_KIND = ("mandate", "agreement")
RUN_PARAMETERS = """
select as_of_date, min_days_overdue, minimum_amount, objection_days, post_days from control.run_parameters"""
LINE_VALUES = (
    "last_name", "initials", "street", "house_number", "house_number_suffix", "postcode", "city", "phone", "email",
    "months", "amount",
)  # fmt: skip


def records_of(con: duckdb.DuckDBPyConnection, signal_ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """The records of these signals of today's run, by signal id.

    Each holds: `signal_id`, `desk`, `facts` (every fact and flag of the decision), `covered_charges`, `filled_columns`
    (titles), `judged_by` (the run's settings), and one list a key of `QUERIES` (mandate and agreement: one or None).
    """
    wanted = list(signal_ids)
    if not wanted:
        return {}
    facts = {
        row["lease_id"]: row
        for row in rows(
            con,
            f"with {DUE} select f.* from marts.decision_facts as f inner join asked on asked.lease_id = f.lease_id",
            [wanted],
        )
    }
    judged_by = rows(con, RUN_PARAMETERS)[0]
    records = {
        line["signal_id"]: {
            "format": FORMAT,
            "signal_id": line["signal_id"],
            "desk": line["desk"],
            "facts": facts[line["lease_id"]],
            "judged_by": judged_by,
            "filled_columns": _filled(line),
            "covered_charges": [],
            **{name: None if name in ONE_OF_A_KIND else [] for name in QUERIES},
        }
        for line in rows(con, f"select * from marts.signal_lines where {AMONG}", [wanted])
    }
    covered = f"select * exclude (lease_id) from marts.signal_covered_charges where {AMONG} order by signal_id, due_on, entry_id"
    for row in rows(con, covered, [wanted]):
        records[row.pop("signal_id")]["covered_charges"].append(row)
    for name, query in QUERIES.items():
        for row in rows(con, f"with {DUE} {query}", [wanted]):
            record = records[row.pop("signal_id")]
            if name in ONE_OF_A_KIND:
                record[name] = row
            else:
                record[name].append(row)
    return records


def _filled(line: dict[str, Any]) -> list[str]:
    titles = zip(CONTRACTS["signals"], LINE_VALUES, strict=True)
    return [column.title for column, value in titles if line[value] is not None]
