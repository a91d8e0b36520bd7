"""Money that no block reads, and charges that a block calls rent while their own text says otherwise: refused or named."""

import pytest

from tests.unit.sources.mapping.test_mapping import prepared

TITLES = "Nr;Contract;Datum;Huur;{}\n"
RENT = """
[[ledger_entries]]
file = "huur.csv"
{says}
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Datum"
amount = "Huur"
[ledger_entries.constants]
entry_type = "charge"
category = "rent"
"""


def found(folder, title, *cells, says="", mapping=RENT):
    lines = [f"{n};C{n};01-04-2026;700,00;{cell}\n" for n, cell in enumerate(cells, start=1)]
    report = prepared(folder, mapping.replace("{says}", says), huur__csv=TITLES.format(title) + "".join(lines))
    return [(each.severity, each.rule, each.count) for each in report.findings], [each.text for each in report.findings]


@pytest.mark.parametrize(
    ("title", "severity"),
    [("Ontvangen", "refused"), ("Betaald bedrag", "refused"), ("Credit", "refused"), ("Servicekosten", "warning")],
)
def test_amounts_that_no_block_reads_are_named_until_a_block_does_or_a_person_says_that_they_do_not_count(
    tmp_path, title, severity
):
    said, (text,) = found(tmp_path, title, "700,00", "", "0,00")
    assert said == [(severity, "amount_not_read", 1)]
    assert f"in '{title}'" in text and "(regel 2)" in text and f'amount = "{title}"' in text
    assert found(tmp_path, title, "700,00", says=f'unread = ["{title}"]') == ([], [])


@pytest.mark.parametrize(
    ("title", "cell"), [("Nog te betalen", "700,00"), ("Betaald", "ja"), ("Saldo", "700,00"), ("Credit", "")]
)
def test_what_is_still_open_or_holds_no_amount_is_no_money_that_is_missed(tmp_path, title, cell):
    assert found(tmp_path, title, cell) == ([], [])


def test_where_no_list_has_receipts_less_that_is_still_open_is_refused_as_what_it_is_and_not_as_money_missed(tmp_path):
    assert found(tmp_path, "Saldo", "5,00")[0] == [("refused", "whole_of_what_is_open", 1)]


def test_a_line_whose_only_money_stands_below_a_title_that_nobody_reads_is_refused(tmp_path):
    mapping = RENT.replace('entry_type = "charge"\n', "").replace('amount = "Huur"', 'amount = "Huur"\nentry_type = "Soort"')
    titles = "Nr;Contract;Datum;Soort;Huur;Credit\n"
    lines = "1;C1;01-04-2026;charge;700,00;700,00\n2;C1;02-04-2026;payment;;700,00\n"
    report = prepared(tmp_path, mapping.replace("{says}", ""), huur__csv=titles + lines)
    assert [(each.rule, each.count) for each in report.findings if each.severity == "refused"] == [("amount_not_read", 1)]


@pytest.mark.parametrize(
    "text", ["Incassokosten oktober", "Wettelijke rente", "Schade deur", "Beginsaldo", "Administratiekosten"]
)
def test_charges_of_which_a_text_says_that_they_are_no_rent_are_refused_where_a_block_says_rent_of_every_line(tmp_path, text):
    said, (words,) = found(tmp_path, "Omschrijving", "Huur april", text)
    assert said == [("refused", "category_said_otherwise", 1)]
    assert "in 'Omschrijving'" in words and "(regel 3)" in words and text not in words
    assert found(tmp_path, "Omschrijving", text, says='unread = ["Omschrijving"]') == ([], [])


@pytest.mark.parametrize(("text", "is_refused"), [("incasso terug", False), ("incasso terug, kosten erbij", True)])
def test_a_remark_that_a_receipt_went_back_does_not_make_its_charge_a_cost(tmp_path, text, is_refused):
    assert bool(found(tmp_path, "Opmerking", "zie log", text)[0]) == is_refused


@pytest.mark.parametrize(
    ("title", "cells", "is_refused"),
    [
        ("Tegenrek.", ("8000", "8000", "8050", "8000"), True),
        ("Kostensoort", ("A1", "A2", "A1", "A2"), True),
        ("Tegenrek.", ("8000", "8000", "8000", ""), False),
        ("Grootboek", ("8001", "8002", "8003", "8004"), False),  # one for each
        ("Kostenplaats", ("N1", "N1", "N2", "N2"), False),
    ],
)
def test_charges_that_are_all_called_rent_are_refused_where_accounts_that_nothing_reads_tell_them_apart(
    tmp_path, title, cells, is_refused
):
    said, texts = found(tmp_path, title, *cells)
    assert said == ([("refused", "category_said_otherwise", 2)] if is_refused else [])
    assert not is_refused or f'category = "{title.lower()}"' in texts[0].lower()
    assert found(tmp_path, title, *cells, says=f'unread = ["{title}"]') == ([], [])


