"""Systems that number tenancies: the code of a tenant is that of his contract too, and who shares it has a code of his own."""

from __future__ import annotations

import pytest

from sources.words.blocks import SURE, Block
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.proposals.test_proposal_phrases import blocks_of, titles

MANY = range(20)
HEAD = "Fonds;Eenheid;Huurderscode;Naam huurder;Type eenheid;Postcode;Huisnr;Ingangsdatum"
REGISTER = ("Huurregister.csv", "\n".join([HEAD, *(f"F1;U-{n};t00{n:02};Vos, A.;Woning;1011AB;{n};01-02-2020" for n in MANY)]))
LETTERS = (
    "Brieven.csv",
    "\n".join(["Huurderscode;Datum;Soort brief", *(f"t00{n:02};0{1 + n % 9}-10-2026;Aanmaning" for n in MANY)]),
)


def ledger(head: str, line: str) -> tuple[str, str]:
    lines = [f"{line.format(n=n)};B{n};Vordering;huur;01-1{n % 2}-2026;01-1{n % 2}-2026;7{n:02},00" for n in MANY]
    return "Grootboek.csv", "\n".join([f"{head};Boekingsnr;Boekingssoort;Kostensoort;Boekdatum;Vervaldatum;Bedrag", *lines])


BOTH = ledger("Eenheid;Huurderscode", "U-{n};t00{n:02}")
UNITS = ("Eenheden.csv", "\n".join(["Eenheid;Bouwjaar", *(f"U-{n};19{n + 10}" for n in MANY)]))
PEOPLE_HEAD = "Rol;Soort;Voorletters;Achternaam;Geboortedatum;Overleden d.d.;Bewoner vanaf;Bewoner tot;Laatst gewijzigd"
SHARING = [
    f"t000{n};r90{n};Medehuurder;Particulier;A.;Mol{'abc'[n]};01-03-1980;;01-03-2021;{'30-06-2026' * (n == 1)};0{n + 1}-05-2026"
    for n in range(3)
]


def people(lines: list[str], codes: str = "Huurderscode;Persoonscode") -> tuple[str, str]:
    days = "01-03-1970;;01-02-2020;;0{}-04-2026"
    names = [f"Hoofdhuurder;Particulier;B.;Vos{'abcdefghijklmnopqrst'[n]}" for n in MANY]
    main = [f"t00{n:02};t00{n:02};{names[n]};{days.format(1 + n % 9)}" for n in MANY]
    found = [each.split(";") for each in (*main, *lines)]
    if codes.startswith("Persoon"):
        found = [[cells[1], cells[0], *cells[2:]] for cells in found]
    return "Personen.csv", "\n".join([f"{codes};{PEOPLE_HEAD}", *(";".join(cells) for cells in found)])


def of_table(blocks: list[Block], table: str) -> list[Block]:
    return [block for block in blocks if block.table == table]


@pytest.mark.parametrize("others", [[], [UNITS]])
def test_a_tenants_code_that_every_list_of_what_happens_names_is_that_of_his_contract_and_that_is_asked(others):
    blocks = blocks_of(REGISTER, BOTH, LETTERS, *others)
    (leases,), (entries,) = of_table(blocks, "leases"), of_table(blocks, "ledger_entries")

    assert {titles(leases)["lease_id"], titles(leases)["tenant_id"], titles(entries)["lease_id"]} == {"Huurderscode"}
    assert leases.choices["lease_id"].certainty != SURE
    assert "geen de eenheid zonder hem" in asked_of(text_of(blocks), 'lease_id = "Huurderscode"')


def test_a_ledger_that_names_the_unit_and_no_tenant_is_of_contracts_by_their_unit():
    blocks = blocks_of(REGISTER, ledger("Eenheid", "U-{n}"), LETTERS)

    assert titles(of_table(blocks, "leases")[0])["lease_id"] == "Eenheid"


@pytest.mark.parametrize("codes", ["Huurderscode;Persoonscode", "Persoonscode;Huurderscode"])
def test_who_shares_a_tenancy_is_said_by_his_role_in_a_list_of_all_people_with_their_own_days(codes):
    blocks = blocks_of(REGISTER, BOTH, LETTERS, people(SHARING, codes))
    (shared,), (tenants,) = of_table(blocks, "co_tenants"), of_table(blocks, "tenants")

    assert shared.only == {"Rol": ("Medehuurder",)} and not tenants.only
    assert titles(shared) == {
        "lease_id": "Huurderscode", "tenant_id": "Persoonscode", "from_on": "Bewoner vanaf", "until_on": "Bewoner tot",
    }  # fmt: skip
    assert all(each.certainty != SURE for each in shared.choices.values())


