"""Work in a thread ahead of who takes its results (orchestration/ahead.py)."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator

import duckdb
import pytest

from orchestration.ahead import ahead


def nothing_to_stop() -> None: ...


def test_results_come_in_order_and_the_work_does_not_wait_for_who_takes_them() -> None:
    done: list[int] = []
    all_done = threading.Event()

    def work() -> Iterator[int]:
        for number in range(5):
            done.append(number)
            yield number
        all_done.set()

    results = ahead(work(), stop=nothing_to_stop)
    assert next(results) == 0
    assert all_done.wait(10)  # although one result was taken
    assert done == [0, 1, 2, 3, 4]
    assert list(results) == [1, 2, 3, 4]


def test_what_the_work_raises_comes_after_the_results_it_gave() -> None:
    def work() -> Iterator[int]:
        yield 1
        raise ValueError("the machine failed")

    results = ahead(work(), stop=nothing_to_stop)
    assert next(results) == 1
    with pytest.raises(ValueError, match="the machine failed"):
        next(results)


def test_a_query_under_way_is_stopped_where_nobody_takes_the_results_any_more() -> None:
    con = duckdb.connect()
    ended: list[str] = []

    def work() -> Iterator[int]:
        yield 1
        try:
            con.execute("select count(*) from range(1000000) a, range(1000000) b where a.range % 7 = b.range % 11")
        except duckdb.InterruptException:
            ended.append("interrupted")
            raise
        yield 2

    results = ahead(work(), stop=con.interrupt)
    next(results)
    time.sleep(0.05)  # it is asking now
    results.close()
    assert ended == ["interrupted"]
    assert con.execute("select 1").fetchall() == [(1,)]  # nothing else uses the connection


def test_no_piece_is_begun_after_the_end() -> None:
    may_go_on = threading.Event()
    begun: list[int] = []

    def work() -> Iterator[int]:
        for number in range(5):
            begun.append(number)
            yield number
            may_go_on.wait(10)

    results = ahead(work(), stop=may_go_on.set)
    next(results)
    results.close()
    assert len(begun) <= 2  # the one that was under way, no more


@pytest.mark.parametrize("taken", [1, 3])
def test_turns_between_threads_are_afterwards_as_they_were(taken: int) -> None:
    usual = sys.getswitchinterval()
    results = ahead(iter([1, 2]), stop=nothing_to_stop)
    next(results)
    assert sys.getswitchinterval() < usual
    for _ in range(taken - 1):
        next(results, None)
    results.close()
    assert sys.getswitchinterval() == usual
