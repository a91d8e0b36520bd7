"""What is held of one tenant, as a Dutch page to answer a request for access with.

Belongs here: the words. Does not belong here: looking it up (exports/keeping/subject_file.py). The page holds personal data and
is kept as a dossier is; whoever sends it takes out what concerns others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from documents.dutch import NOTHING, counted, day
from documents.page import Page, Section, Table
from exports.keeping.subject_file import Holding, SubjectFile
from exports.register.events import RecordedEvent

EVENTS = {
    "signal_delivered": "in een bestand voor het meldpunt gezet", "help_accepted": "hulp geaccepteerd",
    "signal_withdrawn": "melding ingetrokken", "signal_closed": "melding afgesloten",
    "hold_notice_delivered": "bericht aan incassobureau of deurwaarder over opschorting",
    "term_passed": "reactietermijn van de gemeente verstreken",
    "line_refused": "regel niet aangenomen door het meldpunt",
}  # fmt: skip
KINDS = {
    "landing_rows": "rijen zoals uitgevoerd door het eigen systeem",
    "other_export": "uitvoer van een ander systeem; zoek de huurder daar op",
    "table": "rijen",
    "line": "de regel zoals die vertrok",
    "decision": "het oordeel op die datum, met de feiten",
    "record": "waarop de melding steunt",
    "outbox_file": "een bestand met een regel over de huurder, of de aanwijzingen daarbij",
    "feedback_row": "een rij: hulp geaccepteerd",
    "document": "een lijst, brief of bladzijde over de huurder",
    "open_batch": "klaargezet om te melden; nog niet zeker aangeleverd",
    "register_copy": "gebeurtenissen, in de kopie van het register voor een proefrun",
}
RIGHTS = (
    "Verwerkt op grond van een wettelijke plicht (Wgs, Besluit gemeentelijke schuldhulpverlening art. 2).",
    "Ontvangers: het meldpunt van de gemeente; bij een lopende zaak het incassobureau of de deurwaarder, die alleen hoort "
    "dat en tot wanneer de incasso wacht.",
    "Bezwaar: leg het vast in het eigen systeem; de eerstvolgende run meldt dan niet, en trekt een lopende melding in.",
    "Verwijderen: wat niet meer nodig is gaat volgens de bewaartermijnen (vroegsignaal purge); eerder verwijderen kan zolang "
    "het niet nodig is om de melding of de opschorting na te komen (AVG art. 17 lid 3 onder b en e).",
)


def subject_page(file: SubjectFile, made_on: date) -> Page:
    """The page."""
    return Page(
        title=f"Wat van huurder {file.tenant_id} wordt bewaard",
        lead=[
            f"Opgezocht op {day(made_on)} in: {', '.join(file.places)}.",
            f"{counted(len(file.lease_ids), 'huurovereenkomst', 'huurovereenkomsten')} "
            f"({', '.join(file.lease_ids) or NOTHING}), {counted(len(file.signal_ids), 'melding', 'meldingen')} "
            f"({', '.join(file.signal_ids) or NOTHING}).",
        ],
        sections=[
            Section("Waar iets ligt", [_places(file)]),
            *(Section(f"Inhoud: {holding.place}", [_content(holding)]) for holding in file.holdings if holding.rows),
            Section("Wat er gebeurde", [_events(file)]),
            Section("Grond en rechten", list(RIGHTS)),
        ],
        dated=made_on,
        foot=["Gegevens van anderen op dezelfde regels of in dezelfde bestanden horen niet in een antwoord."],
    )


def _places(file: SubjectFile) -> str | Table:
    if not file.holdings:
        return "Er ligt niets over deze huurder in deze omgeving."
    rows = [(h.place, KINDS[h.kind], str(h.count)) for h in file.holdings if h.kind != "table"]
    tables: dict[str, list[Holding]] = {}
    for holding in file.holdings:
        if holding.kind == "table":
            tables.setdefault(holding.place.split(":")[0], []).append(holding)
    rows += [
        (place, f"rijen in {counted(len(found), 'tabel', 'tabellen')}, bij elke run opnieuw", str(sum(h.count for h in found)))
        for place, found in tables.items()
    ]
    return Table(("Plaats", "Wat", "Aantal"), rows, right=frozenset({2}))


def _content(holding: Holding) -> Table:
    """Field by field rather than as a wide table, so that it can be read on paper."""
    rows = [(name, _text(value)) for row in holding.rows for name, value in row.items() if value not in (None, "", [])]
    return Table(("Veld", "Waarde"), rows)


def _events(file: SubjectFile) -> str | Table:
    if not file.events:
        return "Het register bevat niets over deze huurder."
    rows = [(day(e.as_of_date), EVENTS.get(e.event_type, e.event_type), _facts(e), str(e.seq)) for e in file.events]
    return Table(("Datum", "Wat", "Gegevens", "Nummer"), rows)


def _facts(event: RecordedEvent) -> str:
    return "\n".join(f"{name}: {_text(value)}" for name, value in _plain(event.payload).items())


def _plain(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if value not in (None, "", [])}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, Mapping):
        return " ".join(_text(item) for item in value.values())
    return str(value)
