"""Lists with a line of names of fields, and a line of titles below it."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from sources.words.captions import has_captions_below
from tests.support.proposal import text_of

NAMES = ["PARTNER", "TYPE", "INITIALS", "PREFIX1", "NAME_LAST", "DEATHDT", "TEL_NUMBER", "SMTP_ADDR", "CRDAT"]
CAPTIONS = [
    "Zakenpartner",
    "ZP-type",
    "Voorletters",
    "Voorvoegsel",
    "Achternaam",
    "Sterfdatum",
    "Telefoon",
    "E-mail",
    "Gemaakt op",
]
CONTRACTS = [
    ["Contract", "Zakenpartner", "Begin contract", "Straat"],
    *[[f"H{n}", f"50{n}", "2020-02-01", "Kade"] for n in range(10, 20)],
]


def people(*, died="2026-10-01"):
    return [
        [f"50{n}", "1", "A.B.", "", f"Naam{chr(80 + n)}", died if n == 12 else "", f"0505550{n}1", f"a{n}@b.nl", "2020-03-01"]
        for n in range(10, 20)
    ]


def known(title):
    return title.lower() in ("debiteur", "datum", "bedrag", "nr")


def test_the_line_of_titles_below_the_names_of_fields_is_read_though_more_of_these_are_known():
    sheets = [Sheet("Contracten.csv", CONTRACTS), Sheet("BUT000.csv", [NAMES, CAPTIONS, *people()])]
    (block,) = tomllib.loads(text_of(propose(sheets)[0]))["tenants"]

    assert block["title_row"] == 2
    assert block["columns"]["tenant_id"] == "Zakenpartner" and block["columns"]["last_name"] == "Achternaam"


@pytest.mark.parametrize(
    ("names", "captions", "is_so"),
    [
        (["KUNNR", "BUDAT", "DMBTR"], ["Debiteur", "Datum", "Bedrag"], True),
        (["Kl", "Dt", "Bd"], ["Debiteur", "Datum", "Bedrag"], True),
        (["KUNNR", "BUDAT", "DMBTR"], ["Debiteur", "", "Bedrag"], False),  # one below each
        (["Kl nr", "Boek dt", "Bdr"], ["Debiteur", "Datum", "Bedrag"], False),  # no names of fields
        (["KUNNR", "BUDAT", "DMBTR"], ["D1", "01.02.2026", "7,00"], False),  # a line of data
        (["KUNNR", "BUDAT", "DMBTR"], ["Jansen", "Assen", "huur"], False),  # that nobody knows as titles
    ],
)
def test_only_a_text_below_each_name_that_is_known_as_a_title_is_a_line_of_titles(names, captions, is_so):
    rows = [names, captions, ["D1", "01.02.2026", "7,00"], ["D2", "01.03.2026", "8,00"]]

    assert has_captions_below(rows, 0, known) is is_so


def test_a_line_of_texts_above_texts_is_data():
    assert not has_captions_below([["Naam", "Soort"], ["Debiteur", "Datum"], ["Jansen", "huur"]], 0, known)
    assert not has_captions_below([["Naam", "Soort"]], 0, known)
