"""What is asked of the lists that no system gives: that nobody stands on one is said by a person, never by pressing Enter."""

from __future__ import annotations

from datetime import date

import pytest

from documents.list_questions import kept_of, line_of
from documents.proposal_choices import Later
from documents.proposal_steps import steps_text
from documents.proposal_text import Written
from sources.reading.own_lists import is_filled_in, own_lists
from sources.recognition.bank_said import SaidDay, day_said
from sources.words.blocks import Sheet
from tests.unit.documents.test_proposal_dialogue import replies
from validations.landing import LANDING_TABLES

ASKED = [each for each in own_lists().values() if each.question]


def test_a_list_that_one_answer_fills_is_asked_about_and_the_others_are_not():
    assert {each.file for each in ASKED if not each.asks} == {"bank.csv"}
    assert {each.file for each in own_lists().values() if each.asks} == {each.file for each in ASKED if each.asks}


@pytest.mark.parametrize("each", ASKED, ids=lambda each: each.file)
def test_what_a_person_says_is_read_as_a_list_that_is_filled_in(each, tmp_path):
    path = tmp_path / each.file
    path.write_bytes(each.text().encode("utf-8-sig"))
    assert not is_filled_in(path)
    path.write_bytes(each.text(line_of(each, replies("n" if each.asks else "31-10-2026"))).encode("utf-8-sig"))
    assert is_filled_in(path)


@pytest.mark.parametrize("typed", [(), ("j",), ("zo", ""), ("31-11-2026", "")])
@pytest.mark.parametrize("each", ASKED, ids=lambda each: each.file)
def test_nothing_else_fills_a_list(each, typed):
    with pytest.raises(Later):
        line_of(each, replies(*typed))


LINE = ["C1", "02-01-2026", "Bank t/m 01-01-2026"]
[BANK] = [each for each in ASKED if not each.asks]


@pytest.mark.parametrize(
    ("typed", "is_of_bank", "line"),
    [
        (("j",), True, "19-11-2026"), (("18-11-2026",), True, "18-11-2026"), (("19-11-2026",), False, "19-11-2026"),
        (("j", "19-11-2026"), False, "19-11-2026"),  # the day of the export is not proposed for that of the bank
        (("20-11-2026", "20-11-2026"), True, "20-11-2026"), (("20-11-2026", "j"), True, "19-11-2026"),
        (("20-11-2026", "21-11-2026", "18-11-2026"), False, "18-11-2026"),
    ],
)  # fmt: skip
def test_a_day_of_the_bank_later_than_the_export_says_counts_only_when_it_is_typed_again(typed, is_of_bank, line):
    assert line_of(BANK, replies(*typed), SaidDay(date(2026, 11, 19), "kaart.xlsx", is_of_bank)) == line


def test_a_later_day_is_left_for_later_by_enter_and_the_day_of_the_export_is_shown():
    shown: list[str] = []
    given = iter(["20-11-2026", ""])

    def reply(text: str) -> str:
        shown.append(text)
        return next(given)

    with pytest.raises(Later):
        line_of(BANK, reply, SaidDay(date(2026, 11, 19), "kaart.xlsx", True))
    assert "kaart.xlsx zegt zelf: 19-11-2026" in shown[0] and "later dan 19-11-2026 in kaart.xlsx" in shown[1]


@pytest.mark.parametrize(
    ("above", "day", "is_of_bank"),
    [
        (["Peildatum 20-11-2026    bank bijgewerkt t/m 18-11-2026    afgedrukt door JVOORBEELD"], 18, True),
        (["Bank processed up to", "2026-11-19"], 19, True), (["Printed 20-Nov-2026, bank processed up to 19-Nov-2026"], 19, True),
        (["Bankafschriften verwerkt tot en met 19.11.2026"], 19, True),
        (["Selectie: 01-05-2026 t/m 20-11-2026"], 20, False), (["Datum afdruk: 20-11-2026   Tijd: 08:14"], 20, False),
        (["Contracten sinds 20-11-2026"], None, False), (["Bank t/m 31-31-2026"], None, False),
    ],
)  # fmt: skip
def test_until_when_an_export_goes_is_read_above_its_list(above, day, is_of_bank):
    found = day_said([Sheet("kaart.xlsx", [above, ["Contractnr", "Boekdatum", "Bedrag"], LINE, LINE])])
    assert (found and (found.day, found.is_of_bank)) == (day and (date(2026, 11, day), is_of_bank))


def test_of_several_days_of_the_bank_the_first_counts_and_of_the_exports_the_last():
    sheets = [Sheet("a.csv", [["Bank t/m 18-11-2026"]]), Sheet("b.csv", [["Bank t/m 19-11-2026"], ["Peildatum 20-11-2026"]])]
    assert day_said(sheets) == SaidDay(date(2026, 11, 18), "a.csv", True)
    sheets = [Sheet("a.csv", [["Peildatum 20-11-2026"]]), Sheet("b.csv", [["Peildatum 30-09-2026"]])]
    assert day_said(sheets) == SaidDay(date(2026, 11, 20), "a.csv", False)


@pytest.mark.parametrize(
    ("typed", "expected"), [("0", (False, False)), ("n", (False, False)), ("2", (False, True)), ("1 2", (True, True))]
)
def test_of_tables_that_nothing_gives_a_person_says_which_he_keeps(typed, expected):
    typed_after = "0" if typed == "n" else ""  # no is not one of the numbers
    assert tuple(kept_of(["allocations", "collection_cases"], replies(typed, typed_after)).values()) == expected


def test_pressing_enter_says_of_no_table_that_nobody_keeps_it():
    with pytest.raises(Later):
        kept_of(["allocations"], replies(""))


@pytest.mark.parametrize(
    ("kept", "step"),
    [({}, "ga na of u dit bijhoudt"), ({"allocations": False}, ""), ({"allocations": True}, "zet ook een export neer")],
)
def test_a_table_that_nobody_keeps_is_no_step_any_more_and_one_that_somebody_does_is(kept, step):
    given = [table.name for table in LANDING_TABLES if table.name != "allocations"]
    text = steps_text(Written("", (), (), (), (), 0), "landing/mapping.toml", given, (), (), kept)
    assert ("afletteringen" in text) == bool(step) and step in text
