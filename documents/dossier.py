"""The dossier of one signal: what a judge, a tenant or an auditor may ask, on one Dutch page that can be printed.

Belongs here: the words around what is held of a signal, and the verdict on each duty. Does not belong here: finding it
(exports/signal_file.py), the form of the page (page.py, page_pdf.py), or deciding anything.

What can no longer be proved is said, with the reason. Nothing is taken for true that the register or the evidence does
not show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from documents.dossier_ledger import ledger_section
from documents.dutch import NOTHING, counted, day, euros
from documents.explanation import REASONS, STATES
from documents.page import Page, Section, Table, Verdict
from exports.events import RecordedEvent
from exports.signal_file import SignalFile
from validations.outgoing import CONTRACTS

Record = Mapping[str, Any]
GONE = "De onderbouwing (evidence) van deze melding is er niet meer"
DESKS = {
    "ris_matching": "RIS Matching", "vps": "VPS (BKR)", "achterstandenaanleveren": "achterstandenaanleveren.nl",
}  # fmt: skip
CHANNELS = {
    "post": "post", "email": "e-mail", "phone": "telefoon", "sms": "sms", "visit": "bezoek", "portal": "portaal",
}  # fmt: skip
# duty, its source, the flag of a collection action that proves it, and the words for the proof
DUTIES = (
    ("Ten minste één schriftelijke herinnering", "LCV art. 2.1, eerste punt", "is_written_reminder"),
    ("Inspanning voor persoonlijk contact", "LCV art. 2.1, tweede punt", "is_personal_contact"),
    ("Gewezen op schuldhulpverlening", "LCV art. 2.1, derde punt", "points_to_debt_help"),
    ("Aangeboden de gegevens door te geven", "LCV art. 2.1, vierde punt", "offers_sharing"),
)


def dossier(file: SignalFile) -> Page:
    """The whole page."""
    facts = file.delivered.payload
    return Page(
        title=f"Dossier van melding {file.signal_id}",
        lead=[
            f"Huurovereenkomst {file.delivered.lease_id}, gemeld bij {DESKS.get(str(facts['desk']), facts['desk'])} op "
            f"{day(file.delivered.as_of_date)}, peildatum {_day(facts['signal_as_of'])}: "
            f"{euros(Decimal(str(facts['amount'])))}, {counted(int(facts['months']), 'maand', 'maanden')} achterstand.",
            f"Stand: {_state(file)}. Dit dossier weet wat tot en met {day(file.seen_until)} is vastgelegd.",
        ],
        sections=[
            _verdicts(file),
            _person(file),
            ledger_section(file.record, facts),
            _actions(file.record),
            _grounds(file),
            _objections(file.record),
            _sent(file),
            _after(file),
            _age(file),
            _proof(file),
        ],
        dated=file.seen_until,
        foot=["Gemaakt door Vroegsignaal uit het register en de bewaarde onderbouwing. Bevat persoonsgegevens."],
    )


# Verdict.


def _verdicts(file: SignalFile) -> Section:
    rows = [(duty, source, _proved_by(file.record, flag)) for duty, source, flag in DUTIES]
    rows.append(("Het aanbod stond in een schriftelijke herinnering", "Bgs art. 2, onder d", _offer(file.record)))
    rows.append(("Tijd om bezwaar te maken, en geen bezwaar", "LCV art. 2.2; tekst 2", _no_objection(file.record)))
    rows.append(("Ten minste 30 dagen achterstand", "LCV-overeenkomst art. 3.1", _days(file)))
    good = sum(verdict.is_good for _, _, verdict in rows)
    words = "Alle plichten vóór de melding zijn aangetoond." if good == len(rows) else _not_all(file, len(rows) - good)
    return Section("Oordeel", [Verdict(good == len(rows), words), Table(("Plicht", "Bron", "Oordeel"), rows)])


def _not_all(file: SignalFile, missing: int) -> str:
    if file.record is None:
        return f"{GONE}: de plichten zijn niet meer aan te tonen. Bij de melding zelf zijn zij getoetst."
    return f"Van {counted(missing, 'plicht', 'plichten')} ontbreekt het bewijs."


def _proved_by(record: Record | None, flag: str) -> Verdict:
    if record is None:
        return Verdict(False, "niet meer aan te tonen (verwijderd)")
    if "actions" not in record:
        return Verdict(False, "niet vastgelegd")
    found = [action for action in record["actions"] if action[flag]]
    return Verdict(bool(found), "; ".join(_action_words(a) for a in found) or "geen bewijs gevonden")


def _offer(record: Record | None) -> Verdict:
    if record is None:
        return Verdict(False, "niet meer aan te tonen (verwijderd)")
    found = [a for a in record.get("actions", []) if a["offers_sharing"] and a["is_letter"] and a["is_written_reminder"]]
    return Verdict(bool(found), _action_words(found[0]) if found else "geen bewijs gevonden")


def _no_objection(record: Record | None) -> Verdict:
    if record is None:
        return Verdict(False, "niet meer aan te tonen (verwijderd)")
    facts = record["facts"]
    is_good = not (facts["objection"] or facts["objection_window_open"]) and facts["first_offer_received_on"] is not None
    return Verdict(
        is_good,
        f"aanbod ontvangen op {_day(facts['first_offer_received_on'])}, bezwaar kon tot en met "
        f"{_day(facts['objection_window_ends_on'])}; "
        + ("bezwaar van kracht" if facts["objection"] else "geen bezwaar van kracht op de peildatum"),
    )


def _days(file: SignalFile) -> Verdict:
    """From the register alone, so provable as long as the signal's year is kept."""
    facts = file.delivered.payload
    days = (_date(facts["signal_as_of"]) - _date(facts["oldest_due_on"])).days
    return Verdict(days >= 30, f"oudste vervaldatum {_day(facts['oldest_due_on'])}, {days} dagen vóór de peildatum")


