"""The columns of every file that leaves: their order, titles, kinds, and what fills them (docs/rules.md 4).

Belongs here: those columns, as data. Does not belong here: what a cell of a kind may be (outgoing_values.py), or holding lines
to it (outgoing.py). Whoever only needs the titles is so spared the libraries of the gate.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Column(NamedTuple):
    """One column of an outgoing file.

    Attributes:
        title: as the contract has it; a desk may know it by another (validations/desks/).
        name: the column of the models and of the lines kept (delivered/) that fills it.
        kind: what its cells may be; a key of `validations.outgoing_values.CHECKS`.
        required: whether each line must fill it.
        width: of the column in a workbook, in characters.
        field: the landlord's agreement without which the column stays empty (landing: optional_field_agreements).
    """

    title: str
    name: str
    kind: str
    required: bool
    width: int
    field: str | None = None


CONTRACTS: Mapping[str, tuple[Column, ...]] = {
    # Exactly these eleven: more is forbidden by law (Wgs, Bgs; LCV work instruction).
    "signals": (
        Column("Achternaam", "last_name", "text", True, 26),
        Column("Voorletters", "initials", "text", False, 11, "initials"),
        Column("Straatnaam", "street", "text", False, 28, "street"),
        Column("Huisnummer", "house_number", "house_number", True, 12),
        Column("Huisnummer toevoeging", "house_number_suffix", "text", False, 22, "house_number_suffix"),
        Column("Postcode", "postcode", "postcode", True, 10),
        Column("Woonplaats", "city", "text", False, 20, "city"),
        Column("Telefoonnummer 1", "phone", "text", False, 17, "phone"),
        Column("E-Mailadres", "email", "text", False, 32, "email"),
        Column("Aantal maanden achterstand", "months", "months", True, 27),
        Column("Bedrag achterstand", "amount", "amount", True, 19),
    ),
    # What RIS Matching takes for bulk withdrawal.
    "withdrawals": (
        Column("Postcode", "postcode", "postcode", True, 10),
        Column("Huisnummer", "house_number", "house_number", True, 12),
        Column("Huisnummer toevoeging", "house_number_suffix", "text", False, 22),
    ),
    # To the collection agency or bailiff (LCV 4.2 a-c); no name and no address.
    "hold_notices": (
        Column("Dossiernummer", "agency_reference", "text", True, 20),
        Column("Bericht", "message", "message", True, 13),
        Column("Met ingang van", "starts_on", "date", True, 15),
        Column("Tot", "until", "date", False, 12),
        Column("Reden", "reason_nl", "reason", True, 24),
    ),
}


def titles_of(kind: str) -> tuple[str, ...]:
    """The column titles of a kind of file, in order."""
    return tuple(column.title for column in CONTRACTS[kind])


def names_of(kind: str) -> tuple[str, ...]:
    """The models' columns that fill a kind of file, in order."""
    return tuple(column.name for column in CONTRACTS[kind])
