"""A title that is not one of the surest is certain where its words, its cells and its list agree, and asked where one of these
does not."""

import pytest

from sources.recognition.agreed import CALM
from sources.recognition.sheets import SURE, Sheet, propose

LINES = 6


def certain_of(file: str, titles: dict[str, list[str]], *others: Sheet) -> set[tuple[str, str]]:
    """(column of ours, title) that are certain in a list with these columns beside a number of contract."""
    rows = [[f"C{n:03}", *(cells[n % len(cells)] for cells in titles.values())] for n in range(LINES)]
    sheet = Sheet(file, [["Contractnr", *titles], *rows])
    blocks = [block for block in propose([sheet, *others])[0] if block.sheet is sheet]
    return {(name, each.profile.title) for block in blocks for name, each in block.choices.items() if each.certainty == SURE}


DAYS = [f"0{n}-03-2026" for n in range(1, LINES + 1)]
CASE = {"Deurwaarder": ["GGN Utrecht", "LAVG Zeist"], "DatumUitHanden": DAYS, "DatumAfgesloten": ["", *DAYS]}


def test_the_only_day_of_closing_in_a_list_of_cases_needs_no_question():
    assert ("ended_on", "DatumAfgesloten") in certain_of("DeurwaarderZaken.csv", CASE)


@pytest.mark.parametrize("why", ["cells", "rival", "list"])
def test_a_title_is_asked_where_its_cells_or_its_list_say_otherwise_or_another_title_says_the_same(why):
    titles = dict(CASE)
    if why == "cells":
        titles["DatumAfgesloten"] = ["ja", "nee"]
    if why == "rival":
        titles["Zaak gesloten op"] = DAYS

    file = "Overzicht.csv" if why == "list" else "DeurwaarderZaken.csv"
    assert ("ended_on", "DatumAfgesloten") not in certain_of(file, titles)


def test_what_decides_by_itself_whether_somebody_is_reported_is_never_certain_for_this_reason():
    decides = {"performed_on", "action_type", "channel", "received_by", "reported_by", "entry_type", "category", "open_rent"}
    assert not decides & {name for columns in CALM.values() for name in columns}
    assert not {"signed_on", "minimum_amount", "withdrawn_on", "until_on"} & {
        name for columns in CALM.values() for name in columns
    }
    assert not {"mandates", "co_tenants", "optional_field_agreements"} & CALM.keys()
    assert "mandates" not in CALM and "ended_on" not in CALM["leases"]


@pytest.mark.parametrize(("other", "is_sure"), [("Kantonrechter", False), ("Contractnr", True)])
def test_a_number_is_asked_as_that_of_the_line_where_it_is_that_of_the_contract_too(other, is_sure):
    numbers = [f"HD2025/{n:03}" for n in range(LINES)]
    contracts = Sheet(
        "Contracten.csv", [["Contractnr", "Huurder", "Ingang"], *([each, f"H-{each}", DAYS[0]] for each in numbers)]
    )
    own = [[f"D{each}", each] if is_sure else [each, "Utrecht"] for each in numbers]
    rows = [[*each, day, ""] for each, day in zip(own, DAYS, strict=True)]
    notices = Sheet("Uithuiszettingen.csv", [["Dossier", other, "Betekend", "Afgelast"], *rows])
    (found,) = (block for block in propose([contracts, notices])[0] if block.table == "eviction_notices")

    assert (found.choices["notice_id"].profile.title, found.choices["notice_id"].certainty == SURE) == ("Dossier", is_sure)