def _action_words(action: Mapping[str, Any]) -> str:
    reference = f" ({action['document_ref']})" if action.get("document_ref") else " (zonder document)"
    return f"{action['name_nl']} op {_day(action['performed_on'])}{reference}"


# The parts.


def _person(file: SignalFile) -> Section:
    if file.line is None:
        return Section("Huurder en adres", ["Naam en adres zoals gemeld zijn verwijderd: de bewaartermijn is voorbij."])
    line = file.line
    address = " ".join(str(line[name]) for name in ("street", "house_number", "house_number_suffix") if line[name])
    place = " ".join(str(line[name]) for name in ("postcode", "city") if line[name])
    name = " ".join(str(line[name]) for name in ("initials", "last_name") if line[name])
    return Section("Huurder en adres", [f"Zoals gemeld: {name}, {address}, {place}."])


def _actions(record: Record | None) -> Section:
    heading = "Wat aan de melding voorafging"
    if record is None or "actions" not in record:
        return Section(heading, [f"{GONE}: de incassostappen zijn niet meer aan te tonen."])
    rows = [
        (
            _day(a["performed_on"]),
            a["name_nl"],
            CHANNELS.get(a["channel"], a["channel"]),
            _day(a["received_on"]) if a["is_letter"] else NOTHING,
            a["document_ref"] or NOTHING,
            a["action_id"],
        )
        for a in record["actions"]
    ]
    titles = ("Datum", "Stap", "Kanaal", "Geacht ontvangen", "Document", "Nummer")
    first = f"Geteld zijn stappen na de oudste vervaldatum ({_day(record['facts']['oldest_due_on'])}) tot en met de peildatum."
    return Section(heading, [first, Table(titles, rows)])


