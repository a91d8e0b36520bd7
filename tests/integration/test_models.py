"""The dbt project as a whole: its own unit tests pass, and its pages show an auditor what they promise to show.

Belongs here: what is true of every model, read off dbt's manifest. Does not belong here: what a single model gives.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.dbt_runner import manifest, run_dbt
from orchestration.model_build import build_models
from tests.builders import AS_OF, Portfolio
from tests.support.warehouse import fill_sources

PERSONAL = {
    "last_name", "name_prefix", "initials", "street", "house_number", "house_number_suffix", "postcode", "city",
    "phone", "phone_1", "phone_2", "phone_3", "email", "deceased_on",
    "Achternaam", "Voorletters", "Straatnaam", "Huisnummer", "Huisnummer toevoeging", "Postcode", "Woonplaats",
    "Telefoonnummer 1", "E-Mailadres",
}  # fmt: skip
NOT_OF_A_PERSON = {("stg_postcodes", "postcode"), ("stg_postcodes", "house_number")}


@pytest.fixture(scope="module")
def nodes() -> dict[str, dict]:
    return {node["name"]: node for node in manifest()["nodes"].values()}


@pytest.fixture(scope="module")
def models(nodes) -> dict[str, dict]:
    return {name: node for name, node in nodes.items() if node["resource_type"] == "model"}


def test_every_model_builds_and_every_unit_test_passes_and_a_run_builds_the_same_as_dbt(tmp_path):
    path = fill_sources(tmp_path / "home", Portfolio.lawful().write(tmp_path / "landing"), AS_OF)
    ours = tmp_path / "ours" / path.name
    ours.parent.mkdir()
    ours.write_bytes(path.read_bytes())

    by_dbt = run_dbt(["build"], warehouse=path)
    by_us = build_models(ours)

    assert by_dbt and all(node.is_good for node in by_dbt), [node for node in by_dbt if not node.is_good]
    assert outcomes(by_us) == {name: found for name, found in outcomes(by_dbt).items() if name.startswith(MADE_OR_TESTED)}
    assert shape(ours) == shape(path)
    assert content(ours) == content(path)


MADE_OR_TESTED = ("model.", "seed.", "test.")


def outcomes(nodes: list) -> dict[str, tuple[str, int]]:
    return {node.unique_id: (node.status, node.failures) for node in nodes}


def shape(path: Path) -> list[tuple]:
    """Every table and view with its columns: place, type, whether empty cells are refused."""
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(
            "select c.table_schema, c.table_name, t.table_type, c.column_name, c.ordinal_position, c.data_type, c.is_nullable "
            "from information_schema.columns as c join information_schema.tables as t using (table_schema, table_name) "
            "order by all"
        ).fetchall()


def content(path: Path) -> dict[tuple, list]:
    """Every table and view with its rows, in any order."""
    with duckdb.connect(str(path), read_only=True) as con:
        tables = con.execute("select table_schema, table_name from information_schema.tables").fetchall()
        return {table: sorted(con.execute(f"from {'.'.join(table)}").fetchall(), key=repr) for table in tables}


def test_what_people_and_files_rely_on_has_an_enforced_contract(models):
    loose = [
        name
        for name, node in models.items()
        if node["schema"] in ("marts", "exports")
        and not (node["config"]["contract"]["enforced"] and all(column["data_type"] for column in node["columns"].values()))
    ]
    assert loose == []


def test_every_personal_column_says_on_what_ground_and_for_how_long_it_is_kept(models):
    unsaid = [
        (name, column["name"])
        for name, node in models.items()
        for column in node["columns"].values()
        if column["name"] in PERSONAL
        and (name, column["name"]) not in NOT_OF_A_PERSON
        and not {"personal_data", "ground", "retention"} <= column["config"]["meta"].keys()
    ]
    assert unsaid == []


def test_decisions_and_their_facts_hold_no_name_address_or_contact_data(models):
    columns = {name for model in ("decision_facts", "signal_decisions") for name in models[model]["columns"]}

    assert columns & (PERSONAL - {"deceased_on"}) == set()
