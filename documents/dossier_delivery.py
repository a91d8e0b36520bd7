"""The dossier's part that the register proves: what was sent, what became of it, how old it is, and the digests.

Belongs here: the words around a signal's own events and its batch's. Does not belong here: the duties before the signal
(dossier.py) or the arrears (dossier_ledger.py).
"""

from __future__ import annotations

from datetime import date, timedelta

from documents.dossier_words import GONE, date_of, day_of
from documents.dutch import NOTHING, day
from documents.explanation import REASONS
from documents.legal_terms import term_on
from documents.page import Section, Table, Verdict
from exports.keeping.signal_file import SignalFile
from exports.register.events import RecordedEvent
from validations.outgoing_columns import CONTRACTS


def what_was_sent(file: SignalFile) -> Section:
    prepared, facts = file.batch_event("batch_prepared"), file.delivered.payload
    parts: list[str | Table | Verdict] = []
    if prepared is not None:
        parts.append(f"Bestand {prepared.payload['file_name']}, regel {facts['line_number']} van het bestand.")
        parts.append(f"SHA-256 {prepared.payload['sha256']}.")
        parts.append(_standing(file, str(prepared.payload["sha256"])))
    filled = None if file.record is None else file.record.get("filled_columns")
    if filled is None:
        parts.append(f"{GONE}: welke kolommen gevuld waren is niet meer te tonen; meer dan deze elf zijn het nooit.")
    rows = [
        (
            column.title,
            "verplicht" if column.required else "alleen na afspraak",
            NOTHING if filled is None else ("gevuld" if column.title in filled else "leeg"),
        )
        for column in CONTRACTS["signals"]
    ]
    parts.append(Table(("Kolom", "Soort", "In deze melding"), rows))
    parts.append(Table(("Vastgelegd (UTC)", "Wat", "Nummer"), [_batch_row(event) for event in file.batch]))
    return Section("Wat is verstuurd", parts)


def _standing(file: SignalFile, sha256: str) -> str | Verdict:
    if file.file_sha256 is None:
        return "Het bestand zelf is er niet meer (bewaartermijn); de som hierboven bewijst een kopie elders."
    same = file.file_sha256 == sha256
    return Verdict(same, "Het bestand ligt er nog" + (", onveranderd." if same else ", maar is veranderd!"))


BATCH_WORDS = {
    "batch_prepared": "klaargezet",
    "batch_found_unsent": "gevonden, nog niet verstuurd", "batch_sending": "verzending begonnen",
    "batch_delivered": "klaar in outbox/ of aangekomen", "batch_abandoned": "niet verstuurd",
    "batch_in_doubt": "aankomst onzeker",
    "batch_resolved": "uitgezocht door een mens", "batch_uploaded": "geüpload door een mens",
    "signal_delivered": "melding in het bestand vastgelegd",
}  # fmt: skip
WAYS = {"folder": "om met de hand aan te leveren", "sftp": "sFTP", "sftp.commit": "sFTP", "api": "API"}


def _batch_row(event: RecordedEvent) -> tuple[str, str, str]:
    words = BATCH_WORDS.get(event.event_type, event.event_type)
    if event.event_type == "signal_delivered":
        words += f" ({event.signal_id})"
    said = {key: str(event.payload[key]) for key in ("channel", "receipt", "reason", "outcome", "who") if event.payload.get(key)}
    more = [WAYS.get(value, value) if key == "channel" else value for key, value in said.items()]
    return f"{event.recorded_at:%d-%m-%Y %H:%M:%S}", words + (f": {', '.join(more)}" if more else ""), str(event.seq)


def what_came_after(file: SignalFile) -> Section:
    rows = [(day(event.as_of_date), _life_words(event), str(event.seq)) for event in file.life]
    parts: list[str | Table | Verdict] = (
        [Table(("Datum", "Wat", "Nummer"), rows)]
        if rows
        else ["Sindsdien is niets vastgelegd: geen antwoord, geen intrekking. Stilte is geen weigering."]
    )
    withdrawn = next((e for e in file.withdrawal_batch if e.event_type == "batch_prepared"), None)
    if withdrawn is not None:
        parts.append(f"Ingetrokken met {withdrawn.payload['file_name']}, SHA-256 {withdrawn.payload['sha256']}.")
    parts += [f"Andere melding van deze huurovereenkomst: {e.signal_id}, {day(e.as_of_date)}." for e in file.others]
    return Section("Wat daarna gebeurde", parts)


