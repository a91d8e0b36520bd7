"""A home that was sieved and one that was not, side by side: every mart, export and outgoing file is the same.

Belongs here: whole runs after a sieve by processes of this machine. Its parts: tests/unit/distribution.
"""

from __future__ import annotations

import os
import shutil
import sys
import time

import duckdb
import pytest

from bench.equal import differences
from demo.portfolio import DEMO_AS_OF
from distribution import local
from tests.builders import Portfolio, allocation, objection, payment, reversal, stated_balance
from tests.support.day import Place, machine_date
from tests.support.portfolios import three_desks
from tests.support.sieving import assert_same, files

FIRST, SECOND, THIRD = "2026-04-20", "2026-04-27", "2026-05-20"

# A worker that dies once, at the end of its first bucket: everything is written, nothing is reported.
DIES_ONCE = """
import os, signal, sys
from pathlib import Path
from distribution import bucket
judge = bucket.judge
def dying(con, task, place):
    report = judge(con, task, place)
    if not Path({flag!r}).exists():
        Path({flag!r}).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return report
bucket.KINDS["judge"] = dying
bucket.main()
"""
DIES_ALWAYS = """
import os
from distribution import bucket
bucket.KINDS["judge"] = lambda *_: os.kill(os.getpid(), 9)
bucket.main()
"""


def many_leases(count: int = 200) -> Portfolio:
    """Six leases at three desks, of which one is paid from another's money, among many that are in order."""
    portfolio = three_desks()
    for number in range(100, 100 + count):
        name = f"Q{number}"
        portfolio.add_lease(name)
        charge = next(r for r in portfolio.tables["ledger_entries"] if r["lease_id"] == name)
        portfolio.add(
            payment(entry_id=f"P{name}", lease_id=name, amount="1000.00", booked_on="2026-03-02"),
            allocation(credit_entry_id=f"P{name}", charge_entry_id=charge["entry_id"], amount="1000.00"),
        )
    of_l2 = next(r for r in portfolio.tables["ledger_entries"] if r["lease_id"] == "L2")
    return portfolio.add(
        payment(entry_id="PQ", lease_id="Q150", amount="25.00"),
        allocation(credit_entry_id="PQ", charge_entry_id=of_l2["entry_id"], amount="25.00"),
        allocation(credit_entry_id="nobody", charge_entry_id="nowhere", amount="1.00"),
        reversal(entry_id="RQ", lease_id="Q160", reverses_entry_id="PQ160", amount="1000.00"),
        stated_balance(lease_id="Q170", open_rent="80.00", as_of=FIRST),
    )


def sieve(place: Place, as_of: str, buckets: int = 3) -> str:
    with machine_date(as_of):
        planned = place.command("sieve", "plan", "--as-of", as_of, "--buckets", str(buckets))
        assert planned.is_good, planned.text
        result = place.command("sieve", "run", "--workers", "2")
    assert result.is_good, result.text
    return result.text


def rows_left(place: Place) -> int:
    with duckdb.connect(str(place.home.warehouse), read_only=True) as con:
        return con.execute("select count(*) from landing.ledger_entries").fetchone()[0]


def test_a_day_after_a_sieve_is_the_same_day_though_a_worker_was_killed(tmp_path, monkeypatch):
    flag = tmp_path / "died"
    monkeypatch.setattr(local.Pool.__init__, "__defaults__", ((sys.executable, "-c", DIES_ONCE.format(flag=str(flag))),))
    plain = Place.at(tmp_path / "plain").put(many_leases())
    sieved = plain.copy(tmp_path / "sieved")

    result = sieve(sieved, FIRST)
    assert flag.exists()
    assert "of            408 rows" in result, result
    assert (sieved.home.sieved.exists(), sieved.home.sieve.exists()) == (True, False)
    sieved.run_well(FIRST)
    plain.run_well(FIRST)

    assert_same(sieved, plain)
    assert rows_left(sieved) < 30 < rows_left(plain)
    assert not sieved.home.sieved.exists()  # it was about this run alone


