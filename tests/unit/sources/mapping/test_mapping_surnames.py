"""A mapping that reads whole names as surnames is refused: nobody is registered by them."""

import duckdb
import pytest

from sources.guards.surnames import whole_names
from sources.reading.rules import Export

WHOLE = [("M.A. van den Berg", "M.A."), ("J. Smit", "J."), ("Bos, P.", "P."), ("Th. de Wit", None), ("A B Kok", "A B")]
PLAIN = [("Berg", "M.A."), ("Smit", "J."), ("St. Jean", None), ("Van 't Hof", "P."), ("Jansen-Vermeer", "K.")]


def found(people, tenant_type="person", **settings):
    con = duckdb.connect()
    con.execute("create table made_tenants (last_name varchar, initials varchar, tenant_type varchar)")
    con.executemany(f"insert into made_tenants values (?, ?, '{tenant_type}')", people)
    export = Export(table="tenants", file="huurders.csv", columns={"last_name": "Weergavenaam"}, **settings)
    return list(whole_names(con, [export]))


def test_whole_names_as_surnames_are_refused_with_what_to_do_and_without_a_name():
    (refused,) = found(WHOLE)
    assert refused.severity == "refused" and 'split = {last_name = ["Weergavenaam", "last_name"]' in refused.text
    assert "Berg" not in refused.text and found(WHOLE, sure_of=("weergavenaam",)) == []


@pytest.mark.parametrize(
    ("people", "tenant_type"),
    [(PLAIN, "person"), ([*PLAIN, *WHOLE[:3]], "person"), (WHOLE[:4], "person"), (WHOLE, "organisation")],
)
def test_surnames_a_few_odd_ones_and_names_of_companies_are_no_matter(people, tenant_type):
    assert found(people, tenant_type) == []