def _grounds(file: SignalFile) -> Section:
    record, facts = file.record, file.delivered.payload
    parts: list[str | Table | Verdict] = [
        f"Opdrachtgever {facts['landlord_id']}, gemeente {facts['municipality_code'] or 'onbekend'}."
    ]
    if record is None or "mandate" not in record:
        return Section("Mandaat en overeenkomst", [*parts, f"{GONE}: mandaat en overeenkomst zijn niet meer te tonen."])
    parts.append(_mandate(record["mandate"]))
    parts.append(_agreement(record["agreement"]))
    agreed = [f"{row['field']} (sinds {_day(row['agreed_on'])})" for row in record["optional_fields"]]
    parts.append("Met de opdrachtgever afgesproken extra velden: " + (", ".join(agreed) or "geen") + ".")
    return Section("Mandaat en overeenkomst", parts)


def _mandate(mandate: Mapping[str, Any] | None) -> Verdict:
    if mandate is None:
        return Verdict(False, "Mandaat: geen gevonden.")
    scope = f"complex {mandate['complex_id']}" if mandate["complex_id"] else "alle complexen"
    until = f"tot en met {_day(mandate['valid_until'])}" if mandate["valid_until"] else "zonder einddatum"
    return Verdict(
        True,
        f"Mandaat {mandate['mandate_id']} voor {scope}, geldig vanaf {_day(mandate['valid_from'])} {until}: clausule "
        f"aanvaard op {_day(mandate['clause_accepted_on'])}, opdrachtgever geïnformeerd op "
        f"{_day(mandate['landlord_informed_on'])}, in het verwerkingsregister op "
        f"{_day(mandate['processing_registered_on'])}, verwerkersovereenkomst getekend op "
        f"{_day(mandate['processor_agreement_signed_on'])}.",
    )


def _agreement(agreement: Mapping[str, Any] | None) -> Verdict:
    if agreement is None:
        return Verdict(True, "Geen overeenkomst met de gemeente nodig: kleine verhuurder, eigen meldpunt.")
    return Verdict(
        True,
        f"Overeenkomst {agreement['agreement_id']} met gemeente {agreement['municipality_code']}, getekend op "
        f"{_day(agreement['signed_on'])}, meldpunt {DESKS.get(agreement['system'], agreement['system'])}.",
    )


def _objections(record: Record | None) -> Section:
    heading = "Bezwaar en betalingsregeling"
    if record is None or "objections" not in record:
        return Section(heading, [f"{GONE}: of er bezwaren of regelingen waren is niet meer te tonen."])
    told = [
        f"Bezwaar {o['objection_id']} ontvangen op {_day(o['received_on'])}, ingetrokken op {_day(o['withdrawn_on'])}."
        for o in record["objections"]
    ]
    told += [
        f"Regeling {a['arrangement_id']} afgesproken op {_day(a['agreed_on'])}, "
        f"beëindigd op {_day(a['ended_on'])}, niet nagekomen op {_day(a['broken_on'])}."
        for a in record["arrangements"]
    ]
    return Section(heading, ["Op de peildatum was geen bezwaar en geen regeling van kracht.", *told])


def _sent(file: SignalFile) -> Section:
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
    "batch_prepared": "klaargezet", "batch_found_unsent": "gevonden, nog niet verstuurd", "batch_sending": "verzending begonnen",
    "batch_delivered": "aangeleverd", "batch_abandoned": "niet verstuurd", "batch_in_doubt": "aankomst onzeker",
    "batch_resolved": "uitgezocht door een mens", "batch_uploaded": "geüpload door een mens",
    "signal_delivered": "melding aangeleverd",
}  # fmt: skip


def _batch_row(event: RecordedEvent) -> tuple[str, str, str]:
    words = BATCH_WORDS.get(event.event_type, event.event_type)
    if event.event_type == "signal_delivered":
        words += f" ({event.signal_id})"
    more = [str(event.payload[key]) for key in ("channel", "receipt", "reason", "outcome", "who") if event.payload.get(key)]
    return f"{event.recorded_at:%d-%m-%Y %H:%M:%S}", words + (f": {', '.join(more)}" if more else ""), str(event.seq)


