"""Tampering shows: whatever is changed, removed, put elsewhere or skipped, the verdict names the first broken event."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.register.chain import BEGINNING, GENESIS, Head, Link, sealed, walk
from exports.register.log import Register
from tests.support.events import signal_withdrawn

APRIL = date(2026, 4, 20)


def chain(length: int) -> list[Link]:
    links, previous = [], GENESIS
    for seq in range(1, length + 1):
        signal = f"S{seq}"
        link = Link(seq, datetime(2026, 4, 20), APRIL, "signal_withdrawn", signal, None, None, "{}", previous, "")
        links.append(sealed(link))
        previous = links[-1].hash
    return links


def test_an_untouched_chain_is_whole():
    links = chain(5)
    verdict = walk(links, BEGINNING)

    assert verdict.ok and verdict.events == 5 and verdict.head == Head(5, links[-1].hash)


@pytest.mark.parametrize("field, value", [("payload", '{"a":1}'), ("as_of_date", date(2026, 4, 21)), ("signal_id", "S9")])
def test_a_changed_event_shows(field, value):
    links = chain(5)
    links[2] = links[2]._replace(**{field: value})

    verdict = walk(links, BEGINNING)
    assert (verdict.broken_seq, verdict.reason) == (3, "changed")


def test_a_changed_event_with_its_hash_recomputed_shows_too():
    links = chain(5)
    links[2] = sealed(links[2]._replace(payload='{"a":1}'))

    verdict = walk(links, BEGINNING)
    assert (verdict.broken_seq, verdict.reason) == (3, "changed")


def test_a_removed_event_shows():
    links = chain(5)
    del links[2]

    verdict = walk(links, BEGINNING)
    assert (verdict.broken_seq, verdict.reason) == (3, "removed")


def test_a_removed_first_event_shows():
    verdict = walk(chain(5)[1:], BEGINNING)
    assert (verdict.broken_seq, verdict.reason) == (1, "removed")


def test_two_events_that_changed_places_show():
    links = chain(5)
    links[1], links[3] = links[3]._replace(seq=2), links[1]._replace(seq=4)

    verdict = walk(links, BEGINNING)
    assert (verdict.broken_seq, verdict.reason) == (2, "reordered")


def test_an_event_that_stands_there_twice_shows():
    links = chain(3)

    verdict = walk([*links, links[-1]], BEGINNING)
    assert (verdict.broken_seq, verdict.reason) == (3, "reordered")


def test_a_skipped_number_shows():
    links = chain(2)
    links.append(sealed(chain(3)[-1]._replace(seq=4, previous_hash=links[-1].hash)))

    verdict = walk(links, BEGINNING)
    assert (verdict.broken_seq, verdict.reason) == (3, "gap")


def test_newest_events_taken_away_show_only_to_who_noted_the_head():
    links = chain(5)
    noted = Head(5, links[-1].hash)

    assert walk(links[:3], BEGINNING).ok
    verdict = walk(links[:3], BEGINNING, expected=noted)
    assert (verdict.broken_seq, verdict.reason) == (4, "removed")
    assert walk(links, BEGINNING, expected=Head(2, links[1].hash)).ok


def test_a_whole_new_chain_does_not_contain_the_noted_head():
    noted = Head(2, "f" * 64)
    assert walk(chain(5), BEGINNING, expected=noted).broken_seq == 2


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 12), st.data())
def test_any_event_left_out_before_the_last_shows(length, data):
    links = chain(length + 1)
    left_out = data.draw(st.integers(0, length - 1))

    verdict = walk(links[:left_out] + links[left_out + 1 :], BEGINNING)
    assert verdict.broken_seq == left_out + 1


def test_a_file_changed_behind_the_triggers_is_found_out(tmp_path: Path):
    path = tmp_path / "register.duckdb"
    with Register.open(path) as register:
        register.append([signal_withdrawn(f"S{n}") for n in range(4)], APRIL)
    con = duckdb.connect(str(path))
    con.execute("create or replace table events as select * replace (if(seq = 2, 'S9', signal_id) as signal_id) from events")
    con.close()

    with Register.read_only(path) as register:
        verdict = register.verify()
    assert (verdict.ok, verdict.broken_seq, verdict.reason) == (False, 2, "changed")
    assert "event 2" in verdict.message
