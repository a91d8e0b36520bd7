"""What earlier runs left, brought back into the warehouse, which can be thrown away and made again from it.

Belongs here: the copy of the register's events, the lines as they left (delivered/) and the decisions of earlier dates
(evidence/). Does not belong here: what follows from them (the models).
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from exports.ground.duck import count_of

DELIVERED_COLUMNS = {
    "batch_id": "varchar", "line_number": "integer", "signal_id": "varchar", "lease_id": "varchar", "desk": "varchar",
    "last_name": "varchar", "initials": "varchar", "street": "varchar", "house_number": "varchar",
    "house_number_suffix": "varchar", "postcode": "varchar", "city": "varchar", "phone": "varchar", "email": "varchar",
    "months": "integer", "amount": "decimal(18,2)",
}  # fmt: skip

DECISION_COLUMNS = {
    "as_of_date": "date", "lease_id": "varchar", "tenant_id": "varchar", "landlord_id": "varchar",
    "municipality_code": "varchar", "system": "varchar", "oldest_due_on": "date", "days_in_arrears": "integer",
    "months_in_arrears": "integer", "amount_in_arrears": "decimal(18,2)", "decision": "varchar",
    "blocking_reasons": "varchar[]",
}  # fmt: skip


def write_history(con: duckdb.DuckDBPyConnection, delivered: Path, evidence: Path) -> None:
    """Make `register_copy.delivered_lines` and `register_copy.decisions_history` from the files that are kept."""
    con.execute("create schema if not exists register_copy")
    _from_parquet(con, "delivered_lines", DELIVERED_COLUMNS, delivered, "*.parquet")
    _from_parquet(con, "decisions_history", DECISION_COLUMNS, evidence, "decisions_*.parquet")


def _from_parquet(con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], folder: Path, pattern: str) -> None:
    files = [str(path) for path in sorted(folder.glob(pattern))]
    shape = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    con.execute(f"create or replace table register_copy.{table} ({shape})")
    if files:
        names = ", ".join(columns)
        con.execute(f"insert into register_copy.{table} select {names} from read_parquet(?, union_by_name => true)", [files])


def write_decisions(con: duckdb.DuckDBPyConnection, as_of: str, target: Path) -> int:
    """Keep the decisions of `as_of` with their facts as `target` (Parquet); gives the number of rows.

    The file holds what `marts.signal_decisions`, `marts.decision_facts` and `marts.signals_held_back` say of that date, and
    when an agreement with the lease's municipality was last applied for at the NVVK (`agreement_applied_on`): ids, dates,
    amounts and flags, no name, address or contact data.
    """
    applied = (
        "select municipality_code, max(applied_on) as agreement_applied_on from landing.municipality_agreements "
        f"where applied_on <= date '{as_of}' group by municipality_code"
    )
    facts = "select * exclude (as_of_date, lease_id) from marts.decision_facts"
    described = con.execute(f"describe {facts}").fetchall()
    extra = [f'f."{row[0]}"' for row in described if row[0] not in DECISION_COLUMNS]
    held_back = [f"h.{name} as held_back_{name}" for name in ("why", "fact", "subject", "dated_on", "number_of_reasons")]
    columns = ", ".join([f"d.{name}" for name in DECISION_COLUMNS] + extra + held_back + ["a.agreement_applied_on"])
    con.execute(
        f"""copy (
            select {columns}
            from marts.signal_decisions as d
            left join marts.decision_facts as f on f.lease_id = d.lease_id
            left join marts.signals_held_back as h on h.lease_id = d.lease_id
            left join ({applied}) as a on a.municipality_code = d.municipality_code
            where d.as_of_date = date '{as_of}'
            order by d.lease_id
        ) to '{_quoted(target)}' (format parquet)"""
    )
    return count_of(con, "select count(*) from read_parquet(?)", [str(target)])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
