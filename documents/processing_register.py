"""The processing register (AVG art. 30) of this product: purposes, categories, recipients, grounds and terms.

Belongs here: the page and the table, in Dutch. Does not belong here: the facts: recipients, purposes and grounds are the
models' metadata, terms are exports/keeping/retention.py and retention_terms.py; nothing is written here twice.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from documents.dutch import counted, day
from documents.page import Page, Section, Table
from documents.retention_terms import TERMS
from exports.keeping.retention import Retention

SUBJECTS = "huurders van woningen met een huurachterstand (hoofdhuurder, natuurlijk persoon)"
SECURITY = (
    "Alles onder één map, alleen leesbaar voor de eigenaar, op een versleutelde schijf (docs/privacy.md).",
    "Een bestand of aanroep voor een ontvanger ontstaat alleen door een contract dat precies de kolommen hierboven toelaat.",
    "Geen persoonsgegevens in logboeken, foutmeldingen, bestandsnamen of de geschiedenis van runs; getest met merktekens.",
    "Register met keten van hashes: verwijderde of veranderde gebeurtenissen vallen op.",
    "sFTP met vastgelegde hostsleutel; geheimen staan in bestanden, niet in instellingen.",
    "Kopieën die de map verlaten kunnen versleuteld worden met age.",
)


@dataclass(frozen=True)
class Activity:
    """One recipient with everything about it that art. 30 asks for; the fields are the columns of the table."""

    verwerking: str
    doel: str
    grondslag: str
    betrokkenen: str
    ontvanger: str
    bestanden: str
    persoonsgegevens: str
    bewaartermijn: str


def activities(project_manifest: Mapping[str, Any], terms: Retention) -> list[Activity]:
    """One row per recipient (dbt exposure), from the manifest."""
    nodes = project_manifest["nodes"]
    found = []
    for exposure in sorted(project_manifest["exposures"].values(), key=lambda each: each["name"]):
        meta = exposure.get("config", {}).get("meta") or exposure.get("meta") or {}
        files = [nodes[name] for name in exposure["depends_on"]["nodes"]]
        columns = dict.fromkeys(title for node in files for title in node["columns"])
        found.append(
            Activity(
                verwerking=meta["activity"],
                doel=meta["purpose"],
                grondslag=meta["ground"],
                betrokkenen=SUBJECTS,
                ontvanger=meta["recipient"],
                bestanden=", ".join(node["name"] for node in files),
                persoonsgegevens=", ".join(columns),
                bewaartermijn=f"bestand {counted(terms.outbox_days, 'dag', 'dagen')} na aanlevering; regels "
                f"{counted(terms.lines_days, 'dag', 'dagen')} na intrekking of afsluiting",
            )
        )
    return found


def register_page(rows: Sequence[Activity], terms: Retention, made_on: date, manager: str) -> Page:
    """The page; `manager` is the name of the property manager, who is the controller."""
    return Page(
        title="Verwerkingsregister: vroegsignalering van huurachterstanden",
        lead=[
            f"Gemaakt op {day(made_on)} uit de beschrijving van de modellen en de ingestelde bewaartermijnen (AVG art. 30).",
            f"Verwerkingsverantwoordelijke: {manager}, die op eigen naam meldt voor opdrachtgevers met een mandaat "
            "(complexovereenkomst art. 6.3). Vul contactgegevens en functionaris aan in het eigen register.",
        ],
        sections=[
            *(_section(row) for row in rows),
            Section("Bewaartermijnen", [_terms(terms)]),
            Section("Beveiliging", list(SECURITY)),
            Section("Doorgifte buiten de EU", ["Geen. Tijdens een run wordt niets opgevraagd buiten de ingestelde meldpunten."]),
        ],
        dated=made_on,
    )


def _section(row: Activity) -> Section:
    named = [(name.capitalize(), text) for name, text in asdict(row).items() if name != "verwerking"]
    return Section(row.verwerking, [Table(("", ""), named)])


def _terms(terms: Retention) -> Table:
    rows = [
        (term.place, term.what, _length(name, getattr(terms, name)), term.runs_from, term.reason) for name, term in TERMS.items()
    ]
    return Table(("Plaats", "Wat", "Termijn", "Vanaf", "Waarom"), rows)


def _length(name: str, value: int) -> str:
    return f"{value} jaar" if name.endswith("_years") else counted(value, "dag", "dagen")


def to_csv(rows: Sequence[Activity], terms: Retention) -> bytes:
    """The same as CSV (semicolon, UTF-8 with BOM: what a Dutch spreadsheet opens): recipients, then terms."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(Activity.__dataclass_fields__)
    writer.writerows(asdict(row).values() for row in rows)
    writer.writerow([])
    writer.writerow(["bewaartermijn", "plaats", "wat", "duur", "vanaf", "reden"])
    writer.writerows(
        (name, term.place, term.what, _length(name, getattr(terms, name)), term.runs_from, term.reason)
        for name, term in TERMS.items()
    )
    return text.getvalue().encode("utf-8-sig")