def test_the_rent_of_a_garage_among_rents_is_named_since_it_may_be_of_a_contract_of_its_own(tmp_path):
    assert found(tmp_path, "Omschrijving", "Huur april", "Huur garage")[0] == [("warning", "category_said_otherwise", 1)]


@pytest.mark.parametrize(
    ("title", "text"), [("Huurder", "Mw. Schade"), ("Straat", "Garageweg"), ("Omschrijving", "Huur en servicekosten")]
)
def test_a_name_or_street_is_no_reason_and_service_costs_count_as_rent_does(tmp_path, title, text):
    assert found(tmp_path, title, text) == ([], [])


def test_lines_that_the_block_passes_over_or_leaves_to_another_are_not_judged(tmp_path):
    for says in ('skip_lines = {"Omschrijving" = ["kosten"]}', 'only = {"Omschrijving" = ["huur"]}'):
        assert "category_said_otherwise" not in [
            rule for _, rule, _ in found(tmp_path, "Omschrijving", "Huur", "Incassokosten", says=says)[0]
        ]


SIDES = """
[[ledger_entries]]
file = "huur.csv"
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Datum"
entry_type = "Dagboek"
amount = "{side}"
[ledger_entries.constants]
category = "rent"
[ledger_entries.values.entry_type]
VRK = "charge"
BNK = "payment"
STO = "reversal"
"""


@pytest.mark.parametrize(
    ("odd", "is_refused"),
    [
        ("", False),
        ("3;C1;05-04-2026;STO;;-700,00\n", False),
        ("3;C1;05-04-2026;BNK;700,00;\n", True),
        ("3;C1;05-04-2026;VRK;;700,00\n", True),
    ],
)
def test_debit_and_credit_whose_kind_comes_from_a_column_are_refused_where_one_kind_stands_on_both_sides(
    tmp_path, odd, is_refused
):
    # A receipt that went back stands as debit, and would settle another month.
    lines = "1;C1;01-04-2026;VRK;700,00;\n2;C1;03-04-2026;BNK;;700,00\n" + odd
    mapping = "".join(SIDES.replace("{side}", side) for side in ("Debet", "Credit"))
    report = prepared(tmp_path, mapping, huur__csv="Nr;Contract;Datum;Dagboek;Debet;Credit\n" + lines)

    refused = [each for each in report.findings if each.severity == "refused"]
    assert {each.rule for each in refused} == ({"kind_on_both_sides"} if is_refused else set())
    assert all("volgens 'Dagboek'" in each.text and "(regel 4)" in each.text for each in refused)


BY_WORD = (
    RENT.replace('category = "rent"\n', "").replace('amount = "Huur"', 'amount = "Huur"\ncategory = "Soort"')
    + """
[ledger_entries.values.category]
Losse = "rent"
Kosten = "collection_costs"
"""
)


def by_word(folder, title, *cells, kind="Losse", says=""):
    lines = [f"{n};C{n};01-04-2026;700,00;{kind};{cell}\n" for n, cell in enumerate(cells, start=1)]
    titles = f"Nr;Contract;Datum;Huur;Soort;{title}\n"
    report = prepared(folder, BY_WORD.replace("{says}", says), huur__csv=titles + "".join(lines))
    return [(each.severity, each.rule, each.count) for each in report.findings]


def test_charges_that_one_word_calls_rent_are_refused_where_a_text_that_nobody_reads_says_costs(tmp_path):
    texts = ("Incassokosten", "Wettelijke rente", "Schade deur", "Incassokosten huur mei", "Saldo vorig jaar")
    assert by_word(tmp_path, "Voor", "Huur", *texts) == [("refused", "category_said_otherwise", len(texts))]
    assert by_word(tmp_path, "Voor", *texts, says='unread = ["Voor"]') == []
    assert by_word(tmp_path, "Voor", *texts, kind="Kosten") == []


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        (("Bij deurwaarder", "Automatische incasso", "Aanmaning"), 0),  # how it stands with a charge, or how it is paid
        (("Huur", "Incasso", "Bij deurwaarder"), 2),
        (("Huur", "Afrekening servicekosten", "Eindafrekening"), 0),
    ],
)
def test_what_is_done_about_a_charge_is_no_cost_unless_the_column_says_what_charges_are_for(tmp_path, cells, count):
    assert [each for *_, each in by_word(tmp_path, "Betreft", *cells)] == [count] * bool(count)
