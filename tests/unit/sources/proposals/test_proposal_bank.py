"""Until which day the bank is in the export: taken from a list of one line that says so, and asked."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import Sheet, propose
from tests.support.proposal import asked_of, text_of


@pytest.mark.parametrize(
    ("name", "lines", "is_said"),
    [
        ("Stand.csv", [["Laatste bankafschrift"], ["19-11-2026"]], True),
        ("bankimport.csv", [["bestanden", "verwerkt_tm", "gestart_op"], ["12", "2026-11-19", "2026-11-20"]], True),
        ("Stand.csv", [["Bank geboekt tot", "Bank ingelezen tot"], ["19-11-2026", "18-11-2026"]], False),  # which of the two?
        ("Stand.csv", [["Laatste bankafschrift"], ["19-11-2026"], ["18-11-2026"]], False),  # a list of them
        ("Stand.csv", [["Laatste bankrekening", "Geopend"], ["NL00BANK0", "19-11-2026"]], False),
        ("bank_feed.csv", [["Bank Posted To", "Last Import"], ["19/11/2026", "2026-11-20 21:19:13.040"]], True),
        ("bank_feed.csv", [["Last Import"], ["2026-11-20 21:19:13.040"]], False),  # when, and not until which day
        ("Stand.csv", [["Laatste bankafschrift"], ["2026-11-19 00:00:00"]], True),
        ("Stand.csv", [["Laatste indexering"], ["19-11-2026"]], False),
        ("Import.csv", [["Laatst verwerkte bankdatum", "Aantal mutaties"], ["19-11-2026", "1389"]], True),
        ("Stand.csv", [["Omschrijving", "Datum"], ["Bankafschriften verwerkt tot en met", "19-11-2026"]], True),
        ("Stand.csv", [["Koppeling", "Transacties t/m", "Gedaan"], ["Bank", "2026-11-19", "2026-11-20 06:15"]], True),
        ("Stand.csv", [["Omschrijving", "Datum"], ["Huurverhoging verwerkt tot en met", "19-11-2026"]], False),
        ("Stand.csv", [["Koppeling", "Transacties t/m", "Gedaan"], ["Bank", "2026-11-19", "2026-11-20"]], False),
        ("Bankrekeningen.xlsx", [["Omschrijving", "Laatste nr.", "Verwerkt t/m"], ["Huur", "221", "18-11-2026"]], True),
        ("Stand.csv", [["Rekening", "Laatste afschriftnr.", "Ingelezen tot en met"], ["Huur", "221", "18-11-2026"]], True),
        ("Bankrekeningen.xlsx", [["Omschrijving", "Laatste wijziging"], ["Huur", "18-11-2026"]], False),
        ("Bankrekeningen.xlsx", [["Omschrijving", "Geldig t/m"], ["Huur", "1-1-2030"]], False),
        ("Bankrekeningen.xlsx", [["Omschrijving", "Ingelezen t/m", "Verwerkt t/m"], ["Huur", "19-11-2026", "18-11-2026"]], False),
    ],
)
def test_a_list_of_one_line_says_until_which_day_the_bank_is_in(name, lines, is_said):
    blocks, _ = propose([Sheet(name, lines)])

    assert ([block.table for block in blocks] == ["export_info"]) == is_said
    if is_said:
        assert "bank verwerkt tot en met" in asked_of(text_of(blocks), "bank_cut_off_on = ")


@pytest.mark.parametrize(("lines", "is_said"), [("03/14/2025", True), ("14/03/2025", False)])
def test_the_day_of_the_bank_has_the_month_first_where_it_can_be_nothing_else_and_no_other_list_says_otherwise(lines, is_said):
    ledger = [["Lease", "Post Date", "Amount"], *([f"L{n}", lines, f"{n}5,50"] for n in range(3))]
    blocks, _ = propose([Sheet("Bank_Reconciliation.csv", [["Receipts Posted Through"], ["11/19/2026"]]), Sheet("l.csv", ledger)])

    assert any(each.table == "export_info" for each in blocks)
    assert "mm-dd-jjjj" in text_of([each for each in blocks if each.table == "export_info"])
    assert is_said or "mm-dd-jjjj" not in text_of([each for each in blocks if each.table != "export_info"])


@pytest.mark.parametrize(("days", "is_said"), [(("18-11-2026", "18-11-2026"), True), (("18-11-2026", "16-11-2026"), False)])
def test_of_several_accounts_the_day_is_taken_where_it_is_the_same_for_all(days, is_said):
    rows = [["Bankrekening", "Laatste afschriftnr.", "Verwerkt t/m"], *([f"BNG-{at}", "221", day] for at, day in enumerate(days))]

    assert bool(propose([Sheet("Bankrekeningen.xlsx", rows)])[0]) == is_said


@pytest.mark.parametrize(
    ("title", "last", "is_said"), [("Bank t/m", 19, True), ("Bank t/m", 18, False), ("Opgemaakt t/m", 19, False)]
)
def test_a_list_with_the_same_day_of_the_bank_on_each_line_says_it_once(title, last, is_said):
    head = ["Contractnr", "Vervallen huur", "Peildatum", title]
    rows = [[f"C{n}", f"{n},50", "20-11-2026", f"{last if n == 12 else 19}-11-2026"] for n in range(10, 20)]
    blocks, _ = propose([Sheet("Openstaand.csv", [head, *rows])])
    text = text_of(blocks)

    assert any(block.table == "export_info" for block in blocks) == is_said
    assert ('rows = "distinct"' in text) == is_said
    assert any(block.table == "stated_balances" for block in blocks)


STATEMENTS = ("Bankrekeningnr.", "Afschriftnr.", "Afschriftdatum", "Geboekt")


def statements(
    *lines: tuple[str, str, str, str], titles: tuple[str, ...] = STATEMENTS, name: str = "Bankafschriften.xlsx"
) -> str:
    return text_of(propose([Sheet(name, [list(titles), *map(list, lines)])])[0])


def of_days(*booked: str, account: str = "BNG01") -> list[tuple[str, str, str, str]]:
    return [(account, f"20262{at:02}", f"{at + 10}-11-2026", said) for at, said in enumerate(booked)]


def test_of_a_list_of_statements_the_day_of_the_last_one_that_is_booked_counts_and_is_asked():
    text = statements(*of_days("Ja", "Ja", "Nee"))

    assert 'rows = "last"' in text and 'skip_lines = {"Geboekt" = ["^(nee|' in text
    assert "verwerkt?" in asked_of(text, 'columns = {bank_cut_off_on = "Afschriftdatum"}')


@pytest.mark.parametrize(
    ("lines", "titles", "name"),
    [
        ([*of_days("Ja", "Ja"), ("BNG02", "2026301", "15-11-2026", "Ja")], STATEMENTS, "Bankafschriften.xlsx"),  # two accounts
        (of_days("Ja", "In bewerking"), STATEMENTS, "Bankafschriften.xlsx"),  # who knows what that is
        (of_days("Ja", "Ja"), STATEMENTS, "Aanmaningen.xlsx"),
        (
            of_days("C1", "C2"),
            ("Bankrekeningnr.", "Afschriftnr.", "Boekdatum", "Contractnr."),
            "Bankafschriften.xlsx",
        ),  # receipts
        ([(*each[:2], "15-11-2026", "Ja") for each in of_days("Ja", "Ja")], STATEMENTS, "Bankafschriften.xlsx"),  # several a day
    ],
)
def test_other_lists_of_the_bank_do_not_say_until_which_day_it_is_in(lines, titles, name):
    assert "export_info" not in statements(*lines, titles=titles, name=name)


@pytest.mark.parametrize(
    ("name", "value", "is_said"),
    [
        ("Bank verwerkt t/m", "18-11-2026", True),
        ("Bank bijgewerkt tot", "2026-11-18", True),
        ("Bankrekening geopend", "18-11-2026", False),
        ("Bank verwerkt t/m", "zie mail", False),
    ],
)
def test_one_line_of_a_list_of_names_and_values_says_until_which_day_the_bank_is_in(name, value, is_said):
    rows = [["Onderdeel", "Waarde"], ["Penningmeester", "A. Tuinstra"], ["Versie", "12-01-2020"], [name, value]]
    blocks, _ = propose([Sheet("Administratie.xlsx", rows, "Info")])

    assert ([block.table for block in blocks] == ["export_info"]) == is_said
    if is_said:
        (found,) = tomllib.loads(text_of(blocks))["export_info"]
        assert (found["columns"], found["only"]) == ({"bank_cut_off_on": "Waarde"}, {"Onderdeel": [name]})
        assert found["skip_lines"] == {"Onderdeel": ["^penningmeester$", "^versie$"]}
        assert "bank verwerkt tot en met" in asked_of(text_of(blocks), "bank_cut_off_on = ")
