"""Money that went back: receipts written with the other sign, and reversals paired with the receipt they take back.

Belongs here: distinguishing a reversal from a receipt by its sign, and finding its receipt. Does not belong here: how amounts are
written (amounts.py), or what a reversal does to the arrears (the models).

A reversal whose receipt is unknown names none: that lease's ledger is then inconsistent and nobody is reported for it.
"""

from __future__ import annotations

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding, amount_of

NO_RECEIPT = "storno-zonder-ontvangst"
MOSTLY = 3  # times as many receipts of one sign as of the other, and no fewer


def receipts_that_went_back(con: duckdb.DuckDBPyConnection, table: str, source: str) -> list[Finding]:
    """Makes receipts with the sign of the other way reversals. Receipts have the sign that charges have not; where no charge
    stands beside them, or receipts have the sign of charges, it is the sign that at least three in four have.
    """
    above, below = _signs(con, table, "charge")
    if above and below:
        return []  # which sign a charge has is unknown: amounts.py refuses the file
    positive, negative = _signs(con, table, "payment")
    is_clear = max(positive, negative) >= MOSTLY * max(1, min(positive, negative))
    if not above and not below:
        if not is_clear:
            return []  # a receipt cannot be distinguished from its storno: amounts.py refuses the file
        went_back_above = negative > positive
    else:
        # Where amounts have no sign, only what went back has: a receipt of that sign is none.
        has_no_signs = is_clear and (positive > negative) == bool(above)
        went_back_above = bool(above) != has_no_signs
    went_back = f"entry_type = 'payment' and amount {'>' if went_back_above else '<'} 0"
    count = only_row(con, f"select count(*) from {table} where {went_back}")[0]
    if not count:
        return []
    # It gets the sign of charges, which amounts.py takes off all of them.
    sign = "abs(amount)" if above else "-abs(amount)" if below else "amount"
    con.execute(f"update {table} set entry_type = 'reversal', amount = {sign} where {went_back}")
    text = f"{amount_of(count, 'ontvangst', 'ontvangsten')} met het andere teken gelezen als storno."
    return [Finding("note", source, "storno_read", text, count)]


def _signs(con: duckdb.DuckDBPyConnection, table: str, kind: str) -> tuple[int, int]:
    """How many entries of a kind are above zero, and below."""
    counts = "count(*) filter (amount > 0), count(*) filter (amount < 0)"
    above, below = only_row(con, f"select {counts} from {table} where entry_type = ?", [kind])
    return above, below


def stornos_among_charges(con: duckdb.DuckDBPyConnection, kind: str, words: str, wanted: str, source: str) -> list[Finding]:
    """A warning of charges whose own word for what they are for says storno: what the tenant owes would become a cost.

    `kind`, `words` and `wanted` are SQL over the cells: the kind of entry, the export's word, and which rows are taken.
    """
    is_one = f"({kind}) = 'charge' and regexp_matches(lower({words}), '(^|[^a-z])storn')"
    count = only_row(con, f"select count(*) from cells where ({wanted}) and {is_one}")[0]
    if not count:
        return []
    text = (
        f"{amount_of(count, 'vordering heet', 'vorderingen heten')} storno. Een storno is een ontvangst die terugging, en zet de "
        'huur weer open: lees die regels in een eigen blok met entry_type = "reversal" en storno = true.'
    )
    return [Finding("warning", source, "storno_read_as_charge", text, count)]


def pair(con: duckdb.DuckDBPyConnection, table: str) -> list[Finding]:
    """Gives each reversal without a receipt the latest receipt of its lease, of its amount, booked on or before it, that no
    other reversal names; what cannot be paired is named.
    """
    con.execute(
        f"""create or replace temp table storno as
        select rowid as line, lease_id, amount, booked_on,
            row_number() over (partition by lease_id, amount order by booked_on, entry_id) as nth
        from {table} where entry_type = 'reversal' and reverses_entry_id is null"""
    )
    named = f"select reverses_entry_id from {table} where entry_type = 'reversal' and reverses_entry_id is not null"
    taken = {entry_id for (entry_id,) in con.execute(named).fetchall()}
    unpaired = 0
    for line, lease_id, amount, booked_on in con.execute(
        "select line, lease_id, amount, booked_on from storno order by lease_id, amount, nth"
    ).fetchall():
        receipts = con.execute(
            f"""select entry_id from {table} where entry_type = 'payment' and lease_id = ? and amount = ? and booked_on <= ?
            order by booked_on desc, entry_id desc""",
            [lease_id, amount, booked_on],
        ).fetchall()
        found = next((entry_id for (entry_id,) in receipts if entry_id not in taken), None)
        unpaired += found is None
        taken |= {found} if found else set()
        con.execute(f"update {table} set reverses_entry_id = ? where rowid = ?", [found or NO_RECEIPT, line])
    paired = only_row(con, "select count(*) from storno")[0] - unpaired
    con.execute("drop table storno")
    findings = []
    if paired:
        text = f"{amount_of(paired, 'storno', 'stornos')} bij de ontvangst van hetzelfde bedrag gezet."
        findings.append(Finding("note", "ledger_entries", "storno_paired", text, paired))
    if unpaired:
        text = (
            f"bij {amount_of(unpaired, 'storno', 'stornos')} is geen ontvangst van dat bedrag te vinden: die huurrekeningen "
            "kloppen niet, en voor hen wordt niemand gemeld. Lever de ontvangsten mee, of noem ze met reverses_entry_id."
        )
        findings.append(Finding("warning", "ledger_entries", "storno_without_receipt", text, unpaired))
    return findings
