"""Two columns that both say what a contract owes: that of rent and service costs is the balance, costs and all else never are."""

from __future__ import annotations

import tomllib

import pytest

from sources.reading.rules import TABLES
from sources.recognition.offers import day_line, days_of_list
from sources.recognition.sheets import LIKELY, SURE, Sheet, propose
from tests.support.proposal import asked_of, text_of


@pytest.mark.parametrize(
    ("amounts", "taken"),
    [
        (("Achterst. overig", "Achterst. huur/serv."), "Achterst. huur/serv."),
        (("Achterstand totaal", "Achterstand huur"), "Achterstand huur"),
        (("Openstaand kosten", "Openstaand huur"), "Openstaand huur"),
        (("Achterstand", "Achterstand overig"), "Achterstand"),
        (("Achterst. overig",), None),
        (("Saldo kosten",), None),
        (("Saldo klant", "Waarvan vervallen huur/service"), "Waarvan vervallen huur/service"),
        (("Saldo", "Waarvan huur en service vervallen"), "Waarvan huur en service vervallen"),
        (("Openstaand totaal", "w.v. huur", "w.v. kosten"), "w.v. huur"),
        (("Saldo", "Nog niet vervallen huur", "Vervallen huur"), "Vervallen huur"),
        (("Saldo", "Waarvan opeisbaar"), "Waarvan opeisbaar"),
        (("Openstaande huur", "Vervallen huur"), "Vervallen huur"),
        (("Total balance", "Of which rent"), "Of which rent"),
        (("Saldo", "Waarvan incassokosten"), "Saldo"),
        (("Saldo", "Vervallen"), "Vervallen"),
        (("Saldo", "Niet vervallen", "Totaal vervallen"), "Totaal vervallen"),
        (("Saldo", "Achterstand totaal"), "Achterstand totaal"),
        (("Saldo incl. kosten", "Saldo excl. kosten"), "Saldo excl. kosten"),
        (("Openstaand saldo", "Opeisbaar bedrag"), "Opeisbaar bedrag"),
    ],
)
def test_the_balance_of_a_contract_is_what_it_owes_of_rent_and_service_costs(amounts, taken):
    lines = [[f"C{n}", "Bos", *(f"{n}{at}2,50" for at, _ in enumerate(amounts)), "20-11-2026"] for n in range(1, 8)]
    rows = [["Contr.nr.", "Naam huurder", *amounts, "Per datum"], *lines]
    blocks, _ = propose([Sheet("Achterstandenlijst.xlsx", rows, "Blad1")])

    assert [block.choices["open_rent"].profile.title for block in blocks if block.table == "stated_balances"] == (
        [taken] if taken else []
    )


@pytest.mark.parametrize(
    ("beside", "is_certain"),
    [("Waarvan vervallen huur/service", False), ("Waarvan incassokosten", False), ("Achterstand kosten", False), ("Huur", True)],
)
def test_a_balance_of_all_together_is_not_certain_beside_a_part_of_it_whichever_that_is(beside, is_certain):
    rows = [
        ["Contractnr", "Saldo", beside, "Peildatum"],
        *([f"C{n}", f"1{n}2,50", f"{n}2,50", "20-11-2026"] for n in range(1, 8)),
    ]
    (block,) = propose([Sheet("Saldolijst.xlsx", rows)])[0]

    assert (block.choices["open_rent"].certainty == SURE) == is_certain


