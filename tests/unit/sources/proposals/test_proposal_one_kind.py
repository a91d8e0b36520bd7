"""Of two lists of kinds in one list of contracts and tenants, one says what is let and the other who rents it."""

from __future__ import annotations

import re

import pytest

from sources.reading.parts import COMPANY
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet

TITLES = ["Deb.nr", "Srt", "Adres", "Postcode", "{}", "Achternaam / bedrijf", "Voorl.", "Huur per", "Opgezegd per"]


def kinds(title: str, *salutations: str) -> dict[str, str | None]:
    """Which title says what is let, and which who rents, of a list with a line for each of these."""
    rows = [[each.format(title) for each in TITLES]]
    for n, said in enumerate(salutations, 1):
        rows.append([f"12{n:02}", "WP"[n % 9 == 2], f"Kade {n}", f"10{n:02}AB", said, "Bos", "A.", f"{n:02}-02-2019", ""])
    blocks, _ = propose([Sheet("Huurdersbestand.xlsx", rows)])
    chosen = {(block.table, name): each.profile.title for block in blocks for name, each in block.choices.items()}
    return {"unit": chosen.get(("leases", "unit_type")), "person": chosen.get(("tenants", "tenant_type"))}


def test_where_one_kind_says_what_is_let_the_salutation_that_names_companies_says_who_rents():
    assert kinds("Aanhef", *["Dhr.", "Mevr.", "Fam.", "Bedrijf", "Dhr.", "Mevr."] * 3) == {"unit": "Srt", "person": "Aanhef"}


def test_a_salutation_that_knows_people_only_says_it_of_nobody():
    assert kinds("Aanhef", *["Dhr.", "Mevr.", "Fam.", "Fam.", "Dhr.", "Mevr."] * 3) == {"unit": "Srt", "person": None}


@pytest.mark.parametrize(("name", "is_one"), [("Stg. Kompaan", True), ("Stg Kompaan", True), ("Stegeman", False)])
def test_a_foundation_may_be_written_short(name, is_one):
    assert bool(re.fullmatch(COMPANY, name.lower())) == is_one
