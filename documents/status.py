"""What is open today, for a credit controller: active signals, terms, holds, batches, lists for a person.

Belongs here: the words (Dutch) around what the warehouse and the register say. Does not belong here: queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from documents.dutch import counted, day
from documents.explanation import REASONS, signal_words

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
FINDINGS = {
    "covered_charges_vanished": "gemelde posten staan niet meer in het grootboek (afgekapte export?)",
    "lease_vanished": "de huurovereenkomst staat niet meer in de export",
    "tenant_vanished": "de huurder staat niet meer in de export",
    "ledger_inconsistent": "de huurrekening klopt niet",
}
MOST_LINES = 20


@dataclass(frozen=True)
class Standing:
    """Everything `status` tells. Rows are those of the marts; batches those of the register."""

    as_of: date | None
    signals: Sequence[Row] = ()
    terms: Sequence[Row] = ()
    holds: Sequence[Row] = ()
    holds_ending: Sequence[Row] = ()
    for_a_person: Sequence[Row] = ()
    unmatched: Sequence[Row] = ()
    findings: Sequence[Row] = ()
    in_doubt: Sequence[Row] = ()
    waiting_for_upload: Sequence[Row] = ()
    notes: Sequence[str] = field(default=())


def status(standing: Standing) -> list[str]:
    """The whole status, line by line."""
    return [
        f"Stand na de run met peildatum {day(standing.as_of)}",
        *(f"  ! {note}" for note in standing.notes),
        *_in_doubt(standing),
        *_threatening(standing),
        *_for_a_person(standing),
        *_upload(standing),
        *_unmatched(standing),
        *_findings(standing),
        *_holds(standing),
        *_terms(standing),
        *_signals(standing),
    ]


def _section(title: str, lines: Sequence[str], way_back: str = "") -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{title} ({len(lines)})"
    yield from (f"  {line}" for line in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield f"  … en nog {len(lines) - MOST_LINES}; zie de werklijsten"
    if way_back:
        yield f"  → {way_back}"


def _in_doubt(standing: Standing) -> Iterator[str]:
    lines = [f"{row['batch_id']}: {row['file_name']} naar {row['desk']}, {row['reason']}" for row in standing.in_doubt]
    yield from _section(
        "TWIJFEL: onbekend of het meldpunt dit bestand heeft",
        lines,
        "vraag het na bij het meldpunt en leg vast: vroegsignaal resolve BATCH delivered|not-delivered",
    )


def _threatening(standing: Standing) -> Iterator[str]:
    lines = [
        f"{row['lease_id']} ({row['signal_id']}), termijn verstreek op {day(row['response_due_on'])}, "
        f"gemeente {row['municipality_code']}"
        for row in standing.terms
        if row["is_threatening"]
    ]
    yield from _section("BEDREIGENDE SITUATIE, termijn verstreken: bel vandaag de gemeente", lines)


def _for_a_person(standing: Standing) -> Iterator[str]:
    lines = [
        f"{row['lease_id']} ({row['signal_id']}) bij {row['system']}, reden: {REASONS.get(row['reason'], row['reason'])}"
        for row in standing.for_a_person
    ]
    yield from _section(
        "Met de hand intrekken: op dit adres loopt nog een melding",
        lines,
        "trek in bij het meldpunt en leg vast: vroegsignaal withdraw SIGNAAL",
    )


def _upload(standing: Standing) -> Iterator[str]:
    lines = [f"{row['batch_id']}: {row['file_name']}, klaar sinds {day(row['since'])}" for row in standing.waiting_for_upload]
    yield from _section(
        "Wacht langer dan 2 dagen op uploaden", lines, "upload het bestand en leg vast: vroegsignaal uploaded BATCH"
    )


def _unmatched(standing: Standing) -> Iterator[str]:
    lines = [
        f"{row['file']} regel {row['row']}: {UNMATCHED.get(row['reason'], row['reason'])}"
        + (f" (mogelijk {row['candidate_signal_id']})" if row["candidate_signal_id"] else "")
        for row in standing.unmatched
    ]
    yield from _section(
        "Terugkoppeling die niemand past",
        lines,
        "zoek uit en leg vast: vroegsignaal accept SIGNAAL --on DATUM, of vroegsignaal dismiss BESTAND REGEL",
    )


def _findings(standing: Standing) -> Iterator[str]:
    lines = [
        f"{row['lease_id']} ({row['signal_id']}): {FINDINGS.get(row['finding'], row['finding'])}" for row in standing.findings
    ]
    yield from _section("Meldingen waarvan de gegevens niet kloppen (niet ingetrokken)", lines)


def _holds(standing: Standing) -> Iterator[str]:
    ending = {row["signal_id"]: row["expected_end_on"] for row in standing.holds_ending}
    lines = [
        f"{row['lease_id']}: opgeschort sinds {day(row['accepted_on'])} tot {day(row['hold_until'])}"
        + (f"  (eindigt binnen een week: {day(ending[row['signal_id']])})" if row["signal_id"] in ending else "")
        for row in standing.holds
    ]
    yield from _section("Opschortingen: incasso staat stil", lines)


def _terms(standing: Standing) -> Iterator[str]:
    passed = Counter(row["municipality_code"] or "onbekend" for row in standing.terms if not row["is_threatening"])
    lines = [f"gemeente {code}: {counted(n, 'melding', 'meldingen')}" for code, n in sorted(passed.items())]
    yield from _section("Termijn verstreken, de incasso gaat door", lines)


def _signals(standing: Standing) -> Iterator[str]:
    lines = [f"{row['lease_id']}: {signal_words(row)}" for row in standing.signals]
    yield from _section("Lopende meldingen", lines)
    if not lines:
        yield ""
        yield "Er lopen geen meldingen."