@pytest.mark.parametrize(("numbers", "is_taken"), [("C{}", True), ("X{}", False)])  # a list of contracts that nobody has is none
def test_balances_that_name_the_contract_below_a_title_of_their_own_are_those_of_the_contracts_that_have_these_numbers(
    numbers, is_taken
):
    contracts = [["Contractnr", "Huurdernr", "Ingangsdatum"], *[[f"C{n}", f"H{n}", "01-02-2020"] for n in range(10, 30)]]
    lines = [[numbers.format(n), f"{n}2,50", "20-11-2026", "19-11-2026"] for n in range(10, 30)]
    rows = [["Kostendrager", "Huur vervallen", "Peildatum", "Bank t/m"], *lines]
    blocks, _ = propose([Sheet("Contracten.csv", contracts), Sheet("Openstaand.csv", rows)])

    found = [block for block in blocks if block.table == "stated_balances"]
    assert [{name: each.profile.title for name, each in block.choices.items()} for block in found] == (
        [{"lease_id": "Kostendrager", "open_rent": "Huur vervallen", "as_of": "Peildatum"}] if is_taken else []
    )
    assert all(block.choices["lease_id"].certainty == "waarschijnlijk" for block in found)  # a person looks at it


AGED = [
    "Lease ID",
    "Resident",
    "0-30",
    "31-60",
    "61-90",
    "Huur & SVK vervallen",
    "Other charges due",
    "Total Due",
    "Last Receipt",
]


@pytest.mark.parametrize("name", ["Aged Debtors", "Aged tenant balances", "Ouderdomsanalyse"])
@pytest.mark.parametrize("last", ["0{}-09-2026", "02-09-2026"])
def test_balances_parted_by_their_age_are_of_the_day_above_them_and_not_of_the_last_receipt(name, last):
    lines = [[f"C{n}", "Bos", f"7{n},50", "0,00", "0,00", f"7{n},50", "5,00", f"8{n},50", last.format(n)] for n in range(1, 8)]
    rows = [["As of: 20-11-2026"], [], AGED, *lines]
    (block,) = propose([Sheet(f"{name}.xlsx", rows, name)])[0]

    assert {name: each.profile.title for name, each in block.choices.items()} == {
        "lease_id": "Lease ID", "open_rent": "Huur & SVK vervallen",
    }  # fmt: skip
    assert days_of_list(block, TABLES["stated_balances"].column("as_of")) == ("20-11-2026",)
    assert day_line(block, TABLES["stated_balances"].column("as_of")) is None


def test_what_each_contract_owes_behind_the_columns_of_its_months_is_its_balance_on_the_day_above_them():
    months = ["jan", "jan ontv", "jan dat", "feb", "feb ontv", "feb dat", "mrt", "mrt ontv", "mrt dat"]
    lines = [
        [f"C{n}", *["700,00", "700,00", f"0{n}-01-2026"] * 3, f"1{n}0,00" if n % 2 else "", "belt terug"] for n in range(1, 8)
    ]
    rows = [["Huur 2026, bijgewerkt 20-11-2026"], ["Contract", *months, "achterstand", "opm"], *lines]
    (block,) = [each for each in propose([Sheet("Huur 2026.xlsx", rows, "2026")])[0] if each.table == "stated_balances"]

    assert block.choices["open_rent"].profile.title == "achterstand" and block.choices["open_rent"].certainty != SURE
    assert days_of_list(block, TABLES["stated_balances"].column("as_of")) == ("20-11-2026",)


def test_what_a_ledger_says_is_open_behind_each_entry_is_none():
    lines = [[f"F{n}", f"C{n}", "Huur", f"0{n}-01-2026", f"0{n}-02-2026", "700,00", "10,00"] for n in range(1, 8)]
    rows = [["Factuur", "Contract", "Soort", "Datum", "Vervaldatum", "Bedrag", "achterstand"], *lines]
    assert not [each for each in propose([Sheet("Boekingen.xlsx", rows, "2026")])[0] if each.table == "stated_balances"]


ON_ONE_LINE = ["Debiteurnr", "Contractnr", "0 - 30 dgn", "> 30 dgn", "Huur en servicekosten vervallen", "Totaal openstaand"]


def open_posts(name: str, above: str, *, often: int = 1, titles: list[str] = ON_ONE_LINE) -> tuple[dict[str, object], str]:
    """The block of balances of a list that is called after open posts, if any, and the text. `often`: lines of a contract."""
    lines = [[f"D{n // often}", f"C{n // often}", f"7{n},50", "0,00", f"7{n},50", f"8{n},50"] for n in range(10, 20)]
    text = text_of(
        propose([Sheet(f"{name}.xlsx", [["Openstaande posten"], [above], [], titles, *lines], "Openstaande posten")])[0]
    )
    return next(iter(tomllib.loads(text).get("stated_balances", [])), {}), text


