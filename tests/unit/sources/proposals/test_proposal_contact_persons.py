"""The contact person of each relation, in columns of his own, beside the whole name of the relation."""

from __future__ import annotations

import pytest

from sources.words.blocks import SURE, Block
from tests.unit.sources.proposals.test_proposal_phrases import proposed

NAMES = [("A.", "", "Kaya"), ("Y.R.", "van", "Leeuwen"), ("L.G.", "in 't", "Veld"), ("B.", "", "Roos"), ("C.", "de", "Wit")]
FIRM = ("K.", "", "Vermeulen")


def tenants(prefix: str = "Contactpersoon: ", *, others: int = 0, names=NAMES) -> Block:
    """A list of relations of which so many are firms, whose contact is somebody else."""
    lines = []
    for n in range(20):
        parts = names[n % 5] if n >= others else FIRM
        whole = " ".join(part for part in parts if part) if n >= others else "Kapsalon Chique V.O.F."
        lines.append(f"102{n:02};{whole};{';'.join(parts)};a{n}@bos.example;06-123456{n:02}")
    titles = ";".join(f"{prefix}{part}" for part in ("Voorletters", "Tussenvoegsel", "Achternaam"))
    return proposed(("Relaties.csv", "\n".join([f"Code;Naam;{titles};E-mail;Mobiel", *lines])))["tenants"]


@pytest.mark.parametrize("prefix", ["Contactpersoon: ", "Contactpersoon - "])
@pytest.mark.parametrize("others", [0, 1])
def test_the_parts_of_a_contact_are_the_tenants_where_nearly_each_line_names_one_person_twice(prefix, others):
    block = tenants(prefix, others=others)

    assert {name: block.choices[name].profile.title for name in ("last_name", "name_prefix", "initials")} == {
        "last_name": f"{prefix}Achternaam", "name_prefix": f"{prefix}Tussenvoegsel", "initials": f"{prefix}Voorletters",
    }  # fmt: skip
    assert not any(each.part for each in block.choices.values()) and block.choices["last_name"].certainty != SURE


def test_of_firms_the_contact_is_somebody_else_and_is_not_taken_for_the_tenant():
    assert all("Contactpersoon" not in each.profile.title for each in tenants(others=8).choices.values())


def test_a_surname_below_the_contact_that_still_has_its_prefix_leaves_the_whole_name_to_be_taken_apart():
    assert tenants(names=[*NAMES[:4], ("A.", "", "ter Horst")]).choices["last_name"].profile.title == "Naam"
