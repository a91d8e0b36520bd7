"""Every kind of cell in a CSV: what is read, and what is refused with table, column, rule and row but no value."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from sources import landing_rows
from tests.support.landing import MARKER, lawful_folder, load, refusal, rows_of, rules, write_rows
from validations.landing import LANDING_TABLES

REQUIRED = [(table.name, column.name) for table in LANDING_TABLES for column in table.columns if column.required]
CODES = [(table.name, column) for table in LANDING_TABLES for column in table.columns if column.kind == "code"]
DATES = [(table.name, c.name) for table in LANDING_TABLES for c in table.columns if c.kind == "date"]
MONEY = [(table.name, c.name) for table in LANDING_TABLES for c in table.columns if c.kind == "money"]
both_ways_of_counting = pytest.mark.parametrize("worth_sorting", [0, landing_rows.ROWS_WORTH_SORTING], ids=["numpy", "duckdb"])


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture
def folder(tmp_path):
    return lawful_folder(tmp_path)


def test_a_required_cell_may_not_be_empty_or_blank(con, folder):
    for table in LANDING_TABLES:
        required = [column.name for column in table.columns if column.required]
        write_rows(folder, table.name, *({column: blank} for column in required for blank in (None, "   ")))
    refusals = [each for each in refusal(con, folder) if each.rule == "required_cell_empty"]
    assert [(each.table, each.column) for each in refusals] == REQUIRED
    for table in LANDING_TABLES:
        positions = [each.rows for each in refusals if each.table == table.name]
        assert positions == [(2 * n + 1, 2 * n + 2) for n in range(len(positions))]


def test_a_required_column_may_not_be_missing(con, folder):
    for table in LANDING_TABLES:
        write_rows(folder, table.name, {}, columns=[c.name for c in table.columns if not c.required] or ["something"])
    assert rules(refusal(con, folder)) >= {(table, column, "missing_column") for table, column in REQUIRED}


def test_an_optional_column_may_be_missing_and_is_then_empty(con, folder):
    for table in LANDING_TABLES:
        names = [each.name for each in table.columns if each.required or each.required_when]
        write_rows(folder, table.name, {}, columns=names or ["bank_cut_off_on"])
    load(con, folder)
    assert rows_of(con, "tenants")[0]["email"] is None
    assert rows_of(con, "leases")[0]["monthly_rent"] is None
    assert con.execute("SELECT typeof(monthly_rent) FROM landing.leases").fetchone() == ("DECIMAL(18,2)",)


def test_every_word_of_a_code_list_is_taken(con, folder):
    for table, column in CODES:
        key = next(each.key[0] for each in LANDING_TABLES if each.name == table)
        filled = {"due_on": "2026-01-01", "reverses_entry_id": "P1"} if table == "ledger_entries" else {}
        words = enumerate(column.values)
        write_rows(folder, table, *({**filled, key: f"K{n}", column.name: f" {word} "} for n, word in words))
        load(con, folder)
        assert [row[column.name] for row in rows_of(con, table)] == list(column.values)


def test_a_code_is_one_of_its_list_to_the_letter(con, folder):
    for table in {table for table, _ in CODES}:
        columns = [column for each, column in CODES if each == table]
        write_rows(folder, table, {c.name: MARKER for c in columns}, {c.name: c.values[0].upper() for c in columns})
    refusals = [each for each in refusal(con, folder) if each.rule == "not_in_list"]
    assert {(each.table, each.column, each.rows) for each in refusals} == {(t, c.name, (1, 2)) for t, c in CODES}


def test_every_date_and_every_amount_is_checked(con, folder):
    for table in {table for table, _ in DATES + MONEY}:
        write_rows(folder, table, {column: MARKER for each, column in DATES + MONEY if each == table})
    expected = {(table, column, "unreadable_date") for table, column in DATES}
    expected |= {(table, column, "unreadable_amount") for table, column in MONEY}
    assert rules(refusal(con, folder)) >= expected


def test_a_date_is_an_existing_day_written_the_iso_way(con, folder):
    bad = (
        "2026-02-30", "2026-13-01", "2026-4-1", "20-04-2026", "2026/04/20", "20260420", "2026-04-20 00:00:00",
        "2026-04-20T00:00", "infinity", "-infinity", "epoch", "today", "46132", "0000-00-00", "+2026-04-20",
        "2026-04-20 (BC)", "12026-04-20", "0044-03-15 (BC)", f"2026-04-20{MARKER}",
    )  # fmt: skip
    write_rows(folder, "tenants", *({"tenant_id": f"T{n}", "deceased_on": text} for n, text in enumerate(bad)))
    (problem,) = refusal(con, folder)
    assert (problem.column, problem.rule, problem.count) == ("deceased_on", "unreadable_date", len(bad))


def test_dates_are_read_as_dates(con, folder):
    write_rows(folder, "tenants", {"deceased_on": " 2024-02-29 "})
    load(con, folder)
    assert rows_of(con, "tenants")[0]["deceased_on"] == date(2024, 2, 29)


def test_an_amount_has_a_point_and_at_most_two_decimals(con, folder):
    bad = (
        "1,50", "1.000,50", "1,000.50", "1e3", "1_000", "1.005", "1.", ".5", "€ 5", "--1", "0x10", "NaN", "inf",
        "1 000", "99999999999999999.00", "١٢",
    )  # fmt: skip
    write_rows(folder, "leases", *({"lease_id": f"L{n}", "monthly_rent": text} for n, text in enumerate(bad)))
    (problem,) = refusal(con, folder)
    assert (problem.column, problem.rule, problem.count) == ("monthly_rent", "unreadable_amount", len(bad))


def test_amounts_are_read_to_the_cent(con, folder):
    good = {
        "1": "1.00", "1.5": "1.50", " 007.25 ": "7.25", "-3.10": "-3.10", "+4": "4.00", "0": "0.00",
        "9999999999999999.99": "9999999999999999.99",
    }  # fmt: skip
    write_rows(folder, "leases", *({"lease_id": f"L{n}", "monthly_rent": text} for n, text in enumerate(good)))
    load(con, folder)
    assert [row["monthly_rent"] for row in rows_of(con, "leases")] == [Decimal(each) for each in good.values()]


def test_an_amount_in_the_books_is_above_zero(con, folder):
    for table in ("ledger_entries", "allocations"):
        write_rows(folder, table, *({"entry_id": f"E{n}", "amount": n} for n in ("0", "0.00", "-0.01")))
    refusals = refusal(con, folder)
    assert {(each.table, each.column, each.rule, each.rows) for each in refusals} == {
        (table, "amount", "not_positive", (1, 2, 3)) for table in ("ledger_entries", "allocations")
    }


def test_true_and_false_are_read_in_any_case(con, folder):
    write_rows(folder, "landlords", *({"landlord_id": n, "is_small_landlord": n} for n in ("TRUE", "False", "true")))
    load(con, folder)
    assert [row["is_small_landlord"] for row in rows_of(con, "landlords")] == [True, False, True]


def test_other_words_are_no_booleans(con, folder):
    bad = ("1", "0", "ja", "t", "yes", MARKER)
    write_rows(folder, "landlords", *({"landlord_id": n, "is_small_landlord": n} for n in bad))
    (problem,) = refusal(con, folder)
    assert (problem.column, problem.rule, problem.count) == ("is_small_landlord", "unreadable_boolean", len(bad))


def test_a_municipality_code_becomes_four_digits(con, folder):
    written = ("0363", "GM0363", "gm0363", "363", "GM363", "GM0014", "3")
    write_rows(folder, "postcodes", *({"house_number": n, "municipality_code": n} for n in written))
    load(con, folder)
    read = [row["municipality_code"] for row in rows_of(con, "postcodes")]
    assert read == ["0363"] * 5 + ["0014", "0003"]


def test_another_municipality_code_is_refused(con, folder):
    bad = ("03630", "GM", "36a", "GM 363", "-363", "0363.0", MARKER)
    write_rows(folder, "postcodes", *({"house_number": n, "municipality_code": n} for n in bad))
    (problem,) = refusal(con, folder)
    assert (problem.column, problem.rule) == ("municipality_code", "unreadable_municipality_code")
    assert problem.count == len(bad)


def test_postcodes_of_the_postcode_table_lose_spaces_and_get_capitals(con, folder):
    write_rows(folder, "postcodes", {"postcode": " 1011 ab "})
    load(con, folder)
    assert rows_of(con, "postcodes")[0]["postcode"] == "1011AB"


def test_text_is_trimmed_and_otherwise_left_as_it_is(con, folder):
    blank = "\u00a0\t "
    write_rows(folder, "tenants", {"last_name": f"{blank}Çelik  Öz-Ú{blank}", "name_prefix": blank, "phone_1": "+31 6"})
    write_rows(folder, "leases", {"postcode": " 1011 ab", "house_number": "\n12\n"})
    load(con, folder)
    assert rows_of(con, "tenants")[0]["last_name"] == "Çelik  Öz-Ú"
    assert rows_of(con, "tenants")[0]["name_prefix"] is None
    assert rows_of(con, "tenants")[0]["phone_1"] == "+31 6"
    assert rows_of(con, "leases")[0]["postcode"] == "1011 ab"
    assert rows_of(con, "leases")[0]["house_number"] == "12"


def test_only_an_empty_cell_is_null(con, folder):
    words = ["NULL", "null", "NA", "None", "-", '""']
    write_rows(folder, "tenants", *({"tenant_id": word, "last_name": word} for word in words))
    load(con, folder)
    assert [row["last_name"] for row in rows_of(con, "tenants")] == words


def test_what_a_charge_and_a_reversal_need_beside_the_rest(con, folder):
    nothing = {"category": None, "due_on": " ", "reverses_entry_id": None}
    kinds = ("payment", "charge", "reversal", "credit_note")
    write_rows(folder, "ledger_entries", *({"entry_id": kind, "entry_type": kind, **nothing} for kind in kinds))
    refusals = refusal(con, folder)
    assert {each.rule for each in refusals} == {"required_cell_empty"}
    assert {each.column: each.rows for each in refusals} == {
        "category": (2,), "due_on": (2,), "reverses_entry_id": (3,),
    }  # fmt: skip


@both_ways_of_counting
def test_a_key_stands_in_one_row_only(con, folder, monkeypatch, worth_sorting):
    monkeypatch.setattr(landing_rows, "ROWS_WORTH_SORTING", worth_sorting)
    for table in LANDING_TABLES:
        write_rows(folder, table.name, {}, {}, {})
    refusals = [each for each in refusal(con, folder) if each.rule == "duplicate_key"]
    assert {(each.table, each.count, each.rows) for each in refusals} == {
        (table.name, 3, (1, 2, 3)) for table in LANDING_TABLES if table.key
    }


@both_ways_of_counting
def test_keys_are_compared_as_they_are_read(con, folder, monkeypatch, worth_sorting):
    monkeypatch.setattr(landing_rows, "ROWS_WORTH_SORTING", worth_sorting)
    write_rows(folder, "municipalities", {"municipality_code": "363"}, {"municipality_code": "GM0363"})
    write_rows(
        folder,
        "postcodes",
        {"postcode": "1011AB", "house_number": None},
        {"postcode": "1011AB", "house_number": "1"},
        {"postcode": "1011 ab", "house_number": " "},
    )
    write_rows(folder, "leases", {"lease_id": "L1"}, {"lease_id": "l1"}, {"lease_id": " L1"})
    rows = {problem.table: problem.rows for problem in refusal(con, folder)}
    assert rows == {"municipalities": (1, 2), "postcodes": (1, 3), "leases": (1, 3)}


def test_allocations_have_no_key_and_add_up(con, folder):
    write_rows(folder, "allocations", {}, {})
    assert load(con, folder).tables["allocations"].rows == 2


def test_export_info_has_one_row_at_most(con, folder):
    write_rows(folder, "export_info", {}, {"bank_cut_off_on": "2026-04-19"})
    assert rules(refusal(con, folder)) == {("export_info", None, "more_than_one_row")}


def test_all_problems_of_all_tables_are_listed_together_with_ten_rows_each(con, folder):
    write_rows(folder, "leases", *({"lease_id": f"L{n}", "started_on": MARKER} for n in range(25)))
    write_rows(folder, "tenants", {"tenant_id": MARKER}, {"tenant_id": MARKER, "tenant_type": MARKER})
    (folder / "landlords.csv").unlink()
    problems = refusal(con, folder)
    assert rules(problems) == {
        ("landlords", None, "table_missing"),
        ("leases", "started_on", "unreadable_date"),
        ("tenants", "tenant_id", "duplicate_key"),
        ("tenants", "tenant_type", "not_in_list"),
    }
    (dates,) = [problem for problem in problems if problem.column == "started_on"]
    assert dates.count == 25 and dates.rows == tuple(range(1, 11))
