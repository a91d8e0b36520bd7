"""An export that logs what became of something on a later line: both lines become one."""

from datetime import date

import pytest

from sources.findings import SourcesRefused
from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

MAPPING = """
[payment_arrangements]
file = "regelingen.csv"
only = {Gebeurtenis = ["Afgesproken"]}
next_line = {"Verbroken op" = {same = "Contract", only = {Gebeurtenis = ["Verbroken"]}, take = "Datum"}}
made_ids = {arrangement_id = ["lease_id", "agreed_on"]}
[payment_arrangements.columns]
lease_id = "Contract"
agreed_on = "Datum"
broken_on = "Verbroken op"
"""
TITLES = "Contract;Datum;Gebeurtenis\n"


def arrangements(report):
    return [(row[1], row[2], row[4]) for row in rows(report, "payment_arrangements")]


def test_an_arrangement_that_was_agreed_on_one_line_and_broken_on_another_is_one(tmp_path):
    body = "C1;01-06-2026;Verbroken\nC1;01-05-2026;Afgesproken\nC1;01-06-2026;Afgesproken\nC2;03-05-2026;Afgesproken\n"
    report = prepared(tmp_path, MAPPING, regelingen__csv=TITLES + body + "C3;04-05-2026;Verbroken\nC3;04-05-2026;Afgesproken\n")

    assert arrangements(report) == [
        ("C1", date(2026, 5, 1), date(2026, 6, 1)), ("C1", date(2026, 6, 1), None), ("C2", date(2026, 5, 3), None),
        ("C3", date(2026, 5, 4), date(2026, 5, 4)),
    ]  # fmt: skip
    assert report.findings == ()


def test_an_end_without_a_beginning_is_counted_and_any_other_word_refused(tmp_path):
    report = prepared(tmp_path, MAPPING, regelingen__csv=TITLES + "C1;01-05-2026;Verbroken\nC1;02-05-2026;Afgesproken\n")
    assert arrangements(report) == [("C1", date(2026, 5, 2), None)] and "1 regel hoort als 'Verbroken op'" in words_of(report)

    report = prepared(tmp_path, MAPPING, regelingen__csv=TITLES + "C1;01-05-2026;Afgesproken\nC1;02-05-2026;Herzien\n")
    assert [each.rule for each in report.findings] == ["word_of_no_block"]

    report = prepared(tmp_path, MAPPING, regelingen__csv=TITLES + "C1;01-05-2026;Afgesproken\nC1;later;Verbroken\n")
    assert [each.rule for each in report.findings] == ["unreadable_date"]


def test_which_lines_are_the_first_is_to_be_said(tmp_path):
    without = MAPPING.replace('only = {Gebeurtenis = ["Afgesproken"]}\n', "")
    with pytest.raises(SourcesRefused, match="zeg met only welke regels de eerste zijn"):
        prepared(tmp_path, without, regelingen__csv=TITLES)
