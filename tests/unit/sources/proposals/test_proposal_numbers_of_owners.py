"""Owners whose number a system calls that of any party are known by the names beside it, and their agencies by their own."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.numbers_of_owners import with_numbers_of_owners
from sources.recognition.sheets import LIKELY, Block, Sheet, propose
from sources.words.titles import concepts_of
from tests.support.proposal import asked_of, questions, text_of
from tests.unit.sources.proposals.test_proposal_owners import BY_NAME, named

OWNERS = [("90011", "Pensioenfonds Hanze", "Institutioneel"), ("90024", "Ter Horst B.V.", "Vennootschap"),
          ("90037", "Mw. Wolterink", "Particulier"), ("90041", "Vecht Wonen C.V.", "Vennootschap")]  # fmt: skip
DAYS = ["2024-11-05", "2024-11-12", "2024-12-02", "2018-03-12", "2018-04-01"]


def agreements(*titles: str, kinds: bool = True) -> Sheet:
    """Mandates of four owners, one of whom has two."""
    head = ["Ovk.nr.", "Relatienr", "Opdrachtgever", *(["Soort eigenaar"] if kinds else []), *titles]
    head += ["Addendum akkoord", "Informatiebrief verzonden", "In verwerkingsregister", "Verwerkersovereenkomst getekend"]
    head.append("Ingangsdatum")
    of = [*OWNERS, OWNERS[0]]
    rows = [[f"BO-{at}", *(each if kinds else each[:2]), *("x" for _ in titles), *DAYS] for at, each in enumerate(of)]
    return Sheet("Beheerovereenkomsten.xlsx", [head, *rows], "Overeenkomsten")


def contracts() -> Sheet:
    head = ["Contractnummer", "Eigenaarnr", "Eigenaar", "Straat", "Huisnummer", "Postcode", "Plaats", "Huurdernr", "Ingangsdatum"]
    rows = [[f"HC-{n}", *OWNERS[n % 4][:2], "Laan", f"{n}", f"80{n}KA", "Zwolle", f"10{n}", "2020-01-01"] for n in range(10, 22)]
    return Sheet("Contracten.xlsx", [head, *rows])


def block(table: str, *sheets: Sheet) -> Block:
    return next(each for each in propose(sheets)[0] if each.table == table)


def test_the_number_of_a_party_beside_the_name_of_one_owner_each_is_the_owner_s_and_asked():
    found = block("mandates", contracts(), agreements())
    assert concepts_of(found.choices["landlord_id"].profile.title) == {"landlord", "nr"}
    assert found.choices["landlord_id"].certainty == LIKELY

    text = text_of(propose([contracts(), agreements()])[0])
    assert tomllib.loads(text)["mandates"][0]["columns"]["landlord_id"] == "Relatienr"
    assert any('"Relatienr" (Relatienr eigenaar) = nummer van de opdrachtgever' in each for each in questions(text))


def test_it_is_not_where_the_list_names_a_tenant_too_or_one_number_stands_beside_two_owners():
    named = agreements("Huurder")
    two = Sheet("x", [agreements().rows[0], *[[row[0], "90011", *row[2:]] for row in agreements().rows[1:]]])
    assert with_numbers_of_owners([named, two]) == [named, two]


def test_owners_are_those_of_the_mandates_where_these_name_each_number_of_the_contracts():
    owners = block("landlords", contracts(), agreements())
    assert owners.sheet.sheet == "Overeenkomsten"

    (said,) = tomllib.loads(text_of(propose([contracts(), agreements()])[0]))["landlords"]
    assert said["columns"] == {"landlord_id": "Relatienr", "name": "Opdrachtgever", "is_small_landlord": "Soort eigenaar"}
    assert said["rows"] == "distinct"
    small = {"Institutioneel": "false", "Vennootschap": "false", "Particulier": "true"}
    assert said["values"]["is_small_landlord"] == small


def test_the_day_on_which_the_whole_agreement_was_signed_is_not_that_of_its_clause():
    sheet = agreements("Getekend")
    rows = [["2018-03-12" if cell == "x" else cell for cell in row] for row in sheet.rows]
    rows[0] = [cell.replace("Addendum akkoord", "Addendum vroegsignalering akkoord") for cell in rows[0]]
    found = block("mandates", contracts(), Sheet(sheet.file, rows, sheet.sheet))
    assert found.choices["clause_accepted_on"].profile.title == "Addendum vroegsignalering akkoord"


def test_a_kind_of_owner_is_always_asked():
    assert block("landlords", contracts(), agreements()).choices["is_small_landlord"].certainty == LIKELY


def test_owners_are_those_of_the_contracts_where_the_mandates_lack_one():
    fewer = Sheet("Beheerovereenkomsten.xlsx", [*agreements().rows[:3], agreements().rows[-1]], "Overeenkomsten")
    assert block("landlords", contracts(), fewer).sheet.file == "Contracten.xlsx"


def cases(column: str, *names: str, fase: str = "Minnelijk") -> Sheet:
    head = ["Dossiernr.", "Uw referentie", column, "Debiteur", "Opdracht d.d.", "Hoofdsom", "Fase", "Gesloten d.d."]
    rows = [
        [f"2026/{n}", f"HC-{n}", names[n % len(names)], f"Bos, {n}", f"2026-09-{n}", "1723.88", fase, ""] for n in range(10, 18)
    ]
    return Sheet("Dossieroverzicht incasso.xlsx", [head, *rows], "Dossiers")


@pytest.mark.parametrize("column", ["Vestiging", "Kantoorplaats", "Organisatie"])
def test_a_column_each_of_whose_names_says_that_it_is_an_agency_s_says_who_has_the_case(column):
    found = block("collection_cases", contracts(), cases(column, "Van der Graaf Incasso Zwolle", "Prins Gerechtsdeurwaarders"))
    assert found.choices["agency_id"].profile.title == column
    assert found.choices["agency_id"].certainty == LIKELY


def test_towns_and_steps_are_no_agencies():
    found = block("collection_cases", contracts(), cases("Vestiging", "Zwolle", "Apeldoorn", fase="deurwaarder"))
    assert "agency_id" not in found.choices


def test_a_cross_beside_the_small_ones_says_who_is_small_and_what_no_cross_says_is_asked():
    titles = [BY_NAME[0], "Particulier/klein", *BY_NAME[2:]]
    sheets = named("Duinrand Beheer", "Mevrouw Verhoeven", "Groene Hofje", marks=("", "X", ""), titles=titles)
    text = text_of(propose([*sheets.values()])[0])
    (found,) = tomllib.loads(text)["landlords"]

    assert found["columns"]["is_small_landlord"] == "Particulier/klein"
    assert found["values"]["is_small_landlord"] == {"X": "true", "": "false"} and asked_of(text, '"" = "false"')


@pytest.mark.parametrize(("marks", "is_yes_or_no"), [(("0", "-1", "0"), True), (("0", "-1", "1"), False)])
def test_minus_one_is_yes_as_a_database_has_it_unless_one_stands_there_too(marks, is_yes_or_no):
    titles = [BY_NAME[0], "Particulier/klein", *BY_NAME[2:]]
    found = block(
        "landlords", *named("Duinrand Beheer", "Mevrouw Verhoeven", "Groene Hofje", marks=marks, titles=titles).values()
    )

    assert ("is_small_landlord" in found.choices) == is_yes_or_no
