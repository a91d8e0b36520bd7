"""What a signal rested on, gathered for its evidence record: one statement per table, however many signals are due.

Belongs here: choosing from the warehouse what a judge, a tenant or an auditor may ask of one signal later on, as the text
of a record. Does not belong here: the files that keep it (evidence.py) or showing it to people (documents/dossier.py).

Ids, dates, amounts and document references only. No name, address or contact data: of the line that left, the record
keeps which titles were filled, not what stood in them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

import duckdb

from exports.ground.duck import titles_and_types
from validations.outgoing_columns import CONTRACTS

FORMAT = 2

# The signals asked for, their facts and the ledger of their leases; every query below starts from these.
AS_OF = "getvariable('as_of')"  # a constant to DuckDB: compared with a subquery, every date of the ledger is joined to it
STARTS = (
    "create or replace temp table asked as select signal_id, lease_id, landlord_id, desk "
    "from marts.signal_lines where signal_id in (select unnest(?::varchar[]))",
    "create or replace temp table asked_facts as select asked.signal_id, f.* "
    "from asked inner join marts.decision_facts as f on f.lease_id = asked.lease_id",
    # The ledger as the run saw it: nothing booked after the as-of date.
    "create or replace temp table asked_entries as select asked.signal_id, e.* exclude (lease_id) "
    f"from asked inner join landing.ledger_entries as e on e.lease_id = asked.lease_id where e.booked_on <= {AS_OF}",
)

# Key of the record -> (the rows that stand there, in which order).
QUERIES: dict[str, tuple[str, str]] = {
    "entries": (
        """
        select signal_id, entry_id, entry_type, category, booked_on, due_on, amount, reverses_entry_id
        from asked_entries""",
        "booked_on, entry_id",
    ),
    "allocations": (
        f"""
        select e.signal_id, a.credit_entry_id, a.charge_entry_id, a.amount, a.allocated_on
        from asked_entries as e inner join landing.allocations as a on a.credit_entry_id = e.entry_id
        where a.allocated_on <= {AS_OF}""",
        "allocated_on, credit_entry_id, charge_entry_id, amount",
    ),
    "open_charges": (
        """
        select asked.signal_id, c.entry_id, c.category, c.due_on, c.amount, c.allocated_amount, c.pool_amount,
            c.open_amount, c.is_in_arrears
        from asked inner join intermediate.int_open_charges as c on c.lease_id = asked.lease_id""",
        "due_on, entry_id",
    ),
    "covered_charges": (
        "select c.* exclude (lease_id) from asked inner join marts.signal_covered_charges as c using (signal_id)",
        "due_on, entry_id",
    ),
    "actions": (
        """
        select asked.signal_id, a.* exclude (lease_id)
        from asked
        inner join intermediate.int_collection_evidence as e on e.lease_id = asked.lease_id
        inner join intermediate.int_collection_actions as a
            on a.lease_id = asked.lease_id and list_contains(e.action_ids, a.action_id)""",
        "performed_on, action_id",
    ),
    "mandate": (
        """
        select f.signal_id, m.mandate_id, m.landlord_id, m.complex_id, m.clause_accepted_on, m.landlord_informed_on,
            m.processing_registered_on, m.processor_agreement_signed_on, m.valid_from, m.valid_until
        from asked_facts as f inner join landing.mandates as m on m.mandate_id = f.mandate_id""",
        "mandate_id",
    ),
    "agreement": (
        """
        select f.signal_id, g.agreement_id, g.municipality_code, g.applied_on, g.signed_on, g.ended_on, g.system,
            g.minimum_amount
        from asked_facts as f inner join landing.municipality_agreements as g on g.agreement_id = f.agreement_id""",
        "agreement_id",
    ),
    # None of these is in force, or the signal would not be due: they show what was looked at, and what was taken back.
    "objections": (
        f"""
        select f.signal_id, o.objection_id, o.received_on, o.withdrawn_on, o.received_by
        from asked_facts as f inner join landing.objections as o on o.tenant_id = f.tenant_id
        where o.received_on <= {AS_OF}""",
        "received_on, objection_id",
    ),
    "arrangements": (
        f"""
        select asked.signal_id, a.arrangement_id, a.agreed_on, a.ended_on, a.broken_on
        from asked inner join landing.payment_arrangements as a on a.lease_id = asked.lease_id
        where a.agreed_on <= {AS_OF}""",
        "agreed_on, arrangement_id",
    ),
    "optional_fields": (
        f"""
        select asked.signal_id, o.field, max(o.agreed_on) as agreed_on
        from asked inner join landing.optional_field_agreements as o on o.landlord_id = asked.landlord_id
        where o.agreed_on <= {AS_OF} and (o.ended_on is null or o.ended_on > {AS_OF})
        group by asked.signal_id, o.field""",
        "field",
    ),
}
ONE_OF_A_KIND = ("mandate", "agreement")
RUN_PARAMETERS = """
select as_of_date, min_days_overdue, minimum_amount, objection_days, post_days from staging.stg_run_parameters"""
LINE_VALUES = (
    "last_name", "initials", "street", "house_number", "house_number_suffix", "postcode", "city", "phone", "email",
    "months", "amount",
)  # fmt: skip
PLAIN = ("VARCHAR", "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "VARCHAR[]")
AS_TEXT = ("DATE", "TIMESTAMP", "DECIMAL")


@contextmanager
def gathered(con: duckdb.DuckDBPyConnection, signal_ids: Collection[str]) -> Iterator[None]:
    """Within the block `gathered` (signal_id, record) is of these signals of today's run: JSON, amounts and dates as text.

    Each record holds `format`, `signal_id`, `desk`, `facts` (every fact and flag of the decision), `covered_charges`,
    `filled_columns` (titles), `judged_by` (the run's settings), and one list per key of `QUERIES` (mandate and agreement:
    one or null). Keys are in alphabetical order, without spaces: the same facts are the same bytes.

    Raises:
        TypeError: a fact is of a type that evidence cannot hold.
    """
    con.execute("set variable as_of = (select as_of_date from control.run_parameters)")
    con.execute(STARTS[0], [list(signal_ids)])
    for statement in STARTS[1:]:
        con.execute(statement)
    values = {
        "format": str(FORMAT),
        "signal_id": "to_json(asked.signal_id)",
        "desk": "to_json(asked.desk)",
        "facts": f"(select {_object(con, 'select * exclude (signal_id) from asked_facts')} from asked_facts "
        "where asked_facts.signal_id = asked.signal_id)",
        "judged_by": f"(select {_object(con, RUN_PARAMETERS)} from staging.stg_run_parameters)",
        "filled_columns": "filled.titles",
        **{name: f"coalesce(of_{name}.as_json, '{'null' if name in ONE_OF_A_KIND else '[]'}')" for name in QUERIES},
    }
    parts = ", ',', ".join(f"'\"{name}\":', {value}" for name, value in sorted(values.items()))
    for name in QUERIES:  # one after the other: together they would take ten times the memory
        con.execute(f"create or replace temp table of_{name} as {_as_json(con, name)}")
    joined = [f"left join of_{name} on of_{name}.signal_id = asked.signal_id" for name in QUERIES]
    con.execute(  # a view: the long texts are made where they go. concat, not ||: that would make them thirty times over
        f"create or replace temp view gathered as select asked.signal_id, concat('{{', {parts}, '}}') as record "
        f"from asked inner join ({_filled()}) as filled on filled.signal_id = asked.signal_id {' '.join(joined)}"
    )
    yield
    con.execute("drop view temp.gathered")
    for table in ("asked", "asked_facts", "asked_entries", *(f"of_{name}" for name in QUERIES)):
        con.execute(f"drop table temp.{table}")


def _as_json(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """signal_id and `as_json`: the rows of a query as JSON, a list of objects or the one object."""
    query, order = QUERIES[name]
    of_rows = f"select * exclude (signal_id) from ({query})"
    if name in ONE_OF_A_KIND:
        return f"select signal_id, {_object(con, of_rows)} as as_json from ({query}) as found"
    columns = titles_and_types(con, of_rows)
    return f"select signal_id, {_list(columns, order.split(', '))} as as_json from ({query}) as found group by signal_id"


def _list(columns: Mapping[str, str], order: Sequence[str]) -> str:
    """The expression that makes a JSON list of a group of rows with these columns (title -> type), in this order.

    Sorted as rows with the columns of the order in front, then made text: an aggregate that orders texts takes twice as long.
    """
    in_front = [*order, *(name for name in columns if name not in order)]
    rows = "list({" + ", ".join(f"'{name}': \"{name}\"" for name in in_front) + "})"
    return f"to_json(list_transform(list_sort({rows}, 'ASC', 'NULLS LAST'), lambda row: {_struct(columns, 'row.')}))::varchar"


def _object(con: duckdb.DuckDBPyConnection, query: str) -> str:
    """The expression that makes a JSON object of a row of `query`, its keys in alphabetical order."""
    return f"to_json({_struct(titles_and_types(con, query))})::varchar"


def _struct(columns: Mapping[str, str], of: str = "") -> str:
    """What becomes a JSON object: these columns (title -> type) of the row that `of` names, in alphabetical order."""
    values = {name: _value(f'{of}"{name}"', kind) for name, kind in sorted(columns.items())}
    return "{" + ", ".join(f"'{name}': {value}" for name, value in values.items()) + "}"


def _value(column: str, kind: str) -> str:
    if kind in PLAIN:
        return column
    if kind.partition("(")[0] in AS_TEXT:
        return f"{column}::varchar"
    raise TypeError(f"evidence cannot hold a {kind}")


def _filled() -> str:
    """signal_id and `titles`: of the line that left, the titles that were filled, as a JSON list."""
    titles: Sequence[str] = [column.title for column in CONTRACTS["signals"]]
    cases = ", ".join(
        f"case when {value} is not null then '{title}' end" for title, value in zip(titles, LINE_VALUES, strict=True)
    )
    return (
        f"select signal_id, to_json(list_filter([{cases}], lambda title: title is not null))::varchar as titles "
        "from marts.signal_lines"
    )
