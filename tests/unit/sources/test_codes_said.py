"""A code to which the mapping gives another meaning than the list of codes beside the exports is refused as its word would be."""

import pytest

from sources.codes_said import codes_said_otherwise, said_otherwise_by
from sources.reading.rules import Export
from sources.words.blocks import Sheet

CODES = "Stamtabel;Code;Omschrijving\nStapcode;A1;Aanmaning\nStapcode;RV;Reparatieverzoek\n"
CODES += "Element;100;Huur\nElement;710;Wettelijke rente\n"
LETTERS = ("collection_actions", "action_type", "Stapcode")
CHARGES = ("ledger_entries", "category", "Element")


def found(tmp_path, asked, words, *, sure=(), read=False):
    table, column, title = asked
    place = tmp_path / "exports" / "Codelijsten.csv"
    place.parent.mkdir()
    place.write_text(CODES)
    export = Export(table=table, file="lijst.csv", columns={column: title}, values={column: words}, sure_of=sure)
    return codes_said_otherwise(tmp_path, [export], [place] if read else [])


@pytest.mark.parametrize(
    ("asked", "words", "text"),
    [
        (LETTERS, {"a1": "summons_letter"}, '"Aanmaning" staat voor summons_letter, en zegt zelf demand_letter'),
        (LETTERS, {"a1": "demand_letter", "rv": "phone_call"}, '"Reparatieverzoek" staat voor phone_call'),
        (CHARGES, {"100": "rent", "710": "rent"}, '"Wettelijke rente" staat voor rent'),
    ],
)
def test_a_code_that_its_list_explains_otherwise_is_refused(tmp_path, asked, words, text):
    (finding,) = found(tmp_path, asked, words)
    assert finding.severity == "refused" and finding.text.startswith("zo zegt Codelijsten.csv") and text in finding.text


@pytest.mark.parametrize(
    ("words", "settings"),
    [
        ({"a1": "demand_letter", "x9": "summons_letter"}, {}), ({"a1": "reminder_letter"}, {}),
        ({"a1": "summons_letter"}, {"sure": ("A1",)}), ({"a1": "summons_letter"}, {"sure": ("Stapcode",)}),
        ({"a1": "summons_letter"}, {"read": True}),
    ],
)  # fmt: skip
def test_what_agrees_proves_less_is_sure_or_stands_in_no_list_is_taken(tmp_path, words, settings):
    assert found(tmp_path, LETTERS, words, **settings) == []


SHEET = [["Code", "Betekenis"], ["PROL", "Huur"], ["RENT", "Rente"], ["SERV", "Servicekosten"], ["WON", "Woning"]]


@pytest.mark.parametrize(
    ("words", "is_said"),
    [
        ({"prol": "rent", "rent": "rent", "serv": "service_charges"}, True),
        ({"prol": "rent", "rent": "interest", "serv": "service_charges"}, False),
        ({"rent": "rent", "serv": "service_charges"}, False),  # two codes may stand in any list
        ({"prol": "rent", "rent": "rent", "huur": "rent"}, False),  # it lacks one
    ],
)
def test_a_list_that_no_title_names_counts_where_it_has_all_the_codes_and_they_are_telling(words, is_said):
    export = Export("ledger_entries", "lijst.xlsx", {"category": "Srt"}, values={"category": words})
    found = said_otherwise_by([Sheet("Verhuurlijst.xlsx", SHEET, "Codes")], [export])

    assert [each.text.startswith("zo zegt Verhuurlijst.xlsx") and '"Rente"' in each.text for each in found] == [True] * is_said
