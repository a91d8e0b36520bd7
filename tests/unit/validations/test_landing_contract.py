"""The landing contract as data is whole, and problems are put in words a person can act on."""

import pickle

import pytest

from validations.landing import LANDING_TABLES, SQL_TYPES, TABLE_NAMES
from validations.landing_advice import ADVICE
from validations.problems import Problem, TableRefused

COLUMNS = [(table, column) for table in LANDING_TABLES for column in table.columns]


def test_the_nineteen_tables():
    assert len(TABLE_NAMES) == len(set(TABLE_NAMES)) == 19


def test_names_within_a_table_are_unique_and_keys_are_columns():
    for table in LANDING_TABLES:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert set(table.key) <= set(names)


def test_only_the_house_number_of_a_postcode_may_be_an_empty_part_of_a_key():
    optional = [(t.name, name) for t in LANDING_TABLES for name in t.key if not t.column(name).required]
    assert optional == [("postcodes", "house_number")]


def test_code_lists_belong_to_codes_and_hold_nothing_that_could_end_a_sql_text():
    for _, column in COLUMNS:
        assert bool(column.values) is (column.kind == "code")
        assert all(value.replace("_", "").isalpha() for value in column.values)


def test_what_depends_on_or_names_a_column_finds_it_there():
    tables = {table.name: table for table in LANDING_TABLES}
    for table, column in COLUMNS:
        if column.required_when:
            assert column.required_when[1] in table.column(column.required_when[0]).values
        if column.references:
            assert tables[column.references.table].column(column.references.column).kind == column.kind


def test_the_checks_of_a_table_fit_in_one_mask():
    assert max(len(table.columns) * 3 for table in LANDING_TABLES) < 64


def test_every_kind_has_a_type():
    assert {column.kind for _, column in COLUMNS} == set(SQL_TYPES)


def test_an_unknown_column_is_a_key_error():
    with pytest.raises(KeyError):
        LANDING_TABLES[0].column("bsn")


def test_advice_is_a_sentence():
    assert all(advice[0].isupper() and advice.endswith((".", "?")) for advice in ADVICE.values())


ONE = Problem("leases", "postcode", "required_cell_empty", 1, (7,), "Fill these cells.")
MANY = Problem("tenants", None, "duplicate_key", 25, tuple(range(1, 11)), "Export each once.")


def test_a_refusal_says_where_what_how_often_and_what_to_do():
    text = str(TableRefused([ONE, MANY]))
    assert text.splitlines() == [
        "Refused: leases, tenants. Nothing was taken over; what was loaded before stays as it was.",
        "- leases, column postcode: required_cell_empty in 1 row (row 7). Fill these cells.",
        "- tenants: duplicate_key in 25 rows (row 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, and more). Export each once.",
    ]


def test_a_rule_about_a_whole_file_has_no_rows():
    text = str(Problem("leases", None, "table_missing", 1, (), "Put it there."))
    assert text == "leases: table_missing. Put it there."


def test_a_refusal_survives_being_sent_between_processes():
    refused = pickle.loads(pickle.dumps(TableRefused([ONE])))
    assert refused.problems == (ONE,)
    assert str(refused) == str(TableRefused([ONE]))
