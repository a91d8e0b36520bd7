"""Numbers that a mapping reads as money: refused until a person says that they are amounts, or the right title is read."""

import pytest

from tests.unit.sources.mapping.test_mapping import prepared

RULE = "numbers_as_amounts"
LEDGER = """
[[ledger_entries]]
file = "post.csv"
{says}
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Datum"
amount = "{title}"
[ledger_entries.constants]
entry_type = "charge"
category = "rent"
"""


def report(folder, title, cells, beside="Bedrag in HV", says="", amount="700,50"):
    lines = "".join(f"{n};C{n};01-04-2026;{cell};{amount}\n" for n, cell in enumerate(cells, start=1))
    mapping = LEDGER.replace("{says}", says).replace("{title}", title)
    return prepared(folder, mapping, post__csv=f"Nr;Contract;Datum;{title};{beside}\n{lines}")


def refusals(found):
    return [each for each in found.findings if each.severity == "refused" and each.rule == RULE]


NUMBERS = [
    ("Vereff.doc.", ("1400000008", "1400000018", "")),  # documents
    ("Bedrag", ("1400000008", "1400000018", "")),
    ("Maanniveau", ("1", "3", "2", "0")),
    ("Soort", ("00701", "00650", "00702")),
    ("Debet", ("130010", "130020", "130010")),
]


@pytest.mark.parametrize(("title", "cells"), NUMBERS)
def test_numbers_codes_and_levels_that_are_read_as_amounts_are_refused_with_the_title_that_may_be_meant(tmp_path, title, cells):
    (refused,) = refusals(report(tmp_path, title, cells))

    assert f"kolom '{title}' (amount)" in refused.text and "'Bedrag in HV'" in refused.text and "(regel 2" in refused.text
    assert refusals(report(tmp_path, title, cells, says=f'sure_of = ["{title}"]')) == []


def test_amounts_of_one_width_in_cents_are_asked_as_such(tmp_path):
    found = report(tmp_path, "Bedrag", ("70150", "65000", "70200"), beside="Omschrijving", amount="april")

    assert [each.rule for each in found.findings if each.severity == "refused"] == ["amounts_in_cents"]


def test_a_title_that_says_no_amount_is_refused_where_another_one_says_it_and_nobody_reads_that(tmp_path):
    assert len(refusals(report(tmp_path, "Volgorde", ("17,50", "18,50")))) == 1
    assert refusals(report(tmp_path, "Volgorde", ("17,50", "18,50"), beside="Stand")) == []
    assert refusals(report(tmp_path, "Volgorde", ("17,50", "18,50"), beside="Bedrag btw")) == []


@pytest.mark.parametrize("cells", [("700,50", "650"), ("700", "650", "1200"), ("0", "0,00", ""), ("70150", "65000", "7025")])
@pytest.mark.parametrize("title", ["Huur", "Totaal", "Bedrag", "Debet"])
def test_amounts_with_cents_whole_euros_and_nothing_are_no_numbers(tmp_path, cells, title):
    assert refusals(report(tmp_path, title, cells, beside="Omschrijving", amount="april")) == []
