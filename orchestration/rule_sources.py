"""What the project itself says of each rule: its row in the seed, its line of SQL, its tests, how often it held.

Belongs here: finding these in the checkout, the manifest and the evidence. Does not belong here: the page
(documents/rule_catalogue.py).
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator, Mapping
from typing import Any

from documents.rule_catalogue import Held, Place, RuleEntry, UnitTest
from exports.ground.duck import count_of, in_memory
from exports.ground.home import Home
from orchestration.environment import CHECKOUT, DBT_PROJECT

SEED = DBT_PROJECT / "seeds" / "rules.csv"
FLAGS = DBT_PROJECT / "models" / "marts" / "decision_facts.sql"
TESTS = CHECKOUT / "tests"


def rule_entries(project_manifest: Mapping[str, Any], home: Home) -> list[RuleEntry]:
    """The rules in their order, each with everything the project says of it."""
    lines = FLAGS.read_text(encoding="utf-8").splitlines()
    functions = list(_test_functions())
    held = _held(home)
    with SEED.open(encoding="utf-8", newline="") as file:
        seed = sorted(csv.DictReader(file), key=lambda row: int(row["position"]))
    return [
        RuleEntry(
            code=row["code"],
            words_nl=row["words_nl"],
            words_en=row["words_en"],
            source=row["source"],
            duty=row["duty"],
            line=_line_of(row["code"], lines),
            unit_tests=tuple(_unit_tests(row["code"], project_manifest)),
            tests=tuple(place for place, text in functions if re.search(rf"\b{row['code']}\b", text)),
            held=held.get(row["code"]),
        )
        for row in seed
    ]


def _line_of(code: str, lines: list[str]) -> Place | None:
    flag = re.compile(rf"\bas {code},?$")
    number = next((n for n, line in enumerate(lines, start=1) if flag.search(line.strip())), None)
    if number is None:
        return None
    return Place(str(FLAGS.relative_to(CHECKOUT)), number, lines[number - 1].strip().rstrip(","))


def _unit_tests(code: str, project_manifest: Mapping[str, Any]) -> Iterator[UnitTest]:
    for test in project_manifest.get("unit_tests", {}).values():
        expected = {str(row[code]).lower() for row in _rows(test["expect"]) if row.get(code) is not None}
        named = re.search(rf"\b{code}\b", test.get("description") or "")
        if expected or named:
            yield UnitTest(test["name"], test.get("description") or "", "true" in expected, "false" in expected)


def _rows(expect: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = expect.get("rows") or []
    return rows if isinstance(rows, list) else []


def _test_functions() -> Iterator[tuple[Place, str]]:
    """Each test function of the suite with its text; nothing where the tests are not installed."""
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
                body = "\n".join(text.splitlines()[first - 1 : node.end_lineno])
                yield Place(str(path.relative_to(CHECKOUT)), node.lineno, node.name), body


def _held(home: Home) -> dict[str, Held]:
    """How often each rule held on the latest date that evidence is kept of; empty before the first run."""
    kept = sorted(home.evidence_read.glob("decisions_*.parquet"))
    if not kept:
        return {}
    as_of = kept[-1].stem.removeprefix("decisions_")
    with in_memory() as con:
        total = count_of(con, "select count(*) from read_parquet(?)", [str(kept[-1])])
        found = con.execute(
            "select code, count(*) from (select unnest(blocking_reasons) as code from read_parquet(?)) group by code",
            [str(kept[-1])],
        ).fetchall()
        counts = dict(found)
    with SEED.open(encoding="utf-8", newline="") as file:
        return {row["code"]: Held(as_of, counts.get(row["code"], 0), total) for row in csv.DictReader(file)}
