"""Codes of a VERA export for which the mapping must have a word: each kind of code as a query that counts.

Belongs here: which codes are looked at, and whether one without meaning refuses the load. Does not belong here: what a code means
(defaults.toml and mapping.toml), other checks (check_list.py), or running them (checks.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from sources.findings import Severity


@dataclass(frozen=True)
class CodeCheck:
    """Codes in the data for which the mapping has no word. `sql` gives (code, how often)."""

    source: str
    heading: str
    sql: str
    severity: Severity = "refused"


CODE_CHECKS = (
    CodeCheck(
        "vera/boekingen", "boeking.soorten",
        """select concat(coalesce(soort, '-'), '/', coalesce(detail_soort, '-')), sum(bookings) from vera.soorten
        where kind is null group by 1""",
    ),
    CodeCheck(
        "vera/boekingen", "boeking.status",
        """select status, count(*) from vera.boekingen
        where status is not null and status not in (select code from mapping.boeking_status) group by 1""",
    ),
    CodeCheck(
        "vera/overeenkomsten", "overeenkomst.soorten",
        "select soort, count(*) from vera.overeenkomsten where meaning is null group by 1",
    ),
    CodeCheck(
        "vera/overeenkomsten", "overeenkomst.status",
        "select status, count(*) from vera.overeenkomsten where meaning = 'huur' and state is null group by 1",
    ),
    CodeCheck(
        "vera/eenheden", "eenheid.soorten",
        "select soort, count(*) from vera.eenheden where soort is not null and unit_type is null group by 1",
    ),
    CodeCheck(
        "vera/relaties", "relatie.soorten",
        """select soort, count(*) from vera.relaties where meaning is null
        and id in (select tenant_id from landing.tenants) group by 1""",
    ),
    CodeCheck(
        "vera/betalingsregelingen", "betalingsregeling.status",
        "select status, count(*) from vera.regelingen where meaning is null group by 1",
    ),
    CodeCheck(
        "vera/externe-incassos", "externe_incasso.status",
        "select status, count(*) from vera.incassos where meaning is null group by 1",
    ),
    CodeCheck(
        "vera/contactmomenten", "contactmoment.kanaal",
        """select kanaal, count(*) from vera.contacten where action_type is not null and kanaal is not null
        and mapped_channel is null group by 1""",
    ),
    # Most contacts are about something else, and a contact left out is evidence less, never a signal more.
    CodeCheck(
        "vera/contactmomenten", "contactmoment.regel",
        """select concat_ws('/', coalesce(soort, '-'), coalesce(kanaal, '-'), coalesce(richting, '-')), count(*)
        from vera.contacten where action_type is null group by 1""",
        "warning",
    ),
)  # fmt: skip
