"""A case module exports all its cases as one list: a bailiff's among objections, arrangements and what is of no matter here."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.arrangements import how_it_stands
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, questions, text_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import mapped

CONTRACTS = "Contractnr.;Klantnr.;Eigenaar;Soort;Postcode;Ingangsdatum\n" + "".join(
    f"C{n};K{n};O1;Woning;1011AB;01-01-2020\n" for n in range(1, 9)
)
TITLES = "Dossiernr.;{kind};Contractnr.;Klantnr.;{first};{last};{how};Externe partij;Kenmerk externe partij\n"
DAYS = ("Startdatum", "Einddatum")
KINDS = ("Deurwaarder", "Bezwaar gegevensuitwisseling", "Betalingsregeling", "Overlast")
LINES = (  # which kind, last day, how it ended
    (0, "", ""), (0, "12-06-2026", "Afgewikkeld"), (1, "", ""), (1, "17-09-2026", "Ingetrokken"), (2, "", ""),
    (2, "31-05-2026", "Nagekomen"), (2, "28-10-2026", "Niet nagekomen"), (3, "20-07-2026", "Afgewikkeld"),
)  # fmt: skip


def listed(*, kind: str = "Dossiersoort", how: str = "Reden afsluiting", kinds=KINDS, lines=LINES, days=DAYS) -> str:
    text = TITLES.format(kind=kind, how=how, first=days[0], last=days[1])
    for n, (which, last, why) in enumerate(lines, 1):
        agency = f"V{n % 2};2026{n}" if which == 0 else ";"
        text += f"D26{n};{kinds[which]};C{n};K{n};0{n}-03-2026;{last};{why};{agency}\n"
    return text


def proposed(**said) -> str:
    files = {"Contracten": CONTRACTS, "Dossiers": listed(**said)}
    return text_of(
        propose([Sheet(f"{name}.csv", [line.split(";") for line in text.splitlines()]) for name, text in files.items()])[0]
    )


def blocks(text: str) -> dict[str, list]:
    found = tomllib.loads(text)
    return {table: each if isinstance(each, list) else [each] for table, each in found.items() if table != "confirmed"}


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Dossiersoort", KINDS),
        ("Zaaktype", ("Incassobureau", "Bezwaar", "Regeling", "Woonfraude")),
        ("Procestype", ("Gerechtelijke procedure", "Bezwaar", "Betalingsregeling", "Overlast")),
        ("Type zaak", ("GDW", "Bezwaar delen gegevens", "Minnelijke regeling", "Bewindvoering")),
    ],
)
def test_each_kind_of_case_gives_its_own_table_and_what_is_about_something_else_none(tmp_path, title, kinds):
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Dossiers=listed(kind=title, kinds=kinds))

    assert [row[0] for row in rows(report, "collection_cases")] == ["D261", "D262"]
    assert [(row[0], row[1], str(row[3])) for row in rows(report, "objections")] == [
        ("D263", "K3", "None"), ("D264", "K4", "2026-09-17"),
    ]  # fmt: skip
    ends = {row[0]: [str(each) for each in row[3:5]] for row in rows(report, "payment_arrangements")}
    assert {number: [*map(lambda day: day != "None", days)].count(True) for number, days in ends.items()} == {
        "D265": 0, "D266": 1, "D267": 1,
    }  # fmt: skip
    assert "2026-05-31" in ends["D266"] and ends["D266"].index("2026-05-31") != ends["D267"].index("2026-10-28")
    assert kinds[3].lower() in " ".join(questions(text))


def test_what_became_of_an_objection_must_say_that_it_was_withdrawn_before_its_last_day_says_so():
    text = proposed(lines=[(kind, last, why.replace("Ingetrokken", "Afgehandeld")) for kind, last, why in LINES])

    assert "withdrawn_on" not in blocks(text)["objections"][0]["columns"]
    assert "niets zegt dat het toen is ingetrokken" in asked_of(text, "[[objections]]")


def test_a_word_by_which_no_objection_was_closed_before_is_refused_later():
    assert blocks(proposed())["objections"][0]["only"]["Reden afsluiting"] == ["", "Ingetrokken"]


@pytest.mark.parametrize("kinds", [("Deurwaarder",) * 4, ("Gerechtelijk", "Executie", "Minnelijk", "Conservatoir")])
def test_a_list_of_nothing_but_a_bailiffs_cases_stays_whole(kinds):
    found = blocks(proposed(kinds=kinds))
    assert "objections" not in found and "only" not in found["collection_cases"][0]


@pytest.mark.parametrize(("word", "stands"), [
    ("Niet-nagekomen", "broken"), ("Niet nagekomen", "broken"), ("Nagekomen", "ended"), ("Afgewikkeld", "ended"),
    ("In behandeling", "running"),
])  # fmt: skip
def test_a_word_says_how_an_arrangement_stands_with_a_hyphen_too(word, stands):
    assert how_it_stands(word) == stands


def test_a_code_that_nobody_knows_is_asked_and_no_case_of_a_bailiff():
    found = blocks(text := proposed(kinds=("Deurwaarder", "Bezwaar", "QZX", "Overlast")))
    assert found["collection_cases"][0]["only"] == {"Dossiersoort": ["Deurwaarder"]}
    assert any('"QZX"' in each and "welke dossiers zijn dit" in each for each in questions(text))


@pytest.mark.parametrize("days", [("Datum aangemaakt", "Datum afgesloten"), ("Geopend op", "Gesloten op"), DAYS])
@pytest.mark.parametrize("how", ["Resultaat", "Afsluitreden", "Reden"])
def test_the_day_on_which_a_case_was_closed_is_none_on_which_anything_was_agreed(days, how):
    found = blocks(proposed(days=days, how=how))

    first, last = days
    assert {each["columns"]["agreed_on"] for each in found["payment_arrangements"]} == {first}
    ends = {each["only"][how][0]: {*each["columns"]} & {"ended_on", "broken_on"} for each in found["payment_arrangements"]}
    assert ends == {"": set(), "Nagekomen": {"ended_on"}, "Niet nagekomen": {"broken_on"}}
    (objections,) = found["objections"]
    assert objections["columns"]["received_on"] == first and objections["columns"]["withdrawn_on"] == last
    assert objections["only"][how] == ["", "Ingetrokken"]


@pytest.mark.parametrize(("word", "is_asked"), [("Deurwaarder", False), ("Gerechtelijke procedure", True)])
def test_lines_whose_own_word_says_that_they_are_a_bailiffs_are_not_asked_to_be_about_something_else(word, is_asked):
    asked = " ".join(questions(proposed(kinds=(word, *KINDS[1:]))))
    assert ("kunnen ook over iets anders gaan" in asked) == is_asked


def test_a_check_takes_the_day_on_which_a_case_was_closed_as_the_last_one_of_an_arrangement_among_them(tmp_path):
    said = listed(days=("Datum aangemaakt", "Datum afgesloten"), how="Resultaat")
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Dossiers=said)  # refuses nothing
    assert len(rows(report, "payment_arrangements")) == 3
