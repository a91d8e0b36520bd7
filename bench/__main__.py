"""Speed and memory, side by side in one run: this pipeline, another build of it, the floor (one DuckDB script) and pandas.

Usage: python -m bench [SIZE ...]     SIZE: leases, or `demo`; default: demo 10000 100000 (`make bench SIZES="100000 1000000"`)

With BASE=<a work tree of an earlier commit> (`git worktree add`) that build runs in turn with this one, everything is given as a
ratio to it too, and the tables that both made are compared, every row and column (`make bench BASE=../earlier`).

With ENGINE=pool or ENGINE=spark a sieve by that engine and the run after it stand beside the plain run (bench/sieved.py).

Each contender is a process of its own on the same generated ledgers (36 months, about 72 entries per lease, Parquet), BENCH_TURNS
times in turn (3); medians are shown. Wall time is what a person waits; CPU is user and system together; memory is the largest
the process was. Read the ratios: machines are noisy. "Next morning" is the day after, the same home, with one lease in a
hundred changed. What the contenders find (leases in arrears, euros) must agree, or nothing is reported.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench.equal import differences
from bench.next_morning import change
from bench.sieved import sieved
from demo.generator import LARGE_AS_OF
from demo.portfolio import DEMO_AS_OF

ROOT = Path(__file__).resolve().parents[1]
OUT = Path(__file__).resolve().parent / "out"
TURNS = int(os.environ.get("BENCH_TURNS", "3"))
ENGINE = os.environ.get("ENGINE", "")
BASE = Path(os.environ["BASE"]).resolve() if os.environ.get("BASE") else None
GIB = 1 << 20  # getrusage counts in KiB
PANDAS_UP_TO = 200_000  # leases; beyond, it takes more memory than most machines have
COMPILE = "from orchestration.dbt_runner import ensure_manifest; ensure_manifest()"
GENERATE = "import sys, pathlib, demo.generator as d; d.write_large(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"
COMMAND_LINE = "from {package} import main; main()"


@dataclass(frozen=True)
class Cost:
    """One process: seconds waited, seconds of CPU, largest memory in GiB, what it printed."""

    wall: float
    cpu: float
    gib: float
    output: str


@dataclass(frozen=True)
class Build:
    """One build of the pipeline: its name here, its work tree, and the home it works in."""

    name: str
    tree: Path
    home: Path

    def command(self, *arguments: str) -> Cost:
        """What one command of its command line costs."""
        # An earlier build had no front door of its own: its command was the command line itself.
        package = "vroegsignaal" if (self.tree / "vroegsignaal").is_dir() else "orchestration.cli"
        own = {"PYTHONPATH": str(self.tree), "VROEGSIGNAAL_HOME": str(self.home)}
        if arguments[0] == "run":
            own["VROEGSIGNAAL_INBOX_QUIET_SECONDS"] = "0"
        return cost_of([sys.executable, "-c", COMMAND_LINE.format(package=package), *arguments], os.environ | own, self.tree)

    def put(self, landing: Path) -> None:
        """Let the home read this landing folder from now on."""
        (self.home / "landing").unlink(missing_ok=True)
        os.symlink(landing, self.home / "landing")

    def start_over(self, landing: Path) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        self.put(landing)


def cost_of(command: list[str], environment: dict[str, str], folder: Path = ROOT) -> Cost:
    """Run a command and let the operating system say what it cost."""
    kept = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=kept, cwd=folder)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed:\n{output}")
    return Cost(time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / GIB, output)


def landing_of(leases: int) -> Path:
    """The generated ledgers, kept in bench/out/ from one run of the benchmark to the next."""
    folder = OUT / f"{leases}" / "landing"
    if not folder.exists():
        print(f"generating {leases:,} leases (once)", flush=True)
        # In a process of its own: what is started later would be measured as large as this one once was.
        subprocess.run([sys.executable, "-c", GENERATE, str(folder), str(leases)], check=True, cwd=ROOT)
    return folder


def builds_of(size: str) -> list[Build]:
    """This build, and the one it is compared with, each with a home of its own."""
    trees = {"pipeline": ROOT} | ({"base": BASE} if BASE else {})
    return [Build(name, tree, OUT / size / f"home_{name}") for name, tree in trees.items()]


def run_demo() -> None:
    """Measure the first day of the demo."""
    found: dict[str, list[Cost]] = {}
    builds = builds_of("demo")
    warm_up(builds)
    for _ in range(TURNS):
        for build in builds:
            shutil.rmtree(build.home, ignore_errors=True)
            build.command("demo")
            found.setdefault(build.name, []).append(build.command("run", "--as-of", DEMO_AS_OF.isoformat()))
    show("demo, first day", found)
    steps(found["pipeline"][-1])
    compare(builds)
    starts(builds)


def run_size(leases: int) -> float:
    """Measure one size and print its tables; gives the pipeline's seconds of CPU."""
    landing, builds = landing_of(leases), builds_of(str(leases))
    changed = change(landing, landing.with_name("landing_next"))
    as_of, next_day = LARGE_AS_OF.isoformat(), (LARGE_AS_OF + timedelta(days=1)).isoformat()
    found: dict[str, list[Cost]] = {}
    mornings: dict[str, list[Cost]] = {}
    warm_up(builds)
    others = ["floor"] + (["with_pandas"] if leases <= PANDAS_UP_TO else [])
    for turn in range(TURNS):
        for build in builds:
            build.start_over(landing)
            found.setdefault(build.name, []).append(build.command("run", "--as-of", as_of))
        for name in others:
            command = [sys.executable, "-m", f"bench.{name}", str(landing), as_of]
            found.setdefault(name.removeprefix("with_"), []).append(cost_of(command, dict(os.environ)))
        if turn == TURNS - 1:
            compare(builds)
        for build in builds:
            build.put(changed)
            mornings.setdefault(build.name, []).append(build.command("run", "--as-of", next_day))
    check_agreement(found)
    show(f"{leases:,} leases, first day", found)
    steps(found["pipeline"][-1])
    show(f"{leases:,} leases, next morning (1 % of the leases changed)", mornings)
    steps(mornings["pipeline"][-1])
    return median(found["pipeline"], "cpu")


