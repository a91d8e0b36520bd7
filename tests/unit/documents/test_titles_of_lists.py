"""A table of which a title of the exports speaks is never said to stand in none of them: the step after `map` names the title."""

from __future__ import annotations

import tomllib

import pytest

from documents.proposal_steps import absent_tables, steps_text, titles_of_lists
from documents.proposal_text import Written, written
from sources.proposals.draft import drafts_of
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from sources.words.notes import Line, SheetDraft, Unused, answer
from tests.support.proposal import questions
from tests.unit.documents.test_proposal_turns import block

REPORTS = "reported_elsewhere"


def sheet_of(*unused: Unused, waits: bool = False) -> SheetDraft:
    waiting = [Line("unread", ["melding_gemeente"], answer("?"), waits=True)] if waits else []
    return SheetDraft("dossiers.csv", "", 0, 1, 8, (block("collection_cases", waiting),), unused=unused)


@pytest.mark.parametrize("sheet", [sheet_of(Unused("melding_gemeente")), sheet_of(waits=True)])
def test_it_is_not_asked_whether_anybody_keeps_it_and_the_step_names_the_title_and_its_list(sheet):
    said = titles_of_lists([sheet])
    text = steps_text(Written("", (), (), (), (), 0), "landing/mapping.toml", (), (), (), said=said)

    assert REPORTS in absent_tables(()) and REPORTS not in absent_tables((), said=said)
    assert 'ga na of "melding_gemeente" (dossiers.csv) dat zegt: meldingen door anderen.' in text
    assert "meldingen door anderen" not in next(line for line in text.splitlines() if "of u dit bijhoudt" in line)


@pytest.mark.parametrize("unused", [Unused("melding_gemeente", is_empty=True), Unused("restant")])
def test_an_empty_title_and_one_of_something_else_say_nothing_of_it(unused):
    assert not titles_of_lists([sheet_of(unused)])


def test_what_something_gives_is_no_step():
    said = titles_of_lists([sheet_of(Unused("melding_gemeente"))])
    text = steps_text(Written("", (), (), (), (), 0), "landing/mapping.toml", (REPORTS,), (), (), said=said)
    assert "melding_gemeente" not in text


@pytest.mark.parametrize(
    ("titles", "fields"),
    [
        (
            ("Telefoonnr. delen akkoord", "E-mail delen akkoord", "Straat/plaats delen akkoord"),
            ["phone", "email", "city", "street"],
        ),
        (("Akkoord doorgeven telefoon", "Akkoord doorgeven e-mail"), ["phone", "email"]),
    ],
)  # fmt: skip
def test_days_of_fields_that_may_be_shared_beside_a_mandate_are_asked_as_agreements_on_these(titles, fields):
    days = ["Clausule geaccepteerd op", "Eigenaar ingelicht op", "Verwerkingsregister op", "Verwerkersovereenkomst getekend op"]
    rows = [["Mandaatnummer", "Eigenaarnummer", *days, "Ingangsdatum", *titles]]
    rows += [[f"M{n}", f"E{n}", *["01-01-2025"] * 4, "01-02-2025", *["01-03-2025"] * len(titles)] for n in range(4)]
    blocks, _ = propose([Sheet("Mandaten.csv", rows, delimiter=";")])
    text = written(drafts_of(blocks)).text
    found = tomllib.loads(text)["optional_field_agreements"]

    assert [each["constants"]["field"] for each in found] == fields
    (asked,) = (each for each in questions(text) if "is dat de dag waarop de opdrachtgever toestond dat het meegaat" in each)
    assert all(f'"{title}"' in asked for title in titles)
    assert not any("= afgesproken op" in each for each in questions(text))  # each of them was asked once more
