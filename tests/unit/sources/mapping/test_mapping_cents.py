"""Amounts in whole cents, as databases keep them: read where the mapping says so, and asked where they can hardly be euros."""

from decimal import Decimal

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import prepared, rows

LEDGER = """
[ledger_entries]
file = "mutaties.csv"
{says}
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Datum"
amount = "bdr_ct"
[ledger_entries.constants]
entry_type = "charge"
category = "rent"
"""


def report(folder, *amounts, says=""):
    lines = "".join(f"{n};C1;01-02-2026;{amount}\n" for n, amount in enumerate(amounts))
    return prepared(folder, LEDGER.format(says=says), mutaties__csv="Nr;Contract;Datum;bdr_ct\n" + lines)


def refusals(found):
    return [each for each in found.findings if each.severity == "refused"]


def test_whole_numbers_too_high_for_rent_are_refused_until_the_mapping_says_what_they_are(tmp_path):
    (refused,) = refusals(report(tmp_path, 91244, 6325, 70000))

    assert refused.rule == "amounts_in_cents" and 'decimals = "centen"' in refused.text


@pytest.mark.parametrize(
    ("says", "expected"),
    [('decimals = "centen"', ["63.25", "700.00", "912.44"]), ('decimals = ","', ["6325.00", "70000.00", "91244.00"])],
)
def test_they_are_read_as_the_mapping_says(tmp_path, says, expected):
    found = report(tmp_path, 91244, 6325, 70000, says=says)

    assert refusals(found) == []
    assert sorted(row[6] for row in rows(found, "ledger_entries")) == list(map(Decimal, expected))


def test_an_amount_with_a_comma_is_not_in_whole_cents(tmp_path):
    (refused,) = refusals(report(tmp_path, "912,44", 6325, says='decimals = "centen"'))

    assert "bdr_ct" in refused.text


@pytest.mark.parametrize("amounts", [(912, 63, 700), ("912,44", 6325, 70000), (9000, 12000)])
def test_ordinary_rents_and_amounts_with_cents_and_a_single_high_one_are_no_doubt(tmp_path, amounts):
    assert refusals(report(tmp_path, *amounts)) == []


@pytest.mark.parametrize(("title", "is_in_cents"), [("bdr_ct", True), ("Bedrag (centen)", True), ("Bedrag", False)])
def test_map_proposes_it_where_the_title_says_so(title, is_in_cents):
    lines = [[f"M{n}", f"C{n % 3}", "huur", "20260201", "20260301", str(70000 + n)] for n in range(9)]
    sheet = Sheet("Mutaties.csv", [["mut_nr", "ctr_nr", "mut_srt", "dat_boek", "dat_verval", title], *lines])
    text = text_of(propose([sheet])[0])

    assert f'amount = "{title}"' in text
    assert ("de titel zegt centen" in asked_of(text, 'decimals = "centen"')) == is_in_cents
