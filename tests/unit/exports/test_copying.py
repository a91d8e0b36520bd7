"""Copies of large files that somebody writes to meanwhile (exports/ground/copying.py)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exports.ground.copying import PIECE, copy, settle

WHOLE = b"a" * PIECE + b"b" * PIECE + b"c" * 100


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(WHOLE)
    return path


def test_a_copy_is_equal_and_its_owners_alone(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    target.write_bytes(b"an older and much longer copy" * PIECE)
    copy(source, target)
    assert target.read_bytes() == WHOLE
    assert target.stat().st_mode & 0o777 == 0o600


def test_who_reads_the_old_copy_keeps_it(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    target.write_bytes(b"old")
    with target.open("rb") as reader:
        copy(source, target)
        assert reader.read() == b"old"


@pytest.mark.parametrize(
    ("half_made", "pieces"),
    [
        (WHOLE, 0),
        (b"", 3),
        (WHOLE[:PIECE], 2),
        (WHOLE[: PIECE + 7], 2),
        (b"a" * PIECE + b"x" + WHOLE[PIECE + 1 :], 1),
        (WHOLE[:-1] + b"x", 1),
        (WHOLE + b"what was cut off since", 1),
        (WHOLE + b"x" * 3 * PIECE, 1),
        (b"x" * 5 * PIECE, 3),
    ],
)
def test_whatever_was_copied_of_a_changing_file_ends_as_the_file_is(
    source: Path, tmp_path: Path, half_made: bytes, pieces: int
) -> None:
    target = tmp_path / "copy"
    target.write_bytes(half_made)
    assert settle(source, target) == pieces
    assert target.read_bytes() == WHOLE


def test_a_file_that_ends_with_a_whole_piece_and_an_empty_one_are_settled_too(tmp_path: Path) -> None:
    for whole in (b"a" * PIECE, b""):
        (tmp_path / "whole").write_bytes(whole)
        (tmp_path / "copy").write_bytes(b"ab")
        settle(tmp_path / "whole", tmp_path / "copy")
        assert (tmp_path / "copy").read_bytes() == whole


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said(source: Path) -> None:
    with pytest.raises(OSError, match=os.strerror(28)):
        settle(source, Path("/dev/full"))
