"""Connections to DuckDB files: what a kept file changes is time alone."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from exports.ground import duck
from exports.ground.duck import FileIsDamaged, columns, connect, in_memory, is_there, kept_open, log_of, titles_and_types

ROOT = Path(__file__).parents[3]
WRITE = "create or replace table t as select 1 as a"
ASK = "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True).execute('select a from t').fetchone())"


def test_a_kept_file_is_seen_by_each_next_connection_and_is_on_disk_after_each(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    with kept_open(path):
        with connect(path) as con:
            con.execute(WRITE)
        left = tmp_path / "left"
        left.mkdir()
        for each in tmp_path.glob("warehouse.duckdb*"):  # what a killed process would leave
            (left / each.name).write_bytes(each.read_bytes())
        with connect(path, read_only=True) as con:
            assert con.execute("select a from t").fetchone() == (1,)
    assert not path.with_name("warehouse.duckdb.wal").exists()
    for read_only in (True, False):
        with connect(left / path.name, read_only=read_only) as con:
            assert con.execute("select a from t").fetchone() == (1,)
    assert not (left / "warehouse.duckdb.wal").exists()


def test_a_log_that_is_no_longer_short_goes_into_a_kept_file_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(duck, "SHORT_LOG", 100)
    path = tmp_path / "warehouse.duckdb"
    with kept_open(path):
        with connect(path) as con:
            con.execute(WRITE)
            con.execute("insert into t select range from range(50)")
        assert not path.with_name("warehouse.duckdb.wal").exists()


def test_other_processes_have_the_file_again_when_the_block_ends(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    with kept_open(path), connect(path) as con:
        con.execute(WRITE)
    done = subprocess.run([sys.executable, "-c", ASK, str(path)], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "(1,)"
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_kept_for_reading_is_read_by_others_too_and_a_connection_that_writes_is_seen_by_the_next(tmp_path):
    path = tmp_path / "register.duckdb"
    with connect(path) as con:
        con.execute(WRITE)
    with kept_open(path, for_reading=True):
        with connect(path, read_only=True) as con:
            assert con.execute("select a from t").fetchone() == (1,)
        with pytest.raises(duckdb.InvalidInputException), connect(path, read_only=True) as con:
            con.execute("update t set a = 2")
        done = subprocess.run([sys.executable, "-c", ASK, str(path)], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "(1,)"
        with connect(path) as con:
            con.execute("update t set a = 3")
        with connect(path, read_only=True) as con:
            assert con.execute("select a from t").fetchone() == (3,)
        assert not path.with_name("register.duckdb.wal").exists()
    with duckdb.connect(str(path), read_only=True) as con:
        assert con.execute("select a from t").fetchone() == (3,)


def test_a_connection_that_asks_for_no_memory_leaves_a_kept_file_what_it_was_given(tmp_path):
    path, limit = tmp_path / "warehouse.duckdb", "select current_setting('memory_limit')"
    with kept_open(path):
        with connect(path) as con:
            usual = con.execute(limit).fetchone()
        with connect(path, memory_limit="2GiB") as con:
            given = con.execute(limit).fetchone()
        with connect(path) as con:
            assert con.execute(limit).fetchone() == given == ("2.0 GiB",) != usual


def test_whether_a_table_is_there_is_known_without_looking_at_its_rows(tmp_path):
    with connect(tmp_path / "warehouse.duckdb") as con:
        con.execute("create schema control; create table control.a as select 1 as a; create view v as select 1 as a")
        assert [is_there(con, name) for name in ("control.a", "v", "control.b", "nowhere.a")] == [True, True, False, False]
        assert con.execute("select a from control.a").fetchone() == (1,)


def test_what_failed_is_undone_in_a_kept_file_too(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    with kept_open(path):
        with connect(path) as con:
            con.execute(WRITE)
        with pytest.raises(ZeroDivisionError), connect(path) as con:
            con.begin()
            con.execute("delete from t")
            raise ZeroDivisionError
        with connect(path, read_only=True) as con:
            assert con.execute("select count(*) from t").fetchone() == (1,)


def test_a_file_that_is_not_there_is_not_made_by_reading_it(tmp_path):
    path = tmp_path / "none.duckdb"
    with kept_open(path), pytest.raises(duckdb.IOException), connect(path, read_only=True):
        pass

    assert not path.exists()


def test_a_damaged_file_is_described_as_such_where_it_is_kept(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(b"no database" * 1000)
    with kept_open(path), pytest.raises(FileIsDamaged), connect(path):
        pass


LEFT_WITH_ITS_LOG = """
import duckdb, os, sys
con = duckdb.connect(sys.argv[1])
for n in range(20):
    con.execute(f"create table t{n} as select 1 as a")
os._exit(0)
"""


def test_a_file_whose_log_is_damaged_is_described_as_such_too(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    subprocess.run([sys.executable, "-c", LEFT_WITH_ITS_LOG, str(path)], check=True)
    log = log_of(path).read_bytes()
    half = len(log) // 2
    log_of(path).write_bytes(log[:half] + bytes(40) + log[half + 40 :])
    with pytest.raises(FileIsDamaged, match="vroegsignaal rebuild"), connect(path):
        pass


ASKS_LONG = """
import signal, sys
from decimal import Decimal
from pathlib import Path
from exports.ground.duck import connect, in_memory
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins with it ignored
opened = connect(Path(sys.argv[1])) if len(sys.argv) > 1 else in_memory()
try:
    with opened as con:
        con.execute("set threads = 1")  # a thread of DuckDB's own finishes what it has begun, here after hours
        print("asking", flush=True)
        con.execute("select count(*) from range(100000000000) as numbers(n) where hash(n) % 7 = 1").fetchall()
except KeyboardInterrupt:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print("stopped")
"""


@pytest.mark.parametrize("place", [["warehouse.duckdb"], []], ids=["file", "memory"])
def test_ctrl_c_during_a_query_stops_the_run_and_is_not_taken_for_a_step_that_failed(tmp_path, place):
    command = [sys.executable, "-c", ASKS_LONG, *(str(tmp_path / name) for name in place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout.readline() == "asking\n"
        for _ in range(30):  # DuckDB loses one that comes before the query has begun
            child.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(1)
                break
        child.kill()
        assert (child.returncode, child.stdout.read()) == (0, "stopped\n")


def test_a_fault_of_our_own_is_no_interruption(tmp_path):
    with pytest.raises(RuntimeError, match="ours"), connect(tmp_path / "warehouse.duckdb"):
        raise RuntimeError("ours")


def test_what_a_query_gives_is_described_while_a_row_of_another_was_just_read(tmp_path):
    with connect(tmp_path / "a.duckdb") as con:
        con.execute("select * from range(3)").fetchone()
        found = titles_and_types(con, "select 1.5::decimal(12, 2) as amount, date '2026-01-31' as day")
    assert found == {"amount": "DECIMAL(12,2)", "day": "DATE"}


def test_the_columns_of_a_query_are_its_values_as_rows_give_them_with_lists_as_tuples():
    listed = "('H1', 1.50::decimal(9,2), ['a', 'b']), ('H2', null, []), ('H3', 2, null)"
    sql = f"select * from (values {listed}) as t(lease, amount, why)"
    with in_memory() as con:
        table, none = columns(con, sql), columns(con, f"{sql} limit 0")
    assert table == {
        "lease": ("H1", "H2", "H3"), "amount": (Decimal("1.50"), None, Decimal("2.00")), "why": [("a", "b"), (), None],
    }  # fmt: skip
    assert {name: len(values) for name, values in none.items()} == {"lease": 0, "amount": 0, "why": 0}
