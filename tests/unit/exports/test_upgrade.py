"""A home of version 0.1 comes to the present format whole, or stays as it was, wherever the upgrade is killed.

Belongs here: register and evidence. Does not belong here: the command and the warehouse (tests/integration/test_upgrade.py).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from exports.ground.duck import connect
from exports.ground.formats import FIRST, PRESENT, LaterFormat
from exports.ground.home import Home
from exports.keeping.evidence import old_records, records_of
from exports.keeping.home_formats import formats_of
from exports.keeping.upgrade import WORK, changes, finish, prepare
from exports.register.events import Event
from exports.register.log import Register, RegisterError
from tests.support.day import Place
from tests.support.old_home import old_home

CHECKOUT = Path(__file__).resolve().parents[3]
CHANGED = ("register.duckdb", "evidence")


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> Place:
    """To be copied, not changed."""
    return old_home(tmp_path_factory.mktemp("old") / "home")


@pytest.fixture(scope="module")
def upgraded(old, tmp_path_factory) -> Place:
    place = old.copy(tmp_path_factory.mktemp("new") / "home")
    prepare(place.home)
    assert finish(place.home)
    return place


def kept_of(place: Place) -> tuple[list, dict[str, str]]:
    """What the register and the evidence say: every event with its hash, and the text of every record."""
    with Register.read_only(place.home.register) as register:
        links = register.links()
    signals = {link.signal_id for link in links if link.event_type == "signal_delivered"}
    return links, {name: record.text for name, record in records_of(place.home, signals).items()}


def test_a_home_of_the_first_version_says_no_format_and_one_made_now_says_the_present(old, home):
    formats = formats_of(old.home)
    assert (formats.register, formats.evidence, formats.is_earlier) == (FIRST, FIRST, True)
    with Register.open(home.home.register):
        pass
    assert formats_of(home.home).register == PRESENT
    with connect(home.home.warehouse) as con:  # as the first run leaves it whose landing tables were refused
        con.execute("create schema control")
    assert not formats_of(home.home).is_earlier
    home.home.warehouse.unlink()
    assert changes(home.home) == []


def test_what_would_change_is_listed_without_changing_it(old):
    before = old.fingerprint()
    found = {change.part: change for change in changes(old.home)}
    assert found.keys() == {"register", "evidence"}
    assert "41 events" in found["register"].words and "guards" not in found["register"].words
    assert "14 records" in found["evidence"].words
    assert old.fingerprint() == before


def test_every_event_hash_and_record_is_as_it_was_and_the_guards_hold(old, upgraded):
    assert kept_of(upgraded) == kept_of(old)
    assert len(kept_of(old)[1]) == 14
    assert upgraded.is_chained()
    assert formats_of(upgraded.home).is_guarded
    with duckdb.connect(str(upgraded.home.register)) as con:
        for table in ("events", "anchors", "format"):
            with pytest.raises(duckdb.Error, match="append only"):
                con.execute(f"delete from {table}")


def test_after_it_there_is_nothing_more_to_change_and_nothing_is_left_behind(old, upgraded):
    assert changes(upgraded.home) == []
    assert old_records(upgraded.home) == {}
    assert not (upgraded.home.root / WORK).exists()
    assert upgraded.fingerprint(CHANGED) == old.fingerprint(CHANGED)
    made = [upgraded.home.register, *(path for path in upgraded.home.evidence.rglob("*.*") if path.suffix != ".json")]
    assert [path for path in made if path.stat().st_mode & 0o077] == []


def test_a_record_made_since_by_a_later_run_is_the_one_that_stays(old, upgraded, tmp_path):
    """A home of the first version on which a later one has run keeps both forms beside each other."""
    place = old.copy(tmp_path / "home")
    days = place.home.evidence / "signals"
    shutil.copy2(upgraded.home.evidence / "signals" / "2026-04-20.parquet", days)
    with duckdb.connect() as con:
        kept = con.execute(f"select signal_id, record from '{days}/2026-04-20.parquet' order by 1").fetchall()
        con.execute(f"copy (select signal_id, '{{}}' as record from '{days}/2026-04-20.parquet') to '{days}/x' (format parquet)")
    os.replace(days / "x", days / "2026-04-20.parquet")

    prepare(place.home)
    finish(place.home)

    assert {record.text for record in records_of(place.home, [signal_id for signal_id, _ in kept]).values()} == {"{}"}


def test_a_broken_chain_is_not_upgraded(old, tmp_path):
    place = old.copy(tmp_path / "home")
    with duckdb.connect(str(place.home.register)) as con:
        con.execute("drop trigger events_update on events")
        con.execute("update events set lease_id = 'X' where seq = 7")
    before = place.fingerprint()
    with pytest.raises(RegisterError, match="was not upgraded: event 7"):
        prepare(place.home)
    assert not finish(place.home)
    assert place.fingerprint() == before


def test_a_register_whose_guards_were_lost_gets_them_back(old, upgraded, tmp_path):
    place = upgraded.copy(tmp_path / "home")
    with duckdb.connect(str(place.home.register)) as con:
        con.execute("drop trigger events_delete on events")
    (change,) = changes(place.home)
    assert change.part == "register" and "guards" in change.words
    prepare(place.home)
    finish(place.home)
    assert formats_of(place.home).is_guarded and kept_of(place) == kept_of(old)


def test_what_was_recorded_between_is_never_lost(old, tmp_path):
    place = old.copy(tmp_path / "home")
    prepare(place.home)
    with Register.open(place.home.register) as register:
        register.append([Event("home_marked_demo")], register.events()[-1].as_of_date)
        head = register.head()
    assert finish(place.home)
    with Register.read_only(place.home.register) as register:
        assert register.head() == head
    assert [change.part for change in changes(place.home)] == ["register"]


# A process that upgrades and is killed at its n-th change of a name on disk; it says before how far it got.
KILLED = """
import os, signal, sys
from pathlib import Path
from exports.ground.home import Home
from exports.keeping.upgrade import finish, prepare
left = int(sys.argv[2])
def changed(event, arguments):
    global left
    if event in ("os.rename", "os.remove", "os.rmdir") and str(arguments[0]).startswith(sys.argv[1]):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(changed)
