"""The dossier of one signal: what a judge, a tenant or an auditor may ask, on one Dutch page that can be printed.

Belongs here: the order of the page, the verdict on each duty, and what came before the signal. Does not belong here: the
arrears (dossier_ledger.py), the delivery and after (dossier_delivery.py), finding it all (exports/keeping/signal_file.py), the
form of the page (page.py, page_pdf.py), or deciding anything.

What can no longer be proved is said, with the reason. Nothing is taken for true that the register or the evidence does
not show.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from documents.dossier_delivery import age, what_came_after, what_it_rests_on, what_was_sent
from documents.dossier_ledger import ledger_section
from documents.dossier_words import CHANNELS, DESKS, GONE, date_of, day_of, with_document
from documents.dutch import NOTHING, counted, day, euros
from documents.explanation import STATES
from documents.legal_terms import term_on
from documents.page import Page, Section, Table, Verdict
from exports.keeping.signal_file import SignalFile
from validations.outgoing_columns import CONTRACTS

Record = Mapping[str, Any]
FIELDS = {column.field: column.title for column in CONTRACTS["signals"] if column.field}
# duty, its source, the flag of a collection action that proves it, and the words for the proof
DUTIES = (
    ("Ten minste één schriftelijke herinnering", "Bgs art. 2 onder c; LCV art. 2.1, eerste punt", "is_written_reminder"),
    ("Inspanning voor persoonlijk contact", "Bgs art. 2 onder a; LCV art. 2.1, tweede punt", "is_personal_contact"),
    ("Gewezen op schuldhulpverlening", "Bgs art. 2 onder b; LCV art. 2.1, derde punt", "points_to_debt_help"),
    ("Aangeboden de gegevens door te geven", "LCV art. 2.1, vierde punt", "offers_sharing"),
)


def dossier(file: SignalFile) -> Page:
    """The whole page."""
    facts = file.delivered.payload
    return Page(
        title=f"Dossier van melding {file.signal_id}",
        lead=[
            f"Huurovereenkomst {file.delivered.lease_id}, {_handed_in(file)}, peildatum {day_of(facts['signal_as_of'])}: "
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
            what_was_sent(file),
            what_came_after(file),
            age(file),
            what_it_rests_on(file),
        ],
        dated=file.seen_until,
        foot=["Gemaakt door Vroegsignaal uit het register en de bewaarde onderbouwing. Bevat persoonsgegevens."],
    )


def _handed_in(file: SignalFile) -> str:
    """Made for a date and handed in on another: two things, and a file that nobody uploaded was not reported."""
    desk = DESKS.get(str(file.delivered.payload["desk"]), file.delivered.payload["desk"])
    if file.handed_in_on is None:
        return f"klaargezet voor {desk} op {day(file.delivered.as_of_date)} en nog NIET gemeld (geen upload vastgelegd)"
    return f"gemeld bij {desk} op {day(file.handed_in_on)}"


# Verdict.


def _verdicts(file: SignalFile) -> Section:
    rows = [(duty, source, _proved_by(file.record, flag)) for duty, source, flag in DUTIES]
    rows.append(("Het aanbod stond in een schriftelijke herinnering", "Bgs art. 2 onder d", _offer(file.record)))
    rows.append(
        ("Tijd om bezwaar te maken, en geen bezwaar", "Bgs art. 2 onder d; LCV art. 2.2; tekst 2", _no_objection(file.record))
    )
    rows.append((f"Ten minste {_least_days(file)} dagen achterstand", "LCV-overeenkomst art. 3.1", _days(file)))
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
    return Verdict(any(map(_can_be_shown, found)), "; ".join(_action_words(a) for a in found) or "geen bewijs gevonden")


def _offer(record: Record | None) -> Verdict:
    if record is None:
        return Verdict(False, "niet meer aan te tonen (verwijderd)")
    found = [a for a in record.get("actions", []) if a["offers_sharing"] and a["is_letter"] and a["is_written_reminder"]]
    first = next((a for a in found if _can_be_shown(a)), found[0] if found else None)
    return Verdict(first is not None and _can_be_shown(first), _action_words(first) if first else "geen bewijs gevonden")


def _no_objection(record: Record | None) -> Verdict:
    if record is None:
        return Verdict(False, "niet meer aan te tonen (verwijderd)")
    facts = record["facts"]
    is_good = not (facts["objection"] or facts["objection_window_open"]) and facts["first_offer_received_on"] is not None
    return Verdict(
        is_good,
        f"aanbod ontvangen op {day_of(facts['first_offer_received_on'])}, bezwaar kon tot en met "
        f"{day_of(facts['objection_window_ends_on'])}; "
        + ("bezwaar van kracht" if facts["objection"] else "geen bezwaar van kracht op de peildatum"),
    )


def _days(file: SignalFile) -> Verdict:
    """From the register alone, so provable as long as the signal's year is kept."""
    facts = file.delivered.payload
    days = (date_of(facts["signal_as_of"]) - date_of(facts["oldest_due_on"])).days
    return Verdict(
        days >= _least_days(file), f"oudste vervaldatum {day_of(facts['oldest_due_on'])}, {days} dagen vóór de peildatum"
    )


