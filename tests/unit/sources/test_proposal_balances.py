"""Two columns that both say what a contract owes: that of rent and service costs is the balance, costs and all else never are."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import Sheet, propose


@pytest.mark.parametrize(
    ("amounts", "taken"),
    [
        (("Achterst. overig", "Achterst. huur/serv."), "Achterst. huur/serv."),
        (("Achterstand totaal", "Achterstand huur"), "Achterstand huur"),
        (("Openstaand kosten", "Openstaand huur"), "Openstaand huur"),
        (("Achterstand", "Achterstand overig"), "Achterstand"),
        (("Achterst. overig",), None),
        (("Saldo kosten",), None),
    ],
)
def test_the_balance_of_a_contract_is_what_it_owes_of_rent_and_service_costs(amounts, taken):
    lines = [[f"C{n}", "Bos", *(f"{n}{at}2,50" for at, _ in enumerate(amounts)), "20-11-2026"] for n in range(1, 8)]
    rows = [["Contr.nr.", "Naam huurder", *amounts, "Per datum"], *lines]
    blocks, _ = propose([Sheet("Achterstandenlijst.xlsx", rows, "Blad1")])

    assert [block.choices["open_rent"].profile.title for block in blocks if block.table == "stated_balances"] == (
        [taken] if taken else []
    )


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
