"""However a portfolio is written in VERA, it is the same portfolio: every landing table has the same rows, so the same decisions.

Belongs here: one export in which each record is written in another way, and three suppliers with habits of their own. Does not
belong here: how a supplier writes (tests/support/vera_supplier.py).
"""

import random

import duckdb
import pytest

from demo.portfolio import DEMO_AS_OF, make_portfolio
from sources.landing import load_landing
from sources.vera import prepare_vera
from tests.builders import DEFAULTS, co_tenant, write_csv
from tests.support.vera_habits import Habits
from tests.support.vera_supplier import write_as

LEASES = 35  # or as many as the demo's rare situations take: 172 leases, those that ended among them
COMPARED = ("leases", "tenants", "co_tenants", "ledger_entries", "allocations", "collection_actions", "payment_arrangements",
    "collection_cases")  # fmt: skip
IN_WORDS = {
    # VERA gives only a person a day of death; and which of the telephones is the first it says by a preference.
    "deceased_on": "case tenant_type when 'person' then deceased_on end",
    **dict.fromkeys(
        ("phone_1", "phone_2", "phone_3"), "array_to_string(list_filter([phone_1, phone_2, phone_3], lambda n: n <> ''), ' ')"
    ),
}
# Numbers within the administration, names spelled out, links on both bookings, one file per page with the last page again.
BY_NUMBER = Habits(references=("object with more",), codes=("with name",), parts=4, overlap=20, amounts="text")
# A generic adapter: everything by URI, keys of its own beside those of the source, links in a file of their own, units inside.
BY_LINK = Habits(
    keys=("id, named by idExtern",), references=("uri",), codes=("uri",), links=("own file, referred to",), link_ids=("id",),
    lease_of_booking=("debiteur",), arrangements=("by its bookings",), units=("embedded",), form="lines", sign="natuurlijk",
    has_extra=(True,), contacts=("both",),
)  # fmt: skip
# An old system: no ids but codes, nothing that may be left out, links under the receipts without a number, Dutch amounts.
BY_CODE = Habits(
    keys=("code",), references=("text",), codes=("bare",), links=("credit",), link_ids=("none",), arrangements=("boekingen",),
    is_bare=(True,), has_nulls=(True,), amounts="dutch", sign="debet_negatief", form="array with mark", version="4.2",
)  # fmt: skip
SUPPLIERS = {"by number": BY_NUMBER, "by link": BY_LINK, "by code": BY_CODE}


@pytest.fixture(scope="module")
def portfolio():
    """The demo's portfolio, some of whose leases have co-tenants: others' tenants, who rent a home of their own too."""
    tables = {name: list(rows) for name, rows in make_portfolio(leases=LEASES).items()}
    leases = tables["leases"]
    tables["co_tenants"] = [
        co_tenant(lease_id=one["lease_id"], tenant_id=other["tenant_id"], from_on=from_on, until_on=until_on).cells
        for one, other, from_on, until_on in zip(
            leases[:4],
            leases[4:8],
            (None, "2024-01-01", None, "2024-01-01"),
            (None, None, "2026-01-01", "2026-01-01"),
            strict=True,
        )
        if one["tenant_id"] != other["tenant_id"]
    ]
    return tables


@pytest.fixture(scope="module")
def plain(portfolio, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plain")
    for table, rows in portfolio.items():
        write_csv(folder / f"{table}.csv", list(DEFAULTS[table]), rows)
    with duckdb.connect() as con:
        load_landing(con, folder, previous_counts=None)
        yield {table: _rows(con, f"landing.{table}", table) for table in COMPARED}


def _rows(con, source, table):
    columns = ", ".join(f"cast({IN_WORDS.get(column, column)} as varchar)" for column in DEFAULTS[table])
    return con.execute(f"select {columns} from {source} order by all").fetchall()


def read(portfolio, habits, seed, folder):
    """(findings that refuse or warn, table -> rows) of the portfolio as such a supplier writes it."""
    vera = write_as(habits, portfolio, folder, random.Random(seed))
    report = prepare_vera(vera, folder / "work", DEMO_AS_OF)
    found = {each.rule: each.count for each in report.findings if each.severity != "note"}
    with duckdb.connect() as con:
        return found, {table: _rows(con, f"'{path}'", table) for table, path in report.tables.items() if table in COMPARED}


def differences(plain, tables):
    """Table -> how many rows are only here, or only there; no row of it."""
    given = {table: tables.get(table, []) for table in COMPARED}
    return {
        table: (len(set(plain[table]) - set(rows)), len(set(rows) - set(plain[table])), len(rows) - len(plain[table]))
        for table, rows in given.items()
        if rows != plain[table]
    }


@pytest.mark.long
@pytest.mark.parametrize("name", list(SUPPLIERS))
def test_each_suppliers_export_gives_the_landing_tables(portfolio, plain, tmp_path, name):
    _, tables = read(portfolio, SUPPLIERS[name], 1, tmp_path)
    assert differences(plain, tables) == {}


def test_every_record_written_in_another_way_gives_the_landing_tables(portfolio, plain, tmp_path):
    _, tables = read(portfolio, Habits.any(random.Random(1)), 1, tmp_path)
    assert differences(plain, tables) == {}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 22))
def test_any_mixture_of_habits_gives_the_landing_tables(portfolio, plain, tmp_path, seed):
    _, tables = read(portfolio, Habits.any(random.Random(seed)), seed, tmp_path)
    assert differences(plain, tables) == {}


def test_a_comparison_that_cannot_fail_would_show_nothing(plain):
    less = {**plain, "ledger_entries": [*plain["ledger_entries"][1:], plain["ledger_entries"][1]]}
    assert differences(plain, less) == {"ledger_entries": (1, 0, 0)}
    assert all(plain[table] for table in COMPARED)
