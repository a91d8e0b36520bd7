"""Nobody works on the one connection that DuckDB keeps for a whole process (`duckdb.execute`, `duckdb.sql`): what one asked there
and did not read to its end is an error for whoever asks next, in whichever order they happen to run."""

import ast
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("validations", "exports", "sources", "documents", "distribution", "demo", "orchestration", "bench", "tests")
SHARED = {name for name in set(dir(duckdb)) & set(dir(duckdb.DuckDBPyConnection)) if not name.startswith("_")}
RELATIONS = {"sql", "query", "from_query", "table", "view"}


def calls(folder: str) -> list[tuple[str, str, str]]:
    """(file and line, what is called upon, its name) of every call of an attribute of a plain name."""
    found = []
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                found.append((f"{path.relative_to(ROOT)}:{node.lineno}", node.func.value.id, node.func.attr))
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_asks_nothing_of_the_process_s_own_connection(room):
    assert {"execute", "sql", "read_csv"} <= SHARED
    assert [(where, name) for where, on, name in calls(room) if on == "duckdb" and name in SHARED] == []


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "tests"])
def test_no_query_is_refused_for_a_row_that_was_read_before_it(room):
    assert [(where, name) for where, on, name in calls(room) if on == "con" and name in RELATIONS] == []
