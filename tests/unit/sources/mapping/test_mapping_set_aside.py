"""What `unread` sets aside is named in every check where it would keep a signal back."""

import duckdb
import pytest

from sources.guards.set_aside import facts_set_aside, permissions_set_aside
from sources.reading.cells import Opened
from sources.reading.rules import Export


def a_file(title, cells):
    con = duckdb.connect()
    con.execute("create table titles as select 0 as place, ? as title", [title.lower()])
    con.execute("create table cells (c0 varchar)")
    con.executemany("insert into cells values (?)", [[cell] for cell in cells])
    return con


def found(table, title, *, cells=("01-09-2026", None, "02-09-2026"), others=()):
    con = a_file(title, cells)
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


def refused(table, *, cells=("actief", "ingetrokken", None, "ingetrokken"), **block):
    own = Export(**{"table": table, "file": "l.csv", "columns": {}, "unread": ("Status",), **block})
    return permissions_set_aside(a_file("Status", cells), own, "l.csv", Opened((), lambda rows: [each + 1 for each in rows]))


@pytest.mark.parametrize(
    ("table", "harm"),
    [
        ("optional_field_agreements", "gaat zo nog naar de gemeente"),
        ("mandates", "die zijn mandaat introk, wordt zo gemeld"),
        ("municipality_agreements", "waarvan de overeenkomst is gestopt, wordt zo gemeld"),
    ],
)
def test_a_permission_whose_own_word_says_that_it_was_withdrawn_is_not_set_aside(table, harm):
    (finding,) = refused(table)
    assert (finding.severity, finding.rule, finding.count) == ("refused", "permission_set_aside", 2)
    assert harm in finding.text
    assert "(regel 3, 5)" in finding.text
    assert "skip_lines = {\"Status\" = ['^ingetrokken$']}" in finding.text


@pytest.mark.parametrize(
    "answered",
    [
        {"cells": ("actief", "loopt", None)},
        {"columns": {"ended_on": "Tot"}},
        {"sure_of": ("Status",)},
        {"skip_lines": {"Status": ("^ingetrokken$",)}},
    ],
)
def test_it_is_where_no_word_says_so_or_the_block_or_a_person_says_when_it_ends(answered):
    assert refused("optional_field_agreements", **answered) == []


def test_of_what_a_list_of_contacts_says_other_guards_speak():
    assert refused("collection_actions") == []
