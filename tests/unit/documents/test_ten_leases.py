"""`explain` without a number: ten leases of as many different outcomes as there is room for, the same ones each time."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from documents.ten_leases import MANY, Ten, chosen, square_leases, ten_text

DAY = date(2026, 11, 20)


@pytest.fixture
def kept(tmp_path):
    """Evidence with a lease of each (number, amount, days, reasons, why it is held back)."""

    def kept(*leases):
        con, path = duckdb.connect(), tmp_path / "decisions.parquet"
        con.execute("""create table d (lease_id varchar, amount_in_arrears decimal(18, 2), days_in_arrears integer,
            blocking_reasons varchar[], held_back_why varchar, written_reminder_on date, sharing_offer_on date)""")
        rows = [(*lease, *[None] * (5 - len(lease)), date(2026, 9, 1), date(2026, 10, 5)) for lease in leases]
        con.executemany("insert into d values (?, ?, ?, ?, ?, ?, ?)", rows)
        con.execute("create table e as select *, if(len(blocking_reasons) = 0, 'deliver', 'blocked') as decision from d")
        con.table("e").write_parquet(str(path))
        return path

    return kept


def leases(ten):
    return [row["lease_id"] for row in ten.leases]


def test_who_is_reported_comes_first_then_of_each_reason_the_largest_that_none_before_it_shows(kept):
    path = kept(
        ("A1", "900", 80, []), ("A2", "800", 80, []), ("A3", "999", 80, [], "later_fact"), ("A4", "700", 80, []),
        ("B1", "5000", 80, ["objection", "no_mandate"]), ("B2", "100", 80, ["no_mandate"]), ("B3", "200", 80, ["objection"]),
        ("C1", None, 50, ["ledger_inconsistent"]),
    )  # fmt: skip
    found = leases(chosen(duckdb.connect(), path))
    assert found[:2] == ["A3", "A1"]  # of the largest, one that is held back and one that leaves
    assert found[2:4] == ["A2", "A4"] and found[4:6] == ["B1", "C1"] and len(found) == 8


def test_reasons_for_which_there_is_no_room_are_named_and_who_is_almost_reported_or_owes_nothing_comes_where_there_is(kept):
    many = [(f"L{n:02}", str(n), 80, [f"reason_{n:02}"]) for n in range(1, 13)]
    ten = chosen(duckdb.connect(), kept(("A1", "900", 80, []), *many), ["Q1"])
    assert len(ten.leases) == MANY and not ten.square and ten.not_shown == ["reason_10", "reason_11", "reason_12"]
    assert "Ook, maar niet hierbij: reason 10, reason 11, reason 12." in ten_text(ten, DAY, "")

    few = kept(("A1", "900", 80, []), *((f"U{n}", "10", n, ["under_30_days"]) for n in range(10, 29)))
    ten = chosen(duckdb.connect(), few, ["Q1", "Q2"])
    assert leases(ten)[:3] == ["A1", "U28", "U27"] and ten.square == ["Q1", "Q2"] and len(ten.leases) == MANY - 2


def test_each_lease_is_one_line_with_its_amount_its_days_and_what_made_it_reportable_or_did_not(kept):
    path = kept(("A1", "1234.5", 80, []), ("B1", "49.99", 9, ["under_30_days", "no_mandate"]), ("H1", "60", 40, [], "later_fact"))
    text = "\n".join(ten_text(chosen(duckdb.connect(), path, ["Q1"]), DAY, " --preview"))
    assert "A1  € 1.234,50    80 dagen  WORDT GEMELD: herinnering 01-09-2026, aanbod 05-10-2026" in text
    assert "B1     € 49,99     9 dagen  niet: nog geen 30 dagen, geen mandaat opdrachtgever" in text
    assert "WORDT GEMELD, maar vastgehouden (sindsdien is iets bekend dat melden tegenhoudt): " in text
    assert "Q1           –              geen achterstand" in text and text.startswith("4 contracten, peildatum 20-11-2026.")
    assert text.endswith("\nKlopt er een niet: vroegsignaal explain CONTRACTNUMMER --preview")


def test_where_nobody_owes_anything_that_is_said():
    assert ten_text(Ten(), DAY, "") == ["Op 20-11-2026 had geen contract een huurachterstand: er is niets beoordeeld."]


def test_who_owes_nothing_is_sought_among_running_dwellings_of_the_last_run_alone(kept):
    path, con = kept(("L1", "900", 80, [])), duckdb.connect()
    assert square_leases(con, path, DAY) == []
    con.execute(
        "create schema landing; create schema staging; create table staging.stg_run_parameters as select ? as as_of_date", [DAY]
    )
    con.execute("""create table landing.leases as select * from (values ('L1', 'dwelling', null), ('L2', 'parking', null),
        ('L3', 'dwelling', date '2026-11-01'), ('L4', 'dwelling', null)) as t(lease_id, unit_type, ended_on),
        (select date '2020-01-01' as started_on)""")
    assert square_leases(con, path, DAY) == ["L4"] and square_leases(con, path, date(2026, 10, 20)) == []
