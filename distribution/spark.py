"""Tasks handed out to a Spark cluster; the one file that imports pyspark.

Belongs here: the entry for spark-submit, and giving each task to an executor. Does not belong here: what a task does
(`bucket.py`), or which tasks there are and whether their reports agree (`sieve.py`).

    spark-submit distribution/spark.py --landing HOME/landing --plan HOME/sieve/plan.json

Spark moves no rows: a task is some JSON, an executor reads and writes the shared folders with DuckDB, and a report of counts
comes back. So there is no shuffle, and nothing of a row in Spark's own files or logs. Executors need DuckDB of the plan's version
and this code, which is sent along; the driver runs where Vroegsignaal is installed. A task that Spark tries twice, or on two
executors at once, works in a folder of its own each time, and only the try that Spark reports is taken.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pyspark import SparkConf, SparkContext

ROOMS = Path(__file__).resolve().parents[1]
SENT_ALONG = (
    "distribution/__init__.py", "distribution/bucket.py", "distribution/in_order.py", "distribution/keys.py",
    "distribution/standing.py", "exports/__init__.py", "exports/ground/__init__.py", "exports/ground/duck.py",
    "exports/ground/files.py",
)  # fmt: skip


def by_spark(context: SparkContext, folder: Path) -> Callable[[Sequence[Mapping[str, Any]]], list[Mapping[str, Any]]]:
    """A distributor that gives each task to an executor of this context; `folder` keeps the code that Spark sends along."""
    code = folder / "vroegsignaal_worker.zip"
    with zipfile.ZipFile(code, "w") as packed:
        for name in SENT_ALONG:
            packed.write(ROOMS / name, name)
    context.addPyFile(str(code))

    def distribute(tasks: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        numbered = list(enumerate(json.dumps(task) for task in tasks))
        reports = dict(context.parallelize(numbered, max(1, len(numbered))).map(on_an_executor()).collect())
        return [json.loads(reports[number]) for number in range(len(tasks))]

    return distribute


def on_an_executor() -> Callable[[tuple[int, str]], tuple[int, str]]:
    """What an executor does with (number, task): a function that is sent whole, since this module is not there."""

    def carried_out(numbered: tuple[int, str]) -> tuple[int, str]:
        import json

        from distribution.bucket import carry_out

        return numbered[0], json.dumps(carry_out(json.loads(numbered[1])))

    carried_out.__module__ = "__main__"  # or it would be sent by name
    return carried_out


def main() -> int:
    """Carry out a plan on the cluster that spark-submit names; exit status 0 only where all of it went well."""
    if str(ROOMS) not in sys.path:  # spark-submit puts this folder on the path, not the one above it
        sys.path.insert(0, str(ROOMS))
    from distribution.plan import Plan, PlanRefused
    from distribution.report import SieveFailed
    from distribution.sieve import Sieve
    from validations.problems import TableRefused

    parser = argparse.ArgumentParser(description="Carry out the plan of a sieve on Spark.")
    parser.add_argument("--landing", type=Path, required=True, help="the home's landing/, on a disk that all executors share")
    parser.add_argument("--plan", type=Path, required=True, help="plan.json, in a private folder on that disk; gone afterwards")
    given = parser.parse_args()
    os.umask(0o077)
    landing, folder = given.landing.resolve(), given.plan.resolve().parent
    try:
        plan = Plan.read(folder / given.plan.name)
        context = SparkContext(conf=SparkConf().setAppName("vroegsignaal sieve"))
        context.setLogLevel("ERROR")
        try:
            ended = Sieve(plan, by_spark(context, folder), folder / "work", landing).run(landing / "sieved")
        finally:
            context.stop()
    except (PlanRefused, SieveFailed, TableRefused) as refused:
        print(refused, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(ended.lines()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
