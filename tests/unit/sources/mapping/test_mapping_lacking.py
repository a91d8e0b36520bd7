"""Lines that lack a cell because they are of another kind are set apart by the word that only they have."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from documents.check_words import problem_in_words
from sources.guards.places import MadeOf
from sources.reading.lacking import Lacking, lacking_of, note_lacking
from sources.reading.rules import Export
from sources.reading.settings import Lookup
from validations.problems import Problem

BLOCK = Export(table="ledger_entries", file="boekingen.csv", columns={"lease_id": "Contract"})


def said_of(table, column, found):
    """The words for cells of a column that are empty, as a person reads them."""
    made_of = MadeOf({column: "Titel"}, Path("x"), (), {column: (9,)}, lacking={column: found})
    return problem_in_words(Problem(table, column, "required_cell_empty", 3, (), ""), made_of)


def lacking(*lines, block=BLOCK):
    """What sets the lines apart that lack a contract, of (contract, sub-ledger, text)."""
    con = duckdb.connect()
    con.execute(
        "create table titles as select * from (values (0, 'contract'), (1, 'subadministratie'), (2, 'tekst')) as t(place, title)"
    )
    con.execute("create table cells (c0 varchar, c1 varchar, c2 varchar)")
    con.executemany("insert into cells values (?, ?, ?)", lines)
    note_lacking(con, block, {"lease_id": 0})
    return lacking_of(con, "ledger_entries")


DEBTORS = [(f"C{n}", "Debiteuren", f"tekst {n}") for n in range(6)]


def test_the_word_that_only_lines_without_the_cell_have_is_named():
    suppliers = [("", "Crediteuren", f"naam {n}") for n in range(3)]
    assert lacking(*DEBTORS, *suppliers) == {"lease_id": Lacking("subadministratie", ("Crediteuren",))}


def test_where_other_lines_have_the_word_too_or_it_stands_once_nothing_is_named():
    for words in (["Debiteuren"] * 3, ["Crediteuren", "Debiteuren", "Crediteuren"], ["Bakker"]):
        assert lacking(*DEBTORS, *(("", word, "x") for word in words)) == {"lease_id": Lacking("", ())}
    assert lacking(*DEBTORS) == {}


def test_a_title_that_says_a_kind_comes_before_another_that_two_lines_have_alike_by_accident():
    con = duckdb.connect()
    con.execute(
        "create table titles as select * from (values (0, 'gereed op'), (1, 'prioriteit'), (2, 'status')) as t(place, title)"
    )
    con.execute("create table cells (c0 varchar, c1 varchar, c2 varchar)")
    done = [(f"0{n}-01-2026", "Laag", "Gereed") for n in range(1, 8)]
    block = Export(table="collection_actions", file="taken.csv", columns={"performed_on": "Gereed op"})
    con.executemany("insert into cells values (?, ?, ?)", [*done, ("", "Hoog", "Open"), ("", "Hoog", "Vervallen")])
    note_lacking(con, block, {"performed_on": 0})
    assert lacking_of(con, "collection_actions") == {"performed_on": Lacking("status", ("Open", "Vervallen"))}


def test_what_two_lines_have_alike_below_a_title_that_says_no_kind_may_be_an_accident():
    assert lacking(*DEBTORS, *[("", "Crediteuren", f"naam {n}") for n in range(2)]) == {"lease_id": Lacking("", ())}


def test_lines_that_lack_what_is_looked_up_are_no_other_kind_of_line():
    """They have alike what the other list lacks: to pass them over would lose all but those that it happens to have."""
    suppliers = [("", "Crediteuren", f"naam {n}") for n in range(3)]
    of_others = replace(BLOCK, lookup={"Contract": Lookup("Subadministratie", "archief.csv", "Sub", "Contract")})
    found = lacking(*DEBTORS, *suppliers, block=of_others)

    assert found == {"lease_id": Lacking("Subadministratie", (), "archief.csv")}
    text = said_of("postcodes", "municipality_code", found["lease_id"])
    assert "archief.csv zegt voor deze regels niets" in text and "skip" not in text


@pytest.mark.parametrize(
    ("table", "column", "found", "said"),
    [
        ("ledger_entries", "lease_id", Lacking("subadministratie", ("Crediteuren",)), '{"subadministratie" = ["^crediteuren$"]}'),
        ("allocations", "charge_entry_id", Lacking("", ()), 'skip_empty = ["charge_entry_id"]'),
        ("ledger_entries", "lease_id", Lacking("", ()), ""),
    ],
)
def test_how_to_pass_such_lines_over_comes_before_a_correction_of_the_source(table, column, found, said):
    text = said_of(table, column, found)
    assert said in text
    assert ("Anders: vul die in de bron" in text) is bool(said)


def test_lines_without_a_way_whose_kind_says_it_may_take_it_from_there():
    said = said_of("collection_actions", "channel", Lacking("Soort", ("Langs geweest",)))
    assert 'if_empty = {channel = "Soort"}' in said and '"Langs geweest" = "visit"' in said
    assert "if_empty" not in said_of("collection_actions", "performed_on", Lacking("Soort", ("Langs geweest",)))