home = Home.at(Path(sys.argv[1]))
prepare(home)
finish(home)
"""
# Of 29: a day of evidence made; the last moment before it holds; evidence half in place; the last moment before the register is.
INSTANTS = (6, 8, 10, 26)


def killed_at(place: Place, instant: int) -> bool:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(place.home.root), str(instant)], cwd=CHECKOUT, capture_output=True, text=True
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def assert_whole(place: Place, old: Place, upgraded: Place) -> None:
    """As it was, or with whoever takes the home next: as it is to be. In both it says the same, and so it did meanwhile."""
    assert kept_of(place) == kept_of(old)
    is_there = finish(Home.at(place.home.root))
    assert kept_of(place) == kept_of(old)
    whole = upgraded if is_there or not changes(place.home) else old
    assert place.fingerprint(CHANGED) == whole.fingerprint(CHANGED)
    assert changes(place.home) == changes(whole.home)
    names = {str(path.relative_to(place.home.root)) for path in place.home.evidence.rglob("*")}
    assert names == {str(path.relative_to(whole.home.root)) for path in whole.home.evidence.rglob("*")}


@pytest.mark.parametrize("instant", INSTANTS)
def test_an_upgrade_killed_half_way_leaves_the_old_home_whole_or_is_finished(old, upgraded, tmp_path, instant):
    place = old.copy(tmp_path / "home")
    assert killed_at(place, instant)
    assert_whole(place, old, upgraded)


@pytest.mark.long
def test_an_upgrade_killed_at_any_instant_leaves_the_old_home_whole_or_is_finished(old, upgraded, tmp_path):
    instant = 0
    while killed_at(place := old.copy(tmp_path / str(instant)), instant):
        assert_whole(place, old, upgraded)
        instant += 1
    assert instant > max(INSTANTS)


# What a later version wrote.


def later_register(place: Place) -> None:
    with duckdb.connect(str(place.home.register)) as con:
        con.execute("insert into format values (3)")


def later_evidence(place: Place) -> None:
    (place.home.evidence / "format.json").write_text('{"format": 3}')


def later_warehouse(place: Place) -> None:
    with duckdb.connect(str(place.home.warehouse)) as con:
        con.execute("create schema control; create table control.format as select 3 as version")


@pytest.mark.parametrize("make", [later_register, later_evidence, later_warehouse])
def test_a_home_of_a_later_format_is_refused_with_words(upgraded, tmp_path, make):
    place = upgraded.copy(tmp_path / "home")
    make(place)
    before = place.fingerprint()
    for command in ("upgrade", "upgrade --dry-run", f"backup {tmp_path}", "rebuild --as-of 2026-04-27"):
        answer = place.command(*command.split())
        assert answer.status == 1
        assert "of format 3" in answer.text and "Nothing was done" in answer.text
    assert place.fingerprint() == before


def test_a_later_register_takes_no_event_and_gives_none(upgraded, tmp_path):
    place = upgraded.copy(tmp_path / "home")
    later_register(place)
    with Register.open(place.home.register) as register:
        with pytest.raises(LaterFormat):
            register.append([Event("home_marked_demo")], date(2026, 4, 27))
        with pytest.raises(LaterFormat):
            register.head()
    with pytest.raises(LaterFormat):
        later_evidence(place)
        records_of(place.home, ["S1"])
