"""The models in Dagster: as `dagster-dbt` gives them, kept so that a run need not load dbt."""

from __future__ import annotations

import dagster as dg
import pytest

from orchestration import dbt_runner, dbt_specs, model_specs


@pytest.fixture(scope="module")
def manifest():
    return dbt_runner.manifest()


@pytest.fixture(scope="module")
def specs(manifest):
    return model_specs.specs_of(manifest)


def check_facts(spec: dg.AssetCheckSpec) -> tuple:
    others = {dep.asset_key for dep in spec.additional_deps}  # dagster-dbt gives them in another order each time
    return spec.key, others, spec.description, spec.blocking, spec.metadata


def test_each_asset_and_check_is_that_of_dagster_dbt(manifest, specs):
    assets, checks = dbt_specs.specs_of(manifest)

    def facts(spec: dg.AssetSpec) -> tuple:
        kept = {name: spec.metadata[name] for name in (*model_specs.KEPT_METADATA, model_specs.COLUMNS) if name in spec.metadata}
        return (
            spec.key, {dep.asset_key for dep in spec.deps}, spec.description, spec.group_name, list(spec.owners),
            dict(spec.tags), spec.code_version, spec.skippable, kept,
        )  # fmt: skip

    assert {spec.key: facts(spec) for spec in specs.assets} == {spec.key: facts(spec) for spec in assets}
    assert len(specs.assets) == len(assets) > 90
    assert {check.key: check_facts(check) for check in specs.checks} == {check.key: check_facts(check) for check in checks}
    assert len(specs.checks) > 80


def test_they_are_made_once_for_each_compiled_project(manifest, specs, monkeypatch):
    monkeypatch.setattr(model_specs, "_made", lambda _: pytest.fail("rebuilt"))
    assert model_specs.specs_of(manifest) == specs
    with pytest.raises(pytest.fail.Exception, match="rebuilt"):
        model_specs.specs_of(manifest | {"metadata": manifest["metadata"] | {"invocation_id": "another"}})


def test_what_is_kept_of_a_project_is_the_same_each_time_it_is_made(manifest):
    assert model_specs._made(manifest) == model_specs._made(manifest)
