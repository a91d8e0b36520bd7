"""What `unread` sets aside is named in every check where it would keep a signal back."""

import duckdb
import pytest

from sources.guards.set_aside import facts_set_aside
from sources.reading.rules import Export


def found(table, title, *, cells=("01-09-2026", None, "02-09-2026"), others=()):
    con = duckdb.connect()
    con.execute("create table titles as select 0 as place, ? as title", [title.lower()])
    con.execute("create table cells (c0 varchar)")
    con.executemany("insert into cells values (?)", [[cell] for cell in cells])
    block = Export(table=table, file="l.csv", columns={}, unread=(title,))
    return [(each.severity, each.rule, each.count) for each in facts_set_aside(con, block, [block, *others], "l.csv")]


@pytest.mark.parametrize(
    ("table", "title"),
    [
        ("collection_cases", "Vroegsignaal door GDW d.d."),
        ("collection_cases", "GDW meldt zelf"),
        ("leases", "Bezwaar ingediend"),
        ("tenants", "Overl.datum"),
        ("mandates", "Alleen complex"),
        ("optional_field_agreements", "Ingetrokken op"),
        ("municipality_agreements", "Opgezegd per"),
    ],
)
def test_what_would_keep_a_signal_back_is_named_with_its_count(table, title):
    assert found(table, title) == [("warning", "fact_set_aside", 2)]
    assert found(table, title, cells=(None,)) == []


def test_what_another_block_reads_or_is_of_no_matter_is_not():
    other = Export(table="reported_elsewhere", file="l.csv", columns={"reported_on": "GDW meldt zelf"})
    assert found("collection_cases", "GDW meldt zelf", others=[other]) == []
    assert found("collection_actions", "Medewerker") == []
