"""A list of days of which a mapping asks the last one: that until which the bank is in."""

from __future__ import annotations

from datetime import date

import pytest

from sources.findings import SourcesRefused
from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

BANK = """
[export_info]
file = "afschriften.csv"
rows = "last"
skip_lines = {"Geboekt" = ["^nee$"]}
columns = {bank_cut_off_on = "Datum"}
"""


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("02-11-2026;Ja\n18-11-2026;Ja\n03-11-2026;Ja\n", 18),  # in no order, and 3 comes after 18 as a text
        ("17-11-2026;Ja\n18-11-2026;Nee\n", 17), ("17-11-2026;Ja\n;Ja\n", 17), ("17-11-2026;Ja\n17-11-2026;Ja\n", 17),
    ],
)  # fmt: skip
def test_of_all_days_the_last_one_is_taken_and_what_is_passed_over_is_counted(tmp_path, lines, day):
    report = prepared(tmp_path, BANK, **{"afschriften.csv": f"Datum;Geboekt\n{lines}"})

    assert rows(report, "export_info") == [(date(2026, 11, day),)]
    assert any("van alle dagen is de laatste genomen" in each.text for each in report.findings) == (
        day != 17 or "Nee" not in lines
    )


def test_what_is_no_day_is_refused_whatever_the_last_day_is(tmp_path):
    report = prepared(tmp_path, BANK, **{"afschriften.csv": "Datum;Geboekt\n17-11-2026;Ja\nmorgen;Ja\n"})

    assert "geen datum" in words_of(report) and "export_info" not in report.tables


def test_the_last_day_is_asked_of_no_other_table(tmp_path):
    leases = BANK.replace("[export_info]", "[objections]").replace("bank_cut_off_on", "received_on")
    with pytest.raises(SourcesRefused) as refused:
        prepared(tmp_path, leases, **{"afschriften.csv": "Datum;Geboekt\n17-11-2026;Ja\n"})

    assert 'rows = "last" hoort bij bank_cut_off_on' in words_of(refused.value)
