"""An objection of whoever is on no contract: one of a tenant by another number is refused, the others are pointed out."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from documents.check import check_landing
from sources.guards.objectors import objections_by_another_number
from sources.reading.rules import Export
from tests.builders import AS_OF, Portfolio, objection, tenant

ANNA = {"last_name": "Jansen", "phone_1": "06-12345678", "email": None}
AGAIN = {"last_name": "jansen", "phone_2": "+31 6 12345678"}


def found(*people, leases=(("H1", None),), objections=(("H2", "2026-03-01", None),), co_tenants=(), sure_of=()):
    """What is refused of these people (tenants H1, H2 and so on) with what they are on and who objects."""
    con = duckdb.connect()
    con.execute(
        "create table made_tenants (tenant_id text, last_name text, phone_1 text, phone_2 text, phone_3 text, email text)"
    )
    for number, each in enumerate(people, start=1):
        row = {
            "tenant_id": f"H{number}",
            "last_name": None,
            "phone_1": None,
            "phone_2": None,
            "phone_3": None,
            "email": None,
        } | each
        con.execute("insert into made_tenants values (?, ?, ?, ?, ?, ?)", list(row.values()))
    con.execute("create table made_leases (tenant_id text, ended_on date)")
    con.execute("create table made_co_tenants (tenant_id text, until_on date)")
    con.execute("create table made_objections (tenant_id text, received_on date, withdrawn_on date)")
    for table, rows in (("leases", leases), ("co_tenants", co_tenants), ("objections", objections)):
        for row in rows:
            con.execute(f"insert into made_{table} values ({', '.join('?' * len(row))})", row)
    block = Export(table="objections", file="bezwaren.csv", columns={"tenant_id": "Relatienr"})
    return [*objections_by_another_number(con, [replace(block, sure_of=sure_of)])]


def test_whoever_objects_by_one_number_and_rents_by_another_is_refused_with_what_to_do_and_without_a_name():
    (refused,) = found(ANNA, AGAIN)
    assert refused.severity == "refused" and refused.count == 1 and "'Relatienr'" in refused.text
    assert "Jansen" not in refused.text and 'sure_of = ["Relatienr"]' in refused.text
    assert not found(ANNA, AGAIN, sure_of=("relatienr",))


@pytest.mark.parametrize(
    ("people", "settings"),
    [
        ((ANNA, {**AGAIN, "last_name": "Smit"}), {}), ((ANNA, {**AGAIN, "phone_2": "0687654321"}), {}),
        ((ANNA, {"last_name": "Jansen"}), {}), (({**ANNA, "phone_1": "0"}, {**AGAIN, "phone_2": "0"}), {}),
        ((ANNA, AGAIN), {"objections": [("H2", "2026-03-01", "2026-04-01")]}),
        ((ANNA, AGAIN), {"leases": [("H1", "2025-12-31")]}), ((ANNA, AGAIN), {"leases": [("H1", None), ("H2", "2020-01-01")]}),
        ((ANNA, AGAIN), {"co_tenants": [("H2", None)]}), ((ANNA, AGAIN), {"objections": [("H1", "2026-03-01", None)]}),
    ],
)  # fmt: skip
def test_another_person_a_tenant_who_left_and_one_who_is_on_a_contract_are_no_matter(people, settings):
    assert not found(*people, **settings)


@pytest.mark.parametrize(
    "ways", [({"email": "A@b.nl"}, {"email": "a@b.nl "}), ({"phone_3": "0031612345678"}, {"phone_1": "0612345678"})]
)
def test_a_co_tenant_by_another_number_is_found_too_however_his_number_is_written(ways):
    one, other = ({"last_name": "Jansen"} | each for each in ways)
    assert found(one, other, leases=[], co_tenants=[("H1", None)])


def test_a_number_that_many_have_says_of_nobody_who_he_is():
    assert not found(*[ANNA] * 6)


def checked(tmp_path, **person):
    portfolio = Portfolio.lawful().add(objection(tenant_id="T2"), tenant(tenant_id="T2", **person))
    text = check_landing(portfolio.write(tmp_path / "landing"), AS_OF).text()
    return next(line for line in text.splitlines() if "op geen contract" in line)


def test_of_an_objection_of_nobody_on_a_contract_it_is_said_where_it_stands_and_what_to_do(tmp_path):
    line = checked(tmp_path, last_name="Niemand", initials="Q.")
    assert "(regel 2)" in line and "vertrokken" in line and "medehuurders" in line and "dezelfde naam" not in line


def test_a_namesake_who_rents_now_is_counted_for_he_may_be_the_one_who_objects(tmp_path):
    (same,) = (row for row in Portfolio.lawful().tables["tenants"] if row["tenant_id"] == "T1")
    assert "Bij 1 daarvan huurt nu iemand met dezelfde naam" in checked(
        tmp_path, last_name=same["last_name"], initials=same["initials"]
    )
