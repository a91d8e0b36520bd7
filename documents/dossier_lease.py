"""The dossier of a lease that was not, or not yet, reported: what was done, and why not, date by date.

Belongs here: the order of that page and its words. Does not belong here: finding it all (exports/keeping/lease_file.py), the
dossier of a signal (dossier.py), the form of the page (page.py, page_pdf.py), or deciding anything.

What can no longer be proved is said, with the reason. A court asks why a landlord did not report: the tenant objected, or
the municipality had not signed, and the landlord had asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from documents import held_back
from documents.dossier_words import CHANNELS, DESKS, day_of, with_document
from documents.dutch import NOTHING, counted, day, euros
from documents.legal_terms import term_on
from documents.page import Page, Section, Table, Verdict
from exports.keeping.lease_file import LeaseFile

Record = Mapping[str, Any]
# duty, its source, and the columns of a decision that prove it
DUTIES = (
    ("Ten minste één schriftelijke herinnering", "Bgs art. 2 onder c; LCV art. 2.1, eerste punt", "written_reminder"),
    ("Inspanning voor persoonlijk contact", "Bgs art. 2 onder a; LCV art. 2.1, tweede punt", "personal_contact_effort"),
    ("Gewezen op schuldhulpverlening", "Bgs art. 2 onder b; LCV art. 2.1, derde punt", "debt_help_notice"),
    ("Aangeboden de gegevens door te geven", "LCV art. 2.1, vierde punt", "sharing_offer"),
)
TABLES_GONE = "De laatst gelezen tabellen zijn er niet meer: hier staat alleen wat de bewaarde beoordelingen ervan weten."
RECEIVED_BY = {"landlord": "verhuurder", "municipality": "gemeente"}


def lease_dossier(file: LeaseFile, words: Mapping[str, str]) -> Page:
    """The whole page; `words` are the rules' Dutch sentences by code."""
    return Page(
        title=f"Dossier van huurovereenkomst {file.lease_id}",
        lead=[_lead(file), f"Dit dossier weet wat tot en met {day(file.seen_until)} is vastgelegd."],
        sections=[
            _by_date(file, words),
            *([_duties(file.decisions[-1])] if file.decisions else []),
            _actions(file),
            _offer_and_objection(file),
            _municipality(file),
            _signals(file),
            _rests_on(file),
        ],
        dated=file.seen_until,
        foot=["Gemaakt door Vroegsignaal uit het register, de bewaarde beoordelingen en de laatst gelezen tabellen."],
    )


def _lead(file: LeaseFile) -> str:
    if file.signals:
        return f"Gemeld, of klaargezet om te melden: {counted(len(file.signals), 'keer', 'keer')}; zie onder Meldingen."
    if not file.decisions:
        return f"Niet gemeld. {_never(file)}"
    latest = file.decisions[-1]
    return (
        f"Niet gemeld. Laatste bewaarde beoordeling: peildatum {day(latest['as_of_date'])}, achterstand "
        f"{euros(latest['amount_in_arrears'])}, oudste vervaldatum {day(latest['oldest_due_on'])}."
    )


def _never(file: LeaseFile) -> str:
    """Never in arrears, on the dates of which that can still be said."""
    if not file.whole:
        return "Van geen peildatum zijn alle beoordelingen nog bewaard: of er een huurachterstand was, is niet meer te zeggen."
    return (
        f"Deze huurovereenkomst had nooit een huurachterstand (of was nog niet ingegaan) op de "
        f"{counted(len(file.whole), 'peildatum', 'peildata')} van {day(file.whole[0])} tot en met {day(file.whole[-1])} "
        "waarvan alle beoordelingen zijn bewaard. Er was dus niets te beoordelen."
    )


# Why not, date by date.


