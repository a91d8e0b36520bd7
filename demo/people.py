"""Who rents: tenants, made up.

Belongs here: names, telephone numbers and e-mail addresses of tenants who do not exist. Does not belong here: their
leases and what they pay.

Nobody real: surnames are among the commonest, or made up, and are put together with initials by chance. There is no
citizen service number and no date of birth. Contact data reaches nobody, see `telephone` and `email`.
"""

from __future__ import annotations

from random import Random
from typing import Any

Row = dict[str, Any]

PLAIN_SURNAMES = (
    "Jansen", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Vos", "Peters", "Hendriks", "Dekker", "Brouwer",
    "Dijkstra", "Smits", "Postma", "Kuipers", "Veenstra", "Kok", "Willems", "Hoekstra", "Jacobs", "Verhoeven",
    "Prins", "Blom", "Huisman", "Peeters", "Kuiper", "Kramer", "Scholten", "Sanders", "Timmermans", "Groen",
    "Willemsen", "Bosman", "Hofman", "Jonker", "Molenaar", "Verbeek", "Koster", "Mohan", "Ramdin", "El Amrani",
    "Demir", "Kaya", "Ali", "Nguyen", "Kowalska", "Fernandes", "Silva", "Abdi", "Groot Wassink", "Jansen-de Boer",
)  # fmt: skip
ACCENTED_SURNAMES = (
    "Öztürk", "Yılmaz", "Çelik", "Şahin", "Muñoz", "Núñez", "García", "Kovačević", "Brömmer", "Thönissen", "Crèvecœur",
    "Wójcik", "Dvořák", "Daniëls", "Scholtès",
)  # fmt: skip
PREFIXED_SURNAMES = (
    ("de", "Jong"), ("de", "Vries"), ("van", "Dijk"), ("van den", "Berg"), ("van der", "Linden"), ("de", "Groot"),
    ("van", "Leeuwen"), ("de", "Wit"), ("van der", "Meer"), ("van", "Dam"), ("den", "Hartog"), ("'t", "Hart"),
    ("van 't", "Hof"), ("ter", "Horst"), ("in 't", "Veld"), ("el", "Idrissi"), ("da", "Conceição"), ("op den", "Kamp"),
)  # fmt: skip
ORGANISATIONS = (
    "Stichting Woonzorg De Brug", "Uitzendbureau Noorderlicht B.V.", "Bakkerij De Korenaar V.O.F.",
    "Stichting Opvang Het Anker", "Expat Housing Partners B.V.", "Fietsen op de Hoek", "Kapsalon Zilver B.V.",
)  # fmt: skip
INITIALS = "ABCDEFGHIJKLMNPRSTVWYZ"
SEGMENTS = ("A", "B", "C")


def make_tenant(tenant_id: str, area: str, rng: Random) -> Row:
    """One made-up person. `klantsegment` is a column that landing does not list: it must never be read."""
    prefix, surname = _surname(rng)
    numbers = _telephones(area, rng)
    return dict(
        tenant_id=tenant_id,
        tenant_type="person",
        deceased_on=None,
        last_name=surname,
        name_prefix=prefix,
        initials="".join(f"{rng.choice(INITIALS)}." for _ in range(rng.randint(1, 3))) if rng.random() < 0.97 else None,
        phone_1=numbers[0],
        phone_2=numbers[1],
        phone_3=numbers[2],
        email=email(tenant_id, rng) if rng.random() < 0.85 else None,
        klantsegment=rng.choice(SEGMENTS),
    )


def make_organisation(tenant_id: str, area: str, rng: Random) -> Row:
    """An organisation that rents: the name stands where a person's last name would."""
    person = make_tenant(tenant_id, area, rng)
    return person | dict(tenant_type="organisation", last_name=rng.choice(ORGANISATIONS), name_prefix=None, initials=None)


def _surname(rng: Random) -> tuple[str | None, str]:
    chance = rng.random()
    if chance < 0.32:
        return rng.choice(PREFIXED_SURNAMES)
    return None, rng.choice(ACCENTED_SURNAMES if chance < 0.42 else PLAIN_SURNAMES)


def _telephones(area: str, rng: Random) -> tuple[str | None, str | None, str | None]:
    """The three fields of the source; one in eight tenants has a number in the second field only."""
    chance = rng.random()
    if chance < 0.08:
        return None, None, None
    if chance < 0.20:
        return None, telephone(area, rng), None
    second = telephone("06", rng) if chance > 0.75 else None
    return telephone(area, rng), second, telephone(area, rng) if chance > 0.97 else None


def telephone(area: str, rng: Random) -> str:
    """A number that reaches nobody.

    The numbering plan gives no subscriber a number that begins with 0 inside its area, because 0 leads out of it; and
    mobile numbers are 061 to 065 and 068, so that 060 is nobody's either. The last nine digits never pass the
    check on citizen service numbers, so that no reader or scanner can take the number for one.
    """
    while True:
        number = f"{area}{rng.randrange(1000):0{10 - len(area)}d}"
        if not passes_the_eleven_test(number[-9:]):
            return number if rng.random() < 0.6 else f"{area}-{number[len(area) :]}"


def email(tenant_id: str, rng: Random) -> str:
    """An address at a domain that is reserved for examples (RFC 2606), so that no message can arrive."""
    domain = "voorbeeld.example" if rng.random() < 0.8 else "example.org"
    return f"huurder.{tenant_id.lower()}@{domain}"


def passes_the_eleven_test(digits: str) -> bool:
    """Whether nine digits could be a citizen service number: 9a + 8b + ... + 2h - i is a multiple of 11."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0
