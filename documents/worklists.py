"""The credit controller's lists for one day: workbooks with lease numbers, never names or addresses, and never sent.

Belongs here: which rows and columns each list has, in Dutch. Does not belong here: how a sheet looks
(exports/delivery/worksheets.py), letters (letters/), or what a lease's next step is (marts.collection_agenda).

A list without rows is written too: an empty list says that there is nothing, a missing one says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from documents import held_back, words
from documents.explanation import REASONS
from documents.manager import ManagerFacts
from documents.source_warnings import let_op
from documents.status import unmatched_words
from documents.words import words_of
from exports.delivery.worksheets import ListColumn, bytes_of_columns
from exports.ground.duck import columns, rows
from exports.ground.files import write_atomically
from exports.ground.home import Home

Row = dict[str, Any]
Table = dict[str, Sequence[Any]]  # the rows of a query, column by column
LISTS_AT_ONCE = 2  # while one is packed, which keeps a core and not Python busy, the next is laid out


@dataclass(frozen=True)
class Column:
    """One column: its title, the field that stands in it or how its cell is made of a row, and its width in characters.

    `of`: the fields that the cell is made of, where it is to be made once for all rows that have these alike.
    """

    title: str
    cell: str | Callable[[Row], object]
    width: int | None = None
    of: tuple[str, ...] = ()

    def cells(self, table: Table) -> Sequence[object]:
        """The cells of all rows."""
        if isinstance(self.cell, str):
            return table[self.cell]
        if not self.of:
            return [self.cell(dict(zip(table, values, strict=True))) for values in zip(*table.values(), strict=True)]
        found = list(zip(*(table[name] for name in self.of), strict=True))
        made = {values: self.cell(dict(zip(self.of, values, strict=True))) for values in set(found)}
        return list(map(made.__getitem__, found))


@dataclass(frozen=True)
class Worklist:
    """One list: the start of its file name, its title, the query for its rows, and its columns.

    `of_arrears`: it is about rent that was not paid, and so says nothing where the receipts are too old to know.
    """

    name: str
    title: str
    sql: str
    columns: tuple[Column, ...]
    of_arrears: bool = False


def make_worklists(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    as_of: date,
    manager: ManagerFacts | None = None,
    withheld: str | None = None,
) -> list[Path]:
    """Write `worklists/<list>_<as-of>.xlsx` for every list below; gives their paths.

    Args:
        con: a connection on the warehouse of `as_of`; only read.
        home: where to write.
        as_of: the date the warehouse stands for.
        manager: not needed; taken so that all documents are made alike.
        withheld: why nobody may be asked for rent now, where that is so; the lists of arrears then say that alone.

    Raises:
        OSError: the disk is full; what stood there stays.
    """
    rules = {row["code"]: row["words_nl"] for row in rows(con, "select code, words_nl from reference.rules")}
    notes, written = let_op(con), []
    with ThreadPoolExecutor(LISTS_AT_ONCE) as writers:
        for worklist in worklists(rules):
            is_withheld = withheld is not None and worklist.of_arrears
            table = None if is_withheld else _table(con, worklist.sql, notes)
            written.append(writers.submit(_write, home, as_of, worklist, table, withheld))
    return [each.result() for each in written]


def _table(con: duckdb.DuckDBPyConnection, sql: str, notes: Mapping[str, str]) -> Table:
    """The rows of a list, with what is to be known first of the lease that each is about."""
    found = columns(con, sql)
    leases = found.get("lease_id", [None] * len(next(iter(found.values()))))
    return found | {"let_op": [notes.get(str(lease)) for lease in leases]}


def _write(home: Home, as_of: date, worklist: Worklist, table: Table | None, withheld: str | None) -> Path:
    path = home.worklists / f"{worklist.name}_{as_of}.xlsx"
    titles = [ListColumn(column.title, column.width) for column in worklist.columns]
    title = f"{worklist.title}, peildatum {as_of:%d-%m-%Y}"
    if table is None:
        data = bytes_of_columns(f"{title}. Niets klaargezet: {withheld}", titles, [()] * len(titles))
    else:
        data = bytes_of_columns(title, titles, [column.cells(table) for column in worklist.columns])
    write_atomically(path, data)
    return path


def _worded(codes: dict[str, str], name: str) -> Callable[[Row], object]:
    return lambda row: words_of(codes, row[name]) or None


def _sentences(rules: dict[str, str], name: str) -> Callable[[Row], object]:
    return lambda row: "\n".join(rules.get(code, code) for code in row[name]) or None


def _reason(codes: dict[str, str], code: str, row: Row) -> str:
    """The words for a reason; of a ledger that is wrong, what is wrong with it too."""
    wrong = row["ledger_findings"] if code == "ledger_inconsistent" else None
    found = [words_of(words.LEDGER_FINDINGS, finding) for finding in wrong or ()]
    return ": ".join([words_of(codes, code), *(["; ".join(found)] if found else [])])


def _because(row: Row) -> str:
    return {"lapsed": "vervalt: nieuwe huur niet betaald", "completed": "30 dagen voorbij"}.get(row["because"] or "", "")


LEASE = Column("Huurovereenkomst", "lease_id", 20)
LANDLORD = Column("Verhuurder", "landlord_id", 14)
MUNICIPALITY = Column("Gemeente", "municipality", 18)
AMOUNT = Column("Achterstand", "amount_in_arrears", 13)
OLDEST = Column("Oudste vervaldatum", "oldest_due_on", 14)
DAYS = Column("Dagen", "days_in_arrears", 10)
LET_OP = Column("Let op", "let_op", 40)
SIGNAL = Column("Melding", "signal_id", 24)
DESK = Column("Meldpunt", lambda row: words.desk_name(row["system"]) or None, 22, of=("system",))


def worklists(rules: dict[str, str]) -> Iterable[Worklist]:
    """Every list of a day.

    Args:
        rules: the Dutch sentence of each reason, by its code.
    """
    return (
        Worklist("agenda", "Incasso-agenda", _AGENDA, AGENDA_COLUMNS, of_arrears=True),
        Worklist("tegengehouden", "Niet gemeld, en waarom", _HELD_BACK, _held_back_columns(rules), of_arrears=True),
        Worklist("vastgehouden", "Besloten te melden, maar vastgehouden", held_back.SIGNALS, SIGNALS_HELD_COLUMNS),
        Worklist("rijen_zonder_persoon", "Rijen die niemand noemen", held_back.ROWS_NAMING_NOBODY, NOBODY_COLUMNS),
        Worklist("hernummerd", "Is dit dezelfde huurovereenkomst?", held_back.RENUMBERINGS, RENUMBER_COLUMNS),
        Worklist("teruggenomen", "Met de hand teruggenomen, blijft af", held_back.TAKEN_BACK, TAKEN_BACK_COLUMNS),
        Worklist("intrekken_met_de_hand", "Met de hand intrekken", _BY_HAND, BY_HAND_COLUMNS),
        Worklist("gemeente_bellen", "Gemeente bellen: ontruiming aangezegd", _TO_TELEPHONE, TELEPHONE_COLUMNS),
        Worklist("terugkoppeling_uitzoeken", "Terugkoppeling uitzoeken", _UNMATCHED, UNMATCHED_COLUMNS),
        Worklist("opschortingen", "Opschortingen", _HOLDS, HOLD_COLUMNS),
        Worklist("termijnen_verstreken", "Termijnen verstreken", _TERMS, TERM_COLUMNS),
    )


AGENDA_COLUMNS = (
    Column("Vandaag", lambda row: "ja" if row["is_due_today"] else None, 12, of=("is_due_today",)),
    LEASE,
    Column("Volgende stap", _worded(words.STEPS, "next_step"), 34, of=("next_step",)),
    Column("Stap op", "due_on", 12),
    Column("Verschoven door", "moved_because", 18),
    Column("Waarom", lambda row: _reason(words.WHY, row["why"], row) or None, 46, of=("why", "ledger_findings")),
    Column("Opgeschort tot", "suspended_until", 14),
    AMOUNT,
    OLDEST,
    DAYS,
    Column("Laatste actie", _worded(words.ACTIONS, "last_action"), 20, of=("last_action",)),
    Column("Actie op", "last_action_on", 12),
    Column("Ontbreekt nog om te melden", _sentences(words.HELD_BACK, "still_needed"), 34, of=("still_needed",)),
    Column("Melden kan op", "signal_possible_on", 14),
    LANDLORD,
    MUNICIPALITY,
    LET_OP,
)


def _held_back_columns(rules: dict[str, str]) -> tuple[Column, ...]:
    return (
        LEASE,
        AMOUNT,
        Column("Aantal redenen", lambda row: len(row["blocking_reasons"]), 10, of=("blocking_reasons",)),
        Column(
            "Redenen",
            lambda row: "\n".join(_reason(rules, code, row) for code in row["blocking_reasons"]),
            70,
            of=("blocking_reasons", "ledger_findings"),
        ),
        OLDEST,
        DAYS,
        Column("Maanden", "months_in_arrears", 10),
        LANDLORD,
        MUNICIPALITY,
        DESK,
        LET_OP,
    )


SIGNALS_HELD_COLUMNS = (
    LEASE,
    DESK,
    Column("Waarom", held_back.because, 70),
    Column("Wat te doen", held_back.way_out, 70),
)
NOBODY_COLUMNS = (
    Column("Tabel", "blocking_table", 22),
    Column("Rij", "row_key", 24),
    Column("Noemt", "names", 20),
    Column("Van kracht sinds", "since", 14),
    Column("Verbeter de bron, of leg vast", held_back.accept_row, 60),
)
RENUMBER_COLUMNS = (
    Column("Gemeld onder", "old_lease_id", 20),
    Column("Staat nu mogelijk onder", "lease_id", 22),
    Column("Gevonden door", _worded(words.HELD_BACK_FACTS, "found_by"), 24),
    Column("Dezelfde: leg vast", held_back.renumber, 54),
    Column("Een andere: leg vast", lambda row: f"{held_back.renumber(row)} --not-the-same", 68),
)
TAKEN_BACK_COLUMNS = (
    LEASE,
    SIGNAL,
    Column("Teruggenomen op", "taken_back_on", 14),
    Column("Door", "who", 16),
    Column("Waarom", "why", 40),
    Column("Toch weer melden", held_back.release, 46),
)
BY_HAND_COLUMNS = (
    LEASE,
    SIGNAL,
    DESK,
    Column("Reden van intrekken", _worded(REASONS, "reason"), 22),
    Column("Waarom met de hand", _worded(words.NEEDS_PERSON, "needs_person_because"), 48),
    Column("Vastleggen met", lambda row: f"vroegsignaal withdraw {row['signal_id']}", 46),
)
TELEPHONE_COLUMNS = (
    LEASE,
    SIGNAL,
    MUNICIPALITY,
    DESK,
    Column("Ontruiming op", "eviction_on", 13),
    Column("Aangeleverd op", "handed_in_on", 13),
    Column("Gemeente handelt uiterlijk", "response_due_on", 14),
    Column("Vastleggen met", lambda row: f"vroegsignaal telephoned {row['signal_id']}", 46),
)


def _unmatched_command(row: Row) -> str:
    """What to type once the row was looked up in the file: its own signal where one is likely, else taking it off the list."""
    if row["candidate_signal_id"]:
        return f"vroegsignaal accept {row['candidate_signal_id']} --on DATUM"
    file, line = row["file_sha256"][:12], row["excel_line"]
    return f"vroegsignaal accept SIGNAAL --on DATUM --file {file} --line {line}, of vroegsignaal dismiss {file} {line}"


UNMATCHED_COLUMNS = (
    Column("Bestand", "file", 44),
    Column("Regel in Excel", "excel_line", 8),
    Column("Waarom", unmatched_words, 44),
    Column("Mogelijk deze melding", "candidate_signal_id", 24),
    Column("Leg vast met", _unmatched_command, 58),
    Column("Gelezen op", "read_on", 12),
)
HOLD_COLUMNS = (
    Column("Binnen een week", lambda row: "ja" if row["expected_end_on"] else None, 10),
    LEASE,
    Column("Stand", _worded(words.HOLD_STATES, "status"), 12),
    Column("Hulp geaccepteerd", "accepted_on", 14),
    Column("Uiterlijk tot", "hold_until", 12),
    Column("Eindigt", lambda row: row["expected_end_on"] or row["ends_on"], 12),
    Column("Waardoor", _because, 32),
    SIGNAL,
    LET_OP,
)
TERM_COLUMNS = (
    Column("Ontruiming dreigt", lambda row: "ja, bel de gemeente" if row["is_threatening"] else None, 20),
    LEASE,
    SIGNAL,
    MUNICIPALITY,
    DESK,
    Column("Aangeleverd op", "handed_in_on", 12),
    Column("Termijn tot en met", "response_due_on", 14),
)

_MUNICIPALITY = "coalesce(municipalities.name, municipality_code) as municipality"
_NAMES = "left join landing.municipalities as municipalities using (municipality_code)"
_LEDGERS = """select lease_id, list(finding order by finding) as ledger_findings
    from marts.ledger_findings where makes_inconsistent group by lease_id"""

_AGENDA = f"""
    select agenda.*, ledgers.ledger_findings, {_MUNICIPALITY}
    from marts.collection_agenda_after_run as agenda
    left join ({_LEDGERS}) as ledgers using (lease_id)
    {_NAMES}
    order by is_due_today desc, due_on nulls last, lease_id
