"""Running dbt inside this process, and reporting what happened without a value from the data.

Belongs here: where the dbt project is, making its manifest, running a selection, and turning dbt's outcome into node
names and statuses. Does not belong here: Dagster (assets/models.py) or SQL.

dbt runs in process, not as a subprocess: one import less a run, and its messages, which quote cells of the data when a
cast or a test fails, never reach a log file, Dagster or the terminal.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from exports.ground.home import Home
from orchestration.environment import DBT_PROJECT, IS_CHECKOUT
from orchestration.settings import Settings

MANIFEST = "manifest.json"

PARSED = "partial_parse.msgpack"
_ALL_STATEMENTS = ["--select", "resource_type:model", "resource_type:test"]


SHARED = "VROEGSIGNAAL_COMPILED"  # where many homes keep one compiled project between them (orchestration/fleet.py)


def target() -> Path:
    """Where the parsed project is kept: beside it in a checkout, else in the home, since an installation is read only."""
    if IS_CHECKOUT:
        return DBT_PROJECT / "target"
    if shared := os.environ.get(SHARED):
        return Path(shared) / f"dbt-{version('vroegsignaal')}"
    return Home.at(Settings().home).dagster / f"dbt-{version('vroegsignaal')}"


_QUIET = [
    "--log-level", "none", "--log-level-file", "none", "--no-use-colors", "--quiet",
    "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT),
]  # fmt: skip


@dataclass(frozen=True)
class NodeResult:
    """What became of one dbt node: its unique id, status (success, pass, warn, fail, error, skipped), count of failures,
    seconds, and of a table or seed that was made the number of its rows.
    """

    unique_id: str
    status: str
    failures: int
    seconds: float
    rows: int | None = None

    @property
    def is_good(self) -> bool:
        return self.status in ("success", "pass", "warn", "no-op")


class DbtFailed(Exception):
    """dbt did not end well. The text names nodes and statuses; what dbt itself says may quote data and is not kept."""


def ensure_manifest() -> Path:
    """Make `target/manifest.json` where it is missing or older than the project's files, and give its path.

    Raises:
        DbtFailed: the project does not parse.
    """
    if not _is_fresh():
        _compile()
    return target() / MANIFEST


def _compile() -> None:
    """Parse and compile in a folder of its own, then put the result in place, so that two processes never mix theirs.

    The manifest then holds, as `compiled_code`, each model and test as DuckDB gets it in a file called `warehouse.duckdb`.
    """
    place = target()
    place.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="parse-", dir=place) as name:
        folder = Path(name)
        command = ["compile", "--no-introspect", "--no-partial-parse", *_ALL_STATEMENTS]
        outcome = _invoke(command, folder, folder / "warehouse.duckdb", memory_limit="500MB")
        if not outcome.success:
            # Compiling reads the project's own files and no data, so here dbt may say what is wrong.
            raise DbtFailed(f"the dbt project does not compile: {outcome.exception}")
        parsed = json.loads((folder / MANIFEST).read_text())
        for result in outcome.result.results:
            parsed["nodes"][result.node.unique_id]["compiled_code"] = result.node.compiled_code
        (folder / MANIFEST).write_text(json.dumps(parsed))
        for each in (PARSED, MANIFEST):
            os.replace(folder / each, place / each)


def _is_fresh() -> bool:
    kept = target() / MANIFEST
    if not kept.exists():
        return False
    made = kept.stat().st_mtime
    sources = [p for folder in ("models", "macros", "seeds", "tests") for p in (DBT_PROJECT / folder).rglob("*.*")]
    return all(p.stat().st_mtime <= made for p in [*sources, DBT_PROJECT / "dbt_project.yml", Path(__file__)])


def run_dbt(arguments: Sequence[str], *, warehouse: Path | None, memory_limit: str = "1500MB") -> list[NodeResult]:
    """Run one dbt command against `warehouse` and give what became of each node, good or bad.

    Raises:
        DbtFailed: dbt could not run at all (parse error, warehouse not to be opened).
    """
    ensure_manifest()
    with TemporaryDirectory(prefix="vroegsignaal-dbt-") as folder:
        parsed = (target() / PARSED).read_bytes()
        outcome = _invoke(["--no-write-json", *arguments], Path(folder), warehouse, memory_limit, parsed)
    nodes = [_node(result) for result in getattr(outcome.result, "results", [])]
    if outcome.exception is not None or (not outcome.success and not nodes):
        kind = type(outcome.exception).__name__ if outcome.exception else "no result"
        raise DbtFailed(
            f"dbt {arguments[0]} could not run ({kind}). Run `dbt {arguments[0]}` in dbt_project/ on made-up data to "
            "see its message; it is not repeated here because it may quote the data."
        )
    return nodes


def _invoke(
    arguments: Sequence[str], target: Path, warehouse: Path | None, memory_limit: str, parsed: bytes | None = None
) -> Any:
    """One dbt invocation that leaves nothing outside `target`: results and compiled files can hold what data said.

    `parsed` is the project as it was parsed before: reading it takes a tenth of parsing again. All homes call their
    warehouse the same, so the names in it hold for each.
    """
    from dbt.cli.main import dbtRunner
    from dbt.contracts.graph.manifest import Manifest

    known = Manifest.from_msgpack(parsed) if parsed else None
    with _environment(warehouse, memory_limit):
        try:
            return dbtRunner(manifest=known).invoke([*arguments, *_QUIET, *_places(target)])
        finally:
            _close_the_warehouse()


def _places(target: Path) -> list[str]:
    """Where dbt writes. It makes its folder of logs even where it logs nothing, and an installation is read only."""
    return ["--target-path", str(target), "--log-path", str(target / "logs")]


def _close_the_warehouse() -> None:
    """dbt-duckdb keeps its connection for the life of the process; the next step needs the file."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    if DuckDBConnectionManager._ENV is not None:
        DuckDBConnectionManager._ENV.close()
    DuckDBConnectionManager.close_all_connections()


def _node(result: Any) -> NodeResult:
    return NodeResult(
        unique_id=result.node.unique_id,
        status=str(result.status),
        failures=int(result.failures or 0),
        seconds=float(result.execution_time or 0),
    )


class _environment:
    """The environment dbt reads its profile from, put back afterwards; dbt's logger is kept off every stream."""

    def __init__(self, warehouse: Path | None, memory_limit: str) -> None:
        self._values = {
            "VROEGSIGNAAL_MEMORY_LIMIT": memory_limit,
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "DO_NOT_TRACK": "1",
        }
        if warehouse is not None:
            self._values["VROEGSIGNAAL_WAREHOUSE"] = str(warehouse)
        self._before: dict[str, str | None] = {}

    def __enter__(self) -> None:
        self._before = {name: os.environ.get(name) for name in self._values}
        os.environ.update(self._values)

    def __exit__(self, *_: object) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def manifest() -> dict[str, Any]:
    """The parsed manifest, made first where it is missing; not to be changed, for whoever asks next gets the same one."""
    path = ensure_manifest()
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(path: Path, made: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found
