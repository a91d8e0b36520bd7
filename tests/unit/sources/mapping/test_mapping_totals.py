"""A line of totals that the lines above it do not add up to is named: entries that an export lost show there."""

import pytest

from tests.unit.sources.mapping.test_mapping import ENTRIES, TITLES, prepared, words_of


def line(number, amount, kind="Factuur"):
    return f"{number};C1;{kind};Huur;20-02-2026;01-03-2026;{amount};\n"


def total(amount, text="Totaal"):
    return f"{text};;;;;;{amount};\n"


def named(folder, *lines, says=""):
    mapping = ENTRIES.replace("[ledger_entries.columns]", f"{says}\n[ledger_entries.columns]", 1)
    report = prepared(folder, mapping, boekingen__csv=TITLES + "".join(lines))
    assert "1.000" not in words_of(report) and not [each for each in report.findings if each.severity == "refused"]
    return [(each.severity, each.count) for each in report.findings if each.rule == "total_differs"], words_of(report)


SUBTOTALS = 'skip_lines = {"Boeking nr" = ["^subtotaal"]}'


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([line(1, "700,00"), line(2, "300,00"), total("1.000,00")], ""),
        ([line(1, "700,00"), line(2, "300,00"), total("1.000,01")], ""),  # rounded
        ([line(1, "700,00"), line(2, "300,00"), total("-1.000,00")], ""),
        ([line(1, "700,00"), line(2, "300,00"), total("")], ""),
        ([line(1, "700,00"), total("700,00", "Subtotaal C1"), line(2, "300,00"), total("300,00", "Subtotaal C2"),
          total("1.000,00")], SUBTOTALS),
        ([line(1, "700,00"), line(2, "300,00")], ""),
    ],
)  # fmt: skip
def test_a_total_that_the_lines_since_some_total_above_it_add_up_to_says_nothing(tmp_path, lines, says):
    assert named(tmp_path, *lines, says=says)[0] == []


@pytest.mark.parametrize(
    ("lines", "says", "where"),
    [
        ([line(1, "700,00"), total("1.000,00")], "", "(regel 3)"),  # one was lost
        ([line(1, "700,00"), total("900,00", "Subtotaal"), line(2, "300,00"), total("1.000,00")], SUBTOTALS, "(regel 3)"),
    ],
)
def test_a_total_of_more_or_less_than_the_lines_above_it_is_named_by_its_line(tmp_path, lines, says, where):
    found, text = named(tmp_path, *lines, says=says)
    assert found == [("warning", 1)] and f"het totaal in 'Bedrag' is niet de som van de regels erboven {where}" in text


def test_with_debit_and_credit_beside_the_amounts_what_remains_of_both_is_a_total_too(tmp_path):
    titles = TITLES.replace("Opmerking", "D/C")
    lines = "1;C1;Factuur;Huur;20-02-2026;01-03-2026;700,00;D\n2;C1;Betaling;;20-02-2026;;400,00;C\n"
    mapping = ENTRIES.replace("[ledger_entries.columns]", 'sign = "D/C"\n[ledger_entries.columns]', 1)
    for said, differs in (("300,00", False), ("1.100,00", False), ("500,00", True)):
        report = prepared(tmp_path, mapping, boekingen__csv=titles + lines + f"Totaal;;;;;;{said};\n")
        assert ("total_differs" in [each.rule for each in report.findings]) == differs
