"""What the product leaves alone because some Python that it runs on (3.11.2 is Debian 12's) does it wrongly or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("orchestration", "exports", "validations", "sources", "documents", "distribution", "demo", "vroegsignaal", "bench")
# Python 3.11.0 to 3.11.4 match a group repeated so where it does not fit (python/cpython issue 106052).
REPEATED_GROUP = re.compile(r"\)(?:[*+?]|\{[\d,{}A-Z_]+\})\+(?!\+? )")


def modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def test_no_pattern_of_the_product_repeats_a_group_without_giving_back():
    assert [str(path.relative_to(ROOT)) for path in modules() if REPEATED_GROUP.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("pattern", [r"(?:ab?c)*+", r"(?:ab?c)++d", r"(ab){2,3}+"])
def test_such_a_pattern_is_seen(pattern):
    assert REPEATED_GROUP.search(pattern)


@pytest.mark.parametrize("pattern", [r"[^;]*+(;)", r"(?>(?:ab?c)*)", "(a) + (b)", "call(x)+1"])
def test_another_one_is_not(pattern):
    assert not REPEATED_GROUP.search(pattern)
