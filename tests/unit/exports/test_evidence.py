"""A signal's evidence record: written once for what left, or may have; again for what certainly did not."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date

import duckdb
import pytest

from exports.ground.files import sha256_of_file, write_atomically
from exports.ground.home import Home
from exports.keeping import evidence, signal_records
from exports.keeping.evidence import bring_together, day_path, day_paths, keep_signals, old_path, records_of

DAY, NEXT_DAY = date(2026, 4, 20), date(2026, 4, 21)


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
    """A home whose records simply say which time they were gathered."""
    times = iter(range(1, 100))

    @contextmanager
    def gathered(con, signal_ids):
        con.execute("create temp table gathered (signal_id varchar, record varchar)")
        turn = next(times)
        for signal_id in signal_ids:
            con.execute("insert into gathered values (?, ?)", [signal_id, json.dumps({"turn": turn})])
        yield
        con.execute("drop table temp.gathered")

    monkeypatch.setattr(signal_records, "gathered", gathered)
    return Home.at(tmp_path)


def turns(home, *signal_ids) -> dict[str, int]:
    kept = records_of(home, signal_ids or ("S1", "S2"))
    return {signal_id: record.values["turn"] for signal_id, record in kept.items()}


def kept_by_an_earlier_version(home, signal_id: str, as_of: date = DAY, turn: int = 0):
    text = json.dumps({"facts": {"as_of_date": str(as_of)}, "turn": turn}, separators=(",", ":"))
    path = old_path(home, signal_id)
    write_atomically(path, text.encode())
    return path


def happened(con, *events) -> None:
    for seq, (event_type, signal_id, batch_id, payload) in enumerate(events, start=1):
        con.execute("insert into register_copy.events values (?, ?, ?, ?, ?)", [seq, event_type, signal_id, batch_id, payload])


PREPARED = ("batch_prepared", None, "B", '{"signal_ids":["S1","S2"]}')


def test_each_signal_due_gets_a_record_in_the_file_of_its_day_for_its_owner_only(con, home):
    assert keep_signals(con, home, DAY) == 2
    assert turns(home) == {"S1": 1, "S2": 1}
    (path,) = (home.evidence / "signals").iterdir()
    assert path.name == "2026-04-20.parquet" and path.stat().st_mode & 0o777 == 0o600


def test_days_do_not_touch_each_other_s_records(con, home):
    keep_signals(con, home, DAY)
    con.execute("update marts.signal_lines set signal_id = signal_id || '-next'")
    keep_signals(con, home, NEXT_DAY)
    assert turns(home, "S1", "S1-next") == {"S1": 1, "S1-next": 2}
    assert records_of(home, ["S1"], as_of=NEXT_DAY) == {}
    assert records_of(home, ["S1"], as_of=DAY)["S1"].path.stem == str(DAY)


def test_a_signal_that_is_no_longer_due_keeps_the_record_of_when_it_was(con, home):
    keep_signals(con, home, DAY)
    con.execute("delete from marts.signal_lines where signal_id = 'S2'")
    keep_signals(con, home, DAY)
    assert turns(home) == {"S1": 2, "S2": 1}


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
    day_path(home, DAY).unlink()
    keep_signals(con, home, DAY)
    assert turns(home)["S1"] == 2


def test_a_disk_that_fills_leaves_the_records_of_the_day_as_they_were(con, home, monkeypatch):
    keep_signals(con, home, DAY)
    before = day_path(home, DAY).read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(evidence, "sync_file", full)
    with pytest.raises(OSError, match="No space left"):
        keep_signals(con, home, DAY)
    assert day_path(home, DAY).read_bytes() == before
    assert [path.name for path in (home.evidence / "signals").iterdir()] == [day_path(home, DAY).name]


def test_a_record_that_an_earlier_version_kept_is_read_and_left_alone_where_its_signal_left(con, home):
    kept_by_an_earlier_version(home, "S1")
    kept_by_an_earlier_version(home, "S2")
    happened(con, ("signal_delivered", "S1", "B", "{}"))
    keep_signals(con, home, DAY)
    assert turns(home) == {"S1": 0, "S2": 1}
    assert [path.name for path in sorted((home.evidence / "signals").iterdir())] == ["2026-04-20.parquet", "S1.json"]


def test_records_of_earlier_versions_are_brought_together_text_for_text(con, home):
    digests = {}
    for signal_id, day in (("S1", DAY), ("S3", DAY), ("S4", NEXT_DAY)):
        path = kept_by_an_earlier_version(home, signal_id, day)
        digests[signal_id] = sha256_of_file(path)
    assert bring_together(home) == 3
    assert {each: record.sha256 for each, record in records_of(home, digests).items()} == digests
    assert [path.name for path in day_paths(home)] == ["2026-04-20.parquet", "2026-04-21.parquet"]
    assert not list((home.evidence / "signals").glob("*.json"))


def test_a_record_made_since_then_is_not_replaced_by_one_of_an_earlier_version(con, home):
    keep_signals(con, home, DAY)
    kept_by_an_earlier_version(home, "S1")
    assert bring_together(home) == 1
    assert turns(home) == {"S1": 1, "S2": 1}


def test_what_is_no_text_number_date_or_amount_does_not_become_evidence(con):
    with pytest.raises(TypeError, match="evidence cannot hold a DOUBLE"):
        signal_records._object(con, "select 0.1::double as share")


def test_the_same_facts_are_the_same_bytes(con):
    shown = "date '2026-04-20' as on_date, 1.50::decimal(18,2) as amount, null::date as none, ['x'] as codes, true as yes"
    facts = f"select {shown}, 7 as n"
    text = con.execute(f"select {signal_records._object(con, facts)} from ({facts})").fetchone()[0]
    assert text == '{"amount":"1.50","codes":["x"],"n":7,"none":null,"on_date":"2026-04-20","yes":true}'


def test_rows_of_a_record_stand_in_their_order_and_the_unknown_last(con):
    con.execute("create table found (signal_id varchar, due_on date, entry_id varchar, amount decimal(18, 2))")
    rows = [("S1", None, "B", 3), ("S1", "2026-02-01", "A", 2), ("S1", "2026-01-01", "C", 1), ("S1", "2026-01-01", "B", None)]
    con.executemany("insert into found values (?, ?, ?, ?)", rows)
    columns = {"due_on": "DATE", "entry_id": "VARCHAR", "amount": "DECIMAL(18,2)"}
    text = con.execute(
        f"select {signal_records._list(columns, ['due_on', 'entry_id'])} from found group by signal_id"
    ).fetchone()[0]
    assert text == (
        '[{"amount":null,"due_on":"2026-01-01","entry_id":"B"},{"amount":"1.00","due_on":"2026-01-01","entry_id":"C"},'
        '{"amount":"2.00","due_on":"2026-02-01","entry_id":"A"},{"amount":"3.00","due_on":null,"entry_id":"B"}]'
    )
