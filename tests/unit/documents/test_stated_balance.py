"""`explain` names both amounts where the source states another balance than the entries give."""

from datetime import date

import duckdb

from documents.stated_balance import stated_balance_of

DAY = date(2026, 11, 20)


def said(lease, day=DAY, *, is_mapped=True):
    con = duckdb.connect()
    con.execute("create schema intermediate")
    con.execute("create schema staging")
    con.execute("create table staging.stg_run_parameters as select date '2026-11-20' as as_of_date")
    con.execute("""create table intermediate.int_stated_balances as
        select * from (values ('L1', date '2026-11-20', 62.50::decimal(18, 2), 1226.68::decimal(18, 2), true, false),
            ('L2', date '2026-11-20', 5::decimal(18, 2), 5::decimal(18, 2), false, false))
            as t(lease_id, stated_on, stated_amount, our_amount, is_lower, is_higher)""")
    return "".join(stated_balance_of(con, lease, day, is_mapped=is_mapped))


def test_both_amounts_are_named_and_an_own_mapping_may_be_what_is_wrong():
    assert "Volgens de bron stond op 20-11-2026 € 62,50 open, volgens de boekingen € 1.226,68." in said("L1")
    assert "mapping.toml" in said("L1") and "mapping.toml" not in said("L1", is_mapped=False)


def test_nothing_is_said_of_balances_that_agree_or_of_another_day():
    assert said("L2") == said("L1", date(2026, 10, 20)) == ""
    assert stated_balance_of(duckdb.connect(), "L1", DAY, is_mapped=True) == []
