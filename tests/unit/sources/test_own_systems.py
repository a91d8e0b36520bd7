"""Six landlords' systems, each with titles and habits of its own: what `map` proposes for them is right, and decides the same."""

from __future__ import annotations

import fnmatch
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sources.mapping import MappedReport, prepare_mapped
from sources.recognition.files import sheets_of
from sources.recognition.sheets import SURE, Block, propose
from tests.support.decisions_by_hand import decisions_by_hand
from tests.support.own_systems import System, portfolio
from tests.support.proposal import text_of
from tests.support.systems_of_dumps import dump
from tests.support.systems_of_excel import lists, months, workbook
from tests.support.systems_of_text import broker, corporation
from validations.landing import LANDING_TABLES

SYSTEMS = (corporation, workbook, broker, dump, lists, months)
AS_OF = date(2026, 11, 20)
BESIDE = {
    "municipalities": [dict(municipality_code="0344", name="Utrecht")],
    "municipality_agreements": [
        dict(agreement_id="MA", municipality_code="0344", applied_on=None, signed_on=date(2025, 1, 2), ended_on=None,
             system="vps", minimum_amount=None)
    ],
    "postcodes": [dict(postcode=f"35{n}JE", house_number=None, municipality_code="0344") for n in range(12, 16)],
}  # fmt: skip


@dataclass(frozen=True)
class Mapped:
    """A system, what was proposed for it, and what that proposal makes once it is confirmed and not changed otherwise."""

    system: System
    blocks: list[Block]
    said: dict[str, Any]
    report: MappedReport

    def taken(self) -> dict[tuple[str, str | None, str], set[str]]:
        """(file, sheet, title) -> our columns that the proposal takes from it."""
        found: dict[tuple[str, str | None, str], set[str]] = defaultdict(set)
        for table, parts in self.said.items():
            for part in parts if isinstance(parts, list) else []:
                pairs = [(title, column) for column, title in part["columns"].items()]
                pairs += [(title, column) for column, (title, _) in part.get("split", {}).items()]
                pairs += [(title, "entry_type") for title in part.get("only", {})]
                pairs += [(part["sign"], "amount")] if "sign" in part else []
                for file in fnmatch.filter(self.system.files, part["file"]):
                    for title, column in pairs:
                        found[file, part.get("sheet"), title].add(f"{table}.{column}")
        return found

    def certain(self) -> Iterator[tuple[tuple[str, str | None, str], str]]:
        for block in self.blocks:
            for choice in block.choices.values():
                if choice.certainty == SURE:
                    yield (block.sheet.file, block.sheet.sheet, choice.profile.title), f"{block.table}.{choice.column}"

    def rows(self, table: str) -> list[dict[str, Any]]:
        frame = duckdb.connect().execute("from read_parquet(?)", [str(self.report.tables[table])])
        names = [each[0] for each in frame.description or ()]
        return [dict(zip(names, row, strict=True)) for row in frame.fetchall()]


@pytest.fixture(scope="module", params=SYSTEMS, ids=lambda make: make.__name__)
def mapped(request, tmp_path_factory) -> Mapped:
    system = request.param(portfolio())
    landing: Path = tmp_path_factory.mktemp(system.name) / "landing"
    (landing / "exports").mkdir(parents=True)
    for name, data in system.files.items():
        (landing / "exports" / name).write_bytes(data)
    blocks, _ = propose([sheet for path in sorted((landing / "exports").iterdir()) for sheet in sheets_of(path)])
    proposed = text_of(blocks)
    text = proposed.replace("confirmed = false", "confirmed = true")
    (landing / "mapping.toml").write_text(text, encoding="utf-8")
    return Mapped(system, blocks, tomllib.loads(text), prepare_mapped(landing, landing.parent / "work"))


def test_nine_in_ten_of_the_columns_are_proposed_right_and_none_is_wrong_and_certain(mapped):
    taken, means = mapped.taken(), mapped.system.means
    ours = {title: columns for title, columns in means.items() if columns}
    right = [title for title, columns in ours.items() if taken[title] == columns]

    assert len(right) >= 0.9 * len(ours), sorted(set(ours) - set(right))
    assert [(title, column) for title, column in mapped.certain() if column not in means[title]] == []


def test_what_is_none_of_ours_is_left_alone(mapped):
    taken = mapped.taken()

    assert [title for title, columns in mapped.system.means.items() if not columns and taken[title]] == []


def test_the_confirmed_proposal_gives_the_tables_without_an_edit_in_excel(mapped):
    assert [str(each) for each in mapped.report.findings if each.severity == "refused"] == []
    exported = {column for columns in mapped.system.means.values() for column in columns}
    for table, wanted in portfolio().items():
        if table not in mapped.report.tables:
            continue
        columns = [name for name in wanted[0] if f"{table}.{name}" in exported and not name.endswith("entry_id")]
        # The organisation's name has no comma to take it apart at, and one system does not distinguish it from a person.
        kept = [
            [row for row in rows if table != "tenants" or row["tenant_id"] != "5005"] for rows in (mapped.rows(table), wanted)
        ]
        found, asked = (Counter(tuple(row[name] for name in columns) for row in rows) for rows in kept)

        assert asked - found == Counter(), table
        assert (found - asked).total() == (table == "tenants" and mapped.system.name == "lists"), table  # the co-tenant


def test_its_decisions_are_those_of_the_same_portfolio_as_landing_tables(mapped):
    plain = complete(portfolio())
    ours = plain | {name: mapped.rows(name) for name in mapped.report.tables if name != "co_tenants"}

    wanted = decisions_by_hand(AS_OF, plain)
    assert decisions_by_hand(AS_OF, ours) == wanted
    assert {row["decision"] for row in wanted.values()} == {"deliver", "blocked"}


def complete(tables: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """All landing tables with all their columns, as a run would see them."""
    given = tables | BESIDE
    return {
        table.name: [{column.name: row.get(column.name) for column in table.columns} for row in given.get(table.name, [])]
        for table in LANDING_TABLES
    }
