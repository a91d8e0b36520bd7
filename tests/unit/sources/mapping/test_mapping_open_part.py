"""Lists that give the whole of each invoice and what is open of it: by the whole, who paid a part would be reported for all."""

import pytest

from tests.unit.sources.mapping.test_mapping import prepared

BLOCK = """
[[ledger_entries]]
file = "{file}"
{says}
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Datum"
amount = "{amount}"
{more}
[ledger_entries.constants]
category = "rent"
{kind}
"""
BY_SIGN = 'by_sign = {positive = "charge", negative = "payment"}'
CHARGED = 'entry_type = "charge"'
RECEIVED = 'entry_type = "payment"'
LINES = (("700,00", "700,00"), ("700,00", "200,00"), ("700,00", "700,00"), ("-50,00", "-50,00"))
TITLES = "Nr;Contract;Datum;Fact.bedrag;Openstaand;Betaald;Soort\n"


def block(file="posten.csv", says=BY_SIGN, amount="Fact.bedrag", kind="", more=""):
    return BLOCK.format(file=file, says=says, amount=amount, kind=kind, more=more)


def refused(folder, mapping, lines=LINES, title="Openstaand", **files):
    """The rule and text of each refusal of a list with these whole amounts and what is open of them."""
    body = "".join(f"{n};C1;01-03-2026;{whole};{part};0,00;F\n" for n, (whole, part) in enumerate(lines))
    report = prepared(folder, mapping, posten__csv=TITLES.replace("Openstaand", title) + body, **files)
    return [(each.rule, each.count, each.text) for each in report.findings if each.severity == "refused"]


@pytest.mark.parametrize(
    "title", ["Openstaand", "Restbedrag", "Nog te betalen", "Open bedrag", "Outstanding amount", "Remaining"]
)
def test_the_whole_amount_of_what_is_open_in_part_is_refused_with_the_title_of_what_is(tmp_path, title):
    ((rule, count, text),) = refused(tmp_path, block(), title=title)
    assert (rule, count) == ("whole_of_what_is_open", 1)
    assert "regel 3" in text and f'amount = "{title.lower()}"' in text.lower() and 'sure_of = ["Fact.bedrag"]' in text


def test_what_is_open_or_a_whole_amount_that_a_person_is_sure_of_is_read(tmp_path):
    assert refused(tmp_path, block(amount="Openstaand")) == []
    assert refused(tmp_path, block(says=f'{BY_SIGN}\nsure_of = ["Fact.bedrag"]')) == []


@pytest.mark.parametrize("parts", [("700,00", "700,00", "-50,00"), ("", "", ""), ("900,00", "1600,00", "1550,00")])
def test_where_nothing_is_open_in_part_or_a_balance_of_all_lines_stands_there_the_whole_amount_is_read(tmp_path, parts):
    lines = tuple(zip(("700,00", "700,00", "-50,00"), parts, strict=True))
    assert refused(tmp_path, block(), lines) == []


def test_of_invoices_without_receipts_closed_ones_count_unless_most_are_and_no_sign_is_said_to_be_a_receipt(tmp_path):
    lines = (("700,00", "0,00"), ("700,00", "700,00"), ("700,00", "650,00"))
    assert [rule for rule, *_ in refused(tmp_path, block(kind=CHARGED, says=""), lines)] == ["whole_of_what_is_open"]
    lines += (("700,00", "0,00"), ("700,00", "0,00"))
    assert refused(tmp_path, block(kind=CHARGED, says=""), lines) == []  # whoever lacks their receipts is refused for that
    assert [rule for rule, *_ in refused(tmp_path, block(), lines)] == ["whole_of_what_is_open"]


def test_receipts_of_another_list_or_in_a_column_beside_explain_what_is_no_longer_open(tmp_path):
    bank = "Nr;Contract;Datum;Fact.bedrag\n9;C1;02-03-2026;500,00\n"
    lines = LINES[:3]
    of_invoices = block(says="", kind=CHARGED)
    received = block("bank.csv", "", kind=RECEIVED)
    assert refused(tmp_path, of_invoices + received, lines, bank__csv=bank) == []
    assert refused(tmp_path, of_invoices + block(says="", amount="Betaald", kind=RECEIVED), lines) == []


def test_a_ledger_with_its_receipts_keeps_its_whole_amounts_and_one_of_open_lines_only_does_not(tmp_path):
    def kinds(*lines):
        body = "".join(f"{n};C1;01-03-2026;{whole};{part};0,00;{kind}\n" for n, (whole, part, kind) in enumerate(lines))
        mapping = block(says="", more='entry_type = "Soort"\n[ledger_entries.values.entry_type]\n"F" = "charge"\n"B" = "payment"')
        report = prepared(tmp_path, mapping, posten__csv=TITLES + body)
        return [each.rule for each in report.findings if each.severity == "refused"]

    closed = (("700,00", "0,00", "F"), ("-700,00", "0,00", "B"))
    assert kinds(*closed, ("700,00", "200,00", "F"), ("-500,00", "0,00", "B")) == []
    assert kinds(("700,00", "200,00", "F"), ("-100,00", "-100,00", "B")) == ["whole_of_what_is_open"]


def test_two_lists_of_open_items_of_two_administrations_explain_nothing_of_each_other(tmp_path):
    other = "Nr;Contract;Datum;Fact.bedrag;Openstaand\n9;C9;02-03-2026;500,00;500,00\n"
    assert [rule for rule, *_ in refused(tmp_path, block() + block("andere.csv"), andere__csv=other)] == ["whole_of_what_is_open"]
