"""The digests of the files a table was made of: those a person has in landing/, not of what was made on the way."""

from __future__ import annotations

import hashlib
from datetime import date

import duckdb
import pytest

from exports.register.events import Event, EventRefused
from sources.landing_report import LandingReport, TableReport
from sources.landing_state import SCHEMA, look, with_source_digests, write_landing_state
from sources.prepare import Prepared
from tests.support.landing import lawful_folder, load

DAY = date(2026, 4, 20)


@pytest.fixture
def payload(tmp_path):
    """What the register records of a workbook that gave one table, beside a table of its own file."""
    workbook = tmp_path / "export.xlsx"
    workbook.write_bytes(b"a workbook")
    report = LandingReport({
        "leases": TableReport("leases", 2, "leases.csv", "csv", sha256="a" * 64, from_elsewhere=True),
        "tenants": TableReport("tenants", 2, "tenants.csv", "csv", sha256="b" * 64),
    })  # fmt: skip
    with duckdb.connect() as con:
        con.execute(SCHEMA)
        con.execute(
            "insert into control.landing_files values ('export.xlsx', 10, 1, 1, 1, ?)",
            [hashlib.sha256(workbook.read_bytes()).hexdigest()],
        )
        result = with_source_digests(con, tmp_path, report, Prepared(sources={"leases": (workbook,)}))
    return result.payload()


def test_a_table_made_of_a_workbook_carries_the_workbooks_digest(payload):
    assert payload["leases"]["sources"] == [hashlib.sha256(b"a workbook").hexdigest()]
    assert "sources" not in payload["tenants"]


def test_the_register_takes_these_digests_and_nothing_else_in_their_place(payload):
    assert Event("landing_loaded", payload={"tables": payload}).payload
    payload["leases"]["sources"] = ["Jansen.xlsx"]
    with pytest.raises(EventRefused, match="landing_loaded"):
        Event("landing_loaded", payload={"tables": payload})


def test_the_digest_kept_of_each_file_in_landing_is_that_of_its_bytes(tmp_path):
    """Of a table as CSV, as Parquet, in parts, or a link to a file below landing/; and of a file that is no table."""
    folder = lawful_folder(tmp_path)
    (folder / "notes.txt").write_bytes(b"no table of ours")
    (folder / "given").mkdir()
    (folder / "tenants.csv").rename(folder / "given" / "tenants.csv")
    (folder / "tenants.csv").symlink_to("given/tenants.csv")
    for table, place in (("landlords", folder), ("ledger_entries", folder / "ledger_entries.parquet")):
        rows = f"select * from read_csv('{folder / table}.csv', all_varchar = true)"
        (folder / f"{table}.csv").rename(tmp_path / f"{table}.csv")
        place.mkdir(exist_ok=True)
        with duckdb.connect() as con:
            con.execute(f"copy ({rows.replace(str(folder), str(tmp_path))}) to '{place / table}.parquet' (format parquet)")
    with duckdb.connect() as con:
        seen = look(folder)
        report = load(con, folder)
        write_landing_state(con, folder, seen, report, Prepared(), DAY)
        kept = dict(con.execute("select name, sha256 from control.landing_files").fetchall())
    assert kept == {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in seen}
    assert {"notes.txt", "tenants.csv", "landlords.parquet", "ledger_entries.parquet/ledger_entries.parquet"} < kept.keys()