def _by_date(file: LeaseFile, words: Mapping[str, str]) -> Section:
    parts: list[str | Table | Verdict] = []
    if file.decisions:
        rows = [_row(decision, words) for decision in file.decisions]
        titles = ("Peildatum", "Achterstand", "Dagen", "Oudste vervaldatum", "Beoordeling")
        parts.append(Table(titles, rows, right=frozenset({1, 2})))
        parts.append("Op een peildatum die hier niet staat was er geen huurachterstand, of liep er geen dagverwerking.")
    else:
        parts.append(_never(file))
    if file.purged:
        parts.append(
            f"Van {counted(len(file.purged), 'peildatum', 'peildata')} ({day(file.purged[0])} tot en met {day(file.purged[-1])}) "
            "zijn na de bewaartermijn alleen nog bewaard: gemelde huurovereenkomsten, en die met een bezwaar of zonder "
            "overeenkomst met de gemeente. Andere redenen van die dagen zijn niet meer te tonen."
        )
    return Section("Waarom wel of niet gemeld, per peildatum", parts)


def _row(decision: Record, words: Mapping[str, str]) -> tuple[str, str, str, str, str]:
    return (
        day(decision["as_of_date"]),
        euros(decision["amount_in_arrears"]),
        str(decision["days_in_arrears"]),
        day(decision["oldest_due_on"]),
        "\n".join(_reasons(decision, words)),
    )


def _reasons(decision: Record, words: Mapping[str, str]) -> Iterator[str]:
    for code in decision["blocking_reasons"] or ():
        fact = FACTS[code](decision) if code in FACTS else ""
        yield f"{words.get(code, code)}{fact} [{code}]"
    if decision["decision"] == "deliver":
        yield "mocht worden gemeld"
    if decision.get("held_back_why"):
        names = ("why", "fact", "subject", "dated_on", "number_of_reasons")
        yield f"maar vastgehouden: {held_back.because({name: decision[f'held_back_{name}'] for name in names})}"


def _objected(decision: Record) -> str:
    whose = " van een medehuurder" if decision.get("is_objection_of_co_tenant") else ""
    return f" ({decision.get('objection_id') or 'bezwaar'}{whose}, ontvangen op {day(decision.get('objection_received_on'))})"


def _no_agreement(decision: Record) -> str:
    applied = decision.get("agreement_applied_on")
    return f" (gemeente {decision['municipality_code']}, {_applied(applied)})"


def _applied(applied_on: date | None) -> str:
    return f"aangevraagd bij de NVVK op {day_of(applied_on)}" if applied_on else "geen aanvraag bij de NVVK vastgelegd"


FACTS: dict[str, Callable[[Record], str]] = {"objection": _objected, "no_municipality_agreement": _no_agreement}


# What was done.


def _duties(decision: Record) -> Section:
    rows = [(duty, source, _proved(decision, prefix)) for duty, source, prefix in DUTIES]
    least = term_on("min_days_overdue", decision["as_of_date"])
    rows.append((f"Ten minste {least} dagen achterstand", "LCV-overeenkomst art. 3.1", _days(decision)))
    return Section(
        "Oordeel over de plichten",
        [
            f"Zoals beoordeeld op {day(decision['as_of_date'])}, over de achterstand die op "
            f"{day(decision['oldest_due_on'])} begon.",
            Table(("Plicht", "Bron", "Oordeel"), rows),
        ],
    )


def _days(decision: Record) -> Verdict:
    return Verdict(
        "under_30_days" not in (decision["blocking_reasons"] or ()),
        f"{decision['days_in_arrears']} dagen sinds de oudste vervaldatum {day(decision['oldest_due_on'])}",
    )


def _proved(decision: Record, prefix: str) -> Verdict:
    done_on, reference = decision.get(f"{prefix}_on"), decision.get(f"{prefix}_document_ref")
    if not done_on:
        return Verdict(False, "geen bewijs gevonden")
    is_proved = bool(reference) or prefix == "personal_contact_effort"  # a call leaves no letter
    return Verdict(is_proved, f"op {day(done_on)}{with_document(reference)}")


def _actions(file: LeaseFile) -> Section:
    heading = "Brieven en contacten"
    if file.tables is None:
        return Section(heading, [TABLES_GONE])
    if not file.tables.actions:
        return Section(heading, ["Er is geen brief of contact vastgelegd."])
    rows: list[tuple[str, ...]] = [
        (
            day(action["performed_on"]),
            action["name_nl"],
            CHANNELS.get(action["channel"], str(action["channel"])),
            day(action["received_on"]) if action["is_letter"] else NOTHING,
            action["document_ref"] or ("zonder document" if action["is_letter"] else NOTHING),
            action["action_id"],
        )
        for action in file.tables.actions
    ]
    return Section(heading, [Table(("Datum", "Stap", "Kanaal", "Geacht ontvangen", "Document", "Nummer"), rows)])