def _after(file: SignalFile) -> Section:
    rows = [(day(event.as_of_date), _life_words(event), str(event.seq)) for event in file.life]
    parts: list[str | Table | Verdict] = (
        [Table(("Datum", "Wat", "Nummer"), rows)]
        if rows
        else ["Sinds de aanlevering is niets vastgelegd: geen antwoord, geen intrekking. Stilte is geen weigering."]
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
        accepted = _date(facts["accepted_on"])
        source = f", rij {facts['row']} van een bestand met SHA-256 {facts['file_sha256']}" if facts.get("row") else ""
        return (
            f"hulp geaccepteerd op {day(accepted)}{source}{by}; incasso opgeschort tot uiterlijk "
            f"{day(accepted + timedelta(days=30))}"
        )
    if event.event_type == "signal_withdrawn":
        return f"ingetrokken: {REASONS.get(str(facts['reason']), facts['reason'])}{by}"
    if event.event_type == "signal_closed":
        replaced = f", vervangen door {facts['replaced_by']}" if facts.get("replaced_by") else ""
        return f"afgesloten: {CLOSED.get(str(facts['reason']), facts['reason'])}{replaced}{by}"
    if event.event_type == "hold_notice_delivered":
        return f"{facts['agency_id']} (zaak {facts['case_id']}): {facts['message']} met ingang van {_day(facts['starts_on'])}"
    if event.event_type == "term_passed":
        return "reactietermijn van de gemeente verstreken zonder bericht; incasso gaat door"
    return event.event_type


CLOSED = REASONS | {"replaced": "opnieuw gemeld", "refused_by_desk": "niet aangenomen door het meldpunt"}


def _age(file: SignalFile) -> Section:
    """Courts ask how old a report was when the summons was served; periods differ by court."""
    on = file.delivered.as_of_date
    return Section(
        "Leeftijd van de melding",
        [
            f"Aangeleverd op {day(on)}: {(file.seen_until - on).days} dagen vóór {day(file.seen_until)}. Twee maanden na "
            f"aanlevering is {day(_months_later(on, 2))}, zes maanden {day(_months_later(on, 6))}: rechtbanken vragen "
            "hoeveel tijd er tussen melding en dagvaarding zat.",
        ],
    )


def _proof(file: SignalFile) -> Section:
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
        parts.append(f"Onderbouwing: evidence/signals/{file.signal_id}.json, SHA-256 {file.record_sha256}.")
    if file.landing is not None:
        tables = sorted(file.landing.payload["tables"].items())
        rows = [(name, str(t["rows"]), str(t.get("sha256") or NOTHING)) for name, t in tables]
        parts.append("Gelezen bronbestanden van de run die de melding beoordeelde:")
        parts.append(Table(("Tabel", "Rijen", "SHA-256"), rows, right=frozenset({1})))
    parts += [
        f"Op {day(e.as_of_date)} zijn gegevens verwijderd volgens de bewaartermijnen: "
        + ", ".join(f"{name} {count}" for name, count in sorted(e.payload["classes"].items()) if count)
        + "."
        for e in file.purges
    ]
    return Section("Waarop dit steunt", parts)


def _state(file: SignalFile) -> str:
    kinds = {event.event_type for event in file.life}
    if "signal_withdrawn" in kinds:
        return STATES["withdrawn"]
    if "signal_closed" in kinds:
        return STATES["closed"]
    return STATES["help_accepted" if "help_accepted" in kinds else "delivered"]


def _months_later(on: date, months: int) -> date:
    year, month = divmod(on.month - 1 + months, 12)
    first = date(on.year + year, month + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first.replace(day=min(on.day, 28)) + timedelta(days=max(0, on.day - 28)), after - timedelta(days=1))


def _date(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _day(value: object) -> str:
    return NOTHING if value in (None, "") else day(_date(value))


__all__: Sequence[str] = ["DUTIES", "dossier"]
