"""Copies of the register hold the same events, prove it, and are whole or absent."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from exports.ground.formats import PRESENT, LaterFormat
from exports.register.chain import Head
from exports.register.copies import copy_events, drop_years_before, export_copy, restore
from exports.register.log import Register, RegisterError
from tests.support.events import batch_delivered, prepared, signal_delivered, signal_withdrawn

YEARS = [date(2024, 4, 20), date(2025, 4, 20), date(2026, 4, 20)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with a signal delivered and withdrawn in each of three years: events 1 to 4, 5 to 8, 9 to 12."""
    path = tmp_path / "register.duckdb"
    with Register.open(path) as register:
        for number, day in enumerate(YEARS):
            signal, batch = f"S{number}", f"B{number}"
            register.append(
                [
                    prepared(batch, (signal,)),
                    signal_delivered(signal, batch_id=batch),
                    batch_delivered(batch),
                    signal_withdrawn(signal),
                ],
                day,
            )
    return path


def events(path: Path):
    with Register.read_only(path) as register:
        return register.events()


def verify(path: Path, expected: Head | None = None):
    with Register.read_only(path) as register:
        return register.verify(expected)


def test_the_warehouse_gets_every_event_and_loses_those_of_before(path):
    warehouse = duckdb.connect()
    copy_events(path, warehouse)
    assert copy_events(path, warehouse) == 12

    described = warehouse.execute("describe register_copy.events").fetchall()
    assert [(row[0], row[1]) for row in described] == [
        ("seq", "BIGINT"), ("recorded_at", "TIMESTAMP"), ("as_of_date", "DATE"), ("event_type", "VARCHAR"),
        ("signal_id", "VARCHAR"), ("batch_id", "VARCHAR"), ("lease_id", "VARCHAR"), ("payload", "VARCHAR"),
    ]  # fmt: skip
    row = warehouse.execute("select *, payload ->> 'amount' from register_copy.events where seq = 2").fetchone()
    assert row[2:7] == (YEARS[0], "signal_delivered", "S0", "B0", "L1") and row[-1] == "1000.00"


def test_a_home_without_a_register_gives_the_warehouse_an_empty_table(tmp_path):
    warehouse = duckdb.connect()
    assert copy_events(tmp_path / "register.duckdb", warehouse) == 0
    assert not (tmp_path / "register.duckdb").exists()


KEPT_AS = "create view intermediate.int_signals_of_events as select signal_id from register_copy.events where {}"


def test_what_the_models_keep_of_the_copy_is_made_again_with_it(path):
    warehouse = duckdb.connect()
    copy_events(path, warehouse)
    warehouse.execute("create schema intermediate")
    warehouse.execute(KEPT_AS.format("event_type = 'signal_delivered'"))
    copy_events(path, warehouse)
    with Register.open(path) as register:
        register.append([prepared("B9", ("S9",)), signal_delivered("S9", batch_id="B9")], YEARS[-1])
    copy_events(path, warehouse)
    kept = warehouse.execute("select signal_id from intermediate.int_signals_recorded order by 1").fetchall()
    assert kept == [("S0",), ("S1",), ("S2",), ("S9",)]


def test_what_models_of_another_version_kept_of_the_copy_is_dropped_rather_than_left_to_lag(path):
    warehouse = duckdb.connect()
    copy_events(path, warehouse)
    warehouse.execute("create schema intermediate")
    warehouse.execute("alter table register_copy.events add column kind varchar")
    warehouse.execute(KEPT_AS.format("kind = 'signals'"))
    warehouse.execute("create table intermediate.int_signals_recorded (signal_id varchar)")
    copy_events(path, warehouse)
    with pytest.raises(duckdb.CatalogException):
        warehouse.execute("from intermediate.int_signals_recorded")


def test_a_restored_register_is_the_same_and_goes_on(path, tmp_path):
    copy, back = tmp_path / "backup" / "register.jsonl", tmp_path / "back" / "register.duckdb"
    head = export_copy(path, copy)

    assert restore(copy, back) == head
    assert events(back) == events(path)
    assert (copy.stat().st_mode & 0o777, back.stat().st_mode & 0o777) == (0o600, 0o600)
    with Register.open(back) as register:
        assert register.append([signal_withdrawn("S9")], YEARS[2]) == [13]
        assert register.verify(head).ok


def test_the_copy_is_one_event_a_line_with_its_hash(path, tmp_path):
    export_copy(path, tmp_path / "register.jsonl")
    first, *lines = [json.loads(line) for line in (tmp_path / "register.jsonl").read_text().splitlines()]

    assert first == {"format": PRESENT}
    assert [line["seq"] for line in lines] == list(range(1, 13))
    assert [line["hash"] for line in lines] == [event.hash for event in events(path)]


