"""From the models' proposals to batches: what is due, minus what was done, through the contract, into bytes.

Belongs here: reading the outgoing tables of the warehouse and making checked, rendered batches of them. Does not belong
here: what is due (the models), the contract (validations/outgoing.py), the protocol of delivery (delivery/once.py).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb

from exports.delivery.batch_records import Taken
from exports.delivery.batches import COLLECTION, Batch, Line, make_batch
from exports.delivery.layouts import layout_of
from exports.delivery.workbooks import render
from exports.ground.duck import count_of, exact_cells, is_there, rows
from exports.ground.failures import PermanentFailure
from exports.register.events import Event
from validations.outgoing import check_outgoing
from validations.outgoing_columns import CONTRACTS, names_of, titles_of

OPTIONAL_FIELDS = tuple(column.field for column in CONTRACTS["signals"] if column.field)


@dataclass(frozen=True)
class Proposal:
    """One file that is due: its lines, and the cells as the export model gives them, in the same order.

    Attributes:
        titles: the columns that leave, as the export model calls them.
        cells: one tuple per line, a cell for each of them; money is Decimal, an empty cell None.
        allowed: for signals, the optional fields each line's landlord agreed to.
    """

    kind: str
    desk: str
    lines: tuple[Line, ...]
    titles: tuple[str, ...]
    cells: tuple[tuple[object, ...], ...]
    agency_id: str | None = None
    allowed: tuple[frozenset[str], ...] = ()

    def only(self, kept: Collection[int]) -> Proposal:
        """The same file with the lines at these positions alone."""
        places = sorted(kept)
        return replace(
            self,
            lines=tuple(self.lines[place] for place in places),
            cells=tuple(self.cells[place] for place in places),
            allowed=tuple(self.allowed[place] for place in places) if self.allowed else (),
        )


@dataclass(frozen=True)
class Closing:
    """An accepted signal that is closed silently."""

    signal_id: str
    lease_id: str
    reason: str

    def event(self) -> Event:
        facts = {"reason": self.reason, "replaced_by": None, "by": "run", "who": None, "why": None}
        return Event("signal_closed", signal_id=self.signal_id, lease_id=self.lease_id, payload=facts)


@dataclass(frozen=True)
class DecisionFigures:
    """Counts of a date's decisions: leases in arrears, euros, deliverable, and leases by blocking reason."""

    leases: int
    euros: Any
    deliverable: int
    blocked: dict[str, int]


def decision_figures(con: duckdb.DuckDBPyConnection, as_of: date) -> DecisionFigures:
    """What the decisions of `as_of` add up to."""
    total = rows(
        con,
        "select count(*) as leases, coalesce(sum(amount_in_arrears), 0)::decimal(18,2) as euros, "
        "count(*) filter (where decision = 'deliver') as deliverable from marts.signal_decisions where as_of_date = ?",
        [as_of],
    )[0]
    blocked = rows(
        con,
        "select rules.code, count(d.reason) as found from reference.rules as rules left join ("
        "select unnest(blocking_reasons) as reason from marts.signal_decisions where as_of_date = ?) as d "
        "on d.reason = rules.code group by rules.code, rules.position order by rules.position",
        [as_of],
    )
    return DecisionFigures(total["leases"], total["euros"], total["deliverable"], {row["code"]: row["found"] for row in blocked})


def signals(con: duckdb.DuckDBPyConnection, desk: str) -> Proposal:
    """The signals due at `desk`, in file order."""
    keys = rows(con, "select * from marts.signal_lines where desk = ? order by line_number", [desk])
    titles, cells = _lines_that_leave(con, "signals", desk)
    covered = _covered(con, desk)
    agreed = {row["landlord_id"]: _agreed(row) for row in rows(con, "select * from intermediate.int_optional_fields")}
    _same_lines("signals", keys, titles, cells, desk)
    return Proposal(
        kind="signals",
        desk=desk,
        lines=tuple(_signal_line(row, covered.get(row["signal_id"], [])) for row in keys),
        titles=titles,
        cells=cells,
        allowed=tuple(agreed.get(row["landlord_id"], frozenset()) for row in keys),
    )


