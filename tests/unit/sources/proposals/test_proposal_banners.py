"""Headings amidst the lines of a list: what a first mapping passes over, and what it leaves for a run to name."""

from __future__ import annotations

import pytest

from sources.words.banners import banners_of
from tests.unit.sources.proposals.test_proposal_sheets import said_of, sheet

HEAD = ["Debiteur", "Huurder", "Eigenaar", "Complex", "Soort", "Ingang huur", "Kale huur", 
    "Medehuurder achternaam", "Medeh. voorl.", "Medehuurder sinds"]  # fmt: skip
LINES = [
    [str(10201 + n), "Bos A.", "HAGE", "Zonnehof" if n < 4 else "Kade", "appartement", f"0{n + 1}-01-2020", "700,00"]
    + (["Vermeer", "B.", "01-03-2021"] if n == 1 else ["", "", ""])
    for n in range(8)
]


def heading(text: str) -> list[str]:
    return [text, *[""] * 9]


@pytest.mark.parametrize(
    ("above", "patterns"),
    [
        (("Complex Zonnehof", "Complex Kade"), (r"^complex\b",)),  # several that begin with what contracts are of
        (("ZONNEHOF", "Kade"), ("^kade$", "^zonnehof$")),  # what the lines below them say too
        (("Flat Zonnehof",) * 2, ("^flat\\ zonnehof$",)),
        (("Bos A.", "Vermeer"), None),  # somebody: the run names the line
        (("Complex Onbekend",), None),  # one alone, of which the lines say nothing
    ],
)
def test_a_line_with_one_cell_is_a_heading_where_the_lines_below_say_it_too_or_several_begin_alike(above, patterns):
    body = [heading(above[0]), *LINES[:4], *map(heading, above[1:]), *LINES[4:]]
    found = banners_of(body, HEAD)

    assert (found and found.patterns) == patterns
    assert not found or (found.title == "Debiteur" and 0 in found.lines)


def test_a_narrow_list_has_no_headings():
    assert banners_of([["Kade", ""], ["C1", "Kade"], ["C2", "Kade"]], ["Contract", "Complex"]) is None


def test_a_rent_roll_with_headings_and_totals_is_the_list_of_contracts_and_not_the_remarks_beside_it():
    totals = ["Totaal Zonnehof", "", "", "", "", "", "2800,00", "", "", ""]
    rows = [heading("Complex Zonnehof"), *LINES[:4], totals, heading("Complex Kade"), *LINES[4:]]
    book, debtors = "Huurlijst en brieven.xlsx", "Debiteuren.csv"
    remarks = [
        ["Nr", "Debiteur", "Soort", "Datum", "Ingetrokken / afgerond", "Niet nagekomen"],
        ["BZ-1", "10201", "bezwaar", "01-09-2026", "", ""],
        ["BR-1", "10202", "betalingsregeling", "02-09-2026", "", "01-10-2026"],
    ]
    people = [[line[0], "Bos", "A.", f"Lindelaan {n + 1}", "1011AB", "Dorp"] for n, line in enumerate(LINES)]
    found = said_of(
        sheet(book, HEAD, *rows, name="Huurlijst"), sheet(book, *remarks, name="Bijzonderheden"),
        sheet(debtors, ["Debiteurnummer", "Naam", "Initialen", "Adresregel 1", "Postcode", "Plaats"], *people),
    )  # fmt: skip

    (leases,) = found["leases"]
    assert (leases["sheet"], leases["columns"]["lease_id"]) == ("Huurlijst", "Debiteur")
    assert r"^complex\b" in leases["skip_lines"]["Debiteur"]
    assert leases["split"]["street"] == ["Adresregel 1", "street"] and leases["lookup"]["Postcode"][1] == debtors
    assert [found[name][0]["only"] for name in ("objections", "payment_arrangements")] == [
        {"Soort": ["bezwaar"]}, {"Soort": ["betalingsregeling"]},
    ]  # fmt: skip
    (co_tenant,), second = found["co_tenants"], found["tenants"][0]
    assert co_tenant["columns"] == {"lease_id": "Debiteur", "from_on": "Medehuurder sinds"}
    assert second["columns"] | {"initials": "Medeh. voorl.", "last_name": "Medehuurder achternaam"} == second["columns"]
