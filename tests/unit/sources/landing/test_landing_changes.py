"""Of a large table whose file changed only the changed rows are replaced; it then holds what reading it whole gives."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import landing, landing_changes
from sources.landing_columns import match_columns
from sources.landing_files import examine, find_files
from sources.landing_kept import Loaded, content_of, way_of
from sources.landing_sql import MASK, quick_statement, relation
from tests.support.landing import lawful_folder, load, refusal, rules, tables_read, write_parquet, write_rows
from validations.landing import LANDING_TABLES

LEDGER = (
    "SELECT * FROM (VALUES {}) AS entries(entry_id, lease_id, entry_type, category, booked_on, due_on, amount, reverses_entry_id)"
)
ROW = (
    "('{}'::VARCHAR, '{}'::VARCHAR, 'charge'::VARCHAR, 'rent'::VARCHAR, DATE '2026-01-01', DATE '2026-02-01',"
    " {}::DECIMAL(18,2), NULL::VARCHAR)"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return lawful_folder(tmp_path_factory.mktemp("changes"))


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture
def read(monkeypatch):
    """The tables that were read whole, in order; tables of any size are worth comparing."""
    names = tables_read(monkeypatch)
    monkeypatch.setattr(landing_changes, "ROWS_WORTH_COMPARING", 0)
    monkeypatch.setattr(landing_changes, "MOST_CHANGED", 2)
    return names


def write(folder, rows, also=""):
    """(entry, lease, euros) each, as landing/ledger_entries.parquet."""
    select = LEDGER.format(", ".join(ROW.format(*row) for row in rows)).replace("SELECT *", f"SELECT *{also}")
    write_parquet(folder, "ledger_entries", select)


def kept_of(report):
    return {name: table.loaded for name, table in report.tables.items() if table.loaded}


def ledger(con):
    return sorted(con.execute("select * from landing.ledger_entries").fetchall(), key=str)


FIRST = [("E1", "L1", "100.00"), ("E2", "L1", "200.00"), ("E3", "L2", "300.00"), ("E4", "L3", "400.00")]


def test_only_the_rows_of_the_leases_that_changed_are_replaced(con, folder, read):
    write(folder, FIRST)
    first = load(con, folder)
    places = dict(con.execute("select entry_id, rowid from landing.ledger_entries").fetchall())
    read.clear()
    write(folder, [*FIRST[:2], ("E3", "L2", "301.00"), FIRST[3], ("E5", "L4", "1.00")])
    second = load(con, folder, kept=kept_of(first))
    assert read == []
    now = dict(con.execute("select entry_id, rowid from landing.ledger_entries").fetchall())
    assert {entry for entry in places if now[entry] == places[entry]} == {"E1", "E2", "E4"}
    assert second.tables["ledger_entries"].rows == 5
    with duckdb.connect() as fresh:
        assert load(fresh, folder) == second
        assert ledger(con) == ledger(fresh)


def test_a_number_that_changed_into_one_that_duckdb_hashes_alike_is_a_change(con, folder, read):
    like, alike = "AL0003255-1-2604", "AL0003225-1-2603"
    assert con.execute("select hash(?) = hash(?)", [like, alike]).fetchone() == (True,)
    write(folder, [*FIRST, (like, "L4", "500.00")])
    first = load(con, folder)
    write(folder, [*FIRST, (alike, "L4", "500.00")])
    load(con, folder, kept=kept_of(first))
    assert [row[0] for row in ledger(con)][:1] == [alike]


def read_as(con, folder):
    """(table, file, columns) of the ledger as it lies there."""
    table = next(each for each in LANDING_TABLES if each.name == "ledger_entries")
    file, _ = examine(find_files(folder, {}, {}).files["ledger_entries"], folder)
    return table, file, match_columns(con, table, file)[0]


def read_whole(con, folder):
    """Reads the ledger whole, as it is; gives what the next load compares."""
    table, file, columns = read_as(con, folder)
    con.execute("create schema if not exists landing")
    con.execute(quick_statement(table, columns, relation(file)[0]), relation(file)[1])
    con.execute(f"alter table landing.ledger_entries drop column {MASK}")
    return Loaded(file.size, file.sha256, way_of(table, columns, file), content_of(con, table))


ROWS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 4), st.decimals(Decimal("0.01"), 9, places=2)), min_size=1, max_size=6,
    unique_by=lambda row: row[0],
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(before=ROWS, now=ROWS)
def test_whatever_changed_the_table_holds_what_reading_it_whole_gives(folder, before, now):
    with pytest.MonkeyPatch.context() as patch, duckdb.connect() as con, duckdb.connect() as fresh:
        patch.setattr(landing_changes, "ROWS_WORTH_COMPARING", 0)
        patch.setattr(landing_changes, "MOST_CHANGED", 9)
        write(folder, [(f"E{entry}", f"L{lease}", euros) for entry, lease, euros in before])
        kept = read_whole(con, folder)
        write(folder, [(f"E{entry}", f"L{lease}", euros) for entry, lease, euros in now])
        changed = landing_changes.bring_up_to_date(con, *read_as(con, folder), kept)
        assert changed.content == read_whole(fresh, folder).content
        assert ledger(con) == ledger(fresh)


@pytest.mark.parametrize(("row", "rule"), [(("E1", "L9", "1.00"), "duplicate_key"), (("E9", "", "-1.00"), "required_cell_empty")])
def test_a_changed_row_that_breaks_the_contract_is_refused_as_ever(con, folder, read, row, rule):
    write(folder, FIRST)
    first = load(con, folder)
    before = ledger(con)
    write(folder, [*FIRST, row])
    problems = refusal(con, folder, kept=kept_of(first))
    with duckdb.connect() as fresh:
        assert problems == refusal(fresh, folder)
    assert rule in {found for _, _, found in rules(problems)}
    assert ledger(con) == before


def test_where_memory_does_not_suffice_for_comparing_the_table_is_read_whole(con, folder, read, monkeypatch):
    def too_much(*given):
        if given[-1] is not None:
            raise duckdb.OutOfMemoryException("made up")

    write(folder, FIRST)
    first = load(con, folder)
    monkeypatch.setattr(landing, "bring_up_to_date", too_much)
    write(folder, [*FIRST, ("E5", "L4", "1.00")])
    read.clear()
    second = load(con, folder, kept=kept_of(first))
    assert read == ["ledger_entries"]
    assert second.tables["ledger_entries"].rows == len(ledger(con)) == 5


def test_a_table_that_was_tampered_with_is_read_whole(con, folder, read):
    write(folder, FIRST)
    first = load(con, folder)
    con.execute("update landing.ledger_entries set amount = 1 where entry_id = 'E4'")
    write(folder, [*FIRST, ("E5", "L4", "1.00")])
    read.clear()
    load(con, folder, kept=kept_of(first))
    assert read == ["ledger_entries"]
    assert (Decimal("400.00"),) in con.execute("select amount from landing.ledger_entries").fetchall()


@pytest.mark.parametrize(
    ("name", "value", "change"),
    [
        ("MOST_CHANGED", 0.2, ""),
        ("MOST_GAPS", -0.5, ""),
        ("ROWS_WORTH_COMPARING", 5, ""),
        ("MOST_CHANGED", 9, " REPLACE (amount::DOUBLE AS amount)"),
    ],
    ids=["much changed", "much deleted before", "small", "read in another way"],
)
def test_where_comparing_gains_or_proves_nothing_the_table_is_to_be_read_whole(
    con, folder, read, monkeypatch, name, value, change
):
    write(folder, FIRST)
    kept = read_whole(con, folder)
    now = [*FIRST[:2], ("E3", "L2", "301.00"), FIRST[3]]
    write(folder, now)
    assert landing_changes.bring_up_to_date(con, *read_as(con, folder), kept)
    kept = read_whole(con, folder)
    write(folder, FIRST, also=change)
    monkeypatch.setattr(landing_changes, name, value)
    assert landing_changes.bring_up_to_date(con, *read_as(con, folder), kept) is None


def test_a_cell_that_cannot_be_read_does_not_pass_for_an_empty_one(con, tmp_path, read):
    paid = {"entry_id": "P1", "entry_type": "payment", "category": "", "due_on": ""}
    (tmp_path / "landing").mkdir()
    write_rows(tmp_path / "landing", "ledger_entries", {}, paid)
    kept = read_whole(con, tmp_path / "landing")
    write_rows(tmp_path / "landing", "ledger_entries", {}, paid, paid | {"entry_id": "P2"})
    assert landing_changes.bring_up_to_date(con, *read_as(con, tmp_path / "landing"), kept)
    kept = read_whole(con, tmp_path / "landing")
    write_rows(tmp_path / "landing", "ledger_entries", {}, paid, paid | {"entry_id": "P2", "due_on": "gisteren"})
    assert landing_changes.bring_up_to_date(con, *read_as(con, tmp_path / "landing"), kept) is None


LINKS = "SELECT * FROM (VALUES {}) AS links(credit_entry_id, charge_entry_id, amount, allocated_on)"
LINK = "('{}'::VARCHAR, '{}'::VARCHAR, 1.00::DECIMAL(18,2), DATE '2026-02-01')"
NAMED = [("E1", "L1", "100.00"), ("E2", "L1", "200.00")]


@pytest.mark.parametrize(
    ("links", "before", "now", "found"),
    [
        ([("E1", "E2")], NAMED, NAMED[:1], {"allocations_naming_unknown_charges": 1}),
        ([("E1", "E2")], NAMED, [*NAMED, ("E3", "L9", "1.00")], {"ledger_entries_naming_unknown_leases": 1}),
        ([("E1", "E7")], NAMED, [*NAMED, ("E3", "L1", "1.00")], {"allocations_naming_unknown_charges": 1}),
        ([("E1", "E7")], NAMED, [*NAMED, ("E7", "L1", "1.00")], {}),
        ([("E1", "E2")], NAMED, [("E1", "L1", "100.00"), ("E2", "L9", "200.00")], {"ledger_entries_naming_unknown_leases": 1}),
        ([("E1", "E2")], [*NAMED, ("E3", "L9", "1.00")], NAMED, {}),
    ],
    ids=[
        "its charge is gone",
        "a new stranger",
        "a stranger stays",
        "a stranger is known now",
        "it moved",
        "the stranger is gone",
    ],
)
def test_who_names_nobody_is_found_as_reading_all_tables_whole_finds_it(con, tmp_path, read, links, before, now, found):
    folder = lawful_folder(tmp_path)
    write_parquet(folder, "allocations", LINKS.format(", ".join(LINK.format(*each) for each in links)))
    write(folder, before)
    first = load(con, folder)
    write(folder, now)
    read.clear()
    second = load(con, folder, kept=kept_of(first))
    assert read == []
    assert {each.kind: each.count for each in second.findings if "unknown" in each.kind} == found
    with duckdb.connect() as fresh:
        assert load(fresh, folder) == second
