"""What a sieve gives back: parts of the three large tables and a record, in place whole or not at all.

Belongs here: putting them there, and counting them once more from their own files. Does not belong here: reading them
(sources/sieved.py), or which rows they are (`bucket.py`).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from distribution.report import Report, astray
from distribution.routes import SIEVED
from distribution.standing import quoted
from distribution.strays import CREDIT_TYPES, Strays, of
from exports.ground.files import ensure_dir
from sources.sieved import BALANCES, FORMAT, RECORD


class GivenBack:
    """The folder under way: beside its place, under a hidden name, until it is whole."""

    def __init__(self, target: Path) -> None:
        self.target, self.partial = target, target.with_name(f".{target.name}.part")
        self.parts: dict[str, list[str]] = {name: [] for name in SIEVED}
        for folder in (self.partial, self.target):
            shutil.rmtree(folder, ignore_errors=True)

    def take_parts(self, reports: Sequence[Report], links: Sequence[Report], *, has_balances: bool) -> None:
        """Move the rows of these tasks here; the allocations of credits that nobody has with them."""
        for name in SIEVED:
            self.parts[name] += self._moved(of(reports, name), name, "part")
        self.parts["allocations"] += self._moved(of(links, "orphans"), "allocations", "orphans")
        if has_balances:
            balances = [path for path in of(reports, BALANCES) if path.exists()]
            self._moved(balances, BALANCES, "part")

    def _moved(self, files: Sequence[Path], folder: str, prefix: str) -> list[str]:
        ensure_dir(self.partial / folder)
        names = [f"{prefix}-{number:05}.parquet" for number in range(len(files))]
        for path, name in zip(files, names, strict=True):
            shutil.move(path, self.partial / folder / name)
        return names

    def refuse_unless_whole(self, kept: Mapping[str, int], strays: Strays) -> None:
        """As many rows as were to be given back, and every allocation beside both its entries.

        Raises:
            SieveFailed: not so.
        """
        for name in SIEVED:
            files = ", ".join(quoted(path) for path in sorted((self.partial / name).glob("*.parquet")))
            strays.con.execute(f"create view kept_{name} as from read_parquet([{files}], hive_partitioning = false)")
            there = strays.count(f"kept_{name}")
            if there != kept[name]:
                raise astray(f"{name}: {kept[name]:,} rows were to be given back, {there:,} are there")
        entries = "(select entry_id as name, entry_type from kept_ledger_entries)"
        without = {
            "credit": f"{entries} as e on a.credit_entry_id = e.name and e.entry_type in {CREDIT_TYPES} "
            "anti join orphan_credits as o on a.credit_entry_id = o.name",
            "charge": f"{entries} as e on a.charge_entry_id = e.name anti join "
            "(from stray_charges as s anti join found as f on s.name = f.name) as u on a.charge_entry_id = u.name",
        }
        for what, sql in without.items():
            if count := strays.count(f"kept_allocations as a anti join {sql}"):
                raise astray(f"{count:,} allocations would be given back without their {what}")

    def put(self, record: Mapping[str, Any]) -> None:
        """Write the record, and put all of it in place for its owner only."""
        (self.partial / RECORD).write_text(json.dumps({**record, "format": FORMAT}), encoding="utf-8")
        for path in self.partial.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
        os.replace(self.partial, self.target)

    def drop(self) -> None:
        """Leave nothing, where it was not put in place."""
        shutil.rmtree(self.partial, ignore_errors=True)
