"""A signal's evidence record: written once for what left, or may have; anew for what certainly did not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from exports import evidence
from exports.evidence import keep_signals, read_record, record_path
from exports.home import Home

DAY = date(2026, 4, 20)


@pytest.fixture
def con():
    with duckdb.connect() as con:
        con.execute("create schema marts; create schema register_copy")
        con.execute("create table marts.signal_lines (signal_id varchar)")
        con.execute("insert into marts.signal_lines values ('S1'), ('S2')")
        columns = "seq bigint, event_type varchar, signal_id varchar, batch_id varchar, payload varchar"
        con.execute(f"create table register_copy.events ({columns})")
        yield con


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home whose records simply say which time they were gathered; `home.times` counts."""
    times = iter(range(1, 100))

    def gathered(_, signal_ids):
        turn = next(times)
        return {signal_id: {"turn": turn, "amount": Decimal("1.50"), "on": DAY} for signal_id in signal_ids}

    monkeypatch.setattr(evidence, "records_of", gathered)
    return Home.at(tmp_path)


def turns(home) -> dict[str, int]:
    return {signal_id: read_record(record_path(home, signal_id))["turn"] for signal_id in ("S1", "S2")}


def happened(con, *events) -> None:
    for seq, (event_type, signal_id, batch_id, payload) in enumerate(events, start=1):
        con.execute("insert into register_copy.events values (?, ?, ?, ?, ?)", [seq, event_type, signal_id, batch_id, payload])


PREPARED = ("batch_prepared", None, "B", '{"signal_ids":["S1","S2"]}')


def test_each_signal_due_gets_a_record_of_texts_for_its_owner_only(con, home):
    assert keep_signals(con, home, DAY) == 2
    path = record_path(home, "S1")
    assert read_record(path) == {"turn": 1, "amount": "1.50", "on": "2026-04-20"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir() if each.suffix != ".json"] == []


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        ((), set()),
        ((("signal_delivered", "S1", "B", "{}"),), {"S1"}),
        ((PREPARED,), {"S1", "S2"}),  # nobody knows yet whether it left
        ((PREPARED, ("batch_in_doubt", None, "B", "{}")), {"S1", "S2"}),
        ((PREPARED, ("batch_abandoned", None, "B", "{}")), set()),
        ((PREPARED, ("batch_found_unsent", None, "B", "{}")), set()),
    ],
)
def test_a_record_is_left_alone_where_its_signal_left_or_may_have(con, home, events, kept):
    keep_signals(con, home, DAY)
    happened(con, *events)
    keep_signals(con, home, DAY)
    assert {signal_id for signal_id, turn in turns(home).items() if turn == 1} == kept


def test_a_record_that_is_gone_is_made_again_even_of_a_signal_that_left(con, home):
    keep_signals(con, home, DAY)
    happened(con, ("signal_delivered", "S1", "B", "{}"))
    record_path(home, "S1").unlink()
    keep_signals(con, home, DAY)
    assert turns(home)["S1"] == 2


def test_what_is_no_text_number_date_or_amount_does_not_become_evidence(con, home, monkeypatch):
    monkeypatch.setattr(evidence, "records_of", lambda *_: {"S1": {"lines": {"a set"}}})
    with pytest.raises(TypeError, match="evidence cannot hold a set"):
        keep_signals(con, home, DAY)
    assert not record_path(home, "S1").exists()