def warm_up(builds: list[Build]) -> None:
    """What a work tree does once: its modules become bytecode, as at an installation, and dbt's project is compiled for each
    state of its files (no more than a look after that).
    """
    for build in builds:
        rooms = sorted({str(module.parent) for module in build.tree.glob("*/__init__.py")} - {str(build.tree / "tests")})
        cost_of([sys.executable, "-m", "compileall", "-q", *rooms], dict(os.environ))
        cost_of([sys.executable, "-c", COMPILE], os.environ | {"PYTHONPATH": str(build.tree)}, build.tree)


def starts(builds: list[Build]) -> None:
    """How long somebody waits for an answer, beside a Python that does nothing."""
    nothing = [cost_of([sys.executable, "-c", "pass"], dict(os.environ)) for _ in range(5)]
    print(f"\nstarts, median of 5 (python -c pass: {median(nothing, 'wall'):.2f} s)")
    for arguments in (("--help",), ("status",), ("explain", lease_of(builds[0]))):
        waits = {build.name: median([build.command(*arguments) for _ in range(5)], "wall") for build in builds}
        print(f"  {arguments[0]:<10}{', '.join(f'{name} {wait:.2f} s' for name, wait in waits.items())}")


def lease_of(build: Build) -> str:
    """A lease of the home's own tables."""
    rows = (build.home / "landing" / "leases.csv").read_text(encoding="utf-8-sig").splitlines()
    return rows[1].split(";")[rows[0].split(";").index("lease_id")]


def show(title: str, found: dict[str, list[Cost]]) -> None:
    """One line per contender: medians, and how they stand to the floor and to the other build."""
    print(f"\n{title}, median of {TURNS}")
    against = [name for name in ("floor", "base") if name in found]
    print(f"  {'':<10}{'wall s':>9}{'CPU s':>9}{'GiB':>7}" + "".join(f"{'x ' + n:>9}{'CPU':>6}" for n in against))
    for name, costs in found.items():
        line = f"  {name:<10}{median(costs, 'wall'):>9.1f}{median(costs, 'cpu'):>9.1f}{max(c.gib for c in costs):>7.2f}"
        print(line + "".join(f"{ratio(costs, found[n], 'wall'):>9.2f}{ratio(costs, found[n], 'cpu'):>6.2f}" for n in against))


def steps(cost: Cost) -> None:
    """Where this build's time went, as it printed it itself."""
    print("  where the pipeline's time goes (last turn):")
    print("\n".join(f"  {line}" for line in cost.output.splitlines() if line.endswith(" s")))


def compare(builds: list[Build]) -> None:
    """Say where the tables that two builds made differ."""
    if len(builds) == 2:
        differing = differences(*(build.home / "warehouse.duckdb" for build in builds))
        print("\n".join(["", *(differing or ["every row and column that both builds make is equal"])]), flush=True)


def median(costs: list[Cost], what: str) -> float:
    return statistics.median(getattr(cost, what) for cost in costs)


def ratio(costs: list[Cost], others: list[Cost], what: str) -> float:
    """The median of the ratios turn by turn, which holds where the machine's speed drifts."""
    return statistics.median(getattr(a, what) / getattr(b, what) for a, b in zip(costs, others, strict=True))


def check_agreement(found: dict[str, list[Cost]]) -> None:
    """All must find the same leases and euros."""
    scripts = [name for name in ("floor", "pandas") if name in found]
    results = {line for name in scripts for c in found[name] for line in c.output.splitlines() if "result" in line}
    leases, euros = next(iter(results)).split()[1:]
    ours = f"{int(leases):,} leases in arrears, EUR {float(euros):,.2f}"
    pipelines = [cost for name in ("pipeline", "base") for cost in found.get(name, [])]
    if len(results) > 1 or any(ours not in cost.output for cost in pipelines):
        raise SystemExit(f"the contenders disagree, so their times mean nothing: {results}")


def main() -> None:
    """Each size in turn, then how the cost grows from one to the next; with ENGINE, a sieve beside the plain run."""
    costs: dict[int, float] = {}
    if ENGINE:
        cost_of([sys.executable, "-c", COMPILE], dict(os.environ))
        for size in sys.argv[1:] or ["100000"]:
            sieved(int(size), ENGINE, landing_of, cost_of, TURNS)
        return
    for size in sys.argv[1:] or ["demo", "10000", "100000"]:
        if size == "demo":
            run_demo()
        else:
            costs[int(size)] = run_size(int(size))
    for smaller, larger in zip(list(costs), list(costs)[1:], strict=False):
        each = (costs[larger] - costs[smaller]) / (larger - smaller) * 1000
        print(f"\nfrom {smaller:,} to {larger:,} leases: {each:.2f} ms of CPU for each lease more")


if __name__ == "__main__":
    main()
