"""One asset, or some, run by themselves: what the whole day would have done, or a refusal that says why (docs/outputs.md).

Belongs here: parts of a day on a warehouse that stands for another date, another landing folder, other settings or
another register. Does not belong here: a whole day (test_worked_examples.py), parts that were killed (test_killed_runs.py),
and every part on every date (test_every_part.py and test_again_from_failure.py, of which this is a sample).
"""

from __future__ import annotations

import duckdb
import pytest

from tests.builders import objection
from tests.support.day import Place, rows_of
from tests.support.portfolios import three_desks
from tests.support.sweep import STEPS, failed
from validations.landing import TABLE_NAMES

DAY, BEFORE, AFTER = "2026-04-20", "2026-04-19", "2026-04-21"
ACCEPTED = [("Jansen1", "1011AB", "1", "", "ja", "2026-04-20")]
THAT_ACT = (
    "evidence/decisions", "deliveries/feedback_registered", "deliveries/withdrawals", "deliveries/signals",
    "deliveries/hold_notices", "deliveries/terms_listed", "reports/letters", "reports/worklists", "reports/day_report",
    "reports/day_closed",
)  # fmt: skip


@pytest.fixture
def place(judged, tmp_path) -> Place:
    """Six signals judged for 20 April; nothing has left yet."""
    return judged.copy(tmp_path / "home")


def test_signals_alone_on_another_date_than_they_were_judged_for_deliver_nothing_and_say_why(place):
    before = place.fingerprint()
    result = place.parts(AFTER, "deliveries/signals")
    assert result.status == 1
    assert "the warehouse was built for 2026-04-20, and this run is for 2026-04-21" in result.text
    assert "vroegsignaal run --as-of 2026-04-21" in result.text
    assert place.fingerprint() == before


@pytest.mark.parametrize(("date", "keys"), [(BEFORE, THAT_ACT[3:4]), (AFTER, THAT_ACT)])
def test_whatever_acts_refuses_a_date_that_the_warehouse_was_not_built_for(place, date, keys):
    before = place.fingerprint()
    for key in keys:
        result = place.parts(date, key)
        assert result.status == 1 and "Nothing was done: the warehouse was built for 2026-04-20" in result.text, (
            key,
            result.text,
        )
    assert place.fingerprint() == before


@pytest.mark.long
def test_models_built_for_an_earlier_date_do_not_pass_for_another_because_the_date_beside_them_changed(place):
    assert place.parts(AFTER, "control/run_parameters", "control/calendar").is_good
    result = place.parts(AFTER, "deliveries/signals")
    assert "the landing tables were loaded for 2026-04-20, not 2026-04-21" in result.text
    assert place.events("signal_delivered") == []


@pytest.mark.long
def test_models_do_not_build_for_another_date_than_their_parameters_say(place):
    result = place.parts(AFTER, "marts/signal_decisions")
    assert "the warehouse was built for 2026-04-20" in result.text
    assert place.parts(DAY, "deliveries/signals", "evidence/decisions").is_good


def test_some_of_the_models_built_after_a_new_load_stop_all_deliveries_until_the_rest_is_built_too(place):
    place.put(three_desks().add(objection(tenant_id="T2", received_on=DAY)))
    assert place.parts(DAY, *(f"landing/{name}" for name in TABLE_NAMES), "marts/signal_lines").is_good
    result = place.parts(DAY, "deliveries/signals")
    assert "models were built at different moments" in result.text and "other landing tables" in result.text
    assert place.events("signal_delivered") == []


def test_a_landing_table_that_changed_since_it_was_loaded_stops_what_would_leave(place):
    place.put(three_desks().add(objection(tenant_id="T2", received_on=DAY)))
    result = place.parts(DAY, "deliveries/signals")
    # The table of objections is new; the others were written again, with the same bytes.
    assert "1 file(s) in landing/ changed since they were loaded" in result.text
    assert place.events("signal_delivered") == []


@pytest.mark.long
def test_a_copy_of_the_home_with_the_same_files_may_go_on(place, tmp_path):
    other = place.copy(tmp_path / "copied")
    for path in other.home.landing.iterdir():
        path.touch()
    assert other.parts(DAY, "evidence/decisions", "deliveries/signals").is_good
    assert len(other.events("signal_delivered")) == 6


@pytest.mark.long
def test_settings_that_changed_since_the_models_were_built_stop_what_would_leave(place):
    result = place.parts(DAY, "deliveries/signals", settings={"minimum_amount": "100.00"})
    assert "settings changed since the models were built (minimum_amount)" in result.text
    assert place.events("signal_delivered") == []


