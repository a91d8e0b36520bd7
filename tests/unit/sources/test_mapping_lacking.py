"""Lines that lack a cell because they are of another kind are set apart by the word that only they have."""

from pathlib import Path

import duckdb
import pytest

from documents.check_words import problem_in_words
from sources.guards.places import MadeOf
from sources.reading.lacking import Lacking, lacking_of, note_lacking
from sources.reading.rules import Export
from validations.problems import Problem

BLOCK = Export(table="ledger_entries", file="boekingen.csv", columns={"lease_id": "Contract"})


def lacking(*lines):
    """What sets the lines apart that lack a contract, of (contract, sub-ledger, text)."""
    con = duckdb.connect()
    con.execute(
        "create table titles as select * from (values (0, 'contract'), (1, 'subadministratie'), (2, 'tekst')) as t(place, title)"
    )
    con.execute("create table cells (c0 varchar, c1 varchar, c2 varchar)")
    con.executemany("insert into cells values (?, ?, ?)", lines)
    note_lacking(con, BLOCK, {"lease_id": 0})
    return lacking_of(con, "ledger_entries")


DEBTORS = [(f"C{n}", "Debiteuren", f"tekst {n}") for n in range(6)]


def test_the_word_that_only_lines_without_the_cell_have_is_named():
    suppliers = [("", "Crediteuren", f"naam {n}") for n in range(3)]
    assert lacking(*DEBTORS, *suppliers) == {"lease_id": Lacking("subadministratie", ("Crediteuren",))}


def test_where_other_lines_have_the_word_too_or_it_stands_once_nothing_is_named():
    for words in (["Debiteuren"] * 3, ["Crediteuren", "Debiteuren", "Crediteuren"], ["Bakker"]):
        assert lacking(*DEBTORS, *(("", word, "x") for word in words)) == {"lease_id": Lacking("", ())}
    assert lacking(*DEBTORS) == {}


@pytest.mark.parametrize(
    ("table", "column", "found", "said"),
    [
        ("ledger_entries", "lease_id", Lacking("subadministratie", ("Crediteuren",)), '{"subadministratie" = ["^crediteuren$"]}'),
        ("allocations", "charge_entry_id", Lacking("", ()), 'skip_empty = ["charge_entry_id"]'),
        ("ledger_entries", "lease_id", Lacking("", ()), ""),
    ],
)
def test_how_to_pass_such_lines_over_comes_before_a_correction_of_the_source(table, column, found, said):
    made_of = MadeOf({column: "Titel"}, Path("x"), (), {column: (9,)}, lacking={column: found})
    text = problem_in_words(Problem(table, column, "required_cell_empty", 3, (), ""), made_of)
    assert said in text
    assert ("Anders: vul die in de bron" in text) is bool(said)
