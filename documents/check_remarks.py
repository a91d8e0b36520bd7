"""What is odd in loaded landing tables without refusing them, for `check`: one Dutch line each.

Belongs here: those remarks. Does not belong here: what is refused (check.py), names and addresses (check_names.py), or figures to
compare (check_figures.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import duckdb

from documents.check_names import name_remarks, places_of_leases
from documents.check_words import rows_in_words
from documents.receipts_words import in_dutch, silence_in_dutch
from exports.ground.duck import count_of
from sources.guards.places import MadeOf
from sources.landing import LandingReport
from sources.prepare import OUR_PLACES
from sources.receipts import receipts_of, silence_of

NOTHING_LEAVES = "Er gaan dan geen meldingen en brieven uit."
OWN_ADDRESSES = (
    "Postcodes: dat zijn alleen uw eigen adressen. Of een postcode ook in een andere gemeente ligt, is daaraan niet te zien, en "
    "RIS Matching verdeelt op de postcode alleen. Zet het adressenbestand van het CBS als zip in landing/cbs/, of lever een "
    "lijst met elk adres van uw postcodes."
)
# How many dwellings are reported by postcode alone, where the table has no address but those of the contracts.
OF_OWN_ADDRESSES = """select count(*) from landing.leases as l where l.unit_type = 'dwelling'
    and upper(replace(l.postcode, ' ', '')) in (select p.postcode from landing.postcodes as p
        join landing.municipality_agreements as a using (municipality_code) where a.system = 'ris_matching')
    and not exists (select 1 from landing.postcodes as p where p.house_number is null or (p.postcode, p.house_number) not in
        (select (upper(replace(postcode, ' ', '')), house_number) from landing.leases
            where postcode is not null and house_number is not null))"""
# (number, what it means where the number is above 0)
QUESTIONS = (
    (
        "select count(*) from landing.leases where unit_type = 'dwelling' and (house_number is null or postcode is null)",
        "{n} van een woning zonder postcode of huisnummer: niet te melden{waar}. Vul die aan in uw systeem; staan zij er wel, "
        "dan leest mapping.toml ze niet: zie de let-op over adressen, of kijk bij leases naar postcode en house_number.",
    ),
    (
        """select count(*) from landing.leases as l where unit_type = 'dwelling' and (ended_on is null or ended_on >= ?)
        and upper(replace(postcode, ' ', '')) not in (select postcode from landing.postcodes)""",
        "{n} van een woning met een postcode die niet in de tabel postcodes staat: gemeente onbekend, en zo niet te melden{waar}."
        " Klopt de postcode, dan ontbreekt zij in de lijst of de zip waaruit die tabel komt.",
    ),
    (
        """select count(*) from landing.leases as l where landlord_id not in (select landlord_id from landing.mandates)
        and unit_type = 'dwelling' and (ended_on is null or ended_on >= ?)""",
        "{n} van een woning waarvan de opdrachtgever geen enkel mandaat heeft{waar}.",
    ),
    (
        """select count(*) from landing.leases as l where exists (select 1 from landing.ledger_entries as e
        where e.lease_id = l.lease_id and e.entry_type = 'payment' and e.booked_on < l.started_on - interval 2 month)""",
        "{n} met ontvangsten van ver vóór de ingang van het contract{waar}: van een vorige huurder? Dan lijkt er minder open te "
        "staan.",
    ),
)


def remarks(
    con: duckdb.DuckDBPyConnection,
    report: LandingReport,
    as_of: date,
    max_age_days: int,
    today: date | None = None,
    made_of: Mapping[str, MadeOf] | None = None,
    missing: Collection[str] = (),
) -> tuple[str, ...]:
    """What is odd in loaded tables without refusing them: one Dutch line each. `made_of`: where mapped rows stand; `missing`:
    tables of which nothing can be said yet.
    """
    found = []
    for sql, text in QUESTIONS:
        if any(f"landing.{table} " in f"{sql} ".replace(")", " ") for table in missing):
            continue
        values = [as_of] if "?" in sql else []
        count = count_of(con, sql, values)
        if count:
            at = places_of_leases(con, report, (made_of or {}).get("leases"), sql, values)
            found.append("Huurovereenkomsten: " + text.format(n=rows_in_words(count), waar=at))
    if "postcodes" in (made_of or {}) and "postcodes" not in missing and count_of(con, OF_OWN_ADDRESSES):
        found.append(OWN_ADDRESSES)
    found += name_remarks(con, report, as_of, made_of or {})
    receipts = receipts_of(con, as_of, today)
    if "ledger_entries" in missing:
        pass
    elif not receipts.are_fresh(max_age_days):
        found.append(f"{in_dutch(receipts)} {NOTHING_LEAVES}")
    if silence := silence_of(con, receipts):
        found.append(silence_in_dutch(silence))
    strangers = [name for name in report.ignored_files if name not in OUR_PLACES]
    if strangers:
        found.append(f"Overgeslagen, want geen tabel van ons: {', '.join(strangers)}.")
    return tuple(found)