@pytest.mark.parametrize("name", ["Openstaande posten 20-11-2026", "Open posten 20-11-2026"])
def test_what_each_contract_owes_of_rent_is_its_balance_though_the_list_is_called_after_open_posts(name):
    block, text = open_posts(name, "Peildatum: 20-11-2026")

    assert block["columns"] == {"lease_id": "Contractnr", "open_rent": "Huur en servicekosten vervallen"}
    assert block["constants"] == {"as_of": "(naam)"} and "die ook boven de titels staat" in asked_of(text, "as_of")


@pytest.mark.parametrize(
    ("name", "above"),
    [("Openstaande posten 21-11-2026", "Peildatum: 20-11-2026"), ("Openstaande posten", "Peildatum: 20-11-2026"),
     ("Openstaande posten 20-11-2026", "Vesta B.V.")],
)  # fmt: skip
def test_a_day_that_name_and_list_do_not_both_say_waits_for_an_answer(name, above):
    block, text = open_posts(name, above)

    assert "constants" not in block and '# as_of = ""' in text


def test_open_posts_of_which_a_contract_has_several_and_those_of_all_together_are_no_balances():
    assert open_posts("Openstaande posten", "Peildatum: 20-11-2026", often=2)[0] == {}
    total = [*ON_ONE_LINE[:4], "Bedrag", "Totaal openstaand"]
    assert open_posts("Openstaande posten", "Peildatum: 20-11-2026", titles=total)[0] == {}


def owed(titles, lines):
    """What is proposed for a list of balances with these titles and amounts."""
    rows = [
        ["Contractnr", "Huurder", "Peildatum", *titles],
        *([f"C{n}", "Bos", "20-11-2026", *map("{:.2f}".format, line)] for n, line in enumerate(lines)),
    ]
    (block,) = propose([Sheet("Saldolijst.xlsx", rows)])[0]
    return block.choices["open_rent"]


@pytest.mark.parametrize("total", ["Totaal", "Saldo", "Totaal openstaand"])
@pytest.mark.parametrize("rent", ["Huur en servicekosten", "Huur", "Huur + service"])
def test_the_rent_that_adds_up_to_the_total_with_other_claims_is_what_is_owed_of_it_and_that_is_asked(rent, total):
    lines = [(700.5 + n, 10.0 * (n % 3), 700.5 + n + 10.0 * (n % 3)) for n in range(1, 9)]
    choice = owed((rent, "Overige posten", total), lines)

    assert (choice.profile.title, choice.certainty) == (rent, LIKELY)
    assert choice.why.doubts == (f'samen met "Overige posten" is het het bedrag onder "{total}"',)


def test_a_rent_that_is_no_part_of_the_total_is_that_of_a_month():
    lines = [(700.5 + n, 10.0 * (n % 3), 333.25 * n) for n in range(1, 9)]
    assert owed(("Huur", "Overige posten", "Totaal"), lines).profile.title == "Totaal"


def test_a_total_of_rent_and_service_costs_alone_is_what_is_owed():
    lines = [(700.5 + n, 50.0 * n, 700.5 + n + 50.0 * n) for n in range(1, 9)]
    assert owed(("Huur", "Servicekosten", "Saldo"), lines).profile.title == "Saldo"


def test_a_total_that_holds_costs_beside_rent_and_service_costs_that_stand_apart_is_never_certain():
    lines = [(700.5 + n, 50.0, 40.0 * (n % 2), 750.5 + n + 40.0 * (n % 2)) for n in range(1, 9)]
    choice = owed(("Huur", "Servicekosten", "Incassokosten", "Saldo"), lines)

    assert (choice.profile.title, choice.certainty) == ("Saldo", LIKELY)
    assert 'daarin zit ook "Incassokosten"' in choice.why.doubts
