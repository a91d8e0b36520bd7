"""The decisions for a battered portfolio are those that docs/rules.md gives when it is followed by hand, row by row.

Belongs here: the comparison as a whole. Does not belong here: single rules (dbt's unit tests).
"""

from __future__ import annotations

from datetime import date

from demo.landing_files import write_landing
from demo.portfolio import make_portfolio
from tests.support.battered import batter
from tests.support.decisions_by_hand import decisions_by_hand
from tests.support.warehouse import build_warehouse, rows

AS_OF = date(2026, 10, 20)


def test_every_decision_for_a_battered_portfolio_is_the_one_that_the_rules_give_by_hand(tmp_path):
    (tmp_path / "landing").mkdir()
    write_landing(batter(make_portfolio(seed=11, leases=500, as_of=AS_OF), AS_OF, seed=11), tmp_path / "landing")
    con = build_warehouse(tmp_path / "home", tmp_path / "landing", AS_OF)
    names = con.execute("select table_name from duckdb_tables() where schema_name = 'landing'").fetchall()
    tables = {name: rows(con, f"select * from landing.{name}") for (name,) in names}

    decisions = rows(con, "select * exclude (as_of_date) from marts.signal_decisions")
    con.close()

    assert {row["lease_id"]: row for row in decisions} == decisions_by_hand(AS_OF, tables)
    assert len({code for row in decisions for code in row["blocking_reasons"]}) >= 15
