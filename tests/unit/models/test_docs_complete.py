"""The pages auditors read are complete: every model, column, personal cell, rule and recipient says what it must.

Held to dbt's manifest, so that what is missing fails here, by name, and not in front of an auditor.
"""

from __future__ import annotations

import csv

import pytest

from exports.ground.home import Home
from orchestration.dbt_runner import manifest
from orchestration.environment import DBT_PROJECT
from orchestration.lineage import chain, origins_of
from orchestration.rule_sources import rule_entries

PERSONAL_SOURCES = {
    "landing.tenants": {"last_name", "name_prefix", "initials", "phone_1", "phone_2", "phone_3", "email"},
    "landing.leases": {"street", "house_number", "house_number_suffix", "postcode", "city"},
    "register_copy.delivered_lines": {
        "last_name", "initials", "street", "house_number", "house_number_suffix", "postcode", "city", "phone", "email",
    },
    "inbox.feedback_rows": {"last_name", "postcode", "house_number", "house_number_suffix"},
}  # fmt: skip
# What says of a whole lease or file whether such a cell is there or valid, how many there are, or which number it got, says
# nothing of the cell itself.
RECIPIENTS = {
    "ris_matching": {"signals_ris_matching", "withdrawals_ris_matching"},
    "vps": {"signals_vps", "withdrawals_vps"},
    "achterstandenaanleveren": {"signals_achterstandenaanleveren", "withdrawals_achterstandenaanleveren"},
    "collection_agencies": {"hold_notices"},
}


@pytest.fixture(scope="module")
def project():
    return manifest()


@pytest.fixture(scope="module")
def models(project):
    return {node["name"]: node for node in project["nodes"].values() if node["resource_type"] in ("model", "seed")}


def meta_of(node) -> dict:
    return node.get("config", {}).get("meta") or node.get("meta") or {}


def test_every_model_says_what_it_is_one_row_a_what_on_which_ground_and_who_answers_for_it(models):
    lacking = {
        name: [
            *(["description"] if not node["description"].strip() else []),
            *(key for key in ("grain", "legal_source", "owner") if not meta_of(node).get(key)),
            *(["group"] if not node["config"].get("group") else []),
        ]
        for name, node in models.items()
    }
    assert {name: what for name, what in lacking.items() if what} == {}


def test_every_model_that_judges_says_its_steps(models):
    """Staging gives names and types and exports select columns: they have no steps to describe."""
    judging = {name: node for name, node in models.items() if node["schema"] in ("intermediate", "marts")}
    assert [name for name, node in judging.items() if not meta_of(node).get("steps")] == []


def test_every_column_is_described(models):
    bare = [
        f"{name}.{column}"
        for name, node in models.items()
        for column, facts in node["columns"].items()
        if not facts["description"].strip()
    ]
    assert bare == []


def test_every_column_that_a_model_has_stands_in_its_page(project, models):
    read = {project["nodes"][unique_id]["name"]: set(columns) for unique_id, columns in origins_of(project).items()}
    undocumented = {name: sorted(columns - set(models[name]["columns"])) for name, columns in read.items()}
    assert {name: columns for name, columns in undocumented.items() if columns} == {}


def test_every_personal_column_says_its_ground_and_its_term(models):
    lacking = [
        f"{name}.{column}"
        for name, node in models.items()
        for column, facts in node["columns"].items()
        if meta_of(facts).get("personal_data") and not (meta_of(facts).get("ground") and meta_of(facts).get("retention"))
    ]
    assert lacking == []


def test_a_column_that_passes_a_name_an_address_or_contact_data_on_is_marked_as_personal(project, models):
    """Found by lineage: a column of the same name as the personal one it comes from, at any distance."""
    origins = origins_of(project)
    unmarked = []
    for name, node in models.items():
        for column, facts in node["columns"].items():
            upstream = chain(origins, project, node["schema"], node["alias"], column)
            cells = {f"{c}" for schema, table, c in upstream if c in PERSONAL_SOURCES.get(f"{schema}.{table}", ())}
            if column in cells and not meta_of(facts).get("personal_data"):
                unmarked.append(f"{name}.{column}")
    assert unmarked == []


def test_each_rule_has_one_line_of_sql_and_examples_that_hold_and_that_do_not(project, tmp_path):
    entries = rule_entries(project, Home.at(tmp_path))
    with (DBT_PROJECT / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
        assert [entry.code for entry in entries] == [row["code"] for row in csv.DictReader(file)]
    lacking = {
        entry.code: [
            *(["line of SQL"] if entry.line is None else []),
            *(["unit test that holds"] if not any(test.holds for test in entry.unit_tests) else []),
            *(["unit test that does not hold"] if not any(test.holds_not for test in entry.unit_tests) else []),
        ]
        for entry in entries
    }
    assert {code: what for code, what in lacking.items() if what} == {}


def test_unit_tests_read_as_examples_of_the_law(project):
    bare = [test["name"] for test in project["unit_tests"].values() if not (test.get("description") or "").strip()]
    assert bare == []


def test_each_recipient_is_an_exposure_with_an_owner_and_exactly_its_files(project):
    found = {
        exposure["name"]: {name.rsplit(".", 1)[-1] for name in exposure["depends_on"]["nodes"]}
        for exposure in project["exposures"].values()
    }
    assert found == RECIPIENTS
    assert all(exposure["owner"]["email"] and exposure["description"] for exposure in project["exposures"].values())


def test_only_what_leaves_is_public_and_each_group_has_an_owner(project, models):
    public = {name for name, node in models.items() if node.get("access") == "public"}
    assert public == set().union(*RECIPIENTS.values())
    assert all(group["owner"]["email"] for group in project["groups"].values())


def test_every_source_table_is_described(project):
    assert [node["name"] for node in project["sources"].values() if not node["description"].strip()] == []
