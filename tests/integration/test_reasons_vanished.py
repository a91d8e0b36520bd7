"""A row that held a lease back and fell out of the export: the lease is reported as the rules say, and nobody can overlook it.

Belongs here: what a person sees of it, through two days. Does not belong here: which reasons count (dbt's unit tests).
"""

from __future__ import annotations

import pytest

from tests.builders import Portfolio, objection
from tests.support.day import Place

FIRST, NEXT = "2026-04-20", "2026-04-21"
SAID = "Te melden, en wat het de vorige keer tegenhield staat niet meer in de export"


def tables(*objectors: str, withdrawn: bool = False) -> Portfolio:
    portfolio = Portfolio.lawful("L1", "L2", "L3")
    for tenant in objectors:
        day = "2026-04-20" if withdrawn and tenant == "T1" else ""
        portfolio.add(objection(objection_id=f"O-{tenant}", tenant_id=tenant, received_on="2026-04-01", withdrawn_on=day))
    return portfolio


@pytest.mark.parametrize("withdrawn", [False, True])
def test_an_objection_that_is_gone_is_pointed_out_before_its_file_is_handed_in_and_a_withdrawn_one_is_not(tmp_path, withdrawn):
    place = Place.at(tmp_path / "home").put(tables("T1", "T2"))
    assert place.run(FIRST).is_good
    place.put(tables("T1", "T2", withdrawn=True) if withdrawn else tables("T2"))
    trial, run = place.run(NEXT, "--dry-run"), place.run(NEXT)

    assert trial.is_good and run.is_good and any(line["lease_id"] == "L1" for line in place.rows("from marts.signal_lines"))
    assert (SAID in trial.text) == (not withdrawn)
    assert ("held back last time by a row that no table has any more" in run.text) == (not withdrawn)
    report = (place.home.reports / f"{NEXT}.html").read_text(encoding="utf-8")
    assert (SAID in report and "L1: bezwaar van de huurder, op 20-04-2026" in report) == (not withdrawn)
