"""What a block looks up elsewhere, beside what its own list says below the same title."""

import duckdb
import pytest

from sources.guards.looked_up import looked_up_though_here
from sources.reading.cells import Opened
from sources.reading.rules import Export
from sources.reading.settings import Lookup

LOOKUP = Lookup("Eigenaar", "archief.csv", "Eigenaar", "CBS-gem.")
COLUMNS = {"postcode": "Pc", "municipality_code": "Opgezocht"}


def found(here, there, title="CBS-gem.", **more):
    """What is refused of one line: what stands there itself, and what was looked up."""
    con = duckdb.connect()
    con.execute(
        "create table titles as select * from (values (0, ?), (1, 'pc'), (2, 'opgezocht')) as t(place, title)", [title.lower()]
    )
    con.execute("create table cells as select ? as c0, '1011AB' as c1, ? as c2", [here, there])
    export = Export("postcodes", "contracten.csv", COLUMNS, lookup={"Opgezocht": LOOKUP}, **more)
    return looked_up_though_here(con, export, "contracten.csv", Opened((), lambda rows: [each + 1 for each in rows]))


def test_what_the_list_itself_says_otherwise_is_refused_with_its_lines():
    (refused,) = found("0855", "0826")

    assert (refused.severity, refused.count) == ("refused", 1) and "(regel 2)" in refused.text
    assert 'Zet municipality_code = "CBS-gem." onder [postcodes.columns]' in refused.text


@pytest.mark.parametrize(
    ("here", "there", "title", "more"),
    [
        ("826", "0826", "CBS-gem.", {}),  # the same
        (None, "0826", "CBS-gem.", {}),
        ("0855", None, "CBS-gem.", {}),  # an empty cell is refused by itself
        ("Tilburg", "0826", "CBS-gem.", {}),  # a name, of which the code is looked up
        ("0855", "0826", "Kamers", {}),
        ("0855", "0826", "CBS-gem.", {"sure_of": ("CBS-gem.",)}),
    ],
)
def test_the_same_or_nothing_or_a_name_or_what_a_person_is_sure_of_is_no_doubt(here, there, title, more):
    assert found(here, there, title, **more) == []