def _life_words(event: RecordedEvent) -> str:
    facts = event.payload
    by = f" door {facts['who']}: {facts['why']}" if facts.get("who") else ""
    if event.event_type == "help_accepted":
        accepted = date_of(facts["accepted_on"])
        source = f", rij {facts['row']} van een bestand met SHA-256 {facts['file_sha256']}" if facts.get("row") else ""
        return (
            f"hulp geaccepteerd op {day(accepted)}{source}{by}; incasso opgeschort tot uiterlijk "
            f"{day(accepted + timedelta(days=term_on('hold_days', accepted)))}"
        )
    if event.event_type == "signal_withdrawn":
        return f"ingetrokken: {REASONS.get(str(facts['reason']), facts['reason'])}{by}"
    if event.event_type == "signal_closed":
        replaced = f", vervangen door {facts['replaced_by']}" if facts.get("replaced_by") else ""
        return f"afgesloten: {CLOSED.get(str(facts['reason']), facts['reason'])}{replaced}{by}"
    if event.event_type == "hold_notice_delivered":
        return f"{facts['agency_id']} (zaak {facts['case_id']}): {facts['message']} met ingang van {day_of(facts['starts_on'])}"
    if event.event_type == "line_refused":
        return f"regel {facts['line_number']} niet aangenomen door het meldpunt: {facts['code']}"
    if event.event_type == "term_passed":
        return "reactietermijn van de gemeente verstreken zonder bericht; incasso gaat door"
    if event.event_type == "municipality_telephoned":
        return f"gemeente gebeld: ontruiming aangezegd{by}"
    return event.event_type


CLOSED = REASONS | {"replaced": "opnieuw gemeld", "refused_by_desk": "niet aangenomen door het meldpunt"}


def age(file: SignalFile) -> Section:
    """Courts ask how old a report was when the summons was served; periods differ by court."""
    on = file.handed_in_on
    if on is None:
        return Section("Leeftijd van de melding", ["Nog niet aangeleverd bij het meldpunt: er is geen upload vastgelegd."])
    return Section(
        "Leeftijd van de melding",
        [
            f"Aangeleverd op {day(on)}: {(file.seen_until - on).days} dagen vóór {day(file.seen_until)}. Twee maanden na "
            f"aanlevering is {day(_months_later(on, 2))}, zes maanden {day(_months_later(on, 6))}: rechtbanken vragen "
            "hoeveel tijd er tussen melding en dagvaarding zat.",
        ],
    )


def what_it_rests_on(file: SignalFile) -> Section:
    parts: list[str | Table | Verdict] = [
        Verdict(
            file.register.ok,
            f"Register: {file.register.events} gebeurtenissen, "
            + ("de keten is heel" if file.register.ok else f"de keten is verbroken bij {file.register.broken_seq}")
            + f"; laatste {file.register.head.seq} met som {file.register.head.hash}.",
        ),
        f"De aanlevering van deze melding is gebeurtenis {file.delivered.seq} met som {file.delivered.hash}.",
    ]
    if file.record_sha256:
        parts.append(f"Onderbouwing: evidence/{file.record_place}, regel {file.signal_id}, SHA-256 {file.record_sha256}.")
    if file.landing is not None:
        tables = sorted(file.landing.payload["tables"].items())
        rows = [(name, str(t["rows"]), "\n".join(t.get("sources") or [t.get("sha256") or NOTHING])) for name, t in tables]
        parts.append("Gelezen bronbestanden van de run die de melding beoordeelde, met de som van elk zoals het in landing/ lag:")
        parts.append(Table(("Tabel", "Rijen", "SHA-256"), rows, right=frozenset({1})))
    parts += [
        f"Op {day(e.as_of_date)} zijn gegevens verwijderd volgens de bewaartermijnen: "
        + ", ".join(f"{name} {count}" for name, count in sorted(e.payload["classes"].items()) if count)
        + "."
        for e in file.purges
    ]
    return Section("Waarop dit steunt", parts)


def _months_later(on: date, months: int) -> date:
    year, month = divmod(on.month - 1 + months, 12)
    first = date(on.year + year, month + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first.replace(day=min(on.day, 28)) + timedelta(days=max(0, on.day - 28)), after - timedelta(days=1))
