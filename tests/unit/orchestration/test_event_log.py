"""Dagster's event log as this product keeps it: the same files and the same words as Dagster's own.

Belongs here: what differs from Dagster's storage (engines kept, batches). Does not belong here: what a run reports.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

import dagster as dg
import pytest
from dagster._check import CheckError
from dagster._core.storage.event_log import SqliteEventLogStorage

from exports.ground.home import Home
from orchestration import event_log
from orchestration.instance import history
from tests.support.day import environment


@dg.asset
def first() -> None:
    """Made by the run below."""


@dg.asset(deps=[first])
def second() -> None:
    """Made by the run below."""


@pytest.fixture
def instance(tmp_path):
    with environment(tmp_path), history(Home.at(tmp_path)) as instance:
        yield instance


def test_what_it_writes_dagster_s_own_storage_reads(instance, tmp_path):
    run = dg.materialize([first, second], instance=instance)

    theirs = SqliteEventLogStorage(str(tmp_path / "dagster" / "history" / "runs"))
    assert [record.event_log_entry for record in theirs.get_records_for_run(run.run_id).records] == instance.all_logs(run.run_id)
    assert set(theirs.all_asset_keys()) == {first.key, second.key}


def test_the_file_of_a_later_run_is_what_dagster_makes_for_the_first(instance, tmp_path):
    runs = [dg.materialize([first], instance=instance).run_id for _ in range(2)]

    def made(run_id):
        with closing(sqlite3.connect(tmp_path / "dagster" / "history" / "runs" / f"{run_id}.db")) as con:
            return [
                con.execute(sql).fetchall()
                for sql in ("select * from sqlite_master order by name", "select * from alembic_version", "pragma journal_mode")
            ]

    assert made(runs[0]) == made(runs[1])
    assert made(runs[1])[1] != [] and made(runs[1])[2] == [("wal",)]
    kinds = [[event.dagster_event_type for event in instance.all_logs(run_id)] for run_id in runs]
    assert kinds[0] == kinds[1] != []


def test_what_a_run_plans_is_stored_as_one_batch_and_in_the_index_too(instance, monkeypatch):
    batches = []
    store = instance.event_log_storage.store_event_batch
    monkeypatch.setattr(
        instance.event_log_storage, "store_event_batch", lambda events: (batches.append(len(events)), store(events))
    )

    run = dg.materialize([first, second], instance=instance)

    planned = dg.DagsterEventType.ASSET_MATERIALIZATION_PLANNED
    assert batches == [2]
    assert len(instance.event_log_storage.get_records_for_run(run.run_id, of_type=planned).records) == 2
    records = instance.get_asset_records([first.key, second.key])
    assert {record.asset_entry.last_run_id for record in records} == {run.run_id}


def test_a_batch_that_cannot_be_stored_whole_leaves_nothing(instance):
    run = dg.materialize([first], instance=instance)
    before = instance.all_logs(run.run_id)

    with pytest.raises(CheckError):
        instance.event_log_storage.store_event_batch([before[0], "no event"])

    assert instance.all_logs(run.run_id) == before
    instance.event_log_storage.store_event(before[0])
    assert len(instance.all_logs(run.run_id)) == len(before) + 1


@dg.multi_asset(
    specs=[dg.AssetSpec("one"), dg.AssetSpec("two", deps=["one"])], check_specs=[dg.AssetCheckSpec("is_there", asset="two")]
)
def several():
    """A step that hands over several outputs, and fails afterwards where it is asked to."""
    yield dg.MaterializeResult(asset_key="one", metadata={"rows": 1})
    yield dg.MaterializeResult(asset_key="two", check_results=[dg.AssetCheckResult(passed=True, check_name="is_there")])


def test_what_a_step_hands_over_is_one_transaction_a_file(instance):
    begun = []
    storage = instance.event_log_storage
    begin = storage._begun
    storage._begun = lambda shard: (begun.append(shard), begin(shard))[1]

    run = dg.materialize([several], instance=instance)

    transactions = begun.count(run.run_id)
    kinds = [event.dagster_event_type for event in instance.all_logs(run.run_id)]
    handed_over = [kind for kind in kinds if kind in event_log.BURST]
    planned = [kind for kind in kinds if "PLANNED" in kind.value]
    assert (len(handed_over), len(planned)) == (6, 3)
    assert transactions == len(kinds) - 6 - 3 + 2
    records = {str(record.asset_entry.asset_key.path[0]): record for record in instance.get_asset_records()}
    pointer = "dagster/input_event_pointer/one"  # the second output's provenance names the first, stored in the same burst
    assert records["two"].asset_entry.last_materialization.asset_materialization.tags[pointer] == str(
        records["one"].asset_entry.last_materialization_storage_id
    )


def test_after_a_run_no_connection_is_kept_whether_it_went_well_or_not(instance):
    @dg.asset
    def breaks() -> None:
        raise dg.Failure("no")

    dg.materialize([several], instance=instance)
    dg.materialize([breaks], instance=instance, raise_on_error=False)

    assert instance.event_log_storage._kept == {}
    assert instance.event_log_storage._open.connections is None


def test_what_was_handed_over_before_a_step_failed_is_kept(instance):
    @dg.multi_asset(specs=[dg.AssetSpec("made"), dg.AssetSpec("not_made")])
    def half():
        yield dg.MaterializeResult(asset_key="made")
        raise dg.Failure("no")

    run = dg.materialize([half], instance=instance, raise_on_error=False)

    assert not run.success
    assert instance.get_latest_materialization_event(dg.AssetKey("made")).run_id == run.run_id
    assert instance.get_latest_materialization_event(dg.AssetKey("not_made")) is None
