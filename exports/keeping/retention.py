"""How long each class of data is kept, and why: the one place where a term is named.

Belongs here: the terms, as data. Does not belong here: deleting (purge*.py) or reading settings from the environment
(orchestration/settings.py gives these names under VROEGSIGNAAL_RETENTION__).

No law gives a term for signals at their sender; AVG art. 5(1)(e) asks for no longer than needed. Each term below says
what it is needed for, and is a choice that a property manager's privacy officer may change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

# Said once by a home's first run, and whenever Dagster's page is started.
PURGE_BY_ITSELF = (
    "where Dagster's schedules run (vroegsignaal ui), what is past its term is deleted every Sunday at 5 "
    "(docs/privacy.md has the terms); the newest copy of a table in landing/ never is"
)


@dataclass(frozen=True)
class Retention:
    """The terms, in days unless named years. What an active signal needs is kept whatever the term."""

    landing_days: int = 30
    warehouse_days: int = 30
    outbox_days: int = 30
    contact_days: int = 30
    lines_days: int = 183
    inbox_days: int = 30
    unmatched_days: int = 183
    evidence_days: int = 731
    evidence_years: int = 5
    decisions_days: int = 90
    worklists_days: int = 30
    reports_days: int = 183
    dossiers_days: int = 30
    preview_days: int = 7
    backup_days: int = 30
    dagster_days: int = 90
    register_years: int = 5

    def __post_init__(self) -> None:
        short = [field.name for field in fields(self) if getattr(self, field.name) < 1]
        if short:
            raise ValueError(f"a term is at least 1: {', '.join(short)}")


@dataclass(frozen=True)
class Term:
    """One class of data: where it lies, what it is, from when its term runs, and why it is kept so long."""

    name: str
    place: str
    what: str
    runs_from: str
    reason: str


# The key is the setting; two settings that limit one class stand side by side. In Dutch: privacy officers read them.
TERMS: Mapping[str, Term] = {
    "landing_days": Term(
        "landing", "landing/", "exports waar een nieuwere voor in de plaats is gekomen; de nieuwste van elke tabel blijft",
        "de dag waarop het bestand is geschreven", "alleen de nieuwste export telt, en die gaat nooit weg: zonder bezwaren "
        "of mandaten wordt anders beoordeeld; een week tevoren wordt gezegd wat weggaat",
    ),
    "warehouse_days": Term(
        "warehouse", "warehouse.duckdb, read/", "hetzelfde in tabellen, met wat eruit volgt",
        "de peildatum van de run die het maakte", "elke run maakt het opnieuw; een oud exemplaar beantwoordt niets",
    ),
    "outbox_days": Term(
        "outbox", "outbox/", "bestanden voor meldpunten en incassobureaus: namen, adressen, contactgegevens",
        "aanlevering", "tijd om te uploaden en na te vragen; daarna bewijst de som in het register elke kopie",
    ),
    "contact_days": Term(
        "contact", "delivered/", "telefoonnummers en e-mailadressen in de regels zoals zij vertrokken",
        "aanlevering", "koppelen en intrekken hebben ze niet nodig",
    ),
    "lines_days": Term(
        "lines", "delivered/", "de regels zoals zij vertrokken: naam en adres",
        "intrekking of afsluiting van de melding", "late terugkoppeling wordt ermee gekoppeld; zolang een melding loopt "
        "wordt de intrekking ervan gemaakt",
    ),
    "inbox_days": Term(
        "inbox", "inbox/archive/, inbox/quarantine/", "terugkoppelbestanden van gemeenten",
        "de dag waarop zij zijn gelezen", "tijd om een rij na te slaan; wat zij zeiden staat zonder namen in het register",
    ),
    "unmatched_days": Term(
        "inbox", "inbox/archive/", "terugkoppelbestanden met een rij die nog niemand heeft afgehandeld",
        "de dag waarop zij zijn gelezen", "een huurder die hulp accepteerde mag niet zoekraken",
    ),
    "evidence_days": Term(
        "evidence", "evidence/signals/", "waarop elke melding steunt: nummers, datums, bedragen, verwijzingen naar brieven",
        "intrekking of afsluiting van de melding", "een rechter kan ernaar vragen tot de vordering is afgewikkeld, en "
        "enige tijd daarna",
    ),
    "evidence_years": Term(
        "evidence", "evidence/signals/", "hetzelfde, wat er ook van de vordering werd",
        "aanlevering", "huurvorderingen verjaren na vijf jaar (BW art. 3:308)",
    ),
    "decisions_days": Term(
        "decisions", "evidence/decisions_*.parquet", "waarom elke huurachterstand niet is gemeld",
        "de peildatum", "vragen daarover komen snel; daarna blijven aantallen per reden over, en zo lang als de onderbouwing "
        "van een melding de beoordelingen waarin een bezwaar of een ontbrekende overeenkomst met de gemeente het melden belette",
    ),
    "worklists_days": Term(
        "worklists", "worklists/", "lijsten en brieven voor eigen medewerkers",
        "de dag waarop zij zijn geschreven", "elke run maakt ze opnieuw; verstuurde brieven horen in het eigen archief",
    ),
    "reports_days": Term(
        "reports", "reports/", "dagrapporten", "de dag waarop zij zijn geschreven", "een half jaar terugkijken",
    ),
    "dossiers_days": Term(
        "dossiers", "reports/dossiers/, reports/subjects/", "dossiers en antwoorden op inzageverzoeken",
        "de dag waarop zij zijn geschreven", "zolang hun grond wordt bewaard zijn zij altijd opnieuw te maken",
    ),
    "preview_days": Term(
        "preview", "preview/", "wat een proefrun zou hebben gemaakt", "de dag waarop het is geschreven",
        "wordt één keer bekeken",
    ),
    "backup_days": Term(
        "backup", "backup/", "met de hand gemaakte kopieën; de eigen kopie van het register volgt het register",
        "de dag waarop zij zijn geschreven", "een oude kopie zou bewaren wat sindsdien is verwijderd",
    ),
    "dagster_days": Term(
        "dagster", "dagster/", "de geschiedenis van runs: aantallen en sommen, geen persoonsgegevens",
        "het einde van de run", "genoeg om een storing uit te zoeken",
    ),
    "register_years": Term(
        "register", "register.duckdb, backup/register.jsonl", "gebeurtenissen: nummers, datums, bedragen, sommen",
        "het einde van het jaar", "zo lang als de onderbouwing; een jaar gaat in zijn geheel en laat zijn laatste som na",
    ),
}  # fmt: skip
