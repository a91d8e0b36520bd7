"""Speed and memory, side by side in one run: this pipeline, the floor (one DuckDB script) and pandas.

Usage: python -m bench [LEASES ...]     (default: 10000 100000; `make bench SIZES="10000"`)

Each is a process of its own on the same generated ledgers (36 months, about 72 entries a lease, Parquet), three times in turn;
the median is shown. Wall time is what a person waits; CPU is user and system together; memory is the largest the process
was. Read the ratios: machines are noisy. The results (leases in arrears, euros) must agree, or nothing is reported.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from demo.generator import LARGE_AS_OF, write_large

HERE = Path(__file__).resolve().parent
OUT = HERE / "out"
TURNS = int(os.environ.get("BENCH_TURNS", "3"))
GIB = 1 << 20  # getrusage counts in KiB


@dataclass(frozen=True)
class Cost:
    """One process: seconds waited, seconds of CPU, largest memory in GiB, what it printed."""

    wall: float
    cpu: float
    gib: float
    output: str


def cost_of(command: list[str], environment: dict[str, str]) -> Cost:
    """Run a command and let the operating system say what it cost."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=HERE.parent)
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
        write_large(folder, leases)
    return folder


def contenders(leases: int, landing: Path) -> dict[str, tuple[list[str], dict[str, str]]]:
    """Name -> command and environment."""
    home = OUT / f"{leases}" / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    os.symlink(landing, home / "landing")
    python, as_of = sys.executable, LARGE_AS_OF.isoformat()
    ours = dict(os.environ, VROEGSIGNAAL_HOME=str(home), VROEGSIGNAAL_INBOX_QUIET_SECONDS="0")
    cli = str(Path(python).with_name("vroegsignaal"))
    return {
        "pipeline": ([cli, "run", "--as-of", as_of], ours),
        "floor": ([python, "-m", "bench.floor", str(landing), as_of], dict(os.environ)),
        "pandas": ([python, "-m", "bench.with_pandas", str(landing), as_of], dict(os.environ)),
    }


def run_size(leases: int) -> None:
    """Measure one size and print its table."""
    landing = landing_of(leases)
    found: dict[str, list[Cost]] = {}
    for _ in range(TURNS):
        for name, (command, environment) in contenders(leases, landing).items():
            found.setdefault(name, []).append(cost_of(command, environment))
    check_agreement(found)
    floor = median(found["floor"], "wall")
    print(f"\n{leases:,} leases, median of {TURNS}")
    print(f"  {'':<10}{'wall s':>9}{'CPU s':>9}{'GiB':>7}{'x floor':>9}{'over floor':>12}")
    for name, costs in found.items():
        wall = median(costs, "wall")
        print(
            f"  {name:<10}{wall:>9.1f}{median(costs, 'cpu'):>9.1f}{max(c.gib for c in costs):>7.2f}"
            f"{wall / floor:>9.1f}{wall - floor:>10.1f} s"
        )
    print("  where the pipeline's time goes (last turn):")
    steps = [line for line in found["pipeline"][-1].output.splitlines() if line.endswith(" s")]
    print("\n".join(f"  {line}" for line in steps))


def median(costs: list[Cost], what: str) -> float:
    return statistics.median(getattr(cost, what) for cost in costs)


def check_agreement(found: dict[str, list[Cost]]) -> None:
    """All three must find the same leases and euros."""
    told = {line for name in ("floor", "pandas") for c in found[name] for line in c.output.splitlines() if "result" in line}
    leases, euros = next(iter(told)).split()[1:]
    ours = f"{int(leases):,} leases in arrears, EUR {float(euros):,.2f}"
    if len(told) > 1 or any(ours not in cost.output for cost in found["pipeline"]):
        raise SystemExit(f"the contenders disagree, so their times mean nothing: {told}")


if __name__ == "__main__":
    for size in [int(argument) for argument in sys.argv[1:]] or [10_000, 100_000]:
        run_size(size)
