"""Lines that are no entries, groups, and one column per month: made one entry per line, with all that is passed over named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sources.findings import SourcesRefused
from tests.damage.forms import workbook
from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

CARD = """
[[ledger_entries]]
file = "kaart.csv"
made_ids = {{entry_id = ["lease_id", "entry_type", "booked_on", "amount"]}}
by_sign = {{positive = "charge", negative = "payment"}}
{more}
[ledger_entries.columns]
lease_id = "Debiteur"
booked_on = "Datum"
due_on = "Vervalt"
amount = "Bedrag"
[ledger_entries.constants]
category = "rent"
"""
TITLES = "Debiteur;Datum;Vervalt;Omschrijving;Bedrag\n"


def card(more: str) -> str:
    return CARD.format(more=more)


def entries(report):
    return [(row[1], row[2], row[4], row[6]) for row in rows(report, "ledger_entries")]


def test_an_empty_cell_is_as_the_one_above_it_and_a_line_that_only_begins_a_group_is_named(tmp_path):
    body = "10023;;;;\n;01-04-2026;01-04-2026;Huur;500,00\n;03-04-2026;;Bank;-500,00\n"
    text = TITLES + body + "10024;;;;\n;01-04-2026;01-04-2026;Huur;600,00\n"
    report = prepared(tmp_path, card('fill_down = ["Debiteur"]'), kaart__csv=text)

    assert entries(report) == [
        ("10023", "charge", date(2026, 4, 1), Decimal("500.00")),
        ("10023", "payment", date(2026, 4, 3), Decimal("500.00")),
        ("10024", "charge", date(2026, 4, 1), Decimal("600.00")),
    ]
    assert "2 regels boven een groep overgeslagen" in words_of(report)


def test_a_line_that_names_the_debtor_for_the_lines_below_it_becomes_a_column(tmp_path):
    text = "Datum;Vervalt;Omschrijving;Bedrag\nDebiteur: 10023 J. Jansen;;;\n01-04-2026;01-04-2026;Huur;500,00\n"
    text += "Debiteur: 10024;;;\n01-04-2026;01-04-2026;Huur;600,00\n"
    report = prepared(tmp_path, card('group = ["Debiteur", "^debiteur: *([0-9]+)"]'), kaart__csv=text)

    assert [(lease, amount) for lease, _, _, amount in entries(report)] == [("10023", 500), ("10024", 600)]
    assert "2 regels boven een groep" in words_of(report)
    taken = prepared(tmp_path, card('group = ["Debiteur", "^debiteur: *([0-9]+)"]'), kaart__csv=TITLES + "1;;;;\n")
    assert "'Debiteur' staat al in het bestand" in words_of(taken)


def test_a_number_above_a_group_keeps_its_letters_and_may_stand_in_the_next_cell(tmp_path):
    text = "Datum;Vervalt;Omschrijving;Bedrag\nContract;HC-12 Jansen;;\n01-04-2026;01-04-2026;Huur;500,00\n"
    report = prepared(tmp_path, card('group = ["Debiteur", "^contract:? *([a-z0-9-]+)"]'), kaart__csv=text)

    assert [lease for lease, *_ in entries(report)] == ["HC-12"]


def test_an_empty_line_between_groups_holds_nothing_of_its_group(tmp_path):
    way = 'group = ["Debiteur", "^debiteur: *([0-9]+)"]'
    text = "Datum;Vervalt;Omschrijving;Bedrag\nDebiteur: 10023;;;\n01-04-2026;01-04-2026;Huur;500,00\n;;;\n"
    text += "Debiteur: 10024;;;\n01-04-2026;01-04-2026;Huur;600,00\n"
    report = prepared(tmp_path, card(f'{way}\nonly = {{"Omschrijving" = ["Huur"]}}'), kaart__csv=text)

    assert len(entries(report)) == 2 and "geen enkel blok" not in words_of(report)


def test_lines_of_subtotals_and_opening_balances_are_passed_over_by_what_stands_in_them_and_counted(tmp_path):
    body = "1;01-01-2026;;Beginsaldo;0,00\n1;01-04-2026;01-04-2026;Huur;500,00\n1;;;Totaal debiteur;500,00\n"
    text = TITLES + body + "2;01-04-2026;01-04-2026;Huur;600,00\n"
    report = prepared(tmp_path, card('skip_lines = {"Omschrijving" = ["^beginsaldo", "^totaal"]}'), kaart__csv=text)

    assert len(entries(report)) == 2
    assert "2 regels om wat er in 'Omschrijving' staat overgeslagen" in words_of(report)


RENT = """
[[ledger_entries]]
file = "Huur*.csv"
skip_empty = ["amount"]
made_ids = {{entry_id = ["lease_id", "entry_type", "booked_on"]}}
[ledger_entries.columns]
lease_id = "Woning"
booked_on = "(maand)"
due_on = "(maand)"
amount = "{amount}"
[ledger_entries.months]
titles = {{"jan" = "{january}", "feb" = "02", "mrt" = "03"}}
{more}
[ledger_entries.constants]
entry_type = "{kind}"
category = "rent"
"""
CHARGES = RENT.format(amount="Huur", january="01", more='between = ["Ingang", "Einde"]', kind="charge")
RECEIPTS = RENT.format(amount="(cel)", january="01", more='marks = {"x" = "Huur"}', kind="payment")
SHEET = (
    "Woning;Huur;Ingang;Einde;jan;feb;mrt\nA1;700,00;01-01-2020;;700,00;x;-\nA2;800,00;15-01-2026;28-02-2026;;800,00;\n"
    "Totaal;1500;;;700;800;\n"
)


def test_a_column_a_month_becomes_a_charge_and_a_receipt_a_month(tmp_path):
    report = prepared(tmp_path, CHARGES + RECEIPTS, Huur_2026__csv=SHEET)
    found = [(lease, kind, day.month, amount) for lease, kind, day, amount in entries(report)]

    assert sorted(found) == [
        ("A1", "charge", 1, 700), ("A1", "charge", 2, 700), ("A1", "charge", 3, 700), ("A1", "payment", 1, 700),
        ("A1", "payment", 2, 700), ("A2", "charge", 2, 800), ("A2", "payment", 2, 800),
    ]  # fmt: skip
    assert "2 maanden buiten het contract overgeslagen" in words_of(report)  # January began before the lease, March after its end


def test_of_which_year_the_months_are_is_known_or_refused(tmp_path):
    assert "van welk jaar" in words_of(prepared(tmp_path, CHARGES, Huur__csv=SHEET))
    other = CHARGES.replace('"01"', '"2026-01"').replace('"02"', '"2026-02"').replace('"03"', '"2026-03"')
    assert entries(prepared(tmp_path, other, Huur__csv=SHEET))
    (tmp_path / "exports" / "Huur.csv").unlink()
    assert "van welk jaar" in words_of(prepared(tmp_path, other, Huur_2027__csv=SHEET))


def test_a_month_that_cannot_be_read_is_named_with_its_title_and_line(tmp_path):
    report = prepared(tmp_path, RECEIPTS, Huur_2026__csv=SHEET.replace(";800,00;\n", ";twee;\n"))

    assert "kolom '(cel)' (amount): 1 cel is geen bedrag (regel 3)" in words_of(report)


def test_charges_of_months_without_the_days_of_the_lease_are_refused(tmp_path):
    with pytest.raises(SourcesRefused, match="noem bij between"):
        prepared(tmp_path, CHARGES.replace('between = ["Ingang", "Einde"]', ""))


@pytest.mark.parametrize("footer", ["Totaal aantal regels: 1", "Aantal;1", "Totaal;;;"])
def test_a_last_line_that_counts_the_others_in_fewer_cells_is_passed_over_and_named(tmp_path, footer):
    text = TITLES + "10023;01-04-2026;01-04-2026;Huur;500,00\n" + footer + "\n"
    report = prepared(tmp_path, card(""), kaart__csv=text)
    assert [row[0] for row in entries(report)] == ["10023"] and "regel 3 onderaan is een totaal" in words_of(report)


def test_a_last_line_that_broke_off_is_still_refused(tmp_path):
    report = prepared(tmp_path, card(""), kaart__csv=TITLES + "10023;01-04-2026;01-04-2026;Huur;500,00\n10024;01-04\n")
    assert [each.rule for each in report.findings] == ["ragged_row"]


def test_a_blank_line_between_groups_says_nothing_of_the_group_above_it(tmp_path):
    text = "Datum;Vervalt;Omschrijving;Bedrag\nDebiteur: 10023;;;\n01-04-2026;01-04-2026;Huur;500,00\n;;;\n"
    text += "Debiteur: 10024;;;\n01-04-2026;01-04-2026;Huur;600,00\n"
    more = 'group = ["Debiteur", "^debiteur: *([0-9]+)"]\nonly = {Omschrijving = ["Huur"]}'
    report = prepared(tmp_path, card(more).replace("kaart.csv", "kaart.xlsx"), kaart__xlsx=workbook(text.encode()))
    assert [(lease, amount) for lease, _, _, amount in entries(report)] == [("10023", 500), ("10024", 600)]


GROUPS = """
[[ledger_entries]]
file = "Huur 2026.csv"
skip_empty = ["amount"]
made_ids = {{entry_id = ["=(maand)", "=Woning"]}}
{more}
[ledger_entries.columns]
lease_id = "Woning"
booked_on = "(dag)"
amount = "(cel)"
[ledger_entries.months]
titles = {{"jan ontv" = "01", "feb ontv" = "02"}}
marks = {{"x" = "(huur)"}}
[ledger_entries.months.beside]
"(dag)" = {{"jan op" = "01", "feb op" = "02"}}
"(huur)" = {{"jan" = "01", "feb" = "02"}}
[ledger_entries.constants]
entry_type = "payment"
"""
GROUPED = "Woning;jan;jan ontv;jan op;feb;feb ontv;feb op\n"


def of_groups(tmp_path, body: str, more: str = ""):
    return prepared(tmp_path, GROUPS.format(more=more), **{"Huur 2026__csv": GROUPED + body})


def test_each_month_has_its_own_day_beside_it_and_a_mark_stands_for_what_its_own_month_asks(tmp_path):
    found = of_groups(tmp_path, "W1;700,00;700,00;30-12-2025;710,00;x;04-03-2026\nW2;500,00;;;510,00;;\n")
    assert [(row[0], *row[1:3], row[4], row[6]) for row in rows(found, "ledger_entries")] == [
        ("2026-01-01/W1", "W1", "payment", date(2025, 12, 30), Decimal("700.00")),
        ("2026-02-01/W1", "W1", "payment", date(2026, 3, 4), Decimal("710.00")),
    ]


def test_a_word_in_the_cell_of_a_month_is_refused_until_the_mapping_passes_it_over(tmp_path):
    body = "W1;700,00;storno;;710,00;710,00;04-03-2026\n"
    said = words_of(of_groups(tmp_path, body))
    assert "kolom '(cel)' (amount): 1 cel is geen bedrag (regel 2)" in said
    assert "zet boven columns skip_lines = {\"(cel)\" = ['^het woord, in kleine letters$']}" in said and "storno'" not in said

    found = of_groups(tmp_path, body, 'skip_lines = {"(cel)" = ["^storno$"]}')
    assert [row[6] for row in rows(found, "ledger_entries")] == [Decimal("710.00")]
    assert "1 regel om wat er in '(cel)' staat overgeslagen" in words_of(found)


def test_a_remark_beside_columns_of_months_is_about_who_rents_and_refuses_no_charge(tmp_path):
    charges = GROUPS.format(more="").partition("marks")[0].replace("ontv", "").replace('" = "01"', '" = "01"')
    mapping = charges.replace('"jan "', '"jan"').replace('"feb "', '"feb"').replace('"(dag)"', '"(maand)"')
    mapping = mapping.replace('amount = "(cel)"', 'amount = "(cel)"\ndue_on = "(maand)"')
    mapping += '[ledger_entries.constants]\nentry_type = "charge"\ncategory = "rent"\n'
    text = "Woning;jan;feb;opm;soort\nW1;700,00;710,00;vertrokken, borg verrekenen!;{}\n"
    report = prepared(tmp_path, mapping, **{"Huur 2026__csv": text.format("woning")})

    assert [row[6] for row in rows(report, "ledger_entries")] == [Decimal("700.00"), Decimal("710.00")]
    said = words_of(prepared(tmp_path, mapping, **{"Huur 2026__csv": text.format("schade")}))
    assert "in 'soort' gaat het bij 2 vorderingen over kosten" in said and "(regel 2)" in said  # the line once
