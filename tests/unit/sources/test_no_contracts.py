"""Owners with the days of their mandates are no contracts, and a code beside the contracts is not their number."""

from sources.recognition.files import Sheet
from sources.recognition.sheets import propose

OWNERS = [
    ["Afkorting", "Naam", "Kleine verhuurder", "Akkoord clausule", "Opdrachtgever geïnformeerd", "Verwerkingsregister",
     "Verwerkersovereenkomst", "Vanaf", "Tot"],
    ["B1", "Vastgoed Een B.V.", "nee", "01-02-2024", "01-02-2024", "01-02-2024", "01-02-2024", "01-02-2024", ""],
    ["B2", "Vastgoed Twee B.V.", "nee", "01-03-2024", "01-03-2024", "01-03-2024", "01-03-2024", "01-03-2024", "01-03-2026"],
]  # fmt: skip
TITLES = ["Deb.nr.", "BV", "Soort", "Naam huurder", "Straat", "Nr.", "Postcode", "Plaats", "Ingang", "", "Afk.", "Betekenis"]
CODES = [("W", "woning"), ("P", "parkeerplaats")]


def contracts(titles=TITLES):
    lines = [
        [f"D{n:03}", f"B{n % 2 + 1}", "woning", f"Jansen{n}", "Dorpsstraat", str(n), "3512JE", "Utrecht", "01-02-2020", "",
         *(CODES[n] if n < len(CODES) else ("", ""))]
        for n in range(8)
    ]  # fmt: skip
    return [titles, *lines]


def given(*lists):
    blocks, _ = propose([Sheet(name, rows) for name, rows in lists])
    return {(each.table, each.sheet.file): each for each in blocks}


def test_owners_with_the_days_of_their_mandates_are_no_contracts():
    found = given(("huurlijst.csv", contracts()), ("bvs.csv", OWNERS))
    assert ("leases", "bvs.csv") not in found
    assert {("leases", "huurlijst.csv"), ("mandates", "bvs.csv"), ("landlords", "bvs.csv")} <= found.keys()


def test_a_code_beside_the_contracts_that_most_lines_lack_is_not_their_number():
    block = given(("huurlijst.csv", contracts()), ("bvs.csv", OWNERS))["leases", "huurlijst.csv"]
    assert block.choices["lease_id"].profile.title == "Deb.nr."


def test_a_number_of_contracts_on_each_line_is():
    rows = contracts([*TITLES[:9], "Contractnr.", *TITLES[10:]])
    rows = [rows[0], *([*row[:9], f"C{n}", *row[10:]] for n, row in enumerate(rows[1:]))]
    block = given(("huurlijst.csv", rows), ("bvs.csv", OWNERS))["leases", "huurlijst.csv"]
    assert block.choices["lease_id"].profile.title == "Contractnr."
