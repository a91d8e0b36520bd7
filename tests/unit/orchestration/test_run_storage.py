"""Dagster's storages of runs and schedules as this product opens them: what Dagster makes, without what it reads for it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import dagster as dg
import pytest
from alembic.script import ScriptDirectory
from dagster._core.storage.runs import SqliteRunStorage
from dagster._core.storage.schedules import SqliteScheduleStorage
from sqlalchemy import create_engine

from exports.ground.home import Home
from orchestration.instance import history
from orchestration.run_storage import is_made, making
from tests.support.day import environment


def tables_of(path):
    with closing(sqlite3.connect(path)) as con:
        return [
            con.execute(sql).fetchall() for sql in ("select * from sqlite_master order by name", "select * from alembic_version")
        ]


def test_the_files_are_made_by_dagster_where_it_has_them_and_opened_again_without_its_migrations(tmp_path, monkeypatch):
    with environment(tmp_path):
        with history(Home.at(tmp_path)) as instance:
            run = dg.materialize([dg.asset(name="one")(lambda: None)], instance=instance)
        monkeypatch.setattr(ScriptDirectory, "from_config", lambda *_: pytest.fail("the migrations were read"))
        with history(Home.at(tmp_path)) as instance:
            assert [each.run_id for each in instance.get_runs()] == [run.run_id]
            assert instance.all_logs(run.run_id)
            assert list(instance.all_instigator_state()) == []
        monkeypatch.undo()
    for place, own in (("history/runs.db", SqliteRunStorage), ("schedules/schedules.db", SqliteScheduleStorage)):
        theirs = tmp_path / "theirs" / place
        own.from_local(str(theirs.parent))
        assert tables_of(tmp_path / "dagster" / place) == tables_of(theirs)


def test_a_file_is_made_once_its_revision_stands_there(tmp_path):
    path = tmp_path / "runs.db"
    assert not is_made(path) and not path.exists()
    with closing(sqlite3.connect(path)) as con:
        con.execute("create table runs (id integer)")
        assert not is_made(path)
        con.execute("create table alembic_version (version_num varchar)")
        con.commit()
        assert not is_made(path)
        con.execute("insert into alembic_version values ('one')")
        con.commit()
    assert is_made(path)


def test_only_while_a_file_is_made_nothing_waits_for_the_disk(tmp_path):
    path = tmp_path / "runs.db"

    def synchronous():
        with create_engine(f"sqlite:///{path}").connect() as con:
            return con.exec_driver_sql("pragma synchronous").scalar()

    with making(path):
        assert synchronous() == 0
    assert synchronous() == 2