def _offer_and_objection(file: LeaseFile) -> Section:
    parts: list[str | Table | Verdict] = [_offer(file)]
    in_tables = () if file.tables is None else file.tables.objections
    lines = [
        f"Bezwaar {o['objection_id']} ontvangen op {day(o['received_on'])} door "
        f"{RECEIVED_BY.get(o['received_by'], o['received_by'])}"
        + (f", ingetrokken op {day(o['withdrawn_on'])}." if o["withdrawn_on"] else ", niet ingetrokken.")
        for o in in_tables
    ]
    known = {o["objection_id"] for o in in_tables}
    judged = {d["objection_id"]: d for d in file.decisions if d.get("objection_id") and d["objection_id"] not in known}
    lines += [
        f"Bezwaar{_objected(d)}, van kracht op peildatum {day(d['as_of_date'])}; het staat niet meer in de tabellen."
        for d in judged.values()
    ]
    return Section("Aanbod en bezwaar", [*parts, *(lines or ["Er is geen bezwaar vastgelegd."])])


def _offer(file: LeaseFile) -> str:
    offered = [d for d in file.decisions if d.get("first_offer_received_on")]
    if not offered:
        return "In geen bewaarde beoordeling telde een aanbod om de gegevens door te geven."
    latest = offered[-1]
    return (
        f"Aanbod om de gegevens door te geven op {day(latest.get('sharing_offer_on'))}"
        f"{with_document(latest.get('sharing_offer_document_ref'))}, geacht ontvangen op "
        f"{day(latest['first_offer_received_on'])}; bezwaar kon tot en met {day(latest['objection_window_ends_on'])} "
        f"(beoordeling van {day(latest['as_of_date'])})."
    )


def _municipality(file: LeaseFile) -> Section:
    heading = "Overeenkomst met de gemeente"
    codes = sorted({str(d["municipality_code"]) for d in file.decisions if d["municipality_code"]})
    if not codes:
        return Section(heading, ["In geen bewaarde beoordeling is een gemeente gevonden."])
    if file.tables is None:
        return Section(heading, [f"Gemeente {', '.join(codes)}.", TABLES_GONE])
    rows: list[tuple[str, ...]] = [
        (
            a["municipality_code"], a["agreement_id"], day(a["applied_on"]), day(a["signed_on"]), day(a["ended_on"]),
            DESKS.get(a["system"], str(a["system"])),
        )
        for a in file.tables.agreements
    ]  # fmt: skip
    if not rows:
        return Section(heading, [f"Gemeente {', '.join(codes)}: geen aanvraag en geen overeenkomst vastgelegd."])
    titles = ("Gemeente", "Overeenkomst", "Aangevraagd (NVVK)", "Getekend", "Beëindigd", "Meldpunt")
    return Section(heading, [Table(titles, rows)])


def _signals(file: LeaseFile) -> Section:
    lines = [
        f"Melding {event.signal_id}, gemaakt voor {day(event.as_of_date)}: vroegsignaal dossier {event.signal_id}"
        for event in file.signals
    ]
    return Section("Meldingen", lines or ["Het register kent geen melding van deze huurovereenkomst."])


def _rests_on(file: LeaseFile) -> Section:
    register = file.register
    chain = "de keten is heel" if register.ok else f"de keten is verbroken bij {register.broken_seq}"
    dates = ", ".join(f"evidence/decisions_{row['as_of_date']}.parquet" for row in file.decisions[-1:])
    return Section(
        "Waarop dit steunt",
        [
            Verdict(
                register.ok,
                f"Register: {register.events} gebeurtenissen, {chain}; laatste {register.head.seq} met som {register.head.hash}.",
            ),
            f"{counted(len(file.decisions), 'bewaarde beoordeling', 'bewaarde beoordelingen')}"
            + (f", de laatste in {dates}." if dates else "."),
        ],
    )
