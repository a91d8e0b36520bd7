"""Arrears that persist, delivered again where the setting says so: never, on increase, always.

Belongs here: whole runs with each setting. Does not belong here: the arithmetic of terms (dbt's unit tests).
"""

from __future__ import annotations

import pytest

from tests.builders import charge
from tests.support.day import Place
from tests.support.portfolios import three_desks

LATER = "2026-05-20"  # thirty days after the delivery


def a_month_later():
    """The rent of May of L1 is unpaid too; nothing changed for the others."""
    return three_desks().add(charge(entry_id="L1-E2", due_on="2026-05-01", booked_on="2026-04-22"))


@pytest.fixture(scope="module")
def months(delivered, tmp_path_factory):
    """The home after a run a month later, for each setting."""
    root = tmp_path_factory.mktemp("redelivery")
    return {setting: _run(delivered, root / setting, setting) for setting in ("on_increase", "always")}


def _run(delivered: Place, root, setting: str) -> Place:
    place = delivered.copy(root).put(a_month_later())
    place.run_well(LATER, redelivery=setting)
    return place


def redelivered(place: Place) -> dict[str, str]:
    return {e.lease_id: e.payload["replaces"] for e in place.events("signal_delivered") if e.payload["replaces"]}


def test_on_increase_only_the_lease_that_owes_more_is_delivered_again(months):
    assert set(redelivered(months["on_increase"])) == {"L1"}


def test_always_delivers_every_standing_signal_again(months):
    assert set(redelivered(months["always"])) == {"L1", "L2", "L3", "L4", "L5", "L6"}


@pytest.mark.parametrize("setting", ["on_increase", "always"])
def test_the_new_signal_replaces_the_old_one_which_is_closed(months, setting):
    place = months[setting]
    old = redelivered(place)["L1"]
    rows = place.rows("select signal_id, state, replaced_by from marts.signals where lease_id = 'L1' order by delivered_on")
    assert [(row["state"], row["replaced_by"]) for row in rows] == [("closed", rows[1]["signal_id"]), ("delivered", None)]
    assert rows[0]["signal_id"] == old
    closed = [event for event in place.events("signal_closed") if event.signal_id == old]
    assert [(event.payload["reason"], event.payload["by"]) for event in closed] == [("replaced", "run")]


def test_the_file_has_the_amount_of_today(months):
    titles, *lines = months["on_increase"].cells("signals_2026-05-20")["ris_matching"]
    assert [dict(zip(titles, line, strict=True))["Bedrag achterstand"] for line in lines] == [2000.0]


def test_a_redelivered_date_run_again_delivers_nothing_more(months, tmp_path):
    place = months["on_increase"].copy(tmp_path / "home")
    before = place.table("marts.signal_decisions")
    place.run_well(LATER, redelivery="on_increase")
    assert set(redelivered(place)) == {"L1"}
    assert len(place.events("signal_delivered")) == 7
    assert place.table("marts.signal_decisions") == before
