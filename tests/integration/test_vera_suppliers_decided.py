"""One portfolio, once as landing tables and once as each of three suppliers writes it in VERA: the models decide alike.

Belongs here: whole judgements of the three, which take minutes. Does not belong here: the landing tables themselves
(tests/unit/sources/vera/test_vera_habits.py).
"""

import random

import pytest

from demo.portfolio import DEMO_AS_OF, make_portfolio
from demo.vera import VERA_TABLES
from tests.builders import DEFAULTS, write_csv
from tests.support.day import Place
from tests.support.vera_supplier import write_as
from tests.unit.sources.vera.test_vera_habits import LEASES, SUPPLIERS

DECISIONS = """select lease_id, tenant_id, municipality_code, system, oldest_due_on, amount_in_arrears, decision, blocking_reasons
from marts.signal_decisions order by lease_id"""


def judged(root, tables, supplier=None):
    place = Place.at(root)
    landing = place.home.landing
    landing.mkdir()
    for table, rows in tables.items():
        if supplier is None or table not in VERA_TABLES:
            write_csv(landing / f"{table}.csv", list(DEFAULTS[table]), rows)
    if supplier is not None:
        write_as(supplier, tables, root / "made", random.Random(1)).rename(landing / "vera")
    result = place.judge(str(DEMO_AS_OF))
    assert result.is_good, result.text
    return place.rows(DECISIONS)


@pytest.fixture(scope="module")
def portfolio():
    return {name: list(rows) for name, rows in make_portfolio(leases=LEASES).items()}


@pytest.fixture(scope="module")
def decided(portfolio, tmp_path_factory):
    return judged(tmp_path_factory.mktemp("plain") / "home", portfolio)


@pytest.mark.long
@pytest.mark.parametrize("name", list(SUPPLIERS))
def test_each_suppliers_portfolio_is_decided_as_the_landing_tables_are(portfolio, decided, tmp_path, name):
    found = judged(tmp_path / "home", portfolio, SUPPLIERS[name])
    different = [row["lease_id"] for row, ours in zip(found, decided, strict=True) if row != ours]
    assert different == []
    assert {row["decision"] for row in found} == {"deliver", "blocked"}
