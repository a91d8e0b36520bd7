"""docs/landing-tables.md says the same as the contract: people make their exports by that page."""

import re
from pathlib import Path

import pytest

from validations.landing import LANDING_TABLES, Column, Table
from validations.landing_advice import ADVICE

PAGE = (Path(__file__).parents[3] / "docs" / "landing-tables.md").read_text(encoding="utf-8")

WORDS = {"municipality_code": "municipality code"}


def holds(column: Column) -> str:
    if column.kind == "code":
        return ", ".join(f"`{value}`" for value in column.values)
    return WORDS.get(column.kind, column.kind) + (" above zero" if column.positive else "")


def filled(column: Column) -> str:
    if column.required_when:
        return f"where {column.required_when[0]} is `{column.required_when[1]}`"
    return "always" if column.required else ""


def section(table: Table) -> str:
    return re.split(r"^##", PAGE.partition(f"### {table.name}\n")[2], flags=re.MULTILINE)[0]


@pytest.mark.parametrize("table", LANDING_TABLES, ids=lambda table: table.name)
def test_every_column_stands_in_the_page_as_the_contract_has_it(table):
    rows = re.findall(r"^\| `(\w+)`( \(key\))? \| (.*?) \| (.*?) ?\|$", section(table), flags=re.MULTILINE)
    assert [row[0] for row in rows] == [column.name for column in table.columns]
    assert tuple(row[0] for row in rows if row[1]) == table.key
    assert [row[2] for row in rows] == [holds(column) for column in table.columns]
    assert [row[3] for row in rows] == [filled(column) for column in table.columns]


@pytest.mark.parametrize("table", LANDING_TABLES, ids=lambda table: table.name)
def test_the_page_says_which_tables_may_be_absent(table):
    assert ("May be absent" in section(table)) is table.may_be_absent


def test_every_rule_a_file_can_be_refused_for_stands_in_the_page():
    assert set(re.findall(r"^\| `(\w+)` \| [^|]+ \|$", PAGE, flags=re.MULTILINE)) == set(ADVICE)
