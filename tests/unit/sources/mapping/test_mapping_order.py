"""Letters whose days do not stand in their order are refused: those days are from another title."""

import duckdb
import pytest

from sources.guards.order import letters_out_of_order
from sources.reading.rules import Export


def found(cases, **settings):
    con = duckdb.connect()
    con.execute("create table made_collection_actions (lease_id varchar, action_type varchar, performed_on date)")
    for n, days in enumerate(cases):
        for kind, day in zip(("reminder_letter", "demand_letter", "summons_letter"), days, strict=False):
            con.execute("insert into made_collection_actions values (?, ?, ?)", [f"C{n}", kind, f"2026-{day}"])
    block = Export(table="collection_actions", file="l.csv", columns={"performed_on": "Instuurdatum"}, **settings)
    return list(letters_out_of_order(con, [block]))


RIGHT, TURNED = ("03-01", "04-01", "05-01"), ("05-01", "04-01", "03-01")


def test_letters_of_which_many_stand_before_the_earlier_one_are_refused_until_a_person_is_sure():
    cases = [RIGHT] * 4 + [TURNED] * 4
    (refused,) = found(cases)
    assert refused.severity == "refused" and "12 van de 24 keer" in refused.text
    assert 'sure_of = ["Instuurdatum"]' in refused.text and found(cases, sure_of=("instuurdatum",)) == []


@pytest.mark.parametrize(
    "cases",
    [[RIGHT] * 9, [RIGHT] * 9 + [TURNED], [TURNED] * 2, [("03-01",)] * 9, [("03-01", "03-01")] * 9],
)
def test_letters_in_their_order_a_few_turned_about_or_too_few_to_say_are_no_matter(cases):
    assert found(cases) == []
