"""Why no mandate covers a lease, as `explain` says it."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from documents.mandates import DAYS, why_no_mandate

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def con():
    con = duckdb.connect()
    con.execute("create schema landing; create schema staging")
    con.execute("create table staging.stg_run_parameters as select ? as as_of_date", [DAY])
    con.execute(f"create table landing.mandates (mandate_id text, landlord_id text, complex_id text, valid_until date, "
                f"{', '.join(f'{each} date' for each in DAYS)})")  # fmt: skip
    past = date(2024, 2, 1)
    con.executemany(
        "insert into landing.mandates values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            ("M1", "V1", "C1", date(2026, 3, 31), *[past] * 5),
            ("M2", "V1", None, None, past, None, past, past, past),
            ("M3", "V2", None, None, past, past, past, past, date(2027, 1, 1)),
        ],
    )
    return con


@pytest.mark.parametrize(
    ("landlord", "complex_id", "why"),
    [
        ("V1", "C1", "mandaat M1 voor complex C1: liep af op 31-03-2026"),
        ("V1", "C2", "mandaat M2 voor alle complexen: geen dag bij 'opdrachtgever ingelicht'"),
        ("V2", None, "mandaat M3 voor alle complexen: 'geldig vanaf' pas 01-01-2027"),
        ("V3", "C9", "van opdrachtgever V3 is er geen mandaat, ook niet voor complex C9"),
    ],
)
def test_the_mandate_that_ended_or_the_day_that_it_lacks_is_named(con, landlord, complex_id, why):
    assert why_no_mandate(con, landlord, complex_id, DAY) == why


def test_of_a_landlord_that_no_list_knows_that_is_said_and_of_another_day_nothing(con):
    unknown = why_no_mandate(con, "V9", None, DAY, is_landlord_known=False)
    assert unknown == "opdrachtgever V9 staat niet in de lijst van opdrachtgevers"
    assert why_no_mandate(con, "V1", "C1", date(2026, 10, 20)) == why_no_mandate(duckdb.connect(), "V1", "C1", DAY) == ""
