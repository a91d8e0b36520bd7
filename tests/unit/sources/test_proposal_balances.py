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
