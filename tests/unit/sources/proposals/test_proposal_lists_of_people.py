"""A list of people by their addresses beside one that says since when what is let to whom: that one gives the contracts."""

from __future__ import annotations

import pytest

from sources.words.titles import concepts_of
from tests.unit.sources.proposals.test_proposal_phrases import proposed, titles

LINES = range(1, 9)


def people(name: str = "Relaties.csv", *, day: str = "Gewijzigd") -> tuple[str, str]:
    """The tenants, a co-tenant and a supplier, each with an address."""
    lines = [f"102{n:02};A. Bos;Kade {n};1011 AB;Delft;0{n}-05-2026;a{n}@bos.example;06-1234567{n}" for n in (*LINES, 9)]
    return name, "\n".join([f"Code;Naam;Adresregel 1;Postcode;Plaats;{day};E-mail;Mobiel", *lines])


def rent_list(number: str = "Deb.nr Exact", *, first: str = "Ingang") -> tuple[str, str]:
    head = f"Object;Eigenaar;Straat;Huisnr;Postcode;CBS gem.;Soort;{number};Huurder;{first};Eind huur;Kale huur"
    lines = [f"KRO-{n};KRO;Kade;{n};1011 AB;0503;app.;102{n:02};A. Bos;01-0{n}-2020;;70{n},50" for n in LINES]
    return "Huurlijst.csv", "\n".join([head, *lines])


def entries() -> tuple[str, str]:
    lines = [f"M{n};0{n}-03-2026;0{n}-04-2026;102{n:02};Verkoopfactuur;70{n},50" for n in LINES]
    return "Mutaties.csv", "\n".join(["Mutatie-ID;Datum;Vervaldatum;Relatie: Code;Type;Bedrag", *lines])


def letters() -> tuple[str, str]:
    lines = [f"{n};102{n:02};Herinnering;0{n}-05-2026" for n in LINES]
    return "Acties.csv", "\n".join(["Actie-ID;Debiteurnummer;Processtap;Datum", *lines])


@pytest.mark.parametrize("name", ["Relaties.csv", "Debiteuren 1203.csv", "Klanten.csv"])
def test_the_list_that_says_since_when_it_is_let_gives_the_contracts_and_not_the_addresses_of_people(name):
    found = proposed(people(name), rent_list(), entries(), letters())

    leases = titles(found["leases"])
    assert found["leases"].sheet.file == "Huurlijst.csv"
    assert (leases["started_on"], leases["ended_on"], leases["landlord_id"]) == ("Ingang", "Eind huur", "Eigenaar")
    assert found["tenants"].sheet.file == name


def test_a_number_of_the_tenant_that_says_from_which_package_it_is_is_the_one_that_the_other_lists_name():
    found = proposed(people(), rent_list(), entries(), letters())

    assert (titles(found["leases"])["lease_id"], titles(found["leases"])["tenant_id"]) == ("Deb.nr Exact",) * 2


@pytest.mark.parametrize("title", ["Debiteurnr Twinfield", "Deb.nr Exact", "Relatiecode (AFAS)", "Debnr (Snelstart)"])
def test_the_name_of_a_package_says_nothing_of_what_a_number_is_of(title):
    assert concepts_of(title) == {"tenant", "nr"}


@pytest.mark.parametrize("day", ["Gewijzigd", "Laatst bijgewerkt op", "Modified", "Last update"])
def test_the_day_on_which_somebody_changed_a_line_is_not_the_first_of_a_contract(day):
    leases = proposed(people(day=day), entries(), letters()).get("leases")

    assert leases is None or day not in titles(leases).values()


def test_people_with_the_first_day_of_their_contract_stay_the_contracts_where_no_other_list_says_it():
    found = proposed(people(day="Huur sinds"), entries(), letters())

    assert titles(found["leases"])["started_on"] == "Huur sinds"
