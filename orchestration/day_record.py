"""What became of each part of the day, as tables of the warehouse: what one asset must know of another (docs/outputs.md).

    control.day_parts       one row per part: planned, begun, failed or ended, for which date and landing tables
    control.day_outcomes    one row per thing that a part did, such as a delivery to a desk: how it went, in words
    control.day_counts      one row per figure of a part, such as letters made

Belongs here: writing these around each part, and reading them. Does not belong here: whether a part may act
(consistency.py) and what the outcomes mean for the day (assets/reports.py). A load of the landing tables empties them: with it
a day begins. They hold desks, batches, counts and words, never anything personal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from decimal import Decimal

import duckdb

from documents.run_words import outcome_in_words
from exports.delivery.account import DeskAccount, accounts
from exports.delivery.once import Outcome as Delivered
from exports.ground.duck import connect, is_there, one_row, rows
from orchestration.consistency import refusal
from orchestration.failures import in_words
from orchestration.resources import Run

PLANNED, BEGUN, FAILED, ENDED = "planned", "begun", "failed", "ended"
LANDING, REGISTER, INBOX, MODELS, DECISIONS = "landing", "register_copy", "inbox", "models", "evidence"
FEEDBACK, WITHDRAWALS, SIGNALS, NOTICES, TERMS = "feedback", "withdrawals", "signals", "hold_notices", "terms"
LETTERS, WORKLISTS, REPORT = "letters", "worklists", "day_report"
# Every part that a day consists of, in order. Signals are for the 20th, all others for each day.
PARTS = (
    LANDING, REGISTER, INBOX, MODELS, DECISIONS, FEEDBACK, WITHDRAWALS, SIGNALS, NOTICES, TERMS, LETTERS, WORKLISTS, REPORT,
)  # fmt: skip
WARNING = "warning: "  # how the counts of what landing tables lack begin
HELD_BACK = "held back: "  # those of signals that do not leave, by why
COUNTED = "feedback, "  # and those of what feedback files said
# Kinds of outcomes.
LEFT_ALONE, REFUSED_FEEDBACK, STALE, MONEY_OF_NOBODY = "left_alone", "refused_feedback", "stale_receipts", "money_of_nobody"
ROW_NAMES_NOBODY = "row_names_nobody"

SCHEMA = """
create schema if not exists control;
create table if not exists control.day_parts (part varchar, state varchar, as_of_date date, landing varchar);
create table if not exists control.day_outcomes (
    part varchar, number integer, what varchar, is_good boolean, words varchar, kind varchar, rule varchar, desk varchar,
    batch_kind varchar, batch_id varchar, file_name varchar, status varchar, lines integer, amount decimal(18,2)
);
create table if not exists control.day_counts (part varchar, name varchar, n bigint);
"""
EMPTY = "delete from control.day_parts; delete from control.day_outcomes; delete from control.day_counts;"


@dataclass(frozen=True)
class PartOutcome:
    """One thing that a part of the day did.

    Attributes:
        what: it, such as `signals to ris_matching`.
        is_good: whether it went as it should.
        words: what happened and, where it is not good, what to do; without personal data.
        kind: a word for what it is about, where others ask for it, one of the kinds above.
        rule: for a refused file, the rule it broke.
        desk, batch_kind, batch_id, file_name, status, lines, amount: for a delivery, as in exports.delivery.Outcome.
    """

    what: str
    is_good: bool
    words: str
    kind: str | None = None
    rule: str | None = None
    desk: str | None = None
    batch_kind: str | None = None
    batch_id: str | None = None
    file_name: str | None = None
    status: str | None = None
    lines: int | None = None
    amount: Decimal | None = None


class PartRecord:
    """The record of one part under way."""

    def __init__(self) -> None:
        self.outcomes: list[PartOutcome] = []
        self.counts: dict[str, int] = {}

    def note(self, what: str, is_good: bool, words: str, *, kind: str | None = None, rule: str | None = None) -> None:
        """Keep how one thing went."""
        self.outcomes.append(PartOutcome(what, is_good, words, kind, rule))

    def delivered(self, outcome: Delivered) -> None:
        """Keep what became of a batch."""
        self.outcomes.append(
            PartOutcome(
                what=f"{outcome.kind} to {outcome.desk}",
                is_good=outcome.is_good,
                words=outcome_in_words(outcome),
                desk=outcome.desk,
                batch_kind=outcome.kind,
                batch_id=outcome.batch_id,
                file_name=outcome.file_name,
                status=outcome.status,
                lines=outcome.lines,
                amount=outcome.amount,
            )
        )

    def count(self, **figures: int) -> None:
        """Keep figures by name."""
        self.counts |= figures


@dataclass(frozen=True)
class DayRecord:
    """What the tables say of the day: the state of each part, every outcome and every figure."""

    states: dict[str, str]
    outcomes: list[PartOutcome]
    counts: dict[str, int]

    @property
    def bad(self) -> list[PartOutcome]:
        """What did not go well."""
        return [outcome for outcome in self.outcomes if not outcome.is_good]

    def of_kind(self, kind: str) -> list[PartOutcome]:
        """The outcomes about this."""
        return [outcome for outcome in self.outcomes if outcome.kind == kind]


def lost_signals(run: Run, done: DayRecord) -> list[DeskAccount]:
    """The accounts of desks with signals of which nobody can say why they did not leave.

    None where signals wait: they were not asked for in this day, or the receipts are too old.
    """
    if SIGNALS not in done.states or done.of_kind(STALE):
        return []
    with connect(run.home.warehouse) as con:
        return [account for account in accounts(con, run.home.register, run.as_of) if account.lost]


@contextmanager
def part(run: Run, name: str, ask: Callable[[Run], None] = lambda run: None, after: Iterable[str] = ()) -> Iterator[PartRecord]:
    """Do one part of the day and keep what became of it, however it ends.

    Args:
        run: the run.
        name: the part, one of PARTS.
        ask: what refuses, before anything is done, where the warehouse does not stand for this run's day.
        after: parts that must have ended in this very day before.

    Raises:
        NotOfThisDay: by `ask`, or one of `after` did not end; nothing was done, and the record says what it said.
    """
    ask(run)
    states = read_day(run).states if after else {}
    missing = [before for before in after if states.get(before) != ENDED]
    if missing:
        raise refusal(run, f"{', '.join(missing)} did not come first, for this date and these landing tables")
    record = PartRecord()
    _write(run, name, BEGUN, record)
    try:
        yield record
    except Exception as error:
        record.note(name, False, in_words(error))
        with suppress(duckdb.Error, OSError):  # it stays `begun`, which is as little as ended
            _write(run, name, FAILED, record)
        raise
    _write(run, name, ENDED, record)


def begin_day(con: duckdb.DuckDBPyConnection, run: Run, record: PartRecord, *, are_signals_asked: bool) -> None:
    """In the transaction of a load: the day begins, with the landing tables loaded, and signals planned if asked for."""
    con.execute(SCHEMA + EMPTY)
    loaded = _digest(con)
    _put(con, run, LANDING, ENDED, record, loaded)
    if are_signals_asked:
        _put(con, run, SIGNALS, PLANNED, PartRecord(), loaded)


def _write(run: Run, name: str, state: str, record: PartRecord) -> None:
    with connect(run.home.warehouse) as con:
        loaded = _landing(con)
        con.execute("begin")
        con.execute(SCHEMA)
        _put(con, run, name, state, record, loaded)
        con.execute("commit")


def _put(con: duckdb.DuckDBPyConnection, run: Run, name: str, state: str, record: PartRecord, loaded: str | None) -> None:
    for table in ("day_parts", "day_outcomes", "day_counts"):
        con.execute(f"delete from control.{table} where part = ?", [name])
    con.execute("insert into control.day_parts values (?, ?, ?, ?)", [name, state, run.as_of, loaded])
    marks = ", ".join("?" for _ in range(2 + len(fields(PartOutcome))))
    for number, outcome in enumerate(record.outcomes, start=1):
        con.execute(f"insert into control.day_outcomes values ({marks})", [name, number, *astuple(outcome)])
    for figure, n in record.counts.items():
        con.execute("insert into control.day_counts values (?, ?, ?)", [name, figure, n])


def _landing(con: duckdb.DuckDBPyConnection) -> str | None:
    return _digest(con) if is_there(con, "control.landing_load") else None


def _digest(con: duckdb.DuckDBPyConnection) -> str | None:
    loaded = one_row(con, "select digest from control.landing_load")
    return loaded[0] if loaded else None


def read_day(run: Run) -> DayRecord:
    """What the tables say of this run's date and of the landing tables as they were loaded last; else nothing."""
    with connect(run.home.warehouse) as con:
        con.execute(SCHEMA)
        of_this_day = "select part from control.day_parts where as_of_date = ? and landing is not distinct from ?"
        day = [run.as_of, _landing(con)]
        states = rows(con, f"select part, state from control.day_parts where part in ({of_this_day})", day)
        outcomes = rows(con, f"select * from control.day_outcomes where part in ({of_this_day})", day)
        counts = rows(con, f"select name, n from control.day_counts where part in ({of_this_day})", day)
    outcomes.sort(key=lambda row: (PARTS.index(row["part"]) if row["part"] in PARTS else len(PARTS), row["number"]))
    return DayRecord(
        states={row["part"]: row["state"] for row in states},
        outcomes=[PartOutcome(**{f.name: row[f.name] for f in fields(PartOutcome)}) for row in outcomes],
        counts={row["name"]: row["n"] for row in counts},
    )
