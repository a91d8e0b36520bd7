"""Landing tables that are refused, shrank, or are old: what a run then does not do, what it still does, and what it says.

Belongs here: whole runs on such tables. Does not belong here: each rule of the landing contract (tests/unit/sources/).
"""

from __future__ import annotations

import pytest

from tests.builders import Portfolio, export_info, objection, payment
from tests.support.portfolios import three_desks

NEXT_WEEK = "2026-04-27"
GUARD = {"shrink_minimum_rows": 5}  # so that a portfolio of six is large enough to shrink


@pytest.fixture(scope="module")
def refused(delivered, tmp_path_factory):
    """A run on a table with a date that is none, and an acceptance waiting in the inbox."""
    place = delivered.copy(tmp_path_factory.mktemp("refused") / "home")
    place.put(three_desks().change("tenants", "T2", deceased_on="onbekend"))
    place.receive("a.csv", [("Jansen1", "1011AB", "1", "", "ja", "2026-04-24")])
    before = place.fingerprint()
    return place, before, place.run(NEXT_WEEK)


def test_a_refused_table_leaves_everything_as_it_was(refused):
    place, before, _ = refused
    assert place.fingerprint() == before


def test_a_refused_table_ends_with_status_1_and_says_table_column_rule_and_row(refused):
    _, _, result = refused
    assert result.status == 1
    for word in ("tenants", "deceased_on", "row 2"):
        assert word in result.text, result.text
    assert "onbekend" not in result.text and "Jansen" not in result.text


def shrunk():
    portfolio = three_desks()
    portfolio.tables["ledger_entries"] = portfolio.tables["ledger_entries"][:2]
    return portfolio


def test_a_table_that_lost_many_rows_is_refused_until_a_person_says_that_it_is_right(refused, tmp_path):
    place = refused[0].copy(tmp_path / "home").put(shrunk())
    before = place.fingerprint()
    result = place.run(NEXT_WEEK, **GUARD)
    assert result.status == 1
    assert "ledger_entries" in result.text and "--accept-shrink" in result.text, result.text
    assert place.fingerprint() == before

    result = place.run(NEXT_WEEK, "--accept-shrink", "ledger_entries", **GUARD)
    assert result.is_good, result.text
    accepted = place.events("landing_shrink_accepted")
    assert [event.payload["table"] for event in accepted] == ["ledger_entries"]
    # Four signals lost the charges they cover: findings for a person, never withdrawals.
    assert place.rows("select distinct finding from marts.signal_findings") == [{"finding": "covered_charges_vanished"}]
    assert place.events("signal_withdrawn") == []
    assert "(niet ingetrokken)" in place.command("status").text
    # The feedback that waited while tables were refused was read now.
    assert place.states()["L1"] == "help_accepted"


def next_week(receipts_until: str) -> Portfolio:
    """L2 has paid, L3 objects and L7 is due, in an export with receipts until that day."""
    return (
        three_desks()
        .add_lease("L7")
        .add(
            export_info(bank_cut_off_on=receipts_until),
            payment(lease_id="L2", amount="1000.00", booked_on="2026-04-22"),
            objection(tenant_id="T3", received_on="2026-04-24"),
        )
    )


@pytest.fixture(scope="module")
def stale(delivered, tmp_path_factory):
    """Receipts of four days before the as-of date: L2 has paid, L3 objects, L1 accepts help, and L7 is due."""
    place = delivered.copy(tmp_path_factory.mktemp("stale") / "home")
    place.put(next_week(receipts_until="2026-04-23")).receive("a.csv", [("Jansen1", "1011AB", "1", "", "ja", "2026-04-24")])
    return place, place.run(NEXT_WEEK)


def test_an_old_landing_stops_signals_and_says_so(stale):
    place, result = stale
    assert result.status == 1
    assert "receipts are 4 days older than the as-of date" in result.text and "signals wait" in result.text
    assert place.rows("select decision from marts.signal_decisions where lease_id = 'L7'")[-1] == {"decision": "deliver"}
    assert "L7" not in place.states()


def test_an_old_landing_stops_neither_withdrawals_nor_hold_notices(stale):
    place, _ = stale
    assert {event.signal_id for event in place.events("signal_withdrawn")} == {place.signal_of("L2"), place.signal_of("L3")}
    assert len(place.cells("withdrawals")["ris_matching"]) == 3
    assert [event.payload["message"] for event in place.events("hold_notice_delivered")] == ["opschorten"]
    assert [event.payload["outcome"] for event in place.events("run_finished")] == ["ok", "failed"]


def test_with_fresh_receipts_the_same_date_delivers_what_waited(stale, tmp_path):
    place = stale[0].copy(tmp_path / "home")
    result = place.put(next_week(receipts_until="2026-04-24")).run(NEXT_WEEK)
    assert result.is_good, result.text
    assert place.states() == {
        "L1": "help_accepted", "L2": "withdrawn", "L3": "withdrawn", "L4": "delivered", "L5": "delivered", "L6": "delivered",
        "L7": "delivered",
    }  # fmt: skip
    assert len(place.events("signal_withdrawn")) == 2
    assert len(place.events("hold_notice_delivered")) == 1
