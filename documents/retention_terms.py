"""What each retention term is about and why it is as long as it is, in Dutch: privacy officers read this.

Belongs here: place, contents, first day and reason of each class of data. Does not belong here: the lengths
(exports/keeping/retention.py) or the page (processing_register.py).

No law gives a term for signals at their sender; AVG art. 5(1)(e) asks for no longer than needed. Each term says what it is
needed for, and is a choice that a property manager's privacy officer may change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One class of data: where it lies, what it is, from when its term runs, and why it is kept so long."""

    name: str
    place: str
    what: str
    runs_from: str
    reason: str


# The key is the setting; two settings that limit one class stand side by side.
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
