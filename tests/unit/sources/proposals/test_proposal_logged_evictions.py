"""Evictions among the letters and calls of a log."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, questions, text_of

KINDS = ("Betalingsherinnering", "Aanmaning", "Gebeld over achterstand")
HEAD = ["Nr.", "Datum", "Onderwerp", "Contractnr.", "Kanaal", "Deadline", "Afgerond op"]
ANNOUNCED = (("901", "02-10-2026", "{word}", "C11", "Post", "01-12-2026", ""),
             ("902", "03-10-2026", "{word}", "C12", "Post", "02-12-2026", "20-10-2026"))  # fmt: skip

LEASES = Sheet(
    "Contracten.csv",
    [
        ["Contractnr.", "Huurdernr.", "Ingangsdatum", "Postcode"],
        *([f"C{n}", f"H{n}", "01-02-2020", "5651CA"] for n in range(10, 30)),
    ],
)


def log(*further: tuple[str, ...], word: str = "Ontruiming aangezegd", also: tuple[Sheet, ...] = ()) -> tuple[dict, str]:
    """What is proposed for a log of letters and calls, with `further` lines; and the text."""
    rows = [[f"8{n}", f"{n - 9:02}-09-2026", KINDS[n % 3], f"C{n}", ("E-mail", "Post", "Telefoon")[n % 3], "",
             f"{n - 9:02}-09-2026"] for n in range(10, 30)]  # fmt: skip
    rows += [[cell.format(word=word) for cell in line] for line in further]
    text = text_of(propose([LEASES, Sheet("Taken.csv", [HEAD, *rows]), *also])[0])
    return tomllib.loads(text), text


@pytest.mark.parametrize("word", ["Ontruiming aangezegd", "Aanzegging ontruiming"])
def test_a_line_of_a_log_that_announces_an_eviction_is_one_on_the_later_day_of_its_line_and_this_is_asked(word):
    said, text = log(*ANNOUNCED, word=word)
    (notices,) = said["eviction_notices"]

    assert notices["only"] == {"Onderwerp": [word]} and word not in said["collection_actions"][0]["only"]["Onderwerp"]
    assert notices["columns"] == {
        "notice_id": "Nr.", "lease_id": "Contractnr.", "announced_on": "Datum", "eviction_on": "Deadline",
    }  # fmt: skip
    assert "afgezegd" in asked_of(text, "[[eviction_notices]]")
    assert not any("bij welk blok horen deze woorden" in each for each in questions(text))


def test_where_no_day_is_later_on_each_of_its_lines_the_day_of_the_eviction_waits_for_an_answer():
    without = (*ANNOUNCED[0][:5], "", "")
    said, text = log(ANNOUNCED[1], without)

    assert "eviction_on" not in said["eviction_notices"][0]["columns"] and "# eviction_on" in text


def test_a_log_beside_a_list_of_evictions_gives_none():
    listed = Sheet("Ontruimingen.csv", [["Contractnr.", "Aangezegd op", "Ontruiming op"], ["C11", "02-10-2026", "01-12-2026"]])
    said, _ = log(*ANNOUNCED, also=(listed,))

    assert [each["file"] for each in said["eviction_notices"]] == ["Ontruimingen.csv"]


def test_a_log_without_such_a_word_gives_none():
    said, _ = log(*ANNOUNCED, word="Sommatie")

    assert "eviction_notices" not in said


def test_of_the_letters_beside_them_those_that_are_still_to_be_done_prove_nothing():
    rows = [
        [f"8{n}", f"{n - 9:02}-09-2026", KINDS[n % 3], f"C{n}", ("E-mail", "Post", "Telefoon")[n % 3], "", "",
         ("Afgerond", "Open", "Afgerond", "Vervallen")[n % 4]] for n in range(10, 30)
    ]  # fmt: skip
    rows += [[*(cell.format(word="Ontruiming aangezegd") for cell in line), "Open"] for line in ANNOUNCED]
    text = text_of(propose([LEASES, Sheet("Taken.csv", [[*HEAD, "Status"], *rows])])[0])
    (actions,) = tomllib.loads(text)["collection_actions"]

    assert {*actions["only"]["Onderwerp"]} == {*KINDS} and actions["only"]["Status"] == ["Afgerond"]
    assert actions["skip_lines"]["Status"] == ["^open$", "^vervallen$"]
