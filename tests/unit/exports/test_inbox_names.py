"""A file's name may come from anywhere; what we show and store of it is short, printable and no path."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.inbox.incoming import safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("terugkoppeling_a.csv", "terugkoppeling_a.csv"),
        ("Terugkoppeling Zuid-Oost (2).xlsx", "Terugkoppeling Zuid-Oost (2).xlsx"),
        ("..\\..\\x.csv", "x.csv"),
        ("C:\\Users\\j\\Mijn documenten\\x.csv", "x.csv"),
        ("../../etc/x.csv", "x.csv"),
        ("a\nb\x1b[31m.csv", "a_b__31m.csv"),
        ("\u202egnp.csv", "_gnp.csv"),
        ("j@x.nl;rm -rf.csv", "j_x.nl_rm -rf.csv"),
        ("...", "bestand"),
        ("", "bestand"),
        ("\udcff.csv", "_.csv"),
    ],
)
def test_a_name_becomes_one_that_may_stand_anywhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_every_name_becomes_short_printable_and_stays_so(name: str) -> None:
    safe = safe_name(name)
    assert 1 <= len(safe.encode()) <= 150
    assert safe.isprintable() and not set(safe) & set("/\\:*?\"'<>|;,") and not safe.startswith(".")
    assert safe_name(safe) == safe


def test_a_name_that_is_too_long_is_cut_and_keeps_its_ending() -> None:
    assert safe_name("é" * 500 + ".xlsx").endswith("é.xlsx")
