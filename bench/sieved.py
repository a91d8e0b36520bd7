"""A sieve and the run after it beside the plain run, on the same ledgers: what each costs, and that both make the same tables.

Belongs here: that comparison (`make bench ENGINE=pool SIZES=100000`, WORKERS=2, DATES=3). The ledgers have money over leases,
shared addresses and tables in parts (harder.py). CPU is of all processes together, Spark's JVM and tasks too; memory is the
largest that one of them was. DATES=3 goes on for two more days with the same homes, so that a register lies between them.
PLAIN=kept takes the plain run of the bench before this one, of one day and one turn, in place of another: at a million leases it
takes longest of all.
"""

import json
import os
import re
import shutil
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

from bench.equal import differences
from bench.harder import harder, morning_after, put
from demo.generator import LARGE_AS_OF

ROOT = Path(__file__).resolve().parents[1]
WORKERS = os.environ.get("WORKERS", str(os.cpu_count() or 1))
DATES = int(os.environ.get("DATES", "1"))
KEEPS_PLAIN = os.environ.get("PLAIN") == "kept"
COMMAND_LINE = "from vroegsignaal import main; main()"
STEPS = ("plain run", "plan", "sieve", "run after it")
AFTER = (0, 1, 3)  # days after the first
OUTGOING = ("outbox", "delivered", "evidence", "worklists")


def sieved(leases: int, engine: str, landing_of: Callable, cost_of: Callable, turns: int) -> None:
    """Measure one size and print its tables; each day's marts, exports and outgoing files are compared."""
    landing = landing_of(leases)
    first = harder(landing, landing.with_name("landing_harder"))
    folders = [first, *[morning_after(first, landing.with_name("landing_harder_next"))] * 2][:DATES]
    homes = {name: landing.parent / f"home_{name}" for name in ("plain", "sieved")}
    found: list[dict[str, list]] = [{step: [] for step in STEPS} for _ in folders]
    if KEEPS_PLAIN and (DATES, turns) != (1, 1):
        raise SystemExit("PLAIN=kept is for DATES=1 and BENCH_TURNS=1")
    to_run = [home for name, home in homes.items() if name == "sieved" or not KEEPS_PLAIN]
    for _ in range(turns):
        for home in to_run:
            shutil.rmtree(home, ignore_errors=True)
        for number, folder in enumerate(folders):
            as_of = ["--as-of", (LARGE_AS_OF + timedelta(days=AFTER[number])).isoformat()]
            for home in to_run:
                shutil.rmtree(home / "landing", ignore_errors=True)
                (home / "landing").mkdir(parents=True, mode=0o700)
                put(folder, home)
            found[number]["plain run"].append(_plain(cost_of, homes["plain"], *as_of))
            found[number]["plan"].append(_command(cost_of, homes["sieved"], "sieve", "plan", *as_of))
            found[number]["sieve"].append(_sieve(cost_of, homes["sieved"], engine))
            found[number]["run after it"].append(_command(cost_of, homes["sieved"], "run", *as_of))
            _compare(*homes.values(), as_of[1])
    for number, costs in enumerate(found):
        print(f"\n{leases:,} leases, day {number + 1}, {engine}, {WORKERS} worker(s), median of {turns}")
        _show(costs)


def _plain(cost_of: Callable, home: Path, *as_of: str):
    """What the plain run costs; kept beside its home, for a bench that does not repeat it."""
    kept = home.with_name(f"{home.name}.json")
    if KEEPS_PLAIN:
        return SimpleNamespace(**json.loads(kept.read_text()))
    cost = _command(cost_of, home, "run", *as_of)
    kept.write_text(json.dumps(vars(cost)))
    return cost


def _show(found: dict[str, list]) -> None:
    print(f"  {'':<14}{'wall s':>9}{'CPU s':>9}{'GiB':>7}{'x plain, CPU':>14}")
    plain = statistics.median(cost.cpu for cost in found["plain run"])
    for step, costs in found.items():
        wall, cpu = (statistics.median(getattr(cost, what) for cost in costs) for what in ("wall", "cpu"))
        print(f"  {step:<14}{wall:>9.1f}{cpu:>9.1f}{max(cost.gib for cost in costs):>7.2f}{cpu / plain:>14.2f}")
    together = statistics.median(sum(costs) for costs in zip(*([c.cpu for c in found[s]] for s in STEPS[1:]), strict=True))
    print(f"  {'sieved in all':<14}{'':>9}{together:>9.1f}{'':>7}{together / plain:>14.2f}")
    print(found["sieve"][-1].output.rstrip())
    for step in ("plain run", "run after it"):
        print(f"where the time of the {step} goes (last turn):")
        print("\n".join(f"  {line}" for line in found[step][-1].output.splitlines() if line.endswith(" s")), flush=True)


def _compare(plain: Path, sieved: Path, day: str) -> None:
    """Both homes' tables and outgoing files; exit status 1 where any row or file differs."""
    differing = differences(plain / "warehouse.duckdb", sieved / "warehouse.duckdb")
    files = {home: _files(home) for home in (plain, sieved)}
    different = len(files[plain] ^ files[sieved])
    differing += [f"{different} outgoing files differ"] if different else []
    every = f"every row and column of marts and exports, and {len(files[plain]):,} outgoing files, are equal"
    print(f"{day}: " + "; ".join(differing or [every]), flush=True)
    if differing:
        raise SystemExit(1)


def _files(home: Path) -> set[tuple[str, str]]:
    """Name and digest of every file for a desk, every piece of evidence and every work list."""
    kept = [path for place in OUTGOING for path in (home / place).rglob("*") if path.is_file()]
    return {(str(path.relative_to(home)), sha256(path.read_bytes()).hexdigest()) for path in kept}


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
    cost = cost_of([*submit, *more], environment, ROOT)
    # No process learns what Spark's Python executors cost: their daemon lets the system bury them. Their tasks say it themselves.
    in_tasks = sum(float(seconds) for seconds in re.findall(r"([0-9.]+) s of CPU", cost.output))
    return replace(cost, cpu=cost.cpu + in_tasks)
