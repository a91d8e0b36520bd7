"""The digests of the files a table was made of: those a person has in landing/, not of what was made on the way."""

from __future__ import annotations

import hashlib

import duckdb
import pytest

from exports.register.events import Event, EventRefused
from sources.landing_report import LandingReport, TableReport
from sources.landing_state import SCHEMA, with_source_digests
from sources.prepare import Prepared


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
