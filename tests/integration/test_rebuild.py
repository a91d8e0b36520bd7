"""The warehouse thrown away and made again: from landing, register, delivered lines and evidence, the same tables.

Belongs here: `vroegsignaal rebuild` after the runs of the worked example. Does not belong here: restoring a register.
"""

from __future__ import annotations

import pytest

# What a run proposes from feedback files that it read itself; once registered, nothing is proposed any more.
OF_ONE_RUN = {"acceptances_due"}


def tables(place) -> dict[str, list[tuple]]:
    names = place.rows("select table_name from information_schema.tables where table_schema = 'marts' order by 1")
    return {name: place.table(f"marts.{name}") for name in (row["table_name"] for row in names) if name not in OF_ONE_RUN}


@pytest.fixture(scope="module")
def rebuilt(example, tmp_path_factory):
    """The tables before, the home after, and what the command said; everything but the warehouse as a fingerprint."""
    place = example.third.place.copy(tmp_path_factory.mktemp("rebuild") / "home")
    before, kept = tables(place), rest(place)
    place.home.warehouse.write_bytes(b"no database")
    place.home.warehouse.with_name("warehouse.duckdb.wal").write_bytes(b"nor the log of one")  # left by a killed process
    (place.home.root / "read" / "warehouse.duckdb").unlink()
    return before, kept, place, place.command("rebuild")


def rest(place) -> dict[str, str]:
    return place.fingerprint(besides=("preview", "dagster", ".lock", "warehouse.duckdb", "read"))


def test_every_mart_is_as_it_was(rebuilt):
    before, _, place, result = rebuilt
    assert result.is_good, result.text
    after = tables(place)
    assert after.keys() == before.keys()
    for name in before:
        assert after[name] == before[name], name


def test_nothing_else_changed_and_nothing_was_delivered_or_registered(rebuilt):
    _, kept, place, _ = rebuilt
    assert rest(place) == kept


def test_people_can_read_again(rebuilt):
    place = rebuilt[2]
    assert "Lopende meldingen (9)" in place.command("status").text
    assert place.command("explain", "L01", "--as-of", "2026-04-20").is_good


def test_a_home_that_never_ran_says_that_a_date_is_needed(home):
    result = home.command("rebuild")
    assert result.status == 1
    assert "--as-of DATE" in result.text
