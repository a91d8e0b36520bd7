"""What a run lets DuckDB take of a machine's memory where nobody said it."""

import pytest

from orchestration import machine_memory

GIB = 1 << 30


@pytest.mark.parametrize(("gib", "megabytes"), [(1, 1500), (2, 1500), (4, 2147), (8, 3000), (64, 3000)])
def test_a_run_takes_half_of_the_memory_but_no_less_than_it_always_had_and_no_more_than_helps(gib, megabytes):
    assert machine_memory.share_of(gib * GIB) == megabytes


@pytest.mark.parametrize(("said", "megabytes"), [(f"{4 * GIB}\n", "2147MB"), (f"{2 * GIB}\n", "1500MB")])
def test_in_a_container_it_is_half_of_what_the_container_may_take(tmp_path, monkeypatch, said, megabytes):
    monkeypatch.setattr(machine_memory, "GROUP", tmp_path / "memory.max")
    monkeypatch.setattr(machine_memory.os, "sysconf", lambda name: 64 * GIB // 4096 if name == "SC_PHYS_PAGES" else 4096)
    assert machine_memory.share_of_a_run() == "3000MB", "no container"
    machine_memory.GROUP.write_text("max\n", encoding="ascii")
    assert machine_memory.share_of_a_run() == "3000MB", "a container without a limit"
    machine_memory.GROUP.write_text(said, encoding="ascii")
    assert machine_memory.share_of_a_run() == megabytes
