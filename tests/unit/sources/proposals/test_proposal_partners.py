"""Lists of a system that calls everybody a business partner (`Zakelijke partner`), and the other words that come with it."""

from __future__ import annotations

import pytest

from sources.words.blocks import SURE
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.proposals.test_proposal_phrases import blocks_of, titles
from tests.unit.sources.proposals.test_proposal_roles import of_table

NAMES = ("Zakelijke partner", "Hoofdcontractpartner", "Contractpartner", "Zakelijk partner", "Business Partner", "Zakenpartner")
CONTRACTS = "Contractnummer;{};Debiteur;Begin contract;Einde contract;Gebruikssoort"
LET = ["2020-01-01;;Woning"] * 4
PEOPLE = "{};Achternaam;Voorvoegsel;Initialen;Telefoon"
ROLES = "Contractnummer;Rol;Omschr. rol;{};Naam;Geldig vanaf;Geldig t/m"


def files(name: str) -> list[tuple[str, str]]:
    let = [f"C{at};100{at};200{at};{line}" for at, line in enumerate(LET)]
    people = [f"100{at};Voorbeeld{'abcdef'[at]};;A.;026-420667{at}" for at in range(6)]
    roles = [f"C{at};TR0600;Hoofdhuurder;100{at};A. Voorbeeld{'abcdef'[at]};01.01.2020;31.12.9999" for at in range(4)]
    roles += [
        "C0;TR0601;Medehuurder;1004;A. Voorbeelde;01.01.2020;31.12.9999",
        "C1;TR0603;Borgsteller;1005;B.;01.01.2020;31.12.9999",
    ]
    return [
        ("REISCN.csv", "\n".join([CONTRACTS.format(name), *let])),
        ("ZBP_LIJST.csv", "\n".join([PEOPLE.format(name), *people])),
        ("Partnertoewijzing.csv", "\n".join([ROLES.format(name), *roles])),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_business_partner_is_the_tenant_and_shares_a_contract_by_his_role_only(name):
    blocks = blocks_of(*files(name))
    (leases,), (people,), (shared,) = (of_table(blocks, table) for table in ("leases", "tenants", "co_tenants"))

    assert titles(leases)["tenant_id"] == name and titles(people)["tenant_id"] == name  # not the number of his account
    assert titles(shared)["tenant_id"] == name and not shared.made
    assert shared.only == {"Omschr. rol": ("Medehuurder",)} and "Medehuurder" in asked_of(
        text_of(blocks), 'only = {"Omschr. rol"'
    )


@pytest.mark.parametrize("name", ["Huurdernr", "Persoonssleutel"])
def test_of_two_numbers_of_a_tenant_that_of_the_list_of_tenants_is_his(name):
    (leases,) = of_table(blocks_of(*files(name)[:2]), "leases")

    assert titles(leases)["tenant_id"] == name and not leases.lookups  # and not `Debiteur`, whom no list has


def test_a_number_that_the_list_of_tenants_has_not_is_asked():
    contracts, people, _ = files("Huurdernr")
    (leases,) = of_table(blocks_of((contracts[0], contracts[1].replace(";100", ";300")), people), "leases")

    assert leases.choices["tenant_id"].certainty != SURE


@pytest.mark.parametrize("title", ["Maningniveau", "Aanmaningsniveau", "Maanniveau"])
def test_a_history_of_dunning_gives_letters_whose_levels_are_asked(title):
    levels = [f"{at + 1:02}.06.2026;HU05A;C{at % 4};{at % 3 + 1};PRT;0,00" for at in range(9)]
    said = text_of(
        blocks_of(
            ("Maninghistorie.csv", f"Uitgiftedatum;Maanrun;Contractnummer;{title};Verzendwijze;Kosten\n" + "\n".join(levels))
        )
    )

    assert "[[collection_actions]]" in said and f'action_type = "{title}"' in said and 'performed_on = "Uitgiftedatum"' in said
    assert "reminder_letter" in asked_of(said, '# "1" = ""')  # a level is a letter by the landlord's own scheme


def test_an_eviction_that_lapsed_is_called_off_where_a_person_agrees():
    lines = "O-1;C0;29.10.2026;26.11.2026;16.11.2026\nO-2;C1;10.11.2026;08.12.2026;"
    said = text_of(
        blocks_of(("Ontruimingen.csv", f"Ontruimingsnr.;Contractnummer;Aanzegging d.d.;Ontruiming d.d.;Vervallen d.d.\n{lines}"))
    )

    assert "Vervallen d.d." in asked_of(said, 'cancelled_on = "Vervallen d.d."')


def test_the_key_day_of_a_list_of_balances_is_the_day_of_each():
    lines = "\n".join(f"C{at};A. Voorbeeld;20.11.2026;{at}20,00" for at in range(4))
    (balances,) = blocks_of(("Saldolijst contracten.csv", f"Contractnummer;Naam;Sleuteldatum;Saldo huur\n{lines}"))

    assert balances.table == "stated_balances" and titles(balances)["as_of"] == "Sleuteldatum"


def test_what_a_receipt_is_for_is_not_asked_where_only_its_text_says_that_it_is_one():
    lines = [f"18{at:04};C{at % 4};DR;0{at % 9 + 1}.06.2026;01.06.2026;700,00;Netto huur 06.2026" for at in range(12)]
    lines += [f"14{at:04};C{at % 4};DZ;0{at % 9 + 1}.06.2026;;700,00-;Bankontvangst" for at in range(9)]
    lines += [f"18{at + 50:04};C{at % 4};DR;0{at % 9 + 1}.06.2026;01.06.2026;85,00;Diversen Z" for at in range(4)]
    head = "Documentnr.;Contractnummer;Documentsoort;Boekingsdatum;Netto vervaldatum;Bedrag;Tekst"
    said = text_of(blocks_of(("FBL5N mutaties.csv", "\n".join([head, *lines]))))

    assert 'category = "Tekst"' in said and "bankontvangst" not in said  # but of which kind its code is
    assert "diversen z" in said.partition("KIJK NA")[0] and '"DZ"' in said.partition("KIJK NA")[0]


@pytest.mark.parametrize("title", ["Partnercode", "Partner ID", "Partnernr."])
def test_the_code_of_a_partner_for_dunning_is_who_has_the_case_and_nobody_who_rents(title):
    head = f"Dossiernummer;Contractnummer;{title};Kenmerk partner;Overgedragen op;Retour op;Door partner gemeld bij gemeente op"
    lines = [f"D{at};C{at};INN;IN25{at};0{at + 1}-09-2026;;{'26-10-2026' if at == 1 else ''}" for at in range(4)]
    blocks = blocks_of(*files("Huurdernr"), ("incassodossiers.csv", "\n".join([head, *lines])))
    (case,), (reported,) = of_table(blocks, "collection_cases"), of_table(blocks, "reported_elsewhere")

    assert titles(case)["agency_id"] == title == titles(reported)["reported_by"]
    assert case.choices["agency_id"].certainty != SURE
    assert not any(each.sheet is case.sheet for each in of_table(blocks, "co_tenants"))
