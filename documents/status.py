"""What is open today, for a credit controller: active signals, terms, holds, batches, lists for a person.

Belongs here: the words (Dutch) around what the warehouse and the register say. Does not belong here: queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from documents import held_back
from documents.costs_without_notice import COSTS_ADVICE, COSTS_TITLE, costs_words
from documents.dutch import counted, day, euros
from documents.explanation import REASONS, signal_words
from documents.words import LEDGER_FINDINGS, MONEY_NOWHERE, desk_name, words_of

Row = Mapping[str, Any]

UNMATCHED = {
    "no_signal": "past bij geen melding",
    "several_signals": "past bij meer dan één melding",
    "no_date": "datum ontbreekt of is onleesbaar",
    "before_delivery": "datum ligt vóór de melding",
    "in_the_future": "datum ligt na de peildatum",
    "not_active": "de melding was al ingetrokken of afgesloten",
    "unreadable_answer": "antwoord is niet ja of nee",
}
OTHER_NAME = "postcode en huisnummer passen bij één melding, de naam niet: vergelijk de namen"
FINDINGS = {
    "covered_charges_vanished": "gemelde posten staan niet meer in het grootboek (afgekapte export?)",
    "lease_vanished": "de huurovereenkomst staat niet meer in de export",
    "tenant_vanished": "de huurder staat niet meer in de export",
    "ledger_inconsistent": "de huurrekening klopt niet",
    "eviction_while_help_accepted": "ontruiming aangezegd terwijl hulp is geaccepteerd: bel de gemeente en de deurwaarder",
}
MOST_LINES = 20
MONEY_NOWHERE_SQL = """
select kind, count(*) as number, sum(amount) as amount,
    coalesce(list(distinct lease_id order by lease_id) filter (where has_arrears), []) as leases_in_arrears
from marts.money_counted_nowhere group by kind order by kind
"""
# What a line says of a signal, and no more: a large home has thousands of them.
SIGNALS_SQL = """
select
    signal_id, lease_id, system, as_of_date, delivered_on, handed_in_on, state, response_due_on, help_accepted_on
