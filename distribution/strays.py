"""What no bucket knows: names of leases, credits and charges that a bucket's rows hold and the bucket does not have.

Belongs here: holding them against all keys and leases, as a load of the whole tables would (sources/landing_references.py): what
is nearly a known name is refused, what nobody has is a finding, what another bucket has is fetched there. Does not belong here:
the stages of a sieve (`sieve.py`). The names stay in memory and in the sieve's private folder; they are few, unless an export is
cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from distribution.report import Report, astray
from distribution.standing import quoted
from sources.landing_files import problem
from sources.landing_references import CREDITS, PLAIN
from validations.problems import Problem, TableRefused

ASKED = "select name from stray_charges union select name from orphan_credits union from reversals"
CREDIT_TYPES = "(" + ", ".join(f"'{each}'" for each in CREDITS) + ")"


class Strays:
    """The unknown names of one sieve, as tables of a database in memory."""

    def __init__(self, links: Sequence[Report], judged: Sequence[Report], allocations: str) -> None:
        """Gather them. `allocations`: the columns of that table, as SQL declares them."""
        self.con = duckdb.connect()
        self._collect("orphans", allocations, of(links, "orphans"))
        self._collect("stray", "(name varchar, amount decimal(18, 2))", of(judged, "charges"))
        self._collect("reversals", "(name varchar)", of(judged, "reversals"))
        shape = "(name varchar, entry_type varchar, amount decimal(18, 2))"
        self._collect("entries_of_nobody", shape, of(judged, "entries_of_nobody"))
        self._collect("actions_of_nobody", "(name varchar)", of(judged, "actions_of_nobody"))
        self.con.execute("create view orphan_credits as select credit_entry_id as name, amount from orphans")
        self.con.execute("create view stray_charges as from stray union all select charge_entry_id as name, amount from orphans")

    def close(self) -> None:
        self.con.close()

    def write_asked(self, path: Path) -> int:
        """Put the names that are to be looked up among all keys in a file; gives how many."""
        self.con.execute(f"copy ({ASKED}) to {quoted(path)} (format parquet)")
        return self.count(f"({ASKED})")

    def take_found(self, reports: Sequence[Report]) -> None:
        """Which of these names some bucket has.

        Raises:
            SieveFailed: an allocation did not meet a credit that is there.
        """
        self._collect("found", "(name varchar, bucket integer, is_credit boolean)", of(reports, "found"))
        paid = "select distinct f.bucket, f.name from found as f semi join stray_charges as s on f.name = s.name"
        self.con.execute(f"create table paid_elsewhere as {paid}")
        missed = self.count("orphan_credits as o semi join (from found where is_credit) as f on o.name = f.name")
        if missed:
            raise astray(f"{missed:,} allocations did not meet a credit that is there")

    def write_nobody(self, path: Path) -> int:
        """Put the names that no bucket has in a file; gives how many."""
        nobody = f"select name from ({ASKED}) anti join found using (name)"
        self.con.execute(f"copy ({nobody}) to {quoted(path)} (format parquet)")
        return self.count(f"({nobody})")

    def take_alike(self, reports: Sequence[Report]) -> None:
        """Which of the names that nobody has are nearly one that somebody has."""
        self._collect("alike", "(name varchar)", of(reports, "found"))

    def write_paid_elsewhere(self, folder: Path) -> dict[int, str]:
        """Bucket -> a file with its charges that are paid from a lease of another bucket, or by a credit that nobody has."""
        files = {}
        for (bucket,) in self.rows("select distinct bucket from paid_elsewhere order by bucket"):
            path = folder / f"asked-of-{bucket}.parquet"
            self.con.execute(f"copy (select name from paid_elsewhere where bucket = {bucket}) to {quoted(path)} (format parquet)")
            files[bucket] = str(path)
        return files

    def refuse_lookalikes(self, leases: Sequence[Path]) -> None:
        """Names that nobody has but somebody nearly: what a run refuses too.

        Args:
            leases: the files of the leases table, as routed.

        Raises:
            TableRefused: there are some; named without row numbers, since rows have moved.
            SieveFailed: a lease that is there was not met in its bucket.
        """
        problems: list[Problem] = []
        for table, column, rows in (
            ("allocations", "credit_entry_id", "orphan_credits"),
            ("allocations", "charge_entry_id", "stray_charges"),
            ("ledger_entries", "reverses_entry_id", "reversals"),
        ):
            nobody = f"(from {rows} as r anti join found as f on r.name = f.name)"
            count = self.count(f"{nobody} as n semi join alike as a on n.name = a.name")
            problems += _alike(table, column, count, "ledger_entries.entry_id")
        nearly = self._nearly_leases(leases)
        for table, rows in (("ledger_entries", "entries_of_nobody"), ("collection_actions", "actions_of_nobody")):
            count = self.count(f"{rows} where list_contains(?::varchar[], name)", [nearly])
            problems += _alike(table, "lease_id", count, "leases.lease_id")
        if problems:
            raise TableRefused(problems)

    def _nearly_leases(self, files: Sequence[Path]) -> list[str]:
        """Those of the unknown leases that differ from a known one in zeros, capitals or spaces alone."""
        unknown = "(select name from entries_of_nobody union select name from actions_of_nobody)"
        if not files or not self.count(unknown):
            return []
        known = f"(select lease_id as name from read_parquet([{', '.join(map(quoted, files))}], hive_partitioning = false))"
        missed = self.count(f"{unknown} as u semi join {known} as k on u.name = k.name")
        if missed:
            raise astray(f"{missed:,} leases were not met in their bucket")
        alike = f"select name from {unknown} where {PLAIN.format('name')} in (select {PLAIN.format('name')} from {known})"
        return [name for (name,) in self.rows(alike)]

    def findings(self) -> list[dict[str, Any]]:
        """The findings of the three large tables, as a load of the whole tables reports them."""
        credit = f"filter (entry_type in {CREDIT_TYPES})"
        received = f"coalesce(sum(amount) {credit}, 0)"
        nobody = "as r anti join found as f on r.name = f.name"
        asked = {
            "ledger_entries_naming_unknown_leases": f"count(*) {credit}, {received} from entries_of_nobody",
            "allocations_naming_unknown_credits": f"count(*), coalesce(sum(amount), 0) from orphan_credits {nobody}",
            "allocations_naming_unknown_charges": f"count(*), coalesce(sum(amount), 0) from stray_charges {nobody}",
            "collection_actions_naming_unknown_leases": "0, null from actions_of_nobody",
        }
        found = []
        for kind, sql in asked.items():
            ((count, credits, euros),) = self.rows(f"select count(*), {sql}")
            amount = None if euros is None else str(Decimal(euros).quantize(Decimal("0.01")))
            found += [{"kind": kind, "count": count, "credits": credits, "euros": amount}] if count else []
        return found

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self.con.execute(sql, list(parameters)).fetchall()

    def count(self, source: str, parameters: Sequence[object] = ()) -> int:
        return int(self.rows(f"select count(*) from {source}", parameters)[0][0])

    def _collect(self, name: str, shape: str, files: Sequence[Path]) -> None:
        self.con.execute(f"create table {name} {shape}")
        if files:
            self.con.execute(f"insert into {name} by name from read_parquet([{', '.join(map(quoted, files))}])")


def of(reports: Sequence[Report], what: str) -> list[Path]:
    """The files of that name that the tasks of these reports left."""
    return [Path(report["place"]) / f"{what}.parquet" for report in reports]


def _alike(table: str, column: str, count: int, what: str) -> list[Problem]:
    return [problem(table, "reference_looks_alike", column=column, count=count, what=what)] if count else []
