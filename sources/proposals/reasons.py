"""Why a sheet gives none of our tables: which table it looks like, which titles say so, and what is missing.

Belongs here: seeing it. Does not belong here: choosing (recognition/sheets.py), or the rest of what `map` says
(documents/proposal_report.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sources.recognition.abbreviated import with_names_spelled_out
from sources.words.blocks import Sheet
from sources.words.choices import choices_of, first_titles
from sources.words.months import months_of
from sources.words.needs import BY_NAME, NEEDS, REFERENCES, points_to
from sources.words.profile import look_at
from sources.words.ways import is_known, tables

MOST_TITLES = 8
# Our column -> what a sheet must have for it, in words.
WHAT: Mapping[str, str] = {
    "lease_id": "een contractnummer (of een nummer of naam die ook in de contractenlijst staat)",
    "tenant_id": "een huurdernummer (of een nummer of naam die ook in de contractenlijst staat)",
    "landlord_id": "een nummer of naam van de opdrachtgever", "booked_on": "een boekdatum", "amount": "een kolom met een bedrag",
    "started_on": "een ingangsdatum of adres", "last_name": "een naam", "name": "een naam", "open_rent": "een saldo",
    "clause_accepted_on": "de datum van het mandaat of de verwerkersovereenkomst", "performed_on": "een datum",
    "action_type": "de soort brief of actie, of een kolom met datums per brief", "received_on": "een datum van ontvangst",
    "agreed_on": "een datum van de afspraak", "handed_over_on": "een datum van overdracht", "announced_on": "een datum",
    "reported_on": "een datum van de melding", "reported_by": "wie het meldde", "charge_entry_id": "het nummer van de vordering",
    "credit_entry_id": "het nummer van de ontvangst", "municipality_code": "een gemeentecode",
    "signed_on": "een datum van tekenen", "system": "het meldsysteem", "postcode": "een postcode", "field": "welk gegeven",
}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """Why a sheet gives nothing.

    Attributes:
        titles: the titles that were seen; none where no line holds titles.
        table: the table it looks like most, if any. found: the titles that say so. missing: what it lacks, in words.
        lacks: the same, as columns of ours.
    """

    titles: tuple[str, ...] = ()
    table: str = ""
    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def why_not(sheet: Sheet) -> Reason:
    """Why a sheet gives none of our tables; its titles as they stand in its file."""
    (sheet,) = with_names_spelled_out([sheet])
    layout = look_at(sheet.rows, is_known)
    if layout is None:
        return Reason()
    titles = tuple(sheet.in_file(each.title) for each in layout.columns)
    best = Reason(titles)
    most = (0, 0.0)
    for table in tables():
        choices = choices_of(table, layout)
        given = {name: choice.profile.title for name, choice in choices.items()}
        steps = [profile.title for profile in first_titles(table, "steps", layout).values()]
        given |= {"steps": steps[0]} if steps else {}
        also = first_titles(table, "also", layout)
        given |= {"amount": also["debit"].title} if {"debit", "credit"} <= also.keys() else {}
        if table == "ledger_entries" and (months := months_of(layout, sheet.sheet or "")):
            given |= {"amount": months.profiles[0].title, "booked_on": months.profiles[0].title}
        missing = [group for group in NEEDS[table] if not given.keys() & set(group)]
        own = [name for name in given if name not in REFERENCES]
        score = (2 * points_to(table, sheet) + len(own), -len(missing) / len(NEEDS[table]))
        if own and score > most and (table not in BY_NAME or points_to(table, sheet)):
            most = score
            found = tuple(dict.fromkeys(sheet.in_file(given[name]) for name in own))
            lacks = tuple(group[0] for group in missing)
            best = Reason(titles, table, found, tuple(WHAT[each] for each in lacks), lacks)
    return best