@pytest.mark.long
def test_a_desk_s_file_that_changed_since_the_models_were_built_stops_what_would_leave(place, monkeypatch):
    monkeypatch.setattr("validations.desks.digest", lambda: "of other files")
    assert "before others of their tables (other settings or desk files)" in place.parts(DAY, "deliveries/signals").text
    assert place.events("signal_delivered") == []


@pytest.mark.long
def test_the_warehouse_of_another_home_is_not_acted_on(place, tmp_path):
    other = Place.at(tmp_path / "other").put(three_desks())
    other.home.warehouse.write_bytes(place.home.warehouse.read_bytes())
    result = other.parts(DAY, "deliveries/signals")
    assert "with the register of another home" in result.text or "changed since they were loaded" in result.text
    assert other.files() == []


def test_an_act_recorded_since_that_the_models_would_have_judged_by_stops_what_would_leave(delivered, tmp_path):
    place = delivered.copy(tmp_path / "home")
    assert place.command("accept", place.signal_of("L1"), "--on", DAY).is_good
    result = place.parts(DAY, "deliveries/withdrawals")
    assert "something was recorded since the models were built" in result.text


@pytest.mark.long
def test_a_day_without_signals_ends_well_and_says_so_and_the_day_s_signals_may_still_go(place):
    place.run_well(DAY, "--no-signals")
    assert (place.files("signals"), place.events("signal_delivered")) == ([], [])
    assert place.parts(DAY, "deliveries/signals").is_good
    assert len(place.events("signal_delivered")) == 6
    assert place.parts(DAY, "reports/day_closed").is_good
    assert [(e.payload["outcome"], e.payload["signals"]) for e in place.events("run_finished")] == [("ok", False), ("ok", True)]


def test_a_day_is_not_closed_whose_parts_did_not_all_end(place):
    result = place.parts(DAY, "reports/day_closed")
    assert "these parts of the day are not known to have ended: evidence, feedback, withdrawals" in result.text
    assert place.events("run_finished") == []


@pytest.mark.long
def test_signals_do_not_go_before_the_evidence_of_their_decisions(place):
    result = place.parts(DAY, "deliveries/signals")
    assert "evidence did not come first, for this date and these landing tables" in result.text
    assert place.events("signal_delivered") == []


def test_a_signal_that_was_decided_and_for_which_nobody_makes_a_line_fails_the_day(place):
    with duckdb.connect(str(place.home.warehouse)) as con:
        for table in ("marts.signal_lines", "exports.signals_achterstandenaanleveren"):
            con.execute(f"delete from {table}" + (" where lease_id = 'L6'" if table.startswith("marts") else ""))
    result = place.deliver(DAY)
    assert result.status == 1
    assert "1 of 1 signals decided for achterstandenaanleveren neither left nor were held back" in result.text
    assert len(place.events("signal_delivered")) == 5
    assert [event.payload["outcome"] for event in place.events("run_finished")] == ["failed"]
    report = (place.home.reports / f"{DAY}.html").read_text()
    assert "Besloten te melden, maar niet aangeleverd" in report


@pytest.mark.long
def test_a_part_of_a_dry_run_has_nothing_to_act_on_and_says_so(place):
    before = place.fingerprint()
    result = place.parts(DAY, "deliveries/signals", dry_run=True)
    assert "a dry run begins with an empty preview, so it is always of the whole day" in result.text
    assert place.fingerprint() == before


def test_a_run_that_failed_after_its_signals_left_is_re_executed_from_there_without_sending_any_twice(place):
    with failed(place, STEPS[STEPS.index("evidence__decisions") - 1 :], "signals", "ended", as_of=DAY, today=DAY) as run:
        assert len(place.events("signal_delivered")) == 6 and place.events("run_finished") == []
        assert run.again(DAY)
    assert len(place.events("signal_delivered")) == 6 and len(place.files("signals")) == 3
    assert [event.payload["outcome"] for event in place.events("run_finished")] == ["ok"]


def test_what_left_is_seen_by_who_reads_also_where_the_day_fails_after_it_and_where_that_part_ran_alone(place):
    read = place.home.root / "read" / "warehouse.duckdb"
    with failed(place, STEPS[STEPS.index("evidence__decisions") - 1 :], "letters", "begun", as_of=DAY, today=DAY):
        assert place.events("run_finished") == []
        assert len(rows_of(read, "select * from marts.signals")) == 6
        read.unlink()
        assert place.parts(DAY, "deliveries/register_written").is_good
        assert len(rows_of(read, "select * from marts.signals")) == 6
    assert list(read.parent.iterdir()) == [read]
