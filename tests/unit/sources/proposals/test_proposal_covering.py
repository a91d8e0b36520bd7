"""Lists of codes that no title names, known by their codes or by the name of their file."""

from __future__ import annotations

import pytest

from sources.proposals.codes import explained_by
from sources.recognition.meanings import with_meanings
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.excel_days import layout_of
from sources.words.notes import Evidence

CODES = {"PROL": "Huur (prolongatie)", "RENT": "Rente", "BNK": "Bankontvangst", "WON": "Woning", "PP": "Parkeerplaats"}
OWNERS = {"PROL": "Kade B.V.", "RENT": "Mevr. De Vries", "BNK": "Zuiderhof"}
LETTERS = {"1": "Herinnering", "2": "Aanmaning", "3": "Sommatie"}


def column(*cells, title="Srt", file="Boekingen.csv"):
    """A list whose lines have these codes in turn."""
    return Sheet(file, [["Contractnr", title, "Bedrag"], *([f"C{n}", cells[n % len(cells)], f"{n},10"] for n in range(24))])


def listed(pairs=CODES, file="Verhuurlijst.xlsx", sheet="Codes"):
    return Sheet(file, [["Code", "Betekenis"], *map(list, pairs.items())], sheet)


def means(*sheets, title="Srt"):
    """What the codes of the first sheet are read as."""
    seen = with_meanings([(each, layout) for each in sheets if (layout := layout_of(each.rows))])
    return next({**each.means} for each in seen[0][1].columns if each.title == title)


ENTRIES = ("PROL", "RENT", "BNK")
UNITS = ("WON", "PP", "WON")


@pytest.mark.parametrize(
    ("sheets", "is_said"),
    [
        ([listed()], True),
        ([listed(file="Codelijst.csv", sheet=None)], True),
        ([listed(), column(*UNITS, title="Soort eenheid")], True),  # other codes of the same list
        ([listed(), column(*ENTRIES, title="Soort")], True),  # the same kind of column
        ([listed(), column("BNK", "PROL", title="Dagboek")], False),  # of which of the two they are nobody knows
        ([listed(), listed({**CODES, "BNK": "Bankkosten"}, "Oud.csv")], False),
        ([listed(), listed(CODES, "Oud.csv")], True),  # both say the same
        ([listed({each: CODES[each] for each in ("PROL", "RENT", "WON")})], False),  # it lacks one
        ([listed({**OWNERS, "WON": "Smit", "PP": "Jansen"})], False),  # names, and no words of ours
    ],
)
def test_a_list_explains_the_codes_that_it_has_all_of_whatever_the_column_is_called(sheets, is_said):
    assert means(column(*ENTRIES), *sheets) == ({code: CODES[code] for code in ENTRIES} if is_said else {})


@pytest.mark.parametrize("codes", [("1", "2", "3"), ("V", "O", "S"), ("OG01", "OG02", "OG03"), ("BNK", "PROL")])
def test_codes_that_may_stand_in_another_list_by_accident_are_not_explained_by_it(codes):
    own = dict(zip(codes, ("Huur", "Rente", "Ontvangst"), strict=False))

    assert means(column(*codes), listed(own | {"X9": "Storno"})) == {}


@pytest.mark.parametrize(("file", "is_said"), [("Codes_aanmaanniveau", True), ("Codes_niveau", False), ("Codelijst", False)])
def test_a_list_whose_file_is_named_after_a_title_explains_its_codes(file, is_said):
    letters = column(*LETTERS, title="Aanmaanniveau", file="Brieven.csv")

    assert means(letters, listed(LETTERS, f"{file}.csv", None), title="Aanmaanniveau") == (LETTERS if is_said else {})


@pytest.mark.parametrize("is_read", [True, False])
def test_a_list_by_which_codes_were_read_is_named_as_such(is_read):
    entries, codes = column(*ENTRIES), listed()
    seen = with_meanings([(each, layout) for each in (entries, codes) if (layout := layout_of(each.rows))])
    layout = seen[0][1]
    kind = layout.columns[1 if is_read else 0]
    block = Block("ledger_entries", entries, layout, {"entry_type": Choice("entry_type", kind, LIKELY, Evidence())})

    assert explained_by(codes, [block]) == (['"Srt" van Boekingen.csv'] if is_read else [])