@pytest.mark.parametrize(("main", "second"), [("Primary", "Roommate"), ("Head resident", "Co-tenant"), ("HH", "Medehuurder")])
def test_a_role_need_not_speak_of_a_tenant_to_say_who_rents_beside_who_shares(main, second):
    name, lines = people(SHARING)
    lines = lines.replace("Hoofdhuurder", main).replace("Medehuurder", second)
    (shared,) = of_table(blocks_of(REGISTER, BOTH, LETTERS, (name, lines)), "co_tenants")

    assert shared.only == {"Rol": (second,)}
    assert (titles(shared)["lease_id"], titles(shared)["tenant_id"]) == ("Huurderscode", "Persoonscode")


def test_a_list_of_people_in_which_nobody_shares_gives_no_co_tenants():
    assert not of_table(blocks_of(REGISTER, BOTH, LETTERS, people([])), "co_tenants")


def test_the_partner_who_has_a_case_is_no_co_tenant():
    cases = "Zaaknr;Huurderscode;Soort zaak;Partner;Naam partner;Ref. partner;Overgedragen d.d.;Afgesloten d.d."
    lines = [f"J{n};t000{n};Huurincasso;INC0{n};Proef Incasso B.V.;K26-04{n};1{n}-09-2026;" for n in range(1, 4)]
    blocks = blocks_of(REGISTER, BOTH, LETTERS, people(SHARING), ("Juridische zaken.csv", "\n".join([cases, *lines])))

    assert [each.sheet.file for each in of_table(blocks, "co_tenants")] == ["Personen.csv"]
    assert titles(of_table(blocks, "collection_cases")[0])["agency_reference"] == "Ref. partner"


COUNTED = "Nr;Deb.nr;Eig.;Soort;Straat;Huisnr;Postcode;Plaats;Achternaam;Ingang;Einde;Kale huur"


def contracts(head: str, number: str = "{n}") -> tuple[str, str]:
    rest = "WV;woning;Kade;{n};1011AB;Hoorn;Vos;01-02-2020;;7{n:02},00"
    lines = [f"{number.format(n=n)};1{n:04};{rest.format(n=n)}" for n in MANY]
    return "Contracten.csv", "\n".join([head, *lines])


def of_debtors(title: str = "Deb.nr", number: str = "1{n:04}") -> list[tuple[str, str]]:
    lines = [f"{number.format(n=n)};Vos;0{1 + n % 9}-10-2026;Aanmaning" for n in MANY]
    letters = "Brieven.csv", "\n".join([f"{title};Naam;Datum;Soort brief", *lines])
    return [letters, ledger(title, number)]


def test_a_contract_that_every_other_list_calls_by_its_debtor_has_that_number_and_not_the_place_of_its_line():
    blocks = blocks_of(contracts(COUNTED), *of_debtors())
    (leases,), (entries,) = of_table(blocks, "leases"), of_table(blocks, "ledger_entries")

    assert {titles(leases)["lease_id"], titles(leases)["tenant_id"], titles(entries)["lease_id"]} == {"Deb.nr"}
    assert not entries.lookups and leases.choices["lease_id"].certainty != SURE
    assert "geen de plaats in de lijst" in asked_of(text_of(blocks), 'lease_id = "Deb.nr"')


@pytest.mark.parametrize("number", ["C-{n:04}", "2026{n:02}"])
def test_a_number_that_is_no_count_of_the_lines_stays_the_contracts_own_though_the_others_name_the_debtor(number):
    (leases,) = of_table(blocks_of(contracts(COUNTED, number), *of_debtors()), "leases")

    assert titles(leases)["lease_id"] == "Nr"


def test_the_place_in_the_list_stays_a_contracts_number_where_one_debtor_has_two_of_them():
    name, lines = contracts(COUNTED)
    (leases,) = of_table(blocks_of((name, lines.replace("3;10003;", "3;10002;")), *of_debtors()), "leases")

    assert titles(leases)["lease_id"] == "Nr"
