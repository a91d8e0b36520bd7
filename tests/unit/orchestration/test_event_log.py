"""Dagster's event log as this product keeps it: the same files and the same words as Dagster's own.

Belongs here: what differs from Dagster's storage (engines kept, batches). Does not belong here: what a run reports.
"""

from __future__ import annotations

import dagster as dg
import pytest
from dagster._check import CheckError
from dagster._core.storage.event_log import SqliteEventLogStorage

from exports.home import Home
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
