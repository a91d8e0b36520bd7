"""A number of a voucher that several lines have: which title makes it each line's own."""

from __future__ import annotations

import pytest

from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

MAPPING = """
[ledger_entries]
file = "mutaties.csv"
{made}
columns = {{{number}lease_id = "Contract", booked_on = "Datum", amount = "Bedrag"}}
constants = {{entry_type = "payment"}}
"""
BY_VOUCHER = MAPPING.format(made="", number='entry_id = "Boekingsnr.", ')


def mutations(line: str, *numbers: tuple[str, str]) -> str:
    lines = [f"{number};{nth};C{at};01-02-2026;5{at},00" for at, (number, nth) in enumerate(numbers)]
    return "\n".join([f"Boekingsnr.;{line};Contract;Datum;Bedrag", *lines])


def refused(report) -> list[str]:
    return [each.rule for each in report.findings if each.severity == "refused"]


TWICE = (("100", "1"), ("100", "2"), ("101", "1"))


@pytest.mark.parametrize("title", ["Regel", "Volgnr.", "Regelnummer"])
def test_the_two_titles_that_are_a_number_together_are_named_with_what_to_write(tmp_path, title):
    report = prepared(tmp_path, BY_VOUCHER, mutaties__csv=mutations(title, *TWICE))
    assert refused(report) == ["number_of_two"]
    made = f'made_ids = {{entry_id = ["=Boekingsnr.", "={title.lower()}"]}}'
    assert made in words_of(report) and f"samen met '{title}' is het er op elke regel een ander" in words_of(report)

    report = prepared(tmp_path, MAPPING.format(made=made, number=""), mutaties__csv=mutations(title, *TWICE))
    assert [row[0] for row in rows(report, "ledger_entries")] == ["100/1", "100/2", "101/1"]


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Regel", (("100", "1"), ("101", "1"))),  # each once
        ("Regel", (("100", "1"), ("100", "1"), ("101", "1"))),  # the same line twice
        ("Regel", (("100", "1"), ("100", ""), ("101", "1"))),  # not on every line
        ("Periode", TWICE),  # no number of a line
    ],
)
def test_otherwise_nothing_is_said_of_two(tmp_path, title, numbers):
    assert refused(prepared(tmp_path, BY_VOUCHER, mutaties__csv=mutations(title, *numbers))) == []
