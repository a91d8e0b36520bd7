"""A proposed mapping file as a person reads it: every doubt is asked once on top, nothing is asked that is certain."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from documents.column_words import COLUMNS, OF_TABLE
from documents.proposal_text import Written, written
from documents.proposal_toml import code_of
from documents.proposal_waiting import lines_to_answer
from sources.words.notes import (
    BY_CELLS,
    NOTHING,
    OF_ANOTHER,
    Draft,
    Evidence,
    Line,
    Note,
    Section,
    SheetDraft,
    Unused,
    answer,
    look,
    remark,
)
from tests.support.proposal import asked_of, questions
from validations.landing import LANDING_TABLES

PROVES = look("wijst deze brief op schuldhulp? zo niet: reminder_letter", times=9)
OPTIONS = ("reminder_letter", "demand_letter")


def title(column: str, title: Any, fit: int = 20, *doubts: str, parts: Sequence[str] = (), sure: bool = False) -> Line:
    return Line(column, title, Note(None if sure else "", Evidence(doubts, fit, 20, tuple(parts))))


def draft(table: str, head: Note = NOTHING, **sections: Sequence[Line]) -> Draft:
    named = {"": sections.pop("settings", ()), **{name.replace("__", "."): lines for name, lines in sections.items()}}
    return Draft(table, head, tuple(Section(name, tuple(lines)) for name, lines in named.items() if lines))


def sheet(file: str, name: str, *drafts: Draft, unused: Sequence[Unused] = ()) -> SheetDraft:
    return SheetDraft(file, name, more=0, title_row=1, rows=20, drafts=drafts, unused=tuple(unused))


def letters(file: str = "Brieven.xlsx", day: str = "ACTDAT") -> SheetDraft:
    words = (
        Line("Herinnering", "reminder_letter", Note(times=9)), Line("Aanmaning", "demand_letter", PROVES),
        Line("HRN", "", answer(options=OPTIONS, times=2), waits=True),
    )  # fmt: skip
    block = draft(
        "collection_actions",
        settings=[Line("file", file), Line("sheet", "Blad1"), Line("made_ids", {"action_id": ["lease_id", "performed_on"]})],
        columns=[
            title("lease_id", "Contract", sure=True), title("performed_on", day, 19, parts=("dat",)),
            title("action_type", "Brief"),
        ],
        constants=[Line("channel", "post", look("geen titel gevonden"))],
        values__action_type=words,
    )  # fmt: skip
    return sheet(file, "Blad1", block, unused=[Unused("Medewerker"), Unused("Geboren", is_of_days=True)])


def leases(address: str = "Adres") -> SheetDraft:
    empty = answer("verplicht (tekst); geen titel gevonden")
    return sheet("Verhuur.csv", "", draft(
        "leases",
        settings=[Line("file", "Verhuur.csv"),
                  Line("lookup", {"Eigenaar": ["Complex", "Complexen.csv", "Nr", "Eigenaar"]}, look("een nieuwe titel"))],
        columns=[title("lease_id", "Contract", sure=True), title("landlord_id", "Eigenaar"), Line("tenant_id", "", empty, True)],
        split=[title("street", [address, "street"]), title("house_number", [address, "house_number"])],
        constants=[Line("tenant_id", "", answer("of hier"), True), Line("unit_type", "dwelling", answer("wat?"), True)],
        values__unit_type=[Line("Woning", "dwelling", Note(times=54)), Line("Garage", "parking", Note(times=6))],
    ))  # fmt: skip


def text(*sheets: SheetDraft) -> str:
    return written(sheets).text


def lines_named(question: str) -> list[int]:
    runs = re.match(r"regel ([\d, -]+):", question)[1].split(", ")
    return [number for run in runs for number in range(int(run.split("-")[0]), int(run.split("-")[-1]) + 1)]


def said(text: str) -> Mapping[str, Any]:
    return tomllib.loads(text)


def test_a_run_reads_in_it_what_is_proposed_and_nothing_that_waits():
    (block,) = said(text(letters(), leases()))["leases"]

    assert block["columns"] == {"lease_id": "Contract", "landlord_id": "Eigenaar"} and not block["constants"]
    assert block["split"] == {"street": ["Adres", "street"], "house_number": ["Adres", "house_number"]}
    assert block["lookup"] == {"Eigenaar": ["Complex", "Complexen.csv", "Nr", "Eigenaar"]}
    assert block["values"] == {"unit_type": {"Woning": "dwelling", "Garage": "parking"}}


def test_each_question_names_the_very_lines_that_carry_its_number_and_no_line_waits_without_one():
    found: Written = written([letters(), leases()])
    lines = found.text.splitlines()
    for number, question in enumerate(questions(found.text), start=1):
        assert [at for at, line in enumerate(lines, start=1) if re.search(rf"# vraag {number}$", line)] == lines_named(question)
    assert [lines[at - 1].split(" = ")[0] for at in found.to_answer] == ['# "HRN"', "# tenant_id", "# unit_type"]
    assert tuple(found.to_answer) == lines_to_answer(found.text)
    assert (found.answers, found.looks) == ([1, 2, 3], [4, 5, 6, 7, 8])
    assert lines[found.confirm - 1].startswith("confirmed = false")


@pytest.mark.parametrize(
    ("section", "key", "value", "line"),
    [
        ("values.action_type", "30", "summons_letter", '# "30" = ""'),
        ("columns", "due_on", "Boekdatum", '# due_on = ""'),
        ("constants", "unit_type", "dwelling", '# unit_type = ""'),
    ],
)
def test_a_line_whose_hash_is_taken_away_as_it_stands_is_no_answer_and_its_question_says_what_is_likely(
    section, key, value, line
):
    waiting = Line(key, value, answer("wat is dit?"), waits=True)
    found = text(sheet("A.csv", "", draft("leases", **{section.replace(".", "__"): [waiting]})))

    assert line in found and value in questions(found)[0]


def test_what_is_certain_stands_without_a_word_and_is_not_asked():
    asked = questions(text(letters()))

    assert 'columns = {lease_id = "Contract", performed_on' in text(letters())
    assert '\n"Herinnering" = "reminder_letter"\n' in text(letters())
    assert not any("Herinnering" in question or '"Contract"' in question for question in asked)


def test_titles_of_one_sheet_are_one_question_in_dutch_with_what_does_not_fit():
    (question,) = [each for each in questions(text(letters())) if "ACTDAT" in each]

    assert "\"ACTDAT\" = dag van verzenden of van het gesprek (deel 'dat', 19 van 20 cellen)" in question
    assert '"Brief" = soort brief of gesprek' in question


def test_titles_of_the_same_doubt_stand_together_behind_it():
    one, two = title("name", "Naam", 20, "vrije tekst"), title("landlord_id", "Nr", 20, "vrije tekst")
    block = draft("landlords", columns=[one, title("is_small_landlord", "Klein"), two])
    (question,) = questions(text(sheet("Eigenaren.csv", "", block)))

    assert question.endswith(
        'kloppen deze titels? "Klein" = kleine verhuurder of niet. Vrije tekst: "Naam" = naam, "Nr" = nummer van de opdrachtgever'
    )


def test_one_title_for_several_columns_and_a_title_that_is_looked_up_are_asked_once():
    asked = questions(text(leases()))

    assert any('"Adres" = straat, huisnummer' in each for each in asked)
    (looked_up,) = [each for each in asked if "Eigenaar" in each]
    assert '"Eigenaar" wordt opgezocht in Complexen.csv, met "Complex" hier en "Nr" daar' in looked_up
    assert len(lines_named(looked_up)) == 2


def test_how_well_the_cells_of_one_title_fit_is_said_once_for_all_that_is_made_of_it():
    split = [title("street", ["Adres", "street"], 19), title("house_number", ["Adres", "house_number"], 19)]
    (question,) = questions(text(sheet("A.csv", "", draft("leases", split=split))))
    assert question.endswith('"Adres" = straat, huisnummer (19 van 20 cellen)')

    split[1] = title("house_number", ["Adres", "house_number"], 18)
    (question,) = questions(text(sheet("A.csv", "", draft("leases", split=split))))
    assert question.endswith('"Adres" = straat (19 van 20 cellen), huisnummer (18 van 20 cellen)')


def test_a_letter_of_a_column_of_its_own_is_asked_by_the_title_of_that_column_and_a_text_without_its_pattern():
    per_post = replace(answer(options=("post", "email"), times=2), shown="per post")
    block = draft(
        "collection_actions",
        columns=[title("performed_on", "ACTDAT")],
        constants=[Line("action_type", "demand_letter", PROVES)],
        patterns__channel=[Line(r"^per\s+post$", "", per_post, waits=True)],
    )
    asked = questions(text(sheet("Brieven.csv", "", block)))

    assert any('"ACTDAT" = "demand_letter": wijst deze brief op schuldhulp?' in each for each in asked)
    assert any('"per post" (2 keer): kies uit post, email' in each for each in asked)


def test_a_title_with_a_comma_is_named_whole_where_it_is_split():
    assert any('"Straat, nr" = straat, huisnummer' in each for each in questions(text(leases("Straat, nr"))))


def test_of_one_list_at_most_three_titles_are_one_question_and_those_first_that_decide():
    calm = [title(name, name.title()) for name in ("street", "postcode", "city")]
    decides = [title(name, name.title()) for name in ("ended_on", "unit_type")]
    first, second = questions(text(sheet("Verhuur.csv", "", draft("leases", columns=[*calm, *decides]))))

    assert all(each in first for each in ('"Ended_On" = ', '"Unit_Type" = ', '"Street" = '))
    assert '"Postcode" = ' in second and '"City" = ' in second and '"Street"' not in second


def test_what_a_letter_proves_is_asked_of_its_word():
    assert "wijst deze brief op schuldhulp?" in asked_of(text(letters()), '"Aanmaning" = ')


def test_titles_that_nothing_reads_stand_on_one_line_and_days_are_marked():
    found = written([letters()])

    assert 'niet gebruikt: "Medewerker", "Geboren" (datums)' in found.text
    assert not found.unused and "# Titels waar niemand iets mee doet, staan op de regels met # ---" in found.text


def test_of_titles_that_nothing_reads_only_those_worth_a_look_are_asked_with_what_to_write_for_them():
    some = [Unused("Medewerker"), Unused("Tel. 2", may_be=("phone_2",)), Unused("Wil niet sinds", True, is_unclear=True)]
    found = written([sheet("Huurders.csv", "", draft("tenants", columns=[title("tenant_id", "Nr", sure=True)]), unused=some)])
    asked = found.text[found.text.index("# NIET GEBRUIKT") : found.text.index("confirmed = ")].splitlines()
    (number,) = found.unused

    assert found.text.splitlines()[number - 1].startswith("# --- Huurders.csv")
    assert asked[1] == f'#     regel {number}: phone_2 = "Tel. 2"'
    assert asked[2].startswith(f'#     regel {number}: "Wil niet sinds": een dag van bezwaar, overlijden of vertrek?')
    assert "Medewerker" not in "".join(asked) and asked[3].startswith("# Andere titels")


def test_a_remark_is_made_once():
    block = draft("leases", settings=[Line("title_rows", 2, remark("titels over twee regels"))])

    assert text(sheet("Een.csv", "", block), sheet("Twee.csv", "", block)).count("titels over twee regels") == 1


def test_sheets_of_one_name_are_called_by_their_files():
    asked = questions(text(letters(), letters("Oud.xlsx")))

    assert sum("Brieven.xlsx: " in each for each in asked) == sum("Oud.xlsx: " in each for each in asked) == 2


@pytest.mark.parametrize("day", ["a  # b", "it's", 'Een "klant"', "C:\\", "50% 's"])
def test_a_title_with_signs_of_toml_in_it_is_asked_like_any_other(day):
    found = text(letters(day=day))

    assert said(found)["collection_actions"][0]["columns"]["performed_on"] == day
    written_so = day.replace("\\", "\\\\").replace('"', '\\"')
    assert f'"{written_so}" = dag van verzenden' in asked_of(found, f'performed_on = "{written_so}"')


@pytest.mark.parametrize(
    "line",
    [
        Line("storno", True), Line("title_row", 4), Line("dates", ("jjjj-mm", "excel")), Line("by_sign", {"positive": "charge"}),
        Line("only", {"status": ["Open", 'zei "ja"']}), Line("next_line", {"Later op": {"same": "Nr", "only": {"Wat": ["x"]}}}),
        Line("lookup", {"city": ["Nr", "b.csv", "Nr", "city", {"sheet": "Blad", "only": {"Rol": ["HH"]}}]}),
    ],
)  # fmt: skip
def test_a_setting_says_to_a_run_what_was_meant_whatever_its_form(line):
    found = tomllib.loads(code_of("", line))[line.key]

    assert found == (list(line.value) if isinstance(line.value, tuple) else line.value)


def test_titles_stand_in_quotes_wherever_they_name_a_part_so_that_a_refusal_finds_their_line():
    assert code_of("", Line("only", {"status": ["Open"]})) == 'only = {"status" = ["Open"]}'


def test_a_proposal_without_a_doubt_asks_nothing():
    sure = draft("leases", columns=[title("lease_id", "Contract", sure=True)])
    found = written([replace(letters(), drafts=(sure,), unused=())])

    assert questions(found.text) == [] and "VUL IN" not in found.text and (found.answers, found.looks) == ([], [])


def test_every_column_of_ours_has_dutch_words():
    ours = {column.name for table in LANDING_TABLES for column in table.columns}
    assert ours == set(COLUMNS)
    assert {tuple(each.split(".")) for each in OF_TABLE} <= {(t.name, c.name) for t in LANDING_TABLES for c in t.columns}


@pytest.mark.parametrize("many", [1, 5])
def test_a_lookup_of_many_titles_has_a_line_for_each_and_is_asked_once(many):
    looked = {f"Titel {n}": ["Eenheid", "Eenheden.xlsx", "Nummer", f"Titel {n}", {"sheet": "Blad"}] for n in range(many)}
    block = draft(
        "leases", settings=[Line("file", "Verhuur.csv"), Line("lookup", looked, look("een nieuwe titel"))],
        columns=[title("lease_id", "Contract", sure=True), title("street", "Titel 0")],
    )  # fmt: skip
    file = text(sheet("Verhuur.csv", "", block))

    assert said(file)["leases"][0]["lookup"] == looked and said(file)["leases"][0]["columns"]["street"] == "Titel 0"
    assert ("[leases.lookup]  # vraag 1" in file) == (many > 1) and len(questions(file)) == 1
    assert max(map(len, file.splitlines())) < 200


def test_a_doubt_about_a_list_as_a_whole_is_asked_once_with_the_lines_to_take_away_and_not_of_each_title():
    doubted = [
        sheet(file, "", draft(
            table, settings=[Line("file", file)],
            columns=[title("postcode", "Postcode", 20, OF_ANOTHER), title("house_number", "Nr", 20, OF_ANOTHER, BY_CELLS)],
        ))
        for file, table in (("Adressen.csv", "postcodes"), ("Codes.csv", "postcodes"))
    ]  # fmt: skip
    file = text(*doubted)
    whole, *others = questions(file)
    lines = file.splitlines()
    blocks = [(int(first), int(last)) for first, last in re.findall(r"= postcodes \(regel (\d+)-(\d+)\)", whole)]

    assert "haal dan al zijn regels weg" in whole and lines_named(whole) == [first for first, _ in blocks]
    assert [lines[first - 1].partition("  #")[0] for first, _ in blocks] == ["[[postcodes]]"] * 2
    assert all(lines[last] == "" and "house_number" in lines[last - 1] for _, last in blocks)
    assert all('"Nr"' in each and '"Postcode"' not in each for each in others) and len(others) == 2


def test_a_question_that_may_take_a_block_away_names_its_lines():
    asked = look("heeft de deurwaarder zelf gemeld? is het uw eigen melding, haal dit blok dan weg")
    block = draft(
        "reported_elsewhere", asked, settings=[Line("file", "D.csv")], columns=[title("reported_on", "D.d.", sure=True)]
    )
    (said,) = questions(text(sheet("D.csv", "", block)))

    assert "haal dit blok (regel 8-10) dan weg" in said
