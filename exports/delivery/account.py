"""Decided against delivered: per desk, what became of each signal that was decided for a date.

Belongs here: counting every decided lease once, by what the register and the marts say of it. Does not belong here: deciding
(the models), delivering (delivery/once.py), or what a run makes of a signal that nobody can account for (orchestration).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from exports.delivery.batch_records import read_open_batches
from exports.ground.duck import rows
from exports.register.log import Register
from exports.register.state import FOUND_UNSENT

DECIDED = """
    select decisions.lease_id, coalesce(decisions.system, 'unknown') as desk, held.lease_id is not null as is_held_back
    from marts.signal_decisions as decisions
    left join marts.signals_held_back as held on held.as_of_date = decisions.as_of_date and held.lease_id = decisions.lease_id
    where decisions.as_of_date = ? and decisions.decision = 'deliver'
"""


@dataclass(frozen=True)
class DeskAccount:
    """One desk's signals of one date. Each decided signal is counted once, by the first of these that holds.

    Attributes:
        decided: signals decided `deliver`.
        delivered: recorded as delivered under this date.
        in_doubt: in a batch of which it is not known yet whether the desk has it.
        unsent: in a batch that did not leave; a later run sends it or judges again.
        refused: lines that the desk would not take.
        held_back: in `marts.signals_held_back`.
        lost: none of these: nobody can say why it did not leave.
    """

    desk: str
    decided: int = 0
    delivered: int = 0
    in_doubt: int = 0
    unsent: int = 0
    refused: int = 0
    held_back: int = 0
    lost: int = 0


def accounts(con: duckdb.DuckDBPyConnection, register_path: Path, as_of: date) -> list[DeskAccount]:
    """What became of the signals decided for `as_of`, one account a desk that any was decided for, by name."""
    with Register.read_only(register_path) as register:
        events = register.subjects(("signal_delivered", "line_refused"), as_of)
    delivered = {lease_id for event_type, _, lease_id in events if event_type == "signal_delivered"}
    refused = {lease_id for event_type, _, lease_id in events if event_type == "line_refused"}
    batches = [record for record in read_open_batches(register_path) if record.batch.kind == "signals"]
    unsent = {lease for record in batches if record.status == FOUND_UNSENT for lease in record.batch.lease_ids}
    open_ = {lease for record in batches for lease in record.batch.lease_ids}
    decided = rows(con, DECIDED, [as_of])

    def became(row: dict[str, Any]) -> str:
        lease_id = row["lease_id"]
        places = (
            ("delivered", delivered), ("unsent", unsent), ("in_doubt", open_), ("refused", refused),
        )  # fmt: skip
        found = next((word for word, leases in places if lease_id in leases), None)
        return found or ("held_back" if row["is_held_back"] else "lost")

    return list(_by_desk([(row["desk"], became(row)) for row in decided]))


def _by_desk(found: list[tuple[str, str]]) -> Iterator[DeskAccount]:
    for desk in sorted({desk for desk, _ in found}):
        words = [word for at, word in found if at == desk]
        yield DeskAccount(desk, decided=len(words), **{word: words.count(word) for word in set(words)})
