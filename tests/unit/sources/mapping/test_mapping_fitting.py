"""Patterns and words of a mapping that fit no line: named, and no answer to what is asked of a title."""

from types import SimpleNamespace

import duckdb
import pytest

from sources.guards.fitting import Fitting
from sources.guards.unused import read_titles
from sources.reading.rules import Export


def block(**said):
    return Export(table="collection_actions", file="acties*.csv", columns={"lease_id": "Contract"}, **said)


def looked(export, *files):
    """What `Fitting` says after files that each have these cells below `Resultaat`."""
    con, fitting = duckdb.connect(), Fitting()
    con.execute("create table titles (place integer, title varchar)")
    con.execute("insert into titles values (0, 'contract'), (1, 'resultaat')")
    own = export
    for cells in files:
        con.execute("create or replace table cells (c0 varchar, c1 varchar)")
        con.executemany("insert into cells values ('C1', ?)", [[cell] for cell in cells])
        own, _ = fitting.look(con, export, [export])
    [whole] = fitting.with_vain([export])
    return SimpleNamespace(
        here=own.vain, whole=whole, findings=[(each.severity, each.text) for each in fitting.findings([export])]
    )


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"skip_lines": {"Resultaat": ("^verv",)}}, None), ({"skip_lines": {"Resultaat": ("^xyz",)}}, "'^xyz'"),
        ({"skip_lines": {"Resultaat": (r"^\S+$",)}}, None), ({"only": {"Resultaat": ("verzonden",)}}, None),
        ({"only": {"Resultaat": ("verzonden?",)}}, "'verzonden?'"),
        ({"skip_lines": {"Eigen titel": ("^xyz",)}}, None),  # which the block makes itself: nobody can tell
    ],
)  # fmt: skip
def test_what_fits_no_line_is_named_and_counts_as_no_reading_of_its_title(said, named):
    export = block(**said)
    found = looked(export, ["Verzonden", "Vervallen"])
    assert [severity for severity, _ in found.findings] == (["note"] if named else [])
    assert all(f"{named} bij" in text and "acties*.csv" in text for _, text in found.findings)
    assert ("resultaat" in read_titles([found.whole], "acties*.csv", None)) == (named is None and "Resultaat" in str(said))


def test_one_of_several_that_fits_no_line_is_named_and_the_title_is_read(tmp_path):
    found = looked(block(skip_lines={"Resultaat": ("^xyz", "^verv")}), ["Vervallen"])
    assert [("'^xyz'" in text, "'^verv'" in text) for _, text in found.findings] == [(True, False)] and found.whole.vain == ()


def test_of_several_files_one_line_of_one_is_enough_for_the_whole_and_not_for_the_other_file():
    found = looked(block(skip_lines={"Resultaat": ("^verv",)}), ["Vervallen"], ["Verzonden"])
    assert (found.here, found.whole.vain, found.findings) == (("Resultaat",), (), [])


@pytest.mark.parametrize(
    ("pattern", "severity"), [("^Vervallen", "warning"), ("^(?i:X)", "note"), (r"^\S\S\S$", "note"), ("(?i)^X", "note")]
)
def test_a_capital_that_can_never_fit_is_a_warning(pattern, severity):
    [(found, text)] = looked(block(skip_lines={"Resultaat": (pattern,)}), ["Vervallen"]).findings
    assert found == severity and ("kleine letters" in text) == (severity == "warning")
