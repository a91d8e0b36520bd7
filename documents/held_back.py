"""What was decided and does not leave, and what stays off, in Dutch: each with the way out that a person has.

Belongs here: the rows behind these lists and the words of one line, used alike by the work lists, `status`, the report and
`explain`. Does not belong here: deciding that something is held back (marts.signals_held_back) or recording the way out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from documents.dutch import day
from documents.todo_item import TodoItem
from documents.words import HELD_BACK, HELD_BACK_ACTS, HELD_BACK_FACTS, SIGNALS_HELD_BACK, words_of

Row = Mapping[str, Any]

SIGNALS = "select * from marts.signals_held_back order by why, dated_on, lease_id"
ROWS_NAMING_NOBODY = "select * from marts.rows_naming_nobody where not is_accepted order by since, blocking_table, row_key"
RENUMBERINGS = (
    "select distinct old_lease_id, lease_id, found_by from marts.renumberings_suspected order by old_lease_id, lease_id, found_by"
)
REASONS_VANISHED = "select lease_id, reason, judged_on from marts.reasons_vanished order by lease_id, reason"
# Who took it back and why stands in the register alone.
TAKEN_BACK = """
select signals.signal_id, signals.lease_id, signals.state, signals.taken_back_on, ends.who, ends.why
from marts.signals as signals
left join (
    select signal_id, first(payload ->> 'who' order by seq) as who, first(payload ->> 'why' order by seq) as why
    from register_copy.events
    where event_type in ('signal_withdrawn', 'signal_closed')
    group by signal_id
) as ends on signals.signal_id = ends.signal_id
where signals.keeps_lease_off
order by signals.taken_back_on, signals.lease_id, signals.signal_id
"""


def because(row: Row) -> str:
    """Why a signal does not leave, in a few words."""
    fact = f"{words_of(HELD_BACK_FACTS, row['fact'])} {row['subject']}, {day(row['dated_on'])}"
    more = f" (en nog {row['number_of_reasons'] - 1})" if row["number_of_reasons"] > 1 else ""
    return f"{words_of(SIGNALS_HELD_BACK, row['why'])}: {fact}{more}"


def way_out(row: Row) -> str:
    """What a person does about a signal that is held back."""
    return HELD_BACK_ACTS[row["why"]].format(**row)


def nobody(row: Row) -> str:
    """A row that names nobody, by its table and key."""
    since = f", sinds {day(row['since'])}" if row["since"] else ""
    return f"{row['blocking_table']} {row['row_key']}: noemt {row['names']}{since}"


def accept_row(row: Row) -> str:
    """How a person accepts a row that names nobody."""
    return f"vroegsignaal accept-row {row['blocking_table']} '{row['row_key']}' --why …"


def same_lease(row: Row) -> str:
    """What is asked about a lease that may have got another number."""
    found = words_of(HELD_BACK_FACTS, row["found_by"])
    return f"{row['old_lease_id']} (gemeld, niet meer in de export) is nu {row['lease_id']}? {found}"


def renumber(row: Row) -> str:
    """How a person answers that."""
    return f"vroegsignaal renumber {row['old_lease_id']} {row['lease_id']} --why …"


def reasons_vanished(found: Sequence[Row]) -> TodoItem:
    """What a person looks into before a file is handed in: leases that no row holds back any more, and one did last time."""
    return TodoItem(
        "Te melden, en wat het de vorige keer tegenhield staat niet meer in de export",
        "Zoek voor het aanleveren uit of dat voorbij is. Zo niet: herstel de export en draai opnieuw, en trek in wat al weg is.",
        [f"{row['lease_id']}: {words_of(HELD_BACK, row['reason'])}, op {day(row['judged_on'])}" for row in found],
        "now",
    )


def taken_back(row: Row) -> str:
    """A signal that a person took back, with who and why."""
    what = "met de hand ingetrokken" if row["state"] == "withdrawn" else "niet aangenomen door het meldpunt"
    by_whom = f"{row['who']}: {row['why']}" if row.get("who") else "wie en waarom zijn niet meer bewaard"
    return f"{row['lease_id']} ({row['signal_id']}): {what} op {day(row['taken_back_on'])} ({by_whom})"


def release(row: Row) -> str:
    """How a person lets its lease be signalled again."""
    return f"vroegsignaal release {row['lease_id']} --why …"
