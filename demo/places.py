"""Where the made-up portfolio stands: municipalities, the manager's agreements with them, complexes and addresses.

Belongs here: places, postcodes and who agreed to what for a place. Does not belong here: who lives there (people.py)
and what they pay (behaviour.py).

Names and CBS codes of municipalities are facts. Everything else is made up: which desk a municipality uses, what it
agreed to, every street and every address. The four digits of a postcode are those of the municipality's range for
post office boxes, where nobody lives, so that no address is somebody's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, product
from random import Random
from typing import Any

from demo.calendar_days import days

Row = dict[str, Any]


@dataclass(frozen=True)
class Municipality:
    """One municipality: CBS code, name, the city name in addresses, made-up postcode digits, telephone area."""

    code: str
    name: str
    city: str
    postcode_digits: str
    area: str


MUNICIPALITIES = {
    place.code: place
    for place in (
        Municipality("0363", "Amsterdam", "Amsterdam", "1000", "020"),
        Municipality("0599", "Rotterdam", "Rotterdam", "3000", "010"),
        Municipality("0518", "'s-Gravenhage", "Den Haag", "2500", "070"),
        Municipality("0344", "Utrecht", "Utrecht", "3500", "030"),
        Municipality("0772", "Eindhoven", "Eindhoven", "5600", "040"),
        Municipality("0014", "Groningen", "Groningen", "9700", "050"),
        Municipality("0034", "Almere", "Almere", "1300", "036"),
        Municipality("0392", "Haarlem", "Haarlem", "2000", "023"),
        Municipality("0193", "Zwolle", "Zwolle", "8000", "038"),
        Municipality("0855", "Tilburg", "Tilburg", "5000", "013"),
        Municipality("0268", "Nijmegen", "Nijmegen", "6500", "024"),
        Municipality("0758", "Breda", "Breda", "4800", "076"),
        Municipality("0546", "Leiden", "Leiden", "2300", "071"),
        Municipality("0384", "Diemen", "Diemen", "1110", "020"),
        Municipality("0603", "Rijswijk", "Rijswijk", "2280", "070"),
        Municipality("0307", "Amersfoort", "Amersfoort", "3800", "033"),
    )
}
# Tilburg is applied for and not signed, Leiden's agreement has ended, Breda and Amersfoort have none.
WITHOUT_AGREEMENT = frozenset({"0855", "0546", "0758", "0307"})
WITH_MINIMUM_AMOUNT = "0344"


def municipality_rows() -> list[Row]:
    return [dict(municipality_code=place.code, name=place.name) for place in MUNICIPALITIES.values()]


def agreement_rows(as_of: date) -> list[Row]:
    """The manager's agreements with municipalities; dates are counted back from the as-of date.

    Nijmegen changed desks: two agreements, the later one counts. Haarlem's is signed on the as-of date itself.
    """
    made = (
        ("0363", 1990, 1960, None, "ris_matching", None),
        ("0599", 1980, 1900, None, "ris_matching", None),
        ("0518", 1975, 1925, None, "vps", None),
        ("0344", 1940, 1890, None, "vps", "75.00"),
        ("0772", 1930, 1850, None, "ris_matching", None),
        ("0014", 1800, 1715, None, "vps", None),
        ("0034", 1760, 1700, None, "ris_matching", None),
        ("0392", 62, 0, None, "ris_matching", None),
        ("0193", 900, 861, None, "vps", None),
        ("0268", 1700, 1650, None, "ris_matching", None),
        ("0268", 260, 220, None, "vps", None),
        ("0384", 1500, 1440, None, "ris_matching", None),
        ("0603", 1480, 1430, None, "vps", None),
        ("0855", 41, None, None, "ris_matching", None),
        ("0546", 1600, 1550, 75, "vps", None),
    )

    def ago(number: int | None) -> date | None:
        return None if number is None else as_of - days(number)

    return [
        dict(agreement_id=f"OVK-{number:03d}", municipality_code=code, applied_on=ago(applied), signed_on=ago(signed),
             ended_on=ago(ended), system=system, minimum_amount=minimum)
        for number, (code, applied, signed, ended, system, minimum) in enumerate(made, start=1)
    ]  # fmt: skip


@dataclass(frozen=True)
class Complex:
    """A complex: who owns it, where it stands, what kind of building it is, its share of the portfolio.

    `beyond` names the municipality that begins halfway the street, for the two complexes on a border.
    """

    complex_id: str
    landlord_id: str
    municipality: str
    building: str
    weight: int
    separate_service_charges: bool = False
    beyond: str | None = None


REFUSED, UNLISTED, BORDER_RIS, BORDER_VPS = "C-0315", "C-0117", "C-0212", "C-0213"
COMPLEXES = (
    Complex("C-0101", "VB-01", "0363", "walk_up", 72, True),
    Complex("C-0102", "VB-01", "0363", "gallery", 66, True),
    Complex("C-0103", "VB-01", "0363", "houses", 40),
    Complex("C-0104", "VB-01", "0599", "gallery", 84, True),
    Complex("C-0105", "VB-01", "0599", "houses", 52),
    Complex("C-0106", "VB-01", "0518", "walk_up", 64, True),
    Complex("C-0107", "VB-01", "0344", "gallery", 68),
    Complex("C-0108", "VB-01", "0772", "houses", 50),
    Complex("C-0109", "VB-01", "0034", "houses", 58),
    Complex("C-0110", "VB-01", "0392", "lettered", 24, True),
    Complex("C-0111", "VB-01", "0014", "gallery", 48),
    Complex("C-0112", "VB-01", "0758", "houses", 28),
    Complex("C-0113", "VB-01", "0855", "gallery", 34, True),
    Complex("C-0114", "VB-01", "0363", "parking", 62),
    Complex("C-0115", "VB-01", "0599", "shops", 16),
    Complex("C-0116", "VB-01", "0599", "storage", 8),
    Complex(UNLISTED, "VB-01", "0034", "houses", 20),
    Complex("C-0201", "VB-02", "0363", "walk_up", 60),
    Complex("C-0202", "VB-02", "0599", "gallery", 72),
    Complex("C-0203", "VB-02", "0518", "gallery", 76, True),
    Complex("C-0204", "VB-02", "0344", "lettered", 40),
    Complex("C-0205", "VB-02", "0014", "rooms", 56),
    Complex("C-0206", "VB-02", "0193", "houses", 48),
    Complex("C-0207", "VB-02", "0268", "gallery", 44),
    Complex("C-0208", "VB-02", "0546", "walk_up", 30),
    Complex("C-0209", "VB-02", "0307", "houses", 16),
    Complex("C-0210", "VB-02", "0772", "shops", 10),
    Complex(BORDER_RIS, "VB-02", "0363", "houses", 24, beyond="0384"),
    Complex(BORDER_VPS, "VB-02", "0518", "houses", 16, beyond="0603"),
    Complex("C-0301", "VB-03", "0772", "gallery", 70, True),
    Complex("C-0302", "VB-03", "0599", "walk_up", 66, True),
    Complex("C-0303", "VB-03", "0344", "gallery", 60),
    Complex("C-0304", "VB-03", "0034", "lettered", 42, True),
    Complex("C-0305", "VB-03", "0193", "houses", 40),
    Complex("C-0306", "VB-03", "0363", "parking", 30),
    Complex(REFUSED, "VB-03", "0599", "gallery", 40),
    Complex("C-0401", "VB-04", "0363", "gallery", 50),
    Complex("C-0402", "VB-04", "0599", "houses", 44),
    Complex("C-0501", "VB-05", "0518", "walk_up", 32),
    Complex("C-0502", "VB-05", "0193", "houses", 24),
    Complex("C-0601", "VB-06", "0855", "houses", 16),
    Complex("C-0602", "VB-06", "0546", "lettered", 14),
    Complex("C-0603", "VB-06", "0363", "walk_up", 10),
)

STREETS = (
    "Lindelaan", "Kastanjestraat", "Beukenhof", "Esdoornplein", "Molenweg", "Kerkstraat", "Dorpsstraat", "Havenkade",
    "Parklaan", "Vijverlaan", "Zonnehof", "Korenbloemstraat", "Wilgenpad", "Meidoornstraat", "Stationsweg",
    "Nieuwstraat", "Julianaplein", "Eikenlaan", "Populierenweg", "Rozenstraat", "Tulpplein", "Vlierstraat",
    "Ambachtshof", "Marktstraat", "'t Laantje", "Prins Hendrikkade", "Haagbeukstraat", "Hazelaarhof", "Berkenstraat",
    "Iepenplein", "Weteringkade", "Schoolstraat", "Schans", "Brink", "Ooievaarstraat", "Zwaluwhof", "Merelstraat",
    "Reigerplein", "Kievitlaan", "Leeuwerikstraat", "Bredeweg", "Raadhuisplein", "Curaçaostraat",
)  # fmt: skip
UNIT_TYPES = {"parking": "parking", "shops": "commercial", "storage": "other"}
SUFFIXES = {
    "walk_up": ("hs", "I", "II", "III"),
    "lettered": ("A", "B", "C", "D", "E", "F"),
    "rooms": ("K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8"),
    "parking": tuple(f"P{number}" for number in range(1, 41)),
}
HOUSE_NUMBERS_A_POSTCODE = 14


@dataclass(frozen=True)
class Unit:
    """One unit that can be let: its complex, what it is, and its address as the source system writes it."""

    complex: Complex
    unit_type: str
    street: str
    house_number: str
    house_number_suffix: str | None
    postcode: str
    city: str
    municipality: str


def make_units(number: int, rng: Random) -> list[Unit]:
    """About `number` units over the complexes, by their weights; exactly `number` in all."""
    total = sum(building.weight for building in COMPLEXES)
    sizes = [max(4, number * building.weight // total) for building in COMPLEXES]
    sizes[0] += number - sum(sizes)
    pairs = {code: _letter_pairs() for code in MUNICIPALITIES}
    return [
        unit
        for building, size, street in zip(COMPLEXES, sizes, STREETS, strict=True)
        for unit in _units_of(building, size, street, pairs[building.municipality], rng)
    ]


def _units_of(building: Complex, size: int, street: str, pairs: Iterator[str], rng: Random) -> Iterator[Unit]:
    home = MUNICIPALITIES[building.municipality]
    suffixes = SUFFIXES.get(building.building, (None,))
    first = rng.randrange(1, 60)
    halfway = -(-size // len(suffixes)) // 2
    spelling = rng.random()
    for index in range(size):
        position = index // len(suffixes)
        if index % (HOUSE_NUMBERS_A_POSTCODE * len(suffixes)) == 0 and (index == 0 or not building.beyond):
            letters = next(pairs)
        municipality = building.beyond if building.beyond and position >= halfway else building.municipality
        yield Unit(
            complex=building,
            unit_type=UNIT_TYPES.get(building.building, "dwelling"),
            street=street,
            house_number=str(first + 2 * position),
            house_number_suffix=suffixes[index % len(suffixes)],
            postcode=_as_typed(home.postcode_digits, letters, spelling),
            city=home.city,
            municipality=municipality,
        )


def _letter_pairs() -> Iterator[str]:
    """Letter pairs: first those with letters that are rare in real postcodes, then the rest, never SA, SD or SS."""
    rare, common = "FIOQUY", "ABCDEGHJKLMNPRSTVWXZ"
    yield from ("".join(pair) for pair in product(rare, rare))
    yield from (a + b for a, b in product(common, common) if a + b not in {"SA", "SD", "SS"})


def _as_typed(digits: str, letters: str, spelling: float) -> str:
    """The same postcode as three systems type it: the product has to see that they are one."""
    if spelling < 0.7:
        return digits + letters
    return f"{digits} {letters}" if spelling < 0.9 else digits + letters.lower()


def postcode_rows(units: list[Unit]) -> list[Row]:
    """The postcode table: most addresses by house number, some complexes by postcode alone, the newest street not yet.

    In each complex on a border the last address is missing: its postcode lies in two municipalities, so it is unknown.
    """
    rows: dict[tuple[str, str | None], Row] = {}
    last_of_border = {unit.complex.complex_id: unit.house_number for unit in units if unit.complex.beyond}
    for unit in units:
        complex_id = unit.complex.complex_id
        if complex_id == UNLISTED or last_of_border.get(complex_id) == unit.house_number:
            continue
        postcode = unit.postcode.replace(" ", "").upper()
        by_postcode_alone = not unit.complex.beyond and int(complex_id[-2:]) % 4 == 1
        number = None if by_postcode_alone else unit.house_number
        rows[postcode, number] = dict(postcode=postcode, house_number=number, municipality_code=unit.municipality)
    return list(rows.values())


def document_numbers(prefix: str, width: int) -> Iterator[str]:
    """Numbers that are never nine digits in a row, so that none can be taken for a citizen service number."""
    return (f"{prefix}{number:0{width}d}" for number in count(1))
