"""Exports of Belgian packages, of dwellings in the Netherlands: their words for what is known by others here."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import LIKELY, SURE, Block, propose
from sources.words.blocks import Sheet
from sources.words.titles import concepts_of
from tests.support.proposal import text_of

LINES = range(1, 13)
CONTRACTS = [["Contractnr", "Pandnr", "Huurdernr", "Eigenaar", "Aanvang", "Einde"]]
CONTRACTS += [[f"C{100 + n}", f"P{300 + n}", f"H{200 + n}", f"V{n % 2}", "01-01-2020", ""] for n in LINES]
LETTERS = [
    ("05-09-2026", "Herinnering"),
    ("15-09-2026", "Aanmaning"),
    ("22-09-2026", "Telefoon"),
    ("05-10-2026", "Ingebrekestelling"),
]


def houses(*titles: str, cells: tuple[str, ...] = ()) -> list[list[str]]:
    head = ["Pandnr", "Straat", "Nr", *titles, "Postcode", "Type"]
    return [head, *([f"P{300 + n}", "Kerkstraat", f"{n}", *cells, "3512 JE", "Appartement"] for n in LINES)]


def blocks(**lists: list[list[str]]) -> dict[str, Block]:
    found, _ = propose([Sheet("Pakket.xlsx", rows, name) for name, rows in lists.items()])
    return {block.table: block for block in found}


def titles(block: Block) -> dict[str, str]:
    return {name: choice.profile.title for name, choice in block.choices.items()}


def steps(title: str, *further: str, cells: tuple[str, ...] = ()) -> list[list[str]]:
    """What was done about arrears, each with what it asks for."""
    head = ["Contractnr", "Datum", title, "Drager", "Bedrag", *further]
    return [head, *([f"C{100 + n}", day, kind, "Post", "850,00", *cells] for n in LINES[::3] for day, kind in LETTERS)]


@pytest.mark.parametrize("name", ["INVORDERING", "Invorderingen", "Opvolging"])
@pytest.mark.parametrize("title", ["Stap", "Verrichting", "VT"])
def test_steps_with_what_each_asks_for_are_letters_and_no_entries(name, title):
    found = blocks(CONTRACTEN=CONTRACTS, **{name: steps(title)})

    assert "ledger_entries" not in found
    assert titles(found["collection_actions"])["action_type"] == title


@pytest.mark.parametrize(("further", "cell"), [("Vervaldatum", "01-10-2026"), ("Soort boeking", "Huur"), ("Rubriek", "Huur")])
def test_lines_that_say_what_is_due_or_what_for_stay_entries(further, cell):
    found = blocks(CONTRACTEN=CONTRACTS, Kaart=steps("Stap", further, cells=(cell,)))

    assert "ledger_entries" in found


def test_lines_whose_steps_are_no_letters_stay_entries():
    rows = [
        [*line[:2], {"Herinnering": "Huur", "Aanmaning": "Betaling"}.get(line[2], "Kosten"), *line[3:]] for line in steps("Stap")
    ]

    assert "ledger_entries" in blocks(CONTRACTEN=CONTRACTS, Kaart=[steps("Stap")[0], *rows[1:]])


@pytest.mark.parametrize("words", [("HU", "BE", "ST"), ("Huur", "Betaling", "Storno")])
def test_the_type_of_an_entry_is_its_kind_and_each_code_is_asked(words):
    rows = [["Nr", "Contractnr", "Datum", "Vervaldag", "VT", "Bedrag"]]
    for n in range(60):
        kind = n % 3
        rows.append(
            [
                f"B{n}",
                f"C{101 + n % 12}",
                "01-09-2026",
                "" if kind else "01-09-2026",
                words[kind],
                ("850,00", "-850,00")[kind == 1],
            ]
        )
    found = blocks(CONTRACTEN=CONTRACTS, BOEKINGEN=rows)["ledger_entries"]
    text = text_of([found])

    assert titles(found)["entry_type"] == "VT" and found.choices["entry_type"].certainty == LIKELY
    assert ('# "ST" = ""' in text) == (words[2] == "ST") and "by_sign" not in text


@pytest.mark.parametrize(
    ("title", "cell", "is_town"),
    [("Bus", "A", True), ("NIS", "11002", True), ("NIS-code", "11002", True), ("Verdieping", "2", False), ("Busje", "x", False)],
)
def test_a_municipality_is_the_town_of_an_address_only_in_a_belgian_list_and_it_is_asked(title, cell, is_town):
    lease = blocks(CONTRACTEN=CONTRACTS, PANDEN=houses(title, "Gemeente", cells=(cell, "Utrecht")))["leases"]

    assert ("city" in lease.choices) == is_town
    assert not is_town or (lease.choices["city"].certainty, lease.choices["city"].why.doubts != ()) == (LIKELY, True)


def test_a_town_of_its_own_goes_first():
    rows = houses("Bus", "Plaats", "Gemeente", cells=("A", "Vleuten", "Utrecht"))

    assert titles(blocks(CONTRACTEN=CONTRACTS, PANDEN=rows)["leases"])["city"] == "Plaats"


def test_a_box_is_the_suffix_of_a_house_and_a_letter_box_is_not():
    lease = blocks(CONTRACTEN=CONTRACTS, PANDEN=houses("Bus", cells=("A",)))["leases"]

    assert titles(lease)["house_number_suffix"] == "Bus" and lease.choices["house_number_suffix"].certainty == LIKELY
    assert all("suffix" not in concepts_of(title) for title in ("Brievenbus", "Postbus", "Postbusnr", "Bushalte"))


def test_the_number_of_a_house_is_never_the_code_of_its_municipality_nor_is_that_of_belgium():
    beside = blocks(CONTRACTEN=CONTRACTS, PANDEN=houses("Gemeente", "NIS", "CBS-code", cells=("Utrecht", "11002", "0344")))
    without = blocks(CONTRACTEN=CONTRACTS, PANDEN=houses("Gemeente", "NIS", cells=("Utrecht", "11002")))

    assert "municipalities" not in {*beside, *without}
    assert titles(beside["postcodes"])["municipality_code"] == "CBS-code"
    assert "postcodes" not in without or titles(without["postcodes"])["municipality_code"] == "Gemeente"


@pytest.mark.parametrize("title", ["Rijksregisternummer", "Rijksregisternr.", "INSZ", "INSZ-nummer"])
def test_the_number_of_a_person_in_the_national_register_is_never_read(title):
    people = [
        ["Huurdernr", title, "Naam", "GSM"],
        *([f"H{200 + n}", f"85.07.30-033.{n:02}", f"Bos{'abcdefghijklm'[n]}", f"0612345{n:03}"] for n in LINES),
    ]
    text = text_of(propose([Sheet("Huurders.csv", people)])[0])

    assert f'"{title}"' in text and f'= "{title}"' not in text


def plans(made: str, days: tuple[str, ...], closed: tuple[str, ...], title: str = "Afgesloten") -> dict[str, tuple[str, str]]:
    rows = [["Afbetalingsplan", "Contractnr", made, title]]
    rows += [[f"A{n}", f"C{100 + n}", days[n % len(days)], closed[n % len(closed)]] for n in LINES]
    block = blocks(CONTRACTEN=CONTRACTS, AFBETALINGSPLANNEN=rows)["payment_arrangements"]
    return {name: (choice.profile.title, choice.certainty) for name, choice in block.choices.items()}


@pytest.mark.parametrize("made", ["Akkoord op", "Datum", "Begindatum", "Afgesproken op"])
def test_closed_is_the_end_of_a_plan_where_another_title_says_when_it_began_and_it_is_asked(made):
    found = plans(made, ("01-08-2026",), ("", "01-10-2026", ""))

    assert (found["agreed_on"][0], found["ended_on"]) == (made, ("Afgesloten", LIKELY))


@pytest.mark.parametrize("title", ["Datum afsluiting", "Afsluitdatum", "Sluitingsdatum", "Datum afgesloten"])
def test_the_day_of_closing_is_the_end_of_a_plan_however_it_is_called(title):
    found = plans("Datum overeengekomen", ("01-08-2026",), ("", "01-10-2026", ""), title)

    assert found["ended_on"] == (title, LIKELY)


@pytest.mark.parametrize(
    ("made", "days", "closed"),
    [
        ("Notitie", ("x",), ("01-10-2026",)),
        ("Aantal termijnen", ("6",), ("", "01-10-2026")),
        ("Datum", ("01-08-2026",), ("01-08-2026",)),
    ],
)
def test_closed_may_be_the_day_on_which_it_was_made_and_is_then_asked(made, days, closed):
    found = plans(made, days, closed)

    assert "ended_on" not in found or found["ended_on"][1] != SURE
    assert found["agreed_on"][1] != SURE or found["agreed_on"][0] != "Afgesloten"
