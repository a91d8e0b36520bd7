"""`vroegsignaal upgrade` on a home that version 0.1 left, and that home run on as it is.

Belongs here: the command, the copy it makes first, the warehouse, and days before and after. Does not belong here: what an
upgrade that is killed leaves (tests/unit/exports/test_upgrade.py).
"""

from __future__ import annotations

import duckdb
import pytest

from exports.keeping.home_formats import formats_of
from exports.keeping.upgrade import changes
from tests.support.day import Place
from tests.support.old_home import old_home

NEXT_DAY, DAY_AFTER = "2026-04-28", "2026-04-29"


def test_a_copy_is_made_first_that_no_later_copy_of_the_day_replaces_and_that_gives_the_old_home_back(tmp_path):
    place, copies = old_home(tmp_path / "home"), tmp_path / "other disk"
    old = place.copy(tmp_path / "old")

    result = place.command("upgrade", "--copy-to", str(copies))
    assert result.is_good, result.text
    assert place.command("backup", str(copies)).is_good

    assert "41 events" in result.text and "of format 2 now" in result.text
    (copy,) = copies.glob("*before_upgrade*")
    assert len(list(copies.iterdir())) == 2
    back = Place.at(tmp_path / "back")
    assert back.command("restore", str(copy)).is_good
    besides = ("register.duckdb", "backup", ".lock")
    assert back.fingerprint(besides) == old.fingerprint(besides)
    assert back.events() == old.events() == place.events()
    assert formats_of(place.home).is_earlier is False


def test_a_copy_that_cannot_be_made_leaves_the_home_as_it_was(tmp_path):
    place = old_home(tmp_path / "home")
    before = place.fingerprint()
    result = place.command("upgrade", "--copy-to", str(place.home.root / "evidence" / "copies"))
    assert result.status == 1
    assert "The home is as it was" in result.text
    assert place.fingerprint() == before


def test_a_dry_run_and_a_second_upgrade_change_nothing(tmp_path):
    place = old_home(tmp_path / "home")
    before = place.fingerprint()
    result = place.command("upgrade", "--dry-run")
    assert result.is_good and "from format 1: 14 records" in result.text
    assert place.fingerprint() == before

    assert place.command("upgrade").is_good
    after = place.fingerprint()
    assert "nothing to upgrade" in place.command("upgrade").text
    assert place.fingerprint() == after


@pytest.mark.long
def test_the_old_home_runs_as_it_is_its_format_is_mentioned_and_after_the_upgrade_it_says_the_same(tmp_path):
    place = old_home(tmp_path / "home")
    signals = [event.signal_id for event in place.events("signal_delivered")]

    result = place.run(NEXT_DAY, "--no-signals")
    assert result.is_good, result.text
    assert "of an earlier format" in result.text
    assert formats_of(place.home).register == 1
    states, explained = place.states(), place.command("explain", "L01", "--as-of", "2026-04-20").text

    before = place.table("marts.signals")
    place.home.warehouse.unlink()
    place.copy(tmp_path / "kept")
    result = place.command("upgrade")
    assert result.is_good, result.text
    assert place.command("rebuild").is_good
    assert place.table("marts.signals") == before
    assert (place.states(), place.command("explain", "L01", "--as-of", "2026-04-20").text) == (states, explained)
    assert place.command("dossier", signals[0]).is_good

    result = place.run(DAY_AFTER, "--no-signals")
    assert result.is_good, result.text
    assert "of an earlier format" not in result.text
    assert place.states() == states
    assert changes(place.home) == []


@pytest.mark.long
def test_a_warehouse_of_an_earlier_format_is_made_again_and_one_that_cannot_be_stays(tmp_path):
    place = old_home(tmp_path / "home")
    result = place.run(NEXT_DAY, "--no-signals")
    assert result.is_good, result.text
    with duckdb.connect(str(place.home.warehouse)) as con:
        con.execute("drop table control.format")
    landing = place.home.landing / "leases.csv"
    whole = landing.read_bytes()
    landing.write_bytes(whole.partition(b"\n")[2])

    result = place.command("upgrade")
    assert result.status == 1 and "could not be made again and is as it was" in result.text
    assert [change.part for change in changes(place.home)] == ["warehouse"]

    landing.write_bytes(whole)
    result = place.command("upgrade")
    assert result.is_good, result.text
    assert changes(place.home) == []
    assert not list(place.home.root.glob("vroegsignaal-*"))
