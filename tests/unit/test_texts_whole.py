"""Texts that are said whole: the second half of a sentence that stands on a line of its own is said to nobody.

Python takes a text that is given to nothing for a remark, and no linter of ours names one below other lines.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ROOMS = ("orchestration", "documents", "sources", "exports", "validations", "vroegsignaal", "demo", "bench")
BLOCKS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.If, ast.For, ast.While, ast.With, ast.Try)


def lost_texts(code: str) -> list[int]:
    """The lines of texts within functions that are given to nothing and are no docstring."""
    blocks = [node for node in ast.walk(ast.parse(code)) if isinstance(node, BLOCKS)]
    docstrings = {id(block.body[0]) for block in blocks if isinstance(block, (ast.FunctionDef, ast.AsyncFunctionDef))}
    lines = [line for block in blocks for part in ("body", "orelse", "finalbody") for line in getattr(block, part, [])]
    return [line.lineno for line in lines if _is_text(line) and id(line) not in docstrings]


def _is_text(line: ast.stmt) -> bool:
    value = line.value if isinstance(line, ast.Expr) else None
    return isinstance(value, ast.JoinedStr) or (isinstance(value, ast.Constant) and isinstance(value.value, str))


@pytest.mark.parametrize("room", ROOMS)
def test_no_half_of_a_sentence_is_given_to_nothing(room):
    lost = {
        str(path.relative_to(PROJECT)): lost_texts(path.read_text(encoding="utf-8")) for path in (PROJECT / room).rglob("*.py")
    }

    assert {path: lines for path, lines in lost.items() if lines} == {}


def test_the_half_of_a_sentence_that_is_given_to_nothing_is_found():
    assert lost_texts(
        'def f():\n    """What it is for."""\n    text = "the first "\n    "and the second"\n    return text\n'
    ) == [4]
