"""A sieve and the run after it beside the plain run, on the same ledgers: what each costs, and that both make the same tables.

Belongs here: that comparison (`make bench ENGINE=pool SIZES=100000`, WORKERS=2). CPU is of all processes together, Spark's JVM
and executors too; memory is the largest that one of them was.
"""

import os
import shutil
import statistics
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from bench.equal import differences
from demo.generator import LARGE_AS_OF

ROOT = Path(__file__).resolve().parents[1]
WORKERS = os.environ.get("WORKERS", str(os.cpu_count() or 1))
COMMAND_LINE = "from orchestration.cli import main; main()"
STEPS = ("plain run", "plan", "sieve", "run after it")


def sieved(leases: int, engine: str, landing_of: Callable, cost_of: Callable, turns: int) -> None:
    """Measure one size and print its table."""
    landing = landing_of(leases)
    homes = {name: landing.parent / f"home_{name}" for name in ("plain", "sieved")}
    as_of = ["--as-of", LARGE_AS_OF.isoformat()]
    found: dict[str, list] = {step: [] for step in STEPS}
    for _ in range(turns):
        for home in homes.values():
            _start_anew(home, landing)
        found["plain run"].append(_command(cost_of, homes["plain"], "run", *as_of))
        found["plan"].append(_command(cost_of, homes["sieved"], "sieve", "plan", *as_of))
        found["sieve"].append(_sieve(cost_of, homes["sieved"], engine))
        found["run after it"].append(_command(cost_of, homes["sieved"], "run", *as_of))
    print(f"\n{leases:,} leases, {engine}, {WORKERS} worker(s), median of {turns}")
    print(f"  {'':<14}{'wall s':>9}{'CPU s':>9}{'GiB':>7}{'x plain, CPU':>14}")
    plain = statistics.median(cost.cpu for cost in found["plain run"])
    for step, costs in found.items():
        wall, cpu = (statistics.median(getattr(cost, what) for cost in costs) for what in ("wall", "cpu"))
        print(f"  {step:<14}{wall:>9.1f}{cpu:>9.1f}{max(cost.gib for cost in costs):>7.2f}{cpu / plain:>14.2f}")
    together = statistics.median(sum(costs) for costs in zip(*([c.cpu for c in found[s]] for s in STEPS[1:]), strict=True))
    print(f"  {'sieved in all':<14}{'':>9}{together:>9.1f}{'':>7}{together / plain:>14.2f}")
    print(found["sieve"][-1].output.rstrip())
    told = differences(*(home / "warehouse.duckdb" for home in homes.values()))
    print("\n".join(told or ["every row and column of marts and exports is equal"]), flush=True)


def _start_anew(home: Path, landing: Path) -> None:
    """A home with the same files (hard links): a sieve writes beside them."""
    shutil.rmtree(home, ignore_errors=True)
    (home / "landing").mkdir(parents=True, mode=0o700)
    for path in landing.iterdir():
        os.link(path, home / "landing" / path.name)


def _environment(home: Path) -> dict[str, str]:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, "VROEGSIGNAAL_HOME": str(home), "VROEGSIGNAAL_INBOX_QUIET_SECONDS": "0"}


def _command(cost_of: Callable, home: Path, *arguments: str):
    return cost_of([sys.executable, "-c", COMMAND_LINE, *arguments], _environment(home), ROOT)


def _sieve(cost_of: Callable, home: Path, engine: str):
    if engine == "pool":
        return _command(cost_of, home, "sieve", "run", "--workers", WORKERS)
    spark = Path(find_spec("pyspark").origin).parent
    submit = [str(spark / "bin" / "spark-submit"), "--master", f"local[{WORKERS}]", str(ROOT / "distribution" / "spark.py")]
    more = ["--landing", str(home / "landing"), "--plan", str(home / "sieve" / "plan.json")]
    environment = {**_environment(home), "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    return cost_of([*submit, *more], environment, ROOT)
