"""Measures reading real sources: CBS addresses and VERA bookings, in time and peak memory.

Belongs here: making large made-up files cheaply, and one measurement of each source in a process of its own. Does not
belong here: anything the product needs. What it makes stays in `bench/out/`, which git ignores.

    python -m bench.sources                                   # 8 million addresses, 7 million bookings
    python -m bench.sources --addresses 800000 --bookings 700000 --keep
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import duckdb

OUT = Path(__file__).with_name("out") / "sources"
AS_OF = date(2026, 4, 20)
BOOKINGS_PER_LEASE = 60

ADDRESSES_SQL = """
copy (
    select concat(1000 + i // 1000 % 8999, chr((65 + i // 26 % 26)::int), chr((65 + i % 26)::int)) as PC6, 1 + i % 997
    as Huisnummer,
        lpad((i % 90000000)::varchar, 8, '0') as Buurt2025, lpad((i % 900000)::varchar, 6, '0') as Wijk2025,
        lpad((3 + i // 24000 % 1990)::varchar, 4, '0') as Gemeente2025
    from range({n}) as t(i)
) to '{path}' (delimiter ';', header true)
"""
# Rent and receipt in turn, each receipt settling the rent before it, under both bookings, as VERA has it.
BOOKINGS_SQL = """
copy (
    with pairs as (
        select i, i // 2 * 2 as charge, i // 2 * 2 + 1 as receipt, 500 + i // 2 % 900 + 0.1 as bedrag,
            date '2023-01-01' + (i // {per} * 7 % 900 + i % {per} * 15)::int % 1200 as dag
        from range({n}) as t(i)
    )
    select 'B-' || i as id, 'BEL-' || i % 7 as "idAdministratie",
        {{'code': case when i % 2 = 0 then 'VOR' else 'ONT' end, 'naam': 'Soort'}} as soort,
        {{'code': case when i % 2 = 0 then 'PRO' else 'BAN' end, 'naam': 'Detail'}} as "detailSoort",
        {{'code': 'FIA', 'naam': 'Gefiatteerd'}} as status, 'Huur en servicekosten' as omschrijving, dag as boekdatum,
        dag as factuurdatum,
        case when i % 2 = 0 then dag + 10 end as vervaldatum, case when i % 2 = 0 then bedrag else -bedrag end as
        bedrag, 0.0 as saldo,
        '0001234' as betalingskenmerk, {{'id': 'O-' || i // {per}}} as overeenkomst,
        {{'id': 'D-' || i // {per}, 'relatie': {{'id': 'R-' || i // {per}}}}} as debiteur,
        [{{'id': 'A-' || i // 2, 'datum': dag, 'bedrag': bedrag, 'huurBoeking': {{'id': 'B-' || charge}},
           'tegenHuurBoeking': {{'id': 'B-' || receipt}}}}] as afletteringen
    from pairs
) to '{path}' (format json, array {array})
"""


def make(addresses: int, bookings: int) -> None:
    """Writes the two files; the bookings once as an array and once as a line each."""
    (OUT / "cbs").mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute(ADDRESSES_SQL.format(n=addresses, path=OUT / "cbs/pc6hnr20250801_gwb.csv"))
        for form, array in (("array", "true"), ("lines", "false")):
            (OUT / form).mkdir(exist_ok=True)
            suffix = "json" if form == "array" else "ndjson"
            path = OUT / form / f"boekingen.{suffix}"
            con.execute(BOOKINGS_SQL.format(n=bookings, per=BOOKINGS_PER_LEASE, path=path, array=array))


def measure(source: str) -> dict[str, object]:
    """Reads one source in this process; seconds by the clock and of processor time, peak memory in MB, rows."""
    from sources.cbs import prepare_cbs
    from sources.vera import prepare_vera

    before, worked = time.perf_counter(), time.process_time()
    if source == "cbs":
        report = prepare_cbs(OUT / "cbs", OUT / "work", AS_OF)
        rows: object = report.rows
    else:
        report = prepare_vera(OUT / source, OUT / "work", AS_OF)
        rows = dict(report.rows)
    seconds, cpu = time.perf_counter() - before, time.process_time() - worked
    faults = [str(finding) for finding in report.findings if finding.severity == "refused"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    took = {"seconds": round(seconds, 1), "cpu_seconds": round(cpu, 1), "peak_mb": peak}
    return {"source": source, **took, "rows": rows, "refused": faults}


def main() -> None:
    """Makes the files, measures each source in a fresh process and prints one line each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--addresses", type=int, default=8_000_000)
    parser.add_argument("--bookings", type=int, default=7_000_000)
    parser.add_argument("--keep", action="store_true", help="leave the made-up files in bench/out")
    parser.add_argument("--only", choices=("cbs", "array", "lines"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.only:
        print(json.dumps(measure(arguments.only)))
        return
    make(arguments.addresses, arguments.bookings)
    for source in ("cbs", "array", "lines"):
        command = [sys.executable, "-m", "bench.sources", "--only", source]
        size = sum(path.stat().st_size for path in (OUT / source).iterdir()) / 1e6
        result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
        print(f"{size:7.0f} MB  {result.stdout.strip()}", flush=True)
    if not arguments.keep:
        shutil.rmtree(OUT)


if __name__ == "__main__":
    main()
