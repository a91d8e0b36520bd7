"""What a person must do today, as the report shows it on top.

Belongs here: the items that follow from the warehouse and from the register's batches, in Dutch, with what to do and
where the list is. Does not belong here: reading the register, and deciding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal

import duckdb

from documents import held_back
from documents.costs_told import COSTS_ADVICE, COSTS_SQL, COSTS_TITLE, costs_words
from documents.dutch import counted, day
from documents.explanation import REASONS
from documents.source_warnings import let_op
from documents.status import FINDINGS, MONEY_NOWHERE_SQL, eviction_words, money_nowhere_words, unmatched_words
from documents.words import DESKS, LEDGER_FINDINGS, STEPS, words_of
from exports.delivery.account import DeskAccount
from exports.delivery.batch_records import BatchRecord, in_doubt, to_upload
from exports.ground.duck import rows
from exports.register.events import RecordedEvent

Urgency = Literal["now", "today", "week"]
ORDER = {"now": 0, "today": 1, "week": 2}
URGENCY_WORDS = {"now": "nu", "today": "vandaag", "week": "deze week"}
MOST_FILES = 20


@dataclass(frozen=True)
class TodoItem:
    """One thing to do.

    Attributes:
        title: what it is, in a few words.
        action: what to do, in a sentence.
        items: what it is about, one line each: lease numbers, file and batch names; never a name or an address.
        urgency: `now` (somebody's home or a doubtful delivery), `today`, or `week`.
        worklist: the file name of the list that has them all.
        count: how many, where `items` does not hold them all.
        command: how it is recorded that it was done.
    """

    title: str
    action: str
    items: Sequence[str] = ()
    urgency: Urgency = "today"
    worklist: str | None = None
    count: int | None = None
    command: str | None = None

    @property
    def number(self) -> int:
        return len(self.items) if self.count is None else self.count


def in_order(items: Sequence[TodoItem]) -> list[TodoItem]:
    """The most urgent first; nothing with nothing in it."""
    return sorted((item for item in items if item.number), key=lambda item: ORDER[item.urgency])


def register_todo(records: Sequence[BatchRecord], as_of: date, refusals: Sequence[RecordedEvent] = ()) -> list[TodoItem]:
    """What follows from the batches: deliveries in doubt, files that a person brings to their desk, refused lines.

    `refusals`: the lines that desks would not take under this date (`line_refused`).
    """
    waiting = to_upload(records, as_of)
    more = [f"… en nog {len(waiting) - MOST_FILES}: vroegsignaal status"] if len(waiting) > MOST_FILES else []
    items = [
        TodoItem(
            "Levering in twijfel",
            "Vraag bij het meldpunt na of het bestand is aangekomen en leg het antwoord vast.",
            [record.batch.batch_id for record in in_doubt(records)],
            urgency="now",
            command="vroegsignaal resolve BATCH delivered|not-delivered",
        ),
        TodoItem(
            "Bestanden aanleveren",
            "Zij staan klaar in outbox/; de bladzijde checklist_… naast elk bestand zegt wat er te doen is. Leg vast dat "
            "het gedaan is.",
            [_file_words(record, as_of) for record in waiting[-MOST_FILES:]] + more,
            command="vroegsignaal uploaded BESTAND",
            count=len(waiting),
        ),
        TodoItem(
            "Regels die het meldpunt niet aannam",
            "Verbeter de gegevens in het bronsysteem; de volgende run beoordeelt opnieuw.",
            [
                f"{event.lease_id} bij {words_of(DESKS, event.payload['desk'])}, regel {event.payload['line_number']}: "
                f"{event.payload['code']}"
                for event in refusals
            ],
        ),
    ]
    return [item for item in items if item.items]


def lost_todo(accounts: Sequence[DeskAccount]) -> list[TodoItem]:
    """The signals that were decided and of which nobody can say why they did not leave."""
    return [
        TodoItem(
            "Besloten te melden, maar niet aangeleverd",
            "Niemand bedient dit meldpunt, of de aanlevering mislukte. Laat het datateam dit uitzoeken.",
            [f"{words_of(DESKS, account.desk)}: {account.lost} van {account.decided}" for account in accounts],
            urgency="now",
        )
    ]


def _file_words(record: BatchRecord, as_of: date) -> str:
    lines = counted(len(record.batch.lines), "regel", "regels")
    since = record.state.delivered_on
    waits = f", wacht sinds {day(since)}" if since and since < as_of else ""
    return f"{words_of(DESKS, record.batch.desk)}: {record.batch.file_name}, {lines}{waits}"


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
        _to_telephone, _threatening, _rows_naming_nobody, _renumberings, _held_back, _by_hand, _unmatched, _vanished, _ledgers,
        _money_nowhere, _costs, _transfers, _holds_ending,
    ]  # fmt: skip
    if withheld is None:
        makers += [partial(_letters, before=letters_before), _contacts, _resumptions, _obstacles]
    items = [item for make in makers for item in make(con, as_of)]
    return in_order([*_stale(withheld), *items])


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
    found = rows(con, _STILL_DELIVERED.format(table="terms_passed", where="due.is_threatening"))
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
    found = rows(con, _STILL_DELIVERED.format(table="withdrawals_due", where="due.needs_person"))
    lines = [
        f"{row['lease_id']} ({row['signal_id']}) bij {words_of(DESKS, row['system'])}: {REASONS[row['reason']]}" for row in found
    ]
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


def _due(con: duckdb.DuckDBPyConnection, steps: Sequence[str]) -> list[dict[str, Any]]:
    found = rows(con, "select * from marts.collection_agenda where is_due_today order by due_on, lease_id")
    return [row for row in found if row["next_step"] in steps]


def _letters(con: duckdb.DuckDBPyConnection, as_of: date, before: Collection[tuple[str, str]]) -> Iterator[TodoItem]:
    due = _due(con, ("reminder_letter", "demand_letter", "summons_letter"))
    found = [row for row in due if (row["lease_id"], row["next_step"]) not in before]
    earlier = len(due) - len(found)
    counts = {step: sum(row["next_step"] == step for row in found) for step in STEPS}
    lines = [f"{words_of(STEPS, step)}: {count}" for step, count in counts.items() if count]
    yield TodoItem(
        "Brieven die vandaag weg moeten",
        "Ze staan klaar als Word-bestand; het overzicht zegt welke brief bij welke huurovereenkomst hoort, en welke niet "
        "gemaakt kon worden.",
        lines,
        worklist=f"brieven/{as_of}/overzicht.xlsx",
        count=len(found),
    )
    yield TodoItem(
        "Brieven die al klaarstaan en nog niet in de export zijn teruggezien",
        "Zijn ze verstuurd? Leg ze vast in het eigen systeem; na een week worden ze opnieuw gemaakt.",
        urgency="week",
        worklist=f"brieven/{as_of}/overzicht.xlsx",
        count=earlier,
    )


def _contacts(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    notes = let_op(con)
    lines = [
        f"{row['lease_id']}, melden kan {_possible(row, as_of)}. {notes.get(row['lease_id'], '')}".rstrip(". ")
        for row in _due(con, ("personal_contact",))
    ]
    yield TodoItem(
        "Huurders met wie nog geen persoonlijk contact is gezocht",
        "Zonder poging mag er niet worden gemeld. Bel, ga langs of stuur een persoonlijk bericht.",
        lines,
        worklist=f"agenda_{as_of}.xlsx",
    )


def _possible(row: dict[str, Any], as_of: date) -> str:
    """From when the lease may be reported; that of today has been delivered already, so not "today"."""
    possible = row["signal_possible_on"]
    return "bij de eerstvolgende levering" if possible and possible <= as_of else f"op {day(possible)}"


def _resumptions(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    words = {"hold_over": "opschorting voorbij sinds", "term_passed": "geen bericht van de gemeente; termijn voorbij sinds"}
    notes = let_op(con)
    lines = [
        f"{row['lease_id']}: {words[row['why']]} {day(row['due_on'])}. {notes.get(row['lease_id'], '')}".rstrip(". ")
        for row in _due(con, ("resume_collection",))
    ]
    yield TodoItem(
        "Incasso die verder kan",
        "Hervat de incasso; is hulp geaccepteerd, vraag dan eerst de gemeente hoe het staat.",
        lines,
        worklist=f"agenda_{as_of}.xlsx",
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


def _obstacles(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    found = _due(con, ("clear_obstacle",))
    counts: dict[str, int] = {}
    for row in found:
        for code in row["still_needed"]:
            counts[code] = counts.get(code, 0) + 1
    words = {row["code"]: row["words_nl"] for row in rows(con, "select code, words_nl from reference.rules")}
    lines = [f"{count}× {words[code]}" for code, count in sorted(counts.items(), key=lambda pair: -pair[1])]
    yield TodoItem(
        "Alles is gedaan, maar melden kan nog niet",
        "Neem de belemmering weg vóór de eerstvolgende 20e.",
        lines,
        "week",
        f"agenda_{as_of}.xlsx",
        len(found),
    )


_STILL_DELIVERED = """
    select due.*
    from marts.{table} as due
    inner join marts.signals as signals using (signal_id)
    where {where} and signals.state = 'delivered'
    order by due.lease_id, due.signal_id
"""