from marts.signals where state in ('delivered', 'help_accepted') order by delivered_on, lease_id, signal_id
"""
LEDGERS_SQL = "select * from marts.ledger_findings where makes_inconsistent and has_arrears order by lease_id, finding"


@dataclass(frozen=True)
class Standing:
    """Everything `status` shows. Rows are those of the marts; batches those of the register."""

    as_of: date | None
    signals: Sequence[Row] = ()
    to_telephone: Sequence[Row] = ()
    terms: Sequence[Row] = ()
    holds: Sequence[Row] = ()
    holds_ending: Sequence[Row] = ()
    for_a_person: Sequence[Row] = ()
    unmatched: Sequence[Row] = ()
    findings: Sequence[Row] = ()
    held_back: Sequence[Row] = ()
    rows_naming_nobody: Sequence[Row] = ()
    renumberings: Sequence[Row] = ()
    taken_back: Sequence[Row] = ()
    ledgers: Sequence[Row] = ()
    money_nowhere: Sequence[Row] = ()
    costs: Sequence[Row] = ()
    let_op: Mapping[str, str] = field(default_factory=dict)
    transfers: Sequence[Row] = ()
    in_doubt: Sequence[Row] = ()
    sources: Sequence[Row] = ()
    waiting_for_upload: Sequence[Row] = ()
    notes: Sequence[str] = field(default=())


def status(standing: Standing, most: int | None = MOST_LINES) -> list[str]:
    """The whole status, line by line; of each section the first `most` lines (None: all of them)."""
    sections = (
        _in_doubt, _to_telephone, _threatening, _rows_naming_nobody, _renumberings, _held_back, _for_a_person, _upload,
        _unmatched, _findings, _ledgers, _costs, _money_nowhere, _transfers, _holds, _terms, _taken_back, _sources, _signals,
    )  # fmt: skip
    return [
        f"Stand na de run met peildatum {day(standing.as_of)}",
        *(f"  ! {note}" for note in standing.notes),
        *(line for section in sections for part in section(standing) for line in part.shown(most)),
        *(() if standing.signals else ("", "Er lopen geen meldingen.")),
    ]


@dataclass(frozen=True)
class _Section:
    """A heading, its lines, and how a person records that it was dealt with. `words` makes a line of what is shown."""

    title: str
    lines: Sequence[Any]
    way_back: str = ""
    words: Callable[[Any], str] = str

    def shown(self, most: int | None) -> Iterator[str]:
        if not self.lines:
            return
        yield ""
        yield f"{self.title} ({len(self.lines)})"
        yield from (f"  {self.words(line)}" for line in self.lines[:most])
        if most is not None and len(self.lines) > most:
            yield f"  … en nog {len(self.lines) - most}; alles: vroegsignaal status --all"
        if self.way_back:
            yield f"  → {self.way_back}"


def _sources(standing: Standing) -> Iterator[_Section]:
    lines = [f"{row['source']}: {row['text']}" for row in standing.sources]
    yield _Section("Waarschuwingen bij het inlezen van VERA, CBS en eigen bestanden", lines, "vroegsignaal check")


def _in_doubt(standing: Standing) -> Iterator[_Section]:
    lines = [f"{row['batch_id']}: {row['file_name']} naar {desk_name(row['desk'])}, {row['reason']}" for row in standing.in_doubt]
    yield _Section(
        "TWIJFEL: onbekend of het meldpunt dit bestand heeft",
        lines,
        "vraag het na bij het meldpunt en leg vast: vroegsignaal resolve BATCH delivered|not-delivered",
    )


def _to_telephone(standing: Standing) -> Iterator[_Section]:
    lines = [f"{row['lease_id']} ({row['signal_id']}), {eviction_words(row)}" for row in standing.to_telephone]
    yield _Section(
        "BEDREIGENDE SITUATIE: bel de gemeente, in het bestand is er geen plaats om het te zeggen",
        lines,
        "bel, en leg vast: vroegsignaal telephoned SIGNAAL",
    )


def eviction_words(row: Row) -> str:
    """When the tenant loses the home, which municipality to call, and whether it has the signal yet."""
    when = f"ontruiming op {day(row['eviction_on'])}" if row["eviction_on"] else "ontruiming was aangezegd"
    has = f"gemeld op {day(row['handed_in_on'])}" if row["handed_in_on"] else "het bestand is nog niet aangeleverd"
    return f"{when}, gemeente {row['municipality_code'] or 'onbekend'}, {has}"


def _threatening(standing: Standing) -> Iterator[_Section]:
    lines = [
        f"{row['lease_id']} ({row['signal_id']}), termijn verstreek op {day(row['response_due_on'])}, "
        f"gemeente {row['municipality_code']}"
        for row in standing.terms
        if row["is_threatening"]
    ]
    yield _Section("BEDREIGENDE SITUATIE, termijn verstreken: bel vandaag de gemeente", lines)


def _rows_naming_nobody(standing: Standing) -> Iterator[_Section]:
    yield _Section(
        "Rijen die niemand noemen: zij houden alle meldingen vast",
        [held_back.nobody(row) for row in standing.rows_naming_nobody],
        "verbeter het nummer in de bron, of leg vast dat de rij niemand betreft: vroegsignaal accept-row TABEL RIJ --why WAAROM",
    )


def _renumberings(standing: Standing) -> Iterator[_Section]:
    yield _Section(
        "Is dit dezelfde huurovereenkomst onder een ander nummer?",
        [held_back.same_lease(row) for row in standing.renumberings],
        "leg vast: vroegsignaal renumber OUD NIEUW --why WAAROM (een andere: met --not-the-same; veel tegelijk: --file BESTAND)",
    )


def _held_back(standing: Standing) -> Iterator[_Section]:
    lines = [
        f"{row['lease_id']} bij {desk_name(row['system'])}: {held_back.because(row)}; {held_back.way_out(row)}"
        for row in standing.held_back
    ]
    yield _Section("Besloten te melden, maar vastgehouden", lines)


def _taken_back(standing: Standing) -> Iterator[_Section]:
    yield _Section(
        "Met de hand teruggenomen: blijft af tot het eens voldaan was",
        [held_back.taken_back(row) for row in standing.taken_back],
        "toch weer melden: vroegsignaal release HUUROVEREENKOMST --why WAAROM",
    )


def _for_a_person(standing: Standing) -> Iterator[_Section]:
    lines = [
        f"{row['lease_id']} ({row['signal_id']}) bij {desk_name(row['system'])}, reden: {words_of(REASONS, row['reason'])}"
        for row in standing.for_a_person
    ]
    yield _Section(
        "Met de hand intrekken: op dit adres loopt nog een melding",
        lines,
        "trek in bij het meldpunt en leg vast: vroegsignaal withdraw SIGNAAL",
    )


def _upload(standing: Standing) -> Iterator[_Section]:
    lines = [f"{row['batch_id']}: {row['file_name']}, klaar sinds {day(row['since'])}" for row in standing.waiting_for_upload]
    yield _Section(
        "Wacht langer dan 2 dagen op uploaden",
        lines,
        "upload het bestand en leg vast: vroegsignaal uploaded BESTAND (pas daarna is het gemeld)",
    )


def unmatched_words(row: Row) -> str:
    """Why a feedback row fits no single signal; of one whose address fits and whose name does not, that."""
    if row["reason"] == "no_signal" and row["candidate_signal_id"]:
        return OTHER_NAME
    return words_of(UNMATCHED, row["reason"])


def _unmatched(standing: Standing) -> Iterator[_Section]:
    lines = [
        f"{row['file']} regel {row['excel_line']} in Excel: {unmatched_words(row)}"
        + (f"; mogelijk: vroegsignaal accept {row['candidate_signal_id']} --on DATUM" if row["candidate_signal_id"] else "")
        for row in standing.unmatched
    ]
    yield _Section(
        "Terugkoppeling om uit te zoeken",
        lines,
        "zoek uit en leg vast: vroegsignaal accept SIGNAAL --on DATUM --file BESTAND --line REGEL, of vroegsignaal dismiss "
        "BESTAND REGEL (hebben twee bestanden één naam: noem het zoals het in inbox/archive/ heet)",
    )


def _findings(standing: Standing) -> Iterator[_Section]:
    lines = [
        f"{row['lease_id']} ({row['signal_id']}): {FINDINGS.get(row['finding'], row['finding'])}" for row in standing.findings
    ]
    yield _Section("Meldingen om uit te zoeken (niet ingetrokken)", lines)


def money_nowhere_words(row: Row) -> str:
    """One kind of money that counts nowhere: number, euros, and the leases in arrears that it could concern."""
    leases = row["leases_in_arrears"]
    more = f" en nog {len(leases) - MOST_LINES}" if len(leases) > MOST_LINES else ""
    concerns = f"; mogelijk van {', '.join(leases[:MOST_LINES])}{more}" if leases else ""
    return f"{counted(row['number'], *MONEY_NOWHERE[row['kind']])}, {euros(row['amount'])}{concerns}"


def _money_nowhere(standing: Standing) -> Iterator[_Section]:
    yield _Section(
        "Geld dat nergens meetelt",
        [money_nowhere_words(row) for row in standing.money_nowhere],
        "herstel de bron; wat een vordering betaald noemt houdt haar huurovereenkomst tegen (ledger_inconsistent)",
    )


def _costs(standing: Standing) -> Iterator[_Section]:
    yield _Section(COSTS_TITLE, [costs_words(row) for row in standing.costs], COSTS_ADVICE)


def _ledgers(standing: Standing) -> Iterator[_Section]:
    lines = [f"{row['lease_id']}: {words_of(LEDGER_FINDINGS, row['finding'])}" for row in standing.ledgers]
    yield _Section("Huurrekeningen die niet kloppen: niets gemeld, niets ingetrokken", lines, "herstel de boekingen in de bron")


def _transfers(standing: Standing) -> Iterator[_Section]:
    yield _Section(
        "Huurder overleden, medehuurder woont er",
        [f"{row['lease_id']}: medehuurder {row['co_tenant_id']}" for row in standing.transfers],
        "zet de huurovereenkomst op naam van de medehuurder; daarna wordt zij opnieuw beoordeeld",
    )


def _holds(standing: Standing) -> Iterator[_Section]:
    ending = {row["signal_id"]: row["expected_end_on"] for row in standing.holds_ending}
    lines = [
        f"{row['lease_id']}: opgeschort sinds {day(row['accepted_on'])} tot {day(row['hold_until'])}"
        + (f"  (eindigt binnen een week: {day(ending[row['signal_id']])})" if row["signal_id"] in ending else "")
        + (f"  {standing.let_op[row['lease_id']]}" if row["lease_id"] in standing.let_op else "")
        for row in standing.holds
    ]
    yield _Section("Opschortingen: incasso staat stil", lines)


def _terms(standing: Standing) -> Iterator[_Section]:
    passed = Counter(row["municipality_code"] or "onbekend" for row in standing.terms if not row["is_threatening"])
    lines = [f"gemeente {code}: {counted(n, 'melding', 'meldingen')}" for code, n in sorted(passed.items())]
    yield _Section("Termijn verstreken, de incasso gaat door", lines)


def _signals(standing: Standing) -> Iterator[_Section]:
    yield _Section("Lopende meldingen", standing.signals, words=lambda row: f"{row['lease_id']}: {signal_words(row)}")
