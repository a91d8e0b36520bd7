"""Lists whose lines are of several parties: a role says who is the tenant of a contract, who shares it, and who owns."""

from __future__ import annotations

import pytest

from sources.recognition.beside_co_tenants import is_co_tenant
from sources.words.blocks import SURE, Block
from tests.support.proposal import asked_of, questions, text_of
from tests.unit.sources.proposals.test_proposal_phrases import blocks_of, titles

PARTIES = "Contract;Partijnr;Rol;Partij sinds;Partij tot en met;Eigenaarnr;Soort eenheid;Postcode;Looptijd vanaf;Looptijd tot"
LET = "01-01-2020;;E1;Woning;1011AB;01-01-2020;"
SHARED = [f"C{at};H{at};Hoofdhuurder;{LET}" for at in range(4)]


def of_table(blocks: list[Block], table: str) -> list[Block]:
    return [block for block in blocks if block.table == table]


@pytest.mark.parametrize(
    ("main", "second", "is_parted"),
    [("Hoofdhuurder", "Medehuurder", True), ("Hoofdhuurder", "Hoofdhuurder", False), ("HH", "MH", True), ("1", "2", True)],
)
def test_a_role_on_each_line_says_who_shares_a_contract_and_who_is_its_tenant(main, second, is_parted):
    other = f"C1;H9;{second};01-03-2021;31-05-2025;E1;Woning;1011AB;01-01-2020;"
    third = f"C2;H8;{second if is_parted else 'Medehuurder'};{LET}"
    lines = [other, third, *(line.replace("Hoofdhuurder", main) for line in SHARED)]
    blocks = blocks_of(("contractpartijen.csv", "\n".join([PARTIES, *lines])))

    (leases,) = of_table(blocks, "leases")
    assert leases.only == ({"Rol": (main,)} if is_parted else {})
    if is_parted:
        (shared,) = of_table(blocks, "co_tenants")
        assert shared.only == {"Rol": (second,)} and shared.choices["until_on"].certainty != SURE
        assert titles(shared) == {
            "lease_id": "Contract", "tenant_id": "Partijnr", "from_on": "Partij sinds", "until_on": "Partij tot en met",
        }  # fmt: skip


RELATIONS = "Relatienr;Rol;Natuurlijk persoon;Bedrijfsnaam;Initialen;Achternaam;Kleine belegger"
PEOPLE = [f"H{at};Huurder;Ja;;A.;Voorbeeld{'abcd'[at]};" for at in range(4)]
CONTRACTS = "Contract;Huurdernr;Eigenaarnr;Soort eenheid;Ingangsdatum\n" + "\n".join(
    f"C{at};H{at};E{at % 2};Woning;01-01-2020" for at in range(4)
)


@pytest.mark.parametrize(("owned", "is_parted"), [("E", True), ("X", False)])
def test_owners_among_the_tenants_of_one_list_are_known_by_their_role_and_by_the_contracts(owned, is_parted):
    owners = [f"{owned}0;Eigenaar;Nee;Maas CV;;;Nee", f"{owned}1;Eigenaar;Nee;Familie Voorbeeld;;;Ja"]
    lines = "\n".join([RELATIONS, *owners, "L1;Leverancier;Nee;Loodgieter Proef;;;", *PEOPLE])
    blocks = blocks_of(("contracten.csv", CONTRACTS), ("relaties.csv", lines))

    (tenants,) = of_table(blocks, "tenants")
    assert tenants.only == ({"Rol": ("Huurder",)} if is_parted else {})
    assert text_of(blocks).count("\nskip_lines = {") == 1 + is_parted  # else check asks of which block
    assert [titles(each) for each in of_table(blocks, "landlords") if each.only == {"Rol": ("Eigenaar",)}] == (
        [{"landlord_id": "Relatienr", "name": "Bedrijfsnaam", "is_small_landlord": "Kleine belegger"}] if is_parted else []
    )


LEASES = "Contract;Huurdernr;Eigenaarnr;Soort eenheid;Ingangsdatum\n" + "\n".join(
    f"C{at};H{at};E{at % 2};Woning;01-01-2020" for at in range(9)
)
ROLES = ("Medehuurder", "Borg", "Inwonend kind")


def sharing(title: str, words: tuple[str, ...], name: str = "medehuurders.csv") -> Block:
    lines = "\n".join(f"C{at};M{at};{words[at % len(words)]};01-03-2021;" for at in range(9))
    blocks = blocks_of(("contracten.csv", LEASES), (name, f"Contract;Huurdernr;{title};Vanaf;Tot\n{lines}"))
    (shared,) = of_table(blocks, "co_tenants")
    return shared


