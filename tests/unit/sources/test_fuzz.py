"""A sample of the spoiled files of `make fuzz`: every reader reads or refuses them, and quotes nobody."""

from __future__ import annotations

import pytest

from tests.fuzz.reader import NAME, Reader, quoted
from tests.fuzz.readers import readers
from tests.fuzz.worker import input_of, judged

SEED = 7
COUNTS = {
    "feedback xlsx": 40, "feedback csv": 30, "landing csv tenants": 15, "landing parquet tenants": 15, "landing csv leases": 10,
    "VERA relaties": 1, "VERA mapping": 30, "CBS csv": 8, "CBS zip": 8, "CBS changes": 6, "mapped csv": 5, "mapped xlsx": 5,
    "mapping.toml": 10, "first mapping xlsx": 10, "settings .env": 30, "desk TOML": 40,
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return readers(tmp_path_factory.mktemp("fuzz"))


@pytest.mark.parametrize("name", list(COUNTS))
def test_a_spoiled_file_is_read_or_refused_and_quotes_nobody(made, name):
    found = {number: judged(made[name], input_of(made[name], SEED, number)) for number in range(COUNTS[name])}
    assert {number: what for number, what in found.items() if what[0] not in ("read", "refused")} == {}


@pytest.mark.parametrize("name", list(COUNTS))
def test_its_good_files_are_read(made, name):
    if not name.startswith("VERA "):  # a resource alone is read by the tests of VERA
        assert [judged(made[name], data) for data in made[name].good] == [("read", "")] * len(made[name].good)


def test_a_reader_that_raises_or_quotes_is_named():
    def raising(data: bytes) -> tuple[bool, str]:
        raise LookupError(NAME)

    fell, words = judged(Reader("x", "text", (), raising, 1), b"")
    assert fell == "fell" and "LookupError" in words and not quoted(words)
    assert judged(Reader("x", "text", (), lambda data: (True, f"row of {NAME[:9]}"), 1), b"") == ("quoted", "")
