"""Numbers that could be days of Excel, lists of letters that only their words show, and amounts that must be cents."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import Sheet, propose
from sources.words.excel_days import layout_of
from tests.support.proposal import asked_of, text_of

CONTRACTS = Sheet(
    "Huurcontracten.csv",
    [["Contractnummer", "Debiteur", "Soort object", "Begindatum contract", "Verhuurder"]]
    + [[f"HC-{n}", f"400{n}", "Woonruimte", "01-02-2021", "V01"] for n in range(10, 20)],
)


@pytest.mark.parametrize(
    ("title", "is_day"),
    [("Persoon", False), ("Bestemming debiteur", False), ("Begin contract", True), ("Datum", True), ("Iets", True)],
)
def test_a_number_of_somebody_is_no_day_though_excel_counts_days_so(title, is_day):
    layout = layout_of([["Contractnr", "Eigenaar", title], *([f"C{n}", "O1", f"4000{n}"] for n in range(5))])

    assert layout is not None and bool(layout.columns[2].date_kind) == is_day


KINDS = [
    "Betalingsherinnering",
    "Aanmaning met verwijzing gemeentelijke schuldhulp",
    "Sommatie vroegsignalering",
    "Belnotitie uitgaand",
]


@pytest.mark.parametrize("kinds", [KINDS, ["Offerte", "Notitie", "Contract", "Factuur"]])
def test_a_list_whose_every_kind_is_a_letter_or_contact_is_one_of_these_whatever_its_title(kinds):
    rows = [[f"7{n}", kinds[n % 4], "01-09-2026", f"400{n % 5 + 10}", f"B{n}", "Brief"] for n in range(40)]
    head = ["Dossieritem", "Type dossieritem", "Instuurdatum", "Bestemming debiteur", "Kenmerk bijlage", "Wijze van contact"]
    found = tomllib.loads(text_of(propose([CONTRACTS, Sheet("Dossieritems.csv", [head, *rows])])[0]))

    assert ("collection_actions" in found) == (kinds is KINDS)
    if kinds is KINDS:
        (actions,) = found["collection_actions"]
        assert (actions["columns"]["action_type"], actions["columns"]["performed_on"]) == ("Type dossieritem", "Instuurdatum")
        assert actions["values"]["action_type"][KINDS[1]] == "demand_letter"  # long, and comes back
        assert actions["lookup"]["Contractnummer"][0] == "Bestemming debiteur"


def test_of_contract_and_tenant_on_one_line_the_contract_is_taken_though_its_title_speaks_of_a_project_too():
    rows = [[f"F{n}", f"400{n % 10 + 10}", f"HC-{n % 10 + 10}", "01-09-2026", "15-09-2026", "700,00"] for n in range(40)]
    ledger = Sheet("Posten.csv", [["Boekstuknr", "Debiteur", "Project/contract", "Boekdatum", "Vervaldatum", "Bedrag"], *rows])
    found = {block.table: block for block in propose([CONTRACTS, ledger])[0]}

    assert found["ledger_entries"].choices["lease_id"].profile.title == "Project/contract"
    assert "complex_id" not in found["leases"].choices  # they are the contracts themselves


@pytest.mark.parametrize(("cell", "is_asked"), [("70000", True), ("700", False), ("700,00", False)])
def test_whole_amounts_that_are_no_rent_in_euros_are_proposed_as_cents_and_asked(cell, is_asked):
    rows = [[f"F{n}", f"HC-{n % 10 + 10}", "PRO", "01-09-2026", "15-09-2026", cell] for n in range(40)]
    head = ["Boekstuknr", "Contractnummer", "Soort", "Boekdatum", "Vervaldatum", "Bedrag"]
    text = text_of(propose([CONTRACTS, Sheet("Mutaties.csv", [head, *rows])])[0])

    assert ("te groot voor huur" in asked_of(text, 'decimals = "centen"')) == is_asked


def test_a_call_that_came_in_is_no_contact_of_ours_also_in_a_list_of_calls():
    rows = [[str(n), f"HC-{n % 5 + 10}", "Inbound" if n % 4 == 0 else "Outbound", "2026-09-01"] for n in range(20)]
    calls = Sheet("phonecall.csv", [["Call ID", "Contract", "Direction", "Call Date"], *rows])
    (found,) = tomllib.loads(text_of(propose([CONTRACTS, calls])[0]))["collection_actions"]

    assert found["skip_lines"] == {"Direction": ["^inbound$"]}


@pytest.mark.parametrize(
    ("title", "lines", "numbers", "is_day"),
    [
        ("Dossieritem", 30, 30, False), ("Activiteit", 30, 30, False),
        ("Dossieritem", 30, 20, True),  # some come back
        ("Dossieritem", 9, 9, True),  # few lines may have a day each
        ("Afgehandeld", 30, 30, True), ("Geboortedatum", 30, 30, True), ("Zwaluwen", 30, 30, True),
    ],
)  # fmt: skip
def test_a_number_of_its_own_on_each_of_many_lines_is_no_day_below_a_title_that_speaks_of_something(
    title, lines, numbers, is_day
):
    rows = [[f"C{n % 4}", "Brief", f"4{6000 + n % numbers}", "01-02-2026"] for n in range(lines)]
    layout = layout_of([["Contractnr", "Verzendwijze", title, "Instuurdatum"], *rows])

    assert layout is not None and bool(layout.columns[2].date_kind) == is_day
