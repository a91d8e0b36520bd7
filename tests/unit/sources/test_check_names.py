"""What `vroegsignaal check` says of names as a municipality would look for them."""

import duckdb
import pytest

from documents.check_names import NAMES


@pytest.mark.parametrize(
    ("name", "is_odd"),
    [
        ("van Dijk", True), ("Van Dijk", True), ("Dijk, van", True), ("Dijk van der", True), ("op den Berg", True),
        ("El Amrani", False), ("Ait Said", False), ("De La Cruz", False), ("Al Hassan", False), ("Le Blanc", False),
        ("Dijk", False),
    ],
)  # fmt: skip
def test_only_a_dutch_prefix_belongs_in_a_column_of_its_own(name, is_odd):
    (condition,) = (condition for words, condition in NAMES if words == "een voorvoegsel in de achternaam")
    sql = f"select {condition} from (select ? as last_name, lower(?) as name, null::text as name_prefix)"

    assert duckdb.connect().execute(sql, [name, name]).fetchall() == [(is_odd,)]
