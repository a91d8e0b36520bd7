"""The credit controller's lists for one day: workbooks with lease numbers, never names or addresses, and never sent.

Belongs here: which rows and columns each list has, in Dutch. Does not belong here: how a sheet looks
(exports/delivery/worksheets.py), letters (letters/), or what a lease's next step is (marts.collection_agenda).

A list without rows is written too: an empty list says that there is nothing, a missing one says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
from exports.delivery.worksheets import ListColumn, write_worklist
from exports.ground.duck import rows
from exports.ground.home import Home

Row = dict[str, Any]
LISTS_AT_ONCE = 2  # while one is packed, which keeps a core and not Python busy, the next is laid out


@dataclass(frozen=True)
class Column:
    """One column: its title, how its cell is made of a row, and its width in characters where that matters."""

    title: str
    cell: Callable[[Row], object]
    width: int | None = None


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
            found = [] if is_withheld else rows(con, worklist.sql)
            for row in found:
                row["let_op"] = notes.get(str(row.get("lease_id")))
            written.append(writers.submit(_write, home, as_of, worklist, found, withheld if is_withheld else None))
    return [each.result() for each in written]


def _write(home: Home, as_of: date, worklist: Worklist, found: list[Row], withheld: str | None) -> Path:
    path = home.worklists / f"{worklist.name}_{as_of}.xlsx"
    columns = [ListColumn(column.title, column.width) for column in worklist.columns]
    cells = [tuple(column.cell(row) for column in worklist.columns) for row in found]
    title = f"{worklist.title}, peildatum {as_of:%d-%m-%Y}"
    write_worklist(path, f"{title}. Niets klaargezet: {withheld}" if withheld is not None else title, columns, cells)
    return path


def _field(name: str) -> Callable[[Row], object]:
    return lambda row: row[name]


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


LEASE = Column("Huurovereenkomst", _field("lease_id"), 20)
LANDLORD = Column("Verhuurder", _field("landlord_id"), 14)
MUNICIPALITY = Column("Gemeente", _field("municipality"), 18)
AMOUNT = Column("Achterstand", _field("amount_in_arrears"), 13)
OLDEST = Column("Oudste vervaldatum", _field("oldest_due_on"), 14)
DAYS = Column("Dagen", _field("days_in_arrears"), 10)
LET_OP = Column("Let op", _field("let_op"), 40)
SIGNAL = Column("Melding", _field("signal_id"), 24)
DESK = Column("Meldpunt", lambda row: words.desk_name(row["system"]) or None, 22)


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
    Column("Vandaag", lambda row: "ja" if row["is_due_today"] else None, 12),
    LEASE,
    Column("Volgende stap", _worded(words.STEPS, "next_step"), 34),
    Column("Stap op", _field("due_on"), 12),
    Column("Verschoven door", _field("moved_because"), 18),
    Column("Waarom", lambda row: _reason(words.WHY, row["why"], row) or None, 46),
    Column("Opgeschort tot", _field("suspended_until"), 14),
    AMOUNT,
    OLDEST,
    DAYS,
    Column("Laatste actie", _worded(words.ACTIONS, "last_action"), 20),
    Column("Actie op", _field("last_action_on"), 12),
    Column("Ontbreekt nog om te melden", _sentences(words.HELD_BACK, "still_needed"), 34),
    Column("Melden kan op", _field("signal_possible_on"), 14),
    LANDLORD,
    MUNICIPALITY,
    LET_OP,
)


def _held_back_columns(rules: dict[str, str]) -> tuple[Column, ...]:
    return (
        LEASE,
        AMOUNT,
        Column("Aantal redenen", lambda row: len(row["blocking_reasons"]), 10),
        Column("Redenen", lambda row: "\n".join(_reason(rules, code, row) for code in row["blocking_reasons"]), 70),
        OLDEST,
        DAYS,
        Column("Maanden", _field("months_in_arrears"), 10),
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
    Column("Tabel", _field("blocking_table"), 22),
    Column("Rij", _field("row_key"), 24),
    Column("Noemt", _field("names"), 20),
    Column("Van kracht sinds", _field("since"), 14),
    Column("Verbeter de bron, of leg vast", held_back.accept_row, 60),
)
RENUMBER_COLUMNS = (
    Column("Gemeld onder", _field("old_lease_id"), 20),
    Column("Staat nu mogelijk onder", _field("lease_id"), 22),
    Column("Gevonden door", _worded(words.HELD_BACK_FACTS, "found_by"), 24),
    Column("Dezelfde: leg vast", held_back.renumber, 54),
    Column("Een andere: leg vast", lambda row: f"{held_back.renumber(row)} --not-the-same", 68),
)
TAKEN_BACK_COLUMNS = (
    LEASE,
    SIGNAL,
    Column("Teruggenomen op", _field("taken_back_on"), 14),
    Column("Door", _field("who"), 16),
    Column("Waarom", _field("why"), 40),
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
    Column("Ontruiming op", _field("eviction_on"), 13),
    Column("Aangeleverd op", _field("handed_in_on"), 13),
    Column("Gemeente handelt uiterlijk", _field("response_due_on"), 14),
    Column("Vastleggen met", lambda row: f"vroegsignaal telephoned {row['signal_id']}", 46),
)


def _unmatched_command(row: Row) -> str:
    """What to type once the row was looked up in the file: its own signal where one is likely, else taking it off the list."""
    if row["candidate_signal_id"]:
        return f"vroegsignaal accept {row['candidate_signal_id']} --on DATUM"
    file, line = row["file_sha256"][:12], row["excel_line"]
    return f"vroegsignaal accept SIGNAAL --on DATUM --file {file} --line {line}, of vroegsignaal dismiss {file} {line}"


UNMATCHED_COLUMNS = (
    Column("Bestand", _field("file"), 44),
    Column("Regel in Excel", _field("excel_line"), 8),
    Column("Waarom", unmatched_words, 44),
    Column("Mogelijk deze melding", _field("candidate_signal_id"), 24),
    Column("Leg vast met", _unmatched_command, 58),
    Column("Gelezen op", _field("read_on"), 12),
)
HOLD_COLUMNS = (
    Column("Binnen een week", lambda row: "ja" if row["expected_end_on"] else None, 10),
    LEASE,
    Column("Stand", _worded(words.HOLD_STATES, "status"), 12),
    Column("Hulp geaccepteerd", _field("accepted_on"), 14),
    Column("Uiterlijk tot", _field("hold_until"), 12),
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
    Column("Aangeleverd op", _field("handed_in_on"), 12),
    Column("Termijn tot en met", _field("response_due_on"), 14),
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
