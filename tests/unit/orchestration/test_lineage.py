"""Where a column comes from: read from the SQL, kept, and handed to Dagster."""

from __future__ import annotations

import dagster as dg
import pytest

from orchestration import dbt_runner, lineage
from orchestration.model_specs import specs_of


@pytest.fixture(scope="module")
def manifest():
    return dbt_runner.manifest()


@pytest.fixture(scope="module")
def origins(manifest):
    return lineage.origins_of(manifest)


def landing_columns(origins, manifest, *place) -> set[str]:
    return {f"{table}.{column}" for schema, table, column in lineage.chain(origins, manifest, *place) if schema == "landing"}


def test_a_telephone_number_in_the_file_leads_back_to_the_landing_columns_it_can_come_from(origins, manifest):
    found = landing_columns(origins, manifest, "exports", "signals_ris_matching", "Telefoonnummer 1")
    assert {"tenants.phone_1", "tenants.phone_2", "tenants.phone_3"} <= found
    assert not found & {"tenants.email", "tenants.last_name", "leases.street"}


def test_the_steps_between_are_there_one_by_one(manifest):
    steps = lineage.column_lineage(manifest, specs_of(manifest).keys)

    def upstream(key: list[str], column: str) -> set[tuple[str, str]]:
        deps = steps[dg.AssetKey(key)].deps_by_column[column]
        return {(dep.asset_key.to_user_string(), dep.column_name) for dep in deps}

    assert upstream(["exports", "signals_ris_matching"], "Telefoonnummer 1") == {("marts/signal_lines", "phone")}
    assert ("staging/stg_tenants", "phone_1") in upstream(["marts", "signal_lines"], "phone")
    assert upstream(["staging", "stg_tenants"], "phone_1") == {("landing/tenants", "phone_1")}


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Achternaam", "tenants.last_name"),
        ("Huisnummer", "leases.house_number"),
        ("Postcode", "leases.postcode"),
        ("E-Mailadres", "tenants.email"),
        ("Bedrag achterstand", "ledger_entries.amount"),
        ("Aantal maanden achterstand", "ledger_entries.due_on"),
    ],
)
def test_each_column_that_leaves_leads_back_to_its_source_through_ctes_unions_and_macros(origins, manifest, title, source):
    for desk in ("ris_matching", "vps", "achterstandenaanleveren"):
        assert source in landing_columns(origins, manifest, "exports", f"signals_{desk}", title)


def test_every_column_of_every_model_is_read(origins, manifest):
    models = {name: node for name, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    missing = {name: set(node["columns"]) - set(origins[name]) for name, node in models.items()}
    assert {name: columns for name, columns in missing.items() if columns} == {}


def test_it_is_read_once_and_then_kept_beside_the_manifest(origins, manifest, monkeypatch):
    monkeypatch.setattr(lineage, "_read_project", lambda _: pytest.fail("read again"))
    assert lineage.origins_of(manifest) == origins


def test_a_lineage_that_cannot_be_read_stops_no_run(manifest, monkeypatch):
    monkeypatch.setattr(lineage, "origins_of", lambda _: 1 / 0)
    assert lineage.column_lineage(manifest, specs_of(manifest).keys) == {}
