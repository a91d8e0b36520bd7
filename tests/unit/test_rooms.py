"""The rooms are one-way: which package may import which, read from the imports themselves, those inside functions too."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Each room, and the rooms of ours that it may import beside itself.
MAY_IMPORT = {
    "validations": set(),
    "exports": {"validations"},
    "sources": {"exports", "validations"},
    "documents": {"exports", "sources", "validations"},
    "distribution": {"exports", "sources", "validations"},
    "demo": {"exports", "sources", "validations", "documents"},
    "orchestration": {"demo", "distribution", "documents", "exports", "sources", "validations"},
}
INSIDE_EXPORTS = ("ground", "register", "delivery", "inbox", "keeping")  # each may import itself and those before it
INSIDE_SOURCES = ("reading", "words", "guards", "recognition", "proposals")  # likewise


def imports(folder: Path) -> set[tuple[str, str]]:
    """(file, module) of every import under a folder."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module] + [f"{node.module}.{a.name}" for a in node.names]
            found |= {(str(path.relative_to(ROOT)), name) for name in names}
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_below_it(room):
    ours = imports(ROOT / room)
    assert ours, f"no imports found in {room}: the test looks in the wrong place"
    others = set(MAY_IMPORT) - {room} - MAY_IMPORT[room]
    assert {(file, name) for file, name in ours if name.split(".")[0] in others} == set()


@pytest.mark.parametrize("room", ["validations", "exports", "sources", "documents", "distribution"])
def test_dagster_is_imported_by_the_orchestration_alone(room):
    assert {(file, name) for file, name in imports(ROOT / room) if name.split(".")[0].startswith("dagster")} == set()


@pytest.mark.parametrize("room", INSIDE_EXPORTS)
def test_the_rooms_of_exports_import_only_those_before_them(room):
    allowed = INSIDE_EXPORTS[: INSIDE_EXPORTS.index(room) + 1]
    ours = {(file, name) for file, name in imports(ROOT / "exports" / room) if name.startswith("exports.")}
    assert ours
    assert {(file, name) for file, name in ours if name.split(".")[1] not in allowed} == set()


def test_every_module_of_exports_lies_in_a_room():
    assert sorted(p.name for p in (ROOT / "exports").iterdir() if p.name != "__pycache__") == sorted(
        ["__init__.py", *INSIDE_EXPORTS]
    )


@pytest.mark.parametrize("room", INSIDE_SOURCES)
def test_the_rooms_of_own_exports_import_only_those_before_them(room):
    later = INSIDE_SOURCES[INSIDE_SOURCES.index(room) + 1 :]
    ours = {(file, name) for file, name in imports(ROOT / "sources" / room) if name.startswith("sources.")}
    assert ours
    assert {(file, name) for file, name in ours if name.split(".")[1] in later} == set()


@pytest.mark.parametrize("room", INSIDE_SOURCES)
def test_the_map_of_a_room_of_own_exports_names_each_of_its_modules(room):
    docstring = ast.get_docstring(ast.parse((ROOT / "sources" / room / "__init__.py").read_text()))
    modules = {path.stem for path in (ROOT / "sources" / room).glob("*.py")} - {"__init__"}
    assert modules and {module for module in modules if f"`{module}`" not in docstring} == set()
