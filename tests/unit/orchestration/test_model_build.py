"""Building the models: order, what a failure skips, contracts, and what is never repeated from the data.

Belongs here: small made-up projects. That the product's own project is built as dbt builds it: tests/integration/test_models.py.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.dbt_runner import DbtFailed
from orchestration.model_build import build_models
from orchestration.set_aside import in_two

NOT_NULL = [{"type": "not_null"}]


def model(name: str, sql: str, *parents: str, kind: str = "table", columns: dict | None = None, **config) -> dict:
    """A model of the schema `made`; `columns` (title -> (type, constraints)) make it one with an enforced contract."""
    declared = {title: _column(title, *rest) for title, rest in (columns or {}).items()}
    settings = {"materialized": kind, "contract": {"enforced": bool(columns)}, **config}
    return _node(f"model.p.{name}", name, "model", sql, parents, settings, declared)


def check(name: str, sql: str, *parents: str, severity: str = "ERROR") -> dict:
    settings = {"materialized": "test", "severity": severity, "fail_calc": "count(*)", "warn_if": "!= 0", "error_if": "!= 0"}
    return _node(f"test.p.{name}", name, "test", sql, parents, settings, {})


def _column(title: str, data_type: str, constraints: list | None = None) -> dict:
    return {"name": title, "data_type": data_type, "constraints": constraints or [], "quote": title != title.lower()}


def _node(unique_id: str, name: str, kind: str, sql: str, parents: tuple, config: dict, columns: dict) -> dict:
    return {
        "unique_id": unique_id,
        "name": name,
        "alias": name,
        "schema": "made",
        "resource_type": kind,
        "original_file_path": f"{name}.sql",
        "compiled_code": sql,
        "config": config,
        "columns": columns,
        "depends_on": {"nodes": [f"model.p.{parent}" for parent in parents]},
    }


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


def build(warehouse: Path, *nodes: dict, **arguments) -> dict[str, str]:
    """name -> what became of it, in the order of the work."""
    results = build_models(warehouse, project_manifest={"nodes": {node["unique_id"]: node for node in nodes}}, **arguments)
    return {result.unique_id.split(".")[2]: result.status for result in results}


def asked(warehouse: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(sql).fetchall()


def test_parents_come_first_and_a_test_as_soon_as_all_that_it_looks_at_is_there(warehouse):
    made = build(
        warehouse,
        model("a_sum", "select sum(n) as n from made.numbers", "numbers"),
        check("both", "select 1 where false", "numbers", "a_sum"),
        check("small", "select * from made.numbers where n > 9", "numbers"),
        model("numbers", "select unnest([1, 2]) as n"),
        model("looked_at", "select * from made.a_sum", "a_sum", kind="view"),
    )

    assert list(made.items()) == [
        ("numbers", "success"), ("small", "pass"), ("a_sum", "success"), ("both", "pass"), ("looked_at", "success"),
    ]  # fmt: skip
    assert asked(warehouse, "from made.looked_at") == [(3,)]


def test_below_a_failed_test_nothing_is_made_and_what_stands_beside_it_is(warehouse):
    made = build(
        warehouse,
        model("numbers", "select 1 as n"),
        check("none", "select * from made.numbers", "numbers"),
        model("below", "select * from made.numbers", "numbers"),
        model("further_below", "select * from made.below", "below"),
        check("of_what_is_below", "select 1 where false", "below"),
        model("beside", "select 2 as n"),
    )

    assert made == {
        "numbers": "success", "none": "fail", "below": "skipped", "further_below": "skipped", "of_what_is_below": "skipped",
        "beside": "success",
    }  # fmt: skip


def test_a_test_of_two_models_holds_back_only_what_lies_below_both(warehouse):
    made = build(
        warehouse,
        model("a", "select 1 as n"),
        model("b", "select 2 as n"),
        check("alike", "select * from made.a except select * from made.b", "a", "b"),
        model("below_a", "from made.a", "a"),
        model("below_both", "from made.a union all from made.b", "a", "b"),
    )

    assert made["alike"] == "fail"
    assert (made["below_a"], made["below_both"]) == ("success", "skipped")


def test_a_test_that_only_warns_holds_nothing_back(warehouse):
    made = build(
        warehouse,
        model("numbers", "select 1 as n"),
        check("none", "select * from made.numbers", "numbers", severity="warn"),
        model("below", "select * from made.numbers", "numbers"),
    )

    assert made == {"numbers": "success", "none": "warn", "below": "success"}


def test_a_model_that_cannot_be_made_leaves_its_former_table_and_skips_what_is_below(warehouse):
    build(warehouse, model("numbers", "select 1 as n"))

    made = build(
        warehouse,
        model("numbers", "select cast('Jansen' as integer) as n"),
        model("below", "select * from made.numbers", "numbers"),
    )

    assert made == {"numbers": "error", "below": "skipped"}
    assert asked(warehouse, "from made.numbers") == [(1,)]


@pytest.mark.parametrize(
    "sql",
    [
        "select 1 as n, 'x' as word, 2 as more",
        "select 1 as n",
        "select 1 as n, 'x' as other",
        "select 1::bigint as n, 'x' as word",
        "select null::integer as n, 'x' as word",
    ],
    ids=["a column more", "a column less", "another title", "another type", "an empty cell"],
)
def test_a_contract_that_is_not_kept_is_an_error_and_the_former_table_stands(warehouse, sql):
    columns = {"n": ("integer", NOT_NULL), "word": ("varchar",)}
    assert build(warehouse, model("kept", "select 'w' as word, 7 as n", columns=columns)) == {"kept": "success"}

    assert build(warehouse, model("kept", sql, columns=columns)) == {"kept": "error"}
    assert asked(warehouse, "from made.kept") == [(7, "w")]


def test_titles_keep_their_capitals(warehouse):
    sql = "select postcode as \"Postcode\" from (select 'x' as postcode)"

    assert build(warehouse, model("line", sql, columns={"Postcode": ("varchar",)})) == {"line": "success"}
    assert asked(warehouse, "select column_name from duckdb_columns() where table_name = 'line'") == [("Postcode",)]


def test_a_view_may_become_a_table_and_the_other_way_round(warehouse):
    for kind in ("view", "table", "view"):
        assert build(warehouse, model("numbers", "select 1 as n", kind=kind)) == {"numbers": "success"}
    assert asked(warehouse, "from made.numbers") == [(1,)]


def test_of_a_selection_only_what_was_asked_for_is_made_and_tested(warehouse):
    nodes = (
        model("a", "select 1 as n"),
        model("b", "select n from made.a", "a"),
        check("of_a", "select 1 where false", "a"),
        check("of_b", "select 1 where false", "b"),
    )
    build(warehouse, *nodes)

    assert build(warehouse, *nodes, select=["b"]) == {"b": "success", "of_b": "pass"}


def test_what_only_dbt_itself_can_do_is_refused_before_anything_is_made(warehouse):
    with pytest.raises(DbtFailed, match="growing"):
        build(warehouse, model("a", "select 1 as n"), model("growing", "select 1 as n", kind="incremental"))
    assert not warehouse.exists()


def test_texts_that_hardly_repeat_are_stored_as_they_are_where_the_model_says_so(warehouse):
    sql = "select 'E' || n as entry_id, 'L' || n % 100 as lease_id, n::decimal(18, 2) as amount from range(5000) as made(n)"
    assert build(warehouse, model("links", sql, meta={"stored_uncompressed": ["entry_id"]})) == {"links": "success"}
    with duckdb.connect(str(warehouse)) as con:
        stored = "select distinct compression from pragma_storage_info('made.links')"
        stored += " where column_name = ? and segment_type = 'VARCHAR'"
        assert con.execute(stored, ["entry_id"]).fetchall() == [("Uncompressed",)]
        assert con.execute(stored, ["lease_id"]).fetchall() != [("Uncompressed",)]
        assert con.execute("select count(*), sum(amount), typeof(any_value(amount)) from made.links").fetchall() == [
            (5000, 12497500, "DECIMAL(18,2)")
        ]


LINKED = """with

numbers as (
    select n from range(10) as made(n)
),

even as materialized (
    select n from numbers where n % 2 = 0
),

large as (
    select n from even where n > 3
)

select n from large"""


def test_an_expression_that_is_set_aside_is_made_first_and_leaves_the_rows_as_they_were_and_nothing_behind(warehouse):
    assert build(warehouse, model("linked", LINKED, meta={"set_aside": "even"})) == {"linked": "success"}
    with duckdb.connect(str(warehouse)) as con:
        assert con.execute("select n from made.linked order by n").fetchall() == [(4,), (6,), (8,)]
        assert con.execute("select table_name from duckdb_tables()").fetchall() == [("linked",)]
    first, rest = in_two(LINKED, "even")
    assert first.startswith("create or replace temp table even as (with\n\nnumbers as (") and "large" not in first
    assert "n % 2" not in rest and "select * from temp.even\n)," in rest


def test_what_a_model_sets_aside_must_be_an_expression_of_its_own(warehouse):
    with pytest.raises(DbtFailed, match="linked asks something"):
        build(warehouse, model("linked", LINKED, meta={"set_aside": "large"}))
    with pytest.raises(ValueError, match="no expression large"):
        in_two(LINKED, "large")
