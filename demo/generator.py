"""A large made-up portfolio, made fast, for measuring how the product behaves with a hundred thousand leases.

Belongs here: bulk, in SQL, with every table consistent and the shares of an ordinary portfolio: about 8 in 100 leases
in arrears on `LARGE_AS_OF` and about 2.7 in 100 to be reported. Does not belong here: lifelike detail and rare
situations (portfolio.py has those).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from demo.landing_files import DemoRefused
from demo.people import INITIALS, PLAIN_SURNAMES
from demo.places import MUNICIPALITIES, WITHOUT_AGREEMENT
from exports.ground.files import PRIVATE_FILE, ensure_dir

LARGE_AS_OF = date(2026, 4, 20)
LANDLORDS = 40
LEASES_A_COMPLEX, LEASES_A_POSTCODE = 100, 20
MOST_LEASES = 6_000_000  # as many as there are made-up postcodes for

# Each lease draws its course of 10,000: reported unless its place or mandate forbids; open since the newest month only;
# open for longer with one step missing or one fact against it; the rest have paid.
OPEN_LONG, OPEN_RECENTLY, OPEN_AND_BLOCKED = 311, 620, 838

MACROS = """
CREATE MACRO chance(number, topic) AS (hash(number, topic, $seed) % 10000)::INTEGER;
CREATE MACRO pick(number, topic, choices) AS choices[1 + (hash(number, topic, $seed) % len(choices))::INTEGER];
"""

WORKING_TABLES = (
    """CREATE TEMP TABLE place AS
    SELECT complex, 'LL' || lpad((complex % $landlords)::VARCHAR, 2, '0') AS landlord_id, complex % 2 = 0 AS allocates,
           CASE WHEN chance(complex, 'place') < 9600 THEN pick(complex, 'where', $agreed)
                ELSE pick(complex, 'where', $not_agreed) END AS municipality_code
    FROM range(0, (($leases - 1) // $complex_size) + 1) AS complexes(complex)""",
    """CREATE TEMP TABLE lease AS
    WITH numbered AS (SELECT n, (n - 1) // $complex_size AS complex FROM range(1, $leases + 1) AS leases(n)),
    drawn AS (
        SELECT n, place.*, chance(n, 'course') AS draw, chance(n, 'habit') < 1000 AS is_late,
               (60000 + (hash(n, 'rent', $seed) % 100000)) / 100 AS rent, (n - 1) // $postcode_size AS area,
               CASE WHEN chance(n, 'start') < 1000
                    THEN DATE '2026-04-01' - to_months(3 + (hash(n, 'months', $seed) % 28)::INTEGER)
                    ELSE DATE '2026-04-01' - to_months(40 + (hash(n, 'months', $seed) % 200)::INTEGER)
               END::DATE AS started_on
        FROM numbered JOIN place USING (complex)
    )
    SELECT *, 'L' || lpad(n::VARCHAR, 7, '0') AS lease_id, 'T' || lpad(n::VARCHAR, 7, '0') AS tenant_id,
           (1000 + (area // 36) % 9000)::VARCHAR || 'FIOQUY'[1 + (area // 6) % 6] || 'FIOQUY'[1 + area % 6] AS postcode,
           ((n - 1) % $postcode_size + 1)::VARCHAR AS house_number,
           CASE WHEN draw < $open_long OR draw BETWEEN $open_recently AND $open_and_blocked - 1
                THEN (DATE '2026-03-01' - to_months((hash(n, 'behind', $seed) % 4)::INTEGER))::DATE
                WHEN draw < $open_recently THEN DATE '2026-04-01' END AS unpaid_from,
           CASE WHEN draw BETWEEN $open_recently AND $open_and_blocked - 1 THEN
                pick(n, 'against', ['contact', 'summons', 'letters', 'objection', 'arrangement', 'window', 'deceased'])
           END AS against,
           chance(n, 'unit') < 300 AS is_parking, chance(n, 'end') < 150 AS has_ended
    FROM drawn""",
    """CREATE TEMP TABLE due AS
    SELECT lease_id, n, rent::DECIMAL(18, 2) AS rent, is_late, allocates, unpaid_from, m, due_on::DATE AS due_on,
           chance(n * 1000 + m, 'storno') < 100 AND due_on < DATE '2026-04-01' AS fails,
           least(CASE WHEN is_late THEN due_on + (2 + hash(n, m, $seed) % 24)::INTEGER
                      ELSE due_on - (hash(n, m, $seed) % 4)::INTEGER END, DATE '2026-04-19')::DATE AS paid_on
    FROM lease,
         (SELECT m, (DATE '2026-05-01' - to_months(m::INTEGER))::DATE AS due_on FROM range(0, $months) AS back(m))
    WHERE due_on >= started_on AND NOT (has_ended AND due_on > DATE '2026-03-31')""",
    """CREATE TEMP TABLE paid AS
    SELECT *, 'P' || lease_id || '-' || m AS entry_id, rent AS amount FROM due
    WHERE due_on < coalesce(unpaid_from, DATE '2026-05-01')""",
)

LANDING_TABLES = {
    "landlords": """
        SELECT DISTINCT landlord_id, 'Belegger ' || landlord_id AS name, landlord_id = 'LL38' AS is_small_landlord
        FROM place ORDER BY landlord_id""",
    "leases": """
        SELECT lease_id, tenant_id, landlord_id, 'CX' || lpad(complex::VARCHAR, 6, '0') AS complex_id,
               CASE WHEN is_parking THEN 'parking' ELSE 'dwelling' END AS unit_type, 'Voorbeeldstraat' AS street,
               house_number, NULL::VARCHAR AS house_number_suffix, postcode, 'Voorbeeld' AS city,
               rent::DECIMAL(18, 2) AS monthly_rent, started_on,
               CASE WHEN has_ended THEN DATE '2026-03-31' END AS ended_on
        FROM lease""",
    "tenants": """
        SELECT tenant_id, CASE WHEN chance(n, 'kind') < 50 THEN 'organisation' ELSE 'person' END AS tenant_type,
               CASE WHEN against = 'deceased' THEN DATE '2026-04-02' END AS deceased_on,
               pick(n, 'name', $surnames) AS last_name,
               CASE WHEN chance(n, 'prefix') < 2500 THEN 'van der' END AS name_prefix,
               pick(n, 'initial', $initials) || '.' AS initials,
               '0200000' || lpad((hash(n, 'phone', $seed) % 7)::VARCHAR, 3, '0') AS phone_1, NULL::VARCHAR AS phone_2,
               NULL::VARCHAR AS phone_3, 'huurder.' || lower(tenant_id) || '@voorbeeld.example' AS email
        FROM lease""",
    "ledger_entries": """
        SELECT 'C' || lease_id || '-' || m AS entry_id, lease_id, 'charge' AS entry_type, 'rent' AS category,
               due_on - 11 AS booked_on, due_on, rent AS amount, NULL::VARCHAR AS reverses_entry_id
        FROM due
        UNION ALL
        SELECT entry_id, lease_id, 'payment', NULL, paid_on, NULL, amount, NULL FROM paid
        UNION ALL
        SELECT 'R' || lease_id || '-' || m, lease_id, 'reversal', NULL, least(paid_on + 4, DATE '2026-04-19'), NULL,
               amount, entry_id FROM paid WHERE fails
        UNION ALL
        SELECT 'Q' || lease_id || '-' || m, lease_id, 'payment', NULL, least(paid_on + 9, DATE '2026-04-19'), NULL,
               amount, NULL FROM paid WHERE fails""",
    "allocations": """
        SELECT entry_id AS credit_entry_id, 'C' || lease_id || '-' || m AS charge_entry_id, amount,
               paid_on AS allocated_on
        FROM paid WHERE allocates
        UNION ALL
        SELECT 'Q' || lease_id || '-' || m, 'C' || lease_id || '-' || m, amount, least(paid_on + 9, DATE '2026-04-19')
        FROM paid WHERE allocates AND fails""",
    "mandates": """
        SELECT DISTINCT 'MD' || landlord_id AS mandate_id, landlord_id, NULL::VARCHAR AS complex_id,
               DATE '2022-01-05' AS clause_accepted_on, DATE '2021-12-01' AS landlord_informed_on,
               DATE '2022-01-10' AS processing_registered_on, DATE '2022-01-08' AS processor_agreement_signed_on,
               DATE '2022-01-15' AS valid_from, NULL::DATE AS valid_until
        FROM place WHERE landlord_id <> 'LL39' ORDER BY mandate_id""",
    "optional_field_agreements": """
        SELECT DISTINCT landlord_id, field, DATE '2022-01-15' AS agreed_on, NULL::DATE AS ended_on
        FROM place, (SELECT unnest(['initials', 'street', 'house_number_suffix', 'city', 'phone', 'email']) AS field)
        WHERE allocates ORDER BY landlord_id, field""",
    "municipalities": "SELECT unnest($codes) AS municipality_code, unnest($names) AS name",
    "municipality_agreements": """
        SELECT 'MA' || code AS agreement_id, code AS municipality_code, DATE '2021-11-01' AS applied_on,
               DATE '2022-01-01' AS signed_on, NULL::DATE AS ended_on,
               CASE WHEN hash(code, $seed) % 3 = 0 THEN 'vps' ELSE 'ris_matching' END AS system,
               NULL::DECIMAL(18, 2) AS minimum_amount
        FROM (SELECT unnest($agreed) AS code)""",
    "postcodes": """
        SELECT postcode, house_number,
               CASE WHEN area % 500 = 7 AND n % $postcode_size > 10 AND municipality_code <> $agreed[1] THEN $agreed[1]
                    ELSE municipality_code END AS municipality_code
        FROM lease""",
    "collection_actions": """
        WITH step AS (
            SELECT * FROM (VALUES
                ('1', 'reminder_letter', 'post', 4), ('2', 'phone_call', 'phone', 9),
                ('3', 'demand_letter', 'email', 14), ('4', 'summons_letter', 'post', 35)
            ) AS steps(step, action_type, channel, days)
        ), taken AS (
            SELECT lease_id, step, action_type, channel, unpaid_from AS due_on,
                   CASE WHEN against = 'window' AND step = '4' THEN DATE '2026-04-16'
                        ELSE unpaid_from + days END AS performed_on
            FROM lease, step
            WHERE unpaid_from IS NOT NULL
                  AND NOT coalesce((against = 'contact' AND step = '2') OR (against = 'summons' AND step = '4')
                                   OR (against = 'letters' AND step <> '2'), false)
            UNION ALL
            SELECT lease_id, step, action_type, channel, due_on, due_on + days
            FROM paid, step WHERE is_late AND due_on + days < paid_on
        )
        SELECT 'A' || lease_id || '-' || step || '-' || strftime(due_on, '%y%m') AS action_id, lease_id, action_type,
               channel, performed_on, NULL::VARCHAR AS document_ref
        FROM taken WHERE performed_on <= DATE '2026-04-20'""",
    "objections": """
        SELECT 'O' || lease_id AS objection_id, tenant_id, DATE '2026-04-14' AS received_on, NULL::DATE AS withdrawn_on,
               'landlord' AS received_by
        FROM lease WHERE against = 'objection'""",
    "payment_arrangements": """
        SELECT 'B' || lease_id AS arrangement_id, lease_id, DATE '2026-04-11' AS agreed_on, NULL::DATE AS ended_on,
               NULL::DATE AS broken_on
        FROM lease WHERE against = 'arrangement'""",
    "eviction_notices": """
        SELECT 'N' || lease_id AS notice_id, lease_id, DATE '2026-04-10' AS announced_on,
               DATE '2026-05-12' AS eviction_on, NULL::DATE AS cancelled_on
        FROM lease WHERE draw < 10""",
    "collection_cases": """
        SELECT 'K' || lease_id AS case_id, lease_id,
               pick(n, 'agency', ['incasso-noord', 'deurwaarder-zuid']) AS agency_id,
               'D-' || lease_id AS agency_reference, DATE '2026-04-08' AS handed_over_on, NULL::DATE AS ended_on
        FROM lease WHERE draw < 60""",
    "export_info": "SELECT DATE '2026-04-19' AS bank_cut_off_on",
}  # fmt: skip


def write_large(folder: Path, leases: int, months: int = 36, seed: int = 1) -> None:
    """Write all landing tables of `leases` leases as Parquet: a charge and, where paid, a payment a month each.

    The situation is that of `LARGE_AS_OF`, 2026-04-20; the month charged last is May. Half of the landlords allocate
    payments explicitly. The same arguments give the same rows under one version of DuckDB (its hash draws the lots).

    Args:
        folder: an empty or absent folder; made with mode 0700, its files 0600.
        leases: how many leases, at most 6,000,000.
        months: how many months of rent are charged to a lease that is old enough, 1 at least.
        seed: another seed draws other lots; the shares stay.

    Raises:
        DemoRefused: the folder holds something already.
        ValueError: fewer than one or more than 6,000,000 leases, or no month.
    """
    if not 1 <= leases <= MOST_LEASES or months < 1:
        raise ValueError(f"leases has to be from 1 to {MOST_LEASES} and months 1 or more")
    if folder.exists() and any(folder.iterdir()):
        raise DemoRefused("the folder is not empty; a made-up portfolio never goes beside other tables")
    ensure_dir(folder)
    words = _words(leases, months, seed)
    with _owner_only(), duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")  # shown where DuckDB takes the process for a session at a keyboard
        for statement in (*MACROS.strip().split("\n"), *WORKING_TABLES):
            connection.execute(_filled(statement, words))
        for table, query in LANDING_TABLES.items():
            target = folder / f"{table}.parquet"
            connection.execute(f"COPY ({_filled(query, words)}) TO '{_quoted(target)}' (FORMAT parquet)")
            target.chmod(PRIVATE_FILE)


def _words(leases: int, months: int, seed: int) -> dict[str, str]:
    """The words that stand in the statements as $name, as SQL: macros and COPY take no parameters."""
    agreed = [code for code in MUNICIPALITIES if code not in WITHOUT_AGREEMENT]
    values: dict[str, int | list[str]] = {
        "leases": leases, "months": months, "seed": seed, "landlords": LANDLORDS, "complex_size": LEASES_A_COMPLEX,
        "postcode_size": LEASES_A_POSTCODE, "open_long": OPEN_LONG, "open_recently": OPEN_RECENTLY,
        "open_and_blocked": OPEN_AND_BLOCKED, "agreed": agreed, "not_agreed": sorted(WITHOUT_AGREEMENT),
        "codes": list(MUNICIPALITIES), "names": [place.name for place in MUNICIPALITIES.values()],
        "surnames": list(PLAIN_SURNAMES), "initials": list(INITIALS),
    }  # fmt: skip
    return {name: _literal(value) for name, value in values.items()}


def _literal(value: int | list[str]) -> str:
    if isinstance(value, int):
        return str(value)
    return "[" + ", ".join(f"'{_quoted(word)}'" for word in value) + "]"


def _quoted(value: object) -> str:
    return str(value).replace("'", "''")


def _filled(statement: str, words: dict[str, str]) -> str:
    for name in sorted(words, key=len, reverse=True):
        statement = statement.replace(f"${name}", words[name])
    return statement


@contextmanager
def _owner_only() -> Iterator[None]:
    """Files that DuckDB makes are readable by their owner only, from the first byte."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
