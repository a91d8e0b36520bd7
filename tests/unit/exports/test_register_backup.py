"""The register's portable copy: kept up run by run, never worse than what it copies, and readable by its owner alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pyrage
import pytest

from exports.ground.encryption import NotAKey
from exports.register import portable as register_backup
from exports.register.copies import drop_years_before, export_copy, restore
from exports.register.events import Event
from exports.register.log import Register, RegisterError, create
from exports.register.portable import export_encrypted, update_copy

DAY = date(2026, 4, 20)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "register.duckdb"


@pytest.fixture
def copy(tmp_path) -> Path:
    return tmp_path / "backup" / "register.jsonl"


def append(path: Path, count: int = 1, day: date = DAY) -> None:
    with Register.open(path) as register:
        register.append([Event("batch_found_unsent", batch_id=f"B{n}") for n in range(count)], day)


def test_what_is_new_is_added_and_gives_the_same_bytes_as_a_whole_copy(path, copy, tmp_path):
    for count in (3, 2, 1):
        append(path, count)
        head = update_copy(path, copy)
    assert head == export_copy(path, tmp_path / "whole.jsonl")
    assert copy.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600


def test_only_what_is_new_is_read(path, copy, monkeypatch):
    append(path, 3)
    update_copy(path, copy)
    append(path)
    monkeypatch.setattr(register_backup, "export_copy", lambda *_: pytest.fail("copied whole"))
    assert update_copy(path, copy).seq == 4
    assert update_copy(path, copy).seq == 4  # nothing new: nothing is done


def test_a_copy_that_says_no_format_is_rebuilt_once_and_then_says_it(path, copy, tmp_path):
    append(path, 2)
    update_copy(path, copy)
    copy.write_text(copy.read_text().partition("\n")[2])  # as 0.2.0 made it
    head = update_copy(path, copy)
    assert head == export_copy(path, tmp_path / "whole.jsonl")
    assert copy.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_a_register_restored_from_it_is_the_same(path, copy, tmp_path):
    append(path, 2)
    update_copy(path, copy)
    append(path, 2)
    head = update_copy(path, copy)
    assert restore(copy, tmp_path / "back.duckdb", head) == head


def test_a_line_that_a_crash_left_half_is_cut_off_and_written_again(path, copy, tmp_path):
    append(path, 3)
    update_copy(path, copy)
    copy.write_bytes(copy.read_bytes()[:-40])
    append(path)
    update_copy(path, copy)
    assert restore(copy, tmp_path / "back.duckdb").seq == 4


def test_a_register_that_lost_events_does_not_take_them_from_its_copy(path, copy):
    append(path, 5)
    update_copy(path, copy)
    with Register.open(path) as register:
        links = register.links()
    create(path, links[:3], [])
    before = copy.read_bytes()
    with pytest.raises(RegisterError, match="events are missing"):
        update_copy(path, copy)
    assert copy.read_bytes() == before


def test_a_broken_chain_is_not_added(path, copy):
    append(path, 2)
    update_copy(path, copy)
    append(path, 2)
    with Register.open(path) as register:
        links = register.links()
    create(path, [*links[:3], links[3]._replace(batch_id="another")], [])
    before = copy.read_bytes()
    with pytest.raises(RegisterError, match="event 4 is not what was recorded"):
        update_copy(path, copy)
    assert copy.read_bytes() == before


def test_years_that_the_register_dropped_leave_its_copy_too(path, copy, tmp_path):
    append(path, 2, DAY)
    append(path, 2, DAY + timedelta(days=400))
    update_copy(path, copy)
    drop_years_before(path, 2027)
    update_copy(path, copy)
    assert b"2026-04-20" not in copy.read_bytes()
    assert restore(copy, tmp_path / "back.duckdb").seq == 4


def test_a_copy_of_another_register_is_made_again(path, copy, tmp_path):
    append(tmp_path / "other.duckdb", 2)
    update_copy(tmp_path / "other.duckdb", copy)
    append(path, 3, DAY + timedelta(days=1))
    head = update_copy(path, copy)
    assert restore(copy, tmp_path / "back.duckdb") == head


def test_a_copy_that_leaves_opens_for_its_owner_alone_and_leaves_no_readable_one(path, tmp_path):
    append(path, 2)
    key, target = pyrage.x25519.Identity.generate(), tmp_path / "out" / "register.jsonl.age"
    head = export_encrypted(path, target, str(key.to_public()))
    plain = tmp_path / "plain.jsonl"
    plain.write_bytes(pyrage.decrypt(target.read_bytes(), [key]))
    assert restore(plain, tmp_path / "back.duckdb", head) == head
    assert sorted(p.name for p in tmp_path.iterdir()) == ["back.duckdb", "out", "plain.jsonl", "register.duckdb"]
    assert b"batch_found_unsent" not in target.read_bytes()


def test_something_else_than_a_public_key_writes_nothing(path, tmp_path):
    append(path)
    with pytest.raises(NotAKey):
        export_encrypted(path, tmp_path / "x.age", "ssh-ed25519 AAAA")
    assert not (tmp_path / "x.age").exists()
