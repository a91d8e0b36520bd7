"""What a person must do today, as the report shows it on top.

Belongs here: the items that follow from the warehouse, in Dutch, with what to do and where the list is. Does not belong
here: those of the agenda (todo_agenda.py) and of the register's batches (todo_register.py), and deciding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

import duckdb

from documents import held_back
from documents.costs_without_notice import COSTS_ADVICE, COSTS_SQL, COSTS_TITLE, costs_words
from documents.dutch import day
from documents.explanation import REASONS
from documents.status import FINDINGS, MONEY_NOWHERE_SQL, eviction_words, money_nowhere_words, unmatched_words
from documents.todo_agenda import agenda_todo
from documents.todo_item import TodoItem, in_order
from documents.words import LEDGER_FINDINGS, desk_name, words_of
from exports.ground.duck import rows


def warehouse_todo(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    letters_before: Collection[tuple[str, str]] = (),
    withheld: str | None = None,
) -> list[TodoItem]:
    """What follows from the warehouse of `as_of`, most urgent first.

    `letters_before`: lease and step of letters made on the days before, which the export does not show yet.
    `withheld`: why nobody may be asked for rent now, where that is so: then nothing that rests on arrears is asked.
    """
    makers = [
        _to_telephone, _threatening, _reasons_vanished, _rows_naming_nobody, _renumberings, _held_back, _by_hand,
        _unmatched, _vanished, _ledgers, _money_nowhere, _costs, _transfers, _holds_ending,
    ]  # fmt: skip
    items = [item for make in makers for item in make(con, as_of)]
    asked = agenda_todo(con, as_of, letters_before) if withheld is None else ()
    return in_order([*_stale(withheld), *items, *asked])


def _stale(withheld: str | None) -> Iterator[TodoItem]:
    if withheld is not None:
        yield TodoItem(
            "De ontvangsten zijn te oud: er gaan geen meldingen en brieven uit",
            "Zet een verse export in landing/ en draai opnieuw.",
            [withheld],
            "now",
        )


def _to_telephone(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    found = rows(con, "select * from marts.threatening_situations order by eviction_on nulls last, lease_id")
    yield TodoItem(
        "Ontruiming aangezegd: bel de gemeente",
        "Zij handelt binnen drie werkdagen; in het bestand is geen plaats om te zeggen dat het dringt.",
        [f"{row['lease_id']} ({row['signal_id']}): {eviction_words(row)}" for row in found],
        "now",
        f"gemeente_bellen_{as_of}.xlsx",
        command="vroegsignaal telephoned SIGNAAL",
    )


def _threatening(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    found = rows(con, "select * from marts.terms_still_open where is_threatening order by lease_id, signal_id")
    lines = [
        f"{row['lease_id']}: termijn verstreek op {day(row['response_due_on'])}, gemeente {row['municipality_code']}"
        for row in found
    ]
    yield TodoItem(
        "Ontruiming dreigt en de gemeente heeft niet gereageerd",
        "Bel vandaag de gemeente.",
        lines,
        "now",
        f"termijnen_verstreken_{as_of}.xlsx",
    )


def _reasons_vanished(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    yield held_back.reasons_vanished(rows(con, held_back.REASONS_VANISHED))


def _rows_naming_nobody(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    yield TodoItem(
        "Rijen die niemand noemen",
        "Alle meldingen wachten: niemand weet wie zo'n rij beschermt. Verbeter het nummer in de bron, of leg vast dat de rij "
        "niemand betreft.",
        [held_back.nobody(row) for row in rows(con, held_back.ROWS_NAMING_NOBODY)],
        "now",
        f"rijen_zonder_persoon_{as_of}.xlsx",
        command="vroegsignaal accept-row TABEL RIJ --why WAAROM",
    )


def _renumberings(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    yield TodoItem(
        "Huurovereenkomsten met mogelijk een ander nummer",
        "De oude staat gemeld en is uit de export; dezelfde huurder staat er onder een ander nummer. Zeg of het dezelfde is.",
        [held_back.same_lease(row) for row in rows(con, held_back.RENUMBERINGS)],
        worklist=f"hernummerd_{as_of}.xlsx",
        command="vroegsignaal renumber OUD NIEUW --why WAAROM",
    )


def _held_back(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    found = [row for row in rows(con, held_back.SIGNALS) if row["why"] == "later_fact"]
    yield TodoItem(
        "Vastgehouden: sindsdien is iets bekend dat melden tegenhoudt",
        "Meld niet met de hand. De dagverwerking van een latere peildatum beoordeelt opnieuw.",
        [f"{row['lease_id']}: {held_back.because(row)}" for row in found],
        "week",
        f"vastgehouden_{as_of}.xlsx",
    )


def _by_hand(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    found = rows(con, "select * from marts.withdrawals_by_hand order by lease_id, signal_id")
    lines = [f"{row['lease_id']} ({row['signal_id']}) bij {desk_name(row['system'])}: {REASONS[row['reason']]}" for row in found]
    yield TodoItem(
        "Meldingen met de hand intrekken",
        "Op het adres loopt nog een melding, of de aangeleverde regel is weg. Trek in bij het meldpunt zelf.",
        lines,
        command="vroegsignaal withdraw SIGNAAL",
        worklist=f"intrekken_met_de_hand_{as_of}.xlsx",
    )


def _unmatched(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    found = rows(con, "select * from marts.unmatched_feedback where is_open order by read_on, file, row")
    lines = [
        f"{row['file']}, regel {row['excel_line']} in Excel: {unmatched_words(row)}"
        + (f" (vroegsignaal accept {row['candidate_signal_id']} --on DATUM)" if row["candidate_signal_id"] else "")
        for row in found
    ]
    yield TodoItem(
        "Terugkoppeling die bij geen of meer dan één melding past",
        "Zoek uit om welke melding het gaat.",
        lines,
        command="vroegsignaal accept SIGNAAL --on DATUM --file BESTAND --line REGEL, of vroegsignaal dismiss BESTAND REGEL",
        worklist=f"terugkoppeling_uitzoeken_{as_of}.xlsx",
    )


def _vanished(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    found = rows(con, "select * from marts.signal_findings order by lease_id, finding")
    urgent = [row for row in found if row["finding"] == "eviction_while_help_accepted"]
    yield TodoItem(
        "Ontruiming aangezegd terwijl hulp is geaccepteerd",
        "De incasso staat stil en de ontruiming loopt door: bel vandaag de gemeente en de deurwaarder.",
        [f"{row['lease_id']} ({row['signal_id']})" for row in urgent],
        "now",
    )
    found = [row for row in found if row not in urgent]
    lines = [f"{row['lease_id']} ({row['signal_id']}): {words_of(FINDINGS, row['finding'])}" for row in found]
    yield TodoItem(
        "Lopende meldingen waarvan de gegevens niet kloppen",
        "Er is niets ingetrokken. Kijk of de export volledig is en herstel de bron.",
        lines,
    )


def _ledgers(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    found = rows(con, "select * from marts.ledger_findings where makes_inconsistent and has_arrears order by lease_id, finding")
    lines = [f"{row['lease_id']}: {words_of(LEDGER_FINDINGS, row['finding'])}" for row in found]
    yield TodoItem(
        "Huurrekeningen die niet kloppen",
        "Herstel de boekingen in het bronsysteem; tot dan wordt er niets gemeld of ingetrokken.",
        lines,
        "week",
    )


def _money_nowhere(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    yield TodoItem(
        "Geld dat nergens meetelt",
        "Zoek uit bij wie het hoort en herstel de bron; de genoemde huurovereenkomsten met een achterstand eerst.",
        [money_nowhere_words(row) for row in rows(con, MONEY_NOWHERE_SQL)],
        "week",
    )


def _costs(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    lines = [costs_words(row) for row in rows(con, COSTS_SQL)]
    yield TodoItem(COSTS_TITLE, f"{COSTS_ADVICE[0].upper()}{COSTS_ADVICE[1:]}.", lines, "week")


def _transfers(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    found = rows(con, "select * from marts.leases_to_transfer order by lease_id, co_tenant_id")
    yield TodoItem(
        "Huurder overleden, medehuurder woont er",
        "Zet de huurovereenkomst op naam van de medehuurder; daarna wordt zij opnieuw beoordeeld.",
        [f"{row['lease_id']}: medehuurder {row['co_tenant_id']}" for row in found],
        "week",
    )


def _holds_ending(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    because = {"lapsed": "nieuwe huur niet betaald", "completed": "30 dagen voorbij"}
    found = rows(con, "select * from marts.holds_ending_soon order by expected_end_on, lease_id")
    lines = [f"{row['lease_id']}: eindigt op {day(row['expected_end_on'])}, {because[row['because']]}" for row in found]
    yield TodoItem(
        "Opschortingen die binnen een week eindigen",
        "Bereid voor wat daarna gebeurt.",
        lines,
        "week",
        f"opschortingen_{as_of}.xlsx",
    )
