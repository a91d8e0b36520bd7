"""Feedback of a made-up municipality: as people type it, and all the same about the delivered line."""

from __future__ import annotations

import csv
from datetime import date, datetime

import pytest

from demo.feedback import TITLES, demo_feedback, feedback_file

DELIVERED_ON, AS_OF = date(2026, 10, 20), date(2026, 11, 3)
LINES = [
    dict(last_name="van der Meer", postcode="1000FI", house_number="12", house_number_suffix="II"),
    dict(last_name="Yılmaz", postcode="2500OQ", house_number="3", house_number_suffix=None),
    dict(last_name="Öztürk", postcode="3500UY", house_number="41", house_number_suffix=""),
    dict(last_name="Bakker", postcode="3000FF", house_number="7", house_number_suffix="A"),
]


def _read(path):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


def _plain(value):
    return "".join(str(value or "").split()).casefold()


def test_the_file_has_the_titles_of_the_agreement_and_a_row_a_line(tmp_path):
    path = feedback_file(tmp_path / "terugkoppeling.csv", [(line, AS_OF) for line in LINES])

    assert path.read_bytes().startswith("\ufeffAchternaam;Postcode;".encode())
    assert path.read_bytes().count(b"\r\n") == 5
    assert tuple(_read(path)[0]) == TITLES


def test_what_is_typed_differs_from_the_delivered_line_in_capitals_and_spaces_only(tmp_path):
    rows = _read(feedback_file(tmp_path / "terugkoppeling.csv", [(line, AS_OF) for line in LINES]))

    for row, line in zip(rows, LINES, strict=True):
        assert _plain(row["Achternaam"]) == _plain(line["last_name"])
        assert _plain(row["Postcode"]) == _plain(line["postcode"])
        assert row["Huisnummer"] == line["house_number"]
        assert row["Huisnummer toevoeging"] == (line["house_number_suffix"] or "")
    assert any(row["Postcode"] != line["postcode"] for row, line in zip(rows, LINES, strict=True))


def test_dates_come_in_the_iso_and_in_the_dutch_way(tmp_path):
    rows = _read(feedback_file(tmp_path / "terugkoppeling.csv", [(line, AS_OF) for line in LINES]))

    assert {row["Datum"] for row in rows} == {"2026-11-03", "03-11-2026"}


def test_who_declined_stands_below_with_nee(tmp_path):
    path = feedback_file(tmp_path / "terugkoppeling.csv", [(LINES[0], AS_OF)], declined=[(LINES[3], AS_OF)], as_typed=False)

    assert [(row["Achternaam"], row["Hulp geaccepteerd"]) for row in _read(path)] == [
        ("van der Meer", "ja"),
        ("Bakker", "nee"),
    ]


def test_a_month_of_feedback_is_the_same_every_time_and_dated_after_the_delivery(tmp_path):
    lines = [line | dict(house_number=str(number)) for number in range(20) for line in LINES]

    one = demo_feedback(tmp_path / "one.csv", lines, DELIVERED_ON, AS_OF)
    other = demo_feedback(tmp_path / "other.csv", lines, DELIVERED_ON, AS_OF)
    rows = _read(one)

    assert one.read_bytes() == other.read_bytes()
    assert 1 < sum(row["Hulp geaccepteerd"].casefold() == "ja" for row in rows) < 20
    assert all(DELIVERED_ON < _day(row["Datum"]) <= AS_OF for row in rows)


def test_a_month_of_feedback_looks_like_the_country(tmp_path):
    lines = [line | dict(house_number=str(number)) for number in range(400) for line in LINES]
    rows = _read(demo_feedback(tmp_path / "one.csv", lines, DELIVERED_ON, AS_OF))
    share = sum(row["Hulp geaccepteerd"].casefold() == "ja" for row in rows) / len(lines)
    assert 0.06 < share < 0.08
    assert len(rows) < len(lines) * 0.3  # most are not answered


def test_feedback_before_the_delivery_is_refused(tmp_path):
    with pytest.raises(ValueError, match="after the delivery"):
        demo_feedback(tmp_path / "early.csv", LINES, DELIVERED_ON, DELIVERED_ON)

    assert list(tmp_path.iterdir()) == []


def test_the_file_is_for_its_owner_only(tmp_path):
    path = feedback_file(tmp_path / "terugkoppeling.csv", [(LINES[0], AS_OF)])

    assert path.stat().st_mode & 0o777 == 0o600


def _day(text):
    pattern = "%Y-%m-%d" if text[:4].isdigit() else "%d-%m-%Y"
    return datetime.strptime(text, pattern).date()
