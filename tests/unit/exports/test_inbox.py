"""The inbox: what may be read yet, what is never followed, and where a file goes afterwards, also after a crash."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from exports.ground.home import Home
from exports.inbox import incoming as inbox_module
from exports.inbox.incoming import (
    OUR_LIST,
    WHY_NOT_READY,
    FeedbackFile,
    archive,
    left_alone,
    put_away,
    quarantine,
    read_feedback_file,
    read_inbox,
    scan,
    wait_until_quiet,
)

TITLES = "Achternaam;Postcode;Huisnummer;Hulp geaccepteerd;Datum\r\n"
GOOD = (TITLES + "Zonnebloem;1011AB;4;ja;2026-04-22\r\n").encode()
BAD = b"Achternaam;BSN van Zonnebloem\r\nZonnebloem;1\r\n"
NOW = 2_000_000_000.0


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.at(tmp_path)
    home.inbox.mkdir()
    return home


def put(home: Home, name: str = "terugkoppeling.csv", data: bytes = GOOD, age: float = 3600) -> Path:
    path = home.inbox / name
    path.write_bytes(data)
    os.utime(path, (NOW - age, NOW - age))
    return path


def read(path: Path) -> FeedbackFile:
    return read_feedback_file(path, set())


def names_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


# --- looking ------------------------------------------------------------------------------------------------------


def test_a_file_that_has_been_quiet_long_enough_may_be_read(home: Home) -> None:
    put(home, "oud.csv", age=60)
    put(home, "nieuw.csv", age=59)
    found = [(file.path.name, file.reason_not_ready) for file in scan(home.inbox, 60, NOW)]
    assert found == [("nieuw.csv", "still_growing"), ("oud.csv", None)]


def test_quiet_time_zero_reads_at_once(home: Home) -> None:
    put(home, age=0)
    put(home, "morgen.csv", age=-86_400)
    assert [file.reason_not_ready for file in scan(home.inbox, 0, NOW)] == [None, None]


def test_a_file_from_a_clock_that_runs_ahead_is_judged_by_our_own_clock(home: Home) -> None:
    path = put(home, age=-5)
    changed_here = path.stat().st_ctime
    later = changed_here + 60
    os.utime(path, (later + 3600, later + 3600))
    changed_here = path.stat().st_ctime
    assert scan(home.inbox, 60, changed_here + 59)[0].reason_not_ready == "still_growing"
    assert scan(home.inbox, 60, changed_here + 61)[0].reason_not_ready is None


def test_what_is_no_ordinary_file_is_named_and_never_read(home: Home, tmp_path: Path) -> None:
    outside = tmp_path / "buiten.csv"
    outside.write_bytes(GOOD)
    (home.inbox / "a_link.csv").symlink_to(outside)
    (home.inbox / "b_dangling.csv").symlink_to(tmp_path / "nergens")
    (home.inbox / "c_map").mkdir()
    (home.inbox / "d_link_to_map").symlink_to(tmp_path)
    os.mkfifo(home.inbox / "e_pipe")
    for name in [".verborgen.csv", "half.csv.part", "half.TMP", "~$open.xlsx", "x.filepart"]:
        put(home, name)
    found = scan(home.inbox, 0, NOW)
    assert {file.path.name: file.reason_not_ready for file in found} == {
        ".verborgen.csv": "temporary_name",
        "a_link.csv": "link",
        "b_dangling.csv": "link",
        "c_map": "folder",
        "d_link_to_map": "link",
        "e_pipe": "not_a_file",
        "half.TMP": "temporary_name",
        "half.csv.part": "temporary_name",
        "x.filepart": "temporary_name",
        "~$open.xlsx": "temporary_name",
    }
    assert read_inbox(found, set()) == []
    assert all(file.reason_not_ready in WHY_NOT_READY for file in found)


def test_what_stays_in_the_inbox_is_counted_with_its_reason_and_without_a_name(home: Home) -> None:
    for name in ("Jansen", "Bakker"):
        (home.inbox / name).mkdir()
    put(home, "half.csv.part")
    put(home, "whole.csv")
    assert left_alone(scan(home.inbox, 0, NOW)) == [
        "2 it is a folder; put the files themselves in the inbox",
        "1 its name is that of a hidden or half-written file",
    ]


def test_the_archive_and_the_quarantine_are_not_looked_into(home: Home) -> None:
    for folder in (home.inbox_archive, home.inbox_quarantine):
        folder.mkdir()
        (folder / "oud.csv").write_bytes(GOOD)
    assert scan(home.inbox, 0, NOW) == []


def test_our_own_list_of_what_was_fetched_is_no_file_that_waits(home: Home) -> None:
    (home.inbox / OUR_LIST).write_text("{}")
    assert scan(home.inbox, 0, NOW) == []


def test_an_inbox_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    assert scan(tmp_path / "inbox", 60, NOW) == []


# --- waiting ------------------------------------------------------------------------------------------------------


class Clock:
    """Time that passes only while somebody sleeps; `meanwhile` runs after each sleep."""

    def __init__(self, meanwhile=lambda now: None) -> None:
        self.now, self.naps, self._meanwhile = NOW, [], meanwhile

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds
        self._meanwhile(self.now)


def test_a_run_waits_for_a_file_that_is_still_coming_in(home: Home) -> None:
    path = put(home, age=0)

    def sender(now: float) -> None:
        if now < NOW + 40:
            os.utime(path, (now, now))

    clock = Clock(sender)
    files = wait_until_quiet(home.inbox, 60, clock.sleep, clock)
    assert [file.reason_not_ready for file in files] == [None]
    assert NOW + 95 <= clock.now <= NOW + 105


def test_a_run_does_not_wait_for_an_empty_inbox_a_folder_or_a_quiet_file(home: Home) -> None:
    clock = Clock()
    assert wait_until_quiet(home.inbox, 60, clock.sleep, clock) == []
    (home.inbox / "map").mkdir()
    put(home, age=61)
    assert len(wait_until_quiet(home.inbox, 60, clock.sleep, clock)) == 2
    assert clock.naps == []


def test_a_file_that_never_stops_growing_does_not_hold_up_the_run_for_ever(home: Home) -> None:
    path = put(home, age=0)
    clock = Clock(lambda now: os.utime(path, (now, now)))
    files = wait_until_quiet(home.inbox, 60, clock.sleep, clock)
    assert [file.reason_not_ready for file in files] == ["still_growing"]
    assert clock.now <= NOW + 301


def test_with_quiet_time_zero_there_is_no_waiting(home: Home) -> None:
    put(home, age=0)
    clock = Clock()
    assert wait_until_quiet(home.inbox, 0, clock.sleep, clock)[0].reason_not_ready is None
    assert clock.naps == []


# --- reading all --------------------------------------------------------------------------------------------------


def test_the_same_bytes_under_two_names_act_once(home: Home) -> None:
    put(home, "a.csv")
    put(home, "b.csv")
    files = read_inbox(scan(home.inbox, 0, NOW), set())
    assert [(file.file_name, file.is_new, len(file.rows)) for file in files] == [
        ("a.csv", True, 1),
        ("b.csv", False, 0),
    ]


def test_a_file_that_vanishes_between_the_look_and_the_read_is_left_out(home: Home) -> None:
    put(home, "a.csv")
    put(home, "b.csv", BAD)
    found = scan(home.inbox, 0, NOW)
    found[0].path.unlink()
    assert [file.file_name for file in read_inbox(found, set())] == ["b.csv"]


# --- putting away -------------------------------------------------------------------------------------------------


def test_an_archived_file_carries_its_digest_and_is_readable_by_its_owner_only(home: Home) -> None:
    file = read(put(home))
    place = put_away(file, home)
    assert place == home.inbox_archive / f"{file.sha256[:12]}_terugkoppeling.csv"
    assert place.read_bytes() == GOOD and not file.path.exists()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_a_refused_file_lies_in_quarantine_beside_a_note_with_the_rule_and_no_value(home: Home) -> None:
    place = put_away(read(put(home, data=BAD)), home)
    assert place.parent == home.inbox_quarantine
    note = place.with_name(place.name + ".txt")
    text = note.read_text()
    assert "titles_not_known" in text and "geweigerd" in text and "refused" in text
    assert "Zonnebloem" not in text and "BSN" not in text
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    assert names_below(home.inbox_quarantine) == [place.name, note.name]


def test_a_known_file_goes_to_the_archive_without_acting(home: Home) -> None:
    first = read(put(home))
    put_away(first, home)
    again = read_feedback_file(put(home, "nog_eens.csv"), {first.sha256})
    assert again.is_known and len(again.rows) == 0
    put_away(again, home)
    assert len(names_below(home.inbox_archive)) == 2
    assert scan(home.inbox, 0, NOW) == []


def test_the_same_file_sent_again_is_not_kept_twice(home: Home) -> None:
    places = {put_away(read(put(home)), home) for _ in range(2)}
    assert len(places) == 1
    assert len(names_below(home.inbox_archive)) == 1


def test_nothing_in_the_archive_is_ever_overwritten(home: Home) -> None:
    file = read(put(home))
    taken = home.inbox_archive / f"{file.sha256[:12]}_terugkoppeling.csv"
    taken.parent.mkdir()
    taken.write_bytes(b"something else")
    place = archive(file, home)
    assert taken.read_bytes() == b"something else"
    assert place.name == f"2_{taken.name}" and place.read_bytes() == GOOD


def test_moving_twice_is_moving_once(home: Home) -> None:
    good, bad = read(put(home)), read(put(home, "b.csv", BAD))
    assert put_away(good, home) == put_away(good, home)
    assert put_away(bad, home) == put_away(bad, home)
    assert len(names_below(home.inbox_quarantine)) == 2


@pytest.mark.parametrize("step", ["write_atomically", "ensure_dir", "sync_dir"])
def test_a_crash_at_any_step_of_a_move_is_finished_by_the_next_run(home: Home, monkeypatch, step: str) -> None:
    put(home, "a.csv")
    put(home, "b.csv", BAD)
    real, calls = getattr(inbox_module, step), []

    def crash(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(inbox_module, step, crash)
    for _ in range(2):
        try:
            for file in read_inbox(scan(home.inbox, 0, NOW), set()):
                put_away(file, home)
        except KeyboardInterrupt:
            continue
    assert scan(home.inbox, 0, NOW) == []
    assert len(names_below(home.inbox_archive)) == 1
    assert len(names_below(home.inbox_quarantine)) == 2


def test_a_file_that_grew_after_it_was_read_stays_in_the_inbox_as_a_new_one(home: Home) -> None:
    good, bad = read(put(home)), read(put(home, "b.csv", BAD))
    put(home, data=GOOD + b"Jansen;1011AB;5;ja;2026-04-22\r\n")
    put(home, "b.csv", BAD + b"x")
    assert put_away(good, home) is None and put_away(bad, home) is None
    assert [file.path.name for file in scan(home.inbox, 0, NOW)] == ["b.csv", "terugkoppeling.csv"]
    assert names_below(home.inbox_archive) == names_below(home.inbox_quarantine) == []
    assert read(home.inbox / "terugkoppeling.csv").row_count == 2


def test_a_link_put_in_a_files_place_is_neither_moved_nor_followed(home: Home, tmp_path: Path) -> None:
    file = read(put(home))
    outside = tmp_path / "buiten.csv"
    outside.write_bytes(GOOD)
    file.path.unlink()
    file.path.symlink_to(outside)
    assert put_away(file, home) is None
    assert outside.read_bytes() == GOOD and names_below(home.inbox_archive) == []


def test_an_archive_that_is_a_link_out_of_the_home_is_refused(home: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    home.inbox_archive.symlink_to(elsewhere)
    with pytest.raises(ValueError, match="is a link"):
        archive(read(put(home)), home)
    assert names_below(elsewhere) == []


def test_a_file_that_is_gone_is_no_error_and_leaves_no_note(home: Home) -> None:
    bad = read(put(home, data=BAD))
    bad.path.unlink()
    assert quarantine(bad, bad.refusal, home) is None
    assert names_below(home.inbox_quarantine) == []


def test_a_dry_run_moves_nothing(home: Home) -> None:
    file = read(put(home))
    with pytest.raises(ValueError, match="dry run"):
        put_away(file, home.preview())
    assert names_below(home.inbox) == ["terugkoppeling.csv"]


def test_a_file_with_a_long_name_finds_a_place(home: Home) -> None:
    place = put_away(read(put(home, "é" * 120 + ".csv")), home)
    assert place.exists()


def test_a_file_with_a_name_like_a_path_stays_inside_the_archive(home: Home) -> None:
    place = put_away(read(put(home, "..\\..\\x\n.csv")), home)
    assert place.parent == home.inbox_archive and place.name.endswith("_x_.csv")
