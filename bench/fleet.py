"""Many homes: one `vroegsignaal run` after the other, beside one `vroegsignaal fleet run`, on the same made-up ledgers.

Usage: python -m bench.fleet [HOMES] [LEASES] [WORKERS]     default: 10 10000 2 (`make bench-fleet`)

Wall time, CPU of all processes together, and the largest process of each. What both leave must be equal, file by file.
"""

from __future__ import annotations

import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path

from bench.__main__ import COMMAND_LINE, COMPILE, OUT, ROOT, cost_of, landing_of
from demo.generator import LARGE_AS_OF


def main() -> None:
    """Measure both, compare what they left, and print the ratios."""
    homes, leases, workers = [int(given) for given in (sys.argv[1:] + ["10", "10000", "2"][len(sys.argv) - 1 :])]
    landing, as_of = landing_of(leases), LARGE_AS_OF.isoformat()
    cost_of([sys.executable, "-c", COMPILE], dict(os.environ))
    one_by_one = [run("run", "--as-of", as_of, home=home) for home in made("one_by_one", homes, landing)]
    fleet = made("fleet", homes, landing)[0].parent
    together = run("fleet", "run", "--as-of", as_of, "--homes", str(fleet), "--workers", str(workers), home=fleet / "none")
    print(together.output[together.output.rindex("\n\n") :])
    wall, cpu = sum(cost.wall for cost in one_by_one), sum(cost.cpu for cost in one_by_one)
    largest = max(cost.gib for cost in one_by_one)
    print(f"{homes} homes of {leases:,} leases, {workers} workers")
    print(f"  {'':<12}{'wall s':>9}{'CPU s':>9}{'GiB':>7}")
    print(f"  {'one by one':<12}{wall:>9.1f}{cpu:>9.1f}{largest:>7.2f}")
    print(f"  {'fleet':<12}{together.wall:>9.1f}{together.cpu:>9.1f}{together.gib:>7.2f}")
    print(f"  {'ratio':<12}{together.wall / wall:>9.2f}{together.cpu / cpu:>9.2f}")
    different = [name for name in files(fleet.with_name("one_by_one")) ^ files(fleet)]
    print(f"files that differ: {len(different)}")


def made(name: str, homes: int, landing: Path) -> list[Path]:
    """Empty homes that read one landing folder."""
    folder = OUT / "fleets" / name
    shutil.rmtree(folder, ignore_errors=True)
    found = [folder / f"home_{number:03}" for number in range(homes)]
    for home in found:
        home.mkdir(parents=True)
        os.symlink(landing, home / "landing")
    return found


def run(*arguments: str, home: Path):
    """What one command costs."""
    own = {"PYTHONPATH": str(ROOT), "VROEGSIGNAAL_HOME": str(home), "VROEGSIGNAAL_INBOX_QUIET_SECONDS": "0"}
    return cost_of([sys.executable, "-c", COMMAND_LINE, *arguments], os.environ | own)


def files(fleet: Path) -> set[tuple[str, str]]:
    """Name and digest of every file for a desk and every piece of evidence."""
    kept = [path for place in ("outbox", "evidence", "delivered") for path in fleet.glob(f"*/{place}/**/*") if path.is_file()]
    return {(str(path.relative_to(fleet)), sha256(path.read_bytes()).hexdigest()) for path in kept}


if __name__ == "__main__":
    main()