def test_a_copy_that_says_no_format_is_restored_and_one_of_a_later_format_is_refused(path, tmp_path):
    copy = tmp_path / "register.jsonl"
    head = export_copy(path, copy)
    text = copy.read_text()
    copy.write_text(text.partition("\n")[2])  # as 0.2.0 made it
    assert restore(copy, tmp_path / "back.duckdb") == head
    copy.write_text(text.replace(f'{{"format":{PRESENT}}}', f'{{"format":{PRESENT + 1}}}'))
    with pytest.raises(LaterFormat, match="copy of the register"):
        restore(copy, tmp_path / "later.duckdb")
    assert not (tmp_path / "later.duckdb").exists()


def test_a_copy_that_was_tampered_with_is_not_restored(path, tmp_path):
    copy = tmp_path / "register.jsonl"
    export_copy(path, copy)
    copy.write_text(copy.read_text().replace('"1000.00"', '"9.00"', 1))

    with pytest.raises(RegisterError, match="event 1 is not what was recorded"):
        restore(copy, tmp_path / "back.duckdb")
    assert not (tmp_path / "back.duckdb").exists()


def test_a_shortened_copy_is_not_restored_where_the_head_was_noted(path, tmp_path):
    copy = tmp_path / "register.jsonl"
    head = export_copy(path, copy)
    copy.write_text("".join(copy.read_text().splitlines(keepends=True)[:6]))

    with pytest.raises(RegisterError, match="event 6 was taken away"):
        restore(copy, tmp_path / "back.duckdb", expected=head)


def test_a_line_that_is_no_event_is_refused_by_its_number(path, tmp_path):
    copy = tmp_path / "register.jsonl"
    export_copy(path, copy)
    copy.write_text(copy.read_text() + '{"MARKER": 1}\n')

    with pytest.raises(RegisterError, match="line 14") as refusal:
        restore(copy, tmp_path / "back.duckdb")
    assert "MARKER" not in str(refusal.value)


def test_a_register_is_never_restored_over_another(path, tmp_path):
    export_copy(path, tmp_path / "register.jsonl")
    with pytest.raises(RegisterError, match="exists"):
        restore(tmp_path / "register.jsonl", path)


def test_a_broken_register_is_not_copied_over_a_good_copy(path, tmp_path):
    copy = tmp_path / "register.jsonl"
    export_copy(path, copy)
    good = copy.read_bytes()
    con = duckdb.connect(str(path))
    con.execute("create or replace table events as from events where seq <> 3")
    con.close()

    with pytest.raises(RegisterError, match="event 3"):
        export_copy(path, copy)
    assert copy.read_bytes() == good


def test_years_past_their_term_go_and_the_rest_still_verifies(path, tmp_path):
    head = verify(path).head
    anchors = drop_years_before(path, 2026)

    assert [(anchor.year, anchor.last_seq) for anchor in anchors] == [(2024, 4), (2025, 8)]
    assert [event.seq for event in events(path)] == [9, 10, 11, 12]
    assert verify(path, head).ok
    with Register.open(path) as register:
        assert register.append([signal_withdrawn("S9")], YEARS[2]) == [13]
    export_copy(path, tmp_path / "register.jsonl")
    restore(tmp_path / "register.jsonl", tmp_path / "back.duckdb")
    assert verify(tmp_path / "back.duckdb", head).ok


def test_nothing_of_a_dropped_year_is_left_in_the_file(path):
    assert b"signals_2026-04-20_B0" in path.read_bytes()
    drop_years_before(path, 2025)
    assert b"signals_2026-04-20_B0" not in path.read_bytes()


def test_years_can_be_dropped_one_after_the_other_and_all_of_them(path):
    head = verify(path).head
    drop_years_before(path, 2025)
    drop_years_before(path, 2027)

    with Register.open(path) as register:
        assert [anchor.year for anchor in register.anchors()] == [2024, 2025, 2026]
        assert (register.head(), register.events()) == (head, [])
        assert register.append([signal_withdrawn("S9")], date(2027, 1, 20)) == [13]
        assert register.verify().ok
    assert drop_years_before(path, 2027) == []


def test_a_removed_first_event_after_dropped_years_shows(path):
    drop_years_before(path, 2025)
    con = duckdb.connect(str(path))
    con.execute("create or replace table events as from events where seq <> 5")
    con.close()
    assert (verify(path).broken_seq, verify(path).reason) == (5, "removed")


def test_a_year_with_a_signal_that_is_still_active_stays(tmp_path):
    path = tmp_path / "register.duckdb"
    with Register.open(path) as register:
        register.append([signal_delivered("S1")], YEARS[0])
        register.append([signal_delivered("S2")], YEARS[2])

    with pytest.raises(RegisterError, match="1 signals"):
        drop_years_before(path, 2026)
    assert len(events(path)) == 2
    assert [anchor.year for anchor in drop_years_before(path, 2026, even_if_active=True)] == [2024]


def test_an_event_recorded_later_under_an_earlier_year_goes_with_the_year_it_stands_in(path):
    with Register.open(path) as register:
        register.append([signal_withdrawn("S9")], YEARS[0])
    drop_years_before(path, 2026)
    assert [event.seq for event in events(path)] == [9, 10, 11, 12, 13]
