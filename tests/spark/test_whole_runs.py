"""Whole runs after a sieve on Spark beside runs without one: three dates, every mart, export, outgoing file and event the same.

Belongs here: that, by spark-submit as docs/scale.md has it, on 10,000 leases with money over leases, shared addresses and tables
in parts (`make spark`; SPARK_LEASES=another size). Does not belong here: an executor that dies, wrong routing (test_spark.py).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pytest

from bench.harder import harder, morning_after, put
from demo.generator import write_large
from orchestration.environment import CHECKOUT
from tests.support.day import Place, machine_date
from tests.support.sieving import assert_same

pytestmark = pytest.mark.spark
LEASES = int(os.environ.get("SPARK_LEASES", "10000"))
DAYS = ("2026-04-20", "2026-04-21", "2026-04-23")
# Help was accepted at addresses that two leases share, and at some that one has.
ACCEPTED = """
select t.last_name, l.postcode, l.house_number, '', 'ja', '2026-04-20'
from read_parquet('{landing}/leases.parquet') as l join read_parquet('{landing}/tenants.parquet') as t using (tenant_id)
qualify count(*) over (partition by l.postcode, l.house_number) > 1 or hash(l.lease_id) % 200 = 0
order by l.lease_id
"""


def submitted(place: Place) -> str:
    """Carry the home's plan out on a Spark of two executors."""
    submit = Path(str(find_spec("pyspark").origin)).parent / "bin" / "spark-submit"
    command = [str(submit), "--master", "local-cluster[2,1,1024]", "--conf", "spark.ui.enabled=false"]
    command += [str(CHECKOUT / "distribution" / "spark.py"), "--landing", str(place.home.landing)]
    command += ["--plan", str(place.home.sieve / "plan.json")]
    path = os.pathsep.join([str(CHECKOUT), *filter(None, [os.environ.get("PYTHONPATH")])])
    python = {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable, "PYTHONPATH": path}
    result = subprocess.run(command, env={**os.environ, **python}, capture_output=True, text=True, cwd=CHECKOUT)
    assert result.returncode == 0, result.stdout + result.stderr[-2000:]
    return result.stdout


def test_three_days_after_a_sieve_on_spark_are_the_same_days(tmp_path):
    write_large(tmp_path / "large", LEASES)
    first = harder(tmp_path / "large", tmp_path / "first")
    folders = (first, morning_after(first, tmp_path / "next"), tmp_path / "next")
    with duckdb.connect() as con:
        accepted = con.execute(ACCEPTED.format(landing=first)).fetchall()
    plain, sieved = Place.at(tmp_path / "plain"), Place.at(tmp_path / "sieved")

    for day, folder in zip(DAYS, folders, strict=True):
        for place in (plain, sieved):
            shutil.rmtree(place.home.landing, ignore_errors=True)
            place.home.landing.mkdir(mode=0o700)
            put(folder, place.home.root)
            if day == DAYS[1]:
                place.receive("terugkoppeling.csv", accepted)
                os.utime(place.home.inbox / "terugkoppeling.csv", (1_776_700_000, 1_776_700_000))
        with machine_date(day):
            planned = sieved.command("sieve", "plan", "--as-of", day, "--buckets", "4")
        assert planned.is_good, planned.text
        assert "Sieved into 4 bucket(s)" in submitted(sieved)
        assert not sieved.home.sieve.exists()
        result = [place.run(day) for place in (plain, sieved)]
        assert result[0].status == result[1].status, result[1].text
        assert_same(sieved, plain)

    assert {event.event_type for event in plain.events()} >= {"batch_delivered", "feedback_read"}