@pytest.mark.long
def test_a_bucket_whose_worker_is_killed_each_time_fails_the_day_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(local.Pool.__init__, "__defaults__", ((sys.executable, "-c", DIES_ALWAYS),))
    place = Place.at(tmp_path / "home").put(many_leases(20))
    place.command("sieve", "plan", "--as-of", FIRST, "--buckets", "2")

    result = place.command("sieve", "run", "--workers", "2")

    assert not result.is_good
    assert "judge-0: WorkerKilled" in result.text
    assert not place.home.sieved.exists() and not place.home.sieve.exists()
    assert sorted(p.name for p in place.home.landing.iterdir() if p.name.startswith(".")) == []


def next_week(place: Place) -> None:
    """One paid, one objects, of one the municipality says that help was accepted, of another that nobody knows."""
    portfolio = many_leases().add(
        payment(entry_id="P-later", lease_id="L1", amount="1000.00", booked_on="2026-04-22"),
        objection(tenant_id="TL4", received_on="2026-04-23"),
    )
    place.put(portfolio)
    rows = [("Jansen", "1011AB", "1", "", "ja", "2026-04-24"), ("Nergens", "9999XX", "9", "", "ja", "2026-04-24")]
    place.receive("terugkoppeling.csv", rows)


@pytest.mark.long
@pytest.mark.parametrize("buckets", [1, 7])
def test_three_dates_with_a_register_feedback_and_money_elsewhere_are_the_same(tmp_path, buckets):
    plain = Place.at(tmp_path / "plain").put(many_leases())
    sieved = plain.copy(tmp_path / "sieved")
    for day, change in ((FIRST, None), (SECOND, next_week), (THIRD, None)):
        if change:
            change(plain)
            for folder in ("landing", "inbox"):  # the same files, their times too: the register keeps when an export was written
                shutil.rmtree(sieved.home.root / folder, ignore_errors=True)
                shutil.copytree(plain.home.root / folder, sieved.home.root / folder, copy_function=shutil.copy2)
        sieve(sieved, day, buckets)
        for place in (plain, sieved):
            place.run(day)
        assert_same(sieved, plain)


@pytest.mark.long
@pytest.mark.parametrize("source", ["vera", "landing"])
def test_the_demo_is_the_same_from_vera_and_cbs_files_and_from_tables(tmp_path, source):
    plain = Place.at(tmp_path / "plain")
    assert plain.command("demo", "--source", source).is_good
    sieved = plain.copy(tmp_path / "sieved")
    day = str(DEMO_AS_OF)
    sieve(sieved, day)
    sieved.run_well(day)
    plain.run_well(day)

    assert differences(sieved.home.warehouse, plain.home.warehouse) == []
    assert files(sieved) == files(plain)
    stated = "select count(*) as n from landing_extra.balances_of_others"
    assert (sieved.rows(stated)[0]["n"] > 0) is (source == "vera")


@pytest.mark.long
def test_a_sieve_is_refused_once_somebody_acted_and_a_day_without_it_goes_on(tmp_path):
    place = Place.at(tmp_path / "home").put(many_leases(20))
    place.run_well(FIRST)
    sieve(place, SECOND)
    (batch, *_) = [event.batch_id for event in place.events("batch_delivered")]
    assert place.command("uploaded", batch, "--who", "An").is_good

    result = place.run(SECOND)

    assert not result.is_good and "another state of the register" in result.text
    shutil.rmtree(place.home.sieved)
    assert place.run(SECOND).is_good


@pytest.mark.long
def test_a_purge_and_the_page_of_a_tenant_know_what_a_killed_sieve_left(tmp_path):
    place = Place.at(tmp_path / "home").put(many_leases(20))
    place.run_well(FIRST)
    sieve(place, SECOND)
    left = place.home.sieve / "work"
    left.mkdir(parents=True)
    table = next((place.home.sieved / "ledger_entries").glob("*.parquet"))
    (left / "ledger_entries.parquet").write_bytes(table.read_bytes())
    result = place.command("subject", place.rows("select tenant_id from landing.leases where lease_id = 'L1'")[0]["tenant_id"])
    assert "landing/sieved/ledger_entries/" in result.text

    yesterday = time.time() - 90_000
    for folder in (place.home.sieve, place.home.sieved):
        os.utime(folder, (yesterday, yesterday))
    assert place.command("purge", "--as-of", SECOND).is_good
    assert not place.home.sieve.exists() and not place.home.sieved.exists()
