"""One file with lines of several tables: each block takes its own, and a line that is no block's is refused."""

from decimal import Decimal

import pytest

from tests.unit.sources.test_mapping import prepared, rows, words_of

TITLES = "Nr;Contract;Soort;Datum;Bedrag\n"
CHARGES = """
[[ledger_entries]]
file = "alles.csv"
only = {Soort = ["Huur"]}
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Datum"
amount = "Bedrag"
[ledger_entries.constants]
entry_type = "charge"
category = "rent"
"""
RECEIPTS = """
[[ledger_entries]]
file = "alles.csv"
only = {Soort = ["Bank"]}
SIGN
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
amount = "Bedrag"
[ledger_entries.constants]
entry_type = "payment"
"""
LETTERS = """
[collection_actions]
file = "alles.csv"
only = {Soort = ["Aanmaning"]}
[collection_actions.columns]
action_id = "Nr"
lease_id = "Contract"
performed_on = "Datum"
[collection_actions.constants]
action_type = "reminder_letter"
channel = "post"
"""
BODY = "1;C1;Huur;01-04-2026;700,00\n2;C1;Bank;03-04-2026;700,00\n3;C1;Aanmaning;20-04-2026;\nTotaal;;;;1.400,00\n"
ALL = (CHARGES + RECEIPTS + LETTERS).replace("SIGN\n", "")


def test_a_word_of_another_tables_block_is_known_and_each_table_gets_its_own_lines(tmp_path):
    report = prepared(tmp_path, ALL, alles__csv=TITLES + BODY)

    assert [(row[0], row[2], row[6]) for row in rows(report, "ledger_entries")] == [
        ("1", "charge", Decimal("700.00")), ("2", "payment", Decimal("700.00"))
    ]  # fmt: skip
    assert [row[0] for row in rows(report, "collection_actions")] == ["3"]


def test_what_every_block_says_of_the_file_is_named_once(tmp_path):
    report = prepared(tmp_path, ALL, alles__csv=TITLES + BODY)
    assert [each.rule for each in report.findings] == ["total_row"]

    report = prepared(tmp_path, ALL, alles__csv=TITLES + "4;C1;Memo;03-04-2026;5,00\n" + BODY)
    assert words_of(report).count("in 'Soort' een woord dat bij geen enkel blok onder only staat (regel 2)") == 1


def test_a_line_that_no_block_takes_as_a_whole_is_refused_though_each_of_its_words_is_known(tmp_path):
    signed = ALL.replace("[ledger_entries.columns]", 'take_sign = "positive"\n[ledger_entries.columns]', 1)
    report = prepared(tmp_path, signed, alles__csv=TITLES + "4;C1;Huur;03-04-2026;-5,00\n" + BODY)

    assert (
        "1 regel heeft in 'Soort' woorden die onder only staan, maar in geen blok samen of met dit bedrag (regel 2)"
        in words_of(report)
    )


@pytest.mark.parametrize(("column", "severity"), [("due_on", "refused"), ("lease_id", "warning")])
def test_an_entry_with_money_is_not_passed_over_in_silence_for_another_cell_that_is_empty(tmp_path, column, severity):
    # A bounced payment without a due date beside charges: passed over, its tenant owes less than he does.
    skipping = CHARGES.replace("only", f'skip_empty = ["{column}"]\nonly')
    body = {"due_on": "1;C1;Huur;;700,00\n2;C1;Huur;;0,00\n", "lease_id": "1;;Huur;01-04-2026;700,00\n"}[column]

    (found,) = [each for each in prepared(tmp_path, skipping, alles__csv=TITLES + body).findings if "money" in each.rule]

    assert (found.severity, found.rule, found.count) == (severity, "money_passed_over", 1)
    assert "(regel 2)" in found.text and "700" not in found.text