def _lines_that_leave(
    con: duckdb.DuckDBPyConnection, kind: str, desk: str
) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """What leaves for one desk, line by line: its export model, or for a desk without one the same columns of its lines."""
    model = f"{kind}_{desk}"
    if is_there(con, f"exports.{model}"):
        return exact_cells(con, f"select * from exports.{model}")
    columns = ", ".join(f'{column.name} as "{column.title}"' for column in CONTRACTS[kind])
    lines = {"signals": "marts.signal_lines", "withdrawals": "marts.withdrawal_lines"}[kind]
    return exact_cells(con, f"select {columns} from {lines} where desk = '{desk}' order by line_number")


def _covered(con: duckdb.DuckDBPyConnection, desk: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows(
        con,
        "select charges.signal_id, charges.entry_id, charges.amount from marts.signal_covered_charges as charges "
        "inner join marts.signal_lines as lines on charges.signal_id = lines.signal_id where lines.desk = ? "
        "order by charges.signal_id, charges.due_on, charges.entry_id",
        [desk],
    ):
        found.setdefault(row["signal_id"], []).append({"entry_id": row["entry_id"], "amount": f"{row['amount']:.2f}"})
    return found


def _agreed(row: dict[str, Any]) -> frozenset[str]:
    return frozenset(field for field in OPTIONAL_FIELDS if row[f"shares_{field}"])


def _signal_line(row: dict[str, Any], covered: list[dict[str, str]]) -> Line:
    facts = {
        "covered": covered,
        "amount": f"{row['amount']:.2f}",
        "months": row["months"],
        "oldest_due_on": row["oldest_due_on"],
        "municipality_code": row["municipality_code"],
        "landlord_id": row["landlord_id"],
        "tenant_id": row["tenant_id"],
        "threatening": row["threatening"],
        "replaces": row["replaces_signal_id"],
    }
    values = {name: row[name] for name in names_of("signals")}
    return Line(row["signal_id"], row["lease_id"], values=values, facts=facts)


def _same_lines(
    kind: str, keys: list[dict[str, Any]], titles: tuple[str, ...], cells: tuple[tuple[object, ...], ...], desk: str
) -> None:
    """The export model must give, line by line, the cells that belong to the keys; else nothing leaves.

    Other columns are left to the contract, which says so better.
    """
    if titles != titles_of(kind):
        return
    same = len(keys) == len(cells) and all(
        tuple(row[name] for name in names_of(kind)) == line for row, line in zip(keys, cells, strict=True)
    )
    if not same:
        raise PermanentFailure(
            "lines_differ",
            f"the export model of {kind} for {desk} does not give the lines of the model it selects from, so nothing was "
            "sent; look at dbt_project/models/exports",
        )


def withdrawals(con: duckdb.DuckDBPyConnection, desk: str) -> Proposal:
    """The withdrawals due at `desk` that a file can carry, in file order."""
    keys = rows(con, "select * from marts.withdrawal_lines where desk = ? order by line_number", [desk])
    titles, cells = _lines_that_leave(con, "withdrawals", desk)
    _same_lines("withdrawals", keys, titles, cells, desk)
    lines = tuple(
        Line(
            row["signal_id"],
            row["lease_id"],
            values={name: row[name] for name in names_of("withdrawals")},
            facts={"reason": row["reason"]},
        )
        for row in keys
    )
    return Proposal(kind="withdrawals", desk=desk, lines=lines, titles=titles, cells=cells)


def hold_notices(con: duckdb.DuckDBPyConnection) -> list[Proposal]:
    """The hold notices due, one proposal an agency, in file order."""
    keys = rows(con, "select * from marts.hold_notices_due order by agency_id, line_number")
    titles, cells = exact_cells(con, "select * from exports.hold_notices")
    _same_lines("hold_notices", keys, titles, cells, COLLECTION)
    whole = Proposal("hold_notices", COLLECTION, tuple(_notice_line(row) for row in keys), titles, cells)
    agencies = dict.fromkeys(row["agency_id"] for row in keys)
    return [
        replace(whole.only([n for n, row in enumerate(keys) if row["agency_id"] == agency]), agency_id=agency)
        for agency in agencies
    ]


def _notice_line(row: dict[str, Any]) -> Line:
    facts = {
        "case_id": row["case_id"],
        "agency_id": row["agency_id"],
        "message": row["message"],
        "starts_on": row["starts_on"],
        "until": row["until"],
        "reason": row["reason_code"],
        "hold_status": row["hold_status"],
        "ends_on": row["ends_on"],
    }
    return Line(row["signal_id"], row["lease_id"], facts=facts)


def closings(con: duckdb.DuckDBPyConnection) -> list[Closing]:
    """The accepted signals to close silently."""
    due = rows(con, "select signal_id, lease_id, reason from marts.closings_due order by lease_id, signal_id")
    return [Closing(row["signal_id"], row["lease_id"], row["reason"]) for row in due]


def settlements(con: duckdb.DuckDBPyConnection, already: Collection[str]) -> list[Event]:
    """Arrears found settled of signals that no file takes back, and that are not in `already`: each recorded once."""
    due = rows(con, "select signal_id, lease_id from marts.settlements_due order by lease_id, signal_id")
    return [
        Event("arrears_settled", signal_id=row["signal_id"], lease_id=row["lease_id"])
        for row in due
        if row["signal_id"] not in already
    ]


def count_held_back(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Signals that were decided and do not leave, by why."""
    return {
        row["why"]: row["n"]
        for row in rows(con, "select why, count(*) as n from marts.signals_held_back group by why order by why")
    }


def count_for_a_person(con: duckdb.DuckDBPyConnection) -> int:
    """Withdrawals that a file could get wrong at the desk."""
    return count_of(con, "select count(*) from marts.withdrawals_due where needs_person")


def terms_passed(con: duckdb.DuckDBPyConnection, already: Collection[str]) -> list[Event]:
    """Terms that passed in silence and are not in `already` (signal ids listed before): each listed once."""
    due = rows(con, "select signal_id, lease_id, is_threatening from marts.terms_passed order by lease_id, signal_id")
    return [
        Event(
            "term_passed",
            signal_id=row["signal_id"],
            lease_id=row["lease_id"],
            payload={"threatening": row["is_threatening"]},
        )
        for row in due
        if row["signal_id"] not in already
    ]


def without(proposal: Proposal, done: Taken) -> Proposal:
    """The proposal without the lines that were done under this date, or may have been."""
    return proposal.only([place for place, line in enumerate(proposal.lines) if not _is_done(proposal, line, done)])


def _is_done(proposal: Proposal, line: Line, done: Taken) -> bool:
    if proposal.kind == "signals":
        return line.lease_id in done.leases
    if proposal.kind == "withdrawals":
        return line.signal_id in done.withdrawals
    return (line.signal_id, line.facts["case_id"], line.facts["message"]) in done.notices


def same_again(proposal: Proposal, prepared: Batch) -> Batch | None:
    """What today's tables give for exactly the lines of a batch prepared earlier; None where they no longer give all.

    Signals are compared by lease, since a signal's id carries the date it was judged on.
    """
    wanted = prepared.lease_ids if proposal.kind == "signals" else prepared.signal_ids
    found = [line.lease_id if proposal.kind == "signals" else line.signal_id for line in proposal.lines]
    among = set(wanted)
    places = [place for place, key in enumerate(found) if key in among]
    if [found[place] for place in places] != list(wanted):
        return None
    return batch_of(proposal.only(places), prepared.as_of, prepared.file_format, attempt=0)


def batch_of(proposal: Proposal, as_of: date, file_format: str, attempt: int) -> Batch:
    """The proposal as a batch, through the contract: the only way to a file.

    Raises:
        ContractBroken: the cells are not exactly what may leave; nothing was written.
    """
    import pandas as pd  # takes half a second to load, and on most mornings nothing leaves

    frame = pd.DataFrame(proposal.cells, columns=list(proposal.titles), dtype=object)
    checked = check_outgoing(proposal.kind, frame, proposal.allowed or None)
    layout = layout_of(proposal.desk, proposal.kind)
    return make_batch(
        kind=proposal.kind,
        desk=proposal.desk,
        as_of=as_of,
        file_format=file_format,
        data=render(checked, layout, file_format),
        lines=proposal.lines,
        attempt=attempt,
        agency_id=proposal.agency_id,
    )