@pytest.mark.parametrize(
    ("title", "words", "taken"),
    [
        ("Rol", ROLES, ("Medehuurder",)), ("Relationship", ("Co-Tenant", "Guarantor", "Occupant"), ("Co-Tenant",)),
        ("Soort", ("Medehuurder", "Partner", "Contactpersoon"), ("Medehuurder", "Partner")), ("Omschr.", ROLES, ("Medehuurder",)),
        ("Rol", ("Medehuurder", "Ex-partner", "Voormalig medehuurder"), ("Medehuurder",)),
    ],
)  # fmt: skip
def test_a_guarantor_or_who_only_lives_there_is_no_co_tenant_and_a_person_is_asked(title, words, taken):
    shared = sharing(title, words)
    text = text_of([shared])

    assert shared.only == {title: taken}
    assert "de andere regels niet" in asked_of(text, "only = {") and "wie geen medehuurder is" in asked_of(text, "skip_lines = {")


def test_of_a_list_whose_every_word_is_one_all_lines_count_and_nothing_is_asked():
    shared = sharing("Rol", ("Medehuurder",))
    assert shared.only == {} and "zijn zij het allemaal?" not in shared.asked


@pytest.mark.parametrize(("title", "is_asked"), [("Rol", True), ("Soort", True), ("Relationship", True), ("Wijknaam", False)])
def test_where_no_word_of_a_role_is_known_it_is_asked_whether_all_are_co_tenants(title, is_asked):
    shared = sharing(title, ("A", "B", "C"))

    assert shared.only == {}
    assert any("zijn zij het allemaal?" in each for each in questions(text_of([shared]))) == is_asked


@pytest.mark.parametrize("title", ["Relation", "Rol", "Relatie tot huurder"])
def test_a_code_for_who_shares_the_contract_parts_him_from_who_vouches_for_it_or_only_lives_there(title):
    assert sharing(title, ("GS", "MH", "INW")).only == {title: ("MH",)}


def test_of_a_short_list_too_the_others_are_passed_over_and_that_is_asked():
    lines = "\n".join(f"C{at};M{at};{word};01-03-2021;" for at, word in enumerate(("GS", "MH", "MH", "INW")))
    blocks = blocks_of(("contracten.csv", LEASES), ("medehuurders.csv", f"Contract;Huurdernr;Relation;Vanaf;Tot\n{lines}"))
    text = text_of(of_table(blocks, "co_tenants"))

    assert 'only = {"Relation" = ["MH"]}' in text and 'skip_lines = {"Relation" = ["^gs$", "^inw$"]}  # vraag' in text


@pytest.mark.parametrize(
    ("title", "words", "is_asked"),
    [("Relation", ("GS", "INW", "QQ"), True), ("Verwantschap", ("Zoon", "Dochter", "Moeder"), True),
     ("Relation", ("Jansen", "Smits", "Lefevre"), False), ("Gewijzigd door", ("MH", "KS", "PB"), False)],
)  # fmt: skip
def test_codes_of_what_one_is_of_the_tenant_are_asked_about_and_names_are_not(title, words, is_asked):
    shared = sharing(title, words)

    assert shared.only == {} and ("zijn zij het allemaal?" in shared.asked) == is_asked


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        (("broer", "samenwoner", "partner"), None), (("Zus", "Vriendin"), None), (("Brother", "Partner", "Friend"), None),
        (("broer", "partner", "borg"), ("broer", "partner")), (("partner", "zoon", "partner"), ("partner",)),
    ],
)  # fmt: skip
def test_what_one_is_of_the_tenant_by_blood_or_love_says_of_nobody_in_a_list_of_co_tenants_that_he_is_none(words, taken):
    shared = sharing("Relatie", words)

    assert shared.only == ({"Relatie": taken} if taken else {})
    assert "zijn zij het allemaal?" not in shared.asked


def test_what_is_let_says_of_nobody_who_he_is():
    shared = sharing("Soort", ("Woning", "Appartement", "Garagebox"))

    assert shared.only == {} and "zijn zij het allemaal?" not in shared.asked


def test_beside_main_tenants_too_only_those_of_a_role_that_says_so_share_the_contract():
    lines = [f"C{at};H{at};Hoofdhuurder" for at in range(6)] + [f"C{at};M{at};{ROLES[at % 3]}" for at in range(6)]
    blocks = blocks_of(("contracten.csv", LEASES), ("contractpartners.csv", "\n".join(["Contract;Huurdernr;Rol", *lines])))

    (shared,) = of_table(blocks, "co_tenants")
    assert shared.only == {"Rol": ("Medehuurder",)}


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("Co-Tenant", True), ("mede huurder", True), ("Geen medehuurder", False), ("ex-partner", False), ("Borg", False)],
)
def test_a_word_says_that_somebody_shares_the_contract_now(word, is_one):
    assert is_co_tenant(word) is is_one