def _least_days(file: SignalFile) -> int:
    """The term that was in force when the signal was judged, whatever it is now."""
    return term_on("min_days_overdue", date_of(file.delivered.payload["signal_as_of"]))


def _action_words(action: Mapping[str, Any]) -> str:
    return f"{action['name_nl']} op {day_of(action['performed_on'])}{with_document(action.get('document_ref'))}"


def _can_be_shown(action: Mapping[str, Any]) -> bool:
    """A letter without a reference to its document is listed, and proves nothing; a call or a visit leaves no letter."""
    return bool(action.get("document_ref")) or not action["is_letter"]


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
            day_of(a["performed_on"]),
            a["name_nl"],
            CHANNELS.get(a["channel"], a["channel"]),
            day_of(a["received_on"]) if a["is_letter"] else NOTHING,
            a["document_ref"] or NOTHING,
            a["action_id"],
        )
        for a in record["actions"]
    ]
    titles = ("Datum", "Stap", "Kanaal", "Geacht ontvangen", "Document", "Nummer")
    first = f"Geteld zijn stappen na de oudste vervaldatum ({day_of(record['facts']['oldest_due_on'])}) tot en met de peildatum."
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
    agreed = [f"{FIELDS[row['field']]} (sinds {day_of(row['agreed_on'])})" for row in record["optional_fields"]]
    parts.append("Met de opdrachtgever afgesproken extra velden: " + (", ".join(agreed) or "geen") + ".")
    return Section("Mandaat en overeenkomst", parts)


def _mandate(mandate: Mapping[str, Any] | None) -> Verdict:
    if mandate is None:
        return Verdict(False, "Mandaat: geen gevonden.")
    scope = f"complex {mandate['complex_id']}" if mandate["complex_id"] else "alle complexen"
    until = f"tot en met {day_of(mandate['valid_until'])}" if mandate["valid_until"] else "zonder einddatum"
    return Verdict(
        True,
        f"Mandaat {mandate['mandate_id']} voor {scope}, geldig vanaf {day_of(mandate['valid_from'])} {until}: clausule "
        f"aanvaard op {day_of(mandate['clause_accepted_on'])}, opdrachtgever geïnformeerd op "
        f"{day_of(mandate['landlord_informed_on'])}, in het verwerkingsregister op "
        f"{day_of(mandate['processing_registered_on'])}, verwerkersovereenkomst getekend op "
        f"{day_of(mandate['processor_agreement_signed_on'])}.",
    )


def _agreement(agreement: Mapping[str, Any] | None) -> Verdict:
    if agreement is None:
        return Verdict(True, "Geen overeenkomst met de gemeente nodig: kleine verhuurder, eigen meldpunt.")
    return Verdict(
        True,
        f"Overeenkomst {agreement['agreement_id']} met gemeente {agreement['municipality_code']}, getekend op "
        f"{day_of(agreement['signed_on'])}, meldpunt {DESKS.get(agreement['system'], agreement['system'])}.",
    )


def _objections(record: Record | None) -> Section:
    heading = "Bezwaar en betalingsregeling"
    if record is None or "objections" not in record:
        return Section(heading, [f"{GONE}: of er bezwaren of regelingen waren is niet meer te tonen."])
    lines = [
        f"Bezwaar {o['objection_id']} ontvangen op {day_of(o['received_on'])}, ingetrokken op {day_of(o['withdrawn_on'])}."
        for o in record["objections"]
    ]
    lines += [
        f"Regeling {a['arrangement_id']} afgesproken op {day_of(a['agreed_on'])}, "
        f"beëindigd op {day_of(a['ended_on'])}, niet nagekomen op {day_of(a['broken_on'])}."
        for a in record["arrangements"]
    ]
    facts = record["facts"]
    objection = "een" if facts["objection"] else "geen"
    arrangement = "een" if facts["payment_arrangement"] else "geen"
    return Section(heading, [f"Op de peildatum was {objection} bezwaar en {arrangement} regeling van kracht.", *lines])


def _state(file: SignalFile) -> str:
    kinds = {event.event_type for event in file.life}
    if "signal_withdrawn" in kinds:
        return STATES["withdrawn"]
    if "signal_closed" in kinds:
        return STATES["closed"]
    if "help_accepted" in kinds:
        return STATES["help_accepted"]
    return STATES["delivered"] if file.handed_in_on else "staat klaar, nog niet aangeleverd"
