"""Codes whose text stands beside them: what is read, and asked, is the text, where it is understood better."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

import pytest

from sources.recognition.sheets import Block, propose
from sources.words.blocks import Sheet
from tests.support.proposal import text_of

STEPS = {"H1": "1e herinnering", "XA": "Aanmaning met verwijzing naar schuldhulp", "TC": "Telefonisch contact"}
ALL = STEPS | {"ZZ": "Bezwaar", "RR": "Betalingsregeling"}
ENTRIES = {"VF": "Verkoopfactuur", "BB": "Bankboek", "SI": "Storno incasso"}


def letters(codes: dict[str, str], titles: Sequence[str] = ("Type", "Omschrijving type")) -> Sheet:
    rows = [
        [f"A{n}", f"D{n % 12}", f"C{n % 12}", *list(codes.items())[n % len(codes)], f"{n % 27 + 1:02}-10-2026"] for n in range(60)
    ]
    return Sheet("dossieritems.csv", [["Itemnr", "Debiteurnummer", "Contractnummer", *titles, "Datum"], *rows])


def entries(codes: dict[str, str]) -> Sheet:
    words, rows = list(codes.items()), []
    for n in range(90):
        code, text = words[(0, 1, 0, 1, 0, 1, 0, 1, 2)[n % 9]]
        debit, credit = ("", "700,00") if text == "Bankboek" else ("700,00", "")
        day = f"{n % 27 + 1:02}-05-2026"
        rows.append([f"{n:05}", f"C{n % 12}", code, text, day, day, "Huur mei 2026", debit, credit])
    titles = ["Boekstuknummer", "Contractnummer", "Type boeking", "Omschrijving type", "Boekdatum", "Vervaldatum", "Omschrijving",
              "Debet", "Credit"]  # fmt: skip
    return Sheet("mutaties.csv", [titles, *rows])


def of_table(table: str, *sheets: Sheet) -> list[Block]:
    return [each for each in propose(sheets)[0] if each.table == table]


def said(table: str, *sheets: Sheet) -> list[dict[str, Any]]:
    return tomllib.loads(text_of(propose(sheets)[0]))[table]


def test_the_text_of_a_step_is_read_and_asked_and_not_its_code():
    [block] = said("collection_actions", letters(STEPS))
    assert block["columns"]["action_type"] == "Omschrijving type"
    assert block["values"]["action_type"] == {
        "1e herinnering": "reminder_letter", STEPS["XA"]: "demand_letter", "Telefonisch contact": "phone_call",
    }  # fmt: skip


def test_all_tables_of_a_list_take_their_lines_by_the_same_text():
    found = tomllib.loads(text_of(propose([letters(ALL)])[0]))
    taken = {table: found[table][0]["only"] for table in ("collection_actions", "objections", "payment_arrangements")}
    assert {title for each in taken.values() for title in each} == {"Omschrijving type"}
    assert taken["objections"]["Omschrijving type"] == ["Bezwaar"]
    assert {*found["collection_actions"][0]["values"]["channel"]} == {*STEPS.values()}  # of its own lines only


def test_the_kinds_of_a_ledger_are_its_texts_on_each_side():
    parts = said("ledger_entries", entries(ENTRIES))
    words = {word: each["constants"]["entry_type"] for each in parts for word in each["only"]["Omschrijving type"]}
    assert words == {"Verkoopfactuur": "charge", "Bankboek": "payment", "Storno incasso": "reversal"}


@pytest.mark.parametrize(
    "codes",
    [
        {"Sommatie": "Brief een", "Herinnering": "Brief twee"},  # the text says less
        {"H1": "1e herinnering", "H2": "1e herinnering", "TC": "Telefonisch contact"},  # two codes of one text
    ],
)
def test_a_text_that_says_less_or_that_two_codes_share_is_not_read_instead(codes):
    [block] = said("collection_actions", letters(codes))
    assert block["columns"]["action_type"] == "Type"


def test_a_text_that_differs_on_some_line_is_not_read_instead():
    sheet = letters(STEPS)
    rows = [list(row) for row in sheet.rows]
    rows[5][4] = "Iets anders"
    [block] = said("collection_actions", Sheet(sheet.file, rows))
    assert block["columns"]["action_type"] == "Type"


def test_what_a_text_is_is_asked_for_it_is_not_the_code_that_the_list_is_kept_by():
    [block] = of_table("collection_actions", letters(STEPS))
    assert 'zegt in woorden wat onder "Type" in codes staat' in block.choices["action_type"].why.doubts


def test_codes_of_other_matters_are_passed_over_by_their_text():
    [block] = said("collection_actions", letters(STEPS | {"RP": "Reparatieverzoek"}))
    assert block["skip_lines"] == {"Omschrijving type": ["^reparatieverzoek$"]}


@pytest.mark.parametrize("title", ["Omschr. docsrt.", "Omschrijving"])
def test_a_text_of_which_no_title_says_that_it_is_the_code_s_explains_the_code_and_is_not_read_instead(title):
    texts = {"RV": "Huurprolongatie", "DZ": "Ontvangst debiteur", "ZR": "Storno incasso"}
    rows = [[f"M{n}", f"C{n % 4}", *each, "01-02-2026", "01-03-2026", "700,00"] for n in range(8) for each in texts.items()]
    titles = ["Documentnr.", "Contract", "Docsrt.", title, "Boekdatum", "Vervaldatum", "Bedrag"]
    parts = said("ledger_entries", Sheet("Posten.csv", [titles, *rows]))
    is_of_code = title != "Omschrijving"
    assert {each["columns"]["entry_type"] for each in parts} == {title if is_of_code else "Docsrt."}
    words = {word: kind for each in parts for word, kind in each["values"]["entry_type"].items()}
    kinds = zip([*texts.values()] if is_of_code else [*texts], ("charge", "payment", "reversal"), strict=True)
    assert words == dict(kinds)


@pytest.mark.parametrize("title", ["Gebruikersnaam", "Medewerkernaam", "Huurdernaam"])
def test_whoever_booked_an_entry_is_no_text_of_its_code(title):
    sheet = entries({"DR": "Batch huur", "DZ": "Bankimport", "ZR": "Storno kantoor"})
    sheet.rows[0][3] = title

    assert "omschrijving van de code" not in text_of(propose([sheet])[0])
