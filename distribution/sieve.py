"""A sieve from its plan to what the next run reads: the order of the tasks, and the guards that refuse a wrong routing.

Belongs here: handing tasks to a distributor stage by stage, holding their reports against each other, and putting the result in
place whole. Does not belong here: what a task does (`bucket.py`), who carries it out (`local.py`, `spark.py`), the plan.

Wrong routing is the greatest danger: money of one lease judged without its charges would report somebody wrongly, and no test
of dbt's would notice. So nothing here trusts the routing. Rows are counted before and after; each bucket says which of its rows
do not belong to it and which allocations do not meet their credit; what buckets do not know is looked up among all keys; and what
is given back is counted once more, from its own files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from distribution.given_back import GivenBack
from distribution.keys import QUICK, SURE, KeysAlike
from distribution.plan import ROWS_A_TASK, Plan
from distribution.report import Ended, Report, SieveFailed, astray
from distribution.routes import SIEVED
from distribution.strays import CREDIT_TYPES, Strays
from exports.ground.files import ensure_dir
from sources.landing_files import problem
from sources.landing_parts import digest_of_parts
from sources.landing_references import PLAIN
from sources.landing_sql import PARQUET
from sources.sieved import seen
from validations.problems import Problem, TableRefused

Task = dict[str, Any]
Distributor = Callable[[Sequence[Task]], list[Report]]


class Sieve:
    """One sieve at work: its plan, who carries tasks out, its private folder, and what was reported so far."""

    def __init__(self, plan: Plan, distribute: Distributor, work: Path, landing_dir: Path) -> None:
        self.plan, self.distribute, self.work, self.landing_dir = plan, distribute, work, landing_dir
        self.hash = QUICK
        self.places: dict[str, list[str]] = {name: [] for name in plan.tables}
        self.keys: dict[str, list[str]] = {}
        self.tasks: dict[str, tuple[int, float, float]] = {}
        self.mib = 0
        self.rows: dict[str, int] = {}
        self.digests: dict[str, str] = {}
        self.payment_days: set[str] = set()

    def run(self, target: Path) -> Ended:
        """Carry out the plan and put what the next run reads at `target`, whole.

        Raises:
            TableRefused: a landing table breaks its contract.
            SieveFailed: a task failed, or rows are not where they belong.
        """
        ensure_dir(self.work)
        standing = self.plan.seen
        if seen(self.landing_dir) != standing:
            raise SieveFailed("landing/ changed since the plan was made. Plan again: vroegsignaal sieve plan --as-of DATE")
        given_back = GivenBack(target)
        try:
            try:
                links, judged = self.sorted_out()
            except KeysAlike:
                self.hash = SURE
                links, judged = self.sorted_out()
            strays = self.resolve(links, judged)
            taken = self.take(strays, judged)
            if seen(self.landing_dir) != standing:
                raise SieveFailed("landing/ was written to while it was sieved. Sieve again when the export has ended.")
            kept = {name: sum(report["kept"][name] for report in (*judged, *taken)) for name in SIEVED}
            kept["allocations"] += sum(report["orphans"] for report in links)
            given_back.take_parts([*judged, *taken], links, has_balances=self.plan.has_balances)
            given_back.refuse_unless_whole(kept, strays)
            given_back.put(self._record(standing, strays, given_back.parts))
            strays.close()
        finally:
            given_back.drop()
            shutil.rmtree(self.work, ignore_errors=True)
        leases = sum(report["leases"] for report in (*judged, *taken))
        return Ended(self.plan.buckets, leases, {name: self.rows[name] for name in SIEVED}, kept, self.tasks, self.mib)

    # The stages.

    def sorted_out(self) -> tuple[list[Report], list[Report]]:
        """Every row to its bucket, and each bucket judged; gives the reports of both.

        Raises:
            KeysAlike: two keys may have one hash; only with the quick one.
        """
        self.route()
        links = self.link()
        return links, self.judge(links)

    def route(self) -> None:
        """Every row to its place; refused where a table breaks its contract, or rows went astray on the way."""
        tasks = [task for name in self.plan.tables for task in self._routing(name)]
        reports = self._carried_out([task for task in tasks if task["kind"] == "route"])
        reports += self._carried_out([task for task in tasks if task["kind"] == "keys"])
        tasks.sort(key=lambda task: task["kind"] == "keys")  # stable: as the reports
        problems: list[Problem] = []
        unknown = 0
        for name, table in self.plan.tables.items():
            ours = [(task, report) for task, report in zip(tasks, reports, strict=True) if task["table"] == name]
            self.places[name] = [report["place"] for _, report in ours]
            self.rows[name] = sum(report["rows"] for _, report in ours)
            problems += _broken(name, table["checks"], [report.get("broken", {}) for _, report in ours])
            expected = [file["rows"] for file in table["files"]]
            if None not in expected and sum(expected) != self.rows[name]:
                raise astray(f"{name}: {sum(expected):,} rows in its files, {self.rows[name]:,} read")
            routed = sum(report.get("routed", 0) for _, report in ours)
            if not (table["is_in_place"] or table["route"]["way"] == "tenant" or routed == self.rows[name]):
                raise astray(f"{name}: {self.rows[name]:,} rows read, {routed:,} routed")
            unknown += sum(report.get("leases_of_unknown_tenants", 0) for _, report in ours)
            for _, report in ours:
                self.digests |= report["digests"]
        self.keys = {name: self.places[name] for name in SIEVED if self.plan.tables[name]["route"]["key"]}
        self.leases_of_unknown_tenants = unknown
        if problems:
            raise TableRefused(problems)

    def _routing(self, name: str) -> list[Task]:
        table, route = self.plan.tables[name], self.plan.tables[name]["route"]
        common = {
            "table": name, "way": route["way"], "column": route["column"], "key": route["key"], "hash": self.hash,
            "checks": len(table["checks"]), "credits": CREDIT_TYPES, "digests_of": [],
        }  # fmt: skip
        if table["is_in_place"]:
            paths, files = [file["path"] for file in table["files"]], _key_files(table)
            return [
                self._task(
                    f"keys-{name}-{n}",
                    kind="keys",
                    number=n,
                    files=files,
                    **{**common, "digests_of": paths[n :: self.plan.buckets]},
                )
                for n in self._numbers()
            ]
        common["kind"] = "route"
        if route["way"] == "tenant":
            leases = self.plan.tables["leases"]["files"]
            common |= {"leases": " union all ".join(f["select"] for f in leases), "leases_parameters": _all(leases)}
            files = table["files"]
            whole = {way: " union all ".join(f[way] for f in files) for way in WAYS} | {"parameters": _all(files)}
            return [self._task(f"route-{name}", **common, **whole)] if files else []
        tasks = []
        for number, file in enumerate(table["files"]):
            rows = file["rows"] if file["ranges"] else 0
            for part, first in enumerate(range(0, rows, ROWS_A_TASK) or [0]):
                common["digests_of"] = [file["path"]] if not part and table["file"]["format"] == "parquet" else []
                reading = {way: _some_rows(file[way], first) if rows > ROWS_A_TASK else file[way] for way in WAYS}
                reading |= {"parameters": file["parameters"]}
                tasks.append(self._task(f"route-{name}-{number}-{part}", **{**common, **reading}))
        return tasks

    def link(self) -> list[Report]:
        """Keys unique over all buckets, and each allocation to the bucket of its credit."""
        keys, shape = self.keys, self.plan.tables["allocations"]["shape"]
        more = {"keys": keys, "allocations": self.places["allocations"], "links": shape, "hash": self.hash}
        reports = self._carried_out([self._task(f"link-{n}", kind="link", number=n, **more) for n in range(self._parts())])
        problems = []
        for name in keys:
            doubles, key = sum(report[f"doubles_{name}"] for report in reports), self.plan.tables[name]["route"]["key"]
            problems += [problem(name, "duplicate_key", column=key, count=doubles, key=key)] if doubles else []
        if problems and self.hash == QUICK:
            raise KeysAlike
        if problems:
            raise TableRefused(problems)
        routed = sum(report["linked"] + report["orphans"] for report in reports)
        if not sum(report["links"] for report in reports) == routed == self.rows["allocations"]:
            raise astray(f"allocations: {self.rows['allocations']:,} rows read, {routed:,} routed")
        self.places["allocations"] = [report["place"] for report in reports]
        return reports

    def judge(self, links: Sequence[Report]) -> list[Report]:
        """Dbt's statements, bucket by bucket; refused where a row is not in the bucket that it belongs to."""
        more = {
            "statements": list(self.plan.statements),
            "balances": self.plan.has_balances,
            "asked_about": self.plan.asked_about,
        }
        reports = self._carried_out(
            [self._task(f"judge-{n}", kind="judge", number=n, **more, **self._standing()) for n in self._numbers()]
        )
        problems: list[Problem] = []
        for name, table in self.plan.tables.items():
            problems += _broken(name, table["checks"], [report["broken"].get(name, {}) for report in reports])
        if problems:
            raise TableRefused(problems)
        if self.hash == QUICK and any(name in self.keys for report in reports for name in report["cleaned"]):
            raise KeysAlike
        here = {name: sum(report["rows"][name] for report in reports) for name in self.plan.tables}
        here["allocations"] += sum(report["orphans"] for report in links)
        for name, table in self.plan.tables.items():
            if table["route"]["way"] in ("lease", "credit") and here[name] != self.rows[name]:
                raise astray(f"{name}: {self.rows[name]:,} rows read, {here[name]:,} in the buckets")
        for what, words in GUARDS.items():
            found = {n: report[what] for n, report in enumerate(reports) if report[what]}
            if found and what == "without_credit" and self.hash == QUICK:
                raise KeysAlike
            if found:
                raise astray(f"{sum(found.values()):,} {words}, in bucket(s) {', '.join(map(str, list(found)[:10]))}")
        unknown = sum(report["leases_of_unknown_tenants"] for report in reports)
        if unknown != self.leases_of_unknown_tenants:
            raise astray(f"{self.leases_of_unknown_tenants:,} leases name an unknown tenant, {unknown:,} in the buckets")
        self.payment_days.update(*(report["payment_days"] for report in reports))
        return reports

    def resolve(self, links: Sequence[Report], judged: Sequence[Report]) -> Strays:
        """What no bucket knew, looked up among the keys of all."""
        strays = Strays(links, judged, self.plan.tables["allocations"]["shape"])
        asked, nobody = self.work / "asked.parquet", self.work / "nobody.parquet"
        strays.take_found(self._looked_up(asked, "", strays.write_asked(asked)))
        strays.take_alike(self._looked_up(nobody, PLAIN, strays.write_nobody(nobody)))
        strays.refuse_lookalikes([path for place in self.places["leases"] for path in Path(place).glob("rows/*/*.parquet")])
        return strays

    def _looked_up(self, asked: Path, plain: str, count: int) -> list[Report]:
        ledger = self._standing()["tables"]["ledger_entries"]
        more = {"asked": str(asked), "plain": plain, "ledger": {**ledger, "files": _key_files(ledger)}, "credits": CREDIT_TYPES}
        numbers = self._numbers() if count else range(0)
        return self._carried_out([self._task(f"resolve-{n}", kind="resolve", number=n, **more) for n in numbers])

    def take(self, strays: Strays, judged: Sequence[Report]) -> list[Report]:
        """The rows of leases whose charge is paid from a lease of another bucket, or by a credit that nobody has."""
        asked = strays.write_paid_elsewhere(self.work)
        known = {n: str(Path(judged[n]["place"]) / "leases.parquet") for n in asked}
        tasks = [
            self._task(f"take-{n}", kind="take", number=n, asked=path, known=known[n], **self._standing())
            for n, path in asked.items()
        ]
        reports = self._carried_out(tasks)
        met, wanted = sum(report["met"] for report in reports), strays.count("paid_elsewhere")
        if met != wanted:
            raise astray(f"{wanted:,} charges are paid from elsewhere, {met:,} of them were met")
        return reports

    # The record for the run.

    def _record(self, standing: Mapping[str, list[int]], strays: Strays, parts: Mapping[str, list[str]]) -> dict[str, Any]:
        real = {str((self.landing_dir / name).resolve()): name for name in standing}
        return {
            "ground": asdict(self.plan.ground), "seen": standing,
            "digests": {real[path]: digest for path, digest in self.digests.items() if path in real},
            "tables": {name: self._facts(name, parts[name]) for name in SIEVED}, "findings": strays.findings(),
            "payment_days": sorted(self.payment_days), "has_balances": self.plan.has_balances,
        }  # fmt: skip

    def _facts(self, name: str, parts: list[str]) -> dict[str, Any]:
        """What a load of the whole table would have reported of it."""
        table = self.plan.tables[name]
        file = table["file"]
        if file is None:
            nothing = dict.fromkeys(("file_name", "format", "sha256", "file_time"))
            return {**nothing, "rows": 0, "unlisted": [], "from_elsewhere": False, "parts": parts}
        digest = file["sha256"]
        if file["format"] == "parquet":
            digests = [(Path(each["path"]).name, self.digests[each["path"]]) for each in table["files"]]
            digest = digest_of_parts(digests) if file["is_folder"] else digests[0][1]
        return {**file, "rows": self.rows[name], "sha256": digest, "parts": parts}

    # Small parts.

    def _numbers(self) -> range:
        return range(self.plan.buckets)

    def _parts(self) -> int:
        """In how many parts keys are held against each other: fewer than buckets, since a hash is narrower than a row."""
        return -(-self.plan.buckets // 6)

    def _standing(self) -> dict[str, Any]:
        tables = {
            name: {
                "way": table["route"]["way"], "shape": table["shape"], "checks": len(table["checks"]),
                "places": self.places[name], "is_in_place": table["is_in_place"],
                "files": table["files"] if table["is_in_place"] else [],
            }
            for name, table in self.plan.tables.items()
        }  # fmt: skip
        return {"context": dict(self.plan.context), "tables": tables, "credits": CREDIT_TYPES, "sieved": list(SIEVED)}

    def _task(self, name: str, **more: Any) -> Task:
        plan = self.plan
        common = {"work": str(self.work), "duckdb": plan.ground.duckdb, "buckets": plan.buckets, "bounds": plan.bounds}
        return {"name": name, **common, "parts": self._parts(), **more}

    def _carried_out(self, tasks: Sequence[Task]) -> list[Report]:
        if not tasks:
            return []
        reports = self.distribute(tasks)
        failed = [(t["name"], r["failed"]) for t, r in zip(tasks, reports, strict=True) if "failed" in r]
        if failed:
            named = "; ".join(f"{name}: {kind}" for name, kind in failed[:5])
            raise SieveFailed(
                f"{len(failed)} of {len(tasks)} tasks failed ({named}). Nothing was given back; the tables are as they were."
            )
        kind = tasks[0]["kind"]
        count, cpu, longest = self.tasks.get(kind, (0, 0.0, 0.0))
        spent = [report["cpu"] for report in reports]
        self.tasks[kind] = (count + len(tasks), cpu + sum(spent), max(longest, *spent))
        self.mib = max(self.mib, *(report["mib"] for report in reports))
        return reports


WAYS = ("quick", "select")
GUARDS = {
    "misplaced": "rows lie in another bucket than that of their lease",
    "without_credit": "allocations did not meet their credit",
}


def _broken(name: str, checks: Sequence[Sequence[Any]], counted: Sequence[Mapping[str, int]]) -> list[Problem]:
    counts: dict[int, int] = {}
    for each in counted:
        for position, count in each.items():
            counts[int(position)] = counts.get(int(position), 0) + count
    return [
        problem(name, checks[n][1], column=checks[n][0], count=count, values=", ".join(checks[n][2]))
        for n, count in sorted(counts.items())
    ]


def _key_files(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files of a table, with the statements that read its keys alone."""
    return [{**file, **file["keys"]} for file in table["files"]]


def _some_rows(select: str, first: int) -> str:
    """The same statement over a range of the file's rows, which leaves the other row groups unread."""
    some = PARQUET.replace(")", ", file_row_number = true)")
    return select.replace(
        f"FROM {PARQUET}",
        f"FROM (SELECT * EXCLUDE (file_row_number) FROM {some} WHERE file_row_number >= {first}"
        f" AND file_row_number < {first + ROWS_A_TASK})",
    )


def _all(files: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [parameter for file in files for parameter in file["parameters"]]
