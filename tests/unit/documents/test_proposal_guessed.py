"""What no title gives for certain is guessed and asked; a no offers the titles of the list before the same for every line."""

from __future__ import annotations

import tomllib

import pytest

from documents.proposal_dialogue import proposal_of
from documents.proposal_text import written
from documents.proposal_turns import Turn, turns_of
from sources.proposals.answers import Proposal
from sources.proposals.draft import drafts_of
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet

NAMES = ("Kennemer Vastgoed", "Duinrand", "Pijnboom Invest", "Spaarne Fonds", "Roosendael")


def proposal(title: str = "Categorie", *kinds: str) -> Proposal:
    kinds = kinds or ("Institutioneel", "Professioneel", "Institutioneel", "Professioneel", "Particulier")
    rows = [["Eigenaarnr", "Naam opdrachtgever", title, "Contactpersoon"]]
    rows += [[f"E0{n}", f"{name} B.V.", kind, "dhr. Bos"] for n, (name, kind) in enumerate(zip(NAMES, kinds, strict=True))]
    leases = [[f"C{n}", f"H{n}", f"E0{n % 5}", "01-01-2020"] for n in range(10)]
    contracts = Sheet("Contracten.csv", [["Contractnummer", "Huurdernummer", "Eigenaar", "Ingangsdatum"], *leases], delimiter=";")
    blocks, _ = propose([Sheet("Opdrachtgevers.csv", rows, delimiter=";"), contracts])
    return proposal_of(drafts_of(blocks), {}, read=[each.sheet for each in blocks])


def turn_of(found: Proposal) -> Turn:
    return next(each for each in turns_of(found) if "leine verhuurder of niet = nee" in each.key)


def answered(found: Proposal, *typed: str) -> tuple[Proposal, list[str]]:
    shown, answers = list[str](), iter(typed)
    return turn_of(found).answer(lambda text: (shown.append(text), next(answers))[1]), shown


def block(found: Proposal) -> dict:
    return tomllib.loads(written(found.sheets).text)["landlords"][0]


def test_a_title_with_a_word_for_it_is_named_in_the_question_and_offered_first_after_a_no():
    found, shown = answered(proposal(), "n", "1")

    assert 'misschien wel "Categorie": geldt dit voor elke regel?' in shown[0] and '1  "Categorie"' in shown[1]
    assert block(found)["columns"]["is_small_landlord"] == "Categorie" and "constants" not in block(found)


def test_words_of_that_title_that_nobody_knows_are_asked_one_by_one():
    found, _ = answered(proposal(), "n", "1")

    assert block(found)["values"]["is_small_landlord"] == {"Institutioneel": "false", "Particulier": "true"}
    [turn] = [each for each in turns_of(found) if "Professioneel" in each.key]
    shown: list[str] = []
    turn.answer(lambda text: (shown.append(text), "2")[1])
    assert "kleine verhuurder of niet?" in shown[0]


@pytest.mark.parametrize(("typed", "said"), [("1", "true"), ("2", "false")])
def test_the_same_for_every_line_may_still_be_said(typed, said):
    found, _ = answered(proposal(), "n", "v", typed)
    assert block(found)["constants"] == {"is_small_landlord": said}


def test_where_no_title_has_such_a_word_none_is_named_and_all_are_offered():
    found = proposal("Regio", "Noord", "Zuid", "Oost", "West", "Midden")
    _, shown = answered(found, "n", "v", "2")

    assert "er is geen titel voor; geldt dat voor elke regel?" in shown[0] and '"Regio"' in shown[1]


def test_a_yes_leaves_the_guess_as_it_is():
    found, _ = answered(proposal(), "j")
    assert block(found)["constants"] == {"is_small_landlord": "nee"}
