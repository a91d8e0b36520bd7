"""A mapping that takes people for organisations is refused: they would never be reported, and firms would."""

import duckdb
import pytest

from sources.guards.mixed_up import kinds_mixed_up
from sources.reading.rules import Export


def tenants(organisations, people):
    """Whether each has initials: (organisations, people) -> rows."""
    return [("organisation", initials) for initials in organisations] + [("person", initials) for initials in people]


def found(rows, **settings):
    con = duckdb.connect()
    con.execute("create table made_tenants (tenant_type varchar, initials varchar)")
    con.executemany("insert into made_tenants values (?, ?)", rows)
    export = Export(table="tenants", file="klant.csv", columns={"tenant_type": "Persoonssoort"}, **settings)
    return list(kinds_mixed_up(con, [export]))


def test_organisations_with_initials_beside_people_without_are_refused_with_what_to_do():
    (refused,) = found(tenants(["A.", "B.", "C.", "D."], [None, None]))

    assert (refused.severity, refused.count) == ("refused", 4)
    assert "Verwissel" in refused.text and found(tenants(["A."] * 4, [None]), sure_of=("Persoonssoort",)) == []


@pytest.mark.parametrize(
    ("organisations", "people"),
    [
        ([None, None, None], ["A.", "B."]),  # as it is
        (["A.", "B.", None], ["A.", "B."]),  # two firms of one man
        (["A.", "B.", "C."], ["A.", "B."]),  # a system that keeps the initials of a firm's contact
        (["A.", "B.", "C.", None, None, None, None], [None]),
        (["A.", "B.", "C.", "D."], []),  # that all codes mean the same is said by another guard
    ],
)
def test_what_firms_usually_look_like_is_no_matter(organisations, people):
    assert found(tenants(organisations, people)) == []