"""
_HELD_BACK = f"""
    select decisions.*, ledgers.ledger_findings, {_MUNICIPALITY}
    from marts.signal_decisions as decisions
    inner join control.run_parameters as run using (as_of_date)
    left join ({_LEDGERS}) as ledgers using (lease_id)
    {_NAMES}
    where decision = 'blocked'
    order by len(blocking_reasons), blocking_reasons, lease_id
"""
_BY_HAND = "select * from marts.withdrawals_by_hand order by lease_id, signal_id"
_TO_TELEPHONE = f"""
    select due.*, {_MUNICIPALITY} from marts.threatening_situations as due {_NAMES}
    order by eviction_on nulls last, lease_id, signal_id
"""
_UNMATCHED = "select * from marts.unmatched_feedback where is_open order by read_on, file, row"
_HOLDS = """
    select holds.*, soon.expected_end_on, coalesce(soon.because, nullif(holds.status, 'active')) as because
    from marts.collection_holds as holds
    left join marts.holds_ending_soon as soon using (signal_id)
    order by holds.status <> 'active', coalesce(soon.expected_end_on, holds.ends_on), holds.lease_id, holds.signal_id
"""
_TERMS = f"""
    select due.*, {_MUNICIPALITY} from marts.terms_still_open as due {_NAMES}
    order by is_threatening desc, response_due_on, lease_id, signal_id
"""
