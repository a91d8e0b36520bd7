"""Why a lease was or was not reported, for a credit controller on the telephone: each rule, its facts, its source.

Belongs here: the words (Dutch) around the facts that the evidence of a date holds. Does not belong here: deciding
anything, or finding the evidence (the command does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from documents import held_back
from documents.dutch import counted, day, euros
from documents.words import LEDGER_FINDINGS, desk_name, words_of

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """A rule of the catalogue: its code, its Dutch words and its source."""

    code: str
    words: str
    source: str


def _letter(prefix: str, what: str) -> Callable[[Facts], str]:
    def words(facts: Facts) -> str:
        if not facts.get(f"{prefix}_on"):
            return f"{what} niet gevonden na {day(facts['oldest_due_on'])}"
        reference = facts.get(f"{prefix}_document_ref")
        return f"{what} op {day(facts[f'{prefix}_on'])}" + (f" ({reference})" if reference else "")

    return words


def _window(facts: Facts) -> str:
    if not facts.get("first_offer_received_on"):
        return "er is nog geen aanbod ontvangen"
    ends = facts["objection_window_ends_on"]
    return (
        f"aanbod ontvangen op {day(facts['first_offer_received_on'])}; bezwaar kan tot en met {day(ends)}, "
        f"melden vanaf {day(ends + timedelta(days=1))}"
    )


def _agreement(facts: Facts) -> str:
    if facts.get("agreement_id"):
        return f"overeenkomst {facts['agreement_id']}, getekend op {day(facts['agreement_signed_on'])}"
    return "geen overeenkomst van kracht" + ("; kleine verhuurder" if facts["is_small_landlord"] else "")


def _identity(facts: Facts) -> str:
    known = {
        "achternaam": facts["has_last_name"],
        "huisnummer": facts["has_valid_house_number"],
        "postcode": facts["has_valid_postcode"],
    }
    missing = [name for name, is_good in known.items() if not is_good]
    if facts.get("has_unwritable_text"):
        missing.append("een veld met een besturingsteken of een te lange tekst")
    return "ontbreekt of ongeldig: " + ", ".join(missing) if missing else "achternaam, huisnummer en postcode zijn er"


def _signalled(facts: Facts) -> str:
    if facts.get("taken_back_signal_id"):
        return (
            f"melding {facts['taken_back_signal_id']} is op {day(facts['taken_back_on'])} met de hand teruggenomen; blijft af "
            f"tot de achterstand eens voldaan was, of: vroegsignaal release {facts['lease_id']} --why …"
        )
    if facts.get("reported_elsewhere_on"):
        return f"op {day(facts['reported_elsewhere_on'])} in eigen naam gemeld door {facts['reported_elsewhere_by']}"
    return "er loopt al een melding" if facts["already_signalled"] else "er loopt geen melding"


def _ledger(facts: Facts) -> str:
    if facts["is_ledger_consistent"]:
        return "de boekingen kloppen"
    found = filter(None, (facts.get("ledger_findings") or "").split(","))  # evidence of before they were kept has none
    return ": ".join(("de boekingen kloppen niet", *filter(None, ["; ".join(words_of(LEDGER_FINDINGS, code) for code in found)])))


def _objection(facts: Facts) -> str:
    if not facts.get("objection_id"):
        return _with_past("geen bezwaar", facts.get("past_objections"))
    whose = " van een medehuurder" if facts.get("is_objection_of_co_tenant") else ""
    return _with_past(f"bezwaar{whose} ontvangen op {day(facts['objection_received_on'])}", facts.get("past_objections"))


def _arrangement(facts: Facts) -> str:
    agreed = (
        f"afgesproken op {day(facts['arrangement_agreed_on'])}" if facts.get("arrangement_id") else "geen regeling van kracht"
    )
    return _with_past(agreed, facts.get("past_arrangements"))


def _with_past(said: str, past: str | None) -> str:
    """A fact with what was so before and counts no more (documents/no_longer.py)."""
    return f"{said}; eerder: {past}" if past else said


_UNITS = {"dwelling": "woning", "parking": "parkeerplaats", "commercial": "bedrijfsruimte", "other": "overig"}
_TENANTS = {"person": "natuurlijk persoon", "organisation": "organisatie"}

FACTS: dict[str, Callable[[Facts], str]] = {
    "not_a_dwelling": lambda f: f"soort eenheid: {_UNITS.get(f['unit_type'], f['unit_type'])}",
    "lease_ended": lambda f: f"einddatum: {day(f['ended_on'])}",
    "not_a_natural_person": lambda f: f"huurder: {_TENANTS.get(f['tenant_type'], 'onbekend')}",
    "tenant_deceased": lambda f: f"overlijdensdatum: {day(f['deceased_on'])}",
    "under_30_days": lambda f: f"oudste vervaldatum {day(f['oldest_due_on'])}, {f['days_in_arrears']} dagen geleden",
    "ledger_inconsistent": _ledger,
    "no_written_reminder": _letter("written_reminder", "herinnering"),
    "no_personal_contact_effort": _letter("personal_contact_effort", "poging tot contact"),
    "no_debt_help_notice": _letter("debt_help_notice", "brief over schuldhulp"),
    "no_sharing_offer": _letter("sharing_offer", "aanbod om gegevens door te geven"),
    "objection_window_open": _window,
    "objection": _objection,
    "payment_arrangement": _arrangement,
    "no_mandate": lambda f: (
        f"mandaat {f['mandate_id']}" if f.get("mandate_id") else f.get("why_no_mandate") or "geen geldig mandaat gevonden"
    ),
    "incomplete_identity": _identity,
    "municipality_unknown": lambda f: f"gemeente {f['municipality_code'] or 'niet gevonden'}",
    "postcode_shared": lambda f: (
        f"postcode in {counted(f['municipalities_of_postcode'] or 0, 'gemeente', 'gemeenten')}"
        f"; meldpunt {desk_name(f['system']) or 'onbekend'}"
    ),
    "no_municipality_agreement": _agreement,
    "below_minimum_amount": lambda f: (
        f"achterstand {euros(f['amount_in_arrears'])}, minimum {euros(f['minimum_amount_in_force'])}"
    ),
    "already_signalled": _signalled,
}

# What each rule is about when nothing is wrong: a word or two for the eye that runs down the list.
IN_ORDER = {
    "not_a_dwelling": "woning", "lease_ended": "huur loopt", "not_a_natural_person": "bewoner",
    "tenant_deceased": "huurder leeft", "under_30_days": "30 dagen of meer", "ledger_inconsistent": "huurrekening klopt",
    "no_written_reminder": "herinnering", "no_personal_contact_effort": "persoonlijk contact",
    "no_debt_help_notice": "gewezen op schuldhulp", "no_sharing_offer": "aanbod om te melden",
    "objection_window_open": "geen open bezwaartermijn", "objection": "geen bezwaar",
    "payment_arrangement": "geen regeling", "no_mandate": "mandaat", "incomplete_identity": "verplichte velden",
    "municipality_unknown": "gemeente bekend", "postcode_shared": "postcode eenduidig",
    "no_municipality_agreement": "overeenkomst gemeente", "below_minimum_amount": "minimumbedrag",
    "already_signalled": "nog niet gemeld",
}  # fmt: skip


def explain(
    facts: Facts, rules: Sequence[Rule], signals: Sequence[Facts] | None, delivers: bool, refusals: Sequence[Facts] = ()
) -> list[str]:
    """The whole explanation, line by line.

    Args:
        facts: one row of evidence/decisions_<as-of>.parquet; with what the tables say beside it, where that is known:
            `why_no_mandate` (documents/mandates.py), `past_objections` and `past_arrangements` (documents/no_longer.py).
        rules: the catalogue, in order.
        signals: the lease's signals as marts.signals has them, with what the latest run said of each: hold_status, ends_on
            (marts.collection_holds) and due_reason, where a person has to withdraw it (marts.withdrawals_by_hand). None where
            the tables that say so have been deleted.
        delivers: whether the decision is `deliver`.
        refusals: the desk and its code for why, where a desk would not take the lease's line on that date (`line_refused`).
    """
    held = [rule for rule in rules if facts.get(rule.code)]
    return [
        *_head(facts, held, delivers),
        *_not_leaving(facts),
        *(_refused(refusal) for refusal in refusals),
        "",
        "Tegen melden pleit:" if held else "Geen enkele regel staat melden in de weg.",
        *(_line(rule, facts, mark="✗") for rule in held),
        "",
        "In orde:",
        *(_line(rule, facts, mark="✓") for rule in rules if rule not in held),
        *_history(signals),
    ]


def _head(facts: Facts, held: Sequence[Rule], delivers: bool) -> list[str]:
    verdict = "WORDT GEMELD" if delivers else f"WORDT NIET GEMELD ({counted(len(held), 'reden', 'redenen')})"
    desk = desk_name(facts.get("system")) or "nog geen meldpunt"
    return [
        f"Huurovereenkomst {facts['lease_id']}, peildatum {day(facts['as_of_date'])}: {verdict}",
        f"Achterstand {euros(facts['amount_in_arrears'])}, {facts['days_in_arrears']} dagen "
        f"({counted(facts['months_in_arrears'], 'maand', 'maanden')}), oudste vervaldatum "
        f"{day(facts['oldest_due_on'])}; {desk}.",
        "Geld dat niet is afgeletterd, telt eerst voor huur en servicekosten, de oudste eerst, ook als het voor iets anders was "
        "betaald.",
    ]


def _not_leaving(facts: Facts) -> Iterator[str]:
    if facts.get("held_back_why"):
        row = {name.removeprefix("held_back_"): value for name, value in facts.items() if name.startswith("held_back_")}
        row |= {"lease_id": facts["lease_id"]}
        yield f"Maar de melding is VASTGEHOUDEN: {held_back.because(row)}."
        yield f"  → {held_back.way_out(row)}"


def _refused(refusal: Facts) -> str:
    return (
        f"Maar {desk_name(refusal['desk'])} nam de regel niet aan ({refusal['code']}): er is niets gemeld, en de volgende "
        "dagverwerking beoordeelt opnieuw."
    )


def _line(rule: Rule, facts: Facts, mark: str) -> str:
    detail = FACTS[rule.code](facts) if rule.code in FACTS else ""
    if mark == "✗":
        return f"  ✗ {rule.words}\n      {detail}\n      Bron: {rule.source}  [{rule.code}]"
    return f"  ✓ {IN_ORDER.get(rule.code, rule.code):<24} {detail}  (bron: {rule.source})"


def _history(signals: Sequence[Facts] | None) -> list[str]:
    if signals is None:
        return ["", "Of en wat er van deze huurovereenkomst is gemeld, is hier nu niet te zeggen (zie boven)."]
    if not signals:
        return ["", "Voor deze huurovereenkomst is nog nooit een melding gedaan."]
    return ["", "Meldingen van deze huurovereenkomst:", *(line for signal in signals for line in _signal_lines(signal))]


def _signal_lines(signal: Facts) -> Iterator[str]:
    yield f"  {signal_words(signal)}"
    if signal.get("hold_status"):
        yield f"      incasso {HOLDS[signal['hold_status']]} {day(signal['ends_on'])}"
    if signal.get("keeps_lease_off"):
        by_whom = (signal.get("ended_who") or "een medewerker", signal.get("ended_why") or "reden niet bewaard")
        yield f"      teruggenomen door {': '.join(by_whom)}"
    if signal.get("delivered_lease_id") not in (None, signal["lease_id"]):
        yield f"      gemeld onder het nummer {signal['delivered_lease_id']}, sindsdien hernummerd"
    if signal["state"] == "delivered" and signal.get("due_reason"):
        yield f"      met de hand in te trekken ({_reason(signal['due_reason'])}): vroegsignaal withdraw {signal['signal_id']}"


WAITS = "staat klaar (upload het, en leg vast: vroegsignaal uploaded BESTAND)"
STATES = {"delivered": "loopt", "help_accepted": "hulp geaccepteerd", "withdrawn": "ingetrokken", "closed": "afgesloten"}
REASONS = {
    "settled": "voldaan", "objection": "bezwaar", "tenant_deceased": "huurder overleden", "by_hand": "met de hand",
}  # fmt: skip
ENDS = REASONS | {"refused_by_desk": "niet aangenomen door het meldpunt", "replaced": "vervangen"}
HOLDS = {
    "active": "staat stil tot", "lapsed": "hervat wegens nieuwe achterstand op", "completed": "hervat na de opschorting op",
}  # fmt: skip


def signal_words(signal: Facts) -> str:
    """One signal in one line."""
    desk, made_for = desk_name(signal["system"]), day(signal["as_of_date"])
    if signal["handed_in_on"]:
        words = f"{signal['signal_id']} gemaakt voor {made_for}, gemeld op {day(signal['handed_in_on'])} bij {desk}: "
    else:
        words = f"{signal['signal_id']} gemaakt voor {made_for}, nog niet aangeleverd bij {desk}: "
    words += WAITS if _waits(signal) else str(STATES.get(signal["state"], signal["state"]))
    if signal.get("withdrawn_on"):
        words += f" op {day(signal['withdrawn_on'])} ({_reason(signal['withdrawal_reason'])})"
    if signal.get("closed_on"):
        words += f" op {day(signal['closed_on'])} ({_reason(signal['closing_reason'])}{_successor(signal)})"
    if signal["state"] == "help_accepted":
        words += f" op {day(signal['help_accepted_on'])}"
    elif signal.get("help_accepted_on"):
        words += f", hulp geaccepteerd op {day(signal['help_accepted_on'])}"
    if signal["state"] == "delivered" and signal["handed_in_on"] and signal.get("response_due_on"):
        words += f", reactietermijn tot {day(signal['response_due_on'])}"
    return words


def _waits(signal: Facts) -> bool:
    return bool(signal["state"] == "delivered" and not signal["handed_in_on"])


def _reason(code: str) -> str:
    return ENDS.get(code, code)


def _successor(signal: Facts) -> str:
    return f" door {signal['replaced_by']}" if signal.get("replaced_by") else ""


def no_row(lease_id: str, as_of: date, signals: Sequence[Facts] | None) -> list[str]:
    """What to say of a lease without a row on that date; its signals, as one that is paid may have been reported before."""
    return [
        f"Huurovereenkomst {lease_id} had op {day(as_of)} geen huurachterstand of was nog niet ingegaan.",
        "Er is daarom niets beoordeeld.",
        *(_history(signals) if signals is None or signals else ()),
    ]


def unknown_lease(lease_id: str, as_of: date) -> str:
    """What to say of a number that no table, decision or signal has."""
    return (
        f"Huurovereenkomst {lease_id} komt niet voor: niet in de laatst gelezen tabellen, niet in de bewaarde "
        f"beoordelingen (die van {day(as_of)} erbij) en niet in de meldingen. Klopt het nummer?"
    )


def no_row_any_more(lease_id: str, as_of: date, purged: Facts) -> list[str]:
    """What to say of a lease on a date of which only some leases and the counts (`purged`) are still kept."""
    reasons = ", ".join(f"{code} {count}" for code, count in sorted(purged["blocked"].items()))
    return [
        f"Van {day(as_of)} zijn alleen de gemelde huurovereenkomsten nog bewaard, en die met een bezwaar of zonder overeenkomst "
        f"met de gemeente; {lease_id} hoort daar niet bij of had geen huurachterstand. "
        "Waarom een huurovereenkomst niet is gemeld, is na de bewaartermijn verwijderd.",
        f"Toen waren er {counted(purged['leases_in_arrears'], 'huurovereenkomst', 'huurovereenkomsten')} met een achterstand, "
        f"waarvan {purged['deliver']} te melden. Redenen om niet te melden: {reasons or 'geen'}.",
    ]
