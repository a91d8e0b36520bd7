"""A home copied, lost, made again on an empty machine, and gone on with as if nothing had happened.

Belongs here: `backup` and `restore` by themselves and the day after. Does not belong here: the register's own portable
copy (tests/unit/exports/test_register_copies.py).
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tarfile
from datetime import date
from pathlib import Path

import pyrage
import pytest

from exports.keeping.home_backup import PREFIX, WORK, make_backup, remove_old_backups
from tests.support.day import Place
from tests.support.portfolios import three_desks


@pytest.fixture
def lived(delivered: Place, tmp_path: Path) -> Place:
    """A home after its day, with a manual action recorded after the run and a feedback file that nobody has read yet."""
    place = delivered.copy(tmp_path / "home")
    batch = next(event.batch_id for event in place.events("batch_delivered"))
    assert place.command("uploaded", batch, "--who", "Jansen").is_good
    place.receive("terugkoppeling.csv", [])
    return place


def backup(place: Place, folder: Path, *options: str) -> Path:
    result = place.command("backup", str(folder), *options)
    assert result.is_good, result.text
    return next(folder.iterdir())


def restore(copy: Path, root: Path, *options: str) -> tuple[Place, str]:
    place = Place.at(root)
    result = place.command("restore", str(copy), *options)
    assert result.is_good, result.text
    return place, result.text


def test_everything_that_cannot_be_made_again_comes_back_byte_for_byte(lived, tmp_path):
    made_again = ("preview", "dagster", "read", "warehouse.duckdb", "register.duckdb", "backup", ".lock")
    copy = backup(lived, tmp_path / "other disk")

    restored, _ = restore(copy, tmp_path / "empty")

    assert restored.fingerprint(made_again) == lived.fingerprint(made_again)
    assert restored.events() == lived.events()
    assert restored.is_chained()
    assert [path for path in restored.home.root.rglob("*") if path.is_file() and path.stat().st_mode & 0o077] == []


def test_the_restored_home_goes_on_with_the_next_day_and_reports_nobody_twice(lived, tmp_path):
    restored, _ = restore(backup(lived, tmp_path / "disk"), tmp_path / "empty")

    result = restored.put(three_desks()).run("2026-04-21")

    assert result.is_good, result.text
    assert restored.states() == lived.states()
    assert len(restored.events("signal_delivered")) == len(lived.events("signal_delivered"))
    assert [event.payload["who"] for event in restored.events("batch_uploaded")] == ["Jansen"]


def test_an_encrypted_copy_opens_with_its_key_alone(lived, tmp_path):
    owner, stranger = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(f"# public key: {owner.to_public()}\n{owner}\n")
    (tmp_path / "other").write_text(f"{stranger}\n")
    copy = backup(lived, tmp_path / "disk", "--encrypt-to", str(owner.to_public()))

    without, wrong = (
        Place.at(tmp_path / "without").command("restore", str(copy)),
        Place.at(tmp_path / "wrong").command("restore", str(copy), "--identity", str(tmp_path / "other")),
    )
    restored, _ = restore(copy, tmp_path / "empty", "--identity", str(tmp_path / "key"))

    assert copy.read_bytes().startswith(b"age-encryption.org")
    assert not without.is_good and "--identity" in without.text
    assert not wrong.is_good and "does not open" in wrong.text
    assert str(stranger) not in wrong.text
    assert restored.events() == lived.events()


def test_a_copy_with_a_changed_byte_or_cut_short_makes_no_home(lived, tmp_path):
    copy = backup(lived, tmp_path / "disk")
    cut, changed = tmp_path / "cut.tar.gz", tmp_path / "changed.tar.gz"
    cut.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    with tarfile.open(copy) as source, tarfile.open(changed, "w:gz") as target:
        for entry in source:
            data = source.extractfile(entry).read()
            if entry.name.startswith("outbox/") and entry.name.endswith(".xlsx"):
                data = data[:-1] + b"x"
            (tmp_path / "piece").write_bytes(data)
            with (tmp_path / "piece").open("rb") as stream:
                target.addfile(entry, stream)

    for copy in (cut, changed):
        place = Place.at(tmp_path / copy.stem)
        result = place.command("restore", str(copy))
        assert not result.is_good
        assert "nothing was restored" in result.text or "older one" in result.text
        assert list(place.home.root.iterdir()) == []


def test_a_home_that_is_not_empty_is_never_written_over(lived, tmp_path):
    copy = backup(lived, tmp_path / "disk")
    before = lived.fingerprint()

    result = lived.command("restore", str(copy))

    assert not result.is_good
    assert "not empty" in result.text
    assert lived.fingerprint() == before


def test_a_full_disk_leaves_no_half_copy_and_the_home_as_it_was(lived, tmp_path):
    before = lived.fingerprint()
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000));"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from datetime import date; from pathlib import Path;"
        "from exports.ground.home import Home; from exports.keeping.home_backup import make_backup;"
        "make_backup(Home.at(Path(sys.argv[1])), Path(sys.argv[2]), date(2026, 4, 20))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(lived.home.root), str(tmp_path / "disk")], cwd=Path(__file__).parents[2],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode != 0
    assert "File too large" in done.stderr
    assert list((tmp_path / "disk").iterdir()) == []
    assert list(lived.home.root.glob(f"{WORK}*")) == []
    assert lived.fingerprint() == before
    assert resource.getrlimit(resource.RLIMIT_FSIZE) != (20000, 20000)


def test_a_backup_waits_for_a_run_and_says_who_has_the_home(lived, tmp_path):
    from orchestration.lock import hold

    with hold(lived.home, as_of="2026-04-20", what="run", wait_seconds=0):
        result = lived.command("backup", str(tmp_path / "disk"), WAIT_FOR_HOME_SECONDS=0)

    assert not result.is_good
    assert "held by run for 2026-04-20" in result.text


def test_a_copy_into_the_places_that_are_copied_is_refused(lived):
    result = lived.command("backup", str(lived.home.root / "outbox" / "copies"))

    assert not result.is_good
    assert "outside the home" in result.text


def test_old_copies_go_and_the_newest_stays_whatever_its_age(lived, tmp_path):
    first = make_backup(lived.home, tmp_path / "disk", date(2026, 1, 1))
    shutil.copyfile(first.path, first.path.with_name(f"{PREFIX}2026-02-01_9.tar.gz"))
    (tmp_path / "disk" / "not ours.tar.gz").touch()

    gone = remove_old_backups(tmp_path / "disk", date(2026, 4, 1))

    assert gone == 1
    assert sorted(path.name for path in (tmp_path / "disk").iterdir()) == ["not ours.tar.gz", f"{PREFIX}2026-02-01_9.tar.gz"]
